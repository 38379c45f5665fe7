"""Markdown, HTML and percent signs of addresses in fields that are shown as they are written: a title, a summary.

Such a field is plain words, in lists, in feeds and for search engines too. Its signs would be read by everybody.
"""

import re
from collections.abc import Iterator
from html import unescape

from bantin.content.front_matter import FrontMatter
from bantin.markdown import percent_words
from bantin.patterns import lazy_pattern
from bantin.problems import Place, Problem, warning
from bantin.yaml.writing import scalar

_TAG = r"</?(?:a|b|i|u|em|strong|br|p|span|font|div|sup|sub|small|big|center|h[1-6]|img)(?:\s[^<>]*)?/?>"
_MARKUP = lazy_pattern(
    rf"(?P<link>!?\[(?P<words>[^\[\]]*)\]\([^()\s]+\))|(?P<pair>\*\*|__|`|~~)(?=\S)(?P<inner>.+?)(?<=\S)(?P=pair)"
    rf"|(?<!\w)(?P<one>[*_])(?=\w)(?P<slanted>[^*_]+?)(?<=\w)(?P=one)(?!\w)|(?P<tag>{_TAG})"
    r"|(?P<entity>&(?:[a-zA-Z]{2,8}|#[0-9]{2,6}|#x[0-9a-fA-F]{2,5});)|(?P<heading>^#{1,6}\s+(?=\S))",
    re.IGNORECASE,
)
_SIGN = lazy_pattern(r"[\[*_`~<&#%]")
"""With one of these all markup begins; few fields hold any."""


def markup_in_fields(own: FrontMatter) -> Iterator[Problem]:
    """A note for each field of plain words in which something stands that only the text below would understand."""
    for field, words, place in _plain_fields(own):
        if _SIGN.search(words):
            yield from of_words(words, field, place or own.place(field))


def of_words(words: str, field: str, place: Place) -> Iterator[Problem]:
    """A note if Markdown or HTML stands in the plain words of `field`."""
    if sign := first_markup(words):
        yield warning("field-markup", place, field=field, sign=sign, meant=scalar(without_markup(words)))


def first_markup(words: str) -> str:
    """The first sign of Markdown, HTML or of an address in words, as it stands there; '' if there is none."""
    found = _MARKUP.search(words) if _SIGN.search(words) else None
    coded = next(percent_words.words(words), None) if found is None and "%" in words else None
    return found[0][:40] if found else coded.written[:40] if coded else ""


def without_markup(words: str) -> str:
    """The words as a reader would have seen them, had the Markdown and HTML among them been understood."""
    for _ in range(3):  # bold within a link
        words = _MARKUP.sub(
            lambda found: unescape(found["words"] or found["inner"] or found["slanted"] or _of(found)), words
        )
    for each in [*percent_words.words(words)] if "%" in words else ():
        words = words.replace(each.written, each.meant)
    return " ".join(words.split())


def _of(found: re.Match[str]) -> str:
    """What stands for a sign that holds no words: an entity's character, a blank for a line break."""
    if found["entity"]:
        return unescape(found["entity"])
    return " " if (found["tag"] or "").lower().startswith("<br") else ""


def _plain_fields(own: FrontMatter) -> Iterator[tuple[str, str, Place | None]]:
    """(name, words, place) of each field that is shown as plain words; None for the place of the field itself."""
    for field, written in {**own.plain_words, "correction": own.correction}.items():
        if written:
            yield field, written, None
    if own.cover:
        for field, text in (("alt", own.cover.alt), ("caption", own.cover.caption)):
            if text:
                yield field, text.text, text.place
    if own.withdrawn:
        yield "reason", own.withdrawn.reason, own.place("withdrawn")
    for attached in own.attachments:
        if attached.title:
            yield "title", attached.title, attached.file.place
