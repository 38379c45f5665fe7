// Opens a picture large over the page; those of a gallery one after the other, by buttons, arrow keys or a finger's stroke.
// Whoever touches it again, or the button "+", sees it as wide and as high as the window, and scrolls: a page that was
// photographed can be read.
// The phone's way back closes it: it has a step of its own in the browser's history, which closing takes away again.
// Without it, and in browsers that know no dialogs, the link leads to the picture.
(function () {
  "use strict";
  const words = document.currentScript.dataset;
  const links = [...document.querySelectorAll("a.enlarge")];
  if (!links.length || !window.HTMLDialogElement) return;
  const STEP = "picture";
  let dialog, larger, shown = [], at = 0, left = null, touched = null;
  for (const link of links) {
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", open);
  }
  addEventListener("popstate", () => {
    if (!dialog) return;
    dialog.close();
    if (shown.includes(left)) left.focus();
    left = null;
  });

  function open(event) {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    dialog = dialog || make();
    const gallery = event.currentTarget.closest(".gallery");
    shown = gallery ? [...gallery.querySelectorAll("a.enlarge")] : [event.currentTarget];
    for (const button of dialog.querySelectorAll("[data-step]")) button.hidden = shown.length < 2;
    show(shown.indexOf(event.currentTarget));
    dialog.showModal();
    history.pushState(STEP, "");
  }

  function closed() {
    left = shown[at];
    left.focus();
    if (history.state === STEP) history.back();
  }

  function make() {
    const made = document.body.appendChild(document.createElement("dialog"));
    made.className = "viewer";
    made.setAttribute("aria-label", words.viewer);
    const figure = made.appendChild(document.createElement("figure"));
    figure.append(document.createElement("div"), document.createElement("figcaption"));
    figure.lastChild.setAttribute("aria-live", "polite");
    button(made, "×", words.close).addEventListener("click", () => made.close());
    larger = button(made, "+", words.larger);
    larger.dataset.larger = "";
    larger.addEventListener("click", () => enlarge(!isLarger()));
    for (const [step, sign, label] of [[-1, "‹", words.previous], [1, "›", words.next]]) {
      const turn = button(made, sign, label);
      turn.dataset.step = step;
      turn.addEventListener("click", () => show(at + step));
    }
    made.addEventListener("keydown", (event) => {
      const [x, y] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] || [0, 0];
      if (isLarger() && (x || y)) {
        event.preventDefault();
        figure.firstChild.scrollBy(x * 80, y * 80);
      } else if (x) show(at + x);
    });
    made.addEventListener("click", (event) => {
      if (event.target.matches("img")) enlarge(!isLarger());
      else if (!event.target.closest("button, figcaption")) made.close();
    });
    made.addEventListener("close", closed);
    made.addEventListener("touchstart", (event) => {
      touched = event.touches.length === 1 ? event.touches[0] : null; // Two fingers make it larger.
    }, { passive: true });
    made.addEventListener("touchend", (event) => {
      const way = touched ? event.changedTouches[0].clientX - touched.clientX : 0;
      const isZoomed = window.visualViewport && visualViewport.scale > 1.1;
      if (Math.abs(way) > 40 && !isZoomed && !isLarger()) show(at - Math.sign(way));
      touched = null;
    });
    return made;
  }

  function button(place, sign, label) {
    const made = place.appendChild(document.createElement("button"));
    made.type = "button";
    made.textContent = sign;
    made.setAttribute("aria-label", label);
    return made;
  }

  function isLarger() {
    return dialog.classList.contains("is-larger");
  }

  function enlarge(wanted) {
    dialog.classList.toggle("is-larger", wanted);
    const place = dialog.querySelector("figure > div");
    if (wanted) place.tabIndex = 0; // What scrolls is reached by keyboard.
    else place.removeAttribute("tabindex");
    larger.setAttribute("aria-pressed", wanted);
    larger.textContent = wanted ? "−" : "+";
  }

  function show(wanted) {
    enlarge(false);
    at = (wanted + shown.length) % shown.length;
    const [place, caption] = dialog.firstChild.children;
    const picture = shown[at].firstElementChild.cloneNode(true);
    for (const source of picture.querySelectorAll("source")) source.sizes = "100vw";
    const image = picture.matches("img") ? picture : picture.querySelector("img");
    image.removeAttribute("loading");
    if (picture === image) image.src = shown[at].href;
    place.replaceChildren(picture);
    const figure = shown[at].closest("figure");
    const said = figure && figure.querySelector("figcaption");
    const count = shown.length > 1 ? `${at + 1}/${shown.length}` : "";
    caption.textContent = [count, said ? said.textContent : image.alt].filter(Boolean).join(" · ");
    caption.lang = (said || shown[at].querySelector("img")).closest("[lang]").lang;
    if (!said) image.alt = "";
  }
})();
