// The search page. The index stands in files below assets/search/, each of which calls bantin.found(name, data); which
// of them a query needs is told by the digests of its words. docs/search.md says what stands in them.
(function () {
  "use strict";
  const place = document.querySelector("[data-search]");
  if (!place) return;
  const { exact, fold, root, split } = window.bantin.words;
  const language = document.documentElement.lang;
  const folder = document.documentElement.dataset.root + "assets/search/";
  const said = place.dataset;
  const list = place.querySelector("[data-results]");
  const status = place.querySelector("[role=status]");
  const notes = place.querySelector("[data-notes]");
  const more = place.querySelector("[data-more]");
  const field = document.getElementById("_q");
  const form = field.form;
  const choices = [...form.querySelectorAll("select")];
  const engine = document.querySelector("a[data-engine]");
  const elsewhere = engine && engine.href;

  const SHOWN = 10;
  const CARDS = 50;
  const PAUSE = 300;
  const MOST_WORDS = 16;
  const SIGNS = "#%&()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~'";
  const LAST = 64;
  const LEVELS = 5;
  const PARTS = { a: 8, r: 1 };
  // What a word is worth by its level in an article, after "not there".
  const WORTH = [0, 1, 1.5, 2.2, 4, 5];
  const PAIR = 1.6;

  const numbers = new Uint8Array(128);
  for (let at = 0; at < SIGNS.length; at++) numbers[SIGNS.charCodeAt(at)] = at;

  // ---- the files of the index

  const arrived = {};
  let files = new Map();
  window.bantin.found = (name, data) => (arrived[name] = data);

  function load(name, version) {
    if (!files.has(name)) files.set(name, fetched(name, version));
    return files.get(name);
  }

  function fetched(name, version) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = folder + name + ".js" + (version ? "?" + version : "");
      script.onload = () => (name in arrived ? resolve(arrived[name]) : reject(new Error(name)));
      script.onerror = () => reject(new Error(name));
      document.head.append(script);
    }).finally(() => delete arrived[name]);
  }

  // The lists of a root in a block: [[term, articles as written], …].
  async function lists(head, block, name) {
    const [letter, version, , , shards] = block;
    const file = letter + "/" + (digest(name) % shards).toString(16);
    const text = "\n" + (await load(language + "/" + file, version));
    const at = text.indexOf("\n" + name + " ");
    if (at < 0) return [];
    const end = text.indexOf("\n", at + 1);
    const line = text.slice(at + name.length + 2, end < 0 ? text.length : end);
    return line.split(" ").map((told) => {
      const sign = told.indexOf("!");
      return [told.slice(0, sign) || name, told.slice(sign + 1)];
    });
  }

  // CRC-32 of a text in UTF-8, by which its shard is named.
  function digest(text) {
    let crc = -1;
    for (const byte of new TextEncoder().encode(text)) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc >>> 0;
  }

  // Notes the levels, from 1 on, of the articles in a list.
  function read(articles, first, levels) {
    let article = first;
    let high = 0;
    for (let at = 0; at < articles.length; at++) {
      const number = numbers[articles.charCodeAt(at)];
      if (number >= LAST) {
        high = high * (SIGNS.length - LAST) + number - LAST + 1;
        continue;
      }
      const told = high * LAST + number;
      article += Math.floor(told / LEVELS);
      levels[article] = Math.max(levels[article], (told % LEVELS) + 1);
      article++;
      high = 0;
    }
  }

  // ---- what was asked for

  function ask() {
    const asked = { q: field.value.trim() };
    for (const choice of choices) asked[choice.name] = choice.value;
    return asked;
  }

  // The words of a query. isStrict: typed with marks, so that words with these marks come first. isBound: the pair that
  // it makes with the word before must stand in the text, since both are quoted.
  function parse(text) {
    const words = [];
    text.split(/["“”„«»]/).forEach((piece, at) => {
      const isQuoted = at % 2 === 1;
      exact(piece).forEach((form, index) => {
        const isStrict = fold(form) !== form;
        words.push({ form, root: root(form, language), isStrict, isQuoted, follows: index > 0 });
      });
    });
    return words.slice(0, MOST_WORDS);
  }

  // The articles that hold a word or two neighbours: levels for any marks, and for those that were typed.
  async function find(head, name, isOwn) {
    const found = { any: new Uint8Array(head.total), own: new Uint8Array(head.total), count: 0 };
    const told = await Promise.all(head.blocks.map((block) => lists(head, block, name)));
    told.forEach((terms, at) => {
      const first = head.blocks[at][2];
      for (const [term, articles] of terms) {
        read(articles, first, found.any);
        if (isOwn(term)) read(articles, first, found.own);
      }
    });
    for (const level of found.any) if (level) found.count++;
    found.rarity = Math.log(1 + head.total / Math.max(1, found.count));
    return found;
  }

  async function findAll(head, words) {
    const hasMarks = words.some((word) => word.isStrict);
    const known = new Map();
    const waiting = [];
    for (const word of words) {
      const key = word.form;
      if (!known.has(key)) known.set(key, find(head, word.root, (term) => term === word.form));
      waiting.push(known.get(key).then((found) => (word.found = found)));
    }
    words.forEach((word, at) => {
      if (!word.follows) return;
      const before = words[at - 1];
      const isOwn = (term) => {
        const [one, other] = term.split("_");
        return (!before.isStrict || one === before.form) && (!word.isStrict || other === word.form);
      };
      waiting.push(find(head, before.root + "_" + word.root, isOwn).then((found) => (word.pair = found)));
    });
    await Promise.all(waiting);
    return hasMarks;
  }

  // ---- which articles, in which order

  function rank(head, words, hasMarks, filters, share) {
    const { total } = head;
    const scores = new Float64Array(total);
    const held = new Float64Array(total);
    const strict = new Uint8Array(total);
    const isOut = new Uint8Array(total);
    const unique = words.filter((word, at) => words.findIndex((other) => other.form === word.form) === at);
    let all = 0;
    let marked = 0;
    for (const word of unique) {
      const { any, own, rarity } = word.found;
      all += rarity;
      marked += word.isStrict ? 1 : 0;
      for (let at = 0; at < total; at++) {
        if (any[at]) {
          held[at] += rarity;
          scores[at] += rarity * worth(word, any[at], own[at], hasMarks);
          if (word.isStrict && own[at]) strict[at]++;
        }
        if (word.isQuoted && !(word.isStrict ? own : any)[at]) isOut[at] = 1;
      }
    }
    for (const { pair, isQuoted } of words) {
      if (!pair) continue;
      for (let at = 0; at < total; at++) {
        if (pair.any[at]) scores[at] += PAIR * pair.rarity * (0.35 * WORTH[pair.any[at]] + 0.65 * WORTH[pair.own[at]]);
        if (isQuoted && !pair.own[at]) isOut[at] = 1;
      }
    }
    const found = [];
    for (let at = filters.from; at < filters.to; at++) {
      if (held[at] < all * share - 1e-6 || isOut[at] || !scores[at]) continue;
      if (!filters.levels || filters.levels[at]) found.push(at);
    }
    const isWhole = (at) => (strict[at] === marked ? 1 : 0);
    found.sort((one, other) => isWhole(other) - isWhole(one) || filters.order(scores, one, other) || other - one);
    return found.map((at) => ({ at, isWhole: marked > 0 && isWhole(at) === 1 }));
  }

  // Typed with marks, most of its worth is that of the marks; else those without are but a little dearer.
  function worth(word, any, own, hasMarks) {
    if (word.isStrict) return 0.25 * WORTH[any] + 0.75 * WORTH[own];
    if (hasMarks || word.form !== word.root) return 0.85 * WORTH[any] + 0.15 * WORTH[own];
    return WORTH[any];
  }

  async function narrowed(head, asked) {
    const filters = { from: 0, to: head.total, levels: null, order: (scores, one, other) => scores[other] - scores[one] };
    if (asked.s) filters.order = () => 0;
    const year = head.years.findIndex(([number]) => String(number) === asked.y);
    if (year >= 0) {
      filters.from = head.years[year][1];
      filters.to = year + 1 < head.years.length ? head.years[year + 1][1] : head.total;
    }
    if (asked.c) filters.levels = (await find(head, "@" + asked.c, () => false)).any;
    return filters;
  }

  async function answer(asked) {
    const head = await load(language);
    const words = parse(asked.q);
    const [hasMarks, filters] = await Promise.all([findAll(head, words), narrowed(head, asked)]);
    const known = words.filter((word) => word.found.count);
    const unknown = words.filter((word) => !word.found.count);
    const result = { asked, head, words, unknown, isNear: false, found: [] };
    if (!known.length || (unknown.length && known.length * 3 <= words.length * 2)) return result;
    result.found = rank(head, known, hasMarks, filters, 1);
    if (!result.found.length && known.length > 2) {
      result.found = rank(head, known, hasMarks, filters, 0.65);
      result.isNear = result.found.length > 0;
    }
    return result;
  }

  // ---- what is shown

  let number = 0;
  let shown = null;

  async function run() {
    const asked = ask();
    const mine = ++number;
    lead(asked.q);
    if (!exact(asked.q).length) return clear(asked.q);
    place.setAttribute("aria-busy", "true");
    try {
      let result;
      try {
        result = await answer(asked);
      } catch (missing) {
        // The site may have been renewed since its first file was read.
        files = new Map([[language, fetched(language, Date.now())]]);
        result = await answer(asked);
      }
      if (mine === number) await show(result, mine);
    } catch (missing) {
      files = new Map();
      if (mine === number) {
        clear(asked.q);
        status.textContent = said.failed;
      }
    } finally {
      if (mine === number) place.removeAttribute("aria-busy");
    }
  }

  // data-query: what the results shown answer.
  function clear(query) {
    shown = null;
    list.dataset.query = query;
    list.replaceChildren();
    list.dataset.total = "0";
    notes.replaceChildren();
    status.textContent = "";
    more.hidden = true;
  }

  async function show(result, mine) {
    const items = await cards(result, 0);
    const proposed = await proposals(result);
    if (mine !== number) return;
    shown = result;
    list.replaceChildren(...items);
    list.dataset.query = result.asked.q;
    list.dataset.total = String(result.found.length);
    notes.replaceChildren(...told(result, proposed));
    status.textContent = totalOf(result);
    more.hidden = result.found.length <= items.length;
  }

  function totalOf({ found, unknown }) {
    if (!found.length) return unknown.length ? "" : said.none;
    if (found.length === 1) return said.one;
    return said.many.replace("{n}", String(found.length).replace(/\B(?=(\d{3})+$)/g, said.thousands));
  }

  function told({ unknown, isNear, asked }, proposed) {
    const lines = [];
    if (unknown.length) {
      const words = unknown.map((word) => `“${word.form}”`).join(", ");
      lines.push(element("p", {}, said.unknown.replace("{words}", words)));
    }
    if (proposed) {
      const link = element("a", { href: "?" + new URLSearchParams({ ...asked, q: proposed }) }, proposed);
      lines.push(element("p", {}, said.meant + " ", link));
    }
    if (isNear) lines.push(element("p", {}, said.near));
    return lines;
  }

  async function cards({ head, found, words }, from) {
    const wanted = found.slice(from, from + SHOWN);
    const loaded = await Promise.all(
      wanted.map(({ at }) => {
        const block = head.blocks.find(([, , first, count]) => at >= first && at < first + count);
        return load(language + "/c/" + Math.floor(at / CARDS), block[1]);
      }),
    );
    return wanted.map((one, at) => item(loaded[at][one.at % CARDS], words, one.isWhole, head));
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

  function means(word, form, isWhole) {
    return word.form === form || (word.root === root(form, language) && !(isWhole && word.isStrict));
  }

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  // ---- words that no article holds

  // The query with words that are there in the place of those that are not; "" if none is near.
  async function proposals({ head, words, unknown }) {
    const wanted = unknown.filter((word) => /^\p{L}{2,}$/u.test(word.root));
    if (!wanted.length || wanted.length < unknown.length) return "";
    const known = await vocabulary(head);
    const better = words.map((word) => (unknown.includes(word) ? nearest(word.root, known) : word.form));
    return better.every(Boolean) ? better.join(" ") : "";
  }

  async function vocabulary(head) {
    const names = head.blocks.flatMap(([letter, version]) =>
      Array.from({ length: PARTS[letter] }, (_, part) => [language + "/" + letter + "/w" + part, version]),
    );
    const known = new Map();
    for (const text of await Promise.all(names.map(([name, version]) => load(name, version)))) {
      for (const line of text ? text.split("\n") : []) {
        const [form, count] = line.split(" ");
        const name = root(form, language);
        const there = known.get(name);
        known.set(name, { form, count: Number(count) + (there ? there.count : 0) });
      }
    }
    return known;
  }

  function nearest(name, known) {
    let best = null;
    const most = name.length < 4 ? 1 : 2;
    for (const [other, { form, count }] of known) {
      if (Math.abs(other.length - name.length) > most) continue;
      const away = distance(name, other);
      if (away > most) continue;
      if (!best || away < best.away || (away === best.away && count > best.count)) best = { form, away, count };
    }
    const apart = best && best.away < 2 ? null : parted(name, known);
    return apart || (best ? best.form : "");
  }

  // Two words typed without the blank between them.
  function parted(name, known) {
    let best = null;
    for (let at = 2; at < name.length - 1; at++) {
      const one = known.get(name.slice(0, at));
      const other = known.get(name.slice(at));
      if (!one || !other) continue;
      const count = Math.min(one.count, other.count);
      if (!best || count > best.count) best = { words: one.form + " " + other.form, count };
    }
    return best ? best.words : "";
  }

  // Letters to be put in, taken out, exchanged or swapped (Damerau, Levenshtein).
  function distance(one, other) {
    let last = [];
    let row = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let at = 1; at <= one.length; at++) {
      const next = [at];
      for (let to = 1; to <= other.length; to++) {
        const change = one[at - 1] === other[to - 1] ? 0 : 1;
        next[to] = Math.min(row[to] + 1, next[to - 1] + 1, row[to - 1] + change);
        if (at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1]) {
          next[to] = Math.min(next[to], last[to - 2] + 1);
        }
      }
      last = row;
      row = next;
    }
    return row[other.length];
  }

  // ---- the address, the field, the buttons

  let isTyping = false;
  let pause = 0;

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

  function lead(words) {
    if (!engine) return;
    const address = new URL(elsewhere);
    if (words) address.searchParams.set("q", address.searchParams.get("q") + " " + words);
    engine.href = address.href;
  }

  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      note(!isTyping);
      isTyping = true;
      run();
    }, PAUSE);
  });
  field.addEventListener("change", () => (isTyping = false));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    note(!isTyping);
    isTyping = false;
    run();
  });
  for (const choice of choices) {
    choice.addEventListener("change", () => {
      isTyping = false;
      note(true);
      run();
    });
  }
  notes.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    field.value = link.textContent;
    isTyping = false;
    note(true);
    field.focus();
    run();
  });
  more.addEventListener("click", async () => {
    const result = shown;
    const items = await cards(result, list.children.length);
    if (result !== shown) return;
    list.append(...items);
    more.hidden = result.found.length <= list.children.length;
    items[0].querySelector("a").focus();
  });
  addEventListener("popstate", () => {
    isTyping = false;
    takeOver();
  });
  takeOver();
})();
