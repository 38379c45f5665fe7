"""Signs with which other programs mark words and formulas: `==x==`, `++x++`, `||x||`, `~x~`, `$x$`, `:smile:`.

Also signs and digits of other keyboards.

They are shown as they stand, and reported, with what to write instead.
"""

import re
import unicodedata
from collections.abc import Iterator

from bantin.markdown.positions import SourceMap
from bantin.markdown.schemes import is_within_address
from bantin.markdown.signs import Signs
from bantin.patterns import lazy_pattern
from bantin.problems import Problem, warning

_AROUND = lazy_pattern(
    r"""(?<![\w=])==(?![=\s])([^=\n]{1,200})(?<!\s)==(?!=)
      | (?<![\w+])\+\+(?![+\s])([^+\n]{1,200})(?<![\s\d])\+\+(?![\w+])
      | (?<![\w|])\|\|(?![|\s])([^|\n]{1,200})(?<!\s)\|\|(?![\w|])
    """,
    re.VERBOSE,
)
"""Highlighted, underlined, hidden."""
_STRUCK = lazy_pattern(r"(?<![\w~\\])~(?![~\s])([^~\n]{1,200})(?<![\s\\])~(?![\w~])")
_LOWERED = lazy_pattern(r"(?<=\w)([~^])([\w+\-]{1,8})\1(?![~^]|(?<=\^)\d)")
"""`H~2~O`, `m^2^`."""
_FORMULA = lazy_pattern(
    r"""\$\$[^$\n]{1,300}\$\$
      | \\{1,2}\((?:[A-Za-z]|[^()\n]{0,200}[\\^_={}+][^()\n]{0,200})\\{1,2}\)
      | \\{1,2}\[[^\[\]\n]{0,200}[^\[\]\n\\][\\^_={}+][^\[\]\n]{0,200}\\{1,2}\]
      | (?<![\w$\\])\$(?![\s$])(?:[A-Za-z]|[^$\n]{0,200}[\\^_={}+][^$\n]{0,200})(?<![\s\\])\$(?!\w)
    """,
    re.VERBOSE,
)
_EMOJI = lazy_pattern(r"(?<![\w:/|]):(?:[a-z][a-z0-9_+\-]{1,30}|[+\-]1):(?![\w:/])")
_WIDE = lazy_pattern(
    r"""^[ \t>]*(?:[＃＊－＋｜＞]|[０-９]{1,3}[．.])
      | [\[［][^\[\]［］\n]{0,300}[\]］][ ]?[（(][^\s()（）]{1,300}[)）]
      | ［[^\[\]［］\n]{1,300}］ | ＊{1,2}[^＊\n]{1,200}＊{1,2} | ！\[
    """,
    re.VERBOSE | re.MULTILINE,
)
"""Signs of Chinese and Japanese keyboards, as wide as a letter there."""
_WIDE_SIGN = lazy_pattern("[\uff01-\uff5e]")
_WIDE_DIGITS = "０１２３４５６７８９"
_WIDE_NUMBER = lazy_pattern(
    "[\uff10-\uff19]+(?:[ /.:,+()\\-\uff08\uff09\uff0b\uff0c\uff0d\uff0e\uff0f\uff1a]+[\uff10-\uff19]+)*"
)
_QUOTES = lazy_pattern(r"^[ >]{0,12}(\'{3,}|\"{3,}|[’‘]{3,}|[“”]{3,})[ ]?[\w+-]{0,20}[ ]*$", re.MULTILINE)
"""A fence drawn with quotes, which stand beside the sign of fences on many keyboards."""


def may_be_in(text: str, signs: Signs) -> bool:
    """A cheap pre-check for those signs that stand in few texts."""
    return (
        any(sign in signs.ascii and sign in text for sign in _PAIRS)
        or (signs.typography and any(quotes[0] in signs.typography and quotes in text for quotes in _CURLY))
        or (signs.has_others and any(digit in text for digit in _WIDE_DIGITS))
    )


_PAIRS = ("==", "++", "||", "'''", '"""')
_CURLY = ("’’’", "‘‘‘", "”””", "“““")


def slips(without_code: str, text: str, source: SourceMap) -> Iterator[Problem]:
    """A problem for each occurrence in a text, which also is given without code."""
    for found in _AROUND.finditer(without_code):
        words = found[1] or found[2] or found[3]
        yield warning("highlight-signs", source.place(found.start()), sign=found[0][:2], words=words)
    for found in _STRUCK.finditer(without_code):
        if is_within_address(without_code, found.start()):
            continue
        yield warning("strike-sign", source.place(found.start()), words=text[slice(*found.span(1))])
    if quotes := _QUOTES.search(without_code):
        yield warning("fence-of-quotes", source.place(quotes.start(1)), sign=quotes[1])
    for found in _LOWERED.finditer(without_code):
        tag = "sub" if found[1] == "~" else "sup"
        yield warning(
            "lowered-signs", source.place(found.start()), written=found[0], meant=f"<{tag}>{found[2]}</{tag}>"
        )
    for found in _FORMULA.finditer(without_code):
        if is_within_address(without_code, found.start()):
            continue
        yield warning("formula-signs", source.place(found.start()), written=found[0])
    for name, at in {found[0]: found.start() for found in reversed([*_EMOJI.finditer(without_code)])}.items():
        yield warning("emoji-name", source.place(at), written=name)  # each at its first place
    told: list[tuple[int, int]] = []
    for found in _WIDE.finditer(without_code):
        if sign := _WIDE_SIGN.search(found[0]):
            told.append(found.span())
            narrow = chr(ord(sign[0]) - 0xFEE0)
            yield warning("wide-sign", source.place(found.start() + sign.start()), sign=sign[0], meant=narrow)
    for found in _WIDE_NUMBER.finditer(without_code) if source.signs.has_others else ():
        if not any(start <= found.start() < end for start, end in told):
            meant = unicodedata.normalize("NFKC", found[0])
            yield warning("wide-digits", source.place(found.start()), written=found[0], meant=meant)
