"""What readers do with a page: menu, theme, size of text, urgent notice, print; with and without scripts."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.conftest import Witness

ARTICLE = "2018/03/phuong-phuc-loi-xanh-sach-dep"
LONG = "2025/01/phan-loai-rac-tai-nha"


def show(page: Page, site: Path, folder: str = "") -> None:
    """Opens the page that stands in `folder`."""
    page.goto((site / folder / "index.html").as_uri())


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
