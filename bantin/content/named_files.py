"""A file as a field names it → its name, and the words beside it: `a.jpg, Cây xanh`, `a.jpg (Cây xanh)`, Markdown."""

import re

from bantin.markdown.file_endings import ARCHIVES, DOCUMENTS, PICTURES, pattern
from bantin.patterns import lazy_pattern
from bantin.yaml.quotes import bare
from bantin.yaml.values import NO, Text

_MARKDOWN = lazy_pattern(r"!?\[(?P<words>[^\[\]]*)\]\(\s*<?(?P<file>[^()<>]+?)>?\s*\)")
_WITH_WORDS = lazy_pattern(r"(?P<file>[^,]+\.[A-Za-z0-9]{2,5})\s*,\s*(?P<words>[^,.\s]+\s[^.]{0,300}[^\s.])")
"""A name with an ending, and words, not only another name, behind a comma."""
_PICTURE_WITH_WORDS = lazy_pattern(
    rf"(?P<file>\S(?:[^,]*?\S)?\.(?i:{pattern(PICTURES)}))(?:\s*[-–—|(]\s*|\s+)"
    r"(?P<words>[^\W\d_][^.()]*\s[^.()]*[^\s.()])[.)]{0,2}"
)
"""The same with another sign between them, or none: only words can follow the ending of a picture's name."""
_FILE_WITH_WORDS = lazy_pattern(
    rf"(?P<file>\S(?:[^,;]*?\S)?\.(?i:{pattern(DOCUMENTS | ARCHIVES)}))\s*[-–—|:(]\s*"
    r"(?P<words>[^\W\d_][^.,;()]*\s[^.,;()]*[^\s.,;()])[.)]{0,2}"
)
_BETWEEN = lazy_pattern(r"[,;]|\s(?:và|and|&|\+)\s")


def picture(written: Text) -> tuple[Text, Text | None]:
    """(the picture's name, the words for who cannot see it)."""
    text = written.text
    found = _MARKDOWN.fullmatch(text) or _WITH_WORDS.fullmatch(text) or _PICTURE_WITH_WORDS.fullmatch(text)
    if found is None:
        return written, None
    words = _SAYS_ALT.sub("", found["words"].strip())
    return Text(found["file"], written.place), Text(words, written.place) if words else None


_SAYS_ALT = lazy_pattern(r"(?:alt|mô tả(?: ảnh)?)(?:\s*[:=]\s*|\s+)", re.IGNORECASE)
"""Before the words, what they are."""


def is_none(written: Text) -> bool:
    """Whether it is said that there is none: `cover: không`."""
    return written.text.casefold() in _NONE


_NONE = NO | {"none", "null", "không có", "chưa có", "–"}


def own_name(written: str) -> str:
    """The name of a file alone, of one that is named by its whole path on a disk or its address."""
    return written.replace("\\", "/").rpartition("/")[2] if ":" in written else written


def files(written: Text) -> list[tuple[Text, str]]:
    """(name, title) of each file: several may stand in one text, if each has an ending; a comma may be part of one."""
    if found := _MARKDOWN.fullmatch(written.text):
        return [(Text(found["file"], written.place), found["words"].strip())]
    if found := _FILE_WITH_WORDS.fullmatch(written.text):
        return [(Text(found["file"], written.place), found["words"])]
    if found := _WITH_WORDS.fullmatch(written.text):
        return [(Text(found["file"], written.place), found["words"])]
    names = [bare(name.strip()) for name in _BETWEEN.split(written.text.rstrip(",; "))]
    if len(names) > 1 and all(map(_ENDING.search, names)):
        return [(Text(name, written.place), "") for name in names]
    return [(Text(bare(written.text.rstrip(",; ")), written.place), "")]


_ENDING = lazy_pattern(r"\.\w{2,5}$")
