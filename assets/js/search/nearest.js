// Words that readers may have meant, among those that articles hold. Of each word that is misheard, mistyped or joined the
// nearest ones; of a whole query those that stand beside one another in texts. For the scripts that follow: bantin.nearest.
(function () {
  "use strict";
  const { fold, sound, sameTone, marksOf } = window.bantin.words;
  const { distance } = window.bantin;
  const MOST_LONGER = 4;
  // Words that are weighed in the place of one.
  const MOST_NEAR = 8;
  // Of them those for which a file more must be read, of a word that articles hold and of one that none does.
  const MOST_FILES = 1;
  const MOST_FILES_UNKNOWN = 3;
  // What it costs to take another word for the one that was typed: one that sounds alike; two in one; else by distance.
  const ALIKE = 0.8;
  const PARTED = 1.2;
  const OTHER = 1;
  // Of a word of one letter; of a part of an abbreviation; of a word that stands nowhere with the marks that were typed.
  const LETTER = 0.8;
  const PART = 0.6;
  const OTHER_MARKS = 0.6;
  // Of the word itself with the marks that it has beside its neighbour.
  const RETONED = 0.7;
  // The part of its worth that a pair has which stands in texts with other marks only than those that were typed.
  const OTHER_WORDS = 0.4;
  // Readings of a query that are compared, and ways to a word that are followed.
  const MOST_READINGS = 12;
  const MOST_WAYS = 3;
  // What it adds to a distance that the endings are but heard alike.
  const OF_END = 0.5;
  // What it costs more if articles hold what was typed; only one letter may differ then.
  const KNOWN = 1.4;
  // … of a second one, and of each more; of each where articles hold none of some other word, which is the doubtful one.
  const AGAIN = 1;
  // Letters of a word of which two may differ; of an English one, and from which on another may be meant at all.
  const LONG = 4;
  const LONG_ENGLISH = 7;
  const SHORT_ENGLISH = 4;
  // What the South writes and the North, which cost less than other words.
  const SAME = 0.4;
  const REGIONS = regions(
    "chanh chinh|tanh tinh|sanh sinh|lanh linh|binh benh|nhut nhat|nhon nhan|chon chan|bon ban|phuoc phuc|tho thu|huong hong|" +
      "kieng canh|don dan|thiet that|mang menh",
  );
  // What it is worth that two words stand beside one another in a text, and what a word that no article holds costs;
  const BESIDE = 2.5;
  const MISSING = 6;
  // … in a question of so many words that matter: many are people's own, of which texts have others.
  const MISSING_IN_QUESTION = 1;
  const LONG_QUESTION = 4;
  window.bantin.nearest = { longer, corrected, isLongQuestion };

  // The roots of the usual words that begin like this one.
  function longer(form, known) {
    const bare = fold(form);
    return [...known]
      .filter(([, word]) => word.bare.startsWith(bare) && word.bare !== bare)
      .sort(([, one], [, other]) => other.count - one.count)
      .slice(0, MOST_LONGER)
      .map(([name]) => name);
  }

  // The words with others in the place of those that are doubted: the readings that cost least and stand best beside one
  // another, after the one that was typed.
  async function corrected(index, words, isDoubted) {
    const known = await index.vocabulary();
    const missing = isLongQuestion(words) ? MISSING_IN_QUESTION : MISSING;
    const choices = words.map((word, at) => (isDoubted(word, at) ? candidates(index, words, at, known, missing) : [asTyped(word, missing)]));
    await index.load(choices.flat().flatMap((choice) => choice.roots));
    for (const [at, word] of words.entries()) for (const choice of choices[at]) dress(index, word, choice);
    const typed = words.map((word, at) => choices[at][0]);
    const readings = chosen(index, words, choices).filter(({ path }) => path.some((choice) => !choice.isTyped));
    const isOther = (its) => its.length !== words.length || its.some((word, at) => word.form !== words[at].form);
    const free = words.every((word) => word.found.count) ? 1 : 0;
    const others = readings.map((reading) => {
      const changed = reading.path.filter((choice, at) => !choice.isTyped && words[at].found.count).length;
      return { ...reading, cost: reading.cost + AGAIN * Math.max(0, changed - free), words: written(index, words, reading.path) };
    });
    return [{ path: typed, cost: pathCost(index, words, typed), words }, ...others.filter((one) => isOther(one.words))];
  }

  function written(index, words, path) {
    const all = path.flatMap((choice) => choice.roots);
    let number = 0;
    return path.flatMap((choice, at) => {
      const first = number;
      number += choice.roots.length;
      if (choice.isTyped) return [words[at]];
      return replaced(words[at], choice, (own) => spelling(index, all, first + own));
    });
  }

  // Notes with another word the form of it that has the marks that were typed, or what it costs that it has none.
  function dress(index, word, choice) {
    if (!word.isStrict || choice.roots.length > 1) return;
    const marks = marksOf(word.form);
    if (choice.isRetoned) return;
    const same = index.lists(choice.roots[0]).filter(([term]) => marksOf(term) === marks);
    const isBarred = (form) => form.includes("đ");
    const fit = ([form, articles]) => articles.length + (isBarred(form) === isBarred(word.form) ? index.size : 0);
    const [form] = same.sort((one, other) => fit(other) - fit(one))[0] || [];
    if (form && !choice.isTyped) choice.form = form;
    // A word that articles hold is not taken for one of other letters and other marks.
    if (!form) choice.cost += choice.isSpelt && word.found.count ? KNOWN : OTHER_MARKS;
  }

  // How a root is usually written, best of all beside its neighbour.
  function spelling(index, roots, at) {
    const [before, name, after] = [roots[at - 1], roots[at], roots[at + 1]];
    const pairs = [before && [before + "_" + name, 1], after && [name + "_" + after, 0]].filter(Boolean);
    const found = pairs.find(([pair]) => index.count(pair).count);
    return found ? index.count(found[0]).form.split("_")[found[1]] : index.count(name).form;
  }

  function replaced(word, { roots, form, isRetoned }, spelled) {
    return roots.map((name, at) => {
      const written = form || spelled(at);
      const own = form || (isRetoned ? written : fold(written));
      return {
        ...word,
        written,
        form: own,
        root: name,
        isStrict: fold(own) !== own,
        isChanged: true,
        follows: word.follows || at > 0,
        roots: undefined,
        undone: undefined,
      };
    });
  }

  // Whether a query has words of talk and many others.
  function isLongQuestion(words) {
    return words.some((word) => word.isTalk) && words.filter((word) => !word.isTalk).length >= LONG_QUESTION;
  }

  // `missing`: what it costs that no article holds the word.
  function asTyped(word, missing) {
    return { roots: [word.root], cost: word.found.count ? 0 : missing, isTyped: true };
  }

  function candidates(index, words, at, known, missing) {
    const word = words[at];
    if (word.isQuoted || word.isWhole || !/^(?:[a-z]{2,}|[iy])$/.test(word.root)) return [asTyped(word, missing)];
    if (index.language === "en" && word.root.length < SHORT_ENGLISH) return [asTyped(word, missing)];
    const near = index.alike(word.root).map((name) => ({ roots: [name], cost: ALIKE }));
    if (index.language === "vi") near.push(...otherRegion(word, known));
    if (word.isStrict && word.found.count) near.push({ roots: [word.root], cost: RETONED, isRetoned: true });
    near.push(...full(index, word, known), ...spelt(index, word, known));
    if (word.isUndone) near.push(...spelt(index, { ...word, form: word.typed, root: fold(word.typed) }, known));
    near.push(...parted(word, known, index.language === "vi" ? 1 : 3));
    const beside = besideTyped(index, words, at);
    const isBeside = ({ roots }) => beside.has(roots[0]) || beside.has(roots[roots.length - 1]);
    const often = ({ roots }) => Math.log2(1 + Math.min(...roots.map((name) => frequency(name, known, index))));
    const dear = (choice) => choice.cost - 0.1 * often(choice) - (isBeside(choice) ? BESIDE : 0);
    const seen = new Set();
    const each = near
      .sort((one, other) => dear(one) - dear(other))
      .filter(({ roots }) => !seen.has(roots.join(" ")) && seen.add(roots.join(" ")));
    let files = word.found.count ? MOST_FILES : MOST_FILES_UNKNOWN;
    const cheap = each.filter(({ roots }) => roots.every((name) => index.isRead(name)) || files-- > 0);
    return [asTyped(word, missing), ...cheap.slice(0, MOST_NEAR)];
  }

  // What stands in texts behind the word before or before the word behind: nothing more must be read to know it.
  function besideTyped(index, words, at) {
    const [before, behind] = [words[at].follows && words[at - 1], words[at + 1] && words[at + 1].follows && words[at + 1]];
    const isWord = (word) => word && /^[a-z]+$/.test(word.root);
    return new Set([
      ...(isWord(before) ? index.neighbours(before.root).behind : []),
      ...(isWord(behind) ? index.neighbours(behind.root).before : []),
    ]);
  }

  function frequency(name, known, index) {
    const word = known && known.get(name);
    return word ? word.count : index.count(name).count;
  }

  // Words that are spelt nearly so.
  function spelt(index, word, known) {
    const isKnown = word.found.count > 0;
    const isEnglish = index.language === "en";
    const most = isKnown || word.root.length < (isEnglish ? LONG_ENGLISH : LONG) ? 1 : 2;
    const written = fold(word.form);
    const heard = sound(written);
    const found = [];
    if (word.root.length < 2) return found;
    for (const name of known.keys()) {
      const { bare } = known.get(name);
      if (isEnglish && isKnown && bare[0] !== written[0]) continue;
      if (name === word.root || Math.abs(bare.length - written.length) > most) continue;
      const other = sound(bare);
      const away = Math.min(distance(written, bare), distance(heard, other) + 0.3, isEnglish ? most + 1 : distance(ended(heard), ended(other)) + OF_END);
      if (away <= most) found.push({ roots: [name], isSpelt: true, cost: OTHER + away * away * 0.6 + (isKnown ? KNOWN : 0) });
    }
    return found;
  }

  // With the ending that many hear in its place: tếch, tết; pinh, pin; tiêng, tiên.
  function ended(written) {
    return written.replace(/n[gh]$/, "n").replace(/ch?$/, "t");
  }

  // Two words typed without the blank between them, of so many letters at least.
  function parted({ root: name, found: { count } }, known, least) {
    const found = [];
    if (count) return found;
    for (let at = least; at <= name.length - least; at++) {
      const roots = [name.slice(0, at), name.slice(at)];
      const isShort = at === 1 || at === name.length - 1;
      if (roots.every((part) => known.has(part))) found.push({ roots, cost: PARTED + (isShort ? LETTER : 0) });
    }
    return found;
  }

  // What an abbreviation stands for, or the beginning or the end of one: `tp` in ATTP.
  function full(index, { root: name, found: { count } }, known) {
    const found = [];
    for (const [short, words] of index.abbreviations) {
      const at = short.length === words.length ? short.indexOf(name) : short === name ? 0 : -1;
      if (at < 0 || name.length < 2 || (at > 0 && at + name.length < short.length)) continue;
      const roots = short === name ? words : words.slice(at, at + name.length);
      if (roots.every((root) => known.has(root))) found.push({ roots, cost: (short === name ? 0 : PART) + (count ? KNOWN : 0) });
    }
    return found;
  }

  // The best ways to choose one for each word, so that all of them cost least (Viterbi).
  function chosen(index, words, choices) {
    const best = (ways, most) => ways.sort((one, other) => one.cost - other.cost).slice(0, most);
    let paths = choices[0].map((choice) => ({ path: [choice], cost: costOf(index, choice) }));
    for (let at = 1; at < choices.length; at++) {
      paths = choices[at].flatMap((choice) => {
        const ways = paths.map(({ path, cost }) => {
          const pair = pairWorth(index, words, at, path[path.length - 1], choice);
          return { path: [...path, choice], cost: cost - pair + costOf(index, choice) };
        });
        return best(ways, MOST_WAYS);
      });
    }
    return best(paths, MOST_READINGS);
  }

  function pathCost(index, words, path) {
    return path.reduce((sum, choice, at) => {
      return sum + costOf(index, choice) - (at ? pairWorth(index, words, at, path[at - 1], choice) : 0);
    }, 0);
  }

  function pairWorth(index, words, at, before, choice) {
    if (!words[at].follows || words[at].isWhole || words[at - 1].isWhole) return 0;
    const worth = beside(index, before.roots[before.roots.length - 1], choice.roots[0]);
    const isNear = before.isTyped && choice.isTyped ? words[at].isNear : !worth || isMarked(index, words, at, before, choice);
    return isNear ? worth : worth * OTHER_WORDS;
  }

  // Whether texts hold two words beside one another with the marks that were typed.
  function isMarked(index, words, at, before, choice) {
    const [one, other] = [formOf(words[at - 1], before), formOf(words[at], choice)];
    if (!one && !other) return true;
    const pair = before.roots[before.roots.length - 1] + "_" + choice.roots[0];
    return index.lists(pair).some(([term]) => {
      const [its, behind] = term.split("_");
      return (!one || sameTone(its) === one) && (!other || sameTone(behind) === other);
    });
  }

  // Of a word with marks how it is written; "" where any marks will do.
  function formOf(word, { isTyped, form }) {
    const marked = isTyped ? word.isStrict && word.form : form;
    return marked ? sameTone(marked) : "";
  }

  function otherRegion({ root: name }, known) {
    const others = (REGIONS[name] || []).filter((other) => known.has(other));
    return others.map((other) => ({ roots: [other], cost: SAME }));
  }

  // Of each word of the pairs `one other|…` the others that are meant by it.
  function regions(pairs) {
    const found = Object.create(null);
    for (const pair of pairs.split("|")) {
      const [south, north] = pair.split(" ");
      (found[south] = found[south] || []).push(north);
      (found[north] = found[north] || []).push(south);
    }
    return found;
  }

  function costOf(index, { roots, cost }) {
    const pairs = roots.slice(1).reduce((sum, name, at) => sum + beside(index, roots[at], name), 0);
    return cost - pairs - 0.1 * Math.log2(1 + Math.min(...roots.map((name) => index.count(name).count)));
  }

  function beside(index, one, other) {
    const { count } = index.count(one + "_" + other);
    return count ? BESIDE + 0.2 * Math.log2(count) : 0;
  }
})();
