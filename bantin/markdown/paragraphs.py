"""Paragraphs: which line breaks are kept; warnings for lines that look like a list, table or heading."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bantin.markdown import lists, short_lines, tables
from bantin.markdown.lines import Line
from bantin.markdown.positions import SourceMap
from bantin.problems import Problem, warning

_UNDERLINE = re.compile(r"(=+|-+) *")
_PARAGRAPH_END = re.compile(r".{120}[.!?…:;][”\"')]?\s*$")
"""A line too long for hard-wrapped text that ends like a paragraph."""


class ParagraphReader:
    """Reads the paragraphs of a text."""

    def __init__(self, text: str, source: SourceMap) -> None:
        self._text = text
        self._source = source
        self._widest: int | None = None
        self._told_run_on = False

    def read(self, lines: list[Line]) -> tuple[list[str], list[Problem]]:
        """The rewritten lines, and warnings about them."""
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
        at = 0
        while at + 1 < len(lines) and _UNDERLINE.fullmatch(lines[at + 1].text):
            if not _is_drawn_under(lines[at + 1].text.rstrip(), lines[at].text.strip()):
                yield warning("underline-heading", self._source.place(lines[at + 1].start))
            at += 2
        lines = lines[at:]  # the text below such a heading is a paragraph of its own
        if len(lines) < 2:
            return
        yield from lists.lone_item(lines, self._source)
        yield from [*lists.slips(lines, self._source)] or tables.slips(lines, self._source)
        if self._told_run_on or not all(_PARAGRAPH_END.search(line.text) for line in lines[:-1]):
            return  # hard-wrapped within sentences
        for above, line in pairwise(lines):
            if line.text[:1].isupper() and not above.text.endswith(("  ", "\\")):
                yield warning("paragraphs-run-on", self._source.place(line.start))
                self._told_run_on = True  # once per text: they are all written alike
                return


def _is_drawn_under(line: str, words: str) -> bool:
    """Whether a line of dashes is as long as the text above it: an underline, not a rule."""
    return len(line) > 3 and abs(len(line) - len(words)) <= 2
