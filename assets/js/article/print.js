// The button "print", and on every print sheet the page's address as a QR code (code.js), drawn when paper is asked for.
(function () {
  "use strict";
  const place = document.querySelector(".print-address");
  const address = document.querySelector("link[rel=canonical]");
  for (const button of document.querySelectorAll("[data-print]")) {
    if (window.bantin.isInApp) button.hidden = true;
    else button.addEventListener("click", printWhole);
  }
  if (place && address) window.addEventListener("beforeprint", draw);

  // Pictures that were left for later come first, but on a slow line nobody waits long.
  async function printWhole() {
    const pictures = [...document.querySelectorAll("main img")];
    for (const picture of pictures) picture.loading = "eager";
    const enough = new Promise((done) => setTimeout(done, 3000));
    await Promise.race([enough, Promise.all(pictures.map((picture) => picture.decode().catch(() => {})))]);
    print();
  }

  function draw() {
    const old = place.querySelector("svg");
    if (old) old.remove();
    const rows = window.bantin.code(address.href);
    if (rows) place.prepend(picture(rows));
  }

  // A square for each dark module, with the four light ones around that readers of codes ask for.
  function picture(rows) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = svg.appendChild(document.createElementNS(svg.namespaceURI, "path"));
    const length = rows.length + 8;
    svg.setAttribute("viewBox", `0 0 ${length} ${length}`);
    svg.setAttribute("shape-rendering", "crispEdges");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", rows.map((row, y) => row.map((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : "")).join("")).join(""));
    return svg;
  }
})();
