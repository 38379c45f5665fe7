"""A text → its lines, each with the place at which it stands, and what a line's first signs say of it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

BLANKS = " \t\u00a0\u2002-\u200a\u202f\u3000"
"""White space within a line, as word processors write it; for a set of signs in a pattern."""

_RULE = re.compile(r" {0,3}(?:(?:-+ {0,2}){3,}|(?:_+ {0,2}){3,}|(?:\*+ {0,2}){3,}) *")
_HEADING = re.compile(r"#{1,6}(?: |$)")


class Line(NamedTuple):
    """A line of a text, or what is left of it inside a quote, an item or a box."""

    text: str
    at: int
    """Where it begins in the source; off by the blanks for which a tab stands."""

    @property
    def indent(self) -> int:
        """How many blanks it begins with."""
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def start(self) -> int:
        """Where in the source its first sign stands."""
        return self.at + self.indent

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written in it."""
        return not self.text or self.text.isspace()

    def dedented(self, width: int) -> "Line":
        """Without its first `width` blanks, or as many of them as there are."""
        width = min(width, self.indent)
        return Line(self.text[width:], self.at + width)

    def after(self, length: int) -> "Line":
        """Without its first `length` characters."""
        return Line(self.text[length:], self.at + length)


def lines_of(text: str) -> list[Line]:
    """The lines of a text; tabs at their beginnings are blanks up to the next multiple of four."""
    found: list[Line] = []
    at = 0
    for line in text.split("\n"):
        found.append(with_blanks(Line(line, at)))
        at += len(line) + 1
    return found


def with_blanks(line: Line) -> Line:
    """The line with blanks for the tabs at its beginning, up to the next multiple of four."""
    stripped = line.text.lstrip(" \t")
    lead = line.text[: len(line.text) - len(stripped)]
    if "\t" not in lead or not stripped:
        return line
    wide = lead.expandtabs(4)
    return Line(wide + stripped, line.at + len(lead) - len(wide))


def is_rule(text: str) -> bool:
    """Whether the line is a rule across the page: `---`, `* * *`."""
    return text.lstrip(" ")[:1] in ("-", "_", "*") and _RULE.fullmatch(text) is not None


def is_heading(stripped: str) -> bool:
    """Whether a line without its first blanks is a heading: `#`, and a blank after it, so that `#PhucLoi` is words."""
    return stripped[:1] == "#" and _HEADING.match(stripped) is not None


def paragraph_end(lines: Sequence[Line], at: int) -> int:
    """The first blank line from `at` on, or the end."""
    while at < len(lines) and not lines[at].is_blank:
        at += 1
    return at
