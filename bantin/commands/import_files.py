"""The work of `import`: files, folders and standard input → articles in content/, with a report on each."""

import datetime
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bantin.build import config_file
from bantin.console.console import Console, Progress
from bantin.content.config_types import Config
from bantin.disk import os_errors, writing
from bantin.importing import category_map, proposal, reading, report, saving, sources
from bantin.importing.categories import Categories
from bantin.importing.category_map import CategoryMap
from bantin.importing.old_addresses import MovedText, OldAddresses
from bantin.importing.old_categories import OldCategories
from bantin.importing.proposal import ImportChoices
from bantin.importing.reading import ReadingOptions
from bantin.importing.report import Entry, Report
from bantin.importing.saving import PlacedArticle
from bantin.importing.types import ImportedArticle, Source
from bantin.problems import Mistakes, Place, Problem, error

STDIN = "-"
MANY = 20
"""Number of articles beyond which only noteworthy ones are printed, and the full report goes to a file."""


@dataclass(frozen=True, slots=True)
class Request:
    """The options of an import."""

    project: Path
    named: tuple[str, ...]
    """Files, folders, or `-`."""
    instant: datetime.datetime
    category: str = ""
    is_draft: bool = False
    is_dry: bool = False
    as_table: bool = False
    report: str = ""
    """File for the full report; '' for the default, used if there are many articles."""
    categories: str = ""
    """File that maps old categories to new ones."""


def bring_in(request: Request, speaker: Console) -> int:
    """Imports; the exit status is 1 if some file failed. Raises Mistakes before anything is done."""
    config = _config(request)
    found, others = _found(request)
    decided = _decided(request, config)
    progress = Progress(speaker, sys.stderr)
    worker = _Worker(request, config, decided)
    held: list[_Held | Entry] = []
    try:
        for done, each in enumerate(found):
            progress.step("import", done, len(found))
            held += worker.read(each)
    finally:
        progress.end()
    made = Report([worker.written(each) for each in held], others)
    _tell(made, request, speaker)
    _propose_categories(made, request, config, speaker)
    return 1 if any(entry.article is None for entry in made.entries) else 0


def _config(request: Request) -> Config:
    config = config_file.read_config(request.project).whole()
    if not config.categories:
        example = "categories: [{id: thong-bao, vi: Thông báo, en: Notices}]"
        raise Mistakes([error("config-wants", Place("config.yaml"), field="categories", example=example)])
    if request.category and proposal.meant(request.category, config) is None:
        known = ", ".join(category.names.said(config.codes[0], "")[0] for category in config.categories)
        raise Mistakes([error("category-unknown", Place(""), value=request.category, known=known)])
    return config


def _decided(request: Request, config: Config) -> CategoryMap:
    """The mapping of old categories. Raises Mistakes."""
    if not request.categories or (request.is_dry and not _category_file(request).exists()):
        return category_map.NONE
    try:
        data = _category_file(request).read_bytes()
    except FileNotFoundError as reason:
        raise Mistakes([error("import-categories-none", Place(request.categories))]) from reason
    except OSError as trouble:
        raise Mistakes([os_errors.problem_of(trouble, request.categories)]) from trouble
    text, _ = reading.text_of(Source(request.categories, data))
    return category_map.read(text, request.categories, config)


def _category_file(request: Request) -> Path:
    """Its path: relative to the current folder, like the files to import, or to the project."""
    named = Path(request.categories)
    return named if named.exists() else request.project / request.categories


class _Input:
    """A file or standard input, with a common interface."""

    def __init__(self, name: str, read: Callable[[], Source], beside: Callable[[str], bytes | None]) -> None:
        self.name = name
        self.read = read
        self.beside = beside


def _found(request: Request) -> tuple[list[_Input], int]:
    inputs: list[_Input] = []
    others = 0
    for named in request.named:
        if named == STDIN:
            inputs.append(_Input(STDIN, lambda: Source(STDIN, sys.stdin.buffer.read()), lambda _: None))
            continue
        there, more = sources.found(named)
        inputs += [_Input(each.name, each.read, each.beside) for each in there]
        others += more
    if not inputs:
        raise Mistakes([error("import-nothing", Place(", ".join(request.named)))])
    return inputs, others


class _Held(NamedTuple):
    """An article with its target path, waiting until all target paths are known."""

    entry: Entry
    placed: PlacedArticle


class _Worker:
    """Imports one file after the other; a bad file does not stop the others.

    Links within the archive can only be resolved once all of it was read, so texts with such links are written last.
    """

    def __init__(self, request: Request, config: Config, decided: CategoryMap) -> None:
        names = [text for category in config.categories for _, text in category.names.texts]
        self._config = config
        self._options = ReadingOptions(Categories([*names, *decided.names]), request.as_table)
        today = request.instant.astimezone(ZoneInfo(config.timezone)).date()
        self._wanted = ImportChoices(today, request.category, request.is_draft, decided.categories)
        self._target = saving.TargetProject(request.project, config, request.is_dry)
        self._addresses = OldAddresses(sources.hosts(request.named), OldCategories.of(config, self._wanted))

    def read(self, each: _Input) -> list[_Held | Entry]:
        """Results for the articles of a file; a single one with the reason if it cannot be read."""
        try:
            articles = reading.unsettled(each.read(), self._options)
        except Mistakes as mistakes:
            return [Entry(each.name, problems=mistakes.problems)]
        return [self._read(article, each) for article in articles]

    def _read(self, article: ImportedArticle, each: _Input) -> _Held | Entry:
        proposed = proposal.propose(article, each.name, self._config, self._wanted)
        try:
            placed = self._target.place(proposed, each.name, each.beside)
        except Mistakes as mistakes:
            return Entry(each.name, problems=mistakes.problems)
        self._addresses.add(placed.article, _place(each.name, placed))
        problems = (*article.problems, *placed.problems)
        facts = (proposed.guessed, proposed.unknown_category, problems)
        held = _Held(Entry(each.name, placed.article, placed.path, placed.is_new, placed.pictures, *facts), placed)
        return held if article.links else self.written(held)

    def written(self, held: _Held | Entry) -> Entry:
        """Writes a waiting article, now that all target paths are known; returns its result."""
        if isinstance(held, Entry):
            return held
        entry, placed = held
        place = _place(entry.source, placed)
        try:
            article = self._target.write(placed, lambda link: self._addresses.target(link, placed.article, place))
        except Mistakes as mistakes:
            return Entry(entry.source, problems=mistakes.problems)
        return replace(entry, article=article)


def _place(source: str, placed: PlacedArticle) -> MovedText:
    return MovedText(source, placed.path, placed.is_draft)


def _tell(made: Report, request: Request, speaker: Console) -> None:
    """Prints the report; if it is long, only the noteworthy part, with the full report in a file."""

    def show(problem: Problem) -> str:
        return speaker.messages.show(problem, None)

    is_many = len(made.entries) > MANY and not request.is_dry
    for entry in made.entries:
        if not is_many or report.deserves_a_look(entry):
            speaker.lines(report.lines_of(entry, speaker.sentence, show, is_whole=False))
    summary = list(report.summary(made, speaker.sentence))
    speaker.lines(summary)
    if is_many or request.report:
        whole = [
            line for entry in made.entries for line in report.lines_of(entry, speaker.sentence, show, is_whole=True)
        ]
        path = _write_report([*whole, "", *summary], request)
        speaker.say("import.report", path=path)
    if request.is_dry:
        speaker.say("import.dry")


def _propose_categories(made: Report, request: Request, config: Config, speaker: Console) -> None:
    """In a dry run: proposes a mapping of old categories, in the given file or printed."""
    unknown = made.unknown_categories()
    if not unknown:
        return
    if not request.is_dry:
        speaker.say("import.categories.how")
        return
    lines = list(category_map.proposed(unknown, config))
    if request.categories and not _category_file(request).exists():
        try:
            writing.write_text(_category_file(request), "\n".join([*lines, ""]))
        except OSError as trouble:
            raise Mistakes([os_errors.problem_of(trouble, request.categories)]) from trouble
        speaker.say("import.categories.written", path=request.categories)
    else:
        speaker.say("import.categories.proposed")
        speaker.lines(lines)


def _write_report(lines: Sequence[str], request: Request) -> str:
    """Writes the report and returns its path; a default name that is taken gets a number."""
    names = [request.report] if request.report else [f"import-{number}.txt" for number in range(1, 10_000)]
    for name in names:
        try:
            writing.write_text(request.project / name, "\n".join([*lines, ""]))
        except FileExistsError:
            continue
        except OSError as trouble:
            raise Mistakes([os_errors.problem_of(trouble, name)]) from trouble
        return name
    raise Mistakes([error("import-report-there", Place(request.report))])
