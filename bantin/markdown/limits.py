"""The budget of a text, counted before the parser sees it: the same verdict on every machine.

Python-Markdown and nh3 need time that grows with the square of what stays open, and stack that grows with depth. Each
limit was chosen so that the worst text found that just keeps it takes about two seconds on one core (Python-Markdown
3.11, nh3 0.3, Python 3.11), while real documents stay far below. Beside it stands what was measured beyond it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from bantin.markdown.positions import SourceMap
from bantin.markdown.raw_blocks import is_tag
from bantin.problems import Problem, error

_LINES = 30_000
"""20 µs for a line that is a paragraph or an item of its own."""
_SIGNS = 20_000
"""5 to 45 µs for each inline sign; a text of nothing else takes up to a second."""
_SIGNS_OF = {"[^": 500, "{": 2_000, "!!!": 1_000, "`": 4_000}
"""A footnote mentioned 4,000 times: 7 s. A heading with 16,000 braces: 2 s. 16,000 boxes in one block: 3 s. 10,000 code
spans with backslashes: 7 s."""
_BUSY = 1_000_000_000
"""Inline signs of a block times its length, since each is taken out by a copy of it: 20,000 links in one line, 4 s."""
_REACH = 3_000_000
"""Characters from what opens to what closes it, or to the end of its block: all are read again for each opener, up to
0.5 µs a character. 8,000 `[` that never close: 11 s; `[[[]]]` and an open quotation mark in `[a](b "` cost the same."""
_RESTARTS = 20_000_000
"""Lines after which the rest of a block is read anew, times its length: up to 18 ns. 16,000 `---` or `#`: 9 s."""
_CELLS = 50_000
"""A table's widest row times its rows, since each is filled up to the head's width. 7 kB gave 16 MB of HTML: 8 s."""
_COLUMNS = 1_000
"""Columns of a table: each is compared with each code span of its row."""
_DEPTH = 40
"""Lists, quotes, boxes and tags within each other: some hundreds end Python's stack, thousands nh3's patience."""
_TERMS = 50
"""Definitions (`: x`) without a blank line between them, which lie within each other: 300 end Python's stack."""

_INLINE = "[*_~`&\\"
_GAP = re.compile(r"\n[ \t]*(?=\n)")
_RESTART = re.compile(r"^ *(?:#|!!!|\[[^\]\n]*\]:|[-*_=][-*_= ]*$)", re.MULTILINE)
_TERM = re.compile(r"^ {0,3}: ", re.MULTILINE)
_OPEN_TAG = re.compile(r"<(?=[A-Za-z/!?])(?![^<>]*>)")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)[^<>]*>")
_NEVER_DEEP = frozenset({"br", "col", "dd", "dt", "hr", "img", "input", "li", "p", "td", "th", "tr", "wbr"})
_PREFIX = re.compile(r"[ \t]*((?:>|(?:[-*+:]|\d+\.|!!!)(?=[ \t])|[ \t])*)")
_MAYBE_DEEP = re.compile(rf"[ \t>*+:.!\d-]{{{_DEPTH + 1}}}")
"""Each level takes a sign or a blank at the line's beginning at least, so no other line can be too deep."""
_MARKER = re.compile(r">|[^> \t]+")
_RULE = re.compile(r" *(?:[-*_] *){3,}")


def exceeded(text: str, source: SourceMap, max_bytes: int) -> Problem | None:
    """The first limit that `text` passes, at the line where it does; None if it keeps them all."""
    if len(text.encode()) > max_bytes:
        return error("text-too-long", source.place(-1), limit=max_bytes // 1000)
    if text.count("\n") > _LINES:
        return error("too-many-lines", source.place(_nth(text, "\n", _LINES)), limit=_LINES)
    for sign in (*_INLINE, "<", "|", *_SIGNS_OF):
        limit = _SIGNS_OF.get(sign, _SIGNS)
        if len(text) > limit * len(sign) and text.count(sign) > limit:  # most texts are too short for so many
            return error("over-budget", source.place(_nth(text, sign, limit)), sign=sign, limit=limit)
    found = None if _is_small(text) else _open_too_far(text, source)
    return found or _too_deep(text, source)


def _is_small(text: str) -> bool:
    """Whether it would keep each limit of `_open_too_far` even if all of it were one block: most texts do."""
    length, lines, columns = len(text), text.count("\n") + 1, text.count("|")
    openers = 1 + sum(map(text.count, ("<", "[", "](")))  # one: a `(` at a block's start is behind the `]` at its end
    return (
        openers * length <= _REACH
        and lines * length <= _RESTARTS
        and (length * length <= _BUSY or sum(map(text.count, _INLINE)) * length <= _BUSY)
        and text.count(": ") <= _TERMS
        and columns <= _COLUMNS
        and columns * lines <= _CELLS
    )


def _nth(text: str, sign: str, number: int) -> int:
    """Where the sign after the first `number` of them stands."""
    at = -1
    for _ in range(number + 1):
        at = text.find(sign, at + 1)
    return at


def _open_too_far(text: str, source: SourceMap) -> Problem | None:
    """Where the parser would read on and on, again and again."""
    reach = restarts = 0
    for tag in _OPEN_TAG.finditer(text):
        reach += len(text) - tag.start()
        if reach > _REACH:
            return error("unclosed-signs", source.place(tag.start()), sign="<")
    for start, block in _blocks(text):
        if "[" in block:
            for opened, distance in chain(_reaches(block, "[]"), _reaches(block, "()")):
                reach += distance
                if reach > _REACH:
                    return error("unclosed-signs", source.place(start + opened), sign=block[opened])
        restarts += len(block) * len(_RESTART.findall(block))
        busy = len(block) * sum(map(block.count, _INLINE))
        if restarts > _RESTARTS or busy > _BUSY or len(_TERM.findall(block)) > _TERMS:
            return error("block-too-long", source.place(start))
        if "|" in block:
            lines = block.split("\n")
            columns = max(line.count("|") for line in lines)
            if columns > _COLUMNS or columns * len(lines) > _CELLS:
                limit = _COLUMNS if columns > _COLUMNS else _CELLS
                return error("over-budget", source.place(start), sign="|", limit=limit)
    return None


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """What stands between blank lines, and where."""
    start = len(text) - len(text.lstrip("\n"))
    for gap in _GAP.finditer(text, start):
        yield start, text[start : gap.start()]
        start = gap.end() + 1
    yield start, text[start:]


def _reaches(block: str, pair: str) -> Iterator[tuple[int, int]]:
    """Where signs open, and how far it is to the one that closes them, or to the end of the block."""
    opened: list[int] = []
    for sign in re.finditer(rf"[{re.escape(pair)}]", block):
        if sign[0] == pair[0]:
            opened.append(sign.start())
        elif opened:
            start = opened.pop()
            if pair == "[]":
                yield start, sign.start() - start
            elif block.startswith("]", start - 1):  # after `](` quotation marks that stay open hide the `)`
                is_hidden = any(block.count(quote, start, sign.start()) % 2 for quote in "\"'")
                yield start, (len(block) if is_hidden else sign.start()) - start
    for start in opened:
        if pair == "[]" or block.startswith("]", start - 1):
            yield start, len(block) - start


def _too_deep(text: str, source: SourceMap) -> Problem | None:
    """Where too much lies within each other."""
    lines = text.split("\n")
    found = _lines_too_deep(lines, source) if any(map(_MAYBE_DEEP.match, lines)) else None
    return found or (_tags_too_deep(text, source) if "<" in text else None)


def _lines_too_deep(lines: list[str], source: SourceMap) -> Problem | None:
    offset = depth = 0
    for line in lines:
        if line and not line.isspace() and not _RULE.fullmatch(line):
            prefix = _PREFIX.match(line)
            markers = prefix[1] if prefix else ""
            indent = len(line[: len(line) - len(line.lstrip(" \t"))].expandtabs(4)) // 4
            # Blanks alone lead one level further than the line above: a signature pushed to the right isn't deep.
            depth = min(indent, depth + 1) + len(_MARKER.findall(markers))
            if depth > _DEPTH:
                return error("too-deep", source.place(offset))
        offset += len(line) + 1
    return None


def _tags_too_deep(text: str, source: SourceMap) -> Problem | None:
    opened: Counter[str] = Counter()
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if not is_tag(name):
            continue  # words in angle brackets
        if tag[1]:
            opened[name] = max(opened[name] - 1, 0)  # an end tag ends its own kind, not what else is open
        elif name not in _NEVER_DEEP and not tag[0].endswith("/>"):
            opened[name] += 1
            if opened.total() > _DEPTH:
                return error("too-deep-tags", source.place(tag.start()), tag=tag[2])
    return None
