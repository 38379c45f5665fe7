"""List items: their markers, where a list may begin, and bullets of word processors that are no markers.

An item is a line that begins with `-`, `*`, `+` or a number up to 999 with a full stop, followed by a blank; so
`2026. Năm …` is text. Content of an item is indented by at least two blanks more than its marker.

Directly below text, a list begins only where nothing else is possible: the line above ends with a colon, or the next
line is an item too. A single item there may just as well be a line that was broken by hand before a dash.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bantin.markdown.lines import BLANKS, Line, is_rule
from bantin.markdown.positions import SourceMap
from bantin.problems import Problem, warning

BELONGS = 2
"""Minimum indentation of an item's content, relative to its marker."""
_WIDEST = 4
"""Maximum number of blanks after a marker that count as its width."""

_ITEM = re.compile(rf"( *)([-*+]|\d{{1,3}}\.)([{BLANKS}]+)(?=[^{BLANKS}])")
_EMPTY_ITEM = re.compile(r"( *)([-*+]|\d{1,3}\.)() *$")

_STRONG = re.compile(rf"([•●▪■◦·‣⁃∙○□❖➢➤►✓✔\uf000-\uf0ff]|[a-zđ]\)|\d{{1,2}}\)|o(?=\t))[{BLANKS}]*\S")
"""Bullets of word processors; nothing else begins like this."""
_BULLET = re.compile(r"[•●▪■◦‣⁃∙○□❖➢➤►✓✔\uf000-\uf0ff]")
_WEAK = re.compile(
    r"([–—−]|\d{1,2}(?:\.\d{1,2})+\.|\d{1,2}(?:\.\d{1,2}){2,}|[a-zđ]\.|[IVX]{1,4}\.|[-=]>|[→⇒]|\d{1,2}/"
    r"|\*(?=[^\W\d_][^*]*$)|[-+](?=[^\W\d_])|\d{1,2}\.(?=[^\W\d_]))"
)
"""Markers that may also begin a line of text: reported only below a colon, or if the next line begins alike."""
_GLUED = re.compile(r"[-+*]|\d+\.")


class Item(NamedTuple):
    """A list marker with the first line of its item."""

    indent: int
    sign: str
    content: Line
    width: int
    """Width of the marker with the blanks after it."""

    @property
    def is_numbered(self) -> bool:
        """Whether it belongs to an ordered list."""
        return self.sign[-1] == "."


def item(line: Line) -> Item | None:
    """The item that begins with this line, if any."""
    stripped = line.text.lstrip(" ")
    if not stripped or not (stripped[0] in "-*+" or stripped[0].isdecimal()) or is_rule(line.text):
        return None
    found = _ITEM.match(line.text)
    if found is None:
        return None
    blanks = len(found[3]) if len(found[3]) <= _WIDEST else 1
    width = len(found[2]) + blanks
    return Item(len(found[1]), found[2], line.after(found.end()), width)


def empty_item(line: Line) -> Item | None:
    """The same for a marker without text, which is an item only within a list."""
    found = _EMPTY_ITEM.match(line.text)
    return Item(len(found[1]), found[2], line.after(found.end()), len(found[2]) + 1) if found else None


def begins_list(lines: Sequence[Line], at: int) -> bool:
    """Whether the item at `at`, directly below text, is certainly the first of a list."""
    first = item(lines[at])
    if first is None:
        return False
    if lines[at - 1].text.rstrip().endswith(":"):
        return True
    second = item(lines[at + 1]) if at + 1 < len(lines) else None
    if second is None or second.is_numbered != first.is_numbered:
        return False
    return not first.is_numbered or int(second.sign[:-1]) == int(first.sign[:-1]) + 1


def slips(lines: Sequence[Line], source: SourceMap) -> Iterator[Problem]:
    """Warnings for lines of a paragraph that were meant as list items; one for each run of them."""
    signs = [_foreign_sign(line) for line in lines]
    told_to = 0
    for at, (sign, is_sure) in enumerate(signs):
        if not sign or at < told_to:
            continue
        run = at + 1
        while run < len(lines) and signs[run][0]:
            run += 1
        told_to = run
        is_below_colon = at > 0 and lines[at - 1].text.rstrip().endswith(":")
        if (is_sure and (at > 0 or len(lines) > 1)) or run - at > 1 or is_below_colon:
            place = source.place(lines[at].start)
            if _GLUED.fullmatch(sign):
                yield warning("list-sign-without-blank", place, sign=sign)
            else:
                yield warning("list-other-sign", place, sign=_shown(sign))


def is_bullet(text: str) -> bool:
    """Whether a line begins with a word processor's bullet, so that the line break above is intended."""
    return _BULLET.match(text) is not None


def _shown(sign: str) -> str:
    """A bullet in printable form; some of Word's exist only in its own fonts."""
    return f"U+{ord(sign):04X}" if "\uf000" <= sign <= "\uf0ff" else sign


def _foreign_sign(line: Line) -> tuple[str, bool]:
    stripped = line.text.lstrip(" ")
    if found := _STRONG.match(stripped):
        return found[1], True
    if (found := _WEAK.match(stripped)) and (
        _GLUED.fullmatch(found[1]) or stripped[found.end() : found.end() + 1] in (" ", "\t", "\u00a0")
    ):
        return found[1], False
    return "", False


def lone_item(lines: Sequence[Line], source: SourceMap) -> Iterator[Problem]:
    """Warnings for lines of a paragraph that begin like an item but remain text, because they may be text."""
    for at in range(1, len(lines)):
        if (found := item(lines[at])) and len(found.sign) <= 3:  # up to two digits: wards have no lists of a hundred
            yield warning("list-needs-blank-line", source.place(lines[at].start))
            return


_TASK = re.compile(r"<li>(\n?<p>)?\[([ xX])\] ")


def with_tasks(html: str) -> str:
    """HTML with task list items: `[ ]` and `[x]` become checkboxes."""
    if "[" not in html:
        return html
    return _TASK.sub(lambda found: f'<li class="task">{found[1] or ""}{"☐" if found[2] == " " else "☑"} ', html)
