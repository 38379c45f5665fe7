// What answers a query by itself: categories, tags, plain pages, bodies with their telephones and hours. For the scripts
// that follow: bantin.places.
(function () {
  "use strict";
  const { rootsIn, rootsOf } = window.bantin.words;
  const MOST = 3;
  // The part of a name that a query must say; of a body's, whose names are long; of one that is asked for its telephone.
  const ENOUGH = 0.6;
  const OF_BODY = 0.4;
  const OF_ASKED = 0.25;
  // What it is worth that a page's names say all that was asked, but none of them alone.
  const TOGETHER = 0.55;
  // Words that say what is wanted of a place, not which one.
  const WANTED = {
    vi:
      "số điện thoại|điện thoại|sđt|đt|số|số máy|máy bàn|hotline|đường dây nóng|giờ làm việc|giờ|làm việc|lịch làm việc|mở cửa|" +
      "đóng cửa|nghỉ|nghỉ trưa|trực|buổi|sáng|chiều|thứ bảy|chủ nhật|cuối tuần|địa chỉ|trụ sở|nằm|thư điện tử|email|e mail|mail|" +
      "thư|liên hệ với|liên lạc|gọi|gặp|hỏi|ai|cách|với|chuyên mục|mục|từ khóa|thẻ|trang|phường|xã|thị trấn|gồm|chức danh|" +
      "phụ trách",
    en:
      "telephone number|phone number|telephone|phone|number|hotline|call|contact|opening hours|office hours|hours|time|open|opens|" +
      "opening|close|closes|address|email|e mail|mail|category|tag|page|ward|the|of|and",
  };
  const BODY = {
    vi:
      "số điện thoại|điện thoại|sđt|đt|số máy|máy bàn|hotline|đường dây nóng|giờ|mở cửa|đóng cửa|địa chỉ|trụ sở|nằm ở|ở đâu|" +
      "thư điện tử|email|e mail|liên lạc|gọi|gặp ai",
    en: "telephone|phone|hotline|call|contact|hours|open|opens|close|closes|address|email|e mail|what time",
  };
  window.bantin.places = { answers };

  // The places that the words name, the one that is named best first; isWhole: most of its name was said. `typed` may be
  // a telephone number or an e-mail address, which names whom it belongs to.
  function answers(index, words, typed) {
    const language = index.language;
    const all = rootsOf(words.map((word) => word.form), language);
    const said = rootsOf(words.filter((word) => !word.isTalk).map((word) => word.form), language);
    const wanted = phrasesOf(WANTED, language);
    const asked = {
      meant: without(said, wanted),
      said,
      all,
      reached: reached(typed),
    };
    asked.isBody = phrasesOf(BODY, language).some((phrase) => says(all, phrase));
    asked.wanted = new Set(wanted.filter((phrase) => !phrase.includes(" ")));
    if (!asked.meant.length && !asked.isBody) return [];
    asked.isAny = asked.meant.every((word) => asked.wanted.has(word));
    index.shortForms = index.shortForms || shortForms(index.abbreviations);
    index.places = index.places || placesOf(index);
    asked.shortMeant = abbreviated(asked.meant, index.shortForms);
    return index.places
      .map((place) => ({ answer: place.answer, worth: worth(place, asked) }))
      .filter((found) => found.worth > 0)
      .sort((one, other) => other.worth - one.worth)
      .slice(0, MOST)
      .map((found) => ({ ...found, isWhole: found.worth >= ENOUGH }));
  }

  // Each answer with the roots of its names, of its lines, and of what a page begins with.
  function placesOf({ answers, pages, language, shortForms: forms }) {
    const leads = new Map(pages.map(([address, , lead]) => [address, lead]));
    const texts = answers.map(([, title, address, names, lines]) => [title, ...names, lines.join(" "), leads.get(address) || ""]);
    const roots = rootsIn(texts.flat(), language);
    let at = 0;
    return answers.map((answer, number) => {
      const its = roots.slice(at, (at += texts[number].length));
      const names = its.slice(0, -2).map((roots) => ({ roots, short: abbreviated(roots, forms) }));
      return { answer, names, told: its[its.length - 2], lead: its[its.length - 1] };
    });
  }

  function worth({ answer: [kind, , , , lines], names, told, lead }, asked) {
    const isBody = kind === "body";
    if (asked.reached) return isBody && lines.some((line) => plain(line).includes(asked.reached)) ? 2 : 0;
    if (asked.isBody && isBody && !lines.length) return 0;
    if (asked.isAny && asked.isBody && isBody) return shareOf(asked.all, told);
    const enough = !isBody ? ENOUGH : asked.isBody ? OF_ASKED : OF_BODY;
    const best = Math.max(...names.map((name) => matched(name, asked, enough)));
    const isAbout = kind === "page" && !best && holdsAll([...names.flatMap(({ roots }) => roots), ...lead], asked);
    const found = isAbout ? TOGETHER : best;
    if (!found) return 0;
    return found + (asked.isBody && isBody ? 1 : 0) + (isBody && lines.length ? 0.05 : 0);
  }

  // As the names are written, and with abbreviations for their full forms on both sides; also as names that are nothing
  // but words of asking (*liên lạc*), or whose words without marks are words of talk (*đô thị*, *thì*).
  function matched({ roots: name, short }, asked, enough) {
    if (name.length > 1 && name.length >= ENOUGH * asked.all.length && says(asked.all, name.join(" "))) return 1;
    const ways = [[name, asked.meant], [name, asked.said], [short, asked.shortMeant]];
    return Math.max(...ways.map(([own, meant]) => match(own, meant, asked.wanted, enough)));
  }

  // 1 if a name and what was asked are the same, less if either says more; 0 if they are not about the same.
  function match(name, asked, wanted, enough) {
    const named = name.filter((word) => !wanted.has(word));
    const own = named.length ? named : name;
    const kept = asked.filter((word) => !wanted.has(word) || name.includes(word));
    const meant = kept.filter((word) => !wanted.has(word));
    const needed = meant.length ? meant : kept;
    if (!needed.length || !needed.every((word) => name.includes(word))) return 0;
    const share = own.filter((word) => needed.includes(word)).length / own.length;
    const isInOrder = (" " + name.join(" ") + " ").includes(" " + needed.join(" ") + " ");
    return share >= (needed.length > 1 ? enough : ENOUGH) ? share * (isInOrder ? 1 : 0.8) : 0;
  }

  function holdsAll(bag, { meant, wanted }) {
    const needed = meant.filter((word) => !wanted.has(word));
    return needed.length > 1 && needed.every((word) => bag.includes(word));
  }

  // Of abbreviations with full forms of several words [" short ", " full form "], the longest first.
  function shortForms(abbreviations) {
    const some = abbreviations.filter(([, full]) => full.length > 1).sort(([, one], [, other]) => other.length - one.length);
    return some.map(([short, full]) => [` ${short} `, ` ${full.join(" ")} `]);
  }

  // Words with each full form replaced by its abbreviation.
  function abbreviated(roots, forms) {
    let text = " " + roots.join(" ") + " ";
    for (const [short, full] of forms) if (text.includes(full)) text = text.split(full).join(short);
    return text.trim().split(" ");
  }

  // A telephone number or an e-mail address that was typed whole; "" if it is none.
  function reached(typed) {
    const text = typed.trim();
    if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return plain(text);
    return /^[+(]?[\d\s.()-]+$/.test(text) && text.replace(/\D/g, "").length >= 6 ? plain(text.replace(/^\+84/, "0")) : "";
  }

  function plain(text) {
    return text.toLowerCase().replace(/[\s.()-]/g, "");
  }

  // Of phrases by language the roots, in one text each, the longest first.
  function phrasesOf(phrases, language) {
    const all = rootsIn((phrases[language] || "").split("|"), language).map((roots) => roots.join(" "));
    return all.filter(Boolean).sort((one, other) => other.length - one.length);
  }

  function says(roots, phrase) {
    return (" " + roots.join(" ") + " ").includes(" " + phrase + " ");
  }

  // Roots without phrases of several words.
  function without(roots, phrases) {
    let text = " " + roots.join(" ") + " ";
    for (const phrase of phrases) if (phrase.includes(" ")) text = text.split(" " + phrase + " ").join(" ");
    return text.trim().split(" ").filter(Boolean);
  }

  function shareOf(roots, others) {
    return roots.filter((root) => others.includes(root)).length / roots.length;
  }
})();
