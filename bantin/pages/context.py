"""Page context: what is the same for all pages of one edition, whatever its articles are.

Language, names, addresses, base URL, time zone, the theme's colours and file names, and of each category its name and
where it stands. Nothing here changes with an article: a count, a list or a neighbour is an input of the page that shows
it. The context's mark is in the key of every page.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from bantin.content.addresses import Addresses
from bantin.content.config_types import Config, Portal
from bantin.content.file_facts import Colours
from bantin.content.model import Edition, Library
from bantin.locale import Language
from bantin.pages.frame_types import Assets
from bantin.pages.marks import digest_of
from bantin.pages.part_types import Link, Words
from bantin.yaml.values import Bilingual


class SectionFacts(NamedTuple):
    """A category as an edition names it; nothing of the articles in it."""

    id: str
    name: str
    name_lang: str
    """The name's language where it is not the edition's, else ''."""
    address: str
    parent: str
    """The id of the category above it, or ''."""
    is_shown: bool
    """Not retired: in menus and on home."""
    is_notices: bool
    """Its newest stand in the box of notices on home."""

    @property
    def link(self) -> Link:
        """To its front."""
        return Link(self.name, self.address, self.name_lang)


class EditionFacts(NamedTuple):
    """An edition: how it calls itself and where its pages stand; nothing of its articles."""

    language: Language
    portal: Portal
    at: Addresses
    sections: tuple[SectionFacts, ...]
    """In config's order."""

    @property
    def code(self) -> str:
        """Of its language."""
        return self.language.code

    def section(self, id_: str) -> SectionFacts:
        """The section of the category `id_`."""
        return next(section for section in self.sections if section.id == id_)

    def shown_below(self, id_: str) -> tuple[SectionFacts, ...]:
        """The sections that menus show below the category `id_` ('' for the top); in place of a retired one stand its
        children.
        """
        found: list[SectionFacts] = []
        for section in self.sections:
            if section.parent == id_:
                found.extend([section] if section.is_shown else self.shown_below(section.id))
        return tuple(found)


@dataclass(frozen=True, slots=True, eq=False)
class PageContext:
    """What every page of an edition may show without its being an input of its own."""

    code: str
    """Of its language."""
    edition: EditionFacts
    others: tuple[EditionFacts, ...]
    """The other editions."""
    config: Config
    assets: Assets
    zone: datetime.tzinfo
    reload: str
    """Preview only: the address of the reload script."""
    has_drafts: bool
    """A trial, built with what is not published: never to be put online."""
    colours: Colours
    """Of what is drawn."""
    mark: str
    """Stands for the whole context."""

    def __repr__(self) -> str:
        return self.mark

    @property
    def language(self) -> Language:
        return self.edition.language

    @property
    def portal(self) -> Portal:
        return self.edition.portal

    @property
    def at(self) -> Addresses:
        return self.edition.at

    @property
    def base(self) -> str:
        """The site's root as a whole URL."""
        return f"{self.config.base_url}/"

    @property
    def has_search(self) -> bool:
        return "search" not in self.config.without

    @property
    def home(self) -> Link:
        """The first step of every trail."""
        return Link(self.language.t("trail.home"), self.at.home)

    def in_every_edition(self, address: Callable[[Addresses], str]) -> dict[str, str]:
        """Where something stands in each edition, by language code, the default one first."""
        at = {each.code: address(each.at) for each in (self.edition, *self.others)}
        return {code: at[code] for code in self.config.codes}

    def say(self, text: Bilingual | None) -> Words:
        """The text in the page's language, or in the default one; nothing for None."""
        return Words(*text.said(self.code, self.config.codes[0])) if text else Words("")


class ThemeFacts(Protocol):
    """What pages know of the templates and assets that draw them."""

    @property
    def digest(self) -> str:
        """Stands for templates, words and assets."""

    @property
    def assets(self) -> Assets: ...

    @property
    def colours(self) -> Colours: ...


def contexts(
    library: Library, theme: ThemeFacts, zone: datetime.tzinfo, reload: str, has_drafts: bool = False
) -> dict[str, PageContext]:
    """The context of each edition, by language code; `theme.digest` stands for its words."""
    editions = tuple(_facts(edition) for edition in library.editions)
    sections = [edition.sections for edition in editions]
    ingredients = repr((theme.digest, theme.assets, theme.colours, library.config, zone, reload, has_drafts, sections))
    return {
        facts.code: PageContext(
            facts.code,
            facts,
            tuple(other for other in editions if other is not facts),
            library.config,
            theme.assets,
            zone,
            reload,
            has_drafts,
            theme.colours,
            digest_of(facts.code, ingredients)[:16],  # it is said again for each card
        )
        for facts in editions
    }


def _facts(edition: Edition) -> EditionFacts:
    sections = tuple(
        SectionFacts(
            section.category.id,
            section.name,
            section.name_lang,
            section.address,
            section.category.parent,
            section.is_shown,
            section.category.is_notices,
        )
        for section in edition.sections
    )
    return EditionFacts(edition.language, edition.portal, edition.at, sections)
