"""Draws Open Graph images (link previews, social cards): text in the portal's colours, over the rings of a bronze drum.

The text is set in the font of bantin/imaging/fonts/, letter by letter, so that the same Pillow draws the same bytes on
every machine. Content and address of a card are decided in `social_cards`.
"""

import hashlib
import io
import math
import sys
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bantin.content.assets import PREVIEW
from bantin.content.file_facts import Colours, SocialCard
from bantin.disk.program import libraries

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

FONTS = Path(__file__).with_name("fonts")
REGULAR, BOLD = "NotoSans-Regular.ttf", "NotoSans-Bold.ttf"

MARGIN = 84
WIDTH, HEIGHT = PREVIEW
LINE = 1.32
"""Line height, relative to the font size: stacked diacritics (Ẫ, Ệ) must not touch the line above."""
_SMOOTHING = 3
"""Supersampling factor for shapes, because Pillow draws without antialiasing."""
_COLOURS = 64
"""Size of the palette: enough for antialiased letters, at a quarter of the bytes."""


class Setting(NamedTuple):
    """Text broken into lines, at a font size at which it fits."""

    lines: tuple[str, ...]
    size: int

    @property
    def height(self) -> int:
        """Height of all lines in pixels."""
        return round(len(self.lines) * self.size * LINE)


def draw(card: SocialCard) -> bytes:
    """Draws a card as PNG, in the size for link previews."""
    from PIL.Image import Dither, Quantize
    from PIL.ImageDraw import Draw

    colours = card.colours
    image = _ground(colours).copy()
    pen = Draw(image)
    heading = set_text(card.heading, REGULAR, (40, 36, 32, 28), 2)
    label = set_text(card.label, REGULAR, (36, 32, 28), 1)
    below = MARGIN + heading.height + 34
    height = HEIGHT - MARGIN - below - (label.height + 14 if label.lines else 0)
    sizes = range(60, 31, -4) if label.lines else range(96, 31, -4)
    words = set_text(card.text, BOLD, tuple(sizes), 6, height)

    def write(setting: Setting, font: str, top: int, colour: str) -> None:
        for number, line in enumerate(setting.lines):
            foot = top + round((number + 0.8) * setting.size * LINE)
            pen.text((MARGIN, foot), line, colour, _font(font, setting.size), "ls")

    write(heading, REGULAR, MARGIN - 14, colours.ink)
    pen.rectangle((MARGIN, below - 20, MARGIN + 132, below - 14), colours.gold)
    top = HEIGHT - MARGIN + 14 - words.height
    if label.lines:
        write(label, REGULAR, top - label.height - 14, colours.ink)
    write(words, BOLD, top, colours.ink)
    out = io.BytesIO()
    image.quantize(_COLOURS, Quantize.MAXCOVERAGE, dither=Dither.NONE).save(out, "PNG")
    return out.getvalue()


@cache
def version() -> str:
    """Everything besides the card that determines the bytes `draw` makes: a cache key. Determined without importing
    Pillow, which most builds do not need; its wheels bundle FreeType.
    """
    digest = hashlib.blake2b("\n".join(libraries(sys.path)).encode(), digest_size=16)
    for path in (Path(__file__), FONTS / REGULAR, FONTS / BOLD):
        digest.update(path.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=4)
def _ground(colours: Colours) -> "Image":
    """The background: the portal's colour with rings and star of a bronze drum, cut off at the edge."""
    import PIL.Image
    from PIL.ImageDraw import Draw

    much = _SMOOTHING
    image = PIL.Image.new("RGB", (WIDTH * much, HEIGHT * much), colours.ground)
    pen = Draw(image)
    x, y = 1090 * much, 330 * much
    for radius, width in ((420, 5), (392, 22), (352, 4), (300, 4), (276, 14), (244, 3), (150, 4)):
        reach = radius * much
        pen.ellipse((x - reach, y - reach, x + reach, y + reach), outline=colours.deep, width=width * much)
    rays = 14
    for number in range(rays):
        middle = 2 * math.pi * number / rays
        corners = [(middle, 128), (middle + math.pi / rays, 46), (middle - math.pi / rays, 46)]
        pen.polygon([(_pixel(x, math.sin(at), r), _pixel(y, -math.cos(at), r)) for at, r in corners], fill=colours.deep)
    for number in range(48):
        at = 2 * math.pi * number / 48
        u, v = _pixel(x, math.sin(at), 326), _pixel(y, -math.cos(at), 326)
        pen.ellipse((u - 8 * much, v - 8 * much, u + 8 * much, v + 8 * much), fill=colours.deep)
    pen.rectangle((0, (HEIGHT - 12) * much, WIDTH * much, HEIGHT * much), fill=colours.gold)
    return image.reduce(much)


def _pixel(middle: int, share: float, radius: int) -> int:
    """Rounds to whole pixels, because the last bit of a sine may differ between machines."""
    return middle + round(round(share, 6) * radius * _SMOOTHING)


def set_text(text: str, font: str, sizes: tuple[int, ...], most: int, height: int = HEIGHT) -> Setting:
    """Sets `text` in the largest of `sizes` (sorted from the largest) at which it fits into `most` lines and `height`
    pixels. Text too long for the smallest is truncated at a word, with an ellipsis.
    """
    words: list[str] = []
    for word in drawable(text, font).split():
        if words and word in ("–", "—", "-"):
            words[-1] += f" {word}"  # no line begins with a dash
        else:
            words.append(word)
    if not words:
        return Setting((), sizes[-1])
    width = WIDTH - 2 * MARGIN
    for size in sizes:
        lines = _broken(words, _font(font, size), width)
        if len(lines) <= most and Setting(tuple(lines), size).height <= height:
            return Setting(tuple(_balanced(words, _font(font, size), width, lines)), size)
    size = sizes[-1]
    most = max(1, min(most, int(height / (size * LINE))))
    lines = _broken(words, _font(font, size), width)
    last = lines[most - 1].split()
    while len(last) > 1 and _font(font, size).getlength(f"{' '.join(last)}…") > width:
        last.pop()
    cut = " ".join(last).rstrip(" ,;:–-")
    while cut and _font(font, size).getlength(f"{cut}…") > width:
        cut = cut[:-1]
    return Setting((*lines[: most - 1], f"{cut}…"), size)


def drawable(text: str, font: str) -> str:
    """`text` in NFC, without characters that the font lacks: an empty box would be worse."""
    whole = unicodedata.normalize("NFC", text)
    return "".join(letter if letter.isspace() or _has(letter, font) else "" for letter in whole)


@lru_cache(maxsize=2048)
def _has(letter: str, font: str) -> bool:
    found, missing = (_font(font, 40).getmask(each) for each in (letter, "\uffff"))
    return (found.size, bytes(found)) != (missing.size, bytes(missing))


@cache
def _font(name: str, size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    return ImageFont.truetype(io.BytesIO((FONTS / name).read_bytes()), size, layout_engine=ImageFont.Layout.BASIC)


def _broken(words: list[str], font: "FreeTypeFont", width: float) -> list[str]:
    """Breaks words greedily into lines of at most `width` pixels."""
    lines: list[str] = []
    for word in words:
        if lines and font.getlength(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
            continue
        while font.getlength(word) > width:  # an address: break it anywhere
            fits = max((end for end in range(1, len(word)) if font.getlength(word[:end]) <= width), default=1)
            lines.append(word[:fits])
            word = word[fits:]  # noqa: PLW2901 -- what is left of it
        lines.append(word)
    return lines


def _balanced(words: list[str], font: "FreeTypeFont", width: int, lines: list[str]) -> list[str]:
    """Balances the lines: same number, as even as possible, without a single word in the last."""
    low, high = max(width // 2, *(math.ceil(font.getlength(word)) for word in words)), width
    while high - low > 8:
        middle = (low + high) // 2
        if len(_broken(words, font, middle)) <= len(lines):
            high = middle
        else:
            low = middle
    return _broken(words, font, high)
