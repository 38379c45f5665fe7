"""A date is understood as people write it, and refused where it can be none."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.locale import Moment
from bantin.problems import Place, Problem, error, warning
from bantin.yaml.moments import misplaced_weekday, read_moment

PLACE = Place("content/x.md", 1, 1)
DAY = datetime.date(2026, 11, 21)


def read(written: str, zone: datetime.tzinfo | None = None) -> Moment | str:
    """The moment, or the key of what is wrong."""
    found = read_moment(written, PLACE, zone) if zone else read_moment(written, PLACE)
    return found.key if isinstance(found, Problem) else found


@pytest.mark.parametrize(
    "day",
    [
        "21/11/2026",
        "21-11-2026",
        "21.11.2026",
        "21–11–2026",
        "21 / 11 / 2026",
        "2026-11-21",
        "2026/11/21",
        "2026.11.21",
        "ngày 21 tháng 11 năm 2026",
        "Ngày 21 tháng Mười một năm 2026",
        "21 tháng 11, 2026",
        "ngày 21/11 năm 2026",
        "Thứ Bảy, 21/11/2026",
        "thứ bảy, ngày 21/11/2026",
        "T7, 21/11/2026",
        "21 November 2026",
        "Saturday, 21st Nov 2026",
        "November 21, 2026",
        "21-Nov-2026",
        "21/11/2026.",
        "21 11 2026",
        "21112026",
        "20261121",
        "２１／１１／２０２６",
        "21 /11/2026",
        "21/11/2026\u200b",
    ],
)
@pytest.mark.parametrize(
    ("form", "time"),
    [
        ("{}", None),
        ("{} 09:30", (9, 30)),
        ("{} | 09:30", (9, 30)),
        ("{}, 09:30", (9, 30)),
        ("{} - 9:30", (9, 30)),
        ("{}, lúc 9h30", (9, 30)),
        ("{} 9h", (9, 0)),
        ("{} 9g30", (9, 30)),
        ("{} 09.30", (9, 30)),
        ("9h30 {}", (9, 30)),
        ("09:30, {}", (9, 30)),
        ("9 giờ 30 phút, {}", (9, 30)),
        ("9 giờ rưỡi {}", (9, 30)),
        ("{} 9:30 SA", (9, 30)),
        ("{} 9:30 CH", (21, 30)),
        ("{} 09:30:15 PM", (21, 30)),
        ("9:30 p.m., {}", (21, 30)),
        ("{} 12:15 SA", (0, 15)),
        ("{} 12:15 CH", (12, 15)),
        ("{} 2 giờ chiều", (14, 0)),
        ("{} 9 giờ sáng", (9, 0)),
        ("{} 9:30 GMT+7", (9, 30)),
        ("{} 09:30 (GMT+7)", (9, 30)),
        ("{} 09:30 ICT", (9, 30)),
        ("{} 9h30 (giờ Việt Nam)", (9, 30)),
        ("{}\u00a009：30", (9, 30)),
    ],
)
def test_in_every_order(day: str, form: str, time: tuple[int, int] | None) -> None:
    """Each way to write a day goes together with each way to write a time."""
    assert Moment(DAY, datetime.time(*time) if time else None) == read(form.format(day))


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("31.02.2026", "date-impossible"),
        ("ngày 31 tháng 2 năm 2026", "date-impossible"),
        ("11.21.2026", "date-month-first"),
        ("11-21-2026 9h", "date-month-first"),
        ("25.13.2026", "date-no-month"),
        ("21.11.26", "date-year-short"),
        ("21/11", "date-no-year"),
        ("9h30", "date-unreadable"),
        ("hôm nay", "date-unreadable"),
        ("21/11/2026 - 22/11/2026", "date-unreadable-near"),
        ("21/11/2026 9h 10h", "date-unreadable-near"),
        ("21/11/2026 sáng", "date-unreadable-near"),
        ("khoảng 21/11/2026", "date-unreadable-near"),
        ("21/11/2026 9h75", "time-impossible"),
        ("21/11/2026 25h", "time-impossible"),
        ("21/11/2026 15:30 SA", "time-impossible"),
        ("21/11/2026 09:30 +25:00", "date-zone"),
        ("21/11/1726", "date-year"),
        ("2199-12-31T23:30:00-05:00", "date-year"),
        ("1" * 1000 + "/" * 1000, "date-unreadable"),
    ],
)
def test_what_is_no_date(written: str, key: str) -> None:
    """What is impossible or may mean two things keeps its own message."""
    assert key == read(written)


@pytest.mark.parametrize(
    ("written", "hours", "expected"),
    [
        ("2026-11-21T02:30:00Z", 7, (21, 9)),
        ("2026-11-21T20:30:00.123Z", 7, (22, 3)),
        ("2026-11-21T09:30:00+07:00", 7, (21, 9)),
        ("2026-11-21T09:30:00+0700", 1, (21, 3)),
        ("2026-11-21 09:30 -05:00", 7, (21, 21)),
        ("Sat, 21 Nov 2026 09:30:00 +0700", 7, (21, 9)),
        ("21/11/2026 09:30 UTC", 7, (21, 16)),
    ],
)
def test_zone(written: str, hours: int, expected: tuple[int, int]) -> None:
    """A moment with a zone becomes one of the portal's."""
    zone = datetime.timezone(datetime.timedelta(hours=hours))
    day, hour = expected
    assert Moment(datetime.date(2026, 11, day), datetime.time(hour, 30)) == read(written, zone)


FORMS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y/%m/%d", "ngày %d tháng %m năm %Y", "%d %B %Y", "%B %d, %Y")
CLOCKS = ("%H:%M", "%Hh%M", "%H.%M", "%H giờ %M", "%I:%M %p", "%H:%M:%S")


@given(
    st.datetimes(datetime.datetime.fromisoformat("1900-01-01"), datetime.datetime.fromisoformat("2199-12-31")),
    st.sampled_from(FORMS),
    st.sampled_from(CLOCKS),
    st.sampled_from(["{day} {time}", "{time} {day}", "{day}, {time}", "{time}, {day}", "{day} | {time}"]),
)
def test_every_moment(moment: datetime.datetime, day: str, clock: str, order: str) -> None:
    """Any moment, written in any of the forms, is read as itself."""
    written = order.format(day=moment.strftime(day), time=moment.strftime(clock))
    assert Moment(moment.date(), moment.time().replace(second=0, microsecond=0)) == read(written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("21/11/26", "21/11/2026"),
        ("7-3-18 9h30", "7-3-2018 9h30"),
        ("07.03.98", "07.03.1998"),
        ("Thứ Bảy, 21/11/26", "Thứ Bảy, 21/11/2026"),
    ],
)
def test_year_of_two_digits(written: str, meant: str) -> None:
    """Is told with the whole year: nobody can know whether the year stands first or last."""
    assert read_moment(written, PLACE) == error("date-year-short", PLACE, value=written, meant=meant)


def test_place_before_the_day() -> None:
    """As at the head of a letter."""
    assert Moment(DAY, None) == read("Hà Nội, ngày 21 tháng 11 năm 2026")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("khoảng 21/11/2026", "21/11/2026"),
        ("21/11/2026 đến 22/11/2026", "21/11/2026"),
        ("21\\11\\2026", "21/11/2026"),
        ("21//11//2026 9h30", "21/11/2026 09:30"),
        ("2l/11/2O26", "21/11/2026"),
    ],
)
def test_date_that_was_probably_meant(written: str, meant: str) -> None:
    """What stands with a date, and slips of the hand, are told with the date alone."""
    assert read_moment(written, PLACE) == error("date-unreadable-near", PLACE, value=written, meant=meant)


@pytest.mark.parametrize(
    ("written", "path", "meant"),
    [
        ("21/11", "content/2018/03/x.md", "21/11/2018"),
        ("ngày 21 tháng 11", "content/2018/03/x.md", "21/11/2018"),
        ("21-11", "config.yaml", "21/11/2026"),
    ],
)
def test_date_without_its_year(written: str, path: str, meant: str) -> None:
    """The year is that of the folder, where it is told."""
    place = Place(path, 1, 1)
    assert read_moment(written, place) == error("date-no-year", place, value=written, meant=meant)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 30)))
def test_end_of_the_day(day: datetime.date) -> None:
    """24:00 is told with what it is: midnight of the next day, or the last minute of this."""
    after = day + datetime.timedelta(days=1)
    written = f"{day:%d/%m/%Y} 24:00"
    meant, or_else = f"{after:%d/%m/%Y} 00:00", f"{day:%d/%m/%Y} 23:59"
    assert read_moment(written, PLACE) == error("time-24", PLACE, value=written, meant=meant, or_else=or_else)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)), st.sampled_from(["%d%m%Y", "%Y%m%d"]))
def test_eight_digits(day: datetime.date, form: str) -> None:
    """Eight digits are one date only, whichever end the year stands at."""
    assert Moment(day, None) == read(day.strftime(form))


@pytest.mark.parametrize("written", ["31/02/26", "26/11/21/1", "21/13/26", "1.1.1.1"])
def test_what_is_no_date_with_a_short_year(written: str) -> None:
    """No date is offered that would be refused in its turn."""
    problem = read_moment(written, PLACE)
    assert isinstance(problem, Problem)
    assert problem.key == "date-unreadable"


VIETNAMESE_DAYS = ("Thứ Hai", "thứ ba", "T4", "Thứ 5", "thứ sáu", "T7", "Chủ nhật")
ENGLISH_DAYS = ("Monday", "Tue", "Wed", "Thursday", "Fri", "Saturday", "Sun")


@given(
    st.dates(datetime.date(1900, 1, 8), datetime.date(2199, 12, 24)),
    st.sampled_from([VIETNAMESE_DAYS, ENGLISH_DAYS]),
    st.integers(0, 6),
    st.sampled_from(["{name}, {day}", "{name} {day} 9h30", "9:30 {name}, ngày {day}", "{day} ({name})"]),
)
def test_weekday(on: datetime.date, names: tuple[str, ...], weekday: int, order: str) -> None:
    """Another day's is told with the nearest day of that name; the day's own says nothing."""
    written = order.format(name=names[weekday], day=f"{on:%d/%m/%Y}")
    note = misplaced_weekday(written, PLACE)
    if weekday == on.weekday():
        assert note is None
    else:
        days = (on + datetime.timedelta(days=away) for away in range(-3, 4))
        near = next(day for day in days if day.weekday() == weekday)
        expected = {"value": written, "day": f"{on:%d/%m/%Y}", "near": f"{near:%d/%m/%Y}"}
        assert note == warning("date-weekday", PLACE, **expected)


@pytest.mark.parametrize("written", ["21/11/2026", "Hà Nội, ngày 21/11/2026", "mồng 7/3/2018", "Saturn 21/11/2026"])
def test_no_weekday(written: str) -> None:
    """A place or another word is none."""
    assert misplaced_weekday(written, PLACE) is None
