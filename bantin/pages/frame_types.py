"""What stands around every page, as templates receive it: the frame of its edition, and the head of its own."""

from typing import NamedTuple

from bantin.pages.part_types import Link, MenuItem, Words


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
    short_name: str
    """The name under the icon if the portal is put on a telephone's home screen."""
    slogan: str
    authority: str
    """The parent authority, above the name in the banner."""
    menu: tuple[MenuItem, ...]
    contact: Contact
    ways: tuple[Link, ...]
    """The footer's links beside home, site map and the like: contact, accessibility, terms of use. Templates of portals
    use this name, so it stays.
    """
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
