"""An edition after any edits: its lists and tags are those of one that is arranged anew."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bantin.build.live_site import LiveSite
from bantin.cache.store import BuildCache
from bantin.content.model import Article, Edition, Tag
from bantin.content.sorted_merge import with_entries
from tests.builds import rounds, settle
from tests.portal import CONFIG, NOW, Portal, templates_compiled_once, written

TAGGED = CONFIG + "tags: [{id: cay-xanh, vi: Cây xanh, en: Trees}, {id: hop, vi: Họp, en: Hội họp}]\n"
WORDS = (
    "Cây xanh",
    "cay xanh",
    "CÂY XANH",
    "trees",
    "Ngập",
    "Đường",
    "dương",
    "duong",
    "Hội họp",
    "hoi hop",
    "họp",
    "…",
)
"""What may mean one tag, or two: with and without marks, in the words of config.yaml, and one without a letter."""
TEXTS = st.fixed_dictionaries(
    {"date": st.sampled_from(["2018-03-07", "2018-03-08", "2018-04-01"])},
    optional={
        "tags": st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda words: f"[{', '.join(words)}]"),
        "views": st.sampled_from(["1", "20", "300"]),
        "featured": st.just("có"),
        "draft": st.just("có"),
        "address": st.just("/bai/"),
    },
)
EDITS = st.lists(st.tuples(st.integers(0, 5), st.none() | TEXTS), min_size=1, max_size=10)


@pytest.fixture(scope="module", autouse=True)
def _templates() -> Iterator[None]:
    with templates_compiled_once():
        yield


@settings(max_examples=rounds(30))
@given(EDITS)
def test_lists_after_any_edits(edits: list[tuple[int, Mapping[str, str] | None]]) -> None:
    """After each edit all lists hold what they would hold from nothing, and the same is said of tags."""
    with tempfile.TemporaryDirectory() as folder:
        portal = Portal(Path(folder))
        portal.write_all({"config.yaml": TAGGED, "content/2018/03/dau.md": text({"date": "2018-03-01"})})
        kept = LiveSite(portal.settings(), BuildCache(None))
        kept.look(NOW)
        for number, fields in edits:
            path = f"content/2018/03/bai-{number}.md"
            if fields is None:
                (portal.folder / path).unlink(missing_ok=True)
            else:
                portal.write(path, text(fields))
            settle()
            found, anew = kept.look(NOW, (path,)), LiveSite(portal.settings(), BuildCache(None)).look(NOW)
            assert found.problems == anew.problems
            assert [held(edition) for edition in found.library.editions] == [
                held(edition) for edition in anew.library.editions
            ]
            assert {address: at(article) for address, article in found.library.by_address.items()} == {
                address: at(article) for address, article in anew.library.by_address.items()
            }


def text(fields: Mapping[str, str]) -> str:
    """An article with these fields."""
    return written(title="Bài", category="thong-bao", **fields)


def at(article: Article) -> str:
    """Which article it is."""
    return f"{article.key} {article.code} {article.own.mark}"


def held(edition: Edition) -> tuple[object, ...]:
    """All that an edition holds, as plain values."""
    lists = [edition.articles, edition.listed, edition.featured, edition.viewed, edition.pages]
    lists += [section.articles for section in edition.sections]
    lists += [month.articles for month in edition.months]
    of_words = {word: tag.slug for word, tag in edition.tag_by_word.items()}
    return [[at(article) for article in each] for each in lists], [held_by(tag) for tag in edition.tags], of_words


def held_by(tag: Tag) -> tuple[str, str, str, str, list[str]]:
    """A tag as plain values."""
    return tag.name, tag.name_lang, tag.slug, tag.address, [at(article) for article in tag.articles]


NAMES = st.dictionaries(st.text("ab/.", max_size=4), st.integers())


@given(NAMES, NAMES)
def test_entries_take_their_places(table: dict[str, int], entries: dict[str, int]) -> None:
    """As if all had been sorted anew."""
    found = with_entries(dict(sorted(table.items())), entries)
    assert list(found.items()) == sorted((table | entries).items())
