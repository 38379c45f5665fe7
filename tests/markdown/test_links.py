"""Links and bare addresses: what is one and what is none, videos, anchors; the look in advance misses none."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bantin.markdown import autolinks
from bantin.markdown.anchors import anchored
from bantin.markdown.html_pieces import escape_text
from tests.markdown.test_constructs import keys, shape
from tests.markdown.test_converter import at, html, make_marker, mark_up, slug


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("xem https://a.vn.", "https://a.vn"),
        ("(http://a.vn/x_(y))", "http://a.vn/x_(y)"),
        ("www.a.vn/x, và", "https://www.a.vn/x"),
        ("https://a.vn/?x=1&y=2", "https://a.vn/?x=1&y=2"),
        ("gửi ubnd@a.gov.vn.", "mailto:ubnd@a.gov.vn"),
        ("0912345678", "tel:+84912345678"),
        ("0912.345.678", "tel:+84912345678"),
        ("(024) 3827 1234", "tel:+842438271234"),
        ("0204.3 827 123", "tel:+842043827123"),
        ("+84 912 345 678", "tel:+84912345678"),
        ("(+84) 24 3827 1234", "tel:+842438271234"),
        ("hoặc 1900 6789, 24/7", "tel:19006789"),
        ("1800.1091", "tel:18001091"),
        ("tổng đài 19001234", "tel:19001234"),
        ("gọi số 1800 1950", "tel:18001950"),
        ("hotline: 1900 55 88 99", "tel:1900558899"),
        ("(0912) 345-678", "tel:+84912345678"),
        ("0084 912 345 678", "tel:+84912345678"),
        ("00 84 24 3827 1234", "tel:+842438271234"),
        ("+84 (0)912 345 678", "tel:+84912345678"),
        ("(84-24) 3827 1234", "tel:+842438271234"),
        ("Zalo: 84912345678", "tel:+84912345678"),
        ("SĐT 84 912 345 678", "tel:+84912345678"),
        ("mã số thuế, điện thoại: 0912345678", "tel:+84912345678"),
        ("Gọi **115** khi có người bị nạn", "tel:115"),
        ("gọi ngay số 114 để chữa cháy", "tel:114"),
        ("Công an: 113", "tel:113"),
        ("- 114: Cứu hỏa", "tel:114"),
        ("Call 112 if somebody is lost", "tel:112"),
        ("ĐT:0912345678", "tel:+84912345678"),
        ("Tel:(024) 3827 1234", "tel:+842438271234"),
        ("0912·345·678", "tel:+84912345678"),
        ("(xem https://a.vn)và", "https://a.vn"),
        ("[url=https://a.vn]b", "https://a.vn"),
        ("[a](//b.vn/c)", "https://b.vn/c"),
        ("HTTPS://A.VN/B", "HTTPS://A.VN/B"),
    ],
)
def test_addresses_are_links(text: str, target: str) -> None:
    """Of the web, of e-mail, of telephones, each at its place."""
    (link,) = mark_up(text).references
    assert link.target == target
    assert link.place.line == 10


@pytest.mark.parametrize(
    "text",
    [
        "MST: 0301234567",
        "Mã số thuế 0301234567",
        "CCCD số 001099012345",
        "số tài khoản 0912345678",
        "0912345678/QĐ-UBND",
        "12/0912345678/QĐ",
        "STK:0912345678",
        "0912345678 đồng",
        "0912.345.678 đ",
        "09-10-2025 10:30",
        "02.03.2026 và 03.04.2026",
        "00912345678",
        "091234567",
        "0123/2020",
        "giai đoạn 1900 1954",
        "khoảng 19001234 người",
        "1900 2000 đồng",
        "mã số 1900 6789",
        "1900 6789/QĐ-UBND",
        "từ 1800-1900",
        "1900.678",
        "84912345678",
        "tổng 84 912 345 678",
        "tài khoản: **0912345678**",
        "| MST | 0301234567 |\n|---|---|\n| MST | 0301234567 |",
        "Công văn số 113, Nghị định 115/2025/NĐ-CP",
        "gọi 115 thanh niên nhập ngũ",
        "Cấp cứu 115 ca",
        "Công an 113 xã, phường",
        "Điện thoại: số 115, đường A",
        "In 115 homes, 114 of them old",
        "`https://a.vn`",
        "## https://a.vn",
        "a@b",
        "https://",
        "x.www.y",
    ],
)
def test_what_is_no_address(text: str) -> None:
    """Numbers of other kinds, code, headings."""
    assert mark_up(text).references == ()


def test_addresses_without_a_blank_between() -> None:
    """A comma or semicolon before the next address belongs to neither; within one it is a part of it."""
    text = "https://a.vn,https://b.vn;www.c.vn và https://d.vn/1,2;3"
    assert [each.target for each in mark_up(text).references] == [
        "https://a.vn",
        "https://b.vn",
        "https://www.c.vn",
        "https://d.vn/1,2;3",
    ]
    assert keys(text) == []


def test_numbers_in_a_row() -> None:
    """Each of the police, the fire brigade and the ambulance, named once for all."""
    links = mark_up("Gọi 113, 114 hoặc **115**; Công an 113, cứu hỏa 114.").references
    assert [each.target for each in links] == ["tel:113", "tel:114", "tel:115", "tel:113", "tel:114"]


def test_number_in_a_cell() -> None:
    """The cell before says what it is."""
    (link,) = mark_up("| Đơn vị | Số |\n|---|---|\n| Cấp cứu | 115 |").references
    assert (link.target, link.place) == ("tel:115", at(12, 13))


def test_address_over_two_lines() -> None:
    """No sign of a line break gets into it, however short its lines."""
    (link,) = mark_up("Xem [Thông báo](https://\na.vn/b)\nCảm ơn").references
    assert link.target.split() == ["https://", "a.vn/b"]


def test_backslash_behind_a_heading() -> None:
    """It breaks no line there, and the heading stays one."""
    assert shape("## Kế hoạch\\\nnăm 2026") == '<h2 id="ke-hoach">Kế hoạch</h2><p>năm 2026</p>'


def test_link_in_a_link() -> None:
    """The words of a link are no link of their own."""
    assert [each.target for each in mark_up("[https://a.vn](b.md) <a href='c.md'>0912345678</a>").references] == [
        "b.md",
        "c.md",
    ]


def test_places_of_addresses() -> None:
    """The second of two alike is at its own place."""
    assert [each.place for each in mark_up("https://a.vn\nvà https://a.vn").references] == [at(10), at(11, 4)]


@pytest.mark.parametrize(
    ("hosts", "expected"),
    [
        ((), '<p class="video-card"><a href="https://youtu.be/abcdefghijk">https://youtu.be/abcdefghijk</a></p>'),
        (
            ("www.youtube-nocookie.com",),
            (
                '<figure class="video"><iframe src="https://www.youtube-nocookie.com/embed/abcdefghijk" '
                'title="YouTube" allowfullscreen="" loading="lazy"></iframe><figcaption><a href="https://youtu.be/abcdefghijk">'
                "https://youtu.be/abcdefghijk</a></figcaption></figure>"
            ),
        ),
    ],
)
def test_video(hosts: tuple[str, ...], expected: str) -> None:
    """Alone in its line: a card, and the video itself where config allows its host; in a sentence a link."""
    marker = make_marker(embed_hosts=hosts)
    for text in (
        "https://youtu.be/abcdefghijk",
        "Một.\n\nhttps://youtu.be/abcdefghijk",
        "<https://youtu.be/abcdefghijk>",
    ):
        assert expected in marker.mark_up(text, "x.md", 1).html(lambda each: f' href="{each.target}"')
    assert "video" not in html("Xem https://youtu.be/abcdefghijk") + html("[a](https://youtu.be/abcdefghijk)")


def test_anchors_and_their_links() -> None:
    """`<a name>` is an id; ids and fragments pass through one change, on whichever page."""
    body = mark_up('<a name="Chú thích"></a>A. [b](#chú-thích) [c](#Chú%20thích)\n\n## Ô tô {#_Xe}\n\n[d](#xe)')
    assert body.anchors == {"chu-thich", "xe"}
    assert [anchored(each.target, slug) for each in body.references] == ["#chu-thich", "#chu-thich", "#xe"]
    for target, expected in (
        ("../x.md#Ô tô", "../x.md#o-to"),
        ("/a/#b", "/a/#b"),
        ("#fnref2:1", "#fnref2:1"),
        ("https://a.vn/#Ô", "https://a.vn/#Ô"),
        ("x.md#", "x.md#"),
        ("x.md", "x.md"),
    ):
        assert anchored(target, slug) == expected


def test_two_telephone_numbers() -> None:
    """With a slash between them, which a document's number has too."""
    targets = [each.target for each in mark_up("Gọi 0912345678/024 3827 1234, số 15/0912345678/QĐ").references]
    assert targets == ["tel:+84912345678", "tel:+842438271234"]


# ---- the look in advance

PIECES = st.sampled_from(
    "0 00 84 +84 (84) (84-24) 091 0912345678 234 567 24 1900 1800 5999 115 113 111 gọi Gọi công an: Hoặc hoặc khi hộ "
    "https:// www. a.vn b@c.vn & < > . , - ( ) / \u00a0".split(" ")
)


@given(st.lists(PIECES | st.sampled_from([" ", "\n", "\u00a0"]), max_size=12).map("".join))
@example("gọi 84\u00a024 3456 7890")
@example("gọi (0084)912345678")
@example("gọi 84 (0)912345678")
@example("Gọi 115 Hoặc gặp bà Lan")
@example("gọi 115 khi có cháy")
@example("gọi 1900\u00a05999")
def test_no_address_is_missed(text: str) -> None:
    """Neither in words nor in HTML."""
    if any(autolinks.found_in(text)):
        assert autolinks.may_be_in(text)
        assert autolinks.may_be_in(f"<p>{escape_text(text)}</p>")


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Xem https://a.gov.vn.Chọn mục", "https://a.gov.vn"),
        ("Xem https://a.gov.vn,Sau đó", "https://a.gov.vn"),
        ("Xem https://a.vn/b.Đọc", "https://a.vn/b"),
        ("Xem https://a.vn/Bao.Cao", "https://a.vn/Bao.Cao"),
        ("Xem https://a.vn/b_c_d?__e__=f_g", "https://a.vn/b_c_d?__e__=f_g"),
        ("Xem _https://a.vn/b_c_ nhé", "https://a.vn/b_c"),
        ("Xem **https://a.vn/b_c** nhé", "https://a.vn/b_c"),
        ("Xem https://a.vn/?b=1&amp;_c_=2", "https://a.vn/?b=1&_c_=2"),
    ],
)
def test_where_an_address_ends(text: str, target: str) -> None:
    """Before the next sentence, though no blank stands between; `_` within it is part of it."""
    assert [each.target for each in mark_up(text).references] == [target]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("0912 345 678-0987 654 321", ["tel:+84912345678", "tel:+84987654321"]),
        ("024-3942-0011", ["tel:+842439420011"]),
        ("(+84 24) 3942 0011, (84-24) 3942 0011", ["tel:+842439420011"] * 2),
        ("0912345678,0987654321;0912345679", ["tel:+84912345678", "tel:+84987654321", "tel:+84912345679"]),
        ("1,0912345678 và 0912345678,5", []),
        ("Mã 2026-0912345678, 0912345678-KH, 0912345678-12", []),
    ],
)
def test_two_numbers_with_a_dash_between(text: str, targets: list[str]) -> None:
    """Both can be called; a number behind another one that is none is a part of that."""
    assert [each.target for each in mark_up(text).references] == targets
