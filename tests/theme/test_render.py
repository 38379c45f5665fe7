"""What is drawn once is drawn for one frame only, and what goes wrong in a template is told at its line."""

import itertools
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape

from bantin.pages.frame_types import Frame
from bantin.pages.types import ArticlePage, ForwardPage, SearchPage
from bantin.problems import Mistakes, Place, error
from bantin.theme import environment, render
from tests.plan.test_fingerprints import example, others
from tests.portal import CONFIG, Portal, pages
from tests.theme.templates import MENU, SITES, SOURCE, problem, renderer, said, search_page, site_of, to_render


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that are rendered, in this order; not of those that others include."""
    names: list[str] = []
    real = environment._Template.render

    def counted(self: environment._Template, *args: Any, **kwargs: Any) -> str:
        names.append(self.name or "")
        return real(self, *args, **kwargs)

    monkeypatch.setattr(environment._Template, "render", counted)
    return names


# ---- drawn once ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole_portal(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A gathered portal with pages of every kind."""
    return site_of("whole-portal", tmp_path_factory.mktemp("portal"))


def test_parts_are_drawn_once_for_a_frame(whole_portal: Any, drawn: list[str]) -> None:
    """Banner, menu, footer and display are drawn as often as there are frames, fewer than pages."""
    outputs = pages(whole_portal).values()
    renderer = whole_portal.renderer()
    for output in outputs:
        renderer.render(output)
    around = [(output.page.frame, output.code) for output in outputs if not isinstance(output.page, ForwardPage)]
    for part in ("banner", "menu", "footer", "display"):
        assert drawn.count(f"parts/{part}.html") == len(set(around)) < len(around)
    assert sum(name.startswith("pages/") for name in drawn) == len(outputs)


def test_equal_frames_are_one(drawn: list[str]) -> None:
    """Another process's frame is another object, and the same frame."""
    render_with = renderer(page="{{ once('parts/menu.html') }}", menu="{{ page.frame.name }}")
    for number in range(3):
        render_with.render(to_render(search_page(name="Phường Mẫu")._replace(host=f"{number}")))
    assert drawn.count(MENU) == 1


def test_frames_never_mix() -> None:
    """Two frames that differ in anything, at any depth, have parts of their own."""
    page: SearchPage = example(SearchPage)
    render_with = renderer(page="{{ once('parts/menu.html') }}", menu="{{ page.frame }}")
    frames = [page.frame, *(other for _, other in others(Frame, page.frame, ""))]
    assert len(frames) > 40
    for each in (*frames, *reversed(frames)):
        assert render_with.render(to_render(page._replace(frame=each))).decode() == escape(repr(each))


def test_languages_never_mix() -> None:
    """One frame in two languages has two parts."""
    render_with = renderer(page="{{ once('parts/menu.html') }}", menu='{{ t("menu") }}')
    page = search_page()
    menus = [render_with.render(to_render(page, code=code)).decode() for code in ("vi", "en", "vi")]
    assert menus == ["Trình đơn", "Menu", "Trình đơn"]


def test_few_frames_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many come and go, few frames are held, and one that lies where another lay is not taken for that."""
    monkeypatch.setattr(render, "MOST_FRAMES", 8)
    render_with = renderer(page="{{ once('parts/menu.html') }}", menu="{{ page.frame.root }}")
    for number in itertools.chain(range(200), range(200)):
        assert render_with.render(to_render(search_page(root=f"{number}/"))).decode() == f"{number}/"
        assert len(render_with._met) <= 8
    assert render_with._drawer.cache_info().currsize <= 8


def test_a_page_does_not_depend_on_those_before(whole_portal: Any) -> None:
    """Rendered after all others, in either direction, or alone: the same page."""
    outputs = list(pages(whole_portal).values())
    once, again = whole_portal.renderer(), whole_portal.renderer()
    forth = [once.render(output) for output in outputs]
    back = [again.render(output) for output in reversed(outputs)]
    assert forth == back[::-1] == [once.render(output) for output in outputs]


def test_a_part_ends_where_its_line_ends() -> None:
    """The part's last line end is left out: the line that asks for it has one, which `include` takes away."""
    render_with = renderer(
        page='{{ once("parts/menu.html") }}\n{% include "parts/menu.html" %}\n{{ once("parts/other.html") }}\n',
        menu="<nav>\n</nav>\n",
        other="<p>",
    )
    assert render_with.render(to_render(search_page())) == b"<nav>\n</nav>\n<nav>\n</nav>\n<p>\n"


def test_a_part_may_ask_for_another() -> None:
    """A part that is drawn once may ask for another one."""
    render_with = renderer(
        page="{{ once('parts/menu.html') }}", menu="<{{ once('parts/other.html') }}>", other="{{ page.frame.root }}"
    )
    assert render_with.render(to_render(search_page(root="../"))) == b"<../>"


def test_a_text_is_escaped_once() -> None:
    """What a part shows is escaped in it, and not again where it stands."""
    render_with = renderer(page="{{ once('parts/menu.html') }}", menu="<b>{{ page.frame.name }}</b>")
    assert render_with.render(to_render(search_page(name="A & B"))) == b"<b>A &amp; B</b>"


def test_no_frame_nothing_once() -> None:
    """A page without a frame is given no `once`."""
    found = problem(renderer(page="{{ once('parts/menu.html') }}", menu=""), example(ForwardPage))
    place = Place("templates/pages/search.html", 1)
    assert found == error("template-asks", place, message="'once' is undefined", page=SOURCE.path)


# ---- what goes wrong in a part -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("menu", "line", "message"),
    [
        ("<nav>\n{{ page.title }}\n", 2, "'bantin.theme.render.AnyPage object' has no attribute 'title'"),
        ("\n\n{% if page.head.feed %}{% endif %}", 3, "'bantin.theme.render.AnyPage object' has no attribute 'head'"),
        ("{{ body }}", 1, "'body' is undefined"),
        ("\n{{ page.frame.nmae }}", 2, "'bantin.pages.frame_types.Frame object' has no attribute 'nmae'"),
        ("\n{{ t('nosuch') }}", 2, "vi: nosuch: no such phrase"),
        ("\n{{ t('hello') }}", 2, "vi: hello: no value for {name}"),
        ("{% macro m(a) %}\n{{ a.b }}\n{% endmacro %}\n{{ m(1) }}", 2, "'int object' has no attribute 'b'"),
        ("\n{{ once('parts/menu.html') }}", 2, "maximum recursion depth exceeded"),
        ("\n{% include 'parts/menu.html' %}", 2, "maximum recursion depth exceeded"),
    ],
)
def test_a_part_that_asks_for_more_fails(menu: str, line: int, message: str) -> None:
    """A part that is drawn once is given the frame and the words; its own line is named, for each page anew."""
    render_with = renderer(page="<p>\n{{ once('parts/menu.html') }}", menu=menu)
    for number in range(2):
        found = problem(render_with, search_page(root=f"{number}/"))
        assert (found.key, found.place) == ("template-asks", Place(f"templates/{MENU}", line))
        assert said(found).startswith(message)
        assert dict(found.values)["page"] == SOURCE.path


def test_a_part_that_is_not_there_or_broken() -> None:
    """A missing part is missing where it is asked for, a broken one where it is broken."""
    missing = renderer(page="<p>\n{{ once('parts/menu.html') }}")
    place = Place("templates/pages/search.html", 2)
    assert problem(missing, search_page()) == error("template-missing", place, name=f"templates/{MENU}")
    broken = renderer(page="<p>\n{{ once('parts/menu.html') }}", menu="\n\n{% if %}")
    found = problem(broken, search_page())
    assert (found.key, found.place) == ("template-broken", Place(f"templates/{MENU}", 3))


def test_a_portals_own_menu_that_asks_for_its_page(tmp_path: Path) -> None:
    """A ward's own parts/menu.html cannot show one page's title on all: the build says so, and where."""
    portal = Portal(tmp_path)
    for path in sorted((SITES / "one-article").rglob("*")):
        if path.is_file():
            portal.write(path.relative_to(SITES / "one-article").as_posix(), path.read_bytes())
    portal.write("templates/parts/menu.html", '{# menu #}\n<nav aria-label="{{ page.title }}"></nav>\n')
    gathered = portal.gather()
    output = next(output for output in pages(gathered).values() if isinstance(output.page, ArticlePage))
    with pytest.raises(Mistakes) as raised:
        gathered.renderer().render(output)
    message = "'bantin.theme.render.AnyPage object' has no attribute 'title'"
    place = Place("templates/parts/menu.html", 2)
    assert raised.value.problems == (error("template-asks", place, message=message, page=output.source.path),)
    portal.write("templates/base.html", '{% include "parts/menu.html" %}\n')
    portal.write("templates/pages/article.html", '{% extends "base.html" %}\n')
    gathered = portal.gather()
    title = escape(output.page.title) if isinstance(output.page, ArticlePage) else ""
    assert gathered.renderer().render(output).decode() == f'<nav aria-label="{title}"></nav>\n'


def test_a_macro_of_ours_that_is_given_nonsense(tmp_path: Path) -> None:
    """The line of the portal's own template is told, not that of the macro, which the portal does not have."""
    portal = Portal(tmp_path)
    portal.write("config.yaml", CONFIG)
    home = '{% from "macros/words.html" import words %}\n<p>\n{{ words("khong-co") }}\n'
    portal.write("templates/pages/home.html", home)
    with pytest.raises(Mistakes) as raised:
        portal.build()
    assert {each.place for each in raised.value.problems} == {Place("templates/pages/home.html", 3)}
    portal.write("templates/macros/words.html", "{% macro words(said) %}\n{{ said.lang }}{% endmacro %}\n")
    with pytest.raises(Mistakes) as raised:
        portal.build()
    assert Place("templates/macros/words.html", 2) in {each.place for each in raised.value.problems}
