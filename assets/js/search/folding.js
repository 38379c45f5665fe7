// Vietnamese and English words as the index knows them: the same as bantin/language.py and bantin/terms.py, held to the
// same tables (tests/folding.txt, tests/roots.txt). For the scripts that follow: bantin.words.
(function () {
  "use strict";
  const WORD = /[\p{L}\p{N}][\p{L}\p{N}\u0300-\u036f]*/gu;
  const OPEN = /(^|[^qQ])([òóỏõọÒÓỎÕỌ](?=[aeAE])|[ùúủũụÙÚỦŨỤ](?=[yY]))([aeyAEY])(?!\p{L})/gu;
  const ROOTS = { vi: vietnameseRoot, en: englishRoot };
  window.bantin = window.bantin || {};
  window.bantin.words = { fold, exact, syllables, root, split };

  // Without marks and capitals; blanks and punctuation are kept.
  function fold(text) {
    const bare = withD(text.normalize("NFD")).replace(/[\u0300-\u036f]/g, "");
    return lower(bare).replace(/đ/g, "d").normalize("NFC");
  }

  // The words and numbers of a text with their marks, in lower case and one tone place.
  function exact(text) {
    return tonePlace(lower(withD(text.normalize("NFC")))).match(WORD) || [];
  }

  function syllables(text) {
    return exact(text).map(fold);
  }

  // Under which a word is found: words that a reader should not have to tell apart have one.
  function root(word, language) {
    return (ROOTS[language] || foldedRoot)(word);
  }

  // A text in pieces: [what is written, its word or ""], in order.
  function split(text) {
    const pieces = [];
    let end = 0;
    for (const found of text.matchAll(WORD)) {
      if (found.index > end) pieces.push([text.slice(end, found.index), ""]);
      pieces.push([found[0], exact(found[0]).join("")]);
      end = found.index + found[0].length;
    }
    if (end < text.length) pieces.push([text.slice(end), ""]);
    return pieces;
  }

  // Icelandic eth and African D look like Đ.
  function withD(text) {
    return text.replace(/[ÐƉ]/g, "Đ").replace(/[ðɖ]/g, "đ");
  }

  function lower(text) {
    return text.toLowerCase().replace(/ς/g, "σ");
  }

  function tonePlace(text) {
    return text
      .replace(OPEN, (_, before, toned, vowel) => {
        const plain = toned.normalize("NFD");
        return before + plain[0] + vowel + plain[1];
      })
      .normalize("NFC");
  }

  function foldedRoot(word) {
    const folded = fold(word);
    return /^\p{Nd}+$/u.test(folded) ? folded.replace(/^0+(?=.)/, "") : folded;
  }

  function vietnameseRoot(word) {
    return foldedRoot(word).replace(/^([bcdghklmnprstvx]|[cknpt]h)y$/, "$1i");
  }

  function englishRoot(word) {
    let root = foldedRoot(word);
    if (!/^[a-z]{3,}$/.test(root)) return root;
    if (root.length > 4 && /ie[sd]$/.test(root)) return root.slice(0, -3) + "y";
    if (root.endsWith("sses")) root = root.slice(0, -2);
    else if (root.length > 3 && /[^sui]s$/.test(root)) root = root.slice(0, -1);
    for (const ending of ["ing", "ed"]) {
      const stem = root.slice(0, -ending.length);
      if (root.endsWith(ending) && stem.length > 2 && /[aeiouy]/.test(stem) && !root.endsWith("eed")) {
        root = /([bdgkmnprt])\1$/.test(stem) ? stem.slice(0, -1) : stem;
        break;
      }
    }
    return root.length > 3 && root.endsWith("e") ? root.slice(0, -1) : root;
  }
})();
