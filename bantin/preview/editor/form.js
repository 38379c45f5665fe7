// The form of one article: its fields, read and written as the preview tells them.
import { hasWord, moment, word } from "./words.js";

const MAIN = ["title", "lead", "category", "date", "tags", "draft"];
const MORE = ["featured", "cover", "attachments", "author", "source", "source_url", "notice_until", "expires", "updated", "correction", "withdrawn"];
const OF_PAGES = ["title", "lead", "draft"];
const KINDS = {
  lead: "lines", category: "category", date: "moment", updated: "moment", notice_until: "date", expires: "date",
  draft: "flag", featured: "flag", tags: "tags", cover: "cover", attachments: "attachments", withdrawn: "withdrawn", correction: "lines",
};

function labelled(name, input, kind = "") {
  const label = document.createElement("label");
  if (kind) label.className = kind;
  const text = document.createElement("span");
  text.textContent = word(`field.${name}`);
  if (kind === "check") label.append(input, text); else label.append(text, input);
  return label;
}

function entry(name, type = "text", value = "") {
  const input = document.createElement(type === "lines" ? "textarea" : "input");
  if (type !== "lines") input.type = type;
  input.name = name;
  input.value = value;
  input.setAttribute("aria-describedby", `problems-${name.split(".")[0]}`);
  return input;
}

export function buildForm(form, told, given) {
  form.hidden = !told.isForm;
  form.replaceChildren();
  if (!told.isForm) return;
  const names = (told.isPage ? OF_PAGES : MAIN).filter((name) => !told.fixed.includes(name) || (name === "draft" && !told.isPage && told.values.draft !== undefined));
  for (const name of names) form.append(field(name, told, given));
  if (told.isTranslation) {
    const original = entry("original", "hidden", told.original);
    form.append(original);
  }
  const more = document.createElement("details");
  more.dataset.formMore = "";
  const summary = document.createElement("summary");
  summary.textContent = word("more.fields");
  const inner = document.createElement("div");
  for (const name of told.isPage ? [] : MORE.filter((each) => !told.fixed.includes(each))) inner.append(field(name, told, given));
  more.append(summary, inner);
  if (inner.childElementCount) form.append(more);
}

function field(name, told, given) {
  const kind = KINDS[name] || "text";
  const value = told.values[name];
  const box = document.createElement("div");
  box.dataset.field = name;
  if (["title", "lead", "cover", "attachments", "correction", "withdrawn"].includes(name)) box.className = "wide";
  if (kind === "category") {
    const select = document.createElement("select");
    select.name = name;
    const options = given.choices.categories.filter((each) => !each.isRetired || each.id === value).map((each) => new Option(each.name, each.id));
    if (value && !given.choices.categories.some((each) => each.id === value)) options.unshift(new Option(value, value));
    if (!value) options.unshift(new Option("", ""));
    select.replaceChildren(...options);
    select.value = value || "";
    box.append(labelled(name, select));
  } else if (kind === "flag") {
    const input = entry(name, "checkbox");
    input.checked = value === true;
    box.append(labelled(name, input, "check"));
  } else if (kind === "tags") {
    const input = entry(name, "text", (value || []).join(", "));
    const known = document.createElement("datalist");
    known.id = "known-tags";
    known.replaceChildren(...given.choices.tags.map((tag) => new Option(tag)));
    input.setAttribute("list", known.id);
    input.addEventListener("input", () => { // completes the last one
      const before = input.value.includes(",") ? input.value.replace(/[^,]*$/, " ").trim() + " " : "";
      known.replaceChildren(...given.choices.tags.map((tag) => new Option(before + tag)));
    });
    box.append(labelled(name, input), known);
  } else if (kind === "cover") box.append(cover(value || {}, told, given));
  else if (kind === "attachments") box.append(attachments(value || [], given));
  else if (kind === "withdrawn") box.append(withdrawn(value || {}));
  else {
    const type = { moment: "datetime-local", date: "date", lines: "lines" }[kind] || "text";
    const shown = kind === "moment" && value && !value.includes("T") ? `${value}T00:00` : value;
    const input = entry(name, type, shown || "");
    if (kind === "moment" && value && !value.includes("T")) input.dataset.onlyDay = shown;
    box.append(labelled(name, input));
    if (kind === "moment" || kind === "date") box.append(inWords(input));
  }
  const list = document.createElement("ul");
  list.className = "problems";
  list.id = `problems-${name}`;
  box.append(list);
  return box;
}

// A browser shows a date in the order of its own language, in which 03/07 may be March or July.
function inWords(input) {
  const words = document.createElement("small");
  words.id = `words-${input.name}`;
  input.setAttribute("aria-describedby", `${words.id} ${input.getAttribute("aria-describedby")}`);
  const say = () => {
    const isDay = input.type === "date" || input.value === input.dataset.onlyDay;
    const style = isDay ? { dateStyle: "full" } : { dateStyle: "full", timeStyle: "short", hour12: false };
    const date = new Date(input.type === "date" ? `${input.value}T00:00` : input.value);
    words.textContent = input.value ? moment(date, style) : "";
  };
  input.addEventListener("input", say);
  say();
  return words;
}

function group(name) {
  const set = document.createElement("fieldset");
  const legend = document.createElement("legend");
  legend.textContent = word(`field.${name}`);
  set.append(legend);
  return set;
}

function chooser(key, accept, taken) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = word(key);
  button.addEventListener("click", () => {
    const input = document.querySelector("[data-file]");
    input.accept = accept;
    input.onchange = () => { const files = [...input.files]; input.value = ""; taken(files); };
    input.click();
  });
  return button;
}

function cover(value, told, given) {
  const set = group("cover");
  const crop = document.createElement("img");
  crop.alt = "";
  const image = entry("cover.image", "text", value.image || "");
  crop.hidden = true;
  crop.addEventListener("load", () => { crop.hidden = false; });
  crop.addEventListener("error", () => { crop.hidden = true; });
  const show = () => {
    crop.hidden = true;
    if (image.value) crop.src = `beside?${new URLSearchParams({ path: told.path, name: image.value })}`;
  };
  image.addEventListener("change", show);
  show();
  const choose = chooser("choose.picture", "image/*", async ([file]) => {
    const path = file && (await given.file(file));
    if (!path) return;
    image.value = path;
    crop.src = URL.createObjectURL(file);
    crop.hidden = false;
    set.querySelector("[name='cover.alt']").focus();
    image.dispatchEvent(new Event("input", { bubbles: true }));
  });
  set.append(crop, labelled("image", image), choose, labelled("alt", entry("cover.alt", "text", value.alt || "")), labelled("caption", entry("cover.caption", "text", value.caption || "")));
  return set;
}

function attachments(value, given) {
  const set = group("attachments");
  const rows = document.createElement("div");
  rows.dataset.rows = "";
  const add = (file, title) => {
    const row = document.createElement("div");
    row.className = "row";
    row.dataset.row = "";
    const remove = document.createElement("button");
    remove.type = "button";
    remove.textContent = word("remove");
    remove.addEventListener("click", () => { row.remove(); set.dispatchEvent(new Event("input", { bubbles: true })); });
    const path = labelled("file", entry("attachments.file", "text", file));
    const name = labelled("attachment-title", entry("attachments.title", "text", title));
    path.classList.add("grow");
    name.classList.add("grow");
    row.append(path, name, remove);
    rows.append(row);
    return name.querySelector("input");
  };
  for (const each of value) if (typeof each === "string") add(each, ""); else add(each.file || each[""] || "", each.title || "");
  const choose = chooser("choose.file", "", async (files) => {
    for (const file of files) {
      const path = await given.file(file);
      if (path) add(path, file.name.replace(/\.[^.]*$/, "").replace(/[_-]+/g, " ")).focus();
    }
    set.dispatchEvent(new Event("input", { bubbles: true }));
  });
  set.append(rows, choose);
  return set;
}

function withdrawn(value) {
  const set = group("withdrawn");
  const iso = /^\d{4}-\d\d-\d\d$/.test(value.date || "") ? value.date : (value.date || "").split("/").reverse().map((part) => part.padStart(2, "0")).join("-");
  set.append(labelled("withdrawn-date", entry("withdrawn.date", "date", iso)), labelled("reason", entry("withdrawn.reason", "text", value.reason || "")));
  return set;
}

export function readForm(form, told) {
  const values = {};
  for (const box of form.querySelectorAll("[data-field]")) {
    const name = box.dataset.field;
    const one = (part) => box.querySelector(`[name='${name}${part}']`);
    if (name === "draft" || name === "featured") values[name] = one("").checked;
    else if (name === "tags") values[name] = one("").value.split(",").map((each) => each.trim()).filter(Boolean);
    else if (name === "cover") values[name] = { image: one(".image").value, alt: one(".alt").value, caption: one(".caption").value };
    else if (name === "withdrawn") values[name] = { date: one(".date").value.split("-").reverse().join("/"), reason: one(".reason").value };
    else if (name === "attachments") values[name] = [...box.querySelectorAll("[data-row]")].map((row) => {
      const title = row.querySelector("[name='attachments.title']").value;
      const file = row.querySelector("[name='attachments.file']").value;
      return title ? { file, title } : { file };
    }).filter((each) => each.file);
    else if (one("").dataset.onlyDay && one("").value === one("").dataset.onlyDay) values[name] = one("").value.split("T")[0];
    else values[name] = one("").value;
  }
  const original = form.querySelector("[name=original]");
  if (original && told.isTranslation) values.original = original.value;
  for (const name of ["cover", "withdrawn"]) if (values[name] && !Object.values(values[name]).some(Boolean)) values[name] = told.values[name] ? {} : "";
  return values;
}

// What to do about a problem: in a form there are boxes to tick and buttons, and no lines of front matter.
const hint = (problem) => (hasWord(`hint.${problem.key}`) ? word(`hint.${problem.key}`) : problem.hint);

// `above`: lines of the file between its front matter and what the text area shows.
export function showProblems(form, { ofBody, textarea, above }, problems) {
  const lists = new Map([...form.querySelectorAll("[data-field]")].map((box) => [box.dataset.field, box.querySelector(".problems")]));
  for (const list of [...lists.values(), ofBody]) list.replaceChildren();
  for (const box of form.querySelectorAll("[aria-invalid]")) box.removeAttribute("aria-invalid");
  for (const problem of problems) {
    const item = document.createElement("li");
    item.className = problem.isWarning ? "warning" : "error";
    item.textContent = [problem.words, hint(problem)].filter(Boolean).join("\n");
    const list = lists.get(problem.field) || ofBody;
    list.append(item);
    if (list !== ofBody) {
      const input = list.parentElement.querySelector("input, select, textarea");
      if (input && !problem.isWarning) input.setAttribute("aria-invalid", "true");
      const more = list.closest("details");
      if (more) more.open = true;
    } else if (problem.bodyLine) {
      const button = document.createElement("button");
      button.type = "button";
      const at = Math.max(1, problem.bodyLine - above);
      button.textContent = word("to.line", { line: at });
      button.addEventListener("click", () => {
        const lines = textarea.value.split("\n");
        const start = lines.slice(0, at - 1).join("\n").length + (at > 1 ? 1 : 0);
        textarea.focus();
        textarea.setSelectionRange(start, start + (lines[at - 1] || "").length);
      });
      item.append(document.createElement("br"), button);
    }
  }
}
