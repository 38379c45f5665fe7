"""Rows of a cache that hold what no build wrote, some with the right digest: always the site of a clean build."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bantin.build import text_rules, theme_files
from bantin.cache.store import BuildCache
from tests.builds import Came, build, came, came_clean, settle
from tests.cache.harmed import EDIT, FILES, OTHER_EDIT, assert_of_use, assert_right, changed, harmed
from tests.portal import Portal

pytestmark = pytest.mark.usefixtures("quick")


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
