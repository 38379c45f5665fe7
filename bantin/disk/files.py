"""Reads a project: which files there are, their bytes, their texts.

Everything comes in an order that does not depend on the folder's, with names in NFC. What a text means is left to the
core; writing to `writing`, and what goes into site/ to `publish`.
"""

import errno
import os
import re
import stat
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from bantin.disk import encodings
from bantin.disk.damage import damage
from bantin.problems import Mistakes, Place, Problem, error, warning
from bantin.text import file_name, nfc, visible

LARGEST_TEXT = 16_000_000
"""Bytes. No limit of a portal's: it keeps a disk image named .md from filling the memory."""


class FileEntry(NamedTuple):
    """One file of the project, as the listing showed it. (A tuple, because a listing makes ten thousand of them.)"""

    path: str
    """From the project's folder, in NFC, with `/`: `content/2018/03/x.md`."""
    size: int
    """Bytes."""
    mtime_ns: int
    ctime_ns: int
    """When it was last changed in any way; on Windows, when it was made."""
    inode: int
    """0 where the listing does not tell it (Windows)."""
    folder: Path
    """The folder on disk that holds it."""
    name: str
    """Its name on disk, which need not be in NFC."""

    @property
    def real(self) -> Path:
        """Where it is on disk."""
        return self.folder / self.name


class Listing(NamedTuple):
    """The files of a folder and of those inside it."""

    sources: tuple[FileEntry, ...]
    """By path, each path once."""
    problems: tuple[Problem, ...]
    folders: frozenset[str] = frozenset()
    """The paths of the folders inside it."""


def list_files(project: Path, folder: str) -> Listing:
    """The files under `folder` of the project, e.g. `content`; none if there is no such folder.

    Names beginning with `.` or `_`, and README.md, are passed over. A link to a file is that file, if it stays inside
    the folder; a link to a folder is passed over with a warning: what it leads to is read where it stands.
    """
    found, problems, folders = _walk(project / folder, folder, skipped_beginnings=(".", "_"))
    sources = {
        source.path: source for source in reversed(found)
    }  # of two with one path the first; a problem names both
    return Listing(tuple(reversed(sources.values())), tuple(sorted([*problems, *_clashes(found)])), folders)


class _Walked(NamedTuple):
    found: list[FileEntry]
    problems: list[Problem]
    folders: frozenset[str]


def _walk(top: Path, shown: str, skipped_beginnings: tuple[str, ...]) -> _Walked:
    found: list[FileEntry] = []
    problems: list[Problem] = []
    folders: list[str] = []
    inside = os.path.realpath(top)
    waiting = [(top, shown)] if os.path.lexists(top) else []
    while waiting:
        folder, place = waiting.pop()
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=attrgetter("name"))
        except OSError as trouble:
            problems.append(error("file-unreadable", Place(_printable(place)), reason=reason(trouble)))
            continue
        for entry in entries:
            if entry.name.startswith(skipped_beginnings) or entry.name.casefold() == "readme.md":
                if entry.name[0] == "_" and entry.name.lower().endswith(".md"):
                    problems.append(warning("name-passed-over", Place(_printable(f"{place}/{entry.name}"))))
                continue
            path = f"{place}/{known_as(entry.name)}"
            outcome = _seen(entry, path, folder) or _look_at(entry, path, folder, inside)
            if isinstance(outcome, FileEntry):
                found.append(outcome)
            elif isinstance(outcome, Problem):
                problems.append(outcome)
            else:
                waiting.append((outcome, path))
                folders.append(path)
    found.sort(key=attrgetter("path"))
    return _Walked(found, problems, frozenset(folders))


def known_as(name: str) -> str:
    """The last part of the path of a file or folder called `name`. A text keeps the blanks of its name, for programs
    that open it by its path; of other files nobody should need to know which blank it is.
    """
    return nfc(name) if "." not in name or name[-3:].lower() == ".md" else file_name(name)


def _seen(entry: "os.DirEntry[str]", path: str, folder: Path) -> FileEntry | None:
    """A file as nearly all are, of which an archive has thousands: no link, with a name of plain letters."""
    if not entry.name.isascii() or not entry.name.isprintable():
        return None
    try:
        found = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return FileEntry(path, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, folder, entry.name)


def _look_at(entry: "os.DirEntry[str]", path: str, folder: Path, inside: str) -> FileEntry | Problem | Path:
    """A file, a problem, or a folder to walk."""
    if _UNUSABLE.search(entry.name):
        return error("name-unusable", Place(_printable(path)))
    try:
        if _is_link(entry):
            target = Path(os.path.realpath(entry.path))
            if not target.is_relative_to(inside):
                return error("link-leaves-folder", Place(path), target=_printable(str(target)))
            if not target.exists():
                return error("link-leads-nowhere", Place(path))
            if target.is_dir():
                return warning("link-to-folder", Place(path))
            found = target.stat()
        elif entry.is_dir(follow_symlinks=False):
            return folder / entry.name
        else:
            found = entry.stat(follow_symlinks=False)
    except OSError as trouble:
        return error("file-unreadable", Place(path), reason=reason(trouble))
    if not stat.S_ISREG(found.st_mode):
        return error("not-a-file", Place(path))
    return FileEntry(path, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, folder, entry.name)


def _is_link(entry: "os.DirEntry[str]") -> bool:
    if sys.platform == "win32" and not entry.is_symlink():  # a junction is a link to a folder under another name
        return entry.stat(follow_symlinks=False).st_reparse_tag == stat.IO_REPARSE_TAG_MOUNT_POINT
    return entry.is_symlink()


def _clashes(sources: Iterable[FileEntry]) -> Iterator[Problem]:
    """Files that are one and the same on Windows or macOS, so that one of them would be lost there."""
    first_of: dict[str, FileEntry] = {}
    for source in sources:
        key = source.path.casefold()
        first = first_of.setdefault(key, source)
        if first is source:
            continue
        if first.path != source.path or nfc(first.name) == nfc(source.name):
            yield error("names-clash", Place(source.path), other=first.path)
        else:
            yield error("names-alike", Place(source.path), one=visible(first.name), other=visible(source.name))


_UNUSABLE = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def _printable(path: str) -> str:
    """`path` as it can be shown: a name that is no UTF-8, or holds a line break, must not break the message."""
    return _UNUSABLE.sub("\ufffd", path)


def list_folder(folder: Path) -> tuple[FileEntry, ...]:
    """The files under `folder`, by their paths in it, whatever their names; what cannot be listed is left out, for who
    reads it to tell. None if there is no such folder.
    """
    return tuple(_walk(folder, folder.name, skipped_beginnings=("__pycache__",)).found)


def list_one(folder: Path, name: str) -> tuple[FileEntry, ...]:
    """One file of `folder`; none if it is not there."""
    try:
        found = (folder / name).stat()
    except OSError:
        return ()
    return (FileEntry(name, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, folder, name),)


def read_bytes(source: FileEntry, limit: int) -> bytes | Problem:
    """The bytes of `source`; a problem if they are more than `limit` or cannot be read."""
    size = source.size
    if size <= limit:
        try:
            with open(f"{source.folder}{os.sep}{source.name}", "rb", buffering=0) as file:  # noqa: PTH123 - half the time
                data = file.readall()
        except OSError as trouble:
            return error("file-unreadable", Place(source.path), reason=reason(trouble))
        size = len(data)
        if size <= limit:
            return data
    return error("file-too-big", Place(source.path), size=-(-size // 1000), limit=limit // 1000)


def read_text(source: FileEntry, limit: int = LARGEST_TEXT) -> str | tuple[Problem, ...]:
    """The text of `source` as `decode` gives it, or what is wrong with it; `limit` in bytes."""
    data = read_bytes(source, limit)
    return (data,) if isinstance(data, Problem) else decode(data, source.path)


def decode(data: bytes, path: str, keeps_controls: bool = False) -> str | tuple[Problem, ...]:
    """The text that `data` is in UTF-8, in NFC, without byte order mark, its lines ended by LF; else what is wrong.

    So are marks of git around two versions, and letters that a converter gave up.
    Control characters are wrong, unless they are kept: `converter` drops those of an article's text, with a note.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        return (_foreign(data, path, trouble.start),)
    if "\0" in text:
        return (_foreign(data, path, data.index(0)),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", text)
    controls = _controls(text, path) if not keeps_controls and _may_hold_controls(data) else ()
    return (*damage(text, path), *controls) or text


def _foreign(data: bytes, path: str, at: int) -> Problem:
    looks_like = encodings.recognise(data)
    if looks_like == "utf-16":
        return error("utf16", Place(path))
    if looks_like == "binary" or (0 in data and looks_like != "utf-32"):
        return error("binary-file", Place(path))
    before = data[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n").decode("utf-8-sig", "replace")
    line, column = _position(before, len(before))
    place = Place(path, line, column)
    if looks_like in encodings.NAMES and looks_like != "utf-8":
        return error("not-utf8-but", place, encoding=encodings.NAMES[looks_like])
    return error("utf8-damaged", place)


_ASCII_CONTROLS = bytes({*range(32), 127} - {9, 10, 13})


def _may_hold_controls(data: bytes) -> bool:
    """False of nearly every text, in a quarter of the time of a look at each character: the other controls begin with
    one of these two bytes in UTF-8."""
    return len(data.translate(None, _ASCII_CONTROLS)) < len(data) or b"\xc2" in data or b"\xef" in data


_CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_CONTROLS_SHOWN = 10


def _controls(text: str, path: str) -> Iterator[Problem]:
    """Characters that no writer means and YAML or XML refuses: the first of each line, up to ten lines."""
    last_line = 0
    shown = 0
    for match in _CONTROL.finditer(text):
        line, column = _position(text, match.start())
        if line == last_line:
            continue
        yield error("control-character", Place(path, line, column), code=f"U+{ord(match.group()):04X}")
        last_line = line
        shown += 1
        if shown == _CONTROLS_SHOWN:
            return


def _position(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def read_folder(folder: Path, shown: str) -> dict[str, bytes]:
    """The files under `folder`, by their path in it, sorted; `shown` is the folder's name in problems.

    Names beginning with `.` and README.md are passed over. Raises Mistakes if anything cannot be read.
    """
    sources, problems, _ = _walk(folder, shown, skipped_beginnings=(".",))
    contents: dict[str, bytes] = {}
    for source in sources:
        data = read_bytes(source, LARGEST_TEXT)
        if isinstance(data, Problem):
            problems.append(data)
        else:
            contents[source.path.removeprefix(f"{shown}/")] = data
    if problems:
        raise Mistakes(sorted(problems))
    return contents


def overlay(program: Path, project: Path, folder: str) -> dict[str, bytes]:
    """The program's own files under `folder`, e.g. `templates`, each replaced by the project's where it has one.

    Raises Mistakes if anything cannot be read.
    """
    contents = read_folder(program / folder, folder)
    if not _is_same_folder(program, project):
        contents |= read_folder(project / folder, folder)
    return dict(sorted(contents.items()))


def _is_same_folder(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def digest(data: bytes) -> str:
    """32 hex digits that no other content has: BLAKE2b, 16 bytes (RFC 7693)."""
    return blake2b(data, digest_size=16).hexdigest()


def digest_file(path: Path) -> str:
    """The `digest` of a file, read piece by piece; raises OSError."""
    state = blake2b(digest_size=16)
    with path.open("rb", buffering=0) as file:
        while piece := file.read(1 << 20):
            state.update(piece)
    return state.hexdigest()


def clock(folder: Path) -> int:
    """The disk's own clock: the time that a file written into `folder` now gets, in nanoseconds; raises OSError."""
    probe = folder / f"clock.{os.getpid()}"
    try:
        probe.write_bytes(b"")
        return probe.stat().st_mtime_ns
    finally:
        probe.unlink(missing_ok=True)


def is_settled(mtime_ns: int, ctime_ns: int, noted_ns: int) -> bool:
    """Whether a file with these times, looked at when the disk's `clock` showed `noted_ns`, cannot have been changed
    after that look without its times changing too (what git calls not racily clean).

    A disk that counts whole seconds (FAT counts every second one) needs more distance than the kernel's tick.
    """
    newest = max(mtime_ns, ctime_ns)
    grain = 20_000_000 if noted_ns % 1_000_000_000 else 2_000_000_000
    return newest < noted_ns - grain


_REASONS = {
    errno.EACCES: "not-allowed",
    errno.EPERM: "not-allowed",
    errno.EROFS: "read-only",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.ENOENT: "gone",
    errno.ENAMETOOLONG: "name-too-long",
    errno.ELOOP: "link",
    errno.ENOTDIR: "not-a-folder",
    errno.EEXIST: "not-a-folder",
    errno.EISDIR: "folder",
    errno.EIO: "hardware",
    errno.EMFILE: "too-many-open",
    errno.ENFILE: "too-many-open",
}


def reason(trouble: OSError) -> str:
    """What the system said: for a message that also says in the editor's words what could not be done."""
    return trouble.strerror or type(trouble).__name__


def problem_of(trouble: OSError, path: str) -> Problem:
    """The problem that stands for an OSError on `path`: a sentence for each usual cause, else the system's words."""
    cause = _REASONS.get(trouble.errno or 0)
    place = Place(_printable(path))
    return error(f"disk-{cause}", place) if cause else error("disk-trouble", place, reason=reason(trouble))
