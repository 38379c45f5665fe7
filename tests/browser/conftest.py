"""What the browser tests share: a page, a witness of all that it does, and the sample portal on a server."""

import functools
import http.server
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, ViewportSize

from bantin.commands import cli
from tests.browser.search_page import judged_portal

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Witness:
    """What the pages of a context asked for, and what the browser found fault with, in order."""

    requests: list[str] = field(default_factory=list)
    """Full addresses, those of redirects too."""
    faults: list[str] = field(default_factory=list)
    """Errors and warnings of the console (reports of the content policy among them), exceptions of scripts, requests
    that failed or were answered with 400 or more."""


def faults(witness: Witness) -> list[str]:
    """What the browser found fault with, but for requests that it gave up because the page went elsewhere meanwhile."""
    return [fault for fault in witness.faults if not fault.endswith("net::ERR_ABORTED")]


DESK = ViewportSize(width=1280, height=800)


@contextmanager
def reader(chromium: Browser) -> Iterator[BrowserContext]:
    """A clean browser of a reader in Việt Nam, at a desk."""
    context = chromium.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", viewport=DESK)
    context.set_default_timeout(10_000)
    yield context
    context.close()


@contextmanager
def watched(context: BrowserContext) -> Iterator[Witness]:
    """Sees all that the pages of `context` do within it."""
    seen = Witness()
    listeners: dict[Any, Callable[[Any], None]] = {
        "request": lambda request: seen.requests.append(request.url),
        "requestfailed": lambda request: seen.faults.append(f"{request.url}: {request.failure}"),
        "weberror": lambda error: seen.faults.append(str(error.error)),
        "console": lambda said: (
            seen.faults.append(f"{said.type}: {said.text}") if said.type in ("error", "warning") else None
        ),
        "response": lambda answer: (
            seen.faults.append(f"{answer.url}: {answer.status}") if answer.status >= 400 else None
        ),
    }
    for event, listener in listeners.items():
        context.on(event, listener)
    yield seen
    for event, listener in listeners.items():
        context.remove_listener(event, listener)


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A reader's browser in which nothing is left of other tests."""
    with reader(chromium) as context:
        yield context


@pytest.fixture
def witness(context: BrowserContext) -> Iterator[Witness]:
    """Sees all that the pages of `context` do."""
    with watched(context) as seen:
        yield seen


@pytest.fixture
def page(context: BrowserContext, witness: Witness) -> Page:
    """An empty page of `context`, watched by `witness`."""
    return context.new_page()


@pytest.fixture(scope="module")
def _kept_page(chromium: Browser) -> Iterator[Page]:
    with reader(chromium) as context:
        yield context.new_page()


@pytest.fixture
def same_page(_kept_page: Page) -> Iterator[Page]:
    """The page of all tests of a file that only look, of which each begins with an address: a page of its own would
    take twice as long as all that they do there. What a page remembers of its reader is forgotten.
    """
    yield _kept_page
    _kept_page.evaluate("localStorage.clear()")
    _kept_page.goto("about:blank")  # what the page still waits for is none of the next test's faults
    _kept_page.unroute_all()
    _kept_page.set_viewport_size(DESK)
    _kept_page.emulate_media(media="null", color_scheme="null")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample portal, built for an address in a sub-folder; from one project for all workers, for to encode its
    pictures takes longest, and the second build has them from the first."""
    project = Path(os.environ["XDG_CACHE_HOME"], "sample")
    if not project.exists():
        made = tmp_path_factory.mktemp("sample")
        shutil.copytree(ROOT / "content", made / "content")
        config = (ROOT / "config.yaml").read_text(encoding="utf-8")
        moved = re.sub(r"^base_url: (\S+)", r"base_url: \1/phuong", config, flags=re.MULTILINE)
        (made / "config.yaml").write_text(moved, encoding="utf-8")
        with suppress(OSError):  # another worker was faster
            made.rename(project)
    site = tmp_path_factory.mktemp("built") / "site"
    assert cli.main(["--project", str(project), "--output", str(site), "--quiet"]) == 0
    return site


@pytest.fixture(scope="session")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A plain server that holds the site in a sub-folder."""
    with served(site, tmp_path_factory.mktemp("server"), "phuong") as found:
        yield found


@pytest.fixture(scope="session")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the judged articles."""
    return judged_portal(tmp_path_factory.mktemp("judged"))


@pytest.fixture(scope="session")
def judged_address(judged: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A plain server that holds it in a sub-folder."""
    with served(judged, tmp_path_factory.mktemp("server"), "tin") as found:
        yield found


THEMES = ("light", "dark", "contrast")
SET_THEME = """theme => {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
}"""
"""As js/theme.js does; without it the system's preference holds."""


def looks(page: Page, widths: Iterable[int], themes: Iterable[str] = THEMES) -> Iterator[str]:
    """The page as it stands, in each theme at each width. It is loaded once for all: what a page takes to load, and axe
    to begin with one, is more than axe needs. The widest comes first, where scripts open what has room.
    """
    for theme in themes:
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        page.evaluate(SET_THEME, theme if theme == "contrast" else None)
        for width in sorted(widths, reverse=True):
            page.set_viewport_size({"width": width, "height": 800})
            yield f"{theme}, {width} px"


@contextmanager
def served(site: Path, top: Path, folder: str) -> Iterator[str]:
    """The address of a copy of the site in a folder of the empty folder `top`, which a plain server shows."""
    shutil.copytree(site, top / folder, ignore=shutil.ignore_patterns(".bantin"))

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the library's name
            pass

    handler = functools.partial(Quiet, directory=str(top))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/{folder}/"
        server.shutdown()
        thread.join()


def eventually(page: Page, condition: str, seconds: float = 5) -> None:
    """Waits until `condition` holds; Playwright's own way of waiting is refused by the policy of our pages."""
    for _ in range(int(seconds * 20)):
        try:
            if page.evaluate(f"Boolean({condition})"):
                return
        except Error:  # The page is being loaded anew.
            pass
        page.wait_for_timeout(50)
    pytest.fail(f"Not so after {seconds} seconds: {condition}", pytrace=False)
