"""How well our search and Pagefind answer the judged queries (`judged`), on the same articles, in one run.

Both are asked in Chromium. Pagefind (MIT licence) is no dependency: `pip install "pagefind[extended]"` into an
environment of its own, and name that environment's Python (`--pagefind PYTHON`); without it, ours is measured alone. It
indexes the articles' pages of our site, in the language that they name.
"""

import functools
import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks import judged, misspellings
from benchmarks.bench import PROGRAM
from benchmarks.judged import Query

EDITIONS = {"vi": "tim-kiem/", "en": "en/search/"}
_READY = (
    "query => document.querySelector('[data-results]').dataset.query === query"
    " && !document.querySelector('[data-search]').hasAttribute('aria-busy')"
)
_ASK = """async (query) => {
  window.engine = window.engine || await import("/pagefind/pagefind.js");
  const { results } = await window.engine.search(query);
  return Promise.all(results.slice(0, 10).map(async (one) => (await one.data()).url));
}"""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """A quiet server of a folder; its address."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the library's name
            pass

    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def report(folder: Path, browser: Browser, pagefind: str) -> None:
    """Builds the judged portal in `folder` and prints the table."""
    site = _built(folder)
    if pagefind:
        index = (pagefind, "-m", "pagefind", "--site", str(site), "--glob", "{20*,en/20*}/**/*.html")
        subprocess.run(index, check=True, stdout=subprocess.DEVNULL)
        for code in EDITIONS:
            (site / f"{code}.html").write_text(f'<!doctype html><html lang="{code}"><title>-</title>', encoding="utf-8")
    with served(site) as address:
        ours = {half: _ours(browser, address, half) for half in judged.HALVES}
        theirs = {half: _theirs(browser, address, half) for half in judged.HALVES} if pagefind else {}
    _print(ours, theirs)


def report_misspellings(folder: Path, browser: Browser, each: int) -> None:
    """The same of queries that are generated, `each` of every class of mistake."""
    site = _built(folder)
    with served(site) as address:
        ranks, _ = judged.judge(misspellings.generated(judged.titles(folder), each), _asker(browser, address, []))
    print("| mistake | queries | mean reciprocal rank |\n|---|---|---|")
    for kind, found in (*ranks.items(), ("all", [*chain.from_iterable(ranks.values())])):
        print(f"| {kind} | {len(found)} | {judged.mean(found):.2f} |")


def _built(folder: Path) -> Path:
    judged.make(folder)
    build = (sys.executable, str(PROGRAM / "build.py"), "--project", str(folder), "--quiet")
    subprocess.run(build, check=True)
    return folder / "site"


def _ours(browser: Browser, address: str, half: str) -> dict[str, list[float]]:
    empty: list[str] = []
    ranks, _ = judged.judge(judged.queries(half), _asker(browser, address, empty))
    print(f"{half}: {len(empty)} queries ended on an empty page" + (f": {', '.join(empty)}" if empty else ""))
    return ranks


def _asker(browser: Browser, address: str, empty: list[str]) -> judged.Ask:
    """Asks our search; adds to `empty` what ends on an empty page."""
    pages = {code: _opened(browser, address + path) for code, path in EDITIONS.items()}

    def ask(query: Query) -> tuple[list[str], list[str]]:
        page = pages[query.edition]
        page.locator("#_q").fill(query.text)
        page.locator("#_q").press("Enter")
        page.wait_for_function(_READY, arg=query.text)
        links = page.locator("[data-results] > li").evaluate_all("all => all.map(one => one.querySelector('a').href)")
        answers = page.locator("[data-answers] a").evaluate_all("all => all.map(one => one.href)")
        if not links and not answers:
            empty.append(query.text)
        return [_name(link) for link in links], [answer.split("#")[0] for answer in answers]

    return ask


def _theirs(browser: Browser, address: str, half: str) -> dict[str, list[float]]:
    pages = {code: _opened(browser, f"{address}{code}.html") for code in EDITIONS}
    queries = [query for query in judged.queries(half) if not any(name.startswith("=") for name in query.meant)]
    return judged.judge(
        queries, lambda query: ([_name(url) for url in pages[query.edition].evaluate(_ASK, query.text)], [])
    )[0]


def _opened(browser: Browser, address: str) -> Page:
    page = browser.new_page()
    page.goto(address)
    return page


def _name(address: str) -> str:
    return address.split("#", maxsplit=1)[0].rstrip("/").rpartition("/")[2]


def _print(ours: dict[str, dict[str, list[float]]], theirs: dict[str, dict[str, list[float]]]) -> None:
    told = {"aside": "put aside", "unseen-1": "unseen 1", "unseen-2": "unseen 2"}
    columns_of = (("ours", ours), ("Pagefind", theirs))
    names = [f"{whose}, {told.get(half, half)}" for whose, found in columns_of for half in found]
    print(f"| class | queries | {' | '.join(names)} |\n{'|---' * (len(names) + 2)}|")
    columns = [*ours.values(), *theirs.values()]
    for kind in ours["known"]:
        count = sum(len(found.get(kind, ())) for found in ours.values())
        means = " | ".join(f"{judged.mean(found[kind]):.2f}" if found.get(kind) else "–" for found in columns)
        print(f"| {kind} | {count} | {means} |")
    means = " | ".join(f"{judged.mean(rank for ranks in found.values() for rank in ranks):.2f}" for found in columns)
    print(f"| all | {sum(len(ranks) for found in ours.values() for ranks in found.values())} | {means} |\n")
