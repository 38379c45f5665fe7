"""Normalises numbers, sums of money, telephone numbers, dates and hyphenated words: one search term for all spellings.

`1.656` is found as `1656`, `0912 345 678` as `0912345678`, `45 nghìn` as `45000`, `ngày 7 tháng 3 năm 2018` as
`7/3/2018` and `7/3`, `Wi-Fi` as `wifi`. assets/js/search/expressions.js applies the same rules to queries; both pass
tests/expressions.txt.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple


class Expression(NamedTuple):
    """A stretch of text that is one number, date, …"""

    start: int
    stop: int
    names: tuple[str, ...]
    """Its search terms, the most specific first."""


_UNITS = {"k": 3, "nghìn": 3, "ngàn": 3, "nghin": 3, "ngan": 3, "triệu": 6, "trieu": 6, "tr": 6}
_UNITS |= dict.fromkeys(("tỷ", "tỉ", "ty", "ti"), 9)
"""Units of money, as powers of ten."""
_DIGITS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_MONTHS = "january february march april may june july august september october november december".split()
_END = r"(?![^\W_])"
_PHONE = (
    r"(?:\+84[ .-]?|\(?0)\d{1,3}\)?(?:([ .-]?)\d{2,4}(?:\1\d{2,4}){1,2}|[ .-]\d{6,7})(?!\d)|1[89]00[ .-]?\d{4,6}(?!\d)"
)
_ISO = r"((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)"
_YEAR = r"((?:19|20)\d\d)(?!\d)"
_DAY = rf"(\d\d?)(?:[/.-]| th[aá]ng )(\d\d?)(?:[/.-]|,? n[aă]m |, ?){_YEAR}"
_DAY_ONLY = r"(\d\d?)(?:[/-]| th[aá]ng )(\d\d?)(?![\d/]|[.,-]\d)"
_MONTH = rf"(\d\d?)(?:/|,? n[aă]m ){_YEAR}(?![/-])"
_MONEY = rf"(\d+(?:[.,]\d+)?) ?({'|'.join(_UNITS)}){_END}|({'|'.join(_DIGITS)}) ({'|'.join(_UNITS)}){_END}"
_NUMBER = r"\d+(?:[.,]\d+)*"
_NAMED = (
    rf"(\d\d?)(?:st|nd|rd|th)? ({'|'.join(_MONTHS)})(?:,? {_YEAR})?|"
    rf"({'|'.join(_MONTHS)}) (\d\d?)(?!\d)(?:,? {_YEAR})?"
)
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_WHOLE = re.compile(_NUMBER)
_HYPHENS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")


def _telephone(found: "re.Match[str]") -> tuple[str, ...]:
    digits = re.sub(r"\D", "", found[0])
    national = "0" + digits[2:] if found[0].startswith("+") else digits
    return (_bare(national),) if 8 <= len(national) <= 11 else ()


def _iso(found: "re.Match[str]") -> tuple[str, ...]:
    return _date(found[3], found[2], found[1])


def _day(found: "re.Match[str]") -> tuple[str, ...]:
    return _date(*found.groups())


def _month(found: "re.Match[str]") -> tuple[str, ...]:
    return (f"{int(found[1])}/{found[2]}",) if 1 <= int(found[1]) <= 12 else ()


def _named(found: "re.Match[str]") -> tuple[str, ...]:
    day, name, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
    return _date(day, str(_MONTHS.index(name.lower()) + 1), year)


def _money(found: "re.Match[str]") -> tuple[str, ...]:
    number, unit, word, its_unit = found.groups()
    if word:
        return (str(_DIGITS.index(word.lower()) + 1) + "0" * _UNITS[its_unit.lower()],)
    zeros = _UNITS[unit.lower()]
    if _GROUPED.fullmatch(number):
        return (_bare(re.sub(r"\D", "", number)) + "0" * zeros,)
    whole, _, rest = number.replace(",", ".").partition(".")
    return (_bare(whole + rest.ljust(zeros, "0")),) if len(rest) <= zeros else ()


def _number(found: "re.Match[str]") -> tuple[str, ...]:
    return (_bare(re.sub(r"\D", "", found[0])),) if _GROUPED.fullmatch(found[0]) else ()


def _date(day: str, month: str, year: str | None = None) -> tuple[str, ...]:
    if not (1 <= int(day) <= 31 and 1 <= int(month) <= 12):
        return ()
    short = f"{int(day)}/{int(month)}"
    return (f"{short}/{year}", short) if year else (short,)


def _bare(digits: str) -> str:
    return digits.lstrip("0") or "0"


_Read = Callable[["re.Match[str]"], tuple[str, ...]]
_ANY: tuple[tuple[str, _Read], ...] = (
    (_PHONE, _telephone),
    (_ISO, _iso),
    (_DAY, _day),
    (_MONTH, _month),
    (_DAY_ONLY, _day),
    (_MONEY, _money),
    (_NUMBER, _number),
)
_RULES = tuple((re.compile(pattern, re.IGNORECASE), read) for pattern, read in _ANY)
_ENGLISH = ((re.compile(_NAMED, re.IGNORECASE), _named), *_RULES)
_BEGINS = re.compile(r"[+(]?\d[\d.,/-]*")
_BEGINS_ENGLISH = re.compile(rf"[+(]?\d[\d.,/-]*|\b(?:{'|'.join(_MONTHS)}) \d", re.IGNORECASE)
_SUMS = re.compile(_MONEY, re.IGNORECASE)
_LEADS_ON = frozenset("0123456789,tTnNkK")
_LEADS_ON_ENGLISH = frozenset("0123456789,sSnNrRtTjJfFmMaAoOdDkK")
"""Possible next characters where a plain number begins a longer expression: digits, a month, a unit."""
_TELEPHONE = 8
"""Digits of the shortest telephone number."""


def expressions(text: str, code: str) -> Iterator[Expression]:
    """The expressions in a text of the language `code`, in order. The text is in NFC, with blanks as written."""
    begins, rules = (_BEGINS_ENGLISH, _ENGLISH) if code == "en" else (_BEGINS, _RULES)
    leads_on = _LEADS_ON_ENGLISH if code == "en" else _LEADS_ON
    at = 0
    while beginning := begins.search(text, at):
        start, at = beginning.span()
        if beginning[0].isdecimal() and at - start < _TELEPHONE and text[at : at + 2].lstrip(" ")[:1] not in leads_on:
            continue
        for pattern, read in rules:
            found = pattern.match(text, start)
            if found and (names := read(found)):
                yield Expression(start, found.end(), names)
                at = found.end()
                break
        else:
            whole = _WHOLE.search(text, start)
            at = whole.end() if whole else at
    if code != "en" and any(unit in text for unit in (" triệu", " tỷ", " nghìn", " ngàn", " tỉ")):
        for found in _SUMS.finditer(text):
            if found[3]:
                yield Expression(found.start(), found.end(), _money(found))
    if "-" in text:
        for found in _HYPHENS.finditer(text):
            yield Expression(found.start(), found.end(), (found[0].replace("-", "").lower(),))
