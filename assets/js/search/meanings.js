// What people say for what texts call otherwise: of the words of a query the phrases that mean the same. For the scripts that
// follow: bantin.meanings.
(function () {
  "use strict";
  const { exact, marksOf, root, sameTone, sound, soundsIn } = window.bantin.words;
  // Phrases at the beginning of a group that texts use: those behind them are but looked for in queries.
  const OFFICIAL = 5;
  const known = {};
  window.bantin.meanings = { meant };

  // Notes with the words `also`: the phrases that mean the same, where no article holds what was typed, or where the query
  // `isQuestion` and they may stand in its place. `isInside`: the word is not the first one of its phrase; `isOfPhrase`: that
  // has several words.
  async function meant(index, words, isQuestion) {
    if (!isQuestion && !isMissing(index, words)) return words;
    const groups = heardIn(groupsOf(await index.meanings(), index.language), words, index.language);
    const found = matches(index, words, groups).filter(({ at, phrase }) => isQuestion || isMissing(index, words.slice(at, at + phrase.roots.length)));
    if (!found.length) return words;
    const others = words.map(() => []);
    for (const { at, group, phrase } of found) {
      const its = group.slice(0, OFFICIAL).filter((other) => other !== phrase);
      phrase.roots.forEach((_, own) => others[at + own].push(...its));
    }
    await index.load(others.flat().flatMap(({ roots }) => (roots.length === 1 ? roots : pairsOf(roots))));
    const starts = new Set(found.map(({ at }) => at));
    const around = words.map((_, at) => found.find((one) => at >= one.at && at < one.at + one.phrase.roots.length));
    const phraseAt = (at) => words.slice(around[at].at, around[at].at + around[at].phrase.roots.length);
    const isOfPhrase = (at) => Boolean(around[at]) && phraseAt(at).length > 1;
    // Two words of which one says something do not talk: `sao y`.
    const isPair = (at) => isOfPhrase(at) && phraseAt(at).length === 2 && phraseAt(at).some((word) => !word.isTalk && !word.isLittle);
    const hasTalk = words.some((word, at) => word.isTalk && !isPair(at));
    return words.map((word, at) => {
      if (!others[at].length) return word;
      const isTalk = word.isTalk && !(isPair(at) && hasTalk);
      return { ...word, also: others[at].map(({ forms }) => forms), isInside: !starts.has(at), isOfPhrase: isOfPhrase(at), isTalk };
    });
  }

  // Of the words the longest phrases, none of which shares a word with another: [{ at, phrase, group }, …].
  function matches(index, words, groups) {
    const all = groups.flatMap((group) => group.map((phrase) => ({ group, phrase })));
    const found = [];
    for (let at = 0; at < words.length; ) {
      const here = all.filter(({ phrase }) => isSaid(index, words.slice(at, at + phrase.roots.length), phrase));
      const longest = Math.max(1, ...here.map(({ phrase }) => phrase.roots.length));
      for (const one of here) if (one.phrase.roots.length === longest) found.push({ ...one, at });
      at += longest;
    }
    return found;
  }

  // With the marks that were typed, if articles hold these. Of a phrase that stands in no text also as it sounds: else
  // nearest.js knows it.
  function isSaid(index, words, { forms, roots, sounds }) {
    const isOpen = (word, at) => !word.isQuoted && !word.isWhole && (!at || word.follows);
    if (roots.length === 1 && words.length && isOrdinary(words[0])) return false;
    if (words.length < roots.length || !words.every((word, at) => isOpen(word, at) && sound(word.root) === sounds[at])) return false;
    const isHeld = (word) => word.isStrict && word.found.own.some(Boolean);
    const isSame = (word, at) => (isHeld(word) ? sameTone(word.form) === sameTone(forms[at]) : word.root === roots[at]);
    if (words.every(isSame)) return true;
    // Who types a word that articles hold may have misheard its letters, but not its marks: `cứ ra` is no *cụ già*.
    if (words.some((word, at) => isHeld(word) && marksOf(word.form) !== marksOf(forms[at]))) return false;
    return words.length > 1 && isMissing(index, words) && pairsOf(roots).some((name) => !index.count(name).count);
  }

  // Whether a word may be one that only talks or says little: `cho` is seldom *chó*, `ban` seldom *bán*; of those with marks
  // where no article holds them so: `ơi` is no *ói*.
  function isOrdinary({ isStrict, isTalk, isLittle, found }) {
    return (isTalk || isLittle) && !(isStrict && found.own.some(Boolean));
  }

  function isMissing(index, words) {
    const roots = words.map((word) => word.root);
    return [...roots, ...pairsOf(roots)].some((name) => !index.count(name).count);
  }

  function pairsOf(roots) {
    return roots.slice(1).map((name, at) => roots[at] + "_" + name);
  }

  // The groups of a language, with what their phrases sound like.
  function groupsOf(lines, language) {
    if (!known[language]) {
      const its = lines[language] || [];
      const heard = soundsIn(its.join("\n"), language).split("\n");
      known[language] = its.map((line, at) => ({ line, sounds: heard[at].split(",").map((phrase) => phrase.trim()) }));
    }
    return known[language];
  }

  // Of the groups of which a phrase sounds like words of the query, the phrases: few, while to know all of them word by word
  // would take a telephone longer than to rank the articles.
  function heardIn(groups, words, language) {
    const heard = ` ${words.map((word) => sound(word.root)).join(" ")} `;
    const some = groups.filter(({ sounds }) => sounds.some((phrase) => heard.includes(` ${phrase} `)));
    return some.map(({ line }) => line.split(",").map((phrase) => phraseOf(phrase, language)));
  }

  function phraseOf(phrase, language) {
    const forms = exact(phrase);
    const roots = forms.map((form) => root(form, language));
    return { forms, roots, sounds: roots.map(sound) };
  }
})();
