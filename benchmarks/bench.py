"""A number of articles → the figures of every build of a portal with so many, of ours and of Hugo's by turns.

What each build finds is made before it and not counted: an edit is another one each time, and so is a new article.
"""

import shutil
import sys
from collections.abc import Iterator, Mapping
from compileall import compile_dir
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import corpus, same
from benchmarks.hugo import NOW, Copy, Hugo
from benchmarks.measure import Builder, Figures

PROGRAM = Path(__file__).resolve().parent.parent
TEMPLATES = Path(__file__).with_name("equal") / "bantin"
COLD, NOTHING, EDITED, ADDED = "cold build", "nothing changed", "one body edited", "one article added"
CASES = (COLD, NOTHING, EDITED, ADDED)
OURS, HUGO, EVERYTHING = "Bantin", "Hugo", "Bantin, everything"

Builds = dict[tuple[str, str], list[Figures]]
"""(whose, which case) → its builds."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A portal, and those who build it."""

    portal: Path
    articles: int
    seed: int
    builders: tuple[Builder, ...]
    copy: Copy | None
    """The same portal for Hugo."""
    originals: list[Path] = field(default_factory=list)
    """The articles that there were at first, oldest first."""

    def edit(self, number: int, runs: int) -> Path:
        """Adds a sentence to an article: another one for each number below `runs`; the article."""
        path = self.originals[(number + 1) * len(self.originals) // (runs + 1)]
        path.write_text(f"{path.read_text(encoding='utf-8')}\nMột câu viết thêm.\n", encoding="utf-8", newline="\n")
        self._hand_over([path])
        return path

    def add(self, number: int) -> Path:
        """Writes a new article, newer than all others; the article."""
        paths = corpus.write(self.portal, corpus.added(self.articles, self.seed, number))
        self._hand_over(paths)
        return paths[0]

    def _hand_over(self, paths: list[Path]) -> None:
        if self.copy is not None:
            self.copy.add(paths)


def equal(folder: Path, articles: int, seed: int, hugo: Hugo | None) -> Bench:
    """The same site of ours and of Hugo's, in an empty folder."""
    bench = _ours(OURS, folder, articles, seed, corpus.EQUAL)
    shutil.copytree(TEMPLATES, bench.portal / "templates")
    if hugo is None:
        return bench
    copy = Copy(bench.portal, folder / "hugo")
    copy.make(PROGRAM / "assets")
    public, kept = copy.folder / "public", (copy.folder / "resources", folder / "hugo-cache")
    environment = {"XDG_CACHE_HOME": str(kept[-1])}
    theirs = Builder(HUGO, hugo.words(copy.folder), public, kept, environment)
    return Bench(bench.portal, articles, seed, (*bench.builders, theirs), copy, bench.originals)


def everything(folder: Path, articles: int, seed: int) -> Bench:
    """Ours with all that it has, in an empty folder."""
    return _ours(EVERYTHING, folder, articles, seed, corpus.EVERYTHING)


def _ours(name: str, folder: Path, articles: int, seed: int, config: str) -> Bench:
    """With a copy of the program: whoever changes it while it is measured would have every page made anew."""
    program, portal, site = folder / "program", folder / "portal", folder / "site"
    for part in ("bantin", "templates", "assets"):
        shutil.copytree(PROGRAM / part, program / part, ignore=shutil.ignore_patterns("__pycache__"))
    for part in ("build.py", "requirements.txt"):
        shutil.copy(PROGRAM / part, program / part)
    compile_dir(program / "bantin", quiet=1)
    corpus.make(portal, articles, seed, config)
    words = (sys.executable, str(program / "build.py"), "--project", str(portal), "--output", str(site))
    kept = (portal / ".cache", folder / "cache")
    environment = {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp())), "XDG_CACHE_HOME": str(kept[-1])}
    originals = [path for path in (portal / "content").glob("2*/*/*.md") if not path.name.endswith(".en.md")]
    originals.sort(key=lambda path: int(path.stem.rpartition("-")[2]))
    return Bench(portal, articles, seed, (Builder(name, words, site, kept, environment),), None, originals)


def measure(bench: Bench, runs: int) -> Builds:
    """Builds every case `runs` times; raises RuntimeError if a build has written too little, or another site."""
    builds: Builds = {(builder.name, case): [] for builder in bench.builders for case in CASES}
    for number in range(runs):
        for case in CASES:
            changed = None
            if case == EDITED:
                changed = bench.edit(number, runs)
            elif case == ADDED:
                changed = bench.add(number)
            for builder in bench.builders[:: -1 if number % 2 else 1]:  # who is first may find the machine colder
                if case == COLD:
                    builder.forget()
                figures = builder.build()
                _check_written(bench, builder, case, figures, changed)
                builds[builder.name, case].append(figures)
                said = f"{bench.articles:>7,}  {builder.name:<18}  {case:<17} {figures.wall:8.2f} s"
                print(said, file=sys.stderr, flush=True)
        if number in (0, runs - 1):
            check(bench)
    return builds


def _check_written(bench: Bench, builder: Builder, case: str, figures: Figures, changed: Path | None) -> None:
    """That the build wrote what had changed, and ours nothing where nothing had."""
    written = frozenset(figures.written)
    if case == NOTHING and written and builder.name != HUGO:
        raise RuntimeError(f"{builder.name} wrote {len(written)} files though nothing had changed")
    wanted = same.expected(bench.portal / "content") if case == COLD else frozenset[str]()
    if changed is not None:
        wanted = frozenset({f"{changed.parent.relative_to(bench.portal / 'content').as_posix()}/{changed.stem}/"})
    missing = [address for address in wanted if f"{address}index.html" not in written]
    if missing:
        raise RuntimeError(f"{builder.name}, {case}: {len(missing)} pages were not written, such as {missing[0]}")


def check(bench: Bench) -> None:
    """That all who build the portal have made the same site of it; raises RuntimeError that says what is not."""
    articles = same.expected(bench.portal / "content")
    ours, *others = (same.read(builder.site) for builder in bench.builders)
    found = [complaint for theirs in others for complaint in same.complaints(ours, theirs, articles)]
    found += same.differences("articles", ours.articles.keys(), articles)
    if found:
        raise RuntimeError("the sites are not the same:\n" + "\n".join(f"  {complaint}" for complaint in found))


def phases(bench: Bench) -> Mapping[str, Mapping[str, float]]:
    """Case → phase → seconds, as our own build tells them; for a cold build and for one with an edited body."""
    ours = bench.builders[0]
    ours.forget()
    cold = ours.build("--profile")
    bench.edit(0, 1)
    told = {COLD: dict(_told(cold)), EDITED: dict(_told(ours.build("--profile")))}
    if not all(told.values()):
        raise RuntimeError("build.py --profile has told nothing")
    return told


def _told(figures: Figures) -> Iterator[tuple[str, float]]:
    for line in figures.said.splitlines():
        if line.startswith("profile "):
            _, phase, seconds, *_ = line.split()
            yield phase, float(seconds)
