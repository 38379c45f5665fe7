// The reader's theme and text size, before the first line is drawn. Without it the system's preference holds.
(function () {
  var page = document.documentElement, theme, size;
  page.dataset.script = "";
  try {
    theme = localStorage.getItem("bantin-theme");
    size = localStorage.getItem("bantin-size");
  } catch (refused) {
    return; // A browser that keeps nothing, or a page opened from disk.
  }
  if (/^(light|dark|contrast)$/.test(theme)) page.dataset.theme = theme;
  if (/^(-1|1|2|3)$/.test(size)) page.dataset.size = size;
})();
