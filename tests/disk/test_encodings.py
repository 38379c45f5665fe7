"""Old encodings of Vietnamese: recognised in bytes and in garbled text, converted, never suspected without cause."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.disk.conversions import convert
from bantin.disk.encodings import Suspicion, decode, mojibake, recognise
from bantin.disk.syllables import is_syllable
from bantin.text import nfc

ARTICLE = """Phường tổ chức ra quân vệ sinh môi trường

Sáng nay, đông đảo cán bộ, đoàn viên và nhân dân các tổ dân phố đã tham gia quét dọn đường làng, ngõ xóm,
khơi thông cống rãnh, thu gom rác thải; nhiều hộ gia đình ký cam kết giữ gìn vệ sinh chung.

- Mỗi gia đình tự giác phân loại rác ngay tại nhà, để đúng nơi, đúng giờ quy định.
- Các chi hội phụ nữ kiểm tra, nhắc nhở những trường hợp còn vi phạm; thưởng điểm cho tổ làm tốt.
"""

TONES = "\u0301\u0300\u0309\u0303\u0323"
LETTERS = [nfc(vowel + tone) for vowel in "aăâeêioôơuưy" for tone in ("", *TONES)] + ["đ"]


# What these encodings looked like, written here from the side of those who typed them.

TCVN3_TABLE = """
á=B8 à=B5 ả=B6 ã=B7 ạ=B9 ă=A8 ắ=BE ằ=BB ẳ=BC ẵ=BD ặ=C6 â=A9 ấ=CA ầ=C7 ẩ=C8 ẫ=C9 ậ=CB
é=D0 è=CC ẻ=CE ẽ=CF ẹ=D1 ê=AA ế=D5 ề=D2 ể=D3 ễ=D4 ệ=D6 í=DD ì=D7 ỉ=D8 ĩ=DC ị=DE
ó=E3 ò=DF ỏ=E1 õ=E2 ọ=E4 ô=AB ố=E8 ồ=E5 ổ=E6 ỗ=E7 ộ=E9 ơ=AC ớ=ED ờ=EA ở=EB ỡ=EC ợ=EE
ú=F3 ù=EF ủ=F1 ũ=F2 ụ=F4 ư=AD ứ=F8 ừ=F5 ử=F6 ữ=F7 ự=F9 ý=FD ỳ=FA ỷ=FB ỹ=FC ỵ=FE
đ=AE Ă=A1 Â=A2 Ê=A3 Ô=A4 Ơ=A5 Ư=A6 Đ=A7
"""
TCVN3 = {entry[0]: entry[2:] for entry in TCVN3_TABLE.split()}


def in_tcvn3(text: str) -> bytes:
    """In the letters of .VnTime; its capitals with tones do not exist, so the small ones stand for them."""
    codes = (TCVN3.get(letter) or TCVN3.get(letter.lower()) or f"{ord(letter):02x}" for letter in text)
    return bytes.fromhex("".join(codes))


VISCII_TABLE = """
à=E0 á=E1 ả=E4 ã=E3 ạ=D5 ă=E5 ằ=A2 ắ=A1 ẳ=C6 ẵ=C7 ặ=A3 â=E2 ầ=A5 ấ=A4 ẩ=A6 ẫ=E7 ậ=A7 è=E8 é=E9 ẻ=EB ẽ=A8 ẹ=A9 ê=EA
ề=AB ế=AA ể=AC ễ=AD ệ=AE ì=EC í=ED ỉ=EF ĩ=EE ị=B8 ò=F2 ó=F3 ỏ=F6 õ=F5 ọ=F7 ô=F4 ồ=B0 ố=AF ổ=B1 ỗ=B2 ộ=B5 ơ=BD ờ=B6
ớ=BE ở=B7 ỡ=DE ợ=FE ù=F9 ú=FA ủ=FC ũ=FB ụ=F8 ư=DF ừ=D7 ứ=D1 ử=D8 ữ=E6 ự=F1 ỳ=CF ý=FD ỷ=D6 ỹ=DB ỵ=DC đ=F0 À=C0 Á=C1
Ả=C4 Ã=C3 Ạ=80 Ă=C5 Ằ=82 Ắ=81 Ặ=83 Â=C2 Ầ=85 Ấ=84 Ẩ=86 Ậ=87 È=C8 É=C9 Ẻ=CB Ẽ=88 Ẹ=89 Ê=CA Ề=8B Ế=8A Ể=8C Ễ=8D Ệ=8E
Ì=CC Í=CD Ỉ=9B Ĩ=CE Ị=98 Ò=D2 Ó=D3 Ỏ=99 Õ=A0 Ọ=9A Ô=D4 Ồ=90 Ố=8F Ổ=91 Ỗ=92 Ộ=93 Ơ=B4 Ờ=96 Ớ=95 Ở=97 Ỡ=B3 Ợ=94 Ù=D9
Ú=DA Ủ=9C Ũ=9D Ụ=9E Ư=BF Ừ=BB Ứ=BA Ử=BC Ữ=FF Ự=B9 Ỳ=9F Ý=DD Đ=D0
"""
VISCII = {entry[0]: entry[2:] for entry in VISCII_TABLE.split()}


def in_viscii(text: str) -> bytes:
    """Each letter a byte; six capitals that stand among the control characters are left out here."""
    return bytes.fromhex("".join(VISCII.get(letter) or f"{ord(letter):02x}" for letter in text))


def in_vni(text: str) -> bytes:
    """In the letters of VNI-Times: a letter and a mark, but single letters for i, ơ, ư, ỵ and đ."""
    tones, marks = "\u0301\u0300\u0309\u0303\u0323", {"": "ùøûõï", "\u0302": "áàåãä", "\u0306": "éèúüë"}
    single = dict(zip("ơưđỵíìỉĩịƠƯĐỴÍÌỈĨỊ", "ôöñîíìæóòÔÖÑÎÍÌÆÓÒ", strict=True))
    written = ""
    for letter in text:
        base, *rest = list(unicodedata.normalize("NFD", letter))
        tone = next((mark for mark in rest if mark in tones), "")
        shape = next((mark for mark in rest if mark in marks), "")
        if letter in single or not rest:
            written += single.get(letter, letter)
            continue
        horned = nfc(base + "\u031b") if "\u031b" in rest else base
        mark = marks[shape][tones.index(tone)] if tone else {"\u0302": "â", "\u0306": "ê"}.get(shape, "")
        written += single.get(horned, horned) + (mark.upper() if base.isupper() else mark)
    return written.encode("cp1252")


def in_windows_1258(text: str) -> bytes:
    """Tones after their letters, as the Vietnamese keyboard of Windows writes them."""
    written = b""
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        base = nfc("".join(mark for mark in marks if mark not in TONES))
        written += (base + "".join(mark for mark in marks if mark in TONES)).encode("cp1258")
    return written


def as_windows_1252(data: bytes) -> str:
    """What a program shows that takes bytes for Western European."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


BYTES = {
    "tcvn3": in_tcvn3(ARTICLE),
    "vni": in_vni(ARTICLE),
    "viscii": in_viscii(ARTICLE),
    "windows-1258": in_windows_1258(ARTICLE),
}
GARBLED = {**BYTES, "utf-8": ARTICLE.encode()}


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


def test_only_known_encodings_are_converted() -> None:
    """Others are the caller's mistake."""
    with pytest.raises(KeyError):
        convert("a", "koi8-r")


# Letters


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


# Syllables


POSSIBLE = """
ái oản yến uỷ khuỷu nghiêng giếng gì gìn giữ già quốc quý quỳnh quýt quần quơ thuở khuya tuyết huỳnh ngoèo xoong ngoằn
loắt cách kính ghế nghệ Đắk HỘI ĐẢNG đường rượu xoáy thuyền khuỵu hươu bâng khuâng ỉ ý moóc tuýp
"""
IMPOSSIBLE = "c«ng coâng Ã´ kát cế ngệ ghà gế các1 mac tòc tãt ààm café ñaûng đđ ß zá bòw"


@pytest.mark.parametrize("word", POSSIBLE.split())
def test_possible_syllables(word: str) -> None:
    """Every onset and the rarer rhymes."""
    assert is_syllable(word)


@pytest.mark.parametrize("word", IMPOSSIBLE.split())
def test_impossible_syllables(word: str) -> None:
    """Foreign letters; k, gh, ngh and c, g, ng before the wrong vowel; a stop without sắc or nặng."""
    assert not is_syllable(word)


def test_every_word_of_the_article_is_possible() -> None:
    """In either normal form."""
    words = [word.strip(",.;-") for word in ARTICLE.split()]
    assert [word for word in words if word and not is_syllable(word)] == []
    assert [word for word in words if word and not is_syllable(unicodedata.normalize("NFD", word))] == []
