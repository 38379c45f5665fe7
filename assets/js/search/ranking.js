// The words of a query → the articles that hold them, the best ones first. For the scripts that follow: bantin.ranking.
(function () {
  "use strict";
  const { fold, root, kin, sameTone } = window.bantin.words;
  // What a word is worth by its level in an article, after "not there".
  const WORTH = [0, 1, 1.5, 2.2, 4, 4.6, 5.3];
  // The same of many words, and of a question: a rare word of the text says more than a frequent one of the title.
  const OF_MANY = WORTH.map(Math.sqrt);
  const OF_QUESTION = WORTH.map((worth) => worth ** 0.7);
  const TITLE = 4;
  const PAIR = 1.6;
  // The part of its worth that a word of talk has.
  const TALK = 0.1;
  // That of a word that says little in a question.
  const LITTLE = 0.35;
  // The part of a word's worth that an article has which holds it with other marks than were typed; in a question, whose
  // many words would else find anything; and of what such a word counts there among the words that are held.
  const LOOSE = 0.25;
  const LOOSE_IN_QUESTION = 0.1;
  const HELD_LOOSE = 0.3;
  // Results that are shown at once, and the best of them; the part of each other's worth that articles have which are worth
  // the same, or which are as good as the last one of these, and of how many of the latter, the newest, those are shown
  // whose cards lie together.
  const SHOWN = 10;
  const BEST = 3;
  const SAME = 0.999;
  const EQUAL = 0.95;
  const EQUALS = 100;
  // More than any article scores.
  const MOST = 1e6;
  // Levels that another word for what was typed counts less.
  const LESS = 2;
  window.bantin.ranking = { findAll, holds, rank, gathered, together, narrowed, core, means, isMeant, pairOf, inTitle: TITLE };

  // The words that an article must hold, each once.
  function core(words) {
    const needed = words.filter((word) => !word.isTalk);
    return needed.filter((word, at) => needed.findIndex((other) => other.form === word.form) === at);
  }

  function pairOf(before, word) {
    return before.root + "_" + word.root;
  }

  // Notes with each word which articles hold it, and which hold it beside the word before.
  function findAll(index, words) {
    words.forEach((word, at) => {
      const before = word.follows && words[at - 1];
      const isPair = before && !before.isWhole && !word.isWhole;
      const isHalf = word.isBegun && isPair; // It counts beside the word before only.
      if (!isHalf) word.found = foundOf(index, word, at === words.length - 1);
      word.pair = isPair ? index.find(nameOfPair(before, word), pairsOf(before, word), isPairOf(before, word)) : null;
      if (isHalf) word.found = word.pair;
      if (word.also) others(index, word);
    });
    return words;
  }

  // With the marks that were typed; if no article has them so, with those that are easily taken for them: `chũng`, *chủng*;
  // but the last word may be typed by half.
  function foundOf(index, word, isLast) {
    const relatives = word.isBegun || word.isQuoted ? [] : index.relatives(word.root);
    const name = () => `${nameOf(word)} ${relatives}`;
    const find = () => index.find(name(), word.roots || [word.root], (term) => isMeant(word, term), relatives);
    word.isToned = false;
    const found = find();
    if (!word.isStrict || word.isQuoted || isLast || !found.count || found.ownRarity) return found;
    word.isToned = true;
    return find();
  }

  // Adds the articles that hold what means the same, two levels lower.
  function others(index, word) {
    const targets = [word.found, ...(word.isInside && word.pair ? [word.pair] : [])];
    for (const target of targets) Object.assign(target, { any: target.any.slice(), own: target.own.slice() });
    for (const forms of word.also) {
      const levels = levelsOf(index, forms);
      for (const target of targets) {
        for (let at = 0; at < index.size; at++) {
          if (!levels[at]) continue;
          const level = Math.max(1, levels[at] - LESS);
          target.any[at] = Math.max(target.any[at], level);
          target.own[at] = Math.max(target.own[at], level);
        }
      }
    }
    for (const target of targets) reweigh(index, target);
  }

  // What is found by other words too is as rare as the word itself, if any article holds that.
  function reweigh(index, found) {
    const { count, rarity, ownRarity } = found;
    index.weigh(found);
    if (count) Object.assign(found, { rarity, ownRarity: ownRarity || found.ownRarity });
  }

  function holds(index, forms) {
    return levelsOf(index, forms).some((level) => level > 0);
  }

  // Of each article the level at which it holds a phrase: that of the pair that counts least.
  function levelsOf(index, forms) {
    const terms = forms.length === 1 ? forms : forms.slice(1).map((form, at) => forms[at] + "_" + form);
    const rootOf = (term) => term.split("_").map((form) => root(form, index.language)).join("_");
    const each = terms.map((term) => index.find(`= ${term}`, [rootOf(term)], (other) => other === term).own);
    return each.reduce((least, levels) => least.map((level, at) => Math.min(level, levels[at])));
  }

  // A name for what a word is found by: its roots, its form, and how other forms are taken for it.
  function nameOf(word) {
    return [word.roots || word.root, word.form, word.isBegun, word.isToned].join(" ");
  }

  function nameOfPair(before, word) {
    const marks = [before, word].map(({ isStrict }) => isStrict);
    return [nameOf(before), nameOf(word), marks].join(" + ");
  }

  function pairsOf(before, word) {
    return (word.roots || [word.root]).map((name) => before.root + "_" + name);
  }

  // Whether a term is the word as it was typed.
  function isMeant(word, term) {
    if (word.isToned) return sameTone(term) === sameTone(word.form);
    return word.isBegun ? term.startsWith(word.form) : term === word.form;
  }

  function isPairOf(before, word) {
    return (term) => {
      const [one, other] = term.split("_");
      return (!before.isStrict || isMeant(before, one)) && (!word.isStrict || isMeant(word, other));
    };
  }

  // Whether a word of a title or text is what was asked for. isWhole: the article holds all words with their marks.
  function means(word, form, isWhole, language) {
    if (isMeant(word, form) || (word.also || []).some((forms) => forms.includes(form))) return true;
    if (isWhole && word.isStrict) return false;
    if (word.isBegun) return fold(form).startsWith(fold(word.form));
    const name = root(form, language);
    return name === word.root || (language === "en" && !word.isQuoted && kin(name) === kin(word.root));
  }

  // Which articles the choices leave: of a category with those below it, of a year.
  function narrowed(index, { c, y, s }) {
    const filters = { from: 0, to: index.total, places: null, isByDate: s === "date", isChosen: Boolean(c || y) };
    const year = index.years.findIndex(([number]) => String(number) === y);
    if (year >= 0) {
      filters.from = index.years[year][1];
      filters.to = year + 1 < index.years.length ? index.years[year + 1][1] : index.total;
    }
    if (c) filters.places = placesOf(index, c);
    return filters;
  }

  function placesOf(index, id) {
    const parents = Object.fromEntries(index.categories.map(([its, , parent]) => [its, parent]));
    const isBelow = (its) => its === id || (parents[its] ? isBelow(parents[its]) : false);
    return new Set(index.categories.flatMap(([its], place) => (isBelow(its) ? [place] : [])));
  }

  function isLeft(index, filters, at) {
    if (at < filters.from || at >= filters.to) return false;
    return !filters.places || filters.places.has(index.category(at));
  }

  // Articles that hold this share of the words, and plain pages. By date, those with the marks that were typed stand
  // alone, if there are any: others would come between them.
  function rank(index, words, filters, share) {
    const needed = core(words);
    const { scores, held, strict, titles, isOut } = weighed(index, words, needed, worthsOf(words, share));
    const isQuestion = worthsOf(words, share) === OF_QUESTION;
    const all = needed.reduce((sum, word) => sum + partOf(word, isQuestion) * rarityOf(word, isQuestion), 0);
    const marked = needed.filter((word) => word.isStrict).length;
    const isWhole = (at) => marked > 0 && strict[at] === marked;
    const isFull = (at) => held[at] >= all - 1e-6;
    const every = [];
    for (let at = 0; at < index.size; at++) {
      if (held[at] < all * share - 1e-6 || isOut[at] || (words.length && !scores[at])) continue;
      scores[at] *= all ? held[at] / all : 1;
      every.push(at);
    }
    // Of a question those that hold most are as good as those that hold all.
    const tier = (at) => (share < 1 ? 0 : isWhole(at) ? 1 : 0);
    const worth = new Float64Array(index.size);
    for (const at of every) worth[at] = tier(at) * MOST + scores[at];
    const nearer = (one, other) => worth[other] - worth[one];
    const articles = every.filter((at) => at < index.total);
    const left = articles.filter((at) => isLeft(index, filters, at));
    const whole = left.filter(isWhole);
    const isExactOnly = filters.isByDate && whole.length > 0 && whole.length < left.length;
    // The newest ones first; of two that are worth the same, too.
    const found = (isExactOnly ? whole : left).reverse();
    if (!filters.isByDate) found.sort(nearer);
    const pages = every.filter((at) => at >= index.total).sort(nearer);
    const told = found.map((at) => ({ at, isWhole: isWhole(at), isFull: isFull(at), tier: tier(at), score: scores[at], titles: titles[at] }));
    return {
      found: filters.isByDate ? told : gathered(index, told),
      pages: pages.map((at) => ({ at, isWhole: isWhole(at), isFull: isFull(at), score: scores[at] })),
      articles,
      isElsewhere: articles.length > 0 && !left.length,
      isExactOnly,
    };
  }

  // Where many articles are as good as the last one that is shown at once: first those, of the newest of them, whose cards
  // lie in few files, each of which is a request. The order stays that of their worth; the place of one of the best three
  // takes only what is worth the same.
  function gathered(index, found) {
    const last = found[SHOWN - 1];
    if (!last) return found;
    const isAsGood = (one, other, share) => one.tier === other.tier && one.score >= other.score * share && other.score >= one.score * share;
    const third = found[BEST - 1];
    const end = found.findIndex((one, at) => at >= SHOWN && !isAsGood(one, last, EQUAL));
    const some = end < 0 ? found : found.slice(0, end); // They stand in the order of their worth.
    const best = found.slice(0, BEST).filter((one) => !isAsGood(one, third, SAME));
    const better = found.slice(0, SHOWN).filter((one) => !isAsGood(one, last, EQUAL));
    const newest = some.filter((one) => isAsGood(one, last, EQUAL)).sort((one, other) => other.at - one.at).slice(0, EQUALS);
    const many = new Map();
    for (const { at } of newest) many.set(index.fileOf(at), (many.get(index.fileOf(at)) || 0) + 1);
    for (const { at } of better) many.set(index.fileOf(at), EQUALS);
    const nearer = (one, other) => many.get(index.fileOf(other.at)) - many.get(index.fileOf(one.at)) || other.at - one.at;
    const pool = [...better, ...newest.sort(nearer)];
    const firstThree = [...best, ...pool.filter((one) => isAsGood(one, third, SAME))].slice(0, BEST);
    const first = new Set([...new Set([...firstThree, ...pool])].slice(0, SHOWN));
    const isShown = (one) => first.has(one);
    return [...some.filter(isShown), ...some.filter((one) => !isShown(one)), ...found.slice(some.length)];
  }

  function worthsOf(words, share) {
    if (share === 1) return WORTH;
    return words.some((word) => word.isTalk) ? OF_QUESTION : OF_MANY;
  }

  function partOf(word, isQuestion) {
    if (word.isTalk) return word.isOfPhrase ? LITTLE : TALK; // `gọi số nào` says a little
    return isQuestion && saysLittle(word) ? LITTLE : 1;
  }

  // A phrase that means what texts call otherwise says what is asked for, whatever its words are: `lấy nhau`.
  function saysLittle({ isLittle, isOfPhrase }) {
    return isLittle && !isOfPhrase;
  }

  // How rare a word is; in a question with the marks that were typed: `chờ` is not as frequent as `chợ` and `cho`.
  function rarityOf(word, isQuestion) {
    return isQuestion && isMarked(word) ? word.found.ownRarity : word.found.rarity;
  }

  // Two words that say little say no more beside one another.
  function pairPart(before, word, isQuestion) {
    const little = [before, word].filter((one) => one.isTalk || (isQuestion && saysLittle(one))).length;
    return isQuestion ? [1, LITTLE, TALK][little] : little ? 0.5 : 1;
  }

  // For each article its score, the rarity of the words that it holds, how many it holds with the marks that were typed,
  // how many in its title, and whether it lacks something quoted.
  function weighed(index, words, needed, worths) {
    const [scores, held] = [new Float64Array(index.size), new Float64Array(index.size)];
    const [strict, titles, isOut] = [new Uint8Array(index.size), new Uint8Array(index.size), new Uint8Array(index.size)];
    const hasMarks = words.some((word) => word.isStrict);
    const isQuestion = worths === OF_QUESTION;
    for (const word of words) {
      const isNeeded = needed.includes(word);
      if (!isNeeded && !word.isTalk) continue;
      const { any, own } = word.found;
      const part = partOf(word, isQuestion) * rarityOf(word, isQuestion);
      const loose = looseOf(word, hasMarks, isQuestion);
      const heldLoose = isQuestion && isMarked(word) ? HELD_LOOSE : 1;
      for (let at = 0; at < index.size; at++) {
        if (!any[at]) continue;
        scores[at] += part * (loose * worths[any[at]] + (1 - loose) * worths[own[at]]);
        if (!isNeeded) continue;
        held[at] += part * (own[at] ? 1 : heldLoose);
        if (any[at] >= TITLE) titles[at]++;
        if (word.isStrict && own[at]) strict[at]++;
      }
    }
    weighPairs(words, worths, scores, isOut);
    return { scores, held, strict, titles, isOut };
  }

  function weighPairs(words, worths, scores, isOut) {
    words.forEach((word, number) => {
      const { found, pair, isQuoted, isStrict } = word;
      const quoted = pair ? pair.own : isStrict ? found.own : found.any;
      const part = PAIR * (number ? pairPart(words[number - 1], word, worths === OF_QUESTION) : 1);
      for (let at = 0; at < scores.length; at++) {
        if (pair) scores[at] += part * pair.rarity * (0.35 * worths[pair.any[at]] + 0.65 * worths[pair.own[at]]);
        if (isQuoted && !quoted[at]) isOut[at] = 1;
      }
    });
  }

  // Of the words the most that stand beside one of their neighbours in one of these articles, from 0 to 1. Other marks than
  // the typed ones make other words of them, but for hỏi and ngã, d and đ, which are easily taken for one another.
  function together(index, words, found) {
    const pairs = words.map((word, at) => (word.pair ? nearPair(index, words[at - 1], word) : null));
    const beside = words.map((_, at) => [pairs[at], pairs[at + 1]].filter(Boolean)).filter((its) => its.length);
    if (!beside.length) return 1;
    const share = (at) => beside.filter((its) => its.some((pair) => pair[at])).length / beside.length;
    return found.reduce((most, { at }) => Math.max(most, share(at)), 0);
  }

  // Which articles hold a word beside the one before, with the marks that were typed; noted is whether any does.
  function nearPair(index, before, word) {
    const isNear = (its, form) => !its.isStrict || sameTone(its.form) === sameTone(form);
    const { own } = index.find(`near ${nameOfPair(before, word)}`, pairsOf(before, word), (term) => {
      const [one, other] = term.split("_");
      return isNear(before, one) && isNear(word, other);
    });
    word.isNear = own.some((level) => level > 0);
    return own;
  }

  // The part of a word's worth that it has with any marks. Typed with marks, most of its worth is that of the marks; else
  // those without are but a little dearer.
  function looseOf(word, hasMarks, isQuestion) {
    if (word.isStrict) return isQuestion && isMarked(word) ? LOOSE_IN_QUESTION : LOOSE;
    return hasMarks || word.form !== word.root ? 0.85 : 1;
  }

  // Whether a word was typed with marks with which articles hold it.
  function isMarked({ found, isStrict }) {
    return isStrict && found.ownRarity > 0;
  }
})();
