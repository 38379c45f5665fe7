"""Reading a project from real folders."""

import os
import sys
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.disk import files as disk_files
from bantin.disk import os_errors, text_decoding, walk
from bantin.problems import Mistakes, Place, Problem, error, warning

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


def test_file_that_went_away(tmp_path: Path) -> None:
    """Between listing and reading anything may happen."""
    put(tmp_path, {"content/x.md": "x"})
    (source,) = walk.list_files(tmp_path, "content").sources
    source.real.unlink()
    gone = error("file-unreadable", Place("content/x.md"), reason=os.strerror(2))
    assert disk_files.read_bytes(source, 10) == gone
    assert disk_files.read_text(source) == (gone,)


def test_file_over_the_limit(tmp_path: Path) -> None:
    """The limit itself is allowed; what has grown since the listing counts."""
    put(tmp_path, {"content/x.md": b"x" * 3000})
    (source,) = walk.list_files(tmp_path, "content").sources
    assert disk_files.read_bytes(source, 3000) == b"x" * 3000
    assert disk_files.read_bytes(source, 2999) == error("file-too-big", Place("content/x.md"), size=3, limit=2)
    source.real.write_bytes(b"x" * 3001)
    assert disk_files.read_text(source, 3000) == (error("file-too-big", Place("content/x.md"), size=4, limit=3),)


def test_text_is_accepted_as_editors_save_it() -> None:
    """Byte order mark, CRLF, CR, NFD, no final line break."""
    data = b"\xef\xbb\xbf" + f"{NFD}\r\nhai\rba\n\nbốn ".encode()
    assert text_decoding.decode(data, "x.md") == f"{NFC}\nhai\nba\n\nbốn "


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ("tiêu đề".encode("utf-16"), error("utf16", Place("x.md"))),
        (
            "---\ntitle: Phường xanh sạch đẹp, văn minh\n---\n".encode("utf-16-le"),
            error("utf16", Place("x.md")),
        ),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", error("binary-file", Place("x.md"))),
        (b"abc\0def", error("binary-file", Place("x.md"))),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3", error("binary-file", Place("x.md"))),
        (
            b"title: C\xabng t\xb8c \xa7\xb6ng\nXin ch\xb5o b\xb5 con nh\xa9n d\xa9n ph\xad\xeang\n",
            error("not-utf8-but", Place("x.md", 1, 9), encoding="TCVN3 (ABC)"),
        ),
        (
            "Công tác Đảng\n".encode() * 50 + b"xin ch\xc3 o\n",
            error("utf8-damaged", Place("x.md", 51, 7)),
        ),
    ],
)
def test_what_is_no_utf8(data: bytes, problem: Problem) -> None:
    """The problem says what it looks like and where it begins."""
    assert text_decoding.decode(data, "x.md") == (problem,)


def test_control_characters() -> None:
    """The first of each line, with the column in characters, at most ten lines."""
    text = "được\x0brồi\x0b\r\n\thai\nba\x85\n\ufffe"
    assert text_decoding.decode(text.encode(), "x.md") == (
        error("control-character", Place("x.md", 1, 5), code="U+000B"),
        error("control-character", Place("x.md", 3, 3), code="U+0085"),
        error("control-character", Place("x.md", 4, 1), code="U+FFFE"),
    )
    assert len(text_decoding.decode(b"\x01\n" * 1000, "x.md")) == 10


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_a_text_or_problems(data: bytes) -> None:
    """Nothing is raised, and what comes out is clean."""
    outcome = text_decoding.decode(data, "content/x.md")
    if isinstance(outcome, str):
        assert outcome == unicodedata.normalize("NFC", outcome)
        assert not {"\r", "\0", "\x0b"} & set(outcome)
        assert text_decoding.decode(outcome.encode(), "x.md") == outcome.removeprefix("\ufeff")
    else:
        assert {problem.place.path for problem in outcome} == {"content/x.md"}


def test_read_folder(tmp_path: Path) -> None:
    """By path in the folder, sorted; partial templates begin with `_`."""
    put(tmp_path, {"t/pages/home.html": "h", "t/_a.html": "a", "t/base.html": "b", "t/README.md": "", "t/.x": ""})
    assert list(disk_files.read_folder(tmp_path / "t", "templates").items()) == [
        ("_a.html", b"a"),
        ("base.html", b"b"),
        ("pages/home.html", b"h"),
    ]


@needs_links
def test_read_folder_raises_all_mistakes(tmp_path: Path) -> None:
    """Named as in the project."""
    put(tmp_path, {"secret": "", "t/a.html": "a"})
    (tmp_path / "t/b.html").symlink_to(tmp_path / "secret")
    with pytest.raises(Mistakes) as raised:
        disk_files.read_folder(tmp_path / "t", "templates")
    target = str(tmp_path / "secret")
    assert raised.value.problems == (error("link-leaves-folder", Place("templates/b.html"), target=target),)


def test_overlay(tmp_path: Path) -> None:
    """A project's file stands in for the program's, one by one; the clone is its own project."""
    put(tmp_path, {"program/t/a.html": "A", "program/t/b/c.html": "C", "ward/t/b/c.html": "c", "ward/t/b/d.html": "d"})
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


@pytest.mark.parametrize(
    ("trouble", "problem"),
    [
        (OSError(28, "No space left on device"), error("disk-full", Place("site/x"))),
        (PermissionError(13, "Permission denied"), error("disk-not-allowed", Place("site/x"))),
        (OSError(30, "Read-only file system"), error("disk-read-only", Place("site/x"))),
        (OSError(71, "Protocol error"), error("disk-trouble", Place("site/x"), reason="Protocol error")),
        (OSError("odd"), error("disk-trouble", Place("site/x"), reason="OSError")),
    ],
)
def test_oserror_as_problem(trouble: OSError, problem: Problem) -> None:
    """The usual causes have their own sentences."""
    assert os_errors.problem_of(trouble, "site/x") == problem
