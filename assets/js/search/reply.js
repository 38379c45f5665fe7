// A query → its answer: the articles, in which way they answer, and what stands above them. For results.js: bantin.reply.
(function () {
  "use strict";
  const { parse, settle, rootsOf } = window.bantin.query;
  const { findAll, rank, narrowed, core } = window.bantin.ranking;
  const { longer, corrected, hasNeighbours } = window.bantin.nearest;
  const { answers } = window.bantin.places;
  // Letters of a last word that counts as typed by half, and is left aside, although articles hold it as it is.
  const SHORT = 2;
  // Words from which on a query, and one with words of talk, is answered by what holds most of them; the part that an
  // article must hold.
  const LONG = 5;
  const QUESTION = 3;
  const NEAR = 0.6;
  const FAR = 0.25;
  window.bantin.reply = reply;

  // `asked`: the query `q`; of the choices `c`, a category; `y`, a year; `s`, "date" or "". `found`: articles by their
  // numbers. `way`: "" if they hold all words; "begun" if the last word is the beginning of what they hold; "corrected" if
  // they hold what was probably meant, "doubted" if articles hold what was typed too; "rest" if they hold all words but
  // those of `unknown`, which none does; "near" if they hold most.
  async function reply(asked, index) {
    const filters = narrowed(index, asked);
    const parsed = parse(asked.q, index.language);
    await index.load(rootsOf(parsed));
    const words = findAll(index, settle(parsed, index));
    const unknown = core(words).filter((word) => !word.found.count);
    const result = { asked, index, words, unknown, filters, way: "", found: [], pages: [], articles: [], answers: [] };
    result.answers = words.length ? answers(index, words) : [];
    await decide(result, filters);
    if (result.way && !result.answers.length) result.answers = answers(index, result.words);
    return result;
  }

  async function decide(result, filters) {
    const { index, words, unknown } = result;
    const take = (way, its, share) => {
      const ranked = rank(index, its, filters, share);
      if (!ranked.found.length && !ranked.pages.length && !ranked.isElsewhere) return false;
      const isNear = !way && share < 1 && !ranked.found.some(({ isFull }) => isFull);
      Object.assign(result, ranked, { way: isNear ? "near" : way, words: its });
      return true;
    };
    if (!words.length) return take("", words, 1);
    const undone = words.some((word) => word.isUndone) ? "corrected" : "";
    const isKnown = !unknown.length;
    const isDoubted = (word, at) => !word.isTalk && !hasNeighbours(words, at);
    const isSure = isKnown && (words.length < 2 || !words.some(isDoubted) || isTitle(index, words, filters));
    if (isSure && takeAll(take, undone, words)) return true;
    if (await begun(result, take)) return true;
    const better = result.answers.length ? null : await betterWords(index, words, unknown, isDoubted, isKnown && rank(index, words, filters, 1).found.length);
    if (better && takeAll(take, isKnown && !undone ? "doubted" : "corrected", better)) return true;
    if (isKnown && takeAll(take, undone, words)) return true;
    if (unknown.some((word) => word.isQuoted)) return false;
    return rest(better || words, take);
  }

  // All words, or of a question most of them.
  function takeAll(take, way, words) {
    const isLong = core(words).length >= (words.some((word) => word.isTalk) ? QUESTION : LONG);
    return take(way, words, isLong && !words.some((word) => word.isQuoted) ? NEAR : 1);
  }

  // Whether an article's title holds all words, wherever they stand in it.
  function isTitle(index, words, filters) {
    const all = core(words).length;
    return rank(index, words, filters, 1).found.some(({ titles }) => titles === all);
  }

  async function betterWords(index, words, unknown, isDoubted, isFound) {
    // Of a word with marks in an edition that has none there is nothing near.
    const isForeign = index.language !== "vi" && unknown.some((word) => word.isStrict);
    if (isForeign || unknown.some((word) => word.isQuoted)) return null;
    const isUnknown = (word) => unknown.includes(word);
    const better = isFound
      ? await corrected(index, words, isDoubted, false)
      : await corrected(index, words, (word, at) => isUnknown(word) || isDoubted(word, at), true);
    return better && findAll(index, better);
  }

  // The last word as the beginning of longer ones, beside the word before. As one types, every pause within a word asks so.
  async function begun(result, take) {
    const { index, words, unknown } = result;
    const last = words[words.length - 1];
    const others = words.slice(0, -1);
    if (!/^\p{L}+$/u.test(last.form) || last.isUndone || last.isTalk || unknown.some((word) => word !== last)) return false;
    const roots = longer(last.form, await index.vocabulary());
    if (!roots.length || !(await isHalf(index, last, others, roots))) return false;
    const half = { ...last, isBegun: true, roots };
    if (take("begun", findAll(index, [...others, half]), 1) && result.found.length) return true;
    if (!core(others).length || (last.found.count && last.form.length > SHORT)) return false;
    return take(last.found.count ? "near" : "rest", others, 1);
  }

  // Whether one of the longer words stands beside the word before.
  async function isHalf(index, last, others, roots) {
    const before = others[others.length - 1];
    if (!last.follows || !before) {
      await index.load(roots);
      return true;
    }
    await index.load(roots.map((name) => before.root + "_" + name));
    const isBeside = roots.some((name) => index.count(before.root + "_" + name).count);
    return isBeside || last.form.length <= SHORT;
  }

  // What articles hold of the words, the most of them.
  function rest(words, take) {
    const known = words.filter((word) => word.found.count);
    if (!core(known).length) return false;
    if (known.length < words.length && take("rest", known, 1)) return true;
    return take("near", known, NEAR) || take("near", known, FAR);
  }
})();
