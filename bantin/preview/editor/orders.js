// Orders about an article: send it to whoever approves; and those that write a line or two of its front matter.
import { ask } from "./ask.js";
import { word } from "./words.js";
import { askLine } from "./dialog.js";

const APPROVER = "bantin-approver";
const LEFT_FOR_READING = 60000;

export function orders({ desk, isChanged, save, write, finish, conflict, notice }) {
  // What is in the form is saved first: an order is about what everybody can read.
  async function isSaved() {
    if (isChanged()) await save();
    return !isChanged();
  }

  async function give(name, values, done) {
    if (!(await isSaved())) return false;
    const told = await write(name, { path: desk.open.path, version: desk.open.version, ...values });
    if ("theirs" in told) { conflict(told); return false; }
    if (!told.version) { notice((told.problems || [word("unsaved.reason")]).join("\n")); return false; }
    await finish(told, done);
    return true;
  }

  async function withReason(name) {
    const why = await askLine(word(name), word(`${name}.why`), word(name), "");
    if (why) await give(name, { why }, word(`${name}.done`));
  }

  return {
    async review() {
      if (!(await isSaved())) return;
      const told = await ask("review", { path: desk.open.path });
      if (!told.html) return notice((told.problems || [word("unsaved.reason")]).join("\n"));
      download(told.name, told.html);
      const lines = [word("review.done", { name: told.name, by: told.by || word("review.leader") })];
      if (desk.choices.isApproved) lines.push(word("review.then-approve"));
      else if (desk.open.values.draft) lines.push(word("review.then-publish"));
      notice(lines.join("\n"));
    },
    async approve() {
      const by = localStorage.getItem(APPROVER) || (await askLine(word("approve"), word("approve.by"), word("approve"), desk.choices.approver));
      if (by && (await give("approve", { by }, word("approve.done", { by })))) localStorage.setItem(APPROVER, by);
    },
    withdraw: () => withReason("withdraw"),
    correct: () => withReason("correct"),
  };
}

function download(name, html) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([html], { type: "text/html" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), LEFT_FOR_READING);
}
