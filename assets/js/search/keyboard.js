// What a Vietnamese keyboard (Telex, VNI) left in a word that was typed while it was switched off → the word that was
// meant. For the scripts that follow: bantin.keyboard.
(function () {
  "use strict";
  const { fold } = window.bantin.words;
  const TONES = { s: "\u0301", f: "\u0300", r: "\u0309", x: "\u0303", j: "\u0323" };
  const NUMBERS = { 1: "\u0301", 2: "\u0300", 3: "\u0309", 4: "\u0303", 5: "\u0323" };
  const TONE = /[\u0300\u0301\u0303\u0309\u0323]/;
  const HAT = "\u0302";
  const HORN = "\u031b";
  const BOWL = "\u0306";
  const SYLLABLE = new RegExp(
    "^(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x|)" +
      "(?:a(?:c|ch|i|m|n|ng|nh|o|p|t|u|y)?|e(?:c|m|n|ng|o|p|t|u)?|" +
      "e(?:ch|nh)|i(?:a|c|ch|m|n|nh|p|t|u|e(?:c|m|n|ng|p|t|u))?|o(?:c|i|m|n|ng|p|t)?|" +
      "o(?:a(?:c|ch|i|m|n|ng|nh|o|p|t|y)?|e(?:n|o|t|m)?|oc|ong)|" +
      "u(?:a|c|i|m|n|ng|p|t|u|e|ech|enh|o|y|a(?:n|ng|t|y)|o(?:c|i|m|n|ng|p|t|u)|y(?:a|ch|en|et|nh|t|u|p))?|" +
      "y(?:e(?:m|n|t|u|ng))?)$",
  );
  window.bantin.keyboard = { isSyllable, undo };

  // Whether Vietnamese has such a syllable; marks do not count.
  function isSyllable(word) {
    return SYLLABLE.test(fold(word));
  }

  // The word with its marks; "" if no keyboard left anything in it.
  function undo(written) {
    const word = written.normalize("NFC").toLowerCase();
    if (/^[\p{L}]+$/u.test(word)) return isSyllable(word) ? "" : telex(word);
    return /^\p{L}+\d[\p{L}\d]*$/u.test(word) ? vni(word) : "";
  }

  function telex(word) {
    const shaped = shapes(word);
    if (isSyllable(shaped)) return shaped;
    // A tone's key follows a vowel, and a word that bears a tone has none more.
    if (TONE.test(word.normalize("NFD"))) return "";
    const first = word.search(/[aeiouywâêôăơư]/);
    for (let at = word.length - 1; first >= 0 && at > first; at--) {
      const tone = TONES[word[at]];
      const rest = tone && shapes(word.slice(0, at) + word.slice(at + 1));
      if (rest && isSyllable(rest)) return toned(rest, tone);
    }
    return "";
  }

  function shapes(word) {
    return word
      .replace(/^dd|^d(.*)d$/, "đ$1")
      .replace(/([aeo])\1|([aeo])([a-z]*)\2$/, (_, one, two, between) => marked(one || two, HAT) + (between || ""))
      .replace(/u?w?ow|uo([a-z]*)w$/, (found, between) => (found === "ow" ? "ơ" : "ươ" + (between || "")))
      .replace(/([aou])w|([aou])([a-z]*)w$/, (_, one, two, between) => {
        return marked(one || two, (one || two) === "a" ? BOWL : HORN) + (between || "");
      })
      .replace(/w/g, "ư");
  }

  // A figure that fits no letter counts as mistyped. Whoever knows both keyboards mixes them: `dda8ng`, `nuow1c`.
  function vni(word) {
    if (TONE.test(word.normalize("NFD"))) return "";
    const letters = word.replace(/\d/g, "");
    let shaped = isSyllable(letters) ? letters : telex(letters);
    if (!shaped) return "";
    if (/9/.test(word)) shaped = shaped.replace(/^d/, "đ");
    if (/6/.test(word)) shaped = shaped.replace(/[aeo](?!.*[eo])/, (letter) => marked(letter, HAT));
    if (/8/.test(word)) shaped = shaped.replace(/a/, (letter) => marked(letter, BOWL));
    if (/7/.test(word)) shaped = shaped.replace(/uo|[ou]/, (found) => [...found].map((letter) => marked(letter, HORN)).join(""));
    const tone = !TONE.test(shaped.normalize("NFD")) && word.match(/[1-5]/);
    return tone ? toned(shaped, NUMBERS[tone[0]]) : shaped;
  }

  // With its tone on the letter that bears it: one with a hat or a horn, else by the rules of spelling.
  function toned(word, tone) {
    const beginning = /^(?:qu|gi(?=[aeiouyâêôăơư]))/.exec(word);
    const from = beginning ? beginning[0].length : 0;
    const vowels = [...word.slice(from).matchAll(/[aeiouyâêôăơư]/g)].map((found) => found.index + from);
    const hatted = vowels.filter((at) => /[âêôăơư]/.test(word[at]));
    const isClosed = vowels.length && vowels[vowels.length - 1] < word.length - 1;
    const usual = vowels.length > 1 && (isClosed || vowels.length > 2) ? vowels[1] : vowels[0];
    const ends = /(?:oa|oe|uy)$/.test(word) && !beginning ? vowels[vowels.length - 1] : usual;
    const at = hatted.length ? hatted[hatted.length - 1] : ends;
    return at === undefined ? word : word.slice(0, at) + marked(word[at], tone) + word.slice(at + 1);
  }

  function marked(letter, mark) {
    return (letter + mark).normalize("NFC");
  }
})();
