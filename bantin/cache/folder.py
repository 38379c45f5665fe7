"""The folder `.cache/` of a project: where it is, how it is made, and what says that this user kept something in it."""

import os
import stat
import sys
from hashlib import blake2b
from pathlib import Path

FOLDER = ".cache"


def file_of(project: Path, secret: bytes) -> Path:
    """The cache of the user who has this secret. Nobody else knows its name, so that SQLite never opens a file, nor a
    journal beside it, that somebody made to lead it astray.
    """
    return project / FOLDER / f"build-{keyed_digest(secret, FOLDER, b'').hex()[:16]}.sqlite"


def prepare(folder: Path) -> None:
    """Makes the folder of the cache, which no repository takes in; raises OSError."""
    folder.mkdir(exist_ok=True)
    ignore = folder / ".gitignore"
    if not leads_elsewhere(folder) and not os.path.lexists(ignore):
        ignore.write_text("*\n", encoding="utf-8")


def leads_elsewhere(path: Path) -> bool:
    """Whether it is a link. One that came with a project could have us write, or tidy up, among the user's files."""
    try:
        found = path.lstat()
    except OSError:
        return False
    if sys.platform == "win32" and found.st_reparse_tag == stat.IO_REPARSE_TAG_MOUNT_POINT:
        return True  # a junction
    return stat.S_ISLNK(found.st_mode)


def keyed_digest(secret: bytes, key: str, data: bytes) -> bytes:
    """What says that somebody who knows `secret` kept `data` under `key`: keyed BLAKE2b, 16 bytes (RFC 7693)."""
    return blake2b(key.encode() + b"\0" + data, digest_size=16, key=secret).digest()
