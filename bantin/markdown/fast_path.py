"""Fast path: simple Markdown → exactly the HTML that Python-Markdown and nh3 would make of it, many times faster.

Most texts of a portal consist of paragraphs, headings (`## …`), lists with at most one nested list per item, tables
whose rows begin and end with `|`, and these within a quote or a box (`!!! note`); inline of `*…*`, `**…**`, links and
pictures with inline targets, and hard line breaks (two blanks at a line's end). In such a text the meaning of a
block does not depend on its surroundings, except for a list after a list and a quote after a quote. A text that may
contain anything else is rejected as a whole and left to the parser, which is the reference: tests compare both.

Why accepted texts yield the same HTML, by the parser's rules (Python-Markdown 3.11 with the extensions in `parser`):

- The text contains no HTML, entities, backslash escapes, code or attribute lists, and no white space but blanks and
  line feeds (`_FOREIGN`): that is all that is changed or extracted before blocks are parsed.
- The kind of a block is decided by the beginning of its first line, or by a later line that opens a heading, quote,
  rule, definition, box or footnote, or is an underline. No line of a paragraph, item or heading begins like that
  (`_BEGINS`). A table needs a second line of only `|`, `:`, `-` and blanks, which begins like that too.
- Links and pictures are matched before emphasis, and each bracket must belong to one. Emphasis is one or two stars
  directly at both ends of words without stars, so none is open where the next begins; a star between letters or digits,
  which is text, is refused.
- nh3 keeps every tag and attribute written here, and text without `<`, `>`, `&` and no-break spaces. The only values it
  judges are link targets with a scheme, and about those it is asked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bantin.markdown.fast_words import NotPlain, inline
from bantin.markdown.lists import values
from bantin.markdown.signs import Signs
from bantin.patterns import lazy_pattern

_FOREIGN_SIGNS = frozenset("<>&\\`{}")
_FOREIGN = lazy_pattern(
    "[<>&\\\\`{}\x00-\x09\x0b-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ud800-\udfff"
    "\ufdd0-\ufdef\ufffe\uffff]"
)
_BEGINS = lazy_pattern(r"(?![\s#>:|=+\-_]|!(?!\[)|\d{1,3}\.\s)")
"""Allowed beginnings of a line of words. A star that opens a list or a rule is no emphasis, and is rejected."""
_HEADING = lazy_pattern(r"(#{1,6}) ++([^#\n]*[^#\n ]) *+(?:\n|$)")
_BOX = lazy_pattern(r'!!! ([a-z]+)(?: +"([^"\n]+)")? *\n')
_ITEM = lazy_pattern(r"(?:[-*+]|([0-9]{1,3})\.) +([^ ].*)")
_ITEM_BELOW = lazy_pattern(r" {4}[-*+] +([^ ].*)")
_RULE = frozenset("|:- ")


@dataclass(slots=True)
class _PlainItem:
    """A list item."""

    words: str
    number: int
    """As it was written; 0 in a list without."""
    is_loose: bool
    """Whether its words are a paragraph, because a blank line separates it from its neighbour."""
    below: list[str] = field(default_factory=list)
    """The items of its nested list."""


def html(text: str, signs: Signs, boxes: Mapping[str, str], is_kept: Callable[[str], bool]) -> str | None:
    """The sanitised HTML of a text with `\\n` line ends; None if the text is not certainly simple.

    `signs` are those of the text. `boxes`: titles of boxes by kind (`!!! note`). `is_kept`: whether nh3 keeps a link
    target that contains a colon.
    """
    is_sure = not signs.has_others and signs.ascii.isprintable() and _FOREIGN_SIGNS.isdisjoint(signs.ascii)
    if not is_sure and _FOREIGN.search(text.replace("\n>", "\n")):
        return None
    if "~~" in signs.ascii and "~~" in text:
        return None
    try:
        return _Blocks(boxes, is_kept).html(text)
    except NotPlain:
        return None


class _Blocks:
    """Writes the HTML of a text, or of the content of a quote or box, block by block."""

    def __init__(self, boxes: Mapping[str, str], is_kept: Callable[[str], bool]) -> None:
        self._boxes = boxes
        self._is_kept = is_kept
        self._out: list[str] = []
        self._list: list[_PlainItem] = []  # items of a list that the next block may continue
        self._start: str | None = None  # number of its first item, if it is numbered

    def html(self, text: str) -> str:
        for part in text.strip("\n").split("\n\n"):
            block = self._after_headings(part.lstrip("\n"))
            if not block:
                continue
            if block[0] == "|":
                self._write_table(block.split("\n"))
            elif block[0] == ">":
                self._write_quote(block.split("\n"))
            elif block[0] == "!" and (box := _BOX.match(block)):
                self._write_box(box[1], box[2], block[box.end() :].split("\n"))
            elif item := _ITEM.match(block):
                self._read_list(block.split("\n"), item[1])
            else:
                self._write_paragraph(block)
        self._end_list()
        return "\n".join(self._out)

    def _write(self, block: str) -> None:
        if self._list:
            self._end_list()
        self._out.append(block)

    def _after_headings(self, block: str) -> str:
        """Writes the headings at the beginning of the block; the rest is like a block of its own."""
        while block.startswith("#"):
            found = _HEADING.match(block)
            if not found or ("|" in found[2] and "\n" in block):
                raise NotPlain
            level = len(found[1])
            self._write(f"<h{level}>{self._inline(found[2])}</h{level}>")
            block = block[found.end() :]
        return block

    def _write_paragraph(self, block: str) -> None:
        if "\n" in block and not all(map(_BEGINS.match, block.split("\n"))):
            raise NotPlain
        self._write(f"<p>{self._words(block)}</p>")

    # ---- what holds blocks

    def _write_quote(self, lines: list[str]) -> None:
        inner = [line[1:].removeprefix(" ") if line.strip(" ") != ">" else "" for line in lines if line[0] == ">"]
        follows_another = not self._list and self._out and self._out[-1].startswith("<blockquote>")  # which continues
        if len(inner) < len(lines) or follows_another or not inner[-1]:
            raise NotPlain
        self._write(f"<blockquote>\n{self._within(inner)}\n</blockquote>")

    def _write_box(self, kind: str, title: str | None, lines: list[str]) -> None:
        if kind not in self._boxes or not all(line.startswith("    ") and line.strip(" ") for line in lines):
            raise NotPlain
        title = title or self._boxes[kind]
        if not title or _FOREIGN.search(title):
            raise NotPlain
        head = f'<div class="admonition {kind}">\n<p class="admonition-title">{self._inline(title)}</p>'
        self._write(f"{head}\n{self._within([line[4:] for line in lines])}\n</div>")

    def _within(self, lines: list[str]) -> str:
        return _Blocks(self._boxes, self._is_kept).html("\n".join(lines))

    # ---- tables

    def _write_table(self, lines: list[str]) -> None:
        rows = [line[1:-1].split("|") for line in lines if line[0] == line[-1] == "|"]
        if len(rows) < max(len(lines), 3) or len(rows[0]) < 2:
            raise NotPlain
        head, rule, *rest = rows
        if len(rule) != len(head) or not _RULE.issuperset("".join(rule)) or "-" not in "".join(rule):
            raise NotPlain
        marks = [_alignment(cell.strip(" ")) for cell in rule]
        lines = ["<table>", "<thead>", self._row("th", head, marks), "</thead>", "<tbody>"]
        lines += [self._row("td", row, marks) for row in rest]
        self._write("\n".join((*lines, "</tbody>", "</table>")))

    def _row(self, tag: str, cells: list[str], marks: list[str]) -> str:
        """A row with as many cells as the rule."""
        filled = cells + [""] * (len(marks) - len(cells))
        written = [
            f"<{tag}{mark}>{self._inline(cell.strip(' '))}</{tag}>" for cell, mark in zip(filled, marks, strict=False)
        ]
        return "\n".join(("<tr>", *written, "</tr>"))

    # ---- lists

    def _read_list(self, lines: list[str], number: str | None) -> None:
        """Adds a block of items to the preceding list, or to a new one."""
        is_numbered = number is not None
        is_loose = bool(self._list) and is_numbered == (self._start is not None)
        if is_loose:
            self._list[-1].is_loose = True
        else:
            self._end_list()
            self._start = number
        items: list[_PlainItem] = []
        for line in lines:
            if found := _ITEM.fullmatch(line):
                if (found[1] is not None) != is_numbered:
                    raise NotPlain
                items.append(_PlainItem(self._words(found[2]), int(found[1] or 0), is_loose and not items))
            elif found := _ITEM_BELOW.fullmatch(line):
                items[-1].below.append(f"<li>{self._words(found[1])}</li>")
            else:
                raise NotPlain
        self._list += items

    def _end_list(self) -> None:
        if not self._list:
            return
        tag = "ul" if self._start is None else "ol"
        start = f' start="{self._start}"' if self._start not in (None, "1") else ""
        numbers = [None] * len(self._list) if tag == "ul" else values([item.number for item in self._list])
        items = "\n".join(map(_list_item, self._list, numbers))
        self._out.append(f"<{tag}{start}>\n{items}\n</{tag}>")
        self._list = []

    # ---- what stands in blocks

    def _words(self, text: str) -> str:
        """The inline HTML of a paragraph or item."""
        if not _BEGINS.match(text):
            raise NotPlain
        return self._inline(text)

    def _inline(self, text: str) -> str:
        return inline(text, self._is_kept)


def _alignment(rule: str) -> str:
    """A column's alignment, by its cell in the rule."""
    if not rule.startswith(":"):
        return ' align="right"' if rule.endswith(":") else ""
    return ' align="center"' if rule.endswith(":") else ' align="left"'


def _list_item(item: _PlainItem, number: int | None) -> str:
    start = "<li>" if number is None else f'<li value="{number}">'
    below = "\n".join(("<ul>", *item.below, "</ul>\n")) if item.below else ""
    return f"{start}\n<p>{item.words}</p>\n{below}</li>" if item.is_loose else f"{start}{item.words}{below}</li>"
