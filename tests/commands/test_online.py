"""Links elsewhere are asked politely: few at once, one at a time of a server, HEAD first; what came of it is told."""

import ssl
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from bantin.checking.web_links import links_elsewhere
from bantin.commands import check, online
from bantin.commands.online import RequestLimits, ServerAnswer
from bantin.problems import Place, Problem, warning
from tests.portal import Portal, written

QUICK = RequestLimits(pause=0.0, patience=2.0, limit=20.0)


class Server(ThreadingHTTPServer):
    """Answers as its addresses say, and notes how it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, str]] = []
        self.at_once = self.most_at_once = 0
        self.lock = threading.Lock()

    def at(self, path: str) -> str:
        """An address here."""
        return f"http://127.0.0.1:{self.server_address[1]}{path}"


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def _answer(self) -> None:
        server = self.server
        with server.lock:
            server.asked.append((self.command, self.path))
            server.at_once += 1
            server.most_at_once = max(server.most_at_once, server.at_once)
        time.sleep(1.0 if self.path.endswith("/wait") else 0.01)
        with server.lock:  # before the answer, behind which the next question may come at once
            server.at_once -= 1
        status = int(self.path.split("/")[1])
        if self.path.endswith("/get") and self.command == "GET":
            status = 200
        self.send_response(status)
        if status in (301, 302, 308):
            self.send_header("Location", "/" + "/".join(self.path.split("/")[2:]))
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET = _answer  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    """A server on this computer."""
    made = Server()
    thread = threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("path", "verdict", "status", "moved"),
    [
        ("/200", online.FINE, 200, ""),
        ("/200/phường?q=đ", online.FINE, 200, ""),
        ("/404", online.BROKEN, 404, ""),
        ("/410", online.BROKEN, 410, ""),
        ("/500", online.FAILING, 500, ""),
        ("/503", online.FAILING, 503, ""),
        ("/403", online.CLOSED, 403, ""),
        ("/429", online.CLOSED, 429, ""),
        ("/405/get", online.FINE, 200, ""),
        ("/404/get", online.FINE, 200, ""),
        ("/301/200", online.MOVED, 200, "/200"),
        ("/308/301/200", online.MOVED, 200, "/200"),
        ("/302/200", online.FINE, 200, ""),
        ("/302/301/200", online.FINE, 200, ""),
        ("/301/302/200", online.MOVED, 200, "/302/200"),
        ("/302/404", online.BROKEN, 404, ""),
        ("/301/301/301/301/301/200", online.ASTRAY, 301, "/200"),
    ],
)
def test_what_a_server_says(server: Server, path: str, verdict: str, status: int, moved: str) -> None:
    """Gone, moved for good, moved for now and not for programs are told apart."""
    expected = ServerAnswer(server.at(path), verdict, status, server.at(moved) if moved else "")
    assert list(online.ask([server.at(path)], QUICK)) == [expected]


def test_head_first(server: Server) -> None:
    """GET only where HEAD does not do."""
    list(online.ask([server.at("/200"), server.at("/405/get")], QUICK))
    assert [method for method, _ in server.asked] == ["HEAD", "HEAD", "GET"]


def test_one_question_at_a_time_with_a_pause(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many links lead to one server. Its answers take no time by this clock, which only a pause moves on."""
    pauses: list[float] = []
    monkeypatch.setattr(online, "time", SimpleNamespace(monotonic=lambda: sum(pauses), sleep=pauses.append))
    list(online.ask([server.at(f"/200/{number}") for number in range(6)], RequestLimits(pause=0.25)))
    assert server.most_at_once == 1
    assert pauses == [0.0, *[0.25] * 5]


def test_no_answer() -> None:
    """A server that is not there, or an address that is none, is told as such."""
    verdicts = {each.address: each.verdict for each in online.ask(["http://127.0.0.1:9/", "http://[x/"], QUICK)}
    assert verdicts == {"http://127.0.0.1:9/": online.CUT, "http://[x/": online.SILENT}


def test_reasons_for_no_answer(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """No such server, a server that keeps one waiting, and a bad certificate are told apart, in plain words."""
    place = Place("content/x.md", 7, 3)

    def told(address: str, patience: float = 2.0) -> list[Problem]:
        return list(check.asked({address: place}, RequestLimits(pause=0.0, patience=patience)))

    assert told("http://khong-co.invalid/") == [warning("online-nowhere", place, address="http://khong-co.invalid/")]
    slow = server.at("/200/wait")
    assert told(slow, 0.1) == [warning("online-slow", place, address=slow)]
    assert [method for method, path in server.asked if path == "/200/wait"] == ["HEAD", "GET"]

    def refuse(*_: object, **__: object) -> None:
        raise urllib.error.URLError(ssl.SSLCertVerificationError("self-signed"))

    monkeypatch.setattr(urllib.request.OpenerDirector, "open", refuse)
    address = "https://phuong-khac.example/"
    assert told(address) == [warning("online-untrusted", place, address=address)]


def test_document_that_is_not_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its server sends whoever may not see it to a login: said as such, though the login answers well."""
    answers = {
        "https://drive.google.com/file/d/1AbC/view": (302, "https://accounts.google.com/ServiceLogin?continue=x")
    }
    monkeypatch.setattr(online._Asker, "_answer", lambda _, address, __: answers.get(address, (200, "")))
    place, address = Place("content/x.md", 7, 3), next(iter(answers))
    assert list(check.asked({address: place}, QUICK)) == [warning("online-login", place, address=address, status=302)]


def test_time_is_limited(server: Server) -> None:
    """What did not come to its turn is said to be unasked, in one note."""
    links = {server.at(f"/200/{number}"): Place("content/x.md", number) for number in range(1, 6)}
    assert list(check.asked(links, RequestLimits(limit=0.0))) == [
        warning("online-unasked", Place(""), links=5, seconds=0)
    ]
    assert server.asked == []


def test_notes_stand_at_the_links(server: Server) -> None:
    """With what the sentence needs."""
    place = Place("content/x.md", 7, 3)
    links = {server.at(path): place for path in ("/200", "/404", "/301/200")}
    assert sorted(check.asked(links, QUICK)) == [
        warning("online-broken", place, address=server.at("/404"), status=404),
        warning("online-moved", place, address=server.at("/301/200"), to=server.at("/200")),
    ]


def test_links_of_a_portal(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Those that lead elsewhere, once each, at the first place; not those to the portal itself."""
    portal = Portal(tmp_path_factory.mktemp("p"))
    config = "base_url: https://phuc-loi.example\nlanguages:\n  vi: {name: P}\ncategories:\n  - {id: tin, vi: Tin}\n"
    portal.write("config.yaml", config)
    body = "[a](https://a.example/x#y) [b](https://phuc-loi.example/) [c](https://a.example/x) [d](mailto:x@y.example)"
    fields = {"title": "T", "date": "2026-03-01", "category": "Tin", "source_url": "https://nguon.example/bai"}
    portal.write("content/2026/tin.md", written(body, **fields))
    found = links_elsewhere(portal.gather().library)
    lines = {address: place.line for address, place in found.items()}
    assert lines == {"https://nguon.example/bai": 5, "https://a.example/x": 8}
