"""Image processing: inspects pictures (`inspect`) and makes thumbnails and other variants by a recipe (`encode`).

The kind of a picture is determined by its bytes, never by its name. Which variants are needed is decided by `planner`;
`pictures` caches them. Pillow is imported only when there is a picture.
"""

import hashlib
import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bantin.content.file_facts import CONVERTED, PAGE, PICTURES, FileFacts, Recipe, is_page, may_be_shown
from bantin.imaging import blank_metadata, metadata, svg
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
"""Minimum width, and height of a crop, in pixels, at which every picture is decoded, whatever the variant. So the bytes
of a variant do not depend on which others are made from the same decoding."""


def inspect(data: bytes, path: str, digest: str, *, max_bytes: int, max_pixels: int) -> FileFacts:
    """Facts about the file at `path` with the bytes `data`. Never raises because of the bytes; an exception is a bug.

    `trouble` of the result: 'file-too-heavy' (over `max_bytes`; not inspected further), 'picture-broken' (cannot be
    decoded completely), 'picture-page' (a web page under the name of a picture), 'picture-kind' (of an unsupported
    kind, likewise), 'picture-heic'
    (the same for HEIC without its library), 'picture-too-big' (over `max_pixels`; not decoded), 'svg-unsafe' or
    'svg-encoding' (see `svg`).
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
        trouble = "picture-page" if kind == PAGE else "picture-kind" if is_other(data) else "picture-broken"
        return FileFacts(path, digest, len(data), kind, trouble=trouble if may_be_shown(path) else "")
    if known == "heic" and not reads_heic():
        trouble = "picture-heic" if ending not in CONVERTED["heic"] else ""  # under its own name it can be downloaded
        return FileFacts(path, digest, len(data), kind, trouble=trouble)
    try:
        with opened(data, max_pixels) as image:
            width, height = image.size
            # Decoded completely, at 1/8 resolution where possible: the only way to detect a truncated file.
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
    """Makes a variant by the recipe: upright, in sRGB, without metadata.

    Deterministic for the same arguments and `version()`. Of an animation the first frame is used. Raises Broken for
    unreadable bytes; `inspect` reports these beforehand, and rejects pictures that would take too much memory.
    """
    return encode_all(data, (recipe,))[0]


def encode_all(data: bytes, recipes: Sequence[Recipe]) -> list[bytes]:
    """Makes several variants, in the order of the recipes, decoding the picture once."""
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
    """The picture with unchanged pixels and without metadata; see `metadata` and `blank_metadata`. Raises Broken."""
    kind = kind_of(data)
    if kind in ("tiff", "avif", "heic"):
        return blank_metadata.blanked(data, kind)
    if kind in ("svg", "bmp", ""):  # also an SVG that only `svg.size` recognises
        return data
    try:
        with opened(data) as image:
            return metadata.bare(data, orientation_of(image))
    except metadata.CutShort as reason:
        raise Broken(str(reason)) from reason


@cache
def version() -> str:
    """Everything besides its arguments that determines the bytes `encode` makes: part of cache keys."""
    import PIL
    from PIL import features

    codecs = ("libjpeg_turbo", "mozjpeg", "jpg", "webp", "avif", "libtiff", "zlib", "zlib_ng", "littlecms2")
    versions = [f"{name} {features.version(name)}" for name in codecs if features.check(name)]
    own = f"webp {WEBP_QUALITY}/{WEBP_METHOD}, jpeg {JPEG_QUALITY}, code {_own_digest()}"
    if reads_heic():
        own = f"pillow_heif {heic_library().__version__}, {own}"
    return ", ".join((f"pillow {PIL.__version__}", *versions, own))


def _own_digest() -> str:
    """A digest of this code, in place of a version number that nobody would remember to change."""
    modules = ("variants", "decoding", "colours", "kinds", "metadata", "blank_metadata")
    codes = (Path(__file__).with_name(f"{name}.py").read_bytes() for name in modules)
    return hashlib.blake2b(b"".join(codes), digest_size=8).hexdigest()


class _Master(NamedTuple):
    """A decoded picture, shared by all its variants."""

    image: "Image"
    plain: "Image"
    """The same with 8 bits per channel and no palette."""
    orientation: int
    profile: bytes


def _part(image: "ImageFile", recipe: Recipe) -> int:
    """Reduction factor for decoding: 1, 2, 4 or 8, as far as the recipe allows. Only JPEG can be decoded at reduced
    resolution, in a fraction of the time."""
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
    is_as_it_is = image.size == size and orientation == 1 and recipe.kind == "png" and not master.profile
    if image.mode in ("P", "1") and is_as_it_is:
        return image.copy()
    if plain.size != size:
        box = _middle(plain.size, size) if recipe.is_cut else None
        plain = plain.resize(size, Resampling.LANCZOS, box, reducing_gap=3.0)
    if orientation in turns:
        plain = plain.transpose(turns[orientation])
    return in_srgb(plain, master.profile) if master.profile else plain


def _middle(size: tuple[int, int], wanted: tuple[int, int]) -> tuple[float, float, float, float]:
    """The centre crop: the largest box with the aspect ratio of `wanted` in a picture of this size. One side is kept
    whole, so that rounding cannot push the box beyond the edges.
    """
    width, height = size
    if width * wanted[1] <= height * wanted[0]:
        top = (height - width * wanted[1] / wanted[0]) / 2
        return 0.0, top, float(width), height - top
    left = (width - height * wanted[0] / wanted[1]) / 2
    return left, 0.0, width - left, float(height)


_GRAPHIC = frozenset({"P", "PA", "1"})
"""Modes of drawings, diagrams and scanned text: sharp edges, few colours."""
_LOSSLESS = frozenset({"PNG", "GIF", "BMP"})
_SMALL = 300_000
"""Maximum pixels (icons, logos, screenshots) for trying lossless compression, which takes long for larger pictures."""


def _encoded(image: "Image", kind: str, from_palette: bool, is_graphic: bool) -> bytes:
    """`is_graphic`: whether lossless compression may be smaller than lossy, so that both are tried."""
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
    # Encoders copy comments, profiles and resolution from here; only the transparency of a palette must stay.
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
