"""Names of fields as people write them → the field that is meant: in capitals, with blanks, in their own language."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from bantin.problems import Place, Problem, error
from bantin.text import fold
from bantin.yaml.moments import VIETNAM


@dataclass(frozen=True, slots=True)
class Habits:
    """How the writers of a file write, beside what the guide says."""

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Other names of fields, as `plain_name` gives them → the fields that they may mean."""
    zone: datetime.tzinfo = VIETNAM
    """In which the moments of the file are kept."""


USUAL = Habits()


def plain_name(name: str) -> str:
    """What two ways of writing a field's name have in common: `Notice-Until`, `notice_until`, `NOTICE UNTIL`."""
    return " ".join(fold(name).replace("_", " ").replace("-", " ").split())


def meant_name(name: str, known: tuple[str, ...], others: Mapping[str, tuple[str, ...]]) -> str:
    """The one of `known` that `name` writes in capitals, with blanks, or in another language; else `name` itself."""
    plain = plain_name(name)
    same = plain.replace(" ", "_")
    if same in known:
        return same
    return next((key for key in others.get(plain, ()) if key in known), name)


def unknown_key(name: str, known: tuple[str, ...], place: Place) -> Problem:
    """That `name` is no key here, with the nearest one that is."""
    near = nearest(name, known)
    if near:
        return error("field-unknown-near", place, field=name, near=near)
    return error("field-unknown", place, field=name, known=", ".join(known))


def nearest(name: str, known: tuple[str, ...]) -> str:
    """The one of `known` that `name` was probably meant to be, or ''."""
    found = get_close_matches(name.casefold(), known, 1, 0.7)
    return found[0] if found else ""
