"""Vietnamese text: Unicode normalisation (NFC), folding of diacritics, tone placement, slugs, collation, equivalence.

`fold`, `exact` and `syllables` exist a second time in the browser's search, and both pass the table
`tests/folding.txt`. So they use only what every browser has: normal forms, lower case, the Unicode classes of letters
and numbers (`\\w` without `_` is L and N), and no look-behind.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote

from bantin.patterns import lazy_pattern

MAX_SLUG = 80
"""Maximum length of a slug in characters, so that links still fit into messages and onto paper."""

_SPACE = lazy_pattern(r"\s+")
_MARKS = lazy_pattern("[\u0300-\u036f]")
_WORD = lazy_pattern("[^\\W_](?:[^\\W_]|[\u0300-\u036f])*")
_LOOK_ALIKES = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"})
"""Homoglyphs of Đ: Icelandic eth and African D, which old keyboards and converters produce in its place."""


def nfc(text: str) -> str:
    """`text` in NFC: the composed form, the only one of TCVN 6909 and of this program."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """`text` without diacritics, in lower case, for readers who type `cong tac dang`; keeps blanks and punctuation."""
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text).translate(_LOOK_ALIKES))
    return nfc(_lower(bare).replace("đ", "d"))


def exact(text: str) -> list[str]:
    """The words and numbers of `text` with diacritics, lower case, tones placed alike: `05/QĐ-UBND` → 05, qđ, ubnd."""
    return _WORD.findall(tone_place(_lower(nfc(text).translate(_LOOK_ALIKES))))


def syllables(text: str) -> list[str]:
    """The words and numbers of `text`, folded; one for each that `exact` finds, in the same order."""
    return [_folded(word) for word in exact(text)]


_folded = lru_cache(maxsize=16_384)(fold)
"""Vietnamese has some seven thousand written syllables, so each is folded once."""


def _lower(text: str) -> str:
    # Python and JavaScript disagree on where a Greek capital sigma becomes a final one (ς).
    return text.lower().replace("ς", "σ")


_OPEN = lazy_pattern("(^|[^qQ])([òóỏõọÒÓỎÕỌ](?=[aeAE])|[ùúủũụÙÚỦŨỤ](?=[yY]))([aeyAEY])(?![^\\W\\d_])")


def tone_place(text: str) -> str:
    """Moves the tone mark of open oa, oe and uy to the second vowel, as in closed syllables: hòa → hoà, khỏe → khoẻ,
    thủy → thuỷ. Both spellings are correct, so use it for comparing only. After q, u is a consonant: quý.
    """
    return nfc(_OPEN.sub(_moved, nfc(text)))


def _moved(found: "re.Match[str]") -> str:
    before, toned, vowel = found.groups()
    plain = unicodedata.normalize("NFD", toned)
    return before + plain[0] + vowel + plain[1:]


_BETWEEN_WORDS = lazy_pattern("[\\s\u2010-\u2015\u2212_\"'“”„‘’«»-]+")


@lru_cache(maxsize=4096)
def same(text: str) -> str:
    """A comparison key for tags and category names. Ignores case, blanks, dashes, quotes, a trailing full stop, tone
    placement and homoglyphs of Đ. Other diacritics count: `đường` is not `dương`.
    """
    small = unicodedata.normalize("NFD", text.translate(_LOOK_ALIKES)).casefold()
    return tone_place(_BETWEEN_WORDS.sub(" ", small).strip(" .") or _SPACE.sub(" ", small).strip())


DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
"""Device names that Windows reserves for itself; *con* is also a Vietnamese word."""
_INVISIBLE = lazy_pattern("[\u00ad\u200b-\u200f\u2060\ufeff]")
_ODD_BLANK = lazy_pattern("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000 ]+")
_ENCODED = lazy_pattern("%[0-9A-Fa-f]{2}")
_IN_NO_NAME = lazy_pattern("[/\\\\:\x00-\x1f\x7f-\x9f]")


def file_name(name: str) -> str:
    """Normalises a file name to what an editor sees and would type: NFC, plain single blanks, no invisible characters,
    percent-encoding (`%20`, from a browser's "save as") decoded.
    """
    if name.isascii() and "%" not in name and "  " not in name:
        return name  # nearly all are
    if _ENCODED.search(name):
        try:
            decoded = unquote(name, errors="strict")
        except UnicodeDecodeError:
            decoded = name
        name = name if _IN_NO_NAME.search(decoded) else decoded
    return _ODD_BLANK.sub(" ", _INVISIBLE.sub("", nfc(name)))


def folders_of(paths: Iterable[str]) -> set[str]:
    """All ancestor folders of these relative paths (`a/b/c.md` → `a`, `a/b`)."""
    folders: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders


def visible(name: str) -> str:
    """`name` with its invisible characters and unusual blanks spelled out: `a[U+00A0]b.pdf`."""
    return _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", name)


_UNSEEN = lazy_pattern(f"{_INVISIBLE.pattern}|[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_NO_WORD = lazy_pattern("(?:[^\\w\u0300-\u036f]|_)+")
_VIETNAMESE_MARKS = lazy_pattern("[\u0300-\u0303\u0306\u0309\u031b\u0323]")


_SLUG = lazy_pattern("[a-z0-9]+(?:-[a-z0-9]+)*")


def slugify(text: str) -> str:
    """The slug of `text`: `a-z0-9-` only, at most MAX_SLUG characters, cut at the end of a word. Idempotent.

    Empty for emoji and punctuation; the caller tells the editor. A name that Windows reserves for a device gets a
    number, so that the site can be built and unpacked there.
    """
    if _SLUG.fullmatch(text) and len(text) <= MAX_SLUG and text not in DEVICES:
        return text  # as nearly all names of files are
    # The library would join what stands on both sides of a decimal comma or an emoji.
    words = _NO_WORD.sub(" ", _INVISIBLE.sub("", nfc(text).translate(_LOOK_ALIKES)))
    slug = _of_vietnamese(words) or _transliterated(words)
    return f"{slug}-1" if slug in DEVICES else slug


def _of_vietnamese(words: str) -> str:
    """The slug of words of Vietnamese or English, as the library would make it; '' for others and for long ones."""
    bare = _VIETNAMESE_MARKS.sub("", unicodedata.normalize("NFD", words)).lower().replace("đ", "d")
    return "-".join(bare.split()) if bare.isascii() and len(bare) <= MAX_SLUG else ""


def _transliterated(words: str) -> str:
    from slugify import slugify as transliterated  # its table is large, and few texts need it

    # Backend and algorithm are named because the automatic choice depends on what else is installed.
    slug: str = transliterated(
        words,
        entities=False,
        decimal=False,
        hexadecimal=False,
        max_length=MAX_SLUG,
        word_boundary=True,
        save_order=True,
        backend="text-unidecode",
        algorithm="modern",
    )
    return slug


SortKey = tuple[tuple[int, ...], tuple[tuple[int, ...], ...], tuple[bool, ...], str]

_ALPHABET = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {tone: place for place, tone in enumerate("\u0300\u0309\u0303\u0301\u0323")}


def sort_key(text: str) -> SortKey:
    """Collation key for the order of Vietnamese dictionaries (CLDR `vi`): blanks and punctuation, digits, letters, with
    ă â đ ê ô ơ ư as letters of their own; then tones (none, huyền, hỏi, ngã, sắc, nặng); then lower before upper case.

    Two keys are equal only if the texts are, in NFC.
    """
    text = nfc(text)
    letters: list[int] = []
    marks: list[tuple[int, ...]] = []
    capitals: list[bool] = []
    for character in text.translate(_LOOK_ALIKES):
        small = character.lower()
        plain = unicodedata.normalize("NFD", small)
        shape = next((mark for mark in plain[1:] if nfc(plain[0] + mark) in _ALPHABET), "")
        others = plain[1:].replace(shape, "")
        letters.append(_place(nfc(plain[0] + shape)))
        marks.append(tuple(_TONES.get(mark, ord(mark)) for mark in others))
        capitals.append(character != small)
    return tuple(letters), tuple(marks), tuple(capitals), text


def _place(letter: str) -> int:
    group = 3 if letter in _ALPHABET else 4 if letter.isalpha() else 2 if letter.isnumeric() else 1
    return group * 0x20_0000 + _ALPHABET.get(letter, ord(letter))
