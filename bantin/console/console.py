"""The console: messages in the language of whoever runs the program, each problem with its source line; progress."""

import locale
import os
import re
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TextIO

from bantin.console import catalogue
from bantin.console.catalogue import Messages
from bantin.console.summary import summarised
from bantin.disk import text_decoding
from bantin.disk.program import PROGRAM
from bantin.locale import KNOWN_CODES
from bantin.problems import Problem


@dataclass(frozen=True, slots=True)
class Console:
    """Output in one language."""

    messages: Messages
    is_quiet: bool = False
    shows_all: bool = False
    """Whether every problem is shown, even a thousand of one kind."""

    @classmethod
    def found(cls, words: Sequence[str], project: Path, is_quiet: bool = False) -> "Console":
        """In the language of `--lang`, else of BANTIN_LANG, config.yaml or the locale, else in Vietnamese."""
        code = ""
        for word, following in pairwise([*words, ""]):
            code = following if word == "--lang" else word[7:] if word.startswith("--lang=") else code
        for candidate in (code, os.environ.get("BANTIN_LANG", ""), _of_config(project), _of_locale()):
            if candidate in KNOWN_CODES:
                return cls(catalogue.load(candidate), is_quiet)
        return cls(catalogue.load("vi"), is_quiet)

    def sentence(self, key: str, **values: str | int) -> str:
        """The message for `key`, filled in."""
        return self.messages.sentence(key, **values)

    def say(self, key: str, **values: str | int) -> None:
        """Prints a message, unless the console is quiet."""
        if not self.is_quiet:
            _print(self.sentence(key, **values))

    def lines(self, lines: Iterable[str]) -> None:
        """Prints lines unchanged."""
        for line in lines:
            _print(line)

    def described(self, problems: Iterable[Problem], project: Path) -> tuple[str, ...]:
        """Each problem as terminal and preview show it: place, message, source line, hint."""
        texts: dict[str, list[str]] = {}
        shown: list[str] = []
        for problem in problems:
            path, at = problem.place.path, problem.place.line
            if at and path not in texts:  # no line, nothing to quote: the file may be huge, or a pipe
                texts[path] = _lines_at(project, path)
            line = texts[path][at - 1] if 0 < at <= len(texts.get(path, ())) else None
            shown.append(self.messages.show(problem, line))
        return tuple(shown)

    def problems(self, problems: Sequence[Problem], project: Path) -> None:
        """Prints problems to standard error: errors last, where they are seen; grouped by kind if there are many."""
        wanted = [problem for problem in problems if not (self.is_quiet and problem.is_warning)]
        for kind in summarised(wanted, self.shows_all):
            for text in self.described(kind.shown, project):
                _print(text, sys.stderr)
            if kind.more:
                key = "problem.more-notes" if kind.shown[0].is_warning else "problem.more-errors"
                said = self.sentence(key, more=kind.more, total=kind.total, files=kind.files)
                _print(said, sys.stderr)

    def complain(self, key: str, **values: str | int) -> None:
        """Prints a message about wrong usage, with its hint, to standard error."""
        hint = self.messages.hint(key, **values)
        _print(self.sentence(key, **values) + (f"\n  → {hint}" if hint else ""), sys.stderr)

    def ask(self, key: str, **values: str | int) -> str:
        """Asks a question and returns the answer in lower case; '' if standard input is no terminal."""
        if not sys.stdin.isatty():
            return ""
        _print(self.sentence(key, **values), end=" ")
        return sys.stdin.readline().strip().casefold()

    def refused(self, problems: Sequence[Problem], command: str) -> None:
        """Prints, below the problems, that nothing was done; or that not everything could be restored."""
        wrong = sum(not problem.is_warning for problem in problems)
        key = "build.refused" if command in ("build", "serve") else "cli.refused"
        if any(problem.key == "site-half" for problem in problems):
            key = "build.half"
        _print(self.sentence(key, errors=wrong), sys.stderr)


UNHEARD = 141
"""Exit status after a broken pipe: 128 + SIGPIPE, as shells report it."""


def _print(text: str, stream: TextIO | None = None, end: str = "\n") -> None:
    """Prints to `stream`, by default standard output. Once the reader is gone (`build.py list | head -1`), ends the
    command silently, as other programs do; by SystemExit, so that unfinished work is rolled back.
    """
    stream = stream or sys.stdout
    try:
        print(text, end=end, file=stream, flush=True)
    except BrokenPipeError:
        # At exit Python would try again to write the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        raise SystemExit(UNHEARD) from None


class Progress:
    """A progress line for long work; silent unless the stream is a terminal."""

    AFTER, EACH = 1.0, 0.1
    """Seconds before the line appears, and between its updates: anything faster could not be read."""

    def __init__(self, speaker: Console, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._speaker = speaker
        self._stream = stream
        self._clock = clock
        self._is_shown = not speaker.is_quiet and stream.isatty()
        self._began = self._last = clock()
        self._phase, self._since = "", self._began
        self._width = 0

    def step(self, phase: str, done: int, of: int) -> None:
        """Reports that `done` of `of` pieces of a phase are finished."""
        now = self._clock()
        if phase != self._phase:
            self._phase, self._since = phase, now
        if not self._is_shown or now - self._began < self.AFTER or now - self._last < self.EACH:
            return
        self._last = now
        left = round((now - self._since) / done * (of - done)) if done else 0
        self._write(self._speaker.sentence(f"progress.{phase}", done=done, of=of, seconds=left))

    def end(self) -> None:
        """Clears the line."""
        if self._width:
            self._write("")
            self._stream.write("\r")
            self._stream.flush()
            self._width = 0

    def _write(self, text: str) -> None:
        columns = _columns(self._stream) - 1  # a wrapped line could not be overwritten
        text = text[:columns]
        self._stream.write(f"\r{text.ljust(min(self._width, columns))}")
        self._stream.flush()
        self._width = len(text)


def _columns(stream: TextIO) -> int:
    """Width of the terminal: COLUMNS, else as the terminal reports it."""
    given = os.environ.get("COLUMNS", "")
    if given.isdigit() and int(given):
        return int(given)
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def prepare_streams() -> None:
    """Sets up UTF-8 output. A console that cannot show Vietnamese gets it without diacritics; encoding never raises."""
    for stream in (sys.stdout, sys.stderr):
        encoding = (getattr(stream, "encoding", "") or "").lower().replace("-", "")
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if encoding == "utf8" or not stream.isatty():
            reconfigure(encoding="utf-8", errors="replace")
        else:
            reconfigure(errors="bantin")


def _without_marks(trouble: UnicodeError) -> tuple[str, int]:
    """Codec error handler: replaces letters that the console lacks by plain ones, 'Đảng' by 'Dang'."""
    if not isinstance(trouble, UnicodeEncodeError):
        raise trouble
    text = trouble.object[trouble.start : trouble.end].replace("Đ", "D").replace("đ", "d")
    plain = "".join(letter for letter in unicodedata.normalize("NFD", text) if ord(letter) < 128)
    return plain or "?", trouble.end


def _register() -> None:
    import codecs

    codecs.register_error("bantin", _without_marks)


_register()


def _of_config(project: Path) -> str:
    """The language that config.yaml asks for. Matched by pattern, not parsed: the file may be broken, and the message
    about that needs a language.
    """
    text = "\n".join(_lines(project / "config.yaml"))
    found = re.search(r"^language:\s*[\"']?(\w+)", text, re.MULTILINE)
    if found and found[1] in KNOWN_CODES:
        return found[1]
    found = re.search(r"^languages:[^\n]*\n(?:\s*#[^\n]*\n|\s*\n)*\s+(\w+):", text, re.MULTILINE)
    return found[1].lower() if found else ""


def _of_locale() -> str:
    return (locale.getlocale()[0] or "")[:2].lower()


def _lines_at(project: Path, path: str) -> list[str]:
    """The lines of a file of the portal, or of the program's own default for it."""
    lines = _lines(project / path)
    is_overlaid = path.startswith(("templates/", "assets/"))
    return lines or (_lines(PROGRAM / path) if is_overlaid else [])


def _lines(path: Path) -> list[str]:
    try:
        data = path.read_bytes()
    except OSError:
        return []
    text = text_decoding.decode(data, path.name)
    if not isinstance(text, str):
        text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return text.split("\n")  # splitlines() knows further line ends, which places do not count
