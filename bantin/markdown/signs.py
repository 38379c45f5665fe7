"""The signs of a text: all of it that is no letter, digit or blank, taken out in one pass over its bytes.

They are a small part of a text, so that what a rare sign begins is looked for among them first, and in the text only
where it may stand.
"""

import string
from dataclasses import dataclass

_LETTERS = bytes([*f"{string.ascii_letters}{string.digits} \n".encode(), *range(0x80, 0xC0), *range(0xC3, 0xC7), 0xE1])
"""Letters, digits, blanks and line ends; and the bytes of UTF-8 of which the letters of Vietnamese consist."""


_TYPOGRAPHY = "“”–…’‘—•"
"""The most frequent ones first. Of each of them one byte is left."""


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of one text."""

    ascii: str
    """Those of ASCII in written order: those side by side in the text are so here, but not the other way round."""
    typography: str
    """The quotes, dashes, dots and bullets of typography that stand in it, as in many texts; each once."""
    has_others: bool
    """Whether it may hold others, e.g. letters of other scripts, or what nobody sees."""


def signs_of(text: str) -> Signs:
    """The signs of `text`."""
    found = text.encode("utf-8", "surrogatepass").translate(None, _LETTERS)
    signs = found.decode("ascii", "ignore")
    left = len(found) - len(signs)
    typography = ""
    for sign in _TYPOGRAPHY:
        if not left:
            break
        if count := text.count(sign):
            left -= count
            typography += sign
    return Signs(signs, typography, left > 0 or "\u1680" in text)  # a blank among the letters' bytes
