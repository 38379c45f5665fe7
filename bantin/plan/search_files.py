"""An edition's own articles and pages → the files of the index that readers' searches are answered from, planned.

All of it can be planned before any of it is made: a file's fingerprint stands for all that it is made from. The terms
of the articles come from whoever keeps them; `index` makes files of them.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import NamedTuple

from bantin.content.model import Article, Edition
from bantin.content.organisation import Organisation
from bantin.pages.cards import shortened, stamp
from bantin.pages.context import PageContext
from bantin.pages.marks import Marked, digest_of, mark_of
from bantin.plan.search_answers import answers, own_glossary
from bantin.search import index, index_head
from bantin.search.abbreviations import asked_of
from bantin.search.index import IndexBlock, ResultCard
from bantin.search.index_head import IndexHead
from bantin.theme.theme import Theme

LEAD_LENGTH = 160
"""Characters of a lead among the results: fifty cards are at most 7 kB, compressed."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Files of the index that are made in one go."""

    code: str
    """Of the language."""
    block: IndexBlock
    number: int
    """Which part of the block, from 0."""
    articles: tuple[Article, ...]
    """Of the whole block; in the recent one the plain pages stand behind them."""
    found_by: tuple["FoundBy", ...]
    """Of each of them."""
    head: str = ""
    """With the recent block: what else a search begins with."""
    made: dict[str, bytes] = field(default_factory=dict)
    """Once made, where one file after the other is asked for (preview)."""

    @property
    def days(self) -> list[tuple[str, ...]]:
        """Of each article the names of the day, the month and the year in which it was posted."""
        return [each.days for each in self.found_by]


class FoundBy(NamedTuple):
    """What an article can be found by: all of it that an index is made from."""

    digest: str
    """Of its title, lead and text."""
    beside: tuple[str, ...]
    """Its other texts."""
    days: tuple[str, ...]
    """The names of the day, the month and the year in which it was posted."""


class Planned(NamedTuple):
    """A file of the index: its address, what it is made from in one digest, and either its part, with the file's name
    in it, or what makes it."""

    address: str
    fingerprint: str
    part: Part | None
    name: str
    make: partial[bytes] | None


class CardsInputs(NamedTuple):
    """All that a file of cards is made from."""

    name: str
    """Below the folder of all indexes, without its ending."""
    cards: tuple[Marked[ResultCard], ...]


def plan(edition: Edition, context: PageContext, organisation: Organisation | None, theme: Theme) -> Iterator[Planned]:
    """Every file of an edition's index."""
    folder, articles = context.at.index, edition.articles
    categories = _categories(edition, context)
    reading = f"{theme.program} {context.config.glossary!r}"
    versions = "", ""
    for block in index.blocks(len(articles), len(edition.pages)):
        own = articles[block.first : block.first + block.count]
        if block.name != "a":
            own += edition.pages
        found_by = tuple([FoundBy(one.own.digest, one.own.search_words, posted(one)) for one in own])
        rows = ["\n".join((digest, *beside, *days)) for digest, beside, days in found_by]
        fingerprint = digest_of(reading, repr(block), *rows)
        if block.name == "a":
            signs = index_head.category_signs(categories[: block.count])
            of_categories = digest_of(signs)
            make = partial(index.script, f"{context.code}/{index_head.CATEGORIES}", signs)
            yield Planned(f"{folder}/{index_head.CATEGORIES}.js", of_categories, None, "", make)
            versions = fingerprint[:8], of_categories[:8]
            for number in range(block.parts):
                part = Part(context.code, block, number, own, found_by)
                for name in block.files(number):
                    yield Planned(f"{folder}/{name}.js", fingerprint, part, name, None)
        else:
            its = versions[0], fingerprint[:8], versions[1]
            head = index_head.head_text(_head(edition, context, organisation, its, categories[block.first :]))
            part = Part(context.code, block, 0, own, found_by, head)
            yield Planned(f"{folder}.js", digest_of(fingerprint, head), part, index.RECENT, None)
    for name, numbers in index.card_files(len(articles)):
        cards = tuple([Marked(card, context, one) for one in articles[numbers.start : numbers.stop]])
        inputs = CardsInputs(f"{context.code}/{name}", cards)
        yield Planned(f"{folder}/{name}.js", digest_of(mark_of(inputs)), None, "", partial(cards_file, inputs))


def posted(article: Article) -> tuple[str, ...]:
    """The names of the day, the month and the year in which an article was posted, as `expressions` has them; a plain
    page has none."""
    return () if article.own.is_page else _of_day(article.date.day)


@lru_cache(maxsize=10_000)
def _of_day(day: datetime.date) -> tuple[str, ...]:
    return f"{day.day}/{day.month}/{day.year}", f"{day.day}/{day.month}", f"{day.month}/{day.year}", str(day.year)


def _head(
    edition: Edition,
    context: PageContext,
    organisation: Organisation | None,
    versions: tuple[str, str, str],
    own: tuple[int, ...],
) -> IndexHead:
    years: dict[int, int] = {}
    for number, article in enumerate(edition.articles):
        years.setdefault(article.date.day.year, number)
    sections = context.edition.sections
    return IndexHead(
        len(edition.articles),
        versions,
        tuple(years.items()),
        tuple((section.id, section.name, section.parent) for section in sections),
        own,
        tuple((page.address, page.own.title, shortened(page.lead, LEAD_LENGTH)) for page in edition.pages),
        answers(edition, context, organisation),
        asked_of(context.code, dict(own_glossary(context))),
    )


def _categories(edition: Edition, context: PageContext) -> tuple[int, ...]:
    """Of each article the place of its category among the edition's, -1 for none."""
    places = {section.id: place for place, section in enumerate(context.edition.sections)}
    return tuple([places[article.category.id] if article.category else -1 for article in edition.articles])


def card(context: PageContext, article: Article) -> ResultCard:
    """The article among the results."""
    posted_at = stamp(article, context)
    category = article.category.id if article.category else ""
    lead = shortened(article.lead, LEAD_LENGTH)
    return ResultCard(article.address, article.own.title, posted_at.text, posted_at.iso, category, lead)


def cards_file(inputs: CardsInputs) -> bytes:
    """A file of cards."""
    return index.script(inputs.name, index.card_text(card.value for card in inputs.cards), is_data=True)
