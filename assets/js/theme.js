// The reader's theme and text size, and whether the address asks a question, before the first line is drawn. Without it
// the system's preference holds.
(function () {
  var page = document.documentElement;
  page.dataset.script = "";
  if (/[?&]q=[^&]/.test(location.search)) page.dataset.asked = "";
  take();
  // Chosen elsewhere meanwhile: on a page from which one comes back here, or in another window.
  addEventListener("pageshow", function (event) {
    if (event.persisted) take();
  });
  addEventListener("storage", take);

  function take() {
    try {
      set("theme", /^(light|dark|contrast)$/);
      set("size", /^(-1|1|2|3)$/);
    } catch (refused) {
      // A browser that keeps nothing, or a page opened from disk.
    }
  }

  function set(name, known) {
    var value = localStorage.getItem("bantin-" + name);
    if (known.test(value)) page.dataset[name] = value;
    else delete page.dataset[name];
  }
})();
