"""Every letter of every old encoding of Vietnamese is converted, and what else was typed in them."""

import pytest

from bantin.disk.conversions import convert
from bantin.disk.encodings import Suspicion, mojibake
from tests.disk.old_encodings import LETTERS, as_windows_1252, in_tcvn3, in_vni, in_windows_1258


def test_only_known_encodings_are_converted() -> None:
    """Others are the caller's mistake."""
    with pytest.raises(KeyError):
        convert("a", "koi8-r")


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_goes_through_every_encoding(letter: str) -> None:
    """All 72 vowels with tones and đ, small and (where they exist) capital."""
    word = f"t{letter}."
    assert convert(as_windows_1252(in_tcvn3(word)), "tcvn3") == word
    for text in (word, word.upper(), f"X{letter.upper()}y"):
        assert convert(as_windows_1252(in_vni(text)), "vni") == text
        assert convert(as_windows_1252(in_windows_1258(text)), "windows-1258") == text
        assert convert(as_windows_1252(text.encode()), "utf-8") == text


@pytest.mark.parametrize("letter", "ĂÂÊÔƠƯĐ")
def test_capitals_that_tcvn3_has(letter: str) -> None:
    """Seven, all without tones."""
    assert convert(as_windows_1252(in_tcvn3(f"{letter}n")), "tcvn3") == f"{letter}n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CéNG HßA", "CỘNG HÒA"),
        ("Së V¨n hãa", "Sở Văn hóa"),
        ("UBND, H§ND ph­êng", "UBND, HĐND phường"),
        ("Th«ng b¸o cña CHñ TÞCH", "Thông báo của CHỦ TỊCH"),
    ],
)
def test_capitals_of_the_second_font_are_restored(text: str, expected: str) -> None:
    """.VnTimeH draws small letters as capitals: a word or line in capitals had them."""
    assert convert(text, "tcvn3") == expected


def test_vni_capitals_may_carry_small_marks() -> None:
    """`UÛy` and `Uûy` are both typed."""
    assert convert("UÛy ban, Uûy ban, ÔÛ, Ôû", "vni") == "Ủy ban, Ủy ban, Ở, Ở"


def test_utf_8_whose_last_bytes_were_lost() -> None:
    """Of ề, ọ and ờ the third has no sign in Windows-1252."""
    assert convert("mọi người về phường, nhiều điều, đều học", "utf-8") == "mọi người về phường, nhiều điều, đều học"
    torn = "".join(bytes([code]).decode("cp1252", "ignore") for code in "mọi người về phường, nhiều điều, học".encode())
    assert mojibake(torn) == Suspicion("utf-8", 1, torn, "mọi người về phường, nhiều điều, học")


def test_utf_8_with_a_blank_that_pasting_changed() -> None:
    """The second byte of à is a no-break blank."""
    assert convert("lÃ ng lÃ\u00a0 vÃ ", "utf-8") == "làng là và"
