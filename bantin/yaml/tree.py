"""What YAML holds: texts, lists and mappings, each with the place where it begins."""

from dataclasses import dataclass

from bantin.problems import Place


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, and where it begins."""

    text: str
    place: Place
    lines: tuple[str, ...] = ()
    """The lines on which it stands, if it stands on several and no sign says how they are to be joined."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list, and where it begins."""

    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and their values in written order, duplicates kept, and where it begins."""

    pairs: tuple[tuple[Scalar, "Node"], ...]
    place: Place


Node = Scalar | Sequence | Mapping
