"""What is not published: built apart, told on every page, taken out again; and translations that are drafts alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bantin.commands import cli
from bantin.output import publish
from tests.builds import build
from tests.portal import CONFIG, Portal, templates_compiled_once, tree, written

A = "content/2026/03/a.md"


@pytest.fixture(autouse=True)
def compiled(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The same templates for all builds, at one instant."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773032400")  # 9 March 2026
    with templates_compiled_once():
        yield


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """One article that is out, with a translation that is not, and one draft."""
    made = Portal(tmp_path)
    made.write_all(
        {
            "config.yaml": CONFIG,
            A: written(title="A", date="2026-03-01", category="thong-bao"),
            "content/2026/03/a.en.md": written("Not done.", title="A in English", draft="yes"),
            "content/2026/03/b.md": written("[A](a.md)", title="B", date="2026-03-02", category="thong-bao"),
            "content/2026/03/b.en.md": written("See [A](a.md).", title="B in English"),
            "content/2026/03/nhap.md": written(title="N", date="2026-03-01", category="thong-bao", draft="có"),
        }
    )
    return made


def test_drafts_are_built_apart(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """--drafts leaves site/ alone; each page of the other folder says what it is, and search engines are kept out."""
    assert cli.main(["--project", str(portal.folder)]) == cli.OK
    before = tree(portal.site)
    assert cli.main(["--project", str(portal.folder), "--drafts"]) == cli.OK
    said = capsys.readouterr().out.splitlines()
    assert f"Đây là bản xem thử có bài chưa đăng, ở {portal.folder / 'site-drafts'}: đừng đưa lên mạng." in said[-2]
    assert tree(portal.site) == before
    trial = tree(portal.folder / "site-drafts")
    assert {"2026/03/nhap/index.html", "en/2026/03/a/index.html"} <= trial.keys() - before.keys()
    assert trial["robots.txt"] == b"User-agent: *\nDisallow: /\n"
    assert b"<loc>" not in trial["sitemap.xml"]
    pages = [data for path, data in trial.items() if path.endswith(".html")]
    assert pages != []
    assert all(b'<meta name="robots" content="noindex"' in page for page in pages)
    assert all(b'class="trial"' in page for page in pages)
    assert not any(b'class="trial"' in data for path, data in before.items() if path.endswith(".html"))


def test_drafts_never_go_into_site(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """The folder that is published is refused, however it is named."""
    words = ["--project", str(portal.folder), "--output", str(portal.folder / "data/../site"), "--drafts"]
    (portal.folder / "data").mkdir()
    assert cli.main(words) == cli.USAGE
    assert "Không dựng bản có nháp vào site/" in capsys.readouterr().err
    assert not portal.site.exists()


def test_drafts_are_taken_out_again(portal: Portal) -> None:
    """A folder remembers that it holds drafts, until a build without them."""
    build(portal, with_drafts=True)
    with publish.open_site(portal.site) as site:
        assert site.last.record.has_drafts
    build(portal)
    with publish.open_site(portal.site) as site:
        assert not site.last.record.has_drafts
    assert "2026/03/nhap/index.html" not in tree(portal.site)
    assert not any(b'class="trial"' in data for data in tree(portal.site).values())


def test_translation_that_is_a_draft(portal: Portal) -> None:
    """It hides itself alone: its original stays, links lead there, and it is among what is not out yet."""
    outcome = build(portal)
    assert outcome.problems == ()
    assert [each.path for each in outcome.waiting] == ["content/2026/03/a.en.md", "content/2026/03/nhap.md"]
    site = tree(portal.site)
    assert "2026/03/a/index.html" in site
    assert "en/2026/03/a/index.html" not in site
    assert b'<a href="../../../../2026/03/a/" hreflang="vi">A</a>' in site["en/2026/03/b/index.html"]
    portal.write(A, written(title="A", date="2026-03-01", category="thong-bao", draft="có"))
    portal.write("content/2026/03/a.en.md", written("Done.", title="A in English", draft="không"))
    portal.write("content/2026/03/b.md", written(title="B", date="2026-03-02", category="thong-bao"))
    portal.write("content/2026/03/b.en.md", written("Done.", title="B in English"))
    build(portal)
    assert not any("2026/03/a/" in path for path in tree(portal.site))  # what is not public in the original is in none
