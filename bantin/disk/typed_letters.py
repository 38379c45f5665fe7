"""Vietnamese typed while the keyboard program was off: keys of Telex (`phuwowngf`), VNI (`phu7o7ng2`), VIQR (`da^n`).

As for wrong encodings the language itself is the judge: nearly every word of the line becomes a possible syllable when
its keys are read, and several of them are none as they stand.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from bantin.disk.syllables import is_syllable
from bantin.patterns import lazy_pattern
from bantin.text import nfc


class TypedLetters(NamedTuple):
    """A place where keys stand instead of letters."""

    line: int
    """From 1."""
    method: str
    """What people call this way of typing."""
    found: str
    """The beginning of that line as it stands, to be shown."""
    meant: str
    """The same words with their letters."""


_LEAST = 3
"""Fewest different words of a line that only the keys explain."""
_SHARE = 0.8
"""Least share of a line's words that are Vietnamese once the keys are read."""
_HAT = lazy_pattern("[đ\u0302\u0306\u031b]")
"""Signs of ă â đ ê ô ơ ư in decomposed letters: one slip of a finger makes none of them."""


def find(text: str) -> TypedLetters | None:
    """The first line of `text` in which keys stand for letters; None if there is none for certain."""
    for way in _WAYS:
        for start in dict.fromkeys(text.rfind("\n", 0, found.start()) + 1 for found in way.sign.finditer(text)):
            line = text[start:].partition("\n")[0]
            if _is_typed(line, way):
                return _typed(line.strip(), text.count("\n", 0, start) + 1, way)
    return None


def _typed(words: str, number: int, way: "_Way") -> TypedLetters:
    shown = words if len(words) <= 60 else words[:60].rpartition(" ")[0] or words[:60]
    behind = words[len(shown) : len(shown) + 2]  # whether a dot is the end of a sentence or a tone
    meant = way.word.sub(lambda word: _read(word[0], way), shown + behind).removesuffix(behind)
    return TypedLetters(number, way.name, shown, meant)


def _is_typed(line: str, way: "_Way") -> bool:
    """Whether only the keys explain the words of a line."""
    words = way.word.findall(line)
    read = [(word, _read(word, way)) for word in words]
    explained = {letters.casefold() for word, letters in read if letters != word}
    possible = sum(letters != word or is_syllable(word) for word, letters in read)
    hats = sum(_HAT.search(unicodedata.normalize("NFD", letters)) is not None for letters in explained)
    return len(explained) >= _LEAST and hats >= _LEAST - 1 and possible >= _SHARE * len(words)


def _read(word: str, way: "_Way") -> str:
    """The letters for which the keys of `word` stand; the word itself if it is none then."""
    letters = _letters(word.lower(), way.name)
    if not letters:
        return word
    return (
        letters.upper() if word.isupper() and len(word) > 1 else letters.capitalize() if word[0].isupper() else letters
    )


@lru_cache(maxsize=1024)
def _letters(word: str, name: str) -> str:
    """The syllable that the keys of a small word make; '' if they make none."""
    letters = next(way for way in _WAYS if way.name == name).read(word)
    return letters if letters != word and is_syllable(letters) else ""


# Each way of typing → letters with marks.

_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}


def _from_telex(word: str) -> str:
    found = _TELEX.fullmatch(word)
    if found is None:
        return word
    onset, rhyme = found.groups()
    keys = [key for key in rhyme if key in _TONES]
    rhyme = re.sub("[sfrxj]", "", rhyme)
    bare, marks = re.sub(r"([aeo])\1", r"\1", rhyme), set[str]()
    if bare != rhyme:
        marks.add("^")
    if "w" in bare:
        marks.add("+")
        bare = bare.replace("w", "") if re.search("[auo]", bare) else bare.replace("w", "u")
    if len(keys) > 1:
        return word
    return _composed(f"đ{onset[2:]}" if onset == "dd" else onset, bare, marks, _TONES[keys[0]] if keys else "")


_TELEX = lazy_pattern("(qu|gi(?=[aeou])|dd|[bcdghklmnpqrstvx]{0,3})([aeiouyw][a-z]*)")
_ONSET = "(?:[bcdghklmnprstvx]|[cgkpt]h|ngh?|nh|tr|gi|qu|dd)?"
_TELEX_SIGN = lazy_pattern(
    rf"(?<![^\W\d_]){_ONSET}[iyu]?(?:aa|ee|oo|u?[uo]w|aw|uo(?:ng?|[ctiu])w)"
    r"(?:(?:n[gh]?|ch?|[mptuiy])?[sfrxj]|[sfrxj](?:n[gh]?|ch?|[mptuiy]))(?![^\W_])",
    re.IGNORECASE,
)


def _from_vni(word: str) -> str:
    digits = re.findall("[0-9]", word)
    letters = re.sub("[0-9]", "", word)
    found = re.fullmatch("(qu|gi(?=[aeou])|[bcdghklmnpqrstvx]{0,3})([aeiouy][a-z]*)", letters)
    tones = [key for key in digits if key in "12345"]
    if found is None or len(tones) > 1 or not digits or "0" in digits:
        return word
    onset, rhyme = found.groups()
    marks = {mark for key, mark in (("6", "^"), ("7", "+"), ("8", "(")) if key in digits}
    tone = _TONES["sfrxj"[int(tones[0]) - 1]] if tones else ""
    return _composed(f"đ{onset[1:]}" if "9" in digits else onset, rhyme, marks, tone)


def _composed(onset: str, rhyme: str, marks: set[str], tone: str) -> str:
    """A syllable from its bare letters, the marks of its vowels and its tone."""
    if "^" in marks:
        rhyme = re.sub("[aeo](?=[^aeo]*$)", lambda vowel: nfc(f"{vowel[0]}\u0302"), rhyme)
    if "+" in marks:
        rhyme = _horned(rhyme)
    if "(" in marks:
        rhyme = rhyme.replace("a", "ă")
    vowels = [at for at, letter in enumerate(rhyme) if letter in "aeiouyăâêôơư"]
    if not tone or not vowels:
        return onset + rhyme
    marked = [at for at in vowels if rhyme[at] in "ăâêôơư"]
    is_open = vowels[-1] == len(rhyme) - 1
    at = marked[-1] if marked else vowels[-2] if len(vowels) > 1 and is_open else vowels[-1]
    return onset + nfc(f"{rhyme[: at + 1]}{tone}{rhyme[at + 1 :]}")


def _horned(rhyme: str) -> str:
    """`rhyme` with what a `w` makes of its vowels."""
    if "uo" in rhyme and rhyme != "uo":
        return rhyme.replace("uo", "ươ")
    if "u" in rhyme and "oa" not in rhyme:
        return rhyme.replace("u", "ư", 1)
    if "o" in rhyme and "oa" not in rhyme:
        return rhyme.replace("o", "ơ")
    return rhyme.replace("a", "ă")


_VIQR = str.maketrans(
    {
        "^": "\u0302",
        "(": "\u0306",
        "+": "\u031b",
        "*": "\u031b",
        "'": "\u0301",
        "`": "\u0300",
        "?": "\u0309",
        "~": "\u0303",
        ".": "\u0323",
    }
)


def _from_viqr(word: str) -> str:
    return nfc(unicodedata.normalize("NFD", word.replace("dd", "đ").translate(_VIQR)))


class _Way(NamedTuple):
    """A way of typing."""

    name: str
    sign: re.Pattern[str]
    """What stands in nearly every line that was typed so."""
    word: re.Pattern[str]
    read: Callable[[str], str]


_VIQR_WORD = r"[A-Za-z]+(?:(?<=[aeiouy^(+*])(?:[\^(+*'`?~]+[a-z]*|\.(?=[a-z]| [a-z])[a-z]*))*"
_WAYS = (
    _Way("Telex", _TELEX_SIGN, lazy_pattern(r"[^\W\d_]+"), _from_telex),
    _Way("VNI", lazy_pattern("[aeo]6", re.IGNORECASE), lazy_pattern(r"(?=\d*[^\W\d_])[^\W_]+"), _from_vni),
    _Way("VIQR", lazy_pattern(r"[aeo]\^", re.IGNORECASE), lazy_pattern(_VIQR_WORD, re.IGNORECASE), _from_viqr),
)
