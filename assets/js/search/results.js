// The search page: asks ranking.js what the field, the choices or the address ask for, and shows it. docs/search.md
// tells how.
(function () {
  "use strict";
  const place = document.querySelector("[data-search]");
  if (!place) return;
  const { split } = window.bantin.words;
  const { renew, card } = window.bantin.index;
  const { answer, parse, means } = window.bantin.ranking;
  const said = place.dataset;
  const list = place.querySelector("[data-results]");
  const total = place.querySelector("[data-found]");
  const notes = place.querySelector("[data-notes]");
  const more = place.querySelector("[data-more]");
  const label = more.textContent;
  const field = document.getElementById("_q");
  const form = field.form;
  const choices = [...form.querySelectorAll("select")];
  const engine = document.querySelector("a[data-engine]");
  const elsewhere = engine && engine.href;
  const heading = document.title;

  const SHOWN = 10;
  // Milliseconds: without a further letter before it is searched; before it is said that something is on its way.
  const PAUSE = 300;
  const PATIENCE = 500;

  // ---- from a question to its answer

  let number = 0;
  let shown = null;

  function ask() {
    const asked = { q: field.value.trim() };
    for (const choice of choices) asked[choice.name] = choice.value;
    return asked;
  }

  async function run() {
    const asked = ask();
    const mine = ++number;
    name(asked.q);
    if (!parse(asked.q).length) return clear(asked, Object.values(asked).some(Boolean) ? said.empty : "");
    place.setAttribute("aria-busy", "true");
    delete list.dataset.total;
    const late = setTimeout(() => mine === number && (total.textContent = said.busy), PATIENCE);
    try {
      const found = await answered(asked);
      if (mine === number) show(...found);
    } catch (missing) {
      if (mine === number) clear(asked, said.failed);
    } finally {
      clearTimeout(late);
      if (mine === number) place.removeAttribute("aria-busy");
    }
  }

  // The answer, and its first items.
  async function answered(asked) {
    try {
      const result = await answer(asked);
      return [result, await items(result, 0)];
    } catch (missing) {
      // The site may have been renewed since its head was read.
      await renew();
      const result = await answer(asked);
      return [result, await items(result, 0)];
    }
  }

  // What was asked for stands in the title, by which the browser names a step of its history, and goes with the reader
  // to a search engine.
  function name(query) {
    document.title = (query && query + " – ") + heading;
    if (!engine) return;
    const address = new URL(elsewhere);
    if (query) address.searchParams.set("q", address.searchParams.get("q") + " " + query);
    engine.href = address.href;
  }

  // ---- what is shown

  // data-query: what the results shown answer; data-total: how many there are, once that is known.
  function clear({ q }, sentence) {
    place.removeAttribute("aria-busy");
    shown = null;
    list.dataset.query = q;
    list.dataset.total = "0";
    list.replaceChildren();
    notes.replaceChildren();
    total.textContent = sentence;
    more.hidden = true;
  }

  function show(result, first) {
    shown = result;
    list.dataset.query = result.asked.q;
    list.dataset.total = String(result.found.length);
    list.replaceChildren(...first);
    notes.replaceChildren(...told(result));
    total.textContent = totalOf(result);
    more.hidden = result.found.length <= first.length;
    more.textContent = label;
  }

  function extend(result, added) {
    list.append(...added);
    more.hidden = result.found.length <= list.children.length;
    more.textContent = label;
    if (total.textContent === said.failed) total.textContent = totalOf(result);
    added[0].querySelector("a").focus();
  }

  function totalOf({ found, unknown, isElsewhere }) {
    if (found.length === 1) return said.one;
    if (found.length) return said.many.replace("{n}", String(found.length).replace(/\B(?=(\d{3})+$)/g, said.thousands));
    if (isElsewhere) return said.noneChosen;
    return unknown.length ? "" : said.none;
  }

  function told(result) {
    const lines = sentencesOf(result).map((sentence) => element("p", {}, sentence));
    const { asked, proposal } = result;
    if (proposal) {
      const link = element("a", { href: "?" + new URLSearchParams({ ...asked, q: proposal }) }, proposal);
      lines.push(element("p", {}, said.meant + " ", link));
    }
    return lines;
  }

  function sentencesOf({ words, unknown, found, way, isExactOnly }) {
    const query = words.map((word) => word.written).join(" ");
    const names = unknown.map((word) => `“${word.written}”`).join(", ");
    const missing = names && filled(said.unknown, { words: names });
    const ways = {
      begun: [filled(said.begun, { query, word: words[words.length - 1].written })],
      rest: [filled(said.rest, { words: names })],
      near: [missing, said.near],
    };
    return [...((found.length && ways[way]) || [missing]), isExactOnly ? said.exactOnly : ""].filter(Boolean);
  }

  function filled(sentence, values) {
    return sentence.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  }

  function items({ head, found, words }, from) {
    const wanted = found.slice(from, from + SHOWN);
    return Promise.all(wanted.map(async ({ at, isWhole }) => item(await card(head, at), words, isWhole, head)));
  }

  function item([address, title, posted, iso, category, lead], words, isWhole, head) {
    const link = element("a", { href: document.documentElement.dataset.root + address }, ...marked(title, words, isWhole));
    const time = element("time", { datetime: iso }, posted);
    const kicker = element("span", { class: "kicker" }, head.categories[category] || "");
    return element(
      "li",
      { class: "card" },
      element(
        "div",
        { class: "card-words" },
        element("h2", { class: "card-title" }, link),
        element("p", { class: "card-meta" }, kicker, " ", time),
        element("p", { class: "card-lead" }, ...marked(lead, words, isWhole)),
      ),
    );
  }

  // The text with the words that were asked for within <mark>, neighbours within one.
  function marked(text, words, isWhole) {
    const nodes = [];
    let mark = null;
    let blank = "";
    for (const [written, form] of split(text.normalize("NFC"))) {
      if (mark && /^\s+$/.test(written)) {
        blank = written;
        continue;
      }
      const isMeant = form && words.some((word) => means(word, form, isWhole));
      if (isMeant && mark) mark.textContent += blank + written;
      else if (isMeant) nodes.push((mark = element("mark", {}, written)));
      else {
        nodes.push(blank + written);
        mark = null;
      }
      blank = "";
    }
    return nodes;
  }

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  // ---- the address

  let isTyping = false;

  function addressOf(asked) {
    const told = new URLSearchParams(Object.entries(asked).filter(([, value]) => value));
    return location.pathname + (String(told) && "?" + told);
  }

  // Each query has a step in the browser's history, but not each letter of it.
  function note(isNew) {
    const address = addressOf(ask());
    if (address === location.pathname + location.search) return;
    try {
      if (isNew) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    } catch (refused) {
      // A page opened from disk, in some browsers.
    }
  }

  function takeOver() {
    const told = new URLSearchParams(location.search);
    field.value = told.get("q") || "";
    for (const choice of choices) {
      const value = told.get(choice.name) || "";
      choice.value = [...choice.options].some((option) => option.value === value) ? value : "";
    }
    run();
  }

  // ---- the field, the choices, the buttons

  let pause = 0;

  // A single letter is but the beginning of a word; who means it presses Enter.
  function type() {
    note(!isTyping);
    isTyping = true;
    if ([...field.value.trim()].length === 1) {
      number++;
      clear(ask(), "");
    } else run();
  }

  function settle() {
    clearTimeout(pause);
    note(!isTyping);
    isTyping = false;
    run();
  }

  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(type, PAUSE);
  });
  field.addEventListener("change", () => (isTyping = false));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    settle();
  });
  for (const choice of choices) {
    choice.addEventListener("change", () => {
      isTyping = false;
      settle();
    });
  }
  notes.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    field.value = link.textContent;
    isTyping = false;
    settle();
    field.focus();
  });
  more.addEventListener("click", async () => {
    const result = shown;
    const from = list.children.length;
    const late = setTimeout(() => (more.textContent = said.busy), PATIENCE);
    try {
      const added = await items(result, from);
      if (result === shown && from === list.children.length) extend(result, added);
    } catch (missing) {
      if (result === shown) total.textContent = more.textContent = said.failed;
    } finally {
      clearTimeout(late);
      if (more.textContent === said.busy) more.textContent = label;
    }
  });
  addEventListener("popstate", () => {
    clearTimeout(pause);
    isTyping = false;
    takeOver();
  });
  takeOver();
})();
