"""Who may look at the preview: this computer, and with `--lan` whoever knows the code."""

import asyncio
import http.client
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

from bantin.commands import cli
from bantin.preview import phone, server
from bantin.preview.access import Access, Lan
from tests.portal import CONFIG, Portal
from tests.preview.running import Running, previewed, two_articles

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Left out: 127.0.0.2 stands for the network.")

HOST, CODE = "127.0.0.2", "bi-mat"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One preview for all of them, which other devices may look at."""
    portal = two_articles(tmp_path_factory.mktemp("access") / "portal")
    with previewed(portal, Lan(HOST, CODE)) as running:
        yield running


def asked(running: Running, address: str, method: str = "GET", **headers: str) -> tuple[int, http.client.HTTPMessage]:
    """The answer to another device."""
    line = http.client.HTTPConnection(HOST, running.preview.port, timeout=30)
    try:
        line.request(method, address, headers=headers)
        answer = line.getresponse()
        answer.read()
        return answer.status, answer.headers
    finally:
        line.close()


def test_code_opens_the_preview(running: Running) -> None:
    """The address with the code leads to the page, which then goes by a cookie."""
    status, headers = asked(running, f"/2018/04/ban-nhap/?ma={CODE}")
    assert (status, headers["Location"]) == (302, "/2018/04/ban-nhap/")
    cookie = headers["Set-Cookie"].partition(";")[0]
    assert "HttpOnly" in headers["Set-Cookie"]
    assert "SameSite=Strict" in headers["Set-Cookie"]
    assert asked(running, "/2018/04/ban-nhap/", Cookie=cookie)[0] == 200
    assert asked(running, f"//evil.example/?ma={CODE}")[1]["Location"] == "/evil.example/"


@pytest.mark.parametrize("address", ["/", "/2018/04/ban-nhap/", "/livereload.js", "/?ma=", "/?ma=khac", "/?ma=%00"])
@pytest.mark.parametrize("cookie", ["", "ma=", "ma=khac"])
def test_nothing_without_the_code(running: Running, address: str, cookie: str) -> None:
    """Not a style sheet."""
    assert asked(running, address, Cookie=cookie)[0] == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_devices_only_look(running: Running, method: str) -> None:
    """Whatever is written one day, it is not written from there."""
    headers = {"Cookie": f"ma={CODE}", "Content-Length": "0"}
    assert asked(running, "/", method, **headers)[0] == 403


def test_line_of_another_device(running: Running) -> None:
    """Its pages hear of changes if they know the code."""

    async def call(cookie: str) -> None:
        address = f"ws://{HOST}:{running.preview.port}/livereload"
        headers = {"Cookie": cookie, "Origin": f"http://{HOST}:{running.preview.port}"}
        line = await websocket_connect(HTTPRequest(address, headers=headers))
        line.close()

    asyncio.run(call(f"ma={CODE}"))
    with pytest.raises(HTTPClientError) as refused:
        asyncio.run(call("ma=khac"))
    assert refused.value.code == 403


def test_phone_page(running: Running) -> None:
    """It is for this computer alone, and shows the address."""
    status, _, text = running.ask(f"/{phone.ADDRESS}")
    assert status == 200
    assert f"http://{HOST}:{running.preview.port}/?ma={CODE}" in text
    assert "<svg" in text
    assert asked(running, f"/{phone.ADDRESS}", Cookie=f"ma={CODE}")[0] == 403


def test_this_computer_is_known_by_its_line() -> None:
    """Who says from elsewhere that he asks `localhost` is not believed."""
    access = Access(8000, Lan("192.168.1.2", CODE))
    assert access.is_here("localhost:8000", "127.0.0.1")
    assert access.is_here("LOCALHOST:8000", "::1")
    assert not access.is_here("localhost:8000", "192.168.1.7")
    assert not access.is_here("localhost:8000", "")
    assert not access.is_here("192.168.1.2:8000", "127.0.0.1")
    assert not Access(8000).knows_code("")


def test_without_a_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to be seen from, which is told."""
    monkeypatch.setattr(server, "_lan_host", lambda: "")
    Portal(tmp_path).write("config.yaml", CONFIG)
    assert cli.main(["--project", str(tmp_path), "--lang", "vi", "serve", "--lan", "--no-open"]) == 2
    assert "Máy này chưa nối vào mạng nào" in capsys.readouterr().out


def test_both_addresses_have_one_port() -> None:
    """The port is free at both, or another one is taken."""
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        listening = server._listen(port, HOST)
        names = [each.getsockname() for each in listening]
        for each in listening:
            each.close()
    assert [host for host, _ in names] == ["127.0.0.1", HOST]
    assert len({port for _, port in names} - {port}) == 1
