"""Command-line arguments: argparse with help in the user's language.

`usage` explains why a command line is refused, because argparse's own messages are in English.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NoReturn

from bantin.console.console import Console

PROGRAM_NAME = "build.py"


class NotUnderstood(Exception):
    """Raised where argparse refuses the command line."""


@dataclass(frozen=True, slots=True)
class WholeNumber:
    """An argparse `type`: an integer from `lowest` to `highest`."""

    lowest: int
    highest: int

    def __call__(self, text: str) -> int:
        """Parses the number. Raises ValueError, as argparse expects."""
        number = int(text) if text.isascii() and text.isdigit() else self.lowest - 1
        if not self.lowest <= number <= self.highest:
            raise ValueError(text)
        return number


class Parser(argparse.ArgumentParser):
    """The argument parser of one command."""

    def __init__(self, command: str, speaker: Console, is_named: bool = True) -> None:
        """`is_named`: whether the command was named; if not, it is the default, and its help that of the program."""
        self.command = command
        self.arguments: list[argparse.Action] = []
        """All its options and positional arguments."""
        self._speaker = speaker
        super().__init__(
            f"{PROGRAM_NAME} {command}" if is_named else PROGRAM_NAME,
            description=self.say(f"help.{command}" if is_named else "help.bantin"),
            formatter_class=partial(_Formatter, self),
            add_help=False,
            allow_abbrev=False,
        )
        self.add_argument("-h", "--help", action="store_true", help=self.say("help.help"))
        self.add_argument("--project", metavar="DIR", help=self.say("help.project"))
        self.add_argument("--output", metavar="DIR", help=self.say("help.output"))
        self.add_argument("--lang", choices=("vi", "en"), help=self.say("help.lang"))
        self.add_argument("--quiet", action="store_true", help=self.say("help.quiet"))

    def say(self, key: str) -> str:
        """A message for the help, escaped for argparse."""
        return self._speaker.sentence(key).replace("%", "%%")

    def add_argument(self, *names: Any, **settings: Any) -> argparse.Action:
        """Adds an argument as argparse does, and records it for `usage`."""
        if "metavar" in settings:
            settings["metavar"] = self.say(f"metavar.{settings['metavar']}")
        action = super().add_argument(*names, **settings)
        self.arguments.append(action)
        return action

    def error(self, message: str) -> NoReturn:
        """Raises NotUnderstood."""
        raise NotUnderstood(message)

    def read(self, words: Sequence[str]) -> argparse.Namespace:
        """Parses `words`, with options and positional arguments in any order. Raises NotUnderstood."""
        return self.parse_intermixed_args(list(words))

    def help(self, commands: Sequence[str] = ()) -> str:
        """The help of the command; with `commands`, also the list of commands."""
        formatter = self._get_formatter()
        formatter.add_usage(None, self._actions, self._mutually_exclusive_groups)
        formatter.add_text(self.description)
        for group in self._action_groups:
            formatter.start_section(group.title)
            formatter.add_arguments(group._group_actions)
            formatter.end_section()
        if commands:
            formatter.start_section(self.say("help.commands"))
            rows = [argparse.Action([], name, metavar=name, help=self.say(f"help.{name}")) for name in commands]
            formatter.add_arguments(rows)
            formatter.end_section()
        formatter.add_text(f"{self.say('help.example')} {self.say(f'example.{self.command}')}")
        return formatter.format_help()


class _Formatter(argparse.HelpFormatter):
    """Formats help with headings in the user's language."""

    def __init__(self, parser: Parser, prog: str, **settings: Any) -> None:
        super().__init__(prog, **settings)
        self._say = parser.say

    def start_section(self, heading: str | None) -> None:
        headings = {"options": "help.options", "positional arguments": "help.arguments"}
        super().start_section(self._say(headings[heading]) if heading in headings else heading)

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, f"{self._say('help.usage')} " if prefix is None else prefix)
