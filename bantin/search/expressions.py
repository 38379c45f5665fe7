"""Normalises numbers, money, telephone numbers, times, dates and hyphenated words: one search term for all spellings.

`1.656` is found as `1656`, `0912 345 678` as `0912345678`, `45 nghìn` as `45000`, `mười lăm` as `15`, `6 giờ 30` as
`6h30`, `ngày 7 tháng 3 năm 2018` as `7/3/2018`, `7/3` and `3/2018`, `Wi-Fi` as `wifi`.
assets/js/search/expressions.js applies the same rules to queries; both pass tests/expressions.txt.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from bantin.patterns import lazy_pattern
from bantin.search.cardinals import FIRST_WORDS, SPELT, value_of
from bantin.search.months import (
    BEFORE,
    END,
    LONGEST_MONTH,
    MONTH_AND_YEAR,
    MONTH_BEFORE,
    MONTH_NAME,
    MONTH_NUMBERS,
    MONTH_WORD,
    YEAR,
    matches,
    month_number,
)


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
_PHONE = (
    r"(?:\+84[ .-]?|\(?0)\d{1,3}\)?(?:([ .-]?)\d{2,4}(?:\1\d{2,4}){1,2}|[ .-]\d{6,7})(?!\d)|1[89]00[ .-]?\d{4,6}(?!\d)"
)
_ISO = r"((?:19|20)\d\d)[-/](\d\d?)[-/](\d\d?)(?!\d)"
_DAY = rf"(\d\d?)(?:[/.-]| th[aá]ng | )(\d\d?)(?:[/.-]|,? n[aă]m |, ?| ){YEAR}"
_DAY_OF_NAMED = rf"(\d\d?) {MONTH_NAME}(?:(?:,? n[aă]m |, ?){YEAR})?"
_DAY_OF_SHORT_YEAR = r"(\d\d?)([/.-])(\d\d?)\2(\d\d)(?![\d/]|[.,-]\d)"
_DAY_ONLY = r"(\d\d?)(?:[/-]| th[aá]ng )(\d\d?)(?![\d/]|[.,-]\d)"
_MONTH = rf"(\d\d?)(?:[/-]|,? n[aă]m | ){YEAR}(?![/-])"
_TIME = rf"([01]?\d|2[0-4])(?: ?(?:giờ|gio|h|g) ?|:)([0-5]\d)(?!\d)(?: ?(?:phút|phut|p){END})?"
_HOUR = rf"([01]?\d|2[0-4]) ?(?:giờ|gio|h|g){END}"
_MONEY = rf"(\d+(?:[.,]\d+)?) ?({'|'.join(_UNITS)})(?:(\d)(?!\d)|( r[ưu][ỡo]i))?{END}"
_BLANKS = r"\d{1,3}(?: \d{3})*(?: 000)+(?!\d)"
_NUMBER = r"\d+(?:[.,]\d+)*"
_ORDINAL = r"(\d\d?)(?:st|nd|rd|th)?"
_NAMED = rf"{_ORDINAL} (?:of )?{MONTH_WORD}(?:,? {YEAR})?|{MONTH_WORD} {_ORDINAL}(?!\d)(?:,? {YEAR})?"
_GROUPED = lazy_pattern(r"\d{1,3}(?:[.,]\d{3})+")
_WHOLE = lazy_pattern(_NUMBER)
_HYPHENS = lazy_pattern(r"[^\W\d_]+(?:-[^\W\d_]+)+")


def _telephone(found: "re.Match[str]") -> tuple[str, ...]:
    digits = re.sub(r"\D", "", found[0])
    national = "0" + digits[2:] if found[0].startswith("+") else digits
    return (_bare(national),) if 8 <= len(national) <= 11 else ()


def _iso(found: "re.Match[str]") -> tuple[str, ...]:
    return _date(found[3], found[2], found[1])


def _day(found: "re.Match[str]") -> tuple[str, ...]:
    return _date(*found.groups())


def _day_of_named(found: "re.Match[str]") -> tuple[str, ...]:
    return _date(found[1], str(MONTH_NUMBERS[found[2].lower()]), found[3])


def _day_of_short_year(found: "re.Match[str]") -> tuple[str, ...]:
    return _date(found[1], found[3], "20" + found[4])


def _month(found: "re.Match[str]") -> tuple[str, ...]:
    return (f"{int(found[1])}/{found[2]}",) if 1 <= int(found[1]) <= 12 else ()


def _named(found: "re.Match[str]") -> tuple[str, ...]:
    day, name, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
    return _date(day, str(month_number(name.lower())), year)


def _time(found: "re.Match[str]") -> tuple[str, ...]:
    return (f"{int(found[1])}h{found[2]}",)


def _hour(found: "re.Match[str]") -> tuple[str, ...]:
    return (f"{int(found[1])}h",)


def _money(found: "re.Match[str]") -> tuple[str, ...]:
    number, unit, rest, half = found.groups()
    zeros = _UNITS[unit.lower()]
    if _GROUPED.fullmatch(number):
        return (_bare(re.sub(r"\D", "", number)) + "0" * zeros,)
    whole, _, part = number.replace(",", ".").partition(".")
    part = part or rest or ("5" if half else "")
    return (_bare(whole + part.ljust(zeros, "0")),) if len(part) <= zeros else ()


def _number(found: "re.Match[str]") -> tuple[str, ...]:
    return (_bare(re.sub(r"\D", "", found[0])),) if _GROUPED.fullmatch(found[0]) else ()


def _parted(found: "re.Match[str]") -> tuple[str, ...]:
    return (_bare(found[0].replace(" ", "")),)


def _date(day: str, month: str, year: str | None = None) -> tuple[str, ...]:
    if not (1 <= int(day) <= 31 and 1 <= int(month) <= 12):
        return ()
    short = f"{int(day)}/{int(month)}"
    return (f"{short}/{year}", short, f"{int(month)}/{year}") if year else (short,)


def _bare(digits: str) -> str:
    return digits.lstrip("0") or "0"


_Read = Callable[["re.Match[str]"], tuple[str, ...]]
_ANY: tuple[tuple[str, _Read], ...] = (
    (_PHONE, _telephone),
    (_ISO, _iso),
    (_DAY, _day),
    (_DAY_OF_NAMED, _day_of_named),
    (_DAY_OF_SHORT_YEAR, _day_of_short_year),
    (_MONTH, _month),
    (_DAY_ONLY, _day),
    (_MONEY, _money),
    (_BLANKS, _parted),
    (_TIME, _time),
    (_HOUR, _hour),
    (_NUMBER, _number),
)
_BEGINS = lazy_pattern(r"\d[\d.,/:-]*")
_LEADS_ON = frozenset("0123456789,)tTnNkKgGhH")
_LEADS_ON_ENGLISH = _LEADS_ON | frozenset("sSrRoOjJfFmMaAdD")
"""Possible next characters where a plain number begins a longer expression: digits, a month, a unit, an hour."""
_SIGNS = ("+", "(")
"""Possible first characters of a telephone number."""
_TELEPHONE = 8
"""Digits of the shortest telephone number."""


@cache
def _rules(code: str) -> list[tuple["re.Pattern[str]", _Read]]:
    """What an expression of the language `code` may be; compiled for the first text."""
    forms = ((_NAMED, _named), *_ANY) if code == "en" else _ANY
    return [(re.compile(pattern, re.IGNORECASE), read) for pattern, read in forms]


def expressions(text: str, code: str) -> Iterator[Expression]:
    """The expressions in a text of the language `code`. The text is in NFC, with blanks as written."""
    rules = _rules(code)
    leads_on = _LEADS_ON_ENGLISH if code == "en" else _LEADS_ON
    at = 0
    taken: set[int] = set()
    while beginning := _BEGINS.search(text, at):
        start, stop = beginning.span()
        month = MONTH_BEFORE.search(text, max(at, start - LONGEST_MONTH), start) if code == "en" else None
        at = stop
        if month:
            start = month.start()
        elif beginning[0].isdecimal() and stop - start < _TELEPHONE:
            following = text[at : at + 2]
            if following[:1] not in leads_on and (following[:1] != " " or following[1:] not in leads_on):
                continue
        if text[start - 1 : start] in _SIGNS:
            start -= 1
        for pattern, read in rules:
            found = pattern.match(text, start)
            if found and (names := read(found)):
                yield Expression(start, found.end(), names)
                at = found.end()
                taken.update(range(start, at))
                break
        else:
            whole = _WHOLE.search(text, start)
            at = whole.end() if whole else at
    yield from (found for found in _in_words(text, code) if found.start not in taken)
    yield from _joined(text)


def _joined(text: str) -> Iterator[Expression]:
    """Hyphenated words. Searching for the hyphen first is ten times faster than matching each word."""
    at = text.find("-")
    while at >= 0:
        start = at
        while start and text[start - 1].isalpha():
            start -= 1
        if found := _HYPHENS.match(text, start):
            yield Expression(start, found.end(), (found[0].replace("-", "").lower(),))
        at = text.find("-", found.end() if found else at + 1)


# ---- numbers and months in words

_SPELT = {
    "vi": (
        rf"{BEFORE}(?:({SPELT['vi']}){END}(?: ({'|'.join(_UNITS)}){END})?|"
        rf"({'|'.join(_DIGITS)}) (nghìn|ngàn|triệu|tỷ|tỉ){END})"
    ),
    "en": rf"{BEFORE}({SPELT['en']}){END}(?: (thousand|million))?()()",
}
_HINTS = (_DIGITS[9], "mươi", "trăm", " triệu", " tỷ", " nghìn", " ngàn", " tỉ")
"""A Vietnamese text with none of these words has no number in words; skips the slow pattern for most texts."""
_ENGLISH_UNITS = {"thousand": 3, "million": 6}


def _in_words(text: str, code: str) -> Iterator[Expression]:
    """Spelt-out numbers, and months with their year; in Vietnamese and English only."""
    if code not in _SPELT:
        return
    lower = text.lower()
    for found in matches(*MONTH_AND_YEAR[code], lower):
        month = month_number(found[1]) if code == "en" else MONTH_NUMBERS[found[1]]
        yield Expression(*found.span(), (f"{month}/{found[2]}",))
    if code == "vi" and not any(hint in lower for hint in _HINTS):
        return
    for found in matches(_SPELT[code], FIRST_WORDS[code], lower):
        number, unit, digit, its_unit = found.groups()
        if number:
            name = f"{value_of(number, code)}{_zeros(unit)}"
        else:
            name = f"{_DIGITS.index(digit) + 1}{_zeros(its_unit)}"
        yield Expression(*found.span(), (name,))


def _zeros(unit: str | None) -> str:
    return "0" * {**_UNITS, **_ENGLISH_UNITS}[unit] if unit else ""
