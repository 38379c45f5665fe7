"""Numbers in words → their figures: `mười lăm` → 15, `hai trăm linh sáu` → 206, `twenty-five` → 25.

Single digits are left out in Vietnamese, where most of them mean something else too (`năm`, `ba`, `chín`), and *one* in
English. assets/js/search/cardinals.js reads queries by the same rules; both pass tests/expressions.txt.
"""

import re

_DIGITS = {"một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6}
_DIGITS |= {"bảy": 7, "bẩy": 7, "tám": 8, "chín": 9}
_TEENS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {
    "vi": _DIGITS | {"mười": 10},
    "en": {"one": 1}
    | {word: value for value, word in enumerate(_TEENS, 2)}
    | {word: value * 10 for value, word in enumerate(_TENS, 2)},
}
_TIMES = {"mươi": 10, "trăm": 100, "hundred": 100}
"""What comes before is multiplied."""

_D = "|".join(_DIGITS)
_BELOW_100 = rf"(?:(?:{_D}) mươi|mười)(?: (?:{_D}))?"
_ONES, _FULL_TENS = "one|" + "|".join(_TEENS[:8]), "|".join(_TENS)
_ENGLISH_BELOW_100 = rf"(?:(?:{_FULL_TENS})(?:[ -](?:{_ONES}))?|{'|'.join(reversed(_TEENS))})"
SPELT = {
    "vi": rf"(?:{_D}) trăm(?: (?:linh|lẻ) (?:{_D})| {_BELOW_100})?|{_BELOW_100}",
    "en": rf"(?:{_ONES}) hundred(?: (?:and )?{_ENGLISH_BELOW_100})?|{_ENGLISH_BELOW_100}",
}
"""Patterns of numbers in words, by language."""
FIRST_WORDS = {"vi": "|".join((*_DIGITS, "mười")), "en": "|".join(("one", *_TEENS, *_TENS))}
"""What a number in words begins with: patterns, by language."""


def value_of(written: str, code: str) -> int:
    """What a number that fits SPELT is worth."""
    total = 0
    for word in re.split("[ -]", written.lower()):
        if word in _TIMES:
            # `hai trăm năm mươi`: only the five is multiplied by ten.
            last = total % 10 or 1
            total += last * _TIMES[word] - last
        else:
            total += _VALUES[code].get(word, 0)
    return total
