"""What a build did to the site."""

from dataclasses import dataclass

from bantin.problems import Problem


@dataclass(frozen=True, slots=True)
class Changes:
    """The files of the site, by what a build did to them."""

    new: tuple[str, ...]
    """Written where the record had no file of ours; sorted."""
    changed: tuple[str, ...]
    """Written in the place of another of ours; sorted."""
    removed: tuple[str, ...]
    """Ours, and no longer part of the site; sorted."""
    unchanged: int
    """How many files of the site were not touched."""
    problems: tuple[Problem, ...] = ()
    """Warnings."""
