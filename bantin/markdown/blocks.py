"""Markdown as people write it → the same text in the form in which Python-Markdown reads it as it was meant.

The blocks of a text (lists, tables, quotes, boxes, fenced code, HTML, paragraphs) are told apart here, each by a module
of its own, and written again as the parser wants them: what belongs to an item four blanks in, a blank line before a
list or a table. Code and HTML, which no parser should touch, are put aside; a *stand-in* takes their place.
"""

import re
from dataclasses import dataclass

from bantin.markdown import containers, dialects, fences, lists, paragraphs, raw_blocks, tables
from bantin.markdown.calm import is_calm
from bantin.markdown.lines import Line, is_heading, is_rule, lines_of, paragraph_end
from bantin.markdown.positions import SourceMap
from bantin.problems import Problem, error, warning

DEPTH = 40
"""Quotes, items and boxes within each other."""

STAND_IN = re.compile("<p>\x11(\\d+)\x11</p>|\x11(\\d+)\x11")
"""What was put aside, by its number; no other text holds this sign."""

_BOX = re.compile(r'!!! ?([\w\-]+(?: +[\w\-]+)*)(?: +"(.*?)")? *$')
_ALERT = re.compile(r"\[!([A-Za-z]+)\][ ]*(.*)$")
_LABEL = re.compile(
    r"""\[(?:(\^)([^\[\]]+)\]:[ ]*(?P<note>.*)|([^\[\]^][^\[\]]*)\]:[ ]*\S+[ ]*(?:"[^"]*"|'[^']*'|\([^()]*\))?[ ]*)$"""
)
_DEFINITION = re.compile(r" {0,3}: {1,3}\S")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, ready for the parser."""

    text: str
    stand_ins: tuple[str, ...] = ()
    """The HTML that was put aside, by number."""
    problems: tuple[Problem, ...] = ()


class TooDeep(Exception):
    """More within each other than may be."""

    def __init__(self, at: int) -> None:
        self.at = at
        super().__init__(str(at))


def read(text: str, source: SourceMap) -> Reading:
    """The reading of `text`, whose places `source` knows. Raises TooDeep."""
    if is_calm(text):
        return Reading(text)
    reader = _Reader(text, source)
    written = "\n".join(reader.read(lines_of(text), 0))
    return Reading(written, tuple(reader.stand_ins), (*reader.problems, *dialects.slips(text, source)))


class _Reader:
    """Reads one text."""

    def __init__(self, text: str, source: SourceMap) -> None:
        self._source = source
        self.stand_ins: list[str] = []
        self.problems: list[Problem] = []
        self._labels: set[str] = set()
        self._fences = fences.Finder()
        self._html = raw_blocks.Finder()
        self._paragraphs = paragraphs.ParagraphReader(text, source)

    def read(self, lines: list[Line], depth: int, in_item: bool = False) -> list[str]:
        """The lines, within a quote, item or box too, as they should be written."""
        if depth > DEPTH:
            raise TooDeep(lines[0].start if lines else -1)
        return _Level(self, lines, depth, in_item).read()

    def warn(self, key: str, line: Line, **values: str | int) -> None:
        """Notes something about a line."""
        self.problems.append(warning(key, self._source.place(line.start), **values))

    def put_aside(self, html: str) -> str:
        """The stand-in for `html`."""
        self.stand_ins.append(html)
        return f"\x11{len(self.stand_ins) - 1}\x11"

    def close(self, opened: raw_blocks.Opened) -> None:
        """Closes an element that its writer left open, where the block ends that opens it."""
        self.stand_ins[opened.block] += f"</{opened.name}>"
        self.problems.append(warning("html-unclosed", self._source.place(opened.at), tag=opened.name))

    def fence_end(self, lines: list[Line], at: int, fence: str) -> int:
        """Where the fence closes; below 0 if it doesn't."""
        return self._fences.closing(lines, at, fence)

    def html_end(self, lines: list[Line], at: int) -> int:
        """Where the HTML ends."""
        return self._html.end(lines, at)

    def table(self, lines: list[Line], at: int) -> tables.Table | None:
        """The table that begins at `at`."""
        found = tables.table(lines, at, self._source)
        if found:
            self.problems += found.problems
        return found

    def note_label(self, mark: str, label: str, line: Line) -> None:
        """Refuses the second note, or the second address, of one label."""
        key = mark + " ".join(label.lower().split())
        if key in self._labels:
            self.problems.append(error("label-twice", self._source.place(line.start), label=mark + label))
        self._labels.add(key)

    def paragraph(self, lines: list[Line]) -> list[str]:
        """The lines of a paragraph, with the breaks that are kept."""
        texts, problems = self._paragraphs.read(lines)
        self.problems += problems
        return texts


class _Level:
    """Reads what stands directly in a text, or in one quote, item or box."""

    def __init__(self, reader: _Reader, lines: list[Line], depth: int, in_item: bool) -> None:
        self._reader = reader
        self._lines = lines
        self._depth = depth
        self._in_item = in_item
        self._out: list[str] = []
        self._opened: list[raw_blocks.Opened] = []
        self._items = containers.ItemReader(lines, self._interrupts, self._ends_element)

    def read(self) -> list[str]:
        at = 0
        while at < len(self._lines):
            at = self._read_block(at)
        for opened in reversed(self._opened):
            self._reader.close(opened)
        return self._out

    def _write_apart(self, *lines: str) -> None:
        """Writes a block with a blank line on both sides."""
        if self._out and self._out[-1]:
            self._out.append("")
        self._out += lines
        self._out.append("")

    def _read_block(self, at: int) -> int:
        """Reads the block that begins at `at`; the line behind it."""
        line = self._lines[at]
        if line.is_blank:
            self._out.append("")
            return at + 1
        indent = line.indent
        if indent >= 4:
            if not self._opened:
                return self._read_indented(at)
            self._dedent_chunk(at, indent)
            line, indent = self._lines[at], 0
        stripped = line.text[indent:]
        sign = stripped[0]
        if sign == "<" and (end := self._html_end(at)):
            return self._read_html(at, end)
        if sign in "`~" and (end := self._fence_end(at)):
            return self._read_code(at, end)
        if sign == ">":
            return self._read_quote(at)
        if sign == "!" and _BOX.match(stripped):
            return self._read_box(at)
        if is_heading(stripped):
            self._write_apart(stripped)
            return at + 1
        if is_rule(line.text):
            self._write_apart(stripped)
            return at + 1
        if sign == "[" and (label := _LABEL.match(stripped)):
            return self._read_label(at, label)
        if lists.item(line):
            return self._read_list(at)
        if table := self._table(at):
            self._write_apart(*table.rows)
            return table.end
        return self._read_paragraph(at)

    # ---- what is put aside

    def _html_end(self, at: int) -> int:
        """The line behind the HTML that begins at `at`; 0 if none does."""
        stripped = self._lines[at].text.lstrip(" ")
        if not raw_blocks.begins(stripped):
            return 0
        end = self._reader.html_end(self._lines, at)
        return end if end > at else 0

    def _read_html(self, at: int, end: int) -> int:
        html = raw_blocks.cleaned("\n".join(line.text for line in self._lines[at:end]))
        self._write_apart(self._reader.put_aside(html))
        raw_blocks.follow(self._lines[at:end], len(self._reader.stand_ins) - 1, self._opened)
        return end

    def _fence_end(self, at: int) -> int:
        """The line that closes the fence at `at`; 0 if there is none."""
        fence = fences.opening(self._lines[at].text.lstrip(" "))
        if not fence:
            return 0
        end = self._reader.fence_end(self._lines, at, fence)
        return max(end, 0)

    def _read_code(self, at: int, end: int) -> int:
        self._write_apart(self._reader.put_aside(fences.html(self._lines, at, end)))
        return end + 1

    def _read_indented(self, at: int) -> int:
        """Code by its four blanks, up to the next line with fewer."""
        while at < len(self._lines) and (self._lines[at].is_blank or self._lines[at].indent >= 4):
            self._out.append(self._lines[at].text if not self._lines[at].is_blank else "")
            at += 1
        return at

    def _dedent_chunk(self, at: int, width: int) -> None:
        """Inside HTML, lines are indented for the eye."""
        while at < len(self._lines) and not self._lines[at].is_blank:
            self._lines[at] = self._lines[at].dedented(width)
            at += 1

    # ---- what holds blocks

    def _read_within(self, lines: list[Line], in_item: bool = False) -> list[str]:
        written = self._reader.read(lines, self._depth + 1, in_item)
        while written and not written[-1]:
            written.pop()
        while written and not written[0]:
            written.pop(0)
        return written

    def _read_quote(self, at: int) -> int:
        inner, end = containers.quoted(self._lines, at, self._interrupts)
        alert = _ALERT.match(inner[0].text)
        if alert and alert[1].lower() in dialects.ALERTS:
            self._write_box(alert[1].lower(), [inner[0].after(alert.start(2)), *inner[1:]])
            return end
        if alert:
            self._reader.warn("alert-unknown", inner[0], kind=alert[1])
        self._write_apart(*(f"> {line}" if line else ">" for line in self._read_within(inner)))
        return end

    def _read_box(self, at: int) -> int:
        head = self._lines[at]
        inner, end = containers.boxed(self._lines, at + 1)
        if not inner:
            self._reader.warn("box-empty", head)
        self._write_box(head.text.lstrip(" ")[3:].strip(), inner)
        return end

    def _ends_element(self, line: Line) -> bool:
        """Whether a line closes an HTML element that stands around what is read."""
        return bool(self._opened) and line.text.lstrip(" ").startswith("</")

    def _write_box(self, head: str, inner: list[Line]) -> None:
        within = self._read_within(inner)
        self._write_apart(f"!!! {head}", *(f"    {line}" if line else "" for line in within))

    def _read_label(self, at: int, label: re.Match[str]) -> int:
        line = self._lines[at]
        self._reader.note_label(label[1] or "", label[2] or label[4], line)
        if not label[1]:
            self._out.append(line.text.lstrip(" "))
            return at + 1
        first = line.after(line.indent + label.start("note"))
        inner, at = self._items.content(at + 1, first, 0)
        self._write_held(f"[^{label[2]}]: ", inner)
        return at

    def _write_held(self, head: str, inner: list[Line]) -> None:
        """Writes what stands behind a sign: all but its first paragraph four blanks in."""
        within = self._read_within(inner, in_item=True)
        self._out.append(head + (within[0] if within else ""))
        self._out += [f"    {line}" if line else "" for line in within[1:]]
        if "" in within:  # else the next item would be a line of the last block
            self._out.append("")

    # ---- lists

    def _read_list(self, at: int) -> int:
        first = lists.item(self._lines[at])
        assert first is not None
        # Only straight below an item's first words does the parser find a list without a blank line.
        if self._out and self._out[-1] and not (self._in_item and "" not in self._out):
            self._out.append("")
        while at < len(self._lines):
            line = self._lines[at]
            found = lists.item(line) or lists.empty_item(line)
            if found is None or found.is_numbered != first.is_numbered or found.indent >= first.indent + lists.BELONGS:
                break
            inner, behind = self._items.content(at + 1, found.content, found.indent, found.width)
            self._write_held(f"{found.sign} ", inner)
            at = behind
            while at < len(self._lines) and self._lines[at].is_blank:
                at += 1
            if at > behind:
                self._out.append("")
        if self._out[-1]:
            self._out.append("")
        return at

    # ---- paragraphs and tables

    def _table(self, at: int) -> tables.Table | None:
        text = self._lines[at].text
        return self._reader.table(self._lines, at) if "|" in text or "\t" in text else None

    def _interrupts(self, at: int) -> bool:
        """Whether the line at `at` is no line of a paragraph that stands above it."""
        line = self._lines[at]
        stripped = line.text.lstrip(" ")
        sign = stripped[0]
        if line.indent >= 4 and not (sign == "<" and self._opened):
            return False
        if sign == "<":
            return bool(self._html_end(at))
        if sign in "`~":
            return bool(self._fence_end(at))
        if sign == ">" or (sign == "!" and _BOX.match(stripped)):
            return True
        if sign == "[":
            return _LABEL.match(stripped) is not None
        return is_heading(stripped) or (sign in "*_" and is_rule(line.text))

    def _read_paragraph(self, at: int) -> int:
        first = self._lines[at]
        if fences.opening(first.text.lstrip(" ")):
            self._reader.warn("fence-open", first)
        end = at + 1
        table = None
        while end < len(self._lines) and not self._lines[end].is_blank:
            if _DEFINITION.match(self._lines[end].text):
                return self._read_definitions(at)
            if self._interrupts(end) or self._begins_list(end):
                break
            if table := self._table(end):
                break
            end += 1
        self._out += self._reader.paragraph(self._lines[at:end])
        if table:
            self._write_apart(*table.rows)
            return table.end
        if end < len(self._lines) and not self._lines[end].is_blank and not lists.item(self._lines[end]):
            self._out.append("")
        return end

    def _begins_list(self, at: int) -> bool:
        """Whether a list begins at `at`, straight below words; below those of an item it always does."""
        line = self._lines[at]
        return lists.item(line) is not None and (self._in_item or lists.begins_list(self._lines, at))

    def _read_definitions(self, at: int) -> int:
        """Terms and what they mean, which the parser reads as they are."""
        end = paragraph_end(self._lines, at)
        self._out += [line.text for line in self._lines[at:end]]
        return end
