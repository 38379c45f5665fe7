"""Pictures for tests: photographs, turned ones, their bytes and pixels."""

import io
import zlib
from typing import Any

from PIL import ExifTags, Image, ImageDraw

from bantin.content.file_facts import FileFacts
from bantin.imaging import variants

Pixel = tuple[int, ...]


def look(data: bytes, path: str = "content/2018/03/x/a.jpg", **limits: int) -> FileFacts:
    """What `inspect` finds, with usual limits."""
    return variants.inspect(data, path, "digest", **({"max_bytes": 30_000_000, "max_pixels": 50_000_000} | limits))


def encoded(picture: Image.Image, kind: str, **options: Any) -> bytes:
    """The bytes of a file."""
    out = io.BytesIO()
    picture.save(out, kind.upper(), **options)
    return out.getvalue()


def decoded(data: bytes) -> Image.Image:
    """The picture that the bytes show, in its own mode."""
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def pixel(data: bytes, x: int, y: int, mode: str = "RGB") -> Pixel:
    """The colour at a place."""
    found = decoded(data).convert(mode).getpixel((x, y))
    assert isinstance(found, tuple)
    return found


def is_near(one: Pixel, other: Pixel, by: int = 12) -> bool:
    """Whether two colours look the same."""
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


def photo(mode: str = "RGB", size: tuple[int, int] = (400, 300)) -> Image.Image:
    """Red in the left upper quarter, blue elsewhere, with a green edge below."""
    picture = Image.new("RGB", size, "blue")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, size[0] // 2 - 1, size[1] // 2 - 1), fill="red")
    draw.rectangle((0, size[1] - size[1] // 8, size[0], size[1]), fill="green")
    return picture.convert(mode)


def turned(orientation: int, picture: Image.Image) -> bytes:
    """A JPEG that says how it has to be turned, where it was taken and what else phones tell."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = "Phone of somebody"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (21.0, 2.0, 3.0)
    return encoded(picture, "jpeg", quality=95, exif=exif, comment=b"at home")


def chunk(name: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


WHOLE = [
    turned(6, photo(size=(40, 30))),
    encoded(photo("RGBA", (40, 30)), "png"),
    encoded(photo("P", (40, 30)), "gif"),
    encoded(photo("RGB", (40, 30)), "webp"),
    b"\xef\xbb\xbf<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 3'><g id='a'/></svg>",
]
