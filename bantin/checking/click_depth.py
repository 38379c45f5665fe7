"""Click depth: how many links away from home a page is, for a reader who does not search."""

from collections.abc import Callable, Iterable
from html import unescape
from urllib.parse import unquote, urljoin

from bantin.patterns import lazy_pattern

MOST = 3
"""Maximum number of clicks from home."""
_LINK = lazy_pattern(rb"""<a\b[^>]*?\shref="([^"#?]*)""")
_SITE = "https://site.invalid/"


def reachable(homes: Iterable[str], page_at: Callable[[str], bytes | None], most: int = MOST) -> frozenset[str]:
    """The addresses at most `most` clicks away from one of `homes` (breadth-first search).

    `page_at` returns the HTML of the page at an address, or None.
    """
    found = frozenset(homes)
    newest = found
    for _ in range(most):
        leads_to: set[str] = set()
        for address in sorted(newest):
            html = page_at(address)
            leads_to.update(links(address, html) if html else ())
        newest = frozenset(leads_to) - found
        found |= newest
    return found


def links(address: str, html: bytes) -> frozenset[str]:
    """The site's own addresses that the page at `address` links to."""
    here = _SITE + address
    targets = (urljoin(here, unescape(href.decode())) for href in _LINK.findall(html))
    return frozenset(unquote(target.removeprefix(_SITE)) for target in targets if target.startswith(_SITE))
