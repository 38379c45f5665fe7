"""Characters of a text that nobody sees: control characters, and what parts a marker from its words."""

import re
from collections.abc import Iterator

from bantin.markdown.positions import SourceMap
from bantin.markdown.signs import Signs
from bantin.patterns import lazy_pattern
from bantin.problems import Problem, warning

UNPRINTABLE = lazy_pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Control characters, which browsers refuse or hide; tab and line feed are text."""

_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_RARE = lazy_pattern(f"{UNPRINTABLE.pattern}|[\u2028\u2029{_INVISIBLE}]")
_INVISIBLE_BESIDE_SIGN = lazy_pattern(
    rf"(?:^|(?<=[ \t>*_~`#|\[\](){{}}!.:+\-]))[{_INVISIBLE}]+|[{_INVISIBLE}]+(?=[ \t*_~`#|\[\](){{}}!]|$)", re.MULTILINE
)
"""Characters that nobody sees, where they part a marker from its text; within words they stay, as Khmer needs them."""
_LINE_BREAK = lazy_pattern("(?<=\\S)[\x0b\x85\u2028\u2029](?=\\S)")
"""Line breaks within a paragraph, as word processors and old systems write them."""
_SOFT_BREAK = lazy_pattern("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
"""Control characters that separate words."""


def may_be_in(text: str, signs: Signs) -> bool:
    """Whether there is any of them; `signs` are those of the text."""
    return (signs.has_others or not signs.ascii.isprintable()) and _RARE.search(text) is not None


def with_line_breaks(text: str) -> str:
    """The text with breaks of lines where word processors put some of their own; as it is if it holds code."""
    return text if "`" in text or "~~~" in text else _LINE_BREAK.sub("<br>", text)


def dropped(text: str) -> str:
    """The text without them, and with blanks in the place of those that part words."""
    return _INVISIBLE_BESIDE_SIGN.sub("", UNPRINTABLE.sub("", _SOFT_BREAK.sub(" ", text)))


def controls(text: str, source: SourceMap) -> Iterator[Problem]:
    """Control characters: the first one in each line, for up to ten lines."""
    lines: set[int] = set()
    for found in UNPRINTABLE.finditer(text):
        place = source.place(found.start())
        if place.line not in lines:
            yield warning("control-dropped", place, code=f"U+{ord(found[0]):04X}")
            lines.add(place.line)
            if len(lines) == 10:
                return
