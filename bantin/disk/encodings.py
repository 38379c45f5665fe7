"""Vietnamese in the encodings from before Unicode: recognised by its bytes, or in a text that was decoded wrongly.

The judge is the language itself: after the right conversion nearly every word with marks is a possible Vietnamese
syllable, before it few are. Nothing is converted here unasked: what to do about a suspicion is up to the caller.
"""

import codecs
from dataclasses import dataclass

from bantin.disk.conversions import CONVERSIONS, as_windows_1252, convert
from bantin.disk.strange_letters import STRANGE
from bantin.disk.syllables import is_syllable
from bantin.patterns import lazy_pattern
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
"""What people call the encodings in which a file may be that should be UTF-8."""

BELOW, ABOVE = 0.60, 0.95
"""A text is suspicious if the share of possible words is less than the first before conversion and more than the second
after it."""


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
"""First bytes of kinds of files that begin with few zeros or none; the zeros of other kinds give them away."""


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
    shares = {encoding: _count(decode(sample, encoding)).share for encoding in CONVERSIONS}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] > 0.8 else "windows-1252"


def decode(data: bytes, encoding: str) -> str:
    """The text of bytes in an encoding that `recognise` names, in NFC; what can't be read becomes U+FFFD.

    Raises LookupError for `binary`.
    """
    if encoding == "windows-1252":
        return as_windows_1252(data.decode("latin-1"))
    if encoding in CONVERSIONS and encoding != "utf-8":
        return convert(data.decode("latin-1"), encoding)
    if encoding == "utf-16" and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = _utf_16(data) or encoding
    return nfc(data.decode(encoding, "replace").removeprefix("\ufeff"))


def mojibake(text: str) -> Suspicion | None:
    """The suspicion that `text`, or a line of it, was decoded wrongly before it became Unicode; else None."""
    if not STRANGE.search(text):
        return None
    strange = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if STRANGE.search(line)]
    for number, line in strange:
        if (encoding := _verdict(line)) and (suspicion := _suspicion(encoding, number, line)):
            return suspicion
    # Cells and headings may be too short to tell, each for itself.
    if len(strange) > 1 and (encoding := _verdict("\n".join(line for _, line in strange))):
        return _suspicion(encoding, *strange[0])
    return next(filter(None, (_of_a_word(number, line) for number, line in strange)), None)


def mended(text: str, encoding: str) -> str:
    """`text` with the lines converted of which more words could be Vietnamese then; the others are sound as they are,
    and a dash in them is no letter of another encoding.
    """
    return "\n".join(_mended(line, encoding) for line in text.split("\n"))


def _mended(line: str, encoding: str) -> str:
    converted = convert(line, encoding)
    return converted if _count(converted).possible > _count(line).possible else line


def _of_a_word(number: int, line: str) -> Suspicion | None:
    """The suspicion about a single word, as is left where all others were mended: no word of any language that turns
    into a Vietnamese one.
    """
    for encoding, pattern in (("utf-8", _WHOLE), ("tcvn3", _WORD), ("vni", _WORD)):
        for word in pattern.findall(line):
            if len(word) < 3 or not STRANGE.search(word) or is_syllable(word) or not word[0].isalpha():
                continue
            meant = convert(word, encoding)
            if not meant.isascii() and meant != word and is_syllable(meant):
                return Suspicion(encoding, number, word, meant)
    return None


_WHOLE = lazy_pattern("[^\\s\x00-/:-@[-`{-~]+")
"""A word of UTF-8 may hold any sign of Windows-1252."""


def _verdict(text: str) -> str | None:
    before = _count(text)
    if not any(len(word) > 1 and not word.isascii() for word in _WORD.findall(text)):
        return None  # a raised figure, or a letter of another language, by itself
    if before.words < 2 or before.share >= BELOW:
        return None
    after = {encoding: _count(convert(text, encoding)) for encoding in CONVERSIONS}
    best = max(after, key=lambda encoding: after[encoding].share)
    return best if after[best].words > 1 and after[best].share > ABOVE else None


def _suspicion(encoding: str, number: int, line: str) -> Suspicion | None:
    words = line.strip()
    found = words if len(words) <= 60 else words[:60].rpartition(" ")[0] or words.split(" ", 1)[0]
    meant = convert(found, encoding)
    return Suspicion(encoding, number, found, meant) if found != meant else None


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
    words = [word for word in _WORD.findall(text) if not word.isascii() and not _TELLS_NOTHING.fullmatch(word)]
    return _Count(len(words), sum(map(is_syllable, words)))


_WORD = lazy_pattern("[^\\s\x00-@[-`{-\x7f–—“”‘’…•°²³×·]+")
"""No blanks, no signs and digits of ASCII, no common typography; but ¸ and «, which are letters in a garbled text."""

_TELLS_NOTHING = lazy_pattern("[B-DF-HJ-NP-TV-XZĐb-df-hj-np-tv-xzđ]+|[^\\w]")
"""HĐND, QĐ, đ; and a sign by itself: ©, ®, §, which are letters only within words."""
