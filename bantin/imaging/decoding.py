"""Image decoding: bytes → pixels and orientation, by the decoder for the kind of picture.

Broken means that the bytes are at fault; any other exception is a bug.
"""

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from bantin.imaging import metadata
from bantin.imaging.kinds import kind_of

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile


class Broken(ValueError):
    """Raised where a decoder finds that the bytes are no picture, or an incomplete one."""


class TooBig(Exception):
    """Raised for a header that declares too many pixels (decompression bombs)."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height


@contextmanager
def opened(data: bytes, max_pixels: int | None = None) -> "Iterator[ImageFile]":
    """Opens a picture by reading its header. Raises TooBig beyond `max_pixels`, and Broken.

    Calls Pillow's decoders directly: its own limit is global, and warns before it refuses.
    """
    from PIL.AvifImagePlugin import AvifImageFile
    from PIL.BmpImagePlugin import BmpImageFile
    from PIL.GifImagePlugin import GifImageFile
    from PIL.JpegImagePlugin import JpegImageFile
    from PIL.PngImagePlugin import PngImageFile
    from PIL.TiffImagePlugin import TiffImageFile
    from PIL.WebPImagePlugin import WebPImageFile

    readers: dict[str, Callable[[io.BytesIO], ImageFile]] = {
        "jpeg": JpegImageFile,
        "png": PngImageFile,
        "gif": GifImageFile,
        "webp": WebPImageFile,
        "bmp": BmpImageFile,
        "tiff": TiffImageFile,
        "avif": AvifImageFile,
    }
    kind = kind_of(data)
    if kind == "heic" and reads_heic():
        readers["heic"] = heic_library().HeifImageFile
    if kind not in readers:
        raise Broken("no picture")
    with warnings.catch_warnings():
        # Warnings about readable oddities: nothing that an editor could fix.
        warnings.simplefilter("ignore")
        if kind == "webp":
            _check_size(*_webp_size(data), max_pixels)  # Its decoder allocates memory for the whole picture at once.
        with decoding():
            image = readers[kind](io.BytesIO(metadata.decodable(data)))
        with image:
            _check_size(*image.size, max_pixels)
            yield image


@contextmanager
def decoding() -> Iterator[None]:
    """Turns any exception of a decoder into Broken; use it around decoder calls only."""
    try:
        yield
    except MemoryError:  # not the fault of the bytes
        raise
    except Exception as reason:
        raise Broken(f"{type(reason).__name__}: {reason}") from reason


def load(image: "ImageFile", draft: tuple[int, int] | None = None) -> bool:
    """Decodes the picture (the first frame of an animation) and returns whether there are more frames.

    `draft`: minimum size in pixels, where the format can be decoded at reduced resolution.
    """
    with decoding():
        is_animated = bool(getattr(image, "is_animated", False))
        if is_animated:
            image.seek(0)
        if draft is not None:
            image.draft(None, draft)
        image.load()
    return is_animated


def _check_size(width: int, height: int, max_pixels: int | None) -> None:
    if width < 1 or height < 1:
        raise Broken("no pixels")
    if max_pixels is not None and width * height > max_pixels:
        raise TooBig(width, height)


def _webp_size(data: bytes) -> tuple[int, int]:
    """(width, height) from the first chunk of a WebP file (RFC 9649)."""
    chunk, begin = data[12:16], data[20:30]
    if len(begin) < 10:
        raise Broken("no WebP header")
    if chunk == b"VP8X":
        return int.from_bytes(begin[4:7], "little") + 1, int.from_bytes(begin[7:10], "little") + 1
    if chunk == b"VP8L":
        bits = int.from_bytes(begin[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return int.from_bytes(begin[6:8], "little") & 0x3FFF, int.from_bytes(begin[8:10], "little") & 0x3FFF


_ORIENTATION = 0x0112


def orientation_of(image: "Image") -> int:
    """Exif orientation, 1 (upright) to 8; 1 if absent, unreadable, or already applied by Pillow."""
    if image.format == "TIFF":
        return 1
    try:
        said = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - Exif is written by every phone in its own way; the picture can be read without it.
        return 1
    return said if isinstance(said, int) and 1 <= said <= 8 else 1


def is_turned(orientation: int) -> bool:
    """Whether the orientation swaps width and height."""
    return orientation >= 5


@cache
def reads_heic() -> bool:
    """Whether pillow-heif is installed: Pillow itself cannot read HEIC, the format of many phones."""
    return find_spec("pillow_heif") is not None


def heic_library() -> Any:
    """The module pillow_heif."""
    return import_module("pillow_heif")
