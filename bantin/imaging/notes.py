"""The bytes of a TIFF, AVIF or HEIC → the same file with nothing where cameras and programs noted place, device, owner.

Nothing is moved, so that no part of the file that refers to another by its place is spoilt. JPEG, PNG, WebP and GIF are
left to `metadata`, which takes their notes out.
"""

from collections.abc import Iterator
from typing import Literal

_NOTES = frozenset({270, 271, 272, 305, 306, 315, 316, 700, 33432, 33723, 34377, 34665, 34853, 37724, 40965})
"""Tags of TIFF that say nothing of the picture itself: who, when, where, with what; XMP, IPTC, Photoshop's."""
_FOLDERS = frozenset({34665, 34853, 40965})
"""Those that lead to further entries: Exif, GPS, Interoperability."""
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
"""Bytes of a value of each type (TIFF 6.0, section 2)."""
_EMPTY = b"\0\0\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"
"""Exif without entries, as an item of HEIF holds it: some decoders refuse a picture for one that is no Exif at all."""
_MOST_FOLDERS = 1000
"""Of a file that leads in circles, no more are followed."""


def blanked(data: bytes, kind: str) -> bytes:
    """The file without its notes; as it is where it cannot be followed. `kind`: 'tiff', 'avif' or 'heic'."""
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
    """Takes the notes out of a directory of entries; gives where the next one is."""
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
    told = (len(kept) // 12).to_bytes(2, order) + kept + following
    data[at : end + 4] = told.ljust(len(data[at : end + 4]), b"\0")
    return int.from_bytes(following, order) if len(following) == 4 else 0  # cut short: nothing comes behind


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
    """Raises IndexError beyond the data's end."""
    if at + size > len(data):
        raise IndexError(at)
    return int.from_bytes(data[at : at + size], order)


# ---- AVIF and HEIC (ISO 14496-12: boxes in boxes; ISO 23008-12: items)


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """(kind, where its content begins, where it ends) of each box."""
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
    """Where in the file the items lie that are Exif or XMP."""
    found: list[tuple[int, int]] = []
    for kind, begin, end in _boxes(data, 0, len(data)):
        if kind == b"meta":
            inner = {name: (start, stop) for name, start, stop in _boxes(data, begin + 4, end)}
            if b"iinf" in inner and b"iloc" in inner:
                items = set(_items(data, *inner[b"iinf"]))
                found += _extents(data, inner[b"iloc"][0], items, inner.get(b"idat", (0, 0))[0])
    return found


def _items(data: bytes, begin: int, end: int) -> Iterator[int]:
    """The numbers of the items that are Exif or XMP."""
    for _, start, _ in _boxes(data, begin + (6 if data[begin] == 0 else 8), end):
        width = 2 if data[start] == 2 else 4
        if data[start + 6 + width : start + 10 + width] in (b"Exif", b"mime"):
            yield _number(data, start + 4, width)


def _extents(data: bytes, at: int, items: set[int], inside: int) -> Iterator[tuple[int, int]]:
    """Where these items lie; `inside`: where the content of the box `idat` begins."""
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
