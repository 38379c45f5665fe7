// Reads the article aloud with the browser's own voice, where it has one for the article's language (parts/article_tools.html).
// The sentence that is being read is marked; abbreviations that the page explains and dates are spoken in full.
(function () {
  "use strict";
  const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, td, th, dt, dd, figcaption, caption, summary, blockquote, div, section";
  const LEFT_OUT = "pre, .footnotes, .footnote-ref, .unseen, [aria-hidden=true]";
  const box = document.querySelector("[data-listen]");
  const article = document.querySelector(".article");
  const speech = window.speechSynthesis;
  if (!box || !article || !speech) return;
  const [play, stop] = box.querySelectorAll("button");
  const highlights = window.Highlight && window.CSS && CSS.highlights;
  const lang = document.documentElement.lang;
  let pieces = [], at = 0, turn = 0, marked = null;
  offer();
  if (speech.addEventListener) speech.addEventListener("voiceschanged", offer);
  play.addEventListener("click", () => (box.dataset.state === "playing" ? pause() : begin()));
  stop.addEventListener("click", () => {
    end();
    play.focus({ preventScroll: true }); // It has its place above the text again, and the reader stays.
  });
  window.addEventListener("pagehide", end);

  function offer() {
    box.hidden = !voice(lang);
  }

  // One of this device before one that asks a server, the language as such before one of its regions.
  function voice(code) {
    const able = speech.getVoices().filter((each) => each.lang.toLowerCase().split(/[-_]/)[0] === code.split("-")[0]);
    return able.sort((a, b) => b.localService - a.localService || a.lang.length - b.lang.length)[0];
  }

  function begin() {
    if (!box.dataset.state) {
      pieces = sentences();
      at = 0;
    }
    show("playing", play.dataset.pause);
    speech.cancel(); // What another page has left.
    read();
  }

  // Some browsers cannot go on where they were held: the sentence is begun anew.
  function pause() {
    turn += 1;
    speech.cancel();
    show("paused", play.dataset.resume);
  }

  function end() {
    if (!box.dataset.state) return;
    turn += 1;
    speech.cancel();
    unmark();
    show("", play.dataset.play);
  }

  function show(state, label) {
    box.dataset.state = state;
    play.querySelector("span").textContent = label;
    stop.hidden = !state;
  }

  function read() {
    if (at >= pieces.length) return end();
    const piece = pieces[at];
    const mine = (turn += 1);
    const said = new SpeechSynthesisUtterance(spoken(piece.text));
    said.voice = voice(piece.lang) || voice(lang);
    said.lang = said.voice.lang;
    said.onend = () => {
      if (turn !== mine) return;
      at += 1;
      read();
    };
    said.onerror = () => turn === mine && end();
    mark(piece);
    speech.speak(said);
  }

  // ---- what is read

  // The words of each block, with the places in the page that they come from; cut into sentences.
  function sentences() {
    const found = [];
    for (const part of article.querySelectorAll("h1, .lead, .notice, .prose, .organisation")) {
      const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      let block = null;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement.closest(LEFT_OUT)) continue;
        const within = node.parentElement.closest(BLOCKS);
        if (!block || block.element !== within) found.push((block = { element: within, nodes: [], text: "" }));
        block.nodes.push({ node, start: block.text.length });
        block.text += node.data;
      }
    }
    return found.flatMap(cut).filter((piece) => /[\p{L}\p{N}]/u.test(piece.text));
  }

  // After a full stop; where a sentence is long, after a semicolon or comma too, for some voices give up on long ones.
  function cut(block) {
    const found = [];
    const stops = /([.!?…]+["”’)»]*|[;:]|,)\s+/g;
    let start = 0;
    for (let met = stops.exec(block.text); met; met = stops.exec(block.text)) {
      const end = met.index + met[0].length, length = end - start;
      const isFull = /[.!?…]/.test(met[0]);
      const isInside = /^[\p{Ll}]/u.test(block.text.slice(end)) || /(^|[\s(])\p{Lu}{1,2}$/u.test(block.text.slice(start, met.index));
      if (isFull ? !isInside : length > (met[0][0] === "," ? 200 : 120)) found.push([start, (start = end)]);
    }
    found.push([start, block.text.length]);
    const code = block.element.closest("[lang]").lang;
    return found.map(([from, to]) => ({ block, from, to, text: block.text.slice(from, to), lang: code }));
  }

  // ---- how it is spoken

  function spoken(text) {
    return inFull(dated(text.replace(/\s+/g, " ").trim()));
  }

  // 07/03/2018 → ngày 7 tháng 3 năm 2018; ngày 7/3 → ngày 7 tháng 3; tháng 3/2018 → tháng 3 năm 2018.
  function dated(text) {
    const form = play.dataset.date;
    const word = form.split("{")[0].trim();
    const monthWord = month(3).split(/\d/)[0].trim();
    const say = (written, shape, day, number, year) =>
      day > 31 || number > 12 || !(day * number)
        ? written
        : shape.replace("{day}", Number(day)).replace("{month}", month(number)).replace("{year}", year);
    text = text.replace(rule(word && `(?:${word}\\s+)?`, "(\\d{1,2})[/-](\\d{1,2})[/-](\\d{4})"), (all, before, day, number, year) =>
      before + say(all.slice(before.length), form, day, number, year));
    if (!word || !/\d/.test(month(3))) return text;
    const [short, long] = [form.slice(0, form.indexOf("{month}") + 7), form.slice(form.indexOf("{month}"))];
    return text
      .replace(rule(`${word}\\s+`, "(\\d{1,2})/(\\d{1,2})"), (all, before, day, number) =>
        before + say(all.slice(before.length), short, day, number))
      .replace(rule(`${monthWord}\\s+`, "(\\d{1,2})/(\\d{4})"), (all, before, number, year) =>
        before + say(all.slice(before.length), long, 1, number, year));
  }

  function rule(word, numbers) {
    return new RegExp(`(^|[^\\p{L}\\p{N}/])${word}${numbers}(?![\\p{L}\\p{N}/])`, "giu");
  }

  function month(number) {
    const name = new Intl.DateTimeFormat(lang, { month: "long" }).format(new Date(2000, number - 1));
    return /\d/.test(name) ? name.toLowerCase() : name; // "Tháng 3", as if it stood alone
  }

  // An abbreviation is explained where it comes first; it is spoken in full wherever it comes.
  function inFull(text) {
    const meant = new Map();
    for (const each of article.querySelectorAll("abbr[title]")) meant.set(each.textContent, each.title);
    if (!meant.size) return text;
    const names = [...meant.keys()].sort((a, b) => b.length - a.length).map((name) => name.replace(/[^\p{L}\p{N}]/gu, "\\$&"));
    const whole = new RegExp(`(^|[^\\p{L}\\p{N}])(${names.join("|")})(?![\\p{L}\\p{N}])`, "gu");
    return text.replace(whole, (_, before, name) => before + meant.get(name));
  }

  // ---- where one is

  function mark(piece) {
    const wasInSight = !marked || isInSight(marked.range);
    unmark();
    const range = document.createRange();
    range.setStart(...spot(piece.block, piece.from));
    range.setEnd(...spot(piece.block, piece.from + piece.text.trimEnd().length));
    marked = { range, element: piece.block.element };
    if (highlights) highlights.set("reading", new Highlight(range));
    else marked.element.classList.add("is-read");
    // Who has scrolled elsewhere meanwhile is left there.
    if (wasInSight && !isInSight(range)) marked.element.scrollIntoView({ block: "center" });
  }

  function unmark() {
    if (highlights) highlights.delete("reading");
    else if (marked) marked.element.classList.remove("is-read");
    marked = null;
  }

  function spot(block, offset) {
    const { node, start } = [...block.nodes].reverse().find((each) => each.start <= offset);
    return [node, Math.min(offset - start, node.data.length)];
  }

  function isInSight(range) {
    const box = range.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight;
  }
})();
