"""Short lines stay apart, as in an address or a verse; wrapped prose is not broken."""

import pytest

from tests.markdown.test_constructs import shape
from tests.markdown.test_converter import html


@pytest.mark.parametrize(
    "text",
    [
        "UBND phường Phúc Lợi\nSố 1, đường A\nQuận Long Biên",
        "Thân em như chẽn lúa đòng đòng\nPhất phơ dưới ngọn nắng hồng ban mai",
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
        "Số 12 ngõ 5\nPhường Phúc Lợi\nHà Nội",
        "> Trăm năm trong cõi người ta,\n> Chữ tài chữ mệnh khéo là ghét nhau.",
        "- Ms A,\n  Chair",
        "👉 Đơn đề nghị\n👉 Ảnh thẻ",
        "Xem tại: https://a.vn\nhttps://b.vn",
        "Ward People's Committee\n1 A Street\nemail: a\ntel: b",
        "Thân em như tấm lụa đào\nPhất phơ giữa chợ biết vào tay ai\nthương em anh cũng muốn sang\nsợ lòng bố mẹ",
        "Một đoạn văn dài hơn hẳn những dòng ngắn ở dưới, viết trên một dòng.\n\nSố 1, đường A\nPhường B, quận",
    ],
)
def test_short_lines_stay_apart(text: str) -> None:
    """An address, a verse."""
    assert "<br>" in html(text)


@pytest.mark.parametrize(
    "text",
    [
        "**Điều 1.** {}.\n**Điều 2.** {}.",
        "**Điều 1.** {}\nvà {}.\n**Điều 2.** {}.",
        "Điều 1. {}\nĐiều 3. {}",
        "2026. {}\n2027. {}",
        "21. 11. 2026 {}\n25. 11. 2026 {}",
        "Ngày 21/11/2026 {}\nNgày 25/11/2026 {}",
        "8h00: {}\n9h30: {}",
        "1) {}\n2) {}",
        "a) {}\nb) {}",
        "[1] {}\n[2] {}",
        "Thời gian: 8h00.\nThành phần: {}",
        "Căn cứ {};\nTheo {}",
        "**Mục tiêu**\nNâng cao {}",
        "👉 Bà con {}\n👉 Các tổ {}",
        "{}\nhttps://a.vn/b",
        "https://a.vn/b\n{}",
        "Theo {}.\nĐiều 2. {}",
        "ỦY BAN NHÂN DÂN PHƯỜNG\nVề việc {}",
        "**THÔNG BÁO**\ntạm ngừng {}",
        "Về việc {} này\nVề việc {}",
    ],
)
def test_long_lines_of_a_row_stay_apart(text: str) -> None:
    """However long they are."""
    assert shape(text.replace("{}", "thực hiện kế hoạch của Ủy ban nhân dân phường trong năm nay")).count("<br>") == 1


@pytest.mark.parametrize(
    ("text", "breaks"),
    [
        ("👉 Bà con {}\n👉 Địa điểm: NVH tổ 3\nMời bà con đến dự!\n#PhucLoi\n—\nLiên hệ: chị Hoa", 5),
        ("Kính mời: {}.\nThời gian: 8h00\nĐịa điểm : NVH tổ 3\nRất mong ông bà đến dự!", 3),
        ("Thời gian: 8h00\nĐịa điểm: {}\nRất mong ông bà đến dự!", 1),
        ("Thời gian: 8h00\nĐịa điểm: NVH tổ 3\nnếu {}", 1),
        ("Kính thưa đồng chí!\nKính thưa bà con!\nHôm nay, {}", 2),
        ("Họ và tên:.........Ngày sinh:.../.../......\nĐịa chỉ:.........\nTheo {}", 2),
    ],
)
def test_lines_behind_a_row(text: str, breaks: int) -> None:
    """A short line of a row is followed by a new line, not by more of its own words; a long one by either."""
    assert (
        shape(text.replace("{}", "thực hiện kế hoạch của Ủy ban nhân dân phường trong năm nay")).count("<br>") == breaks
    )


def test_head_of_a_document() -> None:
    """Lines in capitals, its number and its long subject."""
    subject = "Về việc tổ chức ra quân tổng vệ sinh môi trường trên địa bàn phường trong quý I năm 2026"
    head = f"ỦY BAN NHÂN DÂN PHƯỜNG\nSố: 12/TB-UBND\nTHÔNG BÁO\n{subject}"
    assert shape(head) == f"<p>{head.replace(chr(10), '<br> ')}</p>"


PROSE = (
    "Ủy ban Nhân dân phường Phúc Lợi Quận Long Biên Thành phố Hà Nội Mời Bà Con Tổ Dân Phố Số Năm Dự Họp Tại Nhà Văn "
    "Hóa Phường Phúc Lợi Ngày Mười Tháng Ba Năm Hai Nghìn Không Trăm Mười Tám Trân Trọng Kính Mời"
)


def wrapped(prose: str, width: int) -> str:
    """`prose` as it is broken by hand where a line is full."""
    lines = [""]
    for word in prose.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


@pytest.mark.parametrize("width", range(40, 90))
def test_wrapped_prose_is_not_broken(width: int) -> None:
    """At no width in which prose is written, though every word begins with a capital."""
    assert "<br>" not in html(wrapped(PROSE, width))


@pytest.mark.parametrize("width", range(55, 90))
def test_wrapped_capitals_are_not_broken(width: int) -> None:
    """Nor is prose in which whole lines are in capitals, in a text that is wider elsewhere."""
    capitals = wrapped(f"{PROSE.upper()} {PROSE} {PROSE.upper()}", width)
    assert "<br>" not in html(f"{PROSE}\n\n{capitals}")
