"""What begins a search: the head of an index, and the file that holds it with the recent block.

Which category an article of the archive is in stands in a file of its own, for nobody needs it for the first results.
"""

from collections.abc import Iterable
from typing import NamedTuple

from bantin.search.index import LOT, SIGNS, blocks, json_of

CATEGORIES = "a/categories"
"""Name, within the index's folder, of the file of the archive's categories."""


class Answer(NamedTuple):
    """A direct answer to a query: a category, tag, plain page, or body of the ward."""

    kind: str
    """`category`, `tag`, `page` or `body`."""
    title: str
    address: str
    """Relative to the site's root; '' for none."""
    names: tuple[str, ...]
    """Alternative names, and names of the people there."""
    lines: tuple[str, ...] = ()
    """Lines below its title: telephone, hours, address."""


class IndexHead(NamedTuple):
    """Everything a search needs before its first look-up."""

    total: int
    """Number of articles."""
    versions: tuple[str, str, str]
    """Versions of the archive ('' if there is none), of the recent block with its cards, and of the archive's
    categories."""
    years: tuple[tuple[int, int], ...]
    """Years, each with the number of its first article."""
    categories: tuple[tuple[str, str, str], ...]
    """(id, name, id of the parent or '')."""
    own: tuple[int, ...]
    """For each article of the recent block the index of its category in `categories`; -1 for none."""
    pages: tuple[tuple[str, str, str], ...]
    """Plain pages: (address, title, lead)."""
    answers: tuple[Answer, ...]
    abbreviations: tuple[tuple[str, str], ...] = ()
    """(abbreviation, full form) that queries may contain."""


def head_text(head: IndexHead) -> str:
    """The head as JSON."""
    archive, recent, categories = head.versions
    shards = [block.shards for block in blocks(head.total) if block.name == "a"]
    row = {**head._asdict(), "version": recent, "own": category_signs(head.own)}
    row["archive"] = [head.total // LOT * LOT, *shards, archive, categories] if shards else []
    del row["versions"]
    return json_of(row)


_NONE = 88
"""Code of articles without a category, or with one beyond the eighty-eighth."""


def category_signs(places: Iterable[int]) -> str:
    """A character for each article's category."""
    return "".join([SIGNS[place] if 0 <= place < _NONE else SIGNS[_NONE] for place in places])


def first_script(code: str, head: str, recent: str) -> bytes:
    """The file that a search in the language `code` loads first: head and recent block."""
    return f"bantin.found({json_of(code)},{{head:{head},recent:`{recent}`}});\n".encode()
