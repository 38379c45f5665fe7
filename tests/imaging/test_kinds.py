"""Pictures of every kind that scanners, telephones and old programs write: what pages show of each."""

import io
import struct
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from bantin.build import picture_tasks
from bantin.content import assets
from bantin.content.file_facts import FileFacts, Recipe
from bantin.imaging import variants
from bantin.imaging.kinds import kind_of
from bantin.problems import Mistakes
from tests.imaging.pictures import decoded, encoded, is_near, look, photo, pixel
from tests.portal import CONFIG, Portal, tree, written


def saved(mode: str, kind: str, **options: Any) -> bytes:
    """The red, blue and green photo in a mode, as a file of a kind."""
    source = photo()
    if mode == "LAB":
        from PIL import ImageCms

        lab = ImageCms.profileToProfile(
            source, ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB"
        )
        assert lab is not None
        return encoded(lab, kind, **options)
    if mode == "I;16":
        return encoded(source.convert("L").convert("I;16").point(lambda value: value * 257), kind, **options)
    if mode == "PA":
        return encoded(source.convert("P"), kind, transparency=0, **options)
    return encoded(source.convert(mode), kind, **options)


MANY: list[tuple[str, str, dict[str, Any]]] = [
    *((mode, "bmp", {}) for mode in ("1", "L", "P", "RGB", "RGBA")),
    *((mode, "tiff", {}) for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "LAB", "YCbCr")),
    *(("RGB", "tiff", {"compression": each}) for each in ("tiff_lzw", "tiff_adobe_deflate", "jpeg", "packbits")),
    *(("1", "tiff", {"compression": each}) for each in ("group3", "group4")),
    ("RGB", "tiff", {"save_all": True, "append_images": [photo("L")]}),
    *((mode, "avif", {}) for mode in ("L", "LA", "RGB", "RGBA")),
    *((mode, "png", {}) for mode in ("1", "L", "LA", "P", "PA", "RGB", "RGBA", "I;16")),
    *((mode, "jpeg", {}) for mode in ("L", "RGB", "CMYK", "YCbCr")),
    ("RGB", "jpeg", {"progressive": True, "subsampling": 0}),
    *((mode, "webp", {}) for mode in ("RGB", "RGBA")),
    ("RGB", "webp", {"lossless": True}),
    *((mode, "gif", {}) for mode in ("1", "L", "P")),
]
IDS = [f"{kind}-{mode}-{'-'.join(map(str, options))}" for mode, kind, options in MANY]


@pytest.mark.parametrize(("mode", "kind", "options"), MANY, ids=IDS)
def test_what_is_made(mode: str, kind: str, options: dict[str, Any]) -> None:
    """Every recipe of a page gives a picture of its size that looks like the source."""
    data = saved(mode, kind, **options)
    facts = look(data, f"content/a.{kind}")
    assert (facts.kind, facts.trouble, facts.width, facts.height, facts.is_animated) == (kind, "", 400, 300, False)
    is_grey = mode in ("1", "L", "LA", "I;16")
    for recipe in assets.recipes(facts):
        made = decoded(variants.encode(data, recipe))
        assert made.size == (recipe.width, recipe.height)
        told = made.convert("RGB").getpixel((recipe.width // 4, recipe.height // 4))
        assert isinstance(told, tuple)
        if not is_grey and mode != "PA":
            assert told[0] > 170 > 110 > max(told[1:])


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["tiff", "avif", "jpeg", "png", "webp"])
def test_upright(kind: str, orientation: int) -> None:
    """Whatever a camera noted of its position, the picture stands as it was seen, and has the size of that."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    turns = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # what takes the upright picture to the stored one
    stored = photo().transpose(Image.Transpose(turns[orientation])) if orientation > 1 else photo()
    data = encoded(stored, kind, exif=exif)
    facts = look(data, f"content/a.{kind}")
    assert (facts.width, facts.height) == (400, 300)
    made = decoded(variants.encode(data, Recipe("png", 400, 300))).convert("RGB")
    difference = ImageChops.difference(made.resize((40, 30)), photo().resize((40, 30)))
    assert max(high for _, high in difference.getextrema()) < 90  # type: ignore[misc]
    assert is_near(made.getpixel((100, 75)), (255, 0, 0), 40)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"BMW chay nhanh, khong phai anh", ""),
        (b"II*\0", "tiff"),
        (b"\0\0\0\x1cftypavif\0\0\0\0mif1avif", "avif"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avif", "avif"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "heic"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", ""),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", ""),
        (b"%PDF-1.4", ""),
    ],
)
def test_kinds(data: bytes, expected: str) -> None:
    """A film and a text that begin like a picture are none."""
    assert kind_of(data) == expected


@pytest.mark.parametrize("kind", ["bmp", "tiff", "avif"])
def test_cut_short(kind: str) -> None:
    """What was not copied to its end is damage; never a fault of the program."""
    data = saved("RGB", kind)
    for end in range(20, len(data) * 9 // 10, max(1, len(data) // 40)):
        assert look(data[:end], f"content/a.{kind}").trouble == "picture-broken", end


# A telephone's HEIC.

HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40)


def article(name: str) -> str:
    """Shows the picture."""
    return written(f"![Bà con quét ngõ]({name})", title="A", date="2026-03-01", category="thong-bao")


@pytest.mark.parametrize("name", ["anh.heic", "anh.HEIC", "anh.heif", "anh.jpg"])
def test_heic_without_the_library(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The editor is told how to get a JPEG, also where the file bears a JPEG's name."""
    monkeypatch.setattr(variants, "reads_heic", lambda: False)
    portal = Portal(tmp_path)
    portal.write_all({"config.yaml": CONFIG, "content/2026/03/a.md": article(name), f"content/2026/03/{name}": HEIC})
    with pytest.raises(Mistakes) as found:
        portal.build()
    assert [(each.key, each.place.line) for each in found.value.problems] == [("picture-heic", 7)]


def test_heic_to_take_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Attached, it is handed on."""
    monkeypatch.setattr(variants, "reads_heic", lambda: False)
    portal = Portal(tmp_path)
    text = written(title="A", date="2026-03-01", category="thong-bao", attachments="[{file: anh.heic}]")
    portal.write_all({"config.yaml": CONFIG, "content/2026/03/a.md": text, "content/2026/03/anh.heic": HEIC})
    portal.build()
    assert tree(portal.site)["2026/03/anh.heic"] == HEIC


def test_heic_with_the_library() -> None:
    """It is a picture as any other."""
    library = pytest.importorskip("pillow_heif")
    out = io.BytesIO()
    library.from_pillow(photo()).save(out, quality=90)
    data = out.getvalue()
    facts = look(data, "content/a.heic")
    assert (facts.kind, facts.trouble, facts.width, facts.height, facts.is_picture) == ("heic", "", 400, 300, True)
    assert is_near(pixel(variants.encode(data, Recipe("png", 200, 150)), 50, 30), (255, 0, 0), 40)


# In whole builds.


def test_shown_on_pages(tmp_path: Path) -> None:
    """Pages show what every browser can: no page leads to a BMP, TIFF or AVIF, nor is one published unless it is
    attached.
    """
    portal = Portal(tmp_path)
    portal.write("config.yaml", CONFIG)
    for kind in ("bmp", "tiff", "avif"):
        portal.write(f"content/2026/03/{kind}.md", article(f"anh-{kind}.{kind}"))
        portal.write(f"content/2026/03/anh-{kind}.{kind}", saved("RGB", kind))
    portal.build()
    site = tree(portal.site)
    assert not [path for path in site if path.endswith((".bmp", ".tiff", ".avif"))]
    for kind in ("bmp", "tiff", "avif"):
        page = site[f"2026/03/{kind}/index.html"].decode()
        assert f"/anh-{kind}-" in page
        assert f".{kind}" not in page.partition("<main")[2].partition("</main>")[0]


def scan() -> Image.Image:
    """A page of a document in black and white, as scanners make it."""
    picture = Image.new("1", (2480, 3508), 1)
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(38)
    for line in range(200, 3300, 56):
        draw.text(
            (200, line), f"{line}. " + "Uy ban nhan dan phuong thong bao lich tiep cong dan. " * 2, font=font, fill=0
        )
    return picture


@pytest.mark.parametrize("kind", ["tiff", "bmp"])
def test_a_scan_that_browsers_do_not_show(tmp_path: Path, kind: str) -> None:
    """It is published once, as PNG with every pixel: whatever is smaller would be heavier."""
    portal = Portal(tmp_path)
    data = encoded(scan().resize((1200, 1697)), kind)
    texts = {"config.yaml": CONFIG, "content/2026/03/a.md": article(f"a.{kind}")}
    portal.write_all({**texts, f"content/2026/03/a.{kind}": data})
    portal.build()
    (made,) = [path for path in tree(portal.site) if path.startswith("2026/03/a-")]
    with Image.open(portal.site / made) as shown:
        assert (shown.format, shown.mode, shown.size) == ("PNG", "1", (1200, 1697))


def test_a_scan_that_is_light_enough(tmp_path: Path) -> None:
    """All that would be made of it would be heavier: it is published as it is, without its notes."""
    data = encoded(scan(), "png")
    task = picture_tasks.FileTask("content/a.png", data, 10_000_000, 50_000_000)
    (facts,) = picture_tasks.inspect_files(b"", [task]).made
    assert isinstance(facts, FileFacts)
    assert facts.is_light
    assert min(map(len, variants.encode_all(data, assets.recipes(facts)))) >= facts.size
    portal = Portal(tmp_path)
    portal.write_all({"config.yaml": CONFIG, "content/2026/03/a.md": article("a.png"), "content/2026/03/a.png": data})
    portal.build()
    shown = {path: len(told) for path, told in tree(portal.site).items() if path.startswith("2026/03/a-")}
    assert list(shown.values()) == [len(data)]
    assert next(iter(shown)) in tree(portal.site)["2026/03/a/index.html"].decode()


@pytest.mark.parametrize("size", [(64, 64), (400, 300)])
def test_graphics_without_loss(size: tuple[int, int]) -> None:
    """A logo or diagram keeps every pixel where that takes no more bytes."""
    picture = Image.new("RGB", size, "white")
    ImageDraw.Draw(picture).rectangle((size[0] // 4, 10, size[0] // 2, 40), fill=(200, 16, 46), outline="black")
    for mode, kind in (("RGB", "png"), ("P", "png"), ("P", "gif"), ("RGB", "bmp")):
        data = encoded(picture.convert(mode), kind)
        recipe = Recipe("webp", *size)
        made = variants.encode(data, recipe)
        assert decoded(made).convert("RGB").tobytes() == decoded(data).convert("RGB").tobytes()
        plain = decoded(data).convert("RGB")
        assert len(made) <= len(encoded(plain, "webp", quality=variants.WEBP_QUALITY, method=variants.WEBP_METHOD))


def grey_profile(gamma: float) -> bytes:
    """The least ICC profile of grey (ICC.1, version 2): its white and its curve."""
    white = b"XYZ \0\0\0\0" + struct.pack(">3i", 63190, 65536, 54061)
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    tags = struct.pack(">I4sII4sII", 2, b"wtpt", 156, len(white), b"kTRC", 156 + len(white), len(curve))
    size = 128 + len(tags) + len(white) + len(curve)
    head = struct.pack(">I4sI4s4s4s", size, b"lcms", 0x02400000, b"mntr", b"GRAY", b"XYZ ") + bytes(12) + b"acsp"
    head = head.ljust(68, b"\0") + struct.pack(">3i", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + tags + white + curve


@pytest.mark.parametrize(("mode", "kind"), [("L", "jpeg"), ("L", "png"), ("LA", "png"), ("L", "tiff")])
@pytest.mark.parametrize("gamma", [1.0, 2.2, 3.0])
def test_grey_profiles(mode: str, kind: str, gamma: float) -> None:
    """Grey as a scanner measured it is shown as bright as it was."""
    data = encoded(Image.new(mode, (40, 30), 128 if mode == "L" else (128, 255)), kind, icc_profile=grey_profile(gamma))
    light = (128 / 255) ** gamma
    expected = round(255 * (1.055 * light ** (1 / 2.4) - 0.055))
    made = variants.encode(data, Recipe("png", 40, 30))
    assert is_near(pixel(made, 20, 15), (expected,) * 3, 4)
