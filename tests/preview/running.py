"""What the tests of the preview share: a small portal, its preview at a free port, and a reader before it."""

import asyncio
import http.client
import re
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tornado.escape import json_decode, json_encode
from tornado.websocket import WebSocketClientConnection, websocket_connect

from bantin.console import catalogue
from bantin.console.console import Console
from bantin.preview import server
from bantin.preview.access import Lan
from bantin.preview.server import PreviewServer
from tests.portal import CONFIG, NOW, Portal, written

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


def two_articles(folder: Path) -> Portal:
    """A portal of an article and a draft."""
    portal = Portal(folder)
    portal.write("config.yaml", CONFIG)
    portal.write(GREEN, article("Phường xanh"))
    portal.write(DRAFT, article("Bản nháp", draft="có"))
    return portal


@contextmanager
def previewed(portal: Portal, lan: Lan | None = None) -> Iterator[Running]:
    """Its preview, which ends with the block."""
    running = Running(portal, lan=lan)
    try:
        yield running
    finally:
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
