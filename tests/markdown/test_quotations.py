"""Quotations: a reporter's sentence straight below one is none of it, or is told; wrapped lines and names stay."""

import pytest

from bantin.problems import warning
from tests.markdown.test_constructs import keys, shape
from tests.markdown.test_converter import at, mark_up

LONG = (
    "Tôi sống ở con ngõ này đã bốn mươi năm, và chưa bao giờ thấy nó sạch, đẹp, đông vui như sáng thứ Bảy hôm nay, "
    "khi cả tổ cùng ra quân."
)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("> “Ngõ đã sạch.”\nBà Lan nói thêm, tổ làm tiếp.", "Bà Lan nói thêm, tổ làm tiếp."),
        ('> "Ngõ đã sạch".\nBà Lan nói thêm.', "Bà Lan nói thêm."),
        ("> «Ngõ đã sạch!»\nBà Lan hỏi:", "Bà Lan hỏi:"),
        ("> “Ngõ đã sạch,\nđẹp hơn.”\nBà Lan nói.", "Bà Lan nói."),
        (f"> “{LONG}”\nBà Lan nói.", "Bà Lan nói."),
    ],
)
def test_a_sentence_below_a_complete_quotation(text: str, own: str) -> None:
    """Is the article's own."""
    assert shape(text).endswith(f"</blockquote><p>{own}</p>")
    assert keys(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "> Ngõ đã sạch, đẹp.\nBà Lan nói thêm, tổ làm tiếp trong tháng tới.",
        "> “Ngõ đã sạch” - bà Lan\nTheo kế hoạch, phường làm tiếp trong tháng tới và mời bà con cùng tham gia.",
        "> “Ngõ đã sạch.” - Bà Lan nói.\nTheo bà, tổ 5 làm tốt.",
        "> [!NOTE]\n> Mang theo giấy tờ.\nBà con nhớ đến đúng giờ.",
    ],
)
def test_a_sentence_that_may_be_the_reporters(text: str) -> None:
    """Stays in the quotation, and is told at its line."""
    line = 9 + text.count("\n") + 1
    assert mark_up(text).problems == (warning("quote-runs-on", at(line)),)


@pytest.mark.parametrize(
    "text",
    [
        "> “Ngõ đã sạch.”\nBà Lan, tổ trưởng tổ 5",
        "> “Ngõ đã sạch.”\n– Bà Lan, tổ trưởng tổ 5.",
        "> “Ngõ đã sạch.”\n“Cây đã trồng.”",
        "> Ngõ đã sạch, và mong bà con\ngiữ gìn. Cảm ơn.",
        "> Ngõ đã sạch. Tổ năm sẽ còn làm tiếp trong tháng\nMười hai.",
        "> Ngõ nhỏ\nPhố nhỏ\nNhà tôi ở đó.",
    ],
)
def test_lines_that_go_on_with_a_quotation(text: str) -> None:
    """Whose words they are, wrapped lines, verses: they stay, and nothing is said."""
    assert shape(text).count("<blockquote>") == 1
    assert shape(text).endswith("</blockquote>")
    assert keys(text) == []


def test_lines_that_nobody_wraps() -> None:
    """Are told as two paragraphs that run on, and not twice."""
    assert keys(f"> {LONG}\nBà Lan nói thêm.") == ["paragraphs-run-on"]


@pytest.mark.parametrize("below", ["“B c.”\n", "B c.”\n", "B c\n"])
def test_long_quotations_cost_little(below: str) -> None:
    """Lines by the thousand are looked at once."""
    assert "quote-runs-on" not in keys("> “A.\n" + below * 2500 + "x")
