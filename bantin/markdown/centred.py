"""`<center>` around lines, which HTML has no more → a division that is centred, in which Markdown is read."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bantin.markdown.lines import Line
from bantin.markdown.positions import SourceMap
from bantin.patterns import lazy_pattern

_OPENING = lazy_pattern(r" *<center>[ \t]*", re.IGNORECASE)
_CLOSING = lazy_pattern(r"[ \t]*</center>[ \t]*$", re.IGNORECASE)
_ANY = lazy_pattern(r"</?center\b", re.IGNORECASE)


def divided(lines: list[Line], text: str, source: SourceMap) -> list[Line]:
    """The lines of `text`, in which each `<center>` that begins a line and the `</center>` that ends this or a later
    one are a division. Others are left, to be told."""
    if "center>" not in text and "CENTER>" not in text:
        return lines
    found = sorted(_pairs(lines, source.without_code))
    written: list[Line] = []
    done = 0
    for first, last in found:
        written += lines[done:first]
        written += _division(lines[first : last + 1])
        done = last + 1
    return [*written, *lines[done:]]


def _pairs(lines: Sequence[Line], without_code: str) -> Iterator[tuple[int, int]]:
    """The first and the last line of each division."""
    tags = [at for at, line in enumerate(lines) if _ANY.search(line.text) and without_code[line.start] != " "]
    for at in tags:
        if _OPENING.match(lines[at].text) and _CLOSING.search(lines[at].text) and _count(lines[at]) == 2:
            yield at, at
    for first, last in pairwise(tags):
        is_pair = _OPENING.match(lines[first].text) and _CLOSING.search(lines[last].text)
        if is_pair and _count(lines[first]) == _count(lines[last]) == 1:
            yield first, last


def _count(line: Line) -> int:
    return len(_ANY.findall(line.text))


def _division(lines: list[Line]) -> Iterator[Line]:
    """The lines of a division, apart from its tags."""
    first, last = lines[0], lines[-1]
    margin = " " * first.indent
    opening = _OPENING.match(first.text)
    width = opening.end() if opening else 0
    yield Line(f'{margin}<div class="align-center">', first.at)
    yield Line("", first.at)
    lines = [Line(f"{margin}{first.text[width:]}", first.at + width - len(margin)), *lines[1:]]
    lines[-1] = Line(_CLOSING.sub("", lines[-1].text), lines[-1].at)
    yield from lines
    yield Line("", last.at)
    yield Line(f"{margin}</div>", last.at)
    yield Line("", last.at)
