"""Destinations of links, and the HTML in the slot of a link, or of a picture that cannot be shown."""

import re
from html import escape
from typing import NamedTuple

from bantin.markdown.body import Picture
from bantin.patterns import lazy_pattern

OUTSIDE = lazy_pattern(r"(https?://|mailto:|tel:)", re.IGNORECASE)


class Destination(NamedTuple):
    """Where a link leads."""

    address: str
    """From the site's root; a whole URL if `is_outside`."""
    fragment: str = ""
    query: str = ""
    lang: str = ""
    """The language over there, where it is not the page's."""
    is_outside: bool = False
    is_here: bool = False
    """On the same page: only the fragment matters."""

    def href(self, root: str) -> str:
        """What stands in the link, on a page whose way to the site's root is `root`."""
        rest = (f"?{self.query}" if self.query else "") + (f"#{self.fragment}" if self.fragment else "")
        return rest if self.is_here else ("" if self.is_outside else root) + self.address + rest


def link_html(destination: Destination | None, root: str) -> str:
    """What stands in a link's slot: its attributes, with a blank before them; nothing if it leads nowhere."""
    if destination is None:
        return ""
    lang = f' hreflang="{destination.lang}"' if destination.lang else ""
    return f' href="{escape(destination.href(root))}"{lang}'


def picture_words(reference: Picture) -> str:
    """What stands in the slot of a picture that cannot be shown: its words; of one elsewhere, as a link to it."""
    words = escape(reference.alt or reference.target.rpartition("/")[2], quote=False)
    if reference.is_linked or not OUTSIDE.match(reference.target):
        return words if reference.alt else ""
    return f'<a href="{escape(reference.target)}">{words}</a>'
