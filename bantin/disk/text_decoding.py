"""Bytes of a text → the text: UTF-8, in NFC, with plain line ends; else what is wrong with it, and where."""

import unicodedata
from collections.abc import Iterator

from bantin.patterns import lazy_pattern
from bantin.problems import Place, Problem, error


def decode(data: bytes, path: str, keeps_controls: bool = False) -> str | tuple[Problem, ...]:
    """The text that `data` is in UTF-8: in NFC, without byte order mark, its lines ended by LF; else what is wrong.

    Git's marks around two versions are wrong too, and letters that a converter gave up. So are control characters,
    unless they are kept: `converter` drops those of an article's text, with a note.
    """
    try:
        text = data.decode().lstrip("\ufeff")  # or two, of a file that was put together
    except UnicodeDecodeError as trouble:
        return (_foreign(data, path, trouble.start),)
    if "\0" in text:
        return (_foreign(data, path, data.index(0)),)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", text)
    from bantin.disk.damage import damage  # a build that finds nothing changed decodes no text

    controls = _controls(text, path) if not keeps_controls and _may_hold_controls(data) else ()
    return (*damage(text, path), *controls) or text


def _foreign(data: bytes, path: str, at: int) -> Problem:
    from bantin.disk import encodings  # its tables are large, and few texts need them

    looks_like = encodings.recognise(data)
    if looks_like == "utf-16":
        return error("utf16", Place(path))
    if looks_like == "binary" or (0 in data and looks_like != "utf-32"):
        return error("binary-file", Place(path))
    before = data[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n").decode("utf-8-sig", "replace")
    line, column = _position(before, len(before))
    place = Place(path, line, column)
    is_mixed = any(byte > 0x7F for byte in data[:at].removeprefix(b"\xef\xbb\xbf"))
    if looks_like in encodings.NAMES and looks_like != "utf-8" and not is_mixed:
        return error("not-utf8-but", place, encoding=encodings.NAMES[looks_like])
    return error("utf8-damaged", place)


_ASCII_CONTROLS = bytes({*range(32), 127} - {9, 10, 13})


def _may_hold_controls(data: bytes) -> bool:
    """Whether there may be control characters: False of nearly every text, in a quarter of the time of a look at each
    character. In UTF-8, those outside of ASCII begin with one of these two bytes.
    """
    return len(data.translate(None, _ASCII_CONTROLS)) < len(data) or b"\xc2" in data or b"\xef" in data


_CONTROL = lazy_pattern("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_CONTROLS_SHOWN = 10


def _controls(text: str, path: str) -> Iterator[Problem]:
    """Characters that no writer means and YAML or XML refuses: the first of each line, up to ten lines."""
    last_line = 0
    shown = 0
    for match in _CONTROL.finditer(text):
        line, column = _position(text, match.start())
        if line == last_line:
            continue
        yield error("control-character", Place(path, line, column), code=f"U+{ord(match.group()):04X}")
        last_line = line
        shown += 1
        if shown == _CONTROLS_SHOWN:
            return


def _position(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
