"""Names of fields as people write them → the field that is meant: in capitals, with blanks, in their own language."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from bantin.patterns import lazy_pattern
from bantin.problems import Place, Problem, error
from bantin.text import fold
from bantin.yaml.moments import VIETNAM
from bantin.yaml.values import Text


@dataclass(frozen=True, slots=True)
class Habits:
    """How the writers of a file write, beside what the guide says."""

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Other names of fields, as `plain_name` gives them → the fields that they may mean."""
    elsewhere: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Names of other programs, which are not understood here → the fields that stand in their place."""
    zone: datetime.tzinfo = VIETNAM
    """In which the moments of the file are kept."""
    parts: Mapping[str, str] = field(default_factory=dict)
    """Fields that stand within another one → that one."""
    codes: tuple[str, ...] = ()
    """Languages of which each has a file of its own, the first without its code in the file's name."""
    of_languages: tuple[str, ...] = ()
    """Fields that each of these files may have."""

    @property
    def within(self) -> "Habits":
        """The same for what stands within a field."""
        return Habits(self.names, self.elsewhere, self.zone)


USUAL = Habits()


def plain_name(name: str) -> str:
    """What two ways of writing a field's name have in common: `Notice-Until`, `notice_until`, `NOTICE UNTIL`."""
    return " ".join(fold(_AROUND.sub("", name)).replace("_", " ").replace("-", " ").split())


_AROUND = lazy_pattern("[\u00ad\u200b-\u200f\u2060\ufeff\"'“”„‘’«»*]")
"""What nobody sees, and what is put around a name to make it stand out."""


def meant_name(name: str, known: tuple[str, ...], others: Mapping[str, tuple[str, ...]]) -> str:
    """The one of `known` that `name` writes in capitals, with blanks, or in another language; else `name` itself."""
    plain = plain_name(name)
    same = plain.replace(" ", "_")
    if same in known:
        return same
    return next((key for key in others.get(plain, ()) if key in known), name)


def unknown_key(name: str, known: tuple[str, ...], place: Place, near: str = "") -> Problem:
    """That `name` is no key here, with the one that was probably meant."""
    if near := near or nearest(name, known):
        return error("field-unknown-near", place, field=name, near=near)
    return error("field-unknown", place, field=name, known=", ".join(known))


def misplaced(name: Text, habits: Habits, there: Mapping[str, str]) -> Problem | None:
    """That `name` is part of another field, which is `there` with a value that is words, or none; or a field for
    another language, which is another file. None for any other name.
    """
    part = meant_name(name.text, tuple(habits.parts), habits.names)
    if (whole := habits.parts.get(part, "")) in there:
        image, part = ("", "alt") if part == "image" else (there[whole], part)
        return error("field-within", name.place, field=name.text, whole=whole, part=part, image=image or "…")
    meant, _, code = plain_name(name.text).rpartition(" ")
    meant = meant_name(meant, habits.of_languages, habits.names)
    if meant not in habits.of_languages or code not in habits.codes:
        return None
    stem, _, ending = name.place.path.removesuffix(".md").rpartition(".")
    own, stem = (ending, stem) if ending in habits.codes else (habits.codes[0], name.place.path.removesuffix(".md"))
    file = f"{stem}.md" if code == habits.codes[0] else f"{stem}.{code}.md"
    return None if code == own else error("field-of-language", name.place, field=name.text, meant=meant, file=file)


def nearest(name: str, known: tuple[str, ...]) -> str:
    """The one of `known` that `name` was probably meant to be, or ''."""
    found = get_close_matches(name.casefold(), known, 1, 0.7)
    return found[0] if found else ""


def alike(name: str, known: tuple[str, ...], habits: Habits) -> str:
    """The one of `known` that a name which is none of them was probably meant to be, or ''."""
    if near := nearest(name, known):
        return near
    plain = plain_name(name)
    for other, fields in {**habits.names, **habits.elsewhere}.items():
        is_longer = " " in other and plain.startswith(f"{other} ")
        if (plain == other or is_longer) and (field := next((each for each in fields if each in known), "")):
            return field
    found = get_close_matches(plain, habits.names, 1, 0.85)
    return next((each for each in habits.names[found[0]] if each in known), "") if found else ""


def twice(again: Text, name: str, first: str, line: int) -> Problem:
    """That the field `name`, which stands as `first` at `line`, stands a second time, perhaps as another of its
    names.
    """
    if again.text != first:
        return error("field-twice-names", again.place, field=again.text, other=first, line=line)
    return error("field-twice", again.place, field=name, line=line)
