// Numbers, money, telephones, dates and words with hyphens in a query: the same as bantin/search/expressions.py, held to the
// same table (tests/expressions.txt). For the scripts that follow: bantin.expressions.
(function () {
  "use strict";
  const UNITS = { k: 3, nghìn: 3, ngàn: 3, nghin: 3, ngan: 3, triệu: 6, trieu: 6, tr: 6, tỷ: 9, tỉ: 9, ty: 9, ti: 9 };
  const DIGITS = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"];
  const MONTHS = "january february march april may june july august september october november december".split(" ");
  const units = Object.keys(UNITS).join("|");
  const digits = DIGITS.join("|");
  const months = MONTHS.join("|");
  const END = "(?![\\p{L}\\p{N}])";
  const YEAR = "((?:19|20)\\d\\d)(?!\\d)";
  const NUMBER = "\\d+(?:[.,]\\d+)*";
  const GROUPED = /^\d{1,3}(?:[.,]\d{3})+$/;
  const RULES = [
    [
      "(?:\\+84[ .-]?|\\(?0)\\d{1,3}\\)?(?:([ .-]?)\\d{2,4}(?:\\1\\d{2,4}){1,2}|[ .-]\\d{6,7})(?!\\d)|" +
        "1[89]00[ .-]?\\d{4,6}(?!\\d)",
      telephone,
    ],
    ["((?:19|20)\\d\\d)-(\\d\\d)-(\\d\\d)(?!\\d)", ([, year, month, day]) => date(day, month, year)],
    ["(\\d\\d?)(?:[/.-]| th[aá]ng )(\\d\\d?)(?:[/.-]|,? n[aă]m |, ?)" + YEAR, ([, ...found]) => date(...found)],
    ["(\\d\\d?)(?:/|,? n[aă]m )" + YEAR + "(?![/-])", month],
    ["(\\d\\d?)(?:[/-]| th[aá]ng )(\\d\\d?)(?![\\d/]|[.,-]\\d)", ([, day, number]) => date(day, number)],
    ["(\\d+(?:[.,]\\d+)?) ?(" + units + ")" + END + "|(" + digits + ") (" + units + ")" + END, money],
    [NUMBER, ([number]) => (GROUPED.test(number) ? [bare(number)] : [])],
  ].map(([pattern, names]) => [new RegExp(pattern, "iuy"), names]);
  const NAMED =
    "(\\d\\d?)(?:st|nd|rd|th)? (" + months + ")(?:,? " + YEAR + ")?|(" + months + ") (\\d\\d?)(?!\\d)(?:,? " + YEAR + ")?";
  const ENGLISH = [[new RegExp(NAMED, "iuy"), named], ...RULES];
  const BEGINS = new RegExp("[+(]?\\d|\\b(?:" + digits + ") (?:" + units + ")" + END, "giu");
  const BEGINS_ENGLISH = new RegExp("[+(]?\\d|\\b(?:" + months + ") \\d", "giu");
  window.bantin = window.bantin || {};
  window.bantin.expressions = expressions;

  // [{start, stop, names}, …] of a text; `names` by which each is found, the most exact one first.
  function expressions(text, language) {
    const found = [];
    const [begins, rules] = language === "en" ? [BEGINS_ENGLISH, ENGLISH] : [BEGINS, RULES];
    let at = 0;
    for (;;) {
      begins.lastIndex = at;
      const beginning = begins.exec(text);
      if (!beginning) break;
      const start = beginning.index;
      const one = read(text, start, rules);
      if (one) found.push(one);
      at = one ? one.stop : Math.max(endOfNumber(text, start), start + 1);
    }
    for (const { 0: written, index } of text.matchAll(/[\p{L}]+(?:-[\p{L}]+)+/gu)) {
      found.push({ start: index, stop: index + written.length, names: [written.replace(/-/g, "").toLowerCase()] });
    }
    return found;
  }

  function read(text, start, rules) {
    for (const [rule, namesOf] of rules) {
      rule.lastIndex = start;
      const match = rule.exec(text);
      const names = match ? namesOf(match) : [];
      if (names.length) return { start, stop: start + match[0].length, names };
    }
    return null;
  }

  function endOfNumber(text, start) {
    const number = new RegExp(NUMBER, "g");
    number.lastIndex = start;
    return number.test(text) ? number.lastIndex : start;
  }

  function telephone([written]) {
    const all = written.replace(/\D/g, "");
    const national = written.startsWith("+") ? "0" + all.slice(2) : all;
    return national.length >= 8 && national.length <= 11 ? [bare(national)] : [];
  }

  function month([, number, year]) {
    return number >= 1 && number <= 12 ? [Number(number) + "/" + year] : [];
  }

  function named([, day, name, year, itsName, itsDay, itsYear]) {
    const number = MONTHS.indexOf((name || itsName).toLowerCase()) + 1;
    return date(day || itsDay, number, year || itsYear);
  }

  function money([, number, unit, word, itsUnit]) {
    if (word) return [DIGITS.indexOf(word.toLowerCase()) + 1 + "0".repeat(UNITS[itsUnit.toLowerCase()])];
    const zeros = UNITS[unit.toLowerCase()];
    if (GROUPED.test(number)) return [bare(number) + "0".repeat(zeros)];
    const [whole, rest = ""] = number.replace(",", ".").split(".");
    return rest.length <= zeros ? [bare(whole + rest.padEnd(zeros, "0"))] : [];
  }

  function date(day, month, year) {
    if (day < 1 || day > 31 || month < 1 || month > 12) return [];
    const short = Number(day) + "/" + Number(month);
    return year ? [short + "/" + year, short] : [short];
  }

  function bare(number) {
    return number.replace(/\D/g, "").replace(/^0+(?=.)/, "");
  }
})();
