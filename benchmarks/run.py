"""Measures builds of a portal of many articles, ours and Hugo's by turns; the figures as Markdown.

    python3 benchmarks/run.py
    python3 benchmarks/run.py --articles 10000 --articles 50000:2 --hugo PATH

Each build is a process of its own, as an editor's is, and all of them work in a folder in memory where the system has
one, so that no disk is measured. What is printed also replaces the part of docs/performance.md between its two marks.
Needs the generator's dependencies, and Linux or macOS: Windows tells less about a process. README.md beside this file
says how to get Hugo; without it only ours is measured.
"""

import argparse
import datetime
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # it is run as a file, the others are its package

from benchmarks import bench, hugo, report
from benchmarks.measure import HOW_MEMORY, machine, workplace

REPORT = bench.PROGRAM / "docs" / "performance.md"
SIZES, RUNS = ("1000", "10000", "50000"), 5


@dataclass(frozen=True, slots=True)
class Asked:
    """A number of articles to be measured, and how often."""

    articles: int
    runs: int


def main() -> None:
    """Reads the command line."""
    options = _parser().parse_args()
    theirs = None if options.no_hugo else hugo.find(options.hugo)
    if theirs is None and not options.no_hugo:
        print("There is no Hugo here: only ours is measured (benchmarks/README.md).", file=sys.stderr)
    asked = [_asked(text, options.runs) for text in options.articles or SIZES]
    profiled = min(asked, key=lambda each: abs(each.articles - report.ASKED_FOR))
    sizes, phases, on_memory = [], "", True
    for each in asked:
        builds: bench.Builds = {}
        if options.only != "everything":
            with workplace() as (folder, on_memory):
                site = bench.equal(folder, each.articles, options.seed, theirs)
                if each is profiled:
                    phases = report.where(each.articles, bench.phases(site))
                builds |= bench.measure(site, each.runs)
        if options.only != "equal":
            with workplace() as (folder, on_memory):
                builds |= bench.measure(bench.everything(folder, each.articles, options.seed), each.runs)
        sizes.append(report.Size.of(each.articles, each.runs, builds))
    parts = [
        _surroundings(theirs, options.seed, on_memory),
        report.against(sizes),
        *map(report.table, sizes),
        phases,
        *map(report.files, sizes),
    ]
    text = "\n".join(part for part in parts if part)
    print(text)
    if not options.no_save:
        report.save(text, REPORT)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    sizes = "how many, and after a colon how many runs; may be given several times"
    parser.add_argument("--articles", metavar="N[:RUNS]", action="append", help=sizes)
    parser.add_argument("--runs", type=int, default=RUNS, help="of each case, where --articles says nothing else")
    parser.add_argument("--seed", type=int, default=1, help="of the random texts")
    parser.add_argument("--only", choices=("equal", "everything"), help="one of the two sites")
    parser.add_argument("--hugo", metavar="PATH", default="", help="the program, where it is not on PATH")
    parser.add_argument("--no-hugo", action="store_true", help="measure only ours")
    parser.add_argument("--no-save", action="store_true", help="leave docs/performance.md as it is")
    return parser


def _asked(text: str, usual: int) -> Asked:
    articles, _, runs = text.partition(":")
    return Asked(int(articles), int(runs or usual))


def _surroundings(theirs: hugo.Hugo | None, seed: int, on_memory: bool) -> str:
    """When, where and with what it was measured."""
    disk = "a disk in memory" if on_memory else "a folder on disk"
    version = f", Hugo {theirs.version}" if theirs else ""
    day = f"{datetime.date.today():%d %B %Y}"  # noqa: DTZ011 - a date for people
    return f"{day}. {machine()}{version}; sources and sites on {disk}; seed {seed}. Memory: {HOW_MEMORY}.\n"


if __name__ == "__main__":
    main()
