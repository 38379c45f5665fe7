"""A field names files as people write them: with words behind a comma, in Markdown, several in one line."""

import pytest

from bantin.content import named_files
from bantin.problems import Place
from bantin.yaml.values import Text

PLACE = Place("a.md", 3, 8)


@pytest.mark.parametrize(
    ("written", "file", "words"),
    [
        ("a.jpg", "a.jpg", ""),
        ("a.jpg, Cây xanh đầu ngõ", "a.jpg", "Cây xanh đầu ngõ"),
        ("a.jpg - Cây xanh đầu ngõ", "a.jpg", "Cây xanh đầu ngõ"),
        ("a b.jpg (Cây xanh đầu ngõ)", "a b.jpg", "Cây xanh đầu ngõ"),
        ("a.jpg Cây xanh đầu ngõ.", "a.jpg", "Cây xanh đầu ngõ"),
        ("a.jpg - bản 2.jpg", "a.jpg - bản 2.jpg", ""),
        ("a.jpg =300x200", "a.jpg =300x200", ""),
        ("![Cây xanh](a.jpg)", "a.jpg", "Cây xanh"),
        ("[Cây xanh]( <a b.jpg> )", "a b.jpg", "Cây xanh"),
        ("![](a.jpg)", "a.jpg", ""),
        ("a, b.jpg", "a, b.jpg", ""),
        ("a.jpg, b.jpg", "a.jpg, b.jpg", ""),
        ("Họp, ngày 5.jpg", "Họp, ngày 5.jpg", ""),
    ],
)
def test_picture(written: str, file: str, words: str) -> None:
    """Its name, and the words for who cannot see it; a comma may be part of a name."""
    image, alt = named_files.picture(Text(written, PLACE))
    assert (image, alt and alt.text) == (Text(file, PLACE), words or None)


@pytest.mark.parametrize(
    ("written", "files"),
    [
        ("a.pdf", [("a.pdf", "")]),
        ("a.pdf, b.docx", [("a.pdf", ""), ("b.docx", "")]),
        ("a.pdf; b.docx và c.xlsx", [("a.pdf", ""), ("b.docx", ""), ("c.xlsx", "")]),
        ("[Kế hoạch](a.pdf)", [("a.pdf", "Kế hoạch")]),
        ("a b.pdf - bản đã ký", [("a b.pdf", "bản đã ký")]),
        ("a.pdf (bản đã ký)", [("a.pdf", "bản đã ký")]),
        ("a.pdf, bản đã ký", [("a.pdf", "bản đã ký")]),
        ("a.pdf (2MB)", [("a.pdf (2MB)", "")]),
        ("a - b.pdf", [("a - b.pdf", "")]),
        ("Thư và phụ lục.pdf", [("Thư và phụ lục.pdf", "")]),
        ("Họp, ngày 5.pdf", [("Họp, ngày 5.pdf", "")]),
    ],
)
def test_files(written: str, files: list[tuple[str, str]]) -> None:
    """Each with its title; what is between the names of two may be part of one."""
    assert [(name.text, title) for name, title in named_files.files(Text(written, PLACE))] == files


@pytest.mark.parametrize("written", ["a.jpg", "C:\\Anh\\a.jpg", "https://b.vn/c/a.jpg", "file:///home/a.jpg"])
def test_own_name(written: str) -> None:
    """What a hint calls a file that is to be put beside the article."""
    assert named_files.own_name(written) == "a.jpg"
