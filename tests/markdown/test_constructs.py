"""Markdown as people write it: each construct in the forms that are met, and what is told where it is doubtful."""

import re
import sys

import pytest

from bantin.markdown.anchors import anchored
from bantin.problems import Problem, error, warning
from tests.markdown.test_converter import at, html, make_marker, mark_up, slug


def shape(text: str) -> str:
    """The page's elements and words, without line breaks between them; other white space as one blank."""
    return " ".join(re.sub(r">\s+<", "><", html(text)).split()).replace('<div class="table-scroll" tabindex="0">', "")


def keys(text: str) -> list[str]:
    """What is told of a text."""
    return [problem.key for problem in mark_up(text).problems]


# ---- lists

NESTED = "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"


@pytest.mark.parametrize("width", [2, 3, 4])
@pytest.mark.parametrize("sign", ["-", "*", "+"])
def test_children_by_their_width(width: int, sign: str) -> None:
    """Two, three or four blanks make an item a child of the one above, at each level."""
    text = "\n".join(f"{' ' * width * level}{sign} {word}" for level, word in ((0, "a"), (1, "b"), (2, "c"), (0, "d")))
    assert shape(text) == NESTED
    assert keys(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n\t- b\n\t\t- c\n- d", NESTED),
        ("1. a\n   - b\n   - c\n2. d", "<ol><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ol>"),
        ("10. a\n    - b\n11. c", '<ol start="10"><li>a<ul><li>b</li></ul></li><li>c</li></ol>'),
        ("- a\n 1. b", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        ("- a\n\n  b\n- c", "<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>"),
        ("- a\n\n    b\n- c", "<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>"),
        ("1. a\n\n   ![b](b.jpg)", '<ol><li><p>a</p><figure><img src="b.jpg" alt="b"></figure></li></ol>'),
        ("- a\n\n  b\n  - c\n  - d", "<ul><li><p>a</p><p>b</p><ul><li>c</li><li>d</li></ul></li></ul>"),
        ("- a\nb\n  c\n- d", "<ul><li>a b c</li><li>d</li></ul>"),
        ("-\u00a0a\n-\u00a0b", "<ul><li>a</li><li>b</li></ul>"),
        ("1.\ta\n2.\tb", "<ol><li>a</li><li>b</li></ol>"),
        ("- a\n  > b\n- c", "<ul><li><p>a</p><blockquote><p>b</p></blockquote></li><li><p>c</p></li></ul>"),
        ("- a\n  ```\n  b\n  ```", "<ul><li><p>a</p><pre><code>b </code></pre></li></ul>"),
        ("1. a\n- b\n- c\n2. d", '<ol><li>a</li></ol><ul><li>b</li><li>c</li></ul><ol start="2"><li>d</li></ol>'),
        ("> a\n> - b\n>   - c", "<blockquote><p>a</p><ul><li>b<ul><li>c</li></ul></li></ul></blockquote>"),
    ],
)
def test_lists(text: str, expected: str) -> None:
    """Children, paragraphs, pictures, quotes and code of an item; lazy lines; blanks that do not look like blanks."""
    assert shape(text) == expected


@pytest.mark.parametrize(
    "text", ["Gồm:\n- a", "Gồm\n- a\n- b", "Gồm\n1. a\n2. b", "Gồm:\n\n- a", "Gồm\nhai:\n* a\n* b", "Gồm:\n3. a"]
)
def test_list_straight_below_words(text: str) -> None:
    """Where it can be nothing else: below a colon, or of two items."""
    assert re.search(r"</p><[uo]l", shape(text))
    assert keys(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Gồm\n- a", ["list-needs-blank-line"]),
        ("ngày\n20. Sau", ["list-needs-blank-line"]),
        ("năm\n2026. Sau", []),
        ("2026. Năm nay", []),
        ("6 tháng đầu năm\n10 tháng sau", []),
    ],
)
def test_words_that_look_like_items(text: str, told: list[str]) -> None:
    """A lone line may have been broken by hand; a year, and a number without a stop, are no item."""
    assert "<li>" not in html(text)
    assert keys(text) == told


@pytest.mark.parametrize("sign", ["•", "–", "a)", "1)", "a.", "1.1.", "I.", "➢", "\uf0b7", "●"])
def test_each_run_of_foreign_items_is_told(sign: str) -> None:
    """Not only the first of a text; and not a single line that may be words."""
    text = f"Gồm:\n{sign} a\n{sign} b\n\nCả:\n{sign} c\n{sign} d"
    shown = "U+F0B7" if sign == "\uf0b7" else sign
    assert mark_up(text).problems == tuple(warning("list-other-sign", at(line), sign=shown) for line in (11, 15))
    assert keys("– Thưa ông, tôi đến.") == keys("I. Tên") == keys("a. Tên") == []


def test_signs_without_a_blank() -> None:
    """Told where two lines begin so; a number below zero and a decimal are none."""
    assert keys("-a\n-b") == keys("1.a\n2.b") == keys("Gồm:\n-a") == ["list-sign-without-blank"]
    assert keys("-5 độ\n-6 độ") == keys("1.5 lít\n2.5 lít") == keys("-Anh đi đâu?") == []


def test_bullets_keep_their_breaks() -> None:
    """A line that begins with a bullet was surely a line of its own."""
    assert shape("Gồm:\n• a\n• b") == "<p>Gồm:<br> • a<br> • b</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Trồng cây\n- Quét\nII. VIỆC", "<ul><li>Trồng cây</li><li>Quét</li></ul><p>II. VIỆC</p>"),
        (
            "- Trồng cây ở ngõ\n- Quét\nCảm ơn.\n\n- Nữa",
            "<ul><li>Trồng cây ở ngõ</li><li>Quét</li></ul><p>Cảm ơn.</p><ul><li>Nữa</li></ul>",
        ),
        (
            "1. Hồ sơ nộp tại phường\n2. Gồm\n**Đơn**\n3. Nhận",
            "<ol><li>Hồ sơ nộp tại phường</li><li>Gồm<br><strong>Đơn</strong></li><li>Nhận</li></ol>",
        ),
        ("- Trồng cây ở ngõ\n- Quét\nngõ", "<ul><li>Trồng cây ở ngõ</li><li>Quét ngõ</li></ul>"),
        ("- Trồng cây xanh ở\nNgõ 5", "<ul><li>Trồng cây xanh ở<br> Ngõ 5</li></ul>"),
    ],
)
def test_line_straight_below_a_list(text: str, expected: str) -> None:
    """It is none of the item's where it begins a sentence, and its first word would have had room above."""
    assert shape(text) == expected


def test_list_in_a_footnote() -> None:
    """Straight below the note's first words."""
    assert "<p>Gồm:</p><ul><li>một</li><li>hai</li></ul>" in shape("a[^b]\n\n[^b]: Gồm:\n    - một\n    - hai")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![a](b.jpg)\nLời", '<figure><img src="b.jpg" alt="a"></figure><p>Lời</p>'),
        ("Lời.\n![a](b.jpg)\n\nlời", '<p>Lời.</p><figure><img src="b.jpg" alt="a"></figure><p>lời</p>'),
        ("Lời.\n![a](b.jpg)\nLời", '<p>Lời.</p><figure><img src="b.jpg" alt="a"></figure><p>Lời</p>'),
        ("Bấm\n![a](b.jpg)\nđể mở", '<p>Bấm <img src="b.jpg" alt="a"> để mở</p>'),
        ("- x\n  ![a](b.jpg)", '<ul><li><p>x</p><figure><img src="b.jpg" alt="a"></figure></li></ul>'),
        (
            "![a](b.jpg)\n{: .align-right }\nLời",
            '<figure class="align-right"><img src="b.jpg" alt="a"></figure><p>Lời</p>',
        ),
    ],
)
def test_pictures_on_lines_of_their_own(text: str, expected: str) -> None:
    """They stand apart from the text above and below; not where they are part of a sentence."""
    assert shape(text) == expected


@pytest.mark.parametrize("text", ['Bấm ![a](b.jpg "Chú") đó', '| a | b |\n|---|---|\n| ![a](b.jpg "Chú") | c |'])
def test_captions_that_are_not_shown(text: str) -> None:
    """Of pictures within a sentence or a table: told."""
    (problem,) = mark_up(text).problems
    assert (problem.key, dict(problem.values)) == ("caption-within", {"caption": "Chú"})


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1. a\n3. b\n4. c", [None, "3", None]),
        ("1. a\n\n3. b", [None, "3"]),
        ("1. a\n1. b\n1. c", [None, None, None]),
        ("1. a\n2. b\n2. c\n3. d", [None, None, "2", None]),
        ("- a\n  1. b\n  5. c", [None, None, "5"]),
        ("1. a\n   - b\n5. [ ] c", [None, None, "5"]),
        ("1. a\n   5. b\n   6. c\n2. d", [None, None, None, None]),
        ("9. a `b`\n7. c", [None, "7"]),
    ],
)
def test_numbers_as_they_are_written(text: str, values: list[str | None]) -> None:
    """An item keeps its number, unless all are `1.`."""
    items = re.findall(r"<li([^>]*)>", html(text))
    assert [found[1] if (found := re.search(r'value="(\d+)"', each)) else None for each in items] == values
    assert keys(text) == []


@pytest.mark.parametrize("text", ["21. 11. 2026 họp", "1. 1. Mục tiêu", "1. 12. a"])
def test_two_numbers_in_a_row(text: str) -> None:
    """A date, a section: words."""
    assert shape(text) == f"<p>{text}</p>"
    assert shape(f"- {text}") == f"<ul><li>{text}</li></ul>"


def test_list_below_a_bare_number() -> None:
    """Its sign stands alone in its line."""
    assert shape("1.\n   1. a\n   2. b\n2. c") == "<ol><li><ol><li>a</li><li>b</li></ol></li><li>c</li></ol>"


@pytest.mark.parametrize("sign", ["\u200b", "\ufeff", "\u2060", "\u200e", "\u00ad", "\u200b\u200b"])
def test_invisible_signs(sign: str) -> None:
    """Before or behind a sign of Markdown they are not there; within words they stay."""
    for text in ("- a\n- b", "1. a\n2. b", "## a", "| a | b |\n|---|---|\n| 1 | 2 |", "> a", "[a](b.md)", "**a** b"):
        expected = shape(text)
        assert shape("\n".join(sign + line for line in text.split("\n"))) == expected
        assert shape(re.sub(r"(?<=[-#>|*.])( |$)", rf"{sign}\1", text, flags=re.MULTILINE)) == expected
    assert shape(f"a{sign}b") == f"<p>a{sign}b</p>"


def test_tasks() -> None:
    """To be done, and done."""
    assert shape("- [ ] a\n- [x] b") == '<ul><li class="task">☐ a</li><li class="task">☑ b</li></ul>'


# ---- headings, words


def test_heading_wants_a_blank() -> None:
    """`#hashtag` and `#1` are words; of `##Tiêu đề` it is told; a blank may be any."""
    assert shape("##\u00a0A\n\n##\u3000B") == '<h2 id="a">A</h2><h2 id="b">B</h2>'
    assert shape("Bài.\n#PhucLoi #1\n\n- #xanh\n\n> #a") == (
        "<p>Bài. #PhucLoi #1</p><ul><li>#xanh</li></ul><blockquote><p>#a</p></blockquote>"
    )
    assert keys("#PhucLoi\n\n#1") == []
    assert mark_up("a\n\n##Tiêu đề").problems == (warning("heading-without-blank", at(12), sign="##"),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("~~a~~ ~~b c~~", "<p><del>a</del><del>b c</del></p>"),
        ("~5 km và ~6 km", "<p>~5 km và ~6 km</p>"),
        ("a\\\nb", "<p>a<br> b</p>"),
        ("2*3*4 = 24, 5*3 và 4*2", "<p>2*3*4 = 24, 5*3 và 4*2</p>"),
        ("dài*rộng*cao, *một* **hai**ba", "<p>dài*rộng*cao, <em>một</em><strong>hai</strong>ba</p>"),
        ("\\!\\\"\\#\\$\\%\\'\\,\\/\\:\\;\\=\\?\\@\\^\\~", "<p>!\"#$%',/:;=?@^~</p>"),
        ("\\<b\\> \\& \\|", "<p>&lt;b&gt; &amp; |</p>"),
        ("tr&ocirc;\u0300ng", "<p>trồng</p>"),
        ("<nop> chào <Họ tên>, a < b", "<p>&lt;nop&gt; chào &lt;Họ tên&gt;, a &lt; b</p>"),
        ("<div>\n<Họ tên>\n</div>", "<div> &lt;Họ tên&gt; </div>"),
        ("```text\na\n\n  b\n```\nc", "<pre><code>a b </code></pre><p>c</p>"),
        ("~~~\n```\n~~~", "<pre><code>``` </code></pre>"),
        ('```ts nofixture title="a.ts"\nlet a\n```', "<pre><code>let a </code></pre>"),
    ],
)
def test_words(text: str, expected: str) -> None:
    """Strikethrough, line breaks, escapes, entities, angle brackets, code between fences."""
    assert shape(text) == expected
    assert keys(text) == []


# ---- tables

SMALL = "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr>"
END = "</tbody></table></div>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x:\n| a | b |\n|---|---|\n| 1 | 2 |", f"<p>x:</p>{SMALL}{END}"),
        ("| a | b |\n\n|---|---|\n\n| 1 | 2 |", f"{SMALL}{END}"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\n| 3 | 4 |", f"{SMALL}<tr><td>3</td><td>4</td></tr>{END}"),
        ("| a | b |\n|—|–|\n| 1 | 2 |", f"{SMALL}{END}"),
        ("| a | b |\n|---|\n| 1 | 2 |", f"{SMALL}{END}"),
        ("| a | b |\n|---|---|---|\n| 1 | 2 |", f"{SMALL}{END}"),
        ("| a | b |\n| 1 | 2 |", f"{SMALL}{END}"),
        ("a|b\n-|-\n1|2", f"{SMALL}{END}"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\nx", f"{SMALL}{END}<p>x</p>"),
        ("| a | b |\n|---|---|\n|---|---|\n| 1 | 2 |\n|:--|---|", f"{SMALL}{END}"),
        ("|---|---|\n| a | b |\n|---|---|\n| 1 | 2 |", f"{SMALL}{END}"),
        ("+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+", f"{SMALL}{END}"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n| - | - |", f"{SMALL}<tr><td>-</td><td>-</td></tr>{END}"),
        ("| a | b |\n|___|___|\n| 1 | 2 |", f"{SMALL}{END}"),
        ("| a | b |\n| 1 | 2 |\n|---|---|", f"{SMALL}{END}"),
        ("│ a │ b │\n├───┼───┤\n│ 1 │ 2 │", f"{SMALL}{END}"),
        ("┌───┬───┐\n│ a │ b │\n├───┼───┤\n│ 1 │ 2 │\n└───┴───┘", f"{SMALL}{END}"),
        ("¦ a ¦ b ¦\n¦ 1 ¦ 2 ¦\n\nx", f"{SMALL}{END}<p>x</p>"),
        ("| a | b |\n|---|---|\n| 1 | 2\nhai\nba |", f"{SMALL}{END}".replace("2</td>", "2<br>hai<br>ba</td>")),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | ____ |", f"{SMALL}<tr><td>3</td><td>____</td></tr>{END}"),
        ("     | a | b |\n     |---|---|\n     | 1 | 2 |\n\nx", f"{SMALL}{END}<p>x</p>"),
        ("- x\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |", f"<ul><li><p>x</p>{SMALL}{END}</li></ul>"),
        ("> | a | b |\n> |---|---|\n> | 1 | 2 |", f"<blockquote>{SMALL}{END}</blockquote>"),
        (
            "a\tb\tc\n1\t2\t3|4",
            f"{SMALL}{END}".replace("</th></tr>", "</th><th>c</th></tr>").replace("2</td>", "2</td><td>3|4</td>"),
        ),
    ],
)
def test_tables(text: str, expected: str) -> None:
    """Straight below words, with gaps, with any rule or none, from a spreadsheet, in an item or a quote."""
    assert shape(text) == expected
    assert keys(text) == []


def test_no_cell_is_cut() -> None:
    """A longer row makes the table wider, and is told."""
    body = mark_up("| a | b |\n|---|--:|\n| 1 | 2 | 3 |\n| 4 |")
    assert body.text == "a\nb\n1\n2\n3\n4"
    assert body.problems == (warning("table-row-longer", at(12), cells=3, columns=2),)
    assert "table-row-longer" not in keys("| a | b |\n|---|---|\n| 1 | `x|y` |\n| x\\|y | 2 |")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("| a | b |\n| 1 | 2 | 3 |", ["table-not-understood"]),
        ("a | b\n1 | 2", ["table-not-understood"]),
        ("| a | b |", ["table-not-understood"]),
        ("a\tb\tc\n1\t2", ["table-tabs"]),
        ("│ a │ b │\n│ 1 │ 2 │ 3 │", ["table-not-understood"]),
        ("07/03/2018 | 10:11", []),
        ("Nơi nhận:\tTM. UBND", []),
    ],
)
def test_what_may_be_a_table_is_told(text: str, told: list[str]) -> None:
    """Once for each."""
    assert keys(text) == told


# ---- links


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


# ---- HTML


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "<details>\n<summary>S</summary>\n\n**a**\n\n</details>\n\nb",
            "<details><summary>S</summary><p><strong>a</strong></p></details><p>b</p>",
        ),
        (
            '<div class="gallery">\n\n- [a](a.md)\n\n</div>',
            '<div class="gallery"><ul><li><a href="a.md">a</a></li></ul></div>',
        ),
        (
            "<figure>\n\n![a](a.jpg)\n\n<figcaption>\n\n*b*\n\n</figcaption>\n</figure>",
            '<figure><img src="a.jpg" alt="a"><figcaption><p><em>b</em></p></figcaption></figure>',
        ),
        (
            "<table>\n  <tr>\n    <td>\n\n      - a\n\n    </td>\n  </tr>\n</table>",
            "<table><tbody><tr><td><ul><li>a</li></ul></td></tr></tbody></table></div>",
        ),
        ("<pre>\na\n\n**b**\n</pre>\n\n*c*", "<pre>a **b** </pre><p><em>c</em></p>"),
        ("a\n<!-- x\n\ny -->\nb", "<p>a</p><p>b</p>"),
        ("- <div>a</div>\n- b", "<ul><li><div>a</div></li><li>b</li></ul>"),
    ],
)
def test_markdown_in_html(text: str, expected: str) -> None:
    """After a blank line it is read; within `<pre>` and comments nothing is."""
    assert shape(text) == expected
    assert keys(text) == []


@pytest.mark.parametrize(
    ("text", "expected", "problem"),
    [
        ("a <b>c\n\nd", "<p>a <b>c</b></p><p>d</p>", warning("html-unclosed", at(10, 3), tag="b")),
        ("<b>x</b>\n\na <b>c", "<p><b>x</b></p><p>a <b>c</b></p>", warning("html-unclosed", at(12, 3), tag="b")),
        ("<p>a\n\n## b\n\n*c*", '<p>a </p><h2 id="b">b</h2><p><em>c</em></p>', None),
        (
            '<div class="align-right">\n\na\n\n## b',
            '<div class="align-right"></div><p>a</p><h2 id="b">b</h2>',
            warning("html-unclosed", at(10), tag="div"),
        ),
        ("- <div>a\n- b", "<ul><li><div>a</div></li><li>b</li></ul>", warning("html-unclosed", at(10, 3), tag="div")),
    ],
)
def test_what_is_never_closed(text: str, expected: str, problem: Problem | None) -> None:
    """It ends with its own block, and is told."""
    assert shape(text) == expected
    assert mark_up(text).problems == ((problem,) if problem else ())


# ---- labels, boxes, what belongs to other programs


def test_labels_twice() -> None:
    """The second of a footnote or an address is an error."""
    assert error("label-twice", at(16), label="^1") in mark_up("a[^1]\n\n[^1]: b\n\nc\n\n[^1]: d").problems
    assert error("label-twice", at(13), label="X") in mark_up("[a][x]\n\n[x]: b.md\n[X]: c.md").problems
    assert keys("[a][x] [b][y]\n\n[x]: b.md\n[y]: c.md") == keys("[Ảnh]: một hai\n\n[Ảnh]: ba bốn") == []


def test_undefined_references() -> None:
    """Each at its place."""
    assert mark_up("[a][b] ![c][1] [d][]").problems == (
        warning("reference-undefined", at(10), written="[a][b]", label="b"),
        warning("reference-undefined", at(10, 8), written="![c][1]", label="1"),
        warning("reference-undefined", at(10, 16), written="[d][]", label="d"),
    )


NOTE = '<div class="admonition note"><p class="admonition-title">Ghi chú</p><p>a</p></div>'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[Lưu ý]: khẩn", "[Lưu ý]: khẩn"),
        ("[Lưu ý]:\nkhẩn", "[Lưu ý]: khẩn"),
        ("> Một\n> [Giờ]: 8:00", "Một [Giờ]: 8:00"),
        ("- một\n\n  [Ghi chú]: xong.", "một [Ghi chú]: xong."),
        ("[kh]: https://a.vn", ""),
        ("[//]: # (để sau)", ""),
    ],
)
def test_words_that_look_like_a_definition(text: str, shown: str) -> None:
    """Are words, unless an address follows."""
    assert " ".join(re.sub(r"<[^>]*>", " ", html(text)).split()) == shown
    assert keys(text) == ["definition-unused"] * (text == "[kh]: https://a.vn")


def test_a_label_of_words_that_is_used() -> None:
    """Makes a link, though nothing says that an address follows."""
    assert [each.target for each in mark_up("Xem [đơn] này.\n\n[đơn]: mau-don").references] == ["mau-don"]


def test_blank_before_the_colon_of_a_footnote() -> None:
    """Is how some write it."""
    assert html("Một[^1]\n\n[^1] : Hai") == html("Một[^1]\n\n[^1]: Hai")


def test_two_telephone_numbers() -> None:
    """With a slash between them, which a document's number has too."""
    targets = [each.target for each in mark_up("Gọi 0912345678/024 3827 1234, số 15/0912345678/QĐ").references]
    assert targets == ["tel:+84912345678", "tel:+842438271234"]


def test_tasks_as_people_write_them() -> None:
    """With nothing between the brackets, and without a blank behind them."""
    assert re.findall(r'class="task">(. \w+)', html("- [] a\n- [ ]b\n- [X] c\n- [x](d.md)")) == ["☐ a", "☐ b", "☑ c"]


def test_rule_drawn_with_a_plus() -> None:
    """As an organiser's tables have it."""
    assert shape("| a | b |\n|---+---|\n| c | d |") == shape("| a | b |\n|---|---|\n| c | d |")


@pytest.mark.parametrize("text", ["> [!NOTE]\n> a", "> [!note] a", "!!! note\na", "!!! note\n  a", "!!! note\n\n    a"])
def test_boxes(text: str) -> None:
    """In GitHub's form, not indented, indented by two."""
    assert shape(text) == NOTE
    assert keys(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("![[a.jpg]]", ["wiki-picture"]),
        ("[[a]]", ["wiki-link"]),
        ("{{< a >}}", ["shortcode"]),
        ("{% a %}", ["shortcode"]),
        ("một %%chưa chắc%% hai", ["shortcode"]),
        ("??? tip\n    a", ["shortcode"]),
        ('???+ note "Tên"\n    a', ["shortcode"]),
        ("{:toc}", ["shortcode"]),
        ("Câu^[chú thích] này", ["footnote-inline"]),
        ("100%% và 50%%, hả???", []),
        ("++gạch chân++ và ||giấu||, nữa", ["highlight-signs", "highlight-signs"]),
        ("C++, ++i, 3++ và a || b || c", []),
        ("Họp ~8 giờ~ 9 giờ", ["strike-sign"]),
        ("~5 km (~6 km), x ~ y ~ z, \\~a~", []),
        ("Công thức \\(x^2\\), \\(y\\) và \\[a_1 = b\\]", ["formula-signs"] * 3),
        ("Tệp \\[mẫu\\], \\(xem sau\\)", []),
        ("'''\na\n'''", ["fence-of-quotes"]),
        ("> ’’’ python\n> a", ["fence-of-quotes"]),
        ("Ông nói: '''a'''", ["other-markup"]),
        ("Ông nói: ''a'', '''b", []),
        ("[Mẫu đơn](#) và [lên đầu trang](#)", ["link-nowhere"]),
        ("Xem https://a.vn/bản đồ phường.pdf nhé", ["address-cut"]),
        ("Xem https://a.vn/b, tệp c.pdf; https://a.vn/d.pdf và e.pdf", []),
        ("Chữ {:.b} và {: #c } nữa", ["markdown-left-over"]),
        ("`++a++` `~b~` `{:.c}`", []),
        ("`^[a]` và \\^[a]", []),
        ("Http://a.vn và HTTPS://b.vn", []),
        ("*[A]: b", ["abbreviation-line"]),
        ("> [!A]\n> b", ["alert-unknown"]),
        ("> [!Lưu ý]\n> b", ["alert-unknown"]),
        ("!!! note", ["box-empty"]),
        ("```\na", ["fence-open"]),
        ("(trang)[https://a.vn]", ["link-swapped"]),
        ("(mẫu)[mau.docx] và (a)[^1]\n\n[^1]: b", ["link-swapped"]),
        ("! [Ảnh](a.jpg)", ["picture-blank"]),
        ("==quan trọng== và a == b == c", ["highlight-signs"]),
        (":::note\nchữ\n:::", ["other-markup"]),
        ("> ::: warning Khẩn\n> chữ", ["other-markup"]),
        ("== Kết quả ==\n\nMột '''hai''' và ''ba''", ["other-markup", "other-markup"]),
        ("- [b]Một[/b] và [url=https://a.vn]hai[/url]", ["other-markup", "other-markup"]),
        ("Mục [b] và [i] của khoản [1/2]", []),
        ("[!Cây](cay.jpg) và [!Chú ý](a.md)", ["other-markup"]),
        (
            "> Một:contentReference[oaicite:0]{index=0} hai【1†nguồn】 \ue200cite\ue202turn0search1\ue201",
            ["remark-of-program"] * 3,
        ),
        ("| a | b |\n|---|---|\n| một [sửa] | hai [cần dẫn nguồn] |", ["remark-of-program"] * 2),
        ("[sửa](a.md) và 【lưu ý】", []),
        ("&lt;b&gt;Một&lt;/b&gt; và &amp;nbsp; hai", ["html-coded"]),
        ("a &lt; b, &lt;họ tên&gt;, A &amp; B", []),
        ("\\*\\*Một\\*\\* và \\[hai\\](a.md)", ["signs-escaped", "signs-escaped"]),
        ("5\\*3\\*2, \\[mẫu\\] (a)", []),
        ("Một\n\nanh.jpg\n\n> ke-hoach.pdf", ["picture-name-alone", "file-name-alone"]),
        ("![anh.jpg]\n\n!anh.jpg!\n\n[don.docx]", ["picture-name-alone", "picture-name-alone", "file-name-alone"]),
        ("Xem tệp don.docx\n\nTheo luat.vn", []),
        ("Xem [một](https://a.vn và hai", ["link-open"]),
        ("Xem [một](https://a.vn và [hai](b.md)", ["markdown-left-over"]),
        ("Chắc chắn rồi:\n\n```markdown\n## a\n\nb\nc\nd\n```", ["fence-of-markdown"]),
        ("Một.\n\nHai.\n\nBa.\n\nBốn.\n\n```md\n## a\n```", []),
        ("Tổ;Số hộ;Ghi chú\n1;120;đủ\n2;98;thiếu", ["table-values"]),
        ("> Tổ,Số hộ,Ghi chú\n> 1,đủ,a\n> 2,thiếu,b", ["table-values"]),
        ("Một, hai, ba\nBốn, năm, sáu\nBảy, tám, chín", []),
        ("<details>\n| a | b |\n|---|---|\n| c | d |\n</details>", ["markdown-in-html"]),
        ("<details>\n<summary>a</summary>\n- b\n- c\n</details>", ["markdown-in-html"]),
        ("<table><tr><td>**a**</td><td>[b](c.md)</td></tr></table>", ["markdown-in-html"]),
        ("Xem [](https://a.vn) và [ ](b.md)", ["link-without-words"] * 2),
        ("Xem [`lệnh`](https://a.vn), ``[](b.md)``", []),
        ("![Cây|300](a.jpg) và ![Hoa|30x20](b.jpg)", ["other-markup"] * 2),
        ("![Ngõ 5|Ngõ 6](a.jpg)", []),
        ("① một\n② hai", ["list-other-sign"]),
        ("Gồm:\n☐ một\n☑ hai", ["list-other-sign"]),
        ("☑ Đã ký", []),
        ("1 – một\n2 – hai", ["list-other-sign"]),
        ("8 - 10 giờ: họp\n10 - 12 giờ: ăn", []),
        ("[TOC]\n\n## a\n\nb", ["shortcode"]),
        ("`==a==` `(a)[b.md]`", []),
        ("*một\n*hai", ["list-sign-without-blank"]),
        ("*một* và\n*hai* nữa", []),
        ("=> một\n=> hai", ["list-other-sign"]),
        ("H~2~O và m^2^", ["lowered-signs", "lowered-signs"]),
        ("~5 km, ~6 km", []),
        ("$x$ $$a$$ $E=mc^2$", ["formula-signs"] * 3),
        ("$5 và $6, 5$", []),
        ("xong :smile: :smile:, :+1:", ["emoji-name", "emoji-name"]),
        ("| a | b |\n|:---:|:-:|\n| 1 | 2 |", []),
        ("9:30: họp, gồm: a:", []),
        ("［Mẫu］（mau.pdf）", ["wide-sign"]),
        ("[Mẫu]（mau.pdf）", ["wide-sign"]),
        ("＃ Tiêu đề", ["wide-sign"]),
        ("－ một\n－ hai", ["wide-sign", "wide-sign"]),
        ("chữ（mở ngoặc）", []),
        ("`H~2~O` `$x$` `:a_b:`", []),
        ("1/ một\n2/ hai", ["list-other-sign"]),
        ("a/ một\nb/ hai", ["list-other-sign"]),
        ("(1) một\n(2) hai", ["list-other-sign"]),
        ("ii. một\niii. hai", ["list-other-sign"]),
        ("(xem\ntrang (2) và\n(3) nữa)", []),
        ("ngày\n1/12 và\n2/12", []),
        ("`{{< a >}} [[b]]`", []),
        ("```\n{{< a >}} [[b]]\n```", []),
    ],
)
def test_other_programs(text: str, told: list[str]) -> None:
    """Told, outside code."""
    assert keys(text) == told


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Xem htps://a.vn, nhé", "https://a.vn"),
        ("(http:/a.vn/x)", "http://a.vn/x"),
        ("https//a.vn.", "https://a.vn"),
        ("https:\\\\a.vn", "https://a.vn"),
        ("ww.a.vn", "www.a.vn"),
        ("wwww.a.vn/b", "www.a.vn/b"),
        ("www,a.vn", "www.a.vn"),
    ],
)
def test_addresses_with_a_slip(text: str, meant: str) -> None:
    """Told where they stand among words too."""
    (problem,) = mark_up(text).problems
    assert (problem.key, dict(problem.values)["meant"]) == ("address-bent", meant)


def test_a_slip_of_words_hides_no_slip_of_signs() -> None:
    """Both of one line are told."""
    problems = mark_up("Xem htps://a.vn, **nhớ mang theo giấy mời.").problems
    assert [problem.key for problem in problems] == ["address-bent", "signs-unpaired"]


@pytest.mark.parametrize(
    "text",
    ["https://a.vn", "www.a.vn", "15/QĐ-UBND", "và/hoặc", "http/2", "ftp://a.vn", "Gồm:a.vn", "[a](https://b.vn)"],
)
def test_addresses_without_one(text: str) -> None:
    """And what is none."""
    assert keys(text) == []


# ---- what stands far in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("    Bà con\n\n\tDự họp", "<p>Bà con</p><p>Dự họp</p>"),
        ("    Bring your card.", "<p>Bring your card.</p>"),
        ("a\n\n     - b\n     - c\n\n       d", "<p>a</p><ul><li>b</li><li><p>c</p><p>d</p></li></ul>"),
        ("    ![a](a.jpg)\n\nb", '<figure><img src="a.jpg" alt="a"></figure><p>b</p>'),
        ("    ## a\n\n    > b", '<h2 id="a">a</h2><blockquote><p>b</p></blockquote>'),
        ("> a\n>\n>     b c", "<blockquote><p>a</p><p>b c</p></blockquote>"),
        ("                TM. ỦY BAN\n                     CHỦ TỊCH", "<p>TM. ỦY BAN<br> CHỦ TỊCH</p>"),
        ("    https://a.vn/?b=c", '<p><a href="https://a.vn/?b=c">https://a.vn/?b=c</a></p>'),
        ("    if (a) {\n      b();\n    }", "<pre><code>if (a) { b(); } </code></pre>"),
        ("    make --all\n    make test", "<pre><code>make --all make test </code></pre>"),
    ],
)
def test_far_in(text: str, expected: str) -> None:
    """Words, lists, tables, pictures are read; what looks like a program is code."""
    assert shape(text) == expected
    assert keys(text) == []


def test_links_shown_in_code() -> None:
    """They lead nowhere, nothing is told of what they hold, and links behind them have their own places."""
    shown = "f(x) {\n[a](b.md) ![c](d.jpg) {{< e >}}"
    for text in (
        f"    {shown}".replace("\n", "\n    "),
        f"```\n{shown}\n```",
        f"- x\n\n      ```\n      {shown}\n      ```",
    ):
        body = mark_up(f"{text}\n\n[a](b.md)")
        (link,) = body.references
        assert link.place == at(10 + text.count("\n") + 2, 5)
        assert {problem.key for problem in body.problems} <= {"indented-code"}


# ---- what is left over


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a\n\n![b](c", warning("markdown-left-over", at(12), sign="![")),
        ("a `b", warning("markdown-left-over", at(10, 3), sign="`")),
        ("a\n\n`b\n\nc", warning("markdown-left-over", at(12), sign="`")),
        ("[a](b) [c](d\n\n[x](d)", warning("markdown-left-over", at(10, 10), sign="](")),
        ("chữ*nghiêng* khác", warning("signs-unpaired", at(10, 4), sign="*")),
        ("**a** và **b", warning("signs-unpaired", at(10, 10), sign="**")),
        ("<div>\na\n- b\n</div>", warning("markdown-in-html", at(12), sign="-")),
        ("<div>\n**a**\n</div>", warning("markdown-in-html", at(11), sign="**")),
        ("##**a**", warning("heading-without-blank", at(10), sign="##")),
        ("a\n\n##a *b*", warning("heading-without-blank", at(12), sign="##")),
        ("> ###[a](b)", warning("heading-without-blank", at(10, 3), sign="###")),
        ("## a\n\n##**b**", warning("heading-without-blank", at(12), sign="##")),
        ("a <!-- b", warning("markdown-left-over", at(10, 3), sign="<!--")),
        ("Một **hai** ba __bốn__ năm ***\nsáu **bảy** tám", warning("signs-unpaired", at(10, 28), sign="**")),
    ],
)
def test_leftovers(text: str, problem: Problem) -> None:
    """Whatever nobody understood is told at its line."""
    assert mark_up(text).problems == (problem,)


def test_each_kind_of_slip_in_a_line() -> None:
    """A second slip is told too, if it is of another kind."""
    problems = mark_up("Xem ![](a.png và `b, ](c) và **d **e").problems
    assert [dict(problem.values)["sign"] for problem in problems] == ["![", "`", "**"]


@pytest.mark.parametrize(
    "text",
    [
        "\\*\\*a \\`b \\!\\[c",
        "`**` và ``a ` b``",
        "&#42;&#42;a",
        "    {} ** a\n    ![",
        "5*3",
        "a `b` - c\n`d` - e",
        "Tên: ______",
        "[1] (2)",
    ],
)
def test_signs_that_are_meant(text: str) -> None:
    """Escaped, in code, or no sign at all."""
    assert {"markdown-left-over", "signs-unpaired"}.isdisjoint(keys(text))


# ---- short lines


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
    ],
)
def test_long_lines_of_a_row_stay_apart(text: str) -> None:
    """However long they are."""
    assert shape(text.replace("{}", "thực hiện kế hoạch của Ủy ban nhân dân phường trong năm nay")).count("<br>") == 1


PROSE = (
    "Ủy ban Nhân dân phường Phúc Lợi Quận Long Biên Thành phố Hà Nội Mời Bà Con Tổ Dân Phố Số Năm Dự Họp Tại Nhà Văn "
    "Hóa Phường Phúc Lợi Ngày Mười Tháng Ba Năm Hai Nghìn Không Trăm Mười Tám Trân Trọng Kính Mời"
)


@pytest.mark.parametrize("width", range(40, 90))
def test_wrapped_prose_is_not_broken(width: int) -> None:
    """At no width in which prose is written, though every word begins with a capital."""
    lines = [""]
    for word in PROSE.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    assert "<br>" not in html("\n".join(lines))


# ---- what it costs

REPEATED = [
    "| a | b |\n",
    "| a | b |\n| a |\n",
    "| a | b |\n\n",
    "| a | b |\n|---|---|\n| a | b |\n\n",
    "a\tb\tc\n",
    "````\n",
    "~~~\n\n~~~~\n\n",
    "<pre>\n\n",
    "<div>\n\n</div>\n",
    "> a\nb\n",
    "> a\n<p>\n",
    "- a\n",
    "- a\n\n  b\n\n",
    "- a\n  - b\n    - c\n",
    "• a\n",
    "!!! note\n\n",
    "[^a]: b\n\n",
    "https://a.vn/) ",
    "0912 345 678 ",
    "a@b.vn ",
    "**a ",
    "~~a ",
    "`a\n\n",
    "[a][b] ",
    "[[a]] ",
    "{{a ",
    "a <b>c\n\n",
    "<abc ",
    "#a\n",
    "Aa bb\n",
]


def calls(text: str) -> int:
    """How many functions are called to mark up a text."""
    marker, number = make_marker(), 0

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal number
        number += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        marker.mark_up(text, "x.md", 1)
    finally:
        sys.setprofile(before)
    return number


@pytest.mark.parametrize("piece", REPEATED)
def test_cost_grows_with_the_text(piece: str) -> None:
    """Twice the text, twice the work: counted, so that it is the same everywhere."""
    calls(piece * 120)  # patterns are compiled once
    assert calls(piece * 120) < 2.4 * calls(piece * 60)


@pytest.mark.parametrize("by", ["  ", "   ", "    "])
def test_depth_is_counted_by_items(by: str) -> None:
    """However far in each stands."""
    text = "".join(f"{by * level}- a\n" for level in range(50))
    (problem,) = mark_up(text).problems
    assert problem.key == "too-deep"
    assert 10 + 20 <= problem.place.line <= 10 + 41
    assert keys("".join(f"{by * level}- a\n" for level in range(20))) == []
