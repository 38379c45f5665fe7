// The choices of the search page: how many articles each would leave, and a button for each that is made. For results.js:
// bantin.refine.
(function () {
  "use strict";
  window.bantin.refine = refine;
  // As wide as a choice stands open: the first result is within the first screen all the same.
  const WIDE = "(min-width: 48em)";

  // `box`: the folded choices; `place`: where the buttons stand. `changed` is called when one is taken back.
  function refine(box, place, changed) {
    const choices = [...box.querySelectorAll("select")];
    const labels = new Map(choices.flatMap((choice) => [...choice.options].map((option) => [option, option.textContent])));
    for (const option of labels.keys()) option.value = option.value; // A portal's own template may leave it to the label.
    box.open = matchMedia(WIDE).matches;
    return { choices, show };

    // Which choices are made, and how many of `articles` each option of the others holds.
    function show(index, articles) {
      const counts = index ? counted(index, articles) : new Map();
      for (const choice of choices.filter(({ name }) => name !== "s")) {
        for (const option of choice.options) {
          const count = option.value ? counts.get(choice.name + option.value) || 0 : 0;
          option.textContent = labels.get(option) + (count ? " (" + count + ")" : "");
        }
      }
      place.replaceChildren(...choices.filter(({ value }) => value).map(button));
      place.hidden = !place.children.length;
    }

    function button(choice) {
      const made = document.createElement("button");
      const name = labels.get(choice.selectedOptions[0]);
      made.type = "button";
      made.className = "button";
      made.setAttribute("aria-label", place.dataset.remove.replace("{name}", name));
      made.textContent = name + " ×";
      made.addEventListener("click", () => {
        choice.value = "";
        changed();
      });
      return made;
    }
  }

  function counted(index, articles) {
    const counts = new Map();
    const add = (key) => counts.set(key, (counts.get(key) || 0) + 1);
    const parents = Object.fromEntries(index.categories.map(([id, , parent]) => [id, parent]));
    let year = 0;
    for (const at of articles) {
      const category = index.categories[index.category(at)];
      for (let id = category ? category[0] : ""; id; id = parents[id]) add("c" + id);
      while (year + 1 < index.years.length && at >= index.years[year + 1][1]) year++;
      add("y" + index.years[year][0]);
    }
    return counts;
  }
})();
