"""The content model: articles, the lists that hold them, the editions that hold those.

Values, and what follows from each. `arrange` sorts them; what a page shows of them is looked up by `inputs`.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from bantin.content.addresses import Addresses
from bantin.content.config_types import Category, Config, Portal
from bantin.content.field_values import AttachedFile, Cover
from bantin.content.front_matter import FrontMatter
from bantin.content.source_file import Reference, TextSummaries, TextSummary
from bantin.locale import Language, Moment
from bantin.problems import Problem
from bantin.yaml.values import Text

NO_MOMENT = Moment(datetime.date.min)
"""The date of a plain page, which has none and is not asked."""


@dataclass(frozen=True, slots=True, eq=False)
class Article:
    """An article, or a plain page, in one language, with what it takes from its original."""

    own: FrontMatter
    base: FrontMatter
    """The original; the article's own front matter if it is nobody's translation."""
    internal_references: tuple[Reference, ...]
    """What its text shows or leads to in the portal."""
    own_link_problems: tuple[Problem, ...]
    """What is wrong with its text's links to itself."""
    summaries: TextSummaries
    language: Language
    address: str
    category: Category | None
    """None for a plain page."""
    state: str
    """'public'; in a preview also 'draft', 'unapproved' and 'scheduled'."""
    is_expired: bool
    is_posted: bool
    """A notice whose time of posting has not ended."""
    order: tuple[int, str]
    """Its place in every list: by date, then by what its address is made of."""
    mark: str
    """Stands for all that is written in it and in its original, and for its state: another one if any of it changes."""

    def __repr__(self) -> str:
        return self.mark

    @property
    def summary(self) -> TextSummary:
        """What is known of its text; it is looked up each time, so that an archive's texts need not be in memory."""
        return self.summaries(self.own)

    @property
    def key(self) -> str:
        return self.own.key

    @property
    def code(self) -> str:
        return self.language.code

    @property
    def is_translation(self) -> bool:
        return self.own is not self.base

    @property
    def is_behind(self) -> bool:
        """Made from an original that has changed since."""
        return bool(self.is_translation and self.own.original and self.own.original != self.base.digest)

    @property
    def date(self) -> Moment:
        """When it was published; a plain page has none, and is not asked."""
        return self.base.date or NO_MOMENT

    @property
    def views(self) -> int | None:
        return self.base.views if self.own.views is None else self.own.views

    @property
    def attachments(self) -> tuple[AttachedFile, ...]:
        """Its own if it names a file that its original does not; else its original's, with the titles that it gives."""
        if not self.own.attachments and not self.base.attachments:
            return ()
        theirs = {attached.file.text: attached for attached in self.base.attachments}
        own = {attached.file.text: attached for attached in self.own.attachments}
        files = own if own.keys() - theirs.keys() else theirs
        return tuple(
            own[file] if file in own and (own[file].title or file not in theirs) else theirs[file] for file in files
        )

    @property
    def cover(self) -> Cover | None:
        """Its own picture, or its original's; words of the original stay with the original's picture."""
        own, base = self.own.cover, self.base.cover
        if own is None or base is None or base.image is None:
            return own or base
        if own.image is not None and own.image.text != base.image.text:
            return own
        return Cover(base.image, own.alt or base.alt, own.caption or base.caption)

    @property
    def lead(self) -> str:
        """For lists and previews: the lead, or the first paragraph."""
        return self.own.lead or self.summary.lead


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """A category of an edition and the articles in it and in its children."""

    category: Category
    name: str
    name_lang: str
    address: str
    articles: tuple[Article, ...]
    """Oldest first, as in every list of the library."""
    is_shown: bool
    """Not retired: in menus and on home."""


@dataclass(frozen=True, slots=True, eq=False)
class Tag:
    """A tag of an edition and the edition's own articles that bear it."""

    name: str
    name_lang: str
    """The name's language where it is not the edition's, else ''."""
    slug: str
    address: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Month:
    """A month of an edition that holds articles."""

    year: int
    month: int
    address: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    """The portal in one language."""

    language: Language
    portal: Portal
    at: Addresses
    articles: tuple[Article, ...]
    """In this language."""
    listed: tuple[Article, ...]
    """Those and, with `untranslated: link`, the ones that have no page in this language."""
    featured: tuple[Article, ...]
    """Of these, those that are to stand at the top of its front."""
    viewed: tuple[Article, ...]
    """Its own articles with a count of views: that with the highest last, of equal ones the newest."""
    sections: tuple[Section, ...]
    tags: tuple[Tag, ...]
    months: tuple[Month, ...]
    pages: tuple[Article, ...]
    """Plain pages, in the portal's order."""
    tag_by_word: Mapping[str, Tag]
    """By what makes two written tags the same one."""

    @property
    def years(self) -> tuple[int, ...]:
        """Years that hold articles, newest first."""
        return tuple(sorted({month.year for month in self.months}, reverse=True))


@dataclass(frozen=True, slots=True, eq=False)
class WithdrawnArticle:
    """A withdrawn article: where it was, and the little that is still said."""

    language: Language
    address: str
    day: datetime.date
    reason: str
    reason_lang: str
    path: str
    key: str
    aliases: tuple[Text, ...]
    """Old addresses, which lead here."""
    title: str
    category: Category | None


class WaitingArticle(NamedTuple):
    """A content file that is not out, and why."""

    front_matter: FrontMatter
    state: str
    """'draft', 'unapproved' or 'scheduled'."""
    due: datetime.datetime | None
    """When it comes out by itself; else None."""
    waits_for: str = ""
    """Who is to approve it; '' if nobody needs to, or if it is not said who."""


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """All editions, and what stands beside them."""

    config: Config
    editions: tuple[Edition, ...]
    gone: tuple[WithdrawnArticle, ...]
    waiting: tuple[WaitingArticle, ...]
    by_key: Mapping[str, Mapping[str, Article]]
    """Public articles and plain pages by key, then by language code."""
    by_address: Mapping[str, Article]
    """The same by their addresses."""
    hidden: Mapping[str, str]
    """Keys that exist and are not public: 'draft', 'unapproved', 'scheduled', 'withdrawn' or 'unread'."""
    hidden_at: Mapping[str, str]
    """The same by the addresses at which they will answer, old ones included."""
    hidden_files: frozenset[str]
    """Source paths of the files that articles refer to which are not public."""
    next_change: datetime.datetime | None
    """When the site changes by itself next, in the portal's local time."""
    today: datetime.date
    problems: tuple[Problem, ...] = ()

    def edition(self, code: str) -> Edition:
        """The edition of the language `code`."""
        return next(edition for edition in self.editions if edition.language.code == code)

    def translations(self, article: Article) -> Mapping[str, Article]:
        """The article in every language in which it is public, itself included."""
        return self.by_key[article.key]
