"""A content file after it was read: its front matter, the summary of its text, and what was wrong with it."""

import re
from collections.abc import Callable
from hashlib import blake2b
from typing import NamedTuple

from bantin.content.detours import direct
from bantin.content.front_matter import FrontMatter
from bantin.markdown.body import Body, Picture, TextHeading, WrittenLink
from bantin.patterns import lazy_pattern
from bantin.problems import Problem

Reference = WrittenLink | Picture


class TextSummary(NamedTuple):
    """What pages must know of a text without showing it."""

    digest: str
    """Of the literal parts, by which a page names them; '' for no text."""
    lead: str
    """The first paragraph, if the text begins with one."""
    syllables: int
    headings: tuple[TextHeading, ...]
    anchors: frozenset[str]
    references: tuple[Reference, ...]


class SourceFile(NamedTuple):
    """What is known of one content file."""

    front_matter: FrontMatter | None
    """None if it could not be read."""
    internal_references: tuple[Reference, ...]
    """Those of the text's references that lead to other files and pages of the portal, or show them."""
    problems: tuple[Problem, ...]
    own_link_problems: tuple[Problem, ...] = ()
    """What is wrong with its text's links to itself: told with its page, not while that is hidden."""


TextSummaries = Callable[[FrontMatter], TextSummary]
"""Gives the summary of a content file's text."""


def summary_of(body: Body) -> TextSummary:
    """The summary of a text."""
    digest = blake2b("\0".join(body.parts).encode(), digest_size=16).hexdigest() if body.parts != ("",) else ""
    # Each word is parted from the next by one blank or line end.
    words = body.text.count(" ") + body.text.count("\n") + 1 if body.text else 0
    return TextSummary(digest, body.lead, words, body.headings, body.anchors, body.references)


def internal_references_of(body: Body, base_url: str) -> tuple[Reference, ...]:
    """The text's references to the rest of the portal: what they find there can change."""
    return tuple(each for each in body.references if isinstance(each, Picture) or not _is_free(each.target, base_url))


def _is_free(target: str, base_url: str) -> bool:
    """Whether a link leads to its own page or outside, so that nothing else in the portal decides about it."""
    if target.startswith("#"):
        return True
    is_whole = target.lower().startswith(("http://", "https://", "mailto:", "tel:"))
    return is_whole and own_address(target, base_url) is None


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
