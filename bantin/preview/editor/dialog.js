// One question at a time: yes or no, a line to type, several lines, or something to choose.

const $ = (selector) => document.querySelector(selector);

// No button that sends the form: Enter in a line would press the first of those.
$("[data-dialog-cancel]").addEventListener("click", () => $("[data-dialog]").close(""));

// Shows the dialog; gives whether it was agreed to. A browser that gives the focus back to a text puts its cursor at the
// beginning, and what is inserted next would land there.
function answered(title, parts, ok, hasChoice = true) {
  const dialog = $("[data-dialog]");
  const before = document.activeElement;
  const selection = before && before.matches("textarea") ? [before.selectionStart, before.selectionEnd] : null;
  $("#dialog-title").textContent = title;
  $("[data-dialog-body]").replaceChildren(...parts);
  $("[data-dialog-ok]").textContent = ok;
  $("[data-dialog-ok]").disabled = false;
  $("[data-dialog-cancel]").hidden = !hasChoice;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => {
    if (selection) before.setSelectionRange(...selection);
    resolve(dialog.returnValue === "ok");
  }, { once: true }));
}

function paragraph(text) {
  const words = document.createElement("p");
  words.textContent = text;
  return words;
}

function reading(text) {
  const pre = document.createElement("pre");
  pre.tabIndex = 0;
  pre.textContent = text;
  return pre;
}

// Gives true, or false if it was put off.
export const confirmWith = (title, text, ok) => answered(title, [paragraph(text)], ok);

// Shows a text that may be long.
export const show = (title, text, ok) => answered(title, [reading(text)], ok, false);

// Says something that has no alternative.
export const tell = (title, text, ok) => answered(title, [paragraph(text)], ok, false);

// Asks for a line. Gives it, or "" if it was put off.
export async function askLine(title, text, ok, line) {
  const input = document.createElement("input");
  input.value = line;
  input.setAttribute("aria-label", text);
  return (await answered(title, [paragraph(text), input], ok)) ? input.value.trim() : "";
}

// Offers [value, label] to choose from, each shown by `preview` once it is chosen. Gives the value, or "".
export async function choose(title, text, ok, choices, preview) {
  const pre = reading("");
  const group = document.createElement("div");
  group.className = "choices";
  let chosen = "";
  for (const [value, label] of choices) {
    const row = document.createElement("label");
    row.className = "check";
    const radio = document.createElement("input");
    radio.type = "radio";
    radio.name = "choice";
    radio.addEventListener("change", async () => {
      chosen = value;
      $("[data-dialog-ok]").disabled = false;
      pre.textContent = await preview(value);
    });
    row.append(radio, label);
    group.append(row);
  }
  const answer = answered(title, [paragraph(text), group, pre], ok);
  $("[data-dialog-ok]").disabled = true; // until one is chosen
  return (await answer) ? chosen : "";
}

// Asks for several lines: [name, label, value, what else belongs to it]; `picture` is the address of one they are about.
// Gives an object, or null.
export async function fields(title, asked, ok, picture = "") {
  const inputs = asked.map(([name, label, value, choices]) => {
    const row = document.createElement("label");
    const words = document.createElement("span");
    words.textContent = label;
    const input = document.createElement("input");
    input.name = name;
    input.value = value || "";
    row.append(words, input);
    if (choices) choices(input, row);
    return [row, input];
  });
  const parts = inputs.map(([row]) => row);
  if (picture) {
    const shown = document.createElement("img");
    shown.alt = "";
    shown.src = picture;
    parts.unshift(shown);
  }
  return (await answered(title, parts, ok)) ? Object.fromEntries(inputs.map(([, input]) => [input.name, input.value])) : null;
}
