"""Jinja as it is set up here gives what plain Jinja gives; compiled templates are kept, and believed only if whole."""

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from bantin.locale import PhraseError
from bantin.pages.types import ArticlePage, PlainPage
from bantin.problems import Place
from bantin.theme import environment
from bantin.theme.render import AnyPage, Renderer
from bantin.theme.theme import Theme
from tests.portal import pages
from tests.theme.templates import MENU, problem, renderer, said, search_page, site_of, theme, to_render

# ---- as plain Jinja does it ----------------------------------------------------------------------------------------


def plainly(renderer: Renderer, theme: Theme) -> Callable[[Any], bytes]:
    """What renders an output of this theme with nothing but Jinja."""
    plain = jinja2.Environment(**environment._WRITTEN, loader=jinja2.DictLoader(dict(theme.templates)))
    words = {language.code: language.t for language in theme.languages}

    def rendered(output: Any) -> bytes:
        page, t = output.page, words[output.code]

        def once(name: str) -> Markup:
            html = plain.get_template(name).render(page=AnyPage(page.frame), t=t, once=once)
            return Markup(html.removesuffix("\n"))

        body = Markup(renderer._woven(page.body, page.frame.root)) if isinstance(page, ArticlePage | PlainPage) else ""
        return plain.get_template(output.template).render(page=page, t=t, once=once, body=body).encode()

    return rendered


@pytest.mark.parametrize("case", ["whole-portal", "states", "files-and-links", "editions-link"])
def test_every_page_as_jinja_draws_it(case: str, tmp_path: Path) -> None:
    """All pages of a portal: byte for byte what Jinja alone makes of the same templates."""
    site = site_of(case, tmp_path)
    ours = site.renderer()
    plain = plainly(ours, site.prepared.theme)
    assert [path for path, output in pages(site).items() if ours.render(output) != plain(output)] == []


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
    asked = to_render(search_page(name="Tên & <họ>")._replace(host="chủ & <nhà>"))
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
    assert environment._shown(value) == str(escape(value))
    assert environment._escaped(str(value)) == str(escape(str(value)))


def test_values_that_are_not_there_are_not_shown() -> None:
    """Nothing undefined is ever shown as nothing."""
    with pytest.raises(jinja2.UndefinedError):
        environment._shown(jinja2.StrictUndefined(name="x"))


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
    return renderer(store, page=page, menu=menu).render(to_render(search_page(name="A & B")._replace(host="ơ")))


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
    monkeypatch.setattr(environment, "_WRITTEN", {**environment._WRITTEN, "trim_blocks": False})
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
