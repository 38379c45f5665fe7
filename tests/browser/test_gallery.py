"""Pictures of an article opened large: by keyboard, by finger, without scripts, and never larger than needed."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Witness, eventually
from tests.browser.sample import LONG, PICTURES
from tests.judges import axe


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
    same_page: Page, address: str, folder: str, width: int, density: int
) -> None:
    """None is larger than the smallest that would do, and none is blurred while a finer one is offered."""
    page = same_page
    screen = page.context.new_cdp_session(page)
    screen.send("Network.setCacheDisabled", {"cacheDisabled": True})  # a finer one that it has would be taken
    screen.send(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 800, "deviceScaleFactor": density, "mobile": False},
    )
    page.goto(address + folder)
    assert page.evaluate("[innerWidth, devicePixelRatio]") == [width, density]
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
    screen.detach()


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
