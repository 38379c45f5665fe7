"""Corrects addresses with a typo in `https://`, and addresses with one of two angle brackets."""

import re
from collections import Counter

from bantin.markdown.signs import Signs
from bantin.patterns import lazy_pattern

_BEGIN = lazy_pattern(r"(?P<scheme>[a-z]{3,7})\s*(?P<between>[:;.]?\s*[/\\]{1,3}|[:;])\s*(?=[\w-])", re.IGNORECASE)
_ALIKE = 0.75
"""Minimum similarity of a word to a scheme: accepts `htps`, `hppt`, `ttps`, rejects `ftp`, `file`."""


def resolved(target: str) -> str:
    """A link target as meant: `//host` with https."""
    return f"https:{target}" if target.startswith("//") else target


_HALF = lazy_pattern(r"(?<=\]\()(?:<(?P<open>[^<>()\n]+)|(?P<closed>[^<>()\n]+)>)(?=\))")


_BARE = lazy_pattern(r"(?<!\S)<(?=(?:https?://|www\.)[^\s<>]+(?:\s|$))", re.IGNORECASE)


def whole_targets(text: str, signs: Signs) -> str:
    """`text`, which has these signs, with a blank in the place of an angle bracket that stands alone: at one end of a
    link's target, `[…](<x.md)`, or before a bare address, `<https://x.vn`; as it is if it holds code."""
    if ("<" not in signs.ascii and ">)" not in signs.ascii) or "`" in signs.ascii:
        return text
    text = _HALF.sub(lambda found: f" {found['open']}" if found["open"] else f"{found['closed']} ", text)
    return _BARE.sub(" ", text) if "<" in text else text


_BEFORE_IN_ADDRESS = lazy_pattern(r"(?:://|www\.|mailto:)(?:[^\s<>()]|\([^\s<>()]*\))*+$")


def is_within_address(text: str, at: int) -> bool:
    """Whether the sign at this position is part of a bare address, in which signs mean nothing else."""
    return _BEFORE_IN_ADDRESS.search(text, max(at - 300, 0), at) is not None


def mended(address: str) -> str:
    """The address meant by `htps://x.vn`, `http//x`, `https:/x`, `https.//x.vn`; '' if it is correct or no web address.

    A word similar to a scheme counts only before a colon or two slashes: otherwise it may be a folder.
    """
    found = _BEGIN.match(address)
    if found is None:
        return ""
    scheme, between = found["scheme"].lower(), "".join(found["between"].split())
    if scheme not in ("http", "https"):
        if not (between.startswith((":", ";")) or between.endswith(("//", "\\\\"))):
            return ""
        likeness, scheme = max((_likeness(scheme, known), known) for known in ("http", "https"))
        if likeness < _ALIKE:
            return ""
    elif between in ("/", "\\"):
        return ""
    whole = f"{scheme}://{address[found.end() :]}"
    return "" if whole.lower() == address.lower() else whole


def _likeness(one: str, two: str) -> float:
    """The share of letters in common, regardless of order."""
    return 2 * (Counter(one) & Counter(two)).total() / (len(one) + len(two))
