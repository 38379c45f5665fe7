"""Words for a picture that say nothing of what it shows."""

import pytest

from bantin.content.picture_words import says_nothing


@pytest.mark.parametrize(
    "words",
    [
        "untitled",
        "IMG_0011",
        "IMG_20261120_080102",
        "z5012345678901.jpg",
        "anh-hop.PNG",
        "DSC_0042",
        "20261120_093000",
        "Screenshot 2026-11-20 093000",
        "undefined",
        "Ảnh",
        "hình.",
        "Hình ảnh",
        "Ảnh minh họa",
        "image1",
        "Ảnh 2",
        "Hình (3)",
        "Photo",
    ],
)
def test_fits_any_picture(words: str) -> None:
    """A name that a camera or a program gave, that it is a picture, its number."""
    assert says_nothing(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Bà con tổ 5 quét ngõ",
        "Ảnh Bác Hồ",
        "Sơ đồ",
        "Lễ 2/9",
        "Năm 2026",
        "Hình 1: sơ đồ phường",
        "Quốc kỳ",
        "Bản đồ (tệp ban-do.png)",
        "Cầu Long Biên",
    ],
)
def test_says_something(words: str) -> None:
    """However short it is; no words at all are another matter."""
    assert not says_nothing(words)
