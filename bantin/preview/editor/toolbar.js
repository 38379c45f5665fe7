// The buttons above the text: they write Markdown, so that nobody has to know it.
import { fill, word } from "./words.js";
import { fields } from "./dialog.js";

// Writes into the text as if it were typed, so that Ctrl+Z takes it back.
export function insert(textarea, text) {
  textarea.focus();
  if (!document.execCommand("insertText", false, text)) {
    textarea.setRangeText(text, textarea.selectionStart, textarea.selectionEnd, "end");
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function around(textarea, sign) {
  const text = textarea.value.slice(textarea.selectionStart, textarea.selectionEnd).trim();
  const start = textarea.selectionStart;
  insert(textarea, `${sign}${text}${sign}`);
  if (!text) textarea.setSelectionRange(start + sign.length, start + sign.length);
}

// Widens the selection to whole lines and writes each anew; a blank line stands above and below.
function lines(textarea, change) {
  const value = textarea.value;
  const start = value.lastIndexOf("\n", textarea.selectionStart - 1) + 1;
  const end = value.indexOf("\n", textarea.selectionEnd) < 0 ? value.length : value.indexOf("\n", textarea.selectionEnd);
  const changed = value.slice(start, end).split("\n").map(change).join("\n");
  textarea.setSelectionRange(start, end);
  const above = start > 1 && value.slice(start - 2, start) !== "\n\n" ? "\n" : "";
  const below = end < value.length && value.slice(end, end + 2) !== "\n\n" ? "\n" : "";
  insert(textarea, above + changed + below);
}

export function block(textarea, text) {
  const before = textarea.value.slice(0, textarea.selectionStart);
  const gap = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  insert(textarea, `${gap}${text}\n\n`);
}

export const escaped = (text) => text.replace(/([\\\[\]])/g, "\\$1");
export const target = (path) => (/[\s()<>]/.test(path) ? `<${path}>` : path);

export function buildToolbar(bar, given) {
  const { textarea } = given;
  const add = (key, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.word = `tool.${key}`;
    button.dataset.tool = key;
    button.addEventListener("click", act);
    bar.append(button);
  };
  add("heading", () => lines(textarea, (line) => (line.startsWith("## ") ? line.slice(3) : `## ${line.replace(/^#+\s*/, "")}`)));
  add("bold", () => around(textarea, "**"));
  add("list", () => lines(textarea, (line) => (line.trim() ? `- ${line.replace(/^\s*[-•–+]\s*/, "")}` : line)));
  add("numbers", () => { let at = 0; lines(textarea, (line) => (line.trim() ? `${(at += 1)}. ${line.replace(/^\s*(\d+[.)]|[-•–+])\s*/, "")}` : line)); });
  add("article", () => linkToArticle(textarea, given));
  add("link", async () => {
    const text = textarea.value.slice(textarea.selectionStart, textarea.selectionEnd);
    const told = await fields(word("tool.link"), [["text", word("link.text"), text], ["address", word("link.address"), "https://"]], word("insert"));
    if (told && told.address.trim()) insert(textarea, `[${escaped(told.text || told.address)}](${target(told.address.trim())})`);
  });
  add("picture", () => {
    const input = document.querySelector("[data-file]");
    input.accept = "image/*";
    input.onchange = async () => { const files = [...input.files]; input.value = ""; for (const file of files) await given.addPicture(file); };
    input.click();
  });
  add("table", async () => {
    const told = await fields(word("tool.table"), [["columns", word("table.columns"), "3"], ["rows", word("table.rows"), "3"]], word("insert"));
    if (!told) return;
    const columns = Math.min(12, Math.max(1, parseInt(told.columns, 10) || 3));
    const rows = Math.min(60, Math.max(1, parseInt(told.rows, 10) || 3));
    const row = (cell) => `| ${Array.from({ length: columns }, cell).join(" | ")} |`;
    block(textarea, [row((_, at) => word("table.head", { number: at + 1 })), row(() => "---"), ...Array.from({ length: rows }, () => row(() => " "))].join("\n"));
  });
  add("document", async () => {
    const told = await fields(word("tool.document"), [["number", word("document.number"), "/QĐ-UBND"], ["day", word("document.day"), ""], ["title", word("document.title"), ""]], word("insert"));
    if (told && told.number.trim()) insert(textarea, [word("document.text", { number: told.number.trim() }), told.day && word("document.of", { day: told.day }), told.title].filter(Boolean).join(" "));
  });
  fill(bar);
}

async function linkToArticle(textarea, { desk, found }) {
  const text = textarea.value.slice(textarea.selectionStart, textarea.selectionEnd);
  let chosen = null;
  const told = await fields(word("tool.article"), [["query", word("find"), text, (input, row) => {
    const list = document.createElement("div");
    list.className = "choices";
    const offer = () => {
      const results = found(input.value).filter((each) => each.path !== desk.open.path).slice(0, 30);
      chosen = results[0] || null;
      list.replaceChildren(...results.map((each, at) => {
        const label = document.createElement("label");
        label.className = "check";
        const radio = document.createElement("input");
        radio.type = "radio";
        radio.name = "article";
        radio.checked = at === 0;
        radio.addEventListener("change", () => { chosen = each; });
        label.append(radio, `${each.title} (${each.code})`);
        return label;
      }));
    };
    input.addEventListener("input", offer);
    row.append(list);
    offer();
  }]], word("insert"));
  if (told && chosen) insert(textarea, `[${escaped(text || chosen.title)}](${target(relative(desk.open.path, chosen.path))})`);
}

export function relative(from, to) {
  const here = from.split("/").slice(0, -1);
  const there = to.split("/");
  while (here.length && there.length > 1 && here[0] === there[0]) { here.shift(); there.shift(); }
  return [...here.map(() => ".."), ...there].join("/");
}
