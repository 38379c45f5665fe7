"""The head of an official letter: issuing body, the state's name and motto, document number, place and date.

The page of an article already names the issuing body, so the head is left out. The document number stays, because
readers search for it; the date becomes the article's.
"""

import re
from collections.abc import Sequence

from bantin.importing.article_parts import ArticleParts
from bantin.importing.categories import is_shouted
from bantin.importing.dates import date_line
from bantin.importing.inline import escaped
from bantin.importing.types import Block
from bantin.importing.words import words
from bantin.patterns import lazy_pattern
from bantin.text import fold

_STATE = "cong hoa xa hoi chu nghia viet nam"
_MOTTO = ["doc", "lap", "tu", "do", "hanh", "phuc"]
_NUMBER = lazy_pattern(r"so ?: ?.*/.*", re.IGNORECASE)
_BEFORE = 10
"""Blocks at the beginning of a text among which its head stands."""


def is_one(text: str) -> bool:
    """Whether a table is such a head: it contains the state's name."""
    return _STATE in " ".join(fold(text).split())


def blocks_of(text: str, line: int) -> list[Block]:
    """The blocks of a table with such a head: those left out, and the document number."""
    lines = [said for each in text.split("\n") if (said := " ".join(each.split()))]
    numbers = [each for each in lines if _NUMBER.fullmatch(fold(each))]
    rest = "\n".join(each for each in lines if each not in numbers)
    head = Block("table", rest, "\\\n".join(map(escaped, rest.split("\n"))), line, role="letterhead")
    return [head, *(Block("paragraph", each, escaped(each), line, role="number") for each in numbers)]


def leave_out(parts: ArticleParts) -> None:
    """Leaves out the head of a letter, in a table or in paragraphs."""
    early = range(min(_BEFORE, len(parts.blocks)))
    for at in early:
        if parts.blocks[at].role == "letterhead":
            _believe_date(parts, parts.blocks[at].text.split("\n"))
            parts.leave_out(at, "letterhead")
    states = [at for at in early if parts.is_text(at) and _is_state(parts.blocks[at].text)]
    for at in states:
        parts.leave_out(at, "letterhead")
    if states:
        for at in range(states[0]):
            if (
                parts.is_text(at)
                and is_shouted(parts.blocks[at].text)
                and not parts.categories.meant(parts.blocks[at].text)
            ):
                parts.leave_out(at, "letterhead")


def _believe_date(parts: ArticleParts, lines: Sequence[str]) -> None:
    for line in lines:
        if parts.date is None and (said := date_line(line)) and said.date:
            parts.date = said.date


def _is_state(text: str) -> bool:
    key = [fold(word) for word in words(text)]
    return key in (_STATE.split(), _MOTTO, [*_STATE.split(), *_MOTTO])
