"""Values that fields of YAML hold: a text with its place, a text in several languages, yes or no, a whole number."""

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from bantin.patterns import lazy_pattern
from bantin.problems import Place

YES = frozenset({"true", "yes", "có", "co", "on"})
NO = frozenset({"false", "no", "không", "khong", "off"})


class Text(NamedTuple):
    """A text that somebody wrote, and where."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in each language that it was given in; or one text for every language."""

    texts: tuple[tuple[str, str], ...]
    """(language code, text); the code is '' for a text that serves every language."""

    def within(self, code: str) -> str | None:
        """The text in the language `code`, or the one that serves all; None if there is neither."""
        given = dict(self.texts)
        return given.get(code, given.get(""))

    def said(self, code: str, otherwise: str) -> tuple[str, str]:
        """The text for a page in the language `code`, and its own language where that is another one (else '')."""
        if (text := self.within(code)) is not None:
            return text, ""
        if (text := self.within(otherwise)) is not None:
            return text, otherwise
        return (self.texts[0][1], self.texts[0][0]) if self.texts else ("", "")


_WIDE_DIGIT = lazy_pattern("[\uff10-\uff19]")
_USUAL_DIGITS = {0xFF10 + digit: str(digit) for digit in range(10)}


def with_usual_digits(text: str) -> str:
    """`text` with usual digits in the place of those of Chinese and Japanese keyboards, as wide as a letter."""
    return text.translate(_USUAL_DIGITS) if not text.isascii() and _WIDE_DIGIT.search(text) else text


def whole_number(text: str) -> int | None:
    """The number that `text` writes, with or without marks between its thousands; None if it is none."""
    text = unicodedata.normalize("NFKC", text)
    if re.fullmatch(r"[0-9]{1,15}", text):
        return int(text)
    if re.fullmatch(r"[0-9]{1,3}([., ][0-9]{3}){1,4}", text):
        return int(re.sub(r"[., ]", "", text))
    return None
