"""The elements of a text's HTML: which are blocks, and in which words stay as they are."""

from dataclasses import dataclass


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | _words(
    "blockquote br caption dd details div dl dt figcaption figure hr li ol p pre section summary table td th tr ul"
)
QUIET = HEADINGS | frozenset({"a", "abbr", "code", "kbd", "pre", "samp", "th"})
"""A column's head has abbreviations of its own: `TT` is a number in the order there (thứ tự), and no circular."""
LINKLESS = HEADINGS | frozenset({"a", "code", "kbd", "pre", "samp"})
"""In them an address is no link."""


@dataclass(slots=True)
class OpenElement:
    """An element that is open at this point of the reading."""

    name: str
    attributes: dict[str, str]
    closing: str
    out_start: int
    """Where in the output it begins with its start tag."""
    words_start: int
