"""Short lines that belong apart (an address, *Nơi nhận*, a verse) keep their breaks; prose broken by hand does not.

The rule. The breaks of a paragraph are kept if

1. no line of it is longer than 50 characters,
2. each line after the first begins with a capital, a number, or a sign that begins no sentence (`–`, `•`, `(`), and
3. the first word of some line would have had room at the end of the line above it.

Who breaks prose by hand breaks where the next word has no more room; so in a text broken at any one width no break
fulfils the third, however many of its lines begin with capitals. "Room" is up to the longest line of words of the text.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

LONGEST = 50
_BEGINS = re.compile(r"[*_]{0,2}(?:[^\W\d_]|\d|[–—•●▪■+(“\"«])")
_NOT_WORDS = re.compile(r"[ \t]*(?:[#<>|:{!]|\[\^?[^\]]*\]:|$)")


def widest(text: str) -> int:
    """The length of the longest line of words."""
    return max((len(line) for line in text.split("\n") if "|" not in line and not _NOT_WORDS.match(line)), default=0)


def belong_apart(lines: Sequence[str], width: int) -> bool:
    """Whether the breaks of the paragraph that `lines` make are kept, in a text whose longest line is `width` long."""
    if max(map(len, lines)) > LONGEST:
        return False
    for line in lines[1:]:
        found = _BEGINS.match(line)
        if not found or (found[0][-1].isalpha() and not found[0][-1].isupper()):
            return False
    return any(len(line) + 1 + len(following.split(None, 1)[0]) <= width for line, following in pairwise(lines))
