"""Files that change and look the same: of one size, within the clock's grain, after the look; and time that passes."""

import datetime
import os
from pathlib import Path
from typing import Any

import pytest

from bantin.build import incremental, snapshot
from bantin.build.file_reader import FileReader
from bantin.build.types import Unpublished
from bantin.cache.store import BuildCache
from bantin.disk import files as disk_files
from bantin.disk import walk
from bantin.problems import Place, error
from tests.build.settled import DAY, FILES, SAME_SIZE, assert_nothing_to_do, clean
from tests.builds import MANNERS, came, picture, settle
from tests.portal import NOW, Portal, written

pytestmark = pytest.mark.usefixtures("quick")


each_file = pytest.mark.parametrize("path", SAME_SIZE)


def test_same_sizes() -> None:
    """The contents above differ and are as long."""
    for path, content in SAME_SIZE.items():
        old, new = (text.encode() if isinstance(text, str) else text for text in (FILES[path], content))
        assert (len(old), old == new) == (len(new), False)


def _same_time(path: Path, data: bytes) -> None:
    found = path.stat()
    path.write_bytes(data)
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


def _replaced_same_time(path: Path, data: bytes) -> None:
    found = path.stat()
    other = path.with_name(".other")
    other.write_bytes(data)
    os.utime(other, ns=(found.st_atime_ns, found.st_mtime_ns))
    other.replace(path)


@each_file
def test_other_content_of_the_same_size(path: str, portal: Portal) -> None:
    """However it was written and whatever time it was given: an earlier one, the same, one to come, that of others."""
    other = {**FILES, path: SAME_SIZE[path]}
    expected = [clean(other, portal), clean(FILES, portal)]
    assert expected[0].files != expected[1].files
    assert came(portal) == expected[1]
    for turn, write in enumerate((*MANNERS, _same_time, _replaced_same_time)):
        content = (other, FILES)[turn % 2][path]
        write(portal.folder / path, content.encode() if isinstance(content, str) else content)
        settle()
        assert came(portal) == expected[turn % 2]
        assert_nothing_to_do(portal, NOW, expected[turn % 2])


def _with_times(patch: pytest.MonkeyPatch, now_ns: int, clock_ns: int) -> None:
    """Each file looks as changed at one time, and the disk's clock shows another."""
    of_folder, one = walk.walk_folder, walk.list_one

    def dated(source: walk.FileEntry) -> walk.FileEntry:
        return source._replace(mtime_ns=now_ns, ctime_ns=now_ns, inode=7)

    def walked(*asked: Any, **named: Any) -> walk.WalkedFolder:
        found = of_folder(*asked, **named)
        return found._replace(found=[dated(source) for source in found.found])

    patch.setattr(walk, "walk_folder", walked)
    patch.setattr(walk, "list_one", lambda *asked: tuple(dated(source) for source in one(*asked)))
    patch.setattr(disk_files, "clock", lambda folder: clock_ns)


LONG_AGO = 1_700_000_000_123_456_789


@pytest.mark.parametrize(
    "clock",
    [
        LONG_AGO,
        LONG_AGO + 9_000_000,
        LONG_AGO - 5_000_000_000,
        (LONG_AGO // 10**9 + 1) * 10**9,
        (LONG_AGO // 10**9 - 3600) * 10**9,
    ],
    ids=["same tick", "next tick", "set back", "whole seconds", "set back, whole seconds"],
)
@each_file
def test_changed_within_the_clocks_grain(
    path: str, clock: int, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that was changed just before the look may be changed just after it and look the same: it is read again."""
    expected = clean({**FILES, path: SAME_SIZE[path]}, portal)
    _with_times(monkeypatch, LONG_AGO, clock)
    came(portal)
    portal.write(path, SAME_SIZE[path])
    assert came(portal) == expected


def test_a_clock_that_cannot_be_asked(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where `.cache/` cannot be made, no time proves anything."""

    def refuse(folder: Path) -> int:
        raise PermissionError(folder)

    expected = clean({**FILES, **SAME_SIZE}, portal)
    _with_times(monkeypatch, LONG_AGO, 0)
    monkeypatch.setattr(disk_files, "clock", refuse)
    came(portal)
    portal.write_all(SAME_SIZE)
    assert came(portal) == expected


@pytest.mark.parametrize("content", ["same size", "longer"])
@each_file
def test_changed_between_the_look_and_the_reading(
    path: str, content: str, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The build shows one or the other, or is refused; the next one shows what is there."""
    new = SAME_SIZE[path]
    if content == "longer":
        new = new + "\n\n" if isinstance(new, str) else picture(12, 90)
    after = clean({**FILES, path: new}, portal)
    first = came(portal)
    settle()

    def looked(project: Path) -> snapshot.Snapshot:
        found = snapshot.take(project)
        portal.write(path, new)
        return found

    portal.write("content/2026/tin.md", str(FILES["content/2026/tin.md"]))  # else nothing would be read
    monkeypatch.setattr(incremental, "take", looked)
    between = came(portal)
    if between not in (first, after):
        assert {problem.place.path for problem in between.problems} == {path}
        assert (between.files, between.pages) == (first.files, 0)
    monkeypatch.setattr(incremental, "take", snapshot.take)
    settle()
    assert came(portal) == after
    assert_nothing_to_do(portal, NOW, after)


@pytest.mark.parametrize("content", ["same size", "longer", "shorter", "gone"])
@pytest.mark.parametrize("path", ["content/2026/anh.png", "content/2026/tep.txt"])
def test_file_changed_while_pages_are_made(
    path: str, content: str, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What pages say of a file must be true of what is published: the build is refused, and says why."""
    files, old = FileReader.read, FILES[path]
    data = old.encode() if isinstance(old, str) else old
    new = {"same size": data[:-1] + b"?", "longer": data + b"??", "shorter": data[:-2], "gone": None}[content]

    def known(self: FileReader, *asked: Any) -> Any:
        found = files(self, *asked)
        if new is None:
            (portal.folder / path).unlink()
        else:
            portal.write(path, new)
        return found

    monkeypatch.setattr(FileReader, "read", known)
    refused = came(portal)
    assert {problem.place.path for problem in refused.problems} == {path}
    if new is not None:
        assert {problem.key for problem in refused.problems} == {"file-changing"}
    assert (refused.files, refused.pages) == ({}, 0)
    monkeypatch.setattr(FileReader, "read", files)
    portal.write(path, old)
    assert came(portal) == clean(FILES, portal)


def test_text_that_was_lost_and_changed(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that the cache lost is read again; if it is another one by then, the build is refused."""
    first, path = came(portal), "content/2026/bai.md"
    settle()
    portal.write("templates/parts/footer.html", "<footer>C</footer>")
    monkeypatch.setattr(BuildCache, "text", lambda *_, **__: None)
    assert came(portal) == clean({**FILES, "templates/parts/footer.html": "<footer>C</footer>"}, portal)

    def looked(project: Path) -> snapshot.Snapshot:
        found = snapshot.take(project)
        portal.write(path, SAME_SIZE[path])
        return found

    portal.write("templates/parts/footer.html", str(FILES["templates/parts/footer.html"]))
    settle()
    monkeypatch.setattr(incremental, "take", looked)
    refused = came(portal)
    assert (refused.problems, refused.pages) == ((error("file-changing", Place(path)),), 0)
    monkeypatch.undo()
    assert came(portal) == clean({**FILES, path: SAME_SIZE[path]}, portal)
    assert first.files != {}


def test_time_passes_and_goes_back(portal: Portal) -> None:
    """The instant at which something changes is never passed by unseen, in either direction."""
    path = "content/2026/tin.md"
    files = {**FILES, path: written(title="Tin", date="2026-03-10 08:00", category="thong-bao", expires="2026-03-11")}
    portal.write(path, files[path])
    settle()
    due = datetime.datetime(2026, 3, 10, 8, tzinfo=NOW.tzinfo)
    second = datetime.timedelta(seconds=1)
    instants = (NOW, due - second, due, due + 3 * DAY, due, due - second, NOW + 3 * second, NOW)
    for instant in instants:
        expected = clean(files, portal, instant)
        assert expected.waiting == (() if instant >= due else (Unpublished(path, "2026-03-10T08:00", "scheduled"),))
        assert came(portal, instant) == expected
        assert_nothing_to_do(portal, instant, expected)
        assert_nothing_to_do(portal, instant.astimezone(datetime.UTC), expected)
