"""A page's key stands for all that its maker gets, because it gets nothing else (DESIGN section 3).

First by reading what the makers ask for; then by an experiment: a maker is taught to show more, and a build with what
earlier ones kept must give what a clean build gives.
"""

import datetime
from collections import namedtuple
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from inspect import signature
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

import pytest

from bantin.content.assets import AssetManifest
from bantin.content.file_links import FileResolver
from bantin.content.links import LinkResolver
from bantin.content.model import Article, Edition, Library, Month, Section, Tag, WithdrawnArticle
from bantin.pages import cards as pages_cards
from bantin.pages import frame, social_cards
from bantin.pages.article import ArticleInputs, Download, article_page
from bantin.pages.cards import MadePage
from bantin.pages.context import PageContext
from bantin.pages.marks import Marked, ready_made
from bantin.pages.types import ArticlePage
from bantin.plan import feeds, page_kinds, page_planner, search_files
from bantin.plan.article_inputs import article_inputs
from bantin.plan.fingerprints import BuildMemo
from bantin.plan.input_sources import InputSources
from bantin.plan.page_kinds import PAGES, PageKind
from tests.builds import build, came_clean, lay, settle
from tests.portal import CONFIG, NOW, Portal, outputs_of, templates_compiled_once, tree, written

LOOKED_INTO = (
    Library,
    Edition,
    Section,
    Tag,
    Month,
    WithdrawnArticle,
    AssetManifest,
    LinkResolver,
    FileResolver,
    InputSources,
)
"""What holds lists, counts and neighbours: who gets one of these can read what is in no key."""
KNOWN_BY_MARK = (PageContext, Article, Marked)
"""What brings a mark of its own."""
MAKERS: tuple[Callable[..., Any], ...] = (
    *(kind.make for kind in page_kinds.KINDS.values()),
    *(feeds.rss_of, search_files.cards_file, frame.frame),
)
"""Each gets one value."""
PLAIN = (str, int, bool, float, datetime.date, datetime.datetime, datetime.time)
PARTS = (pages_cards.card, feeds.feed_item, search_files.card, social_cards.of_article, social_cards.of_category)
"""What marked values are made by: of several inputs."""


@pytest.fixture(scope="module", autouse=True)
def quick() -> Iterator[None]:
    """Templates are compiled once."""
    with templates_compiled_once():
        yield


# ---- what makers get


def types_within(kind: Any, met: set[Any], *, through_marks: bool = False) -> set[Any]:
    """Every type that a value of `kind` is made of, down to what brings a mark; what is marked too, `through_marks`."""
    if kind in met or kind in (NoneType, Ellipsis):
        return met
    met.add(kind)
    if (get_origin(kind) is Marked and not through_marks) or kind in KNOWN_BY_MARK:
        return met
    for inner in get_args(kind):
        types_within(inner, met, through_marks=through_marks)
    if isinstance(kind, type) and (issubclass(kind, tuple) or hasattr(kind, "__dataclass_fields__")):
        for inner in get_type_hints(kind).values():
            types_within(inner, met, through_marks=through_marks)
    return met


def asked(make: Callable[..., Any]) -> list[Any]:
    """The types of what a maker gets."""
    hints = get_type_hints(make)
    return [hints[name] for name in signature(make).parameters]


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: str(make.__name__))
def test_makers_get_one_value_and_nothing_to_look_into(make: Callable[..., Any]) -> None:
    """One frozen value, whose fields hold, at any depth, nothing that leads to other articles; its mark is the key."""
    (kind,) = asked(make)
    assert issubclass(kind, tuple)
    assert get_type_hints(kind)
    assert types_within(kind, set()) & set(LOOKED_INTO) == set()


@pytest.mark.parametrize("make", PARTS, ids=lambda make: f"{make.__module__}.{make.__name__}")
def test_parts_are_made_from_what_has_a_mark(make: Callable[..., Any]) -> None:
    """A part that is made late gets what its mark is made from."""
    for kind in asked(make):
        assert kind is str or kind in KNOWN_BY_MARK or get_origin(kind) is Marked


def test_the_walk_finds_what_is_forbidden() -> None:
    """A section with its articles, deep in an input, is found."""

    class Deep(NamedTuple):
        rows: tuple[tuple[str, Section | None], ...]

    class Inputs(NamedTuple):
        context: PageContext
        deep: Deep | None

    assert types_within(Inputs, set()) & set(LOOKED_INTO) == {Section}


@pytest.mark.parametrize("make", (*MAKERS, *PARTS), ids=lambda make: f"{make.__module__}.{make.__name__}")
def test_inputs_are_plain_to_the_bottom(make: Callable[..., Any]) -> None:
    """Each is a text, a number, a date, a tuple, or a value with named fields all of which are in its mark."""
    for kind in asked(make):
        for each in types_within(kind, set(), through_marks=True):
            assert is_plain(each), each


def is_plain(kind: Any) -> bool:
    """Whether Python writes all that is in a value of this type, or its mark."""
    if kind in KNOWN_BY_MARK or get_origin(kind) in (Marked, tuple, Union, UnionType, Literal) or kind in PLAIN:
        return True
    if hasattr(kind, "__dataclass_fields__"):
        written = getattr(kind.__repr__, "__wrapped__", None)  # by `dataclasses`, not by hand
        return written is not None and all(each.repr for each in fields(kind))
    return hasattr(kind, "_fields") and kind.__repr__.__code__.co_filename == namedtuple.__code__.co_filename


def test_what_is_not_plain_is_found() -> None:
    """A set has no order, an object no words; what keeps a field to itself would not be in the mark."""

    class Tacit(NamedTuple):
        total: int

        def __repr__(self) -> str:
            return "tacit"

    @dataclass(frozen=True)
    class Hidden:
        total: int = field(repr=False)

    @dataclass(frozen=True)
    class Own:
        total: int

        def __repr__(self) -> str:
            return "own"

    assert not any(is_plain(kind) for kind in (set, object, dict, Tacit, Hidden, Own))
    assert is_plain(Download)


# ---- the experiment


FILES: dict[str, str | bytes] = {
    "config.yaml": CONFIG,
    **{
        f"content/2026/02/bai-{number:02}.md": written(
            title=f"Bài {number}", date=f"2026-02-{number:02}", category="cong-tac-dang"
        )
        for number in range(1, 13)
    },
}
MORE = {"content/2026/02/bai-13.md": written(title="Bài 13", date="2026-02-13", category="cong-tac-dang")}


def test_a_count_beside_the_sections_name(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Article pages are taught how many articles their category holds. It must be an input, so each is made anew when
    one more is added, and a cached build gives what a clean one gives.
    """

    class Counted(NamedTuple):
        context: PageContext
        inputs: ArticleInputs
        total: int

    def with_count(article: Article, edition: Edition, row: Any, at: int, sources: InputSources) -> Any:
        context = sources.context(edition)
        return Counted(context, gathered(article, edition, row, at, sources), len(row))

    def page(inputs: Counted) -> MadePage:
        made = article_page(inputs.inputs)
        assert isinstance(made.page, ArticlePage)
        category = made.page.category
        return MadePage(
            made.page._replace(category=category._replace(label=f"{category.label} ({inputs.total})")), made.problems
        )

    gathered = article_inputs
    monkeypatch.setattr(page_planner, "article_inputs", with_count)
    monkeypatch.setitem(page_kinds.KINDS, "article", PageKind(page, "pages/article.html", PAGES))
    portal = Portal(tmp_path / "portal")
    lay(portal, FILES)
    settle()
    build(portal)
    assert "(12)" in (portal.site / "2026/02/bai-01/index.html").read_text(encoding="utf-8")
    lay(portal, {**FILES, **MORE})
    settle()
    outcome = build(portal)
    assert sum("/bai-" in path for path in outcome.changes.changed) == 12
    assert tree(portal.site) == came_clean({**FILES, **MORE}, tmp_path / "clean", NOW).files
    assert "(13)" in (portal.site / "2026/02/bai-01/index.html").read_text(encoding="utf-8")


def test_makers_cannot_reach_a_count(tmp_path: Any) -> None:
    """The line that showed it, `edition.section(article.category).articles`, finds nothing to stand on."""
    portal = Portal(tmp_path / "portal")
    portal.write_all(FILES)
    output = outputs_of(portal.gather())["2026/02/bai-01/index.html"]
    section = output.inputs.context.edition.section("cong-tac-dang")  # type: ignore[union-attr]
    assert not hasattr(section, "articles")
    assert not any(isinstance(each, LOOKED_INTO) for each in output.inputs)  # type: ignore[union-attr]


# ---- what need not be done


def test_known_pages_are_not_put_together(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an edit only the pages that may show it are put together; no card, frame or head of others is made."""
    portal = Portal(tmp_path / "portal")
    lay(portal, FILES)
    settle()
    build(portal)
    made: list[str] = []
    usual = page_kinds.KINDS["article"]

    def noting(inputs: ArticleInputs) -> MadePage:
        made.append(inputs.article.key)
        return usual.make(inputs)

    monkeypatch.setitem(page_kinds.KINDS, "article", usual._replace(make=noting))
    portal.write(
        "content/2026/02/bai-01.md", written("Khác.", title="Bài 1", date="2026-02-01", category="cong-tac-dang")
    )
    settle()
    build(portal)
    assert sorted(set(made)) == [f"2026/02/bai-{number:02}" for number in range(1, 7)]  # it, and the five newer ones


def test_links_and_pictures_are_resolved_once(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link into the portal is looked up once for each page that shows it, also when the page is put together."""
    portal = Portal(tmp_path / "portal")
    text = "[Một](bai-02.md), [hai](bai-03.md), [đây](#), [ngoài](https://ngoai.example/)."
    portal.write_all(
        {**FILES, "content/2026/02/bai-01.md": written(text, title="Bài 1", date="2026-02-01", category="thong-bao")}
    )
    asked_for: list[str] = []
    usual = LinkResolver.link

    def noting(self: LinkResolver, reference: Any, article: Article) -> Any:
        asked_for.append(reference.target)
        return usual(self, reference, article)

    monkeypatch.setattr(LinkResolver, "link", noting)
    portal.gather()
    assert asked_for == ["bai-02.md", "bai-03.md"]


def test_problems_are_told_again(tmp_path: Any) -> None:
    """What a warm build does not put together is still told of: a warning stands with what is remembered."""
    portal = Portal(tmp_path / "portal")
    lay(
        portal,
        {
            **FILES,
            "content/2026/02/bai-01.md": written(
                title="Bài 1", date="2026-02-01", category="thong-bao", related="[bai-01.md]"
            ),
        },
    )
    settle()
    first = build(portal).problems
    portal.write(
        "content/2026/02/bai-12.md", written("Khác.", title="Bài 12", date="2026-02-12", category="cong-tac-dang")
    )
    settle()
    assert [problem.key for problem in first if problem.place.path != "config.yaml"] == ["related-no-article"]
    assert build(portal).problems == first


def test_another_base_forgets() -> None:
    """What decides about every page is in every key."""
    inputs_ = (ready_made("x"),)
    assert (
        BuildMemo("a").key("list", inputs_)
        != BuildMemo("b").key("list", inputs_)
        != BuildMemo("b").key("home", inputs_)
    )
