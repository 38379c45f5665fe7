"""Markdown of the plainest kinds → the very HTML that Python-Markdown and nh3 make of it, many times as fast.

Most texts of a portal are nothing but paragraphs, headings (`## …`), lists with at most one list below an item, tables
whose rows begin and end with `|`, and these in a quote or a box (`!!! note`); in them `*…*`, `**…**`, links and
pictures that name their target at once, and line breaks (two blanks at a line's end). In such a text each block means
the same whatever stands around it, but for a list after a list and a quote after a quote. A text in which anything else
stands, or may stand, is refused as a whole and left to `converter`'s parser, whose word decides: tests compare both.

Why what is accepted comes out the same, by the parser's rules (Python-Markdown 3.11, with the extensions in `parser`):

- No sign of HTML, entities, escapes, code or attribute lists stands in the text, nor any white space but blanks and
  line feeds (`_FOREIGN`): all that is changed or taken out before blocks are parsed.
- What a block is, the beginning of its first line decides, or of another line that opens a heading, a quote, a rule, a
  definition, a box or a note, or underlines. No line of a paragraph, no item and no heading begins so (`_BEGINS`); a
  table needs a second line of nothing but `|`, `:`, `-` and blanks, so it begins so too.
- Links and pictures are found before emphasis, and each bracket has to belong to one. Emphasis is one or two stars
  directly at both ends of words that hold no star, so that none is open when the next begins.
- nh3 keeps every tag and attribute that is written here, and text without `<`, `>`, `&` and no-break blanks as it is.
  What it judges by its value is a target with a scheme: it is asked about that.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

_FOREIGN = re.compile(
    "[<>&\\\\`{}\x00-\x09\x0b-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ud800-\udfff"
    "\ufdd0-\ufdef\ufffe\uffff]"
)
_BEGINS = re.compile(r"(?![\s#>:|=+\-_]|!(?!\[)|\d{1,3}\.\s)")
"""How a line of words may begin. A star that opens a list or draws a line is no emphasis, and refused as such."""
_HEADING = re.compile(r"(#{1,6}) ++([^#\n]*[^#\n ]) *+(?:\n|$)")
_BOX = re.compile(r'!!! ([a-z]+)(?: +"([^"\n]+)")? *\n')
_ITEM = re.compile(r"(?:[-*+]|([0-9]{1,3})\.) +([^ ].*)")
_ITEM_BELOW = re.compile(r" {4}[-*+] +([^ ].*)")
_RULE = frozenset("|:- ")
_REFERENCE = re.compile(r"(!?)\[([^\[\]*_!\"\n]*)\]\(([^\s()\[\]*\"']+)(?: \"([^\[\]()*_\"'\n]*)\")?\)")
_EMPHASIS = re.compile(r"(\*\*?)(?![\s*])([^*]+)(?<!\s)\1(?!\*)")
_STAND_IN = "\x02"
"""For a reference, while emphasis is looked for; `_FOREIGN` lets none in."""


class _NotPlain(Exception):
    """Something that is not surely plain."""


@dataclass(slots=True)
class _PlainItem:
    """One of a list."""

    words: str
    is_loose: bool
    """Its words are a paragraph, since a blank line stands between it and its neighbour."""
    below: list[str] = field(default_factory=list)
    """The items of the list below it."""


def html(text: str, boxes: Mapping[str, str], is_kept: Callable[[str], bool]) -> str | None:
    """The HTML of a text whose lines end with a line feed, as nh3 leaves it; None if it isn't surely plain.

    `boxes` are the kinds of boxes (`!!! note`) with their titles; `is_kept` says of a target with a colon in it whether
    nh3 keeps it as it is.
    """
    if _FOREIGN.search(text.replace("\n>", "\n")) or ("~" in text and "~~" in text):
        return None
    try:
        return _Blocks(boxes, is_kept).html(text)
    except _NotPlain:
        return None


class _Blocks:
    """Writes one text, or what stands in a quote or box, block by block."""

    def __init__(self, boxes: Mapping[str, str], is_kept: Callable[[str], bool]) -> None:
        self._boxes = boxes
        self._is_kept = is_kept
        self._out: list[str] = []
        self._list: list[_PlainItem] = []  # the items of a list that the next block may carry on
        self._start: str | None = None  # the number of its first item, if its items are numbered

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
        """Writes the headings with which the block begins; what follows them is as good as a block of its own."""
        while block.startswith("#"):
            found = _HEADING.match(block)
            if not found or ("|" in found[2] and "\n" in block):
                raise _NotPlain
            level = len(found[1])
            self._write(f"<h{level}>{self._inline(found[2])}</h{level}>")
            block = block[found.end() :]
        return block

    def _write_paragraph(self, block: str) -> None:
        if "\n" in block and not all(map(_BEGINS.match, block.split("\n"))):
            raise _NotPlain
        self._write(f"<p>{self._words(block)}</p>")

    # ---- what holds blocks

    def _write_quote(self, lines: list[str]) -> None:
        inner = [line[1:].removeprefix(" ") if line.strip(" ") != ">" else "" for line in lines if line[0] == ">"]
        follows_another = not self._list and self._out and self._out[-1].startswith("<blockquote>")  # which goes on
        if len(inner) < len(lines) or follows_another or not inner[-1]:
            raise _NotPlain
        self._write(f"<blockquote>\n{self._within(inner)}\n</blockquote>")

    def _write_box(self, kind: str, title: str | None, lines: list[str]) -> None:
        if kind not in self._boxes or not all(line.startswith("    ") and line.strip(" ") for line in lines):
            raise _NotPlain
        title = title or self._boxes[kind]
        if not title or _FOREIGN.search(title):
            raise _NotPlain
        head = f'<div class="admonition {kind}">\n<p class="admonition-title">{self._inline(title)}</p>'
        self._write(f"{head}\n{self._within([line[4:] for line in lines])}\n</div>")

    def _within(self, lines: list[str]) -> str:
        return _Blocks(self._boxes, self._is_kept).html("\n".join(lines))

    # ---- tables

    def _write_table(self, lines: list[str]) -> None:
        rows = [line[1:-1].split("|") for line in lines if line[0] == line[-1] == "|"]
        if len(rows) < max(len(lines), 3) or len(rows[0]) < 2:
            raise _NotPlain
        head, rule, *rest = rows
        if len(rule) != len(head) or not _RULE.issuperset("".join(rule)) or "-" not in "".join(rule):
            raise _NotPlain
        marks = [_alignment(cell.strip(" ")) for cell in rule]
        lines = ["<table>", "<thead>", self._row("th", head, marks), "</thead>", "<tbody>"]
        lines += [self._row("td", row, marks) for row in rest]
        self._write("\n".join((*lines, "</tbody>", "</table>")))

    def _row(self, tag: str, cells: list[str], marks: list[str]) -> str:
        """A row of as many cells as the rule has."""
        filled = cells + [""] * (len(marks) - len(cells))
        written = [
            f"<{tag}{mark}>{self._inline(cell.strip(' '))}</{tag}>" for cell, mark in zip(filled, marks, strict=False)
        ]
        return "\n".join(("<tr>", *written, "</tr>"))

    # ---- lists

    def _read_list(self, lines: list[str], number: str | None) -> None:
        """Adds a block of items to the list before it, or to a new one."""
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
                    raise _NotPlain
                items.append(_PlainItem(self._words(found[2]), is_loose and not items))
            elif found := _ITEM_BELOW.fullmatch(line):
                items[-1].below.append(f"<li>{self._words(found[1])}</li>")
            else:
                raise _NotPlain
        self._list += items

    def _end_list(self) -> None:
        if not self._list:
            return
        tag = "ul" if self._start is None else "ol"
        start = f' start="{self._start}"' if self._start not in (None, "1") else ""
        items = "\n".join(map(_list_item, self._list))
        self._out.append(f"<{tag}{start}>\n{items}\n</{tag}>")
        self._list = []

    # ---- what stands in blocks

    def _words(self, text: str) -> str:
        """The words of a paragraph or an item; none of their first line's signs opens a block."""
        if not _BEGINS.match(text):
            raise _NotPlain
        return self._inline(text)

    def _inline(self, text: str) -> str:
        references: list[str] = []
        if "[" in text or "]" in text:

            def put_aside(found: re.Match[str]) -> str:
                references.append(self._reference(*found.groups()))
                return _STAND_IN

            text = _REFERENCE.sub(put_aside, text)
            if "[" in text or "]" in text:
                raise _NotPlain
        if "_" in text:
            raise _NotPlain
        if "*" in text:
            text = _EMPHASIS.sub(_emphasis, text)
            if "*" in text:
                raise _NotPlain
        if "  \n" in text:
            text = text.replace("  \n", "<br>\n")
        for reference in references:
            text = text.replace(_STAND_IN, reference, 1)
        return text

    def _reference(self, sign: str, words: str, target: str, title: str | None) -> str:
        if ":" in target and not self._is_kept(target):
            raise _NotPlain
        note = "" if title is None else f' title="{title.strip(" ")}"'
        return f'<img alt="{words}" src="{target}"{note}>' if sign else f'<a href="{target}"{note}>{words}</a>'


def _alignment(rule: str) -> str:
    """What the rule below a column's head says of it."""
    if not rule.startswith(":"):
        return ' align="right"' if rule.endswith(":") else ""
    return ' align="center"' if rule.endswith(":") else ' align="left"'


def _list_item(item: _PlainItem) -> str:
    below = "\n".join(("<ul>", *item.below, "</ul>\n")) if item.below else ""
    return f"<li>\n<p>{item.words}</p>\n{below}</li>" if item.is_loose else f"<li>{item.words}{below}</li>"


def _emphasis(found: re.Match[str]) -> str:
    tag = "em" if found[1] == "*" else "strong"
    return f"<{tag}>{found[2]}</{tag}>"
