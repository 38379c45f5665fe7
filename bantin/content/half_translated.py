"""What is left to do of a translation: paragraphs still in the other language, and words that only hold a place.

Looked at in the source, a paragraph at a time. Quoted blocks, code, tables, lists of links are passed over: names and
titles of documents stand in the other language rightly.
"""

import re
from collections.abc import Iterator

from bantin.patterns import lazy_pattern
from bantin.problems import Place, Problem, warning

_LEAST = 8
"""Fewest words of a paragraph whose language can be told."""
_LEAST_MARKED = 4
"""Fewest words with letters of Vietnamese alone that are more than two fifths of so many."""
_VIETNAMESE = lazy_pattern(r"[ăâđêôơưà-ãè-êìíò-õùúýĩũ\u1ea0-\u1ef9]", re.IGNORECASE)
_ENGLISH = frozenset("the of and to in is for are on with by at be was were this that from has have will".split())
_PARAGRAPH = lazy_pattern(r"(?:^\n*|\n\n+)([^\n]+(?:\n(?!\s*\n)[^\n]+)*)")
_FENCED = lazy_pattern(r"^ {0,3}(`{3,}|~{3,}).*?^ {0,3}\1", re.DOTALL | re.MULTILINE)
_NO_PROSE = lazy_pattern(r"[>|<]|\[[^\]]*\]:|!\[| {4}|\t")
_UNREAD = lazy_pattern(r"`[^`]*`|\]\([^)]*\)|<[^>]*>|https?://\S+")
_SIGN = lazy_pattern(r"[`\]<:]")
"""One of these is in all that is unread."""
_HELD = tuple(each.encode() for each in ("todo", "tbd", "fixme", "lorem", "dịch", "dỊch", "translat"))
"""One of these is in all that only holds a place, its letters of ASCII made small."""
_HOLDING = lazy_pattern(
    r"\b(?:TODO|TBD|FIXME)\b|\blorem ipsum\b|\bchưa dịch\b|\bto be translated\b"
    r"|\[(?:dịch|cần dịch|translate|translation)\b[^\]\n]{0,40}\](?!\()",
    re.IGNORECASE,
)


def lead_left(lead: str, code: str, place: Place) -> Iterator[Problem]:
    """That the summary of a translation, in the language `code`, is still in the other language."""
    if lead and _is_foreign(lead, code):
        yield warning("translation-lead", place)


def left_to_do(body: str, code: str, path: str, first_line: int) -> Iterator[Problem]:
    """What is still to be done of a text in the language `code`: the first place of each kind, and how many there are.

    `body` begins at `first_line` of the file at `path`.
    """
    has_fence = "```" in body or "~~~" in body
    text = _FENCED.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), body) if has_fence else body
    starts = [found.start(1) for found in _PARAGRAPH.finditer(text) if _is_foreign(found[1], code)]
    if starts:
        place = _place(text, starts[0], path, first_line)
        yield warning("translation-half", place, paragraphs=len(starts))
    lowered = text.encode().lower()
    if any(each in lowered for each in _HELD) and (holding := _HOLDING.search(text)):
        yield warning("translation-placeholder", _place(text, holding.start(), path, first_line), words=holding[0])


def _is_foreign(paragraph: str, code: str) -> bool:
    """Whether a paragraph is in the other language."""
    if code != "vi" and len(paragraph.encode()) - len(paragraph) < _LEAST_MARKED:  # names of streets
        return False
    if _NO_PROSE.match(paragraph):
        return False
    words = re.findall(r"[^\W\d_]+", _UNREAD.sub(" ", paragraph) if _SIGN.search(paragraph) else paragraph)
    if len(words) < _LEAST:
        return False
    marked = sum(1 for word in words if not word.isascii() and _VIETNAMESE.search(word))
    if code != "vi":
        return marked * 5 > len(words) * 2
    return marked * 20 < len(words) and sum(word.lower() in _ENGLISH for word in words) * 8 > len(words)


def _place(text: str, at: int, path: str, first_line: int) -> Place:
    return Place(path, first_line + text.count("\n", 0, at), at - text.rfind("\n", 0, at))
