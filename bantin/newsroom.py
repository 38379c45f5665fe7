"""What all makers of pages share: the library, the links, the names of assets; and the pieces that many pages show.

Cards and frames are made once and shared, by identity, by all pages that show them.
"""

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from bantin import posters
from bantin.fields import Bilingual, Text
from bantin.files import OURS, Colours
from bantin.language import Language
from bantin.library import Article, Edition, Library, Section
from bantin.links import Linker
from bantin.pages import Alternate, Assets, Badge, Card, Frame, Head, Headline, Image, Link, Stamp, Switch, Words
from bantin.posters import Preview, shown_cover
from bantin.problems import Problem
from bantin.shelf import Shelf

LEAD_LENGTH = 220
"""Characters of a lead on a card and in a description."""


@dataclass(frozen=True, slots=True, eq=False)
class Newsroom:
    """What page makers read."""

    library: Library
    shelf: Shelf
    linker: Linker
    assets: Assets
    zone: datetime.tzinfo
    reload: str = ""
    """Preview only: the address of the reload script."""
    colours: Colours = OURS
    """Of what is drawn."""
    problems: list[Problem] = field(default_factory=list)
    cards: dict[tuple[str, str, str], Card] = field(default_factory=dict)
    headlines: dict[tuple[str, str, str], Headline] = field(default_factory=dict)
    frames: dict[tuple[str, str, str], Frame] = field(default_factory=dict)
    stamps: dict[tuple[int, str], Stamp] = field(default_factory=dict)
    covers: dict[str, str] = field(default_factory=dict)
    """What is told of each cover's file."""
    previews: dict[tuple[str, str], Preview] = field(default_factory=dict)
    """Drawn pictures that many pages share, by language and category."""

    @property
    def base(self) -> str:
        return f"{self.library.config.base_url}/"

    @property
    def has_search(self) -> bool:
        return "search" not in self.library.config.without

    def say(self, text: Bilingual | None, edition: Edition) -> Words:
        """The text in the edition's language, or in the default one; nothing for None."""
        return Words(*text.said(edition.language.code, self.library.config.codes[0])) if text else Words("")


@lru_cache(maxsize=4096)
def shortened(text: str, length: int = LEAD_LENGTH) -> str:
    """`text` cut at a word's end to at most `length` characters, with a sign that it was cut."""
    if len(text) <= length:
        return text
    return text[:length].rpartition(" ")[0].rstrip(" ,;:–-") + "…"


def stamp(article: Article, language: Language, room: Newsroom) -> Stamp:
    """When the article was published."""
    key = (article.order[0], language.code)
    if key not in room.stamps:
        room.stamps[key] = Stamp(language.stamp(article.date), article.date.iso(room.zone))
    return room.stamps[key]


def card(article: Article, edition: Edition, room: Newsroom) -> Card:
    """The article as the lists of `edition` show it."""
    key = (article.key, article.code, edition.language.code)
    if key not in room.cards:
        room.cards[key] = _card(article, edition, room)
    return room.cards[key]


def cards(articles: Iterable[Article], edition: Edition, room: Newsroom) -> tuple[Card, ...]:
    """The cards of several articles."""
    return tuple(card(article, edition, room) for article in articles)


def headlines(articles: Iterable[Article], edition: Edition, room: Newsroom) -> tuple[Headline, ...]:
    """The headlines of several articles, as the short lists of `edition` show them."""
    return tuple(_headline(article, edition, room) for article in articles)


def _headline(article: Article, edition: Edition, room: Newsroom) -> Headline:
    key = (article.key, article.code, edition.language.code)
    if key not in room.headlines:
        shown = card(article, edition, room)
        room.headlines[key] = Headline(shown.address, shown.title, shown.posted, shown.badges, shown.lang)
    return room.headlines[key]


def _card(article: Article, edition: Edition, room: Newsroom) -> Card:
    language = edition.language
    lang = "" if article.language == language else article.code
    category = Link("", "")
    if article.category is not None:
        section = edition.section(article.category)
        category = Link(section.name, section.address, section.name_lang)
    image = cover(article, room)
    return Card(
        address=article.address,
        title=article.own.title,
        posted=stamp(article, language, room),
        category=category,
        lead=shortened(article.lead),
        image=image._replace(alt="", caption="", lang="", caption_lang="") if image else None,
        badges=tuple(Badge(kind, language.t(f"badge.{kind}")) for kind in states(article, lang)),
        lang=lang,
    )


def states(article: Article, lang: str = "") -> list[str]:
    """What a reader must be told about the article beside its text."""
    told = [article.state] if article.state != "public" else []
    told += ["expired"] if article.is_expired else []
    told += ["posted"] if article.is_posted else []
    return told + (["foreign"] if lang else [])


def cover_told(article: Article, room: Newsroom) -> str:
    """What decides about the article's cover beside the article; '' if it has none."""
    if not article.own.cover and not article.base.cover:
        return ""
    shown = shown_cover(article, room.shelf)
    path = shown.facts.path if shown else ""
    if path not in room.covers:
        room.covers[path] = repr(shown)
    return room.covers[path]


def cover(article: Article, room: Newsroom) -> Image | None:
    """The article's cover, with the words in its own language where they are given."""
    written, shown = article.cover, shown_cover(article, room.shelf)
    if written is None or shown is None:
        return None

    def lang(text: Text | None) -> str:
        return article.base.code if text is not None and text.place.path != article.own.path else ""

    alt, caption = written.alt, written.caption
    return shown.image(alt.text if alt else "", caption.text if caption else "", lang(alt), lang(caption))


def preview(article: Article, edition: Edition, room: Newsroom) -> Preview:
    """The picture that the article offers to link previews: its cover, else a drawn one."""
    shown = shown_cover(article, room.shelf)
    if shown is not None and shown.preview is not None:
        image = cover(article, room)
        return Preview(shown.preview.address, image.alt if image else "")
    if article.category is None or posters.has_own(article, room.library):
        return posters.of_article(article, edition, room.library, room.colours).preview
    key = (edition.language.code, article.category.id)
    if key not in room.previews:
        room.previews[key] = posters.of_article(article, edition, room.library, room.colours).preview
    return room.previews[key]


def _usual_preview(edition: Edition, room: Newsroom) -> Preview:
    key = (edition.language.code, "")
    if key not in room.previews:
        room.previews[key] = posters.of_portal(edition, room.colours).preview
    return room.previews[key]


@dataclass(frozen=True, slots=True)
class Told:
    """What a page tells about itself, from which its `Head` is made."""

    address: str
    title: str
    description: str = ""
    trail: tuple[Link, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    """(language code, address) of this very page in each edition that has it, itself included."""
    switches: tuple[Switch, ...] = ()
    preview: Preview | None = None
    """None: the portal's own."""
    feed: Link | None = None
    is_indexed: bool = True
    og_type: str = "website"
    data: object = None
    """For JSON-LD."""


def head(told: Told, edition: Edition, room: Newsroom) -> Head:
    """What every page tells browsers, search engines and link previews."""
    shown = told.preview or _usual_preview(edition, room)
    alternates: tuple[Alternate, ...] = ()
    if len(told.pairs) > 1:
        default = room.library.config.codes[0]
        alternates = tuple(Alternate(code, room.base + address) for code, address in told.pairs)
        alternates += tuple(Alternate("x-default", room.base + at) for code, at in told.pairs if code == default)
    return Head(
        title=told.title,
        description=shortened(told.description),
        canonical=room.base + told.address,
        og_type=told.og_type,
        og_image=room.base + shown.address,
        og_image_alt=shown.alt,
        alternates=alternates,
        switches=told.switches,
        trail=told.trail,
        feed=told.feed,
        is_indexed=told.is_indexed,
        data=json.dumps(told.data, ensure_ascii=False).replace("<", "\\u003c") if told.data else "",
    )


def switches_to_same(edition: Edition, room: Newsroom, addresses: dict[str, str]) -> tuple[Switch, ...]:
    """Switches of a page that stands in every edition, at `addresses` by language code."""
    return tuple(
        Switch(other.language.code, other.language.name, addresses[other.language.code], True, "")
        for other in room.library.others(edition)
    )


def home_link(edition: Edition) -> Link:
    """The first step of every trail."""
    return Link(edition.language.t("trail.home"), edition.at.home)


def trail_of(section: Section, edition: Edition, with_itself: bool) -> tuple[Link, ...]:
    """The way from home down to a category."""
    steps: list[Link] = []
    here: Section | None = section
    while here is not None:
        if here is not section or with_itself:
            steps.insert(0, Link(here.name, here.address, here.name_lang))
        parent = here.category.parent
        here = next((other for other in edition.sections if other.category.id == parent), None) if parent else None
    return (home_link(edition), *steps)
