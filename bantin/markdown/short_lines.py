"""Line breaks within paragraphs: kept in short lines (an address, *Nơi nhận*, a verse), not in hard-wrapped prose.

Heuristic: the breaks of a paragraph are kept if

1. no line of it is longer than 50 characters,
2. each line after the first begins with a capital, a number, or a sign that begins no sentence (`–`, `•`, `(`), and
3. the first word of some line would have fitted at the end of the line above.

Prose is wrapped where the next word does not fit. So in a text wrapped at any one width no break meets the third
condition, however many lines begin with capitals. The available width is that of the longest line of text, or that of
the narrowest column in which prose is wrapped, where the whole text is shorter (a signature, an address).

Nor are lines broken that begin with small letters (verses) but, by the longest of them, have room at a third of breaks.

A longer line too is kept apart from the one above where it is surely one of a row: it begins with a later number after
the same words (`Điều 1.`, `Điều 3.`), with the next number or year (`2026.`, `2027.`), with a date or time of day or a
pictograph (`👉`) as the line above does, or with bold words as the paragraph does, below a line that ends a sentence. A
line that is nothing but a web address is kept apart from what stands above it, and so is one below it; so are an
article of a decision (`Điều 2.`) below a sentence, and a line that begins anew behind a short line of a row. So is a
line that has room above it, below or above a short one in capitals (`THÔNG BÁO` / `Về việc …`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from bantin.patterns import lazy_pattern

LONGEST = 50
NARROWEST = 40
"""Prose is wrapped at no fewer characters."""
_PICTOGRAPH = lazy_pattern("[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
_BEGINS = lazy_pattern(rf"[*_]{{0,2}}(?:[^\W\d_]|\d|[–—•●▪■+(“\"«]|{_PICTOGRAPH.pattern})")
_NOT_WORDS = lazy_pattern(r"[ \t]*(?:[#<>|:{!]|\[\^?[^\]]*\]:|$)")


def widest(text: str) -> int:
    """The length of the longest line of text."""
    return max((len(line) for line in text.split("\n") if "|" not in line and not _NOT_WORDS.match(line)), default=0)


def begins(line: str) -> bool:
    """Whether a line begins with a capital, a number, or a sign that begins no sentence."""
    found = _BEGINS.match(line)
    return found is not None and (not found[0][-1].isalpha() or found[0][-1].isupper())


def has_room(line: str, following: str, width: int) -> bool:
    """Whether the first word of the following line would have fitted into this one."""
    return len(line) + 1 + len(following.split(None, 1)[0]) <= width


def belong_apart(lines: Sequence[str], width: int) -> bool:
    """Whether a paragraph keeps its line breaks, in a text whose longest line has `width` characters."""
    longest = max(map(len, lines))
    width = max(width, NARROWEST)
    if longest > LONGEST:
        return False
    if all(map(begins, lines[1:])):
        return any(has_room(line, following, width) for line, following in pairwise(lines))
    roomy = sum(has_room(line, following, longest) for line, following in pairwise(lines))
    return len(lines) > 2 and roomy * 3 >= len(lines) - 1


_NUMBERED = lazy_pattern(r"[*_]{0,3}((?:[^\W\d_]+[ ]){0,2}[(\[]?)(\d{1,4})([.:)/\]])[*_]{0,3}(?=\s)")
_MOMENT = lazy_pattern(
    r"""[*_]{0,3}(?:[^\W\d_]+[ ]){0,2}
        (?:\d{1,2}(?:[./-][ ]?\d{1,2}[./-][ ]?\d{4}|/\d{1,2}|[hg:]\d{2})|\d{1,2}(?:h|[ ]giờ))(?!\w)""",
    re.VERBOSE,
)
_ADDRESS = lazy_pattern(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_NAMED = lazy_pattern(r"[*_]{0,3}[^\W\d_](?:[^\W_]|[ /-]){1,30}[*_]{0,3}:[*_]{0,3}(?=\s|$|\.\.|…|__)")
_BOLD = lazy_pattern(r"(\*\*|__)(?=\S)[^*_]{1,200}(?<=\S)\1:?")
_ARTICLE = lazy_pattern(r"[*_]{0,3}(?:Điều|Article) \d{1,3}\.(?=\s)")
_SECTION = lazy_pattern(
    r"[*_]{0,3}(?:[IVX]{1,4}\.[ ](?=[^\W\d_])|(?:Điều|Chương|Phần|Mục|Article|Chapter|Part) [\dIVX]{1,4}[.:])"
)
_SUBJECT = lazy_pattern(r"(?:Về việc|V/v)(?=[: ])")
_ANEW = frozenset("#@…—–=~-")
"""Beside those of a sentence, signs with which a line that is no prose begins."""
_ENDS_SENTENCE = lazy_pattern(r"[.:;!?…][*_”\")]*$")
_FIRST_YEAR = 1900


def in_a_row(lines: Sequence[str], width: int) -> Iterator[int]:
    """The lines of a paragraph that are one of a row, and so kept apart from the line above them."""
    last: dict[str, int] = {}
    for at, line in enumerate(lines):
        if found := _NUMBERED.match(line):
            label, number = f"{found[1].casefold()}{found[3]}", int(found[2])
            before = last.get(label, 0)
            if before and (number == before + 1 or (number > before and (found[1] or before >= _FIRST_YEAR))):
                yield at
            last[label] = number
        if at and (_ADDRESS.fullmatch(line) or _ADDRESS.fullmatch(lines[at - 1])):
            yield at
        if at and begins(line) and _is_next(lines[at - 1], line, width, lines[0].startswith("**")):
            yield at
            if at > 1 and _ENDS_SENTENCE.search(lines[at - 2]) and _is_alike(lines[at - 1], line):
                yield at - 1  # the first of the row


def around_titles(lines: Sequence[str], width: int) -> Iterator[int]:
    """The lines of a paragraph that are kept apart because they, or the line above, are a title in capitals."""
    capitals = [*map(_is_in_capitals, lines)]
    if not any(capitals) or any(each and len(line) > LONGEST for each, line in zip(capitals, lines, strict=True)):
        return  # where a longer line is in capitals, so may be the whole paragraph, wrapped by hand
    for at, (above, line) in enumerate(pairwise(lines), 1):
        title = above if capitals[at - 1] else line if capitals[at] else ""
        if title and title[-1] not in ".,;" and has_room(above, line, width):
            yield at


def behind_a_row(lines: Sequence[str], apart: Iterable[int], width: int) -> Iterator[int]:
    """The lines that begin anew below a short line which is kept `apart`, or below another such line."""
    row = {*apart}
    for at in range(1, len(lines)):
        above, line = lines[at - 1], lines[at]
        is_row = at - 1 in row and at not in row and len(above) <= LONGEST
        if is_row and (begins(line) or line[:1] in _ANEW) and has_room(above, line, width):
            row.add(at)
            yield at


def is_section(line: str, above: str) -> bool:
    """Whether a line begins a section of a document, whatever stands above it: `II. Nội dung`, `Điều 2.`, capitals."""
    return _begins_section(line) or (_is_in_capitals(line) and not _is_in_capitals(above))


def is_bold(line: str) -> bool:
    """Whether a line is bold as a whole."""
    return _BOLD.fullmatch(line) is not None


def is_head(line: str) -> bool:
    """Whether a line is nothing but the head of what stands below it: it ends with a colon, is bold as a whole or in
    capitals, or begins a section and is short."""
    if line.rstrip("*_ ").endswith(":") or _BOLD.fullmatch(line) or _is_in_capitals(line):
        return True
    return len(line) <= LONGEST and not line[-1:].isdigit() and _begins_section(line)


def _begins_section(line: str) -> bool:
    found = _SECTION.match(line)
    behind = line[found.end() : found.end() + 1] if found else "."
    return behind in (" ", "") or behind.isupper()


def _is_in_capitals(line: str) -> bool:
    return len(line) > 6 and " " in line and line.isupper() and sum(map(str.isalpha, line)) * 2 > len(line)


def _is_alike(above: str, line: str) -> bool:
    """Whether two lines begin alike: with a date or time, a name and colon, a pictograph, `Về việc`."""
    if above.endswith("!") and line.endswith("!") and max(len(above), len(line)) <= LONGEST:  # those who are greeted
        return True
    return any(pattern.match(line) and pattern.match(above) for pattern in (_MOMENT, _NAMED, _PICTOGRAPH, _SUBJECT))


def _is_next(above: str, line: str, width: int, is_of_bold: bool) -> bool:
    """Whether a line, below another that begins alike or is complete, is the next of a row."""
    if _is_alike(above, line) or above.endswith(";"):
        return True
    if _ARTICLE.match(line) and _ENDS_SENTENCE.search(above):
        return True
    if is_of_bold and line.startswith("**") and _ENDS_SENTENCE.search(above):
        return True
    is_complete = above.endswith(":") or is_bold(above) or is_bold(line)
    return is_complete and has_room(above, line, width)
