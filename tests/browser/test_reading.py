"""What readers do with an article: share, print, save, listen, look at pictures, find their way; and what it weighs."""

import gzip
import io
import re
import shutil
import subprocess
import wave
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from bantin.commands import cli
from tests.browser.conftest import Witness, eventually, served
from tests.judges import axe, left_out

ARTICLE = "2018/03/phuong-phuc-loi-xanh-sach-dep/"
LONG = "2025/01/phan-loai-rac-tai-nha/"
PICTURES = "2020/07/khoi-thong-cong-ranh/"
PLAIN = "to-chuc/"
ENGLISH = "en/2025/01/sorting-waste-at-home/"
PUBLIC = "https://phuong-phuc-loi.example/phuong/"
LONG_TITLE = "Phân loại rác tại nhà, từ chiếc thùng trong bếp đến điểm thu gom"


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


# ---- listening

VOICES = """
    const voices = %s.map((lang) => ({lang, name: lang, localService: true, default: false}));
    window.heard = [];
    let current = null;
    const speech = new EventTarget();
    speech.getVoices = () => voices;
    speech.speak = (said) => { current = said; heard.push([said.lang, said.text]); };
    speech.cancel = () => { const old = current; current = null; if (old) old.onerror(new Event("error")); };
    window.finish = () => { const old = current; current = null; old.onend(new Event("end")); };
    Object.defineProperty(window, "speechSynthesis", {value: speech});
    window.SpeechSynthesisUtterance = function (text) { this.text = text; };
    Object.defineProperty(window.SpeechSynthesisUtterance.prototype, "voice", {writable: true, value: null});
"""


def listener(page: Page, where: str, voices: str = '["en-US", "vi_VN"]') -> Locator:
    """Opens a page in a browser that has `voices`; the group of the buttons."""
    page.add_init_script(VOICES % voices)
    page.goto(where)
    return page.locator("[data-listen]")


def marked(page: Page) -> str:
    """The words that are marked as being read."""
    return " ".join(str(page.evaluate("[...(CSS.highlights.get('reading') || [])].join('')")).split())


def heard(page: Page) -> list[list[str]]:
    """Language and words of all that was spoken."""
    found: list[list[str]] = page.evaluate("heard")
    return found


def test_an_article_is_read_sentence_by_sentence(page: Page, witness: Witness, address: str) -> None:
    """The sentence being read is marked; pause holds it, going on begins it anew, stop ends it where one is."""
    box = listener(page, address + LONG)
    box.get_by_role("button", name="Nghe bài").click()
    assert heard(page) == [["vi_VN", LONG_TITLE]]
    assert marked(page) == LONG_TITLE
    page.evaluate("finish()")
    assert heard(page)[1] == ["vi_VN", "Rác sinh hoạt được chia thành ba nhóm."]
    assert marked(page) == "Rác sinh hoạt được chia thành ba nhóm."
    assert axe(page) == []
    box.get_by_role("button", name="Tạm dừng").click()
    assert len(heard(page)) == 2
    box.get_by_role("button", name="Nghe tiếp").click()
    assert heard(page)[2] == heard(page)[1]
    for _ in range(30):
        page.evaluate("finish()")
    expect(box.get_by_role("button", name="Dừng", exact=True)).to_be_in_viewport()
    before = page.evaluate("scrollY")
    assert before > 300
    box.get_by_role("button", name="Dừng", exact=True).click()
    assert page.evaluate("scrollY") == before
    assert marked(page) == ""
    expect(box.get_by_role("button")).to_have_text(["Nghe bài"])
    expect(box.get_by_role("button", name="Nghe bài")).to_be_focused()
    assert witness.faults == []


def test_everything_is_read_once_and_nothing_but_words(page: Page, address: str) -> None:
    """Headings, lists and the cells of tables; no numbers of footnotes, no notes, no menu; at the end it is over."""
    box = listener(page, address + LONG)
    box.get_by_role("button", name="Nghe bài").click()
    for _ in range(500):
        if not page.evaluate("heard.length && document.querySelector('[data-listen]').dataset.state"):
            break
        page.evaluate("finish()")
    said = [text for _, text in heard(page)]
    assert "Ba nhóm rác theo luật" in said
    assert "Trình đơn" not in said
    cells = page.eval_on_selector_all(".prose td", "all => all.map(one => one.innerText.trim())")
    assert [cell for cell in cells if cell and cell.split(".")[0] not in " ".join(said)] == []
    notes = page.locator(".footnotes li").first.inner_text()
    assert [text for text in said if notes[:30] in text or "↩" in text] == []
    assert [text for text in said if len(text) > 330] == []
    assert len(said) == len(set(said)) or len(said) - len(set(said)) < 10


@pytest.mark.parametrize(
    ("folder", "written", "spoken"),
    [
        (LONG, "từ 07/03/2018 đến ngày 9-12-2026", "từ ngày 7 tháng 3 năm 2018 đến ngày 9 tháng 12 năm 2026"),
        (LONG, "7/3/2018-9/3/2018", "ngày 7 tháng 3 năm 2018-ngày 9 tháng 3 năm 2018"),
        (LONG, "Ngày 02/9, tháng 6/2026", "ngày 2 tháng 9, tháng 6 năm 2026"),
        (LONG, "văn bản 08/2022/NĐ-CP, số 45/13/2018, 24/7", "văn bản 08/2022/NĐ-CP, số 45/13/2018, 24/7"),
        (LONG, "UBND phường và HĐND, UBNDX", "Ủy ban nhân dân phường và Hội đồng nhân dân, UBNDX"),
        (ENGLISH, "from 07/03/2018", "from 7 March 2018"),
    ],
)
def test_dates_and_abbreviations_are_spoken_in_full(
    page: Page, address: str, folder: str, written: str, spoken: str
) -> None:
    """What is no date stays as written; an abbreviation is spoken in full wherever it comes."""
    page.add_init_script(VOICES % '["vi-VN", "en-GB"]')
    page.goto(address + folder)
    page.evaluate(
        """written => {
            const [first, ...others] = document.querySelectorAll(".prose > *");
            for (const other of others) other.remove();
            first.textContent = written;
            for (const [name, title] of [["UBND", "Ủy ban nhân dân"], ["HĐND", "Hội đồng nhân dân"]]) {
                const last = document.querySelector(".article-foot").appendChild(document.createElement("abbr"));
                last.title = title;
                last.textContent = name;
            }
        }""",
        written,
    )
    page.locator("[data-listen] button").first.click()
    while page.evaluate("document.querySelector('[data-listen]').dataset.state"):
        page.evaluate("finish()")
    assert heard(page)[-1][1] == spoken


def test_words_in_another_language_have_its_voice(page: Page, address: str) -> None:
    """Where the browser has one."""
    page.add_init_script(VOICES % '["vi-VN", "en-GB"]')
    page.goto(address + LONG)
    page.evaluate("document.querySelector('.lead').lang = 'en'")
    page.locator("[data-listen] button").first.click()
    page.evaluate("finish()")
    assert [lang for lang, _ in heard(page)] == ["vi-VN", "en-GB"]


def test_the_voice_of_the_device_comes_first(page: Page, address: str) -> None:
    """A reader's words stay on the device if they can, and are spoken as most speak."""
    box = listener(page, address + LONG)
    page.evaluate("""speechSynthesis.getVoices = () => [
        {lang: "vi", localService: false},
        {lang: "vi-VN-X-SOUTH", localService: true}, {lang: "vi-VN", localService: true},
    ]""")
    box.get_by_role("button", name="Nghe bài").click()
    assert heard(page)[0][0] == "vi-VN"


def test_without_highlights_the_paragraph_is_marked(page: Page, address: str) -> None:
    """Browsers that cannot mark a sentence mark where it stands."""
    page.add_init_script("delete window.Highlight")
    box = listener(page, address + LONG)
    box.get_by_role("button", name="Nghe bài").click()
    expect(page.locator(".is-read")).to_have_text(LONG_TITLE)
    box.get_by_role("button", name="Dừng", exact=True).click()
    expect(page.locator(".is-read")).to_have_count(0)


@pytest.mark.parametrize("folder", [LONG, ENGLISH])
def test_without_a_voice_of_its_language_nothing_is_offered(page: Page, address: str, folder: str) -> None:
    """A French voice reads neither; a voice that comes later is taken."""
    box = listener(page, address + folder, '["fr-FR"]')
    expect(box).to_be_hidden()
    page.evaluate("""speechSynthesis.getVoices = () => [{lang: document.documentElement.lang, localService: true}];
        speechSynthesis.dispatchEvent(new Event("voiceschanged"))""")
    expect(box).to_be_visible()


# ---- a recording

SMALL = """\
base_url: https://phuc-loi.example
languages:
  vi: {name: Phường Phúc Lợi}
categories:
  - {id: tin-tuc, vi: Tin tức}
"""
RECORDED = """\
---
title: Bản tin tuần
date: 2026-03-02 08:00
category: tin-tuc
audio: ban-tin.wav
---

Mời bà con nghe bản tin tuần.
"""


def recording(seconds: int) -> bytes:
    """A tone, as a WAV file."""
    data = io.BytesIO()
    with wave.open(data, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(bytes(128 + 60 * (at // 10 % 2) for at in range(8000 * seconds)))
    return data.getvalue()


def test_a_recording_is_heard_on_the_page(page: Page, witness: Witness, tmp_path: Path) -> None:
    """It costs nothing until somebody listens, plays under the page's policy, and can be taken away."""
    portal = tmp_path / "portal"
    (portal / "content/2026/03").mkdir(parents=True)
    (portal / "config.yaml").write_text(SMALL, encoding="utf-8")
    (portal / "content/2026/03/tin.md").write_text(RECORDED, encoding="utf-8")
    (portal / "content/2026/03/ban-tin.wav").write_bytes(recording(3))
    assert cli.main(["--project", str(portal), "--quiet"]) == 0
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with served(portal / "site", tmp_path / "top", "phuong") as address:
        page.goto(f"{address}2026/03/tin/")
        player = page.get_by_role("region", name="Nghe bài viết").locator("audio")
        expect(player).to_be_visible()
        assert not [each for each in asked if each.endswith(".wav")]
        player.evaluate("(one) => { one.muted = true; return one.play(); }")
        eventually(page, "document.querySelector('audio').currentTime > 0.2")
        with page.expect_download() as taken:
            page.get_by_role("link", name="Tải tệp âm thanh (WAV, 24 kB)").click()
        assert taken.value.path().read_bytes() == recording(3)
        assert axe(page) == []
        page.emulate_media(media="print")
        expect(player).to_be_hidden()
    assert witness.faults == []


# ---- pictures


def test_a_gallery_is_walked_by_keyboard(page: Page, witness: Witness, address: str) -> None:
    """Enter opens, arrows turn, Escape closes, and the focus is where one has come to."""
    page.goto(address + PICTURES)
    links = page.locator(".gallery a.enlarge")
    assert links.count() == 3
    links.nth(1).focus()
    page.keyboard.press("Enter")
    viewer = page.get_by_role("dialog", name="Ảnh lớn")
    expect(viewer).to_be_visible()
    captions = [caption_of(links.nth(at)) for at in range(3)]
    expect(viewer.locator("figcaption")).to_have_text(f"2/3 · {captions[1]}")
    assert axe(page) == []
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(viewer.locator("figcaption")).to_have_text(f"1/3 · {captions[0]}")
    eventually(page, "document.querySelector('.viewer img').naturalWidth > 0")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.viewer') !== null")
    page.get_by_role("button", name="Ảnh trước").press("Enter")
    expect(viewer.locator("figcaption")).to_have_text(f"3/3 · {captions[2]}")
    page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    expect(links.nth(2)).to_be_focused()
    assert page.url == address + PICTURES
    assert witness.faults == []


def caption_of(link: Locator) -> str:
    """What stands below a picture, or what it shows."""
    return str(
        link.evaluate("""link => (link.parentElement.querySelector("figcaption") || {}).textContent
        || link.querySelector("img").alt""")
    )


def test_a_finger_turns_to_the_next_picture(chromium: Browser, address: str) -> None:
    """A stroke to the left shows the next, one to the right the last; a touch beside the picture closes."""
    phone = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = phone.new_page()
    page.goto(address + PICTURES)
    page.locator(".gallery a.enlarge").first.tap()
    caption = page.locator(".viewer figcaption")
    expect(caption).to_contain_text("1/3")
    stroke(page, 300, 100)
    expect(caption).to_contain_text("2/3")
    stroke(page, 100, 300)
    expect(caption).to_contain_text("1/3")
    stroke(page, 200, 180)
    expect(caption).to_contain_text("1/3")
    small = page.eval_on_selector_all(".viewer button", "all => all.filter(one => one.offsetHeight < 44).length")
    assert small == 0
    page.get_by_role("button", name="Đóng ảnh").tap()
    expect(page.locator(".viewer")).to_be_hidden()
    phone.close()


def stroke(page: Page, start: int, end: int) -> None:
    """A finger that moves from `start` to `end`, pixels from the left, and rests there: else the page would glide on,
    and the next touch would only stop it.
    """
    session = page.context.new_cdp_session(page)
    for kind, x in (("touchStart", start), ("touchMove", (start + end) // 2), ("touchMove", end)):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": 350}]})
    page.wait_for_timeout(150)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()


def test_the_way_back_closes_a_picture(chromium: Browser, address: str) -> None:
    """The button of a telephone, not knowing dialogs, would leave the article; and closing costs no step back later."""
    phone = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = phone.new_page()
    page.goto(address)
    page.goto(address + PICTURES)
    links, viewer = page.locator(".gallery a.enlarge"), page.locator(".viewer")
    links.nth(0).tap()
    stroke(page, 300, 100)
    page.go_back()
    expect(viewer).to_be_hidden()
    expect(links.nth(1)).to_be_focused()
    assert page.url == address + PICTURES
    for _ in range(3):
        links.nth(1).tap()
        page.get_by_role("button", name="Đóng ảnh").tap()
        expect(viewer).to_be_hidden()
        eventually(page, "history.state === null")
    expect(links.nth(1)).to_be_focused()
    page.go_back()
    assert page.url == address
    phone.close()


@pytest.mark.parametrize("density", [1, 2, 3])
@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("folder", ["", PICTURES, LONG, "tin-moi/"])
def test_pictures_have_the_width_that_is_needed(
    chromium: Browser, address: str, folder: str, width: int, density: int
) -> None:
    """None is larger than the smallest that would do, and none is blurred while a finer one is offered."""
    screen = chromium.new_context(viewport={"width": width, "height": 800}, device_scale_factor=density)
    page = screen.new_page()
    page.goto(address + folder)
    page.evaluate("document.querySelectorAll('img').forEach((one) => one.removeAttribute('loading'))")
    eventually(page, "[...document.images].every((one) => one.complete)")
    taken = page.eval_on_selector_all(
        "picture img",
        """all => all.filter(one => one.checkVisibility()).map(one => ({
            offered: one.parentElement.querySelector("source").srcset.match(/ \\d+w/g).map(parseFloat),
            taken: Number(one.currentSrc.match(/-(\\d+)\\.webp$/)[1]),
            shown: one.clientWidth * devicePixelRatio,
            file: one.currentSrc,
        }))""",
    )
    assert taken
    for each in taken:
        enough = min((one for one in each["offered"] if one >= each["shown"]), default=max(each["offered"]))
        assert each["taken"] <= enough, each
        assert each["taken"] * 1.4 >= min(each["shown"], max(each["offered"])), each
    screen.close()


def test_a_single_picture_has_no_neighbours(page: Page, address: str) -> None:
    """The cover is opened alone; a click with the control key goes to the picture, as with any link."""
    page.goto(address + LONG)
    page.locator(".cover a.enlarge").click()
    viewer = page.get_by_role("dialog", name="Ảnh lớn")
    names = ["Đóng ảnh", "Phóng to ảnh"]
    assert viewer.get_by_role("button").evaluate_all("all => all.map(one => one.ariaLabel)") == names
    expect(viewer.locator("figcaption")).to_have_text(page.locator(".cover figcaption").inner_text())
    page.get_by_role("button", name="Đóng ảnh").click()
    with page.context.expect_page() as opened:
        page.locator(".cover a.enlarge").click(modifiers=["Control"])
    assert opened.value.url.endswith((".webp", ".jpg"))
    expect(viewer).to_be_hidden()


def test_without_scripts_the_link_leads_to_the_largest_picture(chromium: Browser, address: str, site: Path) -> None:
    """The file that is linked is there, and no other of the same picture is larger."""
    page = chromium.new_page(java_script_enabled=False)
    page.goto(address + PICTURES)
    link = page.locator(".gallery a.enlarge").first
    wide = [int(each) for each in re.findall(r" (\d+)w", link.locator("source").get_attribute("srcset") or "")]
    href = link.get_attribute("href") or ""
    assert href.endswith(f"-{max(wide)}.webp")
    link.click()
    assert page.url.removeprefix(address) in {str(path.relative_to(site)) for path in site.rglob("*.webp")}
    page.close()


def test_every_large_picture_is_there(site: Path) -> None:
    """Wherever a page leads to one."""
    led = [
        (path.parent / href).resolve()
        for path in site.rglob("*.html")
        for href in re.findall(r'class="enlarge" href="([^"]+)"', path.read_text("utf-8"))
    ]
    assert len(led) > 20
    assert [path for path in led if not path.is_file()] == []


# ---- finding one's way


def test_the_contents_lead_to_the_headings(page: Page, address: str) -> None:
    """By keyboard: open, follow, and the heading is in sight; each of its lines leads somewhere."""
    page.goto(address + LONG)
    page.locator(".contents summary").press("Enter")
    lines = page.locator(".contents a")
    missing = lines.evaluate_all("all => all.filter(one => !document.getElementById(decodeURI(one.hash.slice(1))))")
    assert missing == []
    lines.last.press("Enter")
    heading = page.locator(".prose :target")
    expect(heading).to_be_in_viewport()
    expect(heading).to_have_text(lines.last.inner_text())


def test_a_footnote_is_followed_and_followed_back(page: Page, address: str) -> None:
    """From the mark to the note and from the note to the mark."""
    page.goto(address + LONG)
    mark = page.locator("a.footnote-ref").first
    mark.press("Enter")
    expect(page.locator(".footnotes :target")).to_be_in_viewport()
    back = page.locator("a.footnote-backref").first
    assert (back.get_attribute("aria-label") or back.get_attribute("title") or "").startswith("Về chỗ có chú thích")
    back.press("Enter")
    expect(page.locator("sup:target")).to_be_in_viewport()


def test_a_wide_table_scrolls_by_itself(page: Page, address: str) -> None:
    """On a phone by finger and by arrow keys, while the page stands still."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address + LONG)
    page.eval_on_selector(
        ".prose table", "table => table.querySelectorAll('td').forEach(cell => cell.append(' 0123456789'))"
    )
    table = page.locator(".table-scroll").first
    table.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    eventually(page, "document.querySelector('.table-scroll').scrollLeft > 0")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_most_read_stands_on_fronts_and_neighbours_on_articles(site: Path) -> None:
    """What changes with every article stands on no article; what leads on from one on nothing else."""
    most_read, newer = set(), set()
    for path in site.rglob("index.html"):
        text = path.read_text("utf-8")
        kind = "article" if '"article:published_time"' in text else "other"
        if 'id="_most-read"' in text:
            most_read.add(f"{kind} {'numbered' if re.search('/(trang|page)/', path.as_posix()) else 'front'}")
        if 'id="_newer"' in text or 'id="_older"' in text:
            newer.add(kind)
    assert most_read == {"other front"}
    assert newer == {"article"}


def test_updates_and_corrections_are_told_at_the_head(page: Page, address: str) -> None:
    """Beside the day of posting, and under the lead."""
    page.goto(address + LONG)
    expect(page.locator(".article-meta").nth(1)).to_have_text("Cập nhật 09/04/2026 | Thời gian đọc: 6 phút")
    expect(page.locator(".lead + .notice-corrected")).to_contain_text("Đính chính: Bản đăng trước")


def test_the_theme_is_known_before_anything_is_drawn(page: Page, address: str) -> None:
    """Its script comes before the style and is waited for, and at the first frame the colours are the chosen ones."""
    page.add_init_script("""localStorage.setItem("bantin-theme", "dark");
        new PerformanceObserver(() => {
            window.first = window.first || getComputedStyle(document.body).backgroundColor;
        }).observe({type: "paint", buffered: true})""")
    page.goto(address + ARTICLE)
    order = page.eval_on_selector_all("head > *", "all => all.map(one => one.localName + (one.defer ? ' defer' : ''))")
    assert order.index("script") < order.index("link")
    eventually(page, "window.first")
    assert page.evaluate("window.first") == "rgb(25, 21, 18)"


# ---- everyone


def test_all_of_it_works_from_disk(context: BrowserContext, page: Page, witness: Witness, site: Path) -> None:
    """Opened from a USB stick: listening, large pictures, copying, the code on paper; only saving is not offered."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.add_init_script("delete Navigator.prototype.share")
    box = listener(page, (site / PICTURES / "index.html").as_uri())
    box.get_by_role("button", name="Nghe bài").click()
    page.evaluate("finish()")
    assert len(heard(page)) == 2
    box.get_by_role("button", name="Dừng", exact=True).click()
    page.locator(".gallery a.enlarge").first.press("Enter")
    eventually(page, "document.querySelector('.viewer img').naturalWidth > 0")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Zalo").click()
    expect(page.locator(".share .said")).to_contain_text("Đã chép tên bài và liên kết")
    page.pdf(format="A4")
    expect(page.locator(".print-address svg")).to_have_count(1)
    expect(page.get_by_role("button", name="Lưu về máy")).to_be_hidden()
    assert witness.faults == []
    assert [each for each in witness.requests if not each.startswith((site.as_uri(), "data:"))] == []


def test_the_menu_is_walked_by_finger(chromium: Browser, address: str) -> None:
    """On a phone: the button, a place, and a page on the third level; where one is, the menu says."""
    phone = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = phone.new_page()
    page.goto(address)
    page.locator(".menu-button summary").tap()
    page.locator(".menu-more summary", has_text="Đời sống").tap()
    page.locator(".menu-below ul").get_by_role("link", name="An ninh – Quốc phòng").tap()
    page.wait_for_url("**/an-ninh-quoc-phong/")
    expect(page.locator(".menu-list")).to_be_hidden()
    page.locator(".menu-button summary").tap()
    expect(page.locator(".menu-more summary.is-current")).to_have_text("Đời sống")
    expect(page.locator(".breadcrumb li")).to_have_text(["Trang chủ"])
    phone.close()


@pytest.mark.parametrize("folder", ["", ARTICLE, LONG, "tin-moi/", PLAIN])
def test_the_focus_is_always_seen(page: Page, address: str, folder: str) -> None:
    """Walked by Tab from first to last, each stop is inside the window and has an outline."""
    page.goto(address + folder)
    unseen = []
    for _ in range(400):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => {
                const one = document.activeElement;
                if (one === document.body || one.dataset.met) return null;
                one.dataset.met = "1";
                const [at, after] = [getComputedStyle(one), getComputedStyle(one, "::after")];
                const box = one.getBoundingClientRect();
                const isInside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
                const isOutlined = [at, after].some(
                    (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
                return isInside && isOutlined ? "" : one.outerHTML.slice(0, 200);
            }"""
        )
        if found is None:
            break
        unseen += [found] if found else []
    assert unseen == []
    assert page.evaluate("document.querySelectorAll('[data-met]').length") > 15


@pytest.mark.parametrize("folder", [LONG, PICTURES, PLAIN])
def test_what_a_finger_touches_is_tall_enough(chromium: Browser, address: str, folder: str) -> None:
    """On a phone, all that stands alone: tools, contents, files, pictures, neighbours."""
    phone = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = phone.new_page()
    page.add_init_script(VOICES % '["vi-VN"]')
    page.goto(address + folder)
    for summary in page.locator(".contents summary").all():
        summary.tap()
    small = page.eval_on_selector_all(
        "button, summary, .headline, .enlarge, :is(.share, .contents, .attachments, .tag-list, .kicker, .breadcrumb) a",
        "all => all.filter(one => one.offsetParent && one.offsetHeight < 44).map(one => one.outerHTML)",
    )
    assert small == []
    phone.close()


# ---- what it weighs, and what it tells


class Parts(HTMLParser):
    """The style sheets, scripts and other files that a page asks for, and its link preview."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.told: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes what is asked for."""
        found = {name: value or "" for name, value in attrs}
        if tag == "link" and found.get("rel") == "stylesheet":
            self.asked.append(found["href"])
        if tag == "script" and "src" in found:
            self.asked.append(found["src"])
        name = found.get("property", "") or found.get("name", "")
        if tag == "meta" and name.startswith(("og:", "article:", "twitter:", "description", "appl")):
            self.told[name] = found["content"]


@pytest.mark.parametrize("folder", ["2018/11/tiem-chung-day-du/", "2019/11/mat-tran-to-quoc-lam-gi/"])
def test_an_article_without_pictures_is_light(
    page: Page, witness: Witness, address: str, site: Path, folder: str
) -> None:
    """HTML, style and scripts together: at most 45 kB with gzip -6, 120 kB without; no font, nothing from elsewhere."""
    page.goto(address + folder, wait_until="networkidle")
    asked = Parts((site / folder / "index.html").read_text("utf-8")).asked
    files = [site / folder / "index.html", *((site / folder / each).resolve() for each in asked)]
    sizes = {path.name: (len(gzip.compress(path.read_bytes(), 6)), path.stat().st_size) for path in files}
    print(sizes)
    assert len(files) == 6
    assert sum(packed for packed, _ in sizes.values()) <= 45_000
    assert sum(plain for _, plain in sizes.values()) <= 120_000
    assert [each for each in witness.requests if not each.startswith(address)] == []
    assert sorted({each.rpartition(".")[2] for each in witness.requests if "." in each.rpartition("/")[2]}) == [
        "css", "js", "svg",
    ]  # fmt: skip


@pytest.mark.parametrize(("folder", "is_read"), [("", False), ("tin-moi/", False), (ARTICLE, True), (PLAIN, True)])
def test_only_pages_that_are_read_carry_the_readers_script(site: Path, folder: str, is_read: bool) -> None:
    """Fronts and lists do without."""
    asked = Parts((site / folder / "index.html").read_text("utf-8")).asked
    assert is_read == any("/article-" in each for each in asked)


@pytest.mark.parametrize("folder", [LONG, ENGLISH, "", "en/", "van-hoa-xa-hoi/", "tu-khoa/rac-thai/", "lien-he/"])
def test_a_link_preview_is_complete(site: Path, folder: str) -> None:
    """Title, words, picture and address, absolute; what Twitter reads beside that is the kind of card alone."""
    told = Parts((site / folder / "index.html").read_text("utf-8")).told
    needed = {
        "description", "og:type", "og:site_name", "og:locale", "og:title", "og:description", "og:url", "og:image",
        "og:image:width", "og:image:height", "og:image:alt", "twitter:card",
    }  # fmt: skip
    if folder in (LONG, ENGLISH):
        needed |= {"article:published_time", "article:modified_time", "article:section"}
    assert needed - {name for name in told if told[name]} == set()
    assert told["twitter:card"] == "summary_large_image"
    assert told["og:url"] == PUBLIC + folder
    assert told["og:image"].startswith(PUBLIC)
    with Image.open(site / told["og:image"].removeprefix(PUBLIC)) as picture:
        assert picture.size == (int(told["og:image:width"]), int(told["og:image:height"])) == (1200, 630)


@pytest.mark.parametrize(("folder", "name"), [("", "Phúc Lợi"), (ARTICLE, "Phúc Lợi"), ("en/", "Phuc Loi")])
def test_an_icon_on_the_home_screen_has_the_short_name(site: Path, folder: str, name: str) -> None:
    """On Android and on an iPhone, from whichever page it is put there; a page's title would be cut off."""
    told = Parts((site / folder / "index.html").read_text("utf-8")).told
    assert (told["application-name"], told["apple-mobile-web-app-title"]) == (name, name)
