// The list of articles: found by words, filtered by state, each with its badges.
import { ask } from "./ask.js";
import { moment, word } from "./words.js";

const $ = (selector) => document.querySelector(selector);
const AGAIN = 1000;
const SHOWN = 100;
const DAY = { day: "2-digit", month: document.documentElement.lang === "en" ? "long" : "2-digit", year: "numeric" };
const STATES = ["", "draft", "unapproved", "scheduled", "published", "expired", "withdrawn", "missing", "behind"];

export function articleList(desk, open) {
  let limit = SHOWN;

  async function load() {
    const told = await ask("articles");
    $("[data-unreadable]").hidden = !told.unreadable;
    if (told.unreadable) {
      const before = $("[data-unreadable] ul").textContent;
      if (before !== told.unreadable.join("")) $("[data-unreadable] ul").replaceChildren(...told.unreadable.map((each) => {
        const item = document.createElement("li");
        item.textContent = each;
        return item;
      }));
      setTimeout(load, AGAIN);
      return;
    }
    if (!told.articles) return; // nobody answers any more
    desk.articles = told.articles;
    desk.choices = told;
    const select = $("[data-new-form] select");
    const chosen = select.value;
    select.replaceChildren(...told.categories.filter((each) => !each.isRetired).map((each) => new Option(each.name, each.id)));
    if (chosen) select.value = chosen;
    $("[data-new-form] button").disabled = false; // before, there was no category to choose
    list();
  }

  function found(query) {
    const parts = folded(query).split(/\s+/).filter(Boolean);
    return desk.articles.filter((each) => {
      const text = folded(`${each.title} ${each.category} ${each.path}`);
      return parts.every((part) => text.includes(part));
    });
  }

  function list() {
    const state = $("[data-filter]").value;
    const fits = (each) => !state || each.state === state || (state === "missing" && each.missing.length) || (state === "behind" && each.isBehind);
    const shown = found($("[data-find]").value).filter(fits);
    $("[data-count]").textContent = word("count", { count: shown.length });
    $("[data-more]").hidden = shown.length <= limit;
    $("[data-articles]").replaceChildren(...shown.slice(0, limit).map(item));
    const known = desk.open && desk.articles.find((each) => each.path === desk.open.path);
    $("[data-standing]").replaceChildren(...(known ? badges(known) : []));
  }

  function item(each) {
    const row = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    const title = document.createElement("span");
    title.className = "name";
    title.textContent = each.title || each.path;
    title.lang = each.code;
    const line = document.createElement("small");
    line.append(...badges(each), [day(each.date), each.isPage ? word("page") : each.category, each.code.toUpperCase()].filter(Boolean).join(" · "));
    button.append(title, line);
    if (desk.open && desk.open.path === each.path) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => open(each.path));
    row.append(button);
    return row;
  }

  $("[data-filter]").replaceChildren(...STATES.map((state) => new Option(word(`state.${state || "all"}`), state)));
  $("[data-find]").addEventListener("input", () => { limit = SHOWN; list(); });
  $("[data-filter]").addEventListener("change", () => { limit = SHOWN; list(); });
  $("[data-more]").addEventListener("click", () => { limit += SHOWN; list(); });
  return { load, list, found };
}

function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}

function badges(each) {
  const marks = [word(`state.${each.state}`)];
  if (each.isBehind) marks.push(word("state.behind"));
  if (each.missing.length) marks.push(word("untranslated", { codes: each.missing.join(", ") }));
  return marks.map((mark) => {
    const badge = document.createElement("span");
    badge.className = "badge";
    badge.textContent = mark;
    return badge;
  });
}

function day(iso) {
  const [date, time] = iso.split("T");
  return date ? moment(new Date(`${date}T00:00`), DAY) + (time ? ` ${time}` : "") : "";
}
