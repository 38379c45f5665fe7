"""The outline of a text: ids that stand once, and headings whose levels follow each other from 2 on."""

import re
from collections.abc import Callable

from bantin.markdown.anchors import anchor_of

_FOOTNOTE_IDS = {"li": re.compile(r"fn:\d+"), "sup": re.compile(r"fnref\d*:\d+")}


class Outline:
    """Gives ids and levels in the order in which a text's elements come."""

    def __init__(self, slug: Callable[[str], str]) -> None:
        self._slug = slug
        self.ids: set[str] = set()
        self._times: dict[str, int] = {}  # how often a slug was wanted again
        self._levels: list[tuple[int, int]] = []  # headings above this point: level as written, as given

    def level(self, written: int) -> int:
        """The level of the next heading, 2 to 6, whose tag says `written`: at most one deeper than the one above."""
        while self._levels and self._levels[-1][0] >= written:
            self._levels.pop()
        level = min(self._levels[-1][1] + 1, 6) if self._levels else 2
        self._levels.append((written, level))
        return level

    def new_id(self, name: str, wanted: str) -> str:
        """An id of this text that no other element has, for the element `name` that wants to be called `wanted`."""
        pattern = _FOOTNOTE_IDS.get(name)
        if pattern and pattern.fullmatch(wanted) and wanted not in self.ids:
            given = wanted  # a slug has no colon, so this one is met by no other
        else:
            stem = given = anchor_of(wanted, self._slug)
            while given in self.ids:
                self._times[stem] = self._times.get(stem, 1) + 1
                given = f"{stem}-{self._times[stem]}"
        self.ids.add(given)
        return given
