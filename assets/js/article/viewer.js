// Opens a picture large over the page; those of a gallery one after the other, by buttons, arrow keys or a finger's stroke.
// The phone's way back closes it: it has a step of its own in the browser's history, which closing takes away again.
// Without it, and in browsers that know no dialogs, the link leads to the picture.
(function () {
  "use strict";
  const words = document.currentScript.dataset;
  const links = [...document.querySelectorAll("a.enlarge")];
  if (!links.length || !window.HTMLDialogElement) return;
  const STEP = "picture";
  let dialog, shown = [], at = 0, left = null, touched = null;
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
    for (const [step, sign, label] of [[-1, "‹", words.previous], [1, "›", words.next]]) {
      const turn = button(made, sign, label);
      turn.dataset.step = step;
      turn.addEventListener("click", () => show(at + step));
    }
    made.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step) show(at + step);
    });
    made.addEventListener("click", (event) => {
      if (!event.target.closest("button, img, figcaption")) made.close();
    });
    made.addEventListener("close", closed);
    made.addEventListener("touchstart", (event) => {
      touched = event.touches.length === 1 ? event.touches[0] : null; // Two fingers make it larger.
    }, { passive: true });
    made.addEventListener("touchend", (event) => {
      const way = touched ? event.changedTouches[0].clientX - touched.clientX : 0;
      const isZoomed = window.visualViewport && visualViewport.scale > 1.1;
      if (Math.abs(way) > 40 && !isZoomed) show(at - Math.sign(way));
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

  function show(wanted) {
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
