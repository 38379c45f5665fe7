// Closes what is left open in the menu: when another place is opened or touched, and by Escape.
(function () {
  "use strict";
  const menu = document.querySelector(".menu");
  const places = [...menu.querySelectorAll(".menu-more")];
  const isWide = matchMedia("(min-width: 64em)");
  for (const place of places) {
    place.addEventListener("toggle", () => {
      if (place.open && isWide.matches) close(place);
    });
  }
  document.addEventListener("click", (event) => {
    if (isWide.matches && !menu.contains(event.target)) close();
  });
  menu.addEventListener("focusout", (event) => {
    if (isWide.matches && event.relatedTarget && !menu.contains(event.relatedTarget)) close();
  });
  menu.addEventListener("keydown", (event) => {
    const open = event.target.closest("details[open]") || menu.querySelector(".menu-button[open]");
    if (event.key !== "Escape" || !open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  function close(except) {
    for (const place of places) if (place !== except) place.open = false;
  }
})();
