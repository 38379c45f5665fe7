"""What all tests share: a browser, and how Hypothesis searches."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.judges import left_out

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# No deadline: other tests run beside. On CI the same examples every time, so that what did not change cannot fail;
# elsewhere new ones, so that the search goes on.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "here")

QUIET = (
    "--no-sandbox",  # CI is root in a container, where Chromium's own sandbox cannot be.
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",  # Nothing but what a page asks for.
    "--disable-component-update",
    "--disable-sync",
)

ROOM = 4 * 2**30


def pytest_configure(config: pytest.Config) -> None:
    """Gives the tests, and the programs that they start, a user's cache folder of their own; in memory if it can be,
    as all that they write.
    """
    if not hasattr(config, "workerinput"):  # workers have it from who started them
        if "TMPDIR" not in os.environ and (memory := folder_in_memory()):
            os.environ["TMPDIR"] = tempfile.tempdir = memory
        folder = tempfile.TemporaryDirectory(prefix="bantin-cache-")
        config.add_cleanup(folder.cleanup)
        os.environ["XDG_CACHE_HOME"] = folder.name
        if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):  # elsewhere than in the clone, for the programs started
            os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder.name, "compiled"))


def folder_in_memory() -> str:
    """A folder that no disk has to follow, if it has room for what tests write (a tenth of `ROOM`), and programs may be
    run from it; '' if there is none.
    """
    if sys.platform != "linux" or not Path("/dev/shm").is_dir():
        return ""
    found = os.statvfs("/dev/shm")
    has_room = found.f_bavail * found.f_frsize >= ROOM
    return "/dev/shm" if has_room and not found.f_flag & os.ST_NOEXEC else ""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests that need a browser, so that `-m "not browser"` leaves them out."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="module")
def chromium() -> "Iterator[Browser]":
    """The system's Chromium, one for each file of tests.

    Not for the whole session: while it is there, its event loop runs in this thread, and asyncio refuses a second one.
    """
    from playwright.sync_api import sync_playwright  # half a second, which tests without a browser need not wait

    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        left_out("Left out: the browser tests need Chromium (Debian: chromium).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()
