"""Date lines: publication date and number of views, in all the forms that portals write them.

A date line contains nothing else: its labels, weekday, date, time, zone and number of views are removed one after the
other, and only punctuation may remain. So a date within a sentence makes no date line. The day comes before the month.
"""

import datetime
import re
from typing import NamedTuple

from bantin.locale import Moment
from bantin.patterns import lazy_pattern
from bantin.text import fold
from bantin.yaml import date_forms


class DateLine(NamedTuple):
    """The contents of a date line; `rest` is the text before it, '' if it is a line of its own."""

    date: Moment | None
    views: int | None
    is_labelled: bool
    """Whether it says of itself what it is: `Ngày đăng`, `Lượt xem`."""
    rest: str = ""
    """What else stands there: a title before it, or the place of a letter."""
    updated: Moment | None = None
    """The date of a last change, where the line has both."""
    author: str = ""


_LABELS = (
    r"(?:thoi gian dang(?: tin| bai)?|duoc dang(?: (?:ngay|luc|vao))?|"
    r"ngay gio dang|ngay xuat ban|xuat ban(?: ngay| luc)?|ngay dang(?: tin| bai| ky)?|"
    r"(?:bai )?dang (?:ngay|luc)|dang tin|ngay dua tin|ngay viet|ngay tao|ngay phat hanh|date posted|posted(?: on)?|"
    r"published(?: on| date)?|publish(?:ed)? date|post date|date|ngay gui|gui luc|ngay)"
)
_UPDATED = r"(?:ngay cap nhat|cap nhat(?: lan cuoi| ngay| luc)?|last updated(?: on)?|updated(?: on)?|sua doi)"
_VIEWS = (
    r"(?:so luot (?:xem|doc)|luot (?:xem|doc)|so lan (?:xem|doc)|da xem|xem|view ?counts?|views?|"
    r"hits?|read ?counts?|luot)"
)
_NUMBER = r"\d{1,3}(?:[.,]\d{3})+|\d+"
_SPACED = r"\d{1,3}(?: \d{3})+(?![\d:/.-])"
"""Thousands set off by blanks, only behind a label: before one, the first group may belong to a date."""
_WEEKDAY = r"(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn|t[2-7]|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_NOON = r"(?:sa|ch|am|pm)"
_TIME = (
    r"(?P<hour>\d{1,2})(?:(?:[:hg]| gio )(?P<minute>\d{1,2})|[hg]| gio)(?::(?P<second>\d{1,2}))?(?: ?phut)?"
    rf"(?: ?(?P<noon>{_NOON})\b)?"
)
_MONTHS = "gieng mot|hai|ba|tu bon|nam|sau|bay|tam|chin|muoi|muoi_mot|muoi_hai chap"
"""Only behind `thang`: by themselves they are numbers, or years."""
_ENGLISH_MONTHS = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|"
    "november nov|december dec"
)
_NUMBERS_OF_MONTHS = {
    f"{before}{name}".replace("_", " "): number
    for before, names in (("thang ", _MONTHS), ("", _ENGLISH_MONTHS))
    for number, alike in enumerate(names.split("|"), 1)
    for name in alike.split()
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_NUMBERS_OF_MONTHS, key=len, reverse=True))})(?!\w)"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_DATES = (
    r"(?<!\d)(?P<day>\d{1,2}) ?(?P<sign>[/.-]) ?(?P<month>\d{1,2}) ?(?P=sign) ?(?P<year>\d{4}|\d{2}(?!\d))",
    rf"(?P<day>\d{{1,2}})(?:,|-)? thang (?P<month>\d{{1,2}})(?:,? (?:nam )?|[/-]){_YEAR}",
    r"(?<!\d)(?P<year>\d{4})(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)(?:t(?=\d))?",
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {_MONTH}\.?,? (?:nam )?{_YEAR}",
    rf"(?<!\w){_MONTH}\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}",
)
"""Numbers with signs, `7 thang 3 nam 2018`, ISO 8601, `7 Thang Ba, 2018` and `7 March 2018`, `March 7, 2018`. What else
is a date in the front matter of an article is one here too, if nothing stands beside it (`_as_in_a_field`)."""
_ZONE = r"\(?(?:gmt|utc) ?\+? ?0?7(?::?00)?\)?|\+0?7:?00\b"
_APART = r"(?<![^\W\d])"
"""Behind no letter; a number may touch it, where a page sets two pieces apart by their looks alone."""
_SIGNS = r"[\s|,;:()\[\]·•–—\-/>.]"

_ARE_DATES = tuple(map(re.compile, _DATES))
_IS_TIME = lazy_pattern(rf"(?<![\d/.-]){_TIME}(?![\d/])")
_IS_ZONE = lazy_pattern(_ZONE)
_IS_WEEKDAY = lazy_pattern(rf"(?<!\w){_WEEKDAY}(?!\w)")
_IS_LABEL = lazy_pattern(rf"{_APART}{_LABELS}(?!\w)")
_IS_UPDATED = lazy_pattern(rf"{_APART}{_UPDATED}(?!\w)")
_IS_VIEWS = lazy_pattern(
    rf"{_APART}{_VIEWS} ?[:(]? ?(?P<behind>{_SPACED}|{_NUMBER})\)?(?: lan| luot)?(?!\w)"
    rf"|(?<![\w/:.-])(?P<before>{_NUMBER}) ?{_VIEWS}(?!\w)"
)
_IS_VISITS = lazy_pattern(rf"{_APART}luot truy cap ?[:(]? ?({_NUMBER})\)?(?!\w)")
"""Views only beside a date: by themselves they are those of the portal."""
_ONLY_VIEWS = lazy_pattern(_VIEWS)
_IS_NUMBER = lazy_pattern(rf"^{_SIGNS}*({_NUMBER}){_SIGNS}*$")
_ONLY_SIGNS = lazy_pattern(rf"{_SIGNS}*")
_GLUED = lazy_pattern(rf"(:\d\d)(?=(?:{_NUMBER}) ?{_VIEWS}(?!\w))")
"""An hour that touches the number of views, as where two pieces stand apart by their looks alone."""
_PLACE = lazy_pattern(r"^(?P<place>[^\W\d][^\d:|]{1,40}), ngay (?:\d{1,2}) thang (?:\d{1,2}) nam (?:\d{4})\.?$")
_AUTHOR = lazy_pattern(
    r"(?:^|[|;–-] *)(?:tac gia|nguoi dang|dang boi|bien tap|tin bai|author|by)(?: bai| tin)? ?: ?"
    r"(?P<name>[^|;:]{2,60}?) *(?=$|[|;]| [-–] )"
    r"|^(?:duoc )?(?:dang|viet|posted|published|written)? ?(?:boi|by) "
    r"(?P<before>[^|;:\d]{2,60}?),? (?:vao|luc|ngay|on)(?= .*\d)"
)
_ENDINGS = (
    r"[-–|]? ?\(([^()]*\([^()]*\)[^()]*|[^()]*)\)$",
    r"\| ?([^|]*)$",
    r" [-–] ((?:ngay dang|dang luc|luot xem).*)$",
)
_LONGEST = 160


def date_line(text: str) -> DateLine | None:
    """The contents of `text` if it is a date line, else None."""
    line = " ".join(text.split())
    if not line or len(line) > _LONGEST or not any(sign.isdigit() for sign in line):
        return None
    plain = _plain(line)
    if letter := _PLACE.match(plain):
        return DateLine(_date_in(plain)[0], None, False, rest=line[: letter.end("place")])
    by = _AUTHOR.search(plain)
    author = line[slice(*by.span(by.lastgroup or 0))].strip() if by else ""
    found = _taken_apart(_AUTHOR.sub(" ", plain))
    return found._replace(author=author) if found and not found.rest else None


def is_label(text: str) -> bool:
    """Whether a line is only a label for the next one, e.g. `Ngày đăng:`."""
    plain = _plain(" ".join(text.split())).rstrip(" :")
    return len(plain) < 40 and any(label.fullmatch(plain) for label in (_IS_LABEL, _IS_UPDATED, _ONLY_VIEWS))


def ending(text: str) -> DateLine | None:
    """A date in brackets, or after a bar, at the end of a title; `rest` is the title. None if there is none."""
    line = " ".join(text.split())
    plain = _plain(line)
    for opening in _ENDINGS:
        found = re.search(opening, plain)
        if not found or not found.start():
            continue
        said = _taken_apart(found[1])
        is_certain = said is not None and (said.is_labelled or (said.date is not None and said.date.time is not None))
        if said and not said.rest and is_certain:
            return said._replace(rest=line[: found.start()].rstrip(" -–|"))
    return None


def _plain(line: str) -> str:
    """`line` without diacritics and capitals, of the same length, because positions in it are used for `line`."""
    plain = fold(line)
    return plain if len(plain) == len(line) else "".join((fold(sign) or " ")[0] for sign in line)


def _taken_apart(plain: str) -> DateLine | None:
    rest = plain
    updated: Moment | None = None
    rest, has_zone = _without(_IS_ZONE, rest)
    rest, views, has_views = _views_in(_GLUED.sub(r"\1 ", rest))
    if split := _IS_UPDATED.search(rest):
        before, behind = rest[: split.start()], rest[split.end() :]
        updated, behind = _date_in(behind)
        rest = f"{before} {behind}"
    whole, _ = _without(_IS_LABEL, rest)
    date, rest = _date_in(rest)
    rest, has_label = _without(_IS_LABEL, rest)
    rest, _ = _without(_IS_WEEKDAY, rest)
    if date is not None and views is None and (visits := _IS_VISITS.search(rest)):
        views, rest = _number(visits[1]), f"{rest[: visits.start()]} {rest[visits.end() :]}"
    if date is not None and views is None and (bare := _IS_NUMBER.match(rest)):
        views, rest = _number(bare[1]), ""
    if (date is None or not _ONLY_SIGNS.fullmatch(rest)) and (moment := _as_in_a_field(whole)):
        date, rest = moment, ""
    if date is None and updated is not None:
        date, updated = updated, None
        has_label = True
    if date is None and views is None:
        return None
    left = "" if _ONLY_SIGNS.fullmatch(rest) else rest.strip()
    return DateLine(date, views, has_label or has_views or has_zone, left, updated)


def _without(pattern: re.Pattern[str], text: str) -> tuple[str, bool]:
    found = pattern.search(text)
    return (pattern.sub(" ", text), True) if found else (text, False)


def _views_in(text: str) -> tuple[str, int | None, bool]:
    found = _IS_VIEWS.search(text)
    if not found:
        return text, None, False
    return f"{text[: found.start()]} {text[found.end() :]}", _number(found["behind"] or found["before"]), True


def _number(written: str) -> int:
    return int(re.sub("[., ]", "", written))


def _date_in(text: str) -> tuple[Moment | None, str]:
    """The date and time in `text`, and the rest of it."""
    every = [found for date in _ARE_DATES if (found := date.search(text))]
    if not every:
        return None, text
    found = min(every, key=re.Match.start)
    day, year = int(found["day"]), int(found["year"])
    month = _NUMBERS_OF_MONTHS.get(found["month"]) or int(found["month"])
    try:
        date = datetime.date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None, text
    if not 1990 <= date.year <= 2100:
        return None, text
    before, behind = text[: found.start()], text[found.end() :]
    if time := _IS_TIME.search(behind):
        behind = f"{behind[: time.start()]} {behind[time.end() :]}"
    elif time := _IS_TIME.search(before):
        before = f"{before[: time.start()]} {before[time.end() :]}"
    return Moment(date, _time(time) if time else None), f"{before} {behind}"


def _as_in_a_field(text: str) -> Moment | None:
    """The date that `text` is as a whole, by what the front matter of an article may hold; not one of digits alone."""
    parts = date_forms.parts_of(text.strip(" :|,;-")) if _HAS_SIGN.search(text) else None
    if parts is None or (parts.zone and parts.away != _OURS):
        return None
    try:
        day = datetime.date(parts.year, parts.month, parts.day)
        time = datetime.time(parts.hour, parts.minute) if parts.hour is not None else None
    except ValueError:
        return None
    return Moment(day, time or None) if 1990 <= day.year <= 2100 else None


_HAS_SIGN = lazy_pattern(r"\d *[/.,-] *\d|[a-z]")
_OURS = datetime.timezone(datetime.timedelta(hours=7))


def _time(found: re.Match[str]) -> datetime.time | None:
    """The time of day; None for midnight, which portals write for an unknown time, and for an invalid time."""
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["noon"] in ("ch", "pm") and hour < 12:
        hour += 12
    elif found["noon"] in ("sa", "am") and hour == 12:
        hour = 0
    if hour > 23 or minute > 59 or (hour == minute == 0 and not found["noon"]):
        return None
    return datetime.time(hour, minute)
