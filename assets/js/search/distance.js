// What it costs to make one word of another, letter by letter, as people mistype and mishear Vietnamese. For nearest.js:
// bantin.distance.
(function () {
  "use strict";
  // Of a distance: a letter typed twice, two letters swapped, keys beside one another, endings that sound alike.
  const TWICE = 0.5;
  const SWAPPED = 0.6;
  const KEY = 0.8;
  // An h left out, as in kai for khai; a vowel left out among vowels; a first letter that should not be there.
  const LEFT_H = 0.6;
  const LEFT_VOWEL = 0.75;
  const FIRST = 1.3;
  const ENDING = 0.5;
  // First letters that the South, or a child, takes for one another; others of them have one sound (folding.js).
  const BEGINNING = 0.7;
  const BEGINNINGS = ["dv", "rv", "gv", "gr"];
  const ENDINGS = ["ct", "nm", "tp", "td", "yi", "ou"];
  const KEYS = keys(["qwertyuiop", "asdfghjkl", "zxcvbnm"]);
  window.bantin = window.bantin || {};
  window.bantin.distance = distance;

  // What it costs to make one word of the other: letters put in, taken out, exchanged or swapped (Damerau, Levenshtein); less
  // for a letter typed twice, for keys beside one another and for letters that end a syllable and sound alike.
  function distance(one, other) {
    let last = [];
    let row = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let at = 1; at <= one.length; at++) {
      const next = [at];
      for (let to = 1; to <= other.length; to++) {
        const out = at === 1 ? FIRST : one[at - 1] === one[at - 2] ? TWICE : 1;
        next[to] = Math.min(row[to] + out, next[to - 1] + left(one, at, other, to), row[to - 1] + exchange(one, at - 1, other, to - 1));
        if (at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1]) {
          next[to] = Math.min(next[to], last[to - 2] + SWAPPED);
        }
      }
      last = row;
      row = next;
    }
    return row[other.length];
  }

  function exchange(one, at, other, to) {
    if (one[at] === other[to]) return 0;
    const isLast = at === one.length - 1 && to === other.length - 1;
    if (isLast && ENDINGS.some((alike) => alike.includes(one[at]) && alike.includes(other[to]))) return ENDING;
    if (at === 0 && to === 0 && BEGINNINGS.some((alike) => alike.includes(one[at]) && alike.includes(other[to]))) return BEGINNING;
    return (KEYS[one[at]] || "").includes(other[to]) ? KEY : 1;
  }

  // What it costs that a letter was left out.
  function left(one, at, other, to) {
    if (isEnding(one, at, other, to)) return ENDING;
    const [before, letter, behind] = [other[to - 2] || "", other[to - 1], other[to] || ""];
    if (letter === "h" && /[ktcpgn]/.test(before)) return LEFT_H;
    return isVowel(letter) && (isVowel(before) || isVowel(behind)) ? LEFT_VOWEL : 1;
  }

  function isVowel(letter) {
    return /^[aeiouy]$/.test(letter);
  }

  // Whether all that is left out is the g or h of an ending: `ngừn`, `thôn`.
  function isEnding(one, at, other, to) {
    return at === one.length && to === other.length && one[at - 1] === "n" && /n[gh]$/.test(other);
  }

  // Of each key those to its left and right.
  function keys(rows) {
    return Object.fromEntries(rows.flatMap((row) => [...row].map((key, at) => [key, (row[at - 1] || "") + (row[at + 1] || "")])));
  }
})();
