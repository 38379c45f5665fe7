"""Figures → Markdown, and its place in docs/performance.md."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bench import ADDED, CASES, COLD, EDITED, EVERYTHING, HUGO, NOTHING, OURS, Builds
from benchmarks.measure import Middle

BEGIN, END = "<!-- figures: written by benchmarks/run.py -->", "<!-- /figures -->"
ASKED_FOR = 10_000
"""The size for which the ratios to Hugo were asked for."""
MOST_FILES = 40
"""DESIGN section 3: what a new article may write."""


@dataclass(frozen=True, slots=True)
class Size:
    """The figures of one number of articles."""

    articles: int
    runs: int
    middles: Mapping[tuple[str, str], Middle]
    """(whose, which case) → the medians."""
    written: tuple[str, ...] = ()
    """What the last new article wrote, where everything is on."""

    @staticmethod
    def of(articles: int, runs: int, builds: Builds) -> "Size":
        """The medians of so many runs."""
        middles = {key: Middle.of(figures) for key, figures in builds.items()}
        last = builds.get((EVERYTHING, ADDED))
        return Size(articles, runs, middles, last[-1].written if last else ())

    def ratio(self, figure: str, case: str) -> float | None:
        """Ours to Hugo's, on the equal site."""
        ours, theirs = self.middles.get((OURS, case)), self.middles.get((HUGO, case))
        if ours is None or theirs is None:
            return None
        return float(getattr(ours, figure) / getattr(theirs, figure))


def table(size: Size) -> str:
    """All figures of one size."""
    runs = "one run" if size.runs == 1 else f"medians of {size.runs} runs"
    lines = [f"### {size.articles:,} articles, {runs}", ""]
    lines += ["| build | | wall, s | CPU, s | peak memory, MB | files written | MB written |"]
    lines += ["|---|---|---:|---:|---:|---:|---:|"]
    names = [name for name in (OURS, HUGO, EVERYTHING) if (name, COLD) in size.middles]
    for case in CASES:
        for name in names:
            lines.append(_row(case if name == names[0] else "", name, size.middles[name, case]))
            if name == HUGO and OURS in names:
                told = [_plain(size.ratio(figure, case)) for figure in ("wall", "cpu", "memory")]
                lines.append(f"| | *Bantin to Hugo* | {' | '.join(f'*{ratio}*' for ratio in told)} | | |")
    return "\n".join([*lines, ""])


def _row(case: str, name: str, middle: Middle) -> str:
    cells = (f"{middle.wall:.2f}", f"{middle.cpu:.2f}", f"{middle.memory / 1e6:.0f}")
    first = f"| {case} |" if case else "| |"
    return f"{first} {name} | {' | '.join(cells)} | {middle.files:,.0f} | {middle.size / 1e6:.1f} |"


def against(sizes: Sequence[Size]) -> str:
    """What was asked for beside what was measured; '' where nothing of it was."""
    rows = list(_asked(sizes))
    if not rows:
        return ""
    lines = ["### What was asked for", "", "| equal site | must | reach | measured |", "|---|---:|---:|---:|"]
    lines += [
        f"| {what} | {must} | {reach} | {measured} |".replace("|  |", "| |") for what, must, reach, measured in rows
    ]
    return "\n".join([*lines, ""])


def _asked(sizes: Sequence[Size]) -> Iterator[tuple[str, str, str, str]]:
    for size in sizes:
        if size.articles == ASKED_FOR:
            for what, figure, case, must, reach in (
                ("nothing changed", "wall", NOTHING, "0.06", "0.03"),
                ("one body edited", "wall", EDITED, "0.2", "0.12"),
                ("one article added", "wall", ADDED, "0.25", "0.15"),
                ("cold build", "wall", COLD, "2.0", "1.0"),
                ("peak memory, cold build", "memory", COLD, "1.0", "0.6"),
            ):
                if (ratio := size.ratio(figure, case)) is not None:
                    yield f"{what}, to Hugo", f"≤ {must}", f"≤ {reach}", _plain(ratio)
            if added := size.middles.get((OURS, ADDED)):
                yield "one article added, files", f"≤ {MOST_FILES}", "", f"{added.files:.0f}"
    colds = {size.articles: size.middles[OURS, COLD] for size in sizes if (OURS, COLD) in size.middles}
    if len(colds) > 1:
        least, most = min(colds), max(colds)
        growth = (colds[most].memory - colds[least].memory) / (most - least) / 1e3
        yield f"memory an article, from {least:,} to {most:,}", "< 20 kB", "", f"{growth:.1f} kB"
        longer = (colds[most].wall / most) / (colds[least].wall / least)
        yield f"cold build, time an article at {most:,} to that at {least:,}", "≤ 1.3", "≤ 1.1", _plain(longer)


def where(articles: int, phases: Mapping[str, Mapping[str, float]]) -> str:
    """Where our own time goes."""
    cases = list(phases)
    lines = [f"### Where our own time goes, {articles:,} articles, equal site", ""]
    lines += ["Seconds by phase, as `build.py --profile` tells them.", ""]
    lines += [f"| phase | {' | '.join(cases)} |", f"|---|{'---:|' * len(cases)}"]
    for phase in dict.fromkeys(phase for told in phases.values() for phase in told):
        lines.append(f"| {phase} | {' | '.join(f'{phases[case].get(phase, 0):.3f}' for case in cases)} |")
    return "\n".join([*lines, ""])


def files(size: Size) -> str:
    """What one new article wrote, where everything is on; '' if that was not measured."""
    if not size.written:
        return ""
    lines = [f"### Files written with one article added to {size.articles:,}, everything on", ""]
    return "\n".join([*lines, *(f"- `{path}`" for path in size.written), ""])


def _plain(number: float | None) -> str:
    """A ratio with as many digits as say something."""
    if number is None:
        return ""
    return f"{number:.3f}" if number < 0.1 else f"{number:.2f}"


def save(text: str, path: Path) -> None:
    """Puts the figures between the two marks of the page at `path`, which is made if it is missing."""
    old = path.read_text(encoding="utf-8") if path.exists() else f"# Performance\n\n{BEGIN}\n{END}\n"
    before, _, rest = old.partition(BEGIN)
    after = rest.partition(END)[2]
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8", newline="\n")
