"""What is seen in a picture's bytes before it is decoded: kind, size, how it stands, and what would be too much."""

import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bantin.content.file_facts import FileFacts, Recipe
from bantin.imaging import variants
from tests.imaging.pictures import WHOLE, chunk, decoded, encoded, look, photo, turned


@pytest.mark.parametrize(
    ("mode", "kind", "has_alpha"),
    [
        ("RGB", "jpeg", False),
        ("L", "jpeg", False),
        ("CMYK", "jpeg", False),
        ("RGB", "png", False),
        ("RGBA", "png", True),
        ("LA", "png", True),
        ("P", "png", False),
        ("1", "png", False),
        ("I;16", "png", False),
        ("RGB", "webp", False),
        ("RGBA", "webp", True),
        ("P", "gif", False),
    ],
)
def test_kinds(mode: str, kind: str, has_alpha: bool) -> None:
    """Kind, size and transparency of each kind of picture; its name does not matter."""
    picture = photo("RGB").convert("L").convert("I;16") if mode == "I;16" else photo(mode)
    if has_alpha:
        picture.putalpha(99)
    data = encoded(picture, kind)
    expected = FileFacts("content/a.txt", "digest", len(data), kind, 400, 300, False, has_alpha)
    assert expected == look(data, "content/a.txt")


@pytest.mark.parametrize("kind", ["gif", "webp", "png"])
def test_animated(kind: str) -> None:
    """A picture that moves is known as one."""
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "green", "blue")]
    data = encoded(frames[0], kind, save_all=True, append_images=frames[1:])
    facts = look(data)
    assert (facts.kind, facts.width, facts.height, facts.is_animated, facts.trouble) == (kind, 40, 30, True, "")


@pytest.mark.parametrize("orientation", range(1, 9))
def test_size_is_upright(orientation: int) -> None:
    """Width and height are those that the reader sees."""
    facts = look(turned(orientation, photo()))
    assert (facts.width, facts.height) == ((300, 400) if orientation > 4 else (400, 300))


@pytest.mark.parametrize(
    ("path", "kind"), [("content/a.PDF", "pdf"), ("content/a.docx", "docx"), ("content/a.b/mp3", "mp3"), ("c/.x", "x")]
)
def test_other_files(path: str, kind: str) -> None:
    """What is no picture goes by its name's ending."""
    assert FileFacts(path, "digest", 8, kind) == look(b"%PDF-1.7", path)


def test_not_what_its_name_says() -> None:
    """A name that promises a picture is held to it."""
    assert look(b"<!doctype html><p>Not found", "content/a.jpg").trouble == "picture-page"
    assert look(b"", "content/a.png").trouble == "picture-broken"
    assert look(b"", "content/a.svg").trouble == "picture-broken"
    assert look(b"", "content/a.pdf").trouble == ""


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "picture-heic"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "picture-kind"),
        (b"\0\0\0\x0cjP  \r\n\x87\n", "picture-kind"),
        (b"8BPS\0\1", "picture-kind"),
    ],
    ids=["heic", "mov", "jpeg 2000", "psd"],
)
def test_other_pictures_under_a_usual_name(data: bytes, trouble: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A phone's HEIC that was only renamed: not called damaged, its editor is told what to do with it."""
    monkeypatch.setattr(variants, "reads_heic", lambda: False)
    assert look(data, "content/a.jpg").trouble == trouble


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "gif"])
def test_half_a_file(kind: str) -> None:
    """A copy that stopped midway is found before anything is published."""
    noise = Image.frombytes("RGB", (200, 150), random.Random(5).randbytes(200 * 150 * 3))
    data = encoded(noise, kind)
    assert look(data).trouble == ""
    for share in (0.02, 0.3, 0.6, 0.9):
        assert look(data[: int(len(data) * share)]).trouble == "picture-broken"


def bombs() -> dict[str, bytes]:
    """Small files that say they are 16,000 pixels wide and high."""
    side = 16_000
    header = side.to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    jpeg = bytearray(encoded(photo(), "jpeg"))
    at = jpeg.index(b"\xff\xc0") + 5
    jpeg[at : at + 4] = side.to_bytes(2, "big") * 2
    gif = bytearray(encoded(photo("P"), "gif"))
    gif[6:10] = side.to_bytes(2, "little") * 2
    lossy = bytearray(encoded(photo(), "webp"))
    lossy[26:30] = side.to_bytes(2, "little") * 2
    lossless = bytearray(encoded(photo(), "webp", lossless=True))
    lossless[21:25] = ((side - 1) | (side - 1) << 14).to_bytes(4, "little")
    large = bytearray(encoded(photo("RGBA"), "webp", exif=b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0"))
    assert large[12:16] == b"VP8X"
    large[24:30] = (side - 1).to_bytes(3, "little") * 2
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 9)) + chunk(b"IEND", b"")
    return {
        "png": png,
        "jpeg": bytes(jpeg),
        "gif": bytes(gif),
        "webp": bytes(lossy),
        "webp lossless": bytes(lossless),
        "webp large": bytes(large),
    }


@pytest.mark.parametrize(("name", "data"), bombs().items(), ids=bombs())
def test_bombs(name: str, data: bytes) -> None:
    """A few bytes that would take a gigabyte are refused by what their header says, and said how large they are."""
    facts = look(data)
    assert (facts.trouble, facts.width, facts.height) == ("picture-too-big", 16_000, 16_000)
    assert facts.kind == name.split(maxsplit=1)[0]


def test_limits() -> None:
    """The limits themselves are allowed."""
    data = encoded(photo(), "png")
    assert look(data, max_pixels=120_000, max_bytes=len(data)).trouble == ""
    assert look(data, max_pixels=119_999).trouble == "picture-too-big"
    assert look(data, max_bytes=len(data) - 1).trouble == "file-too-heavy"
    assert look(b"%PDF", "a.pdf", max_bytes=3).trouble == "file-too-heavy"


def test_damaged_exif_is_no_trouble() -> None:
    """The picture can be shown all the same."""
    data = encoded(photo(), "jpeg", exif=b"Exif\0\0II*\0\xff\xff\xff\xff")
    assert (look(data).trouble, look(data).width) == ("", 400)
    assert decoded(variants.encode(data, Recipe("webp", 40, 30))).size == (40, 30)


STARTS = [
    b"\xff\xd8\xff\xe0",
    b"\x89PNG\r\n\x1a\n",
    b"GIF89a",
    b"RIFF\x99\0\0\0WEBPVP8X",
    b"RIFF\x99\0\0\0WEBPVP8 ",
    b"<svg ",
]


@given(st.sampled_from([b"", *STARTS]), st.binary(max_size=200), st.sampled_from(["a.jpg", "a.svg", "a", ""]))
def test_any_bytes(start: bytes, rest: bytes, path: str) -> None:
    """Whatever the bytes are, there is an answer."""
    look(start + rest, path)


@given(st.sampled_from(WHOLE), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=4), st.floats(0, 1))
def test_any_damage(data: bytes, changes: list[tuple[float, int]], share: float) -> None:
    """Whatever happened to a picture's bytes, there is an answer; and what is called whole can be made smaller."""
    damaged = bytearray(data)
    for where, byte in changes:
        damaged[int(where * (len(data) - 1))] = byte
    damaged = damaged[: round(len(data) * max(share, 0.01))] if share < 0.8 else damaged
    facts = look(bytes(damaged), max_pixels=10_000)
    if facts.is_picture and facts.kind != "svg" and not facts.trouble:
        assert decoded(variants.encode(bytes(damaged), Recipe("webp", 4, 3))).size == (4, 3)
