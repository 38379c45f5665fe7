"""Writing in a real browser: an article from its title to the built page, without a line of Markdown typed."""

import base64
import io
import re
import time
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Witness, faults, looks
from tests.judges import axe
from tests.portal import CONFIG, Portal, written
from tests.preview.running import GREEN, LIMIT, Running, article, previewed, until
from tests.preview.test_editor_pages import asked


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A portal of one article."""
    portal = Portal(tmp_path / "portal")
    portal.write("config.yaml", CONFIG)
    portal.write(GREEN, article("Phường xanh"))
    return portal


@pytest.fixture
def running(portal: Portal) -> Iterator[Running]:
    """Its preview."""
    with previewed(portal) as running:
        yield running


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """Conditions may take their time on a machine that does much else."""
    expect.set_options(timeout=LIMIT * 1000)
    yield
    expect.set_options(timeout=5000)


MADE = """\
Kính mời bà con

## Nội dung họp

- thu gom rác

Xem thêm [Phường xanh](../../2018/03/phuong-xanh.md)"""


def editor(running: Running) -> str:
    """The address at which articles are written."""
    return running.address.rstrip("/") + running.preview.preview.editor


def photo() -> bytes:
    """A small picture."""
    data = io.BytesIO()
    Image.new("RGB", (640, 480), "green").save(data, "JPEG")
    return data.getvalue()


def test_from_title_to_page(page: Page, witness: Witness, portal: Portal, running: Running) -> None:
    """Heading, bold, list, table, a link to another article, a picture with its words; then published."""
    page.goto(editor(running))
    page.get_by_text("Viết bài mới").click()
    page.locator("[data-new-form] [name=title]").fill("Họp dân")
    page.get_by_role("button", name="Tạo bài").click()
    text = page.get_by_label("Nội dung")
    expect(text).to_be_visible()
    path = portal.folder / page.locator("[data-path]").inner_text()
    text.fill("")
    text.press_sequentially("Kính mời bà con\n\nNội dung họp")
    page.get_by_role("button", name="Đề mục").click()
    text.press("Control+End")
    text.press_sequentially("\nthu gom rác")
    page.get_by_role("button", name="Danh sách", exact=True).click()
    text.press("Control+End")
    text.press_sequentially("\n\nXem thêm ")
    page.get_by_role("button", name="Liên kết đến bài").click()
    page.get_by_label("Tìm theo chữ").last.fill("phuong xanh")
    page.get_by_role("button", name="Chèn vào bài").click()
    expect(text).to_have_value(MADE)
    text.press("Control+End")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Ảnh", exact=True).click()
    chooser.value.set_files({"name": "Ảnh họp.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    page.get_by_label("Ảnh có gì").last.fill("Bà con họp ở nhà văn hóa")
    page.get_by_role("button", name="Chèn vào bài").click()
    beside = page.frame_locator("[data-view]")
    expect(beside.locator("h2", has_text="Nội dung họp")).to_be_visible()
    expect(beside.get_by_alt_text("Bà con họp ở nhà văn hóa")).to_be_visible()
    page.get_by_role("checkbox", name="Bản nháp").uncheck()
    page.keyboard.press("Control+s")
    expect(page.locator("[data-state]")).to_have_text("Đã lưu")
    assert "draft: không\n" in path.read_text()
    assert faults(witness) == []


def test_address_of_an_article(page: Page, running: Running) -> None:
    """It opens the article, also where the editor is open already."""
    page.goto(editor(running))
    expect(page.locator("[data-articles] li")).to_have_count(1)
    page.goto(f"{editor(running)}#{GREEN}")
    expect(page.locator("[data-form] [name=title]")).to_have_value("Phường xanh")


def test_problem_at_its_field(page: Page, running: Running) -> None:
    """What is wrong stands at the field, in words, and goes when it is mended."""
    page.goto(f"{editor(running)}#{GREEN}")
    title = page.locator("[data-form] [name=title]")
    title.fill("")
    expect(page.locator("#problems-title li")).to_have_text("Tiêu đề còn trống.\nHãy ghi tên bài vào ô này.")
    assert title.get_attribute("aria-invalid") == "true"
    title.fill("Phường đẹp")
    expect(page.locator("#problems-title li")).to_have_count(0)
    expect(page.frame_locator("[data-view]").locator("h1")).to_have_text("Phường đẹp")


@pytest.mark.parametrize("gap", ["\n", ""])
def test_to_the_line(page: Page, portal: Portal, running: Running, gap: str) -> None:
    """A problem of the text leads to its line, whether a blank line stands below the front matter or none."""
    text = article("Phường xanh", "Một.\n\n![](khong-co.jpg)\n")
    portal.write(GREEN, text.replace("---\n\n", f"---\n{gap}"))
    until(lambda: "khong-co" in str(asked(running, f"article?path={GREEN}")[1]))
    page.goto(f"{editor(running)}#{GREEN}")
    page.locator("#body-problems").get_by_role("button", name="Đến dòng 3").first.click()
    selected = "[document.activeElement.selectionStart, document.activeElement.selectionEnd]"
    assert page.evaluate(selected) == [6, 6 + len("![](khong-co.jpg)")]


def test_two_windows(page: Page, portal: Portal, running: Running) -> None:
    """Somebody else saved meanwhile: both texts stay, and one may choose."""
    page.goto(f"{editor(running)}#{GREEN}")
    text = page.get_by_label("Nội dung")
    expect(text).to_have_value("Một đoạn văn ngắn.\n")
    text.fill("Của tôi.\n")
    portal.write(GREEN, article("Phường xanh", "Của người khác."))
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("vừa được sửa ở nơi khác")
    assert "Của người khác." in (portal.folder / GREEN).read_text()
    page.get_by_role("button", name="Ghi bản của tôi").click()
    expect(page.locator("[data-state]")).to_have_text("Đã lưu")
    assert "Của tôi." in (portal.folder / GREEN).read_text()
    page.get_by_role("button", name="Các bản trước").click()
    page.get_by_role("radio").nth(1).check()
    expect(page.locator("[data-dialog] pre")).to_contain_text("Của người khác.")


def test_removed_meanwhile(page: Page, portal: Portal, running: Running) -> None:
    """Git or a colleague removed the article: that is told in sight of whoever writes, who may write it anew."""
    portal.write(GREEN, article("Phường xanh", "Một đoạn văn ngắn.\n\n" * 200))
    until(lambda: "\n\nMột" in asked(running, f"article?path={GREEN}")[1]["body"])
    before = (portal.folder / GREEN).read_text()
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{editor(running)}#{GREEN}")
    text = page.get_by_label("Nội dung")
    text.press("Control+End")
    (portal.folder / GREEN).unlink()
    text.press_sequentially("Của tôi.")
    page.keyboard.press("Control+s")
    expect(page.get_by_role("alert")).to_contain_text("vừa bị xóa")
    expect(page.get_by_role("alert")).to_be_in_viewport()
    page.get_by_role("button", name="Ghi bản của tôi").click()
    expect(page.locator("[data-state]")).to_have_text("Đã lưu")
    assert (portal.folder / GREEN).read_text() == f"{before}Của tôi."


def test_told_before_saving(page: Page, portal: Portal, running: Running) -> None:
    """Who only reads sees what git has brought; who has typed is asked at once, and who has not loses nothing either if
    the file goes."""
    page.goto(f"{editor(running)}#{GREEN}")
    text = page.get_by_label("Nội dung")
    expect(text).to_have_value("Một đoạn văn ngắn.\n")
    portal.write(GREEN, article("Phường xanh", "Do git kéo về."))
    expect(text).to_have_value("Do git kéo về.\n")
    expect(page.frame_locator("[data-view]").locator("p", has_text="Do git kéo về.")).to_be_visible()
    text.fill("Của tôi.\n")
    portal.write(GREEN, article("Phường xanh", "Của người khác."))
    expect(page.get_by_role("alert")).to_contain_text("vừa được sửa ở nơi khác")
    page.get_by_role("button", name="Xem bản kia").click()
    expect(page.get_by_role("dialog").locator("pre")).to_have_text("Phường xanh\n\nCủa người khác.")
    page.get_by_role("dialog").get_by_role("button").click()
    page.get_by_role("button", name="Lấy bản kia").click()
    expect(text).to_have_value("Của người khác.\n")
    (portal.folder / GREEN).unlink()
    expect(page.get_by_role("alert")).to_contain_text("vừa bị xóa")
    page.get_by_role("button", name="Ghi bản của tôi").click()
    expect(page.locator("[data-state]")).to_have_text("Đã lưu")
    assert "Của người khác." in (portal.folder / GREEN).read_text()


def test_list_follows_the_preview(page: Page, portal: Portal, running: Running) -> None:
    """What git brings, and what becomes of the article in hand, stands in the list and at its head by itself."""
    page.goto(f"{editor(running)}#{GREEN}")
    expect(page.locator("[data-standing] .badge").first).to_have_text("Đã đăng")
    portal.write("content/2018/03/moi.md", article("Bài do git kéo về"))
    portal.write(GREEN, article("Phường xanh", draft="có"))
    expect(page.locator("[data-standing] .badge").first).to_have_text("Bản nháp")
    page.get_by_role("button", name="Danh sách bài").click()
    expect(page.locator("[data-articles] .name")).to_have_text(["Bài do git kéo về", "Phường xanh"])


def test_program_ended(page: Page, running: Running) -> None:
    """Who goes on typing after the window of the program was closed is told why the page does not follow."""
    page.goto(f"{editor(running)}#{GREEN}")
    text = page.get_by_label("Nội dung")
    expect(page.frame_locator("[data-view]").locator("h1")).to_have_text("Phường xanh")
    running.preview.stopped.set()
    running._thread.join(LIMIT)
    text.fill("Gõ tiếp.\n")
    expect(page.locator("[data-view-state]")).to_contain_text("cửa sổ chạy chương trình đã đóng")


def test_words_survive_the_window(page: Page, running: Running) -> None:
    """A closed window, a computer that went out: what was typed is offered again."""
    page.goto(f"{editor(running)}#{GREEN}")
    text = page.get_by_label("Nội dung")
    expect(text).to_have_value("Một đoạn văn ngắn.\n")
    text.fill("Chưa kịp lưu.\n")
    expect(page.frame_locator("[data-view]").locator("p", has_text="Chưa kịp lưu.")).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.get_by_role("button", name="Lấy lại chữ đó").click()
    expect(text).to_have_value("Chưa kịp lưu.\n")


def test_pasted_from_word(page: Page, running: Running) -> None:
    """Bold words and a list as Markdown, at the place of the cursor; Ctrl+Z takes them back."""
    page.goto(f"{editor(running)}#{GREEN}")
    text = page.get_by_label("Nội dung")
    expect(text).to_have_value("Một đoạn văn ngắn.\n")
    text.press("Control+End")
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text/html", "<p>Kính gửi <b>bà con</b></p><ul><li>một</li><li>hai</li></ul>");
            data.setData("text/plain", "Kính gửi bà con");
            const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
            document.activeElement.dispatchEvent(event);
        }"""
    )
    expect(text).to_have_value("Một đoạn văn ngắn.\nKính gửi **bà con**\n\n- một\n- hai")
    page.keyboard.press("Control+z")
    expect(text).to_have_value("Một đoạn văn ngắn.\n")


PASTE = """([html, picture]) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    data.setData("text/plain", "");
    if (picture) {
        const bytes = Uint8Array.from(atob(picture), (each) => each.charCodeAt(0));
        data.items.add(new File([bytes], "image.png", {type: "image/png"}));
    }
    const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
    document.activeElement.dispatchEvent(event);
}"""
DROP = PASTE.replace("ClipboardEvent", "DragEvent").replace('"paste", {clipboardData', '"drop", {dataTransfer')


def test_pictures_that_are_pasted(page: Page, portal: Portal, running: Running) -> None:
    """Those whose bytes the clipboard holds are stored, and asked for their words; the others are counted."""
    page.goto(f"{editor(running)}#{GREEN}")
    text = page.get_by_label("Nội dung")
    expect(text).to_have_value("Một đoạn văn ngắn.\n")
    text.press("Control+End")
    inside = f"<img src='data:image/jpeg;base64,{base64.b64encode(photo()).decode()}'>"
    html = f"<p class=MsoNormal>Một</p><p>{inside}</p><p><img src='file:///C:/clip_image001.jpg'></p><p>Hai</p>"
    page.evaluate(PASTE, [html, ""])
    expect(page.get_by_role("dialog").locator("img")).to_be_visible()
    page.get_by_role("dialog").get_by_label("Ảnh có gì").fill("Bà con quét ngõ")
    page.get_by_role("button", name="Chèn vào bài").click()
    expect(text).to_have_value("Một đoạn văn ngắn.\nMột\n\n![Bà con quét ngõ](phuong-xanh/anh.jpg)\n\nHai")
    expect(page.get_by_role("alert")).to_contain_text("1 ảnh không đi theo khi dán")
    assert (portal.folder / GREEN).with_name("phuong-xanh").joinpath("anh.jpg").read_bytes() == photo()


def test_table_of_a_spreadsheet(page: Page, running: Running) -> None:
    """Excel puts a picture of the cells beside them: the table is meant. A picture alone is meant as one."""
    page.goto(f"{editor(running)}#{GREEN}")
    text = page.get_by_label("Nội dung")
    expect(text).to_have_value("Một đoạn văn ngắn.\n")
    picture = base64.b64encode(photo()).decode()
    text.fill("")
    page.evaluate(PASTE, ["<table><tr><td>Tổ</td><td>Hộ</td></tr><tr><td>1</td><td>85</td></tr></table>", picture])
    expect(text).to_have_value("| Tổ | Hộ |\n|---|---|\n| 1 | 85 |")
    page.evaluate(PASTE, ["<p><img src='file:///C:/clip_image001.png'></p>", picture])
    expect(page.get_by_role("dialog")).to_contain_text("Ảnh image.png")


def test_photographs_where_the_cursor_is(page: Page, running: Running) -> None:
    """Two that are dropped into the text stand after each other at its end, where the cursor was."""
    page.goto(f"{editor(running)}#{GREEN}")
    text = page.get_by_label("Nội dung")
    expect(text).to_have_value("Một đoạn văn ngắn.\n")
    text.press("Control+End")
    for words in ("Ảnh một", "Ảnh hai"):
        page.evaluate(DROP, ["", base64.b64encode(photo()).decode()])
        page.get_by_role("dialog").get_by_label("Ảnh có gì").fill(words)
        page.get_by_role("button", name="Chèn vào bài").click()
        expect(text).to_have_value(re.compile(re.escape(words)))
    assert text.input_value() == (
        "Một đoạn văn ngắn.\n\n![Ảnh một](phuong-xanh/image.png)\n\n![Ảnh hai](phuong-xanh/image.png)\n\n"
    )


def test_date_in_words(page: Page, running: Running) -> None:
    """A browser in English shows 03/07 for 7 March: the day stands below in words."""
    page.goto(f"{editor(running)}#{GREEN}")
    words = page.locator("[data-field=date] small")
    expect(words).to_have_text("lúc 10:11 Thứ Tư, 7 tháng 3, 2018")
    page.locator("[data-form] [name=date]").fill("2026-12-24T07:30")
    expect(words).to_have_text("lúc 07:30 Thứ Năm, 24 tháng 12, 2026")


def test_day_without_an_hour(page: Page, portal: Portal, running: Running) -> None:
    """An hour that nobody wrote is not told."""
    portal.write(GREEN, article("Phường xanh").replace("2018-03-07 10:11", "07/03/2018"))
    until(lambda: asked(running, f"article?path={GREEN}")[1]["values"]["date"] == "2018-03-07")
    page.goto(f"{editor(running)}#{GREEN}")
    words = page.locator("[data-field=date] small")
    expect(words).to_have_text("Thứ Tư, 7 tháng 3, 2018")
    page.locator("[data-form] [name=date]").fill("2018-03-07T08:00")
    expect(words).to_have_text("lúc 08:00 Thứ Tư, 7 tháng 3, 2018")


SHOWN_TEXTS = """[...document.querySelectorAll("body *")].filter((each) => each.checkVisibility()).flatMap((each) => [
  ...[...each.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data), each.placeholder,
  each.ariaLabel, each.title]).filter(Boolean)"""


def test_in_english(page: Page, portal: Portal) -> None:
    """All of the editor speaks English, but what the portal itself says; and a day cannot be taken for a month."""
    portal.write(GREEN, article("A green ward", "A short paragraph."))
    portal.write("config.yaml", f"{CONFIG}\napproval: yes\n")
    running = Running(portal, lang="en")
    try:
        page.goto(editor(running))
        expect(page.locator("[data-articles] small")).to_contain_text("07 March 2018 10:11")
        texts = [*page.evaluate(SHOWN_TEXTS)]
        page.locator("[data-articles] button").click()
        expect(page.locator("[data-field=date] small")).to_have_text(re.compile("^Wednesday,? 7 March 2018 at 10:11$"))
        page.locator("[data-form-more] summary").click()
        page.locator("[data-form] [name=title]").fill("")
        page.get_by_label("Text", exact=True).fill("![](khong-co.jpg)\n")
        expect(page.locator("#body-problems li").first).to_be_visible()
        texts += page.evaluate(SHOWN_TEXTS)
        page.locator("[data-form] [name=title]").fill("A greener ward")
        page.get_by_label("Text", exact=True).fill("Words.\n")
        page.keyboard.press("Control+s")
        expect(page.locator("[data-state]")).to_have_text("Saved")
        for order in ("correct", "withdraw", "approve", "like", "history"):
            page.locator(f"[data-do={order}]").click()
            expect(page.get_by_role("dialog")).to_be_visible()
            texts += page.evaluate(SHOWN_TEXTS)
            page.locator("[data-dialog-cancel]").click()
        said = asked(running, "articles")[1]
        of_portal = {*(each["name"] for each in said["categories"]), said["approver"]}
        with_marks = {text for text in texts if re.search("[À-ỹ]", text)}
        assert {text for text in with_marks if not any(own in text for own in of_portal)} == set()
    finally:
        running.stop()


MERGED = (
    [
        "## Mục đích",
        "Đoạn một, khá dài, nói về việc đọc sách.",
        "Đoạn hai, có 15 cây.",
        "![Cây](cay.jpg)",
        "Đoạn cuối.",
    ],
    ["## Purpose", "Paragraph one, about reading, and two, in which 15 trees stand.", "![Trees](cay.jpg)", "The last."],
    [[0, 1], [1, 3], [3, 4], [4, 5]],
)
SPLIT = (
    [
        "Phường họp ngày 07/03/2018 lúc 8 giờ tại hội trường, có 1.200 người dự và ý kiến.",
        "- một\n- hai",
        "Xem [lịch](l.md).",
    ],
    [
        "The ward met on 7 March 2018 at 8, in the hall.",
        "1,200 people were there.",
        "- one\n- two",
        "See [it](l.en.md).",
    ],
    [[0, 1], [0, 1], [1, 2], [2, 3]],
)
HALF_DONE = (
    ["Đoạn một, nói về 1 điều.", "Đoạn hai, nói về 2 điều.", "Đoạn ba, nói về 3 điều.", "Đoạn bốn, nói về 4 điều."],
    ["The first, about 1 thing.", "The sec"],
    [[0, 1], [1, 2]],
)
LEFT_OUT = (
    [
        "Mở đầu bài.",
        "Nơi nhận: như trên, lưu VT, các tổ và đoàn thể.",
        "## Kết quả",
        "| Tổ | Hộ |",
        "Có 99 hộ.",
    ],
    ["The beginning.", "## Results", "| Group | Homes |", "There are 99 homes."],
    [[0, 1], [2, 3], [3, 4], [4, 5]],
)
UNTOUCHED = (["Một.", "Hai.", "Ba."], ["One.", "Hai.", "Ba."], [[0, 1], [1, 2], [2, 3]])


@pytest.mark.parametrize(
    "case", [MERGED, SPLIT, HALF_DONE, LEFT_OUT, UNTOUCHED, ([], ["One."], [[0, 0]]), (["Một."], [], [])]
)
def test_paragraphs_that_belong_together(
    page: Page, running: Running, case: tuple[list[str], list[str], list[list[int]]]
) -> None:
    """A translator joins, splits, leaves out, and has not come to the end: each paragraph still finds its original."""
    original, translation, expected = case
    page.goto(editor(running))
    call = "async ([one, other, at]) => (await import('./align.js')).aligned(one, other, at)"
    assert page.evaluate(call, [original, translation, len(translation) - 1]) == expected


def test_frame_around_what_was_joined(page: Page, portal: Portal, running: Running) -> None:
    """The cursor in a paragraph that stands for two frames both."""

    def late(route: Route) -> None:
        time.sleep(0.5)  # longer than the cursor is at rest
        route.continue_()

    original, translation, _ = MERGED
    portal.write(GREEN, article("Phường xanh", "\n\n".join(original)))
    portal.write(GREEN.replace(".md", ".en.md"), written("\n\n".join(translation), title="A green ward", draft="có"))
    until(lambda: len(asked(running, "articles")[1]["articles"]) == 2)
    page.route("**/history?*", late)
    page.goto(f"{editor(running)}#{GREEN.replace('.md', '.en.md')}")
    expect(page.locator("[data-original-text] .here")).to_have_text("Phường xanh")  # opened: the cursor is in the title
    text = page.get_by_label("Nội dung")
    put = "(each, words) => { each.focus(); const at = each.value.indexOf(words); each.setSelectionRange(at, at); }"
    text.evaluate(put, "about reading")
    expect(page.locator("[data-original-text] .here")).to_have_text(original[1:3])
    text.evaluate(put, "last.")
    expect(page.locator("[data-original-text] .here")).to_have_text(original[4:])


def test_accessible(page: Page, running: Running) -> None:
    """axe finds nothing in the list, in the form with all its fields, in a question, by day and by night, on a phone
    and on a desk; nothing is wider than the screen."""

    def check() -> None:
        for look in looks(page, (360, 1280), ("light", "dark")):
            assert axe(page) == [], look
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), look

    page.goto(editor(running))
    expect(page.locator("[data-articles] li")).to_have_count(1)
    check()
    page.locator("[data-articles] button").click()
    expect(page.get_by_label("Nội dung")).to_be_visible()
    page.get_by_text("Ảnh bìa, tệp đính kèm").click()
    check()
    page.get_by_role("button", name="Bảng").click()
    check()


def test_accessible_where_a_leader_approves(page: Page, portal: Portal, running: Running) -> None:
    """axe finds nothing with the button that approves either, and it fits a phone."""
    portal.write("config.yaml", f"{CONFIG}\napproval: yes\n")
    until(lambda: asked(running, "articles")[1]["articles"][0]["state"] == "unapproved")
    page.goto(editor(running))
    page.locator("[data-articles] button").click()
    expect(page.locator("[data-do=approve]")).to_be_visible()
    for look in looks(page, (360, 768, 1280), ("light", "dark")):
        assert axe(page) == [], look
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), look


def test_sent_to_a_leader(page: Page, portal: Portal, running: Running) -> None:
    """What is typed is saved, the file is put among the downloads, and it is said whom to send it to and what then;
    approved work is not sent again."""
    portal.write("config.yaml", f"{CONFIG}\napproval: {{by: Chủ tịch}}\n")
    until(lambda: asked(running, "articles")[1]["articles"][0]["state"] == "unapproved")
    page.goto(f"{editor(running)}#{GREEN}")
    page.get_by_label("Nội dung").fill("Họp lúc 9 giờ.\n")
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Gửi lãnh đạo duyệt").click()
    download = downloading.value
    assert download.suggested_filename == "phuong-xanh.html"
    html = download.path().read_text(encoding="utf-8")
    assert "<p>Họp lúc 9 giờ.</p>" in html
    assert "Xin Chủ tịch duyệt bài dưới đây" in html
    assert "Họp lúc 9 giờ." in (portal.folder / GREEN).read_text(encoding="utf-8")
    told = page.get_by_role("alert")
    expect(told).to_contain_text("phuong-xanh.html")
    expect(told).to_contain_text("gửi tệp ấy cho Chủ tịch")
    expect(told).to_contain_text("bấm Duyệt")
    page.get_by_role("button", name="Duyệt", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Duyệt").click()
    expect(page.get_by_role("button", name="Gửi lãnh đạo duyệt")).to_be_hidden()
    page.get_by_label("Nội dung").fill("Họp lúc 10 giờ.\n")
    expect(page.get_by_role("button", name="Gửi lãnh đạo duyệt")).to_be_visible()


def test_by_keyboard(page: Page, running: Running) -> None:
    """From the list to a saved change without a pointer."""
    page.goto(editor(running))
    expect(page.locator("[data-articles] li")).to_have_count(1)
    page.locator("[data-articles] button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-form] [name=title]")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" 2")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-state]")).to_have_text("Đã lưu")


def from_word() -> bytes:
    """A file of Word as an office writes it: a title, a table, a photograph, a list."""
    document = docx.Document()
    document.add_heading("Lịch tiêm chủng tháng 4", 0)
    document.add_paragraph("Trạm Y tế phường thông báo lịch tiêm chủng mở rộng.")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["Ngày", "Nơi tiêm", "5/4/2026", "Trạm Y tế"], strict=True):
        cell.text = text
    document.add_picture(io.BytesIO(photo()))
    document.add_paragraph("Mang theo sổ tiêm", style="List Bullet")
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def save(page: Page) -> None:
    """Saves by the button."""
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("[data-state]")).to_have_text("Đã lưu")


def bring(page: Page, running: Running) -> None:
    """Brings a file of Word in and publishes what it became, as Notices."""
    page.goto(editor(running))
    page.get_by_text("Viết bài mới").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Hoặc đưa vào từ tệp Word").click()
    chooser.value.set_files({"name": "lich tiem.docx", "mimeType": "application/octet-stream", "buffer": from_word()})
    expect(page.locator("[data-form] [name=title]")).to_have_value("Lịch tiêm chủng tháng 4")
    page.get_by_label("Chuyên mục").last.select_option("Thông báo")
    expect(page.frame_locator("[data-view]").locator("table td", has_text="Trạm Y tế")).to_be_visible()
    page.get_by_role("checkbox", name="Bản nháp").uncheck()
    save(page)


def translate(page: Page) -> None:
    """Writes the translation of the open article beside it."""
    path = page.locator("[data-path]").inner_text()
    page.get_by_role("button", name="Bắt đầu bản dịch").click()
    expect(page.locator("[data-path]")).to_have_text(path.replace(".md", ".en.md"))
    expect(page.locator("[data-original-text]")).to_contain_text("Trạm Y tế phường thông báo")
    page.locator("[data-form] [name=title]").fill("Vaccinations in April")
    page.locator("[data-form] [name=lead]").fill("Dates for all children.")
    text = page.get_by_label("Nội dung")
    text.fill(text.input_value().replace("Trạm Y tế", "Clinic"))
    draft = page.get_by_role("checkbox", name="Bản nháp")
    if draft.count() and draft.is_checked():
        draft.uncheck()
    save(page)


def test_a_day_at_the_desk(page: Page, witness: Witness, portal: Portal, running: Running) -> None:
    """A file of Word with a table and a photograph becomes an article in two languages, each approved by a click, and
    is read on the built site: without a line of Markdown typed. The name of who approves is asked once.
    """
    portal.write("config.yaml", CONFIG + "approval: {by: Chủ tịch UBND phường}\n")
    until(lambda: asked(running, "articles")[1]["isApproved"])
    bring(page, running)
    notices, path = page.get_by_role("alert"), page.locator("[data-path]").inner_text()
    page.get_by_role("button", name="Duyệt", exact=True).click()
    expect(page.get_by_role("dialog").get_by_role("textbox")).to_have_value("Chủ tịch UBND phường")
    page.get_by_role("dialog").get_by_role("textbox").fill("Nguyễn Văn An")
    page.get_by_role("dialog").get_by_role("button", name="Duyệt").click()
    expect(notices).to_contain_text("Nguyễn Văn An duyệt bài này")
    translate(page)
    page.get_by_role("button", name="Duyệt", exact=True).click()
    expect(notices).to_contain_text("Nguyễn Văn An duyệt bài này")
    assert faults(witness) == []
    portal.build(running.time)
    page.goto((portal.site / path.removeprefix("content/").replace(".md", "") / "index.html").as_uri())
    expect(page.locator("h1")).to_have_text("Lịch tiêm chủng tháng 4")
    expect(page.locator("td", has_text="Trạm Y tế")).to_be_visible()
    expect(page.locator("article img")).to_have_count(1)
    expect(page.locator("article li", has_text="Mang theo sổ tiêm")).to_be_visible()
    page.get_by_role("link", name="English").first.click()
    expect(page.locator("h1")).to_have_text("Vaccinations in April")
    expect(page.get_by_text("Dates for all children.").first).to_be_visible()
    expect(page.locator("td", has_text="Clinic")).to_be_visible()


def test_correct_and_withdraw(page: Page, portal: Portal, running: Running) -> None:
    """A sentence each, by keyboard alone; what was typed before and not saved is saved with it."""
    page.goto(f"{editor(running)}#{GREEN}")
    page.locator("[data-form] [name=title]").fill("Phường xanh hơn")
    page.get_by_role("button", name="Đính chính").press("Enter")
    page.get_by_role("dialog").get_by_role("textbox").fill("Sửa ngày họp.")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Đã ghi lời đính chính")
    expect(page.locator("[data-form] [name=correction]")).to_have_value("Sửa ngày họp.")
    expect(page.frame_locator("[data-view]").locator("h1")).to_have_text("Phường xanh hơn")
    assert "title: Phường xanh hơn" in (portal.folder / GREEN).read_text()
    page.get_by_role("button", name="Gỡ bài").press("Enter")
    page.get_by_role("dialog").get_by_role("textbox").fill("Đăng nhầm.")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Đã gỡ bài")
    assert "reason: Đăng nhầm." in (portal.folder / GREEN).read_text()
    expect(page.frame_locator("[data-view]").locator("main")).to_contain_text("Đăng nhầm.")


def test_buttons_work_before_the_page_is_made(page: Page, running: Running) -> None:
    """The first page of a large portal may take its time; who is in a hurry has typed by then."""
    page.route("**/render", lambda route: None)  # never answered
    page.goto(f"{editor(running)}#{GREEN}", wait_until="commit")
    page.locator("[data-form] [name=title]").fill("Phường xanh hơn")
    page.get_by_role("button", name="Đính chính").click()
    expect(page.get_by_role("dialog").get_by_role("textbox")).to_be_focused()


def test_cover_that_is_there(page: Page, portal: Portal, running: Running) -> None:
    """The form shows the cover as it will be cut; another name, another picture, or none."""
    portal.folder.joinpath("content/2018/03/anh.jpg").write_bytes(photo())
    portal.write(GREEN, article("Phường xanh", cover="{image: anh.jpg, alt: Hàng cây}"))
    until(lambda: "anh" in str(asked(running, f"article?path={GREEN}")[1]))
    page.goto(f"{editor(running)}#{GREEN}")
    page.get_by_text("Ảnh bìa, tệp đính kèm").click()
    picture = page.locator("[data-field=cover] img")
    expect(picture).to_be_visible()
    assert picture.evaluate("picture => picture.naturalWidth") == 640
    page.locator("[name='cover.image']").fill("khong-co.jpg")
    page.locator("[name='cover.image']").press("Tab")
    expect(picture).to_be_hidden()


def test_what_changed_in_the_original(page: Page, portal: Portal, running: Running) -> None:
    """Beside an outdated translation new paragraphs of the original are marked, and those that are gone are named."""
    portal.write(GREEN, article("Phường xanh", "Đoạn một.\n\nĐoạn hai."))
    page.goto(f"{editor(running)}#{GREEN}")
    expect(page.get_by_label("Nội dung")).to_have_value("Đoạn một.\n\nĐoạn hai.\n")
    page.get_by_role("button", name="Bắt đầu bản dịch").click()
    expect(page.locator("[data-original-text]")).to_contain_text("Đoạn hai.")
    page.goto(editor(running))
    page.goto(f"{editor(running)}#{GREEN}")
    page.reload()
    page.get_by_label("Nội dung").fill("Đoạn một.\n\nĐoạn ba.\n")
    save(page)
    page.goto(editor(running))
    page.goto(f"{editor(running)}#{GREEN.replace('.md', '.en.md')}")
    page.reload()
    expect(page.locator("[data-original-text] .new")).to_have_text(
        ["Đoạn ba.", "Đoạn đã bị bỏ khỏi bản gốc: Đoạn hai."]
    )
    page.get_by_label("Nội dung").fill("One.\n\nTwo.")
    expect(page.locator("[data-original-text] .here")).to_have_text("Đoạn ba.")
    page.locator("[data-form] [name=title]").focus()
    expect(page.locator("[data-original-text] .here")).to_have_text("Phường xanh")
    save(page)
    page.get_by_role("button", name="Mở bản gốc").click()
    expect(page.get_by_label("Nội dung")).to_have_value("Đoạn một.\n\nĐoạn ba.\n")
    page.get_by_role("button", name="Mở bản dịch").click()
    expect(page.get_by_label("Nội dung")).to_have_value("One.\n\nTwo.")


def test_wrong_config_is_told_in_the_page(page: Page, tmp_path: Path) -> None:
    """Who opens the editor of a portal whose config.yaml is wrong reads what to mend; then it works by itself."""
    broken = Portal(tmp_path / "hong")
    broken.write("config.yaml", CONFIG + "\nkhong co dau hai cham\n")
    broken.write(GREEN, article("Phường xanh"))
    running = Running(broken)
    try:
        page.goto(editor(running))
        expect(page.locator("[data-unreadable]")).to_contain_text("config.yaml:")
        broken.write("config.yaml", CONFIG)
        expect(page.get_by_role("button", name="Phường xanh")).to_be_visible()
        expect(page.locator("[data-unreadable]")).to_be_hidden()
    finally:
        running.stop()
