"""What happened to a text on its way into a file of valid UTF-8: versions not joined, letters lost, encodings mixed up.

Nothing is changed: the problem says what was probably meant, and whoever knows the text mends it.
"""

import re
from collections.abc import Iterator

from bantin.disk import strange_letters
from bantin.patterns import lazy_pattern
from bantin.problems import Place, Problem, error, warning

_SHOWN = 10
"""Most lines of a file that are named for one kind of damage."""
_MARKER = lazy_pattern("^[ \t>]{0,12}(?:<{7}|(?<!>)>{7}|\\|{7})(?: [^\n]*)?$", re.MULTILINE)
"""What git writes around two versions. A row of `=` between them may also underline a heading."""
_MIDDLE = lazy_pattern("^[ \t>]{0,12}={7}$", re.MULTILINE)


def damage(text: str, path: str) -> Iterator[Problem]:
    """Errors of the text of the file at `path`: two versions that were not joined, letters that nobody has any more."""
    if ("<<<<<<<" in text or ">>>>>>>" in text) and (problem := _not_joined(text, path)):
        yield problem
    if "\ufffd" in text:
        yield from _lost_signs(text, path)


def _not_joined(text: str, path: str) -> Problem | None:
    """That git's marks stand in the text: all of them in one problem, for they are mended together."""
    marks = [found.start() for found in _MARKER.finditer(text)]
    if not any("<<<<<<<" in (line := text[at : at + 20]) or ">>>>>>>" in line for at in marks):
        return None
    marks += [found.start() for found in _MIDDLE.finditer(text) if min(marks) < found.start() < max(marks)]
    lines = [text.count("\n", 0, at) + 1 for at in sorted(marks)]
    shown = ", ".join(map(str, lines[: 2 * _SHOWN])) + (", …" if len(lines) > 2 * _SHOWN else "")
    return error("versions-not-joined", Place(path, lines[0], 1), lines=shown)


def _lost_signs(text: str, path: str) -> Iterator[Problem]:
    rows = [(number, line) for number, line in enumerate(text.split("\n"), 1) if "\ufffd" in line]
    for number, line in rows[:_SHOWN]:
        at = line.index("\ufffd")
        word = re.search(r"\S*$", line[:at])
        begin = word.start() if word else at
        found = " ".join(line[begin : begin + 40].split()[:1])
        yield error("letter-lost", Place(path, number, at + 1), word=found)


_ASKED = lazy_pattern(r"\?(?:[^\W\d_]| [^\WA-Z_])")
_SHORTENED = lazy_pattern(r"\?(?:s|re|ve|ll)(?![\w=&])")
_HALF_DECODED = lazy_pattern("[€\x80-\xbf“”‘’](?<=[âÃÂ].)")
_CODE = lazy_pattern(r"[\\=](?:u(?:1e|0[01])|C[3-6]|E1)|=\?utf-8\?", re.IGNORECASE)
"""What is rare in an intact text: only where it stands is the whole text looked at, which takes long."""


def doubts(text: str, path: str) -> Iterator[Problem]:
    """Notes about the text of the file at `path`: words that make sense only in another encoding, or with the letters
    that a question mark stands for."""
    data = text.encode("utf-8", "surrogatepass")  # a byte is found much faster than one of many characters
    has_signs = b"\xc2" in data  # U+0080 to U+00BF
    garbled = _garbled(text, path) if strange_letters.may_be_in(text, has_signs) else None
    if garbled:
        yield garbled
    elif _may_be_half_decoded(text, has_signs) and (found := _TYPOGRAPHY.search(text)):
        yield _half_decoded(text, found, path)
    if not garbled and _may_be_alike(text, data) and (found := _ALIKE.search(text)):
        place = Place(path, *_position(text, found.start()))
        yield warning("letter-alike", place, found=found[0], meant=found[0].translate(_TO_VIETNAMESE))
    if "?" in text:
        yield from _of_question_marks(text, path)
    if ("=" in text or "\\" in text) and _CODE.search(text) and (found := _ESCAPED.search(text)):
        yield _escaped(text, found, path)
    if _may_be_typed(text) and (typed := _typed(text, path)):
        yield typed


_CYRILLIC = "аеорсухіАВЕКМНОРСТХІ"
_ALIKE = lazy_pattern(
    rf"[ÐƉ][^\W\d_ÐƉđĐðɖ]\w*|[A-Za-zÀ-ɏḀ-ỹ]+[{_CYRILLIC}][A-Za-zÀ-ɏḀ-ỹ{_CYRILLIC}]*|[{_CYRILLIC}]+[A-Za-zÀ-ɏḀ-ỹ]\w*"
)
_TO_VIETNAMESE = str.maketrans(f"ÐƉ{_CYRILLIC}", "ĐĐaeopcyxiABEKMHOPCTXI")
"""Letters of Icelandic, Ewe and Russian that look like those of Vietnamese, and that no search for them finds."""


def _may_be_alike(text: str, data: bytes) -> bool:
    return "Ð" in text or "Ɖ" in text or b"\xd0" in data or b"\xd1" in data  # the last two begin letters of Russian


def _may_be_half_decoded(text: str, has_signs: bool) -> bool:
    return (has_signs or "€" in text or "Ã" in text) and _HALF_DECODED.search(text) is not None


def _of_question_marks(text: str, path: str) -> Iterator[Problem]:
    """Notes about question marks that stand for letters or for an apostrophe."""
    if _ASKED.search(text) and (asked := _asked(text, path)):
        yield asked
    if _SHORTENED.search(text) and (found := _APOSTROPHE.search(text)):
        place = Place(path, *_position(text, found.start()))
        yield warning("letters-asked", place, found=found[0], meant=found[0].replace("?", "’"))


def _garbled(text: str, path: str) -> Problem | None:
    """That words make sense only in another encoding."""
    from bantin.disk import encodings  # its tables are large, and few texts need them

    suspicion = encodings.mojibake(text)
    if suspicion is None:
        return None
    place, encoding = Place(path, suspicion.line, 1), encodings.NAMES[suspicion.encoding]
    return warning("text-garbled", place, encoding=encoding, found=suspicion.found, meant=suspicion.meant)


def _asked(text: str, path: str) -> Problem | None:
    """That question marks stand for letters."""
    from bantin.disk import lost_letters  # as above

    lost = lost_letters.find(text)
    if lost is None:
        return None
    place = Place(path, lost.line, lost.column)
    if not lost.meant:
        return warning("letters-asked-unknown", place, found=lost.found)
    return warning("letters-asked", place, found=lost.found, meant=lost.meant)


_OF_VNI = lazy_pattern("6(?<=[aeo]6)")
_OF_TELEX = {"uw": ("",), "aa": ("",), "ee": ("iee", "yee", "eef", "eej"), "oo": ("oong", "ooj", "ooij")}
"""What hardly stands in words of Vietnamese or English, but in nearly every text of keys; by what is looked for first.
VIQR's is `^`.
"""


def _may_be_typed(text: str) -> bool:
    """Whether keys may stand in a text."""
    if "^" in text or _OF_VNI.search(text):
        return True
    is_telex = "f" in text or "j" in text
    return is_telex and any(first in text and any(map(text.__contains__, each)) for first, each in _OF_TELEX.items())


def _typed(text: str, path: str) -> Problem | None:
    """That keys stand for letters."""
    from bantin.disk import typed_letters  # as above

    found = typed_letters.find(text)
    if found is None:
        return None
    place = Place(path, found.line, 1)
    return warning("letters-typed", place, method=found.method, found=found.found, meant=found.meant)


_TYPOGRAPHY = lazy_pattern(
    r"[^\W\d_]*(?:â[€\x80][\x80-\x9fœ™˜“”•¦¡¢]?|Ã[\x80-\xbf“”‘’]|Â[\xa0-\xbf])[^\s]*(?: [^\s]*[âÃÂ][^\s]*)*"
)
"""Signs and letters of UTF-8 that were read as Windows-1252, in a text of which no Vietnamese word gives it away."""
_APOSTROPHE = lazy_pattern(r"(?<![\w/.?&=-])[A-Za-z]{2,}\?(?:s|re|ve|ll)(?![\w=&])")
"""An apostrophe that became a question mark: `People?s`."""


def _half_decoded(text: str, found: re.Match[str], path: str) -> Problem:
    from bantin.disk import conversions, encodings  # as above

    shown = found[0][:60]
    meant = conversions.convert(shown, "utf-8")
    place = Place(path, *_position(text, found.start()))
    return warning("text-garbled", place, encoding=encodings.NAMES["utf-8"], found=shown, meant=meant)


def _position(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


_ESCAPED = lazy_pattern(
    r"(?:[A-Za-z]*(?:(?P<json>\\u(?:1e[0-9a-f]{2}|01[0-9a-f]{2}|00[c-f][0-9a-f]))"
    r"|(?P<mail>=(?:C[3-6]|E1=B[AB])=[89AB][0-9A-F])))[^\s]*(?:\s[^\s]*[\\=][^\s]+)*"
    r"|(?P<header>=\?utf-8\?[bq]\?[^?\s]{1,200}\?=)",
    re.IGNORECASE,
)
"""Letters as programs write them for each other: `\\u1ee7y`, `=E1=BB=A7y`, `=?UTF-8?B?4bun?=`."""


def _escaped(text: str, found: re.Match[str], path: str) -> Problem:
    """That letters are still written as a program wrote them."""
    line = text.count("\n", 0, found.start()) + 1
    place = Place(path, line, found.start() - text.rfind("\n", 0, found.start()))
    shown = found[0][:60]
    if found["json"]:
        halves = re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), shown)
        meant = _shown(halves.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
        return warning("text-garbled", place, encoding="\\u…", found=shown, meant=meant)
    import base64
    import quopri

    if found["header"]:
        coded = found["header"].split("?")[3].encode("ascii", "ignore")
        if found["header"].lower().startswith("=?utf-8?q"):
            data = quopri.decodestring(coded, header=True)
        else:
            whole = re.sub(rb"[^A-Za-z0-9+/]", b"", coded)
            data = base64.b64decode(whole[: len(whole) - (len(whole) % 4 == 1)] + b"==")
        meant = _shown(data.decode("utf-8", "ignore")) or "…"
        return warning("text-garbled", place, encoding="MIME", found=found["header"], meant=meant)
    meant = _shown(quopri.decodestring(shown.encode()).decode("utf-8", "replace"))
    return warning("text-garbled", place, encoding="quoted-printable", found=shown, meant=meant)


def _shown(meant: str) -> str:
    """What was decoded, without what no console should be given, and without the letter that was cut at its end."""
    return "".join([sign if sign.isprintable() else " " for sign in meant]).rstrip("\ufffd ")
