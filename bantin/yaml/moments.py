"""A date as people write it, with or without a time → a moment in the portal's local time.

Day before month, as in Vietnam: `7/3/2018`, `07-03-2018`, `7.3.2018`, `2018-03-07`, `2018/03/07`, `ngày 7 tháng 3 năm
2018`, `7 March 2018`. Times as `09:30`, `9h30`, `9h`, `9 giờ 30`, `09.30`, `9:30 PM`, `9:30 CH`, before or behind the
day; a weekday may stand with them, and behind a time a zone.
"""

import datetime
import re
from typing import NamedTuple

from bantin.locale import Moment
from bantin.problems import Place, Problem, error
from bantin.text import fold

VIETNAM = datetime.timezone(datetime.timedelta(hours=7))
"""Without summer time since 1975; so what a portal needs that names no other zone."""
_LONGEST = 80
"""Characters: no date is longer."""

_USUAL = re.compile(
    r"(?:(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"
    r"|(?P<day2>[0-9]{1,2})/(?P<month2>[0-9]{1,2})/(?P<year2>[0-9]{4}))"
    r"(?:(?:\s*\|\s*|\s+|T)(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::[0-9]{2})?)?"
)
"""As nearly all dates of an archive are written: the others are looked for in what is not."""

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_MONTHS = r"mot|hai|ba|tu|nam|sau|bay|tam|chin|muoi\smot|muoi\shai|muoi|gieng|chap"
_ENGLISH = "january|february|march|april|may|june|july|august|september|october|november|december"
_ENGLISH_MONTHS = "|".join(f"{name}|{name[:3]}" for name in _ENGLISH.split("|")) + "|sept"
_DAY = re.compile(
    rf"""(?<![0-9./-])(?:
      (?P<y1>[0-9]{{4}})(?P<s1>[-/.])(?P<m1>[0-9]{{1,2}})(?P=s1)(?P<d1>[0-9]{{1,2}})(?![0-9])
    | (?P<d2>[0-9]{{1,2}})(?P<s2>\s?[-/.]\s?)(?P<m2>[0-9]{{1,2}})(?P=s2)(?P<y2>[0-9]{{4}})(?![0-9])
    | (?P<d3>[0-9]{{1,2}})\s*(?:(?:,\s*)?(?:thang|thg)\.?\s*(?P<m3>[0-9]{{1,2}}|{_MONTHS})\b\s*[,/-]?\s*(?:nam\s*)?
      |[/-](?P<m6>[0-9]{{1,2}}),?\s*nam\s*)(?P<y3>[0-9]{{4}})(?![0-9])
    | (?P<d4>[0-9]{{1,2}})(?:st|nd|rd|th)?[\s/-](?:of\s+)?(?P<m4>{_ENGLISH_MONTHS})\b[.,]?[\s/-]
      (?P<y4>[0-9]{{4}})(?![0-9])
    | \b(?P<m5>{_ENGLISH_MONTHS})\b\.?\s+(?P<d5>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y5>[0-9]{{4}})(?![0-9])
    )""",
    re.VERBOSE,
)
_HALVES = "sa|ch|a\\.?m\\.?|p\\.?m\\.?|sang|trua|chieu|toi"
_TIME = re.compile(
    rf"""(?<![0-9.,:/-])t?(?P<hour>[0-9]{{1,2}})
      (?:\s?:\s?(?P<minute>[0-9]{{2}})(?::[0-9]{{2}}(?:[.,][0-9]+)?)?
      | \s?(?:gio|h|g)\s?(?:(?P<minute2>[0-9]{{1,2}})(?:\s?(?:phut|p|'))?|(?P<half>ruoi))?
      | \.(?P<minute3>[0-9]{{2}})
      | (?=\s?(?:{_HALVES})\b)
      )(?![0-9.]*[0-9])
      (?:\s?(?P<side>{_HALVES})(?![a-z]))?
      (?:\s?\(?(?P<zone>z|(?:utc|gmt)?[+-](?P<zh>[0-9]{{1,2}})(?::?(?P<zm>[0-9]{{2}}))?|utc|gmt)\)?(?![a-z0-9]))?
    """,
    re.VERBOSE,
)
_AROUND = re.compile(
    r"\b(?:(?:thu\s?(?:hai|ba|tu|nam|sau|bay|[2-7])|chu\s?nhat|t[2-7]|cn)\b"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b"
    r"|ngay|mung|mong|luc|vao|hoi|on|at)\b|[\s|,;().-]"
)
"""What may stand around day and time, and says nothing more."""


class _DateParts(NamedTuple):
    """A date as written: numbers that may be none of the calendar."""

    year: int
    month: int
    day: int
    hour: int | None
    minute: int
    time: str
    """As it is said in a message."""
    zone: datetime.timezone | None


def read_moment(written: str, place: Place, zone: datetime.tzinfo = VIETNAM) -> Moment | Problem:
    """The moment that was written, in the portal's local time, which is that of `zone`; else what is wrong with it."""
    parts = _parts_of(written)
    if parts is None:
        if meant := _with_whole_year(written):
            return error("date-year-short", place, value=written, meant=meant)
        return error("date-unreadable", place, value=written)
    year, month, day = parts.year, parts.month, parts.day
    if not 1900 <= year <= 2199:
        return error("date-year", place, value=written, year=year)
    if not 1 <= month <= 12:
        return _no_month(parts, written, place)
    try:
        on = datetime.date(year, month, day)
    except ValueError:
        return error("date-impossible", place, value=written, day=day, month=month, year=year)
    if parts.hour is None:
        return Moment(on, None)
    if parts.hour > 23 or parts.minute > 59:
        return error("time-impossible", place, value=written, time=parts.time)
    time = datetime.time(parts.hour, parts.minute)
    if parts.zone is None:
        return Moment(on, time)
    local = datetime.datetime.combine(on, time, parts.zone).astimezone(zone)
    if not 1900 <= local.year <= 2199:
        return error("date-year", place, value=written, year=local.year)
    return Moment(local.date(), local.time())


def _with_whole_year(written: str) -> str:
    """What was probably meant by a date whose year has two digits; '' if its order is not to be told, or it is none."""
    found = _SHORT.search(written)
    if not found:
        return ""
    day, sign, month, year = found.groups()
    meant = f"{day}{sign}{month}{sign}{'19' if int(year) >= 70 else '20'}{year}"
    whole = f"{written[: found.start()]}{meant}{written[found.end() :]}"
    return "" if isinstance(read_moment(whole, Place(""), VIETNAM), Problem) else whole


_SHORT = re.compile(r"(?<![0-9./-])([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{2})(?![0-9./-])")


def _no_month(parts: _DateParts, written: str, place: Place) -> Problem:
    """That there is no such month: perhaps day and month stand the American way round."""
    if parts.month and 1 <= parts.day <= 12:
        meant = f"{parts.month:02}/{parts.day:02}/{parts.year}" + (f" {parts.time}" if parts.time else "")
        return error("date-month-first", place, value=written, month=parts.month, meant=meant)
    return error("date-no-month", place, value=written, month=parts.month)


def _parts_of(written: str) -> _DateParts | None:
    if found := _USUAL.fullmatch(written):
        year, month, day = (int(found[name] or found[f"{name}2"]) for name in ("year", "month", "day"))
        hour, minute = found["hour"], found["minute"]
        shown = f"{hour}:{minute}" if hour else ""
        return _DateParts(year, month, day, int(hour) if hour else None, int(minute or 0), shown, None)
    if len(written) > _LONGEST:
        return None
    text = _DASHES.sub("-", fold(written))
    found = _DAY.search(text)
    if found is None:
        return None
    year, month, day = _numbers(found)
    rest = f"{text[: found.start()]} | {text[found.end() :]}"
    time = _TIME.search(rest)
    if time is None:
        return None if _AROUND.sub("", rest) else _DateParts(year, month, day, None, 0, "", None)
    if _AROUND.sub("", f"{rest[: time.start()]} | {rest[time.end() :]}"):
        return None
    hour, minute = _clock(time)
    zone = _zone(time)
    if time["zone"] and zone is None:
        return None
    is_torn = hour > 23 and time["side"] is not None  # 15:30 SA
    shown = f"{time['hour']}:{minute:02} {time['side'].upper()}" if is_torn else f"{hour}:{minute:02}"
    return _DateParts(year, month, day, hour, minute, shown, zone)


def _numbers(found: re.Match[str]) -> tuple[int, int, int]:
    """(year, month, day), in whichever form they were found."""
    form = next(form for form in "12345" if found[f"y{form}"])
    return int(found[f"y{form}"]), _month(found[f"m{form}"] or found["m6"]), int(found[f"d{form}"])


def _month(written: str) -> int:
    if written.isdecimal():
        return int(written)
    if written in (words := _MONTHS.replace(r"\s", " ").split("|")):
        return (1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 10, 1, 12)[words.index(written)]
    return next(number for number, name in enumerate(_ENGLISH.split("|"), 1) if name.startswith(written[:3]))


def _clock(found: re.Match[str]) -> tuple[int, int]:
    """(hour, minute) of a time, counted from midnight; an hour that no clock has if it cannot be."""
    hour = int(found["hour"])
    minute = 30 if found["half"] else int(found["minute"] or found["minute2"] or found["minute3"] or 0)
    side = (found["side"] or "").replace(".", "")
    if side in ("sa", "am", "sang"):
        return (0 if hour == 12 else hour if hour < 12 else 24), minute
    if side in ("ch", "pm", "chieu", "toi") or (side == "trua" and hour < 10):
        return (hour + 12 if hour < 12 else hour), minute
    return hour, minute


def _zone(found: re.Match[str]) -> datetime.timezone | None:
    if not found["zone"]:
        return None
    hours, minutes = int(found["zh"] or 0), int(found["zm"] or 0)
    away = datetime.timedelta(hours=hours, minutes=minutes)
    if hours > 14 or minutes > 59:  # farther than any place on earth
        return None
    return datetime.timezone(away if "+" in found["zone"] else -away)
