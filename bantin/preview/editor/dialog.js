// One question at a time: yes or no, a line to type, or something to choose.


const $ = (selector) => document.querySelector(selector);

// No button that sends the form: Enter in a line would press the first of those.
$("[data-dialog-cancel]").addEventListener("click", () => $("[data-dialog]").close(""));

// Gives true, the line, or the chosen value; "" if it was put off.
export function confirmWith(title, text, ok, line, choices = [], preview = null, shown = "") {
  const dialog = $("[data-dialog]");
  $("#dialog-title").textContent = title;
  const body = $("[data-dialog-body]");
  body.replaceChildren();
  if (text) {
    const words = document.createElement("p");
    words.textContent = text;
    body.append(words);
  }
  let input = null;
  if (line !== undefined) {
    input = document.createElement("input");
    input.value = line;
    input.setAttribute("aria-label", text || title);
    body.append(input);
  }
  const pre = document.createElement("pre");
  pre.tabIndex = 0;
  pre.textContent = shown;
  let chosen = "";
  if (choices.length) {
    const group = document.createElement("div");
    group.className = "choices";
    for (const [value, label] of choices) {
      const row = document.createElement("label");
      row.className = "check";
      const radio = document.createElement("input");
      radio.type = "radio";
      radio.name = "choice";
      radio.addEventListener("change", async () => { chosen = value; if (preview) pre.textContent = await preview(value); });
      row.append(radio, label);
      group.append(row);
    }
    body.append(group);
  }
  if (preview) body.append(pre);
  $("[data-dialog-ok]").textContent = ok;
  $("[data-dialog-ok]").hidden = Boolean(preview && !choices.length && !shown);
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "ok") resolve("");
    else resolve(input ? input.value.trim() : choices.length ? chosen : true);
  }, { once: true }));
}

// Asks for several lines: [name, label, value]. Gives an object, or null.
export function fields(title, asked, ok) {
  const dialog = $("[data-dialog]");
  $("#dialog-title").textContent = title;
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
  $("[data-dialog-body]").replaceChildren(...inputs.map(([row]) => row));
  $("[data-dialog-ok]").textContent = ok;
  $("[data-dialog-ok]").hidden = false;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => {
    resolve(dialog.returnValue === "ok" ? Object.fromEntries(inputs.map(([, input]) => [input.name, input.value])) : null);
  }, { once: true }));
}

