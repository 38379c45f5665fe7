"""Lines of a text with their source positions, and what the beginning of a line tells about it."""

from collections.abc import Sequence
from typing import NamedTuple

from bantin.patterns import lazy_pattern

BLANKS = " \t\u00a0\u2002-\u200a\u202f\u3000"
"""White space within a line, including that of word processors; for a character class."""

_RULE = lazy_pattern(r" {0,3}([-_*])(?: {0,2}\1){2,} *")
_HEADING = lazy_pattern(rf"(#{{1,6}})(?:[{BLANKS}]+|$)")


class Line(NamedTuple):
    """A line of a text, or the part of it inside a quote, item or box."""

    text: str
    at: int
    """Its position in the source; off by the blanks that replace a tab."""

    @property
    def indent(self) -> int:
        """Number of leading blanks."""
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def start(self) -> int:
        """Position in the source of its first character that is not blank."""
        return self.at + self.indent

    @property
    def is_blank(self) -> bool:
        """Whether it is empty or blank."""
        return not self.text or self.text.isspace()

    def dedented(self, width: int) -> "Line":
        """The line without up to `width` leading blanks."""
        width = min(width, self.indent)
        return Line(self.text[width:], self.at + width)

    def after(self, length: int) -> "Line":
        """The line without its first `length` characters."""
        return Line(self.text[length:], self.at + length)


def lines_of(text: str) -> list[Line]:
    """The lines of a text, with leading tabs expanded to multiples of four."""
    found: list[Line] = []
    at = 0
    for line in text.split("\n"):
        found.append(with_blanks(Line(line, at)))
        at += len(line) + 1
    return found


def with_blanks(line: Line) -> Line:
    """The line with leading tabs expanded to multiples of four."""
    stripped = line.text.lstrip(" \t")
    lead = line.text[: len(line.text) - len(stripped)]
    if "\t" not in lead or not stripped:
        return line
    wide = lead.expandtabs(4)
    return Line(wide + stripped, line.at + len(lead) - len(wide))


def is_rule(text: str) -> bool:
    """Whether the line is a thematic break: `---`, `* * *`."""
    return text.lstrip(" ")[:1] in ("-", "_", "*") and _RULE.fullmatch(text) is not None


def is_heading(stripped: str) -> bool:
    """Whether an unindented line is a heading: `#` and a blank; `#PhucLoi` is text."""
    return stripped[:1] == "#" and _HEADING.match(stripped) is not None


def with_heading_blank(stripped: str) -> str:
    """A heading with a plain blank after its signs."""
    return _HEADING.sub(r"\1 ", stripped, count=1)


def paragraph_end(lines: Sequence[Line], at: int) -> int:
    """Number of the first blank line from `at` on, or of the end."""
    while at < len(lines) and not lines[at].is_blank:
        at += 1
    return at


def blanks_end(lines: Sequence[Line], at: int) -> int:
    """Number of the first line from `at` on that is not blank, or of the end."""
    while at < len(lines) and lines[at].is_blank:
        at += 1
    return at
