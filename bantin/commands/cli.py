"""The command-line interface: selects the command, parses its arguments, runs it, reports errors.

A command is a row of COMMANDS, a module with

    def add_arguments(parser: Parser) -> None    its options and positional arguments, besides the common ones
    def run(call: Call) -> int                   runs it; returns the exit status

and the messages `help.<name>` and `example.<name>`. Its module is imported only when the command is run.
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
from bantin.commands.call import BUSY, CONTENT, OK, SITE, TRIAL, USAGE, Call
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
"""Commands and their modules, in the order of the help."""

DEFAULT = "build"
"""The command that runs if none is named."""
HANDED_ON = "test"
"""The command that passes all its arguments on to another program."""


class Module(Protocol):
    """The interface of a command's module."""

    def add_arguments(self, parser: Parser) -> None:
        """Declares its options and positional arguments."""

    def run(self, call: Call) -> int:
        """Runs it; returns the exit status."""


class Command(NamedTuple):
    """A command line, split into command and arguments."""

    name: str
    """May be unknown."""
    words: tuple[str, ...]
    """Its arguments."""
    is_named: bool = True
    """False for the default command, run without its name."""
    handed_on: tuple[str, ...] = ()
    """Arguments for another program."""

    @property
    def wants_help(self) -> bool:
        """Whether help is requested."""
        return self.name in COMMANDS and any(word in ("-h", "--help") for word in self.words)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command; returns the exit status."""
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
"""Prefixes of message keys for problems outside content and config.yaml, which no editor can fix there."""


def _is_of_surroundings(problem: Problem) -> bool:
    return problem.is_warning or problem.key == "worker-lost" or problem.key.startswith(_OF_SURROUNDINGS)


def _busy() -> type[Exception]:
    from bantin.output.lock import Busy

    return Busy


def _project_folder() -> str:
    """The project: the current folder if it has a config.yaml, else the program's own clone."""
    return "." if Path("config.yaml").exists() else str(PROGRAM)


def _given(words: Sequence[str], option: str) -> str:
    """The value of an option, before parsing: it may decide the language of the parser's messages."""
    for word, following in pairwise([*words, ""]):
        if word == option:
            return following
        if word.startswith(f"{option}="):
            return word.partition("=")[2]
    return ""


# ---- which command


_WITH_VALUE = frozenset({"--project", "--output", "--lang", "--jobs"})
"""Options with a value that may precede the command."""


def asked(words: Sequence[str]) -> Command:
    """Splits a command line. The command is the first word that is no option and no value of one; else the default.

    `help` before a command is accepted.
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
    """Imports the module of a command."""
    return cast(Module, importlib.import_module(f"bantin.commands.{COMMANDS[name]}"))


def parser_of(command: Command, speaker: Console) -> Parser:
    """The argument parser of a command."""
    parser = Parser(command.name, speaker, command.is_named)
    if command.name == DEFAULT:
        parser.add_argument("--version", action="store_true", help=parser.say("help.version"))
    else:
        parser.set_defaults(version=False)
    module(command.name).add_arguments(parser)
    return parser


def read(command: Command, speaker: Console) -> argparse.Namespace | Refusal:
    """The parsed arguments, or the reason why they are refused."""
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
    """Another command that takes the option; '' if none does."""
    for name in COMMANDS:
        arguments = parser_of(Command(name, ()), speaker).arguments if name != asked_for.name else ()
        if any(option in action.option_strings for action in arguments):
            return name
    return ""


def help_of(command: Command, speaker: Console) -> str:
    """The help of the command; for the unnamed default also the list of commands."""
    return parser_of(command, speaker).help(() if command.is_named else tuple(COMMANDS)).rstrip("\n")


if __name__ == "__main__":
    sys.exit(main())
