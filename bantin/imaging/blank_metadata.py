"""Blanks metadata (place, device, owner) in TIFF, AVIF and HEIC files.

It is overwritten in place, because these formats refer to their parts by offsets. `metadata` strips JPEG, PNG, WebP
and GIF.
"""

from collections.abc import Iterator
from typing import Literal

_NOTES = frozenset({270, 271, 272, 305, 306, 315, 316, 700, 33432, 33723, 34377, 34665, 34853, 37724, 40965})
"""TIFF tags that do not affect the picture: description, device, date, author; XMP, IPTC, Photoshop's."""
_FOLDERS = frozenset({34665, 34853, 40965})
"""Tags that point to further directories: Exif, GPS, Interoperability."""
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
"""Size in bytes of each field type (TIFF 6.0, section 2)."""
_EMPTY = b"\0\0\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"
"""Exif without entries, in the form of a HEIF item; some decoders reject a picture whose item is no Exif at all."""
_MOST_FOLDERS = 1000
"""Maximum number of directories, against circular references."""


def blanked(data: bytes, kind: str) -> bytes:
    """The file with metadata blanked; unchanged where its structure is invalid. `kind`: 'tiff', 'avif' or 'heic'."""
    found = bytearray(data)
    try:
        if kind == "tiff":
            _blank_tiff(found)
        else:
            for start, end in _notes_of(data):
                found[start:end] = _EMPTY.ljust(end - start, b"\0")[: end - start]
    except IndexError:
        return data
    return bytes(found)


# ---- TIFF


def _blank_tiff(data: bytearray) -> None:
    order: Literal["little", "big"] = "little" if data[:2] == b"II" else "big"
    if bytes(data[2:4]) not in (b"*\0", b"\0*"):
        return  # BigTIFF, which no camera writes
    at = _number(data, 4, 4, order)
    for _ in range(_MOST_FOLDERS):
        if not at:
            return
        at = _blank_folder(data, at, order)


def _blank_folder(data: bytearray, at: int, order: Literal["little", "big"]) -> int:
    """Blanks the metadata in a TIFF directory; returns the offset of the next one."""
    count = _number(data, at, 2, order)
    end = at + 2 + 12 * count
    following = data[end : end + 4]
    kept = bytearray()
    for entry in range(at + 2, end, 12):
        tag = _number(data, entry, 2, order)
        if tag in _NOTES:
            _blank_entry(data, entry, tag, order)
        else:
            kept += data[entry : entry + 12]
    written = (len(kept) // 12).to_bytes(2, order) + kept + following
    data[at : end + 4] = written.ljust(len(data[at : end + 4]), b"\0")
    return int.from_bytes(following, order) if len(following) == 4 else 0  # truncated


def _blank_entry(data: bytearray, entry: int, tag: int, order: Literal["little", "big"]) -> None:
    size = _SIZES.get(_number(data, entry + 2, 2, order), 1) * _number(data, entry + 4, 4, order)
    at = _number(data, entry + 8, 4, order)
    if tag in _FOLDERS:
        inner = at + 2 + 12 * _number(data, at, 2, order)
        for each in range(at + 2, inner, 12):
            _blank_entry(data, each, 0, order)
        data[at:inner] = bytes(inner - at)
    elif size > 4:
        _number(data, at + size - 1, 1, order)
        data[at : at + size] = bytes(size)


def _number(data: bytes | bytearray, at: int, size: int, order: Literal["little", "big"] = "big") -> int:
    """Reads an integer. Raises IndexError beyond the end of the data."""
    if at + size > len(data):
        raise IndexError(at)
    return int.from_bytes(data[at : at + size], order)


# ---- AVIF and HEIC (ISO 14496-12: boxes in boxes; ISO 23008-12: items)


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """(type, start, end of its content) for each box."""
    while at + 8 <= end:
        size, begin = _number(data, at, 4), at + 8
        if size == 1:
            size, begin = _number(data, at + 8, 8), at + 16
        stop = at + size if size else end
        if stop < begin or stop > end:
            raise IndexError(at)
        yield data[at + 4 : at + 8], begin, stop
        at = stop


def _notes_of(data: bytes) -> list[tuple[int, int]]:
    """Extents of the Exif and XMP items in the file."""
    found: list[tuple[int, int]] = []
    for kind, begin, end in _boxes(data, 0, len(data)):
        if kind == b"meta":
            inner = {name: (start, stop) for name, start, stop in _boxes(data, begin + 4, end)}
            if b"iinf" in inner and b"iloc" in inner:
                items = set(_items(data, *inner[b"iinf"]))
                found += _extents(data, inner[b"iloc"][0], items, inner.get(b"idat", (0, 0))[0])
    return found


def _items(data: bytes, begin: int, end: int) -> Iterator[int]:
    """Ids of the Exif and XMP items."""
    for _, start, _ in _boxes(data, begin + (6 if data[begin] == 0 else 8), end):
        width = 2 if data[start] == 2 else 4
        if data[start + 6 + width : start + 10 + width] in (b"Exif", b"mime"):
            yield _number(data, start + 4, width)


def _extents(data: bytes, at: int, items: set[int], inside: int) -> Iterator[tuple[int, int]]:
    """Extents of these items. `inside`: offset of the content of the box `idat`."""
    version, sizes = data[at], (data[at + 4] >> 4, data[at + 4] & 15, data[at + 5] >> 4, data[at + 5] & 15)
    of_offset, of_length, of_base, of_index = sizes
    width = 2 if version < 2 else 4
    count, at = _number(data, at + 6, width), at + 6 + width
    for _ in range(count):
        item, at = _number(data, at, width), at + width
        method = 0
        if version:
            method, at = _number(data, at, 2) & 15, at + 2
        base, at = _number(data, at + 2, of_base), at + 2 + of_base
        extents, at = _number(data, at, 2), at + 2
        for _ in range(extents):
            at += of_index if version else 0
            offset, at = _number(data, at, of_offset), at + of_offset
            length, at = _number(data, at, of_length), at + of_length
            start = base + offset + (inside if method == 1 else 0)
            if item in items and method < 2:
                _number(data, start + length - 1, 1)
                yield start, start + length
