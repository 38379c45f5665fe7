"""The user's own cache folder: compiled templates, sentences ready to use, and the secret.

By the secret, this user's programs know what they kept in a project.

Compiled templates are code. So they are never read from a project, which may come from anywhere, but from a folder that
nobody but this user can write into; where there is none, nothing is kept.
"""

import os
import re
import sys
from contextlib import suppress
from pathlib import Path

MOST = 600
"""So many files are kept; when there are more, the older half is removed."""


SECRET = "secret"
_SECRET_BYTES = 32


class UserCache:
    """The folder. Fits `environment.Compiled`."""

    def __init__(self) -> None:
        self._folder = _folder()

    @property
    def python(self) -> str:
        """Which Python runs: compiled code is its own."""
        return str(sys.implementation.cache_tag)

    def load(self, key: str) -> bytes | None:
        """What is kept under this key, of small letters, digits and hyphens."""
        if self._folder is None or not _is_ours(self._folder):
            return None
        try:
            return self._path(self._folder, key).read_bytes()
        except OSError:
            return None

    @property
    def secret(self) -> bytes | None:
        """32 bytes that nobody but this user knows, made when they are first asked for; None where none can be kept."""
        found = self.load(SECRET)
        if found is None or len(found) != _SECRET_BYTES:
            self.store(SECRET, os.urandom(_SECRET_BYTES))
            found = self.load(SECRET)  # of two that make one at the same time the later counts for both
        return found if found and len(found) == _SECRET_BYTES else None

    def store(self, key: str, data: bytes) -> None:
        """Keeps `data`, if it can."""
        if self._folder is None:
            return
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_ours(self._folder):
                return
            path = self._path(self._folder, key)
            unfinished = path.with_name(f"{path.name}.{os.getpid()}")
            unfinished.touch(mode=0o600)
            unfinished.write_bytes(data)
            unfinished.replace(path)
            _thin_out(self._folder)

    def _path(self, folder: Path, key: str) -> Path:
        if not re.fullmatch("[a-z0-9-]+", key):
            raise ValueError(key)
        return folder / key


def _folder() -> Path | None:
    """Where the system wants such things (XDG Base Directory Specification on Linux)."""
    folder = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", "")
    if folder and os.path.isabs(folder):  # noqa: PTH117 -- a text
        return Path(folder, "bantin")
    try:
        home = Path.home()
    except RuntimeError:  # a user without a home
        return None
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "bantin"


def _is_ours(folder: Path) -> bool:
    """Whether nobody else can have put something there. (Windows keeps each user's folders from the others.)"""
    if sys.platform == "win32":
        return True
    try:
        found = folder.stat()
    except OSError:
        return False
    return found.st_uid == os.getuid() and not found.st_mode & 0o022


def _thin_out(folder: Path) -> None:
    files = [path for path in folder.iterdir() if path.name != SECRET]
    if len(files) > MOST:
        for path in sorted(files, key=lambda path: path.stat().st_mtime)[: len(files) - MOST // 2]:
            path.unlink(missing_ok=True)
