"""What a search loads: few files, also after the site was renewed; and what is said when they come late or not."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from bantin.search.roots import number_of
from tests.browser.conftest import Witness, faults
from tests.browser.search_page import Held, ask, settled, shown, total


@pytest.fixture
def site(judged: Path) -> Path:
    """A portal of the judged articles."""
    return judged


@pytest.fixture
def address(judged_address: str) -> str:
    """A plain server that holds the portal of the judged articles in a sub-folder."""
    return judged_address


def test_a_cold_query_asks_for_few_files(page: Page, witness: Witness, address: str) -> None:
    """A file for each word, in which its neighbours stand too; then the cards. Nothing from elsewhere. What the choices
    would leave is counted when the list stands."""
    held = Held()
    page.route("**/categories.js*", held.hold)
    page.goto(address + "tim-kiem/", wait_until="networkidle")
    before = len(witness.requests)
    with page.expect_request("**/categories.js*"):
        ask(page, "cong tac dang")
    expect(page.locator("select[name=c]")).not_to_contain_text(re.compile(r"\(\d+\)"))
    asked = [request.removeprefix(address).partition("?")[0] for request in witness.requests[before:]]
    asked = [one for one in asked if "/assets/search/" in f"/{one}"]
    shards = {f"assets/search/vi/a/{number_of(root) % 16:x}.js" for root in ("cong", "tac", "dang")}
    cards = {one for one in asked if "/vi/c/" in one}
    assert sorted({*asked} - {"assets/search/vi/a/categories.js"}) == sorted(shards | cards)  # the head is there
    assert len(cards) <= 2
    held.release()
    expect(page.locator("select[name=c]")).to_contain_text(re.compile(r"\(\d+\)"))
    before = len(witness.requests)
    ask(page, "công tác")  # marks need no more than the same files
    assert not [request for request in witness.requests[before:] if "/vi/a/" in request]


def test_half_words_ask_for_few_files(page: Page, witness: Witness, address: str) -> None:
    """The words that may be meant, once, and of the four most usual ones the articles."""
    page.goto(address + "tim-kiem/")
    ask(page, "nguyen")
    before = len(witness.requests)
    ask(page, "nguyen hon")
    names = [request.removeprefix(address).partition("?")[0] for request in witness.requests[before:]]
    assert {f"assets/search/vi/a/w{part}.js" for part in range(8)} <= set(names)
    assert len([name for name in names if "/vi/a/" in name]) <= 8 + 1 + 8
    assert faults(witness) == []


def test_a_single_letter_waits_for_the_next(page: Page, witness: Witness, address: str) -> None:
    """It is only searched if the reader means it."""
    page.goto(address + "tim-kiem/")
    page.locator("#_q").focus()
    page.keyboard.type("t")
    page.wait_for_timeout(500)
    assert not [request for request in witness.requests if "/vi/a/" in request]
    expect(page.get_by_role("status")).to_have_text("")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).not_to_have_text("")


def test_the_rest_does_not_come(page: Page, address: str) -> None:
    """It is said; pressed again, the button does what it should."""
    page.goto(address + "tim-kiem/?q=phuong&s=date")
    settled(page, "phuong")
    page.evaluate("window.bantin.renew('vi')")  # as if the first results were of another file of cards
    page.route("**/assets/search/vi/c/*.js*", lambda route: route.abort())
    button = page.locator("[data-more]")
    button.click()
    expect(button).to_contain_text("Chưa tải được")  # where the reader looks
    expect(page.get_by_role("status")).to_have_text("Chưa tải được dữ liệu tìm kiếm. Bà con kiểm tra mạng rồi thử lại.")
    assert len(shown(page)) == 10
    page.unroute("**/assets/search/vi/c/*.js*")
    button.click()
    expect(button).to_be_hidden()
    assert len(shown(page)) == total(page)
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^Tìm thấy \d+ bài$"))


def test_a_renewed_site_is_read_anew(page: Page, address: str) -> None:
    """Files that are gone because the site was renewed meanwhile: the search begins again, once."""
    page.goto(address + "tim-kiem/")
    ask(page, "hoa giai")
    page.route("**/assets/search/vi/a/*", lambda route: route.fulfill(status=404), times=1)
    assert ask(page, "tram y te")[0] == "tram-y-te"


def test_a_file_of_another_index_is_noticed(page: Page, site: Path, address: str) -> None:
    """A browser may have kept the head of an older one: what stands at the same address now must not be misread."""
    file = site / f"assets/search/vi/a/{number_of('giai') % 16:x}.js"
    renewed = re.sub(r"`\d+", "`65", file.read_text(encoding="utf-8"), count=1)
    assert renewed != file.read_text(encoding="utf-8")
    page.goto(address + "tim-kiem/")
    page.route(f"**/vi/a/{file.name}*", lambda route: route.fulfill(body=renewed), times=1)
    assert ask(page, "giai")
    page.route(f"**/vi/a/{file.name}*", lambda route: route.fulfill(body=renewed))
    page.goto(address + "tim-kiem/?q=giai")
    expect(page.get_by_role("status")).to_contain_text("Chưa tải được dữ liệu tìm kiếm")


def test_on_a_slow_line_something_is_said(page: Page, address: str) -> None:
    """After half a second; then the results stand there, and how many is told with them, not before."""
    held = Held()
    page.route("**/assets/search/vi/a/*", held.hold)
    page.goto(address + "tim-kiem/")
    page.locator("#_q").fill("khai sinh")
    page.locator("#_q").press("Enter")
    expect(page.get_by_role("status")).to_have_text("Đang tìm…")
    expect(page.locator("[data-results]")).not_to_have_attribute("data-total", re.compile(""))
    held.release()
    settled(page, "khai sinh")
    expect(page.get_by_role("status")).to_have_text(re.compile("^Tìm thấy"))
    expect(page.locator("[data-results]")).to_have_attribute("data-total", re.compile("^[1-9]"))


def test_a_late_answer_is_not_shown(page: Page, address: str) -> None:
    """The reader has asked for something else meanwhile."""
    held = Held()
    page.goto(address + "tim-kiem/")
    ask(page, "khai sinh")
    page.route("**/vi/a/**", held.hold)
    page.locator("#_q").fill("thu vien")
    page.locator("#_q").press("Enter")
    expect(page.locator("[data-search]")).to_have_attribute("aria-busy", "true")
    ask(page, "khai sinh")
    held.release()
    page.wait_for_timeout(300)
    assert shown(page)[0] == "khai-sinh"
    expect(page.locator("[data-results]")).to_have_attribute("data-query", "khai sinh")


def test_no_network_is_said(page: Page, address: str) -> None:
    """In words, and the next try works."""

    def gone(route: Route) -> None:
        route.abort()

    page.route("**/assets/search/**", gone)
    page.goto(address + "tim-kiem/")
    ask(page, "tram y te")
    expect(page.get_by_role("status")).to_contain_text("Chưa tải được dữ liệu tìm kiếm")
    page.unroute("**/assets/search/**")
    page.locator("#_q").press("Enter")
    expect(page.locator("[data-results]")).not_to_have_attribute("data-total", "0")


def test_without_a_script_there_is_another_way(chromium: Browser, address: str) -> None:
    """No button that does nothing: the archive by month and category, and a search engine restricted to the site."""
    page = chromium.new_page(java_script_enabled=False)
    page.goto(address + "tim-kiem/?q=x")
    assert {each.is_visible() for each in page.locator(".needs-script").all()} == {False}
    expect(page.locator("#_q")).to_be_hidden()
    expect(page.locator(".no-script")).to_be_visible()
    expect(page.get_by_role("link", name="Thông báo").last).to_be_visible()
    archive = page.locator("details.archive-year")
    assert archive.locator("summary").all_inner_texts()[-2:] == ["2020", "2019"]
    archive.last.locator("summary").press("Enter")
    assert archive.last.get_by_role("link").all_inner_texts()[0] == "Cả năm 2019"
    expect(page.locator("a[data-engine]")).to_be_visible()
    expect(page.locator("[data-more]")).to_be_hidden()
    archive.last.get_by_role("link").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^Tháng \d+/2019$"))
    page.close()


def test_a_category_that_is_chosen_is_asked_for_first(page: Page, address: str) -> None:
    """Opened by its address: of the results none is of another; if it cannot be known, that is said."""
    page.route("**/categories.js*", lambda route: route.abort())
    page.goto(address + "tim-kiem/?q=phuong&c=thong-bao")
    expect(page.get_by_role("status")).to_contain_text("Chưa tải được dữ liệu tìm kiếm")
    page.unroute("**/categories.js*")
    page.reload()
    settled(page, "phuong")
    expect(page.locator("[data-results] li").first).to_contain_text("Thông báo")
    expect(page.locator("[data-results] li", has_not_text="Thông báo")).to_have_count(0)
