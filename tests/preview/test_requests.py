"""Who may ask the preview, and what is said to others: names and pages of elsewhere, requests without sense."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import pytest
from tornado.escape import json_encode
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, WebSocketClosedError, websocket_connect

from tests.preview.running import LIMIT, Running, on_line, previewed, two_articles


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One preview for all of them: whoever only asks changes nothing."""
    with previewed(two_articles(tmp_path_factory.mktemp("asked") / "portal")) as running:
        yield running


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
