"""The result of converting one text, for all pages, lists, feeds and indexes that show it. Values only.

A body contains no addresses. Each link and picture is a *slot*, filled in by every page for itself, because the same
body is shown at different depths, in feeds and in both editions. Made by `converter`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bantin.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class TextHeading:
    """A heading, for the table of contents and as a link target."""

    level: int
    """2 to 6. The highest level in a text is 2, and no level is skipped."""
    id: str
    """A slug, unique in the text; never begins with `_`."""
    text: str
    """Plain text, with the alternative texts of pictures."""


@dataclass(frozen=True, slots=True)
class WrittenLink:
    """A link as written. Its slot is ` href="…"`; if left empty, only the words remain."""

    target: str
    """A path, an address or `#heading`, with entities and backslash escapes resolved; never empty."""
    place: Place


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as written. Its slot is the whole element."""

    target: str
    """With entities and backslash escapes resolved; never empty."""
    alt: str
    """Plain text, like the caption: escape it on output."""
    caption: str
    """Already in the HTML below the slot, except for a picture within a sentence."""
    place: Place
    row: int
    """Number of pictures side by side: 1 alone, more in a gallery, 0 within a sentence."""
    is_linked: bool = False
    """Whether the editor wrote a link around it."""


@dataclass(frozen=True, slots=True)
class Body:
    """A converted text."""

    parts: tuple[str, ...] = ("",)
    """HTML between the slots; one part more than there are `references`."""
    references: tuple[WrittenLink | Picture, ...] = ()
    headings: tuple[TextHeading, ...] = ()
    anchors: frozenset[str] = frozenset()
    """All ids that links may lead to, including those of headings."""
    text: str = ""
    """Plain text, white space collapsed, one line per block, without footnote numbers; for search, digest and reading
    time."""
    lead: str = ""
    """The first paragraph as plain text if the text begins with one (pictures above do not count); else empty."""
    problems: tuple[Problem, ...] = ()

    def html(self, fill: Callable[[WrittenLink | Picture], str]) -> str:
        """The body with each slot filled in."""
        pieces = [self.parts[0]]
        for reference, part in zip(self.references, self.parts[1:], strict=True):
            pieces += fill(reference), part
        return "".join(pieces)
