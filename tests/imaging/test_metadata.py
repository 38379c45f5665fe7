"""A photo that readers can take away: every pixel as it was, and nothing of what the phone noted."""

import io
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageCms, PngImagePlugin

from bantin.imaging import metadata, variants
from tests.portal import CONFIG, Portal, rendered, written

SECRET = b"so nha 12"
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def picture(mode: str = "RGB") -> Image.Image:
    """A slope of colours, so that a pixel out of place shows."""
    image = Image.linear_gradient("L").resize((96, 64))
    return Image.merge("RGB", (image, image.rotate(180), image.transpose(Image.Transpose.FLIP_LEFT_RIGHT))).convert(
        mode
    )


def noted(orientation: int = 6) -> Image.Exif:
    """What phones write, with a thumbnail's worth of bytes."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = SECRET.decode()
    exif[ExifTags.Base.XPComment] = SECRET * 900
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (21.0, 2.0, 3.0)
    return exif


def encoded(kind: str, image: Image.Image | None = None, **options: Any) -> bytes:
    """The bytes of a file."""
    out = io.BytesIO()
    (image or picture()).save(out, kind, **options)
    return out.getvalue()


def jpeg(**options: Any) -> bytes:
    """With Exif, a comment, XMP, Photoshop's notes and a film after the end."""
    data = encoded("JPEG", exif=noted(), comment=SECRET, icc_profile=PROFILE, xmp=b"<x>" + SECRET, **options)
    notes = b"\xff\xed" + (2 + 14 + len(SECRET)).to_bytes(2, "big") + b"Photoshop 3.0\0" + SECRET
    return data[:20] + notes + data[20:] + b"\0\0ftypmp42" + SECRET


def png(**options: Any) -> bytes:
    """With texts, a time, Exif and something after the end."""
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", SECRET.decode())
    told.add_text("Long", SECRET.decode() * 99, zip=True)
    told.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    told.add(b"tIME", b"\x07\xe9\x01\x02\x03\x04\x05")
    told.add(b"prVt", SECRET)
    image = options.pop("image", None)
    return encoded("PNG", image, exif=noted(), pnginfo=told, icc_profile=PROFILE, **options) + SECRET


def webp(**options: Any) -> bytes:
    """With Exif and XMP."""
    return encoded("WEBP", exif=noted(), xmp=SECRET, icc_profile=PROFILE, **options)


KINDS: dict[str, Callable[[], bytes]] = {
    "jpeg": jpeg,
    "jpeg progressive": lambda: jpeg(progressive=True),
    "jpeg restarts": lambda: jpeg(restart_marker_blocks=3),
    "jpeg optimised": lambda: jpeg(optimize=True, subsampling=0, quality=95),
    "png": png,
    "png palette": lambda: png(image=picture("P"), transparency=3),
    "png 16 bits": lambda: png(image=picture("L").convert("I;16")),
    "webp": webp,
    "webp lossless": lambda: webp(lossless=True),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_pixel_and_no_note(kind: str) -> None:
    """The same pixels, the same side up, the same colours; nothing else."""
    data = KINDS[kind]()
    found = variants.bare(data)
    assert SECRET not in found
    assert len(found) < len(data)
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(found)) as after:
        assert (after.mode, after.size, after.info.get("icc_profile")) == (before.mode, before.size, PROFILE)
        assert after.tobytes() == before.tobytes()
        assert dict(after.getexif()) == {ExifTags.Base.Orientation: 6}
        assert not {"xmp", "comment", "photoshop", "Author", "Long", "mp"} & after.info.keys()
    assert variants.bare(found) == found


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP"])
def test_moving_pictures_go_on_moving(kind: str) -> None:
    """All their pictures, their times and their turns."""
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "green", "blue")]
    data = encoded(kind, frames[0], save_all=True, append_images=frames[1:], duration=[70, 80, 90], loop=3)
    if kind == "GIF":
        data = data[:-1] + b"\x21\xfe" + bytes((len(SECRET),)) + SECRET + b"\0\x3b" + SECRET
        data = data.replace(
            b"\x21\xff\x0bNETSCAPE2.0", b"\x21\xff\x0bXMP DataXMP\x09" + SECRET + b"\0\x21\xff\x0bNETSCAPE2.0", 1
        )
    found = variants.bare(data)
    assert SECRET not in found
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(found)) as after:
        assert isinstance(before, Image.Image)
        assert (after.n_frames, after.info.get("loop")) == (3, before.info.get("loop"))  # type: ignore[attr-defined]
        for number in range(3):
            before.seek(number)
            after.seek(number)
            assert after.convert("RGBA").tobytes() == before.convert("RGBA").tobytes()
            assert after.info.get("duration") == before.info.get("duration")


def test_plain_files_stay_as_they_are() -> None:
    """Where nothing is noted, nothing is touched; and what is no picture is not looked at."""
    for kind in ("JPEG", "PNG", "WEBP", "GIF"):
        assert metadata.bare(encoded(kind)) == encoded(kind)
    assert metadata.bare(b"%PDF-1.7 " + SECRET) == b"%PDF-1.7 " + SECRET


@given(st.sampled_from([jpeg(), png(), webp(), encoded("GIF")]), st.data())
def test_any_damage(data: bytes, draws: st.DataObject) -> None:
    """Cut short or with other bytes in it, there is an answer, or the one exception that says there is none."""
    damaged = bytearray(data)
    for _ in range(draws.draw(st.integers(0, 3))):
        damaged[draws.draw(st.integers(0, len(data) - 1))] = draws.draw(st.integers(0, 255))
    cut = bytes(damaged[: draws.draw(st.integers(0, len(data)))])
    with suppress(ValueError):
        metadata.bare(cut, 6)


def test_what_readers_take_away(tmp_path: Path) -> None:
    """A photo that an article links to, or attaches, is published whole and tells nothing; its size is given."""
    portal = Portal(tmp_path / "portal")
    portal.write_all(
        {
            "config.yaml": CONFIG,
            "content/2026/03/a.md": written(
                "[Ảnh gốc](goc.jpg)",
                title="Bài A",
                date="2026-03-01 08:00",
                category="thong-bao",
                attachments="[{file: dinh-kem.png, title: Sơ đồ}]",
            ),
            "content/2026/03/goc.jpg": jpeg(),
            "content/2026/03/dinh-kem.png": png(),
        }
    )
    gathered = portal.gather()
    data = rendered(gathered)
    assert data["2026/03/goc.jpg"] == variants.bare(jpeg())
    assert data["2026/03/dinh-kem.png"] == variants.bare(png())
    size = gathered.library.editions[0].language.size(len(variants.bare(png())))
    assert size.encode() in data["2026/03/a/index.html"]
    assert not [path for path, each in data.items() if SECRET in each]
