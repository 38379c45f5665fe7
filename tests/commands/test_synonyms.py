"""What is typed in other words than the program's is answered with the word that was meant."""

import pytest

from bantin.commands import cli
from bantin.commands.list_articles import KINDS
from bantin.commands.synonyms import command_meant, option_meant, value_meant


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("dựng", "build"),
        ("đăng bài", "build"),
        ("xem thử", "serve"),
        ("xem-thu", "serve"),
        ("kiemtra", "check"),
        ("KIỂM TRA", "check"),
        ("liệt kê", "list"),
        ("ở đâu", "where"),
        ("viết bài", "new"),
        ("duyệt", "approve"),
        ("publish", "build"),
        ("preview", "serve"),
        ("abc", ""),
    ],
)
def test_commands(words: str, meant: str) -> None:
    """Of one word or two, with marks or without."""
    found, many = command_meant(tuple(words.split()))
    assert found == meant
    assert many == (len(words.split()) if meant else 0)
    assert not meant or meant in cli.COMMANDS


@pytest.mark.parametrize(
    ("option", "meant"), [("--nháp", "--drafts"), ("--ban-nhap", "--drafts"), ("--chi-tiet", "--verbose"), ("--x", "")]
)
def test_options(option: str, meant: str) -> None:
    """Only one that the command takes."""
    assert option_meant(option, ["--drafts", "--verbose"]) == meant
    assert option_meant(option, []) == ""


@pytest.mark.parametrize(
    ("value", "meant"), [("nháp", "drafts"), ("chờ duyệt", "unapproved"), ("hẹn giờ", "scheduled")]
)
def test_kinds_of_lists(value: str, meant: str) -> None:
    """As the list's own headings call them."""
    assert value_meant(value, list(KINDS)) == meant
