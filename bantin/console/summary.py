"""Summarises many problems: which are shown one by one, and how many more of each kind there are.

An imported archive yields a thousand warnings of one kind, among which nobody finds the one that matters.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bantin.problems import Problem

MANY = 50
"""Up to this many errors (or warnings) are all shown, sorted by place."""
FEW = 5
"""Beyond MANY, kinds with up to this many problems are still shown in full …"""
FIRST = 3
"""… and this many of each larger kind."""


class Kind(NamedTuple):
    """The problems with one message key."""

    shown: tuple[Problem, ...]
    total: int
    files: int
    """Number of files that have them."""

    @property
    def more(self) -> int:
        """Number of problems not shown."""
        return self.total - len(self.shown)


def summarised(problems: Iterable[Problem], shows_all: bool = False) -> Iterator[Kind]:
    """Warnings, then errors, each sorted by place; grouped by kind if there are many."""
    ordered = sorted(problems)
    for is_warning in (True, False):
        of_severity = tuple(problem for problem in ordered if problem.is_warning == is_warning)
        if shows_all or len(of_severity) <= MANY:
            if of_severity:
                yield Kind(of_severity, len(of_severity), 0)
            continue
        kinds: dict[str, list[Problem]] = {}
        for problem in of_severity:
            kinds.setdefault(problem.key, []).append(problem)
        for of_kind in kinds.values():
            shown = of_kind if len(of_kind) <= FEW else of_kind[:FIRST]
            yield Kind(tuple(shown), len(of_kind), len({problem.place.path for problem in of_kind}))
