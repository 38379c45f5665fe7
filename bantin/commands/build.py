"""`build`, the default command: builds the site and prints a summary."""

import datetime
import os
import sys
import time
from pathlib import Path

from bantin.build import incremental
from bantin.build.timing import Timings
from bantin.build.types import Outcome, Settings
from bantin.commands.arguments import Parser, WholeNumber
from bantin.commands.call import OK, Call
from bantin.console.console import Console, Progress
from bantin.problems import Mistakes, Place, error

MANY_ADDED = 50
"""Maximum number of new addresses that are listed one by one."""


def add_arguments(parser: Parser) -> None:
    """The options of a build."""
    parser.add_argument("--drafts", action="store_true", help=parser.say("help.drafts"))
    parser.add_argument("--clean", action="store_true", help=parser.say("help.clean"))
    parser.add_argument("--remove-leftovers", action="store_true", help=parser.say("help.remove-leftovers"))
    parser.add_argument("--jobs", type=WholeNumber(1, 512), default=0, metavar="N", help=parser.say("help.jobs"))
    parser.add_argument("--profile", action="store_true", help=parser.say("help.profile"))
    parser.add_argument("--verbose", action="store_true", help=parser.say("help.verbose"))


def run(call: Call) -> int:
    """Builds the site. Raises Mistakes and Busy."""
    _refuse_output(call)
    started = time.monotonic()
    options, progress = call.options, Progress(call.speaker, sys.stderr)
    timings = Timings(progress.step)
    settings = Settings(
        call.project,
        call.output,
        incremental.now(),
        with_drafts=options.drafts,
        is_clean=options.clean,
        removes_leftovers=options.remove_leftovers,
        jobs=options.jobs,
    )
    try:
        outcome = incremental.build(settings, timings=timings)
    finally:
        progress.end()
    call.speaker.problems(outcome.problems, call.project)
    _tell(outcome, call.speaker, time.monotonic() - started)
    if settings.is_trial:
        call.speaker.say("build.trial", folder=os.fspath(call.output))
    call.speaker.say("build.open", path=_path_to_open(call.output))
    if options.profile:
        call.speaker.lines(timings.lines())
    if options.verbose:
        changes = outcome.changes
        for name, paths in (("new", changes.new), ("changed", changes.changed), ("removed", changes.removed)):
            call.speaker.lines(f"{name} {path}" for path in paths)
    return OK


def _tell(outcome: Outcome, speaker: Console, seconds: float) -> None:
    """Prints what is new, what is unpublished, and what was written."""
    for address, codes in outcome.added if len(outcome.added) <= MANY_ADDED else ():
        speaker.say("build.added", address=address, codes=", ".join(codes))
    for waiting in outcome.waiting:
        if waiting.due:
            due = datetime.datetime.fromisoformat(waiting.due)
            speaker.say("build.due", path=waiting.path, due=f"{due:%d/%m/%Y %H:%M}")
        else:
            speaker.say(f"build.{waiting.state}", path=waiting.path)
    changes = outcome.changes
    speaker.say(
        "build.done",
        pages=outcome.pages,
        written=len(changes.new) + len(changes.changed),
        unchanged=changes.unchanged,
        removed=len(changes.removed),
        seconds=f"{seconds:.1f}",
    )


def _path_to_open(output: Path) -> str:
    """Path of the home page; relative if it is below the current folder."""
    home, here = output.resolve() / "index.html", Path.cwd()
    return os.fspath(home.relative_to(here) if home.is_relative_to(here) else home)


def _refuse_output(call: Call) -> None:
    """Refuses an output folder that contains the project: the site would mix with its sources."""
    output, project = call.output.resolve(), call.project.resolve()
    sources = [project / name for name in _SOURCES]
    if call.options.drafts and output == project / "site":
        raise Mistakes([error("output-drafts", Place("site"))])
    if output == project or output in project.parents or any(output.is_relative_to(source) for source in sources):
        raise Mistakes([error("output-over-project", Place(str(call.output)))])


_SOURCES = ("content", "templates", "assets", "data", "bantin", "tests")
