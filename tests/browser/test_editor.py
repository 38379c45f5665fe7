"""Writing in a real browser: an article from its title to the built page, without a line of Markdown typed."""

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Witness
from tests.judges import axe
from tests.portal import CONFIG, Portal, tree
from tests.preview.test_server import GREEN, LIMIT, Running, article


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
    running = Running(portal)
    yield running
    running.stop()


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
    assert witness.faults == []


def test_problem_at_its_field(page: Page, running: Running) -> None:
    """What is wrong stands at the field, in words, and goes when it is mended."""
    page.goto(f"{editor(running)}#{GREEN}")
    title = page.locator("[data-form] [name=title]")
    title.fill("")
    expect(page.locator("#problems-title li")).to_contain_text("Tiêu đề còn trống.")
    assert title.get_attribute("aria-invalid") == "true"
    title.fill("Phường đẹp")
    expect(page.locator("#problems-title li")).to_have_count(0)
    expect(page.frame_locator("[data-view]").locator("h1")).to_have_text("Phường đẹp")


def test_two_windows(page: Page, portal: Portal, running: Running) -> None:
    """Somebody else saved meanwhile: both texts stay, and one may choose."""
    page.goto(f"{editor(running)}#{GREEN}")
    text = page.get_by_label("Nội dung")
    expect(text).to_have_value("Một đoạn văn ngắn.\n")
    portal.write(GREEN, article("Phường xanh", "Của người khác."))
    text.fill("Của tôi.\n")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("vừa được sửa ở nơi khác")
    assert "Của người khác." in (portal.folder / GREEN).read_text()
    page.get_by_role("button", name="Ghi bản của tôi").click()
    expect(page.locator("[data-state]")).to_have_text("Đã lưu")
    assert "Của tôi." in (portal.folder / GREEN).read_text()
    page.get_by_role("button", name="Các bản trước").click()
    page.get_by_role("radio").nth(1).check()
    expect(page.locator("[data-dialog] pre")).to_contain_text("Của người khác.")


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_accessible(page: Page, running: Running, width: int, scheme: str) -> None:
    """axe finds nothing in the list, in the form with all its fields, in a question; nothing is wider than a phone."""
    page.set_viewport_size({"width": width, "height": 740})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(editor(running))
    expect(page.locator("[data-articles] li")).to_have_count(1)
    assert axe(page) == []
    page.locator("[data-articles] button").click()
    expect(page.get_by_label("Nội dung")).to_be_visible()
    page.get_by_text("Ảnh bìa, tệp đính kèm").click()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Bảng").click()
    assert axe(page) == []


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


def test_a_day_at_the_desk(page: Page, portal: Portal, running: Running) -> None:
    """A file of Word becomes an article, gets its category and its translation, and stands on the built site."""
    page.goto(editor(running))
    page.get_by_text("Viết bài mới").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Hoặc đưa vào từ tệp Word").click()
    chooser.value.set_files({"name": "lich tiem.docx", "mimeType": "application/octet-stream", "buffer": from_word()})
    title = page.locator("[data-form] [name=title]")
    expect(title).to_have_value("Lịch tiêm chủng tháng 4")
    page.get_by_label("Chuyên mục").last.select_option("Thông báo")
    beside = page.frame_locator("[data-view]")
    expect(beside.locator("table td", has_text="Trạm Y tế")).to_be_visible()
    page.get_by_role("checkbox", name="Bản nháp").uncheck()
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("[data-state]")).to_have_text("Đã lưu")
    path = page.locator("[data-path]").inner_text()
    page.get_by_role("button", name="Bắt đầu bản dịch").click()
    expect(page.locator("[data-path]")).to_have_text(path.replace(".md", ".en.md"))
    expect(page.locator("[data-original-text]")).to_contain_text("Trạm Y tế phường thông báo")
    title.fill("Vaccinations in April")
    text = page.get_by_label("Nội dung")
    text.fill(
        text.input_value().replace("Trạm Y tế phường thông báo lịch tiêm chủng mở rộng.", "Dates for all children.")
    )
    draft = page.get_by_role("checkbox", name="Bản nháp")
    if draft.count() and draft.is_checked():
        draft.uncheck()
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("[data-state]")).to_have_text("Đã lưu")
    portal.build(running.time)
    built = {path: text.decode() for path, text in tree(portal.site).items() if path.endswith("index.html")}
    made = [text for text in built.values() if "<h1" in text and "Lịch tiêm chủng tháng 4</h1>" in text]
    assert len(made) == 1
    assert "<td>Trạm Y tế</td>" in made[0]
    assert any("Vaccinations in April</h1>" in text for text in built.values())
