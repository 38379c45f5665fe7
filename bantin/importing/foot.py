"""The last lines of a text → its source, author and keywords."""

import re

from bantin.importing.article_parts import ArticleParts
from bantin.importing.categories import is_shouted
from bantin.importing.dates import date_line
from bantin.importing.words import CAPITALS
from bantin.patterns import lazy_pattern
from bantin.text import fold

_SOURCE = lazy_pattern(r"\(?(?:nguon(?: tin)?(?: bai)?|source) ?: ?(.+?)\)?\.?")
_ACCORDING = lazy_pattern(r"\(?theo:? (.+?)\)?\.?")
_AUTHOR = lazy_pattern(
    r"(?:tac gia|nguoi viet|tin,? (?:va )?bai|tin,? (?:va )?anh|bai,? (?:va )?anh|tin/anh|bai viet|tin bai|"
    r"tin, bai, anh|thuc hien|bien tap|ctv|author|by|tin) ?: ?(.+)"
)
_TAGS = lazy_pattern(r"(?:tu khoa|tags?|keywords?|the) ?: ?(.+)")
_OFFICE = lazy_pattern(
    r"(?:ban (?:bien tap|vhtt|truyen thong)|vp|van phong|ubnd|uy ban|cong chuc|bo phan|doan thanh nien|hoi |dang uy|"
    r"cong an|tram y te|truong )"
)
_CAPITAL = rf"[{CAPITALS}][^\W\d_]*\.?"
_NAME = lazy_pattern(rf"{_CAPITAL}(?:[ .–-]+{_CAPITAL}){{0,5}}")
_SIGNED = lazy_pattern(r"\b(?:tm|kt|tl|tuq)\.|\b(?:pho )?chu tich\b|\bbi thu\b|\btruong ban\b|^noi nhan")
_ENDS = (".", "!", "”", '"', "/.", "./", ")")


def read(parts: ArticleParts) -> None:
    """Reads source, author, keywords and views from the last lines, and a signature."""
    left = parts.left()
    for at in reversed(left[-8:]):
        block = parts.blocks[at]
        if block.kind == "paragraph" and at != left[0] and parts.count(at) <= 30:
            _read_line(parts, at, is_last=at in left[-3:])
    _read_signature(parts)


def _read_line(parts: ArticleParts, at: int, is_last: bool) -> None:
    line = " ".join(parts.blocks[at].text.split())
    plain = fold(line)
    if len(plain) != len(line):
        return
    if (said := date_line(line)) and (said.is_labelled or is_last) and not said.rest:
        if said.date is None or parts.date is None or parts.date == said.date:
            parts.take_over(said)
            parts.take("views" if said.date is None else "date", at)
    elif (found := _TAGS.fullmatch(plain)) and not parts.tags:
        parts.tags = tuple(tag for part in re.split(r"[,;#]", line[found.start(1) :]) if (tag := part.strip(" .")))
        parts.take("tags", at)
    elif (found := _source(plain, is_last)) and not parts.source:
        parts.source = line[found.start(1) : found.end(1)].strip()
        parts.take("source", at)
    elif (found := _AUTHOR.fullmatch(plain)) and not parts.author and len(line.split()) <= 14:
        parts.author = line[found.start(1) :].strip(" .")
        parts.take("author", at)


def _source(plain: str, is_last: bool) -> re.Match[str] | None:
    """`Theo …` names a source only in a short line at the end: sentences begin so too."""
    is_short = is_last and len(plain.split()) <= 8
    return _SOURCE.fullmatch(plain) or (_ACCORDING.fullmatch(plain) if is_short else None)


def _read_signature(parts: ArticleParts) -> None:
    """A name or an office, alone in the last line of the text."""
    left = parts.left()
    if parts.author or len(left) < 2:
        return
    last, before = parts.blocks[left[-1]], parts.blocks[left[-2]]
    text = last.text.strip("() ")
    if any(_SIGNED.search(fold(parts.blocks[at].text)) for at in left[-8:-1] if parts.count(at) < 20):
        return  # the name under an official's post belongs there
    is_lone = last.kind == "paragraph" and not before.is_right and len(text.split()) <= 7 and "\n" not in last.text
    is_name = _NAME.fullmatch(text) is not None and not is_shouted(text) and len(text.split()) > 1
    is_office = _OFFICE.match(fold(text)) is not None and not text.endswith((".", ":", ";", ","))
    ends_before = before.kind in ("list", "table", "picture") or before.text.rstrip().endswith(_ENDS)
    if is_lone and (is_name or is_office) and ends_before:
        parts.author = text
        parts.take("author", left[-1])
