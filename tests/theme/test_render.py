"""Rendering with less ado gives what plain Jinja gives, and what is drawn once is drawn for one frame only."""

import functools
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from bantin.locale import PhraseError, known_language
from bantin.pages.frame_types import Frame
from bantin.pages.types import ArticlePage, ForwardPage, Page, PlainPage, SearchPage
from bantin.problems import Mistakes, Place, Problem, error
from bantin.theme import render
from bantin.theme.page_output import PageOutput
from bantin.theme.render import AnyPage, Renderer
from bantin.theme.theme import Theme
from tests.plan.test_fingerprints import example, others
from tests.portal import CONFIG, Portal, pages

SITES = Path(__file__).parents[1] / "sites"
MENU = "parts/menu.html"
SOURCE = Place("content/2018/03/x.md")


def output(page: Page, code: str = "vi") -> PageOutput:
    """A page to be rendered."""
    return PageOutput("pages/search.html", code, SOURCE, _page=page)


def theme(templates: dict[str, str]) -> Theme:
    """A theme with these templates, and a word or two in each language."""
    words = {"vi": {"hello": "Chào {name}", "menu": "Trình đơn"}, "en": {"hello": "Hello {name}", "menu": "Menu"}}
    values: dict[str, Any] = dict.fromkeys(each.name for each in fields(Theme))
    languages = tuple(known_language(code, phrases) for code, phrases in words.items())
    return Theme(**values | {"templates": templates, "languages": languages})


def renderer(compiled: render.Compiled | None = None, **templates: str) -> Renderer:
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
        of.render(output(page))
    (only,) = raised.value.problems
    return only


def said(of: Problem) -> str:
    """Why a template fails."""
    return str(dict(of.values)["message"])


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that are rendered, in this order; not of those that others include."""
    names: list[str] = []
    real = render._Template.render

    def counted(self: render._Template, *args: Any, **kwargs: Any) -> str:
        names.append(self.name or "")
        return real(self, *args, **kwargs)

    monkeypatch.setattr(render._Template, "render", counted)
    return names


# ---- drawn once ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole_portal(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A gathered portal with pages of every kind."""
    return _gathered("whole-portal", tmp_path_factory.mktemp("portal"))


def _gathered(case: str, folder: Path) -> Any:
    portal = Portal(folder / case)
    for path in sorted((SITES / case).rglob("*")):
        if path.is_file() and path.name not in ("expected.txt", "shown.txt"):
            portal.write(path.relative_to(SITES / case).as_posix(), path.read_bytes())
    return portal.gather()


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
        render_with.render(output(search_page(name="Phường Mẫu")._replace(host=f"{number}")))
    assert drawn.count(MENU) == 1


def test_frames_never_mix() -> None:
    """Two frames that differ in anything, at any depth, have parts of their own."""
    page: SearchPage = example(SearchPage)
    render_with = renderer(page="{{ once('parts/menu.html') }}", menu="{{ page.frame }}")
    frames = [page.frame, *(other for _, other in others(Frame, page.frame, ""))]
    assert len(frames) > 40
    for each in (*frames, *reversed(frames)):
        assert render_with.render(output(page._replace(frame=each))).decode() == escape(repr(each))


def test_languages_never_mix() -> None:
    """One frame in two languages has two parts."""
    render_with = renderer(page="{{ once('parts/menu.html') }}", menu='{{ t("menu") }}')
    page = search_page()
    menus = [render_with.render(output(page, code=code)).decode() for code in ("vi", "en", "vi")]
    assert menus == ["Trình đơn", "Menu", "Trình đơn"]


def test_few_frames_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many come and go, few frames are held, and one that lies where another lay is not taken for that."""
    monkeypatch.setattr(render, "MOST_FRAMES", 8)
    render_with = renderer(page="{{ once('parts/menu.html') }}", menu="{{ page.frame.root }}")
    for number in itertools.chain(range(200), range(200)):
        assert render_with.render(output(search_page(root=f"{number}/"))).decode() == f"{number}/"
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
    assert render_with.render(output(search_page())) == b"<nav>\n</nav>\n<nav>\n</nav>\n<p>\n"


def test_a_part_may_ask_for_another() -> None:
    """A part that is drawn once may ask for another one."""
    render_with = renderer(
        page="{{ once('parts/menu.html') }}", menu="<{{ once('parts/other.html') }}>", other="{{ page.frame.root }}"
    )
    assert render_with.render(output(search_page(root="../"))) == b"<../>"


def test_a_text_is_escaped_once() -> None:
    """What a part shows is escaped in it, and not again where it stands."""
    render_with = renderer(page="{{ once('parts/menu.html') }}", menu="<b>{{ page.frame.name }}</b>")
    assert render_with.render(output(search_page(name="A & B"))) == b"<b>A &amp; B</b>"


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


# ---- as plain Jinja does it ----------------------------------------------------------------------------------------


def plainly(renderer: Renderer, theme: Theme) -> Callable[[Any], bytes]:
    """What renders an output of this theme with nothing but Jinja."""
    environment = jinja2.Environment(**render._WRITTEN, loader=jinja2.DictLoader(dict(theme.templates)))
    words = {language.code: language.t for language in theme.languages}

    def rendered(output: Any) -> bytes:
        page, t = output.page, words[output.code]

        def once(name: str) -> Markup:
            html = environment.get_template(name).render(page=AnyPage(page.frame), t=t, once=once)
            return Markup(html.removesuffix("\n"))

        body = Markup(renderer._woven(page.body, page.frame.root)) if isinstance(page, ArticlePage | PlainPage) else ""
        return environment.get_template(output.template).render(page=page, t=t, once=once, body=body).encode()

    return rendered


@pytest.mark.parametrize("case", ["whole-portal", "states", "files-and-links", "editions-link"])
def test_every_page_as_jinja_draws_it(case: str, tmp_path: Path) -> None:
    """All pages of a portal: byte for byte what Jinja alone makes of the same templates."""
    gathered = _gathered(case, tmp_path)
    ours = gathered.renderer()
    plain = plainly(ours, gathered.arranged.theme)
    assert [path for path, output in pages(gathered).items() if ours.render(output) != plain(output)] == []


SNIPPETS = """\
{{ page.host }} {{ 1 }} {{ 1.5 }} {{ true }} {{ none }} {{ "<b>" }} {{ "<b>"|safe }} {{ [1, "<"] }} {{ ("a", 1) }}
{{ "<" ~ 1 ~ "&"|safe }} {{ "<"|e }} {{ "<"|e|e }} {{ "<"|safe|e }} {{ "<"|forceescape }} {{ "<b>"|upper }}
{% set x %}<{{ page.host }}>{% endset %}{{ x }} {{ x|upper }} {{ x ~ "<" }}
{% macro m(a, b="<", c=none) %}[{{ a }}|{{ b }}|{{ c }}]{% endmacro %}{{ m(1) }}{{ m(1, c="&") }}{{ m("<", "<"|safe) }}
{% macro m(a) %}{{ a }}{% endmacro %}{{ m(m(m("<"))) }} {{ m("<") ~ "<" }} {{ m("a") == "a" }} {{ m("<")|length }}
{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}
{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}
{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, a=2) }}
{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, d=2) }}
{% macro m(a) %}{{ a }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, "<", d=3) }}
{% macro m(a) %}<{{ caller("&") }}>{% endmacro %}{% call(x) m(1) %}{{ x }}{{ page.host }}{% endcall %}
{% macro m() %}{{ caller() }}{% endmacro %}{{ m() }}
{% macro m(n) %}{{ n }}{% if n %}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(4) }}
{% for a in ("<", "b") %}{% macro m() %}{{ loop.index }}{% endmacro %}{{ loop.index }}{{ m() }}{% endfor %}
{% for a in ("<", "b", "c") %}{{ loop.cycle("<", ">") }}{{ loop.last }}{{ loop.previtem }}{% endfor %}
{% for a in (1, (2, (3,))) recursive %}{% if a is iterable %}({{ loop(a) }}){% else %}{{ a }}{% endif %}{% endfor %}
{% for a in "ab" %}{{ t("hello", name=a) }}{{ t("hello", name="<" ~ a) }}{{ t("hello", name=1) }}{% endfor %}
{% for a in (1, true, 1.0, "1", "<", "<"|safe) %}{{ t("hello", name=a) }}{% endfor %}
{{ t("hello") }}
{{ t("nosuch") }}
{{ t() }}
{{ t("menu", 1) }}
{{ t("hello", name=[1]|length) }} {{ t("menu", other="<") }}
{% set n = namespace(x=1) %}{% for a in "abc" %}{% set n.x = n.x + loop.index %}{% endfor %}{{ n.x }}
{% set j = joiner("<") %}{{ j() }}{{ j() }}{% set c = cycler("<", ">") %}{{ c.next() }}{{ c.next() }}{{ c.current }}
{{ range(3)|list }} {{ dict(a="<")|tojson }} {{ {"a": "<"}.a }} {{ "<%s>"|format("&") }} {{ "a,b".split(",") }}
{{ "<%s>"|safe|format("&") }} {{ ["<", "&"|safe]|join("<") }} {{ "a<b"|replace("<", "&") }} {{ "<a>"|striptags }}
{% autoescape false %}{{ "<" }}{{ page.host }}{% endautoescape %}{{ "<" }}
{% macro m(a) %}<{{ a }}>{% endmacro %}{% autoescape false %}{% set x = m("&") %}{{ x }}{% endautoescape %}{{ x }}
{% filter upper %}<{{ page.host }}>&{% endfilter %}
{{ "a" if false }}|{{ ("a" if false) is defined }}
{{ nosuch }}
{{ page.nosuch }}
{{ page.frame.nosuch.more }}
{{ page.nosuch is defined }} {{ nosuch is defined }} {{ page.nosuch|default("<") }} {{ page.host is defined }}
{{ page.host.upper() }} {{ page.host.nosuch() }}
{{ page.host() }}
{{ 1 / 0 }}
{{ "a" + 1 }}
{% from "macros/m.html" import m, k %}{{ m("<") }}{{ k("<") }}
{% import "macros/m.html" as all %}{{ all.m("<") }}{{ all.k(1) }}
{% from "macros/m.html" import nosuch %}{{ nosuch }}
{% set inner = "<" %}{% include "parts/p.html" %}
{% include ["parts/none.html", "parts/p.html"] %}{% include "parts/none.html" ignore missing %}
{% extends "parts/base.html" %}{% block b %}<{{ super() }}{{ self.c() }}>{% endblock %}
{{ once("parts/once.html") }}{{ once(name="parts/once.html")|upper }}{{ once("parts/once.html") ~ "<" }}
""".splitlines()
BESIDE = {
    "macros/m.html": '{% macro m(a) %}<i>{{ a }}</i>{% endmacro %}{% macro k(a) %}{{ m(a) }}{{ m("&") }}{% endmacro %}',
    "parts/p.html": '{{ inner|default("none") }}{{ page.host }}',
    "parts/base.html": "{% block b %}{{ page.host }}{% endblock %}{% block c %}c{{ page.host }}{% endblock %}",
    "parts/once.html": "<i>{{ page.frame.name }}</i>",
}


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_templates_mean_what_jinja_says(snippet: str) -> None:
    """What a portal's own templates may use gives the same text, or fails with the same words."""
    all_of_it = theme({**BESIDE, "pages/search.html": snippet})
    ours = Renderer(all_of_it, lambda _: ())
    asked = output(search_page(name="Tên & <họ>")._replace(host="chủ & <nhà>"))
    try:
        expected = plainly(ours, all_of_it)(asked).decode()
    except (jinja2.TemplateError, PhraseError, TypeError, ArithmeticError) as trouble:
        message = str(trouble.args[0]).rstrip(".")
    else:
        assert [ours.render(asked).decode() for _ in range(2)] == [expected, expected]
        return
    assert said(problem(ours, asked.page)) == message


class _Said:
    def __html__(self) -> str:
        return "<b>said</b>"


class _Text(str):
    __slots__ = ()


VALUES: st.SearchStrategy[Any] = (
    st.text(st.sampled_from("<>&'\"aưạ\0\ud7ff😀"))
    | st.text()
    | st.integers()
    | st.booleans()
    | st.floats()
    | st.none()
    | st.text().map(Markup)
    | st.text().map(_Text)
    | st.builds(_Said)
    | st.lists(st.text())
)


@given(VALUES)
def test_values_are_escaped_as_ever(value: Any) -> None:
    """Whatever a template shows is escaped as MarkupSafe escapes it, whether we can ask it directly or not."""
    assert render._shown(value) == str(escape(value))
    assert render._escaped(str(value)) == str(escape(str(value)))


def test_values_that_are_not_there_are_not_shown() -> None:
    """Nothing undefined is ever shown as nothing."""
    with pytest.raises(jinja2.UndefinedError):
        render._shown(jinja2.StrictUndefined(name="x"))


# ---- compiled templates --------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Store:
    """Compiled templates in memory."""

    kept: dict[str, bytes]
    python: str = "cpython-311"

    def load(self, key: str) -> bytes | None:
        """What is kept."""
        return self.kept.get(key)

    def store(self, key: str, data: bytes) -> None:
        """Keeps it."""
        self.kept[key] = data


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that are compiled."""
    names: list[str] = []
    real: Any = jinja2.Environment.compile

    @functools.wraps(real)
    def counted(self: jinja2.Environment, source: str, name: str, *args: Any, **kwargs: Any) -> Any:
        names.append(name)
        return real(self, source, name, *args, **kwargs)

    monkeypatch.setattr(jinja2.Environment, "compile", counted)
    return names


PAGE = "<{{ once('parts/menu.html') }}{{ page.host }}>"
OURS = ["pages/search.html", MENU]


def drawn_with(store: Store, page: str = PAGE, menu: str = "{{ page.frame.name }}") -> bytes:
    """A page rendered by a new renderer with this store."""
    return renderer(store, page=page, menu=menu).render(output(search_page(name="A & B")._replace(host="ơ")))


def test_templates_are_compiled_once(compiled: list[str]) -> None:
    """A second renderer compiles nothing, and draws the same."""
    store = Store({})
    first = drawn_with(store)
    assert first == "<A &amp; Bơ>".encode()
    assert compiled == OURS
    assert drawn_with(store) == first
    assert compiled == OURS
    assert all(len(key) == 64 and set(key) <= set("0123456789abcdef") for key in store.kept)


def test_another_text_name_or_python_is_compiled_anew(compiled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What a template says, its name, Python, Jinja and how templates are read decide what it is compiled into."""
    store = Store({})
    drawn_with(store)
    compiled.clear()
    assert drawn_with(store, menu="{{ page.frame.root }}") != drawn_with(store)
    assert compiled == [MENU]
    drawn_with(store, page="{{ page.frame.name }}")
    assert compiled == [MENU, "pages/search.html"]
    store.python = "pypy-311"
    compiled.clear()
    drawn_with(store)
    assert compiled == OURS
    monkeypatch.setattr(jinja2, "__version__", "3.9.9")
    drawn_with(store)
    assert compiled == [*OURS, *OURS]
    monkeypatch.setattr(render, "_WRITTEN", {**render._WRITTEN, "trim_blocks": False})
    drawn_with(store)
    assert compiled == [*OURS, *OURS, *OURS]


def _damages(data: bytes) -> Iterator[bytes]:
    yield from (data[:length] for length in range(0, len(data), 41))
    yield from (data[:place] + bytes([data[place] ^ 0x11]) + data[place + 1 :] for place in range(0, len(data), 29))
    yield from (data + b"\0", bytes(len(data)), b"x" * 500)


def test_damaged_code_is_not_run(compiled: list[str]) -> None:
    """Whatever became of what was stored, it is compiled anew, and the page is the same."""
    store = Store({})
    expected = drawn_with(store)
    whole = dict(store.kept)
    for key, data in whole.items():
        for damaged in _damages(data):
            store.kept = {**whole, key: damaged}
            compiled.clear()
            assert drawn_with(store) == expected
            assert len(compiled) == 1
            assert store.kept == whole
    first, second = whole
    store.kept = {first: whole[second], second: whole[first]}
    assert drawn_with(store) == expected


def test_errors_are_where_they_were() -> None:
    """A template out of the store names the same line."""
    store = Store({})
    for _ in range(2):
        render_with = renderer(store, page=PAGE, menu="\n{{ page.title }}")
        assert problem(render_with, search_page()).place == Place(f"templates/{MENU}", 2)
