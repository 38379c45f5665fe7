// Where the words that were asked for stand in a text: marked pieces of it, and of an article's page the passage that holds
// most of them. For the scripts that follow: bantin.passages.
(function () {
  "use strict";
  const { split, exact, fold } = window.bantin.words;
  // Characters of a passage, and of it before its first word.
  const LENGTH = 160;
  const BEFORE = 40;
  const TEXTS = ".article .lead, .cover figcaption, .prose";
  window.bantin.passages = { marked, surfaces, passage, pieces, holdsAll };

  // [text, is it a word that was asked for], … neighbours within one piece.
  function pieces(text, isMeant) {
    const found = [];
    let blank = "";
    for (const [written, form] of split(text.normalize("NFC"))) {
      const last = found[found.length - 1];
      if (last && last[1] && /^[\s-]+$/.test(written)) {
        blank = written;
        continue;
      }
      const isOne = Boolean(form) && isMeant(form);
      if (last && last[1] && isOne) last[0] += blank + written;
      else if (last && !last[1] && !isOne) last[0] += blank + written;
      else if (isOne) found.push(...(blank ? [[blank, false]] : []), [written, true]);
      else found.push([blank + written, false]);
      blank = "";
    }
    return found;
  }

  // The text as nodes, with the words that were asked for within <mark>.
  function marked(text, isMeant) {
    return pieces(text, isMeant).map(([written, isOne]) => {
      if (!isOne) return written;
      const mark = document.createElement("mark");
      mark.textContent = written;
      return mark;
    });
  }

  // What is marked in an element, each once, the longest first.
  function surfaces(element) {
    const found = [...element.querySelectorAll("mark")].map((mark) => mark.textContent);
    return [...new Set(found)].sort((one, other) => other.length - one.length);
  }

  // The passage of an article that holds most of the words; "" if the page cannot be read or holds none of them.
  async function passage(address, isMeant) {
    const page = await pageAt(address);
    return page ? best([...page.querySelectorAll(TEXTS)].flatMap(blocksOf), isMeant) : "";
  }

  // Whether an article's page holds each of the phrases, word by word; what cannot be read may.
  async function holdsAll(address, phrases) {
    const page = await pageAt(address);
    const main = page && page.querySelector("main");
    if (!main) return true;
    const texts = [main.textContent, ...[...main.querySelectorAll("[alt]")].map((picture) => picture.alt)];
    return phrases.every((phrase) => texts.some((text) => isWithin(exact(text), phrase)));
  }

  function isWithin(forms, phrase) {
    const isSame = (form, { form: meant, isStrict, isBegun }) => {
      const own = isStrict ? form : fold(form);
      return isBegun ? own.startsWith(meant) : own === meant;
    };
    return forms.some((_, at) => phrase.every((word, own) => at + own < forms.length && isSame(forms[at + own], word)));
  }

  // A page of the site; null if it cannot be read, as from disk.
  async function pageAt(address) {
    if (location.protocol === "file:") return null;
    const answer = await fetch(address);
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  }

  function blocksOf(element) {
    const blocks = element.querySelectorAll("p, li, td, th, dt, dd, h2, h3, h4, h5, h6, figcaption, pre, summary");
    const all = blocks.length ? [...blocks].filter((one) => !one.querySelector("p, li")) : [element];
    return all.map((one) => one.textContent.replace(/\s+/g, " ").trim()).filter(Boolean);
  }

  function best(texts, isMeant) {
    let most = 0;
    let found = "";
    for (const text of texts) {
      const hits = [];
      let at = 0;
      for (const [written, form] of split(text.normalize("NFC"))) {
        if (form && isMeant(form)) hits.push([at, form]);
        at += written.length;
      }
      for (const [start] of hits) {
        const within = hits.filter(([where]) => where >= start && where < start + LENGTH - BEFORE);
        const worth = new Set(within.map(([, form]) => form)).size + within.length / 100;
        if (worth > most) [most, found] = [worth, cut(text, start)];
      }
    }
    return found;
  }

  function cut(text, start) {
    const from = start > BEFORE ? text.indexOf(" ", start - BEFORE) + 1 : 0;
    const end = from + LENGTH < text.length ? text.lastIndexOf(" ", from + LENGTH) : text.length;
    return (from ? "… " : "") + text.slice(from, end) + (end < text.length ? " …" : "");
  }
})();
