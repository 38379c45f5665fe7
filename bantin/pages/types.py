"""View models: what each kind of page shows, in the final form in which its template receives it.

A template sees its page (`page`), the words of its language (`t`) and nothing else; so what stands here is what the
page's fingerprint is made of. Addresses are from the site's root, without a leading slash (`2018/03/x/`); a template
writes them as `{{ page.frame.root }}{{ address }}`. Dates, numbers and sizes are already written in its language.
"""

from typing import NamedTuple

from bantin.content.file_facts import Image
from bantin.pages.frame_types import Frame, Head
from bantin.pages.part_types import (
    Attachment,
    Banner,
    Card,
    CategoryBlock,
    ContentsEntry,
    Headline,
    Link,
    MenuItem,
    MostRead,
    NoticeBox,
    Prose,
    Stamp,
    Unit,
    Urgent,
    Words,
)


class HomePage(NamedTuple):
    """The front of an edition. It is no list: it shows the newest of each and leads to all news."""

    frame: Frame
    head: Head
    urgent: Urgent | None
    featured: tuple[Card, ...]
    latest: tuple[Card, ...]
    """The newest that are not among the featured."""
    all_news: Link
    blocks: tuple[CategoryBlock, ...]
    notices: NoticeBox | None
    most_read: tuple[MostRead, ...]
    links: tuple[Link, ...]


class ListPage(NamedTuple):
    """One page of a list: all news, a category, a tag, a month."""

    frame: Frame
    head: Head
    kind: str
    """'latest', 'category', 'tag' or 'month'."""
    heading: str
    heading_lang: str
    """Its language where it is not the page's: a category without a name in this edition."""
    number: int
    pages: int
    """How many pages there are; 0 on all but the newest, which alone says so."""
    total: str
    """How many articles, written in the page's language; '' on all but the newest page."""
    span: str
    """The days that this page's articles span."""
    cards: tuple[Card, ...]
    newest: Link | None
    newer: Link | None
    older: Link | None
    oldest: Link | None
    below: tuple[Link, ...]
    """A category's children; the years on all news; the neighbouring months on a month."""
    most_read: tuple[MostRead, ...]
    """Of the newest page of a category only."""


class MonthRow(NamedTuple):
    """A month of a year and how much it holds."""

    link: Link
    total: str


class YearPage(NamedTuple):
    """The months of a year that hold articles."""

    frame: Frame
    head: Head
    heading: str
    months: tuple[MonthRow, ...]
    years: tuple[Link, ...]
    """Those before and after."""


class ArticlePage(NamedTuple):
    """An article, and what leads on from it."""

    frame: Frame
    head: Head
    category: Link
    title: str
    posted: Stamp
    updated: Stamp | None
    views: str
    """'' if it brought no count."""
    banners: tuple[Banner, ...]
    lead: str
    """'' if the first paragraph serves."""
    correction: Banner | None
    cover: Image | None
    audio: Attachment | None
    contents: tuple[ContentsEntry, ...]
    """Empty for a short article."""
    minutes: int
    """Reading time."""
    body: Prose
    attachments: tuple[Attachment, ...]
    author: Words
    source: Link | None
    """With an empty address where only the name of the source is known."""
    tags: tuple[Link, ...]
    newer: tuple[Headline, ...]
    older: tuple[Headline, ...]
    related: tuple[Card, ...]
    """Without their leads, which are not shown here."""


class PlainPage(NamedTuple):
    """Introduction, contact, and the like."""

    frame: Frame
    head: Head
    title: str
    banners: tuple[Banner, ...]
    lead: str
    updated: Stamp | None
    body: Prose
    units: tuple[Unit, ...]
    """The organisation, on the page that shows it."""


class SiteMapPage(NamedTuple):
    """Every place of an edition, for people."""

    frame: Frame
    head: Head
    pages: tuple[Link, ...]
    categories: tuple[MenuItem, ...]
    years: tuple[Link, ...]
    tags: tuple[Link, ...]
    feeds: tuple[Link, ...]


class WithdrawnPage(NamedTuple):
    """What stands where an article was: that it was withdrawn, when and why, and nothing of the article."""

    frame: Frame
    head: Head
    since: Stamp
    reason: str
    reason_lang: str
    onward: Link


class ForwardPage(NamedTuple):
    """An old address that sends its readers on."""

    lang: str
    policy: str
    title: str
    href: str
    """Relative to this page."""
    canonical: str


class Choice(NamedTuple):
    """What a search can be narrowed to."""

    value: str
    label: str
    lang: str = ""


class ArchiveYear(NamedTuple):
    """A year that holds articles."""

    name: str
    links: tuple[Link, ...]
    """To the whole year, then to its months, newest first."""


class SearchPage(NamedTuple):
    """The search, and where to look without a script."""

    frame: Frame
    head: Head
    categories: tuple[Link, ...]
    years: tuple[ArchiveYear, ...]
    """Newest first."""
    host: str
    """The portal's host and path, for a search engine restricted to it."""
    category_choices: tuple[Choice, ...]
    year_choices: tuple[str, ...]
    """Newest first."""
    others: tuple[Link, ...]
    """The search pages of the other editions."""


class MissingEdition(NamedTuple):
    """One language's half of 404.html."""

    lang: str
    name: str
    heading: str
    text: str
    links: tuple[Link, ...]


class MissingPage(NamedTuple):
    """404.html: one page in all languages, its addresses from the host's root."""

    frame: Frame
    head: Head
    editions: tuple[MissingEdition, ...]


Page = (
    HomePage
    | ListPage
    | YearPage
    | ArticlePage
    | PlainPage
    | SiteMapPage
    | SearchPage
    | WithdrawnPage
    | ForwardPage
    | MissingPage
)
