"""The text of a content file → its front matter and the text below it.

The lines of `---` that part the two are often not what was typed: a word processor makes a dash of them (—), a hand
one hyphen too many. They are understood where they can be nothing else.
"""

from typing import NamedTuple

from bantin.content.field_names import KNOWN_FIELDS, OTHER_NAMES
from bantin.locale import KNOWN_CODES
from bantin.patterns import lazy_pattern
from bantin.problems import Place, Problem, error
from bantin.yaml.keys import meant_name


class FileParts(NamedTuple):
    """The two parts of a content file, and at which lines of it they begin."""

    front: str
    front_line: int
    body: str
    body_line: int


_RULE = lazy_pattern(r"-{2,}|[-\u2010-\u2015\u2212]*[\u2012-\u2015\u2212][-\u2010-\u2015\u2212]*")
"""What becomes of `---` under other hands: `----`, `--`, `—`, `—-`."""
_USUAL = lazy_pattern(r"---\n(?P<front>(?:(?:[^\n.\-\u2010-\u2015\u2212][^\n]*+)?\n)++)---\n")
"""The front matter of nearly all files: none of its lines begins with what a rule does."""
_KNOWN = tuple(sorted(KNOWN_FIELDS))


def split(text: str, path: str) -> FileParts | Problem:
    """Front matter and text of the file at `path`; blank lines may stand above."""
    if usual := _USUAL.match(text):
        front = usual["front"]
        return FileParts(front, 2, text[usual.end() :], front.count("\n") + 3)
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    opening = lines[first].rstrip()
    begin = first + 1
    if opening == "+++":
        return error("front-matter-toml", Place(path, first + 1, 1))
    if opening.startswith("```") and (_next(lines, begin).rstrip() == "---" or _names_field(_next(lines, begin))):
        return error("front-matter-fenced", Place(path, first + 1, 1), sign=opening)
    if opening != "---":
        if _names_field(lines[first]):  # the line above was forgotten
            begin = first
        elif not _RULE.fullmatch(opening.strip()) or not _names_field(_next(lines, begin)):
            return _missing(path, first + 1)
    for number, line in enumerate(lines[begin:], start=begin):
        if line.rstrip() in ("---", "...") or (line[:1] > "," and _RULE.fullmatch(line.rstrip())):
            front = "\n".join(lines[begin:number]) + "\n"
            return FileParts(front, begin + 1, "\n".join(lines[number + 1 :]), number + 2)
    return error("front-matter-open", Place(path, first + 1, 1)) if begin > first else _missing(path, first + 1)


def second_front_matter(body: str) -> int:
    """The index of the line of `body` that begins another front matter, straight below the first: fields, and a rule
    under them; -1 if there is none.
    """
    head = body.lstrip("\n ").partition("\n")[0]
    if not (_RULE.fullmatch(head.strip()) or _names_field(head)):
        return -1
    lines = body.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    begin = first + bool(_RULE.fullmatch(lines[first].strip()))
    for number, line in enumerate(lines[begin:], start=begin):
        if _RULE.fullmatch(line.strip()):
            return first if number > begin else -1
        if not _names_field(line) and not (number > begin and line[:1] in (" ", "-")):
            return -1
    return -1


def _missing(path: str, line: int) -> Problem:
    key = "front-matter-missing-page" if path.startswith("content/pages/") else "front-matter-missing"
    if _TRANSLATION.search(path):
        key = "front-matter-missing-translation"
    return error(key, Place(path, line, 1))


_TRANSLATION = lazy_pattern(rf"\.(?:{'|'.join(code for code in KNOWN_CODES if code != 'vi')})\.md$")


def _next(lines: list[str], begin: int) -> str:
    """The first line from `begin` on that holds something else than a remark."""
    return next((line for line in lines[begin:] if line.strip() and line[0] != "#"), "")


def _names_field(line: str) -> bool:
    name, colon, _ = line.partition(":")
    return bool(colon) and len(name) < 30 and meant_name(name.strip(), _KNOWN, OTHER_NAMES) in KNOWN_FIELDS
