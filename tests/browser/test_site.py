"""The whole sample site in a real browser, from disk and from a server in a sub-folder, and before outside judges."""

import functools
import http.server
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from playwright.sync_api import Page

from bantin import cli
from tests.browser.conftest import Witness
from tests.judges import axe, nu

ROOT = Path(__file__).resolve().parents[2]
KINDS = {
    "home": "",
    "home in English": "en/",
    "all news": "tin-moi/",
    "numbered page": "tin-moi/trang/1/",
    "category": "van-hoa-xa-hoi/",
    "tag": "tu-khoa/",
    "year": "2025/",
    "month": "2018/03/",
    "article": "2018/03/phuong-phuc-loi-xanh-sach-dep/",
    "long article": "2026/10/tra-cuu-thu-tuc-hanh-chinh/",
    "translation": "en/2018/03/green-clean-beautiful-phuc-loi/",
    "organisation": "to-chuc/",
    "plain page": "gioi-thieu/",
    "site map": "so-do/",
    "search": "tim-kiem/",
    "not found": "404.html",
    "forwarding": "tin-bai/phan-loai-rac-tai-nguon/",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample portal, built for an address in a sub-folder."""
    project = tmp_path_factory.mktemp("sample")
    shutil.copytree(ROOT / "content", project / "content")
    config = (ROOT / "config.yaml").read_text(encoding="utf-8")
    moved = re.sub(r"^base_url: (\S+)", r"base_url: \1/phuong", config, flags=re.MULTILINE)
    (project / "config.yaml").write_text(moved, encoding="utf-8")
    assert cli.main(["--project", str(project), "--quiet"]) == 0
    return project / "site"


@pytest.fixture(scope="module")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A plain server that holds the site in a sub-folder."""
    top = tmp_path_factory.mktemp("server")
    shutil.copytree(site, top / "phuong", ignore=shutil.ignore_patterns(".bantin"))

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the library's name
            pass

    handler = functools.partial(Quiet, directory=str(top))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/phuong/"
        server.shutdown()
        thread.join()


def kind_address(kind: str, site: Path) -> str:
    """The address of a page of `kind`; of tags, the first there is."""
    if kind == "tag":
        return f"tu-khoa/{min(folder.name for folder in (site / 'tu-khoa').iterdir())}/"
    return KINDS[kind]


def faults(witness: Witness) -> list[str]:
    """What went wrong, but for what the browser itself gave up because the walk went on to the next page."""
    return [fault for fault in witness.faults if not fault.endswith("net::ERR_ABORTED")]


def walk(page: Page, start: str, inside: str) -> set[str]:
    """Every page that can be reached from `start` by links that stay below `inside`."""
    waiting, seen = [start], {start}
    while waiting:
        page.goto(waiting.pop(), wait_until="load")
        links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        for link in {urldefrag(link).url for link in links} - seen:
            if link.startswith(inside) and not link.endswith((".pdf", ".xml")):
                seen.add(link)
                waiting.append(link)
    return seen


@pytest.mark.slow
def test_every_page_is_reached_from_a_server_in_a_sub_folder(
    page: Page, witness: Witness, site: Path, address: str
) -> None:
    """From home every page of both editions is reached by links, none is broken, and nothing is asked of elsewhere."""
    seen = walk(page, address, address)
    assert faults(witness) == []
    assert [request for request in witness.requests if not request.startswith((address, "data:"))] == []
    alone = {"404.html", "tin-bai/phan-loai-rac-tai-nguon/index.html"}  # reached from outside only
    pages = {str(path.relative_to(site)) for path in site.rglob("*.html")} - alone
    reached = {link.removeprefix(address) for link in seen}
    reached = {f"{link}index.html" if not link or link.endswith("/") else link for link in reached}
    assert pages - reached == set()


@pytest.mark.slow
def test_every_page_is_reached_from_disk(page: Page, witness: Witness, site: Path) -> None:
    """Opened from a USB stick, the same: links name index.html, and no script or style is missing."""
    start = (site / "index.html").as_uri()
    seen = walk(page, start, site.as_uri())
    assert faults(witness) == []
    assert [request for request in witness.requests if not request.startswith((site.as_uri(), "data:"))] == []
    assert len(seen) > 200


def test_the_html_checker_finds_no_error_on_any_page(site: Path) -> None:
    """The Nu HTML checker, over the whole site.

    Its warnings about the content policy are left aside: it takes files for another origin than 'self', and JSON-LD,
    which is data, for a script.
    """
    said = nu(sorted(site.rglob("*.html")))
    assert [each for each in said if "violates Content Security Policy" not in each.text] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "forwarding"])
def test_axe_finds_no_violation(page: Page, witness: Witness, address: str, site: Path, kind: str, scheme: str) -> None:
    """One page of each kind, in light and dark, on a phone and on a desk."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(address + kind_address(kind, site))
        assert axe(page) == [], f"{kind}, {scheme}, {width} px"
    assert faults(witness) == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "forwarding"])
def test_no_page_scrolls_sideways(page: Page, address: str, site: Path, kind: str) -> None:
    """On the narrowest phones, and at 400 % zoom, which is the same to a page."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address + kind_address(kind, site))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_an_old_address_leads_on(page: Page, address: str) -> None:
    """A forwarding page takes the reader to the article."""
    page.goto(address + KINDS["forwarding"])
    page.wait_for_url("**/phan-loai-rac-tai-nha/")


def test_the_language_switch_leads_to_the_translation_and_back(page: Page, address: str) -> None:
    """From an article to its translation, by the switch in the banner."""
    page.goto(address + KINDS["article"])
    page.click("a[hreflang=en]")
    assert page.url == address + KINDS["translation"]
    assert page.get_attribute("html", "lang") == "en"
    page.click("a[hreflang=vi]")
    assert page.url == address + KINDS["article"]
