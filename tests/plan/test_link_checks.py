"""Links are resolved again where an edit can have changed what they come to, and nowhere else: to the same result."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bantin.build.live_site import LiveSite
from bantin.cache.store import BuildCache
from bantin.content import names
from bantin.content.model import Article
from bantin.pages.context import PageContext
from bantin.plan import link_checks
from bantin.plan.article_inputs import reference_problems
from bantin.plan.input_sources import InputSources
from bantin.problems import Place, Problem
from tests.builds import Files, lay, picture, rounds, settle
from tests.portal import CONFIG, NOW, Portal, templates_compiled_once, written

LENIENT = CONFIG + 'lenient: ["2017"]\n'
LINKS = (
    "[a](../../2018/03/mot.md)",
    "[a](../../2018/03/mot.md#phan-hai)",
    "[a](../../2018/03/mot.en.md)",
    "[a](../../2018/03/Một.md)",
    "[a](../../2018/03/mott.md)",
    "[a](mot.md)",
    "[a](/2018/03/mot/)",
    "[a](/2018/03/mot)",
    "[a](/2018/03/mot/#phan-hai)",
    "[a](https://phuc-loi.example/2018/03/mot/)",
    "[a](/en/2018/03/mot/)",
    "[a](/2018/03/mo/)",
    "[a](/2018/03/mottt/)",
    "[a](/thong-baao/)",
    "[a](/tin/1.html)",
    "[a](/gioi-thieu/)",
    "[a](/2018/)",
    "[a](/tu-khoa/cay/)",
    "[a](/thong-bao/trang/1/)",
    "[a](/2018/03/tep.pdf)",
    "[a](/site/2018/03/mot/index.html)",
    "[a](<Bài số một>.md)",
    "[a](../../2018/03/mot)",
    "[a](../../2018/03/tep.pdf)",
    "[a](../../2018/03/tệp.pdf)",
    "[a](../../2018/03)",
    "[a](trang.vn)",
    "![a](../../2018/03/anh.png)",
    "![a](../../2018/03/anh2.png)",
)
"""As one may write where another article, a file, a list stands: each is the text of an article."""
FIELDS = (
    {"related": "[../../2018/03/mot.md]"},
    {"related": "[/2018/03/mot/]"},
    {"attachments": "[{file: ../../2018/03/tep.pdf}]"},
)
NEWS = {"date": "2018-03-07", "category": "thong-bao"}
TEXT = "Đoạn.\n\n## Phần hai\n\nĐoạn."
CHOICES: dict[str, tuple[str | bytes | None, ...]] = {
    "content/2018/03/mot.md": (
        None,
        written(title="Bài số một", **NEWS),
        written(TEXT, title="Bài số một", **NEWS),
        written(TEXT, title="Bài số hai", **NEWS),
        written(title="Bài", slug="mo", **NEWS),
        written(title="Bài", draft="có", **NEWS),
        written(title="Bài", withdrawn="{date: 2018-06-01, reason: Sai}", **NEWS),
        written(title="Bài", aliases="[/tin/1.html, /2018/03/mo/]", tags="Cây", **NEWS),
        written(title="Bài", date="2030-03-07", category="thong-bao"),
        "---\ntitle: [\n",
    ),
    "content/2018/03/mot.en.md": (None, written("One.", title="One"), written("One.", title="One", draft="yes")),
    "content/2018/03/mott.md": (None, written(title="Khác", **NEWS)),
    "content/2018/03/hai.md": (None, written(title="Bài số hai", **NEWS), written(title="Bài số một", **NEWS)),
    "content/pages/gioi-thieu.md": (None, written(title="Giới thiệu"), written(title="Giới thiệu", draft="có")),
    "content/2018/03/tep.pdf": (None, b"%PDF-1.4\n%%EOF\n", b"<html><body>", b""),
    "content/2018/03/anh.png": (None, picture(10), b"none"),
}
"""What each of the files that they lead to may hold."""
EDITS = st.lists(
    st.sampled_from([(path, number) for path, choices in CHOICES.items() for number in range(len(choices))]),
    min_size=1,
    max_size=8,
)


@pytest.fixture(scope="module", autouse=True)
def _templates() -> Iterator[None]:
    with templates_compiled_once():
        yield


def linking() -> Files:
    """An article for each way to write a link."""
    date = {"date": "2017-05-01", "category": "thong-bao"}
    texts = [written(f"Xem {link}.", title=f"Nối {number}", **date) for number, link in enumerate(LINKS)]
    texts += [written(title=f"Nêu {number}", **date, **fields) for number, fields in enumerate(FIELDS)]
    return {f"content/2017/05/noi-{number}.md": text for number, text in enumerate(texts)}


@settings(max_examples=rounds(25))
@example([("content/2018/03/mot.md", 1), ("content/2018/03/mot.md", 2)], False)
@given(EDITS, st.booleans())
def test_links_after_any_edits(edits: list[tuple[str, int]], is_large: bool) -> None:
    """After each edit the preview says the same of all links as one that begins now, also if it has many names."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        if is_large:
            patch.setattr(names, "MOST", 4)
            patch.setattr(names, "HOLDERS", 3)
        portal = Portal(Path(folder))
        files: dict[str, str | bytes] = {"config.yaml": LENIENT, **linking()}
        kept = LiveSite(portal.settings(), BuildCache(None))
        for path, number in [("", 0), *edits]:
            content = CHOICES[path][number] if path else None
            files.pop(path, None)
            if content is not None:
                files[path] = content
            lay(portal, files)
            settle()
            only = (path,) if path.endswith(".md") else ()
            assert kept.look(NOW, only).problems == LiveSite(portal.settings(), BuildCache(None)).look(NOW).problems


def test_only_links_that_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new article, one whose title changes, and one that is gone: links to others are not resolved again."""
    portal = Portal(tmp_path)
    own = [f"bai-{number}" for number in range(20)]
    texts = [written(f"Xem [bài kia]({to}.md), [tin](/thong-bao/).", title=to, **NEWS) for to in (*own[1:], own[0])]
    files = {f"content/2018/03/{name}.md": text for name, text in zip(own, texts, strict=True)}
    portal.write_all({"config.yaml": CONFIG, **files})
    kept = LiveSite(portal.settings(), BuildCache(None))
    assert kept.look(NOW).problems == ()
    resolved: list[str] = []

    def problems_of(article: Article, context: PageContext, sources: InputSources) -> list[Problem]:
        resolved.append(article.key.rpartition("/")[2])
        return reference_problems(article, context, sources)

    monkeypatch.setattr(link_checks, "reference_problems", problems_of)

    def after(path: str, text: str | None) -> list[str]:
        resolved.clear()
        if text is None:
            (tmp_path / path).unlink()
        else:
            portal.write(path, text)
        kept.look(NOW, (path,))
        return sorted(resolved)

    last = "content/2018/03/bai-19.md"
    assert after("content/2018/03/moi.md", written("[a](bai-3.md)", title="Mới", **NEWS)) == ["moi"]
    assert after("content/2018/03/moi.md", None) == []
    assert after(last, texts[19].replace("bai-0\n", "Khác\n", 1)) == ["bai-19"]
    assert after(last, None) == ["bai-18"]
    assert [problem.place for problem in kept.look(NOW).problems] == [Place("content/2018/03/bai-18.md", 7, 15)]
    assert after(last, texts[19]) == ["bai-18", "bai-19"]


def test_dead_addresses_of_an_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new article concerns only those of an archive's dead links that may mean it."""
    monkeypatch.setattr(names, "HOLDERS", 5)
    portal = Portal(tmp_path)
    date = {"date": "2017-05-01", "category": "thong-bao"}
    wrong = [f"/2018/03/{word}-{letter}q/" for letter in "abcdefghij" for word in ("zebra", "ngua")]
    texts = [written(f"Xem [tin]({address}).", title=f"Bài {number}", **date) for number, address in enumerate(wrong)]
    archive = {f"content/2017/05/bai-{number}.md": text for number, text in enumerate(texts)}
    known = ("zebra", "ngua", *(f"co-{number}" for number in range(9)))
    others = {f"content/2018/03/{name}.md": written(title=name, **NEWS) for name in known}
    portal.write_all({"config.yaml": LENIENT, **archive, **others})
    kept = LiveSite(portal.settings(), BuildCache(None))
    assert len(kept.look(NOW).problems) == len(wrong)
    resolved: list[str] = []

    def problems_of(article: Article, context: PageContext, sources: InputSources) -> list[Problem]:
        resolved.append(article.key.rpartition("/")[2])
        return reference_problems(article, context, sources)

    monkeypatch.setattr(link_checks, "reference_problems", problems_of)
    portal.write("content/2018/03/ngua-ox.md", written("[a](/thong-bao/)", title="Mới", **NEWS))
    found = kept.look(NOW, ("content/2018/03/ngua-ox.md",)).problems
    assert sorted(resolved) == sorted([*(f"bai-{number}" for number in range(1, 20, 2)), "ngua-ox"])
    assert found == LiveSite(portal.settings(), BuildCache(None)).look(NOW).problems
