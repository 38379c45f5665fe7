"""Strips metadata (Exif, XMP, comments: place, device, owner) from JPEG, PNG, WebP and GIF.

Pixels are not decoded or re-encoded. Colour profile and orientation stay, because the picture would look different
without them. Data after the end of the picture (a film, a second photo) is removed.
"""

import zlib
from collections.abc import Iterator

from bantin.patterns import lazy_pattern

JPEG, PNG, GIF, WEBP = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", (b"GIF87a", b"GIF89a"), b"WEBP"


class CutShort(ValueError):
    """Raised for a file whose structure cannot be followed to its end."""


def bare(data: bytes, orientation: int = 1) -> bytes:
    """The picture without metadata; unchanged unless it is a JPEG, PNG, WebP or GIF. `orientation`: that of its Exif,
    1 to 8. Raises CutShort.
    """
    try:
        if data.startswith(JPEG):
            return b"".join(_jpeg(data, orientation))
        if data.startswith(PNG):
            return b"".join(_png(data, orientation))
        if data[:4] == b"RIFF" and data[8:12] == WEBP:
            return _webp(data, orientation)
        if data.startswith(GIF):
            return b"".join(_gif(data))
    except IndexError:
        raise CutShort("no end") from None
    return data


def decodable(data: bytes) -> bytes:
    """The picture as the decoder gets it: a PNG without metadata, colour profile (see `profile`) and damaged ancillary
    chunks. Browsers ignore these, but the decoder would reject the picture for them. Orientation stays.
    """
    if not data.startswith(PNG):
        return data
    try:
        kept = [chunk for kind, chunk in _chunks(data) if kind != b"iCCP" and (_is_drawn(kind) or kind == b"eXIf")]
    except CutShort:
        return data  # the decoder will report how far it gets
    return PNG + b"".join(kept)


_LONGEST_PROFILE = 16_000_000
"""Maximum size of a profile in bytes; those for printing contain large tables."""


def profile(data: bytes) -> bytes:
    """The colour profile in a PNG (chunk iCCP, decompressed); b"" if there is none, or an unreadable one."""
    if not data.startswith(PNG):
        return b""
    try:
        packed = next((chunk for kind, chunk in _chunks(data) if kind == b"iCCP"), b"")
        begin = packed.index(b"\0", 8) + 2  # after its name and compression method, of which there is one
        unpacker = zlib.decompressobj()
        found = unpacker.decompress(packed[begin:-4], _LONGEST_PROFILE)
    except (CutShort, ValueError, zlib.error):
        return b""
    return found if unpacker.eof else b""


def _exif(orientation: int) -> bytes:
    """Minimal Exif with the orientation only (CIPA DC-008): one TIFF directory with one entry."""
    entry = b"\x01\x12\x00\x03\x00\x00\x00\x01" + orientation.to_bytes(2, "big") + b"\0\0"
    return b"MM\0*\0\0\0\x08" + b"\0\x01" + entry + b"\0\0\0\0"


_MARKER = lazy_pattern(rb"\xff+([^\xff\x00\xd0-\xd7])")
"""The next marker in entropy-coded data, where 0xFF is otherwise followed by 0x00 or a restart marker."""
_SOI, _EOI, _SOS, _COM, _APP0, _APP2, _APP14, _APP15 = 0xD8, 0xD9, 0xDA, 0xFE, 0xE0, 0xE2, 0xEE, 0xEF


def _jpeg(data: bytes, orientation: int) -> Iterator[bytes]:
    """Strips a JPEG, segment by segment (ITU T.81, annex B)."""
    yield data[:2]
    at = 2
    is_written = orientation == 1
    while True:
        found = _MARKER.search(data, at)
        if found is None:
            raise CutShort("no end")
        kind, start = found[1][0], found.end()
        if kind == _EOI:
            yield b"\xff\xd9"
            return
        end = start + int.from_bytes(data[start : start + 2], "big")
        if end > len(data) or end < start + 2:
            raise CutShort("cut short")
        if not is_written and kind != _APP0:  # after the JFIF segment, which must be first
            segment = b"Exif\0\0" + _exif(orientation)
            yield b"\xff\xe1" + (len(segment) + 2).to_bytes(2, "big") + segment
            is_written = True
        if _is_kept(kind, data[start + 2 : end]):
            yield b"\xff" + found[1] + data[start:end]
        at = end
        if kind == _SOS:
            following = _MARKER.search(data, end)
            at = following.start() if following else len(data)
            yield data[end:at]
            if following is None:  # decoders accept that
                yield b"\xff\xd9"
                return


def _is_kept(kind: int, said: bytes) -> bool:
    if kind == _APP0:
        return said.startswith(b"JFIF\0")  # the extension contains a thumbnail
    if kind == _APP2:
        return said.startswith(b"ICC_PROFILE\0")
    return kind == _APP14 or not (kind == _COM or _APP0 < kind <= _APP15)


_PNG_DRAWN = frozenset(b"tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD hIST pHYs sPLT acTL fcTL fdAT".split())
"""Ancillary chunks that affect how the picture looks."""


def _png(data: bytes, orientation: int) -> Iterator[bytes]:
    yield PNG
    for kind, chunk in _chunks(data):
        if _is_drawn(kind):
            yield chunk
        if kind == b"IHDR" and orientation != 1:
            segment = b"eXIf" + _exif(orientation)
            yield (len(segment) - 4).to_bytes(4, "big") + segment + zlib.crc32(segment).to_bytes(4, "big")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG with their types, up to IEND (PNG, third edition), without ancillary chunks that have a wrong
    checksum.
    """
    at = len(PNG)
    kind = b""
    while kind != b"IEND":
        kind, end = data[at + 4 : at + 8], at + 12 + int.from_bytes(data[at : at + 4], "big")
        if len(kind) < 4 or end > len(data):
            raise CutShort("cut short")
        if not _may_be_passed(kind) or zlib.crc32(data[at + 4 : end - 4]) == int.from_bytes(data[end - 4 : end], "big"):
            yield kind, data[at:end]
        at = end


def _may_be_passed(kind: bytes) -> bool:
    return kind[0] & 0x20 != 0  # a lower-case letter: ancillary


def _is_drawn(kind: bytes) -> bool:
    return not _may_be_passed(kind) or kind in _PNG_DRAWN


_WEBP_NOTES = {b"EXIF": 0x08, b"XMP ": 0x04}
"""Metadata chunks of WebP, and their flags in the header (RFC 9649)."""
_WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))


def _webp(data: bytes, orientation: int) -> bytes:
    chunks: list[bytes] = []
    at, stop = 12, 8 + int.from_bytes(data[4:8], "little")
    while at + 8 <= min(stop, len(data)):
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        body = data[at + 8 : at + 8 + size]
        if len(body) < size:
            raise CutShort("cut short")
        if kind == b"VP8X":
            flags = body[0] & ~(_WEBP_NOTES[b"EXIF"] | _WEBP_NOTES[b"XMP "])
            flags |= _WEBP_NOTES[b"EXIF"] if orientation != 1 else 0
            body = bytes((flags,)) + body[1:]
        if kind in _WEBP_KEPT:
            chunks.append(_chunk(kind, body))
        at += 8 + size + size % 2
    if orientation != 1:
        chunks.append(_chunk(b"EXIF", _exif(orientation)))
    segment = WEBP + b"".join(chunks)
    return b"RIFF" + len(segment).to_bytes(4, "little") + segment


def _chunk(kind: bytes, body: bytes) -> bytes:
    return kind + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)


_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def _gif(data: bytes) -> Iterator[bytes]:
    """Strips a GIF, block by block (GIF89a)."""
    at = 13 + _palette(data[10])
    yield data[:at]
    while True:
        kind, start = data[at], at
        if kind == 0x3B:
            yield b"\x3b"
            return
        if kind == 0x2C:
            at += 10 + _palette(data[at + 9]) + 1
        elif kind == 0x21:
            at += 2
        else:
            raise CutShort("no block")
        name = data[at + 1 : at + 12]  # application extension; its first sub-block names it
        while data[at]:
            at += 1 + data[at]
        at += 1
        if kind == 0x2C or data[start + 1] == 0xF9 or (data[start + 1] == 0xFF and name in _LOOPS):
            yield data[start:at]


def _palette(flags: int) -> int:
    """Size in bytes of the colour table that these flags announce."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0
