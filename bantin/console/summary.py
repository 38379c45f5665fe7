"""Problems by the thousand → those that are shown one by one, and of each kind how many more there are.

An archive moved from elsewhere has a thousand notes of one kind, between which nobody finds the one that counts.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bantin.problems import Problem

MANY = 50
"""So many errors, or so many notes, are all told in the order of their places."""
FEW = 5
"""Of more, each kind of which there are so many or fewer is told in full …"""
FIRST = 3
"""… and of each other kind so many."""


class Kind(NamedTuple):
    """Problems of one kind."""

    shown: tuple[Problem, ...]
    total: int
    files: int
    """In how many files they are."""

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.shown)


def summarised(problems: Iterable[Problem], shows_all: bool = False) -> Iterator[Kind]:
    """Notes, then errors, each sorted by place; kind by kind where there are many."""
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
