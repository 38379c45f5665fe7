// Words that readers may have meant, among those that articles hold. Of each word that is misheard, mistyped or joined the
// nearest ones; of a whole query those that stand beside one another in texts. For the scripts that follow: bantin.nearest.
(function () {
  "use strict";
  const { fold, sound } = window.bantin.words;
  const MOST_LONGER = 4;
  // Words that are weighed in the place of one.
  const MOST_NEAR = 10;
  // What it costs to take another word for the one that was typed: one that sounds alike; two in one; else by distance.
  const ALIKE = 0.8;
  const PARTED = 1.2;
  const OTHER = 1;
  // What it costs more if articles hold what was typed; only one letter may differ then.
  const KNOWN = 1;
  // What it is worth that two words stand beside one another in a text, and what a word that no article holds costs.
  const BESIDE = 2.5;
  const MISSING = 6;
  window.bantin.nearest = { longer, corrected, hasNeighbours };

  // The roots of the usual words that begin like this one.
  function longer(form, known) {
    const bare = fold(form);
    return [...known]
      .filter(([, word]) => word.bare.startsWith(bare) && word.bare !== bare)
      .sort(([, one], [, other]) => other.count - one.count)
      .slice(0, MOST_LONGER)
      .map(([name]) => name);
  }

  // Whether a word stands beside one of those beside which it was typed.
  function hasNeighbours(words, at) {
    const after = words[at + 1];
    const pairs = [words[at].pair, after && after.pair].filter(Boolean);
    return !pairs.length || pairs.some((pair) => pair.count > 0);
  }

  // The words with others in the place of those that are doubted, as they stand best beside one another; null if no other
  // fits better. isWide: others are not only those that sound alike.
  async function corrected(index, words, isDoubted, isWide) {
    const known = isWide ? await index.vocabulary() : null;
    const choices = words.map((word, at) => (isDoubted(word, at) ? candidates(index, word, known) : [asTyped(word)]));
    await index.load(choices.flat().flatMap((choice) => choice.roots));
    const best = chosen(index, words, choices);
    if (best.every((choice) => choice.isTyped)) return null;
    const all = best.flatMap((choice) => choice.roots);
    let number = 0;
    return best.flatMap((choice, at) => {
      const first = number;
      number += choice.roots.length;
      if (choice.isTyped) return [words[at]];
      return replaced(words[at], choice.roots, (own) => spelling(index, all, first + own));
    });
  }

  // How a root is usually written, best of all beside its neighbour.
  function spelling(index, roots, at) {
    const [before, name, after] = [roots[at - 1], roots[at], roots[at + 1]];
    const pairs = [before && [before + "_" + name, 1], after && [name + "_" + after, 0]].filter(Boolean);
    const found = pairs.find(([pair]) => index.count(pair).count);
    return found ? index.count(found[0]).form.split("_")[found[1]] : index.count(name).form;
  }

  function replaced(word, roots, spelled) {
    return roots.map((name, at) => {
      const written = spelled(at);
      return {
        ...word,
        written,
        form: fold(written),
        root: name,
        isStrict: false,
        isChanged: true,
        follows: word.follows || at > 0,
        roots: undefined,
        undone: undefined,
      };
    });
  }

  function asTyped(word) {
    return { roots: [word.root], cost: word.found.count ? 0 : MISSING, isTyped: true };
  }

  function candidates(index, word, known) {
    if (word.isQuoted || word.isWhole || !/^[a-z]{2,}$/.test(word.root)) return [asTyped(word)];
    const near = index.alike(word.root).map((name) => ({ roots: [name], cost: ALIKE }));
    if (known) near.push(...spelt(word, known), ...parted(word.root, known, index.language === "vi" ? 1 : 3));
    const dear = ({ roots, cost }) => cost - 0.1 * Math.log2(1 + Math.min(...roots.map((name) => frequency(name, known, index))));
    const seen = new Set();
    return [
      asTyped(word),
      ...near
        .sort((one, other) => dear(one) - dear(other))
        .filter(({ roots }) => !seen.has(roots.join(" ")) && seen.add(roots.join(" ")))
        .slice(0, MOST_NEAR),
    ];
  }

  function frequency(name, known, index) {
    const word = known && known.get(name);
    return word ? word.count : index.count(name).count;
  }

  // Words that are spelt nearly so.
  function spelt(word, known) {
    const isKnown = word.found.count > 0;
    const most = isKnown || word.root.length < 4 ? 1 : 2;
    const written = fold(word.form);
    const heard = sound(written);
    const found = [];
    for (const name of known.keys()) {
      const { bare } = known.get(name);
      if (name === word.root || Math.abs(bare.length - written.length) > most) continue;
      const away = Math.min(distance(written, bare), distance(heard, sound(bare)) + 0.3);
      if (away <= most) found.push({ roots: [name], cost: OTHER + away * away * 0.6 + (isKnown ? KNOWN : 0) });
    }
    return found;
  }

  // Two words typed without the blank between them, of so many letters at least.
  function parted(name, known, least) {
    const found = [];
    for (let at = least; at <= name.length - least; at++) {
      const roots = [name.slice(0, at), name.slice(at)];
      if (roots.every((part) => known.has(part))) found.push({ roots, cost: PARTED });
    }
    return found;
  }

  // One choice for each word, so that all of them cost least (Viterbi).
  function chosen(index, words, choices) {
    let paths = choices[0].map((choice) => ({ path: [choice], cost: costOf(index, choice) }));
    for (let at = 1; at < choices.length; at++) {
      paths = choices[at].map((choice) => {
        const ways = paths.map(({ path, cost }) => {
          const before = path[path.length - 1];
          const isBeside = words[at].follows && !words[at].isWhole && !words[at - 1].isWhole;
          const pair = isBeside ? beside(index, before.roots[before.roots.length - 1], choice.roots[0]) : 0;
          return { path: [...path, choice], cost: cost - pair + costOf(index, choice) };
        });
        return ways.reduce((best, way) => (way.cost < best.cost ? way : best));
      });
    }
    return paths.reduce((best, way) => (way.cost < best.cost ? way : best)).path;
  }

  function costOf(index, { roots, cost }) {
    const pair = roots.length > 1 ? beside(index, ...roots) : 0;
    return cost - pair - 0.1 * Math.log2(1 + Math.min(...roots.map((name) => index.count(name).count)));
  }

  function beside(index, one, other) {
    const { count } = index.count(one + "_" + other);
    return count ? BESIDE + 0.2 * Math.log2(count) : 0;
  }

  // Letters to be put in, taken out, exchanged or swapped (Damerau, Levenshtein); a letter typed twice counts half.
  function distance(one, other) {
    let last = [];
    let row = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let at = 1; at <= one.length; at++) {
      const next = [at];
      for (let to = 1; to <= other.length; to++) {
        const isSame = one[at - 1] === other[to - 1];
        const out = at > 1 && one[at - 1] === one[at - 2] ? 0.5 : 1;
        next[to] = Math.min(row[to] + out, next[to - 1] + 1, row[to - 1] + (isSame ? 0 : 1));
        if (at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1]) {
          next[to] = Math.min(next[to], last[to - 2] + 0.7);
        }
      }
      last = row;
      row = next;
    }
    return row[other.length];
  }
})();
