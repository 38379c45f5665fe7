"""HTML elements of a converted text: which are blocks, and in which text is left alone."""

from dataclasses import dataclass


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | _words(
    "blockquote br caption dd details div dl dt figcaption figure hr li ol p pre section summary table td th tr ul"
)
QUIET = HEADINGS | frozenset({"a", "abbr", "code", "kbd", "pre", "samp", "th"})
"""Elements without abbreviations. Headers of columns have their own: `TT` is a serial number there, not a circular."""
LINKLESS = HEADINGS | frozenset({"a", "code", "kbd", "pre", "samp"})
"""Elements in which bare addresses are not linked."""


@dataclass(slots=True)
class OpenElement:
    """An element that is currently open."""

    name: str
    attributes: dict[str, str]
    closing: str
    out_start: int
    """Index of its start tag in the output."""
    words_start: int
