// Writing in the browser: the form of an article, its text, and its page beside it.
import { ask, send, sendFile } from "./ask.js";
import { fill, moment, word, words } from "./words.js";
import { buildForm, readForm, showProblems } from "./form.js";
import { buildToolbar } from "./toolbar.js";
import { askLine, choose, confirmWith, show as showText, tell } from "./dialog.js";
import { articleList } from "./articles.js";
import { pasting } from "./paste.js";
import { originalPath, originals } from "./original.js";
import { orders } from "./orders.js";

const $ = (selector, within = document) => within.querySelector(selector);
const PAUSE = 500;
const WATCH = 2000;

const desk = { articles: [], choices: {}, open: null, timer: 0, rendering: 0, writing: 0, writes: 0 };
window.addEventListener("beforeunload", (event) => isChanged() && event.preventDefault());

await words();
fill(document);
const { addFile, addPicture } = pasting($("[data-body]"), desk, notice);
const { load, list, found } = articleList(desk, open);
const { showOriginal } = originals(desk);
buildToolbar($("[data-toolbar]"), { textarea: $("[data-body]"), desk, addPicture, found });
for (const button of document.querySelectorAll("[data-tab]")) button.addEventListener("click", () => show(button.dataset.tab));
$("[data-new-form]").addEventListener("submit", (event) => { event.preventDefault(); begin(new FormData(event.target)); });
$("[data-bring]").addEventListener("click", () => {
  const input = $("[data-file]");
  input.accept = ".docx,.html,.htm,.mhtml,.mht,.txt,.xlsx,.md,.xml";
  input.onchange = async () => { const files = [...input.files]; input.value = ""; for (const file of files) await bring(file); };
  input.click();
});
$("[data-form]").addEventListener("submit", (event) => event.preventDefault());
$("[data-form]").addEventListener("input", touched);
$("[data-body]").addEventListener("input", touched);
for (const button of document.querySelectorAll("[data-do]")) button.addEventListener("click", () => actions[button.dataset.do]());
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); actions.save(); }
});

function show(pane) {
  document.body.dataset.shown = pane;
  for (const section of document.querySelectorAll("[data-pane]")) section.hidden = section.dataset.pane !== pane;
  for (const tab of document.querySelectorAll("[data-tab]")) tab.setAttribute("aria-pressed", tab.dataset.tab === pane);
}

function say(key, values) { $("[data-state]").textContent = key ? word(key, values) : ""; }

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
  const lines = [told.paths.length > 1 ? word("bring.several", { count: told.paths.length }) : word("bring.look"), ...told.notes];
  if (told.leftOut.length) lines.push(word("bring.left", { words: told.leftOut.join(" · ").replaceAll("\n", " ") }));
  await open(told.paths[0], lines.join("\n"));
}

// `notes`: what is said about the article, before its page is made.
async function open(path, notes = "") {
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
  if (notes) notice(notes);
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
  $("[data-do=translate]").hidden = !told.isForm || told.isTranslation || desk.choices.languages.length < 2 || Boolean(counterpart(told));
  $("[data-do=current]").hidden = !told.isTranslation;
  const other = counterpart(told);
  $("[data-do=other]").hidden = !other;
  $("[data-do=other]").textContent = word(told.isTranslation ? "other.original" : "other.translation");
  const isArticle = told.isForm && !told.isPage;
  $("[data-do=approve]").hidden = !isArticle || !desk.choices.isApproved;
  $("[data-do=review]").hidden = !isArticle;
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
  const frame = $("[data-view]");
  if (told.status === 0) { $("[data-view-state]").textContent = word("view.ended"); return; }
  const problems = told.problems || [];
  if (told.isSettled !== undefined) $("[data-do=review]").hidden = !desk.open.isForm || desk.open.isPage || told.isSettled;
  const text = { ofBody: $("#body-problems"), textarea: $("[data-body]"), above: desk.open.lead.length };
  showProblems($("[data-form]"), text, problems.map((each) => typeof each === "string" ? { field: "", words: each } : each));
  const isWrong = problems.some((each) => !each.isWarning);
  $("[data-view-state]").textContent = told.address ? "" : word(isWrong ? "view.wrong" : "view.none");
  frame.hidden = !told.address && !isWrong; // while something is wrong, the last page stays
  if (!told.address) return;
  frame.title = word("tab.view");
  const address = `view/${told.address}`;
  const place = frame.contentWindow && frame.src.endsWith(address) ? frame.contentWindow.scrollY : 0;
  frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, place), { once: true });
  if (frame.src.endsWith(address)) frame.contentWindow.location.reload(); else frame.src = address;
}

// Counts what is being written, so that the watch does not take one's own words for those of others.
async function write(name, body) {
  desk.writing += 1;
  desk.writes += 1;
  try { return await send(name, body); } finally { desk.writing -= 1; }
}

// Tells that the file is another one now: a second window, a colleague, git. The list follows what the preview has read.
async function watch() {
  setTimeout(watch, WATCH);
  if (!desk.open || document.hidden || desk.writing || $("[data-dialog]").open) return;
  const { open: opened, writes } = desk;
  const told = await ask("current", { path: opened.path });
  if (told.builds !== undefined && told.builds !== desk.builds) {
    desk.builds = told.builds;
    load();
    if (isChanged()) render(); // a picture that was dropped is known to the preview only now
  }
  if (desk.open !== opened || desk.writes !== writes || told.version === undefined) return;
  if (told.version === opened.version || told.version === opened.seen) return;
  opened.seen = told.version;
  const theirs = told.version ? await ask("article", { path: opened.path }) : null;
  if (desk.open !== opened || desk.writes !== writes || (theirs && !theirs.path)) return;
  if (!theirs || isChanged()) return conflict({ theirs });
  finish(theirs, "", "renewed");
}

const actions = {
  ...orders({ desk, isChanged, save: () => actions.save(), write, finish, conflict, notice }),
  async save() {
    if (!desk.open || !isChanged()) return;
    say("saving");
    const { path, version, base } = desk.open;
    const changed = changes();
    const told = await write("save", { path, version, base, ...changed });
    if ("theirs" in told) return conflict(told);
    if (told.problems || !told.version) { say("unsaved"); return notice((told.problems || [word("unsaved.reason")]).join("\n")); }
    const isFinished = changed.values && changed.values.draft === false && !desk.choices.isApproved;
    await finish(told, isFinished ? word("saved.finished") : "");
  },
  async like() {
    const title = await askLine(word("like"), word("like.title"), word("new.make"), desk.open.values ? desk.open.values.title : "");
    if (title) await openNew("new", { title, like: desk.open.path });
  },
  translate: () => openNew("translate", { path: desk.open.path }),
  other: () => open(counterpart(desk.open)),
  async current() {
    const original = await ask("article", { path: originalPath(desk.open.path) });
    const field = $("[data-form] [name=original]");
    if (!original.digest || !field) return;
    field.value = original.digest;
    touched();
    await actions.save();
  },
  async history() {
    const { path } = desk.open;
    const { versions = [] } = await ask("history", { path });
    if (!versions.length) return tell(word("history"), word("history.none"), word("close"));
    const name = await choose(word("history"), word("history.choose"), word("history.take"),
      versions.map((each) => [each.name, moment(new Date(each.instant), { dateStyle: "medium", timeStyle: "medium" })]),
      async (chosen) => readable(await ask("version", { path, name: chosen })));
    if (!name) return;
    const version = await ask("version", { path, name });
    const saved = await write("save", { path, version: desk.open.version, text: version.text });
    if ("theirs" in saved) return conflict(saved);
    await finish(saved);
  },
};

// An article as somebody reads it who knows no front matter.
const readable = (told) => told.isForm === false ? told.text : [told.title, told.lead, told.body.trim()].filter(Boolean).join("\n\n");

async function openNew(order, values) {
  const made = await send(order, values);
  if (made.problems || !made.path) return notice((made.problems || [word("unsaved.reason")]).join("\n"));
  await load();
  await open(made.path);
}

async function finish(told, notes = "", state = "saved") {
  localStorage.removeItem(`bantin:${told.path}`);
  const { selectionStart, selectionEnd } = $("[data-body]");
  const at = document.activeElement;
  take(told);
  if (at === $("[data-body]")) at.setSelectionRange(selectionStart, selectionEnd);
  else if (!at.isConnected && at.name) $(`[data-form] [name="${CSS.escape(at.name)}"]`)?.focus();
  say(state);
  if (notes) notice(notes);
  load();
  await render();
}

// The translation of an article, the original of a translation: its path, or "".
function counterpart(told) {
  if (told.isTranslation) return originalPath(told.path);
  const stem = told.path.replace(/\.md$/, "");
  const found = desk.articles.find((each) => each.isTranslation && each.path.replace(/\.[A-Za-z]{2}\.md$/, "") === stem);
  return found ? found.path : "";
}

function conflict(told) {
  say("unsaved");
  const mine = snapshot();
  const keepMine = async (version) => {
    const saved = await write("save", { path: desk.open.path, version, base: desk.open.base, ...changes() });
    if (saved.version) await finish(saved); else if ("theirs" in saved) conflict(saved);
  };
  const { theirs } = told;
  notice(word(theirs ? "conflict" : "conflict.gone"), theirs ? [
    [word("conflict.theirs"), () => finish(theirs, "", "renewed")],
    [word("conflict.mine"), () => keepMine(theirs.version)],
    [word("conflict.both"), () => showText(word("conflict.both"), readable({ ...theirs, ...theirs.values }), word("close"))],
  ] : [[word("conflict.mine"), () => keepMine("")]]);
  if (isChanged()) localStorage.setItem(`bantin:${desk.open.path}`, JSON.stringify(mine));
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

// ---- the beginning: last, since buttons work while the first page is still being made

await load();
setTimeout(watch, WATCH);
const named = () => decodeURIComponent(location.hash.slice(1));
window.addEventListener("hashchange", () => { if (named() && (!desk.open || named() !== desk.open.path)) open(named()); });
const wanted = named();
if (wanted) await open(wanted); else show("list");
