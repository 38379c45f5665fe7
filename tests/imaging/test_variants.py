"""What is made of pictures as phones and scanners make them: smaller ones, upright, cut, in the same colours."""

import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageChops, ImageCms, ImageDraw, ImageStat

from bantin.content import assets
from bantin.content.file_facts import Recipe
from bantin.imaging import colours, variants
from tests.imaging.pictures import WHOLE, chunk, decoded, encoded, is_near, look, photo, pixel, turned


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
