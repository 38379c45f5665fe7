"""The shapes in which articles of wards are handed over, each with what it says: heads, bodies, ends, made up here.

A shape is written once, as lines; those who test a kind of file make such a file of them.
"""

import datetime
from typing import NamedTuple

from bantin.importing.categories import Categories
from bantin.importing.reading import ReadingOptions
from bantin.locale import Moment

CATEGORIES = (
    "Công tác Đảng",
    "Tin tức – Sự kiện",
    "HĐND – UBND",
    "Mặt trận và các đoàn thể",
    "Thông báo",
    "Cải cách hành chính",
)
WISHES = ReadingOptions(Categories(CATEGORIES))


class Head(NamedTuple):
    """What stands above the text of an article; `{T}` is the title."""

    lines: tuple[str, ...]
    date: Moment | None
    views: int | None
    category: str
    is_pasted_page: bool = False
    """With the menu of its page, which is left out."""


def at(day: int, month: int, year: int, hour: int = -1, minute: int = 0) -> Moment:
    """A moment, or a day."""
    return Moment(datetime.date(year, month, day), datetime.time(hour, minute) if hour >= 0 else None)


TITLES = (
    "Phường Hoa Sữa ra quân tổng vệ sinh môi trường dịp đầu năm",
    "Hội Phụ nữ phường tặng 120 suất quà cho hộ khó khăn",
    "Đảng ủy phường sơ kết 6 tháng đầu năm 2018",
    "Khai mạc giải bóng đá thiếu niên “Cúp Mùa Hè” lần thứ 5",
)

HEADS = (
    Head(
        ("CÔNG TÁC ĐẢNG", "", "{T}", "Ngày đăng 07/03/2018 | 10:11  | Lượt xem: 510", ""),
        at(7, 3, 2018, 10, 11),
        510,
        "Công tác Đảng",
    ),
    Head(
        ("công tác đảng", "", "{T}", "Publish date 07/03/2018 | 10:11 | View count: 1.656", ""),
        at(7, 3, 2018, 10, 11),
        1656,
        "Công tác Đảng",
    ),
    Head(
        ("Công tác Đảng Công tác Đảng", "{T}", "", "Ngày đăng 09/11/2021 | 16:05"),
        at(9, 11, 2021, 16, 5),
        None,
        "Công tác Đảng",
    ),
    Head(("TIN TỨC - SỰ KIỆN", "{T}", "Lượt xem: 77"), None, 77, "Tin tức – Sự kiện"),
    Head(("Tin tức sự kiện", "", "{T}", ""), None, None, "Tin tức – Sự kiện"),
    Head(("{T}", "Đăng lúc: 17:00:00 02/01/2024 (GMT+7)"), at(2, 1, 2024, 17), None, ""),
    Head(("{T}", "Đăng ngày 17 - 05 - 2024", ""), at(17, 5, 2024), None, ""),
    Head(("{T}", "", "Ngày đăng bài: 03/12/2019", ""), at(3, 12, 2019), None, ""),
    Head(("{T}", "Cập nhật: 08:15 21/06/2022"), at(21, 6, 2022, 8, 15), None, ""),
    Head(("{T}", "Thứ ba - 11/04/2023 00:00"), at(11, 4, 2023), None, ""),
    Head(
        ("UBND - HĐND", "{T}", "Thứ 4, ngày 30/05/2018 | 09:10 AM (GMT +7)"),
        at(30, 5, 2018, 9, 10),
        None,
        "HĐND – UBND",
    ),
    Head(("{T}", "10:8, Thứ Tư, 3-4-2024"), at(3, 4, 2024, 10, 8), None, ""),
    Head(("{T}", "01/03/2021 5:29:17 CH"), at(1, 3, 2021, 17, 29), None, ""),
    Head(("{T}", "01/03/2021 12:05 SA"), at(1, 3, 2021, 0, 5), None, ""),
    Head(("{T}", "04-09-2009 09:50"), at(4, 9, 2009, 9, 50), None, ""),
    Head(("{T}", "11/10/2021 14:39"), at(11, 10, 2021, 14, 39), None, ""),
    Head(("{T}", "15/11/2019 | 604"), at(15, 11, 2019), 604, ""),
    Head(("{T}", "27/06/2022 17:40    91"), at(27, 6, 2022, 17, 40), 91, ""),
    Head(("{T} - (31/05/2020 21:23)", ""), at(31, 5, 2020, 21, 23), None, ""),
    Head(("{T} (Lượt xem: 164)", ""), None, 164, ""),
    Head(("THÔNG BÁO", "", "Ngày đăng: 19/08/2020", "{T}", ""), at(19, 8, 2020), None, "Thông báo"),
    Head(("12/02/2023 07:45", "{T}", ""), at(12, 2, 2023, 7, 45), None, ""),
    Head(("{T}", "Ngày đăng: 05/07/2021 - Lượt xem: 1,204 - Tác giả: Trần Thu Hà"), at(5, 7, 2021), 1204, ""),
    Head(
        ("Chuyên mục: Cải cách hành chính", "{T}", "Thứ Sáu, 05/01/2024, 14h30"),
        at(5, 1, 2024, 14, 30),
        None,
        "Cải cách hành chính",
    ),
    Head(
        ("Trang chủ > Tin tức > Mặt trận và các đoàn thể", "", "{T}", "Ngày đăng: 20/10/2022 08:00", "Số lượt xem: 88"),
        at(20, 10, 2022, 8),
        88,
        "Mặt trận và các đoàn thể",
    ),
    Head(("{T}", "Ngày đăng: ", "14/09/2023 15:20", "Đã xem: 32"), at(14, 9, 2023, 15, 20), 32, ""),
    Head(("{T}", "", "45 lượt xem"), None, 45, ""),
    Head(("MẶT TRẬN VÀ CÁC ĐOÀN THỂ", "", "{T}", ""), None, None, "Mặt trận và các đoàn thể"),
    Head(("{T}", ""), None, None, ""),
    Head(
        (
            "Trang chủ",
            "Giới thiệu",
            "Tin tức",
            "Liên hệ",
            "Tìm kiếm",
            "Thứ Hai, 02/12/2024",
            "CÔNG TÁC ĐẢNG",
            "{T}",
            "Ngày đăng 28/11/2024 | 09:30 | Lượt xem: 12",
            "A- A A+",
        ),
        at(28, 11, 2024, 9, 30),
        12,
        "Công tác Đảng",
        True,
    ),
)

LEAD = "Sáng chủ nhật vừa qua, hơn 200 người dân và cán bộ các tổ dân phố đã cùng tham gia tại nhà văn hóa."


class Body(NamedTuple):
    """The text of an article and what stands below it."""

    lines: tuple[str, ...]
    author: str = ""
    source: str = ""
    views: int | None = None


PARAGRAPH = (
    "Tại buổi lễ, đại diện lãnh đạo phường nhấn mạnh vai trò của nhân dân; đề nghị các tổ số 3, 5 và 7 giữ gìn kết quả "
    "đạt được, đồng thời nhân rộng các mô hình hay. Tỷ lệ hộ tham gia đạt 98,5%."
)
OTHER = (
    "Kết thúc buổi lễ, các tổ dân phố đã ký giao ước thi đua và nhận nhiệm vụ của quý tới theo kế hoạch số 05/KH-UBND."
)

BODIES = (
    Body((LEAD, "", PARAGRAPH, "", OTHER)),
    Body(
        (
            LEAD,
            PARAGRAPH,
            "- Quét dọn đường làng, ngõ xóm;",
            "- Trồng thêm 50 cây xanh;",
            "+ Cây phượng: 20 cây;",
            "+ Cây bàng: 30 cây;",
            "- Thu gom rác thải.",
            OTHER,
            "Nguyễn Thị Lan",
        ),
        author="Nguyễn Thị Lan",
    ),
    Body(
        (
            LEAD,
            "",
            LEAD,
            "",
            PARAGRAPH,
            "",
            "1. Công tác tuyên truyền;",
            "2. Công tác vận động;",
            "3. Công tác kiểm tra.",
            "",
            OTHER,
            "",
            "Nguồn: Báo Hà Nội mới",
        ),
        source="Báo Hà Nội mới",
    ),
    Body(
        (
            f"          {LEAD}",
            "\u00a0",
            f"          {PARAGRAPH}",
            "\u00a0",
            f"          {OTHER}",
            "",
            "Số lượt đọc: 1664",
        ),
        views=1664,
    ),
    Body(
        (
            LEAD,
            "",
            "a) Hồ sơ gồm đơn và bản sao.",
            "b) Nơi nộp: bộ phận một cửa.",
            "99.74% cử tri đã đi bầu.",
            "6 tháng đầu năm thu đạt 24/7 khoản, NVH 1+2+3.",
            "",
            "-----------",
            "",
            OTHER,
            "",
            " " * 60 + "UBND phường Hoa Sữa",
        ),
        author="UBND phường Hoa Sữa",
    ),
    Body(
        (
            LEAD,
            "",
            PARAGRAPH,
            "",
            "STT\tHọ và tên\tSố tiền",
            "1\tTrần Văn A\t500.000",
            "2\tLê Thị B\t1.200.000",
            "",
            OTHER,
            "(Theo Cổng Thông tin Chính phủ)",
        ),
        source="Cổng Thông tin Chính phủ",
    ),
)


def lines_of(head: Head, body: Body, title: str) -> list[str]:
    """The lines of an article."""
    return [*(line.replace("{T}", title) for line in head.lines), *body.lines]
