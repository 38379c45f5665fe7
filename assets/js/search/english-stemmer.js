// An English word → its stem, by the English stemmer of the Snowball project: the same as bantin/search/stemmer.py, held to
// the same table (tests/stems.txt). For the scripts that follow: bantin.stem.
(function () {
  "use strict";
  const EXCEPTIONS = {
    __proto__: null, // `constructor` is a word like others
    skis: "ski",
    skies: "sky",
    idly: "idl",
    gently: "gentl",
    ugly: "ugli",
    early: "earli",
    only: "onli",
    singly: "singl",
  };
  for (const word of ["sky", "news", "howe", "atlas", "cosmos", "bias", "andes"]) EXCEPTIONS[word] = word;
  const REGION = /.*?[aeiouy][^aeiouy]/y;
  const REGION_1 = /(?:arsen|commun|emerg|gener|inter|later|organ|past|univers)|.*?[aeiouy][^aeiouy]/y;
  const SHORT = /(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy]|past)$/;
  const STEP_2 = {
    tional: "tion",
    enci: "ence",
    anci: "ance",
    abli: "able",
    entli: "ent",
    izer: "ize",
    ization: "ize",
    ational: "ate",
    ation: "ate",
    ator: "ate",
    alism: "al",
    aliti: "al",
    alli: "al",
    fulness: "ful",
    fulli: "ful",
    ousli: "ous",
    ousness: "ous",
    iveness: "ive",
    iviti: "ive",
    biliti: "ble",
    bli: "ble",
    ogist: "og",
    ogi: "og",
    lessli: "less",
    li: "",
  };
  const STEP_3 = {
    tional: "tion",
    ational: "ate",
    alize: "al",
    icate: "ic",
    iciti: "ic",
    ical: "ic",
    ative: "",
    ful: "",
    ness: "",
  };
  const STEP_4 = "ement ment able ible ance ence ant ent ism ate iti ous ive ize ion al er ic".split(" ");
  window.bantin.stem = stem;

  function stem(word) {
    if (word.length < 3 || word in EXCEPTIONS) return EXCEPTIONS[word] || word;
    word = word.replace(/(^|[aeiouy])y/g, "$1Y");
    const first = end(REGION_1, word, 0);
    const second = end(REGION, word, first);
    word = withoutPast(withoutPlural(word), first);
    if (word.length > 2) word = word.replace(/([^aeiouy])[yY]$/, "$1i");
    word = step2(word, first);
    word = step3(word, first, second);
    word = step4(word, second);
    return step5(word, first, second).replace(/Y/g, "y");
  }

  function end(region, word, start) {
    region.lastIndex = start;
    return region.test(word) ? region.lastIndex : word.length;
  }

  function withoutPlural(word) {
    if (word.endsWith("sses")) return word.slice(0, -2);
    if (/ie[ds]$/.test(word)) return word.slice(0, word.length > 4 ? -2 : -1);
    return /[^su]s$/.test(word) && /[aeiouy]/.test(word.slice(0, -2)) ? word.slice(0, -1) : word;
  }

  // Without -ed and -ing, and what they did to the word before them.
  function withoutPast(word, first) {
    const eed = /eed(?:ly)?$/.exec(word);
    if (eed) {
      const stem = word.slice(0, eed.index);
      return eed.index < first || ["succ", "proc", "exc"].includes(stem) ? word : stem + "ee";
    }
    const past = /(?:edly|ingly|ed|ing)$/.exec(word);
    if (!past || /^(?:even|cann|inn|earr|herr|out)ing$/.test(word)) return word;
    const stem = word.slice(0, past.index);
    if (past[0] === "ing" && /^[^aeiouy][yY]$/.test(stem)) return stem[0] + "ie";
    if (!/[aeiouy]/.test(stem)) return word;
    if (/(?:at|bl|iz)$/.test(stem)) return stem + "e";
    if (/([bdfgmnprt])\1$/.test(stem)) return stem.length === 3 && /^[aeo]/.test(stem) ? stem : stem.slice(0, -1);
    return stem.length === first && SHORT.test(stem) ? stem + "e" : stem;
  }

  function step2(word, first) {
    const [ending, stem] = parted(Object.keys(STEP_2), word);
    if (!ending || stem.length < first) return word;
    if ((ending === "ogi" && !/l$/.test(stem)) || (ending === "li" && !/[cdeghkmnrt]$/.test(stem))) return word;
    return stem + STEP_2[ending];
  }

  function step3(word, first, second) {
    const [ending, stem] = parted(Object.keys(STEP_3), word);
    if (!ending || stem.length < first || (ending === "ative" && stem.length < second)) return word;
    return stem + STEP_3[ending];
  }

  function step4(word, second) {
    const [ending, stem] = parted(STEP_4, word);
    return !ending || stem.length < second || (ending === "ion" && !/[st]$/.test(stem)) ? word : stem;
  }

  function step5(word, first, second) {
    const stem = word.slice(0, -1);
    if (word.endsWith("e")) {
      return stem.length >= second || (stem.length >= first && !SHORT.test(stem)) ? stem : word;
    }
    return word.endsWith("ll") && stem.length >= second ? stem : word;
  }

  // The longest of the endings, and what stands before it.
  function parted(endings, word) {
    const fitting = endings.filter((ending) => word.endsWith(ending));
    const ending = fitting.reduce((longest, one) => (one.length > longest.length ? one : longest), "");
    return [ending, word.slice(0, word.length - ending.length)];
  }
})();
