"""What a site consists of: pages, copies, pictures, texts, files of the search.

Each has a fingerprint of what it is made from: same fingerprint, same bytes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Generic, TypeVar

from bantin.content.file_facts import Recipe, SocialCard
from bantin.plan.search_files import Part
from bantin.theme.page_output import PageOutput

Value = TypeVar("Value")


class Lazy(Generic[Value]):
    """A value that is made when it is first asked for, and then kept."""

    __slots__ = ("_make", "_value")

    def __init__(self, make: Callable[[], Value]) -> None:
        self._make: Callable[[], Value] | None = make

    @property
    def value(self) -> Value:
        """The value."""
        make = self._make  # two threads may ask at once
        if make is not None:
            self._value = make()
            self._make = None
        return self._value


def ready(value: Value) -> Lazy[Value]:
    """A value that is there already."""
    late: Lazy[Value] = Lazy(lambda: value)
    return late


@dataclass(frozen=True, slots=True)
class CopyOutput:
    """A file published as it is."""

    path: str
    """From the project's folder."""
    fingerprint: str
    is_bare: bool = False
    """A picture: without what the camera noted in it."""


@dataclass(frozen=True, slots=True)
class PictureOutput:
    """A picture made from a source."""

    path: str
    recipe: Recipe
    fingerprint: str


@dataclass(frozen=True, slots=True)
class SocialCardOutput:
    """A picture that is drawn."""

    card: SocialCard
    fingerprint: str


@dataclass(frozen=True, slots=True)
class TextOutput:
    """A finished text or file."""

    data: bytes
    fingerprint: str


@dataclass(frozen=True, slots=True)
class IndexOutput:
    """A file for readers' searches, which takes the terms of many articles to make."""

    part: Part
    """It is made with the other files of its part."""
    name: str
    """Its name there."""
    fingerprint: str


@dataclass(frozen=True, slots=True)
class LateOutput:
    """A text or file that is made when it is asked for."""

    make: Callable[[], bytes]
    fingerprint: str


Output = PageOutput | CopyOutput | PictureOutput | SocialCardOutput | TextOutput | IndexOutput | LateOutput


def text_output(data: bytes) -> TextOutput:
    """A finished text or file, known by its bytes."""
    return TextOutput(data, blake2b(data, digest_size=16).hexdigest())
