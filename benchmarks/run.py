"""Measures builds of a portal of many articles: how long, how much memory, which files; the figures as Markdown.

    python3 benchmarks/run.py --articles 10000

Each build is a process of its own, as an editor's is, and all of them work on one portal, in a folder in memory where
the system has one, so that no disk is measured. What is printed also replaces the part of docs/performance.md between
its two marks. Needs the generator's dependencies, and Linux or macOS: Windows tells less about a process.
"""

import argparse
import datetime
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROGRAM = Path(__file__).resolve().parent.parent
CORPUS = Path(__file__).with_name("corpus.py")
REPORT = PROGRAM / "docs" / "performance.md"
BEGIN, END = "<!-- figures: written by benchmarks/run.py -->", "<!-- /figures -->"
NOW = datetime.datetime(2026, 1, 5, 9, tzinfo=datetime.UTC)
"""The instant of every build: after the newest article, so that nothing is left out as scheduled."""
MOST_FILES = 40
"""DESIGN section 3: what a new article may write."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one build took, and what it wrote."""

    name: str
    wall: float
    """Seconds."""
    cpu: float
    """Seconds, of all its processes."""
    memory: int
    """Bytes, the most that its largest process held."""
    written: tuple[str, ...]
    """Output paths."""
    size: int
    """Bytes of the written files."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A portal and where it is built."""

    program: Path
    """A copy: whoever changes the generator while it is measured would have every page made anew."""
    portal: Path
    site: Path
    articles: int

    def build(self, name: str, *options: str) -> Figures:
        """One build of the portal as it stands; raises RuntimeError if it fails."""
        words = [
            sys.executable,
            str(self.program / "build.py"),
            "--project",
            str(self.portal),
            "--output",
            str(self.site),
        ]
        words += ["--verbose", "--lang", "en", *options]
        environment = os.environ | {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
        with tempfile.TemporaryFile() as said:
            started = time.perf_counter()
            child = subprocess.Popen(words, env=environment, stdout=said, stderr=subprocess.STDOUT)
            _, status, usage = os.wait4(child.pid, 0)
            wall = time.perf_counter() - started
            child.returncode = os.waitstatus_to_exitcode(status)
            said.seek(0)
            text = said.read().decode()
        if child.returncode != 0:
            raise RuntimeError(f"{name}: exit status {child.returncode}\n{text[-4000:]}")
        unit = 1 if sys.platform == "darwin" else 1024
        found = [line.partition(" ") for line in text.splitlines()]
        written = tuple(sorted(path for kind, _, path in found if kind in ("new", "changed")))
        size = sum((self.site / path).stat().st_size for path in written)
        return Figures(name, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit, written, size)


def make(bench: Bench, seed: int) -> None:
    """The program's files and the portal's."""
    for name in ("bantin", "templates", "assets"):
        shutil.copytree(PROGRAM / name, bench.program / name)
    for name in ("build.py", "requirements.txt"):
        shutil.copy(PROGRAM / name, bench.program / name)
    words = [sys.executable, str(CORPUS), str(bench.portal), "--articles", str(bench.articles), "--seed", str(seed)]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)


def measure(bench: Bench) -> Iterator[Figures]:
    """A cold build, and what editors do after it."""
    yield bench.build("cold: no site yet")
    yield bench.build("nothing changed")
    place = next(_newest(bench))
    text = place.read_text(encoding="utf-8")
    added = place.with_name("bai-them.md")
    lines = text.replace("title: ", "title: Thêm – ", 1) if 'title: "' not in text else text.replace('"', '"Thêm: ', 1)
    added.write_text(lines, encoding="utf-8")
    yield bench.build("one article added")
    middle = sorted((bench.portal / "content").glob("20*/*/*.md"))[bench.articles // 2]
    middle.write_text(middle.read_text(encoding="utf-8") + "\nMột câu viết thêm.\n", encoding="utf-8")
    yield bench.build("one body edited")


def _newest(bench: Bench) -> Iterator[Path]:
    """Articles without a translation, the newest first."""
    originals = [path for path in (bench.portal / "content").glob("20*/*/*.md") if path.suffixes == [".md"]]
    for path in sorted(originals, key=lambda path: int(path.stem.rpartition("-")[2]), reverse=True):
        if not path.with_suffix(".en.md").exists():
            yield path


def report(articles: int, seed: int, rows: Sequence[Figures], on_memory: bool) -> str:
    """The figures as Markdown."""
    disk = "a disk in memory" if on_memory else "a folder on disk"
    lines = [
        f"### {articles:,} articles, seed {seed}",
        "",
        f"{datetime.date.today():%d %B %Y}. {machine()}; site and sources on {disk}; one run.",  # noqa: DTZ011 - a date for people
        "",
        "| build | wall, s | CPU, s | peak memory, MB | files written | MB written |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for row in rows:
        cells = (f"{row.wall:.2f}", f"{row.cpu:.2f}", f"{row.memory / 1e6:.0f}")
        lines.append(f"| {row.name} | {' | '.join(cells)} | {len(row.written):,} | {row.size / 1e6:.1f} |")
    for row in rows:
        if 0 < len(row.written) <= 3 * MOST_FILES:
            lines += ["", f"Files written with {row.name}:", "", *(f"- `{path}`" for path in row.written)]
    return "\n".join([*lines, ""])


def machine() -> str:
    """What it was measured on, without naming it."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB, {platform.system()}, {python}"


def save(text: str, path: Path = REPORT) -> None:
    """Puts the figures between the marks of docs/performance.md, which is made if it is missing."""
    old = path.read_text(encoding="utf-8") if path.exists() else f"# Performance\n\n{BEGIN}\n{END}\n"
    before, _, rest = old.partition(BEGIN)
    after = rest.partition(END)[2]
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8", newline="\n")


@contextmanager
def workplace() -> Iterator[tuple[Path, bool]]:
    """An empty folder, and whether it is in memory; removed in the end."""
    memory = Path("/dev/shm")
    on_memory = memory.is_dir() and os.access(memory, os.W_OK)
    folder = Path(tempfile.mkdtemp(prefix="bantin-", dir=memory if on_memory else None))
    try:
        yield folder, on_memory
    finally:
        shutil.rmtree(folder)


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, action="append", help="how many; may be given several times")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-save", action="store_true", help="leave docs/performance.md as it is")
    options = parser.parse_args()
    parts = []
    for articles in options.articles or [1_000, 10_000]:
        with workplace() as (folder, on_memory):
            bench = Bench(folder / "program", folder / "portal", folder / "site", articles)
            make(bench, options.seed)
            rows = []
            for row in measure(bench):
                rows.append(row)
                print(f"{articles:>7,}  {row.name:<20} {row.wall:7.2f} s", file=sys.stderr, flush=True)
            parts.append(report(articles, options.seed, rows, on_memory))
    text = "\n".join(parts)
    print(text)
    if not options.no_save:
        save(text)


if __name__ == "__main__":
    main()
