"""What readers do with an article: listen, find their way, by keyboard, by finger and from disk."""

import io
import re
import wave
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from bantin.commands import cli
from tests.browser.conftest import Witness, eventually, served
from tests.browser.sample import ARTICLE, ENGLISH, LONG, LONG_TITLE, PICTURES, PLAIN
from tests.judges import axe

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
    """Its script is waited for before the body, behind the style so that both come at once, and at the first frame the
    colours are the chosen ones.
    """
    page.add_init_script("""localStorage.setItem("bantin-theme", "dark");
        new PerformanceObserver(() => {
            window.first = window.first || getComputedStyle(document.body).backgroundColor;
        }).observe({type: "paint", buffered: true})""")
    page.goto(address + ARTICLE)
    ways = "all => all.map(one => `${one.rel || ''}${one.defer ? 'defer' : one.async ? 'async' : ''}`)"
    assert page.eval_on_selector_all("head > :is([rel=stylesheet], [src*=assets])", ways)[:3] == [
        "stylesheet",
        "defer",
        "",
    ]
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
