"""Links that lead nowhere as they stand → what was meant: the source of a page, a name without quotes."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from bantin.patterns import lazy_pattern

_BEHIND = lazy_pattern(r"(?P<file>\S.*?\.[A-Za-z0-9]{2,5})(?:\s+[=({|].*|[,;].*)", re.DOTALL)
_PAGE_ENDINGS = ("", ".html", ".htm", ".markdown", ".txt", ".docx", ".doc")
"""What is written in the place of `.md`."""
_QUOTED = lazy_pattern(r"(?P<file>\S.*?)\s+[“”„‟‘’‚«»\"'].*", re.DOTALL)


def sources(path: str) -> Iterator[str]:
    """The keys of articles that may be meant by a path under content/ at which there is no file: `b`, `b.html`,
    `b.docx`, or a path that begins at the project's folder.
    """
    key = path.removeprefix("content/")
    for ending in _PAGE_ENDINGS:
        if key.casefold().endswith(ending):
            yield key[: len(key) - len(ending)]
    if "/content/" in path:
        yield path.rpartition("/content/")[2].removesuffix(".md")


def unquoted(target: str) -> str:
    """The name of a file before what was to be its caption, in curly quotation marks: `anh.jpg “Chú thích”`; or ''."""
    found = _QUOTED.fullmatch(target)
    return found["file"] if found else ""


def named_before(target: str) -> str:
    """The name of a file before what others write behind it: `anh.jpg =300x200`, `anh.jpg (Chú thích)`; or ''."""
    found = _BEHIND.fullmatch(target)
    return found["file"] if found else ""


def is_slip(address: str, near: str) -> bool:
    """Whether `address` is `near` but for slips of the pen in its parts, or has the name of `near` elsewhere in the
    archive. Another name that merely shares letters is no slip.
    """
    written, meant = address.strip("/").split("/"), near.strip("/").split("/")
    if len(written) != len(meant):
        return False
    other = [(one, two) for one, two in zip(written, meant, strict=True) if one != two]
    if written[-1] == meant[-1] and len(written[-1]) > 3:
        return len(other) <= 1
    return all(SequenceMatcher(None, one, two).ratio() >= _ALIKE for one, two in other)


_ALIKE = 0.8
"""Of two names, the share of letters in common from which one is a slip of the other: `thong-bo`, `thong-bao`; not
`khong-co`, `thong-bao`."""
