"""Usage errors: what is wrong with a command line, and a "did you mean" suggestion.

Walks through the arguments as argparse does, and stops at the first invalid one.
"""

import argparse
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from bantin.commands.arguments import Parser, WholeNumber
from bantin.commands.synonyms import command_meant, option_meant, value_meant
from bantin.patterns import lazy_pattern
from bantin.text import fold

Owners = Callable[[str], str]
"""Returns the command that takes an option; '' if none does."""


class Refusal(NamedTuple):
    """A usage error: message key and values."""

    key: str
    values: dict[str, str | int]


_DASHES = lazy_pattern(r"^[-–—−]+(?=[^\W\d])")


def is_option(word: str) -> bool:
    """Whether `word` is meant as an option, even with a dash of the wrong kind."""
    return _DASHES.match(word) is not None


def nearest(word: str, known: Iterable[str]) -> str:
    """The most similar name in `known`; '' if none is similar."""
    from difflib import get_close_matches  # needed for errors only

    names = {fold(name).lstrip("-"): name for name in known}
    folded = fold(word).lstrip("-")
    begun = [name for name in names if folded and name.startswith(folded)]
    found = begun if len(begun) == 1 else get_close_matches(folded, names, 1, 0.6)
    return names[found[0]] if found else ""


def wrong_command(word: str, words: Sequence[str], commands: Iterable[str]) -> Refusal:
    """The error for an unknown command; `words` is the whole command line."""
    at = words.index(word)
    near, many = command_meant(tuple(words[at : at + 2]))
    rest = [*words[:at], near, *words[at + many :]]
    if not near:
        near = nearest(word, commands)
        rest = _replaced(words, word, near)
    line = typed(["build.py", *rest])
    return Refusal("cli.command-near" if near else "cli.command-unknown", {"word": word, "near": near, "line": line})


def typed(words: Iterable[str]) -> str:
    """Quotes a command line for any shell."""
    return " ".join(["python3", *(f'"{word}"' if _WANTS_QUOTES.search(word) else word for word in words)])


_WANTS_QUOTES = lazy_pattern(r"[\s'&|;()<>*?]|^$")


def _replaced(words: Iterable[str], wrong: str, right: str) -> list[str]:
    """`words` with the wrong one corrected; it may include a value: `--prot=9000`."""
    return [right + word.removeprefix(wrong) if word.partition("=")[0] == wrong else word for word in words]


def wrong_words(parser: Parser, words: Sequence[str], owner_of: Owners) -> Refusal:
    """The error for arguments that `parser` refused."""
    takes = {name: action for action in parser.arguments for name in action.option_strings}
    loose: list[str] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word == "--":
            loose += rest
            break
        name, equals, value = word.partition("=")
        if not is_option(word):
            loose.append(word)
        elif name not in takes:
            return _wrong_option(parser, name, words, owner_of)
        elif takes[name].nargs == 0:
            if equals:
                return Refusal("cli.value-unwanted", {"option": name, "value": value})
        else:
            if not equals and (not rest or is_option(rest[0])):
                return Refusal("cli.value-missing", _lacking(parser, takes[name], name))
            if refusal := _wrong_value(takes[name], name, value if equals else rest.pop(0)):
                return refusal
    return _wrong_number_of_words(parser, loose, words)


def _lacking(parser: Parser, action: argparse.Action, name: str) -> dict[str, str | int]:
    """The error for an option without its value."""
    about = (action.help or "").replace("%%", "%")
    example = parser.say(f"example.{parser.command}").replace("%%", "%")
    return {"command": parser.command, "what": name, "about": about, "example": example}


def _wrong_option(parser: Parser, name: str, words: Sequence[str], owner_of: Owners) -> Refusal:
    values: dict[str, str | int] = {"command": parser.command, "option": name}
    written = _DASHES.sub("--", name)
    known = [option for action in parser.arguments for option in action.option_strings]
    near = option_meant(written, known) or nearest(written, known)
    is_cut = bool(near) and near.startswith(written)  # --draft: rather this command's own than another's
    if written not in known and not is_cut and (owner := owner_of(written)):
        return Refusal("cli.option-of", {**values, "option": written, "owner": owner})
    if near:
        line = typed([*parser.prog.split(), *_replaced(words, name, near)])
        return Refusal("cli.option-near", {**values, "near": near, "line": line})
    return Refusal("cli.option-unknown", values)


def _wrong_value(action: argparse.Action, name: str, value: str) -> Refusal | None:
    """The error for an invalid value."""
    values: dict[str, str | int] = {"option": name, "value": value}
    convert: Any = action.type
    try:
        known: Any = convert(value) if convert else value
    except (ValueError, TypeError, argparse.ArgumentTypeError):
        if isinstance(convert, WholeNumber):
            values |= {"lowest": convert.lowest, "highest": convert.highest}
            return Refusal("cli.value-number", {**values, "example": str(action.default or convert.lowest)})
        return Refusal("cli.value-wrong", values)
    if action.choices is not None and known not in action.choices:
        choices = [str(choice) for choice in action.choices]
        values["choices"] = ", ".join(choices)
        near = value_meant(value, choices) or nearest(value, choices)
        return Refusal("cli.value-near" if near else "cli.value-unknown", {**values, "near": near})
    return None


def _wrong_number_of_words(parser: Parser, loose: Sequence[str], words: Sequence[str]) -> Refusal:
    """The error for a missing, surplus or invalid positional argument."""
    known = [option for action in parser.arguments for option in action.option_strings]
    left = list(loose)
    for action in parser.arguments:
        if action.option_strings:
            continue
        name = str(action.metavar or action.dest)
        if not left and action.nargs in (None, "+"):
            return Refusal("cli.word-missing", _lacking(parser, action, name))
        taken = left if action.nargs in ("*", "+") else left[:1]
        left = left[len(taken) :]
        for word in taken:
            if refusal := _wrong_value(action, name, word):
                return refusal
    if left:
        values: dict[str, str | int] = {"command": parser.command, "word": left[0]}
        if (near := f"--{left[0]}") in known:
            line = typed([*parser.prog.split(), *_replaced(words, left[0], near)])
            return Refusal("cli.option-near", {**values, "option": left[0], "near": near, "line": line})
        return Refusal("cli.word-unwanted", values)
    return Refusal("cli.usage", {"command": parser.command})
