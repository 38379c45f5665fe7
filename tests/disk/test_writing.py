"""Files that are written whole or not at all."""

import unicodedata
from pathlib import Path

import pytest

from bantin.disk import writing

NFC = unicodedata.normalize("NFC", "ảnh phố")
NFD = unicodedata.normalize("NFD", NFC)


def test_write_text(tmp_path: Path) -> None:
    """UTF-8, NFC, LF everywhere; never in the place of another file; nothing unfinished is left."""
    path = tmp_path / "content/2018/x.md"
    writing.write_text(path, f"{NFD}\n")
    assert path.read_bytes() == f"{NFC}\n".encode()
    with pytest.raises(FileExistsError):
        writing.write_text(path, "khác")
    with pytest.raises(UnicodeEncodeError):
        writing.write_text(path.with_name("y.md"), "\ud800")
    assert [file.name for file in path.parent.iterdir()] == ["x.md"]


def test_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    """What may be read by a group, or be run, still may when other words stand in it."""
    path = tmp_path / "x.sh"
    path.write_text("một")
    path.chmod(0o750)
    writing.replace_text(path, f"{NFD}\n")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (f"{NFC}\n".encode(), 0o750)


def test_refused_file_stands_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full, or a program that holds the file: the old words stand, and no half file beside them."""
    path = tmp_path / "x.md"
    path.write_text("một")

    def refused(self: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(PermissionError):
        writing.replace_text(path, "hai")
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("x.md", "một")]
