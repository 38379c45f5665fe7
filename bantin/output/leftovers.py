"""Lists and removes files of earlier builds that no record names, when somebody asks for it.

They are looked for when the last record was lost (`orphans` tells what looks like ours).
"""

import os
from collections.abc import Collection, Iterable, Iterator, Sequence

from bantin.output.recorded_files import RecordedFiles
from bantin.output.safe_paths import OWN, is_safe
from bantin.problems import Place, Problem, warning
from bantin.text import folders_of


class Leftovers:
    """The leftovers of one site."""

    def __init__(self, root: str, shown: str, files: RecordedFiles, recorded: Sequence[str], is_last: bool) -> None:
        """`recorded`: those that the last record names. `is_last`: it is the last one for certain; else there may be
        more, which are to be looked for.
        """
        self._root = root
        self._shown = shown
        self._files = files
        self._recorded = recorded
        self._known = self._still_left(recorded) if is_last else None
        self.are_removed = False
        """Whether they go with the next commit."""

    @property
    def are_known(self) -> bool:
        """Whether none need be looked for."""
        return self._known is not None

    @property
    def paths(self) -> tuple[str, ...]:
        """Their output paths, as far as they are known."""
        return self._known or ()

    def find(self, planned: Collection[str], gone: Sequence[str]) -> list[str]:
        """Looks for them if the last record was lost, also for those that were known before; gives all files that go,
        those of ours (`gone`) among them.
        """
        known = self._known
        if known is None:
            from bantin.output import orphans

            ours = {*planned, *gone}
            known = (*self._recorded, *orphans.find(self._root, ours, OWN))
        self._known = self._still_left(sorted({*known}.difference(planned)))
        if not self.are_removed:
            return [*gone]
        going = {*gone, *(path for path in self._known if self._is_left(path, is_to_go=True))}
        self._known = tuple(path for path in self._known if path not in going)
        return sorted(going)

    def warnings(self) -> Iterator[Problem]:
        """A note for each folder in which some are left."""
        by_folder: dict[str, list[str]] = {}
        for path in self.paths:
            folder, _, name = path.rpartition("/")
            by_folder.setdefault(folder, []).append(name)
        for folder, names in by_folder.items():
            place = Place(f"{self._shown}/{folder}".rstrip("/"))
            yield warning("site-leftovers", place, count=len(names), names=", ".join(names))

    def _still_left(self, paths: Iterable[str]) -> tuple[str, ...]:
        return tuple(filter(self._is_left, paths))

    def _is_left(self, path: str, *, is_to_go: bool = False) -> bool:
        """Whether a leftover is still there; if it is to go, also whether it still looks like ours."""
        if not is_safe(path) or self._files.look(path) is None:
            return False
        if not is_to_go:
            return True
        from bantin.output import orphans

        return orphans.is_unchanged(self._root, path)


def strangers(root: str, ours: set[str]) -> Iterator[str]:
    """What is in the site and not ours; of a folder with nothing of ours in it, the folder alone."""
    folders = folders_of(ours)
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        with os.scandir(f"{root}{os.sep}{inside}") as listing:
            for found in listing:
                path = inside + found.name
                if path in folders and found.is_dir(follow_symlinks=False):
                    waiting.append(f"{path}/")
                elif path not in ours and path != OWN:
                    yield path
