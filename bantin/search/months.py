"""Names of months in Vietnamese and English texts, also with their year, as patterns."""

import re
from collections.abc import Iterator

from bantin.patterns import lazy_pattern

_NAMES = (
    ("giêng", "gieng", "một", "mot"), ("hai",), ("ba",), ("tư", "tu", "bốn", "bon"), ("năm", "nam"), ("sáu", "sau"),
    ("bảy", "bay", "bẩy"), ("tám", "tam"), ("chín", "chin"), ("mười một", "muoi mot"), ("mười hai", "muoi hai", "chạp"),
    ("mười", "muoi"),
)  # fmt: skip
"""Longer names before their prefixes, so October is the last."""
MONTH_NUMBERS = {
    name: number for number, names in zip((*range(1, 10), 11, 12, 10), _NAMES, strict=True) for name in names
}
"""By Vietnamese name."""
_MONTHS = "january february march april may june july august september october november december".split()
_SHORT_MONTHS = "jan feb mar apr may jun jul aug sept sep oct nov dec".split()
BEFORE = r"(?<![^\W_])"
END = r"(?![^\W_])"
"""Borders of words; unlike \\b, no border beside an underscore only."""
YEAR = r"((?:19|20)\d\d)(?!\d)"
MONTH_NAME = rf"th[aá]ng ({'|'.join(MONTH_NUMBERS)}){END}"
"""A month in Vietnamese."""
MONTH_WORD = rf"({'|'.join((*_MONTHS, *_SHORT_MONTHS))})\b\.?"
"""A month in English."""
MONTH_BEFORE = lazy_pattern(rf"\b{MONTH_WORD} \Z", re.IGNORECASE)
LONGEST_MONTH = len("september. ")
"""Maximum length of a match of MONTH_BEFORE."""
MONTH_AND_YEAR = {
    "vi": (rf"{MONTH_NAME}(?:,? n[aă]m |[/ ]){YEAR}", "th[aá]ng"),
    "en": (rf"{BEFORE}{MONTH_WORD},? {YEAR}", "|".join(dict.fromkeys(month[:3] for month in _MONTHS))),
}
"""By language: a month with its year in lower case, and what it begins with (see `matches`)."""


def month_number(name: str) -> int:
    """1 to 12 for an English name, in lower case, of at least three letters."""
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(name[:3]))


def matches(pattern: str, first: str, text: str) -> Iterator["re.Match[str]"]:
    """The matches of a pattern, each of which begins with a match of `first`. A search for `first` skips quickly to its
    letters, while a pattern that looks behind is tried at each character."""
    matching, beginning = re.compile(pattern), re.compile(first)
    at = 0
    while begins := beginning.search(text, at):
        found = matching.match(text, begins.start())
        at = found.end() if found else begins.start() + 1
        if found:
            yield found
