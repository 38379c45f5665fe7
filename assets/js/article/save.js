// The button "save": the article with its style and pictures in one file, which needs no network to be read. The files are
// asked for once more, which a page opened from disk may not do.
(function () {
  "use strict";
  const button = document.querySelector("[data-save]");
  const isAble = /^https?:$/.test(location.protocol) && !window.bantin.isInApp;
  if (!button || !isAble) return;
  const said = button.parentElement.querySelector(".said");
  const canonical = document.querySelector("link[rel=canonical]").href;
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const style = await (await got(document.querySelector("link[rel=stylesheet]").href)).text();
      const html = (await copied()).documentElement.outerHTML;
      // The style goes in as text: as an element it would be judged by this page's policy.
      keep("<!doctype html>\n" + html.replace("</head>", () => `<style>${style}</style></head>`));
      said.textContent = button.dataset.said;
    } catch (refused) {
      said.textContent = button.dataset.refused;
    }
    button.disabled = false;
    button.focus();
  });

  // A new page without scripts, made where nothing is loaded or shown.
  async function copied() {
    const page = document.implementation.createHTMLDocument();
    for (const name of ["lang", "data-theme", "data-size"]) {
      const value = document.documentElement.getAttribute(name);
      if (value) page.documentElement.setAttribute(name, value);
    }
    add(page, "meta", { charset: "utf-8" });
    page.title = document.title;
    add(page, "meta", { "http-equiv": "Content-Security-Policy", content: "default-src 'none'; style-src 'unsafe-inline'; img-src data:" });
    add(page, "meta", { name: "viewport", content: "width=device-width, initial-scale=1" });
    add(page, "link", { rel: "canonical", href: canonical });
    const banner = page.body.appendChild(page.createElement("header"));
    banner.className = "header";
    const layout = page.body.appendChild(page.createElement("div"));
    layout.className = "layout wrap";
    const main = layout.appendChild(page.createElement("main"));
    main.className = "main";
    for (const [place, part] of [[banner, ".banner"], [main, ".article"], [page.body, ".footer"]]) {
      place.append(await whole(page, document.querySelector(part)));
    }
    main.firstChild.prepend(origin(page));
    return page;
  }

  function add(page, name, attributes) {
    const element = page.head.appendChild(page.createElement(name));
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  }

  // Where it was saved, and when.
  function origin(page) {
    const line = page.createElement("p");
    const link = page.createElement("a");
    line.className = "article-meta";
    link.href = link.textContent = canonical;
    line.append(button.dataset.from, " ", link, ", ", new Date().toLocaleDateString(page.documentElement.lang));
    return line;
  }

  async function whole(page, part) {
    const copy = page.importNode(part, true);
    const shown = [...part.querySelectorAll("img")];
    const pictures = [...copy.querySelectorAll("img")];
    await Promise.all(pictures.map((picture, at) => embed(picture, shown[at])));
    for (const away of copy.querySelectorAll("source, audio, form, .needs-script, .share, .print-address")) away.remove();
    for (const frame of copy.querySelectorAll("iframe")) {
      const link = page.createElement("a");
      link.href = frame.src;
      link.textContent = frame.title || frame.src;
      frame.replaceWith(link);
    }
    for (const link of copy.querySelectorAll("a[href]")) {
      const href = link.getAttribute("href");
      if (!href.startsWith("#")) link.setAttribute("href", new URL(href, canonical).href);
    }
    for (const open of copy.querySelectorAll("details")) open.open = true;
    return copy;
  }

  async function embed(picture, shown) {
    const file = await (await got(shown.currentSrc || shown.src)).blob();
    for (const name of ["loading", "fetchpriority"]) picture.removeAttribute(name);
    picture.src = await new Promise((done, failed) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result);
      reader.onerror = failed;
      reader.readAsDataURL(file);
    });
  }

  async function got(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(address);
    return answer;
  }

  function keep(text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/html" }));
    link.download = (canonical.split("/").filter(Boolean).pop() || "index") + ".html";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }
})();
