"""Measures the preview in Chromium: from its start to the first page, and from saving an edit to the page it shows on.

    python3 benchmarks/preview.py --articles 10000 --runs 10

The figures are medians, as Markdown; beside each, the seconds of processors that the preview used for it. Memory is
that of the preview after its start and after so many edits. It needs what the tests need, Linux for the
processors' seconds, and Chromium, at /usr/bin/chromium or where CHROMIUM says.
"""

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # it is run as a file, the others are its package

from playwright.sync_api import Page, sync_playwright

from benchmarks import corpus
from benchmarks.measure import machine, workplace

PROGRAM = Path(__file__).resolve().parent.parent
PORT = 8790
LIMIT = 600_000
"""Milliseconds for the slowest start."""
EDITS = 100
"""Between the two looks at the memory."""


class Preview:
    """A running `serve`."""

    def __init__(self, project: Path) -> None:
        words = [sys.executable, "build.py", "--project", str(project), "serve", "--no-open", "--port", str(PORT)]
        self._process = subprocess.Popen(words, cwd=PROGRAM, stdout=subprocess.DEVNULL)

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
        """Resident, in bytes."""
        pages = int(Path(f"/proc/{self._process.pid}/statm").read_text(encoding="ascii").split()[1])
        return float(pages * os.sysconf("SC_PAGE_SIZE"))


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=10)
    options = parser.parse_args()
    with workplace() as (folder, _), sync_playwright() as playwright:
        corpus.make(folder, options.articles, 1)
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
        page = browser.new_page()
        page.set_default_timeout(LIMIT)
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
    text = article.read_text(encoding="utf-8")
    other = article.with_name("bai-moi.md")

    def titled(number: int) -> str:
        return re.sub(r"(?m)^title: .*$", f"title: Tiêu đề {number}", text)

    def mistaken(number: int) -> str:
        return text.replace("---\n", "", 1) if number % 2 else text

    def save(path: Path, made: Callable[[int], str], shown: Callable[[int], str]) -> list[tuple[float, float]]:
        told = []
        for number in range(1, runs + 1):
            page.wait_for_function("window.LiveReload && window.LiveReload.connector.protocol === 7")
            began, used = time.perf_counter(), preview.cpu
            path.write_text(made(number), encoding="utf-8")
            page.wait_for_selector(shown(number))
            told.append((time.perf_counter() - began, preview.cpu - used))
        return told

    _print("body", save(article, lambda number: f"{text}\nChữ {number} thêm.\n", lambda n: f"text=Chữ {n} thêm."))
    _print("title", save(article, titled, lambda number: f"h1:has-text('Tiêu đề {number}')"))
    article.write_text(text, encoding="utf-8")
    shown = ("body:not(:has(.bantin-preview))", ".bantin-preview")
    _print("mistake shown, and gone", save(article, mistaken, lambda number: shown[number % 2]))
    article.write_text(text, encoding="utf-8")
    page.goto(page.url[: page.url.index("/", 8) + 1])
    _print("new article, on home", save(other, titled, lambda number: f"text=Tiêu đề {number}"))
    before = preview.memory
    for number in range(EDITS):
        article.write_text(f"{text}\nLần {number}.\n", encoding="utf-8")
        time.sleep(0.3)
    print(f"\nMemory: {before / 1e6:.0f} MB, after {EDITS} edits {preview.memory / 1e6:.0f} MB.")


def _print(name: str, told: list[tuple[float, float]]) -> None:
    wall, cpu = (median(each) for each in zip(*told, strict=True))
    print(f"| {name} | {wall:.2f} | {cpu:.2f} | {len(told)} |", flush=True)


if __name__ == "__main__":
    main()
