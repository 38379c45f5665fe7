"""The parts of an article while they are recognised among the blocks of its source: fields, text, what is left out."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bantin.importing.categories import Categories
from bantin.importing.dates import DateLine
from bantin.importing.types import Block, FieldSource, LeftOut
from bantin.importing.words import words
from bantin.locale import Moment
from bantin.text import fold


@dataclass
class ArticleParts:
    """The blocks of a source, and what has been recognised in them so far."""

    blocks: Sequence[Block]
    categories: Categories
    page_title: str = ""
    """What its page or file says that it is called."""
    title: str = ""
    date: Moment | None = None
    updated: Moment | None = None
    views: int | None = None
    category: str = ""
    lead: str = ""
    author: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    taken: list[FieldSource] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)
    """Places of the blocks that are no text of the article."""

    def take(self, field_: str, at: int) -> None:
        """The block at `at` became a field, or a part of one."""
        self.gone.add(at)
        self.taken.append(FieldSource(field_, self.blocks[at].text, self.blocks[at].line))

    def leave_out(self, at: int, reason: str) -> None:
        """The block at `at` does not belong to the article."""
        self.gone.add(at)
        self.left_out.append(LeftOut(self.blocks[at].line, self.blocks[at].text, reason))

    def is_text(self, at: int) -> bool:
        """Whether the block at `at` is words that may be a field."""
        block = self.blocks[at]
        return at not in self.gone and block.kind in ("paragraph", "heading") and bool(block.text)

    def left(self) -> list[int]:
        """The places of what is text of the article."""
        return [at for at in range(len(self.blocks)) if at not in self.gone]

    def body(self) -> list[Block]:
        """The text of the article."""
        return [self.blocks[at] for at in self.left()]

    def count(self, at: int) -> int:
        """How many words the block at `at` has."""
        return len(words(self.blocks[at].text))

    def is_prose(self, at: int) -> bool:
        """Whether the block at `at` is surely text, and no part of a head."""
        count = self.count(at)
        ends = self.blocks[at].text.rstrip(" ”\"')").endswith((".", ";", ":", "…", "!"))
        return count > LONG or (count > 14 and ends)

    def first_prose(self) -> int:
        """The place of the first block that is surely text; a date behind it belongs to something else."""
        places = range(1, len(self.blocks))
        return next((at for at in places if self.is_prose(at)), len(self.blocks))

    def take_over(self, said: DateLine) -> None:
        """Takes over what a line says of date, views and author."""
        if said.date is not None:
            self.date = said.date
        self.updated = said.updated or self.updated
        self.views = said.views if self.views is None else self.views
        self.author = self.author or said.author


LONG = 45
"""Words: a paragraph of so many is text, and no part of a head."""
WINDOW = 60
"""Blocks among which the head of a page is looked for; above it may stand a whole menu."""


def alike(one: str, other: str) -> bool:
    """Whether two texts have the same words, whatever their capitals and marks."""
    return [fold(word) for word in words(one)] == [fold(word) for word in words(other)]
