"""A theme of a few templates, and pages to be rendered with it."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from bantin.build.site import Site
from bantin.locale import known_language
from bantin.pages.types import Page, SearchPage
from bantin.problems import Mistakes, Place, Problem
from bantin.theme.environment import Compiled
from bantin.theme.page_output import PageOutput
from bantin.theme.render import Renderer
from bantin.theme.theme import Theme
from tests.plan.test_fingerprints import example
from tests.portal import Portal

SITES = Path(__file__).parents[1] / "sites"
MENU = "parts/menu.html"
SOURCE = Place("content/2018/03/x.md")


def to_render(page: Page, code: str = "vi") -> PageOutput:
    """A page to be rendered."""
    return PageOutput("pages/search.html", code, SOURCE, _page=page)


def theme(templates: dict[str, str]) -> Theme:
    """A theme with these templates, and a word or two in each language."""
    words = {"vi": {"hello": "Chào {name}", "menu": "Trình đơn"}, "en": {"hello": "Hello {name}", "menu": "Menu"}}
    values: dict[str, Any] = dict.fromkeys(each.name for each in fields(Theme))
    languages = tuple(known_language(code, phrases) for code, phrases in words.items())
    return Theme(**values | {"templates": templates, "languages": languages})


def renderer(compiled: Compiled | None = None, **templates: str) -> Renderer:
    """What renders with these templates: `page` is the page's, `menu` a part's."""
    names = {"page": "pages/search.html", "menu": MENU, "other": "parts/other.html"}
    return Renderer(theme({names[name]: text for name, text in templates.items()}), lambda _: (), compiled)


def search_page(**changes: Any) -> SearchPage:
    """A page whose frame differs from others in `changes`."""
    page: SearchPage = example(SearchPage)
    return page._replace(frame=page.frame._replace(**changes))


def problem(of: Renderer, page: Page) -> Problem:
    """What keeps a page from being rendered."""
    with pytest.raises(Mistakes) as raised:
        of.render(to_render(page))
    (only,) = raised.value.problems
    return only


def said(of: Problem) -> str:
    """Why a template fails."""
    return str(dict(of.values)["message"])


def site_of(case: str, folder: Path) -> Site:
    """A portal of tests/sites, planned."""
    portal = Portal(folder / case)
    for path in sorted((SITES / case).rglob("*")):
        if path.is_file() and path.name not in ("expected.txt", "shown.txt"):
            portal.write(path.relative_to(SITES / case).as_posix(), path.read_bytes())
    return portal.gather()
