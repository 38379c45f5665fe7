"""A content file after it was read: its front matter, the summary of its text, and what was wrong with it."""

from collections.abc import Callable
from hashlib import blake2b
from typing import NamedTuple

from bantin.content.front_matter import FrontMatter
from bantin.content.own_addresses import own_address
from bantin.markdown.body import Body, Picture, TextHeading, WrittenLink
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
