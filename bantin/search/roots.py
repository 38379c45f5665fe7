"""Folding and phonetic hashing: a term → its root, under which it is indexed, and its place, which decides the shard.

Terms that readers should not have to distinguish share a *root*: `công`, `cộng` and `cong` have `cong`, `kỹ` and `kĩ`
have `ki`, `05` has `5`, and in English `meetings` has `meet`. Words that are confused by ear or in spelling (s and x,
ch and tr, l and n, …) have different roots but one *sound*, and equal sounds are in one shard: so spelling suggestions
cost no further file. A pair of neighbours is placed with its rarer word, so that it costs no further file either, and
the shards of the most frequent words stay small. assets/js/search/folding.js does the same; both pass tests/roots.txt.
"""

import re
import zlib
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from bantin.locale import Language
from bantin.patterns import lazy_pattern
from bantin.search.stemmer import stem
from bantin.text import fold

BETWEEN = "_"
"""Joins two neighbouring words; occurs in no word."""
_KEPT = 200_000
"""Maximum number of memoised terms per process: an archive has very many pairs of neighbours."""

FREQUENT = (
    "va cua cac cho trong nguoi co cong duoc phuong pho khong nhan den dan nha ngay thong la hop giao hoa to "
    "chuc gia khu o moi hoc ve mot the viec tai sinh thi tu chinh hanh thanh bao dong toan tac sach quan hai "
    "ban thuc ho ly vien tin tri so dien voi lam khi thuong gio phai nam can tap de phu uy hoi con hien dang "
    "ung xe dong hang don ra y tren quy dia ca phan duong tinh dien noi nay tham vu cap an tre bo the of to "
    "and in a for is on at be with by are or"
).split()
"""The most frequent words of news, without diacritics, most frequent first."""
_RANKS = {word: number for number, word in enumerate(reversed(list(dict.fromkeys(FREQUENT))), 1)}

_T = TypeVar("_T")


class Memo(dict[str, _T]):
    """A memo with a maximum size."""

    def __init__(self, find: Callable[[str], _T]) -> None:
        self._find = find

    def __missing__(self, key: str) -> _T:
        if len(self) >= _KEPT:
            self.clear()
        found = self[key] = self._find(key)
        return found


class Roots(Memo[str]):
    """Roots of terms (words or pairs of neighbours), memoised."""

    def __init__(self, language: Language) -> None:
        words = Memo(_RULES.get(language.code, _folded_root))
        super().__init__(lambda term: BETWEEN.join([words[word] for word in term.split(BETWEEN)]))


def place_of(root: str) -> str:
    """The place of a root: its sound; for a pair that of the rarer word."""
    if BETWEEN not in root:
        return sound(root)
    one, _, other = root.partition(BETWEEN)
    return sound(other if other and _RANKS.get(other, 0) < _RANKS.get(one, 0) else one)


def number_of(root: str) -> int:
    """The hash that decides a root's shard: CRC-32 of its place in UTF-8, which takes a few lines of JavaScript."""
    return zlib.crc32(place_of(root).encode())


@lru_cache(maxsize=65_536)
def sound(root: str) -> str:
    """Phonetic key of a root; equates what is confused in Vietnamese: s and x; ch and tr; d, gi and r; l and n; f and
    ph; g and gh; ng and ngh; c, k and q; i and y. Of an English word that of its word family."""
    found = _BEGINNING.sub(_heard, kin(root), count=1)
    return _K.sub("c", found.replace("y", "i"))


def kin(root: str) -> str:
    """Word family of an English stem: `regist` for `registr` (registration) and `regist` (register). Vietnamese
    syllables are left as they are; none is so long with such a suffix."""
    if len(root) < _SHORTEST_KIN or root[-1] not in _KIN_LAST:
        return root
    return _KIN.sub(r"\1", _KIN_END.sub(r"\1", root))


_SHORTEST_KIN = 5
_KIN = lazy_pattern("^(pay|ship|.{4,}?)(?:ment|ness|ship|ian|ial|ist|ism|or|er|al|ant|ent|e)+$")
_KIN_END = lazy_pattern("(st(?=r)|.[dnrtv](?=i))[ri]$")
_KIN_LAST = "eilmnprst"
"""Last letters of what either of them cuts."""
_K = lazy_pattern("k(?!h)")


_BEGINNING = lazy_pattern("^(?:ngh?|gh|ph|tr|x|q|kh?|nh|n|gi(?=e(?:n|t|m|c|u)|[aouy])|gi(?=e)|gi(?=.)|r|z)")
_HEARD = {"ngh": "ng", "gh": "g", "ph": "f", "tr": "ch", "x": "s", "q": "c", "k": "c", "n": "l", "r": "d", "z": "d"}


def _heard(found: "re.Match[str]") -> str:
    beginning = found[0]
    if beginning == "gi":
        rest = found.string[found.end() :]
        return "di" if (len(rest) == 1 and rest not in "aeou") or rest[:2] in ("en", "et", "em", "ec", "eu") else "d"
    return _HEARD.get(beginning, beginning)


# ---- roots


def _folded_root(word: str) -> str:
    folded = fold(word)
    return folded.lstrip("0") or "0" if folded.isdecimal() else folded


def _vietnamese_root(word: str) -> str:
    """Equates final y and i: `kỹ thuật` and `kĩ thuật`, `lý` and `lí`; but `quy` and `thuy` have no such variant."""
    return _Y.sub("i", _folded_root(word))


_Y = lazy_pattern("(?<=^[bcdghklmnprstvx])y$|(?<=^[cknpt]h)y$")


def _english_root(word: str) -> str:
    root = _folded_root(word)
    return stem(root) if _PLAIN.fullmatch(root) else root


_PLAIN = lazy_pattern("[a-z]{3,}")

_RULES = {"vi": _vietnamese_root, "en": _english_root}
