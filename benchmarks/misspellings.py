"""Phrases of titles → the same, misspelt: queries by class of mistake, which nobody chose.

Of a phrase one word or two are spoilt in one way (`CLASSES`), with its marks or without any. What is meant is the
article whose title it comes from. The same seed gives the same queries.
"""

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from bantin.text import fold, nfc
from benchmarks.judged import Query

LENGTHS = (3, 4, 5)
"""Words of a phrase."""
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_TONES = {"\u0309": "\u0303", "\u0303": "\u0309"}
"""Hỏi and ngã, each in the place of the other."""
_WORD = re.compile("[^\\W\\d_]{2,7}")

Spoil = Callable[[str, random.Random], str]
"""Makes another word of one in small letters; the same one where it has nothing of its class."""


def _beginnings(*alike: str) -> Spoil:
    """Takes a beginning for another one that sounds alike."""

    def spoil(word: str, chance: random.Random) -> str:
        for group in alike:
            sounds = group.split()
            its = next((one for one in sorted(sounds, key=len, reverse=True) if fold(word).startswith(one)), "")
            its = "đ" if word.startswith("đ") else its
            if its in sounds and its != word:
                return chance.choice([one for one in sounds if one != its]) + word[len(its) :]
        return word

    return spoil


def _endings(*alike: str) -> Spoil:
    """Takes an ending for another one that sounds alike."""

    def spoil(word: str, chance: random.Random) -> str:
        for group in alike:
            sounds = group.split()
            its = next((one for one in sorted(sounds, key=len, reverse=True) if word.endswith(one)), "")
            if its and len(word) > len(its):
                return word[: -len(its)] + chance.choice([one for one in sounds if one != its])
        return word

    return spoil


def _vowel(word: str, _: random.Random) -> str:
    """Takes y for i and the other way round, at the end."""
    if len(word) < 2 or word[-1] not in "iy" or word[-2] in "aâuưeêoôơ":
        return word
    return word[:-1] + ("y" if word[-1] == "i" else "i")


def _tone(word: str, _: random.Random) -> str:
    """Takes hỏi for ngã and the other way round."""
    return nfc("".join(_TONES.get(sign, sign) for sign in _parted(word)))


def _parted(word: str) -> str:
    """A word with its tone as a sign of its own behind the letter."""
    return "".join(chain.from_iterable(_of_letter(letter) for letter in word))


def _of_letter(letter: str) -> str:
    for tone in _TONES:
        for bare in "aăâeêioôơuưy":
            if nfc(bare + tone) == letter:
                return bare + tone
    return letter


def _swapped(word: str, chance: random.Random) -> str:
    if len(word) < 3:
        return word
    at = chance.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _doubled(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return word[: at + 1] + word[at:]


def _missing(word: str, chance: random.Random) -> str:
    if len(word) < 3:
        return word
    at = chance.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def _neighbour(word: str, chance: random.Random) -> str:
    """Takes a key for the one beside it."""
    at = chance.randrange(len(word))
    row = next((row for row in _KEYS if word[at] in row), "")
    if not row:
        return word
    place = row.index(word[at])
    return word[:at] + chance.choice(row[max(place - 1, 0) : place] + row[place + 1 : place + 2]) + word[at + 1 :]


CLASSES: dict[str, Spoil] = {
    "s, x": _beginnings("s x"),
    "ch, tr": _beginnings("ch tr"),
    "d, gi, r, v": _beginnings("d gi r v"),
    "l, n": _beginnings("l n"),
    "ph, f": _beginnings("ph f"),
    "c, k, q": _beginnings("c k q"),
    "ng, ngh; g, gh": _beginnings("ng ngh", "g gh"),
    "i, y": _vowel,
    "endings": _endings("ng n", "nh n", "ch t", "c t"),
    "hỏi, ngã": _tone,
    "swapped": _swapped,
    "doubled": _doubled,
    "missing": _missing,
    "beside": _neighbour,
}
"""Classes of mistakes within a word; `joined` and `split` concern its borders."""


def generated(titles: Iterable[tuple[str, str]], each: int, seed: int = 1) -> Iterator[Query]:
    """`each` queries of every class: half of them with marks, a third with two words spoilt. `titles`: of articles
    (name, title)."""
    phrases = [*_phrases(titles)]
    for kind in (*CLASSES, "joined", "split"):
        chance = random.Random(f"{seed} {kind}")
        made: set[str] = set()
        for name, words in chance.sample(phrases * each, len(phrases) * min(each, 8)):
            if len(made) == each:
                break
            own = words if len(made) % 2 == 0 or kind == "hỏi, ngã" else [fold(word) for word in words]
            text = _spoilt(kind, own, 1 + (len(made) % 3 == 2), chance)
            if text and text not in made:
                made.add(text)
                yield Query(kind, text, (name,))


def _phrases(titles: Iterable[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """Of each title the beginnings and the ends, as far as they consist of words."""
    for name, title in titles:
        words = nfc(title).lower().replace(",", " ").replace(":", " ").split()
        for length in LENGTHS:
            for some in {tuple(words[:length]), tuple(words[-length:])}:
                if len(some) == length and all(_WORD.fullmatch(word) for word in some):
                    yield name, [*some]


def _spoilt(kind: str, words: Sequence[str], count: int, chance: random.Random) -> str:
    """The phrase with so many words spoilt; '' if it has not as many of that class."""
    if kind == "joined":
        at = chance.randrange(len(words) - 1)
        return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])
    if kind == "split":
        at = max(range(len(words)), key=lambda place: (len(words[place]), place))
        cut = chance.randrange(1, len(words[at]))
        return " ".join([*words[:at], words[at][:cut], words[at][cut:], *words[at + 1 :]])
    spoil = CLASSES[kind]
    others = [spoil(word, chance) for word in words]
    places = [at for at, word in enumerate(words) if others[at] != word]
    if len(places) < count:
        return ""
    chosen = chance.sample(places, count)
    return " ".join(others[at] if at in chosen else word for at, word in enumerate(words))
