"""Markdown and HTML in fields of plain words: what is told, and the words that are meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.content.field_markup import without_markup


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("**Ra quân** dọn `vệ sinh`", "Ra quân dọn vệ sinh"),
        ("[Kế hoạch **số 5**](ke-hoach.pdf) mới", "Kế hoạch số 5 mới"),
        ("## Thông báo", "Thông báo"),
        ("A &amp; B&nbsp;<br>C<b>D</b>", "A & B CD"),
        ("Tổ *dân phố* và _bà con_", "Tổ dân phố và bà con"),
        ("H%E1%BB%8Dp d%C3%A2n, giảm 20%", "Họp dân, giảm 20%"),
    ],
)
def test_marks_go_and_words_stay(written: str, meant: str) -> None:
    """What Markdown or HTML would have drawn is left; its signs are not."""
    assert without_markup(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "2*3*4 = 24",
        "Quyết định 12/QĐ-UBND",
        "a_b_c",
        "x < y & z",
        "Nguyễn Văn A [chủ tịch]",
        "5 * 6 * 7",
        "C# và F#",
        "* * *",
    ],
)
def test_other_signs_are_words(written: str) -> None:
    """Signs that no reader of Markdown would take for marks stay."""
    assert without_markup(written) == written


@given(st.text(alphabet="ab *_`[]()<>&;#", max_size=30))
def test_no_letter_is_lost_but_those_of_addresses_and_tags(written: str) -> None:
    """Nothing is added; without links, tags and entities every letter stays."""
    if not set("[<&") & set(written):
        letters = [each for each in written if each.isalpha()]
        assert [each for each in without_markup(written) if each.isalpha()] == letters
