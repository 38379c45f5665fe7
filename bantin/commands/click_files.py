"""The files that a portal's editors double-click: to preview it, to write, to build.

They hold no path of this computer, so that a portal may be kept in git and worked on at several: where Bantin and its
Python lie is in a file of its own, which git ignores. One that finds no Bantin there, nor in a folder `bantin` beside
the portal, asks for build.py to be dropped into its window, and writes down where that is.
"""

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from bantin.console.console import Console
from bantin.disk.program import PROGRAM

RECORD = ".bantin-path"
"""Where Bantin lies: the path of build.py, and on the next line that of Python."""
COMMANDS = {"xem-thu": "serve", "soan-bai": "serve --write", "dang": "build"}
"""What each file runs. Their names are the same in every language: whoever helps by telephone has to name them."""
_TEMPLATES = Path(__file__).with_name("starter") / "click"
_SPECIAL = re.compile(r"[\^&|<>()\"]")
"""What a line of a batch file takes for more than a letter."""


def texts(speaker: Console) -> dict[str, str]:
    """Each file, by its name; they speak the language of `speaker`."""
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
    """What the file RECORD says on this computer; byte for byte, or a folder on macOS would not be found again."""
    return f"{PROGRAM / 'build.py'}\n{sys.executable}\n".encode("utf-8", "surrogateescape")


def make_runnable(path: Path) -> None:
    """Lets whoever may read a script run it; where a system asks for that."""
    mode = path.stat().st_mode
    path.chmod(mode | (mode & 0o444) >> 2)


def _filled(template: str, values: Mapping[str, str]) -> str:
    """A file of starter/click/ with each `@NAME@` replaced."""
    text = (_TEMPLATES / template).read_text(encoding="utf-8")
    return re.sub(r"@([a-z-]+)@", lambda found: values[found[1]], text)


def _each(said: Mapping[str, str], written: Callable[[str], str]) -> dict[str, str]:
    return {key: written(sentence) for key, sentence in said.items()}


def _for_sh(sentence: str) -> str:
    """As it is written between single quotes."""
    return sentence.replace("'", "'\\''")


def for_batch(sentence: str) -> str:
    """As it is written behind `echo`."""
    return _SPECIAL.sub(r"^\g<0>", sentence.replace("%", "%%"))
