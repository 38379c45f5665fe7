// The urgent notice. The data file calls bantin.urgent({vi: {text, href, until, lang}, en: …}) on every page; `until` is the
// instant at which the notice ends, or ""; `lang` may name another language of the text. The front page already shows
// it; there it only gets its button.
(function () {
  "use strict";
  const page = document.documentElement;
  const drawn = document.querySelector("[data-urgent]");
  window.bantin = window.bantin || {};

  window.bantin.urgent = function (notices) {
    const notice = notices[page.lang];
    if (!notice) return;
    if (isDismissed(notice.text) || (notice.until && Date.now() > Date.parse(notice.until))) {
      if (drawn) drawn.remove();
      return;
    }
    const words = document.currentScript.dataset;
    const bar = drawn || document.body.appendChild(draw(notice, words.label));
    if (!drawn) keepFree(bar);
    const button = bar.appendChild(document.createElement("button"));
    button.type = "button";
    button.textContent = "×";
    button.setAttribute("aria-label", words.close);
    button.addEventListener("click", () => {
      dismiss(notice.text);
      bar.remove();
      // The button is gone: who goes on by keyboard goes on at the text, and the page stays where it is.
      document.getElementById("_main").focus({ preventScroll: true });
    });
  };

  function draw(notice, label) {
    const bar = document.createElement("section");
    bar.className = "urgent urgent-bar";
    bar.setAttribute("aria-label", label);
    const line = bar.appendChild(document.createElement("p"));
    const mark = line.appendChild(document.createElement("b"));
    mark.className = "urgent-label";
    mark.textContent = label;
    line.append(" ");
    const words = line.appendChild(document.createElement(notice.href ? "a" : "span"));
    words.textContent = notice.text;
    if (notice.lang) words.lang = notice.lang;
    if (notice.href) words.href = /^[a-z][a-z0-9+.-]*:/i.test(notice.href) ? notice.href : page.dataset.root + notice.href;
    return bar;
  }

  // What is reached by Tab or by a link within the page stops above the bar; once that is closed, where it would.
  function keepFree(bar) {
    new ResizeObserver(() => (page.style.scrollPaddingBlockEnd = `${bar.offsetHeight + 16}px`)).observe(bar);
  }

  function isDismissed(text) {
    try {
      return localStorage.getItem("bantin-urgent") === text;
    } catch (refused) {
      return false;
    }
  }

  function dismiss(text) {
    try {
      localStorage.setItem("bantin-urgent", text);
    } catch (refused) {
      // It comes back on the next page, then.
    }
  }
})();
