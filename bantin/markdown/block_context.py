"""State shared by all block readers of one text: HTML put aside, labels seen so far, problems."""

import re
from collections import Counter
from collections.abc import Sequence

from bantin.markdown import definitions, fences, lists, paragraphs, raw_blocks, tables
from bantin.markdown.indented import WIDTH
from bantin.markdown.lines import Line, is_heading, is_rule
from bantin.markdown.openings import BOX, LABEL
from bantin.markdown.positions import SourceMap
from bantin.problems import Problem, error, warning


class BlockContext:
    """The shared state for one text."""

    def __init__(self, text: str, source: SourceMap) -> None:
        self._text = text
        self._source = source
        self.stand_ins: list[str] = []
        self.problems: list[Problem] = []
        self._labels: set[str] = set()
        self._definitions: dict[str, definitions.Definition] = {}
        self._used: Counter[str] | None = None
        self._fences = fences.FenceFinder()
        self._html = raw_blocks.HtmlBlockFinder()
        self._paragraphs = paragraphs.ParagraphReader(text, source)

    def warn(self, key: str, line: Line, **values: str | int) -> None:
        """Records a warning about a line."""
        self.problems.append(warning(key, self._source.place(line.start), **values))

    def put_aside(self, html: str) -> str:
        """Stores `html` and returns its stand-in."""
        self.stand_ins.append(html)
        return f"\x11{len(self.stand_ins) - 1}\x11"

    def close(self, opened: raw_blocks.Opened) -> None:
        """Closes an unclosed element at the end of the block that opens it."""
        self.stand_ins[opened.block] += f"</{opened.name}>"
        self.problems.append(warning("html-unclosed", self._source.place(opened.at), tag=opened.name))

    def fence_end(self, lines: list[Line], at: int) -> int:
        """Number of the line that closes the fence at `at`; 0 if none does."""
        fence = fences.opening(lines[at].text.lstrip(" "))
        return max(self._fences.closing(lines, at, fence), 0) if fence else 0

    def html_end(self, lines: list[Line], at: int) -> int:
        """Number of the line after the HTML block at `at`; 0 if none begins there."""
        if not raw_blocks.begins(lines[at].text.lstrip(" ")):
            return 0
        end = self._html.end(lines, at)
        return end if end > at else 0

    def interrupts(self, lines: list[Line], at: int, is_within_html: bool) -> bool:
        """Whether the line at `at` begins a block of its own straight below a line of words."""
        line = lines[at]
        stripped = line.text.lstrip(" ")
        sign = stripped[0]
        if line.indent >= WIDTH and not (sign == "<" and is_within_html):
            return False
        if sign == "<":
            return bool(self.html_end(lines, at))
        if sign in "`~":
            return bool(self.fence_end(lines, at))
        if sign == ">" or (sign == "!" and BOX.match(stripped)):
            return True
        if sign == "[":
            return self.label(stripped) is not None
        return is_heading(stripped) or (sign in "*_" and is_rule(line.text))

    def hide(self, lines: list[Line]) -> None:
        """Keeps what stands in lines of code from being taken for the text's own signs."""
        for line in lines:
            self._source.hide(line.start, line.at + len(line.text))

    def table(self, lines: list[Line], at: int) -> tables.Table | None:
        """The table that begins at line `at`, if any."""
        found = tables.table(lines, at, self._source)
        if found:
            self.problems += found.problems
        return found

    def label(self, stripped: str) -> re.Match[str] | None:
        """The footnote or link definition that a line (without indentation) begins, if any."""
        found = LABEL.match(stripped)
        is_one = found and (found[1] or definitions.is_one(found[4], found["target"], self._uses()))
        return found if is_one else None

    def _uses(self) -> "Counter[str]":
        if self._used is None:
            self._used = definitions.uses(self._text)
        return self._used

    def note_label(self, found: re.Match[str], line: Line) -> None:
        """Remembers a footnote or link definition; reports a second one with the same label."""
        mark, label = found[1] or "", found[2] or found[4]
        key = mark + " ".join(label.lower().split())
        if key in self._labels:
            self.problems.append(error("label-twice", self._source.place(line.start), label=mark + label))
        elif not mark:
            self._definitions[key] = definitions.Definition(label, found["target"], line.start)
        self._labels.add(key)

    def tell_of_unused(self) -> None:
        """Reports link definitions by which nothing is linked."""
        for each in definitions.unused(self._definitions.values(), self._uses()) if self._definitions else ():
            place = self._source.place(each.at)
            self.problems.append(warning("definition-unused", place, label=each.label, target=each.target))

    def tell_of_box(self, line: Line, unknown: str, *, is_empty: bool) -> None:
        """Reports the box that `line` opens, if it is of an `unknown` kind or holds nothing."""
        if unknown:
            self.warn("alert-unknown", line, kind=unknown)
        elif is_empty:
            self.warn("box-empty", line)

    def tell_of_run_on(self, line: Line | None) -> None:
        """Reports a line, if there is one, that perhaps is no part of the quotation above it."""
        if line:
            self.warn("quote-runs-on", line)

    def tell_slip(self, line: Line, sign: str) -> None:
        """Reports a line that was meant as the next item of the list above it, and its sign."""
        key = "list-sign-without-blank" if sign in "-*+" else "list-other-sign"
        self.warn(key, line, sign=sign)

    def tell_of_mixed(self, items: Sequence[Line]) -> None:
        """Reports another bullet among the items of one list, of which each first line is given."""
        if other := lists.mixed(items):
            self.warn("list-signs-mixed", other, sign=other.text.lstrip(" ")[0], first=items[0].text.lstrip(" ")[0])

    def is_apart(self, above: Line, line: Line) -> bool:
        """Whether a line was surely not broken by hand from the one above."""
        return self._paragraphs.is_apart(above, line)

    def paragraph(self, lines: list[Line]) -> list[str]:
        """The lines of a paragraph, with hard line breaks where they are kept."""
        texts, problems = self._paragraphs.read(lines)
        self.problems += problems
        return texts
