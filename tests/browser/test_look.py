"""What readers do with a page: menu, theme, size of text, urgent notice, print; with and without scripts."""

import json
import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.conftest import Witness

ARTICLE = "2018/03/phuong-phuc-loi-xanh-sach-dep"
LONG = "2025/01/phan-loai-rac-tai-nha"


def show(page: Page, site: Path, folder: str = "") -> None:
    """Opens the page that stands in `folder`."""
    page.goto((site / folder / "index.html").as_uri())


def test_an_article_begins_as_readers_know_it(page: Page, site: Path) -> None:
    """Category in capitals, title, then the line with day, time and views."""
    show(page, site, ARTICLE)
    head = page.locator(".article-head")
    expect(head.locator(".kicker")).to_have_css("text-transform", "uppercase")
    expect(head.locator(".kicker")).to_have_text("Công tác Đảng")
    expect(head.locator(".article-meta").first).to_have_text("Ngày đăng 07/03/2018 | 10:11 | Lượt xem: 510")


def test_theme_and_size_of_text_are_remembered(page: Page, site: Path) -> None:
    """Chosen once, they hold on the next page, before anything is drawn; and can be given back."""
    show(page, site)
    page.locator(".display select").select_option("dark")
    for _ in range(2):
        page.locator("button[data-size='1']").click()
    show(page, site, ARTICLE)
    html = page.locator("html")
    expect(html).to_have_attribute("data-theme", "dark")
    expect(html).to_have_attribute("data-size", "2")
    expect(page.locator(".display select")).to_have_value("dark")
    page.locator(".display select").select_option("")
    page.locator("button[data-size='0']").click()
    page.reload()
    assert page.evaluate("Object.keys(document.documentElement.dataset).sort()") == ["root", "script"]


def test_a_choice_made_elsewhere_holds_here(context: BrowserContext, page: Page, site: Path) -> None:
    """In another window at once; and on a page to which one comes back, which the browser had kept as it was."""
    show(page, site)
    other = context.new_page()
    show(other, site, ARTICLE)
    other.locator(".display select").select_option("contrast")
    html = page.locator("html")
    expect(html).to_have_attribute("data-theme", "contrast")
    expect(page.locator(".display select")).to_have_value("contrast")
    page.evaluate("""() => {
        localStorage.setItem("bantin-theme", "dark");
        localStorage.setItem("bantin-size", "1");
        dispatchEvent(new PageTransitionEvent("pageshow", {persisted: true}));
    }""")
    expect(html).to_have_attribute("data-theme", "dark")
    expect(html).to_have_attribute("data-size", "1")
    expect(page.locator(".display select")).to_have_value("dark")


@pytest.mark.parametrize("folder", ["", ARTICLE, LONG, "lien-he", "thong-bao", "so-do", "tim-kiem"])
def test_the_largest_text_fits_a_phone(page: Page, site: Path, folder: str) -> None:
    """Text at one and a half times its size makes no page scroll sideways."""
    page.add_init_script("localStorage.setItem('bantin-size', '3')")
    page.set_viewport_size({"width": 360, "height": 740})
    show(page, site, folder)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("size", [0, 1, 2, 3])
@pytest.mark.parametrize("folder", ["", "en"])
def test_what_is_searched_for_can_be_read(page: Page, site: Path, folder: str, size: int) -> None:
    """On a phone the header's field holds a dozen letters, however large they are."""
    page.add_init_script(f"localStorage.setItem('bantin-size', '{size}')")
    page.set_viewport_size({"width": 360, "height": 740})
    show(page, site, folder)
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


def test_the_menu_is_walked_by_keyboard(page: Page, site: Path) -> None:
    """Enter opens a place, Tab goes into it, another place closes it, Escape closes and goes back to its button."""
    show(page, site)
    places = page.locator(".menu-more")
    places.nth(0).locator("summary").focus()
    page.keyboard.press("Enter")
    expect(places.nth(0)).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    expect(places.nth(0).locator("a").first).to_be_focused()
    places.nth(1).locator("summary").click()
    expect(places.nth(0)).not_to_have_attribute("open", "")
    places.nth(1).locator("a").first.focus()
    page.keyboard.press("Escape")
    expect(places.nth(1)).not_to_have_attribute("open", "")
    expect(places.nth(1).locator("summary")).to_be_focused()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_menu_needs_no_script(chromium: Browser, site: Path, width: int) -> None:
    """On a phone behind its button, on a desk in a row: by touch alone a page two levels down is reached."""
    page = chromium.new_page(java_script_enabled=False, viewport={"width": width, "height": 740})
    show(page, site)
    expect(page.locator(".menu-list")).to_be_visible(visible=width == 1280)
    if width == 360:
        page.locator(".menu-button summary").click()
    page.locator(".menu-more summary").first.click()
    to = page.locator(".menu-more").first.get_by_role("link", name="Tổ chức")
    expect(to).to_be_visible()
    assert (to.get_attribute("href") or "").endswith("to-chuc/")
    page.close()


def test_what_needs_a_script_is_absent_without(chromium: Browser, site: Path) -> None:
    """No button that does nothing; all of the article is there."""
    page = chromium.new_page(java_script_enabled=False)
    show(page, site, ARTICLE)
    assert [each.is_visible() for each in page.locator(".needs-script").all()] == [False] * 4
    expect(page.locator(".prose")).to_be_visible()
    page.close()


def test_the_whole_card_leads_to_the_article(page: Page, site: Path) -> None:
    """A touch anywhere on a card opens its article, though it holds one link only."""
    show(page, site, "tin-moi")
    card = page.locator(".card").first
    assert card.locator("a").count() == 1
    to = card.locator("a").evaluate("link => link.href")
    card.locator(".card-meta").click(position={"x": 2, "y": 2}, force=True)
    page.wait_for_url(to)


def test_on_paper_only_the_article_is_left(page: Page, site: Path) -> None:
    """The print sheet drops menu and lists, is black on white in any theme, and says where the article stands."""
    show(page, site, ARTICLE)
    page.locator(".display select").select_option("contrast")
    page.emulate_media(media="print")
    for away in (".strip", ".search", ".menu", ".breadcrumb", ".aside", ".article-tools", ".share", ".footer"):
        expect(page.locator(away).first).to_be_hidden()
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator(".print-address")).to_have_text(
        f"Đọc trên mạng: https://phuong-phuc-loi.example/phuong/{ARTICLE}/"
    )
    expect(page.locator(".print-address")).to_be_visible()


@pytest.mark.parametrize("theme", ["", "dark", "contrast"])
def test_paper_is_white_in_every_theme(page: Page, site: Path, theme: str) -> None:
    """Dark words on white, whether the reader chose a theme or the system is dark by itself."""
    page.emulate_media(color_scheme="dark")
    show(page, site, LONG)
    page.locator(".display select").select_option(theme)
    page.emulate_media(color_scheme="dark", media="print")
    for words in ("h1", ".lead", ".prose p", ".print-address p"):
        shade = page.locator(words).first.evaluate("one => getComputedStyle(one).color.match(/\\d+/g).map(Number)")
        assert max(shade) < 100, words
    expect(page.locator("html")).to_have_css("color-scheme", "light")


def test_paper_tells_where_links_lead(page: Page, site: Path) -> None:
    """Behind a link to elsewhere stands its address; one within the portal needs none."""
    show(page, site, LONG)
    page.emulate_media(media="print")
    after = "link => getComputedStyle(link, '::after').content"
    assert page.locator(".prose a[href*='vbpl.vn']").evaluate(after) == '" (https://vbpl.vn)"'
    assert page.locator(".prose a[href*='pin-cu']").evaluate(after) == "none"


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


URGENT = {"vi": {"text": "Nước dâng nhanh ở ven sông", "href": "lien-he/", "until": "2126-01-01T00:00:00+07:00"}}


def announce(page: Page, notices: dict[str, dict[str, str]]) -> None:
    """Lets the urgent notice's data file hold `notices`."""

    def answer(route: Route) -> None:
        route.fulfill(content_type="text/javascript", body=f"bantin.urgent({json.dumps(notices)});")

    page.route("**/assets/urgent.js", answer)


def test_an_urgent_notice_stands_on_every_page_until_it_is_closed(page: Page, witness: Witness, site: Path) -> None:
    """It leads where it should from any depth; closed once it stays away, a new text comes again."""
    announce(page, URGENT)
    show(page, site, ARTICLE)
    bar = page.get_by_role("region", name="Thông báo khẩn")
    expect(bar).to_be_in_viewport()
    assert bar.locator("a").evaluate("link => link.href").startswith((site / "lien-he").as_uri())
    bar.get_by_role("button", name="Đóng thông báo").focus()
    before = page.evaluate("scrollY")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    assert page.evaluate("scrollY") == before
    show(page, site, "to-chuc")
    expect(bar).to_have_count(0)
    page.unroute("**/assets/urgent.js")
    announce(page, {"vi": URGENT["vi"] | {"text": "Nước đã rút"}})
    show(page, site, "to-chuc")
    expect(bar).to_contain_text("Nước đã rút")
    assert witness.faults == []


@pytest.mark.parametrize("width", [360, 1280])
def test_an_urgent_notice_hides_nothing_that_is_reached_by_keyboard(page: Page, site: Path, width: int) -> None:
    """Whoever walks by Tab has each stop above the bar; closed, it takes no room."""
    page.set_viewport_size({"width": width, "height": 640})
    announce(page, {"vi": URGENT["vi"] | {"text": "Đường trũng có thể ngập trong đêm nay; hạn chế ra ngoài. " * 2}})
    show(page, site, LONG)
    bar = page.locator(".urgent-bar")
    expect(bar).to_be_in_viewport()
    hidden = []
    for _ in range(400):
        page.keyboard.press("Tab")
        found = page.evaluate("""async () => {
            for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame); // it is scrolled to
            const [one, bar] = [document.activeElement, document.querySelector(".urgent-bar")];
            if (one === document.body || bar.contains(one)) return null;
            const [box, edge] = [one.getBoundingClientRect(), bar.getBoundingClientRect().top];
            const free = edge - 16; // what is taller than that cannot be seen as a whole
            return box.bottom > edge && box.height < free ? one.outerHTML.slice(0, 100) : "";
        }""")
        if found is None:
            break
        hidden += [found] if found else []
    assert hidden == []
    bar.get_by_role("button").click()
    expect(page.locator("html")).to_have_css("scroll-padding-bottom", "16px")


def test_an_urgent_notice_ends(page: Page, site: Path) -> None:
    """After its last instant nobody sees it, though the data file still holds it."""
    announce(page, {"vi": URGENT["vi"] | {"until": "2020-01-01T00:00:00+07:00"}})
    show(page, site, ARTICLE)
    expect(page.locator(".urgent")).to_have_count(0)


def test_an_urgent_notice_of_the_other_edition_is_not_shown(page: Page, site: Path) -> None:
    """An edition that has no text of its own shows none."""
    announce(page, URGENT)
    show(page, site, "en")
    expect(page.locator(".urgent")).to_have_count(0)


def test_the_search_page_takes_over_the_words(page: Page, site: Path) -> None:
    """The header's field leads to the search page, which holds the words and hands them to the search engine's link."""
    show(page, site, ARTICLE)
    page.locator("#_search").fill("rác thải")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/index.html?q=*")
    expect(page.locator("#_q")).to_have_value("rác thải")
    expect(page.locator("a[data-engine]")).to_have_attribute(
        "href", "https://www.google.com/search?q=site%3Aphuong-phuc-loi.example%2Fphuong+r%C3%A1c+th%E1%BA%A3i"
    )


@pytest.mark.parametrize("address", ["", ARTICLE, "tim-kiem", "to-chuc"])
def test_a_browser_older_than_layers_has_a_plain_page(page: Page, site: Path, address: str) -> None:
    """Without all that stands in layers nothing is wider than a telephone, and icons are no larger than two lines."""

    def older(route: Route) -> None:
        text = (site / "assets" / Path(urlsplit(route.request.url).path).name).read_text(encoding="utf-8")
        assert text.count("@layer") > 20
        plain = re.sub(r"^@layer [^{;]*(?:;|\{\n(?:.*\n)*?\}$)", "", text, flags=re.MULTILINE)
        assert "@layer" not in plain
        route.fulfill(content_type="text/css", body=re.sub(r"^.*revert-layer;$", "", plain, flags=re.MULTILINE))

    page.route("**/*.css", older)
    page.set_viewport_size({"width": 360, "height": 740})
    show(page, site, address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    icons = page.locator("svg").evaluate_all("all => all.map(icon => icon.getBoundingClientRect().width)")
    assert max(icons, default=0) <= 32


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
