"""The articles of all keys → the edition of a language: its articles, sections, months, tags and plain pages."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from bantin.content.addresses import Addresses
from bantin.content.arrange_context import ArrangeContext, KeyGroup
from bantin.content.config_types import Config
from bantin.content.model import Article, Edition, Month, Section
from bantin.content.tags import tags_of
from bantin.locale import Language
from bantin.problems import Problem


def edition_of(
    language: Language,
    by_key: Mapping[str, Mapping[str, Article]],
    context: ArrangeContext,
    of_tags: dict[str, tuple[Problem, ...]],
) -> Edition:
    """The edition of a language; what is wrong with its tags is added to `of_tags`."""
    config = context.config
    at = context.at[language.code]
    own: list[Article] = []
    pages: list[Article] = []
    listed: list[Article] = []
    for articles in by_key.values():
        place = place_of(articles, language.code, config)
        if place.page:
            pages.append(place.page)
        if place.own:
            own.append(place.own)
        if place.listed:
            listed.append(place.listed)
    own.sort(key=lambda article: article.order)
    listed.sort(key=lambda article: article.order)
    context.found = KeyGroup()
    tags, tag_by_word = tags_of(own, language, context) if "tags" not in config.without else ((), {})
    of_tags[language.code] = tuple(context.found.problems)
    return Edition(
        language,
        next(portal for portal in config.portals if portal.code == language.code),
        at,
        tuple(own),
        tuple(listed),
        tuple([article for article in listed if article.base.is_featured]),
        tuple(sorted([article for article in own if article.views], key=rank)),
        _sections(listed, language, context),
        tags,
        _months(listed, at) if "archives" not in config.without else (),
        in_order(pages),
        tag_by_word,
    )


def rank(article: Article) -> tuple[int, tuple[int, str]]:
    """By which articles stand among those that are read most."""
    return article.views or 0, article.order


def spliced(
    articles: tuple[Article, ...],
    gone: Iterable[Article],
    came: Iterable[Article],
    place: Callable[[Article], Any] = attrgetter("order"),
) -> tuple[Article, ...]:
    """Articles in an order, of which each has a `place` of its own, without some of them and with others; raises
    LookupError for one that is not there. The others are not looked at.
    """
    kept = list(articles)
    for article in gone:
        at = bisect_left(kept, place(article), key=place)
        if kept[at] is not article:
            raise LookupError(article.own.path)
        del kept[at]
    for article in came:
        insort(kept, article, key=place)
    return tuple(kept)


def in_order(pages: Iterable[Article]) -> tuple[Article, ...]:
    """Plain pages in the portal's order."""
    return tuple(sorted(pages, key=lambda page: (page.base.order, page.key)))


class PlaceInEdition(NamedTuple):
    """What an edition holds of one key."""

    own: Article | None
    listed: Article | None
    """Also one that has no page in this language."""
    page: Article | None


def place_of(articles: Mapping[str, Article], code: str, config: Config) -> PlaceInEdition:
    """Where the articles of one key stand in the edition of the language `code`."""
    article = articles.get(code)
    if article is not None:
        return PlaceInEdition(None, None, article) if article.own.is_page else PlaceInEdition(article, article, None)
    other = next(iter(articles.values()), None)
    is_listed = other is not None and not other.own.is_page and config.untranslated == "link"
    return PlaceInEdition(None, other if is_listed else None, None)


def _sections(listed: Sequence[Article], language: Language, context: ArrangeContext) -> tuple[Section, ...]:
    config, at = context.config, context.at[language.code]
    above = {category.id: category.parent for category in config.categories}
    articles: dict[str, list[Article]] = defaultdict(list)
    for article in listed:
        id_ = article.category.id if article.category else ""
        while id_:
            articles[id_].append(article)
            id_ = above.get(id_, "")
    sections = []
    for category in config.categories:
        name, lang = category.names.said(language.code, config.codes[0])
        retired = category.is_retired_on(context.today)
        sections.append(
            Section(category, name, lang, at.category(category), tuple(articles[category.id]), is_shown=not retired)
        )
    return tuple(sections)


def _months(listed: Sequence[Article], at: Addresses) -> tuple[Month, ...]:
    """The months that hold articles, oldest first."""
    found: dict[tuple[int, int], list[Article]] = defaultdict(list)
    for article in listed:
        found[article.date.day.year, article.date.day.month].append(article)
    return tuple(
        Month(year, month, at.month(year, month), tuple(articles)) for (year, month), articles in sorted(found.items())
    )
