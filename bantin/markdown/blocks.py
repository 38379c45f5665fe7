"""Preprocessor: Markdown as people write it → Markdown that Python-Markdown parses as it was meant.

Recognises the blocks of a text (lists, tables, quotes, boxes, fenced code, HTML, paragraphs; a module for each) and
rewrites them in the parser's strict form: content of list items indented by four blanks, a blank line above lists and
tables. Code and HTML, which the parser must not touch, are replaced by *stand-ins*.
"""

import re
from dataclasses import dataclass

from bantin.markdown import containers, dialects, fences, lists, raw_blocks, tables
from bantin.markdown.block_context import BlockContext
from bantin.markdown.calm import is_calm
from bantin.markdown.lines import Line, is_heading, is_rule, lines_of, paragraph_end
from bantin.markdown.positions import SourceMap
from bantin.problems import Problem

DEPTH = 40
"""Maximum nesting of quotes, list items and boxes."""

STAND_IN = re.compile("<p>\x11(\\d+)\x11</p>|\x11(\\d+)\x11")
"""A stand-in: the number of a piece put aside, between control characters that no text contains."""

_BOX = re.compile(r'!!! ?([\w\-]+(?: +[\w\-]+)*)(?: +"(.*?)")? *$')
_ALERT = re.compile(r"\[!([A-Za-z]+)\][ ]*(.*)$")
_LABEL = re.compile(
    r"""\[(?:(\^)([^\[\]]+)\]:[ ]*(?P<note>.*)|([^\[\]^][^\[\]]*)\]:[ ]*\S+[ ]*(?:"[^"]*"|'[^']*'|\([^()]*\))?[ ]*)$"""
)
_DEFINITION = re.compile(r" {0,3}: {1,3}\S")


@dataclass(frozen=True, slots=True)
class Reading:
    """A preprocessed text."""

    text: str
    stand_ins: tuple[str, ...] = ()
    """The HTML put aside, by number."""
    problems: tuple[Problem, ...] = ()


class TooDeep(Exception):
    """Raised for nesting beyond DEPTH."""

    def __init__(self, at: int) -> None:
        self.at = at
        super().__init__(str(at))


def read(text: str, source: SourceMap) -> Reading:
    """Preprocesses `text`; `source` is its source map. Raises TooDeep."""
    if is_calm(text):
        return Reading(text)
    context = BlockContext(text, source)
    written = "\n".join(_within(context, lines_of(text), 0))
    return Reading(written, tuple(context.stand_ins), (*context.problems, *dialects.slips(text, source)))


def _within(context: BlockContext, lines: list[Line], depth: int, in_item: bool = False) -> list[str]:
    """Rewrites the lines of a text, or of the inside of a quote, item or box."""
    if depth > DEPTH:
        raise TooDeep(lines[0].start if lines else -1)
    return _BlockReader(context, lines, depth, in_item).read()


class _BlockReader:
    """Reads one level of nesting: the blocks directly in a text, quote, item or box."""

    def __init__(self, context: BlockContext, lines: list[Line], depth: int, in_item: bool) -> None:
        self._context = context
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
            self._context.close(opened)
        return self._out

    def _write_apart(self, *lines: str) -> None:
        """Writes a block with a blank line on both sides."""
        if self._out and self._out[-1]:
            self._out.append("")
        self._out += lines
        self._out.append("")

    def _read_block(self, at: int) -> int:
        """Reads the block at line `at`; returns the number of the line after it."""
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
        if sign == "<" and (end := self._context.html_end(self._lines, at)):
            return self._read_html(at, end)
        if sign in "`~" and (end := self._context.fence_end(self._lines, at)):
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

    def _read_html(self, at: int, end: int) -> int:
        html = raw_blocks.cleaned("\n".join(line.text for line in self._lines[at:end]))
        self._write_apart(self._context.put_aside(html))
        raw_blocks.follow(self._lines[at:end], len(self._context.stand_ins) - 1, self._opened)
        return end

    def _read_code(self, at: int, end: int) -> int:
        self._write_apart(self._context.put_aside(fences.html(self._lines, at, end)))
        return end + 1

    def _read_indented(self, at: int) -> int:
        """Reads indented code: lines from four blanks on."""
        while at < len(self._lines) and (self._lines[at].is_blank or self._lines[at].indent >= 4):
            self._out.append(self._lines[at].text if not self._lines[at].is_blank else "")
            at += 1
        return at

    def _dedent_chunk(self, at: int, width: int) -> None:
        """Removes the indentation of lines inside HTML, which is for the eye only."""
        while at < len(self._lines) and not self._lines[at].is_blank:
            self._lines[at] = self._lines[at].dedented(width)
            at += 1

    # ---- what holds blocks

    def _read_within(self, lines: list[Line], in_item: bool = False) -> list[str]:
        written = _within(self._context, lines, self._depth + 1, in_item)
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
            self._context.warn("alert-unknown", inner[0], kind=alert[1])
        self._write_apart(*(f"> {line}" if line else ">" for line in self._read_within(inner)))
        return end

    def _read_box(self, at: int) -> int:
        head = self._lines[at]
        inner, end = containers.boxed(self._lines, at + 1)
        if not inner:
            self._context.warn("box-empty", head)
        self._write_box(head.text.lstrip(" ")[3:].strip(), inner)
        return end

    def _ends_element(self, line: Line) -> bool:
        """Whether a line closes an HTML element around this level."""
        return bool(self._opened) and line.text.lstrip(" ").startswith("</")

    def _write_box(self, head: str, inner: list[Line]) -> None:
        within = self._read_within(inner)
        self._write_apart(f"!!! {head}", *(f"    {line}" if line else "" for line in within))

    def _read_label(self, at: int, label: re.Match[str]) -> int:
        line = self._lines[at]
        self._context.note_label(label[1] or "", label[2] or label[4], line)
        if not label[1]:
            self._out.append(line.text.lstrip(" "))
            return at + 1
        first = line.after(line.indent + label.start("note"))
        inner, at = self._items.content(at + 1, first, 0)
        self._write_held(f"[^{label[2]}]: ", inner)
        return at

    def _write_held(self, head: str, inner: list[Line]) -> None:
        """Writes the content after a list marker: everything after its first paragraph indented by four blanks."""
        within = self._read_within(inner, in_item=True)
        self._out.append(head + (within[0] if within else ""))
        self._out += [f"    {line}" if line else "" for line in within[1:]]
        if "" in within:  # otherwise the next item would join the last block
            self._out.append("")

    # ---- lists

    def _read_list(self, at: int) -> int:
        first = lists.item(self._lines[at])
        assert first is not None
        # The parser needs no blank line above a list only directly below the first line of an item.
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
        return self._context.table(self._lines, at) if "|" in text or "\t" in text else None

    def _interrupts(self, at: int) -> bool:
        """Whether the line at `at` ends a paragraph above it."""
        line = self._lines[at]
        stripped = line.text.lstrip(" ")
        sign = stripped[0]
        if line.indent >= 4 and not (sign == "<" and self._opened):
            return False
        if sign == "<":
            return bool(self._context.html_end(self._lines, at))
        if sign in "`~":
            return bool(self._context.fence_end(self._lines, at))
        if sign == ">" or (sign == "!" and _BOX.match(stripped)):
            return True
        if sign == "[":
            return _LABEL.match(stripped) is not None
        return is_heading(stripped) or (sign in "*_" and is_rule(line.text))

    def _read_paragraph(self, at: int) -> int:
        first = self._lines[at]
        if fences.opening(first.text.lstrip(" ")):
            self._context.warn("fence-open", first)
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
        self._out += self._context.paragraph(self._lines[at:end])
        if table:
            self._write_apart(*table.rows)
            return table.end
        if end < len(self._lines) and not self._lines[end].is_blank and not lists.item(self._lines[end]):
            self._out.append("")
        return end

    def _begins_list(self, at: int) -> bool:
        """Whether a list begins at `at`, directly below words; below the words of an item it always does."""
        line = self._lines[at]
        return lists.item(line) is not None and (self._in_item or lists.begins_list(self._lines, at))

    def _read_definitions(self, at: int) -> int:
        """Reads a definition list, which the parser understands as written."""
        end = paragraph_end(self._lines, at)
        self._out += [line.text for line in self._lines[at:end]]
        return end
