"""Line breaks within paragraphs: kept in short lines (an address, *Nơi nhận*, a verse), not in hard-wrapped prose.

Heuristic: the breaks of a paragraph are kept if

1. no line of it is longer than 50 characters,
2. each line after the first begins with a capital, a number, or a sign that begins no sentence (`–`, `•`, `(`), and
3. the first word of some line would have fitted at the end of the line above.

Prose is wrapped where the next word does not fit. So in a text wrapped at any one width no break meets the third
condition, however many lines begin with capitals. The available width is that of the longest line of text.

A longer line too is kept apart from the one above where it is surely one of a row: it begins with a later number after
the same words (`Điều 1.`, `Điều 3.`), with the next number or year (`2026.`, `2027.`), with a date or time of day as
the line above does, or with bold words as the paragraph does, below a line that ends a sentence.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

LONGEST = 50
_BEGINS = re.compile(r"[*_]{0,2}(?:[^\W\d_]|\d|[–—•●▪■+(“\"«])")
_NOT_WORDS = re.compile(r"[ \t]*(?:[#<>|:{!]|\[\^?[^\]]*\]:|$)")


def widest(text: str) -> int:
    """The length of the longest line of text."""
    return max((len(line) for line in text.split("\n") if "|" not in line and not _NOT_WORDS.match(line)), default=0)


def belong_apart(lines: Sequence[str], width: int) -> bool:
    """Whether a paragraph keeps its line breaks, in a text whose longest line has `width` characters."""
    if max(map(len, lines)) > LONGEST:
        return False
    for line in lines[1:]:
        found = _BEGINS.match(line)
        if not found or (found[0][-1].isalpha() and not found[0][-1].isupper()):
            return False
    return any(len(line) + 1 + len(following.split(None, 1)[0]) <= width for line, following in pairwise(lines))


_NUMBERED = re.compile(r"[*_]{0,3}((?:[^\W\d_]+[ ]){0,2})(\d{1,4})([.:)/])[*_]{0,3}(?=\s)")
_MOMENT = re.compile(
    r"""[*_]{0,3}(?:[^\W\d_]+[ ]){0,2}
        (?:\d{1,2}(?:[./-][ ]?\d{1,2}[./-][ ]?\d{4}|/\d{1,2}|[hg:]\d{2})|\d{1,2}(?:h|[ ]giờ))(?!\w)""",
    re.VERBOSE,
)
_ENDS_SENTENCE = re.compile(r"[.:;!?…][*_”\")]*\s*$")
_FIRST_YEAR = 1900


def in_a_row(lines: Sequence[str]) -> Iterator[int]:
    """The lines of a paragraph that are one of a row, and so kept apart from the line above them."""
    last: dict[str, int] = {}
    is_bold = lines[0].startswith("**")
    for at, line in enumerate(lines):
        above = lines[at - 1] if at else ""
        if found := _NUMBERED.match(line):
            label, number = f"{found[1].casefold()}{found[3]}", int(found[2])
            before = last.get(label, 0)
            if before and (number == before + 1 or (number > before and (found[1] or before >= _FIRST_YEAR))):
                yield at
            last[label] = number
        elif at and is_bold and line.startswith("**") and _ENDS_SENTENCE.search(above):
            yield at
        if at and not line[0].islower() and _MOMENT.match(line) and _MOMENT.match(above):
            yield at
