"""Leftover Markdown syntax in the rendered text, outside code: reported at its line, so that no misreading is silent.

It checks the result, whatever produced it, and so finds mistakes that nobody foresaw. Characters that were escaped
(`\\*`) or written as entities are meant literally; they are recognised by being spelled differently in the source.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from bantin.markdown.positions import SourceMap
from bantin.patterns import lazy_pattern
from bantin.problems import Problem, warning

_MAYBE = lazy_pattern(
    r"!\[|\]\(|\]\[|`|\*|~~|(?:\b|[ ])_(?:\b|[ ])|\n(?:[-*+] |\d{1,3}\. |#{2,}|\|)|>#{2,}|>\||&lt;(?:!--|[adfipst])|\{:"
)
_CODE = lazy_pattern(r"<(pre|code|kbd|samp)\b[^>]*>.*?</\1>", re.DOTALL)
_LINES = lazy_pattern(
    r"</?(?:blockquote|details|div|dl|figure|hr|ol|p|pre|section|table|tbody|thead|tr|ul|li|dd)\b[^>]*>"
)
_CELLS = lazy_pattern(r"</?(?:caption|dt|figcaption|h[1-6]|summary|td|th)\b[^>]*>")
"""Elements of a single line: list and heading markers at their beginning are ordinary text."""
_TAG = lazy_pattern(r"<[^>]*>")
_SOMETHING = "\x02"
"""Placeholder for code, and for the beginning of a cell or heading."""
_START = "\x01"
"""Placeholder for the beginning of a block: a list marker there did not lose its line break."""
_LEFT = lazy_pattern(
    r"""(?P<reference>!?\[[^\[\]\n]*\]\[(?P<label>[^\[\]\n]*)\])
      | (?P<link>!\[|\]\()
      | (?P<stars>(?<!\()(?<!\(\*)\*\*|(?<=\()\*\*(?!\*?\))|~~)
      | (?P<star>(?<=[^\W\d_])\*(?=\w[^*\n]*\w\*(?![\w*]))|(?<![\w*])\*(?=\w[^*\n]*\w\*[^\W\d_])
          |(?<![\w*])\*(?=[^\W\d_][^*\n]{1,60}[ ]\*(?![\w*]))|(?<![\w*])\*(?=[ ][^\W\d_][^*\n]{1,60}[^\W\d_]\*(?![\w*]))
          |(?<!\w)_(?=[^\W\d_][^_\n]{1,60}[ ]_(?!\w))|(?<!\w)_(?=[ ][^\W\d_][^_\n]{1,60}[^\W\d_]_(?!\w)))
      | (?P<code>`+|<!--|<(?:a|div|font|iframe|img|p|span|table|td)(?=[ ]+[a-z-]+[ ]?=))
      | (?P<braces>\{:[ ]?[.\#]?[\w-][^{}\n]*\})
      | ^\x01?[ ]*(?P<heading>\#{2,6})(?=\S)
      | ^[ ]*(?P<item>-(?![ ]\d)|[*+]|\d{1,2}\.(?![ ]\d{1,3}\.[ ]))(?=[ ]\S)
      | ^\x01?[ ]*(?P<row>\|)(?=.*\|)
    """,
    re.VERBOSE | re.MULTILINE,
)
_BEHIND = lazy_pattern(r"[^\n<>&*_`~\[\]()\\|\x01\x02]{0,30}")
_LINE = lazy_pattern(r"[^\n\x01\x02]{0,80}\n?")
"""What stands behind the first sign of a link or picture: the first of two alike may be a whole one."""
_BEFORE = lazy_pattern(r"[^\n<>&*_`~\[\]()\\|\x01\x02]{0,30}$")
"""What stands around a sign in the source too: of several alike, the one that is meant."""
_LAST_WORD = lazy_pattern(r"\S+ ?$")
_MARKS = ("**", "*", "_", "__", "[", "~~")
"""What may stand between the signs of a heading and its words."""
_KEYS = {
    "stars": "signs-unpaired",
    "star": "signs-unpaired",
    "heading": "heading-without-blank",
    "row": "table-not-understood",
}
_ROW = "row"
_KINDS = {"stars": "stars", "star": "stars", "code": "code", "braces": "braces", "row": _ROW}
"""Kinds of signs of which one line may have a slip each; all others are of one kind."""
_WORDS = frozenset({"address-bent", "emoji-name", "entity-open", "wide-sign"})
"""Problems of words, which leave no Markdown behind: they do not explain a leftover on their line."""
_TOLD = 20
"""Maximum number of lines reported per text."""


def slips(html: str, source: SourceMap, reported: Iterable[Problem]) -> Iterator[Problem]:
    """Warnings for leftovers in sanitised HTML: the first for each source line on which none of those `reported` says
    already why Markdown stands there."""
    if not _MAYBE.search(html):
        return
    reported_lines = {problem.place.line for problem in reported if problem.key not in _WORDS}
    told: set[tuple[int, str]] = set()  # of each line, each kind of slip once
    text = _CODE.sub(_SOMETHING, html)
    text = unescape(_TAG.sub("", _CELLS.sub(f"\n{_SOMETHING}", _LINES.sub(f"\n{_START}", text))))
    yield from _odd_stars(html, source, reported_lines)
    count = 0
    starts: dict[str, int] = {}
    for found in _LEFT.finditer(text):
        sign = found[0].strip(f" {_START}")
        at = _place(found, text, source, starts.get(sign, 0))
        if at < 0:
            continue
        starts[sign] = at + len(sign)
        place = source.place(at)
        if found["row"] and (place.line - 1 in reported_lines or (place.line - 1, _ROW) in told):
            told.add((place.line, _ROW))  # one row of a table is enough
            continue
        if place.line in reported_lines:
            continue
        kind = found.lastgroup if found.lastgroup != "label" else "reference"
        if kind != "reference" and (place.line, _KINDS.get(kind or "", "")) in told:  # each reference names its label
            continue
        told.add((place.line, _KINDS.get(kind or "", "")))
        count += 1
        if source.is_within_html(at):
            reported_lines |= source.paragraph_lines(at)
            yield warning("markdown-in-html", place, sign=sign)
        elif found["reference"]:
            yield warning("reference-undefined", place, written=sign, label=found["label"] or sign.strip("![]"))
        else:
            yield warning(_KEYS.get(kind or "", "markdown-left-over"), place, sign=sign)
        if count >= _TOLD:
            return


def _odd_stars(html: str, source: SourceMap, reported_lines: set[int]) -> Iterator[Problem]:
    """Warnings for a star that is left beside bold or slanting words, because it opens more than is closed: `***a**`,
    `**a*`."""
    for found in _ODD.finditer(html):
        sign = "***" if "strong" in (found["opens"], found["closes"]) else "**"
        written = f"{sign}{found['behind']}" if found["opens"] else f"{found['before']}{sign}"
        at = source.find_sign(written, 0)
        if at >= 0 and (place := source.place(at + len(found["before"] or ""))).line not in reported_lines:
            reported_lines.add(place.line)
            yield warning("signs-unpaired", place, sign=sign)


_ODD = lazy_pattern(
    r"(?<![\w*])\*<(?P<opens>strong|em)>(?P<behind>[^<>&]{1,30})"
    r"|(?P<before>[^<>&]{1,30})</(?P<closes>strong|em)>\*(?![\w*])"
)


def _place(found: re.Match[str], text: str, source: SourceMap, start: int) -> int:
    """Position in the source, from `start` on, of unescaped markers; negative if there is none."""
    sign = found[0].strip(f" {_START}")
    before = _BEFORE.search(text, max(found.start() - 30, 0), found.start())
    behind = _BEHIND.match(text, found.end())
    is_at_line_start = bool(found["item"] or found["row"] or found["heading"])
    words_before, words_behind = (before[0] if before else ""), (behind[0] if behind else "")
    nearer: tuple[str, ...] = (f"{words_before}{sign}{words_behind}", f"{sign}{words_behind}", f"{words_before}{sign}")
    if found["heading"] and not words_behind:
        nearer = (f"{sign}{text[found.end()]}",)
    elif found["link"] and (rest := _LINE.match(text, found.end())):
        nearer = (f"{words_before}{sign}{rest[0]}", f"{sign}{rest[0]}", f"{sign}{rest[0].rstrip()}", *nearer)
    elif found["heading"]:
        nearer = (*nearer, *(f"{sign}{mark}{words_behind[:2]}" for mark in _MARKS), f"{sign}{words_behind[:2]}")
    last = _LAST_WORD.search(words_before)
    nearer = tuple(near for near in (*nearer, f"{last[0]}{sign}" if last else sign) if near != sign)
    for near in (*nearer, sign) if not is_at_line_start else (near for near in nearer if len(near) > len(sign) + 1):
        if (at := source.find_sign(near, start, is_at_line_start)) >= 0:
            return at + near.index(sign)
    return -1
