"""The terms and cards of an edition's articles → the static files that assets/js/search/index.js reads.

Articles are numbered from the oldest. Two *blocks* of them are indexed on their own, cut by the list alone, so that
news changes few files: the archive, the oldest in whole lots of LOT, and the recent rest. A block's terms are spread
over *shards* by the digests of their roots: who looks for a word needs one small file of each block. docs/search.md
shows a shard and says why it is so.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bantin.search.terms import BETWEEN, LEVELS, RANGES, Roots, number_of

LOT = 200
"""News rewrites the recent block only; the archive grows by so many articles at once."""
CARDS = 50
"""Articles whose cards share a file."""
OF_CATEGORY = "@"
"""Before a category's id, which is found as a word is."""
_SHARD_ARTICLES = {"a": 16, "r": 12}
"""A block has a shard for so many of its articles, rounded to a power of two."""
_MOST_RECENT, _LEAST_ARCHIVE = 12, 16
"""With its words, the cards of so many articles and the head, the recent block is at most 20 files, whatever the date
of what is added to it."""
_COMMON = 2
"""Articles that must hold a word before it is proposed to who mistyped another one."""


@dataclass(frozen=True, slots=True)
class IndexBlock:
    """A block of an index. Its files are told by their names below the index's folder."""

    name: str
    """'a', the archive, or 'r', the recent articles."""
    first: int
    """The number of its first article."""
    count: int
    shards: int
    """Of the archive a multiple of RANGES."""

    @property
    def parts(self) -> int:
        """In how many parts it is made, each by itself."""
        return RANGES if self.name == "a" else 1

    def files(self, part: int) -> list[str]:
        """The files of one part: its shards, then its words."""
        step = RANGES if self.name == "a" else 1
        return [f"{self.name}/{number:x}" for number in range(part, self.shards, step)] + [f"{self.name}/w{part}"]


def blocks(total: int) -> tuple[IndexBlock, ...]:
    """The blocks of an index of so many articles."""
    archive = total // LOT * LOT
    found = []
    if archive:
        found.append(IndexBlock("a", 0, archive, max(_LEAST_ARCHIVE, _power(archive / _SHARD_ARTICLES["a"]))))
    if total > archive:
        recent = total - archive
        found.append(IndexBlock("r", archive, recent, min(_MOST_RECENT, _power(recent / _SHARD_ARTICLES["r"]))))
    return tuple(found)


def _power(number: float) -> int:
    """The next power of two."""
    power = 1
    while power < number:
        power *= 2
    return power


# ---- shards


def index(
    block: IndexBlock, part: int, terms: Iterable[str], categories: Iterable[Sequence[str]], roots: Roots
) -> dict[str, str]:
    """The files of one part of a block, by name.

    `terms` of each article, oldest first: of an archive's part the terms of that range (`terms.BETWEEN_RANGES` parts
    them), else of all ranges. `categories` of each article: its own and those above it. A shard begins with the number
    of the block's articles, so that a reader who kept an older head does not misread it.
    """
    lists = _lists(block, part, terms, categories)
    names_by_root: dict[str, list[str]] = {}
    for name in lists:
        root = name if name[0] == OF_CATEGORY else roots[name]
        names_by_root.setdefault(root, []).append(name)
    *shards, words = block.files(part)
    lines: dict[str, list[str]] = {name: [] for name in shards}
    codes = _codes(block.count)
    for root in sorted(names_by_root):
        shard = f"{block.name}/{number_of(root) % block.shards:x}"
        lines[shard].append(_line(root, sorted(names_by_root[root]), lists, codes))
    files = {name: "\n".join([str(block.count), *lines[name]]) for name in shards}
    files[words] = _words(names_by_root, lists)
    return files


def _lists(
    block: IndexBlock, part: int, terms: Iterable[str], categories: Iterable[Sequence[str]]
) -> dict[str, list[int]]:
    """Of each term the articles that hold it: their numbers within the block times LEVELS, plus the level."""
    lists: dict[str, list[int]] = {}
    for number, told in enumerate(terms):
        for names_by_level in told.split("\f"):
            code = number * LEVELS
            for names in names_by_level.split("\n"):
                for name in names.split(" ") if names else ():
                    if name in lists:
                        lists[name].append(code)
                    else:
                        lists[name] = [code]
                code += 1
    for number, ids in enumerate(categories):
        for id_ in ids:
            name = f"{OF_CATEGORY}{id_}"
            if block.parts == 1 or number_of(name) % RANGES == part:
                lists.setdefault(name, []).append(number * LEVELS)
    return lists


def _line(root: str, names: list[str], lists: Mapping[str, list[int]], codes: list[str]) -> str:
    """`cong !… công!… cộng!…`: a root, and of each term with it the articles that hold it. What equals the root is not
    written again."""
    line = [root]
    for name in names:
        found = lists[name]
        ends = [0, *[code // LEVELS * LEVELS + LEVELS for code in found]]
        articles = "".join([codes[code - end] for end, code in zip(ends, found, strict=False)])
        line.append(f"{'' if name == root else name}!{articles}")
    return " ".join(line)


_SIGNS = "#%&()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~'"
_LAST = 64
"""So many of the signs end a number, the others begin it."""


def _codes(count: int) -> list[str]:
    """How numbers are written that tell an article of a block of `count`: by the distance from the one before, times
    LEVELS, plus its level. Nearly all are one sign, which compression makes three or four bits of."""
    before = _SIGNS[_LAST:]
    beginnings = [""]
    for rest in range(count * LEVELS // _LAST):
        beginnings.append(beginnings[rest // len(before)] + before[rest % len(before)])
    return [beginning + last for beginning in beginnings for last in _SIGNS[:_LAST]]


def _words(names_by_root: Mapping[str, list[str]], lists: Mapping[str, list[int]]) -> str:
    """Words that readers may have meant: of each root the usual form, and how many articles hold it."""
    words = []
    for root in sorted(names_by_root):
        if BETWEEN not in root and root.isalpha():
            usual = max(sorted(names_by_root[root]), key=lambda name: len(lists[name]))
            if len(lists[usual]) >= _COMMON:
                words.append(f"{usual} {len(lists[usual])}")
    return "\n".join(words)


# ---- cards


class ResultCard(NamedTuple):
    """An article among the results. The address is from the site's root."""

    address: str
    title: str
    posted: str
    iso: str
    category: str
    lead: str


def card_files(total: int) -> Iterator[tuple[str, range]]:
    """Each file of cards with the numbers of its articles."""
    for first in range(0, total, CARDS):
        yield f"c/{first // CARDS}", range(first, min(first + CARDS, total))


def card_text(cards: Iterable[ResultCard]) -> str:
    """A file of cards."""
    return _json([[*card] for card in cards])


# ---- what begins a search


def head(
    versions: Mapping[str, str], total: int, years: Iterable[tuple[int, int]], categories: Mapping[str, str]
) -> str:
    """What the script reads first. `versions` by a block's name; `years` with the number of their first article;
    `categories` by id."""
    told = [[block.name, versions[block.name], block.first, block.count, block.shards] for block in blocks(total)]
    return _json({"total": total, "blocks": told, "years": [*years], "categories": categories})


def script(name: str, text: str, is_data: bool = False) -> bytes:
    """A file of the index as the classic script that it is published as: pages opened from disk may load no other.
    `is_data`: the text is JSON, else terms, which hold no sign that would have to be written otherwise."""
    return f"bantin.found({_json(name)},{text if is_data else f'`{text}`'});\n".encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
