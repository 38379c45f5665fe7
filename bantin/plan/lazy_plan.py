"""Lazy plan: pages are planned when they are asked for, one by one, for a preview, which shows few of them.

Where they stand is known without planning any (`PathIndex`): each address is that of one page.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from bantin.content.addresses import address_at, output_path
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
    """Pages that are planned together, e.g. the articles of an edition."""

    outputs: Callable[[str | None], Iterable[PlannedOutput]]
    """Plans all of them for None; for an address the page at it, if it is one of theirs, and others where that is as
    quick.
    """
    is_of_one_kind: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class PathIndex:
    """Index of the output paths of all pages, and of what is made with them: known before any of it is planned."""

    addresses: tuple[str, ...]
    """One that two pages would take stands here twice."""
    paths: Mapping[str, None]
    folded: AbstractSet[str]
    """All paths in small letters."""
    folders: Mapping[str, int]
    """The folders that hold them, each with the number of paths below it."""

    @classmethod
    def of(cls, addresses: tuple[str, ...], last: "PathIndex | None" = None) -> "PathIndex":
        """The index of these addresses. Of the plan before, only the addresses that came and went are exchanged."""
        if last is not None and last.is_distinct:
            return last._exchanged(addresses)
        paths = dict.fromkeys(map(output_path, addresses))
        folded, folders = set(map(str.casefold, paths)), dict[str, int]()
        for path in folded:
            _count_folders(folders, path, 1)
        return cls(addresses, paths, folded, folders)

    def _exchanged(self, addresses: tuple[str, ...]) -> "PathIndex":
        before, after = set(self.addresses), set(addresses)
        if before == after and len(addresses) == len(after):
            return self
        paths, folded, folders = dict(self.paths), set(self.folded), dict(self.folders)
        for path in map(output_path, before - after):
            del paths[path]
            folded.remove(path.casefold())
            _count_folders(folders, path.casefold(), -1)
        for path in map(output_path, sorted(after - before)):
            paths[path] = None
            if (small := path.casefold()) not in folded:
                folded.add(small)
                _count_folders(folders, small, 1)
        return PathIndex(addresses, paths, folded, folders)

    @property
    def is_distinct(self) -> bool:
        """Whether each address is that of one page, also in small letters."""
        return len(self.folded) == len(self.addresses)

    def has_room_for(self, files: Iterable[str]) -> bool:
        """Whether no two of the pages, and of the other outputs at these paths, are in each other's way; the others
        among themselves are not looked at.
        """
        others = [path.casefold() for path in files]
        return (
            self.is_distinct
            and self.folded.isdisjoint(self.folders)
            and self.folded.isdisjoint(others)
            and self.folders.keys().isdisjoint(others)
            and self.folded.isdisjoint(folders_of(others))
        )


def _count_folders(folders: dict[str, int], path: str, step: int) -> None:
    """Counts a path in the folders that hold it, or (-1) no longer: a folder goes with the last path below it."""
    folder = path.rpartition("/")[0]
    while folder:
        count = folders.get(folder, 0) + step
        if count:
            folders[folder] = count
        else:
            del folders[folder]
        folder = folder.rpartition("/")[0]


class LazyPlan(Mapping[str, Lazy[Output]]):
    """Every output by its path; the pages are planned when they are asked for."""

    def __init__(
        self,
        index: PathIndex,
        groups: Iterable[PageGroup],
        files: Mapping[str, Lazy[Output]],
        planned: dict[str, Lazy[Output]] | None = None,
    ) -> None:
        """`files`: all outputs that are no pages; `planned`: the pages, where all of them are planned already."""
        self.index = index
        self._groups = tuple(groups)
        self._files = files
        self._paths: Mapping[str, object] = index.paths if planned is None else planned
        self._planned: dict[str, Lazy[Output]] = {} if planned is None else planned

    def __getitem__(self, path: str) -> Lazy[Output]:
        """The output at a path; raises KeyError if there is none."""
        if path in self._files:
            return self._files[path]
        if path not in self._planned and path in self._paths:
            for group in self._groups:
                self._plan(group, address_at(path))
                if path in self._planned:
                    break
        return self._planned[path]

    def __contains__(self, path: object) -> bool:
        """Whether there is one, which need not be planned for that."""
        return path in self._files or path in self._paths

    def __iter__(self) -> Iterator[str]:
        """All paths: pages first."""
        yield from self._paths
        yield from self._files

    def __len__(self) -> int:
        """How many outputs there are."""
        return len(self._paths) + len(self._files)

    def all_pages(self) -> tuple[Lazy[Output], ...]:
        """All pages, and what is made with them: all are planned."""
        for group in self._groups:
            self._plan(group, None)
        return tuple(self._planned.values())

    def _plan(self, group: PageGroup, address: str | None) -> None:
        for each in group.outputs(address):
            self._planned.setdefault(each.path, each.output)  # two threads may ask at once
