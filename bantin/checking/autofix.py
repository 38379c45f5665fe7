"""Autofix: a content file → the same file with unambiguous mistakes fixed, and a record of each fix with its line.

Only faulty lines change, and fixing twice changes nothing more. No word is touched: the caller checks that by comparing
the words of both rendered texts before it writes the file.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from bantin.content import parts
from bantin.content.parts import FileParts
from bantin.patterns import lazy_pattern
from bantin.problems import Problem
from bantin.text import nfc
from bantin.yaml.quotes import straightened

CategoryName = Callable[[str], str]
"""Maps a category name in an article to that in config.yaml if only the dashes differ; else returns ''."""


class Mending(NamedTuple):
    """One fix."""

    key: str
    """Key of its message: `mend.bom`, …"""
    line: int
    """In the original file; the first line if several were fixed."""
    times: int = 1


class Mended(NamedTuple):
    """A fixed file."""

    text: str
    mendings: tuple[Mending, ...]


BOM = "\ufeff"


def mended(text: str, path: str, category_name: CategoryName, blank_before: frozenset[int]) -> Mended:
    """Fixes `text`, the decoded content of the file at `path` with its line ends unchanged.

    `blank_before`: numbers of lines that begin a list and lack a blank line above.
    """
    found: list[Mending] = []
    if text.startswith(BOM):
        text = text.lstrip(BOM)
        found.append(Mending("mend.bom", 1))
    if "\r" in text:
        ends = text.replace("\r\n", "\n").replace("\r", "\n")
        found.append(Mending("mend.line-ends", text[: text.index("\r")].count("\n") + 1, text.count("\r")))
        text = ends
    lines = text.split("\n")
    if changed := [number for number, line in enumerate(lines, 1) if nfc(line) != line]:
        found.append(Mending("mend.nfc", changed[0], len(changed)))
        lines = [nfc(line) for line in lines]
    split = parts.split("\n".join(lines), path)
    if not isinstance(split, Problem):
        _mend_front(lines, split, category_name, found)
        _mend_body(lines, split, blank_before, found)
    return Mended("\n".join(lines), tuple(found))


def _mend_front(lines: list[str], split: FileParts, category_name: CategoryName, found: list[Mending]) -> None:
    """Straightens quotes around values and fixes dashes in category names; keeps the number of lines."""
    first, last = split.front_line - 1, split.body_line - 2
    front, at = straightened("\n".join(lines[first:last]))
    if at >= 0:
        new = front.split("\n")
        changed = [number for number, line in enumerate(new) if line.rstrip(" ") != lines[first + number].rstrip(" ")]
        if changed:
            found.append(Mending("mend.quotes", first + changed[0] + 1, len(changed)))
        for number in changed:
            lines[first + number] = new[number].rstrip(" ")
    for number in range(first, last):
        written = _CATEGORY.fullmatch(lines[number])
        if written and (name := category_name(written["name"])):
            lines[number] = f"{written['before']}{name}{written['after']}"
            found.append(Mending("mend.category", number + 1))


_CATEGORY = lazy_pattern(
    r"""(?P<before>category:[ \t]+(?P<quote>["']?))(?P<name>[^"'#]*?)(?P<after>(?P=quote)[ \t]*)"""
)


def _mend_body(lines: list[str], split: FileParts, blank_before: frozenset[int], found: list[Mending]) -> None:
    """Inserts missing blank lines above lists and tables."""
    wanted = {line - 1 for line in blank_before if line >= split.body_line}
    tables = set(_tables(lines, split.body_line - 1))
    for key, places in (("mend.list", wanted), ("mend.table", tables - wanted)):
        if places:
            found.append(Mending(key, min(places) + 1, len(places)))
    for number in sorted(wanted | tables, reverse=True):
        lines.insert(number, "")


_FENCE = lazy_pattern(r" {0,3}(`{3,}|~{3,})")
_RULE = lazy_pattern(r" {0,3}\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)*\|?[ \t]*")


def _tables(lines: list[str], first: int) -> Iterator[int]:
    """Header rows (line numbers from 0) of tables directly below a line of text."""
    fence = ""
    for number in range(first, len(lines)):
        line = lines[number]
        if opened := _FENCE.match(line):
            if not fence:
                fence = opened[1]
            elif opened[1].startswith(fence) and not line.strip(" \t`~"):
                fence = ""
        if fence or number < first + 1 or number + 1 >= len(lines):
            continue
        above, below = lines[number - 1], lines[number + 1]
        is_head = line.count("|") >= 2 and line[:4].strip() != ""
        is_ruled = _RULE.fullmatch(below) is not None and below.count("-") >= 3 and "|" in below
        if is_head and is_ruled and above.strip() and "|" not in above and not above.startswith((" ", "\t", ">", "<")):
            yield number


_DASH = lazy_pattern(r"[ \t]*[-‐‑‒–—―−][ \t]*")


def same_but_dashes(written: str, names: tuple[str, ...]) -> str:
    """The name in `names` that equals `written` but for its dashes; '' if there is none, or nothing differs."""
    plain = _DASH.sub("-", written.strip())
    found = [name for name in names if _DASH.sub("-", name) == plain]
    return found[0] if len(found) == 1 and found[0] != written.strip() and _DASH.search(written) else ""
