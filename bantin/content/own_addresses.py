"""Whole URLs that mean a page of the portal itself, also as its preview shows it → the address from the site's root."""

import re

from bantin.content.wrapped_addresses import direct
from bantin.patterns import lazy_pattern

_PREVIEW = lazy_pattern(
    r"https?://(?:(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::[0-9]+)?"
    r"|(?:10|192\.168|172\.(?:1[6-9]|2[0-9]|3[01]))\.[0-9.]+:[0-9]+)(?![^/?#])",
    re.IGNORECASE,
)
"""How the addresses of `serve` begin, which are copied from the browser of this machine, or of a phone beside it."""


def own_address(target: str, base_url: str) -> str | None:
    """The address from the site's root that a whole URL means; None if it is not of the portal, nor of its preview."""
    target = direct(target)
    if found := _PREVIEW.match(target):
        rest = target[found.end() :]
    else:
        scheme, _, rest = target.partition("://")
        own, rest = (each.removeprefix("www.") for each in (base_url.partition("://")[2], rest))
        if scheme.lower() not in ("http", "https") or rest[: len(own)].casefold() != own.casefold():
            return None
        rest = rest[len(own) :]
        if rest and rest[0] not in "/?#":
            return None
    return rest if rest.startswith("/") else f"/{rest}"
