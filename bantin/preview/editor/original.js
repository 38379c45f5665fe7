// The original beside its translation: paragraph against paragraph, with what changed since it was translated.
import { aligned } from "./align.js";
import { ask } from "./ask.js";
import { word } from "./words.js";

const $ = (selector) => document.querySelector(selector);
const PAUSE = 150;
const WIDE = matchMedia("(min-width: 64rem)");
const paragraphs = (text) => text.split(/\n\s*\n/).map((each) => each.trim()).filter(Boolean);

export const originalPath = (path) => path.replace(/\.[A-Za-z]{2}\.md$/, ".md");

export function originals(desk) {
  const box = $("[data-original]");
  let ofBody = []; // paragraphs of the original's text

  // Beside the text where there is room, below it on a phone.
  const place = () => $(WIDE.matches ? "[data-pane=view]" : "[data-pane=write]").prepend(box);
  WIDE.addEventListener("change", place);

  async function showOriginal() {
    box.hidden = !desk.open.isTranslation;
    document.body.toggleAttribute("data-translating", !box.hidden);
    if (box.hidden) return;
    place();
    const path = originalPath(desk.open.path);
    const told = await ask("article", { path });
    if (!desk.open || originalPath(desk.open.path) !== path || !told.isForm) return;
    ofBody = paragraphs(told.body);
    const older = await olderOriginal(path, desk.open.original);
    const known = older && new Set([older.title, older.lead, ...paragraphs(older.body)]);
    const now = [["title", told.values.title], ["lead", told.values.lead], ...ofBody.map((text, at) => [String(at), text])];
    const shown = now.filter(([, text]) => text).map(([of, text]) => line(text, told.code, of, Boolean(known) && !known.has(text)));
    const kept = new Set(now.map(([, text]) => text));
    const gone = known ? [...known].filter((text) => text && !kept.has(text)) : [];
    $("[data-original-text]").replaceChildren(...shown, ...gone.map((text) => line(word("original.gone", { text }), "", "", true)));
    box.open = true;
    follow(); // who was quick has moved the cursor before the original came
  }

  // Marks the paragraphs that belong to the one in which is typed.
  function follow() {
    if (!desk.open || !desk.open.isTranslation) return;
    const at = document.activeElement;
    const body = $("[data-body]");
    const here = at === body ? ofHand(body) : [at && at.name];
    let first = true;
    for (const each of $("[data-original-text]").children) {
      const isHere = each.dataset.of !== "" && here.includes(each.dataset.of);
      if (isHere && first && !each.classList.contains("here")) $("[data-original-text]").scrollTop = each.offsetTop - $("[data-original-text]").clientHeight / 3;
      first &&= !isHere;
      each.classList.toggle("here", isHere);
    }
  }

  // The numbers of the original's paragraphs that belong to the one of the translation in which the cursor is.
  function ofHand(body) {
    const inHand = paragraphs(`${body.value.slice(0, body.selectionStart)}.`).length - 1;
    const [from, behind] = aligned(ofBody, paragraphs(body.value), inHand)[inHand] || [inHand, inHand + 1];
    return ofBody.slice(from, Math.max(behind, from + 1)).map((_, more) => String(from + more));
  }
  let timer = 0;
  const followSoon = () => { clearTimeout(timer); timer = setTimeout(follow, PAUSE); };
  document.addEventListener("selectionchange", followSoon);
  document.addEventListener("focusin", followSoon);
  return { showOriginal };
}

function line(text, code, of, isNew) {
  const paragraph = document.createElement("p");
  paragraph.textContent = text;
  if (code) paragraph.lang = code;
  paragraph.dataset.of = of;
  if (isNew) paragraph.className = "new";
  return paragraph;
}

async function olderOriginal(path, digest) {
  const told = await ask("history", { path });
  for (const each of told.versions || []) {
    const version = await ask("version", { path, name: each.name });
    if (version.digest === digest) return version;
  }
  return null;
}
