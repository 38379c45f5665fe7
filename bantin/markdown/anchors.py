"""Anchors: the id of a heading or element, and the same id from a link's fragment."""

import re
from collections.abc import Callable
from urllib.parse import unquote

from bantin.patterns import lazy_pattern

_OUTSIDE = lazy_pattern(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_OF_A_FOOTNOTE = lazy_pattern(r"fn(?:ref\d*)?:\d+")


def anchor_of(words: str, slug: Callable[[str], str]) -> str:
    """The id for the words of a heading, of an `id` attribute, or of `<a name>`."""
    return slug(words).strip("_") or "muc"


def parted(target: str) -> tuple[str, str]:
    """Splits a link into target and fragment. A `#` in a file name is no separator: `Kế hoạch #5.docx`."""
    path, _, fragment = target.partition("#")
    if path and ends_as_file(fragment) and not ends_as_file(path):
        return target, ""
    return path, fragment


def ends_as_file(target: str) -> bool:
    """Whether it ends with a file extension, e.g. `.pdf`."""
    return _END_OF_A_FILE.search(target) is not None


_END_OF_A_FILE = lazy_pattern(r"\.[a-z][a-z0-9]{1,4}$", re.IGNORECASE)


def anchored(target: str, slug: Callable[[str], str]) -> str:
    """An internal link with its fragment turned into an id, so that `#Chú-thích` finds its heading."""
    path, fragment = parted(target)
    if not fragment or _OUTSIDE.match(path) or _OF_A_FOOTNOTE.fullmatch(fragment):
        return target
    return f"{path}#{anchor_of(unquote(fragment), slug)}"
