"""Sees to it that no two outputs stand on one path, and none below a file."""

from bantin.plan.lazy_plan import PlannedOutput
from bantin.plan.outputs import (
    Lazy,
    Output,
)
from bantin.problems import Place, Problem, error, errors
from bantin.theme.page_output import PageOutput


class Collisions:
    """Sees to it that no two outputs stand on one path."""

    def __init__(self, known: tuple[Problem, ...]) -> None:
        """`known`: what was found wrong before, of which two outputs on one path may only be the consequence."""
        self._has_mistakes = bool(errors(known))
        self._reserved = {problem.place.path for problem in known if problem.key == "address-reserved"}
        self._there: dict[str, Lazy[Output]] = {}
        self._taken: dict[str, Place] = {}
        self.problems: list[Problem] = []

    def is_free(self, planned: PlannedOutput) -> bool:
        """Whether the output has its path to itself; if not, and it is not the same bytes again, both are named."""
        path, output, source, collision_key = planned
        there = self._there.get(path)
        if there and _is_alike(there.value, output.value):
            return False  # the same bytes, from two folders
        other = self._taken.setdefault(path.casefold(), source)
        if there or other is not source:
            self._refuse(path, source, other, collision_key)
            return False
        self._there[path] = output
        return True

    def _refuse(self, path: str, source: Place, other: Place, collision_key: str) -> None:
        """Names both, at the one that its editor would rename: the file rather than the list that config.yaml makes."""
        if source.path == "config.yaml":
            source, other, collision_key = other, source, "address-twice"
        is_known = source.path == "config.yaml" and self._has_mistakes  # two tags, or a category: said in better words
        if not is_known and source.path not in self._reserved:
            address = f"/{path.removesuffix('index.html')}"
            self.problems.append(error(collision_key, source, address=address, other=other.path))

    def forget(self) -> None:
        """Lets go of the outputs, so that they go with who holds them and wait for no collector."""
        self._there.clear()
        self._taken.clear()

    def check_folders(self) -> None:
        """Refuses what would lie below a file, as an old address `/rss.xml/tin.html` does."""
        folders: dict[str, str] = {}
        for path in self._taken:
            folder = path.rpartition("/")[0]
            while folder and folder not in folders:
                folders[folder] = path
                folder = folder.rpartition("/")[0]
        for file in sorted(self._taken.keys() & folders.keys()):
            path = folders[file]
            self.problems.append(error("address-below-file", self._taken[path], address=f"/{path}", file=f"/{file}"))


def _is_alike(one: Output, other: Output) -> bool:
    """Whether two files hold the same bytes."""
    return type(one) is type(other) is not PageOutput and one.fingerprint == other.fingerprint
