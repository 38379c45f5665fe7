"""Complexity limits for a text, counted before it is parsed, so that the verdict is the same on every machine.

Python-Markdown and nh3 take time quadratic in unclosed constructs, and stack proportional to nesting. Each limit is set
so that the worst text found within it takes about two seconds on one core (Python-Markdown 3.11, nh3 0.3, Python 3.11);
real documents stay far below. The comment on each limit says what was measured beyond it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from bantin.markdown.positions import SourceMap
from bantin.markdown.raw_blocks import is_tag
from bantin.patterns import lazy_pattern
from bantin.problems import Problem, error

_LINES = 30_000
"""Maximum number of lines. A line that is a paragraph or item of its own costs 20 µs."""
_SIGNS = 20_000
"""Maximum number of inline markers. Each costs 5 to 45 µs; a text of nothing else takes up to a second."""
_SIGNS_OF = {"[^": 500, "{": 2_000, "!!!": 1_000, "`": 4_000}
"""Maximum number of each of these. A footnote referenced 4,000 times: 7 s. A heading with 16,000 braces: 2 s.
16,000 boxes in one block: 3 s. 10,000 code spans with backslashes: 7 s."""
_FEW = min(_SIGNS_OF.values())
"""A text with no more signs than that exceeds none of these."""
_BUSY = 1_000_000_000
"""Maximum of inline markers in a block × its length: each is cut out by copying it. 20,000 links in a line: 4 s."""
_REACH = 3_000_000
"""Maximum of characters from all openers to their closers or the block's end: read again for each opener, at up to
0.5 µs a character. 8,000 `[` that never close: 11 s; `[[[]]]` and an open quotation mark in `[a](b "` cost the same."""
_RESTARTS = 20_000_000
"""Maximum of lines that restart the reading of a block × its length, at up to 18 ns. 16,000 `---` or `#`: 9 s."""
_CELLS = 50_000
"""Maximum of rows × cells of the widest row: each row is padded to the header. 7 kB gave 16 MB of HTML: 8 s."""
_COLUMNS = 1_000
"""Maximum number of columns: each is compared with each code span of its row."""
_DEPTH = 40
"""Maximum nesting of lists, quotes, boxes and tags: hundreds exceed Python's stack, thousands slow nh3 down."""
_TERMS = 50
"""Maximum number of definitions (`: x`) without a blank line between them; they nest: 300 exceed Python's stack."""

_INLINE = "[*_~`&\\"
_LIMITS = dict.fromkeys((*_INLINE, "<", "|"), _SIGNS) | _SIGNS_OF
_GAP = lazy_pattern(r"\n[ \t]*(?=\n)")
_RESTART = lazy_pattern(r"^ *(?:#|!!!|\[[^\]\n]*\]:|[-*_=][-*_= ]*$)", re.MULTILINE)
_TERM = lazy_pattern(r"^ {0,3}: ", re.MULTILINE)
_OPEN_TAG = lazy_pattern(r"<(?=[A-Za-z/!?])(?![^<>]*>)")
_TAG = lazy_pattern(r"<(/?)([A-Za-z][A-Za-z0-9]*)[^<>]*>")
_NEVER_DEEP = frozenset({"br", "col", "dd", "dt", "hr", "img", "input", "li", "p", "td", "th", "tr", "wbr"})
_PREFIX = lazy_pattern(r"[ \t]*((?:>|(?:[-*+:]|\d+\.|!!!)(?=[ \t])|[ \t])*)")
_INDENT = " " * 8
"""Without it, and without tabs, no line is indented by more than one level."""
_MANY_MARKERS = lazy_pattern(rf"[>*+:.!-]{{{_DEPTH}}}")
"""Signs of a text some line of which may be nested too deeply, though it is indented by one level at most."""
_MARKER = lazy_pattern(r">|[^> \t]+")
_RULE = lazy_pattern(r" *(?:[-*_] *){3,}")


def exceeded(text: str, source: SourceMap, max_bytes: int) -> Problem | None:
    """An error for the first limit that `text` exceeds, at its line; None if it keeps all."""
    if len(text) * 4 > max_bytes and len(text.encode()) > max_bytes:  # a character takes four bytes at most
        return error("text-too-long", source.place(-1), limit=max_bytes // 1000)
    if text.count("\n") > _LINES:
        return error("too-many-lines", source.place(_nth(text, "\n", _LINES)), limit=_LINES)
    signs = source.signs.ascii
    for sign, limit in _LIMITS.items() if len(signs) > _FEW else ():
        if signs.count(sign) > limit and text.count(sign) > limit:
            return error("over-budget", source.place(_nth(text, sign, limit)), sign=sign, limit=limit)
    found = None if _is_small(text, signs) else _open_too_far(text, source)
    found = found or (_lines_too_deep(text.split("\n"), source) if _may_be_deep(text, signs) else None)
    return found or (_tags_too_deep(text, source) if "<" in signs else None)


def _is_small(text: str, signs: str) -> bool:
    """Whether the text keeps all limits of `_open_too_far` even as one single block, as most texts do."""
    length, lines, columns = len(text), text.count("\n") + 1, signs.count("|")
    openers = 1 + sum(map(signs.count, ("<", "[", "](")))  # + 1: a `(` at a block's start follows the `]` at its end
    return (
        openers * length <= _REACH
        and lines * length <= _RESTARTS
        and (length * length <= _BUSY or sum(map(signs.count, _INLINE)) * length <= _BUSY)
        and (signs.count(":") <= _TERMS or text.count(": ") <= _TERMS)
        and columns <= _COLUMNS
        and columns * lines <= _CELLS
    )


def _nth(text: str, sign: str, number: int) -> int:
    """Position of the marker after the first `number` ones."""
    at = -1
    for _ in range(number + 1):
        at = text.find(sign, at + 1)
    return at


def _open_too_far(text: str, source: SourceMap) -> Problem | None:
    """The first place where the parser would take quadratic time."""
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
    """Blocks between blank lines, with their positions."""
    start = len(text) - len(text.lstrip("\n"))
    for gap in _GAP.finditer(text, start):
        yield start, text[start : gap.start()]
        start = gap.end() + 1
    yield start, text[start:]


def _reaches(block: str, pair: str) -> Iterator[tuple[int, int]]:
    """Positions of openers, and the distance to their closers or to the end of the block."""
    opened: list[int] = []
    for sign in re.finditer(rf"[{re.escape(pair)}]", block):
        if sign[0] == pair[0]:
            opened.append(sign.start())
        elif opened:
            start = opened.pop()
            if pair == "[]":
                yield start, sign.start() - start
            elif block.startswith("]", start - 1):  # after `](` an unclosed quotation mark hides the `)`
                is_hidden = any(block.count(quote, start, sign.start()) % 2 for quote in "\"'")
                yield start, (len(block) if is_hidden else sign.start()) - start
    for start in opened:
        if pair == "[]" or block.startswith("]", start - 1):
            yield start, len(block) - start


def _may_be_deep(text: str, signs: str) -> bool:
    """Whether a line may be nested too deeply, as in hardly any text."""
    return _INDENT in text or "\t" in signs or _MANY_MARKERS.search(signs) is not None


def _lines_too_deep(lines: list[str], source: SourceMap) -> Problem | None:
    offset = depth = 0
    for line in lines:
        if line and not line.isspace() and not _RULE.fullmatch(line):
            prefix = _PREFIX.match(line)
            markers = prefix[1] if prefix else ""
            indent = len(line[: len(line) - len(line.lstrip(" \t"))].expandtabs(4)) // 4
            # Blanks alone open only one level more than the line above: a signature pushed to the right is not deep.
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
            continue  # text in angle brackets
        if tag[1]:
            opened[name] = max(opened[name] - 1, 0)  # an end tag closes only its own kind
        elif name not in _NEVER_DEEP and not tag[0].endswith("/>"):
            opened[name] += 1
            if opened.total() > _DEPTH:
                return error("too-deep-tags", source.place(tag.start()), tag=tag[2])
    return None
