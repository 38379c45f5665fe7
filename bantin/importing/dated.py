"""Finds the lines of a text that give its publication date and its number of views."""

from bantin.importing.article_parts import WINDOW, ArticleParts
from bantin.importing.dates import DateLine, date_line, ending, is_label
from bantin.importing.types import FieldSource


def find(parts: ArticleParts) -> int:
    """Reads the date lines; returns the index of the last of them, or -1."""
    found = [(at, said) for at in range(min(WINDOW, len(parts.blocks))) if (said := _said(parts, at))]
    end = parts.first_prose()
    labelled = [(at, said) for at, said in found if said.is_labelled and at < end + (_BEHIND_LEAD if said.date else 0)]
    first = last = -1
    for at, said in labelled or [pair for pair in found if pair[0] < end][-1:]:
        if said.date is not None and parts.date is not None and parts.date != said.date:
            continue
        _take_over(parts, at, said)
        first, last = at if first < 0 else min(first, at), max(last, at)
    for at, said in reversed(found):
        if at == first - 1 and said.date is not None and parts.date is None and at not in parts.gone:
            _take_over(parts, at, said)
            first = at
    for at, said in found:
        if at == last + 1 and last >= 0 and at not in parts.gone and (said.date is None or parts.date is None):
            _take_over(parts, at, said)
            last = at
    return last


_BEHIND_LEAD = 4
"""Blocks behind the first text among which a line that calls itself a date still is one: some portals set it there."""


def _said(parts: ArticleParts, at: int) -> DateLine | None:
    if not parts.is_text(at):
        return None
    said = date_line(parts.blocks[at].text)
    if said and said.rest:
        if parts.date is None and at < 12:  # the place and date of a letter, which stay where they are
            parts.date = said.date
        return None
    if said is None and at and is_label(parts.blocks[at - 1].text):
        said = date_line(f"{parts.blocks[at - 1].text} {parts.blocks[at].text}")
    return said._replace(is_labelled=True) if said and at and is_label(parts.blocks[at - 1].text) else said


def _take_over(parts: ArticleParts, at: int, said: DateLine) -> None:
    field = "date" if said.date else "views"
    parts.take_over(said)
    parts.take(field, at)
    if at and parts.is_text(at - 1) and is_label(parts.blocks[at - 1].text):
        parts.take(field, at - 1)


def take_from_title(parts: ArticleParts) -> None:
    """Reads the date or views that stand in brackets behind the title."""
    said = ending(parts.title)
    if said is None or not said.rest:
        return
    line = next((taken.line for taken in parts.taken if taken.field == "title"), 0)
    if parts.date is None or said.date is None or parts.date == said.date:
        parts.taken.append(FieldSource("date", parts.title[len(said.rest) :], line))
        parts.title = said.rest
        parts.take_over(said)
