"""What was meant as Markdown or as words and came out as the other: reported, with what to write instead.

A link whose address was forgotten (`[đây]`), items that run on in one line, `> 60 tuổi` that became a quotation,
`- 3 độ` that became an item, items that count from 1 again behind bullets, numbers of pages that were copied with a
text, and columns that blanks push apart.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from bantin.markdown.positions import SourceMap
from bantin.markdown.signs import Signs
from bantin.patterns import lazy_pattern
from bantin.problems import Problem, warning

_FORGOTTEN = lazy_pattern(
    r"""(?<![!\\\]])\[(
        (?:(?:xem|bấm|nhấn|tải|vào)[ ](?:thêm[ ])?)?(?:(?:tại|ở|vào)[ ])?đây|(?:click[ ])?here|xem[ ]thêm|tải[ ]về
    )\](?![ ]?[(\[:])""",
    re.VERBOSE | re.IGNORECASE,
)
_IN_LINE = lazy_pattern(r"^[ >]{0,12}[-+*][ ][^\n]{1,300}?;[ ](?P<sign>-)[ ](?=[^\W\d_])", re.MULTILINE)
_STARS_IN_LINE = lazy_pattern(
    r"^[ >]{0,12}\*[ ][^\n*]{1,300}[ ](?P<sign>\*)[ ][^\W\d_][^\n*]{1,300}[ ]\*[ ]", re.MULTILINE
)
_UNIT = r"(?:%|(?:tuổi|m2|m|km|kg|tấn|triệu|tỷ|nghìn|đồng|người|hộ|ngày|giờ|tháng|năm|years?)\b)"
_GREATER = lazy_pattern(
    rf"^[ ]{{0,3}}>[ ]?(?P<words>\d[\d.,]*[ ]?{_UNIT}(?:[ ](?:trở lên|được|thì|là|old|or more)\b|[ ]?:)[^\n]*)$"
    r"(?!\n[ ]*>)",
    re.MULTILINE,
)
_DEGREES = lazy_pattern(r"- (?P<number>\d{1,2}(?:,\d)?) ?(?:[°º]|độ\b(?! tuổi))[^\n]*")
_ANEW = lazy_pattern(
    r"^1\. [^\n]++\n++(?:[ ]{2,}[^\n]++\n++)*+[-*+] [^\n]++\n++(?:(?:[-*+] |[ ]{2,})[^\n]++\n++)*+(?<!:\n)(?<!:\n\n)"
    r"(?P<item>1\.) (?=\S)(?![^\n]++\n++(?:[ ]{2,}[^\n]++\n++)*+2\.)",
    re.MULTILINE,
)
"""`1.`, bullets that stand no farther in, and `1.` again; but not where that one is followed by `2.`."""
_PAGE = lazy_pattern(
    r"\n(?<=\S\n)[ ]*(?P<page>(?:-[ ]?)?\d{1,3}(?:[ ]?-)?|[Tt]rang[ ]\d{1,3}(?:[ ]?/[ ]?\d{1,3})?)[ ]*\n"
    r"(?=[ ]*[a-zà-ỹđ])"
)
_WIDE_GAP = " " * 8
_GAP = lazy_pattern(rf"\S{_WIDE_GAP} *\S")


def may_be_in(text: str, signs: Signs) -> bool:
    """A cheap pre-check: False for most texts without any of it."""
    return (
        (";-" in signs.ascii and "; - " in text and _IN_LINE.search(text) is not None)
        or (signs.ascii.count("*") > 2 and text.count(" * ") > 1 and _STARS_IN_LINE.search(text) is not None)
        or (">" in signs.ascii and _GREATER.search(text) is not None)
        or _PAGE.search(text) is not None
        or ("-" in signs.ascii and _may_be_miscounted(text))
        or (_WIDE_GAP in text and _GAP.search(text) is not None)
    )


def _may_be_miscounted(text: str) -> bool:
    return _DEGREES.search(text) is not None or (text.count("1. ") > 1 and _ANEW.search(text) is not None)


def slips(without_code: str, text: str, source: SourceMap) -> Iterator[Problem]:
    """A problem for each occurrence in a text, which also is given without code."""
    for found in _FORGOTTEN.finditer(without_code):
        if f"{found[0]}:" not in without_code:
            yield warning("link-forgotten", source.place(found.start()), words=found[1])
    for found in _IN_LINE.finditer(without_code):
        yield warning("list-in-line", source.place(found.start("sign")), sign=found["sign"])
    for found in _STARS_IN_LINE.finditer(without_code):
        yield warning("list-in-line", source.place(found.start("sign")), sign="*")
    for found in _GREATER.finditer(without_code):
        above = without_code[without_code.rfind("\n", 0, max(found.start() - 1, 0)) + 1 : found.start()]
        if above.lstrip().startswith(">"):
            continue
        yield warning("quote-or-greater", source.place(found.start()), words=found["words"])
    for found in _PAGE.finditer(without_code):
        yield warning("page-number", source.place(found.start("page")), written=found["page"])
    for found in _DEGREES.finditer(without_code):
        if _stands_alone(without_code, found):
            yield warning("list-or-minus", source.place(found.start()), number=found["number"])
    for at in _counted_anew(without_code):
        yield warning("list-counted-anew", source.place(at))
    yield from _pushed_apart(without_code, text, source)


def _stands_alone(text: str, found: re.Match[str]) -> bool:
    """Whether a line is the only item of its list, between blank lines."""
    above, below = text[: found.start()], text[found.end() : found.end() + 6]
    is_between = (not above or above.endswith("\n\n")) and (not below.strip() or below.startswith("\n\n"))
    if not is_between or below.lstrip("\n").startswith("- "):
        return False
    above = above.rstrip("\n")
    return not above[above.rfind("\n") + 1 :].startswith("- ")


def _counted_anew(text: str) -> Iterator[int]:
    """Where items of which each was written as `1.` count from 1 again, because bullets part them."""
    at = 0
    while found := _ANEW.search(text, at):
        yield found.start("item")
        at = found.start("item")


def _pushed_apart(without_code: str, text: str, source: SourceMap) -> Iterator[Problem]:
    """Two columns of blanks, as of a letterhead or of signatures: at the first of two lines near each other. (Three in
    a row are told as a table.)"""
    if not _GAP.search(text):
        return
    lines = text.split("\n")
    both = zip(lines, without_code.split("\n"), strict=True)  # where code is left out, there are blanks too
    found = [at for at, pair in enumerate(both) if "|" not in pair[1] and all(map(_has_one_gap, pair))]
    for first, second in pairwise(found):
        if second - first <= _NEAR and not {second + 1, second + 2, first - 1}.intersection(found):
            yield warning("columns-lost", source.place(sum(len(line) + 1 for line in lines[:first])))
            return


def _has_one_gap(line: str) -> bool:
    return len(_GAP.findall(line.strip())) == 1


_NEAR = 3
