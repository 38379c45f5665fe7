"""Emphasis (`*`, `**`, `_`, `__`, `~~`) as Python-Markdown finds it, without losing a word.

A star between letters or digits is a star, so is one alone in parentheses, and what stands in a bare address is part of
it. Lines to be filled in are no emphasis.
"""

import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.inlinepatterns import DelimiterProcessor, SimpleTextInlineProcessor

from bantin.markdown.fast_words import STAR

_ADDRESS = (
    r"""(?<![\w/.@-])((?:https?://|www\.)(?:(?!\x02klz)[^\s<>"*~])*_(?:(?!\x02klz)[^\s<>"*~])*(?!\x02klz)[^\s<>"*~_])"""
)
"""A bare address in which `_` stands: part of it, wherever; for a pattern."""

_TO_FILL_IN = r"""(_{4,}|(?<![\w*"”’)\]])_{2,3}(?=/)|(?<=/)_{2,3}(?![\w*"“‘(\[]))"""
"""`ngày ___/___/2026`, `Họ tên: ________`; for a pattern."""
_Pair = tuple[int, int, int, int, tuple[str, str], int]
"""Where what opens begins and ends, where what closes does; the tags of two and of one sign; how many signs."""


def register(markdown: Markdown) -> None:
    """Puts this reading in the place of the library's."""
    patterns = markdown.inlinePatterns
    patterns.register(SimpleTextInlineProcessor(_ADDRESS), "bare address", 85)  # above entities, below tags
    patterns.register(SimpleTextInlineProcessor(_TO_FILL_IN), "to fill in", 62)
    patterns.register(SimpleTextInlineProcessor(STAR), "star", 61)
    delimiters = _Delimiters("*", "strong,em", markdown)
    delimiters.add("_", "strong,em", smart=True)
    delimiters.add("~", "del", double=True)
    patterns.register(delimiters, "em_strong", 60)


class _Delimiters(DelimiterProcessor):
    """The library's, which finds all pairs of a text at once and hands them out one by one.

    It takes the next sign that it meets for the next pair's, also where that sign has no partner, lets pairs cross, and
    closes two signs with one; all of that cuts words off. So here both ends of a pair are alike, pairs lie within each
    other or apart, and each is handed out only where it stands.
    """

    regions: list[_Pair]
    _text = ""
    """That of which the pairs are known."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override] # noqa: N802 -- the library's
        if self.regions:
            pair = self.regions[self.cache_index]
            moved = len(data) - len(self._text)  # what stood before has been replaced
            at = pair[0] + moved
            if m.start(0) <= at and data[at:] == self._text[pair[0] :]:
                if m.start(0) < at:
                    return None, m.start(0), m.end(0)
                element, count = self._build_element(data, self.cache_index, moved)
                self.increment_next_position(pair[0], count)
                return element, at, pair[3] + moved
            self.reset()  # another text has come in between
        self._text = data
        return super().handleMatch(m, data)

    def add_region(self, delim: Any, a: int, b: int, c: int, d: int, size: int) -> None:
        if self._text[a:b] == self._text[c:d]:
            super().add_region(delim, a, b, c, d, size)

    def _build_element(self, data: str, start: int = 0, offset: int = 0) -> tuple[Element, int]:
        """The element of the pair whose number is `start`, and how many pairs it and those within it are."""
        if start == 0:
            self.regions[:] = _nested(self.regions)
        first = self.regions[start]
        root = Element(_tag(first))
        opened = [(first, root)]
        element, is_open, at, number = root, True, first[1], start + 1
        while opened:
            following = self.regions[number] if number < len(self.regions) else None
            innermost = opened[-1][0]
            opens = following is not None and following[0] < innermost[3]
            end = following[0] if following is not None and opens else innermost[2]
            setattr(element, "text" if is_open else "tail", data[at + offset : end + offset])
            if following is not None and opens:
                element, is_open, at = SubElement(opened[-1][1], _tag(following)), True, following[1]
                opened.append((following, element))
                number += 1
            else:
                element, is_open, at = opened.pop()[1], False, innermost[3]
        return root, number - start


def _tag(pair: _Pair) -> str:
    return pair[4][0] if pair[5] == 2 else pair[4][1]


def _nested(pairs: list[_Pair]) -> list[_Pair]:
    """The pairs, in their order, without those that end outside of one in which they begin."""
    kept: list[_Pair] = []
    around: list[_Pair] = []
    for pair in pairs:
        while around and around[-1][3] <= pair[0]:
            around.pop()
        if not around or (pair[0] >= around[-1][1] and pair[3] <= around[-1][2]):
            kept.append(pair)
            around.append(pair)
    return kept
