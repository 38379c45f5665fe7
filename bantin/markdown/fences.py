"""Fenced code: where a fence opens, where its code ends, and the code as HTML."""

import re
from collections.abc import Sequence
from html import escape

from bantin.markdown.lines import Line

_OPENING = re.compile(r"(`{3,}|~{3,})[ ]*[\w+#.-]*[ ]*(?:\{[^{}]*\})?[ ]*$")
"""Behind it may stand the name of a language, which nobody reads; more than one word is words."""


def opening(stripped: str) -> str:
    """The fence that a line without its first blanks opens; '' if it is none."""
    found = _OPENING.match(stripped)
    return found[1] if found else ""


class FenceFinder:
    """Finds where the fences of one text close; remembers what is nowhere closed, so as to look for it once."""

    def __init__(self) -> None:
        self._unclosed: dict[tuple[str, int], int] = {}

    def closing(self, lines: Sequence[Line], at: int, fence: str) -> int:
        """The line that closes the fence which opens at `at`; -1 if none does."""
        known = (fence[0], lines[-1].at)
        if len(fence) >= self._unclosed.get(known, len(fence) + 1):
            return -1
        for row in range(at + 1, len(lines)):
            stripped = lines[row].text.strip(" ")
            if stripped.startswith(fence) and not stripped.strip(fence[0]):
                return row
        self._unclosed[known] = len(fence)
        return -1


def html(lines: Sequence[Line], at: int, end: int) -> str:
    """The code between the fences at `at` and `end`, without the blanks by which the first of them is indented."""
    width = lines[at].indent
    code = "".join(f"{line.dedented(width).text}\n" for line in lines[at + 1 : end])
    return f'<pre class="fenced"><code>{escape(code, quote=False)}</code></pre>'
