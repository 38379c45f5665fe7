// A query → its answer: the articles, in which way they answer, and what stands above them. For results.js: bantin.reply.
(function () {
  "use strict";
  const { parse, settle, rootsOf } = window.bantin.query;
  const { findAll, holds, rank, together, narrowed, core } = window.bantin.ranking;
  const { longer, corrected, isLongQuestion } = window.bantin.nearest;
  const { meant } = window.bantin.meanings;
  const { answers } = window.bantin.places;
  const { isSyllable } = window.bantin.keyboard;
  const { exact, fold, root } = window.bantin.words;
  const ACRONYM = /^[a-z]{3,8}$/;
  // Letters of a last word that counts as typed by half, and is left aside, although articles hold it as it is.
  const SHORT = 2;
  // Words from which on a query, and one with words of talk, is answered by what holds most of them; the part that an
  // article must hold.
  const LONG = 5;
  const QUESTION = 2;
  const NEAR = 0.6;
  const FAR = 0.25;
  const OF_QUESTION = 0.4;
  // Words of talk from which on a long question tells a story.
  const STORY = 3;
  // Words from which on a query may be in another language.
  const LEAST_FOREIGN = 3;
  // So few articles that hold all words, but nowhere beside one another, may be there by chance.
  const FEW = 2;
  // What it is worth for a reading of a query that its words stand together in an article, or in a title.
  const TOGETHER = 2;
  const TITLE = 2;
  // What it costs that no article holds a reading.
  const NOWHERE = 1;
  window.bantin.reply = reply;

  // `asked`: the query `q`; of the choices `c`, a category; `y`, a year; `s`, "date" or "". `found`: articles by their
  // numbers. `way`: "" if they hold all words; "begun" if the last word is the beginning of what they hold; "corrected" if
  // they hold what was probably meant, "doubted" if articles hold what was typed too; "rest" if they hold all words but
  // those of `unknown`, which none does; "near" if they hold most. `also`: what was looked for in the place of a word that no
  // article holds. `isForeign`: it may be in another language;
  // `knows`: the part of its words that this one has. `isFilled`: those that hold fewer words stand below.
  async function reply(asked, index) {
    if (asked.c) await index.loadCategories();
    const filters = narrowed(index, asked);
    const parsed = parse(asked.q, index.language);
    if (parsed.some((word) => word.isTalk)) index.meanings(); // It will be wanted, and comes with the others.
    await index.load(rootsOf(parsed));
    const typed = await withJoined(index, findAll(index, settle(parsed, index)));
    const own = await withAcronyms(index, typed);
    const named = own.length ? answers(index, own, asked.q) : [];
    const { words, also } = await withOthers(index, own, named.some(({ isWhole }) => isWhole));
    const unknown = core(words).filter((word) => !word.found.count);
    const [isForeign, knows] = [isOfOther(words, index), words.filter((word) => word.isTalk || word.found.count).length / words.length];
    const result = { asked, index, words, also, unknown, isForeign, knows, filters, way: "", isFilled: false, found: [], pages: [], articles: [], answers: [] };
    result.answers = named.map(({ answer }) => answer);
    result.isNamed = named.some(({ isWhole }) => isWhole);
    await decide(result, filters);
    if (result.way && !named.length) result.answers = answers(index, result.words, "").map(({ answer }) => answer);
    return result;
  }

  // Whether a query is in another language: of its words, of which there are several, half cannot be of this one, and of these
  // articles hold no more than half.
  function isOfOther(words, index) {
    const isOther = index.language === "vi" ? isNoSyllable : (word) => word.isStrict;
    // What was undone of a keyboard (`how`: *hơ*) may be a word of the other language as it was typed.
    const others = words.filter((word) => /^\p{L}/u.test(word.form) && isOther(word.isUndone ? { ...word, root: fold(word.typed) } : word));
    const unknown = others.filter((word) => !word.found.count);
    return words.length >= LEAST_FOREIGN && others.length >= words.length / 2 && unknown.length >= others.length / 2;
  }

  function isNoSyllable({ root }) {
    return !isSyllable(root);
  }

  // Two words that are one with a blank in it, `điện thoạ i`: where one of them stands in no text as typed, or is no syllable, and
  // both together are a word of the texts.
  async function withJoined(index, words) {
    if (index.language !== "vi") return words;
    const isBroken = (word) => !word.found.count || !isSyllable(word.root) || (word.isStrict && !word.found.ownRarity);
    const isOne = (word) => /^\p{L}+$/u.test(word.form) && !word.isQuoted && !word.isUndone && !word.names;
    const joined = words.map((word, at) => {
      const before = words[at - 1];
      const isMade = before && word.follows && isOne(before) && isOne(word) && (isBroken(before) || isBroken(word));
      return isMade && isSyllable(fold(before.form + word.form)) ? joinedOf(before, word, index.language) : null;
    });
    await index.load(joined.flatMap((word) => (word ? [word.root] : [])));
    const made = [];
    for (let at = 0; at < words.length; at++) {
      const next = joined[at + 1];
      if (next && index.count(next.root).count) made.push(next);
      else made.push(words[at]);
      if (made[made.length - 1] === next) at++;
    }
    return made.length < words.length ? findAll(index, made) : words;
  }

  function joinedOf(before, word, language) {
    const written = before.written + word.written;
    const [form] = exact(written);
    return { ...before, written, form, root: root(form, language), isStrict: fold(form) !== form, isUndone: true, typed: form, isTalk: false };
  }

  // A word that no article holds may be made of the first letters of a title's words.
  async function withAcronyms(index, words) {
    const isOne = (word) => !word.found.count && !word.isQuoted && !word.names && ACRONYM.test(word.root) && !isSyllable(word.root);
    const some = words.filter(isOne);
    await index.load(some.map((word) => "." + word.root));
    const made = some.filter((word) => index.count("." + word.root).count);
    if (!made.length) return words;
    return findAll(
      index,
      words.map((word, at) => {
        const [isIts, isBehind] = [made.includes(word), made.includes(words[at - 1])];
        const root = isIts ? "." + word.root : word.root;
        return { ...word, root, form: isIts ? root : word.form, isStrict: !isIts && word.isStrict, follows: word.follows && !isIts && !isBehind };
      }),
    );
  }

  // Words that mean the same stand in for those that no article holds, and in a question beside all. `also`: those by which
  // something is found in the place of a word that no article holds.
  async function withOthers(index, words, isNamed) {
    const isQuestion = words.some((word) => word.isTalk);
    // What is called so on this portal (`isNamed`) needs no other name, though no article has its words beside one another.
    if (isNamed && !isQuestion && words.every((word) => word.found.count)) return { words, also: [] };
    const others = await meant(index, words, isQuestion);
    const isMissing = (word) => !word.found.count;
    const names = words.flatMap((word, at) => (isMissing(word) ? others[at].also || [] : []));
    return { words: others === words ? words : findAll(index, others), also: [...new Set(names.filter((forms) => holds(index, forms)).map((forms) => forms.join(" ")))] };
  }

  async function decide(result, filters) {
    const { index, words, unknown } = result;
    const isKnown = !unknown.length;
    const typed = words.length && isKnown ? rank(index, words, filters, shareOf(words)) : null;
    const take = (way, its, share) => {
      const ranked = typed && its === words ? typed : rank(index, its, filters, share);
      if (!ranked.found.length && !ranked.isElsewhere && !ranked.pages.some(({ isFull }) => isFull)) return false;
      const isNear = !way && share < 1 && !ranked.found.some(({ isFull }) => isFull);
      const filled = way !== "begun" && isChance(index, its, ranked.found, filters) ? fill(index, its, filters, ranked.found) : null;
      Object.assign(result, ranked, filled, { way: isNear ? "near" : way, words: its });
      return true;
    };
    if (!words.length) return take("", words, 1);
    const undone = words.some((word) => word.isUndone) ? "corrected" : "";
    const isTogether = isKnown && together(index, words, typed.found) === 1;
    if (isKnown && (isTogether || result.also.length || isTitle(words, typed)) && takeAll(take, undone, words)) return true;
    if (await begun(result, take)) return true;
    const better = result.isNamed ? null : await betterWords(result, typed, filters);
    if (better && takeAll(take, isKnown && !undone ? "doubted" : "corrected", better)) return true;
    if (isKnown && takeAll(take, undone, words)) return true;
    if (unknown.some((word) => word.isQuoted)) return false;
    if (better && (isKnown || heldOf(better) > heldOf(words)) && rest(index, better, take)) return true;
    return withoutLast(result, take) || rest(index, words, take) || Boolean(better && rest(index, better, take));
  }

  // All words, or of a question most of them.
  function takeAll(take, way, words) {
    return take(way, words, shareOf(words));
  }

  function shareOf(words) {
    if (words.some((word) => word.isQuoted)) return 1;
    if (words.some((word) => word.isTalk)) return core(words).length >= QUESTION ? OF_QUESTION : 1;
    return core(words).length >= LONG ? NEAR : 1;
  }

  // Whether articles may hold the words by chance: few do, and in none stand they together or in its title. What a reader
  // chose or wants by date stays as it is.
  function isChance(index, words, found, { isByDate, isChosen }) {
    if (!found.length || found.length > FEW || isByDate || isChosen) return false;
    if (core(words).length < 2 || words.some((word) => word.isQuoted)) return false;
    return together(index, words, found) < 1 && !isTitle(words, { found });
  }

  // With those that hold most of the words below them.
  function fill(index, words, filters, few) {
    const known = new Set(few.map(({ at }) => at));
    for (const share of [NEAR, FAR]) {
      const { found, articles } = rank(index, words, filters, share);
      const added = found.filter(({ at }) => !known.has(at)).map((one) => ({ ...one, isFull: false, tier: -1 }));
      if (added.length) return { found: [...few, ...added], articles, isFilled: true };
    }
    return null;
  }

  // Whether an article's title holds all words, wherever they stand in it.
  function isTitle(words, { found }) {
    const all = core(words).length;
    return found.some(({ titles }) => titles === all);
  }

  // What was probably meant: of the readings that cost least the one that stands best together in an article. Where
  // articles hold all that was typed, it must stand together better than that.
  async function betterWords({ index, words, unknown }, typed, filters) {
    // Of a word with marks in an edition that has none there is nothing near.
    const isForeign = index.language !== "vi" && unknown.some((word) => word.isStrict);
    if (isForeign || unknown.some((word) => word.isQuoted)) return null;
    // Nor is anything looked for where only a plain page answers; of much that is known only a title is better.
    if (typed && !typed.found.length && typed.pages.some(({ isWhole }) => isWhole || !words.some((word) => word.isStrict))) return null;
    const isLong = shareOf(words) < 1;
    if (!typed) together(index, words, []);
    const stands = (at) => !typed && [words[at], words[at + 1]].some((word) => word && word.isNear);
    // In a long question, with much talk, what articles hold is left as it is.
    const isStory = isLongQuestion(words) && words.filter((word) => word.isTalk).length >= STORY;
    const isDoubted = (word, at) => unknown.includes(word) || !(isStory || word.isTalk || word.also || stands(at));
    const readings = await corrected(index, words, isDoubted);
    const weighed = readings.map((reading) => {
      const its = findAll(index, reading.words.map((word) => ({ ...word })));
      const { found } = rank(index, its, filters, shareOf(its));
      const [beside, ofTitle] = found.length ? [together(index, its, found), titleShare(its, found)] : [0, 0];
      const worth = found.length ? TOGETHER * beside + TITLE * ofTitle : -NOWHERE;
      return { words: its, fit: Math.max(beside, ofTitle), ofTitle, cost: reading.cost - worth };
    });
    const [asTyped, ...others] = weighed; // what was typed is the first
    // Of a long query, which most of its words answer, a title must hold more than before; of a question all.
    const isOfTitle = ({ ofTitle }) => ofTitle === 1 || (!isLongQuestion(words) && ofTitle > asTyped.ofTitle);
    const isFitter = (one) => one.fit > asTyped.fit && one.cost < asTyped.cost && (!isLong || isOfTitle(one));
    const isBetter = typed && typed.found.length ? isFitter : ({ cost }) => !isLongQuestion(words) || cost < asTyped.cost;
    const fitting = others.filter(isBetter);
    return fitting.length ? fitting.reduce((one, other) => (other.cost < one.cost ? other : one)).words : null;
  }

  function titleShare(words, found) {
    return Math.max(...found.map(({ titles }) => titles)) / Math.max(1, core(words).length);
  }

  // The last word as the beginning of longer ones, beside the word before. As one types, every pause within a word asks so.
  async function begun(result, take) {
    const { index, words, unknown } = result;
    const last = words[words.length - 1];
    const others = words.slice(0, -1);
    if (last.found.count && shareOf(words) < 1) return false; // A sentence has been typed whole.
    if (!/^\p{L}+$/u.test(last.form) || last.isUndone || last.isTalk || unknown.some((word) => word !== last)) return false;
    const roots = longer(last.form, await index.vocabulary());
    if (!roots.length || !(await isHalf(index, last, others, roots))) return false;
    const half = { ...last, isBegun: true, roots };
    return take("begun", findAll(index, [...others, half]), 1) && result.found.length > 0;
  }

  // All words but the last one, which may be typed by half.
  function withoutLast({ words, unknown }, take) {
    const last = words[words.length - 1];
    const others = words.slice(0, -1);
    if (last.isTalk || unknown.some((word) => word !== last) || !core(others).length) return false;
    if (last.found.count && last.form.length > SHORT) return false;
    return take(last.found.count ? "near" : "rest", others, 1);
  }

  function heldOf(words) {
    return core(words).filter((word) => word.found.count).length;
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
  function rest(index, words, take) {
    const left = words.filter((word) => word.found.count).map((word) => ({ ...word }));
    const known = findAll(index, left); // Some have other neighbours now.
    if (!core(known).length) return false;
    if (known.length < words.length && take("rest", known, 1)) return true;
    return take("near", known, NEAR) || take("near", known, FAR);
  }
})();
