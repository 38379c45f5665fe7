"""The pieces that pages are put together from, as templates receive them: links, dates, cards, texts, attachments."""

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


class TextPicture(NamedTuple):
    """A picture in a text."""

    image: Image
    row: int
    """How many stand side by side; 0 in the middle of a sentence."""
    is_linked: bool
    """Whether its writer made it a link: it leads there, and not to the picture in its largest size."""
    is_first: bool
    """The first picture of its page."""


class Prose(NamedTuple):
    """Markdown text as HTML: literal parts, kept by their digest, and what this page shows between them."""

    digest: str
    """'' if there is no text."""
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
