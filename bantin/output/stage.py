"""Where finished files wait until all of the site is ready to change."""

import os
from contextlib import suppress
from pathlib import Path

from bantin.output.refusals import is_folder

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class Stage:
    """A folder on the file system of the site, with files that shall take their places there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._prefix = f"{folder}{os.sep}"
        self._names = 0
        self.files: dict[str, str] = {}
        """Output path → the finished file, on disk."""

    @property
    def kept(self) -> str:
        """How the paths begin of what is kept there while the site changes."""
        return f"{self._prefix}old-"

    def clear(self) -> None:
        """Empties the stage, and makes it if it is missing; raises OSError."""
        if not is_folder(self._folder):
            with suppress(FileNotFoundError):
                self._folder.unlink()
            self._folder.mkdir()
        with os.scandir(self._folder) as found:
            leftovers = [leftover.path for leftover in found]
        for leftover in leftovers:
            os.unlink(leftover)  # noqa: PTH108 - thousands of them, and a Path object for each would double the time

    def put(self, path: str, data: bytes) -> None:
        """A finished file for an output path; raises OSError."""
        self._names += 1  # a name that none had, not even a file that the disk had no room for
        finished = f"{self._prefix}{self._names}"
        handle = os.open(finished, _NEW_FILE, 0o666)
        try:
            written = os.write(handle, data)
            while written < len(data):
                written += os.write(handle, data[written:])
        finally:
            os.close(handle)
        self.files[path] = finished
