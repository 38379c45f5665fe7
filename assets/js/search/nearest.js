// Words that readers may have meant, among those that articles hold: of a mistyped one the nearest, of one that is typed
// by half those that begin so. For the scripts that follow: bantin.nearest.
(function () {
  "use strict";
  const { fold } = window.bantin.words;
  const MOST_LONGER = 4;
  window.bantin.nearest = { longer, proposal };

  // The roots of the usual words that begin like this one.
  function longer(form, known) {
    const bare = fold(form);
    return [...known]
      .filter(([, word]) => word.bare.startsWith(bare) && word.bare !== bare)
      .sort(([, one], [, other]) => other.count - one.count)
      .slice(0, MOST_LONGER)
      .map(([name]) => name);
  }

  // The query with words that are there in the place of those that are not; "" if for one of them none is near.
  function proposal(words, unknown, known) {
    const better = words.map((word) => (unknown.includes(word) ? nearest(word.root, known) : word.written));
    return better.every(Boolean) ? better.join(" ") : "";
  }

  function nearest(name, known) {
    let best = null;
    const most = name.length < 4 ? 1 : 2;
    for (const [other, { form, count }] of known) {
      if (Math.abs(other.length - name.length) > most) continue;
      const away = distance(name, other);
      if (away > most) continue;
      if (!best || away < best.away || (away === best.away && count > best.count)) best = { form, away, count };
    }
    const apart = best && best.away < 2 ? "" : parted(name, known);
    return apart || (best ? best.form : "");
  }

  // Two words typed without the blank between them.
  function parted(name, known) {
    let best = null;
    for (let at = 2; at < name.length - 1; at++) {
      const one = known.get(name.slice(0, at));
      const other = known.get(name.slice(at));
      if (!one || !other) continue;
      const count = Math.min(one.count, other.count);
      if (!best || count > best.count) best = { words: one.form + " " + other.form, count };
    }
    return best ? best.words : "";
  }

  // Letters to be put in, taken out, exchanged or swapped (Damerau, Levenshtein).
  function distance(one, other) {
    let last = [];
    let row = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let at = 1; at <= one.length; at++) {
      const next = [at];
      for (let to = 1; to <= other.length; to++) {
        const change = one[at - 1] === other[to - 1] ? 0 : 1;
        next[to] = Math.min(row[to] + 1, next[to - 1] + 1, row[to - 1] + change);
        if (at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1]) {
          next[to] = Math.min(next[to], last[to - 2] + 1);
        }
      }
      last = row;
      row = next;
    }
    return row[other.length];
  }
})();
