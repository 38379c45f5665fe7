"""Types of importing: blocks, imported articles, and the account of every word. Values only."""

from dataclasses import dataclass
from typing import NamedTuple

from bantin.locale import Moment
from bantin.problems import Problem

PICTURES = "bantin-pictures"
"""Stands in a body for the folder of the article's pictures, whose name is known only when the article has one."""


class Block(NamedTuple):
    """A block of a text: a paragraph, heading, list, table, picture, …"""

    kind: str
    """`paragraph`, `heading`, `list`, `table`, `picture`, `rule`, `quote`, `code`, or `html`, as it is."""
    text: str
    """Its words, as a reader sees them; lines end where they end there."""
    markdown: str
    """As Bantin reads it; without the signs of a heading, which its level gives."""
    line: int = 0
    """Where it begins in the source, from 1: a line, or in a file of Word a paragraph; 0 for unknown."""
    level: int = 0
    """Of a heading: 1 to 6."""
    is_right: bool = False
    """A paragraph pushed to the right margin: a signature."""
    role: str = ""
    """What the page that it comes from calls it: `title`, `lead`, `date`, `category`, `author`, `caption`."""


class FieldSource(NamedTuple):
    """Words of the source that were made a field of the article."""

    field: str
    text: str
    line: int


class LeftOut(NamedTuple):
    """Words of the source that are not in the article."""

    line: int
    text: str
    reason: str
    """Names a sentence: `import.left.<reason>`."""


class OldLink(NamedTuple):
    """A link of the source, to another site or within the archive."""

    line: int
    written: str
    whole: str = ""
    """Its full address; '' if that is not known, so that it leads nowhere any more unless its target is found."""


class PictureFile(NamedTuple):
    """A picture of an article."""

    name: str
    """Under which the body shows it, in the folder PICTURES."""
    data: bytes | None
    """None: it is a file of its own, at `source`."""
    source: str
    """Where it came from: a path from the file that was read, or the name that it had there."""


class Fidelity(NamedTuple):
    """The account of the source's words: kept, left out and lost add up to all of them."""

    found: int
    """In the source."""
    kept: int
    """In the article, its title, lead and other fields."""
    left_out: int
    """Listed as left out."""
    lost: tuple[str, ...]
    """Words in neither. Expected to be empty; otherwise the report lists them."""


@dataclass(frozen=True, slots=True)
class ImportedArticle:
    """An article as found in its source; a value that the source lacks is None, '' or ()."""

    title: str
    body: str = ""
    """Markdown. Its pictures stand in the folder PICTURES."""
    date: Moment | None = None
    category: str = ""
    """As it is written there."""
    views: int | None = None
    lead: str = ""
    author: str = ""
    source: str = ""
    source_url: str = ""
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    """Its old addresses, as they were."""
    addresses: tuple[str, ...] = ()
    """Others by which texts of the same archive may name it."""
    sections: tuple[tuple[str, str], ...] = ()
    """(address, name) of the old portal's categories, as its menus give them."""
    links: tuple[OldLink, ...] = ()
    """Those for which the body has numbered placeholders (`links.PLACEHOLDER`); none once they are settled."""
    updated: Moment | None = None
    is_draft: bool = False
    is_page: bool = False
    """A plain page, not an article."""
    slug: str = ""
    """The last part of its old address, if that says something."""
    cover: str = ""
    """The name of the picture above the text, one of its pictures."""
    pictures: tuple[PictureFile, ...] = ()
    taken: tuple[FieldSource, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    problems: tuple[Problem, ...] = ()
    """What its editor should look at; the path in their places is the source's."""
    fidelity: Fidelity | None = None
    """None until it was counted."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to import, or pasted text, or standard input."""

    name: str
    """As its editor would say it, with `/` between the parts."""
    data: bytes
    address: str = ""
    """Where it was published, if that is known."""
