"""Files, folders and standard input → articles in content/, and what is said of each: the work of `import`."""

import datetime
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from bantin.build import reader
from bantin.console.console import Console, Progress
from bantin.content.config_types import Config
from bantin.disk import files
from bantin.importing import proposal, reading, report, saving, sources
from bantin.importing.categories import Categories
from bantin.importing.proposal import Wanted
from bantin.importing.reading import Wishes
from bantin.importing.report import Entry, Report
from bantin.importing.types import Source
from bantin.problems import Mistakes, Place, Problem, error

STDIN = "-"
MANY = 20
"""Articles, beyond which only those that deserve a look are named, and the whole report is written to a file."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be brought in, and how."""

    project: Path
    named: tuple[str, ...]
    """Files, folders, or `-`."""
    instant: datetime.datetime
    category: str = ""
    is_draft: bool = False
    is_dry: bool = False
    as_table: bool = False
    report: str = ""
    """The file for the whole report; '' for the usual one where there are many."""


def bring_in(request: Request, speaker: Console) -> int:
    """Brings the texts in; the exit status: 1 if some file could not be. Raises Mistakes before anything is done."""
    config = _config(request)
    found, others = _found(request)
    made = Report(others=others)
    progress = Progress(speaker, sys.stderr)
    worker = _Worker(request, config)
    try:
        for done, each in enumerate(found):
            progress.step("import", done, len(found))
            made.entries += worker.entries(each)
    finally:
        progress.end()
    _tell(made, request, speaker)
    return 1 if any(entry.article is None for entry in made.entries) else 0


def _config(request: Request) -> Config:
    config = reader.read_config(request.project).whole()
    if not config.categories:
        example = "categories: [{id: thong-bao, vi: Thông báo, en: Notices}]"
        raise Mistakes([error("config-wants", Place("config.yaml"), field="categories", example=example)])
    if request.category and proposal.meant(request.category, config) is None:
        known = ", ".join(category.names.said(config.codes[0], "")[0] for category in config.categories)
        raise Mistakes([error("category-unknown", Place(""), value=request.category, known=known)])
    return config


class _Input:
    """A file, or standard input, in one manner."""

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


class _Worker:
    """Brings in one file after the other; a bad one stops none of the others."""

    def __init__(self, request: Request, config: Config) -> None:
        names = [text for category in config.categories for _, text in category.names.texts]
        self._config = config
        self._wishes = Wishes(Categories(names), request.as_table)
        today = request.instant.astimezone(ZoneInfo(config.timezone)).date()
        self._wanted = Wanted(today, request.category, request.is_draft)
        self._desk = saving.Desk(request.project, config, request.is_dry)

    def entries(self, each: _Input) -> list[Entry]:
        """What became of the articles of a file; one entry that says why, if it cannot be read."""
        try:
            articles = reading.read(each.read(), self._wishes)
        except Mistakes as mistakes:
            return [Entry(each.name, problems=mistakes.problems)]
        made: list[Entry] = []
        for article in articles:
            proposed = proposal.propose(article, each.name, self._config, self._wanted)
            try:
                saved = self._desk.save(proposed, each.name, each.beside)
            except Mistakes as mistakes:
                made.append(Entry(each.name, problems=mistakes.problems))
                continue
            problems = (*article.problems, *saved.problems)
            made.append(Entry(each.name, article, saved.path, saved.is_new, saved.pictures, proposed.guessed, problems))
        return made


def _tell(made: Report, request: Request, speaker: Console) -> None:
    """Prints what became of everything; of very much only what deserves a look, and the rest goes into a file."""

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


def _write_report(lines: Sequence[str], request: Request) -> str:
    """Writes the report and gives its path; a name that is taken is numbered, unless it was asked for."""
    names = [request.report] if request.report else [f"import-{number}.txt" for number in range(1, 10_000)]
    for name in names:
        try:
            files.write_text(request.project / name, "\n".join([*lines, ""]))
        except FileExistsError:
            continue
        except OSError as trouble:
            raise Mistakes([files.problem_of(trouble, name)]) from trouble
        return name
    raise Mistakes([error("import-report-there", Place(request.report))])
