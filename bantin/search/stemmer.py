"""English stemmer, by the Snowball project's algorithm (Porter2, snowballstem.org/algorithms/english).

`vaccinate`, `vaccination` and `vaccines` share the stem `vaccin`. assets/js/search/english-stemmer.js implements the
same rules; both pass tests/stems.txt, which was made with Snowball's own program.
"""

import re

from bantin.patterns import lazy_pattern

_EXCEPTIONS = {
    "skis": "ski",
    "skies": "sky",
    "idly": "idl",
    "gently": "gentl",
    "ugly": "ugli",
    "early": "earli",
    "only": "onli",
    "singly": "singl",
    **{word: word for word in ("sky", "news", "howe", "atlas", "cosmos", "bias", "andes")},
}
_CONSONANT_Y = lazy_pattern("(^|[aeiouy])y")
_REGION_1 = lazy_pattern("(?:arsen|commun|emerg|gener|inter|later|organ|past|univers)|.*?[aeiouy][^aeiouy]")
_REGION = lazy_pattern(".*?[aeiouy][^aeiouy]")
_SHORT = lazy_pattern("(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy]|past)$")
"""Matches words that end with a short syllable."""
_EED = lazy_pattern("eed(?:ly)?$")
_PAST = lazy_pattern("(?:ed|ing|edly|ingly)$")
_KEEPS_ING = lazy_pattern("^(?:even|cann|inn|earr|herr|out)ing$")
_DOUBLED = lazy_pattern("(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$")
_STEP_2 = {
    "tional": "tion", "enci": "ence", "anci": "ance", "abli": "able", "entli": "ent", "izer": "ize", "ization": "ize",
    "ational": "ate", "ation": "ate", "ator": "ate", "alism": "al", "aliti": "al", "alli": "al", "fulness": "ful",
    "fulli": "ful", "ousli": "ous", "ousness": "ous", "iveness": "ive", "iviti": "ive", "biliti": "ble", "bli": "ble",
    "ogist": "og", "ogi": "og", "lessli": "less", "li": "",
}  # fmt: skip
_STEP_3 = {
    "tional": "tion", "ational": "ate", "alize": "al", "icate": "ic", "iciti": "ic", "ical": "ic", "ative": "",
    "ful": "", "ness": "",
}  # fmt: skip
_STEP_4 = "ement ment able ible ance ence ant ent ism ate iti ous ive ize ion al er ic".split()


def stem(word: str) -> str:
    """The stem of a word of lower-case letters a to z."""
    if len(word) < 3 or word in _EXCEPTIONS:
        return _EXCEPTIONS.get(word, word)
    word = _CONSONANT_Y.sub(r"\1Y", word)
    first = _end(_REGION_1, word, 0)
    second = _end(_REGION, word, first)
    word = _without_plural(word)
    word = _without_past(word, first)
    if len(word) > 2 and word[-1] in "yY" and word[-2] not in "aeiouy":
        word = word[:-1] + "i"
    word = _step_2(word, first)
    word = _step_3(word, first, second)
    word = _step_4(word, second)
    return _step_5(word, first, second).replace("Y", "y")


def _end(region: "re.Pattern[str]", word: str, start: int) -> int:
    found = region.match(word, start)
    return found.end() if found else len(word)


def _without_plural(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith(("ied", "ies")):
        return word[:-2] if len(word) > 4 else word[:-1]
    if word.endswith("s") and not word.endswith(("ss", "us")) and any(letter in "aeiouy" for letter in word[:-2]):
        return word[:-1]
    return word


def _without_past(word: str, first: int) -> str:
    """Removes -ed and -ing, and undoes the changes of spelling before them."""
    if found := _EED.search(word):
        is_whole = found.start() < first or word[: found.start()] in ("succ", "proc", "exc")
        return word if is_whole else word[: found.start()] + "ee"
    found = _PAST.search(word)
    if found is None or _KEEPS_ING.match(word):
        return word
    stem = word[: found.start()]
    if found[0] == "ing" and len(stem) == 2 and stem[1] in "yY" and stem[0] not in "aeiouy":
        return stem[0] + "ie"  # dying
    if not any(letter in "aeiouy" for letter in stem):
        return word
    if stem.endswith(("at", "bl", "iz")):
        return stem + "e"
    if _DOUBLED.search(stem):
        return stem if len(stem) == 3 and stem[0] in "aeo" else stem[:-1]
    return stem + "e" if len(stem) == first and _SHORT.search(stem) else stem


def _step_2(word: str, first: int) -> str:
    ending = _longest(_STEP_2, word)
    stem = word[: len(word) - len(ending)]
    if not ending or len(stem) < first:
        return word
    if (ending == "ogi" and stem[-1:] != "l") or (ending == "li" and stem[-1:] not in [*"cdeghkmnrt"]):
        return word
    return stem + _STEP_2[ending]


def _step_3(word: str, first: int, second: int) -> str:
    ending = _longest(_STEP_3, word)
    stem = word[: len(word) - len(ending)]
    if not ending or len(stem) < first or (ending == "ative" and len(stem) < second):
        return word
    return stem + _STEP_3[ending]


def _step_4(word: str, second: int) -> str:
    ending = _longest(_STEP_4, word)
    stem = word[: len(word) - len(ending)]
    if not ending or len(stem) < second or (ending == "ion" and stem[-1:] not in [*"st"]):
        return word
    return stem


def _step_5(word: str, first: int, second: int) -> str:
    stem = word[:-1]
    if word.endswith("e"):
        is_dropped = len(stem) >= second or (len(stem) >= first and not _SHORT.search(stem))
        return stem if is_dropped else word
    return stem if word.endswith("ll") and len(stem) >= second else word


def _longest(endings: "dict[str, str] | list[str]", word: str) -> str:
    return max((ending for ending in endings if word.endswith(ending)), key=len, default="")
