"""Lists as people write them: children by their width, pictures and words between items, numbers, tasks."""

import re

import pytest

from bantin.problems import Place, warning
from tests.markdown.test_constructs import keys, shape
from tests.markdown.test_converter import at, html, mark_up

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
    ("text", "expected"),
    [
        ("- a\n+ b\n+ c\n- d", "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>"),
        ("* a\n- b\n+ c\n- d\n* e", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li><li>d</li></ul></li><li>e</li></ul>"),
        ("- a\n\n+ b\n\n- c", "<ul><li><p>a</p><ul><li>b</li></ul></li><li><p>c</p></li></ul>"),
        ("- a\n + b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("- a\n+ b\n  b\n\n  c", "<ul><li>a<ul><li><p>b b</p><p>c</p></li></ul></li></ul>"),
        ("- a\n+ b\n  - c\n+ d", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li><li>d</li></ul></li></ul>"),
        ("> - a\n> + b", "<blockquote><ul><li>a<ul><li>b</li></ul></li></ul></blockquote>"),
        ("+ a:\n- b\n- c\n+ d", "<ul><li>a:<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>"),
        ("1. a:\n- b\n2. c", "<ol><li>a:<ul><li>b</li></ul></li><li>c</li></ol>"),
        ("- a:\n1. b\n2. c\n- d", "<ul><li>a:<ol><li>b</li><li>c</li></ol></li><li>d</li></ul>"),
        ("+ a\n- b\n- c", "<ul><li>a</li><li>b</li><li>c</li></ul>"),
        ("- a\n* b\n* c", "<ul><li>a</li><li>b</li><li>c</li></ul>"),
    ],
)
def test_levels_by_their_bullets(text: str, expected: str) -> None:
    """A `-` below a `*`, a `+` below a `-`, any other sign below a colon: children, wherever they stand."""
    assert shape(text) == expected
    assert keys(text) == []


@pytest.mark.parametrize("text", ["- a\n* b\n- c", "- a\n- b\n* c\n* d\n- e\n* f", "+ a\n- b\n+ c"])
def test_bullets_that_may_be_a_level(text: str) -> None:
    """Where the first bullet comes again behind others, and they say no level: told once."""
    assert shape(text).count("<ul>") == 1
    assert keys(text) == ["list-signs-mixed"]


@pytest.mark.parametrize(
    "text",
    [
        "Gồm:\n- a",
        "Gồm\n- a\n- b",
        "Gồm\n1. a\n2. b",
        "Gồm:\n\n- a",
        "Gồm\nhai:\n* a\n* b",
        "Gồm:\n3. a",
        "**Gồm**\n- a",
        "**Gồm:**\n- 3 a",
        "MỤC ĐÍCH\n- a",
        "Điều 1: Phạm vi\n1. a",
    ],
)
def test_list_straight_below_words(text: str) -> None:
    """Where it can be nothing else: below a colon, or of two items."""
    assert re.search(r"</p><[uo]l", shape(text))
    assert keys(text) == []


@pytest.mark.parametrize("text", ["- 3 độ C ở Mẫu Sơn.", "Trời lạnh.\n\n- 3,5°C\n\nGiữ ấm."])
def test_degrees_below_zero(text: str) -> None:
    """A lone item of degrees: readers would see no minus."""
    assert keys(text) == ["list-or-minus"]


@pytest.mark.parametrize(
    "text",
    [
        "Thấp nhất:\n\n- 3 độ ở Mẫu Sơn\n\n- 1 độ ở Sa Pa",
        "- 3 độ tuổi được tiêm",
        "Gồm\n\n- 3 độ\n- 5 độ",
        "Lạnh\n-3 độ",
    ],
)
def test_items_of_degrees(text: str) -> None:
    """Are a list, if they are several."""
    assert keys(text) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("1. Một\n\n- a\n\n- b\n\n1. Hai\n\n- c\n  - d\n\n1. Ba", [16, 21]),
        ("1. Một\n   nữa\n- a\n1. Hai", [13]),
        ("1. Một\n\n- a\n\n2. Hai", []),
        ("1. Một\n\n   - a\n\n1. Hai", []),
        ("1. Một\n\n- Khác:\n\n1. Hai", []),
        ("1. Một\n- a\n1. Hai\n2. Ba", []),
    ],
)
def test_numbers_behind_bullets(text: str, lines: list[int]) -> None:
    """Where each is `1.`, and bullets part them, they begin with 1 again: told, unless it was written so."""
    assert mark_up(text).problems == tuple(warning("list-counted-anew", at(line)) for line in lines)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Gồm\n- a", ["list-needs-blank-line"]),
        ("Nhiệt độ xuống\n- 3 ở Mẫu Sơn, lạnh nhất từ đầu mùa.", []),
        ("Có nơi là\n- 3,5°C.", []),
        ("Từ 15\n- 20 người.", []),
        ("Chênh lệch\n- 3 tỷ đồng.", ["list-or-minus"]),
        ("KẾ HOẠCH\n- NĂM 2026", ["list-needs-blank-line"]),
        ("Theo **kế hoạch**\n- cả tổ", ["list-needs-blank-line"]),
        ("Điều 1. Kế hoạch năm 2025\n- 2026", []),
        ("Trời lạnh.\n- 3 độ ở Mẫu Sơn.", ["list-or-minus"]),
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


def test_tasks_as_people_write_them() -> None:
    """With nothing between the brackets, and without a blank behind them."""
    assert re.findall(r'class="task">(. \w+)', html("- [] a\n- [ ]b\n- [X] c\n- [x](d.md)")) == ["☐ a", "☐ b", "☑ c"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a b\nII. NỘI DUNG\n1. c\n2. d", "<ul><li>a b</li></ul><p>II. NỘI DUNG</p><ol><li>c</li><li>d</li></ol>"),
        ("1. a\nĐiều 2. B c", "<ol><li>a</li></ol><p>Điều 2. B c</p>"),
        (
            "- a\nTỔ CHỨC THỰC HIỆN\n- b\n- c",
            "<ul><li>a</li></ul><p>TỔ CHỨC THỰC HIỆN</p><ul><li>b</li><li>c</li></ul>",
        ),
        ("- ỦY BAN NHÂN DÂN\nPHƯỜNG PHÚC LỢI\n- b", "<ul><li>ỦY BAN NHÂN DÂN PHƯỜNG PHÚC LỢI</li><li>b</li></ul>"),
        (
            "- a\n**2. Yêu cầu**\n- b\n**3. Chi:**\n- c",
            "<ul><li>a</li></ul><p>2. Yêu cầu</p><ul><li>b</li></ul><p>3. Chi:</p><ul><li>c</li></ul>",
        ),
        ("1. a\n**B**\n1. c", "<ol><li>a</li></ol><p>B</p><ol><li>c</li></ol>"),
        ("- **a**\n**b**\n- c", "<ul><li>ab</li><li>c</li></ul>"),
        ("- a\n**b** c\n- d", "<ul><li>a b c</li><li>d</li></ul>"),
        ("- theo\nĐiều 2 của luật\n- b", "<ul><li>theo Điều 2 của luật</li><li>b</li></ul>"),
    ],
)
def test_a_section_ends_a_list(text: str, expected: str) -> None:
    """A number of Rome, an article of a decision, or capitals belong to no item above them."""
    assert re.sub("<br>|</?strong>", "", shape(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Gồm:\nØ Bí thư\nØ Tổ trưởng",
        "§ Một\n§ Hai",
        "v Một\nv Hai",
        "ü Một\nü Hai",
        "1 . một\n2 . hai",
        "+) một\n+) hai",
        "[ ] một\n[x] hai",
        "#1 một\n#2 hai",
        "-- một\n-- hai",
        "~ một\n~ hai",
    ],
)
def test_signs_of_word_processors_and_forms(text: str) -> None:
    """Each slip of a paragraph is told, and its lines stay apart."""
    assert keys(text) == ["list-other-sign"]
    assert "<br>" in html(text)
    assert keys(f"{text.rsplit(chr(10), maxsplit=1)[-1]} nhé") == []


def test_who_moves_items_in_writes_none_below_by_their_signs() -> None:
    """`+` at the margin, where others stand farther in, is the next item of the outer list."""
    moved = html("- Thu\n  - thuế\n+ Chi\n  - lương")
    assert moved == html("- Thu\n    - thuế\n- Chi\n    - lương")
    assert html("- Thu\n+ thuế\n+ phí\n- Chi") == html("- Thu\n    - thuế\n    - phí\n- Chi")


@pytest.mark.parametrize(
    ("text", "key", "place", "sign"),
    [
        ("- a\n– B\n– C\n- c", "list-other-sign", at(11), "–"),
        ("- a\n  b\n– C", "list-other-sign", at(12), "–"),
        ("1. a\n2, B\n3. c", "list-other-sign", at(11), "2,"),
        ("1. a\n   - b\n   – C\n2. d", "list-other-sign", at(12, 4), "–"),
        ("> - a\n> – B", "list-other-sign", at(11, 3), "–"),
        ("- a:\n+ b\n– C", "list-other-sign", at(12), "–"),
        ("- [x] a\n-[ ] b", "list-sign-without-blank", at(11), "-"),
    ],
)
def test_items_whose_sign_slipped(text: str, key: str, place: Place, sign: str) -> None:
    """Straight below an item, or one of its lines: told at their own."""
    assert mark_up(text).problems == (warning(key, place, sign=sign),)


@pytest.mark.parametrize(
    "text",
    [
        "- a\n– b",
        "1. a có\n20, năm",
        "1. a\n– B",
        "- a\n2, B",
        "- a\n-[x](b.md)",
        "- a\n\n– B",
        "c[^1]\n\n[^1]: a\n– B",
    ],
)
def test_lines_that_go_on_with_an_item(text: str) -> None:
    """Words behind a dash, a number in a sentence, a sign of another kind of list."""
    assert "list-other-sign" not in keys(text)
    assert "list-sign-without-blank" not in keys(text)


def test_bold_items_and_their_words() -> None:
    """The words straight below a bold item are its own, below the last one too."""
    assert shape("1. **A b**\nCả tổ.\n2. **C**\nXong.").count("</li>") == 2
    assert shape("1. **A b**\nCả tổ.\n2. **C**\nXong.").endswith("Xong.</li></ol>")
