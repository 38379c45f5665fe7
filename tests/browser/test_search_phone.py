"""The search on a telephone of 360 × 740: what stands on the first screen, choices, the way to an article and back."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import eventually
from tests.browser.search_page import ask, settled, shown, total

HEIGHT = 740


@pytest.fixture
def phone(chromium: Browser, address: str) -> Iterator[Page]:
    """The search page on a telephone."""
    context = chromium.new_context(viewport={"width": 360, "height": HEIGHT}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address + "tim-kiem/")
    yield page
    context.close()


@pytest.mark.parametrize("query", ["phong chay", "phòng cháy chửa cháy", "cho em hỏi thủ tục đăng ký tạm trú ạ"])
def test_the_first_result_is_on_the_first_screen(phone: Page, address: str, query: str) -> None:
    """With the field and what is said about the query above it; the choices are folded."""
    phone.goto(f"{address}tim-kiem/?q={query}")
    settled(phone, query)
    box = phone.locator("[data-results] > li h2").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= HEIGHT
    expect(phone.locator(".search-choices")).to_be_hidden()


def test_the_results_are_a_list_that_says_what_it_answers(phone: Page) -> None:
    """An ordered list; of each item the first link is the article, whose passages carry marks."""
    found = ask(phone, "rác")
    results = phone.locator("ol[data-results]")
    expect(results).to_have_attribute("data-query", "rác")
    expect(results).to_have_attribute("data-total", str(total(phone)))
    assert len(found) == min(10, total(phone)) > 1
    expect(phone.locator("[data-search]")).not_to_have_attribute("aria-busy", "true")
    assert phone.locator("[data-results] [data-answers], [data-results] .answer").count() == 0


def test_a_choice_is_taken_back_by_one_touch(phone: Page) -> None:
    """Each choice tells how many articles it would leave; what is chosen stands as a button below the field."""
    ask(phone, "phường")
    every = total(phone)
    phone.locator("summary", has_text="Lọc").tap()
    option = phone.locator("select[name=c] option[value=thong-bao]")
    expect(option).to_have_text(re.compile(r"\(\d+\)$"))
    told = re.search(r"\((\d+)\)$", option.inner_text())
    assert told
    phone.locator("select[name=c]").select_option("thong-bao")
    eventually(phone, f"document.querySelector('[data-results]').dataset.total === '{told[1]}'")
    assert 0 < int(told[1]) < every
    button = phone.locator("[data-chosen] button")
    assert button.get_attribute("aria-label")
    button.tap()
    eventually(phone, f"document.querySelector('[data-results]').dataset.total === '{every}'")
    expect(button).to_be_hidden()


def test_more_results_are_there_on_the_way_back(phone: Page) -> None:
    """As many as were shown, and the reader where they were."""
    ask(phone, "phường")
    phone.get_by_role("button", name="Xem thêm kết quả").tap()
    expect(phone.locator("[data-results] > li")).to_have_count(min(20, total(phone)))
    before = shown(phone)
    link = phone.locator("[data-results] > li a").nth(11)
    link.scroll_into_view_if_needed()
    link.tap()
    phone.wait_for_url(re.compile("/20[0-9]{2}/"))
    phone.go_back()
    settled(phone, "phường")
    assert shown(phone) == before
    eventually(phone, "scrollY > 300")


def test_the_article_shows_what_was_found(phone: Page) -> None:
    """Marked, deep in the text too, and brought into sight; not if it is opened otherwise."""
    ask(phone, "dốc ngược nạn nhân")
    address = phone.locator("[data-results] > li a").first.evaluate("link => link.href")
    phone.locator("[data-results] > li a").first.tap()
    phone.wait_for_url(re.compile("/20[0-9]{2}/"))
    marks = phone.locator(".prose mark")
    expect(marks.first).to_be_in_viewport()
    assert "dốc ngược" in " ".join(marks.all_inner_texts()).lower()
    phone.goto("about:blank")
    phone.goto(address)
    expect(phone.locator(".prose")).to_be_visible()
    expect(phone.locator(".prose mark")).to_have_count(0)


def test_nothing_here_but_in_the_other_edition(phone: Page) -> None:
    """How many, with a link that takes the words along."""
    assert ask(phone, "bookcase") == []
    link = phone.locator("[data-notes] a[lang=en]")
    expect(link).to_be_visible()
    link.tap()
    phone.wait_for_url(re.compile("/en/search/"))
    settled(phone, "bookcase")
    assert shown(phone)


@pytest.mark.parametrize(("query", "said"), [("", "Bà con gõ từ"), ("xyzzyx", "Bà con thử ít từ hơn")])
def test_an_empty_list_says_what_to_do(phone: Page, address: str, query: str, said: str) -> None:
    """Without a query, and where nothing is found."""
    phone.goto(f"{address}tim-kiem/?q={query}")
    settled(phone, query)
    expect(phone.get_by_role("status")).to_contain_text(said)
    assert shown(phone) == []


def test_a_category_without_words_lists_its_articles(phone: Page, address: str) -> None:
    """Newest first."""
    phone.goto(f"{address}tim-kiem/?c=thong-bao")
    settled(phone, "")
    days = phone.locator("[data-results] time").evaluate_all("all => all.map(one => one.dateTime)")
    assert len(days) > 1
    assert days == sorted(days, reverse=True)
