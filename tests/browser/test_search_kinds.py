"""Kinds of queries in the sample portal: bodies and pages, days, first letters, keyboards, words of no text."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.search_page import ask


@pytest.fixture
def page(same_page: Page) -> Page:
    """One for all: to ask changes nothing."""
    return same_page


def answered(page: Page, address: str, query: str, edition: str = "tim-kiem/") -> tuple[list[str], list[str]]:
    """The names of the articles that a query finds, and the titles of what stands above them."""
    page.goto(address + edition)
    names = ask(page, query)
    return names, page.locator("[data-answers] a").all_inner_texts()


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("văn phòng hđnd và ubnd mấy giờ mở cửa ạ", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"),
        ("so dien thoai uy ban", "Ủy ban nhân dân phường"),
        ("chủ tịch ubnd phường", "Ủy ban nhân dân phường"),
        ("trung tâm hành chính công ở đâu", "Trung tâm Phục vụ hành chính công"),
        ("024.0000.0000", "Ủy ban nhân dân phường"),
        ("UBND@phuong-phuc-loi.example", "Ủy ban nhân dân phường"),
        ("lien-he@phuong-phuc-loi.example", "Liên hệ"),
        ("cơ cấu tổ chức bộ máy của phường", "Tổ chức"),
        ("quyền riêng tư", "Điều khoản sử dụng"),
        ("cách liên lạc với phường", "Liên hệ"),
        ("trat tu do thi moi truong", "Trật tự đô thị – Môi trường"),
        ("so do cong thong tin", "Sơ đồ trang"),
        ("tin mới nhất", "Tin mới"),
        ("văn phòng hđnd và ubnd phụ trách", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"),
    ],
)
def test_what_answers_by_itself(page: Page, address: str, query: str, title: str) -> None:
    """A body by its name, its abbreviation, a post, a number or an address; a page by what readers call it."""
    assert answered(page, address, query)[1][:1] == [title]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("ward police phone", "Ward Police"),
        ("people's committee opening hours", "Ward People's Committee"),
        ("contact us", "Contact"),
    ],
)
def test_what_answers_by_itself_in_english(page: Page, address: str, query: str, title: str) -> None:
    """The same in the other edition."""
    assert answered(page, address, query, "en/search/")[1][:1] == [title]


@pytest.mark.parametrize(
    "query",
    ["tin tháng 3/2018", "thang 3 nam 2018", "7/3/18", "ngay 07 thang 03 nam 2018", "bài đăng tháng ba năm 2018"],
)
def test_a_day_or_a_month_lists_what_was_posted(page: Page, address: str, query: str) -> None:
    """However it is written; what is said of it besides counts for nothing."""
    assert answered(page, address, query)[0] == ["phuong-phuc-loi-xanh-sach-dep"]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("atttb", "an-toan-thuc-pham-trong-bep"),
        ("phong2 chay1 nha2 ong1", "phong-chay-nha-ong"),
        ("khai bos tamj trus", "dang-ky-tam-tru"),
        ("kai báo tạm trú", "dang-ky-tam-tru"),
    ],
)
def test_what_was_meant(page: Page, address: str, query: str, name: str) -> None:
    """First letters of a title; a keyboard that was switched off; a letter that was left out."""
    assert answered(page, address, query)[0][:1] == [name]


def test_a_word_of_no_text(page: Page, address: str) -> None:
    """In English another word for the same is looked for, and it is said."""
    page.goto(address + "en/search/")
    assert ask(page, "rubbish sorting")[:1] == ["sorting-waste-at-home"]
    assert "“waste sorting”" in page.locator("[data-notes]").inner_text()


def test_a_page_that_holds_some_words_is_no_answer(page: Page, address: str) -> None:
    """Where only a plain page holds a good part of a long question, the articles that hold least of it stand there."""
    query = "nha co nguoi bi liet, o phuong co ai den hoi han giup do khong"
    assert answered(page, address, query)[0] != []


def test_misspelt_words_of_the_other_edition(page: Page, address: str) -> None:
    """What the other edition understands, though it is misspelt, is shown in this one, and said to be of that one."""
    assert answered(page, address, "temporay residance registraton")[0][0] == "temporary-residence"
    expect(page.locator("[data-notes] a[href*='en/search/']")).to_be_visible()


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("my neighbour sings until midnight who can I tell", "less-noise"),
        ("how do i find out if a message is a scam", "telephone-fraud"),  # `how` is *hơ* in Telex
    ],
)
def test_a_question_in_english(page: Page, address: str, query: str, name: str) -> None:
    """Asked in the Vietnamese edition it is answered with English articles; their language is told."""
    assert name in answered(page, address, query)[0][:2]
    expect(page.locator("[data-results] > li[lang=en]").first).to_be_visible()
    expect(page.locator("[data-notes]")).to_contain_text("Bản tiếng khác có")


def test_misspelt_vietnamese_is_not_taken_for_english(page: Page, address: str) -> None:
    """Though half of its words are no syllables: the English edition knows none of them."""
    assert answered(page, address, "fân loai zác")[0][0] == "phan-loai-rac-tai-nha"
    expect(page.locator("[data-results] > li[lang]")).to_have_count(0)


@pytest.mark.parametrize("query", ["những số điện thoạ i khẩn cấp", "so dien tho ai khan cap"])
def test_a_word_with_a_blank_in_it(page: Page, address: str, query: str) -> None:
    """What stands on both sides of the blank is one word of the texts."""
    assert answered(page, address, query)[0][0] == "so-dien-thoai-khan-cap"


def test_below_a_chance_article_stand_those_that_hold_most(page: Page, address: str) -> None:
    """Only the article on waste holds all four words, each in another sentence: what holds some is below it, and
    a line says so. Where an article's title holds all, nothing is added."""
    names, _ = answered(page, address, "ma túy học sinh")
    assert names[0] == "phan-loai-rac-tai-nha"
    total = page.locator("[data-results]").get_attribute("data-total")
    assert total == str(len(names))
    assert len(names) > 1
    said = "Bên dưới thêm những bài chỉ có một phần các từ này."
    expect(page.locator("[data-notes]")).to_have_text(said)
    answered(page, address, "phân loại rác tại nhà")
    expect(page.locator("[data-notes]")).not_to_contain_text(said)


@pytest.mark.parametrize("query", ["thuỷ tinh", "thủy tinh", "thuyr tinh", "thu3y tinh", "thuy3 tinh"])
def test_a_tone_has_two_places(page: Page, address: str, query: str) -> None:
    """Typed in the old place or the new one, or left by a keyboard."""
    assert answered(page, address, query)[0] == answered(page, address, "thuỷ tinh")[0] != []


def test_what_the_south_writes(page: Page, address: str) -> None:
    """Is the North's word; the words beside it are kept."""
    _, titles = answered(page, address, "cải cách hành chánh")
    assert titles[:1] == ["Cải cách hành chính"]
    expect(page.locator("[data-notes]")).to_contain_text("“cải cách hành chính”")


def test_a_short_english_word_is_no_other(page: Page, address: str) -> None:
    """A word of two letters is as near to all others."""
    names, _ = answered(page, address, "id card", "en/search/")
    assert names
    expect(page.locator("[data-notes]")).not_to_contain_text("it hard")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("chích ngừa cho bé", "tiem-chung-day-du"),
        ("trích ngừa cho bé", "tiem-chung-day-du"),
        ("lính nghĩa vụ thì mấy tuổi phải đăng ký", "dang-ky-nghia-vu-quan-su"),
        ("cháu đi bơi mùa hè cần chú ý gì", "phong-duoi-nuoc-tre-em"),
        ("bị người ta gạt chuyển tiền rồi giờ làm sao", "lua-dao-qua-dien-thoai"),
        ("hai đứa em lấy nhau thì lên phường cần giấy gì", "giay-to-nen-mang-khi-lam-thu-tuc"),
        ("sao xe cứ ra vào giờ tan học thế ạ", "an-toan-giao-thong-cong-truong"),  # `cứ ra` sounds like *cụ già*
    ],
)
def test_what_people_say_for_it(page: Page, address: str, query: str, name: str) -> None:
    """Words of no text, for which texts have others, are found by these."""
    assert name in answered(page, address, query)[0][:2]


def test_a_sentence_was_typed_whole(page: Page, address: str) -> None:
    """Its last word is not the beginning of another (*nhà*: *nhân*)."""
    assert answered(page, address, "rác to cồng kềnh bỏ ở đâu hả cả nhà")[0][0] == "do-cong-kenh"


def test_other_words_are_named(page: Page, address: str) -> None:
    """A line names the words of the texts that were looked for in the place of those that none has."""
    answered(page, address, "chích ngừa cho bé")
    expect(page.locator("[data-notes]")).to_contain_text("Tìm cả cách gọi khác: tiêm chủng")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("pinh cũ", "pin-cu-rac-dien-tu"),
        ("tiêm chũn đầy đũ", "tiem-chung-day-du"),
        ("xac xe dien ban dem", "sac-xe-dien-an-toan"),
    ],
)
def test_an_ending_that_is_heard_for_another(page: Page, address: str, query: str, name: str) -> None:
    """n, ng and nh, t, c and ch at the end of a word."""
    assert answered(page, address, query)[0][0] == name


def test_a_quoted_phrase_is_looked_for_in_the_texts(page: Page, address: str) -> None:
    """An article that speaks of *môi trường* and of a *trường học* holds both pairs, but not the phrase."""
    assert answered(page, address, '"môi trường học"')[0] == []
    assert "phan-loai-rac-tai-nha" in answered(page, address, '"môi trường"')[0]
    assert answered(page, address, '"phân loại rác"')[0][0] == "phan-loai-rac-tai-nha"


_GATHERED = """found => bantin.ranking.gathered(
  {fileOf: at => Math.floor(at / 50)}, found.map(([at, score]) => ({at, score, tier: 0}))).map(one => one.at)"""


def test_results_that_are_equally_good_lie_in_few_files(page: Page, address: str) -> None:
    """Where others are as good as the tenth, those come first whose cards lie together; nothing is lost, the order is
    that of their worth, the best three stay, and so does what is better than the tenth by more than a twentieth."""
    page.goto(address + "tim-kiem/")
    scattered = [(50 * file, 100 - file / 10) for file in range(12)]
    together = [(1000 + at, 97 - at / 10) for at in range(10)]
    found = sorted([*scattered, *together], key=lambda one: -one[1])
    shown = page.evaluate(_GATHERED, found)
    worth = dict(found)
    assert sorted(shown) == sorted(at for at, _ in found)
    assert [at for at, _ in found[:3]] == shown[:3]
    assert [worth[at] for at in shown[:10]] == sorted((worth[at] for at in shown[:10]), reverse=True)
    assert len({at // 50 for at in shown[:10]}) < len({at // 50 for at, _ in found[:10]})
    better = [(50 * file, 200.0 - 5 * file) for file in range(10)]
    assert [at for at, _ in better] == page.evaluate(_GATHERED, [*better, *together])[:10]
    assert [at for at, _ in found[:9]] == page.evaluate(_GATHERED, found[:9])


def test_the_search_page_loads_the_scripts_of_every_page_in_its_own(page: Page, address: str) -> None:
    """One file fewer; what every page's script does, works there."""
    page.goto(address + "tim-kiem/")
    sources = page.locator("script[src]").evaluate_all("all => all.map(one => one.getAttribute('src'))")
    assert not [source for source in sources if "assets/site" in source]
    assert [source for source in sources if "assets/search-" in source]
