"""Which preview picture is drawn for what has no photo: one for the portal, one for each category and language; and for
new articles one of their own, where the portal wants that.

The pictures are the same for many pages, so that they do not multiply. `drawing` draws them.
"""

from collections.abc import Iterator
from hashlib import blake2b
from typing import NamedTuple

from bantin.files import Colours, Poster
from bantin.library import Article, Edition, Library
from bantin.shelf import Shelf, ShownPicture, named_file


class Preview(NamedTuple):
    """A picture that a page offers to link previews."""

    address: str
    alt: str


class Drawn(NamedTuple):
    """A preview picture that is to be drawn."""

    preview: Preview
    poster: Poster
    source: str
    """The file in which an editor would change what it says."""


def of_portal(edition: Edition, colours: Colours) -> Drawn:
    """The picture of every page that has no other."""
    portal = edition.portal
    poster = Poster(portal.authority, "", portal.name, colours)
    return Drawn(Preview(_address(f"assets/preview/{portal.code}", poster), portal.name), poster, "config.yaml")


def of_article(article: Article, edition: Edition, library: Library, colours: Colours) -> Drawn:
    """The picture of an article without a cover: its category's, or its own while it is new."""
    name = edition.portal.name
    label = edition.section(article.category).name if article.category else ""
    if has_own(article, library):
        own = Poster(name, label, article.own.title, colours)
        preview = Preview(_address(f"{article.address}preview", own), _alt(article.own.title, edition))
        return Drawn(preview, own, article.own.path)
    if article.category is None:
        return of_portal(edition, colours)
    poster = Poster(name, "", label, colours)
    stem = f"assets/preview/{edition.portal.code}-{article.category.id}"
    return Drawn(Preview(_address(stem, poster), _alt(label, edition)), poster, "config.yaml")


def has_own(article: Article, library: Library) -> bool:
    """Whether the article is of the last days in which each has its own picture."""
    days = library.config.drawn_days
    return days > 0 and (library.today - article.date.day).days < days


def all_drawn(library: Library, shelf: Shelf, colours: Colours) -> Iterator[Drawn]:
    """Every picture that is to be drawn, once."""
    for edition in library.editions:
        yield of_portal(edition, colours)
        shared: set[str] = set()
        for article in edition.articles:
            cover = shown_cover(article, shelf)
            if cover is not None and cover.preview is not None:
                continue
            category = article.category.id if article.category else ""
            is_own = has_own(article, library)
            if is_own or (category and category not in shared):
                yield of_article(article, edition, library, colours)
                if not is_own:
                    shared.add(category)


def shown_cover(article: Article, shelf: Shelf) -> ShownPicture | None:
    """The picture that the article, or else its original, has for a cover."""
    written = article.cover
    if written is None or written.image is None:
        return None
    return shelf.pictures.get(named_file(article.base.path, written.image.text) or "")


def _address(stem: str, poster: Poster) -> str:
    """Named by what it shows: who keeps pictures by their addresses gets another one when it changes."""
    return f"{stem}-{blake2b(repr(tuple(poster)).encode(), digest_size=4).hexdigest()}.png"


def _alt(text: str, edition: Edition) -> str:
    return edition.language.t("preview.alt", text=text, name=edition.portal.name)
