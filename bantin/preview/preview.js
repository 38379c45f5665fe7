/* Stands in front of LiveReload's own client, which takes it for one of its plugins: whenever the page gets through to the
   preview, also again, it tells what it shows, and is told to reload if that is not what is there now. */
window.LiveReloadPluginBantin = function () {};
window.LiveReloadPluginBantin.identifier = "bantin";
window.LiveReloadPluginBantin.version = "2";
window.LiveReloadPluginBantin.prototype.analyze = function () {
  var shows = document.querySelector("[data-bantin-mark]");
  return shows ? { path: shows.getAttribute("data-bantin-path"), mark: shows.getAttribute("data-bantin-mark") } : {};
};
