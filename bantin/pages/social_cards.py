"""Social cards (Open Graph images): which preview picture is drawn for what has no photo.

One for the portal, one for each category and language and, where the portal wants that, one for each new article. Many
pages share a picture, so that they do not multiply. `imaging/social_card` draws them.
"""

from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from bantin.content.file_facts import SocialCard
from bantin.content.model import Article
from bantin.pages.context import PageContext


class OpenGraphImage(NamedTuple):
    """A picture that a page offers to link previews."""

    address: str
    alt: str


class DrawnCard(NamedTuple):
    """A preview picture that is to be drawn."""

    preview: OpenGraphImage
    card: SocialCard
    source: str
    """The file in which an editor would change what it says."""


@lru_cache(maxsize=8)
def of_portal(context: PageContext) -> DrawnCard:
    """The picture of every page that has no other."""
    portal = context.portal
    card = SocialCard(portal.authority, "", portal.name, context.colours)
    return DrawnCard(OpenGraphImage(_address(f"assets/preview/{portal.code}", card), portal.name), card, "config.yaml")


def of_category(id_: str, context: PageContext) -> DrawnCard:
    """The picture of the articles of a category that have no cover; without a category, the portal's."""
    if not id_:
        return of_portal(context)
    label = context.edition.section(id_).name
    card = SocialCard(context.portal.name, "", label, context.colours)
    stem = f"assets/preview/{context.portal.code}-{id_}"
    return DrawnCard(OpenGraphImage(_address(stem, card), _alt(label, context)), card, "config.yaml")


def of_article(article: Article, context: PageContext) -> DrawnCard:
    """The picture that an article without a cover has to itself."""
    label = context.edition.section(article.category.id).name if article.category else ""
    card = SocialCard(context.portal.name, label, article.own.title, context.colours)
    preview = OpenGraphImage(_address(f"{article.address}preview", card), _alt(article.own.title, context))
    return DrawnCard(preview, card, article.own.path)


def _address(stem: str, card: SocialCard) -> str:
    """Named by what it shows: whoever keeps pictures by their addresses gets a new one when that changes."""
    return f"{stem}-{blake2b(repr(tuple(card)).encode(), digest_size=4).hexdigest()}.png"


def _alt(text: str, context: PageContext) -> str:
    return context.language.t("preview.alt", text=text, name=context.portal.name)
