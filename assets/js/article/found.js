// What a reader searched for is marked in the article that was opened from the results (js/search/results.js).
(function () {
  "use strict";
  const KEPT = "bantin-found";
  // Milliseconds in which a page has come.
  const PATIENCE = 60000;
  const article = document.querySelector(".article");
  const found = article && taken();
  if (!found) return;
  const texts = found.texts.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+"));
  // Where the result showed none of the words, they are looked for without their marks, at least two of several together.
  const isBare = !texts.length;
  const one = "(?:" + (found.words || []).join("|") + ")";
  const pattern = isBare ? one + ((found.words || []).length > 1 ? "(?:[\\s,-]+" + one + ")+" : "") : texts.join("|");
  const words = (texts.length || (found.words || []).length) && new RegExp("(" + pattern + ")(?![\\p{L}\\p{N}])", "giu");
  const first = words && [...textsOf(article)].map(mark).find(Boolean);
  if (first) first.scrollIntoView({ block: "center" });

  function taken() {
    try {
      const kept = JSON.parse(localStorage.getItem(KEPT));
      if (!kept || kept.path !== location.pathname || Date.now() - kept.at > PATIENCE) return null;
      localStorage.removeItem(KEPT);
      return kept;
    } catch (refused) {
      return null;
    }
  }

  function textsOf(element) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const all = [];
    while (walker.nextNode()) if (walker.currentNode.parentElement.closest(".prose, .lead, h1, figcaption")) all.push(walker.currentNode);
    return all;
  }

  // Marks what was searched for in a text, and gives the first mark that does not stand in the heading.
  function mark(text) {
    const written = text.data.normalize("NFC");
    const nodes = [];
    let end = 0;
    for (const { 0: piece, index } of readable(written).matchAll(words)) {
      if (/[\p{L}\p{N}]$/u.test(written.slice(0, index))) continue;
      nodes.push(written.slice(end, index), made(written.slice(index, index + piece.length)));
      end = index + piece.length;
    }
    if (!nodes.length) return null;
    const isDeep = !text.parentElement.closest("h1");
    text.replaceWith(...nodes, written.slice(end));
    return isDeep ? nodes[1] : null;
  }

  // The text as it is compared; without marks it is as long as with them, or stays as it is.
  function readable(written) {
    if (!isBare) return written;
    const bare = written.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d");
    return bare.length === written.length ? bare : written;
  }

  function made(piece) {
    const element = document.createElement("mark");
    element.textContent = piece;
    return element;
  }
})();
