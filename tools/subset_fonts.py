"""Cuts Noto Sans down to what preview pictures need, into bantin/imaging/fonts/.

    python tools/subset_fonts.py [DIR]     DIR: where NotoSans-Regular.ttf and NotoSans-Bold.ttf are

Needs fonttools (`pip install fonttools`), and the fonts of Debian's package fonts-noto-core; a build needs neither.
Kept are Latin with all letters of Vietnamese, punctuation and the signs of everyday texts. Left out are the
instructions for small screens, and the tables that only shaping engines read: whole letters with their marks need none.
"""

import sys
from pathlib import Path

from fontTools import subset

USUAL = Path("/usr/share/fonts/truetype/noto")
FONTS = Path(__file__).resolve().parent.parent / "bantin" / "imaging" / "fonts"
NAMES = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")
LETTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *(0x1A0, 0x1A1, 0x1AF, 0x1B0),
    *range(0x1E00, 0x1F00),
    *(0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2020, 0x2022),
    *(0x2026, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x20AB, 0x20AC, 0x2116, 0x2122, 0x2212, 0x2264, 0x2265),
)


def main() -> None:
    """Makes both files."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else USUAL
    for name in NAMES:
        options = subset.Options(hinting=False, layout_features=[], notdef_outline=True, recalc_timestamp=False)
        options.drop_tables += ["GPOS", "GSUB", "GDEF"]
        font = subset.load_font(str(folder / name), options)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=LETTERS)
        cutter.subset(font)
        subset.save_font(font, str(FONTS / name), options)
        print(f"{name}: {(FONTS / name).stat().st_size} bytes, {len(font.getBestCmap())} letters")


if __name__ == "__main__":
    main()
