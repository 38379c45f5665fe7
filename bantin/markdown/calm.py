"""Texts that `blocks` would write again as they are: told by one pattern, since most texts are such.

Paragraphs of one line, headings, lists whose children stand four blanks in, tables with a rule and even rows, quotes,
pictures, each with a blank line behind it. A test compares what becomes of any text with and without this short way.
"""

import re

from bantin.markdown import dialects

_WORDS = r"""(?:[^\W\d_]|\d++(?!\.[ ])|[*“"‘(](?=[^\s*])|\*\*(?=\w)|!?\[(?!\^)[^\]\n]*+\]\().*+"""
"""A line, or what follows its sign, that can be nothing but words."""
_BELOW = rf"(?:\n|\Z)(?:[ ]{{4}}[-*+][ ]{_WORDS}(?:\n|\Z))*+"
"""The end of an item's line, and the items of a list below it."""
_TABLE = r"""\|(?=.*\w)[^\n`\\]*+\n\|[ :|-]*+\n(?:\|[^\n`\\]*+(?:\n|\Z))++(?=\n|\Z)"""
_CALM = re.compile(
    rf"""(?:
        \n++
      | {_WORDS}(?=\n\n|\n?\Z)
      | (?:!\[[^\]\n]*+\]\(.*+(?:\n|\Z))++(?=\n|\Z)
      | \#{{1,6}}[ ]++[^\s\#].*+
      | (?:[-*+][ ]{_WORDS}{_BELOW})++(?=\n|\Z)
      | (?:\d{{1,3}}\.[ ]{_WORDS}{_BELOW})++(?=\n|\Z)
      | {_TABLE}
      | >[ ]{_WORDS}(?:\n>(?:\n>)*+\n>[ ]{_WORDS})*+(?=\n\n|\n?\Z)
    )*+""",
    re.VERBOSE,
)


def is_calm(text: str) -> bool:
    """Whether `text` consists of such blocks only as are read here and by the parser alike: most texts do."""
    if "\t" in text or _CALM.fullmatch(text) is None or dialects.may_be_in(text):
        return False
    if "|" not in text:
        return True
    tables = re.findall(_TABLE, text)
    return all(map(_is_even, tables)) and text.count("|") == sum(table.count("|") for table in tables)


def _is_even(table: str) -> bool:
    """Whether no row of a table is longer than its head."""
    head, rule, *rows = table.rstrip("\n").split("\n")
    columns = head.count("|")
    return (
        "-" in rule
        and rule.count("|") == columns > 2
        and all(row.endswith("|") and row.count("|") <= columns for row in (head, rule, *rows))
    )
