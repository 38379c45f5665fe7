// The share row (parts/share.html): "Zalo" opens the telephone's own sheet, and where there is none copies title and link.
(function () {
  "use strict";
  const row = document.querySelector(".share");
  if (!row) return;
  const url = document.querySelector("link[rel=canonical]").href;
  const title = document.querySelector("meta[property='og:title']").content;
  const said = row.querySelector(".said");
  const [zalo, link] = ["[data-share]", "[data-copy]"].map((button) => row.querySelector(button));
  zalo.addEventListener("click", share);
  link.addEventListener("click", () => copy(url, link));

  async function share() {
    try {
      if (navigator.share) return await navigator.share({ title, url });
    } catch (refused) {
      if (refused.name === "AbortError") return; // The reader thought better of it.
    }
    copy(`${title}\n${url}`, zalo);
  }

  async function copy(text, button) {
    said.textContent = ""; // Said twice, it is heard twice.
    const done = await kept(text);
    said.textContent = done ? button.dataset.said : `${row.dataset.refused} ${url}`;
  }

  async function kept(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (refused) {
      return marked(text); // A page without https has no clipboard.
    }
  }

  function marked(text) {
    const before = document.activeElement;
    const field = row.appendChild(document.createElement("textarea"));
    field.className = "unseen";
    field.value = text;
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    before.focus();
    return done;
  }
})();
