"""Old encodings of Vietnamese: recognised in bytes and in garbled text, converted, never suspected without cause."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.disk.conversions import convert
from bantin.disk.encodings import Suspicion, decode, mended, mojibake, recognise
from bantin.text import nfc
from tests.disk.old_encodings import ARTICLE, BYTES, GARBLED, as_windows_1252, in_tcvn3

# Bytes


@pytest.mark.parametrize("encoding", BYTES)
def test_bytes_of_each_encoding_are_recognised(encoding: str) -> None:
    """By its Vietnamese, and the text comes back whole."""
    assert recognise(BYTES[encoding]) == encoding
    assert decode(BYTES[encoding], encoding) == ARTICLE


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (ARTICLE.encode(), None),
        (b"", None),
        (b"cong tac dang", None),
        (ARTICLE.encode("utf-8-sig"), None),
        (ARTICLE.encode("utf-16"), "utf-16"),
        (ARTICLE.encode("utf-16-le"), "utf-16"),
        (ARTICLE.encode("utf-16-be"), "utf-16"),
        (ARTICLE.encode("utf-32"), "utf-32"),
        (ARTICLE.encode() + b"\xe1\xba", "utf-8"),
        ("Été à la façade, où naît l'été".encode("latin-1"), "windows-1252"),
        (b"%PDF-1.4\n", "binary"),
        (b"PK\x03\x04\x14\x00", "binary"),
        (b"\x89PNG\r\n", "binary"),
        (b"a\0b\xff\0\0\0", "binary"),
        (bytes(range(1, 256)), "binary"),
    ],
)
def test_other_bytes_are_named(data: bytes, expected: str | None) -> None:
    """Nothing is said about UTF-8; damaged UTF-8, UTF-16 with or without its mark, and files that are no text."""
    assert recognise(data) == expected


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_read_in_either_order(codec: str) -> None:
    """With and without a mark."""
    assert decode(ARTICLE.encode(codec), "utf-16") == ARTICLE


def test_what_is_damaged_shows_where() -> None:
    """A broken character becomes U+FFFD; the rest stays."""
    assert decode("đường".encode() + b"\xe1\xba", "utf-8") == "đường\ufffd"
    assert decode(b"\x93caf\xe9\x94", "windows-1252") == "“café”"


@given(st.binary(max_size=300))
def test_any_bytes_are_recognised_and_read(data: bytes) -> None:
    """No bytes raise an error, and UTF-8 without zeros is nothing to report unless it is a known kind of file."""
    encoding = recognise(data)
    if encoding is None:
        assert isinstance(data.decode(), str)
    elif encoding != "binary":
        assert decode(data, encoding) == nfc(decode(data, encoding))


# Garbled text


@pytest.mark.parametrize("encoding", GARBLED)
def test_garbled_text_is_suspected_and_converted(encoding: str) -> None:
    """Each encoding taken for Windows-1252."""
    garbled = as_windows_1252(GARBLED[encoding])
    suspicion = mojibake(garbled)
    assert suspicion is not None
    assert (suspicion.encoding, suspicion.line) == (encoding, 1)
    assert suspicion.meant == "Phường tổ chức ra quân vệ sinh môi trường"
    assert convert(garbled, encoding) == ARTICLE


@pytest.mark.parametrize("text", ["Copyright © UBND phường", "© Phường Phúc Lợi", "® đã đăng ký", "§ 5 của quy chế"])
def test_signs_by_themselves_are_no_letters(text: str) -> None:
    """A footer is no text in VISCII, in which © is a letter."""
    assert mojibake(text) is None


def test_only_garbled_lines_are_mended() -> None:
    """The dash and the quotation marks of a line that is sound are no letters of the other encoding."""
    sound = ("HĐND – UBND", "Phường “Xanh – sạch – đẹp”", "Tổ 5 – 6", "")
    garbled = as_windows_1252(GARBLED["tcvn3"])
    text = "\n".join((*sound, garbled, "Tªn tæ", *sound))
    assert mended(text, "tcvn3") == "\n".join((*sound, ARTICLE, "Tên tổ", *sound))


@pytest.mark.parametrize(
    ("text", "encoding"), [("c«ng t¸c ®¶ng", "tcvn3"), ("coâng taùc ñaûng", "vni"), ("cÃ´ng tÃ¡c Ä‘áº£ng", "utf-8")]
)
def test_three_words_are_enough(text: str, encoding: str) -> None:
    """A title that was pasted."""
    assert mojibake(text) == Suspicion(encoding, 1, text, "công tác đảng")


def test_words_that_old_and_new_have_in_common_are_no_proof() -> None:
    """In Windows-1258 two of these three words are right before the conversion: below 60 percent must be."""
    assert mojibake("công tác ðaÒng") is None
    assert convert("công tác ðaÒng", "windows-1258") == "công tác đảng"


def test_one_pasted_paragraph_is_found() -> None:
    """With its line, although the rest of the article is in order."""
    text = ARTICLE + "\n" + as_windows_1252(in_tcvn3("Kính mời nhân dân đến dự đông đủ.\n"))
    assert mojibake(text) == Suspicion(
        "tcvn3", 9, "KÝnh mêi nh©n d©n ®Õn dù ®«ng ®ñ.", "Kính mời nhân dân đến dự đông đủ."
    )


def test_short_lines_count_together() -> None:
    """Cells of a table, a word each."""
    assert mojibake("Tæ\n\n®éi") == Suspicion("tcvn3", 1, "Tæ", "Tổ")


@pytest.mark.parametrize(
    "text",
    [
        "",
        ARTICLE,
        ARTICLE.upper(),
        unicodedata.normalize("NFD", ARTICLE),
        "Ủy ban nhân dân © 2018 · số 05/QĐ-UBND, HĐND, ĐBQH",
        "Khu đất rộng 1.250 m² (± 5 m²), giá 12 € – 15 €, 30 °C",
        "«Đảng ủy» và ‘chi bộ’",
        "Café Müller, São Paulo, Zürich, naïve, façade",
        "L'été à Orléans, où l'on a fêté Noël çà et là",
        "Þetta er íslenska, ðað er góð æfing",
        "Москва и Київ",
        "河内市",
        "Chị Ñ và anh Ø cùng dự họp",
    ],
)
def test_what_is_in_order_is_not_suspected(text: str) -> None:
    """Vietnamese with signs and foreign names, and other languages."""
    assert mojibake(text) is None


@given(st.text(max_size=200))
def test_any_text_is_judged(text: str) -> None:
    """No text raises an error, neither in judging nor in converting."""
    mojibake(text)
    for encoding in GARBLED:
        assert convert(text, encoding) == nfc(convert(text, encoding))
