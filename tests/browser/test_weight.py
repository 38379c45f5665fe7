"""What an article weighs, and what its head tells link previews and home screens."""

import gzip
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser.conftest import Witness
from tests.browser.sample import ARTICLE, ENGLISH, LONG, PLAIN, PUBLIC


class Parts(HTMLParser):
    """The style sheets, scripts and other files that a page asks for, and its link preview."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.told: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes what is asked for."""
        found = {name: value or "" for name, value in attrs}
        if tag == "link" and found.get("rel") == "stylesheet":
            self.asked.append(found["href"])
        if tag == "script" and "src" in found:
            self.asked.append(found["src"])
        name = found.get("property", "") or found.get("name", "")
        if tag == "meta" and name.startswith(("og:", "article:", "twitter:", "description", "appl")):
            self.told[name] = found["content"]


@pytest.mark.parametrize("folder", ["2018/11/tiem-chung-day-du/", "2019/11/mat-tran-to-quoc-lam-gi/"])
def test_an_article_without_pictures_is_light(
    page: Page, witness: Witness, address: str, site: Path, folder: str
) -> None:
    """HTML, style and scripts together: at most 45 kB with gzip -6, 120 kB without; no font, nothing from elsewhere."""
    page.goto(address + folder, wait_until="networkidle")
    asked = Parts((site / folder / "index.html").read_text("utf-8")).asked
    files = [site / folder / "index.html", *((site / folder / each).resolve() for each in asked)]
    sizes = {path.name: (len(gzip.compress(path.read_bytes(), 6)), path.stat().st_size) for path in files}
    print(sizes)
    assert len(files) == 6
    assert sum(packed for packed, _ in sizes.values()) <= 45_000
    assert sum(plain for _, plain in sizes.values()) <= 120_000
    assert [each for each in witness.requests if not each.startswith(address)] == []
    assert sorted({each.rpartition(".")[2] for each in witness.requests if "." in each.rpartition("/")[2]}) == [
        "css", "js", "svg",
    ]  # fmt: skip


@pytest.mark.parametrize(("folder", "is_read"), [("", False), ("tin-moi/", False), (ARTICLE, True), (PLAIN, True)])
def test_only_pages_that_are_read_carry_the_readers_script(site: Path, folder: str, is_read: bool) -> None:
    """Fronts and lists do without."""
    asked = Parts((site / folder / "index.html").read_text("utf-8")).asked
    assert is_read == any("/article-" in each for each in asked)


@pytest.mark.parametrize("folder", [LONG, ENGLISH, "", "en/", "van-hoa-xa-hoi/", "tu-khoa/rac-thai/", "lien-he/"])
def test_a_link_preview_is_complete(site: Path, folder: str) -> None:
    """Title, words, picture and address, absolute; what Twitter reads beside that is the kind of card alone."""
    told = Parts((site / folder / "index.html").read_text("utf-8")).told
    needed = {
        "description", "og:type", "og:site_name", "og:locale", "og:title", "og:description", "og:url", "og:image",
        "og:image:width", "og:image:height", "og:image:alt", "twitter:card",
    }  # fmt: skip
    if folder in (LONG, ENGLISH):
        needed |= {"article:published_time", "article:modified_time", "article:section"}
    assert needed - {name for name in told if told[name]} == set()
    assert told["twitter:card"] == "summary_large_image"
    assert told["og:url"] == PUBLIC + folder
    assert told["og:image"].startswith(PUBLIC)
    with Image.open(site / told["og:image"].removeprefix(PUBLIC)) as picture:
        assert picture.size == (int(told["og:image:width"]), int(told["og:image:height"])) == (1200, 630)


@pytest.mark.parametrize(("folder", "name"), [("", "Phúc Lợi"), (ARTICLE, "Phúc Lợi"), ("en/", "Phuc Loi")])
def test_an_icon_on_the_home_screen_has_the_short_name(site: Path, folder: str, name: str) -> None:
    """On Android and on an iPhone, from whichever page it is put there; a page's title would be cut off."""
    told = Parts((site / folder / "index.html").read_text("utf-8")).told
    assert (told["application-name"], told["apple-mobile-web-app-title"]) == (name, name)
