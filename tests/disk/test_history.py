"""Earlier versions of an editor's files: whole, in order, and out of git's sight."""

import datetime
from pathlib import Path

import pytest

from bantin.disk import history

NOON = datetime.datetime(2026, 11, 29, 12, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))
TEXT = "content/2026/11/tin.md"


def test_versions_come_back_byte_for_byte(tmp_path: Path) -> None:
    """The newest first, with the moment at which each was kept, in UTC."""
    texts = [b"\xef\xbb\xbfm\xe1\xbb\x99t\r\n", b"\xff\x00", b""]
    names = [history.keep(tmp_path, TEXT, text, NOON + datetime.timedelta(hours=at)) for at, text in enumerate(texts)]
    kept = history.versions(tmp_path, TEXT)
    assert [version.name for version in kept] == names[::-1]
    assert [history.read(tmp_path, TEXT, version.name) for version in kept] == texts[::-1]
    assert kept[-1].instant == NOON
    assert (tmp_path / ".history/.gitignore").read_text() == "*\n"


def test_same_text_is_kept_once(tmp_path: Path) -> None:
    """Unless another came between."""
    first = history.keep(tmp_path, TEXT, b"a", NOON)
    assert history.keep(tmp_path, TEXT, b"a", NOON) == first
    history.keep(tmp_path, TEXT, b"b", NOON)
    history.keep(tmp_path, TEXT, b"a", NOON)
    kept = history.versions(tmp_path, TEXT)
    assert [history.read(tmp_path, TEXT, version.name) for version in kept] == [b"a", b"b", b"a"]


def test_order_holds_when_the_clock_goes_back(tmp_path: Path) -> None:
    """What was kept last is the newest, whatever the computer's clock says."""
    history.keep(tmp_path, TEXT, b"a", NOON)
    history.keep(tmp_path, TEXT, b"b", NOON - datetime.timedelta(days=1))
    assert history.read(tmp_path, TEXT, history.versions(tmp_path, TEXT)[0].name) == b"b"


def test_oldest_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many versions of a file are kept, the newest."""
    monkeypatch.setattr(history, "MOST", 3)
    for number in range(7):
        history.keep(tmp_path, TEXT, str(number).encode(), NOON)
    kept = history.versions(tmp_path, TEXT)
    assert [history.read(tmp_path, TEXT, version.name) for version in kept] == [b"6", b"5", b"4"]


@pytest.mark.parametrize("name", ["../../../config.yaml", "", ".", "20261129T120000000000Z-1a2b3c4d"])
def test_only_versions_are_read(tmp_path: Path, name: str) -> None:
    """No name leads anywhere else."""
    (tmp_path / "config.yaml").write_text("")
    history.keep(tmp_path, TEXT, b"a", NOON)
    with pytest.raises(FileNotFoundError):
        history.read(tmp_path, TEXT, name)


@pytest.mark.parametrize("path", ["content/../config.yaml", "content//a.md", "content/./a.md"])
def test_only_content_has_a_history(tmp_path: Path, path: str) -> None:
    """A path that leaves the folder is none."""
    with pytest.raises(FileNotFoundError):
        history.keep(tmp_path, path, b"", NOON)
