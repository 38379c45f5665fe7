"""Walking real folders: which files there are, by which names, and what is wrong with those that are none."""

import os
import sys
import unicodedata
from pathlib import Path

import pytest

from bantin.disk import files as disk_files
from bantin.disk import walk
from bantin.problems import Place, error, warning

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
needs_posix_names = pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps names as they are given")
NFC = unicodedata.normalize("NFC", "ảnh phố")
NFD = unicodedata.normalize("NFD", NFC)


def put(project: Path, files: dict[str, str | bytes]) -> None:
    """Files by their paths."""
    for path, content in files.items():
        target = project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())


def paths(listing: walk.FolderListing) -> list[str]:
    """What was found."""
    return [source.path for source in listing.sources]


def test_lists_every_file_by_path(tmp_path: Path) -> None:
    """Sorted by the whole path, whatever the order of the folders; what its writer put aside is passed over, an
    article that looks so is told."""
    put(
        tmp_path,
        {
            "content/2018/03/x.md": "x",
            "content/2018/03/x/anh.png": b"png",
            "content/2018/03/x-y.md": "",
            "content/README.md": "",
            "content/2018/readme.md": "",
            "content/_mau/x.md": "",
            "content/.obsidian/x.md": "",
            "content/2018/_nhap.md": "",
            "content/2018/.x.md.swp": "",
            "data/views.txt": "",
        },
    )
    listing = walk.list_files(tmp_path, "content")
    assert paths(listing) == ["content/2018/03/x-y.md", "content/2018/03/x.md", "content/2018/03/x/anh.png"]
    assert [(each.key, each.place.path) for each in listing.problems] == [("name-passed-over", "content/2018/_nhap.md")]


def test_no_folder_no_files(tmp_path: Path) -> None:
    """A portal without data/ has none."""
    listing = walk.list_files(tmp_path, "data")
    assert (listing.sources, listing.problems) == ((), ())


def test_source_says_what_the_listing_showed(tmp_path: Path) -> None:
    """All by which a file is known again."""
    put(tmp_path, {"content/x.md": "xin chào"})
    (source,) = walk.list_files(tmp_path, "content").sources
    found = (tmp_path / "content/x.md").stat()
    assert (source.size, source.mtime_ns) == (found.st_size, found.st_mtime_ns)
    if sys.platform != "win32":
        assert (source.ctime_ns, source.inode) == (found.st_ctime_ns, found.st_ino)
    assert source.real == tmp_path / "content/x.md"


@needs_posix_names
def test_name_in_nfd_is_found_in_nfc(tmp_path: Path) -> None:
    """The path is what an editor types; the real name is what the disk knows."""
    put(tmp_path, {f"content/{NFD}/{NFD}.md": "xin chào"})
    (source,) = walk.list_files(tmp_path, "content").sources
    assert source.path == f"content/{NFC}/{NFC}.md"
    assert source.name == f"{NFD}.md"
    assert disk_files.read_text(source) == "xin chào"


@needs_posix_names
def test_names_that_clash_elsewhere(tmp_path: Path) -> None:
    """Equal in NFC, or but for capitals: both named, each path listed once."""
    put(tmp_path, {f"content/{NFC}.md": "", f"content/{NFD}.md": "", "content/A/x.md": "", "content/a/X.md": ""})
    listing = walk.list_files(tmp_path, "content")
    assert paths(listing) == ["content/A/x.md", "content/a/X.md", f"content/{NFC}.md"]
    assert listing.problems == (
        error("names-clash", Place("content/a/X.md"), other="content/A/x.md"),
        error("names-clash", Place(f"content/{NFC}.md"), other=f"content/{NFC}.md"),
    )


@needs_posix_names
def test_name_that_cannot_be_shown(tmp_path: Path) -> None:
    """Neither a line break nor bytes that are no UTF-8 get into a message; a narrow blank (macOS) is a blank."""
    put(tmp_path, {"content/a\nb.md": "", os.fsdecode(b"content/\xff.md"): "", "content/3.01\u202fPM.png": ""})
    listing = walk.list_files(tmp_path, "content")
    assert paths(listing) == ["content/3.01 PM.png"]
    assert listing.problems == (
        error("name-unusable", Place("content/a\ufffdb.md")),
        error("name-unusable", Place("content/\ufffd.md")),
    )


@needs_links
def test_links(tmp_path: Path) -> None:
    """Only a link to a file of the same folder is followed; a loop is no trap."""
    put(
        tmp_path,
        {"secret.txt": "", "content-of-others/x.md": "", "content/chung/anh.png": b"png", "content/b/x.md": ""},
    )
    content = tmp_path / "content"
    (content / "b/anh.png").symlink_to("../chung/anh.png")
    (content / "b/out.md").symlink_to(tmp_path / "secret.txt")
    (content / "b/beside.md").symlink_to(tmp_path / "content-of-others/x.md")
    (content / "b/outside").symlink_to(tmp_path)
    (content / "b/loop").symlink_to("..")
    (content / "b/self").symlink_to("self")
    (content / "b/nothing.md").symlink_to("nowhere.md")
    listing = walk.list_files(tmp_path, "content")
    assert paths(listing) == ["content/b/anh.png", "content/b/x.md", "content/chung/anh.png"]
    assert disk_files.read_bytes(listing.sources[0], 10) == b"png"
    beside = str(tmp_path / "content-of-others/x.md")
    assert listing.problems == (
        error("link-leaves-folder", Place("content/b/beside.md"), target=beside),
        warning("link-to-folder", Place("content/b/loop")),
        error("link-leads-nowhere", Place("content/b/nothing.md")),
        error("link-leaves-folder", Place("content/b/out.md"), target=str(tmp_path / "secret.txt")),
        error("link-leaves-folder", Place("content/b/outside"), target=str(tmp_path)),
        error("link-leads-nowhere", Place("content/b/self")),
    )


@needs_links
def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    """Who keeps content/ on another disk says so with one link."""
    put(tmp_path, {"elsewhere/x.md": "x"})
    (tmp_path / "content").symlink_to(tmp_path / "elsewhere")
    assert walk.list_files(tmp_path, "content").problems == ()
    assert paths(walk.list_files(tmp_path, "content")) == ["content/x.md"]


@needs_links
def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    """Reading a pipe would wait for ever."""
    (tmp_path / "content").mkdir()
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "content/x.md")
    listing = walk.list_files(tmp_path, "content")
    assert (listing.sources, listing.problems) == ((), (error("not-a-file", Place("content/x.md")),))


def test_folder_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named, and the others are listed (a fake: tests may run as root, who may read everything)."""
    put(tmp_path, {"content/a/x.md": "", "content/b/x.md": ""})
    scandir = os.scandir

    def refusing(folder: Path) -> object:
        if folder.name == "a":
            raise PermissionError(13, "Permission denied", str(folder))
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refusing)
    listing = walk.list_files(tmp_path, "content")
    assert paths(listing) == ["content/b/x.md"]
    assert listing.problems == (error("file-unreadable", Place("content/a"), reason="Permission denied"),)
