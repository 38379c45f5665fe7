"""The message catalogue: a problem's key and values → its message in Vietnamese or English.

The messages are in `messages/vi.yaml` and `messages/en.yaml`: same keys, same placeholders. Where the text is shown (a
terminal, a page of the preview) is decided by others.
"""

import json
import re
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
from bantin.patterns import lazy_pattern
from bantin.problems import Place, Problem

MAX_LINE = 100
"""Maximum length of a quoted source line, in characters."""
MAX_VALUE = 400
"""Maximum length of a value in a message, in characters: an address may be a whole picture (`data:`)."""


@dataclass(frozen=True, slots=True)
class Messages:
    """All messages in one language."""

    says: Mapping[str, str]
    """What is wrong, by message key."""
    hints: Mapping[str, str]
    """What to write instead, by message key; not every message has a hint."""
    is_strict: bool = False
    """Whether a missing key or value raises PhraseError, as in tests. Else it is shown as it is: an odd message
    helps, a crash does not."""

    def sentence(self, key: str, /, **values: str | int) -> str:
        """The message for `key`, its placeholders filled in (`bantin.locale.fill`)."""
        return self._filled(self.says, key, values)

    def hint(self, key: str, /, **values: str | int) -> str:
        """The hint for `key`, filled in; '' if it has none."""
        return self._filled(self.hints, key, values) if key in self.hints else ""

    def number(self, number: int) -> str:
        """1.234 in Vietnamese, 1,234 in English."""
        return f"{number:,}".replace(",", self.says.get("problem.thousands", ","))

    def show(self, problem: Problem, line: str | None) -> str:
        """One problem as shown: place, message, the source line with a caret, and the hint.

        `line` is the source line at the problem's place; None if there is none or it cannot be read.
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
            for name in _IN_COMMAND.findall(sentences[key]):
                shown[name] = _word(str(shown.get(name, "")))
            return fill(sentences[key], shown, self.number)
        except PhraseError as reason:
            if self.is_strict:
                raise PhraseError(f"{key}: {reason}") from None
            return f"{key} ({', '.join(f'{name}: {value}' for name, value in shown.items())})" if shown else key


_IN_COMMAND = lazy_pattern(r"build\.py [a-z -]*\{([a-z_]+)\}")
"""The value in a command line that a message says to type."""


def _word(value: str) -> str:
    """A value as one word of a command line, for any shell: names of files hold blanks."""
    return f'"{value}"' if re.search(r"[\s'&|;()<>*?]", value) else value


SENTENCES = Path(__file__).with_name("messages")
"""The folder of the catalogues, one file per language."""


@cache
def load(code: str, *, is_strict: bool = False) -> Messages:
    """The messages in the language `code`. Raises KeyError if the generator does not speak it."""
    if code not in KNOWN_CODES:
        raise KeyError(code)
    says, hints = _read((SENTENCES / f"{code}.yaml").read_bytes())
    return Messages(says, hints, is_strict)


def _read(data: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """Messages and hints by key. Cached as JSON, which loads ten times faster than YAML."""
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
    """`line`, truncated to MAX_LINE around `column`, and below it a caret at that column.

    Columns count characters from 1. There is no caret for column 0, nor for one past the end of the line.
    """
    cells = [_cell(letter) for letter in line.rstrip("\r\n")]
    at = min(column, len(cells) + 1) - 1
    first, last = 0, len(cells)
    if len(cells) > MAX_LINE:
        first = max(0, min(at - MAX_LINE * 2 // 3, len(cells) - MAX_LINE))
        last = first + MAX_LINE
        # Keep combining marks with their letters.
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
    """A character as shown, and its width in columns of a terminal."""
    if letter == "\t":
        return "    ", 4
    shown = _harmless(letter)
    if unicodedata.category(shown) in ("Mn", "Me", "Cf"):
        return shown, 0
    return shown, 2 if unicodedata.east_asian_width(shown) in "WF" else 1


def _short(value: str) -> str:
    return _harmless(value if len(value) <= MAX_VALUE else value[: MAX_VALUE - 1] + "…")


def _harmless(text: str) -> str:
    """`text` without control characters: no cursor movement, no change of writing direction, no line break."""
    if text.isprintable():
        return text
    return "".join("�" if _is_control(letter) else letter for letter in text)


def _is_control(letter: str) -> bool:
    return (
        unicodedata.category(letter) in ("Cc", "Zl", "Zp", "Cs")
        or letter in "\u061c\u200e\u200f"
        or ("\u202a" <= letter <= "\u202e" or "\u2066" <= letter <= "\u2069")
    )
