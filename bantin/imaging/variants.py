"""The bytes of a picture → what is known of it (`inspect`), and a smaller one made by a recipe (`encode`).

What a picture is goes by its bytes, never by its name. Which variants a page needs, and where they are kept, is left to
`planner` and `pictures`. Pillow is imported only when a picture is met.
"""

import hashlib
import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bantin.content.file_facts import CONVERTED, PAGE, PICTURES, FileFacts, Recipe, is_page, may_be_shown
from bantin.imaging import metadata, notes, svg
from bantin.imaging.colours import in_srgb, plain_of
from bantin.imaging.decoding import Broken, TooBig, heic_library, is_turned, load, opened, orientation_of, reads_heic
from bantin.imaging.kinds import is_other, kind_of

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

__all__ = ["Broken", "bare", "encode", "encode_all", "inspect", "reads_heic", "version"]

WEBP_QUALITY = 78
WEBP_METHOD = 4
JPEG_QUALITY = 80
FINEST = (1600, 630)
"""Pixels: a picture is decoded at least as finely as one so wide, or cut so high, needs, whatever is made of it. So the
bytes of a variant do not depend on which others are made beside it."""


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
        except svg.UnfitSvg as refused:
            return FileFacts(path, digest, len(data), "svg", trouble=refused.key)
        return FileFacts(path, digest, len(data), "svg", width, height, has_alpha=True)
    if not known:
        trouble = ("picture-kind" if is_other(data) else "picture-broken") if may_be_shown(path) else ""
        return FileFacts(path, digest, len(data), kind, trouble=trouble)
    if known == "heic" and not reads_heic():
        trouble = "picture-heic" if ending not in CONVERTED["heic"] else ""  # under its own name it can be taken away
        return FileFacts(path, digest, len(data), kind, trouble=trouble)
    try:
        with opened(data, max_pixels) as image:
            width, height = image.size
            # Decoded to the end, at an eighth where the format allows: only so is a half copied picture found out.
            has_more = load(image, (width // 8 or 1, height // 8 or 1))
            is_animated, has_more_pages = has_more and kind in PICTURES, has_more and kind == "tiff"
            orientation, alpha = orientation_of(image), image.has_transparency_data
            if is_turned(orientation):
                width, height = height, width
        size = len(metadata.bare(data, orientation))
        return FileFacts(path, digest, size, kind, width, height, is_animated, alpha, has_more_pages=has_more_pages)
    except TooBig as big:
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
    with opened(data) as image:
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
        with opened(data) as image:
            return metadata.bare(data, orientation_of(image))
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
        own = f"pillow_heif {heic_library().__version__}, {own}"
    return ", ".join((f"pillow {PIL.__version__}", *versions, own))


def _own_digest() -> str:
    """Stands for this code: nobody remembers to change a number beside the code that it stands for."""
    modules = ("variants", "decoding", "colours", "kinds", "metadata", "notes")
    told = (Path(__file__).with_name(f"{name}.py").read_bytes() for name in modules)
    return hashlib.blake2b(b"".join(told), digest_size=8).hexdigest()


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
    if is_turned(orientation_of(image)):
        width, height = height, width
    across = max(FINEST[0], recipe.width)
    down = max(FINEST[1], recipe.height) if recipe.is_cut else FINEST[1]
    fineness = min(width / across, height / down)
    return max((part for part in (2, 4, 8) if part <= fineness), default=1)


def _master(data: bytes, part: int) -> _Master:
    with opened(data) as image:
        orientation = orientation_of(image)
        load(image, (image.width // part, image.height // part) if part > 1 else None)
        return _Master(
            image, plain_of(image), orientation, metadata.profile(data) or image.info.get("icc_profile") or b""
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
    size = (recipe.height, recipe.width) if is_turned(orientation) else (recipe.width, recipe.height)
    if image.mode == "P" and image.size == size and orientation == 1 and recipe.kind == "png" and not master.profile:
        return image.copy()
    if plain.size != size:
        box = _middle(plain.size, size) if recipe.is_cut else None
        plain = plain.resize(size, Resampling.LANCZOS, box, reducing_gap=3.0)
    if orientation in turns:
        plain = plain.transpose(turns[orientation])
    return in_srgb(plain, master.profile) if master.profile else plain


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
