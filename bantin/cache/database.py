"""The SQLite file of the build cache: found to be ours and whole, or made anew."""

import sqlite3
from contextlib import suppress
from pathlib import Path

from bantin.cache.folder import leads_elsewhere, prepare

TROUBLES = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite raises; the second where it puts a damaged file's bytes into its own message."""
_OURS = 0x42416E01
"""By which a file is known as ours, of this form (SQLite's `application_id`)."""
_VERSION = b"\x01\x01"
"""Of the form of our files, for writing and reading (SQLite's database header, offset 18)."""
_TABLES = f"""
BEGIN;
CREATE TABLE chunks (kind TEXT, number INTEGER, digest TEXT, data BLOB, PRIMARY KEY (kind, number));
CREATE TABLE texts (mark TEXT PRIMARY KEY, digest TEXT, data BLOB);
PRAGMA application_id = {_OURS};
COMMIT;
"""


def opened(path: Path) -> sqlite3.Connection | None:
    """The file at `path`, made if it is missing, made anew if it is no cache; None if it cannot be had."""
    with suppress(OSError):  # a folder that may not be written can still be read
        prepare(path.parent)
    if leads_elsewhere(path.parent):
        return None
    for _ in range(2):
        try:
            return _connected(path)
        except TROUBLES as trouble:
            if not is_damage(trouble):
                return None
            with suppress(OSError):
                path.unlink()
    return None


def is_damage(trouble: Exception) -> bool:
    """Whether this is said of a file that is no database any more: also if SQLite does not understand our words, since
    the names of tables and columns stand in it. Else the file is locked, full or read-only.
    """
    code = getattr(trouble, "sqlite_errorcode", None)  # missing where it is Python that objects
    return not isinstance(trouble, sqlite3.OperationalError) or code == sqlite3.SQLITE_ERROR


def _connected(path: Path) -> sqlite3.Connection:
    if _version(path) not in (b"", _VERSION):
        raise sqlite3.DatabaseError("of a later SQLite")  # which this one would read, and never write
    file = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        file.text_factory = lambda data: data.decode("utf-8", "replace")
        file.execute("PRAGMA synchronous = OFF")  # a power cut may cost the cache; every row proves itself
        (owner,) = file.execute("PRAGMA application_id").fetchone()
        if owner != _OURS:
            if file.execute("SELECT 1 FROM sqlite_master").fetchone():
                raise sqlite3.DatabaseError("of another program")
            file.executescript(_TABLES)
    except BaseException:
        file.close()
        raise
    return file


def _version(path: Path) -> bytes:
    """What a file says of its form; b"" if it says nothing, or cannot be read, of which SQLite will tell."""
    if not path.is_file():
        return b""
    with suppress(OSError), path.open("rb") as file:
        return file.read(20)[18:]
    return b""
