"""Link definitions (`[kh]: https://…`): which lines are some, and which of them no link of the text uses.

Slips in the labels of footnotes are corrected: `[ ^1]`, and `[^1] Nguồn` without its colon.

A definition is not shown. So what stands in brackets before a colon is one only if an address follows, or if its label
is used: of `[Lưu ý]: khẩn` the words would be lost.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from bantin.markdown.signs import Signs
from bantin.patterns import lazy_pattern

_ADDRESS = lazy_pattern(r"[/#<.]|[a-z][a-z0-9+.-]*:|\S*(?:[/@#]|\.\w)", re.IGNORECASE)
_REMARK = frozenset({"#", "<>"})
"""What stands in the place of an address where a definition serves as a remark that nobody is to see."""
_IN_BRACKETS = lazy_pattern(r"\[([^\[\]]{1,200})\]")
_LOOKS_LIKE_ONE = lazy_pattern(r"\[[^\[\]]*\]:")


class Definition(NamedTuple):
    """A link definition as written."""

    label: str
    target: str
    at: int
    """Its position in the text."""


def uses(text: str) -> Counter[str]:
    """How often each label stands in brackets in `text`, definitions included."""
    return Counter(_plain(label) for label in _IN_BRACKETS.findall(text))


def is_one(label: str, target: str, used: Mapping[str, int]) -> bool:
    """Whether a line with this label and target defines a link, rather than says something; `used`: see `uses`."""
    return _ADDRESS.match(target) is not None or used.get(_plain(label), 0) > 1


def whole_labels(text: str, signs: Signs) -> str:
    """`text`, which has these signs, without the blank in a footnote's label, `[ ^1]`, and with a colon in the place of
    the blank behind the label of a footnote, `[^1] Nguồn`; as it is if it holds code."""
    if "[^" not in signs.ascii or "`" in signs.ascii or "~~~" in signs.ascii:
        return text
    text = _BLANK_IN_LABEL.sub("[^", text)
    return _with_colons(text) if "\n[^" in text else text


def _with_colons(text: str) -> str:
    """`text` with a colon in each line that begins with a label which was referred to above, and is defined nowhere."""
    defined = {*_DEFINED.findall(text)}
    seen: set[str] = set()
    lines = text.split("\n")
    for at, line in enumerate(lines):
        found = _WITHOUT_COLON.match(line)
        if found and found[1] in seen - defined and (not lines[at - 1].strip() or lines[at - 1].startswith("[^")):
            lines[at] = f"{line[: found.end() - 1]}:{line[found.end() :]}"
            defined.add(found[1])
        seen.update(_MARK.findall(line))
    return "\n".join(lines)


_DEFINED = lazy_pattern(r"^ {0,3}\[\^([^\[\]\n]{1,100})\] ?:", re.MULTILINE)
_MARK = lazy_pattern(r"\[\^([^\[\]\n]{1,100})\]")
_WITHOUT_COLON = lazy_pattern(rf"{_MARK.pattern} (?=[^\s:(\[])")


_BLANK_IN_LABEL = lazy_pattern(r"\[ +\^ ?(?=[^\s\[\]]{1,30}\])")


def as_words(line: str) -> str:
    """A line of a paragraph, with `\\` before a bracket by which the parser would take it for a definition."""
    return f"\\{line}" if line[:1] == "[" and _LOOKS_LIKE_ONE.match(line) else line


def unused(definitions: Iterable[Definition], used: Mapping[str, int]) -> Iterator[Definition]:
    """Those definitions of a text that none of its links names."""
    for each in definitions:
        if each.target not in _REMARK and used.get(_plain(each.label), 0) < 2:
            yield each


def _plain(label: str) -> str:
    return " ".join(label.lower().split())
