"""List items: their markers, where a list may begin, and bullets of word processors that are no markers.

An item is a line that begins with `-`, `*`, `+` or a number up to 999 with a full stop, followed by a blank; so
`2026. Năm …` is text, and so are two numbers in a row, of a date (`21. 11. 2026`) or a section (`1. 2. Mục tiêu`).
Content of an item is indented by at least two blanks more than its marker.

Of bullets that stand equally far in, a `-` belongs to the `*` above it, and a `+` to the `-`: so offices number their
levels, without a blank at a line's beginning. Below a colon any other sign does.

Directly below text, a list begins only where nothing else is possible: the line above ends with a colon or is a head
(bold, in capitals), or the next line is an item too. A single item there may just as well be a line that was broken by
hand before a dash.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bantin.markdown import short_lines
from bantin.markdown.lines import BLANKS, Line, is_rule
from bantin.markdown.positions import SourceMap
from bantin.patterns import lazy_pattern
from bantin.problems import Problem, warning

BELONGS = 2
"""Minimum indentation of an item's content, relative to its marker."""
_WIDEST = 4
"""Maximum number of blanks after a marker that count as its width."""

NUMBER = rf"\d{{1,3}}\.(?![{BLANKS}]+\d{{1,3}}\.[{BLANKS}])"
"""The sign of a numbered item; for a pattern."""
_ITEM = lazy_pattern(rf"( *)([-*+]|{NUMBER})([{BLANKS}]+)(?=[^{BLANKS}])")
_EMPTY_ITEM = lazy_pattern(r"( *)([-*+]|\d{1,3}\.)() *$")

_STRONG = lazy_pattern(rf"([•●▪■◦·‣⁃∙○□❖➢➤►✓✔①-⑳❶-❿◆◇❑\uf000-\uf0ff]|[a-zđ]\)|\d{{1,2}}\)|o(?=\t))[{BLANKS}]*\S")
"""How word processors begin the items of a list: nothing else begins so."""
_WEAK = lazy_pattern(
    r"([–—−]|\d{1,2}(?:\.[ ]?\d{1,2})+\.(?![ ]?\d{4}\b)|\d{1,2}(?:\.\d{1,2}){2,}|[a-zđ]\.|[IVX]{1,4}\.|[ivx]{2,5}\."
    r"|\d{1,2}[ ]?[–—-](?=[ ]+[^\W\d])|[-=]>|[→⇒☐☑☒]|\d{1,2}/|[a-zđ]/|\((?:\d{1,2}|[a-zđ]|[ivx]{1,5})\)"
    r"|[Øøü§vq](?=[ \t]+[^\W\d_a-z])|\d{1,2} \.(?=[ ])|(?:--|~)(?=[ ])|[*+]\)(?=[ ])|\[[ xX]?\](?=[ ])|#\d{1,2}(?=[ ])"
    r"|\*(?=[^\W\d_][^*]*$)|[-+](?=[^\W\d_])|\d{1,2}\.(?=[^\W\d_]))"
)
"""Markers that may also begin a line of text: reported only below a colon, or if the next line begins alike."""
_GLUED = lazy_pattern(r"[-+*]|\d+\.")


_LEVELS = "*-+"
"""Bullets from the outermost level to the innermost, as they follow each other in reports and plans."""


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


def is_below(found: Item, above: Item, last_words: str) -> bool:
    """Whether an item belongs to the one `above`, whose text so far ends with `last_words`, though it stands no farther
    in.
    """
    if is_alike(found, above):
        return False
    if last_words.rstrip().endswith(":"):
        return True
    return not (found.is_numbered or above.is_numbered) and _LEVELS.index(found.sign) > _LEVELS.index(above.sign)


def is_alike(one: Item, other: Item) -> bool:
    """Whether two items may be of one list by their signs."""
    return one.sign == other.sign or (one.is_numbered and other.is_numbered)


def slipped_sign(line: Line, above: Item) -> str:
    """The sign of a line straight below an item, or one of its lines, that was meant as the next item's: `–`, `2,`,
    `-` in `-[ ]`; '' if it has none."""
    found = _SLIPPED.match(line.text, line.indent) if abs(line.indent - above.indent) < BELONGS else None
    if not found or not above.sign:
        return ""
    is_one = found["comma"] if above.is_numbered else found["dash"] or (found["task"] and above.content.text[:1] == "[")
    return found[0].rstrip() if is_one else ""


_SLIPPED = lazy_pattern(
    r"(?:(?P<dash>[–—]|-{2,3}|\+{2,3})|(?P<comma>\d{1,2},))[ ](?=[^\W\d_a-zà-ỹđ])|(?P<task>[-*+])(?=\[[ xX]?\])"
)


def mixed(items: Sequence[Line]) -> Line | None:
    """The first item with another bullet among those of one list, if its first bullet comes again: perhaps it was to be
    a level below."""
    signs = [line.text.lstrip(" ")[0] for line in items]
    other = next((at for at, sign in enumerate(signs) if sign != signs[0]), None)
    return items[other] if other and signs[0] in _LEVELS and signs[0] in signs[other:] else None


def opens(lines: Sequence[Line], at: int) -> bool:
    """Whether a list begins at `at`, be it with a sign below which an item stands: `1.`, and `   - một` under it."""
    if item(lines[at]):
        return True
    first = empty_item(lines[at])
    below = item(lines[at + 1]) if first and at + 1 < len(lines) else None
    return first is not None and below is not None and below.indent >= first.indent + BELONGS


def begins_list(lines: Sequence[Line], at: int, in_item: bool) -> bool:
    """Whether the line at `at`, directly below text, perhaps that of an item, is certainly the first of a list."""
    first = item(lines[at])
    if first is None:
        return False
    above = lines[at - 1].text.strip()
    if in_item or above.endswith(":"):
        return True
    if short_lines.is_head(above) and not first.content.text.isupper() and first.sign in ("-", "*", "+", "1."):
        return True
    second = item(lines[at + 1]) if at + 1 < len(lines) else None
    if second is None or second.is_numbered != first.is_numbered:
        return False
    return not first.is_numbered or int(second.sign[:-1]) == int(first.sign[:-1]) + 1


class ForeignItems(NamedTuple):
    """Lines of a paragraph, from one to before another, that were meant as items of a list."""

    start: int
    end: int
    sign: str
    """Of the first of them."""


def runs(lines: Sequence[Line]) -> Iterator[ForeignItems]:
    """The lines of one paragraph that begin like items, but with signs that make none."""
    signs = [_foreign_sign(line) for line in lines]
    done = 0
    for at, (sign, is_sure) in enumerate(signs):
        if not sign or at < done:
            continue
        done = at + 1
        while done < len(lines) and signs[done][0]:
            done += 1
        is_below_colon = at > 0 and lines[at - 1].text.rstrip().endswith(":")
        is_forgotten = sign == "-" and at > 0 and lines[at].text.lstrip(" -")[:1].isupper()
        if (is_sure and (at > 0 or len(lines) > 1)) or done - at > 1 or is_below_colon or is_forgotten:
            yield ForeignItems(at, done, sign)


def slips(lines: Sequence[Line], found: Sequence[ForeignItems], source: SourceMap) -> Iterator[Problem]:
    """That what was `found` in a paragraph is no list, told at the first line of each run."""
    for run in found:
        place = source.place(lines[run.start].start)
        if _GLUED.fullmatch(run.sign):
            yield warning("list-sign-without-blank", place, sign=run.sign)
        else:
            yield warning("list-other-sign", place, sign=_shown(run.sign))


def _shown(sign: str) -> str:
    """A bullet in printable form; some of Word's exist only in its own fonts."""
    return f"U+{ord(sign):04X}" if "\uf000" <= sign <= "\uf0ff" else sign


def _foreign_sign(line: Line) -> tuple[str, bool]:
    stripped = line.text.lstrip(" ")
    if found := _STRONG.match(stripped):
        return found[1], stripped[found.end(1) : found.end(1) + 1] not in _BEHIND_REMARK
    if (found := _WEAK.match(stripped)) and (
        _GLUED.fullmatch(found[1]) or stripped[found.end() : found.end() + 1] in (" ", "\t", "\u00a0")
    ):
        return found[1], False
    return "", False


_BEHIND_REMARK = (",", ";", ".", ":")
"""What stands behind the end of a remark in brackets, if that begins a line: `(trước bản` / `6), dùng bản khác`."""


def lone_item(lines: Sequence[Line], source: SourceMap) -> Iterator[Problem]:
    """Warnings for lines of a paragraph that begin like an item but remain text, because they may be text."""
    for at in range(1, len(lines)):
        if (found := item(lines[at])) and len(found.sign) <= 3:  # up to two digits: wards have no lists of a hundred
            number = _NUMBER_BEHIND.match(found.content.text) if found.sign == "-" else None
            above = lines[at - 1].text.rstrip()
            if number and not _ENDS_SENTENCE.search(above) and (number["unit"] or above[-1].isdigit()):
                continue  # degrees below zero, or the end of a range
            place = source.place(lines[at].start)
            if number:
                yield warning("list-or-minus", place, number=number["number"])
            else:
                yield warning("list-needs-blank-line", place)
            return


_NUMBER_BEHIND = lazy_pattern(
    r"(?P<number>\d{1,3}(?:[.,]\d{1,3})*)(?P<unit>[ ]?(?:[°º%]|độ\b)|[ ](?:ở|tại)[ ][^\W\d_a-z])?"
)
_ENDS_SENTENCE = lazy_pattern(r"[.:;!?…][*_”\")]*$")


def values(numbers: Sequence[int]) -> list[int | None]:
    """For each item of a list by the numbers that were written: the one to be shown, where counting on from the item
    above would give another. A list whose items are all `1.` is counted by whoever shows it.
    """
    if set(numbers) == {1}:
        return [None] * len(numbers)
    return [None, *(number if number != above + 1 else None for above, number in pairwise(numbers))]


_TASK = lazy_pattern(r'<li( value="\d+")?>(\n?<p>)?\[([ xX]?)\](?: |(?<=[^xX]\])(?=\w))')


def with_tasks(html: str) -> str:
    """HTML with task list items: `[ ]`, `[]` and `[x]` become checkboxes."""
    if "[" not in html:
        return html
    return _TASK.sub(
        lambda found: f'<li{found[1] or ""} class="task">{found[2] or ""}{"☑" if found[3].strip() else "☐"} ', html
    )
