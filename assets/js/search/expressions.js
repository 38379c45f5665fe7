// Numbers, money, telephones, times, dates and words with hyphens in a query: the same as bantin/search/expressions.py, held to the
// same table (tests/expressions.txt). For the scripts that follow: bantin.expressions.
(function () {
  "use strict";
  const { SPELT, valueOf } = window.bantin.cardinals;
  const UNITS = { k: 3, nghìn: 3, ngàn: 3, nghin: 3, ngan: 3, triệu: 6, trieu: 6, tr: 6, tỷ: 9, tỉ: 9, ty: 9, ti: 9 };
  const WHOLE_UNITS = "nghìn|ngàn|triệu|tỷ|tỉ";
  const ENGLISH_UNITS = { thousand: 3, million: 6 };
  const DIGITS = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"];
  // The longer ones before their beginnings: October is the last.
  const NAMED_MONTHS = [
    ["giêng gieng một mot", 1],
    ["hai", 2],
    ["ba", 3],
    ["tư tu bốn bon", 4],
    ["năm nam", 5],
    ["sáu sau", 6],
    ["bảy bay bẩy", 7],
    ["tám tam", 8],
    ["chín chin", 9],
    ["mười-một muoi-mot", 11],
    ["mười-hai muoi-hai chạp", 12],
    ["mười muoi", 10],
  ];
  const MONTH_NUMBERS = Object.fromEntries(
    NAMED_MONTHS.flatMap(([names, number]) => names.split(" ").map((name) => [name.replace("-", " "), number])),
  );
  const MONTHS = "january february march april may june july august september october november december".split(" ");
  const SHORT_MONTHS = "jan feb mar apr may jun jul aug sept sep oct nov dec".split(" ");
  const units = Object.keys(UNITS).join("|");
  const digits = DIGITS.join("|");
  const monthWord = "(" + [...MONTHS, ...SHORT_MONTHS].join("|") + ")\\b\\.?";
  const END = "(?![\\p{L}\\p{N}])";
  const YEAR = "((?:19|20)\\d\\d)(?!\\d)";
  const NUMBER = "\\d+(?:[.,]\\d+)*";
  const GROUPED = /^\d{1,3}(?:[.,]\d{3})+$/;
  const namedMonth = "th[aá]ng (" + Object.keys(MONTH_NUMBERS).join("|") + ")" + END;
  const RULES = [
    [
      "(?:\\+84[ .-]?|\\(?0)\\d{1,3}\\)?(?:([ .-]?)\\d{2,4}(?:\\1\\d{2,4}){1,2}|[ .-]\\d{6,7})(?!\\d)|" +
        "1[89]00[ .-]?\\d{4,6}(?!\\d)",
      telephone,
    ],
    ["((?:19|20)\\d\\d)[-/](\\d\\d?)[-/](\\d\\d?)(?!\\d)", ([, year, month, day]) => date(day, month, year)],
    ["(\\d\\d?)(?:[/.-]| th[aá]ng | )(\\d\\d?)(?:[/.-]|,? n[aă]m |, ?| )" + YEAR, ([, ...found]) => date(...found)],
    ["(\\d\\d?) " + namedMonth + "(?:(?:,? n[aă]m |, ?)" + YEAR + ")?", dayOfNamed],
    ["(\\d\\d?)([/.-])(\\d\\d?)\\2(\\d\\d)(?![\\d/]|[.,-]\\d)", ([, day, , number, year]) => date(day, number, "20" + year)],
    ["(\\d\\d?)(?:[/-]|,? n[aă]m | )" + YEAR + "(?![/-])", month],
    ["(\\d\\d?)(?:[/-]| th[aá]ng )(\\d\\d?)(?![\\d/]|[.,-]\\d)", ([, day, number]) => date(day, number)],
    ["(\\d+(?:[.,]\\d+)?) ?(" + units + ")(?:(\\d)(?!\\d)|( r[ưu][ỡo]i))?" + END, money],
    ["\\d{1,3}(?: \\d{3})*(?: 000)+(?!\\d)", ([number]) => [bare(number)]],
    [
      "([01]?\\d|2[0-4])(?: ?(?:giờ|gio|h|g) ?|:)([0-5]\\d)(?!\\d)(?: ?(?:phút|phut|p)" + END + ")?",
      ([, hour, minutes]) => [Number(hour) + "h" + minutes],
    ],
    ["([01]?\\d|2[0-4]) ?(?:giờ|gio|h|g)" + END, ([, hour]) => [Number(hour) + "h"]],
    [NUMBER, ([number]) => (GROUPED.test(number) ? [bare(number)] : [])],
  ].map(([pattern, names]) => [new RegExp(pattern, "iuy"), names]);
  const NAMED =
    `(\\d\\d?)(?:st|nd|rd|th)? (?:of )?${monthWord}(?:,? ${YEAR})?|` +
    `${monthWord} (\\d\\d?)(?:st|nd|rd|th)?(?!\\d)(?:,? ${YEAR})?`;
  const ENGLISH = [[new RegExp(NAMED, "iuy"), named], ...RULES];
  const BEGINS = /[+(]?\d/gu;
  const BEGINS_ENGLISH = new RegExp("[+(]?\\d|\\b" + monthWord + " \\d", "giu");
  const WORDS = {
    vi: [
      new RegExp(`${namedMonth}(?:,? n[aă]m |[/ ])${YEAR}`, "gu"),
      new RegExp(`(${SPELT.vi})${END}(?: (${units})${END})?|(${digits}) (${WHOLE_UNITS})${END}`, "gu"),
    ],
    en: [new RegExp(`${monthWord},? ${YEAR}`, "gu"), new RegExp(`(${SPELT.en})${END}(?: (thousand|million))?`, "gu")],
  };
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
    const isTaken = ({ start }) => found.some((one) => start >= one.start && start < one.stop);
    found.push(...inWords(text, language).filter((one) => !isTaken(one)));
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
    return date(day || itsDay, monthOf(name || itsName), year || itsYear);
  }

  function monthOf(name) {
    return MONTHS.findIndex((each) => each.startsWith(name.toLowerCase().slice(0, 3))) + 1;
  }

  function dayOfNamed([, day, name, year]) {
    return date(day, MONTH_NUMBERS[name.toLowerCase()], year);
  }

  function money([, number, unit, figure, half]) {
    const zeros = UNITS[unit.toLowerCase()];
    if (GROUPED.test(number)) return [bare(number) + "0".repeat(zeros)];
    const [whole, part = ""] = number.replace(",", ".").split(".");
    const rest = part || figure || (half ? "5" : "");
    return rest.length <= zeros ? [bare(whole + rest.padEnd(zeros, "0"))] : [];
  }

  // Numbers, and months with their year, in words; an edition in another language has none.
  function inWords(text, language) {
    if (!WORDS[language]) return [];
    const [months, numbers] = WORDS[language];
    const monthNumber = (name) => (language === "en" ? monthOf(name) : MONTH_NUMBERS[name]);
    const numberOf = ([, number, unit, digit, itsUnit]) =>
      number ? valueOf(number) + zerosOf(unit) : DIGITS.indexOf(digit) + 1 + zerosOf(itsUnit);
    return [
      ...wholes(text, months, ([, name, year]) => monthNumber(name) + "/" + year),
      ...wholes(text, numbers, numberOf),
    ];
  }

  // What of a text fits a pattern and does not begin within a word.
  function wholes(text, pattern, nameOf) {
    const lower = text.toLowerCase();
    const all = [];
    pattern.lastIndex = 0;
    for (let found; (found = pattern.exec(lower)); ) {
      if (/[\p{L}\p{N}]$/u.test(lower.slice(0, found.index))) pattern.lastIndex = found.index + 1;
      else all.push({ start: found.index, stop: found.index + found[0].length, names: [nameOf(found)] });
    }
    return all;
  }

  function zerosOf(unit) {
    return unit ? "0".repeat({ ...UNITS, ...ENGLISH_UNITS }[unit]) : "";
  }

  function date(day, month, year) {
    if (day < 1 || day > 31 || month < 1 || month > 12) return [];
    const short = Number(day) + "/" + Number(month);
    return year ? [short + "/" + year, short, Number(month) + "/" + year] : [short];
  }

  function bare(number) {
    return number.replace(/\D/g, "").replace(/^0+(?=.)/, "");
  }
})();
