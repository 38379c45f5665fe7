"""List detection: paragraphs typed as items (`- đơn`, `+ bản sao`, `1. nộp hồ sơ`) → nested lists.

A paragraph with another label (`a)`, `I.`, `Điều 1.`) stays a paragraph: Markdown has no such lists, and a label that
the text refers to must stay visible. A number is a list marker only in a sequence 1, 2, 3.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bantin.importing.inline import item_escaped
from bantin.importing.types import Block
from bantin.patterns import lazy_pattern

_BULLET = lazy_pattern(r"([-–—+*•●▪■◦·‣⁃∙○□❖➢➤►✓✔\uf000-\uf0ff]|o(?=[\t\u00a0]))[ \t\u00a0]*(?=[^\s\d+*\-–—.])")
"""A digit behind it makes a number or a sum of it: `-5 độ`."""
_SPACED_BULLET = lazy_pattern(r"([-–—+*•●▪■◦·‣⁃∙○□❖➢➤►✓✔\uf000-\uf0ff])[ \t\u00a0]+(?=\S)")
_NUMBER = lazy_pattern(r"(\d{1,3})[.][ \t\u00a0]+(?=[^\W\d_“\"(])")
_DOUBTFUL = "–—*+·"
"""Alone among paragraphs they may begin a sentence too."""


class _Sign(NamedTuple):
    kind: str
    """The bullet, or `1` for a number."""
    number: int
    written: str
    """With the blanks behind it."""


class _TypedItem(NamedTuple):
    depth: int
    marker: str
    markdown: str


def rebuilt(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with each run of typed items replaced by a list."""
    out: list[Block] = []
    at = 0
    while at < len(blocks):
        end = _end_of_list(blocks, at)
        if end > at:
            out.append(_list_of(blocks[at:end]))
            at = end
        else:
            out.append(blocks[at])
            at += 1
    return out


def _end_of_list(blocks: Sequence[Block], at: int) -> int:
    """Index after the last item of the list that begins at `at`; `at` if there is no list."""
    end = at
    expected: int | None = None
    while end < len(blocks):
        sign = _sign(blocks[end])
        if sign is None:
            break
        if sign.kind == "1":
            if expected is not None and sign.number != expected:
                break
            expected = sign.number + 1
        end += 1
    signs = [sign for block in blocks[at:end] if (sign := _sign(block))]
    if not signs:
        return at
    numbers = sum(sign.kind == "1" for sign in signs)
    if numbers == 1:
        # A heading that begins with a number, or a list of one: the number is shown as it is typed.
        lone = next(place for place, sign in enumerate(signs) if sign.kind == "1")
        if lone == 0:
            return at
        end, signs = at + lone, signs[:lone]
    is_doubtful = len(signs) == 1 and signs[0].kind in _DOUBTFUL
    follows_colon = at > 0 and blocks[at - 1].text.rstrip().endswith(":")
    return at if is_doubtful and not follows_colon else end


def _sign(block: Block) -> _Sign | None:
    if block.kind != "paragraph" or block.is_right:
        return None
    first = block.text.lstrip()
    if found := _NUMBER.match(first):
        sign = _Sign("1", int(found[1]), found[0])
    elif found := _SPACED_BULLET.match(first) or _BULLET.match(first):
        sign = _Sign("-" if found[1] in "–—" else found[1], 0, found[0])
    else:
        return None
    return sign if _without(block.markdown, sign) is not None else None


_OPENED = lazy_pattern(r"(\*\*|\*|<(?:strong|em|u)>)")


def _without(markdown: str, sign: _Sign) -> str | None:
    """The text after the marker; None if the marker is formatted otherwise than the text."""
    mark = sign.written.strip()
    opened = _OPENED.match(markdown) if not markdown.startswith("* ") else None
    lead = opened[1] if opened else ""
    for spelt in (mark, f"\\{mark}"):
        if markdown.startswith(f"{lead}{spelt}"):
            rest = markdown[len(lead) + len(spelt) :].lstrip(" \t\u00a0")
            return None if not rest or (lead and rest.startswith(("*", "<"))) else f"{lead}{rest}"
    return None


def _list_of(blocks: Sequence[Block]) -> Block:
    items: list[_TypedItem] = []
    kinds: list[str] = []
    for block in blocks:
        sign = _sign(block)
        assert sign is not None
        if sign.kind in kinds:
            del kinds[kinds.index(sign.kind) + 1 :]
        else:
            kinds.append(sign.kind)
        marker = f"{sign.number}." if sign.kind == "1" else "-"
        items.append(_TypedItem(len(kinds) - 1, marker, _without(block.markdown, sign) or ""))
    text = "\n".join(block.text for block in blocks)
    return Block("list", text, _written(items), blocks[0].line)


def _written(items: Sequence[_TypedItem]) -> str:
    lines: list[str] = []
    for item in items:
        indent = "    " * item.depth
        words = item_escaped(item.markdown).replace("\n", f"\n{indent}    ")
        lines.append(f"{indent}{item.marker} {words}")
    return "\n".join(lines)


_NUMBERED = lazy_pattern(r"^ *(\d{1,3})\. ", re.MULTILINE)


def numbers(markdown: str) -> list[str]:
    """The numbers that readers see before the items of numbered lists."""
    return _NUMBERED.findall(markdown)
