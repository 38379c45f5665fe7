// What answers a query by itself: categories, tags, plain pages, bodies with their telephones and hours. For the scripts
// that follow: bantin.places.
(function () {
  "use strict";
  const { exact, root } = window.bantin.words;
  const MOST = 3;
  // The part of a name that a query must say.
  const ENOUGH = 0.6;
  // Words that say what is wanted of a place, not which one.
  const WANTED = {
    vi: "số điện thoại|điện thoại|sđt|đt|số|giờ làm việc|giờ|làm việc|lịch làm việc|địa chỉ|thư điện tử|email|thư|liên hệ với|" +
      "chuyên mục|mục|từ khóa|thẻ|trang|phường|xã|thị trấn",
    en: "telephone number|phone number|telephone|phone|number|opening hours|office hours|hours|address|email|category|tag|page|ward",
  };
  const BODY = { vi: "số điện thoại|điện thoại|sđt|đt|giờ|địa chỉ|thư điện tử|email", en: "telephone|phone|hours|address|email" };
  window.bantin.places = { answers };

  // The places that the words name, the one that is named best first.
  function answers(index, words) {
    const language = index.language;
    const asked = rootsOf(words.filter((word) => !word.isTalk).map((word) => word.form), language);
    const all = rootsOf(words.map((word) => word.form), language);
    if (!asked.length) return [];
    const isBody = mentions(all, BODY[language], language);
    return index.answers
      .map((answer) => ({ answer, worth: worth(answer, asked, isBody, language) }))
      .filter(({ worth }) => worth > 0)
      .sort((one, other) => other.worth - one.worth)
      .slice(0, MOST)
      .map(({ answer }) => answer);
  }

  function worth([kind, title, , names, lines], asked, isBody, language) {
    if (isBody && kind === "body" && !lines.length) return 0;
    const wanted = new Set((WANTED[language] || "").split("|").flatMap((phrase) => rootsOf(exact(phrase), language)));
    const best = Math.max(
      ...[title, ...names].map((name) => match(rootsOf(exact(name), language), asked, wanted, kind === "body" && isBody)),
    );
    if (!best) return 0;
    return best + (isBody && kind === "body" ? 1 : 0) + (kind === "body" && lines.length ? 0.05 : 0);
  }

  // 1 if a name and what was asked are the same, less if either says more; 0 if they are not about the same.
  function match(name, asked, wanted, isLoose) {
    const named = name.filter((word) => !wanted.has(word));
    const own = named.length ? named : name;
    const kept = asked.filter((word) => !wanted.has(word) || name.includes(word));
    const meant = kept.filter((word) => !wanted.has(word));
    const needed = meant.length ? meant : kept;
    if (!needed.length || !needed.every((word) => name.includes(word))) return 0;
    const share = own.filter((word) => needed.includes(word)).length / own.length;
    const isInOrder = (" " + name.join(" ") + " ").includes(" " + needed.join(" ") + " ");
    return share >= (isLoose ? 0.3 : ENOUGH) ? share * (isInOrder ? 1 : 0.8) : 0;
  }

  function mentions(all, phrases, language) {
    const text = " " + all.join(" ") + " ";
    return (phrases || "").split("|").some((phrase) => phrase && text.includes(" " + rootsOf(exact(phrase), language).join(" ") + " "));
  }

  function rootsOf(forms, language) {
    return forms.map((form) => root(form, language));
  }
})();
