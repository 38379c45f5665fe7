// On a page opened from disk, a link to a folder would list its files: it is led to the page in it.
(function () {
  "use strict";
  if (location.protocol !== "file:") return;
  for (const link of document.links) lead(link);
  // Links that another script draws later.
  document.addEventListener("click", (event) => lead(event.target.closest("a[href]")), true);

  function lead(link) {
    if (link && link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }
})();
