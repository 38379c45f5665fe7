"""The SQLite file of the build cache: found to be ours and whole, or made anew."""

import sqlite3
from contextlib import suppress
from pathlib import Path

from bantin.cache.folder import leads_elsewhere, prepare

_OURS = 0x42416E01
"""By which a file is known as ours, of this form (SQLite's `application_id`)."""
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
        except sqlite3.OperationalError:
            return None
        except (sqlite3.DatabaseError, UnicodeDecodeError):  # no database, or no longer one
            with suppress(OSError):
                path.unlink()
    return None


def _connected(path: Path) -> sqlite3.Connection:
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
