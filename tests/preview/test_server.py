"""What the preview serves: the site as it would be, a part of a file, and nothing that is not in the plan."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bantin.preview.handlers import content_type, part_asked
from tests.portal import CONFIG, Portal
from tests.preview.running import Running, previewed, two_articles

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One preview for all of them: whoever only asks changes nothing."""
    with previewed(two_articles(tmp_path_factory.mktemp("asked") / "portal")) as running:
        yield running


def test_pages_with_drafts(running: Running) -> None:
    """The site as it would be, with drafts, each marked, and the script that reloads."""
    status, headers, text = running.ask("/")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert headers["Cache-Control"] == "no-store"
    assert "Phường xanh" in text
    draft = running.page("/2018/04/ban-nhap/")
    assert "Bản nháp" in draft
    assert messages_of_badge() in draft
    assert '<script src="/livereload.js?maxdelay=2000" defer>' in text
    assert "connect-src &#39;self&#39; ws:" in text
    assert "bantin-preview" not in text


def messages_of_badge() -> str:
    """How the site calls a draft."""
    found = re.search(
        r'^badge\.draft: "?([^"\n]+)', (ROOT / "templates/words/vi.yaml").read_text("utf-8"), re.MULTILINE
    )
    assert found is not None
    return found[1]


def test_script_and_style(running: Running) -> None:
    """LiveReload's client with our plugin in front of it, and the style of the overlay."""
    _, headers, script = running.ask("/livereload.js?maxdelay=2000")
    assert headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert -1 < script.index("LiveReloadPluginBantin") < script.index("official-7")
    _, headers, style = running.ask("/_bantin/preview.css")
    assert headers["Content-Type"] == "text/css; charset=utf-8"
    assert ".bantin-preview {" in style


def test_no_page(running: Running) -> None:
    """The portal's own 404 page, which reloads like any other."""
    status, _, text = running.ask("/2018/03/khong-co/")
    assert status == 404
    assert "livereload.js" in text
    assert "data-bantin-mark" in text


def test_folder_without_slash(running: Running) -> None:
    """Sent on, as every host does."""
    status, headers, _ = running.ask("/2018/03/phuong-xanh?x=1")
    assert (status, headers["Location"]) == (302, "/2018/03/phuong-xanh/?x=1")


@pytest.mark.parametrize(
    "address",
    [
        "/../config.yaml",
        "/%2e%2e/config.yaml",
        "/..%2fconfig.yaml",
        "/..%5cconfig.yaml",
        "//config.yaml",
        "//2018/03/phuong-xanh",
        "/assets/../config.yaml",
        "/config.yaml",
        "/content/2018/03/phuong-xanh.md",
        "/.bantin/record",
        "/%00",
    ],
)
def test_nothing_but_the_site(running: Running, address: str) -> None:
    """An address is looked up in the plan, never on disk."""
    status, _, text = running.ask(address)
    assert status == 404
    assert "base_url" not in text


def test_head(running: Running) -> None:
    """The headers of the page, without the page."""
    status, headers, text = running.ask("/", "HEAD")
    assert (status, text) == (200, "")
    assert int(headers["Content-Length"]) == len(running.page("/").encode())


def test_other_methods(running: Running) -> None:
    """There is nothing to send here."""
    assert running.ask("/", "POST", **{"Content-Length": "0"})[0] == 405


def test_part_of_a_file(running: Running) -> None:
    """A recording can be played from its middle."""
    whole = running.page("/robots.txt")
    status, headers, text = running.ask("/robots.txt", Range="bytes=2-5")
    assert (status, text) == (206, whole[2:6])
    assert headers["Content-Range"] == f"bytes 2-5/{len(whole)}"


def test_below_a_path(portal: Portal) -> None:
    """What the 404 page of a site in a sub-folder refers to is there."""
    portal.write("config.yaml", CONFIG.replace("https://phuc-loi.example", "https://x.example/phuong"))
    running = Running(portal)
    try:
        assert "/phuong/assets/site.css" in running.page("/khong-co")
        assert running.ask("/phuong/assets/site.css")[0] == 200
        assert running.ask("/phuong/")[0] == 200
        assert running.ask("/phuong")[1]["Location"] == "/phuong/"
        assert running.ask("/assets/site.css")[0] == 200
    finally:
        running.stop()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("x/index.html", "text/html; charset=utf-8"),
        ("assets/site.js", "text/javascript; charset=utf-8"),
        ("assets/icon.svg", "image/svg+xml; charset=utf-8"),
        ("sitemap.xml", "text/xml; charset=utf-8"),
        ("x/bieu-mau.pdf", "application/pdf"),
        ("x/anh.webp", "image/webp"),
        ("x/tin.mp3", "audio/mpeg"),
        ("x/khong-duoi", "application/octet-stream"),
        ("x/trang.html.gz", "application/octet-stream"),
    ],
)
def test_content_types(path: str, expected: str) -> None:
    """Of the files that a site holds, on every system the same."""
    assert content_type(path) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-3", (0, 4)),
        ("bytes=4-", (4, 10)),
        ("bytes=-3", (7, 10)),
        ("bytes=-30", (0, 10)),
        ("bytes=8-99", (8, 10)),
        ("bytes=10-", None),
        ("bytes=5-4", None),
        ("bytes=-", None),
        ("bytes=-0", None),
        ("bytes=0-1,4-5", None),
        ("lines=0-1", None),
        ("bytes=" + "9" * 5000 + "-", None),
        ("", None),
    ],
)
def test_part_asked(header: str, expected: tuple[int, int] | None) -> None:
    """One part that is there; anything else is answered with the whole."""
    assert part_asked(header, 10) == expected
