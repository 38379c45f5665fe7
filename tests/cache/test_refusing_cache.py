"""A cache on a disk that is full, read-only, locked or broken: a build does without, the next ones use it again."""

import contextlib
import functools
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bantin.cache import database
from bantin.cache.folder import FOLDER
from bantin.disk import files
from tests.builds import Came, build, came, is_short, lay, settle
from tests.cache.harmed import EDIT, FILES, assert_right, harmed
from tests.portal import Portal

pytestmark = pytest.mark.usefixtures("quick")


class _Refusing(sqlite3.Connection):
    """Raises `trouble` from the statement number `first` on, for each statement that begins with `words`."""

    trouble: type[sqlite3.Error] = sqlite3.OperationalError
    words: tuple[str, ...] = ("",)
    first = 0
    met = 0

    def execute(self, *asked: Any) -> sqlite3.Cursor:
        kind = type(self)
        if asked[0].lstrip().startswith(kind.words):
            kind.met += 1
            if kind.met > kind.first:
                raise kind.trouble("as told")
        return super().execute(*asked)


def refuse(patch: pytest.MonkeyPatch, trouble: type[sqlite3.Error], first: int, *words: str) -> None:
    """Has statements refused from now on."""
    kind = type("Refusing", (_Refusing,), {"trouble": trouble, "words": words or ("",), "first": first, "met": 0})
    patch.setattr(sqlite3, "connect", functools.partial(sqlite3.connect, factory=kind))


TROUBLES = (sqlite3.OperationalError, sqlite3.DatabaseError)
"""A full, locked, read-only or broken disk; a damaged file."""


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("first", [0, 1, 2, 3, 4, 6, 10, 20, 40])
def test_refused_at_any_statement(
    trouble: type[sqlite3.Error],
    first: int,
    built: Portal,
    expected: tuple[Came, Came],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """From one moment on nothing is read or written; also in a build that has no cache yet."""
    with harmed(built) as file:
        for is_there in (True, False):
            with monkeypatch.context() as patch:
                refuse(patch, trouble, first)
                built.write_all(EDIT)
                assert came(built) == expected[0]
            if is_there:
                file.unlink(missing_ok=True)
                lay(built, FILES)
        assert_right(built, expected)


@pytest.mark.parametrize("word", ["BEGIN", "INSERT", "DELETE", "COMMIT", "SELECT", "PRAGMA"])
@pytest.mark.parametrize("trouble", TROUBLES)
def test_refused_one_kind_of_statement(
    trouble: type[sqlite3.Error],
    word: str,
    built: Portal,
    expected: tuple[Came, Came],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A disk that can be read and not written, or the other way round."""
    with harmed(built):
        with monkeypatch.context() as patch:
            refuse(patch, trouble, 0, word)
            assert_right(built, expected, is_mended=False)
        lay(built, FILES)
        settle()
        build(built)
        assert_right(built, expected)


@pytest.mark.parametrize("pages", [1, 2, 3, 4, 6, 9, 20])
def test_full_disk(pages: int, built: Portal, expected: tuple[Came, Came], monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite itself finds that there is no room for more."""
    connected = database._connected

    def full(path: Path) -> sqlite3.Connection:
        opened = connected(path)
        opened.execute(f"PRAGMA max_page_count = {pages}")
        return opened

    with harmed(built) as file:
        file.unlink()
        with monkeypatch.context() as patch:
            patch.setattr(database, "_connected", full)
            assert_right(built, expected, is_mended=False)
        lay(built, FILES)
        settle()
        build(built)
        assert_right(built, expected)


def test_read_only_file(built: Portal, expected: tuple[Came, Came], monkeypatch: pytest.MonkeyPatch) -> None:
    """It is read, and not written."""

    with harmed(built) as file:
        data = file.read_bytes()
        real = sqlite3.connect
        with monkeypatch.context() as patch:
            patch.setattr(sqlite3, "connect", lambda path, **how: real(f"file:{path}?mode=ro", uri=True, **how))
            assert is_short(built)
            assert_right(built, expected, is_mended=False)
        assert file.read_bytes() == data
        assert_right(built, expected)


def test_read_only_folder(built: Portal, expected: tuple[Came, Came], monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the folder nor anything in it can be made."""
    mkdir, write_text, clock = Path.mkdir, Path.write_text, files.clock

    def refused(path: Path) -> None:
        if FOLDER in path.parts:
            raise PermissionError(13, "Permission denied", str(path))

    def no_mkdir(path: Path, *how: Any, **named: Any) -> None:
        refused(path)
        mkdir(path, *how, **named)

    def no_text(path: Path, *how: Any, **named: Any) -> int:
        refused(path)
        return write_text(path, *how, **named)

    def no_clock(folder: Path) -> int:
        refused(folder)
        return clock(folder)

    with harmed(built) as file:
        shutil.rmtree(file.parent)
        with monkeypatch.context() as patch:
            patch.setattr(Path, "mkdir", no_mkdir)
            patch.setattr(Path, "write_text", no_text)
            patch.setattr(files, "clock", no_clock)
            assert_right(built, expected, is_mended=False)
            assert not file.parent.exists()
        assert_right(built, expected)


def test_locked_by_another(built: Portal, expected: tuple[Came, Came]) -> None:
    """While another process writes, or reads, a build does without."""
    for words in ("BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"):
        with harmed(built) as file:
            other = sqlite3.connect(file, isolation_level=None)
            other.execute(words)
            try:
                assert_right(built, expected, is_mended=False)
            finally:
                other.execute("ROLLBACK")
                other.close()
            assert_right(built, expected)


def test_damaged_file_is_closed_before_it_is_removed(
    built: Portal, expected: tuple[Came, Came], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows removes no file that is open: there it would be in the way for ever."""
    opened: list[sqlite3.Connection] = []
    is_open: list[str] = []
    real, unlink = sqlite3.connect, Path.unlink

    def connect(*asked: Any, **named: Any) -> sqlite3.Connection:
        opened.append(real(*asked, **named))
        return opened[-1]

    def removed(path: Path, missing_ok: bool = False) -> None:
        if path == built.kept:
            for connection in opened:
                with contextlib.suppress(sqlite3.ProgrammingError):  # closed
                    connection.total_changes  # noqa: B018 -- it is asked whether it can be asked
                    is_open.append(path.name)
        unlink(path, missing_ok)

    for at in (0, 5000):
        with harmed(built) as file:
            data = file.read_bytes()
            file.write_bytes(data[:at] + bytes(4096) + data[at + 4096 :])
            with monkeypatch.context() as patch:
                patch.setattr(sqlite3, "connect", connect)
                patch.setattr(Path, "unlink", removed)
                assert_right(built, expected)
            assert is_open == []
