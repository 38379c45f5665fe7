"""What is kept between builds, harmed in every way: always the site of a clean build, and soon a cache of use again."""

import contextlib
import functools
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bantin.build import incremental, page_tasks, text_rules, text_tasks, theme_files, worker
from bantin.cache import database
from bantin.cache.folder import FOLDER
from bantin.cache.store import BuildCache
from bantin.disk import files
from bantin.disk.program import PROGRAM
from tests.builds import Came, Files, build, came, came_clean, is_short, lay, picture, settle
from tests.portal import CONFIG, Portal, templates_compiled_once, written

FILES: Files = {
    "config.yaml": CONFIG,
    **{
        f"content/2026/bai-{number}.md": written(
            f"Đoạn {number}. [Xem](bai-1.md) <font>cũ</font>",
            title=f"Bài {number}",
            date=f"2026-03-0{number}",
            category="thong-bao",
        )
        for number in range(1, 6)
    },
    "content/2026/bai-6.md": written("![Cây](anh.png) Hết.", title="Bài 6", date="2026-03-06", category="thong-bao"),
    "content/2026/anh.png": picture(10),
}
EDIT: Files = {
    "content/2026/bai-2.md": written("Khác.", title="Bài 2", date="2026-03-02", category="thong-bao"),
    "templates/parts/footer.html": "<footer></footer>",
}
"""One text is made anew, and every page, for which all other texts are taken from the cache."""
OTHER_EDIT: Files = {"content/2026/bai-3.md": written(title="Bài 3", date="2026-03-03", category="thong-bao")}


@pytest.fixture(scope="module", autouse=True)
def quick() -> Iterator[None]:
    """Templates are compiled once, and nobody waits for the disk: no test cuts the power."""
    with templates_compiled_once(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)
        yield


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """A portal that was built before, to be made `harmed`."""
    portal = Portal(tmp_path_factory.mktemp("built"))
    portal.write_all(FILES)
    build(portal)
    return portal


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> tuple[Came, Came]:
    """Clean builds of the portal after one edit and after both."""
    folder = tmp_path_factory.mktemp("clean")
    return came_clean({**FILES, **EDIT}, folder), came_clean({**FILES, **EDIT, **OTHER_EDIT}, folder)


@contextlib.contextmanager
def harmed(portal: Portal) -> Iterator[Path]:
    """The file of the portal's cache as a build has just left it, to be harmed within."""
    folder = portal.folder / FOLDER
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)
    lay(portal, FILES)
    settle()
    build(portal)
    assert is_short(portal)
    yield portal.kept


def assert_right(portal: Portal, expected: tuple[Came, Came], is_mended: bool = True) -> None:
    """After edits the builds are right; and if it can be, the cache is of use by then."""
    lay(portal, {**FILES, **EDIT})
    assert came(portal) == expected[0]
    lay(portal, {**FILES, **EDIT, **OTHER_EDIT})
    settle()
    assert came(portal) == expected[1]
    assert came(portal) == expected[1]
    if is_mended:
        assert_of_use(portal)


def assert_of_use(portal: Portal) -> None:
    """What was just built is known: nothing is read again."""
    assert is_short(portal)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(incremental, "_nothing_changed", lambda *_: None)
        patch.setattr(text_tasks, "read_texts", None)
        patch.setattr(page_tasks, "render_pages", None)
        build(portal)


# ---- harmed files -------------------------------------------------------------------------------------------------


def test_sound(built: Portal, expected: tuple[Came, Came]) -> None:
    """A cache that nobody harmed is of use: what the tests below compare with."""
    with harmed(built) as file:
        assert_of_use(built)
        assert_right(built, expected)
        assert file.read_bytes().startswith(b"SQLite format 3\0")


def test_is_ignored_by_git(built: Portal) -> None:
    """The folder says itself that it is not to be committed."""
    assert (built.folder / ".cache/.gitignore").read_text(encoding="utf-8") == "*\n"


@pytest.mark.parametrize("length", [0, 1, 16, 50, 99, 100, 101, 512, 4095, 4096, 4097, 8192, 0.3, 0.5, 0.9, -4096, -1])
def test_truncated(length: float, built: Portal, expected: tuple[Came, Came]) -> None:
    """Cut off at any length."""
    with harmed(built) as file:
        data = file.read_bytes()
        file.write_bytes(data[: int(length * len(data)) if 0 < length < 1 else int(length)])
        assert_right(built, expected)


@pytest.mark.parametrize(("at", "byte"), [(18, 3), (47, 132)])
def test_header_of_a_later_sqlite(at: int, byte: int, built: Portal, expected: tuple[Came, Came]) -> None:
    """A file that SQLite may not write, or whose form it does not know, by its own header alone: it is made anew."""
    with harmed(built) as file:
        data = bytearray(file.read_bytes())
        data[at] = byte
        file.write_bytes(bytes(data))
        assert_right(built, expected)


@pytest.mark.parametrize("table", ["chunks", "texts"])
def test_rows_that_are_not_found_again(table: str, built: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that takes rows in and does not find them is thrown away, though SQLite calls nothing wrong."""
    tell = BuildCache._tell

    def lose(cache: BuildCache, words: str, *values: object) -> bool:
        return words.startswith(f"INSERT OR REPLACE INTO {table} ") or tell(cache, words, *values)

    with harmed(built) as file:
        for is_lost in (False, True):
            cache = BuildCache(built.folder)
            with monkeypatch.context() as patch:
                if is_lost:
                    patch.setattr(BuildCache, "_tell", lose)
                cache.keep_rows("kind", f"made {is_lost}", {"key"}, lambda key: key, ["key"])
                mark = f"mark {is_lost}"
                assert cache.text(mark) is None
                cache.keep_text(mark, b"text")
                cache.close()
            assert file.exists() != is_lost


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), kind=st.sampled_from(("one bit", "bytes", "a page", "cut and more")))
def test_damaged_at_random(seed: int, kind: str, built: Portal, expected: tuple[Came, Came]) -> None:
    """A bit, some bytes, a page of zeros or of another place, an end of garbage."""
    mixed = random.Random(seed)
    with harmed(built) as file:
        data = bytearray(file.read_bytes())
        at = mixed.randrange(len(data))
        if kind == "one bit":
            data[at] ^= 1 << mixed.randrange(8)
        elif kind == "bytes":
            for _ in range(mixed.choice((3, 30, 300))):
                data[mixed.randrange(len(data))] = mixed.randrange(256)
        elif kind == "a page":
            to, other = (mixed.randrange(len(data) // 4096) * 4096 for _ in range(2))
            data[to : to + 4096] = data[other : other + 4096] if mixed.random() < 0.7 else bytes(4096)
        else:
            data[at:] = mixed.randbytes(mixed.randrange(5000))
        file.write_bytes(bytes(data))
        assert_right(built, expected)


def test_every_page_damaged_in_turn(built: Portal, expected: tuple[Came, Came]) -> None:
    """One byte of each page, each time another one."""
    with harmed(built) as file:
        data = file.read_bytes()
        for number in range(0, len(data) // 4096, 3):
            at = number * 4096 + number * 37 % 4096
            file.write_bytes(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])
            built.write_all(EDIT)
            assert came(built) == expected[0]
            lay(built, FILES)
            build(built)


def test_damage_that_sqlite_cannot_put_into_words(built: Portal, expected: tuple[Came, Came]) -> None:
    """What SQLite says of a damaged scheme quotes its bytes; if they are no UTF-8, Python raises another error."""
    with harmed(built) as file:
        data = file.read_bytes()
        file.write_bytes(data.replace(b"CREATE TABLE chunks", b"CREATE T\xd6BLE chunks"))
        assert file.read_bytes() != data
        assert_right(built, expected)


def test_damage_to_the_name_of_a_column(built: Portal, expected: tuple[Came, Came]) -> None:
    """SQLite then does not understand us, which is no damage to it; the file would be of no use for ever."""
    with harmed(built) as file:
        data = file.read_bytes()
        file.write_bytes(data.replace(b"digest TEXT", b"digost TEXT"))
        assert file.read_bytes() != data
        assert_right(built, expected)


def _folder(path: Path) -> None:
    path.mkdir()
    (path / "x").touch()


def _link_to_nowhere(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere/at all")


def _link_to_a_file(path: Path) -> None:
    target = path.with_name("elsewhere")
    target.write_text("Not a database", encoding="utf-8")
    path.symlink_to(target)


INSTEAD: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "garbage": lambda path: path.write_bytes(bytes(range(256)) * 64),
    "text": lambda path: path.write_text("Not a database", encoding="utf-8"),
    "a header alone": lambda path: path.write_bytes(b"SQLite format 3\0"),
    "a folder": _folder,
    "a link to nowhere": _link_to_nowhere,
    "a link to a file": _link_to_a_file,
    "nothing": lambda path: None,
}


@pytest.mark.parametrize("name", INSTEAD)
def test_something_else_instead(name: str, built: Portal, expected: tuple[Came, Came]) -> None:
    """Something else bears the cache's name."""
    with harmed(built) as file:
        file.unlink()
        INSTEAD[name](file)
        assert_right(built, expected, is_mended=name not in ("a folder", "a link to nowhere"))


def test_folder_is_a_file(built: Portal, expected: tuple[Came, Came]) -> None:
    """There can be no cache."""
    with harmed(built) as file:
        shutil.rmtree(file.parent)
        file.parent.write_text("", encoding="utf-8")
        assert_right(built, expected, is_mended=False)


def test_folder_is_a_link_to_nowhere(built: Portal, expected: tuple[Came, Came]) -> None:
    """There can be no cache either."""
    with harmed(built) as file:
        shutil.rmtree(file.parent)
        file.parent.symlink_to(built.folder / "nowhere")
        assert_right(built, expected, is_mended=False)


SCHEMES = {
    "other columns": "CREATE TABLE chunks (x); CREATE TABLE texts (y, z);",
    "one table": "CREATE TABLE texts (mark, digest, data);",
    "views": "CREATE VIEW chunks AS SELECT 1 AS kind, 2 AS number, 3 AS digest, 4 AS data; "
    "CREATE VIEW texts AS SELECT 1 AS mark, 2 AS digest, 3 AS data;",
    "an index": "CREATE TABLE other (x); CREATE INDEX chunks ON other (x); CREATE TABLE texts (mark, digest, data);",
    "no keys": "CREATE TABLE chunks (kind, number, digest, data); CREATE TABLE texts (mark, digest, data);",
    "triggers": "CREATE TABLE chunks (kind, number, digest, data); CREATE TABLE texts (mark, digest, data); "
    "CREATE TRIGGER refuse BEFORE INSERT ON chunks BEGIN SELECT RAISE(ABORT, 'no'); END;",
    "a check": "CREATE TABLE chunks (kind, number, digest, data CHECK (data IS NULL)); "
    "CREATE TABLE texts (mark, digest, data);",
    "UTF-16": "PRAGMA encoding = 'UTF-16'; CREATE TABLE other (x);",
    "WAL": "PRAGMA journal_mode = WAL; CREATE TABLE other (x);",
}


@pytest.mark.parametrize("name", SCHEMES)
def test_foreign_database(name: str, built: Portal, expected: tuple[Came, Came]) -> None:
    """A database of another program, which may even have tables of these names."""
    with harmed(built) as file:
        file.unlink()
        foreign = sqlite3.connect(file)
        foreign.executescript(SCHEMES[name])
        foreign.close()
        assert_right(built, expected)


def changed(file: Path, change: Callable[[sqlite3.Connection], object]) -> None:
    """Changes a cache's rows."""
    opened = sqlite3.connect(file)
    change(opened)
    opened.commit()
    opened.close()


ODD = ("NULL", "1", "-1e300", "'chữ'", "x'ff00'", "x'5b5d'", "CAST(x'fffe' AS TEXT)")


@pytest.mark.parametrize("value", ODD)
def test_rows_of_odd_types(value: str, built: Portal, expected: tuple[Came, Came]) -> None:
    """Each column in its turn holds what no build writes."""
    for table, column in (
        *(("chunks", column) for column in ("kind", "number", "digest", "data")),
        *(("texts", column) for column in ("mark", "digest", "data")),
    ):
        with harmed(built) as file:

            def spoil(opened: sqlite3.Connection, table: str = table, column: str = column) -> None:
                opened.executescript(
                    f"CREATE TABLE rest AS SELECT * FROM {table}; DROP TABLE {table}; "
                    f"CREATE TABLE {table} AS SELECT * FROM rest; UPDATE {table} SET {column} = {value};"
                )

            changed(file, spoil)
            built.write_all(EDIT)
            assert came(built) == expected[0]


# ---- rows that prove themselves, and yet are not what they should be ----------------------------------------------


def _exchange_chunks(opened: sqlite3.Connection) -> None:
    """Each row has the digest and bytes of its neighbour."""
    rows = opened.execute("SELECT kind, number, digest, data FROM chunks").fetchall()
    for (kind, number, *_), (*_, told, data) in zip(rows, rows[1:] + rows[:1], strict=True):
        opened.execute(
            "UPDATE chunks SET digest = ?, data = ? WHERE kind = ? AND number = ?", (told, data, kind, number)
        )


def _exchange_kinds(opened: sqlite3.Connection) -> None:
    """Each kind has the rows of another one."""
    kinds = [kind for (kind,) in opened.execute("SELECT DISTINCT kind FROM chunks ORDER BY kind")]
    opened.execute("UPDATE chunks SET kind = 'old ' || kind")
    for kind, other in zip(kinds, kinds[1:] + kinds[:1], strict=True):
        opened.execute("UPDATE chunks SET kind = ? WHERE kind = ?", (kind, f"old {other}"))


def _exchange_texts(opened: sqlite3.Connection) -> None:
    """Each text stands under the mark of another one."""
    rows = opened.execute("SELECT mark, digest, data FROM texts").fetchall()
    for (mark, *_), (_, told, data) in zip(rows, rows[1:] + rows[:1], strict=True):
        opened.execute("UPDATE texts SET digest = ?, data = ? WHERE mark = ?", (told, data, mark))


def _lose_texts(opened: sqlite3.Connection) -> None:
    opened.execute("DELETE FROM texts")


def _lose_entries(opened: sqlite3.Connection) -> None:
    opened.execute("DELETE FROM chunks WHERE kind = 'entries' AND number % 2")


@pytest.mark.parametrize(
    "change",
    [_exchange_chunks, _exchange_kinds, _exchange_texts, _lose_texts, _lose_entries],
    ids=lambda change: str(change.__name__),
)
def test_rows_in_the_wrong_place(
    change: Callable[[sqlite3.Connection], object], built: Portal, expected: tuple[Came, Came]
) -> None:
    """A digest that fits the bytes, under another key, is not believed; what was lost is made again."""
    with harmed(built) as file:
        changed(file, change)
        assert_right(built, expected)


SHAPES = (
    "null",
    "[]",
    "{}",
    "1",
    '"chữ"',
    "[null]",
    "[[]]",
    '[[1, 2, 3, 4], "x"]',
    "[null, [null, [], []]]",
    "[1" * 3000,
)


@pytest.mark.parametrize("shape", [*SHAPES, "not JSON", "a list"], ids=lambda shape: shape[:20])
def test_rows_of_another_shape(shape: str, built: Portal, expected: tuple[Came, Came]) -> None:
    """Rows that bear their digest may hold anything, be it by another version of the program."""

    def reshape(opened: sqlite3.Connection) -> None:
        for kind, number, data in opened.execute("SELECT kind, number, data FROM chunks").fetchall():
            made_by, rows = json.loads(data)
            inside = ", ".join(f"{json.dumps(key)}: {shape}" for key in rows)
            new = f"[{json.dumps(made_by)}, {{{inside}}}]".encode()
            new = b"{" if shape == "not JSON" else b"[1, 2, 3]" if shape == "a list" else new
            told = BuildCache(built.folder)._keyed_digest(f"{kind} {number}", new)
            opened.execute(
                "UPDATE chunks SET digest = ?, data = ? WHERE kind = ? AND number = ?", (told, new, kind, number)
            )

    with harmed(built) as file:
        changed(file, reshape)
        assert_right(built, expected)


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"{}", b"[]\n", b'["", "", 0, [], [], [[1]]]\nx', b"\xff\n\xff", b"null\n"]
)
def test_texts_of_another_shape(data: bytes, built: Portal, expected: tuple[Came, Came]) -> None:
    """The same for texts."""

    def reshape(opened: sqlite3.Connection) -> None:
        for (mark,) in opened.execute("SELECT mark FROM texts").fetchall():
            opened.execute(
                "UPDATE texts SET digest = ?, data = ? WHERE mark = ?",
                (BuildCache(built.folder)._keyed_digest(mark, data), data, mark),
            )

    with harmed(built) as file:
        changed(file, reshape)
        assert_right(built, expected)


def test_another_version_of_the_program(built: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version made is not believed, and not in the way."""
    with harmed(built):
        with monkeypatch.context() as patch:
            for module in (text_rules, theme_files):  # it stands in the addresses of the index
                patch.setattr(module, "program_digest", lambda: "another")
            first = came_clean({**FILES, **EDIT}, tmp_path)
            assert_right(built, (first, came_clean({**FILES, **EDIT, **OTHER_EDIT}, tmp_path)))
        built.write("content/2026/bai-2.md", FILES["content/2026/bai-2.md"])
        settle()
        build(built)
        assert_of_use(built)


# ---- disks that refuse --------------------------------------------------------------------------------------------


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


# ---- killed builds ------------------------------------------------------------------------------------------------

KILL = """
import os, signal, sys
from pathlib import Path
from bantin.cache.store import BuildCache
from tests.builds import build
from tests.portal import Portal

portal, moments = Portal(Path(sys.argv[1])), [int(word) for word in sys.argv[2:]]
tell = BuildCache._tell
done = 0

def told(self, words, *values):
    global done
    if done == moment:
        os.kill(os.getpid(), signal.SIGKILL)
    done += 1
    return tell(self, words, *values)

BuildCache._tell = told
moment = moments[0]
build(portal)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
@pytest.mark.parametrize("moment", [1, 4, 10])
def test_killed_while_it_writes(moment: int, built: Portal, expected: tuple[Came, Came]) -> None:
    """A build that is killed half-way through what it keeps leaves nothing that is believed and wrong."""
    with harmed(built):
        built.write_all({**EDIT, "config.yaml": CONFIG.replace("Notices", "Notes")})
        killed = subprocess.run(
            [sys.executable, "-c", KILL, str(built.folder), str(moment)],
            env={**os.environ, "PYTHONPATH": str(PROGRAM)},
            check=False,
        )
        assert killed.returncode == -signal.SIGKILL
        built.write("config.yaml", CONFIG)
        assert_right(built, expected)


def test_journal_of_another_file(built: Portal, expected: tuple[Came, Came]) -> None:
    """SQLite's own journal, left by a killed build, of a file that is another one by now."""
    with harmed(built) as file:
        before = file.read_bytes()
        writing = sqlite3.connect(file, isolation_level=None)
        writing.execute("PRAGMA cache_size = 1")
        writing.execute("BEGIN IMMEDIATE")
        writing.execute("UPDATE chunks SET data = zeroblob(9000)")
        journal = file.with_name(f"{file.name}-journal")
        left = journal.read_bytes()
        writing.execute("ROLLBACK")
        writing.close()
        for data in (before, b"", before[:20000], before + before):
            file.write_bytes(data)
            journal.write_bytes(left)
            built.write_all(EDIT)
            assert came(built) == expected[0]
            lay(built, FILES)
        journal.write_bytes(bytes(5000))
        assert_right(built, expected)


# ---- the user's own folder ----------------------------------------------------------------------------------------


def test_users_folder_damaged(
    built: Portal, expected: tuple[Came, Came], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is kept there is proved as well: cut short, altered, empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    mixed = random.Random(1)
    with harmed(built):
        built.write_all(EDIT)
        build(built)
        lay(built, FILES)
        build(built)
        for harm in (
            lambda data: b"",
            lambda data: data[: len(data) // 2],
            lambda data: data[:-1] + b"?",
            lambda data: mixed.randbytes(len(data)),
        ):
            for path in (tmp_path / "bantin").iterdir():
                path.write_bytes(harm(path.read_bytes()))
            built.write_all(EDIT)
            assert came(built) == expected[0]
            lay(built, FILES)
            build(built)


# ---- the store by itself ------------------------------------------------------------------------------------------

ROWS = st.dictionaries(st.text(max_size=5), st.lists(st.integers() | st.text(max_size=3) | st.none(), max_size=3))


@settings(max_examples=40)
@given(st.lists(ROWS, min_size=1, max_size=5))
def test_rows_are_what_was_kept(steps: list[dict[str, Any]]) -> None:
    """After any changes the next process finds the rows that this one had, whichever were said to have changed."""
    with tempfile.TemporaryDirectory() as folder:
        for rows in steps:
            opened = BuildCache(Path(folder))
            before = opened.rows("kind", "maker")
            differing = {key for key in before.keys() | rows.keys() if before.get(key, 0) != rows.get(key, 0)}
            opened.keep_rows("kind", "maker", rows, rows.__getitem__, differing)
            opened.close()
            again = BuildCache(Path(folder))
            assert again.rows("kind", "maker") == rows
            assert again.rows("kind", "another maker") == {}
            assert again.rows("another kind", "maker") == {}
            again.close()


@pytest.mark.parametrize("is_on_disk", [True, False])
def test_texts(is_on_disk: bool, tmp_path: Path) -> None:
    """A text is what was kept under its mark; those that are not needed go."""
    opened = BuildCache(tmp_path if is_on_disk else None)
    texts = {f"mark {number}": bytes([number % 256]) * number for number in range(1, 1200)}
    for mark, data in texts.items():
        opened.keep_text(mark, data)
    assert all(opened.text(mark) == data for mark, data in texts.items())
    assert opened.text("another") is None
    opened.close()
    if is_on_disk:
        again = BuildCache(tmp_path)
        assert all(again.text(mark) == data for mark, data in texts.items())
        again.drop_texts({"mark 7"})
        again.close()
        once_more = BuildCache(tmp_path)
        assert (once_more.text("mark 7"), once_more.text("mark 8")) == (b"\7" * 7, None)
        once_more.forget_texts(["mark 7"])
        once_more.close()
        at_last = BuildCache(tmp_path)
        assert at_last._asked("SELECT mark FROM texts") == []
        at_last.close()


def test_texts_that_changed_go(tmp_path: Path) -> None:
    """After edits the cache holds the texts that there are, and what is searched of them, and no others."""
    portal = Portal(tmp_path)
    portal.write("config.yaml", CONFIG)
    portal.write("content/2026/03/hai.md", written("Hai.", title="Hai", date="2026-03-02", category="thong-bao"))
    kept: list[set[str]] = []
    for words in ("Một.", "Một, hai.", "Một, hai.", ""):
        path = "content/2026/03/mot.md"
        portal.write(path, written(words, title="Một", date="2026-03-01", category="thong-bao"))
        if not words:
            (portal.folder / path).unlink()
        portal.build()
        opened = BuildCache(portal.folder)
        kept.append({mark for (mark,) in opened._asked("SELECT mark FROM texts")})
        opened.close()
    first, edited, same, gone = kept
    assert (len(first), len(edited & first), edited == same) == (4, 2, True)
    assert gone == edited & first


def test_clean_forgets(built: Portal, expected: tuple[Came, Came]) -> None:
    """`--clean` takes nothing from what was kept."""
    with harmed(built):
        read: list[str] = []
        with pytest.MonkeyPatch.context() as patch:
            texts = text_tasks.read_texts

            def noted(context: bytes, batch: list[tuple[str, bytes]]) -> worker.BatchResult:
                read.extend(path for path, _ in batch)
                return texts(context, batch)

            patch.setattr(text_tasks, "read_texts", noted)
            outcome = build(built, is_clean=True)
        assert read == sorted(path for path in FILES if path.endswith(".md"))
        assert (outcome.changes.new, outcome.changes.changed, outcome.changes.removed) == ((), (), ())
        assert_of_use(built)


def test_cache_of_somebody_else(
    built: Portal, expected: tuple[Came, Came], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cache that came with a project, even under the name that ours has: no row of it is believed."""
    with harmed(built) as theirs:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        assert built.kept != theirs
        theirs.rename(built.kept)
        kept = BuildCache(built.folder)
        makers = {(kind, json.loads(data)[0]) for kind, data in kept._asked("SELECT kind, data FROM chunks")}
        marks = [mark for (mark,) in kept._asked("SELECT mark FROM texts")]
        assert makers
        assert marks
        assert [kind for kind, maker in makers if kept.rows(kind, maker)] == []
        assert [mark for mark in marks if kept.text(mark)] == []
        kept.close()
        assert_right(built, expected)


def test_no_secret_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no secret can be kept nothing is read from a project, nor kept in it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    (tmp_path / "file").touch()
    opened = BuildCache(tmp_path)
    opened.keep_text("mark", b"x")
    assert opened.text("mark") == b"x"
    opened.close()
    assert not (tmp_path / FOLDER).exists()
