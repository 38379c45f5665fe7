// Vietnamese and English words as the index knows them: the same as bantin/text.py and bantin/search/roots.py, held to the
// same tables (tests/folding.txt, tests/roots.txt). For the scripts that follow: bantin.words.
(function () {
  "use strict";
  const WORD = /[\p{L}\p{N}][\p{L}\p{N}\u0300-\u036f]*/gu;
  const OPEN = /(^|[^qQ])([òóỏõọÒÓỎÕỌ](?=[aeAE])|[ùúủũụÙÚỦŨỤ](?=[yY]))([aeyAEY])(?!\p{L})/gu;
  const PIECE = /\p{Nd}+|[\p{L}\p{Nl}\p{No}][\p{L}\p{Nl}\p{No}\u0300-\u036f]*/gu;
  const BEGINNING = /^(?:ngh?|gh|ph|tr|x|q|kh?|nh|n|gi(?=e(?:n|t|m|c|u)|[aouy])|gi(?=e)|gi(?=.)|r|z)/;
  const HEARD = { ngh: "ng", gh: "g", ph: "f", tr: "ch", x: "s", q: "c", k: "c", n: "l", r: "d", z: "d" };
  const SHORTEST_KIN = 5;
  const KIN = /^(pay|ship|.{4,}?)(?:ment|ness|ship|ian|ial|ist|ism|or|er|al|ant|ent|e)+$/;
  const KIN_END = /(st(?=r)|.[dnrtv](?=i))[ri]$/;
  const FREQUENT =
    "va cua cac cho trong nguoi co cong duoc phuong pho khong nhan den dan nha ngay thong la hop giao hoa to " +
    "chuc gia khu o moi hoc ve mot the viec tai sinh thi tu chinh hanh thanh bao dong toan tac sach quan hai " +
    "ban thuc ho ly vien tin tri so dien voi lam khi thuong gio phai nam can tap de phu uy hoi con hien dang " +
    "ung xe dong hang don ra y tren quy dia ca phan duong tinh dien noi nay tham vu cap an tre bo the of to " +
    "and in a for is on at be with by are or";
  const RANKS = Object.create(null); // a word may be `constructor`
  [...new Set(FREQUENT.split(" "))].reverse().forEach((word, at) => (RANKS[word] = at + 1));
  // Of a word without marks and capitals.
  const ROOTS = { vi: vietnameseRoot, en: englishRoot };
  window.bantin = window.bantin || {};
  window.bantin.words = { fold, exact, exactOf, syllables, root, rootsOf, rootsIn, split, sound, soundsIn, kin, placeOf, sameTone, marksOf };

  // Without marks and capitals; blanks and punctuation are kept.
  function fold(text) {
    const bare = withD(text.normalize("NFD")).replace(/[\u0300-\u036f]/g, "");
    return lower(bare).replace(/đ/g, "d").normalize("NFC");
  }

  // The words and numbers of a text with their marks, in lower case and one tone place.
  function exact(text) {
    return spelt(text).match(WORD) || [];
  }

  // The same of many texts.
  function exactOf(texts) {
    return spelt(texts.map((text) => text.replace(/\n/g, " ")).join("\n")).split("\n").map((line) => line.match(WORD) || []);
  }

  function spelt(text) {
    return tonePlace(lower(withD(text.normalize("NFC"))));
  }

  function syllables(text) {
    return exact(text).map(fold);
  }

  // Under which a word is found: words that a reader should not have to tell apart have one.
  function root(word, language) {
    return (ROOTS[language] || plainRoot)(fold(word));
  }

  // The same of many words, which are folded at once: one by one they would take several times as long.
  function rootsOf(words, language) {
    return words.length ? fold(words.join("\n")).split("\n").map(ROOTS[language] || plainRoot) : [];
  }

  // Of each of many texts the roots of its words.
  function rootsIn(texts, language) {
    const forms = exactOf(texts);
    const roots = rootsOf(forms.flat(), language);
    let at = 0;
    return forms.map((its) => roots.slice(at, (at += its.length)));
  }

  // A word with marks, hỏi and ngã in one, đ as d: what is easily taken for one another.
  function sameTone(form) {
    return form.normalize("NFD").replace(/\u0303/g, "\u0309").replace(/đ/g, "d");
  }

  // The marks of a word without its letters; hỏi and ngã are one.
  function marksOf(form) {
    return form.normalize("NFD").replace(/đ/g, "").replace(/[^\u0300-\u036f]/g, "").replace(/\u0303/g, "\u0309");
  }

  // A text in pieces: [what is written, its word or ""], in order.
  function split(text) {
    const pieces = [];
    let end = 0;
    for (const found of text.matchAll(PIECE)) {
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

  function plainRoot(word) {
    return word[0] === "0" && /^\p{Nd}+$/u.test(word) ? word.replace(/^0+(?=.)/, "") : word;
  }

  function vietnameseRoot(word) {
    const plain = plainRoot(word);
    return plain.endsWith("y") ? plain.replace(/^([bcdghklmnprstvx]|[cknpt]h)y$/, "$1i") : plain;
  }

  function englishRoot(word) {
    return /^[a-z]{3,}$/.test(word) ? window.bantin.stem(word) : plainRoot(word);
  }

  // Which file of the index holds a root: its sound, of two neighbours that of the rarer one.
  function placeOf(root) {
    const [one, other] = root.split("_");
    return sound(other && (RANKS[other] || 0) < (RANKS[one] || 0) ? other : one);
  }

  // What a root has in common with those that are heard or spelt for it.
  function sound(root) {
    return kin(root).replace(BEGINNING, heard).replace(/y/g, "i").replace(/k(?!h)/g, "c");
  }

  // A text with each word as it sounds, commas and lines kept. It is folded at once: word by word would take several times as
  // long.
  function soundsIn(text, language) {
    const rootOf = ROOTS[language] || plainRoot;
    const known = Object.create(null);
    const heard = (word) => (known[word] = known[word] || sound(rootOf(word)));
    return fold(text).replace(/[^\p{L}\p{N},\n]+/gu, " ").replace(/[\p{L}\p{N}]+/gu, heard);
  }

  // What the stem of an English word has in common with those of its relatives: registr (registration), regist (register).
  function kin(root) {
    return root.length < SHORTEST_KIN ? root : root.replace(KIN_END, "$1").replace(KIN, "$1");
  }

  function heard(beginning, at, root) {
    if (beginning !== "gi") return HEARD[beginning] || beginning;
    const rest = root.slice(2);
    return (rest.length === 1 && !/[aeou]/.test(rest)) || /^e[ntmcu]/.test(rest) ? "di" : "d";
  }
})();
