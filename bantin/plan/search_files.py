"""An edition's own articles → the files of the index that readers' searches are answered from, planned.

All of it can be planned before any of it is made: a file's fingerprint stands for all that it is made from. The terms
of the articles come from whoever keeps them; `index` makes files of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from bantin.content.model import Article, Edition
from bantin.pages.cards import shortened, stamp
from bantin.pages.context import EditionFacts, PageContext
from bantin.pages.marks import Marked, digest_of, mark_of
from bantin.search import index
from bantin.search.index import IndexBlock, ResultCard
from bantin.theme.theme import Theme

LEAD_LENGTH = 160
"""Characters of a lead among the results: fifty cards are at most 6 kB, compressed."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Files of the index that are made in one go."""

    code: str
    """Of the language."""
    block: IndexBlock
    number: int
    """Which part of the block, from 0."""
    articles: tuple[Article, ...]
    """Of the whole block."""
    found_by: tuple["FoundBy", ...]
    """Of each of them."""
    made: dict[str, bytes] = field(default_factory=dict)
    """Once made, where one file after the other is asked for (preview)."""

    @property
    def categories(self) -> list[list[str]]:
        """Of each article: its category and those above it."""
        return [list(each.categories) for each in self.found_by]


class FoundBy(NamedTuple):
    """What an article can be found by: all of it that an index is made from."""

    digest: str
    """Of its title, lead and text."""
    beside: tuple[str, ...]
    """Its other texts."""
    categories: tuple[str, ...]
    """Its own and those above it."""


class Above:
    """The categories in which articles stand: their own and those above it."""

    def __init__(self, edition: EditionFacts) -> None:
        self._parents = {section.id: section.parent for section in edition.sections}
        self._found: dict[str, tuple[str, ...]] = {"": ()}

    def of(self, article: Article) -> tuple[str, ...]:
        """Ids, the article's own first."""
        return self._from(article.category.id if article.category else "")

    def _from(self, id_: str) -> tuple[str, ...]:
        if id_ not in self._found:
            self._found[id_] = (id_, *self._from(self._parents.get(id_, "")))
        return self._found[id_]


class Planned(NamedTuple):
    """A file of the index: its address, what it is made from in one digest, and either its part or what makes it."""

    address: str
    fingerprint: str
    part: Part | None
    make: partial[bytes] | None


class CardsInputs(NamedTuple):
    """All that a file of cards is made from."""

    name: str
    """Below the folder of all indexes, without its ending."""
    cards: tuple[Marked[ResultCard], ...]


class HeadInputs(NamedTuple):
    """All that the first file of an index is made from."""

    code: str
    versions: tuple[tuple[str, str], ...]
    """Of each block, by its name."""
    total: int
    years: tuple[tuple[int, int], ...]
    """With the number of their first article."""
    categories: tuple[tuple[str, str], ...]
    """(id, name)"""


def plan(edition: Edition, context: PageContext, theme: Theme) -> Iterator[Planned]:
    """Every file of an edition's index."""
    folder, above, articles = context.at.index, Above(context.edition), edition.articles
    reading = f"{theme.program} {context.config.glossary!r}"
    versions: dict[str, str] = {}
    for block in index.blocks(len(articles)):
        own = articles[block.first : block.first + block.count]
        found_by = tuple([FoundBy(one.own.digest, one.own.beside, above.of(one)) for one in own])
        told = ["\n".join((digest, *beside, *categories)) for digest, beside, categories in found_by]
        version = versions[block.name] = digest_of(reading, repr(block), *told)
        for number in range(block.parts):
            part = Part(context.code, block, number, own, found_by)
            for name in block.files(number):
                yield Planned(f"{folder}/{name}.js", version, part, None)
    for name, numbers in index.card_files(len(articles)):
        cards = tuple([Marked(card, context, one) for one in articles[numbers.start : numbers.stop]])
        inputs = CardsInputs(f"{context.code}/{name}", cards)
        yield Planned(f"{folder}/{name}.js", digest_of(mark_of(inputs)), None, partial(cards_file, inputs))
    years: dict[int, int] = {}
    for number, article in enumerate(articles):
        years.setdefault(article.date.day.year, number)
    short = tuple((name, version[:8]) for name, version in versions.items())
    categories = tuple((section.id, section.name) for section in context.edition.sections)
    first = HeadInputs(context.code, short, len(articles), tuple(years.items()), categories)
    yield Planned(f"{folder}.js", digest_of(theme.program, mark_of(first)), None, partial(head_file, first))


def card(context: PageContext, article: Article) -> ResultCard:
    """The article among the results."""
    posted = stamp(article, context)
    category = article.category.id if article.category else ""
    lead = shortened(article.lead, LEAD_LENGTH)
    return ResultCard(article.address, article.own.title, posted.text, posted.iso, category, lead)


def cards_file(inputs: CardsInputs) -> bytes:
    """A file of cards."""
    return index.script(inputs.name, index.card_text(card.value for card in inputs.cards), is_data=True)


def head_file(inputs: HeadInputs) -> bytes:
    """The file that a search begins with."""
    text = index.head(dict(inputs.versions), inputs.total, inputs.years, dict(inputs.categories))
    return index.script(inputs.code, text, is_data=True)
