"""Writes files of a project beside those that it builds: new ones, and ones in the place of others.

Each is written whole or not at all: under a name that listings pass over, then renamed. The site has its own way, in
`output`, since there it is all files or none; `.cache/` too, which nobody misses.
"""

import errno
import os
import unicodedata
from contextlib import suppress
from pathlib import Path


def write_text(path: Path, text: str) -> None:
    """A new file of the editor's, in NFC and UTF-8; raises FileExistsError rather than replace one."""
    write_bytes(path, unicodedata.normalize("NFC", text).encode())


def write_bytes(path: Path, data: bytes) -> None:
    """The same of a picture, or of anything else that is no text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    # What is new was made from something that is still there: an archive of thousands need not wait for the disk.
    _write(path, data, is_waiting_for_disk=False)


def replace_text(path: Path, text: str) -> None:
    """A file that may stand in the place of another, in NFC and UTF-8. Raises OSError; then the other one stands."""
    replace_bytes(path, unicodedata.normalize("NFC", text).encode())


def replace_bytes(path: Path, data: bytes) -> None:
    """The same, byte for byte. It is on the disk when this returns, and keeps the other's permissions."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, data, is_waiting_for_disk=True)


def _write(path: Path, data: bytes, *, is_waiting_for_disk: bool) -> None:
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with unfinished.open("wb") as stream:
            stream.write(data)
            if is_waiting_for_disk:
                stream.flush()
                os.fsync(stream.fileno())
        with suppress(OSError):  # nothing stands there, or the disk knows no permissions
            unfinished.chmod(path.stat().st_mode & 0o777)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
