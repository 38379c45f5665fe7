"""Reading files of real folders: their bytes, their texts, their digests, their times."""

import os
import sys
import time
from pathlib import Path

import pytest

from bantin.disk import files as disk_files
from bantin.disk import walk
from bantin.problems import Mistakes, Place, error
from tests.portal import Portal


def test_file_that_went_away(tmp_path: Path) -> None:
    """Between listing and reading anything may happen."""
    Portal(tmp_path).write_all({"content/x.md": "x"})
    (source,) = walk.list_files(tmp_path, "content").sources
    source.real.unlink()
    gone = error("file-unreadable", Place("content/x.md"), reason=os.strerror(2))
    assert disk_files.read_bytes(source, 10) == gone
    assert disk_files.read_text(source) == (gone,)


def test_file_over_the_limit(tmp_path: Path) -> None:
    """The limit itself is allowed; what has grown since the listing counts."""
    Portal(tmp_path).write_all({"content/x.md": b"x" * 3000})
    (source,) = walk.list_files(tmp_path, "content").sources
    assert disk_files.read_bytes(source, 3000) == b"x" * 3000
    assert disk_files.read_bytes(source, 2999) == error("file-too-big", Place("content/x.md"), size=3, limit=2)
    source.real.write_bytes(b"x" * 3001)
    assert disk_files.read_text(source, 3000) == (error("file-too-big", Place("content/x.md"), size=4, limit=3),)


def test_read_folder(tmp_path: Path) -> None:
    """By path in the folder, sorted; partial templates begin with `_`."""
    Portal(tmp_path).write_all(
        {"t/pages/home.html": "h", "t/_a.html": "a", "t/base.html": "b", "t/README.md": "", "t/.x": ""}
    )
    assert list(disk_files.read_folder(tmp_path / "t", "templates").items()) == [
        ("_a.html", b"a"),
        ("base.html", b"b"),
        ("pages/home.html", b"h"),
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_read_folder_raises_all_mistakes(tmp_path: Path) -> None:
    """Named as in the project."""
    Portal(tmp_path).write_all({"secret": "", "t/a.html": "a"})
    (tmp_path / "t/b.html").symlink_to(tmp_path / "secret")
    with pytest.raises(Mistakes) as raised:
        disk_files.read_folder(tmp_path / "t", "templates")
    target = str(tmp_path / "secret")
    assert raised.value.problems == (error("link-leaves-folder", Place("templates/b.html"), target=target),)


def test_overlay(tmp_path: Path) -> None:
    """A project's file stands in for the program's, one by one; the clone is its own project."""
    Portal(tmp_path).write_all(
        {"program/t/a.html": "A", "program/t/b/c.html": "C", "ward/t/b/c.html": "c", "ward/t/b/d.html": "d"}
    )
    program, ward = tmp_path / "program", tmp_path / "ward"
    assert list(disk_files.overlay(program, ward, "t").items()) == [
        ("a.html", b"A"),
        ("b/c.html", b"c"),
        ("b/d.html", b"d"),
    ]
    assert disk_files.overlay(program, program / ".." / "program", "t") == {"a.html": b"A", "b/c.html": b"C"}
    assert disk_files.overlay(program, tmp_path / "none", "t") == {"a.html": b"A", "b/c.html": b"C"}


def test_digests_agree(tmp_path: Path) -> None:
    """Of bytes and of a file; 32 hex digits."""
    (tmp_path / "x").write_bytes(b"x" * 3_000_000)
    assert disk_files.digest_file(tmp_path / "x") == disk_files.digest(b"x" * 3_000_000)
    assert disk_files.digest(b"") == "cae66941d9efbd404e4d88758ea67670"


def test_settled(tmp_path: Path) -> None:
    """A file is believed by its times only if they lie before the look by more than the disk's grain."""
    before = disk_files.clock(tmp_path)
    (tmp_path / "x").write_bytes(b"x")
    found = (tmp_path / "x").stat()
    assert not disk_files.is_settled(found.st_mtime_ns, found.st_mtime_ns, before)
    time.sleep(0.05)
    assert (
        disk_files.is_settled(found.st_mtime_ns, found.st_mtime_ns, disk_files.clock(tmp_path))
        or before % 1_000_000_000 == 0
    )
    assert [file.name for file in tmp_path.iterdir()] == ["x"]
    second = 1_000_000_000
    assert not disk_files.is_settled(98 * second, 98 * second, 100 * second)
    assert disk_files.is_settled(97 * second, 97 * second, 100 * second)
    assert not disk_files.is_settled(5, 100 * second, 50 * second + 1)
