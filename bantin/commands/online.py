"""Addresses elsewhere → what their servers answer. The only module that asks the network anything.

Few are asked at once, each server one question at a time and with a pause between two. A server that does not answer
HEAD is asked with GET, of which nothing is read. What did not come to its turn in time is said to be unasked.
"""

import http.client
import ssl
import threading
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

FINE, MOVED, BROKEN, CLOSED, SILENT, UNASKED = "fine", "moved", "broken", "closed", "silent", "unasked"
"""What came of a question: there; for good at another address; not there; not for programs; no answer; no time."""
_CLOSED = frozenset({401, 403, 407, 429, 451, 999})
"""Answers that say nothing about whether a reader would find the page."""
_PERMANENT = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HOPS = 5


@dataclass(frozen=True, slots=True)
class RequestLimits:
    """How politely it is asked."""

    at_once: int = 8
    """Servers that are asked at the same time."""
    pause: float = 0.5
    """Seconds between two questions to one server."""
    patience: float = 10.0
    """Seconds for one answer."""
    limit: float = 300.0
    """Seconds for all."""
    agent: str = "Bantin link check"


class ServerAnswer(NamedTuple):
    """What came of one address."""

    address: str
    verdict: str
    status: int = 0
    """HTTP's; 0 if there was none."""
    detail: str = ""
    """Where it moved to, or why there was no answer."""


def ask(addresses: Iterable[str], limits: RequestLimits) -> Iterator[ServerAnswer]:
    """An answer for each address, as they come."""
    by_host: defaultdict[str, list[str]] = defaultdict(list)
    for address in addresses:
        by_host[_host(address)].append(address)
    asker = _Asker(limits, time.monotonic() + limits.limit)
    with ThreadPoolExecutor(limits.at_once) as pool:
        for done in as_completed([pool.submit(asker.ask_host, each) for each in by_host.values()]):
            yield from done.result()


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc.casefold()
    except ValueError:
        return ""


class _Unfollowed(urllib.request.HTTPRedirectHandler):
    """Lets redirects be answers."""

    def redirect_request(self, *_: Any) -> None:
        """None: do not follow."""


@dataclass
class _Asker:
    limits: RequestLimits
    until: float
    """By the monotonic clock."""
    last: dict[str, float] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def ask_host(self, addresses: list[str]) -> list[ServerAnswer]:
        """One server's addresses, one after the other."""
        opener = urllib.request.build_opener(_Unfollowed)
        return [self._ask(address, opener) for address in addresses]

    def _ask(self, address: str, opener: urllib.request.OpenerDirector) -> ServerAnswer:
        at, moved, status = address, "", 0
        for _ in range(_HOPS):
            if time.monotonic() >= self.until:
                return ServerAnswer(address, UNASKED)
            status, detail = self._answer(at, opener)
            if status == 0:
                return ServerAnswer(address, SILENT, 0, detail)
            if status not in _REDIRECTS:
                return self._verdict(address, status, moved)
            following = urljoin(at, detail)
            if urlsplit(following).scheme not in ("http", "https"):
                return ServerAnswer(address, BROKEN, status, following)
            if status in _PERMANENT and moved == ("" if at == address else at):
                moved = following
            at = following
        return ServerAnswer(address, BROKEN, status, at)

    def _verdict(self, address: str, status: int, moved: str) -> ServerAnswer:
        if status in _CLOSED:
            return ServerAnswer(address, CLOSED, status)
        if status >= 400:
            return ServerAnswer(address, BROKEN, status)
        return ServerAnswer(address, MOVED, status, moved) if moved else ServerAnswer(address, FINE, status)

    def _answer(self, address: str, opener: urllib.request.OpenerDirector) -> tuple[int, str]:
        """(status, where a redirect leads) or (0, why there is no answer)."""
        status, detail = 0, ""
        for method in ("HEAD", "GET"):
            self._wait(_host(address))
            status, detail = self._once(address, method, opener)
            if 0 < status < 400:
                break
        return status, detail

    def _wait(self, host: str) -> None:
        with self.lock:
            turn = max(time.monotonic(), self.last.get(host, 0.0))
            self.last[host] = turn + self.limits.pause
        time.sleep(max(0.0, turn - time.monotonic()))

    def _once(self, address: str, method: str, opener: urllib.request.OpenerDirector) -> tuple[int, str]:
        try:
            wanted = urllib.request.Request(_sendable(address), method=method)
            wanted.add_header("User-Agent", self.limits.agent)
            with opener.open(wanted, timeout=self.limits.patience) as answer:
                return int(answer.status), ""
        except urllib.error.HTTPError as refused:
            refused.close()
            return refused.code, refused.headers.get("Location", "") or ""
        except urllib.error.URLError as trouble:
            return 0, _why(trouble.reason)
        except (OSError, http.client.HTTPException, ValueError) as trouble:
            return 0, _why(trouble)


def _why(trouble: object) -> str:
    if isinstance(trouble, TimeoutError):
        return "timeout"
    if isinstance(trouble, ssl.SSLError):
        return "TLS"
    return type(trouble).__name__ if isinstance(trouble, Exception) else str(trouble)


def _sendable(address: str) -> str:
    """The address in ASCII, as HTTP wants it; raises ValueError."""
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode()
    host = f"[{host}]" if ":" in host else host
    netloc = f"{host}:{parts.port}" if parts.port else host
    safe = "%/:=&~+!$,;'@()*?[]"
    return parts._replace(
        netloc=netloc, path=quote(parts.path, safe), query=quote(parts.query, safe), fragment=""
    ).geturl()
