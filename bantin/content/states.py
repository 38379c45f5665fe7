"""States of content files: draft, unapproved, scheduled, published, expired or withdrawn; and of their translations."""

from collections.abc import Iterator
from dataclasses import dataclass

from bantin.content.front_matter import FrontMatter
from bantin.content.model import Article, Library, WaitingArticle, WithdrawnArticle
from bantin.locale import Moment

DRAFT, UNAPPROVED, SCHEDULED = "draft", "unapproved", "scheduled"
PUBLISHED, EXPIRED, WITHDRAWN = "published", "expired", "withdrawn"


@dataclass(frozen=True, slots=True)
class ArticleState:
    """One content file, and what readers see of it."""

    path: str
    key: str
    """What ties it to its translations."""
    code: str
    is_page: bool
    """A plain page."""
    title: str
    date: Moment | None
    """Of publishing, or of the withdrawal; None for a plain page."""
    category: str
    """Its id; '' for a plain page, or if the portal has no such category."""
    address: str
    """Where it is, or will be, read; '' if that is not known yet."""
    state: str
    """DRAFT, UNAPPROVED, SCHEDULED, PUBLISHED, EXPIRED or WITHDRAWN."""
    waits_for: str
    """Who is to approve it; '' if nobody needs to, or if it is not said who."""
    is_featured: bool
    is_translation: bool
    is_behind: bool
    """A translation made from an original that has changed since."""
    missing: tuple[str, ...]
    """Of an original: the portal's other languages, in which there is no text of it, not even a draft."""


def states(library: Library) -> tuple[ArticleState, ...]:
    """Every article and plain page that could be read, the newest first; a draft without a date before all others.

    Works for a library with drafts (a preview's) and for one without (a build's).
    """
    found = [*_of_articles(library), *_of_waiting(library), *_of_withdrawn(library)]
    unique = {each.path: each for each in reversed(found)}
    return tuple(sorted(unique.values(), key=_order))


def _order(state: ArticleState) -> tuple[bool, bool, int, str]:
    return state.is_page, state.date is not None, -state.date.rank if state.date else 0, state.path


def _of_articles(library: Library) -> Iterator[ArticleState]:
    codes = library.config.codes
    waiting = {(each.front_matter.key, each.front_matter.code): each for each in library.waiting}
    for key, articles in library.by_key.items():
        for article in articles.values():
            others = () if article.is_translation else codes
            missing = tuple(code for code in others if code not in articles and (key, code) not in waiting)
            waits_for = waiting[key, article.code].waits_for if (key, article.code) in waiting else ""
            yield _of_article(article, missing, waits_for)


def _of_article(article: Article, missing: tuple[str, ...], waits_for: str) -> ArticleState:
    own, base = article.own, article.base
    state = article.state if article.state != "public" else EXPIRED if article.is_expired else PUBLISHED
    return ArticleState(
        path=own.path,
        key=article.key,
        code=article.code,
        is_page=own.is_page,
        title=own.title,
        date=base.date,
        category=article.category.id if article.category else "",
        address=article.address,
        state=state,
        waits_for=waits_for,
        is_featured=base.is_featured,
        is_translation=article.is_translation,
        is_behind=article.is_behind,
        missing=missing,
    )


def _of_waiting(library: Library) -> Iterator[ArticleState]:
    for each in library.waiting:
        yield _of_manuscript(library, each)


def _of_manuscript(library: Library, waiting: WaitingArticle) -> ArticleState:
    front_matter = waiting.front_matter
    return ArticleState(
        path=front_matter.path,
        key=front_matter.key,
        code=front_matter.code,
        is_page=front_matter.is_page,
        title=front_matter.title,
        date=front_matter.date,
        category=_category_of(library, front_matter),
        address="",
        state=waiting.state,
        waits_for=waiting.waits_for,
        is_featured=front_matter.is_featured,
        is_translation=front_matter.has_suffix and front_matter.category is None and not front_matter.is_page,
        is_behind=False,
        missing=(),
    )


def _category_of(library: Library, front_matter: FrontMatter) -> str:
    meant = library.config.category_meant(front_matter.category.text) if front_matter.category else None
    return meant.id if meant else ""


def _of_withdrawn(library: Library) -> Iterator[ArticleState]:
    for each in library.gone:
        yield _of_gone(each)


def _of_gone(gone: WithdrawnArticle) -> ArticleState:
    return ArticleState(
        path=gone.path,
        key=gone.key,
        code=gone.language.code,
        is_page=False,
        title=gone.title,
        date=Moment(gone.day),
        category=gone.category.id if gone.category else "",
        address=gone.address,
        state=WITHDRAWN,
        waits_for="",
        is_featured=False,
        is_translation=False,
        is_behind=False,
        missing=(),
    )


def unread_at(library: Library) -> dict[str, str]:
    """The addresses that articles which could not be read have by their names, as in `hidden_at` of a library."""
    return {
        edition.at.of_source(key, None): state
        for edition in library.editions
        for key, state in library.hidden.items()
        if state == "unread"  # of which nothing but the key is known
    }
