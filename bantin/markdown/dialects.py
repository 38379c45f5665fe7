"""Markdown dialects of other programs that are not understood here: reported, with what to write instead."""

import re
from collections.abc import Iterator

from bantin.markdown.positions import SourceMap
from bantin.problems import Problem, warning

ALERTS = {kind: kind for kind in ("note", "tip", "important", "warning", "caution")}
"""GitHub's alerts (`> [!NOTE]`) → our boxes."""

_SHORTCODE = re.compile(r"\{\{[<%]?[^{}\n]{0,200}\}\}|\{%[^{}\n]{0,200}%\}")
_WIKI_LINK = re.compile(r"(!?)\[\[([^\[\]\n]{1,200})\]\](?!\()")
_ABBREVIATION = re.compile(r"^ {0,3}\*\[[^\]\n]{1,200}\]:", re.MULTILINE)
_BLANK_IN_LINK = re.compile(r"\][ \t]+\((?:https?://|[^()\s]+\.(?:md|pdf|jpe?g|png|webp|gif|svg|docx?|xlsx?)\b)")

_BLANK_IN_PICTURE = re.compile(r"![ \t]+\[[^\]\n]{0,300}\]\([^)\s]")
_SWAPPED = re.compile(
    r"\(([^()\n]{1,200})\)\[((?:https?://|www\.)[^\]\s]{1,300}|[^\[\]\s]{1,200}\.(?:md|pdf|jpe?g|png|docx?|xlsx?))\]"
)
_HIGHLIGHT = re.compile(r"==(?![=\s])([^=\n]{1,200})(?<!\s)==(?!=)")
_BOX = re.compile(
    r"^ {0,3}:::+[ \t]*\w[^\n]{0,100}|^ {0,3}\[(?:\[_)?TOC(?:_\])?\](?=\s*$)", re.MULTILINE | re.IGNORECASE
)


def may_be_in(text: str) -> bool:
    """A cheap pre-check: False for most texts without any of it."""
    return (
        "{" in text
        or ("[" in text and any(sign in text for sign in ("[[", "*[", "] ", "]\t", ")[", "! [", "[TOC", "[toc")))
        or "==" in text
        or ":::" in text
    )


def slips(text: str, source: SourceMap) -> Iterator[Problem]:
    """A problem for each occurrence outside code."""
    if not may_be_in(text):
        return
    without_code = source.without_code
    for found in _SHORTCODE.finditer(without_code):
        yield warning("shortcode", source.place(found.start()), code=text[found.start() : found.end()])
    for found in _WIKI_LINK.finditer(without_code):
        key = "wiki-picture" if found[1] else "wiki-link"
        yield warning(key, source.place(found.start()), name=found[2])
    for found in _ABBREVIATION.finditer(without_code):
        yield warning("abbreviation-line", source.place(found.start()))
    for found in _BLANK_IN_LINK.finditer(without_code):
        yield warning("link-blank", source.place(found.start() + 1))
    for found in _BLANK_IN_PICTURE.finditer(without_code):
        yield warning("picture-blank", source.place(found.start()))
    for found in _SWAPPED.finditer(without_code):
        yield warning("link-swapped", source.place(found.start()), words=found[1], target=found[2])
    for found in _HIGHLIGHT.finditer(without_code):
        yield warning("highlight-signs", source.place(found.start()), words=found[1])
    for found in _BOX.finditer(without_code):
        yield warning("shortcode", source.place(found.start()), code=found[0].strip())
