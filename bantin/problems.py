"""Diagnostics: what is wrong, and where. Values only.

A problem is a message key, the values that the message needs, and a source location. The sentence is made when the
problem is shown, in the reader's language (`bantin/console/messages/`); so problems can be cached, sorted, compared and
counted.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple


class Place(NamedTuple):
    """A source location in the editor's files: path, line and column. Lines and columns count from 1."""

    path: str
    """From the project's folder, with `/` between the parts, in NFC: `content/2018/03/x.md`."""
    line: int = 0
    """0: the file as a whole."""
    column: int = 0
    """In characters. 0: the line as a whole."""


class Problem(NamedTuple):
    """An error, which stops the build, or a warning, which does not."""

    place: Place
    key: str
    """The key of its message in `bantin/console/messages/*.yaml`."""
    values: tuple[tuple[str, str | int], ...] = ()
    """Values for the message's placeholders, by name."""
    is_warning: bool = False


class Mistakes(Exception):
    """Raised where errors leave a phase without a result. Holds all that it found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(", ".join(f"{problem.place.path}: {problem.key}" for problem in self.problems))


def error(key: str, place: Place, **values: str | int) -> Problem:
    """An error: it stops the build."""
    return Problem(place, key, tuple(values.items()))


def warning(key: str, place: Place, **values: str | int) -> Problem:
    """A warning: it is reported and does not stop the build."""
    return Problem(place, key, tuple(values.items()), is_warning=True)


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The errors among `problems`."""
    return tuple(problem for problem in problems if not problem.is_warning)


def packed_problems(problems: Sequence[Problem]) -> list[Any]:
    """Problems as rows of strings and numbers, for the cache."""
    return [
        [*each.place, each.key, each.is_warning, *(part for pair in each.values for part in pair)] for each in problems
    ]


def problems_from(rows: Sequence[Any]) -> tuple[Problem, ...]:
    """The inverse of `packed_problems`."""
    return tuple(
        Problem(Place(*row[:3]), row[3], tuple(zip(row[5::2], row[6::2], strict=True)), row[4]) for row in rows
    )
