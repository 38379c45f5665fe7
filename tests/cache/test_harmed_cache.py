"""A cache whose file is damaged, exchanged, or left by a killed build: always the site of a clean build."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bantin.cache.store import BuildCache
from bantin.disk.program import PROGRAM
from tests.builds import Came, build, came, lay
from tests.cache.harmed import EDIT, FILES, assert_of_use, assert_right, harmed
from tests.portal import CONFIG, Portal

pytestmark = pytest.mark.usefixtures("quick")


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
