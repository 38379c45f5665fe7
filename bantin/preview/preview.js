/* Stands in front of LiveReload's own client, which takes it for one of its plugins: whenever the page gets through to the
   preview, also again, it tells which build it shows, and is told to reload if that is not the newest. */
window.LiveReloadPluginBantin = function () {};
window.LiveReloadPluginBantin.identifier = "bantin";
window.LiveReloadPluginBantin.version = "1";
window.LiveReloadPluginBantin.prototype.analyze = function () {
  var mark = document.querySelector("[data-bantin-build]");
  return { build: mark ? mark.getAttribute("data-bantin-build") : "" };
};
