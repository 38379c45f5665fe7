"""The results of a search as readers meet them: choices, address, history, keyboard, and nothing that jumps."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import looks
from tests.browser.search_page import ask, settled, shown, total
from tests.judges import axe


@pytest.fixture
def address(judged_address: str) -> str:
    """A plain server that holds the portal of the judged articles in a sub-folder."""
    return judged_address


def test_a_result_shows_what_it_is(page: Page, address: str) -> None:
    """Title with the words marked, category, date, lead."""
    page.goto(address + "tim-kiem/?q=" + quote("hòa bình"))
    settled(page, "hòa bình")
    first = page.locator("[data-results] > li").first
    assert first.locator("h2 mark").all_inner_texts() == ["hoà bình"]
    expect(first.locator(".kicker")).to_have_text("Văn hóa – Xã hội")
    expect(first.locator("time")).to_have_text("21/09/2023")
    expect(first.locator("time")).to_have_attribute("datetime", "2023-09-21")
    expect(first.locator(".card-lead mark")).to_have_text("hoà bình")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^Tìm thấy \d+ bài$"))


def test_filters_and_order(page: Page, address: str) -> None:
    """By category, by year, by date; the address carries them."""
    page.goto(address + "tim-kiem/")
    every = ask(page, "đường")
    page.get_by_role("combobox", name="Xếp theo").select_option("date")
    page.wait_for_function("() => !document.querySelector('[data-search]').hasAttribute('aria-busy')")
    days = page.locator("[data-results] time").evaluate_all("all => all.map(one => one.dateTime)")
    assert days == sorted(days, reverse=True)
    assert 1 < total(page) < len(every) or len(every) == 10
    expect(page.locator("[data-notes]")).to_have_text("Xếp theo ngày chỉ gồm những bài viết đúng dấu như đã gõ.")
    page.get_by_role("combobox", name="Xếp theo").select_option("")
    page.get_by_role("combobox", name="Chuyên mục").select_option("trat-tu")
    page.wait_for_function("() => !document.querySelector('[data-search]').hasAttribute('aria-busy')")
    kinds = set(page.locator("[data-results] .kicker").all_inner_texts())
    assert {kind.lower() for kind in kinds} == {"trật tự đô thị"}
    expect(page.locator("select[name=y]")).to_contain_text(re.compile(r"2019 \(\d+\)"))
    page.get_by_role("combobox", name="Năm").select_option("2019")
    expect(page.locator("[data-results]")).to_have_attribute("data-total", "1")
    assert shown(page) == ["duong-duong-dinh-nghe"]
    assert "c=trat-tu" in page.url
    assert "y=2019" in page.url
    page.reload()
    settled(page, "đường")
    assert shown(page) == ["duong-duong-dinh-nghe"]


def test_choices_that_leave_nothing(page: Page, address: str) -> None:
    """It is the choice that is said to be why, not the words; a link leads to what it keeps away."""
    page.goto(address + "tim-kiem/?q=duong+dinh+nghe&y=2024")
    settled(page, "duong dinh nghe")
    said = "Không tìm thấy bài nào trong chuyên mục hoặc năm đã chọn."
    expect(page.get_by_role("status")).to_contain_text(said)
    expect(page.locator("[data-notes] p").last).to_have_text("Tìm ở mọi chuyên mục, mọi năm (1 bài)")
    page.get_by_role("link", name="Tìm ở mọi chuyên mục").click()
    settled(page, "duong dinh nghe")
    assert shown(page) == ["duong-duong-dinh-nghe"]


def test_the_rest_is_a_button_away(page: Page, address: str) -> None:
    """Ten results, then ten more; the first new one is focused, so that a keyboard goes on there."""
    page.goto(address + "tim-kiem/")
    assert len(ask(page, "phường")) == 10
    assert total(page) > 10
    page.get_by_role("button", name="Xem thêm kết quả").press("Enter")
    expect(page.locator("[data-results] li a").nth(10)).to_be_focused()
    assert len(set(shown(page))) == len(shown(page)) > 10


def test_a_button_pressed_twice(page: Page, address: str) -> None:
    """Each result is there once."""
    page.goto(address + "tim-kiem/")
    ask(page, "cong")
    assert 10 < total(page) <= 20
    page.locator("[data-more]").evaluate("button => { button.click(); button.click(); }")
    expect(page.locator("[data-more]")).to_be_hidden()
    page.wait_for_timeout(100)
    assert len(shown(page)) == len(set(shown(page))) == total(page)


def test_the_address_carries_the_query(page: Page, address: str) -> None:
    """Each query is a step back; what is typed shows after a pause, without a step for each letter."""
    page.goto(address + "tim-kiem/?q=hoa+giai")
    settled(page, "hoa giai")
    assert shown(page)[0] == "hoa-giai"
    ask(page, "tram y te")
    page.locator("#_q").press("ControlOrMeta+a")
    page.keyboard.type("thu vien", delay=20)
    settled(page, "thu vien")
    assert page.url.endswith("?q=thu+vien")
    page.keyboard.type(" sach", delay=20)
    settled(page, "thu vien sach")
    page.go_back()
    settled(page, "tram y te")
    expect(page.locator("#_q")).to_have_value("tram y te")
    page.go_back()
    settled(page, "hoa giai")
    assert shown(page)[0] == "hoa-giai"
    page.go_forward()
    settled(page, "tram y te")


def test_back_from_an_article(page: Page, address: str) -> None:
    """The results are there again."""
    page.goto(address + "tim-kiem/")
    found = ask(page, "via he")
    page.locator("[data-results] a").first.press("Enter")
    page.wait_for_url(re.compile("/20[0-9]{2}/"))
    page.go_back()
    settled(page, "via he")
    assert shown(page) == found


def test_the_header_leads_to_the_results(page: Page, address: str) -> None:
    """A plain form on every page, by keyboard alone; then Tab leads through choices to the results."""
    page.goto(address)
    page.locator("#_search").fill("khai sinh")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/index.html?q=khai+sinh")
    settled(page, "khai sinh")
    assert shown(page)[0] == "khai-sinh"
    page.locator("#_q").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('[data-results]')"):
            break
    expect(page.locator("[data-results] a").first).to_be_focused()


def test_a_walk_by_keyboard(page: Page, address: str) -> None:
    """From the field to the last result and on, each place named and seen; nothing takes the focus away meanwhile."""

    def held() -> str:
        seen = page.evaluate(
            "(one => one.matches(':focus-visible') && [null, '::after'].some(part =>"
            " getComputedStyle(one, part).outlineStyle === 'solid'))(document.activeElement)"
        )
        assert seen
        told: str = page.evaluate("(one => one.labels?.[0]?.textContent ?? one.textContent)(document.activeElement)")
        return " ".join(told.split())

    page.goto(address + "tim-kiem/")
    page.locator("#_q").focus()
    page.keyboard.type("phuong", delay=10)
    settled(page, "phuong")
    assert held() == "Từ cần tìm"
    places = []
    for _ in range(5):
        page.keyboard.press("Tab")
        places.append(held().partition(" Mọi ")[0].partition(" Sát ")[0])
    assert places == ["Tìm", "Lọc và sắp xếp", "Chuyên mục", "Năm", "Xếp theo"]
    page.keyboard.press("ArrowDown")  # the order changes, the focus stays
    expect(page.locator("[data-notes]")).to_have_text("")
    page.wait_for_url("**s=date")
    assert held().startswith("Xếp theo")
    titles = page.locator("[data-results] a").all_inner_texts()
    for title in titles:
        page.keyboard.press("Tab")
        assert held() == title
    page.keyboard.press("Tab")
    assert held() == "Xem thêm kết quả"
    page.keyboard.press("Enter")
    expect(page.locator("[data-results] a").nth(10)).to_be_focused()
    held()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/20[0-9]{2}/"))
    page.go_back()
    settled(page, "phuong")
    expect(page.locator("#_q")).to_have_value("phuong")
    expect(page.get_by_role("combobox", name="Xếp theo")).to_have_value("date")


def test_the_title_names_the_question(page: Page, address: str) -> None:
    """So that the browser's list of pages visited tells one search from another."""
    page.goto(address + "tim-kiem/?q=hoa+giai")
    expect(page).to_have_title("hoa giai – Tìm kiếm – Phường Phúc Lợi")
    ask(page, "")
    expect(page).to_have_title("Tìm kiếm – Phường Phúc Lợi")


def test_the_search_engine_gets_the_words(page: Page, address: str) -> None:
    """The link to a search engine restricted to the site takes the query with it."""
    page.goto(address + "tim-kiem/")
    ask(page, "rác thải")
    href = page.locator("a[data-engine]").get_attribute("href") or ""
    assert href == "https://www.google.com/search?q=site%3Aphuc-loi.example%2Ftin+r%C3%A1c+th%E1%BA%A3i"


def test_results_pass_axe(page: Page, address: str) -> None:
    """With results, and with a word that is not there, in each theme, on a phone and on a desk; nothing scrolls
    sideways."""
    page.goto(address + "tim-kiem/?q=" + quote("đường"))
    settled(page, "đường")
    for look in looks(page, (360, 1280)):
        assert axe(page) == [], look
    ask(page, "tiem chungg")
    for look in looks(page, (360, 1280)):
        assert axe(page) == [], look
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), look


SHIFTS = """() => new Promise((resolve) => {
    let total = 0;
    new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) if (!shift.hadRecentInput) total += shift.value;
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(total), 100);
})"""


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("query", ["q=cong+tac+dang", "q=zzzqqq", "q=rac&c=thong-bao", "q=rac&y=1999"])
def test_an_answer_moves_nothing(page: Page, address: str, query: str, width: int) -> None:
    """Whoever arrives with a question sees no line jump: cumulative layout shift of at most 0.05, where 0.1 is good."""
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"{address}/tim-kiem/?{query}")
    page.wait_for_selector("[data-results][data-total]", state="attached")
    assert page.evaluate(SHIFTS) <= 0.05


@pytest.mark.parametrize(("width", "height"), [(360, 740), (412, 915), (1280, 740), (1280, 1080)])
def test_where_nothing_is_found_another_way_follows(page: Page, address: str, width: int, height: int) -> None:
    """The room kept for an answer ends at the window's foot: the line that leads elsewhere is not far below."""
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{address}/tim-kiem/?q=zzzqqq")
    page.wait_for_selector("[data-results][data-total='0']", state="attached")
    line = page.locator("p", has=page.locator("a[data-engine]"))
    assert line.evaluate("line => line.getBoundingClientRect().top") <= height + 32
