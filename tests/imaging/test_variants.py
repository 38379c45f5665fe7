"""Pictures as phones, scanners and vandals make them: what is known of each, and what is made of it."""

import io
import random
import zlib
from encodings.aliases import aliases
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageChops, ImageCms, ImageDraw, ImageStat

from bantin.content import assets
from bantin.content.file_facts import FileFacts, Recipe
from bantin.imaging import colours, svg, variants

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


# What is known of a file.


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


def chunk(name: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


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
WHOLE = [
    turned(6, photo(size=(40, 30))),
    encoded(photo("RGBA", (40, 30)), "png"),
    encoded(photo("P", (40, 30)), "gif"),
    encoded(photo("RGB", (40, 30)), "webp"),
    b"\xef\xbb\xbf<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 3'><g id='a'/></svg>",
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


# What is made of a picture.


@pytest.mark.parametrize("kind", ["webp", "jpeg", "png"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "LA", "1", "CMYK", "I;16"])
def test_made_smaller(mode: str, kind: str) -> None:
    """Every mode ends in every kind, in the exact size, with the right colours, twice the same."""
    picture = photo("L").convert("I;16") if mode == "I;16" else photo(mode)
    if mode == "I;16":
        picture = picture.point(lambda value: value * 257)
    data = encoded(picture, "jpeg" if mode == "CMYK" else "png")
    recipe = Recipe(kind, 120, 90)
    made = variants.encode(data, recipe)
    assert (decoded(made).size, (decoded(made).format or "").lower()) == ((120, 90), kind)
    assert made == variants.encode(data, recipe)
    is_grey = mode in ("L", "LA", "1", "I;16")
    red = photo("1" if mode == "1" else "L").convert("RGB").getpixel((100, 70)) if is_grey else (254, 0, 0)
    if mode != "1":
        assert isinstance(red, tuple)
        assert is_near(pixel(made, 30, 20), red, 16)


def gradient(size: tuple[int, int]) -> Image.Image:
    """No two places alike."""
    slope = Image.linear_gradient("L").resize(size)
    return Image.merge("RGB", (slope, slope.rotate(180), slope.transpose(Image.Transpose.FLIP_LEFT_RIGHT)))


@pytest.mark.parametrize("size", [(4032, 3024), (3024, 4032), (3200, 2400), (7000, 900), (900, 7000), (1601, 631)])
def test_made_with_others_or_alone(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Decoded once for all variants, as finely as the finest needs; each has the bytes that it has when made alone."""
    decoded_as: list[tuple[int, int]] = []
    plain = colours.plain_of

    def noted(image: Image.Image) -> Image.Image:
        decoded_as.append(image.size)
        return plain(image)

    monkeypatch.setattr(variants, "plain_of", noted)
    data = encoded(gradient(size), "jpeg", quality=90)
    shown = assets._shown(look(data), "x/", is_cover=True)
    recipes = [variant.recipe for variant in shown.variants]
    together = variants.encode_all(data, recipes)
    assert len(decoded_as) == 1
    assert decoded_as[0][0] >= min(size[0], 1600)
    assert decoded_as[0][1] >= min(size[1], 630)
    assert together == [variants.encode(data, recipe) for recipe in recipes]
    for recipe, made in zip(recipes, together, strict=True):
        assert decoded(made).size == (recipe.width, recipe.height)


def test_decoded_coarsely_looks_the_same() -> None:
    """A part of the pixels, taken where the format allows, is as good as all of them."""
    picture = gradient((4032, 3024))
    ImageDraw.Draw(picture).ellipse((900, 700, 2900, 2300), fill="navy", outline="white", width=40)
    made = decoded(variants.encode(encoded(picture, "jpeg", quality=92), Recipe("png", 1600, 1200)))
    fine = picture.resize((1600, 1200), Image.Resampling.LANCZOS)
    differences = ImageStat.Stat(ImageChops.difference(made.convert("RGB"), fine)).rms
    assert max(differences) < 3


@pytest.mark.parametrize("size", [(1, 1), (30_000, 10), (10, 30_000), (1080, 20_000), (17_000, 1), (1, 17_000)])
@pytest.mark.parametrize("kind", ["jpeg", "png"])
def test_odd_shapes(size: tuple[int, int], kind: str) -> None:
    """A pixel, a thread, a whole conversation in one picture: every variant can be made, in the shape of its source."""
    data = encoded(Image.new("RGB", size, "red"), kind)
    shown = assets._shown(look(data), "x/", is_cover=True)
    for variant, made in zip(
        shown.variants, variants.encode_all(data, [each.recipe for each in shown.variants]), strict=True
    ):
        assert decoded(made).size == (variant.recipe.width, variant.recipe.height)
        assert is_near(pixel(made, 0, 0), (254, 0, 0))
        assert variant.recipe.height <= 16_000


@pytest.mark.parametrize("orientation", range(1, 9))
def test_made_upright(orientation: int) -> None:
    """However the phone was held, the reader sees it upright."""
    upright = photo()
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    held = upright.transpose(back[orientation]) if orientation in back else upright
    made = variants.encode(turned(orientation, held), Recipe("png", 200, 150))
    assert decoded(made).size == (200, 150)
    assert is_near(pixel(made, 50, 35), (254, 0, 0))
    assert is_near(pixel(made, 150, 35), (0, 0, 254))
    assert is_near(pixel(made, 150, 145), (0, 128, 0))


@pytest.mark.parametrize("kind", ["webp", "jpeg", "png"])
def test_nothing_but_the_picture(kind: str) -> None:
    """Where and by whom it was taken is nobody's business."""
    png = encoded(photo(), "png", dpi=(300, 300), exif=Image.Exif(), icc_profile=profile("sRGB"))
    for data in (turned(6, photo()), turned(1, photo()), png):
        made = variants.encode(data, Recipe(kind, 30, 40))
        assert not {"exif", "icc_profile", "comment", "dpi", "xmp", "photoshop"} & decoded(made).info.keys()
        assert len(decoded(made).getexif()) == 0
        assert not any(word in made for word in (b"Exif", b"Phone", b"at home", b"ICC", b"eXIf"))


def test_cut() -> None:
    """Cut around its middle to the exact size, nothing pressed or stretched."""
    wide = Image.new("RGB", (900, 300), "red")
    wide.paste("blue", (300, 0, 600, 300))
    made = variants.encode(encoded(wide, "png"), Recipe("png", 100, 100, is_cut=True))
    assert decoded(made).size == (100, 100)
    assert all(is_near(pixel(made, x, y), (0, 0, 255)) for x in (3, 50, 96) for y in (3, 50, 96))
    high = wide.transpose(Image.Transpose.ROTATE_90)
    made = variants.encode(encoded(high, "jpeg", quality=95), Recipe("jpeg", 60, 60, is_cut=True))
    assert all(is_near(pixel(made, x, y), (0, 0, 255)) for x in (3, 56) for y in (6, 30, 54))


@given(st.tuples(st.integers(1, 70_000), st.integers(1, 70_000)), st.sampled_from([(1200, 630), (630, 1200), (7, 3)]))
def test_cut_lies_within(size: tuple[int, int], wanted: tuple[int, int]) -> None:
    """Whatever the sizes: one side whole, the other around the middle and in proportion, nothing beyond the edges."""
    left, top, right, bottom = variants._middle(size, wanted)
    assert 0 <= left < right <= size[0]
    assert 0 <= top < bottom <= size[1]
    assert (left, right) == (0, size[0]) or (top, bottom) == (0, size[1])
    assert left == pytest.approx(size[0] - right, abs=1e-6)
    assert top == pytest.approx(size[1] - bottom, abs=1e-6)
    assert (right - left) * wanted[1] == pytest.approx((bottom - top) * wanted[0], rel=1e-6)


FROM_PHONES = [(3264, 2448), (2448, 3264), (1600, 768), (4032, 3024), (4080, 3060), (6000, 4000), (400, 210)]
"""In pixels; the second one and the third were once said to be damaged."""
MODES = ["jpeg RGB", "jpeg L", "jpeg CMYK", "png RGBA", "png LA", "png P", "png 1", "png I;16", "webp RGB", "gif P"]


def of_mode(mode: str, size: tuple[int, int], orientation: int = 1) -> bytes:
    """A file of this kind and mode; what is no GIF says how it has to be turned."""
    kind, _, mode = mode.partition(" ")
    picture = Image.linear_gradient("L").resize(size).convert("I" if mode == "I;16" else mode)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    options = {} if kind == "gif" else {"exif": exif}
    return encoded(picture.convert("I;16") if mode == "I;16" else picture, kind, **options)


@pytest.mark.parametrize("mode", MODES)
def test_cut_of_any_size(mode: str) -> None:
    """Any cover can be shown: of every kind, held in any way, of sizes as they come."""
    chance = random.Random(mode)
    sizes = [(chance.randint(210, 900), chance.randint(210, 900)) for _ in range(30)]
    for number, size in enumerate(sizes):
        data = of_mode(mode, size, number % 8 + 1)
        recipe = Recipe("jpeg", *assets.PREVIEW, is_cut=True)
        assert look(data).trouble == ""
        assert decoded(variants.encode(data, recipe)).size == assets.PREVIEW, size


@pytest.mark.parametrize("size", FROM_PHONES)
@pytest.mark.parametrize("orientation", [1, 6])
def test_cut_of_a_photo(size: tuple[int, int], orientation: int) -> None:
    """Also where the decoder has already made a large one smaller."""
    data = of_mode("jpeg RGB", size, orientation)
    shown = assets._shown(look(data), "x/", is_cover=size != (400, 210) or orientation == 1)
    for variant, made in zip(
        shown.variants, variants.encode_all(data, [each.recipe for each in shown.variants]), strict=True
    ):
        assert decoded(made).size == (variant.recipe.width, variant.recipe.height)


def test_a_fault_of_our_own_is_not_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a decoder says that a picture is damaged; whatever else goes wrong is raised as it is."""
    data = encoded(photo(), "jpeg")

    def wrong_cut(size: tuple[int, int], wanted: tuple[int, int]) -> tuple[float, float, float, float]:
        raise ZeroDivisionError(size, wanted)

    monkeypatch.setattr(variants, "_middle", wrong_cut)
    with pytest.raises(ZeroDivisionError):
        variants.encode(data, Recipe("jpeg", 12, 6, is_cut=True))

    def wrong(orientation: int) -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr(variants, "is_turned", wrong)
    with pytest.raises(ZeroDivisionError):
        look(data)


def with_chunk(name: bytes, text: bytes, *, is_sound: bool) -> bytes:
    """A PNG with a chunk more before its pixels."""
    data = encoded(photo("P"), "png")
    at = data.index(b"IDAT") - 4
    added = chunk(name, text)
    return data[:at] + (added if is_sound else added[:-4] + b"\0\0\0\0") + data[at:]


@pytest.mark.parametrize("name", [b"tEXt", b"zTXt", b"iTXt", b"tIME", b"gAMA", b"pHYs", b"iCCP", b"eXIf", b"prVt"])
def test_png_with_a_damaged_note(name: bytes) -> None:
    """What a reader may pass over is passed over where its checksum is wrong, and not handed on."""
    data = with_chunk(name, b"note\0\0" + zlib.compress(b"x" * 20), is_sound=False)
    facts = look(data)
    assert (facts.trouble, facts.width, facts.height) == ("", 400, 300)
    assert decoded(variants.encode(data, Recipe("webp", 40, 30))).size == (40, 30)
    assert name not in variants.bare(data)
    assert decoded(variants.bare(data)).size == (400, 300)


def test_png_with_a_long_note() -> None:
    """A note that grows to megabytes is nothing to a picture; nor is one of which nothing can be read."""
    for text in (b"note\0\0" + zlib.compress(b"x" * 90_000_000), b"note\0\0nonsense"):
        assert look(with_chunk(b"zTXt", text, is_sound=True)).trouble == ""


@pytest.mark.parametrize("padding", [0, 3_000_000, 30_000_000])
def test_png_with_a_long_profile(padding: int) -> None:
    """A colour profile may have megabytes, as those of printing machines do; one of endless length is left aside."""
    profile = swapped_profile() + bytes(padding)
    data = with_chunk(b"iCCP", b"x\0\0" + zlib.compress(profile, 1), is_sound=True)
    assert look(data).trouble == ""
    assert decoded(variants.encode(data, Recipe("webp", 40, 30))).size == (40, 30)
    plain = decoded(variants.encode(with_chunk(b"tIME", b"", is_sound=True), Recipe("png", 40, 30)))
    is_obeyed = decoded(variants.encode(data, Recipe("png", 40, 30))).tobytes() != plain.tobytes()
    assert is_obeyed is (padding < 16_000_000)


def test_png_with_a_damaged_header() -> None:
    """The checksum of what no reader can do without is looked at."""
    data = bytearray(encoded(photo(), "png"))
    data[29] ^= 1
    assert look(bytes(data)).trouble == "picture-broken"


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_no_pixels(kind: str) -> None:
    """A picture of no width is none."""
    data = bytearray(encoded(photo(), kind))
    at = {"jpeg": data.find(b"\xff\xc0") + 7, "png": 18, "webp": 26}[kind]
    data[at : at + 2] = b"\0\0"
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big") if kind == "png" else data[29:33]
    assert look(bytes(data)).trouble == "picture-broken"


def test_cut_of_a_turned_picture() -> None:
    """The cut is made in the picture as the reader sees it."""
    made = variants.encode(turned(6, photo(size=(400, 300))), Recipe("jpeg", 300, 100, is_cut=True))
    assert decoded(made).size == (300, 100)


def test_transparent_onto_white() -> None:
    """JPEG knows no transparency: what shows through is paper, not the black that hides in a transparent pixel."""
    picture = Image.new("RGBA", (80, 60), (0, 0, 0, 0))
    assert is_near(pixel(variants.encode(encoded(picture, "png"), Recipe("jpeg", 40, 30)), 20, 15), (255, 255, 255), 1)
    for kind in ("png", "webp"):
        assert pixel(variants.encode(encoded(picture, "png"), Recipe(kind, 40, 30)), 20, 15, "RGBA")[3] == 0


def test_palette_stays() -> None:
    """A drawing of few colours stays one, also with a transparent colour; its edges are smoothed."""
    data = encoded(photo("P"), "png")
    assert decoded(variants.encode(data, Recipe("png", 400, 300))).mode == "P"
    assert decoded(variants.encode(data, Recipe("png", 200, 150))).mode == "P"
    clear = encoded(photo("P"), "png", transparency=photo("P").getpixel((0, 0)))
    for size in ((400, 300), (200, 150)):
        made = variants.encode(clear, Recipe("png", *size))
        assert decoded(made).mode == "P"
        assert pixel(made, 10, 10, "RGBA")[3] == 0
        assert pixel(made, size[0] - 10, 10, "RGBA")[3] >= 250


def profile(name: str) -> bytes:
    """An ICC profile that comes with the library."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes()  # type: ignore[arg-type]


def swapped_profile() -> bytes:
    """sRGB with red and blue changed for each other: nobody can miss whether it was applied."""
    data = bytearray(profile("sRGB"))
    tags = {bytes(data[at : at + 4]): at for at in range(132, 132 + 12 * int.from_bytes(data[128:132], "big"), 12)}
    red, blue = tags[b"rXYZ"] + 4, tags[b"bXYZ"] + 4
    data[red : red + 4], data[blue : blue + 4] = data[blue : blue + 4], data[red : red + 4]
    return bytes(data).replace(b"s\0R\0G\0B", b"s\0w\0a\0p").replace(b"sRGB", b"swap")


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_colours_of_another_profile(mode: str) -> None:
    """A picture in a camera's own colours is shown in them, although the profile is left out."""
    data = encoded(photo(mode), "png", icc_profile=swapped_profile())
    made = variants.encode(data, Recipe("png", 200, 150))
    assert is_near(pixel(made, 50, 35), (0, 0, 255), 20)
    assert "icc_profile" not in decoded(made).info


def test_display_p3() -> None:
    """A phone's wide colours become those of the same look, instead of paler ones (CSS Color 4, Display P3)."""
    data = bytearray(profile("sRGB"))
    tags = {
        bytes(data[at : at + 4]): int.from_bytes(data[at + 4 : at + 8], "big")
        for at in range(132, 132 + 12 * int.from_bytes(data[128:132], "big"), 12)
    }
    red, green, blue = (0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407)
    for tag, place in ((b"rXYZ", red), (b"gXYZ", green), (b"bXYZ", blue)):
        at = tags[tag] + 8
        data[at : at + 12] = b"".join(round(value * 65536).to_bytes(4, "big", signed=True) for value in place)
    wide = bytes(data).replace(b"s\0R\0G\0B", b"D\0i\0s\0P").replace(b"sRGB", b"DisP")
    source = encoded(Image.new("RGB", (64, 64), (200, 50, 50)), "jpeg", quality=98, icc_profile=wide)
    assert is_near(pixel(variants.encode(source, Recipe("png", 64, 64)), 30, 30), (218, 24, 40), 3)


@pytest.mark.parametrize("profile_", [b"nonsense", profile("LAB"), b""])
def test_profile_that_does_not_fit(profile_: bytes) -> None:
    """A profile that cannot be used is as if it were not there."""
    data = encoded(photo(), "png", icc_profile=profile_)
    assert look(data).trouble == ""
    assert is_near(pixel(variants.encode(data, Recipe("png", 200, 150)), 50, 35), (255, 0, 0))


def test_animation_stands_still() -> None:
    """Made smaller, it shows its first picture."""
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    for kind in ("gif", "webp", "png"):
        data = encoded(frames[0], kind, save_all=True, append_images=frames[1:])
        made = variants.encode(data, Recipe("png", 20, 15))
        assert not getattr(decoded(made), "is_animated", False)
        assert is_near(pixel(made, 10, 7), (255, 0, 0))


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", WHOLE[0][:300], WHOLE[-1], b"%PDF"])
def test_cannot_be_made(data: bytes) -> None:
    """What cannot be read is said to be so, in one way."""
    with pytest.raises(variants.Broken):
        variants.encode(data, Recipe("webp", 4, 3))


def test_version() -> None:
    """Names what decides about the bytes."""
    assert "pillow" in variants.version()
    assert "webp 78/4" in variants.version()


# SVG.

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('width="40" height="30"', (40, 30)),
        ('width="40px" height="29.6px"', (40, 30)),
        ('width="1in" height="2.54cm"', (96, 96)),
        ('viewBox="0 0 400 300"', (400, 300)),
        ('viewBox="0,0,400.4,300"', (400, 300)),
        ('width="100%" height="100%" viewBox="0 0 40 30"', (40, 30)),
        ('width="80" viewBox="0 0 40 30"', (80, 60)),
        ('height="60" viewBox="0 0 40 30"', (80, 60)),
        ('width="0" height="-3" viewBox="0 0 0 x"', (300, 150)),
        ("", (300, 150)),
        ('width="1e999" height="999999999"', (300, 100_000)),
        ('width="0.1" height="0.1"', (1, 1)),
    ],
)
def test_svg_size(attributes: str, expected: tuple[int, int]) -> None:
    """As given, else by the viewBox, else as browsers take it."""
    facts = look(f"{HEAD}{attributes}/>".encode(), "content/a.svg")
    assert ("svg", *expected, "") == (facts.kind, facts.width, facts.height, facts.trouble)


@pytest.mark.parametrize(
    "inner",
    [
        '><g fill="url(#a)" style="fill:url( \'#a\' )"/>',
        "><style>.a{fill:url(#b)} /* a remark */</style>",
        '><a xlink:href="#b"><use href="#c"/></a>',
        '><image href="data:image/png;base64,AAAA"/>',
        "><title>Vì sao (javascript: …)</title><desc>url(x)</desc>",
        '><path d="M0 0" transform="translate(1,2) rotate(3)" class="one"/>',
        ' xmlns:i="http://www.inkscape.org/x" i:export="C:\\Users\\a"><metadata><i:b/></metadata>',
        "><?other thing?><!-- onload=x <script> -->",
        '><animate attributeName="fill" values="red;blue"/>',
    ],
)
def test_svg_that_is_safe(inner: str) -> None:
    """What drawing programs write is let through."""
    for data in (
        f"{HEAD}{inner}</svg>".encode(),
        f'<?xml version="1.0" encoding="UTF-16"?>{HEAD}{inner}</svg>'.encode("utf-16"),
    ):
        assert look(data, "content/a.svg").trouble == ""


def test_svg_document_type() -> None:
    """That of the standard, as Illustrator and CorelDRAW write it, is let through; what declares more is not."""
    named = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"'
    facts = look(f'<?xml version="1.0"?>{named}>{HEAD} viewBox="0 0 4 3"/>'.encode(), "content/a.svg")
    assert (facts.trouble, facts.width, facts.height) == ("", 4, 3)
    for declared in ('<!ATTLIST svg onload CDATA "x()">', '<!ENTITY a "ha">', ""):
        assert look(f"{named} [{declared}]>{HEAD}/>".encode(), "content/a.svg").trouble == "svg-unsafe"


@pytest.mark.parametrize(
    "inner",
    [
        "><script>alert(1)</script>",
        '><s:script xmlns:s="http://www.w3.org/2000/svg"/>',
        "><SCRIPT/>",
        ' onload="x()">',
        '><g OnClick="x()"/>',
        "><foreignObject/>",
        '><b xmlns="http://www.w3.org/1999/xhtml"/>',
        '><a href="javascript:x()"/>',
        '><a xlink:href=" java&#10;script:x()"/>',
        '><a href="https://elsewhere.example/"/>',
        '><image href="//elsewhere.example/a.png"/>',
        '><use href="other.svg#a"/>',
        '><image href="data:image/svg+xml,&lt;svg/>"/>',
        '><image href="data:text/html,x"/>',
        "><style>@import 'x.css';</style>",
        "><style>@im<!-- -->port 'x.css';</style>",
        "><style>.a{fill:url(https://elsewhere.example/a)}</style>",
        "><style>.a{fill:url('a.png')}</style>",
        "><style>.a{fill:u/**/rl(x)} .b{background:image-set('x' 1x)}</style>",
        "><style>.a{fill:\\75rl(x)}</style>",
        '><g style="fill:url(x)"/>',
        '><g fill="url(x.svg#a)"/>',
        '><g filter="\\75rl(x)"/>',
        '><animate attributeName="href" values="x"/>',
        '><set attributeName="xlink:href" to="x"/>',
        '><set attributeName="onclick" to="x"/>',
        '><animate attributeName="fill" values="red;url(x)"/>',
        ' xml:base="https://elsewhere.example/">',
        "><?xml-stylesheet href='x.css'?>",
        "><iframe/>",
    ],
)
def test_svg_that_is_not_safe(inner: str) -> None:
    """What could act, or asks for something outside itself, is refused, whatever its name."""
    data = f"{HEAD}{inner}</svg>".encode()
    facts = look(data, "content/a.svg")
    assert (facts.kind, facts.trouble, facts.width) == ("svg", "svg-unsafe", 0)
    assert look(data, "content/a.png").trouble == "svg-unsafe"


def test_svg_entities() -> None:
    """A document type may declare what grows to gigabytes: none is read."""
    laughs = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    data = f'<!DOCTYPE svg [<!ENTITY a "ha">{laughs}]>{HEAD}><text>&i;</text></svg>'.encode()
    assert look(data, "content/a.svg").trouble == "svg-unsafe"
    outside = f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>{HEAD}><text>&a;</text></svg>'.encode()
    assert look(outside, "content/a.svg").trouble == "svg-unsafe"


@pytest.mark.parametrize(
    "data",
    [
        b"<svg",
        b"<svg/>",
        b"<html/>",
        b"text",
        f"{HEAD}><g></svg>".encode(),
        f"{HEAD}>\xff</svg>".encode("latin-1"),
        b"<a>" * 9999,
    ],
)
def test_svg_that_is_broken(data: bytes) -> None:
    """What no browser would show is said to be damaged."""
    assert look(data, "content/a.svg").trouble == "picture-broken"


NAMES = sorted(
    {name for pair in aliases.items() for name in pair} | {"koi8-r", "iso-8859-99", "nonsense", "x.y", "idna"}
)


@pytest.mark.parametrize("name", [*NAMES, *(name.replace("_", "-") for name in NAMES if "_" in name)])
def test_svg_that_declares_its_encoding(name: str) -> None:
    """Of whatever name: judged where browsers cannot read it otherwise, else said to be of an odd encoding."""
    facts = look(f'<?xml version="1.0" encoding="{name}"?>{HEAD}viewBox="0 0 4 3"/>'.encode(), "content/a.svg")
    is_usual = name.lower() in {"utf8", "utf-8", "ascii", "us-ascii", "latin-1", "latin1", "cp1258", "koi8-r"}
    assert facts.trouble in (("",) if is_usual else ("", "svg-encoding") if name[0].isalpha() else ("picture-broken",))
    if name in ("utf8", "utf-8", "latin-1"):
        written = f'<?xml version="1.0" encoding="{name}"?>{HEAD}><text>Phường</text></svg>'
        assert look(written.encode(), "content/a.svg").trouble == ""
    unsafe = look(f'<?xml version="1.0" encoding="{name}"?>{HEAD}onload="x()"/>'.encode(), "content/a.svg")
    assert unsafe.trouble


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declared", ["", '<?xml version="1.0"?>', '<?xml version="1.0" encoding="{}"?>'])
def test_svg_in_unicode(encoding: str, declared: str) -> None:
    """With or without a byte order mark; where there is one, it counts more than what is declared."""
    told = declared.format("utf-16" if encoding.startswith("utf-16-") else "gb2312")
    assert look(f'{told}{HEAD}viewBox="0 0 4 3"/>'.encode(encoding), "content/a.svg").trouble == ""
    assert look(f"{told}{HEAD}><script/></svg>".encode(encoding), "content/a.png").trouble == "svg-unsafe"


@pytest.mark.parametrize("declared", ["utf-16", "gb2312", "utf-7", "cp037"])
def test_svg_in_another_encoding_than_it_says(declared: str) -> None:
    """Not called damaged: its editor is told what to do with it."""
    data = f'<?xml version="1.0" encoding="{declared}"?>{HEAD}/>'
    assert look(data.encode(), "content/a.svg").trouble == "svg-encoding"
    assert look(data.encode("utf-32"), "content/a.svg").trouble == "svg-encoding"


LICENCE = f"<!--{' licence' * 9000}-->"


@pytest.mark.parametrize(
    "before", [LICENCE, "\n" * 9000, f"<?xml version='1.0'?>{LICENCE}<!DOCTYPE svg>", "<!DOCTYPE x:svg>", LICENCE * 3]
)
@pytest.mark.parametrize("prefix", ["", "svg:", "my-own:", "ảnh:"])
def test_svg_after_much_else(before: str, prefix: str) -> None:
    """However much stands before its first element, and whatever that is called: an SVG under any name, handed on."""
    at = "xmlns" + (f":{prefix[:-1]}" if prefix else "")
    data = f'{before}<{prefix}svg {at}="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>'.encode()
    facts = look(data, "content/a.png")
    assert (facts.kind, facts.width, facts.trouble) == ("svg", 4, "")
    assert variants.bare(data) == data


SVG_PARTS = st.sampled_from(
    [
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\0",
        b'<?xml version="1.0" encoding="',
        b'"?>',
        b"gb2312",
        b"utf-16",
        b"iso-8859-7",
        b"<!DOCTYPE svg [",
        b"]>",
        b"<!--",
        b"-->",
        b'<svg xmlns="http://www.w3.org/2000/svg" ',
        b'viewBox="0 0 1 1"',
        b"/>",
        b"<![CDATA[",
        b"&#xD800;",
        b"\xd8\x00",
    ]
)


@given(st.lists(SVG_PARTS | st.binary(max_size=8), max_size=12), st.sampled_from(["utf-8", "utf-16", "utf-16-be"]))
def test_any_svg(parts: list[bytes], encoding: str) -> None:
    """Whatever the bytes, there is an answer, and what is let through can be handed on."""
    data = b"".join(parts)
    for written in (data, data.decode("latin-1").encode(encoding)):
        if not look(written, "content/a.svg").trouble:
            assert variants.bare(written) == written


def test_svg_of_many_levels() -> None:
    """Depth brings nothing down."""
    with pytest.raises(svg.UnfitSvg):
        svg.size(f"{HEAD}>{'<g>' * 200_000}".encode())
