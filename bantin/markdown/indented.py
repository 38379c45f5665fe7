"""Lines that stand four blanks or more in: code, or words that were pushed in.

Markdown elsewhere takes all of them for code. In a portal they are the first lines of paragraphs, a signature at the
right, a table or a list that came along with its blanks. The rule: they are code only if one line in four at least
holds signs of a program, such as braces, tags, calls (`f()`), assignments, options (`--all`); else they are read as
they would be without those blanks. What is surely code stands between fences.
"""

import re
from collections.abc import Sequence

from bantin.markdown.lines import Line
from bantin.patterns import lazy_pattern

WIDTH = 4
"""From how many blanks on."""

_NO_PROGRAM = lazy_pattern(
    r"""https?://\S+|\S+@\S+|!?\[[^\]\n]*\]\([^)\n]*\)|\{:?[ ]?[.\#][^{}\n]*\}|\{\{[<%][^{}\n]*\}\}|\{%[^{}\n]*%\}"""
)
"""Markdown and addresses in which such signs stand too."""
_PROGRAM = lazy_pattern(
    r"""[{}\u2500-\u257f]|</?(?!(?:a|b|br|em|i|mark|small|span|strong|su[bp]|u)\b)[a-z!?][^<>]*>|[!<>+*/&:]=|\s[!=]=\s|&&|\|\||::|\+\+|\$[a-z_(]|\w=\S|\w_\w|\w\.\w+\(
      | \w\((?:\)|["'])|\\[a-z]|(?:^|\s)--[a-z][a-z-]*(?=[\s=]|$)|^\s*(?:\#!|//|/\*|\$\s|>>>\s)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ONE_IN = 4
_MEANT_AS_TEXT = lazy_pattern(
    r"!?\[[^\]\n]+\]\([^)\n]+\)|<(?:iframe|img|table|details|figure|p|div|center|ul|ol)\b", re.IGNORECASE
)
_VIETNAMESE_LETTER = lazy_pattern(r"[ăâđêôơưà-ãè-êìíò-õùúýĩũ\u1ea0-\u1ef9]", re.IGNORECASE)


def end(lines: Sequence[Line], at: int) -> int:
    """The line behind those from `at` on that stand so far in."""
    behind = at
    while at < len(lines) and (lines[at].is_blank or lines[at].indent >= WIDTH):
        at += 1
        behind = behind if lines[at - 1].is_blank else at
    return behind


def is_code(lines: Sequence[Line]) -> bool:
    """Whether these lines, which stand so far in, are code."""
    written = [line.text for line in lines if not line.is_blank]
    signed = sum(_PROGRAM.search(_NO_PROGRAM.sub("", text)) is not None for text in written)
    return signed * _ONE_IN >= len(written)


def is_doubtful(lines: Sequence[Line]) -> bool:
    """Whether code may have been meant as text: it holds Vietnamese words, a link, or HTML of pages."""
    text = "\n".join(line.text for line in lines)
    return bool(_MEANT_AS_TEXT.search(text) or (len(text.split()) >= 3 and _VIETNAMESE_LETTER.search(text)))


def moved_out(lines: Sequence[Line]) -> list[Line]:
    """The lines without the blanks that all of them begin with."""
    width = min(line.indent for line in lines if not line.is_blank)
    return [line.dedented(width) for line in lines]
