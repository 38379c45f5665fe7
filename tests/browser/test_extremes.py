"""Content that nobody has in mind who draws pages: words without end, tall and tiny pictures, wide tables."""

import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.judges import axe
from tests.portal import CONFIG, Portal, written

ENDLESS = "khuyếchtrương" * 10


def picture(width: int, height: int) -> bytes:
    """A JPEG of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#4a7").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def page(same_page: Page) -> Page:
    """One for all: each opens what it looks at."""
    return same_page


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal of extremes."""
    portal = Portal(tmp_path_factory.mktemp("extremes"))
    portal.write("config.yaml", CONFIG)
    portal.write("content/organisation.yaml", f"units:\n  - name: {ENDLESS}\n    posts:\n      - post: {ENDLESS}\n")
    portal.write("content/pages/to-chuc.md", written(title="Tổ chức", organisation="có"))
    portal.write("content/2026/01/doc.jpg", picture(1500, 2000))
    portal.write("content/2026/01/nho.jpg", picture(80, 60))
    portal.write("content/2026/01/ngang.jpg", picture(3000, 600))
    fields = {"date": "2026-01-02", "category": "thong-bao", "views": "1234"}
    newest = {**fields, "date": "2026-01-03 08:30"}
    words = {"title": f"Dài {ENDLESS}", "lead": ENDLESS, "tags": ENDLESS, "author": ENDLESS, "featured": "có"}
    portal.write("content/2026/01/dai.md", written(f"{ENDLESS}\n\n## {ENDLESS}", **words, **newest))
    for name in ("doc", "nho", "ngang"):
        cover = f"{{image: {name}.jpg, alt: Cây}}"
        portal.write(f"content/2026/01/{name}.md", written(title=f"Ảnh {name}", cover=cover, featured="có", **fields))
    head = "|".join(f"Cột số {number}" for number in range(12))
    table = f"|{head}|\n|{'---|' * 12}\n" + f"|{'một hai ba|' * 12}\n" * 3
    portal.write("content/2026/01/bang.md", written(table, title="Bảng", **fields))
    lists = "1. một\n\nChữ.\n\n3. ba\n\nChữ.\n\n999. chín"
    portal.write("content/2026/01/so.md", written(lists, title="Số", **{**fields, "date": "2026-01-01"}))
    portal.build()
    return portal.site


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("folder", ["", "tin-moi/", "thong-bao/", "2026/01/dai/", "2026/01/doc/", "to-chuc/"])
def test_a_word_without_end_widens_no_page(page: Page, site: Path, folder: str, width: int) -> None:
    """It is broken where the line ends, in titles, leads, boxes and cards."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((site / folder / "index.html").as_uri())
    assert ENDLESS in page.inner_text("body")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_cover_is_neither_taller_than_the_window_nor_blown_up(page: Page, site: Path) -> None:
    """One taken upright is seen whole at one glance, a tiny one in its own size."""
    page.goto((site / "2026/01/doc/index.html").as_uri())
    tall = page.locator(".cover img").evaluate("one => [one.clientHeight, getComputedStyle(one).objectFit]")
    assert tall == [680, "contain"]  # 85 of 100 parts of 800 px
    page.goto((site / "2026/01/nho/index.html").as_uri())
    assert page.locator(".cover img").evaluate("one => [one.clientWidth, one.clientHeight]") == [80, 60]


BAR = """() => {
    const range = document.createRange();
    range.setStart(document.querySelectorAll(".article-meta span")[1].firstChild, 0);
    range.setEnd(range.startContainer, 1);
    const [bar, day] = [range, document.querySelector(".article-meta")].map((one) => one.getBoundingClientRect());
    const edge = document.querySelector("h1").getBoundingClientRect().left;
    return [range.toString(), bar.top > day.top + 12, bar.right <= edge + 1];
}"""


@pytest.mark.parametrize(("width", "is_below"), [(320, True), (1280, False)])
def test_no_line_begins_with_a_bar(page: Page, site: Path, width: int, is_below: bool) -> None:
    """Where day and views do not stand on one line, the bar between them is outside what is drawn."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((site / "2026/01/dai/index.html").as_uri())
    assert page.evaluate(BAR) == ["|", is_below, is_below]


def test_a_wide_table_shows_that_it_goes_on(page: Page, site: Path) -> None:
    """By a shadow at the side where there is more, until the end is reached."""

    def edges() -> list[bool]:
        image = Image.open(io.BytesIO(page.locator(".table-scroll").screenshot())).convert("RGB")
        row = image.height - 30  # between two lines
        return [image.getpixel((x, row)) != paper for x in (2, image.width - 2)]

    page.set_viewport_size({"width": 360, "height": 800})
    page.goto((site / "2026/01/bang/index.html").as_uri())
    paper = (250, 246, 238)
    page.eval_on_selector_all(".prose :is(th, td)", "all => all.forEach((one) => { one.style.border = 0 })")
    page.eval_on_selector_all(".prose tbody tr:last-child td", "all => all.forEach((one) => one.replaceChildren())")
    page.eval_on_selector(".prose tbody tr:last-child td", "one => { one.style.height = '99px' }")
    scrolled = []
    for far in (0, 200, 9999):
        page.locator(".table-scroll").evaluate("(one, far) => { one.scrollLeft = far }", far)
        scrolled.append(edges())
    assert scrolled == [[False, True], [True, True], [True, False]]


def test_on_paper_a_tall_picture_leaves_room_for_words(page: Page, site: Path) -> None:
    """At most 75 mm, undistorted."""
    page.goto((site / "2026/01/doc/index.html").as_uri())
    page.emulate_media(media="print")
    tall = page.locator(".cover img").evaluate("one => [one.clientHeight, getComputedStyle(one).objectFit]")
    assert tall == [283, "contain"]


@pytest.mark.parametrize(("width", "name"), [(1280, "doc"), (360, "ngang")])
def test_a_picture_is_enlarged_until_it_fills_the_window(page: Page, site: Path, width: int, name: str) -> None:
    """By the button or by touching it, once more back; its other parts are reached by arrow keys."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((site / f"2026/01/{name}/index.html").as_uri())
    page.locator(".cover a.enlarge").click()
    image, button = page.locator(".viewer img"), page.get_by_role("button", name="Phóng to ảnh")
    seen = image.evaluate("one => [one.clientWidth, one.clientHeight]")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert axe(page) == []
    wide, high = image.evaluate("one => [one.clientWidth, one.clientHeight]")
    assert (wide >= seen[0], high >= seen[1], wide * high > 1.5 * seen[0] * seen[1]) == (True, True, True)
    natural = image.evaluate("one => one.naturalWidth / one.naturalHeight")
    assert abs(wide / high - natural) < 0.02
    place = page.locator(".viewer figure > div")
    for key in ("ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    assert place.evaluate("one => one.scrollLeft + one.scrollTop > 0")
    image.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert image.evaluate("one => [one.clientWidth, one.clientHeight]") == seen
    page.keyboard.press("Escape")
    expect(page.locator(".viewer")).to_be_hidden()


def test_the_number_of_a_list_is_whole(page: Page, site: Path) -> None:
    """`999.` has its room on a telephone; a list that goes on at 3 stands where the one before it stands."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto((site / "2026/01/so/index.html").as_uri())
    lefts = page.locator(".prose ol > li").evaluate_all("all => all.map(item => item.getBoundingClientRect().left)")
    width = page.locator(".prose").evaluate("""prose => {
        const number = prose.appendChild(document.createElement("span"));
        number.textContent = "999.\u00a0";
        return number.getBoundingClientRect().width;
    }""")
    assert len(lefts) == 3
    assert lefts[0] == lefts[1]
    assert width <= lefts[2]
