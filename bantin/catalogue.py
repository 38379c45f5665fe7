"""An edition's own articles → the files of the index that readers' searches are answered from, planned.

All of it can be planned before any of it is made: what decides about a part is told by the digests of its articles. The
terms of the articles come from whoever keeps them; `search` makes files of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from bantin import search
from bantin.fingerprints import digest_of
from bantin.kit import Kit
from bantin.library import Article, Edition
from bantin.newsroom import Newsroom, shortened, stamp
from bantin.search import Block, Card

LEAD_LENGTH = 160
"""Characters of a lead among the results: fifty cards are at most 6 kB, compressed."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Files of the index that are made in one go."""

    code: str
    """Of the language."""
    block: Block
    number: int
    """Which part of the block, from 0."""
    articles: tuple[Article, ...]
    """Of the whole block."""
    above: "Above"
    made: dict[str, bytes] = field(default_factory=dict)
    """Once made, where one file after the other is asked for (preview)."""

    @property
    def categories(self) -> list[list[str]]:
        """Of each article: its category and those above it."""
        return [self.above.of(article) for article in self.articles]


class Above:
    """The categories in which articles stand: their own and those above it."""

    def __init__(self, edition: Edition) -> None:
        self._parents = {section.category.id: section.category.parent for section in edition.sections}

    def of(self, article: Article) -> list[str]:
        """Ids, the article's own first."""
        found: list[str] = []
        id_ = article.category.id if article.category else ""
        while id_:
            found.append(id_)
            id_ = self._parents.get(id_, "")
        return found


class Planned(NamedTuple):
    """A file of the index: its address, what it is made from in one digest, and either its part or what makes it."""

    address: str
    fingerprint: str
    part: Part | None
    make: partial[bytes] | None


def plan(edition: Edition, room: Newsroom, kit: Kit) -> Iterator[Planned]:
    """Every file of an edition's index."""
    folder, above = edition.at.index, Above(edition)
    reading = f"{kit.program} {room.library.config.glossary!r}"
    versions: dict[str, str] = {}
    for block in search.blocks(len(edition.articles)):
        articles = edition.articles[block.first : block.first + block.count]
        told = [_told(article, above) for article in articles]
        version = versions[block.name] = digest_of(reading, repr(block), *told)
        for number in range(block.parts):
            part = Part(edition.language.code, block, number, articles, above)
            for name in block.files(number):
                yield Planned(f"{folder}/{name}.js", version, part, None)
    for name, numbers in search.card_files(len(edition.articles)):
        articles = edition.articles[numbers.start : numbers.stop]
        told = [f"{article.mark} {article.address} {above.of(article)}" for article in articles]
        make = partial(_cards, edition, room, name, numbers)
        yield Planned(f"{folder}/{name}.js", digest_of(kit.digest, str(room.zone), *told), None, make)
    head = _head(edition, {name: version[:8] for name, version in versions.items()})
    yield Planned(f"{folder}.js", digest_of(head.decode()), None, partial(bytes, head))


def _told(article: Article, above: Above) -> str:
    """What an article can be found by; unlike its mark, without the blanks at the ends of its lines."""
    own = article.own
    beside = [
        *[tag.text for tag in own.tags],
        own.author,
        own.source,
        *[attached.title for attached in own.attachments],
    ]
    return "\n".join((own.digest, *beside, *above.of(article)))


def _cards(edition: Edition, room: Newsroom, name: str, numbers: range) -> bytes:
    articles = edition.articles[numbers.start : numbers.stop]
    text = search.card_text(_card(article, edition, room) for article in articles)
    return search.script(f"{edition.language.code}/{name}", text, is_data=True)


def _card(article: Article, edition: Edition, room: Newsroom) -> Card:
    posted = stamp(article, edition.language, room)
    category = article.category.id if article.category else ""
    lead = shortened(article.lead, LEAD_LENGTH)
    return Card(article.address, article.own.title, posted.text, posted.iso, category, lead)


def _head(edition: Edition, versions: dict[str, str]) -> bytes:
    years: dict[int, int] = {}
    for number, article in enumerate(edition.articles):
        years.setdefault(article.date.day.year, number)
    categories = {section.category.id: section.name for section in edition.sections}
    text = search.head(versions, len(edition.articles), years.items(), categories)
    return search.script(edition.language.code, text, is_data=True)
