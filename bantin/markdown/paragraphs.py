"""The lines of a paragraph: which breaks are kept, and what in it looks like a list, a table, a heading and is none."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bantin.markdown import lists, short_lines, tables
from bantin.markdown.lines import Line
from bantin.markdown.positions import SourceMap
from bantin.problems import Problem, warning

_UNDERLINE = re.compile(r"(=+|-+) *")
_PARAGRAPH_END = re.compile(r".{120}[.!?…:;][”\"')]?\s*$")
"""A line longer than those of a text that is broken by hand, which ends where a paragraph may."""


class ParagraphReader:
    """Reads the paragraphs of one text."""

    def __init__(self, text: str, source: SourceMap) -> None:
        self._text = text
        self._source = source
        self._widest: int | None = None
        self._told_run_on = False

    def read(self, lines: list[Line]) -> tuple[list[str], list[Problem]]:
        """The lines as they should be written, and what is doubtful about them."""
        texts = [
            line.text if line.indent >= 4 and number else line.text.lstrip(" ") for number, line in enumerate(lines)
        ]
        if len(lines) == 1:
            looks_like_row = "|" in texts[0] or "\t" in texts[0]
            return texts, [*tables.slips(lines, self._source)] if looks_like_row else []
        if self._widest is None:
            self._widest = short_lines.widest(self._text)
        keeps_all = short_lines.belong_apart([text.rstrip() for text in texts], self._widest)
        for number, following in enumerate(texts[1:]):
            if (keeps_all or lists.is_bullet(following)) and not texts[number].endswith("\\"):
                texts[number] = f"{texts[number].rstrip()}  "
        return texts, [*self._slips(lines)]

    def _slips(self, lines: list[Line]) -> Iterator[Problem]:
        yield from lists.lone_item(lines, self._source)
        yield from [*lists.slips(lines, self._source)] or tables.slips(lines, self._source)
        if _UNDERLINE.fullmatch(lines[1].text):
            yield warning("underline-heading", self._source.place(lines[1].start))
        if self._told_run_on:
            return
        for above, line in pairwise(lines):
            if _PARAGRAPH_END.search(above.text) and line.text[:1].isupper():
                yield warning("paragraphs-run-on", self._source.place(line.start))
                self._told_run_on = True  # once: who wrote one so wrote them all so
                return
