"""A plan whose pages are planned one by one, when somebody asks: for a preview, which shows few of them.

Which pages there are is found out once, and again when it may have changed (`Shape`): to name all of an archive takes
longer than to plan the one that is looked at.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from bantin.content.addresses import address_at
from bantin.plan.outputs import Lazy, Output
from bantin.problems import Place
from bantin.text import folders_of


class Wanted(NamedTuple):
    """An output that the plan asks for; whether its path is free is seen later (`Collisions`)."""

    path: str
    output: Lazy[Output]
    source: Place
    collision_key: str = "address-twice"
    """The problem if its path is taken."""


class Chunk(NamedTuple):
    """Pages of one kind, e.g. the articles of a category."""

    name: str
    wanted: Callable[[str], Iterable[Wanted]]
    """Plans all of them for ''; for an address, where that is quicker, only the page at it."""


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """Which outputs a plan holds, no two of them on one path: compared with that of the plan before."""

    key: object
    """All that decides where pages stand: plans with equal keys have their pages at the same paths."""
    pages: Mapping[str, str]
    """Output path of each page → the name of its chunk."""
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
    ) -> "Shape":
        """The shape of a plan that is right."""
        known = frozenset(files)
        paths = frozenset(path.casefold() for path in (*pages, *known))
        return cls(key, pages, known, samples, paths, frozenset(folders_of(paths)))

    def has_room_for(self, files: Iterable[str]) -> bool:
        """Whether other outputs at these paths are in nobody's way."""
        new = [path.casefold() for path in files if path not in self.files]
        return all(path not in self.paths and path not in self.folders for path in new) and self.paths.isdisjoint(
            folders_of(new)
        )


class Requested(Mapping[str, Lazy[Output]]):
    """Every output by its path; the pages are planned when they are asked for."""

    def __init__(
        self, shape: Shape, chunks: Iterable[Chunk], files: Mapping[str, Lazy[Output]], planned: dict[str, Lazy[Output]]
    ) -> None:
        """`files`: all outputs that are no pages; `planned`: the pages that are planned already."""
        self.shape = shape
        self._chunks = {chunk.name: chunk for chunk in chunks}
        self._files = files
        self._planned = planned

    def __getitem__(self, path: str) -> Lazy[Output]:
        """The output at a path; raises KeyError if there is none."""
        if path in self._files:
            return self._files[path]
        chunk = self._chunks.get(self.shape.pages[path])
        if path not in self._planned and chunk:
            self._plan([chunk], address_at(path))
        if path not in self._planned:  # it moved, e.g. to another category
            self._plan(self._chunks.values(), address_at(path))
        return self._planned[path]

    def __contains__(self, path: object) -> bool:
        """Whether there is one, which need not be planned for that."""
        return path in self._files or path in self.shape.pages

    def __iter__(self) -> Iterator[str]:
        """All paths: pages first."""
        yield from self.shape.pages
        yield from self._files

    def __len__(self) -> int:
        """How many outputs there are."""
        return len(self.shape.pages) + len(self._files)

    def _plan(self, chunks: Iterable[Chunk], address: str) -> None:
        for chunk in chunks:
            for wanted in chunk.wanted(address):
                self._planned.setdefault(wanted.path, wanted.output)  # two threads may ask at once
