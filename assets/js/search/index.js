// The files of an index below assets/search/, each of which calls bantin.found(name, data): which of them holds a word is
// told by the digest of its place. docs/search.md says what stands in them. For the scripts that follow: bantin.open.
(function () {
  "use strict";
  const { root, rootsOf, exact, fold, sound, kin, placeOf } = window.bantin.words;
  const folder = document.documentElement.dataset.root + "assets/search/";
  const CARDS = 50;
  const SIGNS = "#%&()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~'";
  const LAST = 64;
  const LEVELS = 6;
  const PARTS = 8;
  // Words and pairs of which it is kept which articles hold them: more than any query asks for.
  const MOST_KEPT = 300;
  const numbers = new Uint8Array(128);
  for (let at = 0; at < SIGNS.length; at++) numbers[SIGNS.charCodeAt(at)] = at;

  const arrived = {};
  let files = new Map();
  let opened = {};
  window.bantin.found = (name, data) => (arrived[name] = data);
  window.bantin.open = open;
  window.bantin.renew = renew;

  // The index of the edition in this language.
  function open(language) {
    if (!opened[language]) {
      const opening = load(language).then((first) => new Index(language, first));
      opened[language] = opening;
      opening.catch(() => opened[language] === opening && delete opened[language]);
    }
    return opened[language];
  }

  // Forgets all that was read: the site may have been renewed, and a browser may have kept the old head.
  function renew(language) {
    files = new Map();
    opened = {};
    return load(language, Date.now());
  }

  class Index {
    constructor(language, { head, recent }) {
      Object.assign(this, head, { language, recent: withRoots(recent, language), newest: head.version });
      [this.archived = 0, this.shards = 0, this.version = "", this.ofCategories = ""] = head.archive;
      this.size = head.total + head.pages.length;
      this.abbreviations = head.abbreviations.map(([short, full]) => [root(short, language), exact(full).map((form) => root(form, language))]);
      this.texts = {};
      this.cache = new Map();
      this.kept = new Map();
      this.unpackedRecent = new Map();
      this.unpackedArchive = new Map();
    }

    // Reads the files of these roots; what follows asks only for roots that were read.
    async load(roots) {
      if (!this.archived) return;
      const names = new Set(roots.map((name) => this.shard(name)).filter((name) => !(name in this.texts)));
      await Promise.all([...names].map((name) => this.read(name)));
    }

    isRead(name) {
      return !this.archived || this.shard(name) in this.texts;
    }

    shard(name) {
      return (digest(placeOf(name)) % this.shards).toString(16);
    }

    async read(name) {
      const text = await load(this.language + "/a/" + name, this.version);
      // A shard begins with the number of the archive's articles: another one tells that the site was renewed since.
      if (parseInt(text, 10) !== this.archived) throw new Error(name + " is of another index");
      this.texts[name] = text;
      this.kept.clear(); // They know nothing of this file.
    }

    // The lists of a root: [[term, articles as written, number of the first one], …].
    lists(name) {
      const found = [[this.recent, this.archived]];
      if (this.archived) found.push([this.texts[this.shard(name)] || "", 0]);
      return found.flatMap(([text, first]) => linesOf(text, name).map((line) => [...line, first]));
    }

    // The articles that hold one of these roots: for each article a level from 1 on, and the same for the terms that
    // `isOwn` accepts. `relatives` count a level less. `name` stands for all of this: the readings of a query ask for the
    // same again and again.
    find(name, roots, isOwn, relatives = []) {
      if (this.kept.size > MOST_KEPT) this.kept.clear();
      if (!this.kept.has(name)) this.kept.set(name, this.weigh(this.noted(roots, isOwn, relatives)));
      return { ...this.kept.get(name) };
    }

    noted(roots, isOwn, relatives) {
      const found = { any: new Uint8Array(this.size), own: new Uint8Array(this.size), count: 0 };
      for (const [term, articles, first] of roots.flatMap((root) => this.lists(root))) {
        const list = this.unpacked(articles, first);
        note(list, found.any);
        if (isOwn(term)) note(list, found.own);
      }
      for (const [, articles, first] of relatives.flatMap((root) => this.lists(root))) note(this.unpacked(articles, first), found.any, 1);
      return found;
    }

    // A list as numbers, once. The same signs in both blocks are other articles; without an archive there is but one block.
    unpacked(articles, first) {
      const known = first ? this.unpackedRecent : this.unpackedArchive;
      if (!known.has(articles)) known.set(articles, unpack(articles, first));
      return known.get(articles);
    }

    // Notes how many articles are found, and how rare that is; `ownRarity`: the same of the own terms, 0 if none is found.
    weigh(found) {
      const rarityOf = (count) => Math.log(1 + this.size / Math.max(1, count));
      found.count = countOf(found.any);
      found.rarity = rarityOf(found.count);
      const own = countOf(found.own);
      found.ownRarity = own ? rarityOf(own) : 0;
      return found;
    }

    // How many articles hold a root, and how it is usually written.
    count(name) {
      if (!this.cache.has(name)) {
        let most = 0;
        const told = { count: 0, form: name };
        for (const [term, articles] of this.lists(name)) {
          const count = lengthOf(articles);
          told.count += count;
          if (count > most) told.form = term;
          most = Math.max(most, count);
        }
        this.cache.set(name, told);
      }
      return this.cache.get(name);
    }

    // The roots that sound like this one, itself left out.
    alike(name) {
      const same = sound(name);
      const texts = this.archived ? [this.recent, this.texts[this.shard(name)] || ""] : [this.recent];
      const found = new Set();
      for (const text of texts) {
        for (const [, other] of text.matchAll(/\n([a-z]+) /g)) if (other !== name && sound(other) === same) found.add(other);
      }
      return [...found];
    }

    // The roots that stand beside this one in a sentence, before it and behind it, as far as they were read.
    neighbours(name) {
      const found = { before: [], behind: [] };
      for (const text of this.archived ? [this.recent, this.texts[this.shard(name)] || ""] : [this.recent]) {
        for (const [, before, behind] of text.matchAll(new RegExp(`\\n(?:([a-z]+)_${name}|${name}_([a-z]+)) `, "g"))) {
          if (before) found.before.push(before);
          else found.behind.push(behind);
        }
      }
      return found;
    }

    // Of an English word its relatives: vaccinator, vaccination.
    relatives(name) {
      return this.language === "en" ? this.alike(name).filter((other) => kin(other) === kin(name)) : [];
    }

    // All words, by their roots: their usual form, that without marks, and how many articles hold them.
    vocabulary() {
      this.known = this.known || this.words();
      return this.known;
    }

    async words() {
      const known = new Map();
      const add = (name, form, count) => {
        const there = known.get(name);
        known.set(name, { form, bare: fold(form), count: count + (there ? there.count : 0) });
      };
      for (const [, line] of this.recent.matchAll(/\n(\p{L}+ .*)/gu)) {
        const [name, ...terms] = line.split(" ");
        for (const term of terms) add(name, term.split("!")[0] || name, lengthOf(term.split("!")[1]));
      }
      const parts = Array.from({ length: this.archived ? PARTS : 0 }, (_, part) =>
        load(this.language + "/a/w" + part, this.version),
      );
      for (const text of await Promise.all(parts)) {
        for (const line of text ? text.split("\n") : []) {
          const [form, count] = line.split(" ");
          add(root(form, this.language), form, Number(count));
        }
      }
      return known;
    }

    // By language the groups of phrases that mean the same: a file of the portal, not of an edition.
    meanings() {
      return load("../search-meanings", "");
    }

    // Reads which categories the articles of the archive are in: nobody needs it for the first results, but for what is
    // left of them.
    async loadCategories() {
      if (!this.knowsCategories()) this.ofArchive = await load(this.language + "/a/categories", this.ofCategories);
    }

    knowsCategories() {
      return !this.archived || this.ofArchive !== undefined;
    }

    // Of an article its category's place among the categories, -1 for none; they were read.
    category(article) {
      const signs = article < this.archived ? this.ofArchive.charCodeAt(article) : this.own.charCodeAt(article - this.archived);
      const place = numbers[signs];
      return place < SIGNS.length - 1 ? place : -1;
    }

    // The file in which an article's card lies.
    fileOf(article) {
      return Math.floor(article / CARDS);
    }

    // What is shown of an article or a plain page.
    async card(article) {
      if (article >= this.total) {
        const [address, title, lead] = this.pages[article - this.total];
        return [address, title, "", "", "", lead];
      }
      const file = this.fileOf(article);
      const version = Math.min((file + 1) * CARDS, this.total) > this.archived ? this.newest : this.version;
      const cards = await load(this.language + "/c/" + file, version);
      return cards[article % CARDS];
    }
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

  // The recent block comes without its roots, each of which its terms tell, and without a pair's first word, where that
  // stands before it: with them, in lines as of a shard.
  function withRoots(text, language) {
    const [count, ...lines] = text.split("\n");
    const parts = lines.map((line) => line.split(" ").map((term) => term.split("!")));
    const words = [...new Set(parts.flatMap(([[first], ...pairs]) => [first, ...pairs.map(([behind]) => behind.replace("_", ""))]))];
    const roots = new Map(rootsOf(words, language).map((name, at) => [words[at], name]));
    const found = new Map();
    const add = (name, term, articles) => found.set(name, (found.get(name) || "") + " " + term + "!" + articles);
    for (const [[first, articles], ...pairs] of parts) {
      if (articles) add(roots.get(first), first, articles);
      for (const [behind, its] of pairs) add(roots.get(first) + "_" + roots.get(behind.slice(1)), first + behind, its);
    }
    return [count, ...[...found.keys()].sort().map((name) => name + found.get(name))].join("\n");
  }

  function linesOf(text, name) {
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

  function lengthOf(articles) {
    let length = 0;
    for (let at = 0; at < articles.length; at++) if (numbers[articles.charCodeAt(at)] < LAST) length++;
    return length;
  }

  function countOf(levels) {
    let count = 0;
    for (let at = 0; at < levels.length; at++) if (levels[at]) count++;
    return count;
  }

  // A list as numbers: of each article its own, times eight, plus its level, from 1 on.
  function unpack(articles, first) {
    const list = new Int32Array(lengthOf(articles));
    let count = 0;
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
      list[count++] = (article << 3) | ((told % LEVELS) + 1);
      article++;
      high = 0;
    }
    return list;
  }

  // Notes the levels of the articles in a list, where they are higher than what is there; `less` is taken from them.
  function note(list, levels, less = 0) {
    for (let at = 0; at < list.length; at++) {
      const article = list[at] >> 3;
      const level = Math.max((list[at] & 7) - less, 1);
      if (level > levels[article]) levels[article] = level;
    }
  }
})();
