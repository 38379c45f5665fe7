"""Lazy plan: pages are planned when they are asked for, one by one, for a preview, which shows few of them.

The paths of all pages (`PathIndex`) are worked out once, and again only when they may have changed: for an archive that
takes longer than to plan the one page that is looked at.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from bantin.content.addresses import address_at
from bantin.plan.outputs import Lazy, Output
from bantin.problems import Place
from bantin.text import folders_of


class PlannedOutput(NamedTuple):
    """An output and its path; `Collisions` checks afterwards that the path is free."""

    path: str
    output: Lazy[Output]
    source: Place
    collision_key: str = "address-twice"
    """The problem if its path is taken."""


class PageGroup(NamedTuple):
    """Pages that are planned together, e.g. the articles of a category."""

    name: str
    outputs: Callable[[str], Iterable[PlannedOutput]]
    """Plans all of them for ''; for an address, where that is quicker, only the page at it."""


@dataclass(frozen=True, slots=True, eq=False)
class PathIndex:
    """Index of a plan's output paths, no two of them alike; the next plan is compared with it."""

    key: object
    """All that decides where pages stand: plans with equal keys have their pages at the same paths."""
    pages: Mapping[str, str]
    """Output path of each page → the name of its group."""
    files: frozenset[str]
    """The paths of all other outputs; even with an equal key a plan may have other ones."""
    samples: Mapping[tuple[str, str], str]
    """The output path of one page of each kind in each language."""
    paths: frozenset[str]
    """All paths in small letters."""
    folders: frozenset[str]
    """The folders that hold them."""

    @classmethod
    def of(
        cls, key: object, pages: Mapping[str, str], files: Iterable[str], samples: Mapping[tuple[str, str], str]
    ) -> "PathIndex":
        """The index of a plan without collisions."""
        known = frozenset(files)
        paths = frozenset(path.casefold() for path in (*pages, *known))
        return cls(key, pages, known, samples, paths, frozenset(folders_of(paths)))

    def has_room_for(self, files: Iterable[str]) -> bool:
        """Whether other outputs at these paths are in nobody's way."""
        new = [path.casefold() for path in files if path not in self.files]
        return all(path not in self.paths and path not in self.folders for path in new) and self.paths.isdisjoint(
            folders_of(new)
        )


class LazyPlan(Mapping[str, Lazy[Output]]):
    """Every output by its path; the pages are planned when they are asked for."""

    def __init__(
        self,
        paths: PathIndex,
        groups: Iterable[PageGroup],
        files: Mapping[str, Lazy[Output]],
        planned: dict[str, Lazy[Output]],
    ) -> None:
        """`files`: all outputs that are no pages; `planned`: the pages that are planned already."""
        self.paths = paths
        self._groups = {group.name: group for group in groups}
        self._files = files
        self._planned = planned

    def __getitem__(self, path: str) -> Lazy[Output]:
        """The output at a path; raises KeyError if there is none."""
        if path in self._files:
            return self._files[path]
        group = self._groups.get(self.paths.pages[path])
        if path not in self._planned and group:
            self._plan([group], address_at(path))
        if path not in self._planned:  # it moved, e.g. to another category
            self._plan(self._groups.values(), address_at(path))
        return self._planned[path]

    def __contains__(self, path: object) -> bool:
        """Whether there is one, which need not be planned for that."""
        return path in self._files or path in self.paths.pages

    def __iter__(self) -> Iterator[str]:
        """All paths: pages first."""
        yield from self.paths.pages
        yield from self._files

    def __len__(self) -> int:
        """How many outputs there are."""
        return len(self.paths.pages) + len(self._files)

    def _plan(self, groups: Iterable[PageGroup], address: str) -> None:
        for group in groups:
            for each in group.outputs(address):
                self._planned.setdefault(each.path, each.output)  # two threads may ask at once
