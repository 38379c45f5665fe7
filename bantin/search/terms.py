"""One article → its terms: what a reader may type to find it, and how much each says about it.

A term is a word with its marks in one tone place (`công`), or two neighbours (`công_tác`). Words that a reader should
not have to tell apart have one *root*: `công`, `cộng` and `cong` are found under `cong`, `kỹ` and `kĩ` under `ki`, `05`
under `5`, and in English `meetings` under `meet`. An abbreviation of the glossary counts as its full form too, and the
other way round. The index of many articles is left to `index`, and finding things in it to the browser's scripts, of
which assets/js/search/folding.js knows roots too: both pass tests/roots.txt.
"""

import re
import zlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from bantin.locale import Language
from bantin.text import exact, fold, nfc

BETWEEN = "_"
"""Joins two neighbours; no word holds it."""
RANGES = 8
"""Terms are told apart by the digest of their roots, so that several processes can each make a part of the index."""
BETWEEN_RANGES = b"\f"
LEVELS = 5
"""How much a term says about its article: 0 mentioned … 4 in the title, and again in the text."""
_STEPS = (1.5, 3.0, 6.0, 8.0)
"""The weights at which the levels 1 to 4 begin."""
_TITLE, _LEAD = 6.0, 2.0
"""Weights beside that of a word of the text, which is 1 in an article of usual length."""
_MOST = 3.9
"""Of a word of the text, however often it stands there: with the lead's it stays below a word of the title."""
_USUAL = 400
"""Words of an article in which a word of the text weighs 1; it weighs less in a longer one."""
_KEPT = 200_000
"""Terms of which a process remembers what was found out: an archive has so many neighbours."""

# Within what stands between two blanks. A sentence's end parts neighbours. (\w without _ as in `text`.)
_PIECES = re.compile("[^\\W_]+(?:[\u0300-\u036f]+[^\\W_]*)*|[.!?…]+$")
_NO_WORD = ".!?…"


@dataclass(frozen=True, slots=True)
class SearchText:
    """What an article says, as plain text."""

    title: str
    lead: str
    text: str
    beside: tuple[str, ...] = ()
    """Keywords, names of attachments, author and source: each on its own."""


_T = TypeVar("_T")


class _Kept(dict[str, _T]):
    """What was found out about terms or pieces of text, by them."""

    def __init__(self, find: Callable[[str], _T]) -> None:
        self._find = find

    def __missing__(self, key: str) -> _T:
        if len(self) >= _KEPT:
            self.clear()
        found = self[key] = self._find(key)
        return found


class Roots(_Kept[str]):
    """The root of each term: of a word, or of two neighbours."""

    def __init__(self, language: Language) -> None:
        root = _RULES.get(language.code, _folded_root)
        super().__init__(lambda term: BETWEEN.join([root(word) for word in term.split(BETWEEN)]))


class Indexer:
    """Finds the terms of articles in one language."""

    def __init__(self, language: Language, glossary: Mapping[str, str]) -> None:
        """`glossary`: abbreviations and their full forms, in this language."""
        roots = Roots(language)
        self._cut = _Kept(_PIECES.findall)
        self._forms = _Kept(_form)
        self._ranges = _Kept(lambda term: number_of(roots[term]) % RANGES)
        self._also: dict[str, list[tuple[list[str], list[str]]]] = {}
        for short, full in glossary.items():
            short_pieces, full_forms = _PIECES.findall(nfc(short)), exact(full)
            if short_pieces and full_forms:
                # An abbreviation is known by its capitals: `TU` is none in `tu sửa`.
                self._also.setdefault(short_pieces[0], []).append((short_pieces, full_forms))
                self._also.setdefault(full_forms[0], []).append((full_forms, exact(short)))

    def terms(self, matter: SearchText) -> bytes:
        """All terms of an article with their levels: of each range, of each level, separated by \\f, \\n and blanks."""
        text, length = self._counted((matter.text, *matter.beside))
        title, _ = self._counted((matter.title,))
        lead, _ = self._counted((matter.lead,))
        each = _USUAL * 2 / (_USUAL + max(length, _USUAL / 2))
        parts: list[list[list[str]]] = [[[] for _ in range(LEVELS)] for _ in range(RANGES)]
        ranges = self._ranges
        levels = [bisect_right(_STEPS, min(count * each, _MOST)) for count in range(max(text.values(), default=0) + 1)]
        for term in title | lead:
            count = text.pop(term, 0)
            weight = min(count * each, _MOST) + (_TITLE if term in title else 0) + (_LEAD if term in lead else 0)
            parts[ranges[term]][bisect_right(_STEPS, weight)].append(term)
        for term, count in text.items():
            parts[ranges[term]][levels[count]].append(term)
        return "\f".join(["\n".join([" ".join(names) for names in part]) for part in parts]).encode()

    def _counted(self, texts: Iterable[str]) -> tuple[Counter[str], int]:
        """How often each term is in these texts, and of how many words they are."""
        found: Counter[str] = Counter()
        length = 0
        for text in texts:
            pieces = [piece for chunk in nfc(text).split() for piece in self._cut[chunk]]
            forms = [*map(self._forms.__getitem__, pieces)]
            length += len(forms)
            found.update(forms)
            found.update(map(BETWEEN.join, pairwise(forms)))
            for start, stop, others in self._others(pieces, forms):
                found.update(others)
                chain = [*forms[max(start - 1, 0) : start], *others, *forms[stop : stop + 1]]
                found.update(map(BETWEEN.join, pairwise(chain)))
        for term in [term for term in found if not term or term[0] == BETWEEN or term[-1] == BETWEEN]:
            del found[term]  # a sentence's end
        return found, length

    def _others(self, pieces: list[str], forms: list[str]) -> Iterator[tuple[int, int, list[str]]]:
        """(start, stop, the words that mean the same) of each abbreviation and each full form."""
        also = self._also
        for known in (pieces, forms):
            for start in [start for start, word in enumerate(known) if word in also]:
                for meant, others in also[known[start]]:
                    stop = start + len(meant)
                    if known[start:stop] == meant:
                        yield start, stop, others


def _form(piece: str) -> str:
    """Of a piece of a text: its marks kept, in one tone place; '' for a sentence's end."""
    return "" if piece[0] in _NO_WORD else "".join(exact(piece))


def is_whole(data: bytes) -> bool:
    """Whether these can be an article's terms: for what was kept and may have been damaged."""
    return data.count(BETWEEN_RANGES) == RANGES - 1 and data.count(b"\n") == RANGES * (LEVELS - 1)


def number_of(root: str) -> int:
    """By which a root's shard is found: CRC-32 of its UTF-8, which a script computes in a few lines."""
    return zlib.crc32(root.encode())


# ---- roots


def _folded_root(word: str) -> str:
    folded = fold(word)
    return folded.lstrip("0") or "0" if folded.isdecimal() else folded


def _vietnamese_root(word: str) -> str:
    """`kỹ thuật` and `kĩ thuật`, `lý` and `lí` are both written; `quy` and `thuy` have no other form."""
    return _Y.sub("i", _folded_root(word))


_Y = re.compile("(?<=^[bcdghklmnprstvx])y$|(?<=^[cknpt]h)y$")


def _english_root(word: str) -> str:
    """Light: plurals, -ed, -ing, a final e; after `meetings`, `elected`, `planning`, `received`, `studies`."""
    root = _folded_root(word)
    if not _PLAIN.fullmatch(root):
        return root
    if len(root) > 4 and root.endswith(("ies", "ied")):
        return root[:-3] + "y"
    if root.endswith("sses"):
        root = root[:-2]
    elif len(root) > 3 and root.endswith("s") and not root.endswith(("ss", "us", "is")):
        root = root[:-1]
    for ending in ("ing", "ed"):
        stem = root.removesuffix(ending)
        if stem != root and len(stem) > 2 and _VOWEL.search(stem) and not root.endswith("eed"):
            root = stem[:-1] if _DOUBLED.search(stem) else stem
            break
    if len(root) > 3 and root.endswith("e"):
        root = root[:-1]
    return root


_PLAIN = re.compile("[a-z]{3,}")
_VOWEL = re.compile("[aeiouy]")
_DOUBLED = re.compile("([bdgkmnprt])\\1$")

_RULES = {"vi": _vietnamese_root, "en": _english_root}
