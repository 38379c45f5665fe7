// A query → the articles that answer it, the best ones first, and in which way they do. For results.js: bantin.ranking.
(function () {
  "use strict";
  const { fold, root, split } = window.bantin.words;
  const { open, find, vocabulary } = window.bantin.index;
  const { longer, proposal } = window.bantin.nearest;
  const language = document.documentElement.lang;
  const MOST_WORDS = 16;
  // Letters of a last word that counts as typed by half, and is left aside, although articles hold it as it is.
  const SHORT = 2;
  // What a word is worth by its level in an article, after "not there".
  const WORTH = [0, 1, 1.5, 2.2, 4, 5];
  const PAIR = 1.6;
  // The part of a long question that an article must hold to be near.
  const NEAR = 0.65;
  window.bantin.ranking = { answer, parse, means };

  // `asked`: the query `q`; of the choices `c`, a category; `y`, a year; `s`, "date" or "". `found`: articles by their
  // numbers. `way`: "" if they hold all words; "begun" if the last word is the beginning of what they hold; "rest" if
  // they hold all words but those of `unknown`, which none does; "near" if they hold most. `isElsewhere`: the choices
  // alone leave nothing of them. `isExactOnly`: see `rank`.
  async function answer(asked) {
    const head = await open();
    const words = parse(asked.q);
    const [filters] = await Promise.all([narrowed(head, asked), findAll(head, words)]);
    const unknown = words.filter((word) => !word.found.count);
    const result = { asked, head, words, unknown, way: "", found: [], proposal: "" };
    const isFound = (way, held, share) => {
      const ranked = rank(head, held, filters, share);
      const isSome = ranked.found.length > 0 || ranked.isElsewhere;
      if (isSome) Object.assign(result, ranked, { way, words: held });
      return isSome;
    };
    if (!unknown.length && isFound("", words, 1)) return result;
    const half = await begun(head, words);
    const others = words.slice(0, -1);
    if (half && isFound("begun", [...others, half], 1)) return result;
    if (half && others.length && unknown.length && isFound("rest", others, 1)) return result;
    if (half && others.length && half.form.length <= SHORT && isFound("near", others, 1)) return result;
    if (!half) result.proposal = await meant(head, words, unknown);
    if (unknown.some((word) => word.isQuoted) || unknown.length * 3 >= words.length) return result;
    const known = words.filter((word) => word.found.count);
    if (unknown.length && isFound("rest", known, 1)) return result;
    if (known.length > 2) isFound("near", known, NEAR);
    return result;
  }

  // The words of a query. isStrict: typed with marks, so that words with these marks come first. isQuoted: it must stand
  // in the text, and beside the word that it follows.
  function parse(text) {
    const words = [];
    text.split(/["“”„«»]/).forEach((piece, at) => {
      split(piece.normalize("NFC"))
        .filter(([, form]) => form)
        .forEach(([written, form], index) => {
          const isStrict = fold(form) !== form;
          words.push({ written, form, root: root(form, language), isStrict, isQuoted: at % 2 === 1, follows: index > 0 });
        });
    });
    return words.slice(0, MOST_WORDS);
  }

  // Notes with each word which articles hold it, and which hold it beside the word before.
  function findAll(head, words) {
    return Promise.all(
      words.flatMap((word, at) => {
        const isOwn = (term) => isMeant(word, term);
        const alone = find(head, [word.root], isOwn).then((found) => (word.found = found));
        if (!word.follows) return [alone];
        const before = words[at - 1];
        const pair = find(head, [before.root + "_" + word.root], isPair(before, word));
        return [alone, pair.then((found) => (word.pair = found))];
      }),
    );
  }

  // The last word as the beginning of longer ones, beside the word before; null if it is none. As one types, every pause
  // within a word asks so.
  async function begun(head, words) {
    const last = words[words.length - 1];
    if (!/^\p{L}+$/u.test(last.form)) return null;
    if (words.some((word) => word !== last && !word.found.count)) return null;
    const roots = longer(last.form, await vocabulary(head));
    if (!roots.length) return null;
    const half = { ...last, isBegun: true };
    if (!half.follows) return { ...half, found: await find(head, roots, (term) => isMeant(half, term)) };
    const before = words[words.length - 2];
    const pairs = roots.map((name) => before.root + "_" + name);
    const found = await find(head, pairs, isPair(before, half));
    return { ...half, found, pair: found };
  }

  async function meant(head, words, unknown) {
    if (!unknown.length || unknown.some((word) => !/^\p{L}{2,}$/u.test(word.root))) return "";
    return proposal(words, unknown, await vocabulary(head));
  }

  // Whether a term is the word as it was typed.
  function isMeant(word, term) {
    return word.isBegun ? term.startsWith(word.form) : term === word.form;
  }

  function isPair(before, word) {
    return (term) => {
      const [one, other] = term.split("_");
      return (!before.isStrict || one === before.form) && (!word.isStrict || isMeant(word, other));
    };
  }

  // Whether a word of a title or lead is what was asked for. isWhole: the article holds all words with their marks.
  function means(word, form, isWhole) {
    if (isMeant(word, form)) return true;
    if (isWhole && word.isStrict) return false;
    return word.isBegun ? fold(form).startsWith(fold(word.form)) : root(form, language) === word.root;
  }

  async function narrowed(head, { c, y, s }) {
    const filters = { from: 0, to: head.total, levels: null, isByDate: s === "date" };
    const year = head.years.findIndex(([number]) => String(number) === y);
    if (year >= 0) {
      filters.from = head.years[year][1];
      filters.to = year + 1 < head.years.length ? head.years[year + 1][1] : head.total;
    }
    if (c) filters.levels = (await find(head, ["@" + c], () => false)).any;
    return filters;
  }

  // Articles that hold this share of the words. By date, those with the marks that were typed stand alone, if there are
  // any: others would come between them.
  function rank(head, words, filters, share) {
    const { scores, held, strict, isOut } = weighed(head.total, words);
    const unique = distinct(words);
    const all = unique.reduce((sum, word) => sum + word.found.rarity, 0);
    const marked = unique.filter((word) => word.isStrict).length;
    const isWhole = (at) => marked > 0 && strict[at] === marked;
    let found = [];
    let isElsewhere = false;
    for (let at = 0; at < head.total; at++) {
      if (held[at] < all * share - 1e-6 || isOut[at] || !scores[at]) continue;
      if (at >= filters.from && at < filters.to && (!filters.levels || filters.levels[at])) found.push(at);
      else isElsewhere = true;
    }
    isElsewhere = isElsewhere && !found.length;
    const whole = found.filter(isWhole);
    const isExactOnly = filters.isByDate && whole.length > 0 && whole.length < found.length;
    if (isExactOnly) found = whole;
    const better = (one, other) => isWhole(other) - isWhole(one) || scores[other] - scores[one];
    found.sort((one, other) => (!filters.isByDate && better(one, other)) || other - one);
    return { found: found.map((at) => ({ at, isWhole: isWhole(at) })), isElsewhere, isExactOnly };
  }

  // For each article its score, the rarity of the words that it holds, how many it holds with the marks that were typed,
  // and whether it lacks something quoted.
  function weighed(total, words) {
    const scores = new Float64Array(total);
    const held = new Float64Array(total);
    const strict = new Uint8Array(total);
    const isOut = new Uint8Array(total);
    const hasMarks = words.some((word) => word.isStrict);
    for (const word of distinct(words)) {
      const { any, own, rarity } = word.found;
      for (let at = 0; at < total; at++) {
        if (!any[at]) continue;
        held[at] += rarity;
        scores[at] += rarity * worth(word, any[at], own[at], hasMarks);
        if (word.isStrict && own[at]) strict[at]++;
      }
    }
    for (const { found, pair, isQuoted, isStrict } of words) {
      const quoted = pair ? pair.own : isStrict ? found.own : found.any;
      for (let at = 0; at < total; at++) {
        if (pair) scores[at] += PAIR * pair.rarity * (0.35 * WORTH[pair.any[at]] + 0.65 * WORTH[pair.own[at]]);
        if (isQuoted && !quoted[at]) isOut[at] = 1;
      }
    }
    return { scores, held, strict, isOut };
  }

  // Typed with marks, most of its worth is that of the marks; else those without are but a little dearer.
  function worth(word, any, own, hasMarks) {
    if (word.isStrict) return 0.25 * WORTH[any] + 0.75 * WORTH[own];
    if (hasMarks || word.form !== word.root) return 0.85 * WORTH[any] + 0.15 * WORTH[own];
    return WORTH[any];
  }

  function distinct(words) {
    return words.filter((word, at) => words.findIndex((other) => other.form === word.form) === at);
  }
})();
