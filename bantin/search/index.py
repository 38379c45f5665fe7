"""The terms and cards of an edition's articles → the static files that assets/js/search/index.js reads.

Articles are numbered from the oldest. Two *blocks* of them are indexed on their own, cut by the list alone, so that
news changes few files: the archive, the oldest in whole lots of LOT, and the recent rest with the plain pages. The
archive's terms are spread over *shards* by the digests of their places: who looks for a word needs one small file. The
recent block stands whole in the file with which a search begins. docs/search.md shows a shard and says why it is so.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bantin.search.roots import BETWEEN, Roots, number_of
from bantin.search.terms import LEVELS, RANGES

LOT = 25
"""News rewrites the recent block only; the archive grows by so many articles at once."""
CARDS = 50
"""Articles whose cards share a file."""
_SHARD_ARTICLES = 16
"""The archive has a shard for so many of its articles, rounded to a power of two."""
_LEAST_ARCHIVE = 16


@dataclass(frozen=True, slots=True)
class IndexBlock:
    """A block of an index."""

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
        """The files of one part: its shards, then its words. The recent block is a piece of the first file."""
        if self.name != "a":
            return [RECENT]
        return [f"a/{number:x}" for number in range(part, self.shards, RANGES)] + [f"a/w{part}"]


RECENT = ""
"""Name of the file that a search begins with, below the index's folder."""


def blocks(total: int, pages: int = 0) -> tuple[IndexBlock, ...]:
    """The blocks of an index of so many articles and plain pages; the last one is the recent block."""
    archive = total // LOT * LOT
    recent = IndexBlock("r", archive, total - archive + pages, 1)
    if not archive:
        return (recent,)
    return IndexBlock("a", 0, archive, max(_LEAST_ARCHIVE, _power(archive / _SHARD_ARTICLES))), recent


def _power(number: float) -> int:
    """The next power of two."""
    power = 1
    while power < number:
        power *= 2
    return power


# ---- shards


def index(
    block: IndexBlock, part: int, terms: Iterable[str], days: Iterable[Sequence[str]], roots: Roots
) -> dict[str, str]:
    """The files of one part of a block, by name.

    `terms` of each article, oldest first: of an archive's part the terms of that range (`terms.BETWEEN_RANGES` parts
    them), else of all ranges. `days` of each article: the names of the day and the month in which it was posted. A
    shard begins with the number of the block's articles, so that a reader who kept an older head does not misread it.
    """
    lists = _lists(block, part, terms, days)
    names_by_root: dict[str, list[str]] = {}
    for name in lists:
        names_by_root.setdefault(roots[name], []).append(name)
    *shards, last = block.files(part)
    if block.name != "a":
        shards = [last]
    lines: dict[str, list[str]] = {name: [] for name in shards}
    codes = _codes(block.count)
    for root in sorted(names_by_root):
        shard = f"a/{number_of(root) % block.shards:x}" if block.name == "a" else last
        lines[shard].append(_line(root, sorted(names_by_root[root]), lists, codes))
    files = {name: "\n".join([str(block.count), *lines[name]]) for name in shards}
    if block.name == "a":
        files[last] = _words(names_by_root, lists)
    return files


def _lists(block: IndexBlock, part: int, terms: Iterable[str], days: Iterable[Sequence[str]]) -> dict[str, list[int]]:
    """Of each term the articles that hold it: their numbers within the block times LEVELS, plus the level."""
    lists: dict[str, list[int]] = {}
    for number, (told, posted) in enumerate(zip(terms, days, strict=True)):
        for names_by_level in told.split("\f"):
            code = number * LEVELS
            for names in names_by_level.split("\n"):
                for name in names.split(" ") if names else ():
                    if name in lists:
                        lists[name].append(code)
                    else:
                        lists[name] = [code]
                code += 1
        for name in posted:
            if block.parts == 1 or number_of(name) % RANGES == part:
                its = lists.setdefault(name, [])
                if not its or its[-1] < number * LEVELS:
                    its.append(number * LEVELS)
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


class Answer(NamedTuple):
    """What answers a query by itself: a category, a tag, a plain page, a body of the ward."""

    kind: str
    """`category`, `tag`, `page` or `body`."""
    title: str
    address: str
    """From the site's root; '' for none."""
    names: tuple[str, ...]
    """What else it is called, and whom one finds there."""
    lines: tuple[str, ...] = ()
    """Shown below its title: telephone, hours, address."""


class IndexHead(NamedTuple):
    """What a search must know before it can look for a word."""

    total: int
    """Articles."""
    versions: tuple[str, str]
    """Of the archive, '' for none, and of the recent block with its cards."""
    years: tuple[tuple[int, int], ...]
    """Each year with the number of its first article."""
    categories: tuple[tuple[str, str, str], ...]
    """(id, name, id of the one above it or '')"""
    own: tuple[int, ...]
    """Of each article the place of its category among them; -1 for none."""
    pages: tuple[tuple[str, str, str], ...]
    """Plain pages: (address, title, lead)."""
    answers: tuple[Answer, ...]
    abbreviations: tuple[tuple[str, str], ...] = ()
    """(short, full): what a query may mean that no article holds."""


def head_text(head: IndexHead) -> str:
    """The head, as JSON. Of each article's category it holds one sign."""
    shards = [block.shards for block in blocks(head.total) if block.name == "a"]
    own = "".join([_SIGNS[place] if 0 <= place < _NONE else _SIGNS[_NONE] for place in head.own])
    archive = [head.total // LOT * LOT, *shards, head.versions[0]] if shards else []
    told = {**head._asdict(), "archive": archive, "version": head.versions[1], "own": own}
    del told["versions"]
    return _json(told)


_NONE = 88
"""The sign of an article without a category, or of one beyond the eighty-eighth."""


def script(name: str, text: str, is_data: bool = False) -> bytes:
    """A file of the index as the classic script that it is published as: pages opened from disk may load no other.
    `is_data`: the text is JSON, else terms, which hold no sign that would have to be written otherwise."""
    return f"bantin.found({_json(name)},{text if is_data else f'`{text}`'});\n".encode()


def first_script(code: str, head: str, recent: str) -> bytes:
    """The file that a search in the language `code` begins with: its head and its recent block."""
    return f"bantin.found({_json(code)},{{head:{head},recent:`{recent}`}});\n".encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
