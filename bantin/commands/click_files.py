"""Launchers: files that editors double-click to preview, write and build (batch files, `.command`, shell scripts).

They contain no absolute path, so that a portal can be kept in git and used on several computers: the location of Bantin
and its Python is in a file of its own, which git ignores. If Bantin is neither there nor in a folder `bantin` beside
the portal, a launcher asks the user to drop build.py into its window, and records the location.
"""

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from bantin.console.console import Console
from bantin.disk.program import PROGRAM
from bantin.patterns import lazy_pattern

RECORD = ".bantin-path"
"""File with the location of Bantin: path of build.py, then on the next line that of Python."""
COMMANDS = {"xem-thu": "serve", "soan-bai": "serve --write", "dang": "build"}
"""Command of each launcher. Names are the same in all languages, for support by telephone."""
_TEMPLATES = Path(__file__).with_name("starter") / "click"
_SPECIAL = lazy_pattern(r"[\^&|<>()\"]")
"""Special characters in batch files."""


def texts(speaker: Console) -> dict[str, str]:
    """Launchers by file name, in the language of `speaker`."""
    found: dict[str, str] = {}
    for name, command in COMMANDS.items():
        said = {key: speaker.sentence(f"click.{key}") for key in ("ask", "no-python", "close")}
        said["title"] = speaker.sentence(f"click.{name}")
        said["failed"] = speaker.sentence("click.not-built" if name == "dang" else "click.not-shown")
        built = speaker.sentence("click.built") if name == "dang" else ""
        for_sh = {**_each(said, _for_sh), "command": command, "done": _DONE_SH.format(_for_sh(built)) if built else ""}
        script = _filled("posix.sh", for_sh)
        found |= {f"{name}.command": script, f"{name}.sh": script}
        done = _DONE_BATCH.format(for_batch(built)) if built else "exit /b 0"
        batch = _filled("windows.bat", {**_each(said, for_batch), "command": command, "done": done})
        found[f"{name}.bat"] = batch.replace("\n", "\r\n")
    return found


_DONE_SH = "printf '\\n%s\\n' '{}'\nwait_and_leave 0\n"
_DONE_BATCH = "echo.\necho {}"


def record() -> bytes:
    """Content of RECORD on this computer; unnormalised bytes, or folders on macOS would not be found again."""
    return f"{PROGRAM / 'build.py'}\n{sys.executable}\n".encode("utf-8", "surrogateescape")


def make_runnable(path: Path) -> None:
    """Makes scripts executable for all who may read them, on systems that need it."""
    mode = path.stat().st_mode
    path.chmod(mode | (mode & 0o444) >> 2)


def _filled(template: str, values: Mapping[str, str]) -> str:
    """A file of starter/click/ with its placeholders (`@NAME@`) filled in."""
    text = (_TEMPLATES / template).read_text(encoding="utf-8")
    return re.sub(r"@([a-z-]+)@", lambda found: values[found[1]], text)


def _each(said: Mapping[str, str], written: Callable[[str], str]) -> dict[str, str]:
    return {key: written(sentence) for key, sentence in said.items()}


def _for_sh(sentence: str) -> str:
    """Escapes text for single quotes in a shell script."""
    return sentence.replace("'", "'\\''")


def for_batch(sentence: str) -> str:
    """Escapes text for `echo` in a batch file."""
    return _SPECIAL.sub(r"^\g<0>", sentence.replace("%", "%%"))
