"""Content store with optimistic locking: a file is read with its version, and saved only if that is still current.

What is overwritten is kept in the file's history first, and so is what could not be saved: of two windows, or of the
editor and git, neither loses a text. No path outside content/ is accepted.
"""

import datetime
import os
import re
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import NamedTuple

from bantin.content.file_facts import PUBLISHED, ending_of, may_be_shown
from bantin.content.file_names import is_markdown
from bantin.content.file_references import named_file
from bantin.disk import files, history, writing
from bantin.problems import Mistakes, Place, error
from bantin.text import nfc, slugify


class Stored(NamedTuple):
    """A content file as it is now."""

    text: str
    version: str
    """Another one if a byte of the file is another."""


class Conflict(NamedTuple):
    """The file has changed since it was read: nothing was written, and both texts are kept."""

    theirs: Stored | None
    """None: the file is gone."""
    kept: str
    """The name in the file's history of the text that was to be written."""


class NotEditable(ValueError):
    """Raised for a path of no content file, or a file that cannot be edited as text."""


@dataclass
class Store:
    """The content of one project, for one thread."""

    project: Path

    def read(self, path: str) -> Stored:
        """The file at `path`. Raises NotEditable, FileNotFoundError, OSError."""
        return _stored(self._file(path).read_bytes(), path)

    def save(self, path: str, version: str, text: str, instant: datetime.datetime) -> Stored | Conflict:
        """Writes `text`, if the file still has `version`, '' for no file at all. Raises NotEditable, OSError; then the
        file is as it was.
        """
        file = self._file(path)
        data = text.encode()
        try:
            before = file.read_bytes()
        except FileNotFoundError:
            before = None
        if version != ("" if before is None else files.digest(before)):
            kept = history.keep(self.project, path, data, instant)
            return Conflict(None if before is None else _stored(before, path), kept)
        if before != data:
            if before is not None:
                history.keep(self.project, path, before, instant)
            file.parent.mkdir(parents=True, exist_ok=True)
            writing.replace_bytes(file, data)
            history.keep(self.project, path, data, instant)
        return Stored(text, files.digest(data))

    def versions(self, path: str) -> tuple[history.Version, ...]:
        """Earlier versions of the file, the newest first."""
        self._file(path)
        return history.versions(self.project, path)

    def version(self, path: str, name: str) -> str:
        """The text of one of them. Raises FileNotFoundError, NotEditable."""
        self._file(path)
        return _stored(history.read(self.project, path, name), path).text

    def place(self, path: str, name: str, data: bytes) -> str:
        """Stores a file in the article's own folder, and returns its path from the article at `path`.

        Its bytes stay as they are: a build turns photographs upright, and takes out what cameras note in them.
        Nothing is replaced: the same bytes are there once, others get a number. Raises Mistakes for a kind of file
        that no article may have, NotEditable, OSError.
        """
        article = self._file(path)
        ending = ending_of(name)
        if not may_be_shown(name) and ending not in PUBLISHED:
            raise Mistakes([error("editor-file-kind", Place(name), ending=ending or "?")])
        stem = slugify(nfc(name.rpartition(".")[0])) or "tep"
        folder = article.with_name(_folder_name(article))
        folder.mkdir(parents=True, exist_ok=True)
        names = (f"{stem}{f'-{number}' if number > 1 else ''}.{ending}" for number in count(1))
        target = next(file for file in map(folder.joinpath, names) if _is_free(file, data))
        if not target.exists():
            writing.replace_bytes(target, data)
        return f"{folder.name}/{target.name}"

    def picture(self, path: str, name: str) -> bytes:
        """The picture that the article at `path` calls `name`. Raises NotEditable for what is none, or is not under
        content/, and OSError."""
        found = named_file(path, name)
        self._file(path)
        if found is None or not may_be_shown(found):
            raise NotEditable(name)
        file, inside = self.project / found, (self.project / "content").resolve()
        if not file.resolve().is_relative_to(inside):
            raise NotEditable(name)
        return file.read_bytes()

    def _file(self, path: str) -> Path:
        parts = path.split("/")
        if parts[0] != "content" or not is_markdown(path) or any(part in ("", ".", "..") for part in parts):
            raise NotEditable(path)
        file = self.project.joinpath(*parts)
        inside = (self.project / "content").resolve()
        if not file.parent.resolve().is_relative_to(inside) or file.is_symlink():
            raise NotEditable(path)
        return file


def _is_free(file: Path, data: bytes) -> bool:
    """Whether `data` may stand in `file`, or stands there already."""
    return not os.path.lexists(file) or (file.is_file() and file.read_bytes() == data)


def _folder_name(article: Path) -> str:
    """Of the pictures and attachments of an article, which its translations share."""
    return re.sub(r"\.[A-Za-z]{2}$", "", article.stem)


def _stored(data: bytes, path: str) -> Stored:
    try:
        return Stored(data.decode(), files.digest(data))
    except UnicodeDecodeError:
        raise NotEditable(path) from None
