"""A look at every file that a build depends on, at sizes and times only: enough to see that nothing has changed."""

import hashlib
import re
import sys
from bisect import bisect_left
from collections.abc import Collection, Iterable
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from bantin.cache.folder import FOLDER
from bantin.content.file_names import is_markdown
from bantin.disk import files, walk
from bantin.disk.program import PACKAGE, PROGRAM, libraries
from bantin.disk.walk import FileEntry, FolderListing
from bantin.patterns import lazy_pattern
from bantin.problems import Place, Problem, error
from bantin.text import nfc


class Snapshot(NamedTuple):
    """What a build saw before it read anything."""

    content: FolderListing
    noted: int
    """What the disk's clock showed before; 0 if it cannot be asked."""
    signature: str
    """Of all files that can change the site, and of the libraries; '' if one was changed so shortly before that a
    change after this look might leave no trace."""


def take(project: Path) -> Snapshot:
    """Looks at a project and at the program."""
    noted = _clock(project)
    content = walk.list_files(project, "content")
    others = [
        *walk.list_folder(PACKAGE),
        *_overlays(project),
        *walk.list_one(project, "config.yaml"),
        *outside_content(project),
    ]
    every = (*content.sources, *others)
    newest = max((each.mtime_ns for each in every), default=0), max((each.ctime_ns for each in every), default=0)
    is_settled = files.is_settled(*newest, noted)
    hasher = hashlib.blake2b(digest_size=16)
    hasher.update(f"{project.resolve()} {PROGRAM} {sys.executable} {sys.version}\n".encode())
    hasher.update("\n".join(libraries(sys.path)).encode())
    for each in (content.sources, others):
        hasher.update(repr([(source.path, *source[1:5]) for source in each]).encode("utf-8", "surrogateescape"))
    hasher.update(repr(content.problems).encode("utf-8", "surrogateescape"))
    return Snapshot(content, noted, hasher.hexdigest() if is_settled else "")


def again(last: Snapshot, project: Path, paths: Collection[str]) -> Snapshot | None:
    """The last look, with these content files (from the project's folder) as they look now, also if they are new or
    gone; None if that takes a whole look. It says nothing of what else may have changed, and has no signature.
    """
    noted = _clock(project)
    sources, came, gone = list(last.content.sources), set[str](), set[str]()
    for path in paths:
        at = bisect_left(sources, path, key=attrgetter("path"))
        known = sources[at] if at < len(sources) and sources[at].path == path else None
        now = walk.list_again(known) if known else walk.list_new(project, path, last.content)
        if last.content.problems and not (known and now):  # of names that are alike, perhaps
            return None
        if known is None and now is None:
            return None
        sources[at : at + bool(known)] = [now] if now else []
        if known is None:
            came.add(path)
        elif now is None:
            gone.add(path)
    names = (last.content.names | came) - gone if came or gone else last.content.names
    return Snapshot(last.content._replace(sources=tuple(sources), names=names), noted, "")


_OF_ARTICLES = lazy_pattern(
    r"(?:19|20|21)[0-9]{2}|pages|contents?|n[oộ]i[ _-]?dung|b[aà]i[ _-]?vi[eế]t|posts?|articles?", re.IGNORECASE
)
"""Names of folders that belong below content/, or were meant as it."""
_LIKE_CONFIG = lazy_pattern(
    r"config(?:uration)?(?: ?\([0-9]+\)| - (?:copy|sao chép|bản sao)[^.]*)?\.(?:ya?ml(?:\.txt)?|txt)", re.IGNORECASE
)
"""Names like that of config.yaml, which alone is read."""


def outside_content(project: Path) -> Iterable[FileEntry]:
    """The files of a project outside of content/ that may be articles, by their names and folders, or config.yaml."""
    if project.resolve() == PROGRAM.resolve():
        return
    try:
        paths = sorted(project.iterdir())
    except OSError:  # reading content/ will say so
        return
    for path in paths:
        if path.name in ("content", "config.yaml") or _is_same(path, project / "content"):
            continue
        if (is_markdown(path.name) or _LIKE_CONFIG.fullmatch(path.name)) and path.is_file():
            if not _is_same(path, project / "config.yaml"):
                yield from walk.list_one(project, path.name)
        elif _OF_ARTICLES.fullmatch(nfc(path.name)) and path.is_dir():
            yield from (each for each in walk.list_folder(path) if is_markdown(each.path))


def config_missing(project: Path) -> Problem:
    """That there is no config.yaml; and which file was meant as it, if there is one."""
    names = sorted(path.name for path in project.iterdir()) if project.is_dir() else []
    near = next((name for name in names if _LIKE_CONFIG.fullmatch(name)), "")
    if near:
        return error("config-none-near", Place("config.yaml"), near=near)
    return error("config-none", Place("config.yaml"))


def _is_same(path: Path, other: Path) -> bool:
    """Whether both are one file, as they are where `Content` and `content` name the same folder."""
    return path.name.lower() == other.name and other.exists() and path.samefile(other)


def _overlays(project: Path) -> Iterable[FileEntry]:
    for folder in dict.fromkeys((PROGRAM, project.resolve())):
        for name in ("templates", "assets"):
            yield from walk.list_folder(folder / name)


def _clock(project: Path) -> int:
    try:
        folder = project / FOLDER
        folder.mkdir(exist_ok=True)
        return files.clock(folder)
    except OSError:
        return 0
