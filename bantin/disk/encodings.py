"""Vietnamese in the encodings from before Unicode: from bytes or garbled text to the encoding's name, and to real text.

The judge is the language itself: after the right conversion nearly every word with marks is a possible Vietnamese
syllable, before it few are. Nothing is converted here unasked: what to do about a suspicion is up to the caller.
"""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

from bantin.disk.syllables import is_syllable
from bantin.text import nfc


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A text that is valid Unicode, but reads as Vietnamese only after a conversion."""

    encoding: str
    """As `convert` takes it: `tcvn3`, `vni`, `viscii`, `windows-1258`, or `utf-8` that was read as Windows-1252."""
    line: int
    """The first suspicious line of the text, from 1."""
    found: str
    """The beginning of that line as it stands, to be shown."""
    meant: str
    """The same words after conversion."""


NAMES = {
    "utf-8": "UTF-8 / Windows-1252",
    "utf-32": "UTF-32",
    "tcvn3": "TCVN3 (ABC)",
    "vni": "VNI",
    "viscii": "VISCII",
    "windows-1258": "Windows-1258",
    "windows-1252": "Windows-1252",
}
"""What people call the encodings; those that a file may be in although it should be UTF-8."""

BELOW, ABOVE = 0.60, 0.95
"""A text is suspicious if less than the first share of its words is possible before, more than the second after."""


def recognise(data: bytes) -> str | None:
    """What these bytes look like if they are no UTF-8 text, else None.

    One of `utf-16`, `utf-32`, `tcvn3`, `vni`, `viscii`, `windows-1258`, `windows-1252` (or another encoding of single
    bytes), `utf-8` (damaged in places), `binary`.
    """
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if data.startswith(_MAGIC):
        return "binary"
    if b"\0" in data:
        return "utf-16" if _utf_16(data) else "binary"
    try:
        data.decode()
    except UnicodeDecodeError:
        return _recognise_single_bytes(data)
    return None


_MAGIC = (
    b"%PDF-",
    b"PK\x03\x04",  # Word and Excel since 2007, and every zip
    b"\xd0\xcf\x11\xe0",  # Word and Excel before 2007
    b"\x89PNG",
    b"\xff\xd8\xff",  # JPEG
    b"\x1f\x8b",  # gzip
    b"7z\xbc\xaf",
)
"""Kinds of files with few zeros at the beginning, or none; the others give themselves away by those."""


def _utf_16(data: bytes) -> str | None:
    # Three letters of four in Vietnamese are ASCII: every other byte is mostly zero, and hardly any of the rest.
    even, odd = (part.count(0) / max(1, len(part)) for part in (data[0::2], data[1::2]))
    if min(even, odd) > 0.05 or max(even, odd) < 0.4:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _recognise_single_bytes(data: bytes) -> str:
    controls = sum(data.count(code) for code in range(32) if code not in b"\t\n\f\r\x1a")
    if controls * 100 > len(data):
        return "binary"
    sample = data[:100_000]
    shares = {encoding: _count(decode(sample, encoding)).share for encoding in _CONVERSIONS}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] > 0.8 else "windows-1252"


def decode(data: bytes, encoding: str) -> str:
    """The text of bytes in an encoding that `recognise` names, in NFC; what can't be read becomes U+FFFD.

    Raises LookupError for `binary`.
    """
    if encoding == "windows-1252":
        return _as_windows_1252(data.decode("latin-1"))
    if encoding in _CONVERSIONS and encoding != "utf-8":
        return convert(data.decode("latin-1"), encoding)
    if encoding == "utf-16" and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = _utf_16(data) or encoding
    return nfc(data.decode(encoding, "replace").removeprefix("\ufeff"))


def mojibake(text: str) -> Suspicion | None:
    """The suspicion that `text`, or a line of it, went through a wrong encoding before it became Unicode; else None."""
    if not _STRANGE.search(text):
        return None
    strange = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if _STRANGE.search(line)]
    for number, line in strange:
        if (encoding := _verdict(line)) and (suspicion := _suspicion(encoding, number, line)):
            return suspicion
    # Cells and headings may be too short to tell, each for itself.
    if len(strange) > 1 and (encoding := _verdict("\n".join(line for _, line in strange))):
        return _suspicion(encoding, *strange[0])
    return None


_STRANGE = re.compile("[\xa1-\xaa\xac-\xaf\xb1\xb4-\xb6\xb8-\xba\xbc-\xbfÃÄÅÆËÏÐÑÖÛÜÞßäåæëïðñöøûüþÿ]|[a-zâêô]Ò")
"""What hardly stands in a Vietnamese text, but in nearly every line of a garbled one: spares the others the count."""


def _verdict(text: str) -> str | None:
    before = _count(text)
    if before.words < 2 or before.share >= BELOW:
        return None
    after = {encoding: _count(convert(text, encoding)) for encoding in _CONVERSIONS}
    best = max(after, key=lambda encoding: after[encoding].share)
    return best if after[best].words > 1 and after[best].share > ABOVE else None


def _suspicion(encoding: str, number: int, line: str) -> Suspicion | None:
    words = line.strip()
    found = words if len(words) <= 60 else words[:60].rpartition(" ")[0] or words[:60]
    meant = convert(found, encoding)
    return Suspicion(encoding, number, found, meant) if found != meant else None


# Conversions. A garbled text is a row of bytes, each shown as the character that Windows-1252 has for it. So it is
# turned back into that row, as code points below 256; what never was a byte stays.


def convert(text: str, encoding: str) -> str:
    """`text`, of which the bytes were in `encoding` (as Suspicion names it) but were read as Windows-1252; in NFC.

    What that encoding does not explain is kept. Raises KeyError for other encodings.
    """
    return nfc(_as_windows_1252(_CONVERSIONS[encoding](text.translate(_BYTES))))


def _as_windows_1252(text: str) -> str:
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


_LETTERS = re.compile(r"[^\W\d_]+")


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
_VNI_LETTER = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))


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
    return _TORN.sub(_mended, whole) if "á\xbb" in whole else whole


_TORN = re.compile("(.?)á\xbb(.?)", re.DOTALL)
"""Of ề, ọ and ờ the third byte has no sign in Windows-1252, and is lost in pasting."""


def _mended(found: re.Match[str]) -> str:
    before, after = found.groups()
    letter = "ờ" if before in "ưƯ" else "ề" if before in "iI" or not after.isalpha() or after == "u" else "ọ"
    return before + letter + after


_UTF_8 = re.compile(
    "[\xc2-\xdf][\x80-\xbf]"
    "|(?:\xe0[\xa0-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]|\xed[\x80-\x9f])[\x80-\xbf]"
    "|(?:\xf0[\x90-\xbf]|[\xf1-\xf3][\x80-\xbf]|\xf4[\x80-\x8f])[\x80-\xbf]{2}"
)

_CONVERSIONS: dict[str, Callable[[str], str]] = {
    "utf-8": _from_utf_8,
    "tcvn3": _from_tcvn3,
    "vni": _from_vni,
    "viscii": _from_viscii,
    "windows-1258": _from_windows_1258,
}


# The language.


@dataclass(frozen=True, slots=True)
class _Count:
    """How many of a text's words with marks could be Vietnamese."""

    words: int
    possible: int

    @property
    def share(self) -> float:
        return self.possible / self.words if self.words else 0.0


def _count(text: str) -> _Count:
    words = [word for word in _WORD.findall(text) if not word.isascii() and not _ABBREVIATION.fullmatch(word)]
    return _Count(len(words), sum(map(is_syllable, words)))


_WORD = re.compile("[^\\s\x00-@[-`{-\x7f–—“”‘’…•°²³×·]+")
"""No blanks, no signs and digits of ASCII, no common typography; but ¸ and «, which are letters in a garbled text."""

_ABBREVIATION = re.compile("[B-DF-HJ-NP-TV-XZĐb-df-hj-np-tv-xzđ]+")
"""HĐND, QĐ, đ: tells nothing about the encoding."""
