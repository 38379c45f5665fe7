"""Fast check for texts that the preprocessor (`blocks`) would leave unchanged, as it would most texts; one pattern.

They consist of one-line paragraphs, headings, lists with children indented by four blanks, tables with a rule and even
rows, quotes and pictures, each followed by a blank line. A test compares results with and without this shortcut.
"""

import re

from bantin.markdown import dialects
from bantin.markdown.signs import Signs
from bantin.markdown.tables import parts_rows
from bantin.patterns import lazy_pattern

_WORDS = r"""(?:[^\W\d_]|\d++(?!\.[ ])|[*“"‘(](?=[^\s*])|\*\*(?=\w)|!?\[(?!\^)[^\]\n]*+\]\().*+"""
"""A line, or the content after a marker, that can be nothing but words."""
_BELOW = rf"(?:\n|\Z)(?:[ ]{{4}}[-*+][ ]{_WORDS}(?:\n|\Z))*+"
"""The end of an item's line, and the items of a nested list."""
_TABLE = r"""\|(?=.*\w)[^\n`\\]*+\n\|[ :|-]*+\n(?:\|[^\n`\\]*+(?:\n|\Z))++(?=\n|\Z)"""
_CALM = lazy_pattern(
    rf"""(?:
        \n++
      | {_WORDS}(?=\n\n|\n?\Z)
      | (?:!\[[^\]\n]*+\]\(.*+(?:\n|\Z))++(?=\n|\Z)
      | \#{{1,6}}[ ]++[^\s\#].*+(?<!\\)
      | (?:[-*+][ ]{_WORDS}{_BELOW})++(?=\n|\Z)
      | (?:\d{{1,3}}\.[ ]{_WORDS}{_BELOW})++(?=\n|\Z)
      | {_TABLE}
      | >[ ]{_WORDS}(?:\n>(?:\n>)*+\n>[ ]{_WORDS})*+(?=\n\n|\n?\Z)
    )*+""",
    re.VERBOSE,
)


def is_unaffected(text: str, signs: Signs) -> bool:
    """Whether `text` consists only of blocks that need no preprocessing."""
    if (
        "\t" in signs.ascii
        or _may_mix_bullets(text, signs.ascii)
        or _CALM.fullmatch(text) is None
        or dialects.may_be_in(text, signs)
    ):
        return False
    if "|" not in signs.ascii:
        return True
    tables = re.findall(_TABLE, text)
    return all(map(_is_even, tables)) and text.count("|") == sum(table.count("|") for table in tables)


def _may_mix_bullets(text: str, signs: str) -> bool:
    """Whether items with different bullets may stand equally far in; `signs` are those of the text."""
    if "+" in signs and "+ " in text and _PLUS.search(text):
        return True
    return "*" in signs and "-" in signs and "* " in text and len({*_BULLET.findall(text)}) > 1


_PLUS = lazy_pattern(r"^ *\+ ", re.MULTILINE)
_BULLET = lazy_pattern(r"^ *([-*]) ", re.MULTILINE)


def _is_even(table: str) -> bool:
    """Whether no row of a table has more cells than its header."""
    head, rule, *rows = table.rstrip("\n").split("\n")
    columns = head.count("|")
    return (
        "-" in rule
        and rule.count("|") == columns > 2
        and all(row.endswith("|") and row.count("|") <= columns for row in (head, rule, *rows))
        and not any(map(parts_rows, rows))
    )
