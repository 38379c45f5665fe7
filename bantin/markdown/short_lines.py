"""Line breaks within paragraphs: kept in short lines (an address, *Nơi nhận*, a verse), not in hard-wrapped prose.

Heuristic: the breaks of a paragraph are kept if

1. no line of it is longer than 50 characters,
2. each line after the first begins with a capital, a number, or a sign that begins no sentence (`–`, `•`, `(`), and
3. the first word of some line would have fitted at the end of the line above.

Prose is wrapped where the next word does not fit. So in a text wrapped at any one width no break meets the third
condition, however many lines begin with capitals. The available width is that of the longest line of text.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

LONGEST = 50
_BEGINS = re.compile(r"[*_]{0,2}(?:[^\W\d_]|\d|[–—•●▪■+(“\"«])")
_NOT_WORDS = re.compile(r"[ \t]*(?:[#<>|:{!]|\[\^?[^\]]*\]:|$)")


def widest(text: str) -> int:
    """The length of the longest line of text."""
    return max((len(line) for line in text.split("\n") if "|" not in line and not _NOT_WORDS.match(line)), default=0)


def belong_apart(lines: Sequence[str], width: int) -> bool:
    """Whether a paragraph keeps its line breaks, in a text whose longest line has `width` characters."""
    if max(map(len, lines)) > LONGEST:
        return False
    for line in lines[1:]:
        found = _BEGINS.match(line)
        if not found or (found[0][-1].isalpha() and not found[0][-1].isupper()):
            return False
    return any(len(line) + 1 + len(following.split(None, 1)[0]) <= width for line, following in pairwise(lines))
