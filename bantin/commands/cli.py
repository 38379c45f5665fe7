"""The command line: reads words, calls the program, says what came of it. Nothing else."""

import argparse
import datetime
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

import bantin
from bantin.console import console
from bantin.console.console import Console, Progress
from bantin.disk.program import PROGRAM
from bantin.problems import Mistakes, Place, Problem, error

OK, CONTENT, USAGE, BUSY = 0, 1, 2, 3
"""Exit statuses: fine (warnings allowed); mistakes in content or config; wrong usage or surroundings; another build."""


@dataclass(frozen=True, slots=True)
class Call:
    """A command and what it was asked to do."""

    options: argparse.Namespace
    project: Path
    output: Path
    speaker: Console


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    console.prepare_streams()
    if words[:1] == ["test"]:
        return _test(words[1:])
    parser = _parser(Console.found(words, Path(_given(words, "--project") or ".")))
    options = parser.parse_args(words)
    project = Path(options.project or _project_folder())
    output = Path(options.output) if options.output else project / "site"
    speaker = Console.found(words, project, options.quiet)
    call = Call(options, project, output, speaker)
    try:
        return int(_COMMANDS[options.command](call))
    except Mistakes as mistakes:
        speaker.problems(mistakes.problems, project)
        speaker.refused(mistakes.problems, options.command)
        return USAGE if all(map(_is_of_surroundings, mistakes.problems)) else CONTENT
    except _busy() as busy:
        speaker.complain("cli.busy", detail=str(busy))
        return BUSY
    except KeyboardInterrupt:
        speaker.say("cli.stopped")
        return USAGE


_OF_SURROUNDINGS = ("disk-", "site-", "output-", "config-none", "init-")
"""How the keys of problems begin that no editor can mend in content or config."""


def _is_of_surroundings(problem: Problem) -> bool:
    return problem.is_warning or problem.key == "worker-lost" or problem.key.startswith(_OF_SURROUNDINGS)


def _busy() -> type[Exception]:
    from bantin.output.lock import Busy

    return Busy


def _project_folder() -> str:
    """The folder that holds config.yaml: this one, else the program's own clone."""
    return "." if Path("config.yaml").exists() else str(PROGRAM)


def _given(words: Sequence[str], option: str) -> str:
    """The value of an option, found before the words are parsed, since it decides in which language they are."""
    for word, following in pairwise([*words, ""]):
        if word == option:
            return following
        if word.startswith(f"{option}="):
            return word.partition("=")[2]
    return ""


def _parser(speaker: Console) -> argparse.ArgumentParser:
    say = speaker.sentence

    class Parser(argparse.ArgumentParser):
        """Says in the speaker's language that a command was not understood, and how to see what there is."""

        def error(self, message: str) -> NoReturn:
            speaker.complain("cli.usage", message=message)
            sys.exit(USAGE)

    headings = {"options": say("help.options"), "positional arguments": say("help.arguments")}

    class Formatter(argparse.HelpFormatter):
        """Has its headings in the speaker's language too."""

        def start_section(self, heading: str | None) -> None:
            super().start_section(headings.get(heading or "", heading))

        def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
            super().add_usage(usage, actions, groups, f"{say('help.usage')} " if prefix is None else prefix)

    def common(**settings: Any) -> Parser:
        """Options that may stand in front of the command and behind it."""
        options = Parser(add_help=False, **settings)
        options.add_argument("-h", "--help", action="help", help=say("help.help"))
        options.add_argument("--project", metavar="DIR", help=say("help.project"))
        options.add_argument("--output", metavar="DIR", help=say("help.output"))
        options.add_argument("--lang", choices=("vi", "en"), help=say("help.lang"))
        options.add_argument("--quiet", action="store_true", help=say("help.quiet"))
        return options

    settings: dict[str, Any] = {"add_help": False, "formatter_class": Formatter}
    parser = Parser("build.py", description=say("help.bantin"), parents=[common()], **settings)
    parser.add_argument("--version", action="version", version=f"bantin {bantin.__version__}", help=say("help.version"))
    parser.add_argument("--drafts", action="store_true", help=say("help.drafts"))
    parser.add_argument("--clean", action="store_true", help=say("help.clean"))
    parser.add_argument("--remove-leftovers", action="store_true", help=say("help.remove-leftovers"))
    parser.add_argument("--jobs", type=_jobs, default=0, metavar="N", help=say("help.jobs"))
    parser.add_argument("--profile", action="store_true", help=say("help.profile"))
    parser.add_argument("--verbose", action="store_true", help=say("help.verbose"))
    parser.set_defaults(command="build")
    commands = parser.add_subparsers(title=say("help.commands"), metavar="")
    shared = common(argument_default=argparse.SUPPRESS)  # leaves alone what was said in front of the command

    def command(name: str) -> argparse.ArgumentParser:
        about = say(f"help.{name}")
        sub = commands.add_parser(name, help=about, description=about, parents=[shared], **settings)
        sub.set_defaults(command=name)
        return sub

    serve = command("serve")
    serve.add_argument("--port", type=int, default=8000, help=say("help.port"))
    serve.add_argument("--no-open", action="store_true", help=say("help.no-open"))
    command("init").add_argument("folder", metavar="DIR", help=say("help.folder"))
    new = command("new")
    new.add_argument("title", nargs="*", help=say("help.title"))
    new.add_argument("--category", default="", help=say("help.category"))
    new.add_argument("--translate", metavar="FILE", default="", help=say("help.translate"))
    command("doctor")
    command("test")
    return parser


def _jobs(text: str) -> int:
    """A number of workers; raises ValueError, as argparse expects."""
    number = int(text)
    if not 1 <= number <= 512:
        raise ValueError(text)
    return number


def _build(call: Call) -> int:
    from bantin.build import incremental
    from bantin.build.timing import Timings
    from bantin.build.types import Settings

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
    for address, codes in outcome.added if len(outcome.added) <= 50 else ():
        call.speaker.say("build.added", address=address, codes=", ".join(codes))
    for waiting in outcome.waiting:
        if waiting.due:
            due = datetime.datetime.fromisoformat(waiting.due)
            call.speaker.say("build.due", path=waiting.path, due=f"{due:%d/%m/%Y %H:%M}")
        else:
            call.speaker.say("build.draft", path=waiting.path)
    changes = outcome.changes
    call.speaker.say(
        "build.done",
        pages=outcome.pages,
        written=len(changes.new) + len(changes.changed),
        unchanged=changes.unchanged,
        removed=len(changes.removed),
        seconds=f"{time.monotonic() - started:.1f}",
    )
    if options.profile:
        call.speaker.lines(timings.lines())
    if options.verbose:
        for name, paths in (("new", changes.new), ("changed", changes.changed), ("removed", changes.removed)):
            call.speaker.lines(f"{name} {path}" for path in paths)
    return OK


def _refuse_output(call: Call) -> None:
    """A site over the project itself would mix with its sources."""
    output, project = call.output.resolve(), call.project.resolve()
    sources = [project / name for name in _SOURCES]
    if output == project or output in project.parents or any(output.is_relative_to(source) for source in sources):
        raise Mistakes([error("output-over-project", Place(str(call.output)))])


_SOURCES = ("content", "templates", "assets", "data", "bantin", "tests")


def _serve(call: Call) -> int:
    from bantin.preview import server

    return server.serve(call.project, call.options.port, call.speaker, open_browser=not call.options.no_open)


def _init(call: Call) -> int:
    from bantin.commands import scaffold

    scaffold.start(Path(call.options.folder))
    call.speaker.say("init.done", folder=call.options.folder)
    return OK


def _new(call: Call) -> int:
    from bantin.build import incremental
    from bantin.commands import scaffold

    options = call.options
    title = " ".join(options.title)  # quotes are easily forgotten
    if not title and not options.translate:
        call.speaker.say("new.title")
        return USAGE
    instant = incremental.now()
    if options.translate:
        path = scaffold.translation(call.project, options.translate, title)
        call.speaker.say("new.translated", path=path)
    else:
        path = scaffold.article(call.project, title, options.category, instant)
        call.speaker.say("new.done", path=path)
    return OK


def _doctor(call: Call) -> int:
    from bantin.commands import doctor

    call.speaker.lines(doctor.report(call.project, call.output))
    return OK


def _test(words: Sequence[str]) -> int:
    """Runs the tests: everything behind `test` goes to pytest."""
    import pytest

    parallel = (
        ()
        if any(word.startswith(("-n", "-p", "--version")) for word in words)
        else ("-n", "auto", "--dist", "loadfile")
    )
    return int(pytest.main([f"--rootdir={PROGRAM}", "-c", str(PROGRAM / "pyproject.toml"), *parallel, *words]))


_COMMANDS: dict[str, Callable[[Call], int]] = {
    "build": _build,
    "serve": _serve,
    "init": _init,
    "new": _new,
    "doctor": _doctor,
}


if __name__ == "__main__":
    sys.exit(main())
