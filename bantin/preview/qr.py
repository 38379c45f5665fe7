"""A short text → a QR code (ISO/IEC 18004): byte mode, error correction L, versions 1 to 5, which is one block each.

Enough for an address of this preview, which a phone reads off the screen; drawn for a terminal or as SVG.
"""

from collections.abc import Callable, Iterable
from itertools import groupby

CAPACITY = ((19, 7), (34, 10), (55, 15), (80, 20), (108, 26))
"""Of each version: codewords of data and of error correction."""
LONGEST = CAPACITY[-1][0] - 2
"""Bytes of the longest text."""
QUIET = 4
"""Light modules around the code, as the standard asks."""

Modules = list[list[bool]]
"""Rows of modules, True for a dark one."""

_MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda row, column: (row + column) % 2 == 0,
    lambda row, _column: row % 2 == 0,
    lambda _row, column: column % 3 == 0,
    lambda row, column: (row + column) % 3 == 0,
    lambda row, column: (row // 2 + column // 3) % 2 == 0,
    lambda row, column: row * column % 2 + row * column % 3 == 0,
    lambda row, column: (row * column % 2 + row * column % 3) % 2 == 0,
    lambda row, column: ((row + column) % 2 + row * column % 3) % 2 == 0,
)


def encode(text: str) -> Modules:
    """The modules of the code, without the quiet zone; raises ValueError if the text is longer than `LONGEST` bytes."""
    data = text.encode()
    if len(data) > LONGEST:
        raise ValueError(f"{len(data)} bytes are too many for a QR code of version 5")
    version = next(number for number, (size, _) in enumerate(CAPACITY, 1) if len(data) + 2 <= size)
    bits = _bits(_codewords(data, *CAPACITY[version - 1]))
    return min((_drawn(version, bits, mask) for mask in range(len(_MASKS))), key=_penalty)


def lines(modules: Modules) -> list[str]:
    """The code for a terminal, two rows to a line, light modules as blocks: terminals are dark more often than not."""
    rows = _with_quiet_zone(modules)
    rows += [[True] * len(rows)] * (len(rows) % 2)
    signs = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return ["".join(signs[pair] for pair in zip(upper, lower, strict=True)) for upper, lower in pairs]


def svg(modules: Modules) -> str:
    """The code as a picture."""
    rows = _with_quiet_zone(modules)
    path = "".join(
        f"M{column},{row}h1v1h-1z" for row, each in enumerate(rows) for column, is_dark in enumerate(each) if is_dark
    )
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{path}" fill="#000"/></svg>'
    )


def _with_quiet_zone(modules: Modules) -> Modules:
    width = len(modules) + 2 * QUIET
    empty = [[False] * width for _ in range(QUIET)]
    side = [False] * QUIET
    return [*empty, *([*side, *row, *side] for row in modules), *empty]


# ---- what is said


def _codewords(data: bytes, size: int, correction: int) -> list[int]:
    """The text with its mode, its length and what fills it up, then the error correction."""
    bits = "0100" + f"{len(data):08b}" + "".join(f"{byte:08b}" for byte in data) + "0000"
    said = [int(bits[at : at + 8], 2) for at in range(0, len(bits), 8)]
    said += [(0xEC, 0x11)[number % 2] for number in range(size - len(said))]
    return said + _remainder(said, correction)


def _powers() -> tuple[list[int], dict[int, int]]:
    """The field GF(256) over x⁸ + x⁴ + x³ + x² + 1: powers of its generator, and their exponents."""
    powers, value = [], 1
    for _ in range(255):
        powers.append(value)
        value = value << 1 ^ (0x11D if value & 0x80 else 0)
    return powers, {power: exponent for exponent, power in enumerate(powers)}


_POWERS, _EXPONENTS = _powers()


def _product(one: int, other: int) -> int:
    return _POWERS[(_EXPONENTS[one] + _EXPONENTS[other]) % 255] if one and other else 0


def _remainder(data: Iterable[int], degree: int) -> list[int]:
    """The error correction (Reed–Solomon) of so many codewords."""
    generator = [1]
    for exponent in range(degree):
        shifted = [*generator, 0]
        for at, factor in enumerate(generator, 1):
            shifted[at] ^= _product(factor, _POWERS[exponent])
        generator = shifted
    rest = [0] * degree
    for byte in data:
        lead = byte ^ rest[0]
        rest = [each ^ _product(factor, lead) for each, factor in zip([*rest[1:], 0], generator[1:], strict=True)]
    return rest


def _bits(codewords: Iterable[int]) -> list[bool]:
    return [bool(word >> at & 1) for word in codewords for at in range(7, -1, -1)]


# ---- where it stands


def _drawn(version: int, bits: list[bool], mask: int) -> Modules:
    """The whole code under one of the eight masks."""
    fixed = _patterns(version) | _format(version, mask)
    size = 17 + 4 * version
    rest = iter(bits)
    for row, column in _way(size):
        if (row, column) not in fixed:
            fixed[row, column] = next(rest, False) ^ _MASKS[mask](row, column)
    return [[fixed[row, column] for column in range(size)] for row in range(size)]


def _patterns(version: int) -> dict[tuple[int, int], bool]:
    """The modules that are the same in every code of a version."""
    size = 17 + 4 * version
    found = {(6, at): at % 2 == 0 for at in range(size)} | {(at, 6): at % 2 == 0 for at in range(size)}
    if version > 1:
        found |= _square(size - 7, size - 7, 2, {0, 2})
    for row, column in ((3, 3), (3, size - 4), (size - 4, 3)):
        corner = _square(row, column, 4, {0, 1, 3})
        found |= {(y, x): dark for (y, x), dark in corner.items() if 0 <= y < size and 0 <= x < size}
    found[size - 8, 8] = True
    return found


def _square(row: int, column: int, reach: int, dark: set[int]) -> dict[tuple[int, int], bool]:
    """Rings around a module; those at the distances `dark` are dark."""
    steps = range(-reach, reach + 1)
    return {(row + down, column + right): max(abs(down), abs(right)) in dark for down in steps for right in steps}


def _format(version: int, mask: int) -> dict[tuple[int, int], bool]:
    """Level L and the mask, twice, with their own error correction (BCH)."""
    size, said = 17 + 4 * version, 0b01 << 3 | mask
    rest = said << 10
    for at in range(4, -1, -1):
        if rest >> at + 10 & 1:
            rest ^= 0b10100110111 << at
    word = (said << 10 | rest) ^ 0b101010000010010
    first = [*((at, 8) for at in (0, 1, 2, 3, 4, 5, 7, 8)), *((8, at) for at in (7, 5, 4, 3, 2, 1, 0))]
    second = [*((8, size - 1 - at) for at in range(8)), *((size - 7 + at, 8) for at in range(7))]
    return {place: bool(word >> at & 1) for places in (first, second) for at, place in enumerate(places)}


def _way(size: int) -> Iterable[tuple[int, int]]:
    """Where the bits stand: in pairs of columns from the right, up and down by turns, past the timing pattern."""
    upwards = True
    for right in (column if column > 6 else column - 1 for column in range(size - 1, 0, -2)):
        for row in range(size - 1, -1, -1) if upwards else range(size):
            yield row, right
            yield row, right - 1
        upwards = not upwards


def _penalty(modules: Modules) -> int:
    """How hard a code would be to read, by the four rules of the standard."""
    size, points = len(modules), 0
    for line in (*modules, *map(list, zip(*modules, strict=True))):
        runs = [len(list(run)) for _, run in groupby(line)]
        points += sum(run - 2 for run in runs if run >= 5)
        text = "".join("1" if dark else "0" for dark in line)
        points += 40 * sum(text.startswith(("10111010000", "00001011101"), at) for at in range(size - 10))
    for row in range(size - 1):
        for column in range(size - 1):
            block = {modules[row][column], modules[row][column + 1], *modules[row + 1][column : column + 2]}
            points += 3 * (len(block) == 1)
    dark = sum(map(sum, modules)) * 100 // (size * size)
    return points + 10 * (abs(dark - 50) // 5)
