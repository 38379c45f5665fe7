"""The whole sample site in a real browser, from disk and from a server in a sub-folder, and before outside judges."""

from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from lxml import etree, html
from playwright.sync_api import Page

from tests.browser.conftest import Witness, faults, looks, watched
from tests.judges import axe, nu
from tests.portal import CONFIG, Portal, written

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


def kind_address(kind: str, site: Path) -> str:
    """The address of a page of `kind`; of tags, the first there is."""
    if kind == "tag":
        return f"tu-khoa/{min(folder.name for folder in (site / 'tu-khoa').iterdir())}/"
    return KINDS[kind]


def walk(page: Page, start: str, inside: str) -> set[str]:
    """Every page that can be reached from `start` by links that stay below `inside`."""
    waiting, seen = [start], {start}
    while waiting:
        page.goto(waiting.pop(), wait_until="load")
        links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        for link in {urldefrag(link).url for link in links} - seen:
            if link.startswith(inside) and not link.endswith((".pdf", ".xml", ".webp", ".jpg", ".png", ".svg")):
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
    """Opened from a USB stick, the same: links name index.html, and no script, style or picture is missing.

    What all pages lead to and ask for is read from their files. The browser opens those that together hold every kind
    of element, and must find there the very links that were read: to open all 240 a second time shows nothing more.
    """
    files = reached_from_disk(site)
    assert len(files) > 200
    assert [asked for file in files for asked in asked_for(file) if not asked.is_file()] == []
    shown = covering(files, site)
    assert len(shown) > 40
    for file in shown:
        page.goto(file.as_uri(), wait_until="load")
        links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        assert {link for link in links if link.startswith("file:")} == set(links_from_disk(file))
    assert faults(witness) == []
    assert [request for request in witness.requests if not request.startswith((site.as_uri(), "data:"))] == []


def links_from_disk(file: Path) -> list[str]:
    """The files to which a page leads that is opened from disk; a link to a folder leads to the page in it."""
    found = (urlsplit(urljoin(file.as_uri(), link)) for link in html.parse(file).xpath("//a/@href"))
    local = (link for link in found if link.scheme == "file")
    return [link._replace(path=link.path + "index.html" * link.path.endswith("/")).geturl() for link in local]


def reached_from_disk(site: Path) -> list[Path]:
    """The pages that are reached from home by links, sorted."""
    waiting, seen = [site / "index.html"], {site / "index.html"}
    while waiting:
        for link in links_from_disk(waiting.pop()):
            file = Path(unquote(urlsplit(link).path))
            if file.suffix == ".html" and file not in seen:
                assert file.is_relative_to(site)
                seen.add(file)
                waiting.append(file)
    return sorted(seen)


def asked_for(file: Path) -> list[Path]:
    """The files of scripts, styles, pictures and recordings that a page names."""
    page = html.parse(file)
    sets = (each.split()[0] for one in page.xpath("//@srcset") for each in one.split(","))
    styles = page.xpath("//link[@rel='stylesheet' or @rel='icon' or @rel='preload']/@href")
    named = (urlsplit(urljoin(file.as_uri(), each)) for each in (*page.xpath("//@src"), *sets, *styles))
    return [Path(unquote(each.path)) for each in named if each.scheme == "file"]


def covering(files: list[Path], site: Path) -> list[Path]:
    """Pages that together hold every kind of element that any of them holds: tag, class, attributes and depth."""
    met: set[tuple[object, ...]] = set()
    chosen: list[Path] = []
    for file in files:
        depth = len(file.relative_to(site).parts)
        elements = html.parse(file).iter(etree.Element)
        kinds = {(depth, each.tag, each.get("class"), tuple(sorted(each.keys()))) for each in elements}
        if not kinds <= met:
            met |= kinds
            chosen.append(file)
    return chosen


def test_the_html_checker_finds_no_error_on_any_page(site: Path) -> None:
    """The Nu HTML checker, over the whole site.

    Its warnings about the content policy are left aside: it takes files for another origin than 'self', and JSON-LD,
    which is data, for a script.
    """
    said = nu(sorted(site.rglob("*.html")))
    assert [each for each in said if "violates Content Security Policy" not in each.text] == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "forwarding"])
def test_axe_finds_no_violation(same_page: Page, address: str, site: Path, kind: str) -> None:
    """One page of each kind, in light, dark and high contrast, on a phone and on a desk."""
    with watched(same_page.context) as witness:
        same_page.goto(address + kind_address(kind, site))
    assert faults(witness) == []
    for look in looks(same_page, (360, 1280)):
        assert axe(same_page) == [], f"{kind}, {look}"


RARE = {
    "home with an urgent notice": "",
    "article under an urgent notice, with all that may stand in it": "2026/01/day-du/",
    "expired": "2026/01/cu/",
    "withdrawn": "2026/01/rut/",
    "category below another": "to-dan-pho/",
    "category without articles": "cong-tac-dang/",
}


@pytest.fixture(scope="module")
def rare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal with what the sample has none of."""
    portal = Portal(tmp_path_factory.mktemp("rare"))
    child = "  - {id: to-dan-pho, parent: thong-bao, vi: Tổ dân phố, en: Residential groups}\n"
    portal.write("config.yaml", CONFIG + child + "urgent: {vi: Đường trũng có thể ngập trong đêm nay.}\n")
    withdrawn = "{date: 2026-02-01, reason: Nội dung chưa được kiểm tra đầy đủ.}"
    portal.write(
        "content/2026/01/rut.md", written(title="Rút", date="2026-01-01", category="thong-bao", withdrawn=withdrawn)
    )
    portal.write(
        "content/2026/01/cu.md", written(title="Cũ", date="2026-01-01", category="thong-bao", expires="2026-02-01")
    )
    portal.write("content/2026/01/loa.wav", b"RIFF")
    text = (
        "Câu đầu.[^1]\n\n## Một\n\n    lệnh gõ vào máy\n\n> Trích\n\n### Hai\n\n!!! warning\n    Cẩn thận.\n\n"
        "Từ\n:   Nghĩa.\n\n## Ba\n\n| Tổ | Số |\n|---|---:|\n| 1 | 2 |\n\n[^1]: Chú thích.\n"
    )
    fields = {"author": "Nguyễn Văn An", "source": "Báo", "source_url": "https://bao.example", "audio": "loa.wav"}
    fields |= {
        "lead": "Lời dẫn.",
        "views": "5",
        "updated": "2026-02-01",
        "correction": "Sửa một chữ.",
        "related": "[cu.md]",
    }
    portal.write(
        "content/2026/01/day-du.md", written(text, title="Đủ", date="2026-01-02", category="to-dan-pho", **fields)
    )
    portal.build()
    return portal.site


def test_the_html_checker_finds_no_error_on_rare_pages(rare: Path) -> None:
    """As on those of the sample."""
    assert [
        each for each in nu(sorted(rare.rglob("*.html"))) if "violates Content Security Policy" not in each.text
    ] == []


@pytest.mark.parametrize("kind", RARE)
def test_axe_finds_no_violation_on_rare_pages(same_page: Page, rare: Path, kind: str) -> None:
    """As on those of the sample; nor does one scroll sideways."""
    same_page.goto((rare / RARE[kind] / "index.html").as_uri())
    for look in looks(same_page, (320, 360, 1280)):
        assert axe(same_page) == [], f"{kind}, {look}"
        assert same_page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{kind}, {look}"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "forwarding"])
def test_no_page_scrolls_sideways(same_page: Page, address: str, site: Path, kind: str) -> None:
    """On the narrowest phones and at 200 and 400 % zoom of a screen of 1280 px, which to a page is 640 and 320 px."""
    for width, height in ((640, 400), (320, 640), (320, 200)):
        same_page.set_viewport_size({"width": width, "height": height})
        same_page.goto(address + kind_address(kind, site))
        assert same_page.evaluate("document.documentElement.scrollWidth") <= width


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
