// The buttons for the size of text and the choice of theme (parts/display.html). theme.js reads what is kept here.
(function () {
  "use strict";
  const page = document.documentElement;
  const bar = document.querySelector(".display");
  if (!bar) return;
  const themes = bar.querySelector("select");
  // theme.js may have read another choice since; and some browsers fill in what was chosen before.
  for (const change of ["pageshow", "storage"]) window.addEventListener(change, show);
  show();
  themes.addEventListener("change", () => keep("theme", themes.value));
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const step = Number(button.dataset.size);
    const size = step ? Number(page.dataset.size || 0) + step : 0;
    keep("size", String(Math.min(3, Math.max(-1, size))));
  });

  function show() {
    themes.value = page.dataset.theme || "";
  }

  function keep(name, value) {
    const chosen = value !== "" && value !== "0";
    if (chosen) page.dataset[name] = value;
    else delete page.dataset[name];
    try {
      if (chosen) localStorage.setItem("bantin-" + name, value);
      else localStorage.removeItem("bantin-" + name);
    } catch (refused) {
      // It holds for this page, then.
    }
  }
})();
