"""The line that says when an article was published: forms of it that no list of shapes holds."""

import pytest

from bantin.importing.dates import date_line
from bantin.locale import Moment
from tests.importing.shapes import at


@pytest.mark.parametrize(
    ("line", "date", "views"),
    [
        ("Thứ năm, 09 Tháng 3 2017 14:05", at(9, 3, 2017, 14, 5), None),
        ("14 Tháng Sáu, 2021", at(14, 6, 2021), None),
        ("12 tháng Năm năm 2020", at(12, 5, 2020), None),
        ("Tháng Mười Hai 5, 2021", at(5, 12, 2021), None),
        ("Wednesday, 7 March 2018 - 10:11", at(7, 3, 2018, 10, 11), None),
        ("Posted on March 7th, 2018", at(7, 3, 2018), None),
        ("05/02/2024 08:00Lượt xem: 1.024", at(5, 2, 2024, 8), 1024),
        ("Ngày đăng 3/2/2020 | 9:05 | Lượt xem: 1 230", at(3, 2, 2020, 9, 5), 1230),
        ("Được đăng: 12 Tháng 5 2022", at(12, 5, 2022), None),
        ("12/05/2022 10:20456 lượt xem", at(12, 5, 2022, 10, 20), 456),
        ("12/05/2022 10:20:05 1.456 lượt xem", at(12, 5, 2022, 10, 20), 1456),
        ("10 giờ 15 phút, ngày 22/12/2019 | 45 lượt đọc", at(22, 12, 2019, 10, 15), 45),
        ("Đăng lúc 7 giờ ngày 5/6/2020", at(5, 6, 2020, 7), None),
        ("Bài đăng ngày: 21/08/2019; Lượt truy cập: 1.099", at(21, 8, 2019), 1099),
        ("2018/03/07", at(7, 3, 2018), None),
        ("Ngày đăng: 2018/3/7 10:11", at(7, 3, 2018, 10, 11), None),
        ("7.3.2018 09.30", at(7, 3, 2018, 9, 30), None),
        ("07-03-2018 lúc 9h30 | 510 lượt xem", at(7, 3, 2018, 9, 30), 510),
        ("Lượt xem: 510 - 7-Mar-2018", at(7, 3, 2018), 510),
        ("March 7, 2018 at 10:11 am", at(7, 3, 2018, 10, 11), None),
        ("mùng 7 tháng 4 năm 2018", at(7, 4, 2018), None),
        ("ngày 7 tháng bốn năm 2018", at(7, 4, 2018), None),
        ("ngày 6/2 năm 2023", at(6, 2, 2023), None),
    ],
)
def test_date_lines(line: str, date: Moment, views: int | None) -> None:
    """Months by their names, hours in words, thousands set off by blanks, pieces that only their looks set apart; and
    whatever a date in an article's front matter may be."""
    said = date_line(line)
    assert said is not None
    assert (said.date, said.views, said.rest) == (date, views, "")


@pytest.mark.parametrize(
    "line",
    [
        "Đăng bởi Văn phòng vào 14 Tháng Sáu, 2021",
        "Được đăng bởi Văn phòng vào Thứ Hai, 14/06/2021 - 10:20",
        "By Văn phòng on March 7, 2018",
    ],
)
def test_author_before_the_date(line: str) -> None:
    """Who wrote it may stand before the date, in a sentence."""
    said = date_line(line)
    assert said is not None
    assert said.author == "Văn phòng"


@pytest.mark.parametrize(
    "line",
    ["Số 3 năm 2018", "20180307", "7 3 2018", "Tối 2 ba 2020", "7 hai 2018", "Ngày 5 tháng 9", "Lượt truy cập: 9"],
)
def test_no_date_lines(line: str) -> None:
    """What only looks like a date is none: words for numbers are months only behind `tháng`."""
    assert date_line(line) is None
