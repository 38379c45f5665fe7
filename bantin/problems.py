"""What is wrong, and where: values only.

A problem is a key, the values its sentence needs, and a place. The sentence itself is made when the problem is shown,
in the language of whoever reads it (`bantin/console/messages/`), so that a problem can be cached, sorted, compared and
counted.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple


class Place(NamedTuple):
    """Where in the editor's own files: a path from the project's folder, a line and a column, both counted from 1."""

    path: str
    """With `/` between the parts, in NFC, as the editor would say it: `content/2018/03/x.md`."""
    line: int = 0
    """0: the file as a whole."""
    column: int = 0
    """0: the line as a whole; counted in characters."""


class Problem(NamedTuple):
    """One thing to mend (an error stops the build) or to know (a warning does not)."""

    place: Place
    key: str
    """Names the sentence in `bantin/console/messages/*.yaml`."""
    values: tuple[tuple[str, str | int], ...] = ()
    """What the sentence fills in, by name."""
    is_warning: bool = False


class Mistakes(Exception):
    """Errors after which a phase has no result to hand on; all that it found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(", ".join(f"{problem.place.path}: {problem.key}" for problem in self.problems))


def error(key: str, place: Place, **values: str | int) -> Problem:
    """A problem that stops the build."""
    return Problem(place, key, tuple(values.items()))


def warning(key: str, place: Place, **values: str | int) -> Problem:
    """A problem that is reported and does not stop the build."""
    return Problem(place, key, tuple(values.items()), is_warning=True)


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those of `problems` that stop the build."""
    return tuple(problem for problem in problems if not problem.is_warning)


def packed_problems(problems: Sequence[Problem]) -> list[Any]:
    """Problems as lists of texts and numbers, to be kept."""
    return [
        [*each.place, each.key, each.is_warning, *(part for pair in each.values for part in pair)] for each in problems
    ]


def problems_from(rows: Sequence[Any]) -> tuple[Problem, ...]:
    """The problems in `packed_problems`."""
    return tuple(
        Problem(Place(*row[:3]), row[3], tuple(zip(row[5::2], row[6::2], strict=True)), row[4]) for row in rows
    )
