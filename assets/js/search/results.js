// The search page: asks reply.js what the field, the choices or the address ask for, and shows it. docs/search.md tells how.
(function () {
  "use strict";
  const place = document.querySelector("[data-search]");
  if (!place) return;
  const { open, renew, reply, refine } = window.bantin;
  const { parse } = window.bantin.query;
  const { fold } = window.bantin.words;
  const { means } = window.bantin.ranking;
  const { marked, surfaces, passage, holdsAll } = window.bantin.passages;
  const language = document.documentElement.lang;
  const root = document.documentElement.dataset.root;
  const said = place.dataset;
  const list = place.querySelector("[data-results]");
  const total = place.querySelector("[data-found]");
  const notes = place.querySelector("[data-notes]");
  const answers = place.querySelector("[data-answers]");
  const others = [...place.querySelectorAll("[data-other]")];
  const more = place.querySelector("[data-more]");
  const label = more.textContent;
  const field = document.getElementById("_q");
  const form = field.form;
  const { choices, show: showChoices } = refine(form.querySelector("details"), form.querySelector("[data-chosen]"), settle);
  // Where the choices stand open, what is below keeps its place.
  if (form.querySelector("details").open) place.style.setProperty("--above", "38rem");
  const engine = document.querySelector("a[data-engine]");
  const elsewhere = engine && engine.href;
  const heading = document.title;

  const SHOWN = 10;
  // Other words for what was typed that are named.
  const MOST_OTHERS = 4;
  // Milliseconds: without a further letter before it is searched; before it is said that something is on its way; after
  // the list stands, before articles are asked for their passages, and what the choices would leave is counted.
  const PAUSE = 300;
  const PATIENCE = 500;
  const REST = 200;
  // Words of a quoted phrase from which on it is looked for in the texts; articles that are read for that.
  const PHRASE = 3;
  const READ = 30;
  // The part of a query's words that another edition must know to answer in the place of this one.
  const KNOWN = 0.5;
  // What it adds to an article's worth that its title is the query, or begins with it.
  const OF_TITLE = 0.4;
  const EARLY = 0.4;

  // ---- from a question to its answer

  let number = 0;
  let shown = null;

  function ask() {
    const asked = { q: field.value.trim() };
    for (const choice of choices) asked[choice.name] = choice.value;
    return asked;
  }

  async function run(count = SHOWN) {
    const asked = ask();
    const mine = ++number;
    name(asked.q);
    if (!parse(asked.q, language).length && !asked.c && !asked.y) {
      showChoices(null, []);
      return clear(asked, said.empty);
    }
    place.setAttribute("aria-busy", "true");
    delete list.dataset.total;
    const late = setTimeout(() => mine === number && (total.textContent = said.busy), PATIENCE);
    try {
      const found = await answered(asked, count);
      if (mine === number) show(...found);
    } catch (missing) {
      if (mine === number) clear(asked, said.failed);
    } finally {
      clearTimeout(late);
      if (mine === number) place.removeAttribute("aria-busy");
    }
  }

  // The answer, its first items, and what the other editions hold if there is none.
  async function answered(asked, count) {
    try {
      return await answerOf(asked, count);
    } catch (missing) {
      // The site may have been renewed since its head was read.
      await renew(language);
      return answerOf(asked, count);
    }
  }

  // What is asked in the language of another edition is answered with that one's articles, if it has any.
  async function answerOf(asked, count) {
    const own = await withPhrases(await reply(asked, await open(language)));
    const isForeign = own.isForeign && !own.filters.isChosen;
    const isThere = own.found.length || own.isElsewhere;
    const every = !asked.q || (isThere && !isForeign) ? [] : await foundElsewhere(asked);
    const editions = own.found.length ? every.filter(({ result }) => result.knows >= KNOWN && result.knows > own.knows) : every;
    const result = isForeign && editions.length ? editions[0].result : own;
    return [result, await items(result, 0, count), editions];
  }

  // The index knows pairs of words only: of quoted phrases of more words, and of the best articles that hold these pairs, those
  // whose texts hold the phrases.
  async function withPhrases(result) {
    const phrases = phrasesOf(result);
    if (!phrases.length) return result;
    const some = result.found.slice(0, READ);
    const cards = await Promise.all(some.map(({ at }) => result.index.card(at)));
    const held = await Promise.all(cards.map(([address]) => holdsAll(root + address, phrases).catch(() => true)));
    const isOut = (one) => some.includes(one) && !held[some.indexOf(one)];
    return { ...result, found: result.found.filter((one) => !isOut(one)), articles: result.articles.filter((at) => !some.some((one) => one.at === at && isOut(one))) };
  }

  // The quoted phrases of three words or more; not those with the full form of an abbreviation, for which texts may have that.
  function phrasesOf({ words, index }) {
    const phrases = [];
    for (const word of words.filter(({ isQuoted }) => isQuoted)) {
      if (word.follows && phrases.length) phrases[phrases.length - 1].push(word);
      else phrases.push([word]);
    }
    const rootsOf = (phrase) => " " + phrase.map((word) => word.root).join(" ") + " ";
    const isShort = (phrase) => index.abbreviations.some(([, full]) => rootsOf(phrase).includes(" " + full.join(" ") + " "));
    return phrases.filter((phrase) => phrase.length >= PHRASE && !isShort(phrase));
  }

  // The other editions that hold what was asked for: [{ link, result }, …].
  async function foundElsewhere({ q }) {
    const found = [];
    for (const link of others) {
      try {
        const result = await reply({ q }, await open(link.lang));
        const isKnown = !result.unknown.length || result.way === "corrected" || !result.isForeign;
        if (result.found.length && isKnown) found.push({ link, result });
      } catch (missing) {
        // An edition whose index does not come is not spoken of.
      }
    }
    return found;
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
    for (const each of [list, notes, answers]) each.replaceChildren();
    total.textContent = sentence;
    more.hidden = true;
  }

  function show(result, first, editions) {
    shown = result;
    list.dataset.query = result.asked.q;
    list.dataset.total = String(result.found.length);
    list.replaceChildren(...first);
    notes.replaceChildren(...told(result, editions));
    answers.replaceChildren(...direct(result));
    total.textContent = totalOf(result);
    more.hidden = result.found.length <= first.length;
    more.textContent = label;
    countChoices(result);
    setTimeout(() => deepen(result, first), REST);
  }

  // What each choice would leave; without it, where the categories do not come.
  function countChoices(result) {
    const { index, articles } = result;
    const isOwn = index.language === language;
    const isCounted = isOwn && index.knowsCategories();
    showChoices(isCounted ? index : null, isCounted ? articles : []);
    if (isOwn && !isCounted) setTimeout(() => index.loadCategories().then(() => result === shown && countChoices(result), () => {}), REST);
  }

  function extend(result, added) {
    list.append(...added);
    more.hidden = result.found.length <= list.children.length;
    more.textContent = label;
    if (total.textContent === said.failed) total.textContent = totalOf(result);
    added[0].querySelector("a").focus();
    remember();
    deepen(result, added);
  }

  function totalOf({ found, unknown, isElsewhere }) {
    if (found.length === 1) return said.one;
    if (found.length) return said.many.replace("{n}", String(found.length).replace(/\B(?=(\d{3})+$)/g, said.thousands));
    if (isElsewhere) return said.noneChosen;
    return unknown.length ? "" : said.none;
  }

  function told(result, editions) {
    const lines = sentencesOf(result).map((sentence) => element("p", {}, sentence));
    const { asked, way } = result;
    if (way === "doubted") {
      const typed = `"${asked.q.replace(/["“”„«»]/g, "")}"`;
      const link = element("a", { href: "?" + new URLSearchParams({ ...asked, q: typed }), "data-ask": typed }, typed);
      lines.push(element("p", {}, said.typed + " ", link));
    }
    if (result.isElsewhere && said.withoutChoices) {
      const words = filled(said.withoutChoices, { n: String(result.articles.length) });
      lines.push(element("p", {}, element("a", { href: "?" + new URLSearchParams({ q: asked.q }) }, words)));
    }
    for (const { link, result: theirs } of editions) {
      const there = element("a", { href: link.href + "?" + new URLSearchParams({ q: asked.q }), lang: link.lang }, link.textContent);
      lines.push(element("p", {}, filled(said.otherEdition, { n: String(theirs.found.length) }) + " ", there));
    }
    if (!result.found.length && !result.isElsewhere && !result.answers.length && !result.pages.length) lines.push(element("p", {}, said.advice));
    return lines;
  }

  function sentencesOf({ asked, words, also, unknown, found, pages, way, isFilled, isExactOnly }) {
    const query = words.map((word) => word.written).join(" ");
    const names = unknown.map((word) => `“${word.written}”`).join(", ");
    const missing = names && filled(said.unknown, { words: names });
    const instead = names ? said.instead : said.corrected;
    const ways = {
      begun: [filled(said.begun, { query: asked.q, word: words.length ? words[words.length - 1].written : "" })],
      corrected: [filled(instead, { words: names, query })],
      doubted: [filled(said.corrected, { query })],
      rest: [filled(said.rest, { words: names })],
      near: [words.some((word) => word.isChanged) ? filled(said.corrected, { query }) : missing, said.near],
    };
    const isSome = found.length || pages.length;
    const others = isSome && also.length ? filled(said.also, { words: also.slice(0, MOST_OTHERS).join(", ") }) : "";
    return [others, ...((isSome && ways[way]) || [missing]), isFilled && way !== "near" ? said.fewer : "", isExactOnly ? said.exactOnly : ""].filter(Boolean);
  }

  function filled(sentence, values) {
    return sentence.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  }

  // Categories, tags, pages and bodies that answer by themselves.
  function direct({ index, words, answers, pages, found, way }) {
    const isMeant = (form) => words.some((word) => !word.isTalk && means(word, form, false, index.language));
    const known = new Set(answers.map(([, , address]) => address.split("#")[0]));
    const best = found.length && way !== "near" ? found[0].score : 0;
    const read = (words.length ? pages : []).filter(({ score, isFull }) => isFull && score >= best * 0.7).slice(0, 2);
    const shownPages = read.map(({ at }) => index.pages[at - index.total]).filter(([address]) => !known.has(address));
    const places = answers.map(([kind, title, address, , lines]) => box(kind, title, address, lines, isMeant));
    return [...places, ...shownPages.map(([address, title, lead]) => box("page", title, address, [lead], isMeant))];
  }

  function box(kind, title, address, lines, isMeant) {
    const kicker = element("span", { class: "kicker" }, said[kind]);
    const link = element("a", { href: root + address }, ...marked(title, isMeant));
    const texts = lines.filter(Boolean).map((line) => element("p", {}, ...marked(line, isMeant)));
    return element("div", { class: "answer" }, kicker, " ", link, ...texts);
  }

  async function items(result, from, count = SHOWN) {
    const wanted = result.found.slice(from, from + count);
    const cards = await Promise.all(wanted.map(({ at }) => result.index.card(at)));
    const made = cards.map((card, at) => {
      const isMeant = meantBy(result, wanted[at].isWhole);
      const worth = wanted[at].score * (from || result.filters.isByDate ? 1 : aptness(card[1], isMeant));
      return { one: item(card, isMeant, result.index), worth, tier: wanted[at].tier };
    });
    if (!from && !result.filters.isByDate) {
      made.sort((one, other) => other.tier - one.tier || other.worth - one.worth);
    }
    return made.map(({ one }) => one);
  }

  // How well a title fits: the part of it that was asked for, and how near its beginning that stands.
  function aptness(title, isMeant) {
    const forms = window.bantin.words.exact(title);
    const hits = forms.map(isMeant);
    const first = hits.indexOf(true);
    return first < 0 ? 1 : 1 + OF_TITLE * (hits.filter(Boolean).length / forms.length) + EARLY * (1 - first / forms.length);
  }

  function meantBy({ words, index }, isWhole) {
    const needed = words.filter((word) => !word.isTalk);
    const wholes = needed.flatMap((word) => (word.parts ? word.parts : []));
    return (form) => [...needed, ...wholes].some((word) => means(word, form, isWhole, index.language));
  }

  function item([address, title, posted, iso, category, lead], isMeant, index) {
    const link = element("a", { href: root + address }, ...marked(title, isMeant));
    const time = element("time", { datetime: iso }, posted);
    const found = index.categories.find(([id]) => id === category);
    const kicker = element("span", { class: "kicker" }, found ? found[1] : "");
    const words = element(
      "div",
      { class: "card-words" },
      element("h2", { class: "card-title" }, link),
      element("p", { class: "card-meta" }, kicker, " ", time),
      element("p", { class: "card-lead" }, ...marked(lead, isMeant)),
    );
    const tongue = index.language === language ? {} : { lang: index.language };
    return Object.assign(element("li", { class: "card", ...tongue }, words), { isMeant });
  }

  // The passages that were found deep in the texts, in the place of leads that do not hold what was asked for.
  function deepen(result, made) {
    if (result !== shown || !result.words.length) return;
    const needed = new Set(result.words.filter((word) => !word.isTalk).map((word) => word.root));
    for (const one of made) {
      const forms = surfaces(one).flatMap((text) => window.bantin.words.exact(text));
      const held = new Set(forms.map((form) => window.bantin.words.root(form, result.index.language)));
      if ([...needed].every((name) => held.has(name))) continue;
      passage(one.querySelector("a").href, one.isMeant).then(
        (text) => text && one.querySelector(".card-lead").replaceChildren(...marked(text, one.isMeant)),
        () => {}, // It keeps its lead.
      );
    }
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

  // How many results are shown, and where the reader is among them: for the way back.
  function remember() {
    try {
      history.replaceState({ count: list.children.length, top: scrollY }, "");
    } catch (refused) {
      // A page opened from disk, in some browsers.
    }
  }

  async function takeOver() {
    const told = new URLSearchParams(location.search);
    field.value = told.get("q") || "";
    for (const choice of choices) {
      const value = told.get(choice.name) || "";
      choice.value = [...choice.options].some((option) => option.value === value) ? value : "";
    }
    const before = history.state;
    await run(before && before.count > SHOWN ? before.count : SHOWN);
    if (before && before.top) scrollTo(0, before.top);
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
    const link = event.target.closest("a[data-ask]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    field.value = link.dataset.ask;
    isTyping = false;
    settle();
    field.focus();
  });
  // The article that is opened from here shows what was found (js/found.js).
  for (const opening of ["click", "auxclick"]) {
    list.addEventListener(opening, (event) => {
      const link = event.target.closest("a");
      const one = event.target.closest("li");
      if (!link || !one) return;
      remember();
      try {
        const words = shown.words.filter((word) => !word.isTalk && /^[\p{L}\p{N}]+$/u.test(word.form));
        const kept = { path: link.pathname, texts: surfaces(one), words: words.map(({ form }) => fold(form)), at: Date.now() };
        localStorage.setItem("bantin-found", JSON.stringify(kept));
      } catch (refused) {
        // A reader who lets nothing be kept sees the article without marks.
      }
    });
  }
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
