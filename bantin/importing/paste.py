"""Pasted plain text → blocks: hard-wrapped paragraphs joined, tab-separated rows as tables, all signs escaped.

Whether each line is a paragraph, or text was hard-wrapped, follows from where lines break: hard-wrapped prose breaks
where the next word would not have fitted.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import pairwise

from bantin.importing import captions, columns, markdown_tables
from bantin.importing.inline import escaped
from bantin.importing.pictures import Show
from bantin.importing.types import Block, LeftOut
from bantin.patterns import lazy_pattern
from bantin.text import nfc

_ENTITY = lazy_pattern(
    r"&(?:nbsp|amp|quot|lt|gt|[lr][ds]quo|hellip|[mn]dash|[A-Za-z]+(?:acute|grave|tilde|circ)|#\d{2,5});"
)
_RULE = lazy_pattern(r"\s*(?:(?:[-_=*~–—]\s?){3,}|(?:[.…]\s?){4,})\s*")
_BLANKS = " \t\u00a0\u202f\u3000\ufeff" + "".join(map(chr, range(0x2002, 0x200C)))
_ITEM = lazy_pattern(
    rf"[{_BLANKS}]*(?:[-–+*•●▪■◦‣○□❖➢➤►✓✔\uf000-\uf0ff]|\d{{1,2}}[.)]|[a-zđA-Z][.)]|[IVX]{{1,5}}[.)])[{_BLANKS}]"
)
_PICTURE = lazy_pattern(r"[^\\/:*?\"<>|]{1,80}\.(?:jpe?g|png|gif|webp)", re.IGNORECASE)
"""The name of a picture, in a line of its own."""
_SENTENCE_END = lazy_pattern(r"[.!?:;…][”\"')]*$")
_WIDEST = 130
"""Characters of a line that somebody may have broken by hand."""
_PUSHED = 20
"""Blanks before words that are meant to stand at the right margin."""


def has_entities(text: str) -> bool:
    """Whether letters are written as HTML entities, e.g. `&ocirc;`."""
    return len(_ENTITY.findall(text)) > 1


def cleaned(text: str) -> str:
    """`text` in NFC, with LF, and HTML entities decoded."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\f", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n")
    return nfc(unescape(text) if has_entities(text) else text)


def blocks_of(text: str) -> list[Block]:
    """The blocks of a `cleaned` text."""
    lines = text.split("\n")
    width = max((len(line.strip()) for line in lines), default=0)
    is_wrapped = width <= _WIDEST and any(_goes_on(above, line) for above, line in pairwise(lines))
    return [block for start, group in _groups(lines) for block in _blocks(group, start, width if is_wrapped else 0)]


def with_pictures(blocks: Sequence[Block], show: Show) -> tuple[list[Block], list[LeftOut]]:
    """The blocks with pictures in place of lines that are file names of pictures, with captions; and those lines."""
    made: list[Block] = []
    names: list[LeftOut] = []
    for block in blocks:
        run = show(block.text, "") if block.kind == "paragraph" and _PICTURE.fullmatch(block.text) else None
        if run is not None and run.markdown:
            made.append(Block("picture", "", run.markdown, block.line))
            names.append(LeftOut(block.line, block.text, "picture"))
        elif made and made[-1].kind == "picture" and not made[-1].text and captions.is_one(block):
            made[-1] = captions.below(made[-1], block)
        else:
            made.append(block)
    return made, names


def _groups(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Groups of lines without a blank one, each with the number of its first line."""
    group: list[str] = []
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip(f"{_BLANKS}\n"):
            group.append(line)
        elif group:
            yield number - len(group), group
            group = []


def _goes_on(above: str, line: str) -> bool:
    """Whether a sentence certainly continues on the next line."""
    above, line = above.strip(), line.strip()
    is_small = line[:1].islower() and not _ITEM.match(line)
    return bool(above and is_small and len(above) > 40 and not _SENTENCE_END.search(above))


def _blocks(group: Sequence[str], start: int, width: int) -> Iterator[Block]:
    """The blocks of a group; `width` is the text's width if it is hard-wrapped, else 0."""
    at = 0
    while at < len(group):
        if rows := columns.rows_of(group, at):
            yield from columns.blocks_of(group[at : at + rows], start + at)
            at += rows
            continue
        rows = _tabbed(group, at)
        if rows:
            cells = [[cell.strip(_BLANKS) for cell in line.split("\t")] for line in group[at : at + rows]]
            table = markdown_tables.written([[escaped(cell) for cell in row] for row in cells])
            yield Block("table", "\n".join("\t".join(row) for row in cells), table, start + at)
            at += rows
            continue
        end = at + 1
        while end < len(group) and width and _is_soft(group[end - 1], group[end], width):
            end += 1
        yield _paragraph(group[at:end], start + at)
        at = end


def _tabbed(group: Sequence[str], at: int) -> int:
    """Number of table rows from `at` on: at least two, each with as many tabs; else 0."""
    columns = _tabs(group[at])
    end = at
    while end < len(group) and columns and _tabs(group[end]) == columns:
        end += 1
    return end - at if columns and end - at > 1 and (end - at) * (columns + 1) >= 6 else 0


def _tabs(line: str) -> int:
    return line.strip(" \u00a0").count("\t") if not line.startswith("\t") and not _ITEM.match(line) else 0


def _is_soft(above: str, line: str, width: int) -> bool:
    """Whether the break between two lines is a soft one, where a line of this width was full."""
    if _ITEM.match(line) or _RULE.fullmatch(line) or _RULE.fullmatch(above):
        return False
    if _goes_on(above, line):
        return True
    if _indent(line) >= _PUSHED or _indent(above) >= _PUSHED:
        return False
    return len(above.strip()) + 1 + len(line.split(None, 1)[0]) > width


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(_BLANKS))


def _paragraph(lines: Sequence[str], number: int) -> Block:
    words = " ".join(" ".join(line.replace("\u00a0", " ").split()) for line in lines)
    if len(lines) == 1 and _RULE.fullmatch(lines[0]):
        return Block("rule", "", "---", number)
    is_right = len(lines) == 1 and _indent(lines[0].expandtabs(8)) >= _PUSHED and len(words) < 80
    return Block("paragraph", words, escaped(words), number, is_right=is_right)
