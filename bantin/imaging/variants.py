"""The bytes of a picture → what is known of it (`inspect`), and a smaller one made by a recipe (`encode`).

What a picture is goes by its bytes, never by its name. Which variants a page needs, and where they are kept, is left to
`planner` and `pictures`. Pillow is imported only when a picture is met.
"""

import hashlib
import io
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bantin.content.file_facts import CONVERTED, PAGE, PICTURES, FileFacts, Recipe, is_page, may_be_shown
from bantin.imaging import metadata, notes, svg
from bantin.imaging.kinds import is_other, kind_of

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

WEBP_QUALITY = 78
WEBP_METHOD = 4
JPEG_QUALITY = 80
FINEST = (1600, 630)
"""Pixels: a picture is decoded at least as finely as one so wide, or cut so high, needs, whatever is made of it. So the
bytes of a variant do not depend on which others are made beside it."""


class Broken(ValueError):
    """The bytes are no picture, or only a part of one: a decoder says so. What else goes wrong is a fault of ours."""


def inspect(data: bytes, path: str, digest: str, *, max_bytes: int, max_pixels: int) -> FileFacts:
    """What is known of the file at `path`, whose bytes are `data`. Never raises for what the bytes are; an exception is
    a fault of the program.

    `trouble` is 'file-too-heavy' (over `max_bytes`; not looked at further), 'picture-broken' (cannot be decoded to its
    end), 'picture-kind' (a picture of a kind that pages cannot show, under another's name), 'picture-heic' (the same,
    of a telephone's kind, for which no library is installed), 'picture-too-big' (over `max_pixels`; not decoded),
    'svg-unsafe' or 'svg-encoding' (see `svg`).
    """
    ending = path.rpartition("/")[2].rpartition(".")[2].lower()
    known = kind_of(data)
    kind = known or (PAGE if ending != "svg" and is_page(data) else ending)
    if len(data) > max_bytes:
        return FileFacts(path, digest, len(data), kind, trouble="file-too-heavy")
    if kind == "svg":
        try:
            width, height = svg.size(data)
        except svg.Refused as refused:
            return FileFacts(path, digest, len(data), "svg", trouble=refused.key)
        return FileFacts(path, digest, len(data), "svg", width, height, has_alpha=True)
    if not known:
        trouble = ("picture-kind" if is_other(data) else "picture-broken") if may_be_shown(path) else ""
        return FileFacts(path, digest, len(data), kind, trouble=trouble)
    if known == "heic" and not reads_heic():
        trouble = "picture-heic" if ending not in CONVERTED["heic"] else ""  # under its own name it can be taken away
        return FileFacts(path, digest, len(data), kind, trouble=trouble)
    try:
        with _opened(data, max_pixels) as image:
            width, height = image.size
            # Decoded to the end, at an eighth where the format allows: only so is a half copied picture found out.
            is_animated = _load(image, (width // 8 or 1, height // 8 or 1)) and kind in PICTURES
            orientation, alpha = _orientation(image), image.has_transparency_data
            if _is_turned(orientation):
                width, height = height, width
        size = len(metadata.bare(data, orientation))
        return FileFacts(path, digest, size, kind, width, height, is_animated, alpha)
    except _TooBig as big:
        return FileFacts(path, digest, len(data), kind, big.width, big.height, trouble="picture-too-big")
    except (Broken, metadata.CutShort):
        return FileFacts(path, digest, len(data), kind, trouble="picture-broken")


def encode(data: bytes, recipe: Recipe) -> bytes:
    """The picture `data` as the recipe wants it: upright, in sRGB, without anything but the picture itself.

    The same bytes for the same arguments and `version()`. Of an animation the first picture is taken. Raises Broken
    where the bytes cannot be read; `inspect` has said so before, and has refused what would take too much memory.
    """
    return encode_all(data, (recipe,))[0]


def encode_all(data: bytes, recipes: Sequence[Recipe]) -> list[bytes]:
    """The same for several recipes, in their order; the picture is decoded once."""
    with _opened(data) as image:
        parts = [_part(image, recipe) for recipe in recipes]
    masters = {part: _master(data, part) for part in set(parts)}
    made: list[bytes] = []
    for recipe, part in zip(recipes, parts, strict=True):
        master = masters[part]
        is_graphic = master.image.mode in _GRAPHIC or (
            master.image.format in _LOSSLESS and recipe.width * recipe.height <= _SMALL
        )
        made.append(_encoded(_made(master, recipe), recipe.kind, master.image.mode == "P", is_graphic))
    return made


def bare(data: bytes) -> bytes:
    """The picture `data` with every pixel as it is, but without what cameras and programs noted in it; see `metadata`.
    Raises Broken.
    """
    kind = kind_of(data)
    if kind in ("tiff", "avif", "heic"):
        return notes.blanked(data, kind)
    if kind in ("svg", "bmp", ""):  # also one that only `svg.size` recognised
        return data
    try:
        with _opened(data) as image:
            return metadata.bare(data, _orientation(image))
    except metadata.CutShort as reason:
        raise Broken(str(reason)) from reason


@cache
def version() -> str:
    """All that decides about the bytes that `encode` makes, beside its arguments: for keys of a cache."""
    import PIL
    from PIL import features

    codecs = ("libjpeg_turbo", "mozjpeg", "jpg", "webp", "avif", "libtiff", "zlib", "zlib_ng", "littlecms2")
    versions = [f"{name} {features.version(name)}" for name in codecs if features.check(name)]
    own = f"webp {WEBP_QUALITY}/{WEBP_METHOD}, jpeg {JPEG_QUALITY}, code {_own_digest()}"
    if reads_heic():
        own = f"pillow_heif {_heic_library().__version__}, {own}"
    return ", ".join((f"pillow {PIL.__version__}", *versions, own))


@cache
def reads_heic() -> bool:
    """Whether pillow-heif is installed, which reads the pictures of many telephones; Pillow itself does not."""
    return find_spec("pillow_heif") is not None


def _heic_library() -> Any:
    return import_module("pillow_heif")


def _own_digest() -> str:
    """Stands for this code: nobody remembers to change a number beside the code that it stands for."""
    told = (Path(path).read_bytes() for path in (__file__, metadata.__file__, notes.__file__))
    return hashlib.blake2b(b"".join(told), digest_size=8).hexdigest()


class _TooBig(Exception):
    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height


@contextmanager
def _opened(data: bytes, max_pixels: int | None = None) -> "Iterator[ImageFile]":
    """The picture, its header read; _TooBig if that names more than `max_pixels`.

    Pillow's own limit is one for the whole process and warns before it refuses, so its readers are called directly.
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
        readers["heic"] = _heic_library().HeifImageFile
    if kind not in readers:
        raise Broken("no picture")
    with warnings.catch_warnings():
        # What a picture has odd but readable is nothing that its editor can mend.
        warnings.simplefilter("ignore")
        if kind == "webp":
            _check_size(*_webp_size(data), max_pixels)  # Its reader takes memory for the picture at once.
        with _decoding():
            image = readers[kind](io.BytesIO(metadata.decodable(data)))
        with image:
            _check_size(*image.size, max_pixels)
            yield image


@contextmanager
def _decoding() -> Iterator[None]:
    """Within it only the decoder works: Broken for whatever damaged bytes lead it to raise."""
    try:
        yield
    except MemoryError:  # says nothing about the bytes
        raise
    except Exception as reason:
        raise Broken(f"{type(reason).__name__}: {reason}") from reason


def _load(image: "ImageFile", draft: tuple[int, int] | None = None) -> bool:
    """Decodes the picture, the first of an animation, and says whether it is one. `draft`: in pixels, what is fine
    enough where the format can be decoded more coarsely.
    """
    with _decoding():
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
        raise _TooBig(width, height)


def _webp_size(data: bytes) -> tuple[int, int]:
    """(width, height) as a WebP file's first chunk says (RFC 9649)."""
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


def _orientation(image: "Image") -> int:
    """1 (upright) to 8, as Exif says; 1 if it says nothing that can be read, and of what Pillow turns by itself."""
    if image.format == "TIFF":
        return 1
    try:
        said = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - Exif is written by every phone in its own way; the picture can be read without it.
        return 1
    return said if isinstance(said, int) and 1 <= said <= 8 else 1


def _is_turned(orientation: int) -> bool:
    """Whether width and height change places."""
    return orientation >= 5


class _Master(NamedTuple):
    """A picture as decoded, once for all that is made of it."""

    image: "Image"
    plain: "Image"
    """The same with 8 bits a channel, without palette."""
    orientation: int
    profile: bytes


def _part(image: "ImageFile", recipe: Recipe) -> int:
    """1, 2, 4 or 8: a half, a quarter or an eighth of the file's pixels is fine enough for the recipe. Only a JPEG can
    be decoded so, in a fraction of the time."""
    if image.format != "JPEG":
        return 1
    width, height = image.size
    if _is_turned(_orientation(image)):
        width, height = height, width
    across = max(FINEST[0], recipe.width)
    down = max(FINEST[1], recipe.height) if recipe.is_cut else FINEST[1]
    fineness = min(width / across, height / down)
    return max((part for part in (2, 4, 8) if part <= fineness), default=1)


def _master(data: bytes, part: int) -> _Master:
    with _opened(data) as image:
        orientation = _orientation(image)
        _load(image, (image.width // part, image.height // part) if part > 1 else None)
        return _Master(
            image, _plain(image), orientation, metadata.profile(data) or image.info.get("icc_profile") or b""
        )


def _made(master: _Master, recipe: Recipe) -> "Image":
    from PIL.Image import Resampling, Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    image, plain, orientation = master.image, master.plain, master.orientation
    size = (recipe.height, recipe.width) if _is_turned(orientation) else (recipe.width, recipe.height)
    if image.mode == "P" and image.size == size and orientation == 1 and recipe.kind == "png" and not master.profile:
        return image.copy()
    if plain.size != size:
        box = _middle(plain.size, size) if recipe.is_cut else None
        plain = plain.resize(size, Resampling.LANCZOS, box, reducing_gap=3.0)
    if orientation in turns:
        plain = plain.transpose(turns[orientation])
    return _in_srgb(plain, master.profile) if master.profile else plain


def _middle(size: tuple[int, int], wanted: tuple[int, int]) -> tuple[float, float, float, float]:
    """The largest part of a picture of this size, around its middle, that has the proportions of `wanted`: one side
    whole, so that no rounding takes it beyond the edges, which would not be cut at all.
    """
    width, height = size
    if width * wanted[1] <= height * wanted[0]:
        top = (height - width * wanted[1] / wanted[0]) / 2
        return 0.0, top, float(width), height - top
    left = (width - height * wanted[0] / wanted[1]) / 2
    return left, 0.0, width - left, float(height)


def _plain(image: "Image") -> "Image":
    """The picture with 8 bits a channel, without palette: L, RGB, RGBA, or CMYK, which is left to `_in_srgb`."""
    if image.mode.startswith("I"):
        # 16 bits of grey: Pillow would cut off what is above 255.
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.mode in ("L", "RGB", "RGBA", "CMYK") and "transparency" not in image.info:
        return image  # as it is: a large one takes much memory
    if image.mode == "LAB":
        return _from_lab(image)
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image.convert("L" if image.mode == "1" else "RGB")


def _from_lab(image: "Image") -> "Image":
    """A picture of a scanner's own colours, which Pillow does not convert by itself."""
    from PIL import ImageCms

    with _decoding():
        made = ImageCms.profileToProfile(
            image, ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    if made is None:
        raise Broken("LAB")
    return made


def _in_srgb(image: "Image", profile: bytes) -> "Image":
    """The picture in the colours that its profile means, which browsers take for sRGB once the profile is gone.

    Unchanged if the profile is sRGB, is for pictures of another kind, or cannot be read.
    """
    from PIL import features

    if not features.check("littlecms2") or b"s\0R\0G\0B" in profile or b"sRGB" in profile:
        return image
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        space = source.profile.xcolor_space.strip()
        if image.mode not in _MODES.get(space, ()):
            return image
        alpha = image.getchannel("A") if image.mode == "RGBA" else None
        colours = image.convert("L" if space == "GRAY" else "RGB") if alpha or space == "GRAY" else image
        turned = ImageCms.profileToProfile(colours, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    if turned is None:
        return image
    if space == "GRAY":
        turned = turned.convert("L" if alpha is None else "RGB")
    if alpha is not None:
        turned.putalpha(alpha)
    return turned


_MODES = {"RGB": ("RGB", "RGBA"), "CMYK": ("CMYK",), "GRAY": ("L", "RGBA")}
"""A profile's colours → the modes of pictures that it can be meant for; RGBA also of what was grey and transparent."""


_GRAPHIC = frozenset({"P", "PA", "1"})
"""The modes of drawings, diagrams and scanned writing: sharp edges, few colours."""
_LOSSLESS = frozenset({"PNG", "GIF", "BMP"})
_SMALL = 300_000
"""Pixels: icons, logos, pictures of a screen. Of a larger one it would take long to find out."""


def _encoded(image: "Image", kind: str, from_palette: bool, is_graphic: bool) -> bytes:
    """`is_graphic`: it may be smaller without loss than with."""
    import PIL.Image

    if image.mode == "CMYK":
        image = image.convert("RGB")
    options: dict[str, Any]
    if kind == "webp":
        options = {"quality": WEBP_QUALITY, "method": WEBP_METHOD}
    elif kind == "jpeg":
        options = {"quality": JPEG_QUALITY, "progressive": True, "optimize": True}
        if image.mode == "RGBA":
            ground = PIL.Image.new("RGB", image.size, "white")
            ground.paste(image, mask=image.getchannel("A"))
            image = ground
    else:
        options = {"optimize": True}
        if from_palette and image.mode != "P":
            image = image.quantize(256)
    # Writers take comments, profiles and resolutions from here; only what a palette needs to be transparent stays.
    kept = image.info.get("transparency") if image.mode == "P" else None
    image.info = {} if kept is None else {"transparency": kept}
    found = _saved(image, kind, options)
    if kind == "webp" and is_graphic:
        exact = _saved(image, kind, {"lossless": True, "quality": 70, "method": WEBP_METHOD})
        return exact if len(exact) <= len(found) else found
    return found


def _saved(image: "Image", kind: str, options: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    image.save(out, kind.upper(), **options)
    return out.getvalue()
