"""Draws the pictures and makes the PDF files of the sample content, beside the articles that use them.

    python tools/draw_samples.py          into content/
    python tools/draw_samples.py DIR      into DIR instead

A picture is a list of flat shapes on a sheet of 1200 × 750; the ending of its file decides whether the sheet becomes
SVG, PNG or JPEG. A PDF is a page of lines, set in DejaVu Sans (which must be installed) and stored as a picture in
black and white. Everything is deterministic: the same Pillow, zlib and font give the same bytes.
"""

import random
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

CONTENT = Path(__file__).resolve().parent.parent / "content"

WIDTH, HEIGHT = 1200, 750
SMOOTHING = 3
"""Shapes are drawn so many times larger and then made smaller, because Pillow draws hard edges."""

PAPER, CREAM, WHITE = "#f6efe2", "#fbf7ef", "#fffdf8"
RED, BRICK, ROSE = "#8e1b1f", "#b5483a", "#d98c7a"
OCHRE, SAND, STONE = "#d9a441", "#e6d3b1", "#cbbfa9"
LEAF, GREEN, PINE = "#8fa878", "#5e7f5b", "#3f5f47"
SKY, WATER, BLUE = "#dfe7e2", "#a9c1c6", "#5f8497"
GREY, INK = "#9a938a", "#3a2e2a"

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """One flat shape: an ellipse or a box in `points` (two corners), a polygon, or a line with round ends."""

    kind: str
    points: tuple[Point, ...]
    colour: str
    size: float = 0
    """The radius of a box's corners, or the width of a line."""


@dataclass(slots=True)
class Sheet:
    """Shapes in the order in which they are laid upon each other."""

    shapes: list[Shape] = field(default_factory=list)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str, radius: float = 0) -> None:
        """A rectangle, with round corners if a radius is given."""
        self.shapes.append(Shape("box", ((left, top), (right, bottom)), colour, radius))

    def oval(self, x: float, y: float, across: float, down: float, colour: str) -> None:
        """An ellipse around its centre; `across` and `down` are half its width and height."""
        self.shapes.append(Shape("oval", ((x - across, y - down), (x + across, y + down)), colour))

    def polygon(self, colour: str, *points: Point) -> None:
        """A filled polygon."""
        self.shapes.append(Shape("polygon", points, colour))

    def line(self, colour: str, width: float, *points: Point) -> None:
        """A line through the points, with round ends and joints."""
        self.shapes.append(Shape("line", points, colour, width))


# ── What several pictures share ──────────────────────────────────────────────────────────────────────────────────────


def backdrop(sheet: Sheet, sky: str, ground: str, horizon: float) -> None:
    """Sky and ground."""
    sheet.box(0, 0, WIDTH, HEIGHT, sky)
    sheet.box(0, horizon, WIDTH, HEIGHT, ground)


def tree(sheet: Sheet, x: float, foot: float, height: float, leaf: str = GREEN, shade: str = PINE) -> None:
    """A round street tree standing at `foot`."""
    crown = height * 0.3
    top = foot - height + crown
    sheet.box(x - height * 0.03, foot - height * 0.5, x + height * 0.03, foot, "#7a5c48")
    sheet.oval(x, top + crown * 0.35, crown, crown * 0.95, shade)
    sheet.oval(x - crown * 0.25, top, crown * 0.9, crown * 0.9, leaf)
    sheet.oval(x - crown * 0.45, top - crown * 0.25, crown * 0.4, crown * 0.35, LEAF)


def house(sheet: Sheet, left: float, right: float, top: float, foot: float, wall: str) -> None:
    """A low town house with a tiled roof, two windows and a door."""
    width = right - left
    sheet.box(left, top, right, foot, wall)
    sheet.polygon(
        BRICK, (left - 14, top), (left + width * 0.14, top - 58), (right - width * 0.14, top - 58), (right + 14, top)
    )
    for part in (0.14, 0.6):
        sheet.box(left + width * part, top + 34, left + width * (part + 0.26), top + 112, "#6d8a86", 4)
        sheet.line(WHITE, 5, (left + width * (part + 0.13), top + 36), (left + width * (part + 0.13), top + 110))
    sheet.box(left + width * 0.37, foot - 118, left + width * 0.63, foot, RED, 5)


def flowers(sheet: Sheet, left: float, right: float, y: float, seed: int) -> None:
    """A bed of red and yellow flowers in a stone border."""
    chance = random.Random(seed)
    sheet.box(left, y - 14, right, y + 30, PINE, 12)
    for _ in range(int((right - left) / 11)):
        x, up, radius = chance.uniform(left + 12, right - 12), chance.uniform(-16, 16), chance.uniform(7, 11)
        sheet.oval(x, y + up, radius, radius, chance.choice((RED, BRICK, OCHRE, ROSE)))
        sheet.oval(x, y + up, radius * 0.35, radius * 0.35, CREAM)
    sheet.box(left - 6, y + 22, right + 6, y + 40, STONE, 6)


def leaves(sheet: Sheet, where: tuple[float, float, float, float], count: int, seed: int) -> None:
    """Dry leaves scattered over left, top, right, bottom."""
    chance = random.Random(seed)
    left, top, right, bottom = where
    for _ in range(count):
        x, y = chance.uniform(left, right), chance.uniform(top, bottom)
        reach, lean = chance.uniform(20, 36), chance.uniform(-1, 1)
        colour = chance.choice((OCHRE, BRICK, "#a8742f", LEAF, "#8a6a3c"))
        tip, end = (x + reach, y + reach * lean), (x - reach, y - reach * lean)
        sheet.polygon(
            colour, tip, (x - reach * lean * 0.4, y + reach * 0.42), end, (x + reach * lean * 0.4, y - reach * 0.42)
        )
        sheet.line(INK, 2, tip, end)


def rain(sheet: Sheet, count: int, seed: int, colour: str) -> None:
    """Slanting drops over the whole sheet."""
    chance = random.Random(seed)
    for _ in range(count):
        x, y, length = chance.uniform(0, WIDTH + 80), chance.uniform(-20, HEIGHT), chance.uniform(22, 52)
        sheet.line(colour, 3, (x, y), (x - length * 0.3, y + length))


def star(sheet: Sheet, x: float, y: float, radius: float, colour: str) -> None:
    """A five-pointed star. Its ten corners are a table, since sines may differ in the last bit between machines."""
    corners = (
        (0.0, -1.0), (0.2245, -0.309), (0.9511, -0.309), (0.3633, 0.118), (0.5878, 0.809),
        (0.0, 0.382), (-0.5878, 0.809), (-0.3633, 0.118), (-0.9511, -0.309), (-0.2245, -0.309),
    )  # fmt: skip
    sheet.polygon(colour, *((x + across * radius, y + down * radius) for across, down in corners))


# ── The pictures ─────────────────────────────────────────────────────────────────────────────────────────────────────


def ward_hall(sheet: Sheet) -> None:
    """A two-storey public building with a flag, trees and flower beds."""
    backdrop(sheet, SKY, SAND, 590)
    sheet.oval(985, 130, 62, 62, "#f3dfae")
    sheet.oval(230, 590, 420, 120, "#c3cfb4")
    sheet.oval(1010, 590, 440, 140, "#b7c6aa")
    sheet.box(0, 596, WIDTH, HEIGHT, SAND)
    sheet.box(260, 270, 940, 600, "#f0d9a8")
    sheet.box(260, 425, 940, 440, CREAM)
    sheet.polygon(BRICK, (225, 272), (310, 190), (890, 190), (975, 272))
    sheet.polygon(RED, (440, 272), (600, 150), (760, 272))
    sheet.polygon("#f0d9a8", (500, 262), (600, 186), (700, 262))
    star(sheet, 600, 236, 26, OCHRE)
    for x in (300, 390, 750, 840):
        for y in (305, 470):
            sheet.box(x, y, x + 62, y + 92, "#6d8a86", 5)
            sheet.line(CREAM, 5, (x + 31, y + 2), (x + 31, y + 90))
            sheet.line(CREAM, 5, (x + 2, y + 40), (x + 60, y + 40))
    for x in (515, 575, 635):
        sheet.box(x, 305, x + 50, 397, "#6d8a86", 5)
    sheet.box(500, 452, 700, 600, RED, 4)
    sheet.line("#6f1417", 5, (600, 455), (600, 600))
    for x in (480, 704):
        sheet.box(x, 440, x + 18, 602, CREAM)
    for step in range(3):
        sheet.box(470 - step * 20, 596 + step * 15, 730 + step * 20, 612 + step * 15, (STONE, "#d8ccb6", STONE)[step])
    sheet.line(GREY, 8, (1040, 640), (1040, 150))
    sheet.polygon("#c8201f", (1044, 156), (1160, 164), (1150, 236), (1044, 230))
    star(sheet, 1098, 197, 23, "#f5d04c")
    tree(sheet, 130, 640, 340)
    tree(sheet, 985, 640, 230, LEAF, GREEN)
    flowers(sheet, 60, 400, 668, 3)
    flowers(sheet, 800, 1140, 668, 4)


def flower_road(sheet: Sheet) -> None:
    """A clean road that runs to the horizon between flowers and trees."""
    backdrop(sheet, SKY, LEAF, 330)
    sheet.oval(260, 120, 58, 58, "#f3dfae")
    sheet.oval(600, 345, 620, 70, "#a9bb96")
    for left, right, wall in ((410, 500, "#efd9ae"), (700, 780, "#ead0b6")):
        sheet.box(left, 262, right, 340, wall)
        sheet.polygon(BRICK, (left - 8, 264), (left + 12, 232), (right - 12, 232), (right + 8, 264))
    sheet.polygon("#d9cdb8", (575, 330), (625, 330), (1040, 750), (160, 750))
    sheet.polygon("#b9b0a2", (583, 330), (617, 330), (900, 750), (300, 750))
    for near, far in ((750, 660), (600, 540), (505, 465), (440, 415), (398, 382)):
        half_near, half_far = (near - 330) * 0.028, (far - 330) * 0.028
        sheet.polygon(
            CREAM, (600 - half_far, far), (600 + half_far, far), (600 + half_near, near), (600 - half_near, near)
        )
    chance = random.Random(11)
    for step in range(150):
        depth = (step / 150) ** 1.4
        y = 345 + depth * 405
        for side in (-1, 1):
            x = 600 + side * (46 + depth * 480 + chance.uniform(-1, 1) * (6 + depth * 52))
            radius = 2.5 + depth * 17
            sheet.oval(x, y + radius, radius * 1.1, radius * 0.8, PINE)
            sheet.oval(x, y, radius, radius, chance.choice((RED, BRICK, OCHRE, ROSE, RED)))
            sheet.oval(x, y, radius * 0.35, radius * 0.35, CREAM)
    for depth in (0.06, 0.16, 0.34, 0.62):
        for side in (-1, 1):
            tree(sheet, 600 + side * (95 + depth * 690), 352 + depth * 330, 70 + depth * 560)


def reading_corner(sheet: Sheet) -> None:
    """An open book on a table, a lamp and a plant."""
    sheet.box(0, 0, WIDTH, HEIGHT, PAPER)
    sheet.oval(860, 300, 420, 290, "#fbe9bd")
    sheet.box(110, 110, 410, 420, WATER, 10)
    sheet.oval(330, 190, 38, 38, CREAM)
    sheet.polygon(GREEN, (110, 420), (110, 360), (210, 290), (300, 372), (360, 330), (410, 366), (410, 420))
    for edge in (((110, 265), (410, 265)), ((260, 110), (260, 420))):
        sheet.line(WHITE, 12, *edge)
    sheet.box(95, 415, 425, 438, STONE, 6)
    sheet.box(0, 585, WIDTH, HEIGHT, "#b98a5e")
    sheet.box(0, 585, WIDTH, 605, "#a2754c")
    sheet.line(INK, 14, (905, 590), (985, 420), (860, 290))
    sheet.polygon(RED, (905, 232), (948, 300), (790, 402), (746, 330))
    sheet.oval(905, 592, 90, 20, INK)
    sheet.polygon(RED, (330, 640), (600, 668), (870, 640), (870, 662), (600, 692), (330, 662))
    sheet.polygon(WHITE, (350, 500), (480, 482), (600, 520), (600, 676), (480, 636), (340, 648))
    sheet.polygon(CREAM, (600, 520), (720, 482), (850, 500), (860, 648), (720, 636), (600, 676))
    for row in range(5):
        y = 524 + row * 22
        sheet.line(STONE, 5, (382, y), (472, y - 12), (568, y + 18))
    sheet.oval(730, 560, 62, 46, OCHRE)
    sheet.polygon(GREEN, (676, 584), (716, 532), (742, 570), (764, 546), (788, 588))
    sheet.line(STONE, 2, (600, 522), (600, 674))
    for x, y in ((1000, 430), (1050, 390), (1100, 430), (1022, 470), (1082, 474)):
        sheet.line(PINE, 6, (1050, 540), (x, y))
        sheet.oval(x, y, 26, 34, GREEN)
    sheet.polygon(BRICK, (990, 520), (1110, 520), (1092, 622), (1008, 622))
    sheet.box(980, 508, 1120, 536, RED, 6)


def pavement(sheet: Sheet) -> None:
    """A wide pavement with trees before a row of houses."""
    backdrop(sheet, SKY, SAND, 470)
    for left, right, top, wall in (
        (-30, 190, 280, "#efd6a3"), (200, 430, 240, "#e9c58a"), (440, 680, 290, "#f2dfba"),
        (690, 930, 250, "#ecd09a"), (940, 1230, 290, "#f0d9ae"),
    ):  # fmt: skip
        house(sheet, left, right, top, 480, wall)
    sheet.box(0, 478, WIDTH, 640, "#dfd2bb")
    for x in range(-200, WIDTH + 200, 80):
        sheet.line("#cfc0a6", 3, (x + 90, 480), (x, 640))
    for y in (520, 575):
        sheet.line("#cfc0a6", 3, (0, y), (WIDTH, y))
    sheet.box(0, 640, WIDTH, 660, STONE)
    sheet.box(0, 660, WIDTH, HEIGHT, "#8d867c")
    for x in range(40, WIDTH, 240):
        sheet.box(x, 700, x + 120, 710, CREAM)
    for x in (150, 450, 750, 1050):
        sheet.polygon("#9a7a5c", (x - 46, 628), (x - 34, 600), (x + 46, 600), (x + 40, 628))
        tree(sheet, x, 615, 380)
    sheet.oval(598, 452, 19, 21, "#e2b48f")
    sheet.polygon(RED, (576, 560), (584, 476), (612, 476), (622, 560))
    sheet.line(INK, 10, (588, 560), (582, 606))
    sheet.line(INK, 10, (608, 560), (616, 606))
    sheet.oval(640, 520, 12, 13, "#e2b48f")
    sheet.polygon(OCHRE, (628, 582), (632, 534), (650, 534), (655, 582))
    sheet.line(INK, 7, (636, 582), (634, 608))
    sheet.line(INK, 7, (648, 582), (650, 608))
    sheet.line("#e2b48f", 7, (614, 502), (632, 544))


def house_with_alarms(sheet: Sheet) -> None:
    """A narrow house cut open: an alarm on each ceiling and a ladder from the balcony."""
    backdrop(sheet, "#e9e3d3", SAND, 660)
    tree(sheet, 150, 665, 330)
    tree(sheet, 1080, 665, 280, LEAF, GREEN)
    sheet.box(380, 130, 800, 665, BRICK)
    sheet.polygon(RED, (345, 135), (430, 50), (750, 50), (835, 135))
    for floor, wall in enumerate(("#f7e6c4", "#f4dcb4", "#f0d3a4")):
        top = 140 + floor * 175
        sheet.box(398, top, 782, top + 162, wall)
        sheet.oval(590, top + 6, 34, 14, WHITE)
        sheet.oval(590, top + 12, 9, 6, "#c8201f")
        for ring in (1, 2):
            sheet.line(
                ROSE, 5, (590 - 34 - ring * 15, top + 24 + ring * 8), (590 - 20 - ring * 12, top + 34 + ring * 11)
            )
            sheet.line(
                ROSE, 5, (590 + 34 + ring * 15, top + 24 + ring * 8), (590 + 20 + ring * 12, top + 34 + ring * 11)
            )
    sheet.box(420, 250, 560, 302, BLUE, 10)
    sheet.box(420, 236, 462, 262, WHITE, 8)
    sheet.box(420, 425, 540, 477, GREEN, 10)
    sheet.box(432, 398, 528, 440, PINE, 10)
    sheet.box(420, 590, 560, 652, STONE)
    sheet.box(420, 580, 560, 592, INK)
    sheet.oval(470, 572, 26, 10, INK)
    for foot in (477, 652):
        for step in range(7):
            left = 648 + step * 18
            sheet.box(left, foot - 18 - step * 23, left + 30, foot - step * 23, "#c79c6c")
    sheet.box(612, 592, 640, 652, RED, 8)
    sheet.box(620, 580, 632, 594, INK, 2)
    sheet.box(800, 292, 910, 306, INK)
    for x in range(806, 912, 20):
        sheet.line(INK, 5, (x, 232), (x, 296))
    sheet.line(INK, 7, (800, 232), (908, 232))
    sheet.line(OCHRE, 7, (862, 306), (862, 652))
    sheet.line(OCHRE, 7, (900, 306), (900, 652))
    for y in range(326, 652, 32):
        sheet.line(OCHRE, 6, (862, y), (900, y))


def drain(sheet: Sheet, street: str) -> None:
    """The kerb and the grating of a street drain, seen from near."""
    sheet.box(0, 0, WIDTH, HEIGHT, street)
    sheet.box(0, 0, WIDTH, 200, "#dccdb3")
    for x in (-40, 260, 560, 860, 1160):
        sheet.line("#c6b596", 5, (x, 0), (x + 30, 150))
    sheet.box(0, 150, WIDTH, 215, STONE)
    sheet.box(330, 270, 870, 580, "#5a524b", 16)
    sheet.box(350, 290, 850, 560, "#2c2623", 8)
    for x in range(375, 850, 54):
        sheet.box(x, 286, x + 22, 564, "#7d746a", 6)
    sheet.box(350, 412, 850, 436, "#7d746a")


def blocked_drain(sheet: Sheet) -> None:
    """A drain under leaves and a plastic bag, with water standing around it."""
    drain(sheet, "#a39a8d")
    sheet.oval(600, 450, 560, 250, WATER)
    sheet.oval(620, 470, 450, 180, "#93afb6")
    sheet.box(330, 300, 870, 560, "#5a524b", 16)
    sheet.box(350, 318, 850, 545, "#2c2623", 8)
    leaves(sheet, (330, 300, 880, 560), 120, 21)
    leaves(sheet, (120, 250, 1080, 690), 26, 22)
    sheet.polygon(WHITE, (470, 380), (520, 340), (590, 350), (640, 330), (700, 400), (690, 480), (610, 500), (520, 490))
    sheet.line(STONE, 4, (520, 345), (560, 420), (540, 480))
    sheet.line(STONE, 4, (640, 336), (620, 420), (650, 480))


def sweeping(sheet: Sheet) -> None:
    """A broom, a shovel and a heap of leaves beside the drain."""
    drain(sheet, "#b3aa9c")
    leaves(sheet, (900, 480, 1130, 660), 70, 31)
    leaves(sheet, (120, 620, 800, 700), 9, 32)
    sheet.line("#b98a5e", 20, (140, 90), (300, 520))
    sheet.polygon(OCHRE, (262, 500), (338, 474), (420, 636), (244, 690))
    sheet.box(250, 486, 346, 512, RED, 10)
    for x in (270, 305, 340, 375):
        sheet.line("#a8742f", 4, (300, 512), (x, 672))
    sheet.line("#b98a5e", 20, (1060, 60), (960, 430))
    sheet.polygon("#7d8a8c", (905, 420), (1010, 448), (990, 590), (930, 610), (868, 556))
    sheet.line("#65716f", 8, (957, 440), (930, 590))


def clear_drain(sheet: Sheet) -> None:
    """Rain water running into a clean drain."""
    drain(sheet, "#9aa19f")
    sheet.polygon(WATER, (0, 300), (180, 330), (350, 352), (350, 500), (180, 540), (0, 610))
    sheet.polygon(WATER, (WIDTH, 280), (1020, 322), (850, 350), (850, 510), (1020, 560), (WIDTH, 650))
    for y in (350, 400, 450, 505):
        lean = (y - 425) * 0.5
        sheet.line(SKY, 5, (40, y + lean), (170, y + lean * 0.4), (320, y))
        sheet.line(SKY, 5, (WIDTH - 50, y + lean), (1010, y + lean * 0.4), (880, y))
    for step, x in enumerate(range(350, 850, 54)):
        depth = 196 - abs(step - 4.5) * 18
        sheet.polygon("#86a5ad", (x + 2, 352), (x + 24, 352), (x + 20, 352 + depth), (x + 6, 352 + depth))
    rain(sheet, 90, 41, "#dbe6e6")


def standing_water(sheet: Sheet) -> None:
    """A vase, a plant pot and a tyre, each with water, and mosquitoes."""
    backdrop(sheet, PAPER, SAND, 520)
    sheet.polygon(BLUE, (190, 330), (330, 330), (316, 430), (352, 560), (300, 610), (220, 610), (168, 560), (204, 430))
    sheet.oval(260, 332, 70, 16, WATER)
    for x, y, colour in ((200, 180, RED), (262, 140, OCHRE), (324, 186, ROSE)):
        sheet.line(PINE, 7, (260, 334), (x, y))
        sheet.oval(x, y, 36, 32, colour)
        sheet.oval(x, y, 12, 11, CREAM)
    sheet.polygon(BRICK, (500, 440), (690, 440), (664, 596), (526, 596))
    sheet.box(486, 424, 704, 458, RED, 8)
    sheet.oval(595, 606, 142, 24, "#a2754c")
    sheet.oval(595, 602, 120, 15, WATER)
    for x, y in ((520, 330), (560, 270), (600, 250), (642, 278), (676, 336)):
        sheet.line(PINE, 7, (595, 430), (x, y))
        sheet.oval(x, y, 24, 40, GREEN)
    sheet.oval(945, 560, 170, 84, INK)
    sheet.oval(945, 546, 150, 66, "#57504a")
    sheet.oval(945, 550, 96, 40, "#2c2623")
    sheet.oval(945, 562, 84, 26, WATER)
    for x, y in ((440, 170), (800, 240), (930, 380), (1060, 300), (720, 120)):
        sheet.oval(x - 14, y - 16, 24, 9, "#d8dedc")
        sheet.oval(x + 18, y - 18, 24, 9, "#d8dedc")
        sheet.line(INK, 6, (x - 24, y + 6), (x + 16, y - 2))
        sheet.oval(x + 22, y - 3, 8, 8, INK)
        sheet.line(INK, 2, (x + 28, y), (x + 46, y + 12))
        for leg in (-14, 0, 12):
            sheet.line(INK, 2, (x + leg, y + 2), (x + leg - 8, y + 16), (x + leg - 4, y + 30))


def rainy_street(sheet: Sheet) -> None:
    """Heavy rain, puddles and somebody in a red raincoat."""
    backdrop(sheet, "#a9b5b6", "#8b9293", 520)
    for x, y, size in ((180, 70, 150), (420, 50, 190), (740, 66, 180), (1030, 60, 190)):
        sheet.oval(x, y, size, 70, "#8c999b")
    for left, right, top, wall in (
        (-40, 200, 300, "#cdb98f"), (210, 450, 260, "#c9ac7c"),
        (800, 1010, 290, "#d2c09a"), (1020, 1250, 250, "#c9ac7c"),
    ):  # fmt: skip
        house(sheet, left, right, top, 525, wall)
    sheet.polygon("#b7beb9", (470, 525), (780, 525), (780, 420), (470, 420))
    tree(sheet, 540, 530, 300, "#55735a", "#3a5644")
    tree(sheet, 735, 530, 260, "#55735a", "#3a5644")
    sheet.box(0, 522, WIDTH, 560, "#a49d90")
    for x, y, wide in ((240, 660, 190), (640, 700, 300), (1010, 640, 170)):
        sheet.oval(x, y, wide, 32, "#b4c3c6")
        sheet.oval(x - 20, y - 4, wide * 0.6, 16, "#cbd6d6")
    sheet.line(INK, 16, (610, 600), (596, 690))
    sheet.line(INK, 16, (646, 600), (666, 684))
    sheet.oval(593, 694, 26, 13, OCHRE)
    sheet.oval(672, 690, 26, 13, OCHRE)
    sheet.polygon(RED, (560, 625), (596, 440), (660, 440), (702, 625))
    sheet.oval(628, 412, 44, 48, RED)
    sheet.oval(634, 418, 25, 28, "#e2b48f")
    sheet.line("#75151a", 5, (628, 470), (630, 622))
    sheet.line(RED, 26, (664, 480), (706, 556))
    for x in (556, 690):
        sheet.line(CREAM, 4, (x - 30, 700), (x - 44, 684))
        sheet.line(CREAM, 4, (x + 30, 700), (x + 44, 684))
    rain(sheet, 230, 51, "#dde6e6")


def unknown_caller(sheet: Sheet) -> None:
    """A hand with a ringing telephone, and a shield with a padlock."""
    sheet.box(0, 0, WIDTH, HEIGHT, PAPER)
    sheet.oval(470, 380, 350, 330, "#f0dfc0")
    sheet.polygon("#dcae88", (330, 750), (360, 520), (440, 470), (620, 560), (640, 750))
    sheet.box(310, 700, 660, 750, RED)
    sheet.box(360, 90, 610, 600, INK, 38)
    sheet.box(378, 130, 592, 560, "#f9f2e3", 14)
    sheet.oval(485, 240, 58, 58, GREY)
    sheet.oval(485, 224, 22, 24, CREAM)
    sheet.polygon(CREAM, (446, 280), (462, 256), (508, 256), (524, 280))
    sheet.box(418, 326, 552, 342, STONE, 8)
    sheet.box(442, 358, 528, 370, STONE, 6)
    sheet.oval(430, 482, 34, 34, "#b3261e")
    sheet.line(WHITE, 9, (418, 470), (442, 494))
    sheet.line(WHITE, 9, (442, 470), (418, 494))
    sheet.oval(540, 482, 34, 34, GREEN)
    sheet.line(WHITE, 9, (526, 484), (536, 494), (556, 470))
    for finger in range(4):
        sheet.line("#dcae88", 44, (622, 330 + finger * 62), (590, 336 + finger * 62))
    sheet.line("#dcae88", 56, (400, 640), (348, 520), (356, 420))
    for reach in (1, 2, 3):
        x, bend = 350 - reach * 36, 18 + reach * 6
        curve = (
            (x, 118 - reach * 8),
            (x - bend * 0.7, 150),
            (x - bend, 190),
            (x - bend * 0.7, 230),
            (x, 262 + reach * 8),
        )
        sheet.line(ROSE, 9, *curve)
    sheet.polygon("#6f1417", (890, 190), (1056, 250), (1048, 420), (890, 560), (732, 420), (724, 250))
    sheet.polygon(RED, (890, 216), (1032, 268), (1024, 410), (890, 528), (756, 410), (748, 268))
    sheet.oval(890, 332, 48, 52, OCHRE)
    sheet.oval(890, 332, 28, 32, RED)
    sheet.box(826, 340, 954, 440, OCHRE, 12)
    sheet.oval(890, 380, 15, 15, INK)
    sheet.box(883, 384, 897, 416, INK, 4)


def three_bins(sheet: Sheet) -> None:
    """A green, a blue and a grey bin: an apple, a bottle, a knotted bag."""
    backdrop(sheet, SKY, SAND, 560)
    sheet.oval(600, 575, 720, 120, "#bccbab")
    for x, height in ((90, 330), (330, 270), (600, 310), (880, 280), (1110, 340)):
        tree(sheet, x, 575, height, LEAF, GREEN)
    sheet.box(0, 560, WIDTH, 750, "#e3d3b3")
    for x in range(-100, WIDTH, 150):
        sheet.line("#d3c19d", 3, (x + 110, 562), (x, 750))
    for x, body, dark in ((250, GREEN, PINE), (600, BLUE, "#456575"), (950, GREY, "#766f67")):
        sheet.oval(x, 668, 150, 18, "#c9b68f")
        sheet.polygon(body, (x - 128, 330), (x + 128, 330), (x + 104, 660), (x - 104, 660))
        sheet.polygon(dark, (x + 76, 330), (x + 128, 330), (x + 104, 660), (x + 64, 660))
        sheet.box(x - 142, 286, x + 142, 336, dark, 14)
        sheet.box(x - 46, 268, x + 46, 292, dark, 8)
        sheet.oval(x - 74, 664, 24, 24, INK)
        sheet.oval(x + 74, 664, 24, 24, INK)
        sheet.oval(x, 480, 78, 78, CREAM)
    sheet.oval(234, 486, 32, 40, RED)
    sheet.oval(266, 486, 32, 40, RED)
    sheet.oval(226, 470, 8, 13, ROSE)
    sheet.line("#7a5c48", 6, (250, 452), (258, 420))
    sheet.oval(274, 424, 16, 8, GREEN)
    sheet.box(572, 450, 628, 540, WATER, 12)
    sheet.polygon(WATER, (574, 462), (590, 434), (610, 434), (626, 462))
    sheet.box(588, 418, 612, 436, RED, 3)
    sheet.box(572, 478, 628, 508, WHITE)
    sheet.polygon(INK, (936, 450), (964, 450), (1002, 510), (986, 542), (914, 542), (898, 510))
    sheet.polygon(INK, (928, 424), (950, 452), (972, 424), (962, 458), (938, 458))


def ballot_box(sheet: Sheet) -> None:
    """A red ballot box and a hand with a folded paper."""
    sheet.box(0, 0, WIDTH, HEIGHT, PAPER)
    sheet.oval(600, 430, 470, 330, "#f0dfc0")
    sheet.box(0, 640, WIDTH, HEIGHT, "#b98a5e")
    sheet.box(0, 640, WIDTH, 658, "#a2754c")
    sheet.polygon("#a8252a", (360, 360), (430, 300), (770, 300), (840, 360))
    sheet.box(360, 358, 840, 672, RED, 6)
    sheet.box(360, 358, 840, 384, "#75151a")
    sheet.box(500, 322, 700, 340, INK, 8)
    star(sheet, 600, 520, 92, "#f2c94c")
    sheet.polygon(WHITE, (540, 140), (662, 150), (654, 332), (532, 332))
    sheet.polygon(STONE, (540, 140), (662, 150), (654, 190), (560, 176))
    for y in (220, 250, 280):
        sheet.line(STONE, 6, (556, y), (632, y + 3))
    sheet.polygon(BLUE, (900, 0), (1080, 0), (880, 160), (800, 90))
    sheet.polygon(WHITE, (806, 84), (886, 154), (866, 172), (788, 100))
    sheet.polygon("#dcae88", (790, 102), (864, 170), (760, 240), (690, 244), (650, 220), (668, 170), (720, 130))
    for finger in range(3):
        sheet.line("#dcae88", 27, (716, 190 + finger * 20), (636, 196 + finger * 25))
    sheet.line("#c8946c", 4, (640, 210), (700, 206))
    sheet.line("#c8946c", 4, (644, 234), (704, 228))


def search_screen(sheet: Sheet) -> None:
    """A screen with a search field and results, papers and a cup of tea."""
    sheet.box(0, 0, WIDTH, HEIGHT, PAPER)
    sheet.oval(560, 330, 500, 320, "#f0dfc0")
    sheet.box(0, 610, WIDTH, HEIGHT, "#b98a5e")
    sheet.box(0, 610, WIDTH, 628, "#a2754c")
    sheet.box(250, 90, 850, 510, INK, 20)
    sheet.box(272, 112, 828, 488, WHITE, 6)
    sheet.polygon(GREY, (500, 510), (600, 510), (620, 606), (480, 606))
    sheet.box(420, 598, 680, 622, GREY, 8)
    sheet.box(272, 112, 828, 166, RED, 6)
    star(sheet, 306, 139, 16, "#f2c94c")
    for x in (560, 640, 720):
        sheet.box(x, 132, x + 58, 146, ROSE, 6)
    sheet.box(320, 194, 780, 246, CREAM, 26)
    sheet.box(346, 213, 520, 227, STONE, 7)
    sheet.oval(742, 216, 15, 15, RED)
    sheet.oval(742, 216, 9, 9, CREAM)
    sheet.line(RED, 6, (753, 227), (763, 237))
    for row in range(4):
        y = 276 + row * 52
        sheet.box(330, y, 362, y + 34, (BLUE, OCHRE, GREEN, BRICK)[row], 5)
        sheet.box(378, y + 2, 660 - row * 36, y + 14, GREY, 6)
        sheet.box(378, y + 22, 760 - row * 24, y + 32, "#e2d8c6", 5)
    sheet.polygon(OCHRE, (900, 470), (1080, 450), (1112, 632), (920, 646))
    sheet.polygon(WHITE, (916, 448), (1072, 440), (1096, 612), (930, 624))
    for row in range(5):
        sheet.line(STONE, 6, (944 + row * 3, 486 + row * 26), (1056 + row * 4, 478 + row * 26))
    sheet.polygon(CREAM, (90, 520), (210, 520), (196, 632), (104, 632))
    sheet.oval(150, 522, 60, 15, "#a5672f")
    sheet.line(CREAM, 14, (206, 540), (240, 552), (232, 590), (200, 600))
    sheet.oval(150, 640, 84, 12, STONE)
    for x in (130, 166):
        sheet.line("#ddcfb6", 7, (x, 490), (x + 12, 464), (x, 438), (x + 10, 412))


def old_news(sheet: Sheet) -> None:
    """A newspaper and a magnifying glass over it, a calendar and a telephone beside it."""
    sheet.box(0, 0, WIDTH, HEIGHT, PAPER)
    sheet.oval(600, 400, 540, 310, "#f0dfc0")
    sheet.box(0, 640, WIDTH, HEIGHT, "#b98a5e")
    sheet.box(0, 640, WIDTH, 656, "#a2754c")
    sheet.polygon(STONE, (300, 150), (846, 118), (880, 660), (330, 690))
    sheet.polygon(WHITE, (284, 134), (830, 102), (864, 644), (314, 674))
    sheet.polygon(RED, (304, 156), (816, 126), (820, 186), (308, 216))
    star(sheet, 348, 184, 18, "#f2c94c")
    sheet.line(ROSE, 12, (400, 180), (620, 167))
    sheet.polygon(SKY, (330, 246), (560, 233), (569, 398), (340, 411))
    sheet.polygon(LEAF, (336, 350), (420, 300), (470, 340), (520, 306), (566, 348), (569, 398), (340, 411))
    sheet.oval(520, 268, 20, 20, OCHRE)
    for row in range(5):
        sheet.line(GREY if row == 0 else STONE, 9, (592, 244 + row * 34), (796 - row % 2 * 40, 232 + row * 34))
    for row in range(6):
        y = 446 + row * 34
        sheet.line(STONE, 8, (346 + row, y), (560 + row - row % 3 * 26, y - 12))
        sheet.line(STONE, 8, (606 + row, y - 15), (812 + row - row % 2 * 34, y - 27))
    sheet.line("#7a4a2c", 34, (842, 556), (968, 668))
    sheet.oval(760, 470, 128, 128, BRICK)
    sheet.oval(760, 470, 108, 108, CREAM)
    for row in range(3):
        sheet.line((RED, GREY, GREY)[row], 15, (690, 436 + row * 38), (828 - row * 24, 428 + row * 38))
    sheet.box(76, 300, 244, 480, CREAM, 12)
    sheet.box(76, 300, 244, 346, RED, 12)
    for row in range(3):
        for column in range(4):
            sheet.box(94 + column * 36, 364 + row * 36, 118 + column * 36, 386 + row * 36, SAND, 4)
    sheet.box(166, 400, 190, 422, OCHRE, 4)
    sheet.box(960, 180, 1120, 480, INK, 24)
    sheet.box(974, 206, 1106, 452, WHITE, 8)
    sheet.box(974, 206, 1106, 242, RED, 8)
    for row in range(4):
        sheet.box(990, 264 + row * 46, 1022, 296 + row * 46, (BLUE, OCHRE, GREEN, BRICK)[row], 5)
        sheet.box(1034, 268 + row * 46, 1092 - row % 2 * 12, 278 + row * 46, GREY, 5)
        sheet.box(1034, 286 + row * 46, 1080, 294 + row * 46, SAND, 4)


PICTURES: dict[str, Callable[[Sheet], None]] = {
    "2018/03/phuong-phuc-loi-xanh-sach-dep/tru-so-phuong.jpg": ward_hall,
    "2018/03/phuong-phuc-loi-xanh-sach-dep/duong-hoa.jpg": flower_road,
    "2018/05/doc-sach-cung-con/doc-sach.svg": reading_corner,
    "2018/07/giu-via-he-thong-thoang/via-he.png": pavement,
    "2018/12/phong-chay-nha-ong/nha-co-bao-chay.jpg": house_with_alarms,
    "2020/07/khoi-thong-cong-ranh/cong-1-la-lap.jpg": blocked_drain,
    "2020/07/khoi-thong-cong-ranh/cong-2-don-la.png": sweeping,
    "2020/07/khoi-thong-cong-ranh/cong-3-nuoc-thoat.jpg": clear_drain,
    "2023/07/phong-sot-xuat-huyet/nuoc-dong.svg": standing_water,
    "2024/09/chuan-bi-mua-mua-bao/mua-tren-pho.jpg": rainy_street,
    "2024/12/lua-dao-qua-dien-thoai/cuoc-goi-la.png": unknown_caller,
    "2025/01/phan-loai-rac-tai-nha/ba-thung-rac.jpg": three_bins,
    "2026/02/quyen-cua-cu-tri/hom-phieu.png": ballot_box,
    "2026/10/tra-cuu-thu-tuc-hanh-chinh/man-hinh-tra-cuu.png": search_screen,
    "2026/11/tim-va-doc-tin-tren-trang/tin-cu.jpg": old_news,
}

# ── The documents ────────────────────────────────────────────────────────────────────────────────────────────────────

# Each line begins with a mark: `# ` title, `## ` heading, `[] ` box to tick, `… ` label and dots to write on,
# `^ ` centred, `---` new page; without one it is plain text.
DOCUMENTS = {
    "2018/12/phong-chay-nha-ong/phieu-tu-kiem-tra.pdf": """
        # Phiếu tự kiểm tra an toàn cháy trong gia đình
        Mỗi năm ít nhất hai lần, cả nhà cùng đi một vòng và đánh dấu. Ô nào chưa đánh được là việc cần làm ngay.
        ## Lối thoát
        [] Có lối thoát thứ hai: ban công, cửa sổ, cửa lên mái hoặc sang nhà bên.
        [] Ô cửa của lồng sắt mở được từ bên trong; ai cũng biết chìa khóa ở đâu.
        [] Cầu thang, hành lang và cửa ra vào không có đồ chắn lối.
        [] Thang dây hoặc dây thoát hiểm còn tốt, cả nhà đã tập dùng.
        ## Điện
        [] Ổ cắm, dây dẫn không nóng, không có vết cháy xém.
        [] Không cắm nhiều thiết bị công suất lớn vào một ổ.
        [] Aptomat hoạt động tốt.
        [] Không sạc xe và điện thoại khi mọi người đã ngủ.
        ## Bếp, hương và vàng mã
        [] Van, dây dẫn ga còn tốt; khóa van sau khi nấu.
        [] Chỗ thắp hương, đốt vàng mã xa rèm và giấy, có người trông.
        ## Thiết bị
        [] Mỗi tầng có thiết bị báo khói, đã bấm nút thử trong tháng này.
        [] Có bình chữa cháy, kim ở vạch xanh, để nơi dễ lấy.
        [] Có đèn pin và khăn ở chỗ dễ thấy.
        ## Mọi người trong nhà
        [] Ai cũng thuộc số 114 và địa chỉ nhà mình.
        [] Đã hẹn chỗ gặp nhau bên ngoài nhà.
        … Ngày kiểm tra
        … Việc cần làm
        …
        """,
    "2021/09/viet-don-kien-nghi/mau-don-kien-nghi.pdf": """
        ^ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        ^ Độc lập – Tự do – Hạnh phúc
        ^ …………, ngày …… tháng …… năm ………
        # Đơn kiến nghị, phản ánh
        … Kính gửi
        … Tôi tên là
        … Nơi ở
        … Điện thoại
        ## Nội dung sự việc
        Xảy ra ở đâu, khi nào, như thế nào. Mỗi đơn chỉ nêu một việc.
        …
        …
        …
        …
        …
        ## Đề nghị
        …
        …
        …
        ## Giấy tờ, hình ảnh gửi kèm (bản sao)
        … 1.
        … 2.
        Tôi chịu trách nhiệm về những điều đã nêu trên đây.
        ^ Người viết đơn
        ^ (ký, ghi rõ họ tên)
        """,
    "2025/01/phan-loai-rac-tai-nha/bang-phan-loai-rac.pdf": """
        # Bảng phân loại rác tại nhà
        Dán bảng này cạnh thùng rác. Nếu bảng niêm yết ở khu dân cư khác với bảng này, hãy làm theo bảng niêm yết.
        ## Nhóm một: tái chế được (khô, sạch)
        [] Giấy báo, vở cũ, bìa các-tông, hộp sữa giấy đã tráng và ép dẹt
        [] Chai, can, hộp nhựa đã tráng sạch
        [] Lon, đồ nhôm, sắt, đồng
        [] Chai lọ thủy tinh còn nguyên
        ## Nhóm hai: thực phẩm (ráo nước, có nắp)
        [] Cơm, canh, bánh thừa đã chắt nước
        [] Rau, vỏ quả, bã chè, bã cà phê
        [] Xương nhỏ, vỏ tôm, vỏ trứng
        ## Nhóm ba: còn lại (buộc kín)
        [] Tã, giấy vệ sinh, khăn giấy đã dùng
        [] Túi, hộp xốp bẩn
        [] Sành sứ vỡ, gương vỡ: bọc giấy, ghi “vật sắc”
        [] Xương to, vỏ sò, vỏ dừa
        ---
        # Những thứ phải để riêng
        ## Chất thải nguy hại
        [] Pin, ắc-quy
        [] Bóng đèn huỳnh quang
        [] Thuốc hết hạn, sơn, thuốc diệt côn trùng
        ## Thiết bị điện tử
        [] Điện thoại, máy tính, tivi, tủ lạnh, bộ sạc
        ## Đồ cồng kềnh
        [] Tủ, giường, đệm, bàn ghế: hẹn ngày với đơn vị thu gom
        ## Nhà tôi ghi lại
        … Giờ thu gom rác thực phẩm
        … Giờ thu gom rác còn lại
        … Người nhận đồ tái chế
        … Điểm nhận pin, bóng đèn
        … Điện thoại tổ trưởng
        """,
    "2026/11/giay-to-nen-mang-khi-lam-thu-tuc/danh-muc-giay-to.pdf": """
        # Giấy tờ nên mang khi đến phường làm thủ tục
        Danh mục này để chuẩn bị. Thành phần hồ sơ chính thức của từng thủ tục xem tại dichvucong.gov.vn.
        ## Việc nào cũng cần
        [] Căn cước công dân hoặc VNeID trên điện thoại
        [] Bút và điện thoại
        [] Số hồ sơ, nếu đã nộp trực tuyến
        ## Khai sinh cho con
        [] Giấy chứng sinh
        [] Giấy tờ của cha và mẹ
        ## Chứng thực
        [] Bản chính và bản chụp
        [] Giấy tờ chưa ký, nếu chứng thực chữ ký
        ## Xác nhận tình trạng hôn nhân
        [] Giấy tờ về lần kết hôn trước, nếu có
        ## Đi làm hộ người khác
        [] Giấy ủy quyền, trừ trường hợp luật cho phép
        [] Giấy tờ của cả hai người
        ## Trước khi ra về
        [] Nhận giấy hẹn, xem lại ngày và mã hồ sơ
        [] Đọc kết quả ngay tại chỗ: họ tên, ngày sinh, địa chỉ
        … Ngày hẹn
        … Mã hồ sơ
        """,
}

PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 1654, 2339, 170
"""A4 at 200 dots an inch."""
BODY, HEADING, TITLE = 34, 38, 46
"""Sizes of letters, in dots."""
LEADING = 1.55
"""Stacked Vietnamese marks need room."""


def main(argv: list[str]) -> int:
    """Draws everything into the folder given, else into content/."""
    folder = Path(argv[0]) if argv else CONTENT
    for name, scene in PICTURES.items():
        sheet = Sheet()
        scene(sheet)
        write(folder / name, encode(sheet, folder / name))
    for name, text in DOCUMENTS.items():
        title = text.partition("# ")[2].partition("\n")[0]
        write(folder / name, pdf(title, list(set_pages(text))))
    return 0


def write(path: Path, data: bytes) -> None:
    """Puts the file where it belongs and says how large it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    print(f"{len(data) / 1000:7.1f} kB  {path}")


def encode(sheet: Sheet, path: Path) -> bytes:
    """The sheet as a file of the kind that the path's ending names."""
    if path.suffix == ".svg":
        return svg(sheet).encode()
    picture = paint(sheet)
    if path.suffix == ".png":  # 96 colours are enough for flat shapes and their edges, and a third of the size
        return saved(picture.quantize(96, dither=Image.Dither.NONE), "PNG", optimize=True)
    return saved(picture, "JPEG", quality=84, optimize=True, progressive=True)


def saved(picture: Image.Image, kind: str, **options: int) -> bytes:
    """The picture's bytes in Pillow's format `kind`."""
    buffer = BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def paint(sheet: Sheet) -> Image.Image:
    """The sheet as pixels."""
    picture = Image.new("RGB", (WIDTH * SMOOTHING, HEIGHT * SMOOTHING))
    draw = ImageDraw.Draw(picture)
    for shape in sheet.shapes:
        points = [(x * SMOOTHING, y * SMOOTHING) for x, y in shape.points]
        size = shape.size * SMOOTHING
        if shape.kind == "box":
            draw.rounded_rectangle(points, size, shape.colour)
        elif shape.kind == "oval":
            draw.ellipse(points, shape.colour)
        elif shape.kind == "polygon":
            draw.polygon(points, shape.colour)
        else:
            draw.line(points, shape.colour, round(size))
            for x, y in points:
                draw.ellipse((x - size / 2, y - size / 2, x + size / 2, y + size / 2), shape.colour)
    return picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def svg(sheet: Sheet) -> str:
    """The sheet as SVG, a shape a line."""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
    ]
    for shape in sheet.shapes:
        (left, top), (right, bottom) = shape.points[0], shape.points[-1]
        path = " ".join(f"{x:g},{y:g}" for x, y in shape.points)
        if shape.kind == "box":
            at = f'x="{left:g}" y="{top:g}" width="{right - left:g}" height="{bottom - top:g}"'
            lines.append(f'<rect {at} rx="{shape.size:g}" fill="{shape.colour}"/>')
        elif shape.kind == "oval":
            centre = f'cx="{(left + right) / 2:g}" cy="{(top + bottom) / 2:g}"'
            half = f'rx="{(right - left) / 2:g}" ry="{(bottom - top) / 2:g}"'
            lines.append(f'<ellipse {centre} {half} fill="{shape.colour}"/>')
        elif shape.kind == "polygon":
            lines.append(f'<polygon points="{path}" fill="{shape.colour}"/>')
        else:
            look = (
                f'stroke="{shape.colour}" stroke-width="{shape.size:g}" stroke-linecap="round" stroke-linejoin="round"'
            )
            lines.append(f'<polyline points="{path}" fill="none" {look}/>')
    return "\n".join([*lines, "</svg>", ""])


def set_pages(text: str) -> Iterator[Image.Image]:
    """The pages of a document, in black and white."""
    for part in text.split("---"):
        page = Image.new("1", (PAGE_WIDTH, PAGE_HEIGHT), 1)
        draw = ImageDraw.Draw(page)
        y = float(MARGIN)
        for line in part.strip().splitlines():
            y = set_line(draw, y, line.strip())
        if y > PAGE_HEIGHT - MARGIN / 2:
            raise SystemExit("A page of a document is too long.")
        yield page


def set_line(draw: ImageDraw.ImageDraw, y: float, line: str) -> float:
    """Sets one line of a document below `y`, wrapped where needed; where the next one begins."""
    mark, _, rest = line.partition(" ")
    size = {"#": TITLE, "##": HEADING}.get(mark, BODY)
    font = typeface(size, bold=mark in ("#", "##"))
    text = rest if mark in ("#", "##", "[]", "…", "^") else line
    left = MARGIN + (60 if mark == "[]" else 0)
    if mark == "##":
        y += size * 0.7
        draw.line((MARGIN, y - 4, PAGE_WIDTH - MARGIN, y - 4), 0, 2)
        y += 12
    if mark == "[]":
        draw.rectangle((MARGIN, y + 6, MARGIN + 32, y + 38), outline=0, width=3)
    if mark == "…":
        label = f"{text} " if text.endswith(".") else f"{text}: " if text else ""
        start = MARGIN + draw.textlength(label, font)
        draw.text((MARGIN, y), label, 0, font)
        for dot in range(round(start), PAGE_WIDTH - MARGIN, 12):
            draw.rectangle((dot, y + 40, dot + 2, y + 42), 0)
        return y + BODY * 1.9
    for row in wrapped(draw, text, font, PAGE_WIDTH - MARGIN - left):
        x = (PAGE_WIDTH - draw.textlength(row, font)) / 2 if mark in ("#", "^") else left
        draw.text((x, y), row, 0, font)
        y += size * LEADING
    return y + (BODY * 0.6 if mark == "#" else 8)


def wrapped(draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont, width: float) -> Iterator[str]:
    """The text in rows no wider than `width`."""
    row = ""
    for word in text.split():
        longer = f"{row} {word}".strip()
        if row and draw.textlength(longer, font) > width:
            yield row
            longer = word
        row = longer
    yield row


def typeface(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    """DejaVu Sans as installed here; it has all of Vietnamese."""
    try:
        return ImageFont.truetype("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf", size)
    except OSError:
        raise SystemExit("DejaVu Sans is needed (Debian: fonts-dejavu-core).") from None


def pdf(title: str, pages: list[Image.Image]) -> bytes:
    """A PDF 1.4 file of one picture a page on A4, without dates or identifiers, so that it is the same each time."""
    kids = " ".join(f"{4 + 3 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (vi) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        f"<< /Title <FEFF{title.encode('utf-16-be').hex()}> >>".encode(),
    ]
    for number, page in enumerate(pages):
        own = 4 + 3 * number
        use = f"/Resources << /XObject << /Page {own + 2} 0 R >> >> /Contents {own + 1} 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {use} >>".encode())
        objects.append(stream("", b"595 0 0 842 0 0 cm /Page Do"))
        look = f"/Type /XObject /Subtype /Image /Width {page.width} /Height {page.height}"
        depth = "/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /FlateDecode"
        objects.append(stream(f"{look} {depth}", zlib.compress(page.tobytes(), 9)))
    data = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R /Info 3 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def stream(entries: str, data: bytes) -> bytes:
    """A PDF stream with its length and the entries given."""
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries.encode(), len(data), data)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
