"""The preview: a real server at a free port, over a small portal that is written while it runs."""

import asyncio
import contextlib
import datetime
import gc
import http.client
import io
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tornado.escape import json_decode, json_encode
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, WebSocketClosedError, websocket_connect

from bantin.build import first_page, pipeline
from bantin.build.site import PreparedSite
from bantin.build.worker_pool import Stopped
from bantin.cache.store import BuildCache
from bantin.console import catalogue
from bantin.console.console import Console
from bantin.plan.planner import Planner
from bantin.preview import preview, server
from bantin.preview.access import Lan
from bantin.preview.handlers import content_type, part_asked
from bantin.preview.server import PreviewServer
from bantin.preview.session import Session
from tests.portal import CONFIG, NOW, Portal, written

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 30
"""Seconds that a condition may take on a machine that does much else; it usually takes one."""
GREEN = "content/2018/03/phuong-xanh.md"
DRAFT = "content/2018/04/ban-nhap.md"
SHOWN = "2018/03/phuong-xanh/index.html"


def article(title: str, body: str = "Một đoạn văn ngắn.", **fields: str) -> str:
    """An article of 2018."""
    return written(body, title=title, date="2018-03-07 10:11", category="cong-tac-dang", **fields)


def until(is_so: Callable[[], object]) -> None:
    """Waits until it is so."""
    end = time.monotonic() + LIMIT
    while not is_so():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


class Running:
    """A preview that runs, and a reader before it."""

    def __init__(self, portal: Portal, port: int = 0, lan: Lan | None = None, lang: str = "vi") -> None:
        self.portal = portal
        self.time = NOW
        speaker = Console(catalogue.load(lang, is_strict=True))
        self.preview = PreviewServer(
            portal.folder, server._listen(port, lan.host if lan else ""), speaker, lambda: self.time, lan
        )
        self.address = self.preview.address
        self._thread = threading.Thread(target=lambda: asyncio.run(self.preview.run()))
        self._thread.start()

    def stop(self) -> None:
        """Ends it."""
        self.preview.stopped.set()
        self._thread.join(LIMIT)
        assert not self._thread.is_alive()

    def ask(self, address: str, method: str = "GET", **headers: str) -> tuple[int, http.client.HTTPMessage, str]:
        """(status, headers, text) of an answer."""
        line = http.client.HTTPConnection("127.0.0.1", self.preview.port, timeout=LIMIT)
        try:
            line.request(method, address, headers=headers)
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read().decode("utf-8", "replace")
        finally:
            line.close()

    def page(self, address: str = "/2018/03/phuong-xanh/") -> str:
        """The text of a page."""
        return self.ask(address)[2]

    def shows(self, words: str) -> bool:
        """Whether the page holds these words."""
        return words in self.page()

    def build(self) -> str:
        """The build that pages say they come from."""
        found = re.search('data-bantin-mark="([^"]+)"', self.page())
        assert found is not None
        return found[1]


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A portal of an article and a draft."""
    portal = Portal(tmp_path / "portal")
    portal.write("config.yaml", CONFIG)
    portal.write(GREEN, article("Phường xanh"))
    portal.write(DRAFT, article("Bản nháp", draft="có"))
    return portal


@pytest.fixture
def running(portal: Portal) -> Iterator[Running]:
    """Its preview."""
    running = Running(portal)
    yield running
    running.stop()


async def line_to(running: Running, build: str) -> WebSocketClientConnection:
    """The line of a page that shows `build`, after the handshake of LiveReload's protocol, version 7."""
    line = await websocket_connect(f"ws://127.0.0.1:{running.preview.port}/livereload")
    await line.write_message(json_encode({"command": "hello", "protocols": []}))
    assert "http://livereload.com/protocols/official-7" in (await heard(line))["protocols"]
    await line.write_message(json_encode(shows(build)))
    return line


def shows(mark: str) -> dict[str, Any]:
    """What a page says of itself when it has got through."""
    return {"command": "info", "plugins": {"bantin": {"path": SHOWN, "mark": mark}}}


async def heard(line: WebSocketClientConnection) -> dict[str, Any]:
    """The next message."""
    async with asyncio.timeout(LIMIT):
        message = await line.read_message()
    said: dict[str, Any] = json_decode(message or "{}")
    return said


def on_line(running: Running, build: str, talk: Callable[[WebSocketClientConnection], Awaitable[None]]) -> None:
    """Talks as a page that shows `build`."""

    async def call() -> None:
        line = await line_to(running, build)
        await talk(line)
        line.close()
        await line.read_message()

    asyncio.run(call())


# What is served.


def test_pages_with_drafts(running: Running) -> None:
    """The site as it would be, with drafts, each marked, and the script that reloads."""
    status, headers, text = running.ask("/")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert headers["Cache-Control"] == "no-store"
    assert "Phường xanh" in text
    draft = running.page("/2018/04/ban-nhap/")
    assert "Bản nháp" in draft
    assert messages_of_badge() in draft
    assert '<script src="/livereload.js?maxdelay=2000" defer>' in text
    assert "connect-src &#39;self&#39; ws:" in text
    assert "bantin-preview" not in text


def messages_of_badge() -> str:
    """How the site calls a draft."""
    found = re.search(
        r'^badge\.draft: "?([^"\n]+)', (ROOT / "templates/words/vi.yaml").read_text("utf-8"), re.MULTILINE
    )
    assert found is not None
    return found[1]


def test_script_and_style(running: Running) -> None:
    """LiveReload's client with our plugin in front of it, and the style of the overlay."""
    _, headers, script = running.ask("/livereload.js?maxdelay=2000")
    assert headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert -1 < script.index("LiveReloadPluginBantin") < script.index("official-7")
    _, headers, style = running.ask("/_bantin/preview.css")
    assert headers["Content-Type"] == "text/css; charset=utf-8"
    assert ".bantin-preview {" in style


def test_files_that_all_pages_load(portal: Portal, running: Running) -> None:
    """A browser that has them is told that they are the same, until they are others; of a page it keeps nothing."""
    for address in ("/assets/site.css", "/livereload.js?maxdelay=2000"):
        _, headers, text = running.ask(address)
        assert headers["Cache-Control"] == "no-cache"
        status, _, again = running.ask(address, **{"If-None-Match": headers["ETag"]})
        assert (status, again, bool(text)) == (304, "", True)
    before = running.ask("/assets/site.css")[1]["ETag"]
    portal.write("assets/css/zebra.css", "body { color: green; }")
    until(lambda: running.ask("/assets/site.css", **{"If-None-Match": before})[0] == 200)
    page = running.ask("/")[1]
    assert (page["Cache-Control"], page["ETag"]) == ("no-store", None)


def test_no_page(running: Running) -> None:
    """The portal's own 404 page, which reloads like any other."""
    status, _, text = running.ask("/2018/03/khong-co/")
    assert status == 404
    assert "livereload.js" in text
    assert "data-bantin-mark" in text


def test_folder_without_slash(running: Running) -> None:
    """Sent on, as every host does."""
    status, headers, _ = running.ask("/2018/03/phuong-xanh?x=1")
    assert (status, headers["Location"]) == (302, "/2018/03/phuong-xanh/?x=1")


@pytest.mark.parametrize(
    "address",
    [
        "/../config.yaml",
        "/%2e%2e/config.yaml",
        "/..%2fconfig.yaml",
        "/..%5cconfig.yaml",
        "//config.yaml",
        "//2018/03/phuong-xanh",
        "/assets/../config.yaml",
        "/config.yaml",
        "/content/2018/03/phuong-xanh.md",
        "/.bantin/record",
        "/%00",
    ],
)
def test_nothing_but_the_site(running: Running, address: str) -> None:
    """An address is looked up in the plan, never on disk."""
    status, _, text = running.ask(address)
    assert status == 404
    assert "base_url" not in text


def test_head(running: Running) -> None:
    """The headers of the page, without the page."""
    status, headers, text = running.ask("/", "HEAD")
    assert (status, text) == (200, "")
    assert int(headers["Content-Length"]) == len(running.page("/").encode())


def test_other_methods(running: Running) -> None:
    """There is nothing to send here."""
    assert running.ask("/", "POST", **{"Content-Length": "0"})[0] == 405


def test_part_of_a_file(running: Running) -> None:
    """A recording can be played from its middle."""
    whole = running.page("/robots.txt")
    status, headers, text = running.ask("/robots.txt", Range="bytes=2-5")
    assert (status, text) == (206, whole[2:6])
    assert headers["Content-Range"] == f"bytes 2-5/{len(whole)}"


def test_picture(portal: Portal, running: Running) -> None:
    """A variant is made when it is asked for; a picture exchanged shows at once."""
    for colour in ("red", "blue"):
        out = io.BytesIO()
        Image.new("RGB", (1600, 900), colour).save(out, "PNG")
        portal.write("content/2018/03/anh.png", out.getvalue())
        portal.write(GREEN, article("Phường xanh", f"![Ảnh {colour}](anh.png)"))
        # Not the words alone: a build between the two writes tells of a picture that is not there yet.
        until(lambda: f'alt="Ảnh {colour}"' in running.page())  # noqa: B023 - It is called in this very round.
        found = re.search(r'<source type="image/webp" srcset="[./]*(\S+) ', running.page())
        assert found is not None
        status, headers, _ = running.ask(f"/{found[1]}")
        assert (status, headers["Content-Type"]) == (200, "image/webp")


def test_below_a_path(portal: Portal) -> None:
    """What the 404 page of a site in a sub-folder refers to is there."""
    portal.write("config.yaml", CONFIG.replace("https://phuc-loi.example", "https://x.example/phuong"))
    running = Running(portal)
    try:
        assert "/phuong/assets/site.css" in running.page("/khong-co")
        assert running.ask("/phuong/assets/site.css")[0] == 200
        assert running.ask("/phuong/")[0] == 200
        assert running.ask("/phuong")[1]["Location"] == "/phuong/"
        assert running.ask("/assets/site.css")[0] == 200
    finally:
        running.stop()


# Who may ask.


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "", "x@localhost:{port}"]
)
def test_foreign_host(running: Running, host: str) -> None:
    """A name of elsewhere that leads here gets nothing."""
    status, _, text = running.ask("/", Host=host.format(port=running.preview.port))
    assert status in (400, 403)
    assert "Phường" not in text


@pytest.mark.parametrize("host", ["localhost:{port}", "LOCALHOST:{port}", "127.0.0.1:{port}", "[::1]:{port}"])
def test_own_host(running: Running, host: str) -> None:
    """This computer's own names."""
    assert running.ask("/", Host=host.format(port=running.preview.port))[0] == 200


@pytest.mark.parametrize("header", ["Origin", "Host"])
def test_foreign_line(running: Running, header: str) -> None:
    """A page of elsewhere cannot listen either."""
    value = "http://evil.example" if header == "Origin" else "evil.example"
    request = HTTPRequest(f"ws://127.0.0.1:{running.preview.port}/livereload", headers={header: value})

    async def call() -> None:
        await websocket_connect(request)

    with pytest.raises(HTTPClientError) as refused:
        asyncio.run(call())
    assert refused.value.code == 403


NAVIGATION = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "none", **NAVIGATION}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"}, 200),
        ({"Sec-Fetch-Site": "cross-site", **NAVIGATION}, 200),
        ({"Sec-Fetch-Site": "same-site", **NAVIGATION}, 200),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "websocket", "Sec-Fetch-Dest": "empty"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "something new"}, 403),
    ],
)
@pytest.mark.parametrize("address", ["/", "/2018/04/ban-nhap/", "/assets/site.css", "/livereload.js"])
def test_pages_of_elsewhere(running: Running, address: str, asked: dict[str, str], expected: int) -> None:
    """A link from elsewhere may lead here; nothing here is a part of a page of elsewhere, be it of this computer."""
    status, _, text = running.ask(address, **asked)
    assert status == expected
    assert expected == 200 or "nháp" not in text


@pytest.mark.parametrize("address", ["/", "/2018/03/phuong-xanh", "/khong-co/", "/assets/site.css", "/livereload"])
@pytest.mark.parametrize("asked", [{}, {"Host": "evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_every_answer_stays_here(running: Running, address: str, asked: dict[str, str]) -> None:
    """Also an error, a redirect and a refusal: no page of elsewhere gets hold of it, or frames it."""
    _, headers, _ = running.ask(address, **asked)
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Content-Security-Policy"] == "frame-ancestors 'self'"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_large_requests(running: Running, capfd: pytest.CaptureFixture[str]) -> None:
    """A body of more than a page ever sends is not taken in, whether its size is told or not."""
    told = b"Content-Length: 90000000\r\n\r\n"
    untold = b"Transfer-Encoding: chunked\r\n\r\n" + b"4000\r\n" + bytes(0x4000) + b"\r\n"
    for end in (told, untold):
        with socket.create_connection(("127.0.0.1", running.preview.port), LIMIT) as line:
            line.sendall(f"POST / HTTP/1.1\r\nHost: localhost:{running.preview.port}\r\n".encode() + end)
            with contextlib.suppress(ConnectionError):
                for _ in range(20):
                    line.sendall(b"4000\r\n" + bytes(0x4000) + b"\r\n")
            with contextlib.suppress(ConnectionError):
                assert line.recv(100).startswith(b"HTTP/1.1 400")
    assert running.ask("/")[0] == 200
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize(
    "message",
    [
        "",
        "{",
        "7",
        "[]",
        '"hello"',
        "null",
        "{}",
        '{"command": 7}',
        '{"command": ["info"]}',
        '{"command": "info", "plugins": 7}',
        '{"command": "info", "plugins": {"bantin": []}}',
        '{"command": "info", "plugins": {"bantin": {"mark": {}}}, "url": {}}',
        "[" * 30_000,
        '{"a":' * 10_000,
        "9" * 9_000,
        '{"command": "hello", "command": "hello", "url": ' + "[" * 900 + "]" * 900 + "}",
        b"\xff\xfe{\0}\0",
        b"\x80",
        "x" * 100_000,
    ],
)
def test_foreign_messages(running: Running, message: str | bytes, capfd: pytest.CaptureFixture[str]) -> None:
    """What is no message of LiveReload's is passed over without a word, and the preview goes on."""

    async def call() -> None:
        line = await websocket_connect(f"ws://127.0.0.1:{running.preview.port}/livereload")
        await line.write_message(message, binary=isinstance(message, bytes))
        with contextlib.suppress(WebSocketClosedError):  # what is too long ends the line
            await line.write_message(json_encode({"command": "hello"}))
        async with asyncio.timeout(LIMIT):
            line.close()
            while await line.read_message() is not None:
                pass

    asyncio.run(call())
    on_line(running, running.build(), nothing)
    said = capfd.readouterr()
    assert "Traceback" not in said.err + said.out
    assert "rror" not in said.err


async def nothing(line: WebSocketClientConnection) -> None:
    """Says no more than the handshake."""


def test_only_this_computer(running: Running) -> None:
    """It listens on loopback and nowhere else."""
    assert [each.getsockname()[0] for each in running.preview._listening] == ["127.0.0.1"]


# Renewal.


def test_edit_tells_the_page(portal: Portal, running: Running) -> None:
    """An edit is a new build, of which an open page hears."""
    build = running.build()

    async def talk(line: WebSocketClientConnection) -> None:
        portal.write(GREEN, article("Phường sạch"))
        said = await heard(line)
        assert (said["command"], said["path"]) == ("reload", "*")

    on_line(running, build, talk)
    assert "Phường sạch" in running.page()
    assert running.build() != build


def test_sites_of_before_are_let_go(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many edits there were, memory holds the site that is shown, and none of those before it."""
    monkeypatch.setattr(preview, "QUIET", 0.05)
    running = Running(portal)
    try:
        for number in range(8):
            portal.write(GREEN, article(f"Lần {number}"))
            until(partial(running.shows, f"Lần {number}"))
            time.sleep(0.1)  # what was made lives on beyond the moment in which garbage is looked for
        until(lambda: sum(type(each) is Planner for each in gc.get_objects()) <= 2)
    finally:
        running.stop()


def test_page_behind_is_told_at_once(running: Running) -> None:
    """No reload is lost: who was not there when it was called hears of it on coming back."""
    running.page()

    async def talk(line: WebSocketClientConnection) -> None:
        assert (await heard(line))["command"] == "reload"

    on_line(running, "1.1", talk)


def test_other_pages_stay(portal: Portal, running: Running) -> None:
    """An edit that a page does not show leaves it alone: nobody is interrupted by what others write."""
    portal.write("content/2018/01/cu.md", article("Bài cũ hơn"))
    until(lambda: running.ask("/2018/01/cu/")[0] == 200)
    build = running.build()
    portal.write("content/2018/01/cu.md", article("Bài cũ hơn", "Chữ khác."))
    until(lambda: "Chữ khác." in running.page("/2018/01/cu/"))
    assert running.build() == build


def test_style_alone(portal: Portal, running: Running) -> None:
    """A change of style asks for the style sheet only."""
    build = running.build()

    async def talk(line: WebSocketClientConnection) -> None:
        portal.write("assets/css/zebra.css", "body { color: green; }")
        said = await heard(line)
        assert (said["path"], said["liveCSS"]) == ("assets/site.css", True)

    on_line(running, build, talk)
    assert "color: green" in running.page("/assets/site.css")


def test_nothing_new(portal: Portal, running: Running, capsys: pytest.CaptureFixture[str]) -> None:
    """A file saved as it was calls for no reload."""
    build = running.build()
    first = capsys.readouterr().out
    assert "trang" in first
    portal.write(GREEN, article("Phường xanh"))
    os.utime(portal.folder / GREEN, (1_600_000_000, 1_600_000_000))
    until(lambda: "trang" in capsys.readouterr().out)
    assert running.build() == build


def test_burst_is_one_build(portal: Portal, running: Running) -> None:
    """Fifty articles that a pull brings, with times long past, are one build."""
    running.page()
    fresh = portal.folder.parent / "pulled"
    fresh.mkdir()
    for number in range(50):
        path = fresh / f"bai-{number}.md"
        path.write_text(article(f"Bài số {number}"), encoding="utf-8")
        os.utime(path, (1_000_000_000, 1_000_000_000))
    for path in fresh.iterdir():
        shutil.move(path, portal.folder / "content/2018/03" / path.name)
    until(lambda: running.ask("/2018/03/bai-49/")[0] == 200)
    assert all(running.ask(f"/2018/03/bai-{number}/")[0] == 200 for number in range(50))
    assert running.preview.preview.builds == 2


def test_removed_article(portal: Portal, running: Running) -> None:
    """What is deleted is gone."""
    running.page()
    (portal.folder / GREEN).unlink()
    until(lambda: running.ask("/2018/03/phuong-xanh/")[0] == 404)


def test_time_comes(portal: Portal, running: Running) -> None:
    """A scheduled article comes out though nobody touches a file."""
    portal.write(GREEN, written(title="Phường xanh", date="2026-03-09 13:00", category="cong-tac-dang"))
    until(lambda: "noindex" in running.page())
    running.time = NOW + datetime.timedelta(hours=2)
    until(lambda: "noindex" not in running.page())


def test_notice_ends(portal: Portal, running: Running) -> None:
    """What is posted until today is not any more after midnight."""
    portal.write(GREEN, article("Phường xanh", notice_until="2026-03-09"))
    until(lambda: "09/03/2026" in running.page())
    running.time = NOW + datetime.timedelta(hours=13)
    until(lambda: "09/03/2026" not in running.page())


def test_site_is_left_alone(portal: Portal, running: Running) -> None:
    """Neither made, nor written, nor looked at."""
    running.page()
    assert not portal.site.exists()
    portal.write("site/index.html", "đã đăng")
    build = running.build()
    portal.write(GREEN, article("Phường sạch"))
    until(lambda: running.build() != build)
    assert [path.name for path in portal.site.iterdir()] == ["index.html"]
    assert (portal.site / "index.html").read_text(encoding="utf-8") == "đã đăng"
    assert running.preview.preview.builds == 2


# Mistakes.


def test_mistake_and_mending(portal: Portal, running: Running, capsys: pytest.CaptureFixture[str]) -> None:
    """The last good page with the mistake over it, escaped; mended, it is gone."""
    running.page()
    portal.write(GREEN, "---\ntitle: <b>Xanh</b>: & sạch\ndate: 2018-03-07\ncategory: cong-tac-dang\n---\n\nChữ.\n")
    until(lambda: "bantin-preview" in running.page())
    status, _, text = running.ask("/2018/03/phuong-xanh/")
    assert status == 200
    assert "Phường xanh" in text
    assert "content/2018/03/phuong-xanh.md:2:19: lỗi: " in text
    assert "    title: &lt;b&gt;Xanh&lt;/b&gt;: &amp; sạch\n                      ^</pre><p>→ " in text
    assert "<b>Xanh" not in text
    assert '<link rel="stylesheet" href="/_bantin/preview.css">' in text
    assert "Có 1 lỗi cần sửa. Trang đang hiện là bản đúng gần nhất." in text
    assert "bantin-preview" in running.page("/khong-co")
    assert "    title: <b>Xanh</b>: & sạch\n                      ^\n  → " in capsys.readouterr().out
    portal.write(GREEN, article("Xanh và sạch"))
    until(lambda: "bantin-preview" not in running.page())
    assert "Xanh và sạch" in running.page()


def test_mistake_tells_the_page(portal: Portal, running: Running) -> None:
    """The overlay comes by itself, and goes by itself, also if nothing else has changed since."""
    build = running.build()

    async def talk(line: WebSocketClientConnection) -> None:
        portal.write(GREEN, "không có phần đầu\n")
        assert (await heard(line))["path"] == "*"
        await line.write_message(json_encode(shows(running.build())))
        portal.write(GREEN, article("Phường xanh"))
        assert (await heard(line))["path"] == "*"

    on_line(running, build, talk)
    assert "bantin-preview" not in running.page()


def test_wrong_from_the_start(portal: Portal) -> None:
    """With nothing good yet, the mistakes alone, at every address."""
    portal.write(GREEN, "không có phần đầu\n")
    running = Running(portal)
    try:
        status, _, text = running.ask("/bat-ky/")
        assert status == 500
        assert '<html lang="vi">' in text
        assert "content/2018/03/phuong-xanh.md" in text
        assert "Có 1 lỗi cần sửa thì mới xem thử được." in text
        assert "livereload.js" in text
        portal.write(GREEN, article("Phường xanh"))
        until(lambda: running.ask("/")[0] == 200)
    finally:
        running.stop()


def test_page_before_the_others(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a large portal is still being read, the article that is asked for is there, and says what it lacks."""
    may_look, look = threading.Event(), Session.look

    def held(*asked: Any) -> Any:
        may_look.wait(LIMIT)
        return look(*asked)

    monkeypatch.setattr(first_page, "MANY", 1)
    monkeypatch.setattr(Session, "look", held)
    running = Running(portal)
    try:
        status, _, text = running.ask("/2018/03/phuong-xanh/")
        assert (status, "Một đoạn văn ngắn." in text, "Đang đọc các bài còn lại." in text) == (200, True, True)
        assert running.ask("/assets/site.css")[0] == 200
        build = running.build()

        async def talk(line: WebSocketClientConnection) -> None:
            may_look.set()
            assert (await heard(line))["path"] == "*"

        on_line(running, build, talk)
        assert "Đang đọc" not in running.page()
    finally:
        may_look.set()
        running.stop()


def test_config_broken_and_mended(portal: Portal, running: Running) -> None:
    """config.yaml is watched, and its loss is a mistake like any other."""
    running.page()
    (portal.folder / "config.yaml").unlink()
    until(lambda: "bantin-preview" in running.page())
    portal.write("config.yaml", CONFIG.replace("Phường Phúc Lợi", "Phường Việt Hưng"))
    until(lambda: "Phường Việt Hưng" in running.page())
    assert "bantin-preview" not in running.page()


def test_template_mistake(portal: Portal, running: Running) -> None:
    """A template of the portal's own that asks for what is not there does not take the last good page away."""
    running.page()
    portal.write("templates/parts/article_tools.html", "<p>\n{{ page.khong_co }}</p>\n")
    until(lambda: "bantin-preview" in running.page())
    text = running.page()
    assert "templates/parts/article_tools.html:2: lỗi: " in text
    assert "    {{ page.khong_co }}" in text
    assert "Một đoạn văn ngắn." in text
    portal.write("templates/parts/article_tools.html", "<p>Đã sửa</p>\n")
    until(lambda: "Đã sửa" in running.page())


def test_template_mistake_on_a_page_looked_at(portal: Portal, running: Running) -> None:
    """Also where only the page that is open meets it."""
    portal.write("content/2018/05/co-nguon.md", article("Có nguồn", source="Cổng thành phố"))
    until(lambda: running.ask("/2018/05/co-nguon/")[0] == 200)
    template = "{% if page.title == 'Có nguồn' %}{{ page.khong_co }}{% endif %}\n"
    portal.write("templates/parts/article_tools.html", template)
    until(lambda: "bantin-preview" in running.page())
    assert running.ask("/2018/05/co-nguon/")[0] == 200


def test_template_mistake_elsewhere(portal: Portal, running: Running) -> None:
    """A page that nobody looked at tells of it when somebody does."""
    portal.write("content/2018/05/co-nguon.md", article("Có nguồn", source="Cổng thành phố"))
    until(lambda: "Có nguồn" in running.page("/"))
    template = "{% if page.title == 'Có nguồn' %}{{ page.khong_co }}{% endif %}<p>Mới</p>\n"
    portal.write("templates/parts/article_tools.html", template)
    until(lambda: "Mới" in running.page())
    status, _, text = running.ask("/2018/05/co-nguon/")
    assert status == 500
    assert "templates/parts/article_tools.html:1: lỗi: " in text
    assert "data-bantin-mark" in text


def test_fault_of_ours(
    portal: Portal, running: Running, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unforeseen exception is shown and survived."""
    running.page()
    plan_site = pipeline.plan_site

    def fail(*_: object) -> PreparedSite:
        raise RuntimeError("hỏng <i>")

    monkeypatch.setattr(pipeline, "plan_site", fail)
    portal.write(GREEN, article("Phường sạch"))
    until(lambda: "RuntimeError: hỏng &lt;i&gt;" in running.page())
    assert "Traceback" in capsys.readouterr().err
    monkeypatch.setattr(pipeline, "plan_site", plan_site)
    portal.write(GREEN, article("Phường sạch sẽ"))
    until(lambda: "Phường sạch sẽ" in running.page())


# The command.


def started(*words: str) -> "subprocess.Popen[str]":
    """The command as a process of its own, which speaks English."""
    return subprocess.Popen(
        [sys.executable, "-m", "bantin.commands.cli", *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env={**os.environ, "BANTIN_LANG": "en"},
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Left out: Windows has no SIGINT to send to one process.")
def test_command(portal: Portal) -> None:
    """The address at the start, another port if the wanted one is taken, a line for each build, a clean end."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        words = ("--project", str(portal.folder), "serve", "--no-open", "--port", str(port))
        with started(*words) as process:
            try:
                assert process.stdout is not None
                said = [process.stdout.readline() for _ in range(4)]
                process.send_signal(signal.SIGINT)
                rest, _ = process.communicate(timeout=LIMIT)
            finally:
                process.kill()
    other = re.fullmatch(rf"Port {port} is taken, so the preview uses port (\d+)\.\n", said[0])
    assert other is not None
    assert said[1] == f"Preview at http://127.0.0.1:{other[1]}/ (Ctrl+C to stop)\n"
    assert re.fullmatch(rf"Write at http://127\.0\.0\.1:{other[1]}/_soan/[\w-]{{22}}/\n", said[2])
    assert re.fullmatch(r"Preview renewed: \d+ pages, \d+\.\d s\n", said[3])
    assert rest == "The preview has ended.\n"
    assert process.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")
def test_ended_while_reading(tmp_path: Path) -> None:
    """Ctrl-C and SIGTERM end a preview whose workers are still at their first look, and leave nothing behind."""
    portal = Portal(tmp_path)
    portal.write("config.yaml", CONFIG)
    texts = (article(f"Bài {number}", "Đoạn văn dài. " * 2000) for number in range(400))
    portal.write_all({f"content/2018/01/bai-{number}.md": text for number, text in enumerate(texts)})
    words = ("--project", str(tmp_path), "serve", "--no-open", "--port", "0")
    for number in (signal.SIGINT, signal.SIGTERM):
        shutil.rmtree(tmp_path / ".cache", ignore_errors=True)
        with started(*words) as process:
            try:
                until(partial(has_workers, process.pid))
                process.send_signal(number)
                said, _ = process.communicate(timeout=LIMIT)
            finally:
                process.kill()
        assert (process.returncode, said.splitlines()[2:]) == (0, ["The preview has ended."])


def test_ended_before_workers_are_hired(tmp_path: Path) -> None:
    """A look that begins after the end hires nobody: what workers share would outlive the process."""
    portal = Portal(tmp_path)
    portal.write("config.yaml", CONFIG)
    session = Session(portal.folder, "", BuildCache(None))
    session.stop()
    session.let_first_page_ahead()
    with pytest.raises(Stopped):
        session.look(NOW)


def has_workers(pid: int) -> bool:
    """Whether a process has started others, beside the one that keeps account of what they share."""
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return len(listed.stdout.split()) > 1


def test_no_port(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """With no port to be had it says so, and what to do."""
    assert server.serve(portal.folder, 70_000, Console(catalogue.load("en"))) == 2
    assert capsys.readouterr().out == (
        "The preview could not be opened: all ports from 70000 to 70019 are taken. "
        "Choose another one, for example: python3 build.py serve --port 9000\n"
    )


def test_browser_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is a screen; whatever comes of it."""
    opened: list[str] = []

    def fail(address: str) -> bool:
        opened.append(address)
        raise OSError("no browser")

    monkeypatch.setattr("webbrowser.open", fail)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    server._open("http://127.0.0.1:8000/")
    assert opened == []
    monkeypatch.setenv("DISPLAY", ":0")
    server._open("http://127.0.0.1:8000/")
    assert opened == ["http://127.0.0.1:8000/"]


# Its parts.


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("x/index.html", "text/html; charset=utf-8"),
        ("assets/site.js", "text/javascript; charset=utf-8"),
        ("assets/icon.svg", "image/svg+xml; charset=utf-8"),
        ("sitemap.xml", "text/xml; charset=utf-8"),
        ("x/bieu-mau.pdf", "application/pdf"),
        ("x/anh.webp", "image/webp"),
        ("x/tin.mp3", "audio/mpeg"),
        ("x/khong-duoi", "application/octet-stream"),
        ("x/trang.html.gz", "application/octet-stream"),
    ],
)
def test_content_types(path: str, expected: str) -> None:
    """Of the files that a site holds, on every system the same."""
    assert content_type(path) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-3", (0, 4)),
        ("bytes=4-", (4, 10)),
        ("bytes=-3", (7, 10)),
        ("bytes=-30", (0, 10)),
        ("bytes=8-99", (8, 10)),
        ("bytes=10-", None),
        ("bytes=5-4", None),
        ("bytes=-", None),
        ("bytes=-0", None),
        ("bytes=0-1,4-5", None),
        ("lines=0-1", None),
        ("bytes=" + "9" * 5000 + "-", None),
        ("", None),
    ],
)
def test_part_asked(header: str, expected: tuple[int, int] | None) -> None:
    """One part that is there; anything else is answered with the whole."""
    assert part_asked(header, 10) == expected
