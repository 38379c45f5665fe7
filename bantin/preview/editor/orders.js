// Orders about an article that write a line or two of its front matter: approve, withdraw, correct.
import { word } from "./words.js";
import { askLine } from "./dialog.js";

const APPROVER = "bantin-approver";

export function orders({ desk, isChanged, save, write, finish, conflict, notice }) {
  // What is in the form is saved first: an order is about what everybody can read.
  async function give(name, values, done) {
    if (isChanged()) await save();
    if (isChanged()) return false;
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
    async approve() {
      const by = localStorage.getItem(APPROVER) || (await askLine(word("approve"), word("approve.by"), word("approve"), desk.choices.approver));
      if (by && (await give("approve", { by }, word("approve.done", { by })))) localStorage.setItem(APPROVER, by);
    },
    withdraw: () => withReason("withdraw"),
    correct: () => withReason("correct"),
  };
}
