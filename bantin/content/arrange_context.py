"""What is known while content is arranged: config, languages, the instant, and what was found out so far."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from bantin.content import addresses
from bantin.content.addresses import Addresses
from bantin.content.approval import FileDigests
from bantin.content.config_types import Category, Config
from bantin.content.model import Article, WaitingArticle, WithdrawnArticle
from bantin.content.source_file import TextSummaries
from bantin.locale import Language
from bantin.problems import Problem
from bantin.yaml.values import Text


class ReadContent(NamedTuple):
    """Gives what was read of texts and files, when it is needed."""

    summaries: TextSummaries
    file_digests: FileDigests
    unread: Collection[str] = ()
    """The keys of files that could not be read: they exist, though nothing is known of them."""


class KeyGroup:
    """What follows from the files of one key: the article in each language, and what is to be said of it."""

    __slots__ = (
        "articles",
        "changes",
        "files",
        "gone",
        "hidden",
        "hidden_at",
        "hidden_files",
        "is_unapproved",
        "problems",
        "unknown_categories",
        "waiting",
    )

    def __init__(self) -> None:
        self.articles: dict[str, Article] = {}
        self.files: dict[str, str] = {}
        """The digests of files by which it was seen whether the article is what was approved."""
        self.is_unapproved = False
        """Whether the original waits for somebody to approve it."""
        self.problems: list[Problem] = []
        self.waiting: list[WaitingArticle] = []
        self.gone: list[WithdrawnArticle] = []
        self.hidden: dict[str, str] = {}
        self.hidden_at: dict[str, str] = {}
        self.hidden_files: set[str] = set()
        self.unknown_categories: list[Text] = []
        self.changes: list[datetime.datetime] = []

    @property
    def is_plain(self) -> bool:
        """Whether it holds nothing but articles, as nearly all groups do."""
        return not (
            self.problems
            or self.waiting
            or self.hidden
            or self.hidden_at
            or self.hidden_files
            or self.gone
            or self.unknown_categories
            or self.changes
        )


@dataclass
class ArrangeContext:
    """What is known while content is arranged. Only `found`, `meant` and `folders` change meanwhile."""

    config: Config
    languages: tuple[Language, ...]
    """In config's order."""
    read: ReadContent
    now: datetime.datetime
    """Naive, in the portal's local time."""
    with_drafts: bool = False
    """Lets drafts and scheduled articles in, marked (preview)."""
    found: KeyGroup = field(default_factory=KeyGroup)
    """What is found out about the key that is being sorted."""
    meant: dict[str, tuple[Category, ...]] = field(default_factory=dict)
    """Categories by how articles name them: more than one if a name fits several."""
    folders: dict[str, tuple[str, bool]] = field(default_factory=dict)
    """Source folders → the same in an address, and whether no address below it is reserved."""

    @cached_property
    def today(self) -> datetime.date:
        """The day of `now`."""
        return self.now.date()

    @cached_property
    def default(self) -> str:
        """The code of the portal's first language."""
        return self.config.codes[0]

    @cached_property
    def at(self) -> dict[str, Addresses]:
        """Each edition's addresses, by language code."""
        return {each.code: Addresses(each, addresses.prefix_of(self.config, each.code)) for each in self.languages}

    @cached_property
    def reserved_words(self) -> frozenset[str]:
        """The first parts of the site's own addresses."""
        return addresses.reserved_words(self.languages)

    def changes_on(self, day: datetime.date | None) -> None:
        """Notes that something is shown up to the end of `day`."""
        if day is not None and day < datetime.date.max:
            self.changes_at(datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time()))

    def changes_at(self, instant: datetime.datetime) -> None:
        """Notes that something changes by itself, if it is still to come."""
        if instant > self.now:
            self.found.changes.append(instant)
