"""A problem's key and values → the sentence that its reader sees, in Vietnamese or English.

The sentences are in `vi.yaml` and `en.yaml` beside this file: same keys, same placeholders. Where the text goes (a
terminal, the preview's page) is left to others.
"""

import json
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from bantin.cache.user import UserCache
from bantin.locale import KNOWN_CODES, PhraseError, fill
from bantin.problems import Place, Problem

MAX_LINE = 100
"""Characters of the editor's line that are shown."""
MAX_VALUE = 400
"""Characters of a value that are shown: an address may be a whole picture, written out."""


@dataclass(frozen=True, slots=True)
class Messages:
    """What the generator says to whoever runs it, in one language."""

    says: Mapping[str, str]
    """What is wrong, by key."""
    hints: Mapping[str, str]
    """What to write instead; not every key has one."""
    is_strict: bool = False
    """In tests: raise PhraseError for a key or value that is missing. Else both are shown as they are, because a
    message in the wrong words still helps and a crash does not."""

    def sentence(self, key: str, /, **values: str | int) -> str:
        """What is wrong: the sentence of this key, filled in (`bantin.locale.fill`)."""
        return self._filled(self.says, key, values)

    def hint(self, key: str, /, **values: str | int) -> str:
        """What to do about it, filled in; '' if the key has no hint."""
        return self._filled(self.hints, key, values) if key in self.hints else ""

    def number(self, number: int) -> str:
        """1.234 in Vietnamese, 1,234 in English."""
        return f"{number:,}".replace(",", self.says.get("problem.thousands", ","))

    def show(self, problem: Problem, line: str | None) -> str:
        """All that is said of one problem: where, what, the line itself with the place marked, and what to do.

        `line` is the line of the file that the problem's place names, if there is one and it can be read.
        """
        where = self._where(problem.place)
        severity = self.sentence("problem.warning" if problem.is_warning else "problem.error")
        values = dict(problem.values)
        shown = [f"{where}{severity}: {self.sentence(problem.key, **values)}"]
        if line is not None and problem.place.line and line.strip():
            shown.extend("    " + text for text in quoted(line, problem.place.column))
        if hint := self.hint(problem.key, **values):
            shown.append(f"  → {hint}")
        return "\n".join(shown)

    def _where(self, place: Place) -> str:
        parts = [_harmless(place.path)] if place.path else []
        if place.line:
            parts.append(str(place.line))
            if place.column:
                parts.append(str(place.column))
        return ":".join(parts) + ": " if parts else ""

    def _filled(self, sentences: Mapping[str, str], key: str, values: Mapping[str, str | int]) -> str:
        shown = {name: value if isinstance(value, int) else _short(value) for name, value in values.items()}
        try:
            if key not in sentences:
                raise PhraseError("no such message")
            return fill(sentences[key], shown, self.number)
        except PhraseError as reason:
            if self.is_strict:
                raise PhraseError(f"{key}: {reason}") from None
            return f"{key} ({', '.join(f'{name}: {value}' for name, value in shown.items())})" if shown else key


SENTENCES = Path(__file__).with_name("messages")
"""The folder of the sentences, a file for each language."""


@cache
def load(code: str, *, is_strict: bool = False) -> Messages:
    """The messages in the language `code`. Raises KeyError if the generator does not speak it."""
    if code not in KNOWN_CODES:
        raise KeyError(code)
    says, hints = _read((SENTENCES / f"{code}.yaml").read_bytes())
    return Messages(says, hints, is_strict)


def _read(data: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """What is said, and what is hinted, by key. It is kept as JSON, which loads in a tenth of the time."""
    kept, key = UserCache(), f"messages-{blake2b(data, digest_size=16).hexdigest()}"
    with suppress(ValueError):
        match json.loads(kept.load(key) or b""):
            case [{} as says, {} as hints]:
                return says, hints
    says, hints = _parsed(data.decode())
    kept.store(key, json.dumps([says, hints], ensure_ascii=False).encode())
    return says, hints


def _parsed(text: str) -> tuple[dict[str, str], dict[str, str]]:
    import yaml

    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    entries: dict[str, str | dict[str, str]] = yaml.load(text, Loader=loader)
    says: dict[str, str] = {}
    hints: dict[str, str] = {}
    for key, entry in entries.items():
        if isinstance(entry, str):
            says[key] = entry
            continue
        says[key] = entry["says"]
        if "hint" in entry:
            hints[key] = entry["hint"]
    return says, hints


def quoted(line: str, column: int) -> list[str]:
    """`line`, cut to MAX_LINE around `column` if it is longer, and below it a caret under that column.

    Columns are counted in characters from 1; for column 0, and one far behind the line's end, there is no caret.
    """
    cells = [_cell(letter) for letter in line.rstrip("\r\n")]
    at = min(column, len(cells) + 1) - 1
    first, last = 0, len(cells)
    if len(cells) > MAX_LINE:
        first = max(0, min(at - MAX_LINE * 2 // 3, len(cells) - MAX_LINE))
        last = first + MAX_LINE
        # A mark is not parted from the letter that bears it.
        while first > 0 and cells[first][1] == 0:
            first -= 1
        while last < len(cells) and cells[last][1] == 0:
            last += 1
    before = "…" if first else ""
    text = before + "".join(shown for shown, _ in cells[first:last]) + ("…" if last < len(cells) else "")
    if at < 0 or column > len(cells) + 1:
        return [text.rstrip()]
    while 0 < at < len(cells) and cells[at][1] == 0:
        at -= 1
    return [text.rstrip(), " " * (len(before) + sum(width for _, width in cells[first:at])) + "^"]


def _cell(letter: str) -> tuple[str, int]:
    """How a character is shown, and how many columns of a terminal that takes."""
    if letter == "\t":
        return "    ", 4
    shown = _harmless(letter)
    if unicodedata.category(shown) in ("Mn", "Me", "Cf"):
        return shown, 0
    return shown, 2 if unicodedata.east_asian_width(shown) in "WF" else 1


def _short(value: str) -> str:
    return _harmless(value if len(value) <= MAX_VALUE else value[: MAX_VALUE - 1] + "…")


def _harmless(text: str) -> str:
    """`text` without what would move a terminal's cursor, turn its writing round, or end the line."""
    if text.isprintable():
        return text
    return "".join("�" if _is_control(letter) else letter for letter in text)


def _is_control(letter: str) -> bool:
    return (
        unicodedata.category(letter) in ("Cc", "Zl", "Zp", "Cs")
        or letter in "\u061c\u200e\u200f"
        or ("\u202a" <= letter <= "\u202e" or "\u2066" <= letter <= "\u2069")
    )
