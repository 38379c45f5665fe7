"""A folder → the files in it and in those inside it, with what is wrong with their names, links and kinds.

They come in an order that does not depend on the folder's, with names in NFC.
"""

import os
import stat
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from bantin.disk.names import UNUSABLE, known_as, printable
from bantin.disk.os_errors import reason
from bantin.problems import Place, Problem, error, warning
from bantin.text import nfc, visible


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


class FolderListing(NamedTuple):
    """The files of a folder and of those inside it."""

    sources: tuple[FileEntry, ...]
    """By path, each path once."""
    problems: tuple[Problem, ...]
    folders: frozenset[str]
    """The paths of the folders inside it."""
    names: frozenset[str]
    """The paths of all files."""


def list_files(project: Path, folder: str, is_wanted: Callable[[str], bool] | None = None) -> FolderListing:
    """The files under `folder` of the project, e.g. `content`; none if there is no such folder. With `is_wanted`, only
    those of whose paths it says so: what is known by its name alone is not looked at.

    Names beginning with `.` or `_`, and README.md, are passed over. A link to a file is that file, if it stays inside
    the folder; a link to a folder is passed over with a warning: what it leads to is read where it stands.
    """
    found, problems, folders = walk_folder(project / folder, folder, (".", "_"), is_wanted)
    sources = {
        source.path: source for source in reversed(found)
    }  # of two with one path the first; a problem names both
    told = tuple(sorted([*problems, *_clashes(found)]))
    return FolderListing(tuple(reversed(sources.values())), told, folders, frozenset(sources))


class WalkedFolder(NamedTuple):
    """What was met on a walk through a folder."""

    found: list[FileEntry]
    problems: list[Problem]
    folders: frozenset[str]


def walk_folder(
    top: Path, shown: str, skipped_beginnings: tuple[str, ...], is_wanted: Callable[[str], bool] | None = None
) -> WalkedFolder:
    """The files under `top`, which problems call `shown`; names with one of these beginnings are passed over, and files
    that are not wanted (see `list_files`).
    """
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
            problems.append(error("file-unreadable", Place(printable(place)), reason=reason(trouble)))
            continue
        for entry in entries:
            if entry.name.startswith(skipped_beginnings) or entry.name.casefold() == "readme.md":
                if entry.name[0] == "_" and entry.name.lower().endswith(".md"):
                    problems.append(warning("name-passed-over", Place(printable(f"{place}/{entry.name}"))))
                continue
            path = f"{place}/{known_as(entry.name)}"
            if is_wanted is not None and entry.is_file() and not is_wanted(path):
                continue
            outcome = _seen(entry, path, folder) or _look_at(entry, path, folder, inside)
            if isinstance(outcome, FileEntry):
                found.append(outcome)
            elif isinstance(outcome, Problem):
                problems.append(outcome)
            else:
                waiting.append((outcome, path))
                folders.append(path)
    found.sort(key=attrgetter("path"))
    return WalkedFolder(found, problems, frozenset(folders))


def _seen(entry: "os.DirEntry[str]", path: str, folder: Path) -> FileEntry | None:
    """The entry of a file that is no link and has a plain name, as nearly all of an archive's thousands; None for
    others.
    """
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
    if UNUSABLE.search(entry.name):
        return error("name-unusable", Place(printable(path)))
    try:
        if _is_link(entry):
            target = Path(os.path.realpath(entry.path))
            if not target.is_relative_to(inside):
                return error("link-leaves-folder", Place(path), target=printable(str(target)))
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


def list_again(last: FileEntry) -> FileEntry | None:
    """A file as it looks now; None if it is gone."""
    if not last.real.is_file():
        return None
    (now,) = list_one(last.folder, last.name) or (None,)
    return now._replace(path=last.path) if now else None


def list_new(project: Path, path: str, last: FolderListing) -> FileEntry | None:
    """A file that has come, at a `path` as FileEntry has it; None if it is none, or if only a listing of all tells what
    is to be said of its name: one with letters beyond ASCII, or that is another file's but for large and small letters.
    """
    folder, _, name = path.rpartition("/")
    is_told = not path.isascii() or not name.isprintable() or name.startswith((".", "_")) or UNUSABLE.search(name)
    is_known = "/" not in folder or folder in last.folders
    if is_told or not is_known or name.casefold() == "readme.md" or (project / path).is_symlink():
        return None
    if not (project / path).is_file() or _is_alike(path, last):
        return None
    (now,) = list_one(project / folder, name) or (None,)
    return now._replace(path=path) if now else None


def _is_alike(path: str, last: FolderListing) -> bool:
    """Whether a file stands at a path in a listing but for large and small letters, or may: where a folder has a
    namesake.
    """
    folder = path.rpartition("/")[0]
    if sum(each.casefold() == folder.casefold() for each in last.folders) > 1:
        return True
    begin = bisect_left(last.sources, f"{folder}/", key=attrgetter("path"))
    end = bisect_left(last.sources, f"{folder}0", key=attrgetter("path"))  # 0 follows / in ASCII and Unicode
    return any(each.path.casefold() == path.casefold() for each in last.sources[begin:end])


def list_folder(folder: Path) -> tuple[FileEntry, ...]:
    """The files under `folder`, by their paths in it, whatever their names; what cannot be listed is left out, for who
    reads it to tell. None if there is no such folder.
    """
    return tuple(walk_folder(folder, folder.name, skipped_beginnings=("__pycache__",)).found)


def list_one(folder: Path, name: str) -> tuple[FileEntry, ...]:
    """One file of `folder`; none if it is not there."""
    try:
        found = (folder / name).stat()
    except OSError:
        return ()
    return (FileEntry(name, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, folder, name),)
