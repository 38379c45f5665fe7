// Numbers in words → their figures: the same as bantin/search/cardinals.py, held to the same table
// (tests/expressions.txt). For the scripts that follow: bantin.cardinals.
(function () {
  "use strict";
  const DIGITS = { một: 1, mốt: 1, hai: 2, ba: 3, bốn: 4, tư: 4, năm: 5, lăm: 5, nhăm: 5, sáu: 6, bảy: 7, bẩy: 7, tám: 8, chín: 9 };
  const TEENS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
  ).split(" ");
  const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
  const VALUES = {
    ...DIGITS,
    mười: 10,
    one: 1,
    ...Object.fromEntries(TEENS.map((word, at) => [word, at + 2])),
    ...Object.fromEntries(TENS.map((word, at) => [word, (at + 2) * 10])),
  };
  // What comes before is multiplied.
  const TIMES = { mươi: 10, trăm: 100, hundred: 100 };
  const digit = "(?:" + Object.keys(DIGITS).join("|") + ")";
  const below = `(?:${digit} mươi|mười)(?: ${digit})?`;
  const ones = "(?:one|" + TEENS.slice(0, 8).join("|") + ")";
  const belowEnglish = `(?:(?:${TENS.join("|")})(?:[ -]${ones})?|${[...TEENS].reverse().join("|")})`;
  const SPELT = {
    vi: `${digit} trăm(?: (?:linh|lẻ) ${digit}| ${below})?|${below}`,
    en: `${ones} hundred(?: (?:and )?${belowEnglish})?|${belowEnglish}`,
  };
  window.bantin = window.bantin || {};
  window.bantin.cardinals = { SPELT, valueOf };

  // What a number that fits SPELT is worth.
  function valueOf(written) {
    return written
      .toLowerCase()
      .split(/[ -]/)
      .reduce((total, word) => {
        const last = total % 10 || 1;
        // `hai trăm năm mươi`: only the five is multiplied by ten.
        return word in TIMES ? total + last * TIMES[word] - last : total + (VALUES[word] || 0);
      }, 0);
  }
})();
