"""Link checker: asks the servers of external links. The only module that makes network requests.

Few servers are asked at once; each gets one request at a time, with pauses. A server that does not answer HEAD gets a
GET, whose body is not read. Links not reached within the time limit are reported as unasked.
"""

import http.client
import socket
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

from bantin.patterns import lazy_pattern

FINE, MOVED, BROKEN, CLOSED, SILENT, UNASKED = "fine", "moved", "broken", "closed", "silent", "unasked"
"""Results: found; moved permanently; not found; refused to programs; no answer; not asked within the time limit."""
FAILING, ASTRAY, LOGIN = "failing", "astray", "login"
"""Results like BROKEN: a fault of the server, which may pass; redirects that end nowhere, or at a login."""
NOWHERE, SLOW, CUT, UNTRUSTED = "nowhere", "slow", "cut", "untrusted"
"""Results like SILENT whose reason is known: no server of that name; a timeout; a connection that is refused or cut; a
certificate that is refused.
"""
_CLOSED = frozenset({401, 403, 407, 429, 451, 999})
"""HTTP statuses that do not tell whether a reader would find the page."""
_PERMANENT = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HOPS = 5
_LOGIN = lazy_pattern(
    r"https://(?:accounts\.google\.com|login\.(?:microsoftonline|live)\.com|id\.zalo\.me|(?:www|m)\.facebook\.com/login)"
)
"""Where those are sent who may not see a document, a folder or a group: a file that is not shared with everybody."""


@dataclass(frozen=True, slots=True)
class RequestLimits:
    """Limits on requests."""

    at_once: int = 8
    """Maximum number of servers asked at the same time."""
    pause: float = 0.5
    """Seconds between two requests to one server."""
    patience: float = 10.0
    """Timeout of one request in seconds."""
    limit: float = 300.0
    """Time limit for all requests in seconds."""
    agent: str = "Bantin link check"


class ServerAnswer(NamedTuple):
    """The result for one address."""

    address: str
    verdict: str
    status: int = 0
    """HTTP status; 0 without an answer."""
    detail: str = ""
    """New address, or the reason why there was no answer."""


def ask(addresses: Iterable[str], limits: RequestLimits) -> Iterator[ServerAnswer]:
    """Yields an answer for each address, as they arrive."""
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
    """Treats redirects as answers, instead of following them."""

    def redirect_request(self, *_: Any) -> None:
        """Returns None: do not follow."""


@dataclass
class _Asker:
    limits: RequestLimits
    until: float
    """Deadline, by the monotonic clock."""
    last: dict[str, float] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def ask_host(self, addresses: list[str]) -> list[ServerAnswer]:
        """Asks for one server's addresses, one after the other."""
        opener = urllib.request.build_opener(_Unfollowed)
        return [self._ask(address, opener) for address in addresses]

    def _ask(self, address: str, opener: urllib.request.OpenerDirector) -> ServerAnswer:
        at, moved, status = address, "", 0
        for _ in range(_HOPS):
            if time.monotonic() >= self.until:
                return ServerAnswer(address, UNASKED)
            status, detail = self._answer(at, opener)
            if status == 0:
                return _unanswered(address, detail)
            if status not in _REDIRECTS:
                return self._verdict(address, status, moved)
            following = urljoin(at, detail)
            if urlsplit(following).scheme not in ("http", "https"):
                return ServerAnswer(address, ASTRAY, status, following)
            if _LOGIN.match(following) and not _LOGIN.match(address):
                return ServerAnswer(address, LOGIN, status)
            if status in _PERMANENT and moved == ("" if at == address else at):
                moved = following
            at = following
        return ServerAnswer(address, ASTRAY, status, at)

    def _verdict(self, address: str, status: int, moved: str) -> ServerAnswer:
        if status in _CLOSED:
            return ServerAnswer(address, CLOSED, status)
        if status >= 400:
            return ServerAnswer(address, FAILING if status >= 500 else BROKEN, status)
        return ServerAnswer(address, MOVED, status, moved) if moved else ServerAnswer(address, FINE, status)

    def _answer(self, address: str, opener: urllib.request.OpenerDirector) -> tuple[int, str]:
        """(status, target of a redirect) or (0, reason for no answer)."""
        status, detail = 0, ""
        for method in ("HEAD", "GET"):
            self._wait(_host(address))
            status, detail = self._once(address, method, opener)
            if 0 < status < 400 or detail == NOWHERE:
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


def _unanswered(address: str, reason: str) -> ServerAnswer:
    if reason in (NOWHERE, SLOW, CUT, UNTRUSTED):
        return ServerAnswer(address, reason)
    return ServerAnswer(address, SILENT, 0, reason)


def _why(trouble: object) -> str:
    if isinstance(trouble, TimeoutError):
        return SLOW
    if isinstance(trouble, ssl.SSLCertVerificationError):
        return UNTRUSTED
    if isinstance(trouble, socket.gaierror):
        return NOWHERE
    if isinstance(trouble, ConnectionError):
        return CUT
    return type(trouble).__name__ if isinstance(trouble, Exception) else str(trouble)


def _sendable(address: str) -> str:
    """The address in ASCII, for HTTP. Raises ValueError."""
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode()
    host = f"[{host}]" if ":" in host else host
    netloc = f"{host}:{parts.port}" if parts.port else host
    safe = "%/:=&~+!$,;'@()*?[]"
    return parts._replace(
        netloc=netloc, path=quote(parts.path, safe), query=quote(parts.query, safe), fragment=""
    ).geturl()
