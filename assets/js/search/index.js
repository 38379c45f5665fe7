// The files of the index below assets/search/, each of which calls bantin.found(name, data): which of them holds a word
// is told by the word's digest. docs/search.md says what stands in them. For the scripts that follow: bantin.index.
(function () {
  "use strict";
  const { root, fold } = window.bantin.words;
  const language = document.documentElement.lang;
  const folder = document.documentElement.dataset.root + "assets/search/";
  const CARDS = 50;
  const SIGNS = "#%&()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~'";
  const LAST = 64;
  const LEVELS = 5;
  const PARTS = { a: 8, r: 1 };
  const numbers = new Uint8Array(128);
  for (let at = 0; at < SIGNS.length; at++) numbers[SIGNS.charCodeAt(at)] = at;

  const arrived = {};
  let files = new Map();
  const vocabularies = new WeakMap();
  window.bantin.found = (name, data) => (arrived[name] = data);
  window.bantin.index = { open, renew, find, card, vocabulary };

  // How many articles there are, blocks, years, categories. What follows is asked of an index by its head.
  function open() {
    return load(language);
  }

  // Forgets all that was read: the site may have been renewed, and a browser may have kept the old head.
  function renew() {
    files = new Map();
    return load(language, Date.now());
  }

  // The articles that hold one of these roots (a word's, or two neighbours'): for each article a level from 1 on, and
  // the same for the terms that `isOwn` accepts.
  async function find(head, roots, isOwn) {
    const found = { any: new Uint8Array(head.total), own: new Uint8Array(head.total), count: 0 };
    const asked = roots.flatMap((name) => head.blocks.map((block) => ({ block, terms: lists(block, name) })));
    for (const { block, terms } of asked) {
      for (const [term, articles] of await terms) {
        read(articles, block[2], found.any);
        if (isOwn(term)) read(articles, block[2], found.own);
      }
    }
    for (const level of found.any) if (level) found.count++;
    found.rarity = Math.log(1 + head.total / Math.max(1, found.count));
    return found;
  }

  // What is shown of an article.
  async function card(head, article) {
    const [, version] = head.blocks.find(([, , first, count]) => article >= first && article < first + count);
    const cards = await load(language + "/c/" + Math.floor(article / CARDS), version);
    return cards[article % CARDS];
  }

  // Words that several articles hold, by their roots: their usual form, that without marks, and in how many.
  async function vocabulary(head) {
    if (vocabularies.has(head)) return vocabularies.get(head);
    const names = head.blocks.flatMap(([letter, version]) =>
      Array.from({ length: PARTS[letter] }, (_, part) => [language + "/" + letter + "/w" + part, version]),
    );
    const known = new Map();
    for (const text of await Promise.all(names.map(([name, version]) => load(name, version)))) {
      for (const line of text ? text.split("\n") : []) {
        const [form, count] = line.split(" ");
        const name = root(form, language);
        const there = known.get(name);
        known.set(name, { form, bare: fold(form), count: Number(count) + (there ? there.count : 0) });
      }
    }
    vocabularies.set(head, known);
    return known;
  }

  // A file, once; one that did not come is asked for again the next time.
  function load(name, version) {
    if (!files.has(name)) {
      const file = fetched(name, version);
      files.set(name, file);
      file.catch(() => files.get(name) === file && files.delete(name));
    }
    return files.get(name);
  }

  function fetched(name, version) {
    const script = document.createElement("script");
    return new Promise((resolve, reject) => {
      script.src = folder + name + ".js" + (version ? "?" + version : "");
      script.onload = () => (name in arrived ? resolve(arrived[name]) : reject(new Error(name)));
      script.onerror = () => reject(new Error(name));
      document.head.append(script);
    }).finally(() => {
      delete arrived[name];
      script.remove();
    });
  }

  // The lists of a root in a block: [[term, articles as written], …]. A shard begins with the number of its block's
  // articles: another one than the head's tells that the site was renewed in between.
  async function lists([letter, version, , count, shards], name) {
    const file = letter + "/" + (digest(name) % shards).toString(16);
    const text = await load(language + "/" + file, version);
    if (parseInt(text, 10) !== count) throw new Error(file + " is of another index");
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
})();
