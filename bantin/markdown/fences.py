"""Fenced code blocks: where a fence opens and closes, and the code as HTML."""

import re
from collections.abc import Sequence
from html import escape

from bantin.markdown.lines import Line
from bantin.patterns import lazy_pattern

_OPENING = lazy_pattern(
    r"(`{3,}|~{3,})[ ]*(?:[\w+#.-]*[ \t]*(?:\{[^{}]*\})?"
    r"|(?:bash|console|cpp|css|diff|html|ini|java|javascript|js|json|jsx|kotlin|php|powershell|py|python|rust|sh|shell|sql"
    r"|swift|toml|ts|tsx|typescript|xml|yaml|yml)[ ][!-_a-~ ]*)[ \t]*$"
)
"""May be followed by the name of a language, which is ignored, as is what programs add to a name that is known; else
more than one word makes it a line of text."""


def opening(stripped: str) -> str:
    """The fence that a line (without indentation) opens; '' if none."""
    found = _OPENING.match(stripped)
    return found[1] if found else ""


_MARKDOWN = lazy_pattern(r"(?:`{3,}|~{3,})[ ]*(?:markdown|md)[ ]*", re.IGNORECASE)


def holds_article(lines: Sequence[Line], at: int, end: int) -> bool:
    """Whether what stands between the fences at `at` and `end` is the article rather than code: Markdown, as assistants
    put their answers, and more than half of all lines."""
    return 2 * (end - at - 1) > len(lines) - 4 > 0 and _MARKDOWN.fullmatch(lines[at].text.strip()) is not None


class FenceFinder:
    """Finds closing fences in one text; remembers fences that are never closed, so that each is searched for once."""

    def __init__(self) -> None:
        self._unclosed: dict[tuple[str, int], int] = {}

    def closing(self, lines: Sequence[Line], at: int, fence: str) -> int:
        """Number of the line that closes the fence opened at `at`; -1 if none does."""
        known = (fence[0], lines[-1].at)
        if len(fence) >= self._unclosed.get(known, len(fence) + 1):
            return -1
        for row in range(at + 1, len(lines)):
            stripped = lines[row].text.strip(" \t")
            if stripped.startswith(fence) and not stripped.strip(fence[0]):
                return row
        self._unclosed[known] = len(fence)
        return -1


def html(lines: Sequence[Line], at: int, end: int) -> str:
    """The code between the fences at `at` and `end`, unindented by as much as the opening fence."""
    width = lines[at].indent
    code = "".join(f"{line.dedented(width).text}\n" for line in lines[at + 1 : end])
    return f"<pre><code>{escape(code, quote=False)}</code></pre>"
