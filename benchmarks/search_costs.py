"""What a query costs a reader who opens it by its address and has nothing of the site yet: requests, bytes, seconds.

Chromium tells them (DevTools protocol) until ten results stand. A request is one of the index, or of the page with all
that belongs to it: styles, scripts, pictures, the icon. Bytes are compressed, as the server sends them (gzip -6), with
their headers. The seconds are those of a telephone on a slow line: 1.6 Mbit/s, 150 ms, a processor six times slower;
they mean something only where nothing else is at work, so the machine's load is printed beside them.
"""

import gzip
import http.server
import os
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import quote

from playwright.sync_api import Browser, ViewportSize

LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
"""Slow 4G, as Lighthouse has it."""
SLOWER = 6
SCREEN: ViewportSize = {"width": 360, "height": 740}
_STAND = "count => document.querySelectorAll('[data-results] > li').length >= count"
_KINDS = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}


class Cost(NamedTuple):
    """What one query costs until ten results stand."""

    found: str
    index_requests: int
    index_bytes: int
    requests: int
    bytes: int


def report(site: Path, browser: Browser, queries: Iterable[str], runs: int) -> None:
    """Prints the table. `runs`: how often each query is asked on the slow line, of which the median counts."""
    print(f"opened cold by address; load of the machine {os.getloadavg()[0]:.1f}\n")
    print(
        "| query | found | requests of the index | kB | requests of the page too | kB "
        "| first result on a slow telephone, s | ten, s |\n|---|---|---|---|---|---|---|---|"
    )
    with compressing(site) as address:
        for query in queries:
            cost = counted(browser, address, query)
            times = [slow(browser, address, query) for _ in range(runs)]
            first, ten = (f"{median(each):.1f}" for each in zip(*times, strict=True)) if times else ("–", "–")
            print(
                f"| {query} | {cost.found} | {cost.index_requests} | {cost.index_bytes / 1e3:.0f} "
                f"| {cost.requests} | {cost.bytes / 1e3:.0f} | {first} | {ten} |",
                flush=True,
            )
    print()


def counted(browser: Browser, address: str, query: str) -> Cost:
    """Requests and bytes of a query, at full speed."""
    context = browser.new_context(viewport=SCREEN)
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    addresses: dict[str, str] = {}
    sizes: dict[str, int] = {}
    tools.on("Network.requestWillBeSent", lambda told: addresses.update({told["requestId"]: told["request"]["url"]}))
    tools.on("Network.loadingFinished", lambda told: sizes.update({told["requestId"]: told["encodedDataLength"]}))
    page.goto(f"{address}tim-kiem/?q={quote(query)}", wait_until="commit")
    page.wait_for_function(_STAND, arg=10, timeout=120_000)
    found = page.locator("[data-results]").get_attribute("data-total") or ""
    of_index = [number for number, url in addresses.items() if "/assets/search/" in url]
    cost = Cost(
        found,
        len(of_index),
        sum(sizes.get(number, 0) for number in of_index),
        len(addresses),
        sum(int(size) for size in sizes.values()),
    )
    context.close()
    return cost


def slow(browser: Browser, address: str, query: str) -> tuple[float, float]:
    """Seconds from the tap until the first and until the tenth result stands, on a slow line and processor."""
    context = browser.new_context(viewport=SCREEN)
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", LINE)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    began = time.monotonic()
    page.goto(f"{address}tim-kiem/?q={quote(query)}", wait_until="commit")
    moments = []
    for count in (1, 10):
        page.wait_for_function(_STAND, arg=count, timeout=120_000)
        moments.append(time.monotonic() - began)
    context.close()
    return moments[0], moments[1]


@contextmanager
def compressing(site: Path) -> Iterator[str]:
    """A quiet server that compresses what a host compresses; its address."""

    class Compressing(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = site / self.path.partition("?")[0].lstrip("/")
            path = path / "index.html" if path.is_dir() else path
            if not path.is_file():
                self.send_error(404)
                return
            data = path.read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", _KINDS.get(path.suffix, "application/octet-stream"))
            if path.suffix in (".js", ".css", ".html", ".svg"):
                data = gzip.compress(data, 6)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            with suppress(ConnectionError):  # the reader has gone, and waits for nothing more
                self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the library's name
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Compressing) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
