"""Word-level diff of two texts, paragraph by paragraph."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from bantin.patterns import lazy_pattern

_WORDS = lazy_pattern(r"\s+|[^\s]+")
_MOST = 4_000_000
"""Maximum number of word pairs to compare; a longer paragraph is shown as deleted and inserted as a whole."""


class ChangedPiece(NamedTuple):
    """A run of words in a changed paragraph."""

    kind: str
    """'same', 'gone' or 'new'."""
    text: str


def differences(before: str, after: str) -> Iterator[tuple[ChangedPiece, ...]]:
    """The paragraphs that differ, each as a list of runs."""
    old, new = _paragraphs(before), _paragraphs(after)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if i2 - i1 == j2 - j1:
            yield from (_pieces(one, other) for one, other in zip(old[i1:i2], new[j1:j2], strict=True))
        else:
            yield from ((ChangedPiece("gone", each),) for each in old[i1:i2])
            yield from ((ChangedPiece("new", each),) for each in new[j1:j2])


def _paragraphs(text: str) -> list[str]:
    return [each.strip() for each in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if each.strip()]


def _pieces(before: str, after: str) -> tuple[ChangedPiece, ...]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) * len(new) > _MOST:
        return ChangedPiece("gone", before), ChangedPiece("new", after)
    found: list[ChangedPiece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(ChangedPiece("same", "".join(old[i1:i2])))
            continue
        found += [ChangedPiece("gone", "".join(old[i1:i2]))] if i1 < i2 else []
        found += [ChangedPiece("new", "".join(new[j1:j2]))] if j1 < j2 else []
    return tuple(found)
