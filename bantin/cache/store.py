"""What a build keeps for the next one, in the project's folder `.cache/`: one SQLite file, and pictures.

It only ever saves time. Each row bears the digest of its key and bytes, keyed by a secret of the user's own folder (see
`user`): what is damaged, cut short, of another program, or came with a copy of the project from somebody else is as
good as absent, and made anew; where there is no secret, nothing is read or kept here. Rows are JSON and texts; nothing
in them is ever executed. One build at a time writes; another that runs meanwhile, or one that may not write here, keeps
what it needs in memory.
"""

import json
import sqlite3
import zlib
from collections.abc import Callable, Collection, Container, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from bantin.cache import database
from bantin.cache.database import TROUBLES, is_damage
from bantin.cache.folder import file_of, keyed_digest
from bantin.cache.user import UserCache

_CHUNKS = 64
"""Rows of one kind are kept in so many pieces: all are read at once, and an edit writes one anew."""
_RECENT = 500
"""Texts that are at hand without asking for them again: what one article's neighbours show."""


class BuildCache:
    """An opened cache; also without a file, then it lasts as long as this process."""

    def __init__(self, project: Path | None, is_clean: bool = False, is_reader: bool = False) -> None:
        """Of the portal in the folder `project`; None: in memory only. `is_clean`: forget all that was kept.
        `is_reader`: what is new is kept in memory only, for who lives longer than a build.
        """
        self._secret = UserCache().secret if project else None
        self._path = file_of(project, self._secret) if project and self._secret else None
        if is_clean and self._path:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)
        self._file = database.opened(self._path) if self._path else None
        self._is_writing = False
        self._is_in_memory = self._path is None or is_reader
        self._may_write = not self._is_in_memory
        self._is_damaged = False
        self._memory: dict[str, bytes] = {}  # texts, where they cannot be written
        self._rows: dict[str, tuple[str, dict[str, Any]]] = {}  # by kind: who made them, and the rows
        self._recent: dict[str, bytes] = {}
        self._missed: set[str] = set()
        """The marks of texts that were not found, or were damaged."""

    # ---- rows: all of a kind at once

    def rows(self, kind: str, made_by: str) -> dict[str, Any]:
        """The rows of a kind, by key; none if anything but `made_by` made them."""
        if kind not in self._rows:
            found = self._rows_in_file(kind, made_by)
            if not self._is_in_memory:
                return found
            self._rows[kind] = made_by, found
        by, rows = self._rows[kind]
        return dict(rows) if by == made_by else {}

    def _rows_in_file(self, kind: str, made_by: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for each in self._asked("SELECT number, digest, data FROM chunks WHERE kind = ? ORDER BY number", kind):
            found.update(self._rows_in_chunk(kind, made_by, each))
        return found

    def _rows_in_chunk(self, kind: str, made_by: str, chunk: Sequence[Any]) -> dict[str, Any]:
        """The rows in a chunk: its number, digest and bytes; none if it is damaged, or anything else made it."""
        number, digest, data = chunk
        if not isinstance(data, bytes) or digest != self._keyed_digest(f"{kind} {number}", data):
            return {}
        try:
            by, rows = json.loads(data)
        except (ValueError, RecursionError):
            return {}
        return rows if by == made_by and number in range(_CHUNKS) else {}

    def keep_rows(
        self, kind: str, made_by: str, there: Container[str], row: Callable[[str], Any], changed: Collection[str]
    ) -> None:
        """Keeps the rows of a kind, in the place of those that `rows` gave. `changed` are the keys whose rows are not
        what they were; of those that are still `there`, `row` gives the row.
        """
        if self._is_in_memory:
            kept = self.rows(kind, made_by)
            _exchange(kept, changed, there, row)
            self._rows[kind] = made_by, kept
            return
        numbers: dict[int, list[str]] = {}
        written: dict[int, str] = {}
        for key in changed:
            numbers.setdefault(_number(key), []).append(key)
        if not numbers or not self._begin():
            return
        for number, keys in sorted(numbers.items()):
            words = "SELECT number, digest, data FROM chunks WHERE kind = ? AND number = ?"
            chunk: dict[str, Any] = {}
            for each in self._asked(words, kind, number):
                chunk = self._rows_in_chunk(kind, made_by, each)
            _exchange(chunk, keys, there, row)
            data = json.dumps([made_by, chunk], ensure_ascii=False, separators=(",", ":")).encode()
            written[number] = self._keyed_digest(f"{kind} {number}", data)
            if not self._tell("INSERT OR REPLACE INTO chunks VALUES (?, ?, ?, ?)", kind, number, written[number], data):
                return
        there_now = dict(self._asked("SELECT number, digest FROM chunks WHERE kind = ? ORDER BY number", kind))
        self._note_lost(any(there_now.get(number) != digest for number, digest in written.items()))

    # ---- texts: one at a time

    def text(self, mark: str, is_soon: bool = True) -> bytes | None:
        """What was kept under this mark. `is_soon`: it will soon be asked for again."""
        found = self._recent.get(mark) or self._memory.get(mark)
        if found is not None:
            return found
        for digest, data in self._asked("SELECT digest, data FROM texts WHERE mark = ?", mark):
            if isinstance(data, bytes) and digest == self._keyed_digest(mark, data):
                if is_soon:
                    self._remember(mark, data)
                return data
        self._missed.add(mark)
        return None

    def keep_text(self, mark: str, data: bytes, is_soon: bool = True) -> None:
        """Keeps a text. `is_soon`: it will soon be asked for again."""
        if is_soon:
            self._remember(mark, data)
        digest = self._keyed_digest(mark, data)
        if not self._begin() or not self._tell("INSERT OR REPLACE INTO texts VALUES (?, ?, ?)", mark, digest, data):
            self._memory[mark] = data
        elif mark in self._missed:
            self._note_lost(self._asked("SELECT digest FROM texts WHERE mark = ?", mark) != [(digest,)])

    def drop_texts(self, needed: Collection[str]) -> None:
        """Forgets all texts but these."""
        self._memory = {mark: data for mark, data in self._memory.items() if mark in needed}
        if self._is_in_memory:
            return
        gone = [mark for (mark,) in self._asked("SELECT mark FROM texts") if mark not in needed]
        if gone and self._begin():
            for mark in gone:
                self._tell("DELETE FROM texts WHERE mark = ?", mark)

    def forget_texts(self, marks: Iterable[str]) -> None:
        """Forgets these texts."""
        for mark in marks:
            self._memory.pop(mark, None)
            self._recent.pop(mark, None)
            if self._begin():
                self._tell("DELETE FROM texts WHERE mark = ?", mark)

    def _remember(self, mark: str, data: bytes) -> None:
        if len(self._recent) >= _RECENT:
            del self._recent[next(iter(self._recent))]
        self._recent[mark] = data

    # ---- the file

    def save(self) -> None:
        """Writes what was kept since the last time."""
        if self._is_writing and self._tell("COMMIT"):
            self._is_writing = False

    def keep_in_memory(self) -> None:
        """Saves; what is new from now on is kept in memory only, as for a reader: builds may write meanwhile."""
        self.save()
        self._is_in_memory = True
        self._may_write = False

    def close(self) -> None:
        """Saves, and lets go of the file; a damaged one is removed, so that the next build begins a new one."""
        self.save()
        if self._file is not None:
            with suppress(sqlite3.Error):
                self._file.close()
            self._file = None
        if self._is_damaged and self._path is not None:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)

    def _begin(self) -> bool:
        """Whether this build may write: only the first that wants to."""
        if not self._is_writing and self._may_write:
            self._is_writing = self._may_write = self._tell("BEGIN IMMEDIATE")
        return self._is_writing

    def _asked(self, words: str, *values: object) -> list[tuple[Any, ...]]:
        if self._file is None:
            return []
        try:
            return self._file.execute(words, values).fetchall()
        except TROUBLES as trouble:  # damaged, or locked by another build that writes
            self._note(trouble)
            return []

    def _tell(self, words: str, *values: object) -> bool:
        """Whether it was written. If not (a full disk, a damaged file), nothing more is."""
        if self._file is None:
            return False
        try:
            self._file.execute(words, values)
        except TROUBLES as trouble:
            self._note(trouble)
            with suppress(*TROUBLES):
                self._file.execute("ROLLBACK")
            self._is_writing = self._may_write = False
            return False
        return True

    def _keyed_digest(self, key: str, data: bytes) -> str:
        return keyed_digest(self._secret or b"", key, data).hex()

    def _note(self, trouble: Exception) -> None:
        self._is_damaged = self._is_damaged or is_damage(trouble)

    def _note_lost(self, is_lost: bool) -> None:
        """What was written and is not found again was written into a damaged file, of which SQLite need not say so."""
        self._is_damaged = self._is_damaged or is_lost


def _exchange(rows: dict[str, Any], changed: Iterable[str], there: Container[str], row: Callable[[str], Any]) -> None:
    """Puts the rows of the keys that are `there` in the place of those that have changed."""
    for key in changed:
        rows.pop(key, None)
        if key in there:
            rows[key] = row(key)


def _number(key: str) -> int:
    return zlib.crc32(key.encode()) % _CHUNKS
