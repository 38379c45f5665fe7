"""Files and folders given by the user → the files to import, and the files that belong to each.

A folder is a saved copy of an old portal: its pages are texts, its pictures belong to them; style sheets, scripts and
other files that a browser saves with a page are ignored.
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from bantin.disk import os_errors
from bantin.importing.types import Source
from bantin.patterns import lazy_pattern
from bantin.problems import Mistakes, Place, error
from bantin.text import nfc

_TEXTS = frozenset("txt md markdown html htm xhtml mhtml mht docx doc rtf odt pdf xlsx xls xml json".split())
"""Endings of files that may hold a text, or that somebody may believe to."""
_ROOTS = ("", "static", "assets", "public", "source")
"""Where other generators keep what their pages show from the site's root."""
_BESIDE = ("_files", ".files", "_tep")
"""What browsers and Word put behind a page's name for the folder of its pictures."""

_CONFIGS = ("hugo.toml", "hugo.yaml", "hugo.json", "config.toml", "config.yaml", "config.json", "_config.yml")
_BASE = lazy_pattern(
    r"""^\s*["']?(?:baseurl|url)["']?\s*[:=]\s*["']?https?://([^/\s"']+)""", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to be read."""

    path: Path
    name: str
    """As it was named, with `/`."""
    top: Path
    """The folder that was named, or the file's own: nothing outside it is ever read for this file."""

    def read(self) -> Source:
        """Its bytes. Raises Mistakes."""
        try:
            return Source(self.name, self.path.read_bytes())
        except OSError as trouble:
            raise Mistakes([os_errors.problem_of(trouble, self.name)]) from trouble

    def beside(self, reference: str) -> bytes | None:
        """The bytes of a file that it shows by a path of its own; None if there is none within `top`."""
        for written in dict.fromkeys((reference, unquote(reference))):
            relative = written.replace("\\", "/").split("?")[0].split("#")[0]
            bases = [self.top / root for root in _ROOTS] if relative.startswith("/") else [self.path.parent]
            for base in bases:
                if data := self._read_within(base / relative.lstrip("/")):
                    return data
        return None

    def _read_within(self, path: Path) -> bytes | None:
        try:
            target = path.resolve()
            return target.read_bytes() if target.is_relative_to(self.top.resolve()) and target.is_file() else None
        except (OSError, ValueError):  # a name that no file can have
            return None


def found(named: str) -> tuple[list[FoundFile], int]:
    """The files at `named`, a file or a folder, and the number of files in the folder that are no texts.

    Raises Mistakes if there is no such file.
    """
    path = Path(named)
    if path.is_dir():
        texts, others = [], 0
        for file in _walk(path):
            if file.suffix[1:].lower() in _TEXTS:
                shown = nfc(f"{path.name or '.'}/{file.relative_to(path).as_posix()}")
                texts.append(FoundFile(file, shown, path))
            else:
                others += 1
        return texts, others
    if not path.is_file():
        raise Mistakes([error("import-none", Place(nfc(named)))])
    return [FoundFile(path, nfc(path.name), path.parent)], 0


def hosts(named: Iterable[str]) -> set[str]:
    """The hosts of the given folders, from their generators' configuration files."""
    found: set[str] = set()
    for each in named:
        for name in _CONFIGS:
            try:
                text = (Path(each) / name).read_text(encoding="utf-8", errors="replace")
            except OSError:  # a file, or a folder without one
                continue
            if address := _BASE.search(text):
                found.add(address[1].lower().removeprefix("www."))
    return found


def _walk(folder: Path) -> Iterator[Path]:
    """The files of a folder and its subfolders, in order; without links, hidden files, and pictures of saved pages."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as trouble:
        raise Mistakes([os_errors.problem_of(trouble, folder.name)]) from trouble
    for entry in entries:
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir():
            if not entry.name.endswith(_BESIDE):
                yield from _walk(Path(entry.path))
        else:
            yield Path(entry.path)
