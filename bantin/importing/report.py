"""Import report: the outcome of each file, and of its words, as lines in the user's language."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bantin.importing.types import Fidelity, ImportedArticle
from bantin.problems import Problem

NOTHING = Fidelity(0, 0, 0, ())
_SHOWN = 160
"""Characters of a text that is quoted on a terminal."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of a file, or a file that could not be read."""

    source: str
    article: ImportedArticle | None = None
    path: str = ""
    """Where the article is."""
    is_new: bool = True
    pictures: int = 0
    guessed: tuple[str, ...] = ()
    unknown_category: str = ""
    """That of its source, if the portal has none like it."""
    problems: tuple[Problem, ...] = ()


@dataclass
class Report:
    """All entries so far."""

    entries: list[Entry] = field(default_factory=list)
    others: int = 0
    """Files of a folder that are no texts."""

    def articles(self) -> list[ImportedArticle]:
        """All that were found."""
        return [entry.article for entry in self.entries if entry.article]

    def unknown_categories(self) -> list[tuple[str, int]]:
        """Categories that the portal does not have, and of how many articles each is, the most frequent first."""
        found = Counter(entry.unknown_category for entry in self.entries if entry.unknown_category)
        return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))


Say = Callable[..., str]
"""Makes a sentence of a key and its values."""


def lines_of(entry: Entry, say: Say, show: Callable[[Problem], str], is_whole: bool) -> Iterator[str]:
    """The lines of one entry, in full or with long texts shortened."""
    article = entry.article
    if article is not None:
        figures = article.fidelity or NOTHING
        key = "import.article" if entry.is_new else "import.there"
        yield say(key, path=entry.path, source=entry.source, found=figures.found, kept=figures.kept)
        for name in entry.guessed:
            yield f"  {say(f'import.guessed.{name}')}"
        for each in article.left_out:
            reason = say(f"import.left.{each.reason}")
            yield f"  {say('import.left', line=each.line, text=_cut(each.text, is_whole), reason=reason)}"
        if figures.lost:
            yield f"  {say('import.lost', count=len(figures.lost), words=_cut(' '.join(figures.lost), is_whole))}"
    for problem in entry.problems:
        yield show(problem)


def _cut(text: str, is_whole: bool) -> str:
    words = " ".join(text.split())
    return words if is_whole or len(words) <= _SHOWN else f"{words[:_SHOWN].rpartition(' ')[0]} …"


def deserves_a_look(entry: Entry) -> bool:
    """Whether an entry is listed even among hundreds: it was refused, has a problem, or lost words."""
    return entry.article is None or bool(_lost(entry.article) or entry.problems)


def _lost(article: ImportedArticle) -> tuple[str, ...]:
    return article.fidelity.lost if article.fidelity else ()


def summary(report: Report, say: Say) -> Iterator[str]:
    """The figures of all files together."""
    articles = report.articles()
    figures = [article.fidelity or NOTHING for article in articles]
    found, kept = sum(each.found for each in figures), sum(each.kept for each in figures)
    yield say(
        "import.summary",
        files=len({entry.source for entry in report.entries}),
        new=sum(entry.is_new for entry in report.entries if entry.article),
        there=sum(not entry.is_new for entry in report.entries if entry.article),
        pictures=sum(entry.pictures for entry in report.entries),
        refused=sum(entry.article is None for entry in report.entries),
    )
    lost = sum(len(each.lost) for each in figures)
    yield say("import.words", found=found, kept=kept, left=sum(each.left_out for each in figures), lost=lost)
    if drafts := sum(bool(entry.guessed) for entry in report.entries):
        yield say("import.drafts", count=drafts)
    for name, count in report.unknown_categories():
        yield say("import.category", name=name, count=count)
    if report.others:
        yield say("import.others", count=report.others)
