"""Names that exist → the one that a wrong name was probably meant to be.

An archive has twenty thousand files, and after a move half of them are named wrongly: each wrong name is compared with
few of them, however many there are. In a folder of the usual size it is compared with all.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property
from heapq import nsmallest
from posixpath import basename, dirname

from bantin.yaml.keys import nearest

MOST = 32
"""Most names that are all compared with each wrong one, letter by letter."""
_LIKEST = 8
"""Of more names, the number that is compared: those that share most with the wrong one."""
_PARTS = 8
"""Number of a wrong name's parts, the rarest, by which names to compare are found."""
HOLDERS = 256
"""Most names that a part leads to: one that more names hold tells little about any, and only the first count."""


class Names:
    """A set of names, in small letters."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = frozenset(names)

    def nearest(self, name: str) -> str:
        """The one that `name` was probably meant to be, or ''."""
        return nearest(name, self._like(name.casefold()))

    def _like(self, name: str) -> tuple[str, ...]:
        """Those with which `name` is compared: all of a few, else those that share most of its rarest parts."""
        if len(self.names) <= MOST:
            return tuple(sorted(self.names))
        known = (self._holders[part] for part in parts(name) if part in self._holders)
        shared: Counter[str] = Counter()
        for holders in nsmallest(_PARTS, known, key=len):
            if len(holders) > HOLDERS and shared:
                break
            shared.update(holders[:HOLDERS])
        return tuple(nsmallest(_LIKEST, shared, key=lambda other: (-shared[other], other)))

    def deciding_parts(self, name: str) -> frozenset[str] | None:
        """The parts of a name that decide what it is compared with, as long as they are held by few; None if other
        parts, or all names, decide.
        """
        every = parts(name.casefold())
        few = frozenset(part for part in every if len(self._holders.get(part, ())) <= HOLDERS)
        is_decided = len(self.names) > MOST and any(part in self._holders for part in few)
        return few if is_decided else None

    def exchanged(self, names: Iterable[str]) -> "Names":
        """These names, of which most are known."""
        after = Names(names)
        if "_holders" not in self.__dict__:
            return after
        holders = dict(self._holders)
        for name in self.names - after.names:
            for part in parts(name):
                holders[part] = tuple(each for each in holders[part] if each != name)
                if not holders[part]:
                    del holders[part]
        for name in after.names - self.names:
            for part in parts(name):
                before = holders.get(part, ())
                at = bisect_left(before, name)
                holders[part] = (*before[:at], name, *before[at:])
        after.__dict__["_holders"] = holders
        return after

    def other_parts(self, last: "Names") -> set[str] | None:
        """The parts that other names hold than in `last`; None if one of them is held by few only now, so that it may
        decide about any name.
        """
        found = {part for name in self.names ^ last.names for part in parts(name)}
        if len(self.names) <= MOST:
            return None
        for part in found:
            if len(self._holders.get(part, ())) <= HOLDERS < len(last._holders.get(part, ())):
                return None
        return found

    @cached_property
    def _holders(self) -> dict[str, tuple[str, ...]]:
        """The names that hold a part, sorted, by the part."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name in sorted(self.names):
            for part in parts(name):
                found[part].append(name)
        return {part: tuple(holders) for part, holders in found.items()}


def parts(name: str) -> dict[str, None]:
    """Every three letters that stand together in a name, its edges counted as letters; in the order of the name."""
    padded = f"/{name}/"
    return dict.fromkeys(padded[at : at + 3] for at in range(max(1, len(padded) - 2)))


class Folders:
    """Paths, by their folders: what is meant by a wrong path stands in the folder that it names."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = paths
        self._names: dict[str, Names] = {}

    def nearest(self, path: str) -> str:
        """The one whose last part is most like that of `path`, in the same folder; or ''."""
        folder = dirname(path)
        by_name = self._by_folder.get(folder)
        if by_name is None:
            return ""
        names = self._names.get(folder)
        if names is None:
            names = self._names[folder] = Names(by_name)
        return by_name.get(names.nearest(basename(path)), "")

    def namesake(self, path: str) -> str:
        """The only one whose last part is that of `path`, in any folder; or '' if there are several, or none."""
        found = self._by_name.get(basename(path).casefold(), [])
        return found[0] if len(found) == 1 else ""

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        """The paths by their last parts in small letters."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for path in self._paths:
            found[basename(path).casefold()].append(path)
        return dict(found)

    @cached_property
    def _by_folder(self) -> dict[str, dict[str, str]]:
        """By folder, each path by its last part in small letters. Made when first asked for: most sites have no wrong
        name."""
        found: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for path in self._paths:
            found[dirname(path)][basename(path).casefold()] = path
        return dict(found)
