"""Measures the search: how well it answers judged queries, beside Pagefind (`quality`); and of a portal of many
articles what its index costs to make and to keep, and a reader to ask.

    python3 benchmarks/search.py --articles 10000 --pagefind PYTHON
    python3 benchmarks/search.py --cost site

Builds have two workers; seconds of all processors together, and those on the clock, are compared with those of the same
portal without a search. Bytes are those of the files as a host sends
them, compressed with gzip -6. Queries are asked in Chromium, each by a new reader who has nothing of the site yet; the
time is that of the page's main thread, which reads, ranks, lays out and draws. (Chromium's own figure for scripts
leaves out what they do after they waited for a file.)
Needs the generator's dependencies and those of its tests.
"""

import argparse
import gzip
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # it is run as a file, the others are its package

from benchmarks import corpus, measure, quality, search_costs
from benchmarks.bench import PROGRAM

QUERIES = (
    "cong tac dang",
    "phuong xanh sach",
    "rác thải sinh hoạt",
    "uy ban nhan",
    "thủ tục hành chính",
    "to dan pho",
    "an toàn thực phẩm",
    "hoi nghi trien",
)
"""Of three syllables or four, that stand in many articles: the dearest there are."""
SPOILT = ("hop giao ban", "phuowng xanh sachj", "rác thãi xinh hoạt")
"""Of three syllables too; what a keyboard left; misspelt."""
NEW = """---
title: Phường họp bàn về đường Dương Đình Nghệ
date: {date}
category: thong-bao
---

Một đoạn văn mới về đường phố, vỉa hè và cây xanh.
"""


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pagefind", default="", help="a Python in which Pagefind is installed, to compare with")
    parser.add_argument("--quality-only", action="store_true")
    parser.add_argument("--misspelt", type=int, metavar="N", help="only N generated misspellings of every class")
    parser.add_argument("--cost", type=Path, metavar="SITE", help="only what a query costs, of this built site")
    parser.add_argument("--runs", type=int, default=3, help="of each query on the slow line")
    options = parser.parse_args()
    if options.cost:
        with _chromium() as browser:
            search_costs.report(options.cost, browser, (*QUERIES, *SPOILT), options.runs)
        return
    if options.misspelt:
        with measure.workplace() as (folder, _), _chromium() as browser:
            quality.report_misspellings(folder / "judged", browser, options.misspelt)
        return
    with measure.workplace() as (folder, _), _chromium() as browser:
        quality.report(folder / "judged", browser, options.pagefind)
    if options.quality_only:
        return
    articles = options.articles + 198  # the recent block nearly as large as it can be
    print(f"{articles:,} articles; {measure.machine()}\n")
    with measure.workplace() as (folder, _):
        plain, portal = folder / "plain", folder / "portal"
        for project in (plain, portal):
            corpus.make(project, articles, options.seed)
        with (plain / "config.yaml").open("a", encoding="utf-8") as config:
            config.write("without: [search]\n")
        _report_builds(_builds(plain), _builds(portal))
        _measure_size(portal)
        _measure_queries(portal / "site")
        with _chromium() as browser:
            search_costs.report(portal / "site", browser, (*QUERIES, *SPOILT), options.runs)


# ---- builds


def _builds(project: Path) -> dict[str, measure.Figures]:
    """A cold build, then one with an article more, then one with another old article."""
    words = (sys.executable, str(PROGRAM / "build.py"), "--project", str(project), "--jobs", "2")
    builder = measure.Builder("ours", words, project / "site", (project / ".cache",))
    builds = {"cold": builder.build()}
    (project / "content/2026").mkdir(exist_ok=True)
    (project / "content/2026/moi.md").write_text(NEW.format(date="2025-12-31 07:00"), encoding="utf-8")
    builds["one article added"] = builder.build()
    old = min(path for path in (project / "content/2019").rglob("*.md") if not path.name.endswith(".en.md"))
    old.write_text(old.read_text(encoding="utf-8") + "\nThêm một câu về cây xanh.\n", encoding="utf-8")
    builds["an old article edited"] = builder.build()
    return builds


def _report_builds(plain: dict[str, measure.Figures], ours: dict[str, measure.Figures]) -> None:
    print(
        "| build | processors, s, without search | with | for the search | on the clock, s, for the search "
        "| memory, MB | files of the index written |"
    )
    print("|---|---|---|---|---|---|---|")
    for case, took in ours.items():
        written = sum(path.startswith("assets/search/") for path in took.written)
        without = plain[case]
        print(
            f"| {case} | {without.cpu:.1f} | {took.cpu:.1f} | {took.cpu - without.cpu:.1f} "
            f"| {took.wall - without.wall:.1f} | {took.memory / 1e6:.0f} | {written} |"
        )
    print()


# ---- sizes


def _measure_size(project: Path) -> None:
    texts = [path.read_bytes().partition(b"\n---\n")[2] for path in (project / "content").rglob("*.md")]
    text = sum(len(gzip.compress(each, 6)) for each in texts)
    files = {path: path.read_bytes() for path in (project / "site/assets/search").rglob("*.js")}
    packed = {path: len(gzip.compress(data, 6)) for path, data in files.items()}
    raw, small = sum(map(len, files.values())), sum(packed.values())
    cards = [size for path, size in packed.items() if path.parent.name == "c"]
    shards = [size for path, size in packed.items() if path.parent.name == "a"]
    print(
        f"texts {text / 1e6:.1f} MB compressed one by one; index {raw / 1e6:.1f} MB ({raw / text:.2f} ×), "
        f"compressed {small / 1e6:.1f} MB ({small / text:.2f} ×), in {len(files)} files\n"
        f"file of the archive {median(shards) / 1e3:.1f} kB, at most {max(shards) / 1e3:.1f}; "
        f"file of cards {median(cards) / 1e3:.1f} kB, at most {max(cards) / 1e3:.1f} (compressed)\n"
    )


# ---- queries


def _measure_queries(site: Path) -> None:
    print("| query | found | files to rank | kB | files of cards | kB, the largest | page at work, ms |")
    print("|---|---|---|---|---|---|---|")
    with quality.served(site) as address, _chromium() as browser:
        for query in QUERIES:
            print(_asked(browser, site, address, query))


@contextmanager
def _chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    switches = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=switches)
        yield browser
        browser.close()


def _asked(browser: Browser, site: Path, address: str, query: str) -> str:
    page = browser.new_page()
    page.goto(f"{address}tim-kiem/", wait_until="networkidle")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    tools = page.context.new_cdp_session(page)
    tools.send("Performance.enable")

    def busy() -> float:
        told = tools.send("Performance.getMetrics")["metrics"]
        return 1000 * sum(float(each["value"]) for each in told if each["name"] == "TaskDuration")

    before = busy()
    page.locator("#_q").fill(query)
    page.locator("#_q").press("Enter")
    page.wait_for_function(
        "query => document.querySelector('[data-results]').dataset.query === query"
        " && !document.querySelector('[data-search]').hasAttribute('aria-busy')",
        arg=query,
    )
    took = busy() - before
    found = page.locator("[data-results]").get_attribute("data-total")
    sizes = {
        name: len(gzip.compress((site / name).read_bytes(), 6))
        for url in requests
        if "/assets/search/" in url and (name := url.removeprefix(address).partition("?")[0])
    }
    cards = [size for name, size in sizes.items() if "/c/" in name]
    ranking = [size for name, size in sizes.items() if "/c/" not in name]
    page.close()
    return (
        f"| {query} | {found} | {len(ranking)} | {sum(ranking) / 1e3:.1f} | {len(cards)} "
        f"| {max(cards, default=0) / 1e3:.1f} | {took:.0f} |"
    )


if __name__ == "__main__":
    main()
