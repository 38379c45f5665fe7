"""Page fingerprints, and the memo of earlier builds: what was found out about each page, by the key of its inputs."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from bantin.pages.frame_types import Frame
from bantin.pages.marks import digest_of, mark_of
from bantin.pages.types import ForwardPage, Page
from bantin.problems import Problem, packed_problems, problems_from
from bantin.theme.theme import Theme


class Fingerprints:
    """Tells what pages are made from: the theme, and every ingredient. Frames, which pages share, are read once.

    An ingredient is read as JSON, in which two values of one type are the same only if they are equal.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme.digest
        self._frames: dict[int, tuple[Frame, str]] = {}
        self._read = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode  # tuples hold no circle

    def of(self, page: Page, code: str) -> str:
        """The fingerprint of a page whose words are in the language `code`."""
        around = ""
        values = tuple(page)
        if not isinstance(page, ForwardPage):
            around, values = self.of_frame(page.frame), values[1:]
        return digest_of(self._theme, type(page).__name__, code, around, self._read(values))

    def of_frame(self, frame: Frame) -> str:
        """The digest of a frame. Kept with the frame, so that no other can take over its id."""
        known = self._frames.get(id(frame))
        if known is None:
            known = self._frames[id(frame)] = frame, digest_of(self._read(frame))
        return known[1]


class Known(NamedTuple):
    """What an earlier build found out about a page, or a feed."""

    fingerprint: str
    sitemap_lines: str
    """Its lines in the sitemap; '' if it is not for search engines."""
    problems: tuple[Problem, ...]


class BuildMemo:
    """What earlier plans found out about pages, by the marks of all that their makers get.

    A page that is known under its key need not be put together to learn that its file is already there. A mark may
    stand for more than the page shows of a value: when only that changes, so does the key, and the page is put together
    to find that its fingerprint is the old one.
    """

    def __init__(self, base: str = "", known: Mapping[str, Sequence[Any]] | None = None) -> None:
        """`base` stands for all that decides about every page; `known`: rows as `row` gives them, by key."""
        self.base = base
        self._rows = known or {}
        self._asked: dict[str, Known | None] = {}

    def key(self, kind: str, inputs: tuple[Any, ...]) -> str:
        """The key for what is made of these inputs in the way that `kind` names."""
        return digest_of(self.base, kind, mark_of(inputs))

    def known(self, key: str) -> Known | None:
        """What is known under this key."""
        match self._rows.get(key):
            case [str() as fingerprint, str() as sitemap_lines, list() as problems]:
                self._asked[key] = None
                return Known(fingerprint, sitemap_lines, problems_from(problems) if problems else ())
        return None

    def learn(self, key: str, known: Known) -> None:
        """Keeps what a plan found out."""
        self._asked[key] = known

    @property
    def keys(self) -> Collection[str]:
        """All keys that this plan asked for: what the next one should know."""
        return self._asked.keys()

    @property
    def changed(self) -> set[str]:
        """The keys that this plan learned, and those that only earlier plans asked for."""
        return {key for key, known in self._asked.items() if known} | (self._rows.keys() - self._asked.keys())

    def row(self, key: str) -> list[Any]:
        """What is known under a key, as a list."""
        known = self._asked[key]
        return list(self._rows[key]) if known is None else [known[0], known[1], packed_problems(known[2])]
