"""The bytes of a picture → the same picture without what cameras and programs note in it: place, device, owner.

Nothing is decoded or made anew. Colour profiles stay, and so does the note which side is up: without them the picture
would look otherwise. What follows the picture's end in its file (a film, a second photo) goes.
"""

import re
import zlib
from collections.abc import Iterator

JPEG, PNG, GIF, WEBP = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", (b"GIF87a", b"GIF89a"), b"WEBP"


class CutShort(ValueError):
    """The bytes cannot be followed from the picture's beginning to its end."""


def bare(data: bytes, orientation: int = 1) -> bytes:
    """The picture without its notes; as it is if it is no JPEG, PNG, WebP or GIF. `orientation`: what Exif says of it,
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
    """The picture for a decoder: a PNG without notes and colour profile (see `profile`), which it would otherwise read
    and refuse where they are damaged or long, and without what it may pass over and is damaged, as browsers pass over
    it. Which side is up stays.
    """
    if not data.startswith(PNG):
        return data
    try:
        kept = [chunk for kind, chunk in _chunks(data) if kind != b"iCCP" and (_is_drawn(kind) or kind == b"eXIf")]
    except CutShort:
        return data  # for the decoder to say how far it comes
    return PNG + b"".join(kept)


_LONGEST_PROFILE = 16_000_000
"""Bytes: those of printing machines, with tables for many colours, take some."""


def profile(data: bytes) -> bytes:
    """The colour profile in a PNG (its iCCP chunk, decompressed); b"" if there is none that can be read."""
    if not data.startswith(PNG):
        return b""
    try:
        packed = next((chunk for kind, chunk in _chunks(data) if kind == b"iCCP"), b"")
        begin = packed.index(b"\0", 8) + 2  # after its name, and the number of its only method
        unpacker = zlib.decompressobj()
        found = unpacker.decompress(packed[begin:-4], _LONGEST_PROFILE)
    except (CutShort, ValueError, zlib.error):
        return b""
    return found if unpacker.eof else b""


def _exif(orientation: int) -> bytes:
    """Exif that says which side is up and nothing else (CIPA DC-008): one TIFF directory of one entry."""
    entry = b"\x01\x12\x00\x03\x00\x00\x00\x01" + orientation.to_bytes(2, "big") + b"\0\0"
    return b"MM\0*\0\0\0\x08" + b"\0\x01" + entry + b"\0\0\0\0"


_MARKER = re.compile(rb"\xff+([^\xff\x00\xd0-\xd7])")
"""The next marker in coded pixels, where 0xFF is followed by 0x00, or by what only counts along."""
_SOI, _EOI, _SOS, _COM, _APP0, _APP2, _APP14, _APP15 = 0xD8, 0xD9, 0xDA, 0xFE, 0xE0, 0xE2, 0xEE, 0xEF


def _jpeg(data: bytes, orientation: int) -> Iterator[bytes]:
    """Segment by segment (ITU T.81, annex B)."""
    yield data[:2]
    at = 2
    is_told = orientation == 1
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
        if not is_told and kind != _APP0:  # after JFIF's own segment, which must stand first
            told = b"Exif\0\0" + _exif(orientation)
            yield b"\xff\xe1" + (len(told) + 2).to_bytes(2, "big") + told
            is_told = True
        if _is_kept(kind, data[start + 2 : end]):
            yield b"\xff" + found[1] + data[start:end]
        at = end
        if kind == _SOS:
            following = _MARKER.search(data, end)
            at = following.start() if following else len(data)
            yield data[end:at]
            if following is None:  # readers put up with it
                yield b"\xff\xd9"
                return


def _is_kept(kind: int, said: bytes) -> bool:
    if kind == _APP0:
        return said.startswith(b"JFIF\0")  # its extension holds a thumbnail
    if kind == _APP2:
        return said.startswith(b"ICC_PROFILE\0")
    return kind == _APP14 or not (kind == _COM or _APP0 < kind <= _APP15)


_PNG_DRAWN = frozenset(b"tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD hIST pHYs sPLT acTL fcTL fdAT".split())
"""Of the chunks that a reader may pass over, those that say how the picture looks."""


def _png(data: bytes, orientation: int) -> Iterator[bytes]:
    yield PNG
    for kind, chunk in _chunks(data):
        if _is_drawn(kind):
            yield chunk
        if kind == b"IHDR" and orientation != 1:
            told = b"eXIf" + _exif(orientation)
            yield (len(told) - 4).to_bytes(4, "big") + told + zlib.crc32(told).to_bytes(4, "big")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG by kind, from its first to IEND (PNG, third edition); none of those that a reader may pass
    over whose checksum is wrong.
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
    return kind[0] & 0x20 != 0  # a small letter


def _is_drawn(kind: bytes) -> bool:
    return not _may_be_passed(kind) or kind in _PNG_DRAWN


_WEBP_NOTES = {b"EXIF": 0x08, b"XMP ": 0x04}
"""Chunks, and the bits that announce them (RFC 9649)."""
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
    told = WEBP + b"".join(chunks)
    return b"RIFF" + len(told).to_bytes(4, "little") + told


def _chunk(kind: bytes, body: bytes) -> bytes:
    return kind + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)


_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def _gif(data: bytes) -> Iterator[bytes]:
    """Block by block (GIF89a)."""
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
        name = data[at + 1 : at + 12]  # of an application, in its first sub-block
        while data[at]:
            at += 1 + data[at]
        at += 1
        if kind == 0x2C or data[start + 1] == 0xF9 or (data[start + 1] == 0xFF and name in _LOOPS):
            yield data[start:at]


def _palette(flags: int) -> int:
    """Bytes of the table of colours that these flags announce."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0
