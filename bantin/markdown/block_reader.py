"""What stands directly in a text, or in one quote, item or box of it → the lines that the parser should read.

A level is read block by block; what a block holds is a level of its own.
"""

import re

from bantin.markdown import containers, dialects, fences, indented, lists, paragraphs, raw_blocks, tables
from bantin.markdown.block_context import BlockContext
from bantin.markdown.lines import Line, blanks_end, is_heading, is_rule, paragraph_end, with_heading_blank
from bantin.markdown.openings import ALERT, BOX, DEFINITION
from bantin.markdown.quotations import quoted

DEPTH = 40
"""Quotes, items and boxes within each other."""


class TooDeep(Exception):
    """More within each other than may be."""

    def __init__(self, at: int) -> None:
        self.at = at
        super().__init__(str(at))


def read(context: BlockContext, lines: list[Line]) -> list[str]:
    """The lines of a whole text as they should be written. Raises TooDeep."""
    return _within(context, lines, 0)


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
        self._items = containers.ItemReader(lines, self._interrupts, context.is_apart, self._is_over, context.tell_slip)

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
        if line.indent >= indented.WIDTH:
            return self._read_indented(at)
        indent = line.indent
        stripped = line.text[indent:]
        sign = stripped[0]
        if sign == "<" and (end := self._context.html_end(self._lines, at)):
            return self._read_html(at, end)
        if sign in "`~" and (end := self._context.fence_end(self._lines, at)):
            return self._read_code(at, end)
        if sign == ">":
            return self._read_quote(at)
        if sign == "!" and BOX.match(stripped):
            return self._read_box(at)
        if is_heading(stripped) or is_rule(line.text):
            self._write_apart(with_heading_blank(stripped.rstrip("\\")))
            return at + 1
        if sign == "[" and (label := self._context.label(stripped)):
            return self._read_label(at, label)
        if lists.opens(self._lines, at):
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
        if fences.holds_article(self._lines, at, end):
            self._context.warn("fence-of-markdown", self._lines[at], sign=self._lines[at].text.strip())
        self._write_apart(self._context.put_aside(fences.html(self._lines, at, end)))
        self._context.hide(self._lines[at : end + 1])
        return end + 1

    def _read_indented(self, at: int) -> int:
        """Code by its blanks; or words, which are moved out, to be read again as any others."""
        lines = self._lines
        if self._opened:  # inside HTML, lines are indented for the eye
            end = paragraph_end(lines, at)
            lines[at:end] = [line.dedented(lines[at].indent) for line in lines[at:end]]
            return at
        end = indented.end(lines, at)
        if not indented.is_code(lines[at:end]):
            lines[at:end] = indented.moved_out(lines[at:end])
            return at
        self._context.hide(lines[at:end])
        if indented.is_doubtful(lines[at:end]):
            self._context.warn("indented-code", lines[at])
        self._out += ["" if line.is_blank else line.text for line in lines[at:end]]
        return end

    # ---- what holds blocks

    def _read_within(self, lines: list[Line], in_item: bool = False) -> list[str]:
        written = _within(self._context, lines, self._depth + 1, in_item)
        while written and not written[-1]:
            written.pop()
        while written and not written[0]:
            written.pop(0)
        return written

    def _read_quote(self, at: int) -> int:
        inner, end, runs_on = quoted(self._lines, at, self._interrupts, self._context.is_apart)
        self._context.tell_of_run_on(runs_on)
        alert = ALERT.match(inner[0].text)
        if alert and (head := dialects.alert(alert[1])):
            self._write_box(head, [inner[0].after(alert.start(2)), *inner[1:]])
            return end
        if alert:
            self._context.warn("alert-unknown", inner[0], kind=alert[1])
        self._write_apart(*(f"> {line}" if line else ">" for line in self._read_within(inner)))
        return end

    def _read_box(self, at: int) -> int:
        inner, end = containers.boxed(self._lines, at + 1)
        head, inner, unknown = dialects.box(self._lines[at], inner)
        self._context.tell_of_box(self._lines[at], unknown, is_empty=not inner)
        self._write_box(head, inner)
        return end

    def _is_over(self, line: Line) -> bool:
        """Whether a line closes an HTML element around this level."""
        return bool(self._opened) and line.text.lstrip(" ").startswith("</")

    def _write_box(self, head: str, inner: list[Line]) -> None:
        within = self._read_within(inner)
        self._write_apart(f"!!! {head}", *(f"    {line}" if line else "" for line in within))

    def _read_label(self, at: int, label: re.Match[str]) -> int:
        line = self._lines[at]
        self._context.note_label(label, line)
        if not label[1]:
            self._out.append(line.text.lstrip(" "))
            return at + 1
        first = line.after(line.indent + label.start("note"))
        inner, at = self._items.content(at + 1, lists.Item(0, "", first, 4))
        self._write_held(f"[^{label[2]}]: ", inner, is_item=False)
        return at

    def _write_held(self, head: str, inner: list[Line], is_item: bool = True) -> None:
        """Writes what stands behind a sign: all but its first paragraph four blanks in."""
        within = self._read_within(inner, is_item)
        if within and inner[0].is_blank and lists.item(Line(within[0], 0)):  # a list below a sign without words
            within.insert(0, "")
        self._out.append(head + (within[0] if within else ""))
        self._out += [f"    {line}" if line else "" for line in within[1:]]
        if "" in within[1:]:  # else the next item would be a line of the last block
            self._out.append("")

    # ---- lists

    def _read_list(self, at: int) -> int:
        first = lists.item(self._lines[at]) or lists.empty_item(self._lines[at])
        assert first is not None
        # The parser needs no blank line above a list only directly below the first line of an item.
        if self._out and self._out[-1] and not (self._in_item and "" not in self._out):
            self._out.append("")
        items: list[Line] = []
        while at < len(self._lines):
            line = self._lines[at]
            found = lists.item(line) or lists.empty_item(line)
            if found is None or found.is_numbered != first.is_numbered or found.indent >= first.indent + lists.BELONGS:
                break
            items.append(line)
            inner, behind = self._items.content(at + 1, found, first)
            self._write_held(f"{found.sign} ", inner)
            at = blanks_end(self._lines, behind)
            if at > behind:
                self._out.append("")
        if self._out[-1]:
            self._out.append("")
        self._context.tell_of_mixed(items)
        return at

    # ---- paragraphs and tables

    def _table(self, at: int) -> tables.Table | None:
        return self._context.table(self._lines, at) if tables.may_begin(self._lines[at].text) else None

    def _interrupts(self, at: int) -> bool:
        """Whether the line at `at` ends a paragraph above it."""
        return self._context.interrupts(self._lines, at, bool(self._opened))

    def _read_paragraph(self, at: int) -> int:
        first = self._lines[at]
        if fences.opening(first.text.lstrip(" ")):
            self._context.warn("fence-open", first)
        end = paragraphs.pictures_end(self._lines, at)
        if at < end < len(self._lines) and not self._lines[end].is_blank and not self._begins_list(end):
            self._write_apart(*(line.text.lstrip(" ") for line in self._lines[at:end]))
            return end
        end = max(end, at + 1)  # pictures straight below each other stay one paragraph: a gallery
        table = None
        while end < len(self._lines) and not self._lines[end].is_blank:
            if DEFINITION.match(self._lines[end].text):
                end = paragraph_end(self._lines, at)  # terms and what they mean: the parser reads them as they are
                self._out += [line.text for line in self._lines[at:end]]
                return end
            if self._interrupts(end) or self._begins_list(end):
                break
            if (table := self._table(end)) or paragraphs.stands_apart(self._lines, end):
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
        """Whether a list begins at `at`, straight below words; below those of an item it always does."""
        return lists.begins_list(self._lines, at, self._in_item)
