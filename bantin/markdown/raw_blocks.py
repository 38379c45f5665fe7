"""Raw HTML blocks within Markdown: where they begin and end, unclosed elements, and text that only looks like a tag.

As in CommonMark, a line that begins with a block-level tag (`<details>`, `</div>`, `<td>`) begins HTML up to the next
blank line; after it comes Markdown again, inside the element. An unclosed element is closed where its own lines end,
so that it does not affect what follows. `<Họ tên>` is no tag: text in angle brackets remains text.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bantin.markdown.lines import Line
from bantin.patterns import lazy_pattern

BLOCKS = frozenset(
    "address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li link main menu nav "
    "noframes noscript ol option p pre script search section style summary table tbody td textarea tfoot th thead "
    "title tr ul video".split()
)
_INLINE = frozenset(
    "a abbr acronym audio b base bdi bdo big br button canvas cite code data datalist del dfn em embed font i image "
    "img input ins kbd label map mark marquee math meta meter nobr object optgroup output param picture progress q rb "
    "rp rt ruby s samp select slot small source span strike strong sub sup svg template time track tt u var wbr".split()
)
KNOWN = BLOCKS | _INLINE
"""Element names of HTML. A name with a colon comes from a word processor (`<o:p>`)."""
_WHOLE = frozenset({"pre", "script", "style", "textarea"})
"""Elements whose content may contain blank lines."""
_NEVER_OPEN = frozenset(
    "area base body br col dd dt embed head hr html img input li link meta option p param source tbody td tfoot th "
    "thead tr track wbr".split()
)
"""Void elements, and elements with optional end tags."""

_BEGIN = lazy_pattern(r"</?([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>]|$)")
_TAG = lazy_pattern(r"<(/?)([a-zA-Z][^\s/><]*+)([^<>]*+)>")
_WORD_PROCESSOR = lazy_pattern(r"[a-z0-9]{1,4}:[a-z]+", re.IGNORECASE)
_COMMENT = lazy_pattern(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
"""From the last `<!--` before `-->`, so that many unclosed ones cost no more than one."""
_ASKS_FOR_MARKDOWN = lazy_pattern(r"""(<[a-zA-Z][^<>]*?)\s+markdown(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?(?=[\s/>])""")


def is_tag(name: str) -> bool:
    """Whether text in angle brackets is a tag, by its name."""
    return name.lower() in KNOWN or _WORD_PROCESSOR.fullmatch(name) is not None


def begins(stripped: str) -> bool:
    """Whether an unindented line begins with a block-level tag or a comment."""
    if stripped.startswith("<!--"):
        return True
    found = _BEGIN.match(stripped)
    return found is not None and found[1].lower() in BLOCKS


class HtmlBlockFinder:
    """Finds ends of HTML blocks in one text; remembers what is never closed, so that it is searched for once."""

    def __init__(self) -> None:
        self._unclosed: dict[str, int] = {}

    def end(self, lines: Sequence[Line], at: int) -> int:
        """Number of the line after the block at `at`; `at` itself for an unclosed comment."""
        stripped = lines[at].text.lstrip(" ")
        if stripped.startswith("<!--"):
            closed = self._closing(lines, at, "-->")
            return at if closed < 0 else closed + 1
        found = _BEGIN.match(stripped)
        name = found[1].lower() if found else ""
        if asks_for_markdown(lines[at]):
            return at + 1
        if name in _WHOLE and not stripped.startswith("</"):
            closed = self._closing(lines, at, f"</{name}")
            if closed >= 0:
                return closed + 1
        return self._rest(lines, at)

    def _rest(self, lines: Sequence[Line], at: int) -> int:
        while at < len(lines) and not lines[at].is_blank:
            if asks_for_markdown(lines[at]):
                return at + 1
            at += 1
        return at

    def _closing(self, lines: Sequence[Line], at: int, sign: str) -> int:
        if self._unclosed.get(sign, -1) == lines[-1].at:
            return -1
        for row in range(at, len(lines)):
            if sign in lines[row].text.lower():
                return row
        self._unclosed[sign] = lines[-1].at
        return -1


def asks_for_markdown(line: Line) -> bool:
    """Whether the tag requests Markdown content: `<figure markdown="1">`."""
    return "markdown" in line.text and _ASKS_FOR_MARKDOWN.search(line.text) is not None


def cleaned(html: str) -> str:
    """The HTML without `markdown="1"`, with `align` for a style that only aligns, and with `<` escaped where no tag or
    comment begins."""
    html = _ASKS_FOR_MARKDOWN.sub(r"\1", html) if "markdown" in html else html
    html = _ALIGNED.sub(r'\1align="\2"', html) if "text-align" in html else html
    last = max(html.rfind("-->"), 0)
    html = html[:last] + html[last:].replace("<!--", "&lt;!--")
    return _ANGLE.sub(_tag_or_words, html)


_ALIGNED = lazy_pattern(
    r"""(<(?:p|div|h[1-6])[ ])style=["'][ ]*text-align[ ]?:[ ]*(left|center|right)[ ]*;?[ ]*["'](?=[ ]*>)""",
    re.IGNORECASE,
)
_ANGLE = lazy_pattern(r"<(?=/?([^\s<>/]*))")


def _tag_or_words(found: re.Match[str]) -> str:
    name = found[1]
    return "<" if name.startswith(("!", "?")) or is_tag(name) else "&lt;"


def _blanks(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


class Opened(NamedTuple):
    """An element that an HTML block leaves open."""

    name: str
    block: int
    """Number of that block."""
    at: int
    """Position of its tag in the source."""


def follow(lines: Sequence[Line], block: int, opened: list[Opened]) -> None:
    """Updates `opened`: adds elements that the HTML block in `lines` opens, removes those that it closes."""
    html = _COMMENT.sub(_blanks, "\n".join(line.text for line in lines))
    for found in _TAG.finditer(html):
        name = found[2].lower()
        if name not in BLOCKS or name in _NEVER_OPEN or found[3].endswith("/"):
            continue
        if not found[1]:
            line = lines[html.count("\n", 0, found.start())]
            opened.append(Opened(name, block, line.at + found.start() - html.rfind("\n", 0, found.start()) - 1))
            continue
        for at in reversed(range(len(opened))):
            if opened[at].name == name:
                del opened[at:]
                break


_INLINE_OPEN = _INLINE - _NEVER_OPEN - {"svg", "math", "br", "image", "wbr"}
_WRITTEN = lazy_pattern(r"<!--.*?-->|<(/?)([a-zA-Z][^\s/>]*+)(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>", re.DOTALL)


def balanced(html: str) -> tuple[str, tuple[str, ...]]:
    """The HTML with unclosed inline elements closed at the end of their blocks, and the names of these elements.

    Browsers would continue an unclosed `<b>` into all following blocks.
    """
    opened: list[str] = []
    names: list[str] = []
    pieces: list[str] = []
    done = 0
    for found in _WRITTEN.finditer(html):
        name = (found[2] or "").lower()
        is_block = name in BLOCKS and name not in _HOLD_NOTHING
        if not (is_block or name in _INLINE_OPEN) or found[0].endswith("/>"):
            continue
        if not found[1]:
            ends_paragraph = is_block and "p" in opened and _innermost_block(opened) == "p"
            left = _closed(opened, "p") if ends_paragraph else []
            if "a" in left:  # a link may contain blocks
                left.remove("a")
                opened.append("a")
            opened.append(name)
        elif name in opened and (is_block or name in opened[_edge(opened) :]):
            left = _closed(opened, name)
            left = left if is_block else []
        else:
            left = []
        if left:
            pieces += html[done : found.start()], *(f"</{each}>" for each in left)
            done = found.start()
            names += left
    if not pieces:
        return html, ()
    return "".join((*pieces, html[done:])), tuple(dict.fromkeys(names))


_HOLD_NOTHING = frozenset({"col", "hr", "link", "meta", "track"})


def _edge(opened: list[str]) -> int:
    """Index after the innermost open block."""
    at = len(opened)
    while at and opened[at - 1] in _INLINE:
        at -= 1
    return at


def _innermost_block(opened: list[str]) -> str:
    at = _edge(opened)
    return opened[at - 1] if at else ""


def _closed(opened: list[str], name: str) -> list[str]:
    """Closes `name` and all elements inside it; returns the inline ones, innermost first."""
    left: list[str] = []
    while (each := opened.pop()) != name:
        if each in _INLINE:
            left.append(each)
    return left


def left_open(text: str, name: str) -> int:
    """Position of the first tag of that name left open by its own paragraph; negative if there is none."""
    begin = 0
    for part in text.split("\n\n"):
        starts = [found.start() for found in re.finditer(rf"<{name}(?=[\s>])", part, re.IGNORECASE)]
        if len(starts) > part.lower().count(f"</{name}"):
            return begin + starts[-1]
        begin += len(part) + 2
    return -1
