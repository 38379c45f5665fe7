"""Words whose letters stand as in an address: `H%E1%BB%8Dp`, copied from a browser's address line, → `Họp`."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from bantin.markdown.positions import SourceMap
from bantin.patterns import lazy_pattern
from bantin.text import nfc

_LETTER = r"%[C-Fc-f][0-9A-Fa-f](?:%[89ABab][0-9A-Fa-f]){1,3}"
_CODED = lazy_pattern(rf"{_LETTER}|(?<=[A-Za-z])%20(?=[A-Za-z%])")
_NONE = r"""\s()\[\]{}<>"'“”‘’«»,;"""
_WORD = lazy_pattern(rf"(?<![^{_NONE}])[^{_NONE}%/]*%[0-9A-Fa-f]{{2}}[^{_NONE}]*")
_OF_ADDRESS = lazy_pattern("[/@=]")
_LINK_WORDS = lazy_pattern(r"\[([^\[\]\n]+)\]\(")


class PercentWords(NamedTuple):
    """Words that are written so."""

    at: int
    written: str
    meant: str


def may_be_in(text: str) -> bool:
    """Whether a letter is written so, be it within an address."""
    return _CODED.search(text) is not None


def found_in(source: SourceMap) -> Iterator[PercentWords]:
    """Such words of a text, which are no part of an address."""
    if not may_be_in(source.visible):
        return
    yield from _joined(words(source.words_only))
    for link in _LINK_WORDS.finditer(source.visible):
        for each in words(link[1]):
            yield each._replace(at=link.start(1) + each.at)


def _joined(found: Iterator[PercentWords]) -> Iterator[PercentWords]:
    """Words of which one follows the other, as one."""
    whole: PercentWords | None = None
    for each in found:
        if whole and each.at == whole.at + len(whole.written) + 1:
            whole = PercentWords(whole.at, f"{whole.written} {each.written}", f"{whole.meant} {each.meant}")
            continue
        if whole:
            yield whole
        whole = each
    if whole:
        yield whole


def words(text: str) -> Iterator[PercentWords]:
    """Such words in plain text."""
    for found in _WORD.finditer(text):
        written = found[0].rstrip(".:!?…")
        if not _CODED.search(written) or _OF_ADDRESS.search(written):
            continue
        if text[max(found.start() - 3, 0) : found.start()].rstrip().endswith("]:"):  # a link definition
            continue
        meant = unquote(written)
        if "\ufffd" not in meant and meant.replace("%", "").isprintable():
            yield PercentWords(found.start(), written, nfc(meant))
