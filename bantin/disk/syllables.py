"""Which words could be Vietnamese: onset, rhyme and tone as the language combines them."""

import unicodedata

from bantin.patterns import lazy_pattern
from bantin.text import nfc


def is_syllable(word: str) -> bool:
    """Whether `word` could be a Vietnamese syllable: onset, rhyme and tone as the language combines them, any case."""
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [letter for letter in letters if letter in _TONES]
    if len(tones) > 1:
        return False
    bare = nfc("".join(letter for letter in letters if letter not in _TONES))
    if bare.endswith(("c", "ch", "p", "t")) and not (tones and tones[0] in _TONES_OF_STOPS):
        return False
    split = _SYLLABLE.fullmatch(bare)
    return split is not None and _fit(split[1], split[2])


_TONES = "\u0300\u0309\u0303\u0301\u0323"
_TONES_OF_STOPS = "\u0301\u0323"
_SYLLABLE = lazy_pattern("(qu|ngh?|nh|gh|[ckpt]h|tr|[bcdđghklmnprstvx]|)([aăâeêioôơuưy].*)")
_RHYMES = frozenset(
    nucleus + coda
    for nucleus, codas in {
        "a": "- c ch i m n ng nh o p t u y",
        "ă": "c k m n ng p t",
        "â": "c m n ng p t u y",
        "e": "- c m n ng o p t",
        "ê": "- ch m n ng nh p t u",
        "i": "- a ch m n nh p t u",
        "iê": "c m n ng p t u",
        "o": "- a c e i m n ng oc ong p t",
        "oa": "c ch i m n ng nh o p t y",
        "oă": "c m n ng t",
        "oe": "n o t",
        "ô": "- c i m n ng p t",
        "ơ": "- i m n p t",
        "u": "- a c ê i m n ng p t ơ y",
        "uâ": "n ng t y",
        "uê": "ch nh",
        "uô": "c i m n ng t",
        "uy": "a ch n nh p t u",
        "uyê": "n t",
        "ư": "- a c i m n ng t u",
        "ươ": "c i m n ng p t u",
        "y": "-",
        "yê": "m n ng t u",
    }.items()
    for coda in codas.replace("-", "").split(" ")
)
_AFTER_QU = frozenset({"ych", "yn", "ynh", "yt"})


def _fit(onset: str, rhyme: str) -> bool:
    if onset == "g" and rhyme.startswith("i"):
        return rhyme in _RHYMES or rhyme[1:] in _RHYMES  # gì, gìn; già, giếng: there the onset is gi
    if onset == "qu" and rhyme in _AFTER_QU:
        return True
    is_front = rhyme[0] in "eêiy"
    if onset in ("k", "gh", "ngh"):
        return is_front and rhyme in _RHYMES
    return rhyme in _RHYMES and not (is_front and onset in ("c", "g", "ng"))
