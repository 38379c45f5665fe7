"""A date as people write it, with or without a time → a moment in the portal's local time; or what is wrong with it.

How days and times are written is known to `date_forms`.
"""

import datetime
import re

from bantin.locale import Moment
from bantin.patterns import lazy_pattern
from bantin.problems import Place, Problem, error, warning
from bantin.yaml.date_forms import DateParts, nearest_date, parts_of

VIETNAM = datetime.timezone(datetime.timedelta(hours=7))
"""Vietnam's time zone, without summer time since 1975: that of a portal that names no other."""


def read_moment(written: str, place: Place, zone: datetime.tzinfo = VIETNAM) -> Moment | Problem:
    """The moment that was written, in the portal's local time, which is that of `zone`; else what is wrong with it."""
    parts = parts_of(written)
    if parts is None:
        return _unread(written, place)
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
    if parts.hour == 24 and parts.minute == 0 and "S" not in parts.time and on < datetime.date.max:
        after = on + datetime.timedelta(days=1)
        return error("time-24", place, value=written, meant=f"{after:%d/%m/%Y} 00:00", or_else=f"{on:%d/%m/%Y} 23:59")
    if parts.hour > 23 or parts.minute > 59:
        return error("time-impossible", place, value=written, time=parts.time)
    time = datetime.time(parts.hour, parts.minute)
    if not parts.zone:
        return Moment(on, time)
    if parts.away is None:
        meant = f"{on:%d/%m/%Y} {time:%H:%M}"
        return error("date-zone", place, value=written, zone=parts.zone.upper(), meant=meant)
    local = datetime.datetime.combine(on, time, parts.away).astimezone(zone)
    if not 1900 <= local.year <= 2199:
        return error("date-year", place, value=written, year=local.year)
    return Moment(local.date(), local.time())


def misplaced_weekday(written: str, place: Place) -> Problem | None:
    """A note where the weekday that stands beside a day, which was read, is another day's."""
    parts = parts_of(written)
    if parts is None or parts.weekday is None:
        return None
    on = datetime.date(parts.year, parts.month, parts.day)
    if on.weekday() == parts.weekday:
        return None
    near = on + datetime.timedelta(days=(parts.weekday - on.weekday() + 3) % 7 - 3)
    return warning("date-weekday", place, value=written, day=f"{on:%d/%m/%Y}", near=f"{near:%d/%m/%Y}")


def _unread(written: str, place: Place) -> Problem:
    """That this is no date, with the one that was probably meant."""
    if meant := _with_whole_year(written):
        return error("date-year-short", place, value=written, meant=meant)
    if found := _WITHOUT_YEAR.fullmatch(written):
        year = _YEAR_OF_FOLDER.search(place.path)
        return error("date-no-year", place, value=written, meant=f"{found[1]}/{found[2]}/{year[1] if year else 2026}")
    near = nearest_date(written)
    if near and not isinstance(read_moment(near, Place("")), Problem):
        return error("date-unreadable-near", place, value=written, meant=near)
    return error("date-unreadable", place, value=written)


_WITHOUT_YEAR = lazy_pattern(r"(?:ngày\s+)?([0-9]{1,2})(?:\s*[-/.]\s*|\s+tháng\s+)([0-9]{1,2})", re.IGNORECASE)
_YEAR_OF_FOLDER = lazy_pattern(r"^content/([0-9]{4})/")


def _with_whole_year(written: str) -> str:
    """The date that was probably meant by one whose year has two digits; '' if its order cannot be told, or it is no
    date.
    """
    found = _SHORT.search(written)
    if not found:
        return ""
    day, sign, month, year = found.groups()
    sign = sign.strip() if len(sign.strip()) == 1 else "/"
    meant = f"{day}{sign}{month}{sign}{'19' if int(year) >= 70 else '20'}{year}"
    whole = f"{written[: found.start()]}{meant}{written[found.end() :]}"
    return "" if isinstance(read_moment(whole, Place("")), Problem) else whole


_SHORT = lazy_pattern(
    r"(?<![0-9./-])([0-9]{1,2})([-/.]|\s+tháng\s+)([0-9]{1,2})(?:\2|,?\s*năm\s+)([0-9]{2})(?![0-9./-])", re.IGNORECASE
)


def _no_month(parts: DateParts, written: str, place: Place) -> Problem:
    """That there is no such month: perhaps day and month stand the American way round."""
    if parts.month and 1 <= parts.day <= 12:
        meant = f"{parts.month:02}/{parts.day:02}/{parts.year}" + (f" {parts.time}" if parts.time else "")
        return error("date-month-first", place, value=written, month=parts.month, meant=meant)
    return error("date-no-month", place, value=written, month=parts.month)
