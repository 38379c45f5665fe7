"""Takes the pictures that README.md, README.vi.md and the guides to writing show, into docs/screenshots/.

    python tools/screenshots.py           all of them
    python tools/screenshots.py NAME…     some, by the name of their file without its ending

The portal is built into a folder of its own and opened from there, without a server; the editor is opened in the
preview of a copy of the portal, with dates as officials in Việt Nam write them, if Chromium has its Vietnamese words
(Debian: chromium-l10n). Needs Chromium and the packages of requirements-test.txt. What a picture looks like depends on
the machine's fonts.
"""

import argparse
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
FOLDER = ROOT / "docs/screenshots"
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=vi")  # fmt: skip
LARGEST = 150_000
"""Bytes of a picture."""


@dataclass(frozen=True, slots=True)
class Shot:
    """What one picture shows."""

    address: str
    """Of the page, below the portal's own."""
    is_phone: bool = False
    theme: str = "light"
    """`light`, `dark` or `contrast`."""
    touched: str = ""
    """What is clicked or touched before the picture is taken."""
    awaited: str = ""
    """What must be there before it is taken."""


SHOTS: Mapping[str, Shot] = {
    "home-desktop": Shot("index.html"),
    "article-desktop-dark": Shot("en/2025/01/sorting-waste-at-home/index.html", theme="dark"),
    "home-phone-dark": Shot("index.html", is_phone=True, theme="dark"),
    "article-phone": Shot("2025/01/phan-loai-rac-tai-nha/index.html", is_phone=True),
    "menu-phone": Shot("en/index.html", is_phone=True, touched=".menu-button summary, .menu-more summary"),
    "search-phone": Shot("tim-kiem/index.html?q=rac+thai", is_phone=True, awaited=".found-list li"),
    "contrast-phone": Shot("2024/12/lua-dao-qua-dien-thoai/index.html", is_phone=True, theme="contrast"),
}

ARTICLE = "content/2025/01/phan-loai-rac-tai-nha.md"


def _write(page: Page) -> None:
    """An article that is being written, with its page beside it."""
    page.goto(f"{page.url}#{ARTICLE}")
    page.frame_locator("[data-view]").locator("h1").wait_for()


def _make_mistake(page: Page) -> None:
    """The same with an empty title, and what is said of that."""
    _write(page)
    page.locator("[data-form] [name=title]").fill("")
    page.locator("#problems-title li").wait_for()


WRITING: Mapping[str, Callable[[Page], None]] = {
    "writing-list": lambda page: page.get_by_text("Phân loại rác tại nhà").first.wait_for(),
    "writing-article": _write,
    "writing-problem": _make_mistake,
}
"""Pictures of the editor, and what is done in it before each."""


def main(argv: list[str]) -> int:
    """Takes the pictures and says how heavy they are."""
    parser = argparse.ArgumentParser(description="Takes the pictures of the sample portal that the README shows.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of: {', '.join([*SHOTS, *WRITING])}")
    names = parser.parse_args(argv).names or [*SHOTS, *WRITING]
    if unknown := [name for name in names if name not in {*SHOTS, *WRITING}]:
        parser.error(f"no such picture: {', '.join(unknown)}")
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as work, sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM, env={**os.environ, "LANGUAGE": "vi"})
        if pages := [name for name in names if name in SHOTS]:
            site = Path(work) / "site"
            build(site)
            for name in pages:
                keep(name, taken(browser, site, SHOTS[name]))
        if editors := [name for name in names if name in WRITING]:
            with previewed(Path(work)) as address:
                for name in editors:
                    keep(name, written(browser, address, WRITING[name]))
        browser.close()
    return 0


def keep(name: str, png: bytes) -> None:
    """Writes a picture and says how heavy it is."""
    picture = packed(png)
    (FOLDER / f"{name}.webp").write_bytes(picture)
    print(f"{name}.webp: {len(picture):,} bytes")


def build(site: Path) -> None:
    """The sample portal."""
    from bantin.commands import cli

    if cli.main(["--project", str(ROOT), "--output", str(site), "--quiet"]):
        raise SystemExit(1)


def taken(browser: Browser, site: Path, shot: Shot) -> bytes:
    """A PNG of the first screen of a page, as a reader in Việt Nam meets it."""
    width, height, scale = (390, 780, 2) if shot.is_phone else (1280, 860, 1)
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        is_mobile=shot.is_phone,
        has_touch=shot.is_phone,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
    )
    context.add_init_script(f"localStorage.setItem('bantin-theme', '{shot.theme}')")
    page = context.new_page()
    path, _, query = shot.address.partition("?")
    page.goto((site / path).as_uri() + (f"?{query}" if query else ""), wait_until="networkidle")
    for each in filter(None, shot.touched.split(", ")):
        page.locator(each).first.click()
    if shot.awaited:
        page.locator(shot.awaited).first.wait_for()
    page.wait_for_timeout(200)  # until pictures are decoded
    picture = page.screenshot(animations="disabled", caret="hide")
    context.close()
    return picture


@contextmanager
def previewed(work: Path) -> Iterator[str]:
    """The address at which articles of a copy of the sample portal are written."""
    copy = work / "portal"
    copy.mkdir()
    shutil.copytree(ROOT / "content", copy / "content")
    shutil.copy(ROOT / "config.yaml", copy)
    words = [sys.executable, str(ROOT / "build.py"), "--project", str(copy), "serve", "--no-open"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        found = (re.search(r"http://\S+/_soan/\S*", line) for line in process.stdout)
        try:
            yield next(each[0] for each in found if each)
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate()


def written(browser: Browser, address: str, prepare: Callable[[Page], None]) -> bytes:
    """A PNG of the editor, at a desk in Việt Nam."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 860}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
    )
    context.set_default_timeout(120_000)  # the first list waits for the whole portal to be read
    page = context.new_page()
    page.goto(address)
    prepare(page)
    page.wait_for_timeout(1_000)  # until pictures are decoded; the page itself stays in touch with the preview
    picture = page.screenshot(animations="disabled", caret="hide")
    context.close()
    return picture


def packed(png: bytes) -> bytes:
    """The picture as WebP, as good as its weight allows."""
    for quality in range(92, 40, -4):
        room = io.BytesIO()
        Image.open(io.BytesIO(png)).convert("RGB").save(room, "WEBP", quality=quality, method=6)
        if room.tell() <= LARGEST:
            return room.getvalue()
    raise SystemExit(f"The picture does not fit into {LARGEST:,} bytes.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
