"""The preview in a real browser: pages that renew themselves while their articles are written."""

import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from bantin.preview import handlers
from tests.browser.conftest import Witness, eventually, faults
from tests.judges import axe
from tests.portal import CONFIG, Portal
from tests.preview.running import GREEN, LIMIT, Running, article, previewed, until

ADDRESS = "2018/03/phuong-xanh/"


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


def is_listening(page: Page) -> None:
    """Waits until the page has got through to the preview."""
    eventually(page, "window.LiveReload && window.LiveReload.connector.protocol === 7", LIMIT)


def test_reloads_by_itself(page: Page, witness: Witness, portal: Portal, running: Running) -> None:
    """An edit shows without a hand at the browser, again and again."""
    page.goto(running.address + ADDRESS)
    for title in ("Phường sạch", "Phường đẹp", "Phường xanh"):
        is_listening(page)
        portal.write(GREEN, article(title))
        expect(page.locator("h1")).to_have_text(title)
    assert faults(witness) == []


def test_edit_while_the_page_loads(page: Page, witness: Witness, portal: Portal, running: Running) -> None:
    """A page that had not got through when its article changed learns of it when it does."""

    def held(route: Route) -> None:
        portal.write(GREEN, article("Phường sạch"))
        until(lambda: running.preview.preview.builds == 2)
        route.continue_()

    page.route("**/livereload.js*", held, times=1)
    page.goto(running.address + ADDRESS)
    expect(page.locator("h1")).to_have_text("Phường sạch")
    assert faults(witness) == []


def test_overlay_comes_and_goes(page: Page, witness: Witness, portal: Portal, running: Running) -> None:
    """A mistake lies over the last good page, in view, and is gone when mended."""
    page.goto(running.address + ADDRESS)
    is_listening(page)
    portal.write(GREEN, article("Phường xanh: sạch"))
    overlay = page.locator(".bantin-preview")
    expect(overlay).to_be_visible()
    expect(overlay).to_contain_text("content/2018/03/phuong-xanh.md:2:19")
    expect(overlay).to_have_css("position", "fixed")
    expect(page.locator("h1")).to_have_text("Phường xanh")
    is_listening(page)
    portal.write(GREEN, article("Phường đẹp"))
    expect(page.locator("h1")).to_have_text("Phường đẹp")
    expect(overlay).to_have_count(0)
    assert faults(witness) == []


def test_problems_alone(page: Page, witness: Witness, portal: Portal) -> None:
    """With nothing good yet the mistakes have the page to themselves, until the first good one."""
    portal.write(GREEN, "không có phần đầu\n")
    running = Running(portal)
    try:
        page.goto(running.address)
        expect(page.locator(".bantin-preview")).to_be_visible()
        is_listening(page)
        portal.write(GREEN, article("Phường xanh"))
        expect(page.locator("h1")).to_contain_text("Phường Phúc Lợi")
    finally:
        running.stop()
    assert [fault for fault in faults(witness) if "500" not in fault and "WebSocket" not in fault] == []


def test_style_without_reload(page: Page, witness: Witness, portal: Portal, running: Running) -> None:
    """A change of style takes effect in the page as it stands."""
    page.goto(running.address + ADDRESS)
    is_listening(page)
    page.evaluate("window.stays = true")
    portal.write("assets/css/zebra.css", "body { outline: 3px solid rgb(1, 2, 3); }")
    expect(page.locator("body")).to_have_css("outline-color", "rgb(1, 2, 3)")
    assert page.evaluate("window.stays") is True
    assert faults(witness) == []


def test_preview_started_again(page: Page, portal: Portal) -> None:
    """A page left open finds the next preview at the same address, and what has changed meanwhile."""
    running = Running(portal)
    try:
        page.goto(running.address + ADDRESS)
        is_listening(page)
    finally:
        running.stop()
    portal.write(GREEN, article("Phường sạch"))
    running = Running(portal, running.preview.port)
    try:
        expect(page.locator("h1")).to_have_text("Phường sạch")
    finally:
        running.stop()


ATTACK = """<!doctype html><title>-</title>
<script>
window.name = "";
window.bantin = {found: (...told) => { window.name += JSON.stringify(told); }};
addEventListener("message", () => { window.name += "message"; });
</script>
<script src="{at}assets/search/vi/c/0.js"></script>
<script src="{at}assets/search/vi.js"></script>
<link rel="stylesheet" href="{at}assets/site.css">
<img src="{at}assets/icon.svg" onload="window.name += 'picture'">
<iframe src="{at}2018/04/ban-nhap/"></iframe>
"""


def invite_all(patch: pytest.MonkeyPatch) -> None:
    """As for a browser that does not tell who asks."""
    patch.setattr(handlers, "is_invited", lambda headers: True)


def say_nothing(patch: pytest.MonkeyPatch) -> None:
    """As for a browser that does not know the headers by which an answer is kept from pages of elsewhere."""
    patch.setattr(handlers.Guarded, "set_default_headers", lambda handler: None)


def attack(page: Page, portal: Portal, running: Running, name: str) -> tuple[set[str], set[str]]:
    """Opens the page of elsewhere while a draft is written; the addresses of ours that it asked for, and got."""
    portal.write("content/2018/04/ban-nhap.md", article("Bản nháp bí mật", draft="có"))
    until(lambda: "bí mật" in running.page("/2018/04/ban-nhap/"))
    data = ATTACK.replace("{at}", running.address).encode()

    class Answers(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *told: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    asked: set[str] = set()
    got: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))
    page.on("requestfinished", lambda request: got.add(request.url))
    try:
        page.goto(f"http://{name}:{server.server_port}/")
    finally:
        server.shutdown()
        server.server_close()
    return _ours(asked, running), _ours(got, running)


def _ours(urls: set[str], running: Running) -> set[str]:
    return {url for url in urls if url.startswith(running.address)}


@pytest.mark.parametrize("tells", [True, False])
@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_another_site_reads_nothing(
    page: Page, portal: Portal, running: Running, name: str, tells: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page of elsewhere, or of another port of this computer, gets no word of a draft, no picture and no frame; also
    in a browser that does not tell who asks.
    """
    if not tells:
        invite_all(monkeypatch)
    asked, got = attack(page, portal, running, name)
    assert len(asked) == 5
    assert page.evaluate("window.name") == ""
    shown = [frame.content() for frame in page.frames[1:]]
    assert not [html for html in shown if "bí mật" in html]
    assert [url for url in got if not url.endswith("/ban-nhap/")] == []
    # The same page, opened from there by a link, is shown: a person goes where they like.
    page.evaluate("address => { location.href = address; }", running.address + "2018/04/ban-nhap/")
    expect(page.locator("h1")).to_have_text("Bản nháp bí mật")


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_the_attack_would_succeed(
    page: Page, portal: Portal, running: Running, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without both protections the page of elsewhere reads the draft's title, shows a picture and a frame: so it is
    they that keep it out.
    """
    invite_all(monkeypatch)
    say_nothing(monkeypatch)
    asked, got = attack(page, portal, running, name)
    assert len(asked) > 5
    told = page.evaluate("window.name")
    assert "Bản nháp bí mật" in told
    assert "picture" in told
    assert "bí mật" in page.frames[1].content()
    assert got >= {url for url in asked if "/search/" in url}


DOUBTFUL = article("Phường xanh") + "\n<font>Chữ</font>\n\n[Chưa xong](\n"


def test_notes_are_folded_away_on_their_page(page: Page, witness: Witness, portal: Portal, running: Running) -> None:
    """A closed panel on the article that they are about, opened by keyboard; no other page has it, nor the site."""
    page.goto(running.address + ADDRESS)
    is_listening(page)
    expect(page.locator(".bantin-notes")).to_have_count(0)
    portal.write(GREEN, DOUBTFUL)
    panel = page.locator(".bantin-notes")
    summary = panel.locator("summary")
    expect(summary).to_have_text(re.compile(r"^\d+ lưu ý ở bài này$"))
    expect(panel.locator("li").first).to_be_hidden()
    assert axe(page) == []
    summary.focus()
    page.keyboard.press("Enter")
    expect(panel.locator("li").first).to_contain_text("content/2018/03/phuong-xanh.md:")
    told = panel.locator("li").all_inner_texts()
    assert len(told) == len(set(told)) == int((summary.text_content() or "").split()[0])
    assert axe(page) == []
    is_listening(page)
    portal.write(GREEN, article("Phường xanh"))
    expect(panel).to_have_count(0)
    assert faults(witness) == []


def test_notes_of_no_page_are_on_home(page: Page, witness: Witness, portal: Portal, running: Running) -> None:
    """What is doubtful about the ledger or config.yaml is told there, once, and on no list."""
    page.goto(running.address)
    is_listening(page)
    portal.write("data/addresses.txt", "???\n")
    expect(page.locator(".bantin-notes summary")).to_have_text("1 lưu ý chung của cổng")
    for address in ("tin-moi/", ADDRESS):
        page.goto(running.address + address)
        expect(page.locator(".bantin-notes")).to_have_count(0)
    assert faults(witness) == []
