"""Content files for one who writes: nobody's text is lost, and nothing else of the disk is reached."""

import datetime
import os
from pathlib import Path

import pytest

from bantin.disk import history
from bantin.editor.store import Conflict, NotEditable, Store, Stored
from bantin.problems import Mistakes

NOON = datetime.datetime(2026, 11, 29, 12, tzinfo=datetime.UTC)
TIN = "content/2026/11/tin.md"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A project with one article, and a file outside of content/."""
    (tmp_path / "content/2026/11").mkdir(parents=True)
    (tmp_path / TIN).write_bytes(b"m\xe1\xbb\x99t\r\n")
    (tmp_path / "config.yaml").write_text("bí mật")
    return Store(tmp_path)


def test_saved_text_is_there_and_the_old_one_too(store: Store) -> None:
    """The file is the bytes that were given; what was there before is the second version."""
    saved = store.save(TIN, store.read(TIN).version, "hai\n", NOON)
    assert isinstance(saved, Stored)
    assert (store.project / TIN).read_bytes() == b"hai\n"
    assert saved == store.read(TIN)
    assert [store.version(TIN, each.name) for each in store.versions(TIN)] == ["hai\n", "một\r\n"]


def test_two_windows_lose_nothing(store: Store) -> None:
    """The second to save is told of the first; its own text is kept."""
    version = store.read(TIN).version
    store.save(TIN, version, "của người thứ nhất", NOON)
    told = store.save(TIN, version, "của người thứ hai", NOON)
    assert isinstance(told, Conflict)
    assert told.theirs is not None
    assert told.theirs.text == "của người thứ nhất"
    assert (store.project / TIN).read_text() == "của người thứ nhất"
    assert store.version(TIN, told.kept) == "của người thứ hai"
    again = store.save(TIN, told.theirs.version, "của người thứ hai", NOON)
    assert isinstance(again, Stored)


def test_file_that_went_meanwhile(store: Store) -> None:
    """Git or a colleague removed it: it does not come back unasked, and the text is kept."""
    version = store.read(TIN).version
    (store.project / TIN).unlink()
    told = store.save(TIN, version, "còn đây", NOON)
    assert isinstance(told, Conflict)
    assert told.theirs is None
    assert not (store.project / TIN).exists()
    assert store.version(TIN, told.kept) == "còn đây"
    (store.project / TIN).parent.rmdir()
    assert store.save(TIN, "", "còn đây", NOON) == store.read(TIN)
    assert isinstance(store.save(TIN, "", "nữa", NOON), Conflict)


def test_refused_disk_leaves_the_file(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk: the file is as it was, and nothing half lies beside it."""
    version = store.read(TIN).version

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.save(TIN, version, "hai", NOON)
    assert (store.project / TIN).read_bytes() == b"m\xe1\xbb\x99t\r\n"
    assert [file.name for file in (store.project / TIN).parent.iterdir()] == ["tin.md"]


@pytest.mark.parametrize(
    "path", ["config.yaml", "content/../config.yaml", "content/x.yaml", "/etc/passwd", "content//2026/11/tin.md", ""]
)
def test_only_articles_are_reached(store: Store, path: str) -> None:
    """No path leads anywhere else, to read or to write."""
    with pytest.raises(NotEditable):
        store.read(path)
    with pytest.raises(NotEditable):
        store.save(path, "", "x", NOON)
    assert (store.project / "config.yaml").read_text() == "bí mật"


def test_links_lead_nowhere(store: Store) -> None:
    """Neither a file nor a folder that is a link out of the content."""
    (store.project / "content/ra.md").symlink_to(store.project / "config.yaml")
    (store.project / "content/ngoai").symlink_to(store.project)
    for path in ("content/ra.md", "content/ngoai/x.md"):
        with pytest.raises(NotEditable):
            store.read(path)


def test_files_of_an_article(store: Store) -> None:
    """In the folder of its name, which its translation shares; never over another, the same one once."""
    assert store.place(TIN, "Ảnh Lễ.JPG", b"1") == "tin/anh-le.jpg"
    assert store.place(TIN, "Ảnh Lễ.JPG", b"2") == "tin/anh-le-2.jpg"
    assert store.place(TIN, "anh le.jpg", b"1") == "tin/anh-le.jpg"
    assert store.place("content/2026/11/tin.en.md", "Đơn.pdf", b"3") == "tin/don.pdf"
    assert store.place(TIN, "../../x.pdf", b"4") == "tin/x.pdf"
    assert (store.project / "content/2026/11/tin/anh-le-2.jpg").read_bytes() == b"2"


@pytest.mark.parametrize("name", ["a.html", "a.exe", "a", "a.svg.js"])
def test_files_that_no_article_may_have(store: Store, name: str) -> None:
    """They are refused before they are written."""
    with pytest.raises(Mistakes):
        store.place(TIN, name, b"x")
    assert not (store.project / "content/2026/11/tin").exists()


def test_history_is_out_of_content(store: Store) -> None:
    """Nothing of it is ever published."""
    store.save(TIN, store.read(TIN).version, "hai", NOON)
    assert sorted(path.name for path in store.project.iterdir()) == [history.FOLDER, "config.yaml", "content"]
