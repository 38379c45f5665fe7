"""Places within a text: the id of what somebody named, and the same id from a link that names it."""

import re
from collections.abc import Callable
from urllib.parse import unquote

_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_OF_A_FOOTNOTE = re.compile(r"fn(?:ref\d*)?:\d+")


def anchor_of(words: str, slug: Callable[[str], str]) -> str:
    """The id of a place that was named by `words`: a heading's, an element's, or that of `<a name>`."""
    return slug(words).strip("_") or "muc"


def anchored(target: str, slug: Callable[[str], str]) -> str:
    """A link's target within the site, its fragment as an id, so that `#Chú-thích` finds its heading."""
    path, sign, fragment = target.partition("#")
    if not fragment or _OUTSIDE.match(path) or _OF_A_FOOTNOTE.fullmatch(fragment):
        return target
    return f"{path}{sign}{anchor_of(unquote(fragment), slug)}"
