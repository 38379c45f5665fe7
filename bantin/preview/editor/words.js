// The editor's own words, in the language of the portal's messages.
let known = {};

export async function words() {
  known = await (await fetch("words.json")).json();
}

export const hasWord = (key) => key in known;

export function word(key, values = {}) {
  return (known[key] || key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export function fill(within) {
  for (const element of within.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of within.querySelectorAll("[data-label]")) element.setAttribute("aria-label", word(element.dataset.label));
  for (const element of within.querySelectorAll("[data-hint]")) element.placeholder = word(element.dataset.hint);
}

// A day, or a day and an hour, in the language of these words; `style` as for Intl.DateTimeFormat. English days come
// first, as residents of Việt Nam read them.
export function moment(date, style) {
  const { lang } = document.documentElement;
  return new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, style).format(date);
}
