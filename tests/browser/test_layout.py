"""Where things stand on a page and how large they are, on telephones and desks, and in browsers of long ago."""

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.test_look import ARTICLE, LONG, show


@pytest.fixture
def page(same_page: Page) -> Page:
    """One for all: each opens what it looks at."""
    return same_page


def test_an_article_begins_as_readers_know_it(page: Page, site: Path) -> None:
    """Category in capitals, title, then the line with day, time and views."""
    show(page, site, ARTICLE)
    head = page.locator(".article-head")
    expect(head.locator(".kicker")).to_have_css("text-transform", "uppercase")
    expect(head.locator(".kicker")).to_have_text("Công tác Đảng")
    expect(head.locator(".article-meta").first).to_have_text("Ngày đăng 07/03/2018 | 10:11 | Lượt xem: 510")


@pytest.mark.parametrize("folder", ["", ARTICLE, LONG, "lien-he", "thong-bao", "so-do", "tim-kiem"])
def test_the_largest_text_fits_a_phone(page: Page, site: Path, folder: str) -> None:
    """Text at one and a half times its size makes no page scroll sideways."""
    page.set_viewport_size({"width": 360, "height": 740})
    show(page, site, folder)
    page.evaluate("localStorage.setItem('bantin-size', '3')")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-size", "3")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("size", [0, 1, 2, 3])
@pytest.mark.parametrize("folder", ["", "en"])
def test_what_is_searched_for_can_be_read(page: Page, site: Path, folder: str, size: int) -> None:
    """On a phone the header's field holds a dozen letters, however large they are."""
    page.set_viewport_size({"width": 360, "height": 740})
    show(page, site, folder)
    page.evaluate(f"localStorage.setItem('bantin-size', '{size}')")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.size || '0'") == str(size)
    room = """one => {
        const style = getComputedStyle(one);
        return (one.clientWidth - 2 * parseFloat(style.paddingLeft)) / parseFloat(style.fontSize);
    }"""
    assert page.locator("#_search").evaluate(room) >= 6


@pytest.mark.parametrize(("width", "folder"), [(320, ""), (360, ""), (360, "en")])
def test_the_line_at_the_top_is_one_line(page: Page, site: Path, width: int, folder: str) -> None:
    """On the narrowest phones too; and what is chosen can be read."""
    page.set_viewport_size({"width": width, "height": 640})
    show(page, site, folder)
    themes = page.locator(".display select")
    themes.select_option("contrast")
    assert page.locator(".strip").evaluate("one => one.offsetHeight") <= 48
    if width == 360:
        room = """one => {
            const text = document.createElement("canvas").getContext("2d");
            text.font = getComputedStyle(one).font;
            return one.clientWidth - text.measureText(one.selectedOptions[0].text).width;
        }"""
        assert themes.evaluate(room) > 20  # the arrow


@pytest.mark.parametrize("width", [360, 768])
def test_what_a_finger_touches_is_tall_enough(page: Page, site: Path, width: int) -> None:
    """Buttons, fields, the menu and links that stand alone are at least 44 px high."""
    page.set_viewport_size({"width": width, "height": 740})
    for folder in ("", ARTICLE, "tin-moi", "so-do", "tim-kiem"):
        show(page, site, folder)
        page.locator(".menu-button summary").click()
        small = page.eval_on_selector_all(
            "button, input, select, .menu :is(a, summary),"
            ":is(.strip, .breadcrumb, .links, .tag-list, .pagination, .section-title, .box-title) a",
            "all => all.filter(one => one.offsetParent && one.offsetHeight < 44).map(one => one.outerHTML)",
        )
        assert small == []


LINES = """selector => [...document.querySelectorAll(selector)].flatMap((one) => {
    const [range, lines] = [document.createRange(), new Map()];
    const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
        for (let at = 0; at < node.length; at += 1) {
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            const { bottom, width } = range.getBoundingClientRect();
            if (width) lines.set(Math.round(bottom / 8), (lines.get(Math.round(bottom / 8)) || 0) + 1);
        }
    return [...lines.values()].slice(0, -1);
})"""
"""The characters in each line of each text that is found, without its last."""


@pytest.mark.parametrize(
    ("folder", "texts", "least"),
    [
        (LONG, ".prose > p", 60),
        (LONG, ".lead", 50),
        ("tin-moi", ".card-lead", 50),
        ("tu-khoa/rac-thai", ".card-lead", 50),
        ("", ".card-big .card-lead, .latest .card-lead", 50),
        ("gioi-thieu", ".prose > p", 60),
    ],
)
def test_lines_are_neither_long_nor_short(page: Page, site: Path, folder: str, texts: str, least: int) -> None:
    """On a desk, an average line of text has 45 to 80 characters, and none has many more."""
    show(page, site, folder)
    lines = page.evaluate(LINES, texts)
    assert len(lines) >= 1
    assert least <= sum(lines) / len(lines) <= 80
    assert max(lines) <= 88


@pytest.mark.parametrize("folder", ["", ARTICLE, LONG, "tin-moi", "gioi-thieu", "so-do", "tim-kiem"])
def test_all_begins_at_one_edge(page: Page, site: Path, folder: str) -> None:
    """The ward's name, the way back and the page below them stand on one line, beside a column of others or not."""
    show(page, site, folder)
    edges = page.eval_on_selector_all(
        ".banner-home, .menu li:first-child > * > summary, .breadcrumb li:first-child a, h1:not(.unseen), .card-big",
        "all => all.map(one => one.getBoundingClientRect().left + parseFloat(getComputedStyle(one).paddingLeft))",
    )
    assert len(edges) >= 3
    assert len({round(edge) for edge in edges}) == 1


@pytest.mark.parametrize(("folder", "lists"), [(LONG, ".box ul"), ("tim-kiem", "[data-results]")])
def test_headlines_have_no_markers(page: Page, site: Path, folder: str, lists: str) -> None:
    """Lists of articles stand at the edge of what is around them."""
    show(page, site, folder)
    found = page.locator(lists)
    assert found.count() > 0
    for each in found.all():
        expect(each).to_have_css("list-style-type", "none")
        expect(each).to_have_css("padding-left", "0px")


def test_home_shows_each_story_once_in_full(page: Page, site: Path) -> None:
    """What is featured is not shown again below, neither among the latest nor as the first of its category."""
    show(page, site)
    featured = page.eval_on_selector_all(".featured .card a", "all => all.map(one => one.href)")
    below = page.eval_on_selector_all(":is(.latest, .blocks) a", "all => all.map(one => one.href)")
    assert len(featured) == 3
    assert set(featured) & set(below) == set()


def test_blocks_leave_no_holes(page: Page, site: Path) -> None:
    """On a desk the blocks of the categories stand close below each other, with pictures or without."""
    show(page, site)
    boxes = page.eval_on_selector_all(
        ".block",
        """all => all.map((one) => {
            const [{ left, top }, { bottom }] = [one, one.lastElementChild].map((each) => each.getBoundingClientRect());
            return [Math.round(left), top, bottom];
        })""",
    )
    columns = [sorted((top, bottom) for left, top, bottom in boxes if left == column) for column, _, _ in boxes]
    assert len({column for column, _, _ in boxes}) == 3
    gaps = [below[0] - above[1] for column in columns for above, below in pairwise(column)]
    assert max(gaps) < 50


@pytest.mark.parametrize("address", ["", ARTICLE, "tim-kiem", "to-chuc"])
def test_a_browser_older_than_layers_has_a_plain_page(page: Page, site: Path, address: str) -> None:
    """Without all that stands in layers nothing is wider than a telephone, and icons are no larger than two lines."""

    def older(route: Route) -> None:
        text = (site / "assets" / Path(urlsplit(route.request.url).path).name).read_text(encoding="utf-8")
        assert text.count("@layer") > 20
        plain = _without_layers(text)
        assert "revert-layer" in plain
        route.fulfill(content_type="text/css", body=re.sub(r"[\w-]+:revert-layer;", "", plain))

    page.route("**/*.css", older)
    page.set_viewport_size({"width": 360, "height": 740})
    show(page, site, address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    icons = page.locator("svg").evaluate_all("all => all.map(icon => icon.getBoundingClientRect().width)")
    assert max(icons, default=0) <= 32


def _without_layers(style: str) -> str:
    """What such a browser reads of a style sheet."""
    while "@layer" in style:
        start = style.index("@layer")
        end = min(at for at in (style.find(";", start), style.find("{", start)) if at > 0)
        depth = int(style[end] == "{")
        while depth:
            end += 1
            depth += {"{": 1, "}": -1}.get(style[end], 0)
        style = style[:start] + style[end + 1 :]
    return style


def test_the_footer_leads_to_contact_accessibility_and_terms(page: Page, site: Path) -> None:
    """On every page, in its own language; and each of them is there."""
    for address, names in (
        ("", ["Liên hệ", "Trợ giúp tiếp cận", "Điều khoản sử dụng"]),
        ("en", ["Contact", "Accessibility", "Terms of use"]),
    ):
        show(page, site, address)
        for name in names:
            link = page.locator("footer").get_by_role("link", name=name, exact=True)
            target = Path(unquote(urlsplit(link.evaluate("link => link.href")).path))
            assert (target / "index.html" if target.is_dir() else target).is_file()
