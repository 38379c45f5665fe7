// What is pasted and dropped into the text: words of Word, Excel or a page, pictures, files.
import { send, sendFile } from "./ask.js";
import { word } from "./words.js";
import { fields } from "./dialog.js";
import { block, escaped, insert, target } from "./toolbar.js";

const PICTURE = /\.(jpe?g|png|webp|gif|svg|heic|heif|bmp|tiff?|avif)$/i;
const MARKED_UP = /<(p|h[1-6]|table|ul|ol|li|b|strong|i|em|a|div|span|img)\b/i;

export function pasting(textarea, desk, notice) {
  // Puts a file beside the article. Gives its path from there, or null.
  async function addFile(file) {
    if (!desk.open) return null;
    const told = await sendFile("file", { path: desk.open.path, name: file.name }, file);
    if (told.problems) { notice(told.problems.join("\n")); return null; }
    return told.path || null;
  }

  async function addPictures(files) {
    for (const file of files) await addPicture(file);
  }

  async function addPicture(file) {
    if (!/^image\//.test(file.type) && !PICTURE.test(file.name)) {
      const path = await addFile(file);
      if (path) insert(textarea, `[${escaped(file.name.replace(/\.[^.]*$/, ""))}](${target(path)})`);
      return;
    }
    const seen = URL.createObjectURL(file);
    const said = await described(file.name, seen);
    URL.revokeObjectURL(seen);
    const path = said && (await addFile(file));
    if (path) block(textarea, markdown(said, path));
  }

  // Pictures come with the words of a page as far as the clipboard holds them; each is asked for its own words.
  async function addWords(html, text) {
    const told = await send("paste", { path: desk.open.path, html, text });
    if (told.problems) return notice(told.problems.join("\n"));
    let written = told.markdown || text;
    for (const path of told.pictures || []) {
      const nameless = `![](${path})`;
      if (!written.includes(nameless)) continue;
      const said = await described(path.split("/").pop(), `beside?${new URLSearchParams({ path: desk.open.path, name: path })}`);
      written = written.replace(nameless, () => (said ? markdown(said, path) : ""));
    }
    insert(textarea, written.trim());
    const lines = [];
    if (told.missing) lines.push(word("paste.missing", { count: told.missing }));
    if (told.leftOut && told.leftOut.length) lines.push(word("paste.left", { words: told.leftOut.join(" · ") }));
    if (lines.length) notice(lines.join("\n"));
  }

  textarea.addEventListener("paste", (event) => {
    const data = event.clipboardData;
    const html = data.getData("text/html");
    if (MARKED_UP.test(html) && (!data.files.length || hasWords(html))) { // Word and Excel put a picture of the words beside them
      event.preventDefault();
      addWords(html, data.getData("text/plain"));
    } else if (data.files.length) {
      event.preventDefault();
      addPictures([...data.files]);
    }
  });
  textarea.addEventListener("dragover", (event) => event.preventDefault());
  textarea.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    addPictures([...event.dataTransfer.files]);
  });
  return { addFile, addPicture };
}

function hasWords(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const each of page.querySelectorAll("style, script, title")) each.remove();
  return /\S/.test(page.documentElement.textContent);
}

const described = (name, picture) =>
  fields(word("picture.title", { name }), [["alt", word("field.alt"), ""], ["caption", word("field.caption"), ""]], word("insert"), picture);

function markdown(said, path) {
  const caption = said.caption ? ` "${said.caption.replace(/"/g, "”")}"` : "";
  return `![${escaped(said.alt)}](${target(path)}${caption})`;
}
