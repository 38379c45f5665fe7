"""Every kind of page: its maker, its template, and when its new pages take their places."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from bantin.pages import article as pages_article
from bantin.pages import home, lists, plain_pages, utility_pages, withdrawn
from bantin.pages.cards import MadePage
from bantin.plan.outputs import Output
from bantin.theme.page_output import PageOutput

FILES, PAGES, LISTS, HOME = range(4)
"""In which order new outputs take their places, so that no link leads to nothing: files, then articles and all that
stands by itself, then what lists articles (the sitemap too), at last home.
"""


class PageKind(NamedTuple):
    """How pages of one kind come about: from their inputs alone."""

    make: Callable[[Any], MadePage]
    """Gets one value, which holds all inputs; their marks are the page's key."""
    template: str
    """Of this kind alone."""
    rank: int
    """`PAGES`, `LISTS` or `HOME`."""


KINDS: Mapping[str, PageKind] = {
    "article": PageKind(pages_article.article_page, "pages/article.html", PAGES),
    "plain": PageKind(plain_pages.plain_page, "pages/plain.html", PAGES),
    "withdrawn": PageKind(withdrawn.withdrawn_page, "pages/withdrawn.html", PAGES),
    "home": PageKind(home.home_page, "pages/home.html", HOME),
    "list": PageKind(lists.list_page, "pages/list.html", LISTS),
    "year": PageKind(lists.year_page, "pages/year.html", PAGES),
    "site_map": PageKind(utility_pages.site_map_page, "pages/site_map.html", PAGES),
    "search": PageKind(utility_pages.search_page, "pages/search.html", PAGES),
    "missing": PageKind(utility_pages.missing_page, "pages/missing.html", PAGES),
    "forward": PageKind(utility_pages.forward_page, "pages/forward.html", PAGES),
}
"""Every kind of page."""
_RANKS = {kind.template: kind.rank for kind in KINDS.values()}


def rank(path: str, output: Output) -> int:
    """When an output takes its place, if it is new."""
    if isinstance(output, PageOutput):
        return _RANKS[output.template]
    return LISTS if path.endswith(".xml") else FILES
