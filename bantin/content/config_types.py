"""What config.yaml says, as values: the portal's names, categories, tags, menus, contacts and limits."""

import datetime
from dataclasses import dataclass
from urllib.parse import urlsplit

from bantin.problems import Place
from bantin.text import exact, same, syllables
from bantin.yaml.values import Bilingual, Text


@dataclass(frozen=True, slots=True)
class Portal:
    """How the portal calls itself in one language."""

    code: str
    name: str
    short_name: str
    """For a telephone's home screen, where a dozen letters fit; the name if config.yaml gives none."""
    slogan: str
    authority: str
    description: str


@dataclass(frozen=True, slots=True)
class Category:
    """A section of the portal's news."""

    id: str
    """The last part of its address, and what stays the same when its name changes."""
    names: Bilingual
    parent: str
    addresses: tuple[tuple[str, str], ...]
    """(language code, slug) where an edition's address is not the id."""
    aliases: tuple[str, ...]
    """Old ids: in old addresses, and in the front matter of old articles."""
    is_retired: bool
    campaign: datetime.date | None
    """Retired after this day."""
    is_notices: bool
    """Its newest stand in the box of notices on home."""
    place: Place

    @property
    def called(self) -> tuple[str, ...]:
        """All by which it can be named: id, old ids, names."""
        return (self.id, *self.aliases, *(text for _, text in self.names.texts))

    def slug(self, code: str) -> str:
        """The category's part of an address in the edition `code`."""
        return dict(self.addresses).get(code, self.id)

    def is_retired_on(self, day: datetime.date) -> bool:
        """Whether menus and home leave it out on `day`."""
        return self.is_retired or (self.campaign is not None and day > self.campaign)


@dataclass(frozen=True, slots=True)
class TagName:
    """A tag that was given an address, or a name in each language."""

    id: str
    names: Bilingual
    addresses: tuple[tuple[str, str], ...]
    place: Place

    def slug(self, code: str) -> str:
        """The tag's part of an address in the edition `code`."""
        return dict(self.addresses).get(code, self.id)


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A line of the menu as written: what it leads to, and those below it."""

    kind: str
    """'page', 'category', 'latest', 'sitemap', 'address', or '' for a heading."""
    target: str
    label: Bilingual | None
    children: tuple["MenuEntry", ...]
    place: Place
    """Of the target, or of the entry."""


@dataclass(frozen=True, slots=True)
class OutsideLink:
    """A link of home's box."""

    label: Bilingual
    address: str
    """Whole, also of a page of the portal."""
    place: Place


@dataclass(frozen=True, slots=True)
class Contacts:
    """Who answers for the portal, for the footer."""

    office: Bilingual
    responsible: Bilingual
    address: Bilingual
    telephone: Bilingual
    email: Bilingual
    hours: Bilingual
    reuse: Bilingual


@dataclass(frozen=True, slots=True)
class UrgentNotice:
    """A bar on every page while something matters to everyone."""

    text: Bilingual
    link: str
    until: datetime.date | None
    """The last day on which it is shown."""
    until_place: Place
    place: Place
    """Of the link."""


@dataclass(frozen=True, slots=True)
class HomeSizes:
    """How many articles each part of home shows."""

    featured: int = 3
    latest: int = 8
    block: int = 4
    notices: int = 5
    most_read: int = 5


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused as too much."""

    article_bytes: int = 500_000
    picture_bytes: int = 30_000_000
    picture_pixels: int = 50_000_000
    attachment_bytes: int = 50_000_000


@dataclass(frozen=True, slots=True)
class ApprovalRule:
    """The rule that articles are shown only when somebody approved them."""

    by: Bilingual | None
    """Who approves them."""
    since: datetime.date
    """Articles of an earlier day need no approval."""


@dataclass(frozen=True, slots=True)
class Config:
    """The portal's own facts."""

    base_url: str
    """Without a slash at its end."""
    timezone: str
    language: str
    """Of the program's messages; '' if not said."""
    portals: tuple[Portal, ...]
    """One a language, the default first."""
    untranslated: str
    """'link' or 'hide'."""
    without: tuple[str, ...]
    """What the portal does not have, of `PARTS`."""
    page_size: int
    sample: Bilingual | None
    categories: tuple[Category, ...]
    tags: tuple[TagName, ...]
    menu: tuple[MenuEntry, ...] | None
    footer: tuple[MenuEntry, ...] | None
    """What the footer leads to beside the portal's own places; None: the pages of `USUAL_FOOTER` that there are."""
    links: tuple[OutsideLink, ...]
    contact: Contacts
    glossary: tuple[tuple[str, Bilingual], ...]
    term_places: tuple[Place, ...]
    """Where each abbreviation of the glossary is written, in its order."""
    urgent: UrgentNotice | None
    embed_hosts: tuple[str, ...]
    home: HomeSizes
    feed_items: int
    drawn_days: int
    """Days for which a new article without a cover has a preview picture with its own title; 0: it always has its
    category's."""
    strict_since: datetime.date | None
    """Articles of an earlier day are judged leniently."""
    strict_since_place: Place
    lenient: tuple[Text, ...]
    """Folders under content/ whose articles are judged leniently; without slashes at their ends."""
    silent_days: int
    """Days without news after which `check` names a category."""
    limits: Limits
    approval: ApprovalRule | None
    """None: every article that is no draft is shown."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The language codes, the default first."""
        return tuple(portal.code for portal in self.portals)

    @property
    def base_path(self) -> str:
        """The path of `base_url`, with a slash at both ends: '/' or '/phuong/'."""
        return urlsplit(self.base_url).path.rstrip("/") + "/"

    def category_meant(self, written: str) -> Category | None:
        """The category that an article names, by id, old id, or name in any language; None if none, or several, fit."""
        found = self.categories_meant(written)
        return found[0] if len(found) == 1 else None

    def categories_meant(self, written: str) -> tuple[Category, ...]:
        """The categories that `written` may name. First those whose names are the same; if there are none, those that
        differ from it in signs and blanks only; then those that differ in marks too."""
        for form in (same, _with_marks, _without_marks):
            wanted = form(written)
            if found := tuple(each for each in self.categories if wanted in map(form, each.called)):
                return found
        return ()


def _with_marks(text: str) -> str:
    return "".join(exact(text))


def _without_marks(text: str) -> str:
    return "".join(syllables(text))
