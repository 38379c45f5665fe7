// The search page takes over the words from the address, into its field and into the link to a search engine.
(function () {
  "use strict";
  const field = document.getElementById("_q");
  const engine = document.querySelector("a[data-engine]");
  const words = new URLSearchParams(location.search).get("q");
  if (!field || !words) return;
  field.value = words;
  const address = new URL(engine.href);
  address.searchParams.set("q", address.searchParams.get("q") + " " + words);
  engine.href = address.href;
})();
