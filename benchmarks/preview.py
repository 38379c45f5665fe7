"""Measures the preview in Chromium: from its start to the first page, and from saving an edit to the page it shows on.

    python3 benchmarks/preview.py --articles 10000 --runs 10

The figures are medians, as Markdown; beside each, the seconds of processors that the preview used for it. When an edit
is shown is told by the page itself (`WATCH`): who drives the browser hears of it later. Memory is that of the preview
after its start and after so many edits. It needs what the tests need, Linux for the processors' seconds, and Chromium,
at /usr/bin/chromium or where CHROMIUM says.
"""

import argparse
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # it is run as a file, the others are its package

from playwright.sync_api import Page, sync_playwright

from benchmarks import corpus
from benchmarks.measure import machine, workplace

PROGRAM = Path(__file__).resolve().parent.parent
PORT = 8790
LIMIT = 600_000
"""Milliseconds for the slowest start."""
CATEGORIES = ("cong-tac-dang", "thong-bao")
"""Between which an article is moved."""
WATCH = """(() => {
  const wanted = JSON.parse(sessionStorage.getItem("wanted") || "null");
  if (!wanted) return;
  const look = () => {
    const isThere = [...document.querySelectorAll(wanted.css)].some((each) => each.textContent.includes(wanted.text));
    if (isThere !== wanted.isThere || (!isThere && document.readyState === "loading")) return;
    seen.disconnect();
    requestAnimationFrame(() => sessionStorage.setItem("shown", Date.now()));
  };
  const seen = new MutationObserver(look);
  seen.observe(document, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", look);
})()"""
"""Notes when a page shows what is wanted: at the frame in which it is drawn."""
MISTAKE = ".bantin-preview:not(.bantin-notes)"
"""What a page shows over itself while something is wrong."""
PAUSE = 0.3
"""Seconds between the edits after which the memory is looked at."""


class Wanted(NamedTuple):
    """What a page shall show of an edit."""

    css: str
    """Matches what holds it."""
    text: str = ""
    is_there: bool = True
    """Or no longer."""


class Preview:
    """A running `serve`."""

    def __init__(self, project: Path) -> None:
        words = [sys.executable, "build.py", "--project", str(project), "serve", "--no-open", "--port", str(PORT)]
        compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(project / ".bytecode")}
        environment = os.environ | compiled  # as on an editor's machine, where Python keeps what it has compiled
        self._process = subprocess.Popen(words, cwd=PROGRAM, env=environment, stdout=subprocess.DEVNULL)

    def __enter__(self) -> "Preview":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()

    @property
    def cpu(self) -> float:
        """Seconds of processors so far, without those of workers."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")

    @property
    def memory(self) -> float:
        """LiveSite, in bytes."""
        pages = int(Path(f"/proc/{self._process.pid}/statm").read_text(encoding="ascii").split()[1])
        return float(pages * os.sysconf("SC_PAGE_SIZE"))


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--edits", type=int, default=100, help="between the two looks at the memory")
    options = parser.parse_args()
    with workplace() as (folder, _), sync_playwright() as playwright:
        corpus.make(folder, options.articles, 1)
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
        page = browser.new_page(bypass_csp=True)  # the policy of the portal's pages lets nobody look at their scripts
        page.set_default_timeout(LIMIT)
        page.add_init_script(WATCH)
        print(f"{options.articles} articles, {machine()}\n\n| | seconds | processors | runs |\n|---|---|---|---|")
        newest = max(path for path in folder.glob("content/2*/*/*.md") if not path.name.endswith(".en.md"))
        address = f"http://127.0.0.1:{PORT}/{newest.parent.relative_to(folder / 'content').as_posix()}/{newest.stem}/"
        for name in ("cold start", "warm start"):
            is_cold = name == "cold start"
            told = [_start(page, folder, address, is_cold=is_cold) for _ in range(max(1, options.runs // 3))]
            _print(f"{name} to the page of an article", told)
            if is_cold:
                words = [sys.executable, "build.py", "--project", str(folder), "--output", str(folder / "site")]
                subprocess.run(words, cwd=PROGRAM, check=True, stdout=subprocess.DEVNULL)
        with Preview(folder) as preview:
            _open(page, address)
            page.wait_for_selector(".bantin-preview-note", state="detached")
            _edits(page, preview, newest, options.runs)
            _memory(preview, newest, options.edits)
        browser.close()


def _start(page: Page, folder: Path, address: str, *, is_cold: bool) -> tuple[float, float]:
    if is_cold:
        shutil.rmtree(folder / ".cache", ignore_errors=True)
    began = time.perf_counter()
    with Preview(folder) as preview:
        _open(page, address)
        return time.perf_counter() - began, preview.cpu


def _open(page: Page, address: str) -> None:
    """Opens a page as soon as somebody listens."""
    while True:
        try:
            socket.create_connection(("127.0.0.1", PORT)).close()
        except ConnectionRefusedError:
            time.sleep(0.02)
        else:
            break
    page.goto(address, wait_until="domcontentloaded")
    page.wait_for_selector("h1")


def _edits(page: Page, preview: Preview, article: Path, runs: int) -> None:
    text, other = article.read_text(encoding="utf-8"), article.with_name("bai-moi.md")

    def titled(number: int) -> str:
        return re.sub(r"(?m)^title: .*$", f"title: Tiêu đề {number}", text)

    def moved(number: int) -> str:
        return re.sub(r"(?m)^category: .*$", f"category: {CATEGORIES[number % 2]}", text)

    def shown(change: Callable[[], object], wanted: Wanted) -> tuple[float, float]:
        """How long it takes from a change to what the page shows of it."""
        page.wait_for_function("window.LiveReload && window.LiveReload.connector.protocol === 7")
        words = json.dumps({"css": wanted.css, "text": wanted.text, "isThere": wanted.is_there})
        page.evaluate(
            "(words) => { sessionStorage.removeItem('shown'); sessionStorage.setItem('wanted', words); }", words
        )
        began, used = time.time(), preview.cpu
        change()
        at = page.wait_for_function("sessionStorage.getItem('shown')").json_value()
        return float(at) / 1000 - began, preview.cpu - used

    def saved(made: str, wanted: Wanted) -> tuple[float, float]:
        return shown(lambda: article.write_text(made, encoding="utf-8"), wanted)

    def category(number: int) -> Wanted:
        return Wanted(f".breadcrumb a[href*='{CATEGORIES[number % 2]}']")

    each = range(1, runs + 1)
    _print(
        "body",
        [saved(f"{text}\nChữ {number} thêm.\n", Wanted("main", f"Chữ {number} thêm.")) for number in each],
    )
    _print("title", [saved(titled(number), Wanted("h1", f"Tiêu đề {number}")) for number in each])
    _print("category", [saved(moved(number), category(number)) for number in each])
    saved(f"{text}\nChữ cuối.\n", Wanted("main", "Chữ cuối."))
    broken, wrong = re.sub(r"(?m)^title: .*$", "title:", text), []
    for _ in each:
        wrong.append(saved(broken, Wanted(MISTAKE)))
        wrong.append(saved(text, Wanted(MISTAKE, is_there=False)))
    _print("mistake shown", wrong[::2])
    _print("mistake gone", wrong[1::2])
    page.goto(page.url[: page.url.index("/", 8) + 1])
    new, deleted = [], []
    for number in each:
        title = f"Tiêu đề {number}"
        new.append(shown(partial(other.write_text, titled(number), encoding="utf-8"), Wanted("main", title)))
        deleted.append(shown(other.unlink, Wanted("main", title, is_there=False)))
    _print("new article, on home", new)
    _print("deleted article, off home", deleted)


def _memory(preview: Preview, article: Path, edits: int) -> None:
    text = article.read_text(encoding="utf-8")
    told = [f"{preview.memory / 1e6:.0f} MB"]
    for number in range(1, edits + 1):
        article.write_text(f"{text}\nLần {number}.\n", encoding="utf-8")
        time.sleep(PAUSE)
        if number % max(1, edits // 4) == 0:
            told.append(f"{preview.memory / 1e6:.0f} after {number}")
    print(f"\nMemory: {', '.join(told)} edits.")


def _print(name: str, told: list[tuple[float, float]]) -> None:
    wall, cpu = (median(each) for each in zip(*told, strict=True))
    print(f"| {name} | {wall:.2f} | {cpu:.2f} | {len(told)} |", flush=True)


if __name__ == "__main__":
    main()
