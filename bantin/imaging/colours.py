"""Colour management: a decoded picture → 8 bits per channel, no palette, sRGB, which browsers assume."""

import io
from typing import TYPE_CHECKING

from bantin.imaging.decoding import Broken, decoding

if TYPE_CHECKING:
    from PIL.Image import Image


def plain_of(image: "Image") -> "Image":
    """The picture with 8 bits per channel and no palette: mode L, RGB, RGBA or CMYK (converted by `in_srgb`)."""
    if image.mode.startswith("I"):
        # 16-bit grey: Pillow would clip values above 255.
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.mode in ("L", "RGB", "RGBA", "CMYK") and "transparency" not in image.info:
        return image  # unchanged: a copy of a large one takes much memory
    if image.mode == "LAB":
        return _from_lab(image)
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image.convert("L" if image.mode == "1" else "RGB")


def _from_lab(image: "Image") -> "Image":
    """Converts CIELAB, as from scanners, which Pillow does not convert by itself."""
    from PIL import ImageCms

    with decoding():
        made = ImageCms.profileToProfile(
            image, ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    if made is None:
        raise Broken("LAB")
    return made


def in_srgb(image: "Image", profile: bytes) -> "Image":
    """Converts from the picture's ICC profile to sRGB, which browsers assume once the profile is removed.

    Unchanged if the profile is sRGB, belongs to another colour mode, or cannot be read.
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
"""Colour space of a profile → possible modes of its pictures; RGBA may also come from transparent grey."""
