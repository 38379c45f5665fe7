"""The indexer: terms and result cards of an edition → an inverted index in static files, for assets/js/search/index.js.

Articles are numbered from the oldest. They form two *blocks*, each indexed by itself, so that a new article changes few
files: the archive, which grows by LOT articles at once, and the recent rest with the plain pages. The archive's terms
are distributed over *shards* by hash, so that looking up a word takes one small file. The recent block is part of the
file that every search loads first. docs/search.md shows a shard and gives the reasons.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import ceil
from operator import sub
from typing import NamedTuple

from bantin.search.roots import BETWEEN, Memo, Roots, number_of
from bantin.search.terms import LEVELS, RANGES

LOT = 25
"""Number of articles by which the archive grows at once; until then new articles change the recent block only."""
CARDS = 2 * LOT
"""Number of result cards per file: those of the recent block are one file; of results that are equally good, scripts
show those that lie in few files."""
_SHARD_ARTICLES = 8
"""Articles per shard of the archive; the number of shards is rounded up to a power of two."""
_LEAST_ARCHIVE = 16


@dataclass(frozen=True, slots=True)
class IndexBlock:
    """A block of the index."""

    name: str
    """'a' (archive) or 'r' (recent articles)."""
    first: int
    """Number of its first article."""
    count: int
    shards: int
    """Number of shards; in the archive a multiple of RANGES."""

    @property
    def parts(self) -> int:
        """Number of parts that are built independently."""
        return RANGES if self.name == "a" else 1

    def files(self, part: int) -> list[str]:
        """Names of the files of one part: shards, then word list. The recent block is part of the first file."""
        if self.name != "a":
            return [RECENT]
        return [f"a/{number:x}" for number in range(part, self.shards, RANGES)] + [f"a/w{part}"]


RECENT = ""
"""Name, within the index's folder, of the file that every search loads first."""


def blocks(total: int, pages: int = 0) -> tuple[IndexBlock, ...]:
    """The blocks for `total` articles and `pages` plain pages; the last one is the recent block."""
    archive = total // LOT * LOT
    recent = IndexBlock("r", archive, total - archive + pages, 1)
    if not archive:
        return (recent,)
    least = max(_LEAST_ARCHIVE, ceil(archive / _SHARD_ARTICLES))
    return IndexBlock("a", 0, archive, 1 << (least - 1).bit_length()), recent


# ---- shards


def index(
    block: IndexBlock, part: int, terms: Iterable[str], days: Iterable[Sequence[str]], roots: Roots
) -> dict[str, str]:
    """The index files of one part of a block, by name.

    `terms`: of each article, oldest first; for a part of the archive those of its range, else of all ranges. `days`: of
    each article, the search terms for its day and month of publication. A shard begins with the number of the block's
    articles, so that a browser with an outdated head does not misread it.
    """
    lists, codes = _lists(block, part, terms, days), _codes(block.count)
    if block.name != "a":
        return {RECENT: "\n".join([str(block.count), *_recent(lists, codes)])}
    names_by_root: dict[str, list[str]] = {}
    for name in lists:
        names_by_root.setdefault(roots[name], []).append(name)
    *shards, last = block.files(part)
    lines: dict[str, list[str]] = {name: [] for name in shards}
    for root in sorted(names_by_root):
        terms = {"" if name == root else name: lists[name] for name in sorted(names_by_root[root])}
        lines[f"a/{number_of(root) % block.shards:x}"].append(_line([root], terms, codes))
    files = {name: "\n".join([str(block.count), *lines[name]]) for name in shards}
    files[last] = _words(names_by_root, lists)
    return files


def _recent(lists: Mapping[str, list[int]], codes: "_Codes") -> Iterator[str]:
    """The lines of the recent block: a word, then the pairs that it begins without it, `công!… _tác!…`."""
    by_word: dict[str, dict[str, list[int]]] = {}
    for name in sorted(lists):
        word, between, behind = name.partition(BETWEEN)
        by_word.setdefault(word, {})[between + behind or word] = lists[name]
    for word, terms in by_word.items():
        yield _line([] if word in terms else [word], terms, codes)


def _lists(block: IndexBlock, part: int, terms: Iterable[str], days: Iterable[Sequence[str]]) -> dict[str, list[int]]:
    """Postings list of each term: article numbers within the block × LEVELS + level."""
    lists: defaultdict[str, list[int]] = defaultdict(list)
    is_own = Memo(lambda name: block.parts == 1 or number_of(name) % RANGES == part)
    for number, (levels, posted) in enumerate(zip(terms, days, strict=True)):
        for names_by_level in levels.split("\f"):
            code = number * LEVELS
            for names in names_by_level.split("\n"):
                for name in names.split(" ") if names else ():
                    lists[name].append(code)
                code += 1
        for name in posted:
            if is_own[name]:
                its = lists[name]
                if not its or its[-1] < number * LEVELS:
                    its.append(number * LEVELS)
    return lists


def _line(line: list[str], terms: Mapping[str, list[int]], codes: "_Codes") -> str:
    """A line of an index, `cong !… công!… cộng!…`: what it begins with, then terms with their postings. A term that
    equals the root at the beginning is left empty."""
    for name, found in terms.items():
        before = chain((0,), map(codes.ends.__getitem__, found))
        line.append(f"{name}!{''.join(map(codes.signs.__getitem__, map(sub, found, before)))}")
    return " ".join(line)


SIGNS = "#%&()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~'"
_LAST = 64
"""Number of characters that end a number; the others begin one."""


class _Codes(NamedTuple):
    """Encodings of postings: the distance from the previous article × LEVELS + level, nearly always one character."""

    signs: list[str]
    ends: list[int]
    """From which number on the next posting is counted, by the number of this one."""


def _codes(count: int) -> _Codes:
    before = SIGNS[_LAST:]
    beginnings = [""]
    for rest in range(count * LEVELS // _LAST):
        beginnings.append(beginnings[rest // len(before)] + before[rest % len(before)])
    signs = [beginning + last for beginning in beginnings for last in SIGNS[:_LAST]]
    return _Codes(signs, [number * LEVELS for number in range(1, count + 1) for _ in range(LEVELS)])


def _words(names_by_root: Mapping[str, list[str]], lists: Mapping[str, list[int]]) -> str:
    """The word list for spelling suggestions: the most frequent form of each root, with its number of articles."""
    words = []
    for root in sorted(names_by_root):
        if BETWEEN not in root and root.isalpha():
            usual = max(sorted(names_by_root[root]), key=lambda name: len(lists[name]))
            words.append(f"{usual} {len(lists[usual])}")
    return "\n".join(words)


# ---- cards


class ResultCard(NamedTuple):
    """An article in the results. The address is relative to the site's root."""

    address: str
    title: str
    posted: str
    iso: str
    category: str
    lead: str


def card_files(total: int) -> Iterator[tuple[str, range]]:
    """Names of the card files, with the numbers of their articles."""
    for first in range(0, total, CARDS):
        yield f"c/{first // CARDS}", range(first, min(first + CARDS, total))


def card_text(cards: Iterable[ResultCard]) -> str:
    """The content of a card file."""
    return json_of([[*card] for card in cards])


# ---- files


def script(name: str, text: str, is_data: bool = False) -> bytes:
    """An index file as a classic script, the only kind of data that pages opened from disk can load. `is_data`: the
    text is JSON; otherwise terms, which contain no characters to be escaped."""
    return f"bantin.found({json_of(name)},{text if is_data else f'`{text}`'});\n".encode()


def json_of(value: object) -> str:
    """JSON in few characters."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
