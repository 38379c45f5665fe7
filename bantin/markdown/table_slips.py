"""Lines of a paragraph that were meant as rows of a table and are none: reported, with what to write instead."""

from collections.abc import Iterator, Sequence

from bantin.markdown.lines import Line
from bantin.markdown.positions import SourceMap
from bantin.markdown.tables import DRAWN, has_edges, tabs
from bantin.patterns import lazy_pattern
from bantin.problems import Problem, warning


def slips(lines: Sequence[Line], source: SourceMap) -> Iterator[Problem]:
    """Warnings for lines of a paragraph that were meant as rows of a table."""
    texts = [_CODE.sub("``", line.text) if "`" in line.text else line.text for line in lines]
    for line, text, below in zip(lines, texts, (*texts[1:], ""), strict=True):
        if has_edges(text.translate(DRAWN)) or (" | " in text and " | " in below):
            yield warning("table-not-understood", source.place(line.start))
            return
        if tabs(text) and tabs(below):
            yield warning("table-tabs", source.place(line.start))
            return
    if sign := _parted_by(lines):
        yield warning("table-values", source.place(lines[0].start), sign=sign)
    elif columns := in_columns(lines):
        yield warning("table-blanks", source.place(lines[min(columns) - 1].start))


_CODE = lazy_pattern("`[^`]*`")
_GLUED = {";": lazy_pattern(r";(?=\S)"), ",": lazy_pattern(r",(?=[^\s\d])|(?<=\D),(?=\d)")}


def _parted_by(lines: Sequence[Line]) -> str:
    """The sign that parts the values of three lines or more, as in a file of a spreadsheet (`1;120;đủ`); '' if none."""
    if len(lines) < 3:
        return ""
    for sign, glued in _GLUED.items():
        counts = {len(glued.findall(line.text)) if sign in line.text else 0 for line in lines}
        if len(counts) == 1 and counts.pop() > 1:
            return sign
    return ""


_COLUMNS = lazy_pattern(r"\S {3,}\S")
"""Words that blanks push apart, as columns of a table."""


def in_columns(lines: Sequence[Line]) -> set[int]:
    """Numbers of the lines that blanks part as the line above: twice at least, or in three lines in a row."""
    counts = [len(_COLUMNS.findall(line.text.strip())) if "   " in line.text else 0 for line in lines]
    return {
        at
        for at in range(1, len(counts))
        if counts[at - 1] == counts[at] > 0
        and (counts[at] > 1 or counts[at] in (*counts[at + 1 : at + 2], *counts[at - 2 : at - 1]))
    }
