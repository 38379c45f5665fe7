"""What each kind of page shows: the ingredients that its template receives, in their final form.

A template sees its page (`page`), the words of its language (`t`) and nothing else; so what stands here is what the
page's fingerprint is made of. Addresses are from the site's root, without a leading slash (`2018/03/x/`); a template
writes them as `{{ page.frame.root }}{{ address }}`. Dates, numbers and sizes are already written in its language.
"""

from typing import NamedTuple

from bantin.content.file_facts import Image


class Words(NamedTuple):
    """A text that may be in another language than its page."""

    text: str
    lang: str = ""
    """'' for the page's own language."""

    def __bool__(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.text)


class Link(NamedTuple):
    """Words that lead somewhere."""

    label: str
    address: str
    """From the site's root; a whole URL if `is_outside`."""
    lang: str = ""
    """The label's language where it is not the page's."""
    is_outside: bool = False
    is_current: bool = False
    hreflang: str = ""
    """The language over there, where it is not the page's."""


class MenuItem(NamedTuple):
    """A place of the menu, with those below it."""

    link: Link | None
    """None: a heading that leads nowhere."""
    label: Words
    children: tuple["MenuItem", ...] = ()
    is_current: bool = False
    """This item, or one below it, is where the reader is."""


class Stamp(NamedTuple):
    """A day or an instant, for the reader and for machines."""

    text: str
    iso: str


class Badge(NamedTuple):
    """A short mark on a card or an article: `draft`, `scheduled`, `expired`, `posted`, `foreign`."""

    kind: str
    text: str


class Card(NamedTuple):
    """An article as lists show it."""

    address: str
    title: str
    posted: Stamp
    category: Link
    lead: str
    image: Image | None
    """Without words: beside a title it says nothing to those who cannot see it."""
    badges: tuple[Badge, ...]
    lang: str
    """The article's language where it is not the page's, else ''."""


class Headline(NamedTuple):
    """An article as short lists show it: a title and a date."""

    address: str
    title: str
    posted: Stamp
    badges: tuple[Badge, ...]
    lang: str
    """The article's language where it is not the page's, else ''."""


class Contact(NamedTuple):
    """Who answers for the portal, in the footer; empty where config.yaml says nothing."""

    office: Words
    responsible: Words
    address: Words
    telephone: Words
    email: Words
    hours: Words
    reuse: Words


class Assets(NamedTuple):
    """Addresses of the site's own style and scripts."""

    style: str
    theme: str
    """The blocking script, first in <head>."""
    script: str
    """What every page needs."""
    article: str
    """What pages that are read need besides: print, save, share, listen, pictures opened large."""
    urgent: str
    """The data file that holds the urgent notice, or nothing."""
    icon: str
    search: str
    """The script of the search page."""


class Frame(NamedTuple):
    """What stands around every page of one edition, depth and section."""

    lang: str
    og_locale: str
    root: str
    """From the page back to the site's root: './', '../', …; 404.html: a path from the host's root."""
    home: str
    """The edition's home, from the root: '' or 'en/'."""
    name: str
    slogan: str
    authority: str
    """The parent authority, above the name in the banner."""
    menu: tuple[MenuItem, ...]
    contact: Contact
    ways: tuple[Link, ...]
    """What the footer leads to beside the portal's own places: contact, accessibility, terms of use."""
    sample: Words
    """Empty, or the footer's line that this is sample content."""
    search: str
    """'' for a portal that does without."""
    site_map: str
    feed: str
    assets: Assets
    policy: str
    """The Content-Security-Policy."""
    reload: str
    """Preview only: the address of the reload script; '' in a published site."""
    has_drafts: bool
    """Each page says that this is a trial with what is not published."""


class Alternate(NamedTuple):
    """A language, or x-default, and the absolute URL at which this very page stands in it."""

    hreflang: str
    url: str


class Switch(NamedTuple):
    """The way to the other edition."""

    lang: str
    name: str
    """The other language's own name: 'English'."""
    address: str
    is_same: bool
    """Leads to this very page in the other language; otherwise `note` says where it leads."""
    note: str
    """In the other language: whoever reads this page has no need of it."""


class Head(NamedTuple):
    """What every page tells browsers, search engines and link previews, and the way back up."""

    title: str
    """The page's own, without the portal's name."""
    description: str
    canonical: str
    """Absolute URL."""
    og_type: str
    og_image: str
    """Absolute URL of the preview picture, of 1200 × 630 pixels."""
    og_image_alt: str
    alternates: tuple[Alternate, ...]
    switches: tuple[Switch, ...]
    """One for each other edition."""
    trail: tuple[Link, ...]
    """Breadcrumb, home first, this page not included; empty on home."""
    feed: Link | None
    """This page's own feed, beside the edition's."""
    is_indexed: bool
    """False: robots noindex (forwarding and withdrawn pages, drafts in preview)."""
    data: str
    """JSON-LD, '' if there is none; safe inside <script>."""


class CategoryBlock(NamedTuple):
    """A category on home: its newest article, and the next newest by their titles."""

    link: Link
    first: Card
    others: tuple[Headline, ...]


class NoticeBox(NamedTuple):
    """The newest notices, by their titles."""

    link: Link
    headlines: tuple[Headline, ...]


class MostRead(NamedTuple):
    """An article in the most-read box."""

    address: str
    title: str
    views: str


class Urgent(NamedTuple):
    """The urgent notice as home shows it without a script."""

    text: Words
    link: Link | None


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


class TextPicture(NamedTuple):
    """A picture in a text."""

    image: Image
    row: int
    """How many stand side by side; 0 in the middle of a sentence."""
    is_linked: bool
    """A link by its writer's will: it leads there, and not to the picture in its largest size."""
    is_first: bool
    """The first picture of its page."""


class Prose(NamedTuple):
    """Markdown text as HTML: literal parts, kept by their digest, and what this page shows between them."""

    digest: str
    """'' : no text."""
    slots: tuple[str | TextPicture, ...]
    """A link's opening tag, a picture, or '' for what is not shown."""


class Attachment(NamedTuple):
    """A file to take away."""

    address: str
    title: str
    kind: str
    """'PDF', 'DOCX', …"""
    size: str
    lang: str
    """The title's language where it is not the page's."""


class ContentsEntry(NamedTuple):
    """A line of the table of contents."""

    level: int
    id: str
    text: str


class Banner(NamedTuple):
    """A state that the reader must see above the text."""

    kind: str
    """'draft', 'unapproved', 'scheduled', 'expired', 'posted', 'behind' (the translation), 'corrected' (below the
    lead)."""
    text: str
    link: Link | None = None
    lang: str = ""


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


class Post(NamedTuple):
    """An office and who holds it."""

    post: Words
    name: str
    telephone: str
    email: str
    duties: Words


class Unit(NamedTuple):
    """A body of the ward and its posts."""

    name: Words
    about: Words
    address: Words
    telephone: str
    email: str
    hours: Words
    posts: tuple[Post, ...]


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
