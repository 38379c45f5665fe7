"""The command line: finds out which command is meant, lets its module read the words and run, says what came of it.

A command is a row of COMMANDS and a module with

    def add_arguments(parser: Parser) -> None    the options and words that it takes, beside those of every command
    def run(call: Call) -> int                   does it; the exit status

and the sentences `help.<name>` and `example.<name>`. Its module is loaded when the command is asked for.
"""

import argparse
import importlib
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, Protocol, cast

import bantin
from bantin.commands import usage
from bantin.commands.arguments import NotUnderstood, Parser
from bantin.commands.call import BUSY, CONTENT, OK, USAGE, Call
from bantin.commands.usage import Refusal
from bantin.console import console
from bantin.console.console import Console
from bantin.disk.program import PROGRAM
from bantin.problems import Mistakes, Problem

__all__ = ["BUSY", "COMMANDS", "CONTENT", "OK", "USAGE", "main"]

COMMANDS = {
    "build": "build",
    "serve": "serve",
    "check": "check",
    "list": "list_articles",
    "where": "where",
    "new": "new",
    "review": "review",
    "approve": "approve",
    "import": "import_texts",
    "init": "init",
    "doctor": "doctor",
    "test": "run_tests",
}
"""Each command and its module, in the order of the help."""

SITE, TRIAL = "site", "site-drafts"
"""Where a portal is built, and where with drafts: what is published never holds any."""
DEFAULT = "build"
"""The command that needs no name."""
HANDED_ON = "test"
"""Of this command all words behind it are another program's."""


class Module(Protocol):
    """What the module of a command offers."""

    def add_arguments(self, parser: Parser) -> None:
        """Names the options and words that it takes."""

    def run(self, call: Call) -> int:
        """Does it; the exit status."""


class Command(NamedTuple):
    """What a command line asks for."""

    name: str
    """It need not be one that there is."""
    words: tuple[str, ...]
    """What was typed beside it."""
    is_named: bool = True
    """Not the default, for want of a name."""
    handed_on: tuple[str, ...] = ()
    """Another program's words."""

    @property
    def wants_help(self) -> bool:
        """Whether it is only asked how it is used."""
        return self.name in COMMANDS and any(word in ("-h", "--help") for word in self.words)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    console.prepare_streams()
    project = Path(_given(words, "--project") or _project_folder())
    speaker = Console.found(words, project)
    command = asked(words)
    if command.wants_help:
        speaker.lines([help_of(command, speaker)])
        return OK
    options = read(command, speaker)
    if isinstance(options, Refusal):
        speaker.complain(options.key, **options.values)
        return USAGE
    if options.version:
        speaker.lines([f"bantin {bantin.__version__}"])
        return OK
    output = (
        Path(options.output) if options.output else project / (TRIAL if getattr(options, "drafts", False) else SITE)
    )
    return _run(
        command.name,
        Call(options, project, output, Console(speaker.messages, options.quiet, getattr(options, "verbose", False))),
    )


def _run(name: str, call: Call) -> int:
    try:
        return module(name).run(call)
    except Mistakes as mistakes:
        call.speaker.problems(mistakes.problems, call.project)
        call.speaker.refused(mistakes.problems, name)
        return USAGE if all(map(_is_of_surroundings, mistakes.problems)) else CONTENT
    except _busy() as busy:
        call.speaker.complain("cli.busy", detail=str(busy))
        return BUSY
    except KeyboardInterrupt:
        call.speaker.say("cli.stopped")
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


# ---- which command


_WITH_VALUE = frozenset({"--project", "--output", "--lang", "--jobs"})
"""Options that may stand in front of a command and are followed by a value."""


def asked(words: Sequence[str]) -> Command:
    """The command that `words` ask for: the first that is neither an option nor the value of one, else the default.

    `help` in front of a command is understood.
    """
    before = ""
    for at, word in enumerate(words):
        may_be_value = before.startswith("-") and "=" not in before
        if word == "--":
            break
        if usage.is_option(word) or before in _WITH_VALUE or (may_be_value and word not in COMMANDS):
            before = "" if before in _WITH_VALUE else word
            continue
        others = (*words[:at], *words[at + 1 :])
        if word == "help":
            return asked((*others, "--help"))
        if word == HANDED_ON and list(words[at + 1 :]) not in (["-h"], ["--help"]):
            return Command(word, tuple(words[:at]), handed_on=tuple(words[at + 1 :]))
        return Command(word, others)
    return Command(DEFAULT, tuple(words), is_named=False)


def module(name: str) -> Module:
    """The module of a command."""
    return cast(Module, importlib.import_module(f"bantin.commands.{COMMANDS[name]}"))


def parser_of(command: Command, speaker: Console) -> Parser:
    """What reads the words of a command."""
    parser = Parser(command.name, speaker, command.is_named)
    if command.name == DEFAULT:
        parser.add_argument("--version", action="store_true", help=parser.say("help.version"))
    else:
        parser.set_defaults(version=False)
    module(command.name).add_arguments(parser)
    return parser


def read(command: Command, speaker: Console) -> argparse.Namespace | Refusal:
    """What the command is asked to do, or why that cannot be understood."""
    if command.name not in COMMANDS:
        return usage.wrong_command(command.name, (command.name, *command.words), COMMANDS)
    parser = parser_of(command, speaker)
    try:
        options = parser.read(command.words)
    except NotUnderstood:
        return usage.wrong_words(parser, command.words, lambda option: _owner(option, command, speaker))
    options.handed_on = command.handed_on
    return options


def _owner(option: str, asked_for: Command, speaker: Console) -> str:
    """The command, other than the one that was asked for, that takes the option; or ''."""
    for name in COMMANDS:
        arguments = parser_of(Command(name, ()), speaker).arguments if name != asked_for.name else ()
        if any(option in action.option_strings for action in arguments):
            return name
    return ""


def help_of(command: Command, speaker: Console) -> str:
    """How the command is used; of the default, if it was not named, also what other commands there are."""
    return parser_of(command, speaker).help(() if command.is_named else tuple(COMMANDS)).rstrip("\n")


if __name__ == "__main__":
    sys.exit(main())
