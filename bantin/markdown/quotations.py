"""Quotations: the lines inside a quote without their `>`, and where a sentence below it is no part of it.

A line without `>` straight below one goes on with its paragraph (a lazy continuation). So a reporter's sentence below
somebody's words would be taken for these. It is none of them where the quotation is complete: it begins and ends with
quotation marks, and the line below begins and ends as sentences do. Where the words above merely end a sentence, and
were not broken by hand, the line stays in the quotation, and the editor is told.
"""

from collections.abc import Callable
from typing import NamedTuple

from bantin.markdown import lists, short_lines
from bantin.markdown.lines import Line, with_blanks
from bantin.patterns import lazy_pattern


class Quotation(NamedTuple):
    """What is quoted."""

    lines: list[Line]
    end: int
    """Number of the line behind it."""
    runs_on: Line | None
    """A line without `>` that perhaps is no part of it."""


_OPENING = {"”": "“", "»": "«", '"': '"'}
"""Quotation marks that close, and what opens them."""
_LONGEST = 40
"""A quoted paragraph of more lines is not looked through."""
_BEHIND = ".!?…,;*_ "
"""What may stand behind a closing quotation mark."""
_ENDS_SENTENCE = lazy_pattern(r"[.!?…][*_]{0,3}[”\"»’)]?[*_.]{0,3}$")
_ENDS_LINE = lazy_pattern(r"[.!?…:][*_]{0,3}[”\"»’)]?[*_]{0,3}$")
_SAYS_WHO = lazy_pattern(r"[”\"»][*_.,]{0,3} ?[–—(-] ?[^\W\d_]")
"""Behind a quotation, by whom it is."""


def quoted(
    lines: list[Line], at: int, interrupts: Callable[[int], bool], is_apart: Callable[[Line, Line], bool]
) -> Quotation:
    """The quote at line `at`. `is_apart`: whether a line was surely not broken by hand from the one above."""
    inner: list[Line] = []
    runs_on: Line | None = None
    end = at
    is_lazy = False
    while at < len(lines):
        line = lines[at]
        stripped = line.text.lstrip(" ")
        if stripped.startswith(">") and line.indent < 4:
            line = line.after(line.indent + 1)
            inner.append(with_blanks(line.after(1) if line.text.startswith(" ") else line))
            is_lazy = False
        elif line.is_blank or not inner or inner[-1].is_blank or interrupts(at) or lists.item(line):
            break
        else:
            if stripped.lstrip("*_")[:1].isupper():
                end = end if end > at else _lazy_end(lines, at)
                if _ENDS_LINE.search(lines[end - 1].text.rstrip()):  # a name below a quotation ends otherwise
                    if _is_complete(inner):
                        break
                    if not is_lazy and runs_on is None and _is_doubtful(inner[-1], line, is_apart):
                        runs_on = line
            is_lazy = True
            inner.append(Line(stripped, line.start))
        at += 1
    return Quotation(inner, at, runs_on)


def _lazy_end(lines: list[Line], at: int) -> int:
    """Number of the first line from `at` on that is blank or has a `>` of its own, or of the end."""
    while at < len(lines) and not lines[at].is_blank and not lines[at].text.lstrip(" ").startswith(">"):
        at += 1
    return at


def _is_complete(inner: list[Line]) -> bool:
    """Whether the last paragraph of a quote begins and ends with quotation marks, all of which are closed."""
    if inner[-1].text.rstrip(_BEHIND)[-1:] not in _OPENING:
        return False
    begin = len(inner) - 1
    while 0 < begin > len(inner) - _LONGEST and not inner[begin - 1].is_blank:
        begin -= 1
    opening, closing = inner[begin].text.lstrip(" *_")[:1], inner[-1].text.rstrip(_BEHIND)[-1]
    words = "".join(line.text for line in inner[begin:])
    return _OPENING[closing] == opening and words.count('"') % 2 == 0 and words.count(opening) == words.count(closing)


def _is_doubtful(above: Line, line: Line, is_apart: Callable[[Line, Line], bool]) -> bool:
    """Whether a sentence below a line of a quote may be none of its own."""
    words = above.text.rstrip()
    if not _ENDS_SENTENCE.search(words) and not _SAYS_WHO.search(words):
        return False
    is_short = short_lines.has_room(words, line.text, short_lines.NARROWEST)
    return is_short or is_apart(above, line)  # of lines that nobody wraps, `paragraphs` tells
