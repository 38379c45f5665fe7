"""YAML of plain lines, as most front matter is → the tree that `document` would build, without the parser's events.

A line is `name: value`; the value a text, a text in double quotes, or a list of texts in brackets. It is plain if none
of its characters means anything else to YAML or to `document`. Any other text is left to `document`, which is the
reference: a test compares both.
"""

import re

from bantin.patterns import lazy_pattern
from bantin.problems import Place
from bantin.yaml.tree import Mapping, Node, Scalar, Sequence

_LETTER = r"A-Za-z0-9\u00c0-\u024f\u1e00-\u1eff"
"""Of these each is seen."""
_WORDS = rf"[{_LETTER}][{_LETTER} _.,;/()?!%+=&*@'\"–…’-]*+(?<! )"
_PLAIN = rf"{_WORDS}(?::{_WORDS})*+"
"""A colon without a blank behind it: a time, an address."""
_QUOTED = rf"[{_LETTER} _.,:;/()\[\]{{}}?!%+=&*@'#–…’-]*+"
_ITEM = rf"[{_LETTER}][{_LETTER} _./()%+=-]*+(?<! )"
_LIST = rf"{_ITEM}(?:, ?{_ITEM})*+"
_LINE = lazy_pattern(
    rf"(?P<name>[A-Za-z_]{{1,40}}): "
    rf"(?:(?P<plain>{_PLAIN})|\"(?P<quoted>{_QUOTED})\"|\[(?P<items>{_LIST})\])\n"
)
_ITEMS = lazy_pattern(_ITEM)


def mapping(text: str, path: str, first_line: int) -> Mapping | None:
    """The mapping that `text`, from `first_line` of the file at `path` on, holds; None if a line is not plain."""
    pairs: list[tuple[Scalar, Node]] = []
    at, line = 0, first_line
    while at < len(text):
        found = _LINE.match(text, at)
        if found is None:
            return None
        pairs.append((Scalar(found["name"], Place(path, line, 1)), _value(found, Place(path, line))))
        at, line = found.end(), line + 1
    return Mapping(tuple(pairs), Place(path, first_line, 1)) if pairs else None


def _value(found: re.Match[str], line: Place) -> Node:
    """The value of a line."""
    place = line._replace(column=found.end("name") - found.start() + 3)
    if found["items"] is None:
        return Scalar(found["quoted"] if found["plain"] is None else found["plain"], place)
    before = place.column + 1 - found.start("items")
    items = _ITEMS.finditer(found.string, *found.span("items"))
    return Sequence(tuple([Scalar(item[0], line._replace(column=item.start() + before)) for item in items]), place)
