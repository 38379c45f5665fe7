"""What readers take away of an article: shared, copied, printed with its address and code, saved as one file."""

import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Witness, eventually
from tests.browser.sample import ARTICLE, LONG, LONG_TITLE, PICTURES, PLAIN, PUBLIC
from tests.judges import axe, left_out

# ---- sharing


def test_zalo_opens_the_telephones_share_sheet(page: Page, address: str) -> None:
    """With title and public address, whatever address the page was opened at."""
    page.add_init_script("navigator.share = (told) => Promise.resolve(window.told = told)")
    page.goto(address + LONG)
    page.get_by_role("button", name="Zalo").click()
    assert page.evaluate("window.told") == {"title": LONG_TITLE, "url": PUBLIC + LONG}
    expect(page.locator(".share .said")).to_be_empty()


def test_a_share_sheet_that_is_closed_again_copies_nothing(page: Page, address: str) -> None:
    """Who thought better of it is told nothing."""
    page.add_init_script("navigator.share = () => Promise.reject(new DOMException('', 'AbortError'))")
    page.goto(address + LONG)
    page.get_by_role("button", name="Zalo").click()
    expect(page.locator(".share .said")).to_be_empty()


@pytest.mark.parametrize("has_clipboard", [True, False], ids=["https", "http"])
def test_without_a_share_sheet_title_and_link_are_copied(
    context: BrowserContext, page: Page, address: str, has_clipboard: bool
) -> None:
    """Zalo's button says what it did and what comes next; a site without https can copy too."""
    if has_clipboard:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
    else:
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.add_init_script("delete Navigator.prototype.share")
    page.goto(address + LONG)
    page.get_by_role("button", name="Zalo").click()
    expect(page.locator(".share .said")).to_have_text(
        "Đã chép tên bài và liên kết. Mời bà con mở Zalo rồi dán vào tin nhắn."
    )
    assert pasted(page) == f"{LONG_TITLE} {PUBLIC}{LONG}"
    page.get_by_role("button", name="Chép liên kết").click()
    expect(page.locator(".share .said")).to_have_text("Đã chép liên kết.")
    assert pasted(page) == PUBLIC + LONG
    assert axe(page) == []


def pasted(page: Page) -> str:
    """What a field of the page takes from the clipboard, line breaks as blanks."""
    page.locator("#_search").fill("")
    page.locator("#_search").focus()
    page.keyboard.press("Control+V")
    return page.locator("#_search").input_value()


def test_a_browser_that_refuses_to_copy_shows_the_address(page: Page, address: str) -> None:
    """Then the reader can copy it by hand."""
    page.add_init_script("""delete Navigator.prototype.share; document.execCommand = () => false;
        Object.defineProperty(navigator, 'clipboard', {value: undefined})""")
    page.goto(address + LONG)
    page.get_by_role("button", name="Zalo").click()
    expect(page.locator(".share .said")).to_have_text(f"Trình duyệt không cho chép. Địa chỉ của bài: {PUBLIC}{LONG}")


def test_without_scripts_the_link_to_facebook_is_left(chromium: Browser, address: str) -> None:
    """A plain link with the public address; no button that does nothing."""
    page = chromium.new_page(java_script_enabled=False)
    page.goto(address + LONG)
    shown = [each for each in page.locator(".share :is(a, button), .article-tools button").all() if each.is_visible()]
    assert [each.text_content() for each in shown] == ["Facebook"]
    assert shown[0].evaluate("link => new URL(link.href).searchParams.get('u')") == PUBLIC + LONG
    page.close()


# ---- printing


def test_the_code_is_read_as_the_address(chromium: Browser, address: str, tmp_path: Path) -> None:
    """zbar, which knows nothing of ours, reads each code of addresses from short to longest; a longer one has none."""
    page = chromium.new_page(device_scale_factor=4)  # about as fine as a printer
    if shutil.which("zbarimg") is None:
        left_out("Left out: reading QR codes needs zbarimg (Debian: zbar-tools).")
    page.goto(address + ARTICLE)
    page.emulate_media(media="print")
    lengths = [12, *range(14, 240, 15), 287, 331, 362, 412]
    for length in lengths:
        ask_for_paper(page, some_address(length))
        page.locator(".print-address svg").screenshot(path=tmp_path / f"{length:03}.png")
    pictures = [str(tmp_path / f"{length:03}.png") for length in lengths]
    words = ["zbarimg", "--quiet", "--raw", *pictures]
    read = subprocess.run(words, check=True, capture_output=True, text=True, timeout=60).stdout.split()
    assert read == [some_address(length) for length in lengths]
    ask_for_paper(page, some_address(413))
    expect(page.locator(".print-address svg")).to_have_count(0)
    page.close()


def some_address(length: int) -> str:
    """An address of so many bytes."""
    return ("http://p.vn/2018/03/" + "phuong-phuc-loi-xanh-sach-dep-va-an-toan/" * 10)[:length]


def ask_for_paper(page: Page, canonical: str) -> None:
    """What happens before a print sheet is made, for a page at the address `canonical`."""
    page.evaluate(
        """canonical => {
            document.querySelector("link[rel=canonical]").setAttribute("href", canonical);
            dispatchEvent(new Event("beforeprint"));
        }""",
        canonical,
    )


@pytest.mark.parametrize("folder", [ARTICLE, PLAIN])
def test_paper_tells_the_address_and_its_code(page: Page, witness: Witness, address: str, folder: str) -> None:
    """Drawn when paper is asked for, once, and never seen on a screen."""
    page.goto(address + folder)
    code = page.locator(".print-address svg")
    expect(code).to_have_count(0)
    for _ in range(2):
        page.pdf(format="A4")
    expect(code).to_have_count(1)
    expect(code).to_be_hidden()
    page.emulate_media(media="print")
    expect(code).to_be_visible()
    expect(page.locator(".print-address")).to_have_text(f"Đọc trên mạng: {PUBLIC}{folder}")
    assert witness.faults == []


def test_the_print_button_waits_for_pictures(page: Page, address: str) -> None:
    """Those that were left for later are on paper too."""
    page.add_init_script(
        "window.print = () => window.printed = [...document.querySelectorAll('main img')]"
        ".every((picture) => picture.complete && picture.naturalWidth)"
    )
    page.goto(address + PICTURES)
    page.get_by_role("button", name="In bài viết").click()
    eventually(page, "window.printed === true")


# ---- saving


def test_an_article_is_saved_as_one_file(
    chromium: Browser, page: Page, witness: Witness, address: str, tmp_path: Path
) -> None:
    """It is read without a network: with its style, its pictures and nothing that asks for more."""
    page.goto(address + PICTURES)
    with page.expect_download() as started:
        page.get_by_role("button", name="Lưu về máy").click()
    assert started.value.suggested_filename == "khoi-thong-cong-ranh.html"
    expect(page.locator(".article-tools .said")).to_contain_text("Đã lưu thành một tệp")
    assert witness.faults == []
    file = tmp_path / "saved.html"
    started.value.save_as(file)

    title = page.locator("h1").inner_text()
    pictures = page.locator(".article img").count()
    offline = chromium.new_context(offline=True)
    saved = offline.new_page()
    asked, faults = [], []
    saved.on("request", lambda request: asked.append(request.url))
    saved.on("console", lambda said: faults.append(said.text))
    saved.goto(file.as_uri())
    expect(saved.locator("h1")).to_have_text(title)
    expect(saved.locator("h1")).to_have_css("font-weight", "700")
    expect(saved.locator("main .article-meta").first).to_contain_text(f"Bản lưu từ {PUBLIC}{PICTURES}")
    widths = saved.eval_on_selector_all(".article img", "all => all.map(one => one.naturalWidth)")
    assert len(widths) == pictures > 2
    assert min(widths) > 0
    expect(saved.locator("script, form, button, .share, .print-address")).to_have_count(0)
    assert [each for each in asked if not each.startswith(("file:", "data:"))] == []
    assert faults == []
    links = saved.eval_on_selector_all("a[href]", "all => all.map(one => one.getAttribute('href'))")
    assert [each for each in links if not each.startswith(("https://", "#", "tel:", "mailto:"))] == []
    assert axe(saved) == []
    offline.close()


def test_saving_that_fails_says_so(page: Page, address: str) -> None:
    """No half file, and the button can be pressed again."""
    page.goto(address + PICTURES)
    page.context.set_offline(True)
    page.route("**/*", lambda route: route.abort())
    button = page.get_by_role("button", name="Lưu về máy")
    button.click()
    expect(page.locator(".article-tools .said")).to_have_text("Chưa lưu được. Mời bà con thử lại sau.")
    expect(button).to_be_enabled()


def test_what_a_browser_cannot_do_is_absent(chromium: Browser, page: Page, address: str, site: Path) -> None:
    """A page opened from disk may not ask for its files again; the browser inside Zalo keeps none, and prints none."""
    page.goto((site / LONG / "index.html").as_uri())
    expect(page.get_by_role("button", name="In bài viết")).to_be_visible()
    expect(page.get_by_role("button", name="Lưu về máy")).to_be_hidden()
    zalo = chromium.new_page(
        user_agent="Mozilla/5.0 (Linux; Android 14; wv) Chrome/120.0 Mobile Safari/537.36 Zalo android"
    )
    zalo.goto(address + LONG)
    expect(zalo.get_by_role("button", name="Zalo")).to_be_visible()
    expect(zalo.get_by_role("button", name="Lưu về máy")).to_be_hidden()
    expect(zalo.get_by_role("button", name="In bài viết")).to_be_hidden()
    zalo.close()
