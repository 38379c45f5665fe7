// Writing in the browser: the list of articles, the form of one, its text, and its page beside it.
import { ask, send, sendFile } from "./ask.js";
import { fill, word, words } from "./words.js";
import { buildForm, readForm, showProblems } from "./form.js";
import { buildToolbar, insert } from "./toolbar.js";
import { confirmWith } from "./dialog.js";
import { orders } from "./orders.js";

const $ = (selector, within = document) => within.querySelector(selector);
const PAUSE = 500;
const AGAIN = 1000;
const SHOWN = 100;

const desk = { articles: [], choices: {}, open: null, limit: SHOWN, timer: 0, rendering: 0 };
window.addEventListener("beforeunload", (event) => isChanged() && event.preventDefault());

await words();
fill(document);
buildToolbar($("[data-toolbar]"), { textarea: $("[data-body]"), desk, file: addFile, paste: pasteHtml });
for (const button of document.querySelectorAll("[data-tab]")) button.addEventListener("click", () => show(button.dataset.tab));
$("[data-find]").addEventListener("input", () => { desk.limit = SHOWN; list(); });
$("[data-filter]").addEventListener("change", () => { desk.limit = SHOWN; list(); });
$("[data-more]").addEventListener("click", () => { desk.limit += SHOWN; list(); });
$("[data-new-form]").addEventListener("submit", (event) => { event.preventDefault(); begin(new FormData(event.target)); });
$("[data-bring]").addEventListener("click", () => {
  const input = $("[data-file]");
  input.accept = ".docx,.html,.htm,.mhtml,.txt,.xlsx";
  input.onchange = async () => { const files = [...input.files]; input.value = ""; for (const file of files) await bring(file); };
  input.click();
});
$("[data-form]").addEventListener("submit", (event) => event.preventDefault());
$("[data-form]").addEventListener("input", touched);
$("[data-body]").addEventListener("input", touched);
$("[data-body]").addEventListener("paste", pasted);
$("[data-body]").addEventListener("dragover", (event) => event.preventDefault());
$("[data-body]").addEventListener("drop", dropped);
for (const button of document.querySelectorAll("[data-do]")) button.addEventListener("click", () => actions[button.dataset.do]());
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); actions.save(); }
});
$("[data-filter]").replaceChildren(...["", "draft", "unapproved", "scheduled", "published", "expired", "withdrawn", "missing", "behind"].map(
  (state) => new Option(word(`state.${state || "all"}`), state)));

function show(pane) {
  document.body.dataset.shown = pane;
  for (const section of document.querySelectorAll("[data-pane]")) section.hidden = section.dataset.pane !== pane;
  for (const tab of document.querySelectorAll("[data-tab]")) tab.setAttribute("aria-pressed", tab.dataset.tab === pane);
}

function say(key, values) { $("[data-state]").textContent = key ? word(key, values) : ""; }

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
  desk.articles = told.articles;
  desk.choices = told;
  const select = $("[data-new-form] select");
  select.replaceChildren(...told.categories.filter((each) => !each.isRetired).map((each) => new Option(each.name, each.id)));
  $("[data-new-form] button").disabled = false; // before, there was no category to choose
  list();
}

function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}

export function found(query) {
  const parts = folded(query).split(/\s+/).filter(Boolean);
  return desk.articles.filter((each) => {
    const text = folded(`${each.title} ${each.category} ${each.path}`);
    return parts.every((part) => text.includes(part));
  });
}
desk.found = found;

function list() {
  const state = $("[data-filter]").value;
  const fits = (each) => !state || each.state === state || (state === "missing" && each.missing.length) || (state === "behind" && each.isBehind);
  const shown = found($("[data-find]").value).filter(fits);
  $("[data-count]").textContent = word("count", { count: shown.length });
  $("[data-more]").hidden = shown.length <= desk.limit;
  $("[data-articles]").replaceChildren(...shown.slice(0, desk.limit).map((each) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    const title = document.createElement("span");
    title.className = "name";
    title.textContent = each.title || each.path;
    title.lang = each.code;
    const line = document.createElement("small");
    const marks = [word(`state.${each.state}`)];
    if (each.isBehind) marks.push(word("state.behind"));
    if (each.missing.length) marks.push(word("untranslated", { codes: each.missing.join(", ") }));
    for (const mark of marks) {
      const badge = document.createElement("span");
      badge.className = "badge";
      badge.textContent = mark;
      line.append(badge);
    }
    line.append([day(each.date), each.category, each.code.toUpperCase()].filter(Boolean).join(" · "));
    button.append(title, line);
    if (desk.open && desk.open.path === each.path) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => open(each.path));
    item.append(button);
    return item;
  }));
}

function day(iso) {
  const [date, time] = iso.split("T");
  return date ? date.split("-").reverse().join("/") + (time ? ` ${time}` : "") : "";
}

async function begin(data) {
  const made = await send("new", { title: data.get("title"), category: data.get("category") });
  if (made.problems) return notice(made.problems.join("\n"));
  $("[data-new-form]").reset();
  $("[data-new]").open = false;
  await open(made.path);
}

async function bring(file) {
  say("bringing");
  const told = await sendFile("bring", { name: file.name }, file);
  say("");
  if (!told.paths || !told.paths.length) return notice((told.problems || [word("bring.nothing")]).join("\n"));
  await load();
  await open(told.paths[0]);
  const lines = [told.paths.length > 1 ? word("bring.several", { count: told.paths.length }) : word("bring.look"), ...told.notes];
  if (told.leftOut.length) lines.push(word("paste.left", { words: told.leftOut.join(" · ") }));
  notice(lines.join("\n"));
}

async function open(path) {
  if (isChanged() && !(await confirmWith(word("leave.title"), word("leave"), word("leave.ok")))) return;
  const told = await ask("article", { path });
  if (!told.path) return say("gone");
  take(told);
  history.replaceState(null, "", `#${encodeURIComponent(path)}`);
  const kept = localStorage.getItem(`bantin:${path}`);
  if (kept && kept !== JSON.stringify(snapshot())) offerKept(kept);
  else localStorage.removeItem(`bantin:${path}`);
  for (const tab of document.querySelectorAll("[data-tab]")) tab.disabled = false;
  show("write");
  list();
  ($("[data-form] input") || $("[data-body]")).focus();
  await render();
}

function take(told) {
  clearTimeout(desk.timer);
  const known = desk.articles.find((each) => each.path === told.path);
  desk.open = { ...told, known, address: known && known.address ? known.address : "" };
  $("[data-notices]").replaceChildren();
  $("[data-path]").textContent = told.path;
  buildForm($("[data-form]"), told, { choices: desk.choices, file: addFile, view: desk.open.address });
  $("[data-body]").value = told.isForm ? told.body.replace(/^\n/, "") : told.text;
  $("[data-body]").lang = told.code || "vi";
  desk.open.lead = told.isForm && told.body.startsWith("\n") ? "\n" : "";
  $("[data-do=translate]").hidden = !told.isForm || told.isTranslation || desk.choices.languages.length < 2 || isTranslated(told.path);
  $("[data-do=current]").hidden = !told.isTranslation;
  const isArticle = told.isForm && !told.isPage;
  $("[data-do=approve]").hidden = !isArticle || !desk.choices.isApproved;
  for (const name of ["withdraw", "correct"]) $(`[data-do=${name}]`).hidden = !isArticle || told.isTranslation && name === "withdraw";
  desk.open.saved = JSON.stringify(snapshot());
  $("[data-do=save]").disabled = true;
  say("");
  showOriginal();
}

function snapshot() {
  const told = desk.open;
  return told.isForm ? { values: readForm($("[data-form]"), told), body: told.lead + $("[data-body]").value } : { text: $("[data-body]").value };
}

function isChanged() { return desk.open !== null && JSON.stringify(snapshot()) !== desk.open.saved; }

function changes() {
  const now = snapshot();
  if (!desk.open.isForm) return now;
  const before = JSON.parse(desk.open.saved);
  const values = Object.fromEntries(Object.entries(now.values).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before.values[name])));
  return now.body === before.body ? { values } : { values, body: now.body };
}

function touched() {
  const changed = isChanged();
  $("[data-do=save]").disabled = !changed;
  say(changed ? "unsaved" : "");
  clearTimeout(desk.timer);
  desk.timer = setTimeout(async () => {
    if (isChanged()) localStorage.setItem(`bantin:${desk.open.path}`, JSON.stringify(snapshot()));
    await render();
  }, PAUSE);
}

async function render() {
  const number = ++desk.rendering;
  const told = await send("render", { path: desk.open.path, ...changes() });
  if (number !== desk.rendering || !desk.open) return;
  const problems = told.problems || [];
  showProblems($("[data-form]"), $("#body-problems"), problems.map((each) => typeof each === "string" ? { field: "", words: each } : each), $("[data-body]"));
  const errors = problems.filter((each) => !each.isWarning).length;
  $("[data-view-state]").textContent = told.address ? "" : word(errors ? "view.wrong" : "view.none");
  if (!told.address) return;
  const frame = $("[data-view]");
  frame.title = word("tab.view");
  const address = `view/${told.address}`;
  const place = frame.contentWindow && frame.src.endsWith(address) ? frame.contentWindow.scrollY : 0;
  frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, place), { once: true });
  if (frame.src.endsWith(address)) frame.contentWindow.location.reload(); else frame.src = address;
}

const actions = {
  ...orders({ desk, isChanged, save: () => actions.save(), finish, conflict, notice, render }),
  async save() {
    if (!desk.open || !isChanged()) return;
    say("saving");
    const path = desk.open.path;
    const told = await send("save", { path, version: desk.open.version, base: desk.open.base, ...changes() });
    if ("theirs" in told) return conflict(told);
    if (told.problems || !told.version) { say("unsaved"); return notice((told.problems || [word("unsaved.reason")]).join("\n")); }
    finish(told);
  },
  async like() {
    const title = await confirmWith(word("like"), word("like.title"), word("new.make"), desk.open.values ? desk.open.values.title : "");
    if (!title) return;
    const made = await send("new", { title, like: desk.open.path });
    if (made.problems) return notice(made.problems.join("\n"));
    await load();
    await open(made.path);
  },
  async translate() {
    const made = await send("translate", { path: desk.open.path });
    if (made.problems) return notice(made.problems.join("\n"));
    await load();
    await open(made.path);
  },
  async current() {
    const original = await ask("article", { path: originalPath() });
    const field = $("[data-form] [name=original]");
    if (original.digest && field) { field.value = original.digest; touched(); }
  },
  async history() {
    const told = await ask("history", { path: desk.open.path });
    const name = await confirmWith(word("history"), told.versions.length ? word("history.choose") : word("history.none"), word("history.take"), undefined,
      told.versions.map((each) => [each.name, new Date(each.instant).toLocaleString(document.documentElement.lang)]),
      async (chosen) => (await ask("version", { path: desk.open.path, name: chosen })).text);
    if (!name) return;
    const version = await ask("version", { path: desk.open.path, name });
    const saved = await send("save", { path: desk.open.path, version: desk.open.version, text: version.text });
    if ("theirs" in saved) return conflict(saved);
    finish(saved);
    await render();
  },
};

function finish(told) {
  localStorage.removeItem(`bantin:${told.path}`);
  const place = $("[data-body]").selectionStart;
  const within = document.activeElement === $("[data-body]");
  take(told);
  if (within) { $("[data-body]").focus(); $("[data-body]").setSelectionRange(place, place); }
  say("saved");
  load();
  setTimeout(load, 1500); // the preview has read it by then
}

function isTranslated(path) {
  const stem = path.replace(/\.md$/, "");
  return desk.articles.some((each) => each.isTranslation && each.path.replace(/\.[A-Za-z]{2}\.md$/, "") === stem);
}

function conflict(told) {
  say("unsaved");
  const mine = snapshot();
  notice(word(told.theirs ? "conflict" : "conflict.gone"), told.theirs ? [
    [word("conflict.theirs"), async () => { take(told.theirs); await render(); }],
    [word("conflict.mine"), async () => { desk.open.version = told.theirs.version; const saved = await send("save", { path: desk.open.path, version: told.theirs.version, ...changes() }); if (saved.version) finish(saved); }],
    [word("conflict.both"), () => confirmWith(word("conflict.both"), "", word("close"), undefined, [], async () => "", told.theirs.isForm ? told.theirs.body : told.theirs.text)],
  ] : [
    [word("conflict.mine"), async () => { const saved = await send("save", { path: desk.open.path, version: "", base: desk.open.base, ...changes() }); if (saved.version) finish(saved); }],
  ]);
  localStorage.setItem(`bantin:${desk.open.path}`, JSON.stringify(mine));
}

function offerKept(kept) {
  notice(word("kept"), [
    [word("kept.take"), () => { const mine = JSON.parse(kept); restore(mine); touched(); $("[data-notices]").replaceChildren(); }],
    [word("kept.leave"), () => { localStorage.removeItem(`bantin:${desk.open.path}`); $("[data-notices]").replaceChildren(); }],
  ]);
}

function restore(mine) {
  if (mine.values) buildForm($("[data-form]"), { ...desk.open, values: { ...desk.open.values, ...mine.values } }, { choices: desk.choices, file: addFile, view: desk.open.address });
  $("[data-body]").value = "body" in mine ? mine.body.slice(desk.open.lead.length) : mine.text;
}

function notice(text, buttons = [[word("close"), () => $("[data-notices]").replaceChildren()]]) {
  const box = document.createElement("div");
  const words = document.createElement("p");
  words.textContent = text;
  const row = document.createElement("div");
  row.className = "row";
  for (const [label, act] of buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", act);
    row.append(button);
  }
  box.append(words, row);
  $("[data-notices]").replaceChildren(box);
  show(desk.open ? "write" : "list");
}

// ---- files, pasting

async function addFile(file) {
  if (!desk.open) return null;
  const told = await sendFile("file", { path: desk.open.path, name: file.name }, file);
  if (told.problems) { notice(told.problems.join("\n")); return null; }
  return told.path || null;
}

async function pasteHtml(html, text) {
  const told = await send("paste", { html, text });
  if (told.leftOut && told.leftOut.length) notice(word("paste.left", { words: told.leftOut.join(" · ") }));
  return told.markdown || text;
}

async function pasted(event) {
  const data = event.clipboardData;
  if (data.files.length) { event.preventDefault(); return addPictures([...data.files]); }
  const html = data.getData("text/html");
  if (!html || !/<(p|h[1-6]|table|ul|ol|li|b|strong|i|em|a|div|span)\b/i.test(html)) return;
  event.preventDefault();
  insert($("[data-body]"), await pasteHtml(html, data.getData("text/plain")));
}

async function dropped(event) {
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  await addPictures([...event.dataTransfer.files]);
}

async function addPictures(files) {
  for (const file of files) await desk.addPicture(file);
}

// ---- the original of a translation

function originalPath() { return desk.open.path.replace(/\.[A-Za-z]{2}\.md$/, ".md"); }

async function showOriginal() {
  const box = $("[data-original]");
  box.hidden = !desk.open.isTranslation;
  if (box.hidden) return;
  const path = originalPath();
  const told = await ask("article", { path });
  if (!desk.open || originalPath() !== path || !told.isForm) return;
  const before = await olderOriginal(path, desk.open.original);
  const known = new Set(before === null ? [] : before.replace(/^---\n[^]*?\n---\n/, "").split(/\n\s*\n/).map((each) => each.trim()));
  $("[data-original-text]").replaceChildren(...[told.values.title, told.values.lead, ...told.body.split(/\n\s*\n/)].filter((each) => each && each.trim()).map((text, at) => {
    const paragraph = document.createElement("p");
    paragraph.textContent = text.trim();
    paragraph.lang = told.code;
    if (before !== null && at > 0 && !known.has(text.trim())) paragraph.className = "new";
    return paragraph;
  }));
  const kept = new Set(told.body.split(/\n\s*\n/).map((each) => each.trim()));
  for (const text of known) {
    if (kept.has(text) || !text) continue;
    const gone = document.createElement("p");
    gone.textContent = word("original.gone", { text });
    gone.className = "new";
    $("[data-original-text]").append(gone);
  }
  box.open = true;
}

async function olderOriginal(path, digest) {
  const told = await ask("history", { path });
  for (const each of told.versions || []) {
    const version = await ask("version", { path, name: each.name, digest });
    if (version.digest === digest) return version.text;
  }
  return null;
}

// ---- the beginning: last, since buttons work while the first page is still being made

await load();
const wanted = decodeURIComponent(location.hash.slice(1));
if (wanted) await open(wanted); else show("list");
