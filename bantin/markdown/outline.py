"""The outline of a text: unique ids, and heading levels from 2 on without gaps."""

from collections.abc import Callable

from bantin.markdown.anchors import anchor_of
from bantin.patterns import lazy_pattern

_FOOTNOTE_IDS = {"li": lazy_pattern(r"fn:\d+"), "sup": lazy_pattern(r"fnref\d*:\d+")}


class Outline:
    """Assigns ids and levels to the elements of a text, in document order."""

    def __init__(self, slug: Callable[[str], str]) -> None:
        self._slug = slug
        self.ids: set[str] = set()
        self._times: dict[str, int] = {}  # number of repetitions by slug
        self._levels: list[tuple[int, int]] = []  # enclosing headings: level as written, as assigned

    def level(self, written: int) -> int:
        """Level (2 to 6) of the next heading, written as level `written`: at most one deeper than that above it."""
        while self._levels and self._levels[-1][0] >= written:
            self._levels.pop()
        level = min(self._levels[-1][1] + 1, 6) if self._levels else 2
        self._levels.append((written, level))
        return level

    def new_id(self, name: str, wanted: str) -> str:
        """A unique id based on `wanted`, for an element `name`."""
        pattern = _FOOTNOTE_IDS.get(name)
        if pattern and pattern.fullmatch(wanted) and wanted not in self.ids:
            given = wanted  # slugs contain no colon, so this cannot collide
        else:
            stem = given = anchor_of(wanted, self._slug)
            while given in self.ids:
                self._times[stem] = self._times.get(stem, 1) + 1
                given = f"{stem}-{self._times[stem]}"
        self.ids.add(given)
        return given
