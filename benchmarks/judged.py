"""Queries that were judged by hand → how well a search answers them, by class of query.

The portal that is searched is the sample of this repository with the short articles of `tests/search/`: a hundred and
seventy texts, in which each fact stands once. The queries lie in `tests/search/judged/`: `known.txt`, by which the
search was made better, `aside.txt`, which nobody looked at before it was ready, and `fresh.txt`, written after that of
the two classes that had fallen short, before they were mended.
"""

import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
TEXTS = PROJECT / "tests/search"
HALVES = ("known", "aside", "fresh", *(f"unseen-{number}" for number in range(1, 10)))
_CATEGORIES = {
    "dang": "cong-tac-dang",
    "hdnd": "hdnd-ubnd",
    "mat-tran": "mat-tran-doan-the",
    "hanh-chinh": "cai-cach-hanh-chinh",
    "van-hoa": "van-hoa-xa-hoi",
    "trat-tu": "trat-tu-moi-truong",
    "an-ninh": "an-ninh-quoc-phong",
}
"""What the short articles call the sample's categories."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query, and what a reader means by it."""

    kind: str
    text: str
    meant: tuple[str, ...]
    """Names of articles and, behind `=`, addresses to which a direct answer leads: any of them will do."""

    @property
    def edition(self) -> str:
        """Code of the language in which it is asked."""
        return "en" if self.kind == "en" else "vi"

    def rank(self, found: Iterable[str], answers: Iterable[str]) -> int:
        """The place of the first thing that is meant, 0 for none. `found`: names of articles, best first; `answers`:
        addresses of direct answers, the first one of which counts."""
        wanted = tuple(name.strip("=/") for name in self.meant if name.startswith("="))
        if any(answer.strip("/").endswith(wanted) for answer in list(answers)[:1]):
            return 1
        names = [name.removeprefix("en-") for name in found]
        meant = [name.removeprefix("en-") for name in self.meant if not name.startswith("=")]
        return next((at for at, name in enumerate(names, 1) if name in meant), 0)


def lines_of(path: Path) -> list[str]:
    """A text without its remarks."""
    return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def queries(half: str) -> list[Query]:
    """One of HALVES."""
    rows = (row.split("\t") for row in lines_of(TEXTS / f"judged/{half}.txt") if row)
    return [Query(kind, text, tuple(names.split())) for kind, text, names in rows]


def articles(source: Path) -> Iterator[tuple[str, str, str, str, str]]:
    """(name, date, category, title, text) of each short article."""
    for block in "\n".join(lines_of(source)).strip().split("\n\n"):
        first, _, body = block.partition("\n")
        name, date, category, title = first.split(" | ", 3)
        yield name, date, category, title, body


def make(folder: Path) -> None:
    """Writes the portal that is searched."""
    shutil.copytree(PROJECT / "content", folder / "content")
    shutil.copy(PROJECT / "config.yaml", folder)
    for source in (TEXTS / "articles.txt", TEXTS / "judged/facts.txt"):
        for name, date, category, title, body in articles(source):
            target = folder / f"content/{date[:4]}/{name}{'.en' if name.startswith('en-') else ''}.md"
            target.parent.mkdir(parents=True, exist_ok=True)
            front = f'title: "{title}"\ndate: {date}\ncategory: {_CATEGORIES.get(category, category)}'
            target.write_text(f"---\n{front}\n---\n\n{body}\n", encoding="utf-8", newline="\n")


def titles(folder: Path) -> Iterator[tuple[str, str]]:
    """(name, title) of each Vietnamese article of the portal in `folder`."""
    for path in sorted((folder / "content").glob("2*/**/*.md")):
        found = _TITLE.search(path.read_text(encoding="utf-8"))
        if found and not path.name.endswith(".en.md"):
            yield path.stem, found[1]


_TITLE = re.compile('^title: *"?(.*?)"?$', re.MULTILINE)

Ask = Callable[[Query], tuple[list[str], list[str]]]
"""Asks a search: the names of the articles and the addresses of the direct answers that it shows."""


def judge(asked: Iterable[Query], ask: Ask) -> tuple[dict[str, list[float]], list[tuple[Query, int, str]]]:
    """Of each class the reciprocal ranks; and what was not first: the query, its rank, what stood there instead."""
    ranks: dict[str, list[float]] = defaultdict(list)
    missed: list[tuple[Query, int, str]] = []
    for query in asked:
        found, answers = ask(query)
        place = query.rank(found, answers)
        ranks[query.kind].append(1 / place if place else 0.0)
        if place != 1:
            missed.append((query, place, (found or ["nothing"])[0]))
    return ranks, missed


def mean(ranks: Iterable[float]) -> float:
    """Mean reciprocal rank; 0 for no query."""
    every = [*ranks]
    return sum(every) / len(every) if every else 0.0
