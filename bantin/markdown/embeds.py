"""Pages that are embedded: from which hosts they may come, and what stands in the place of one that may not."""

from collections.abc import Collection, Mapping
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import urlsplit

from bantin.markdown.body import WrittenLink
from bantin.markdown.html_pieces import Piece, tag
from bantin.markdown.videos import is_embeddable, watched_at
from bantin.problems import Place, Problem, error, warning


class EmbeddedPage(NamedTuple):
    """What a frame becomes."""

    pieces: tuple[Piece, ...]
    closing: str
    """Its end tag; '' where a link, or words, stand in its place."""
    words: str = ""
    problems: tuple[Problem, ...] = ()


def frame(attributes: Mapping[str, str], place: Place, hosts: Collection[str], is_within_link: bool) -> EmbeddedPage:
    """The frame with these attributes; a link to what it shows if config.yaml does not name its host."""
    address = unescape(attributes.get("src", "")).strip()
    title = attributes.get("title", "").strip()
    if is_embeddable(address, hosts):
        named = {} if title else {"title": escape(urlsplit(address).hostname or "")}
        shown = tag("iframe", {**attributes, **named, "loading": "lazy"})
        return EmbeddedPage((shown,), "</iframe>", "", () if title else (warning("frame-without-title", place),))
    words = title or escape(address)
    problems = (_not_embeddable(address, place),) if address else ()
    pieces: tuple[Piece, ...] = (words,)
    if address and not is_within_link:
        pieces = ("<a", WrittenLink(address, place), f">{words}</a>")
    return EmbeddedPage(pieces, "", unescape(words), problems)


def _not_embeddable(address: str, place: Place) -> Problem:
    """That a page may not be embedded, and the line to write in the frame's place where it is a known video."""
    if at := watched_at(address):
        return error("embed-video", place, address=address, watched=at)
    return error("embed-host", place, address=address, host=urlsplit(address).hostname or address)
