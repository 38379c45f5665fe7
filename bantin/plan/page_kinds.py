"""Every kind of page: its maker and its template."""

from collections.abc import Mapping

from bantin.pages import article as pages_article
from bantin.pages import home, lists, plain_pages, ways, withdrawn
from bantin.plan.outputs import (
    PageKind,
)

KINDS: Mapping[str, PageKind] = {
    "article": PageKind(pages_article.article_page, "pages/article.html"),
    "plain": PageKind(plain_pages.plain_page, "pages/plain.html"),
    "withdrawn": PageKind(withdrawn.withdrawn_page, "pages/withdrawn.html"),
    "home": PageKind(home.home_page, "pages/home.html"),
    "list": PageKind(lists.list_page, "pages/list.html"),
    "year": PageKind(lists.year_page, "pages/year.html"),
    "site_map": PageKind(ways.site_map_page, "pages/site_map.html"),
    "search": PageKind(ways.search_page, "pages/search.html"),
    "missing": PageKind(ways.missing_page, "pages/missing.html"),
    "forward": PageKind(ways.forward_page, "pages/forward.html"),
}
"""Every kind of page."""
