"""What one text gives to every page, list, feed and index that shows it: values only.

A body holds no address. Where the text leads to or shows something there is a *slot*, which each page fills in for
itself, because the same body stands at different depths, in feeds and in both editions. `converter` makes bodies.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bantin.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class TextHeading:
    """A heading, for the table of contents and for links that lead to it."""

    level: int
    """2 to 6: the highest of a text is 2, and none is skipped."""
    id: str
    """A slug, unlike all other ids of the text; never begins with `_`."""
    text: str
    """As plain text; alternative texts stand for pictures."""


@dataclass(frozen=True, slots=True)
class WrittenLink:
    """Where the text leads to. Its slot is the `href` attribute with a blank before it; left empty, the words stay."""

    target: str
    """As written, entities and backslashes resolved: a path, an address or `#heading`; never empty."""
    place: Place


@dataclass(frozen=True, slots=True)
class Picture:
    """What the text shows. Its slot is the whole element."""

    target: str
    """As written, entities and backslashes resolved; never empty."""
    alt: str
    """As plain text, like the caption: whoever writes it escapes it."""
    caption: str
    """Already stands below the slot of a picture that is not in the middle of a sentence."""
    place: Place
    row: int
    """How many pictures stand side by side: 1 alone, more in a gallery; 0 in the middle of a sentence."""
    is_linked: bool = False
    """A link by its writer's will."""


@dataclass(frozen=True, slots=True)
class Body:
    """All that one text gives."""

    parts: tuple[str, ...] = ("",)
    """HTML between the slots: always one more than `references`."""
    references: tuple[WrittenLink | Picture, ...] = ()
    headings: tuple[TextHeading, ...] = ()
    anchors: frozenset[str] = frozenset()
    """All ids that a link may lead to, those of the headings included."""
    text: str = ""
    """The words, white space folded, without the numbers of footnotes; for search, digest and reading time."""
    lead: str = ""
    """The first paragraph as plain text, if the text begins with one (pictures before it don't count), else empty."""
    problems: tuple[Problem, ...] = ()

    def html(self, fill: Callable[[WrittenLink | Picture], str]) -> str:
        """The body with each slot filled in."""
        pieces = [self.parts[0]]
        for reference, part in zip(self.references, self.parts[1:], strict=True):
            pieces += fill(reference), part
        return "".join(pieces)
