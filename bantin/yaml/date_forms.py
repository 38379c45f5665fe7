"""The ways in which people write a day and a time → numbers, which may be none of the calendar.

Day before month, as in Vietnam: `7/3/2018`, `07-03-2018`, `7.3.2018`, `7 3 2018`, `07032018`, `2018-03-07`, `20180307`,
`ngày 7 tháng 3 năm 2018`, `7 March 2018`. Times as `09:30`, `9h30`, `9h`, `9 giờ 30`, `09.30`, `9:30 PM`, `9:30 CH`,
before or behind the day; a weekday may stand with them, before them the place as on a letter, and behind a time a zone.
"""

import datetime
import re
import unicodedata
from typing import NamedTuple

from bantin.patterns import lazy_pattern
from bantin.text import fold

_LONGEST = 80
"""Most characters of a date."""

_USUAL = lazy_pattern(
    r"(?:(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"
    r"|(?P<day2>[0-9]{1,2})/(?P<month2>[0-9]{1,2})/(?P<year2>[0-9]{4}))"
    r"(?:(?:\s*\|\s*|\s+|T)(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::[0-9]{2})?)?"
)
"""The forms of nearly all dates of an archive; the others are looked for only in what has none of these."""

_DASHES = lazy_pattern("[\u2010-\u2015\u2212]")
_UNSEEN = lazy_pattern("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_MONTHS = r"mot|hai|ba|tu|nam|sau|bay|tam|chin|muoi\smot|muoi\shai|muoi|gieng|chap|bon"
_ENGLISH = "january|february|march|april|may|june|july|august|september|october|november|december"
_ENGLISH_MONTHS = "|".join(f"{name}|{name[:3]}" for name in _ENGLISH.split("|")) + "|sept"
_DAY = lazy_pattern(
    rf"""(?<![0-9./-])(?:
      (?P<y1>[0-9]{{4}})(?P<s1>[-/.\s])(?P<m1>[0-9]{{1,2}})(?P=s1)(?P<d1>[0-9]{{1,2}})(?![0-9])
    | (?P<d2>[0-9]{{1,2}})\s?(?P<s2>[-/.\s])\s?(?P<m2>[0-9]{{1,2}})\s?(?P=s2)\s?(?P<y2>[0-9]{{4}})(?![0-9])
    | (?P<d3>[0-9]{{1,2}})\s*(?:(?:,\s*)?(?:thang|thg)\.?\s*(?P<m3>[0-9]{{1,2}}|{_MONTHS})\b\s*[,/-]?\s*(?:nam\s*)?
      |[/-](?P<m6>[0-9]{{1,2}}),?\s*nam\s*)(?P<y3>[0-9]{{4}})(?![0-9])
    | (?P<d4>[0-9]{{1,2}})(?:st|nd|rd|th)?[\s/-](?:of\s+)?(?P<m4>{_ENGLISH_MONTHS})\b[.,]?[\s/-]
      (?P<y4>[0-9]{{4}})(?![0-9])
    | \b(?P<m5>{_ENGLISH_MONTHS})\b\.?\s+(?P<d5>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y5>[0-9]{{4}})(?![0-9])
    | (?P<y7>(?:19|20|21)[0-9]{{2}})(?P<m7>0[1-9]|1[0-2])(?P<d7>[0-3][0-9])(?![0-9])
    | (?P<d8>[0-3][0-9])(?P<m8>0[1-9]|1[0-2])(?P<y8>(?:19|20|21)[0-9]{{2}})(?![0-9])
    )""",
    re.VERBOSE,
)
_HALVES = "sa|ch|a\\.?m\\.?|p\\.?m\\.?|sang|trua|chieu|toi"
_HERE = r"ict|gio\s(?:viet\snam|ha\snoi|vn)|asia/(?:ho_chi_minh|saigon|hanoi|bangkok)"
"""Names of the zone of Vietnam."""
_TIME = lazy_pattern(
    rf"""(?<![0-9.,:/-])t?(?P<hour>[0-9]{{1,2}})
      (?:\s?:\s?(?P<minute>[0-9]{{2}})(?::[0-9]{{2}}(?:[.,][0-9]+)?)?
      | \s?(?:gio|h|g)\s?(?:(?P<minute2>[0-9]{{1,2}})(?:\s?(?:phut|p|'))?|(?P<half>ruoi))?
      | \.(?P<minute3>[0-9]{{2}})
      | (?=\s?(?:{_HALVES})\b)
      )(?![0-9.]*[0-9])
      (?:\s?(?P<side>{_HALVES})(?![a-z]))?
      (?:\s?\(?(?P<zone>z|(?:utc|gmt)?[+-](?P<zh>[0-9]{{1,2}})(?::?(?P<zm>[0-9]{{2}}))?|utc|gmt|{_HERE})\)?(?![a-z0-9]))?
    """,
    re.VERBOSE,
)
_WEEKDAY = (
    r"(?:(?:thu\s?|t(?=[2-7]))(?P<weekday>hai|ba|tu|nam|sau|bay|[2-7])|(?P<sunday>chu\s?nhat|cn)"
    r"|(?P<english>mon|tue|wed|thu|fri|sat|sun)(?:(?<=tue)s|(?<=wed)nes|(?<=thu)rs|(?<=sat)ur)?(?:day)?)\b"
)
_AROUND = lazy_pattern(rf"\b(?:{_WEEKDAY}|(?:ngay|mung|mong|luc|vao|hoi|on|at)\b)|[\s|,;().-]")
"""What may stand around day and time, and says nothing more."""
_PLACE = lazy_pattern(r"[a-z][a-z .]{1,40},\s*(?=ngay\b)")
"""Where a letter is written, before its day: `Hà Nội, ngày …`."""


class DateParts(NamedTuple):
    """A date as written: numbers that may be none of the calendar."""

    year: int
    month: int
    day: int
    hour: int | None
    minute: int
    time: str
    """As it is said in a message."""
    zone: str = ""
    """As it was written; '' if there is none."""
    away: datetime.timezone | None = None
    """What that zone is; None if there is none, or no place on earth has it."""
    weekday: int | None = None
    """That stands with it, Monday as 0, right or wrong; None if there is none."""


def parts_of(written: str) -> DateParts | None:
    """The parts of the date that was written; None if it is none, or something else stands with it."""
    if found := _USUAL.fullmatch(written):
        year, month, day = (int(found[name] or found[f"{name}2"]) for name in ("year", "month", "day"))
        hour, minute = found["hour"], found["minute"]
        shown = f"{hour}:{minute}" if hour else ""
        return DateParts(year, month, day, int(hour) if hour else None, int(minute or 0), shown)
    if len(written) > _LONGEST:
        return None
    text = _plain(written)
    if found := _PLACE.match(text):
        text = text[found.end() :]
    found = _DAY.search(text)
    if found is None:
        return None
    year, month, day = _numbers(found)
    rest = f"{text[: found.start()]} | {text[found.end() :]}"
    time = _TIME.search(rest)
    if time is None:
        return None if _AROUND.sub("", rest) else DateParts(year, month, day, None, 0, "", weekday=_weekday(rest))
    rest = f"{rest[: time.start()]} | {rest[time.end() :]}"
    if _AROUND.sub("", rest):
        return None
    hour, minute = _clock(time)
    is_torn = hour > 23 and time["side"] is not None  # 15:30 SA
    shown = f"{time['hour']}:{minute:02} {time['side'].upper()}" if is_torn else f"{hour}:{minute:02}"
    return DateParts(year, month, day, hour, minute, shown, time["zone"] or "", _zone(time), _weekday(rest))


def nearest_date(written: str) -> str:
    """The first date in what could not be read as one, with its time, as `7/3/2018 9:30`; '' if there is none."""
    if len(written) > _LONGEST:
        return ""
    text = _SLIP_OF_DIGIT.sub(lambda found: "0" if found[0] in "oO" else "1", written)
    text = _plain(_BETWEEN_NUMBERS.sub("/", text))
    found = _DAY.search(text)
    if found is None:
        return ""
    year, month, day = _numbers(found)
    time = _TIME.search(f"{text[: found.start()]} | {text[found.end() :]}")
    hour, minute = _clock(time) if time else (0, 0)
    return f"{day:02}/{month:02}/{year}" + (f" {hour:02}:{minute:02}" if time else "")


_SLIP_OF_DIGIT = lazy_pattern(r"(?<=[0-9])[oOlI](?=[0-9/.-])|(?<![^\W0-9_])[oOlI](?=[0-9])")
_BETWEEN_NUMBERS = lazy_pattern(r"(?<=[0-9])[^\w\s]*[^\w\s:./-][^\w\s]*(?=[0-9])|(?<=[0-9])([/.-])\1+(?=[0-9])")


def _plain(written: str) -> str:
    """In small letters without marks, with plain digits, signs and blanks, and nothing that nobody sees."""
    return _DASHES.sub("-", fold(unicodedata.normalize("NFKC", _UNSEEN.sub("", written)))).strip()


def _numbers(found: re.Match[str]) -> tuple[int, int, int]:
    """(year, month, day), in whichever form they were found."""
    form = next(form for form in "1234578" if found[f"y{form}"])
    return int(found[f"y{form}"]), _month(found[f"m{form}"] or found["m6"]), int(found[f"d{form}"])


def _month(written: str) -> int:
    if written.isdecimal():
        return int(written)
    if written in (words := _MONTHS.replace(r"\s", " ").split("|")):
        return (1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 10, 1, 12, 4)[words.index(written)]
    return next(number for number, name in enumerate(_ENGLISH.split("|"), 1) if name.startswith(written[:3]))


def _clock(found: re.Match[str]) -> tuple[int, int]:
    """(hour, minute) of a time, counted from midnight; for an impossible one, an hour that no clock has."""
    hour = int(found["hour"])
    minute = 30 if found["half"] else int(found["minute"] or found["minute2"] or found["minute3"] or 0)
    side = (found["side"] or "").replace(".", "")
    if side in ("sa", "am", "sang"):
        return (0 if hour == 12 else hour if hour < 12 else 24), minute
    if side in ("ch", "pm", "chieu", "toi") or (side == "trua" and hour < 10):
        return (hour + 12 if hour < 12 else hour), minute
    return hour, minute


def _weekday(around: str) -> int | None:
    """The weekday among what stands around day and time."""
    found = re.search(rf"\b{_WEEKDAY}", around)
    if found is None:
        return None
    if found["english"]:
        return ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(found["english"])
    if found["sunday"]:
        return 6
    name = found["weekday"]
    return int(name) - 2 if name.isdecimal() else ("hai", "ba", "tu", "nam", "sau", "bay").index(name)


def _zone(found: re.Match[str]) -> datetime.timezone | None:
    if not found["zone"]:
        return None
    if re.fullmatch(_HERE, found["zone"]):
        return datetime.timezone(datetime.timedelta(hours=7))
    hours, minutes = int(found["zh"] or 0), int(found["zm"] or 0)
    away = datetime.timedelta(hours=hours, minutes=minutes)
    if hours > 14 or minutes > 59:  # farther than any place on earth
        return None
    return datetime.timezone(away if "+" in found["zone"] else -away)
