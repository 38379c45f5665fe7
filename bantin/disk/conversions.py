"""Texts that were decoded as Windows-1252 → real letters, from each encoding of Vietnamese: TCVN3, VNI, VISCII, ….

A garbled text is a row of bytes, each shown as the character that Windows-1252 has for it. So it is turned back into
that row, as code points below 256; what never was a byte stays.
"""

import re
from collections.abc import Callable
from itertools import product

from bantin.patterns import lazy_pattern
from bantin.text import nfc


def convert(text: str, encoding: str) -> str:
    """The text that was meant by `text`, whose bytes were in `encoding` (as `Suspicion` names it) but were read as
    Windows-1252; in NFC.

    What that encoding does not explain is kept. Raises KeyError for other encodings.
    """
    return nfc(as_windows_1252(CONVERSIONS[encoding](text.translate(_BYTES))))


def as_windows_1252(text: str) -> str:
    """`text`, of which some characters are bytes, with what Windows-1252 has for these."""
    return text.translate(_CHARACTERS)


# As browsers read it: the five holes of Windows-1252 are control characters.
_CHARACTERS = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}
_BYTES = {ord(character): byte for byte, character in _CHARACTERS.items()}


def _from_tcvn3(text: str) -> str:
    return "\n".join(_in_capitals(line, line.translate(_TCVN3)) for line in text.split("\n"))


def _in_capitals(line: str, converted: str) -> str:
    # The capitals with tones are not in the encoding but in a second font (.VnTimeH) that draws all as capitals.
    if len(re.findall("[A-Z]", line)) > 3 and not re.search("[a-z]", line):
        return converted.upper()
    return _LETTERS.sub(lambda word: word[0].upper() if _is_shouted(word[0]) else word[0], converted)


_LETTERS = lazy_pattern(r"[^\W\d_]+")


def _is_shouted(word: str) -> bool:
    return len(re.findall("[A-Z]", word)) > 1 and not re.search("[a-z]", word)


_TCVN3 = dict(
    zip(
        bytes.fromhex(
            "B8B5B6B7B9 A8BEBBBCBDC6 A9CAC7C8C9CB D0CCCECFD1 AAD5D2D3D4D6 DDD7D8DCDE"
            "E3DFE1E2E4 ABE8E5E6E7E9 ACEDEAEBECEE F3EFF1F2F4 ADF8F5F6F7F9 FDFAFBFCFE AE A1A2A3A4A5A6A7"
        ),
        "áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđĂÂÊÔƠƯĐ",
        strict=True,
    )
)


def _from_vni(text: str) -> str:
    return _VNI_LETTER.sub(lambda found: _VNI[found[0]], text)


def _vni() -> dict[str, str]:
    """VNI-Windows: a letter, then a mark as a letter of its own; ơ, ư, i and the rare ỵ and đ are single."""
    single = {"ô": "ơ", "ö": "ư", "ñ": "đ", "î": "ỵ", "æ": "ỉ", "ó": "ĩ", "ò": "ị"}
    small = dict(single)
    tones = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
    for letters, shape, marks in (("aeouyôö", "", " ùøûõï"), ("aeo", "\u0302", "âáàåãä"), ("a", "\u0306", "êéèúüë")):
        for letter, (mark, tone) in product(letters, zip(marks, tones, strict=True)):
            small[(letter + mark).rstrip()] = nfc(single.get(letter, letter) + shape + tone)
    capital = {code.upper(): letter.upper() for code, letter in small.items()}
    capital_first = {code[0].upper() + code[1:]: letter.upper() for code, letter in small.items() if len(code) > 1}
    return small | capital_first | capital


_VNI = _vni()
_VNI_LETTER = lazy_pattern("|".join(sorted(_VNI, key=len, reverse=True)))


def _from_windows_1258(text: str) -> str:
    return text.translate(_WINDOWS_1258)


_WINDOWS_1258 = {byte: bytes([byte]).decode("cp1258") for byte in range(0xA0, 0x100)}


def _from_viscii(text: str) -> str:
    return text.translate(_VISCII)


_VISCII = {
    0x80 + place: letter  # RFC 1456; of its letters below 0x20 nothing is left in a text that went through Unicode
    for place, letter in enumerate(
        "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
        "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
    )
}


def _from_utf_8(text: str) -> str:
    # The second byte of à is a no-break blank, which pasting turns into a plain one.
    whole = _UTF_8.sub(lambda found: found[0].encode("latin-1").decode(), text.replace("Ã ", "Ã\xa0"))
    again = whole.translate(_BYTES)
    if whole != text and _UTF_8.search(again):  # it went through the wrong encoding twice
        return _from_utf_8(again)
    return _TORN.sub(_mended, whole) if "á\xbb" in whole else whole


_TORN = lazy_pattern("(.?)á\xbb(.?)", re.DOTALL)
"""Of ề, ọ and ờ the third byte has no sign in Windows-1252, and is lost in pasting."""


def _mended(found: re.Match[str]) -> str:
    before, after = found.groups()
    letter = "ờ" if before in "ưƯ" else "ề" if before in "iI" or not after.isalpha() or after == "u" else "ọ"
    return before + letter + after


_UTF_8 = lazy_pattern(
    "[\xc2-\xdf][\x80-\xbf]"
    "|(?:\xe0[\xa0-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]|\xed[\x80-\x9f])[\x80-\xbf]"
    "|(?:\xf0[\x90-\xbf]|[\xf1-\xf3][\x80-\xbf]|\xf4[\x80-\x8f])[\x80-\xbf]{2}"
)

CONVERSIONS: dict[str, Callable[[str], str]] = {
    "utf-8": _from_utf_8,
    "tcvn3": _from_tcvn3,
    "vni": _from_vni,
    "viscii": _from_viscii,
    "windows-1258": _from_windows_1258,
}
