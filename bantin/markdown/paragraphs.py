"""Paragraphs: which line breaks are kept; warnings for lines that look like a list, table or heading."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bantin.markdown import definitions, lists, short_lines, table_slips
from bantin.markdown.indented import WIDTH
from bantin.markdown.lines import Line
from bantin.markdown.positions import SourceMap
from bantin.patterns import lazy_pattern
from bantin.problems import Problem, warning

_PICTURES = lazy_pattern(r"(?:[ ]*!\[[^\]\n]*\]\([^()\n]*\)(?:\{[^{}\n]*\})?)+[ ]*")
_ATTRIBUTES = lazy_pattern(r"[ ]*\{:?[^{}\n]*\}[ ]*")
_SIGN = lazy_pattern(r"[#>!\[:=\-_*+|<`~]|\d")
_UNDERLINE = lazy_pattern(r"(=+|-+) *")
_OPEN_TARGET = lazy_pattern(r"\]\([^()]*$")
"""A link whose address goes on in the next line."""
_PARAGRAPH_END = lazy_pattern(r".{120}[.!?…:;][”\"')]?\s*$")
"""A line too long for hard-wrapped text that ends like a paragraph."""


class ParagraphReader:
    """Reads the paragraphs of a text."""

    def __init__(self, text: str, source: SourceMap) -> None:
        self._text = text
        self._source = source
        self._widest: int | None = None
        self._told_run_on = False

    def read(self, lines: list[Line]) -> tuple[list[str], list[Problem]]:
        """The lines as they should be written, and what is doubtful about them."""
        stripped = [line.text.lstrip(" ") for line in lines]
        # Far in, signs open no block, nor may the parser take them for one.
        texts = [
            line.text if number and line.indent >= WIDTH and _SIGN.match(text) else text
            for number, (line, text) in enumerate(zip(lines, stripped, strict=True))
        ]
        if any(text[:1] == "[" for text in texts):
            texts = [definitions.as_words(text) for text in texts]
        if len(lines) == 1:
            looks_like_row = "|" in texts[0] or "\t" in texts[0]
            return texts, [*table_slips.slips(lines, self._source)] if looks_like_row else []
        runs = [*lists.runs(lines)]
        apart = {at for run in runs for at in range(max(run.start, 1), run.end)}
        words, width = [text.rstrip() for text in stripped], self._width()
        if short_lines.belong_apart(words, width):
            apart.update(range(1, len(lines)))
        else:
            apart.update(short_lines.in_a_row(words, width))
            apart.update(short_lines.around_titles(words, width))
            apart.update(table_slips.in_columns(lines))
            if apart:
                apart.update(short_lines.behind_a_row(words, apart, width))
        for at in apart:
            if not texts[at - 1].endswith("\\") and not _OPEN_TARGET.search(texts[at - 1]):
                texts[at - 1] = f"{texts[at - 1].rstrip()}  "
        return texts, [*self._slips(lines, runs, apart)]

    def is_apart(self, above: Line, line: Line) -> bool:
        """Whether a line was surely not broken by hand from the one above: it begins as sentences and items do, and its
        first word would have had room there."""
        return short_lines.begins(line.text.lstrip(" ")) and short_lines.has_room(
            above.text.rstrip(), line.text.lstrip(" "), self._width()
        )

    def _width(self) -> int:
        if self._widest is None:
            self._widest = short_lines.widest(self._text)
        return self._widest

    def _slips(self, lines: list[Line], runs: list[lists.ForeignItems], apart: set[int]) -> Iterator[Problem]:
        at = 0
        while at + 1 < len(lines) and _UNDERLINE.fullmatch(lines[at + 1].text):
            if not _is_drawn_under(lines[at + 1].text.rstrip(), lines[at].text.strip()):
                yield warning("underline-heading", self._source.place(lines[at + 1].start))
            at += 2
        yield from [*lists.slips(lines, runs, self._source)] or table_slips.slips(lines, self._source)
        lines = lines[at:]  # what stands below such a heading is a paragraph of its own
        if len(lines) < 2:
            return
        yield from lists.lone_item(lines, self._source)
        if self._told_run_on or apart or not all(_PARAGRAPH_END.search(line.text) for line in lines[:-1]):
            return  # broken by hand, in the middle of sentences
        for above, line in pairwise(lines):
            if line.text[:1].isupper() and not above.text.endswith(("  ", "\\")):
                yield warning("paragraphs-run-on", self._source.place(line.start))
                self._told_run_on = True  # once per text: they are all written alike
                return


def _is_drawn_under(line: str, words: str) -> bool:
    """Whether a line of dashes is as long as the text above it: an underline, not a rule."""
    return len(line) > 3 and abs(len(line) - len(words)) <= 2


def pictures_end(lines: Sequence[Line], at: int) -> int:
    """The line after those from `at` on that hold only pictures, and attributes of them; `at` if there are none."""
    end = at
    while end < len(lines) and _PICTURES.fullmatch(lines[end].text):
        end += 1
    if at < end < len(lines) and _ATTRIBUTES.fullmatch(lines[end].text):
        end += 1
    return end


def stands_apart(lines: Sequence[Line], at: int) -> bool:
    """Whether pictures that begin at `at`, below text, are no part of its sentence: what follows begins a new one."""
    end = pictures_end(lines, at)
    return end > at and (end == len(lines) or lines[end].is_blank or short_lines.begins(lines[end].text.lstrip(" ")))
