"""Column detection: lines of a pasted text with two or three columns side by side → each column by itself.

Official letters have columns in their head, and below the text, where the addressees stand beside the signature. They
are recognised by the usual wording there, because elsewhere a wide gap may mean anything.
"""

import re
from collections.abc import Iterator, Sequence

from bantin.importing import letterhead
from bantin.importing.categories import is_shouted
from bantin.importing.inline import escaped
from bantin.importing.types import Block
from bantin.importing.words import CAPITALS
from bantin.patterns import lazy_pattern
from bantin.text import fold

_GAP = lazy_pattern(r"\s*\t\s*|[ \u00a0]{4,}")
_PUSHED = lazy_pattern(r"[ \u00a0]{20,}|\t{2,}")
_SIGNER = rf"(?:TM|KT|TL|TUQ|Q|T/M)\s?\. ?[{CAPITALS}]"
_WITHOUT_GAP = lazy_pattern(rf"(nơi nhận ?:?)\s+((?-i:{_SIGNER}).*)", re.IGNORECASE)
_POST_BEHIND = lazy_pattern(rf"([-–+*•] ?.*?[;.,])\s+((?:[{CAPITALS}]+\.?[ /]?){{2,}})")
"""`- Như trên; CHỦ TỊCH`"""


def rows_of(group: Sequence[str], at: int) -> int:
    """Number of lines from `at` on that belong to columns, lines of a single column among them included; 0 for none."""
    if not _begins(_parts(group[at])):
        return 0
    end = at + 1
    while end < len(group) and (len(_parts(group[end])) > 1 or _is_beside(group[end])):
        end += 1
    return end - at


def _begins(parts: Sequence[str]) -> bool:
    if not 2 <= len(parts) <= 3:
        return False
    left, right = parts[0], parts[-1]
    is_signed = re.match(_SIGNER, right) is not None or is_shouted(right)
    is_addressed = fold(left).startswith("noi nhan")
    return letterhead.is_one(right) or (is_signed and (is_addressed or is_shouted(left)))


def _parts(line: str) -> list[str]:
    """The texts of a line's columns; '' for empty ones left of the text."""
    parts = [" ".join(part.split()) for part in _GAP.split(line.strip()) if part.strip()]
    if len(parts) == 1:
        found = _WITHOUT_GAP.fullmatch(parts[0]) or _POST_BEHIND.fullmatch(parts[0])
        parts = [found[1], found[2].strip()] if found else parts
    return ["", *parts] if len(parts) == 1 and _PUSHED.match(line) else parts


def _is_beside(line: str) -> bool:
    """Whether a line of one column still belongs to the list of addressees."""
    return re.match(r"\s*[-–+*•]", line) is not None


def blocks_of(rows: Sequence[str], number: int) -> Iterator[Block]:
    """The columns, one below the other, the last aligned to the right; the head of a letter is marked as that."""
    lines = [_parts(row) for row in rows]
    count = max(map(len, lines))
    columns = [[line[at] for line in lines if at < len(line) and line[at]] for at in range(count)]
    if any(letterhead.is_one(text) for column in columns for text in column):
        yield from letterhead.blocks_of("\n".join(text for column in columns for text in column), number)
        return
    for at, column in enumerate(columns):
        is_last = at == count - 1
        yield from (Block("paragraph", text, escaped(text), number, is_right=is_last) for text in column)
