"""TIFF, AVIF and HEIC that readers take away: without the place where they were taken, and every pixel as it was."""

import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image

from bantin.imaging import blank_metadata, variants
from bantin.imaging.kinds import kind_of
from tests.imaging.pictures import decoded, encoded, photo
from tests.portal import CONFIG, Portal, tree, written

SECRETS = (b"Phone of somebody", b"Anh Hai", b"nha o so 5")
LATITUDE = (21.0, 2.0, 3.0)


def noted(kind: str) -> bytes:
    """A photo with place, device, owner and a comment in XMP."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Phone of somebody"
    exif[ExifTags.Base.Artist] = "Anh Hai"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = LATITUDE
    options: dict[str, Any] = {}
    if kind == "heic":
        library = pytest.importorskip("pillow_heif")
        out = io.BytesIO()
        library.from_pillow(photo()).save(out, quality=90, exif=exif.tobytes(), xmp=b"<x>nha o so 5</x>")
        return out.getvalue()
    if kind == "avif":
        options["xmp"] = b"<x>nha o so 5</x>"
    else:
        exif[ExifTags.Base.Software] = "nha o so 5"
    return encoded(photo(), kind, exif=exif.tobytes(), **options)


def place(data: bytes) -> dict[int, Any]:
    """Where a photo says that it was taken. (A TIFF says so only until its pixels are read.)"""
    return dict(Image.open(io.BytesIO(data)).getexif().get_ifd(ExifTags.IFD.GPSInfo))


@pytest.mark.parametrize("kind", ["tiff", "avif", "heic"])
def test_no_note_and_every_pixel(kind: str) -> None:
    """Nothing of what was noted is left, and the picture is the same."""
    data = noted(kind)
    assert any(secret in data for secret in SECRETS)
    made = variants.bare(data)
    assert len(made) == len(data)
    assert not [secret for secret in SECRETS if secret in made]
    if kind != "heic":
        assert decoded(made).tobytes() == decoded(data).tobytes()
        assert place(data)
        assert not place(made)


@given(st.sampled_from([encoded(photo(size=(16, 12)), "tiff"), encoded(photo(size=(16, 12)), "avif")]), st.data())
def test_any_damage(data: bytes, draws: st.DataObject) -> None:
    """Whatever the bytes are, they end, and as many come back."""
    damaged = bytearray(data[: draws.draw(st.integers(12, len(data)))])
    for _ in range(draws.draw(st.integers(0, 6))):
        damaged[draws.draw(st.integers(0, len(damaged) - 1))] = draws.draw(st.integers(0, 255))
    for kind in ("tiff", "avif"):
        assert len(blank_metadata.blanked(bytes(damaged), kind)) == len(damaged)


def test_cut_in_its_directory() -> None:
    """A TIFF that ends anywhere in its list of entries grows by nothing."""
    data = encoded(photo(size=(16, 12)), "tiff")
    assert [len(blank_metadata.blanked(data[:end], "tiff")) for end in range(12, 160)] == list(range(12, 160))


@pytest.mark.parametrize("kind", ["tiff", "avif", "heic"])
def test_attached(kind: str, tmp_path: Path) -> None:
    """So it is published."""
    portal = Portal(tmp_path)
    text = written(title="A", date="2026-03-01", category="thong-bao", attachments=f"[{{file: anh.{kind}}}]")
    portal.write_all({"config.yaml": CONFIG, "content/2026/03/a.md": text, f"content/2026/03/anh.{kind}": noted(kind)})
    portal.build()
    made = tree(portal.site)[f"2026/03/anh.{kind}"]
    assert kind_of(made) == kind
    assert not [secret for secret in SECRETS if secret in made]
