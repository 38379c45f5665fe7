"""The step on disk from one set of files of ours to another, in a folder where strangers' files live too.

Which files those are, and how a step that was cut short is found again, is `publish`'s business. Paths are output paths
(`str` with `/`); every one that is written or removed has been found safe before it comes here.
"""
# ruff: noqa: PTH102, PTH106 - a path in here is a string: 20,000 Path objects would cost more than all the work done with them.

import os
import stat
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from bantin.problems import Mistakes, Place, error


@dataclass(frozen=True, slots=True)
class Step:
    """What is to change."""

    root: str
    """The site's folder on disk, itself no link."""
    shown: str
    """Its name in problems."""
    written: Sequence[tuple[str, str]]
    """Output path and the finished file on disk, on the same file system, that shall stand there; in order."""
    gone: Collection[str]
    """Output paths of files of ours that shall not be there afterwards, whether or not they are there now."""
    planned: Collection[str]
    """Every output path of the new site, written or not; a set, or the keys of a dict."""


def folders_of(paths: Iterable[str]) -> set[str]:
    """Every folder above these paths, without the site's own."""
    folders: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders


def check(step: Step) -> tuple[str, ...]:
    """The written paths at which a folder stands that will be empty by then.

    Raises Mistakes, with every one that there is, if a stranger stands where a file or folder of ours has to be.
    """
    folders = folders_of(step.planned)
    problems = [
        error("output-file-and-folder", Place(f"{step.shown}/{path}")) for path in folders if path in step.planned
    ]
    gone = frozenset(step.gone)
    missing: set[str] = set()
    for folder in sorted(folders_of(path for path, _ in step.written)):
        kind = None if folder.rpartition("/")[0] in missing else _kind(step, folder)
        if kind == stat.S_IFDIR:
            continue
        missing.add(folder)
        if kind is not None and folder not in gone:
            key = "site-link-in-way" if kind == stat.S_IFLNK else "site-file-in-way"
            problems.append(error(key, Place(f"{step.shown}/{folder}")))
    blocked = []
    for path, _ in step.written:
        if path.rpartition("/")[0] not in missing and _kind(step, path) == stat.S_IFDIR:
            blocked.append(path)
            stranger = min((file for file in _files_under(step, path) if file not in gone), default=None)
            if stranger is not None:
                place = Place(f"{step.shown}/{path}")
                problems.append(error("site-folder-in-way", place, example=f"{step.shown}/{stranger}"))
    if problems:
        raise Mistakes(sorted(problems))
    return tuple(blocked)


def _kind(step: Step, path: str) -> int | None:
    try:
        return stat.S_IFMT(os.lstat(f"{step.root}/{path}").st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return None


def _files_under(step: Step, folder: str) -> Iterator[str]:
    """All that is in `folder`, folders excepted."""
    for inside, _, names in os.walk(f"{step.root}/{folder}", onerror=_raise):
        for name in names:
            yield f"{inside}/{name}".replace(os.sep, "/").removeprefix(f"{step.root}/".replace(os.sep, "/"))


def take(step: Step, blocked: Sequence[str]) -> tuple[str, ...]:
    """Takes the step, after `check` gave `blocked`; gives the paths removed, sorted. Raises OSError.

    Files are removed last, but for those that stand in the way: a file where a folder has to be, a folder where a file
    has to be, a name that Windows and macOS do not tell from a new one.
    """
    folders = folders_of(step.planned)
    in_way = set(_in_way(step, folders))
    removed = _remove(step, in_way, folders)
    for path in blocked:
        _remove_empty_folders(f"{step.root}/{path}")
    for folder in sorted(folders_of(path for path, _ in step.written)):
        with suppress(FileExistsError):
            os.mkdir(f"{step.root}/{folder}")
    for path, finished in step.written:
        patiently(os.replace, finished, f"{step.root}/{path}")
    removed += _remove(step, {*step.gone} - in_way, folders)
    return tuple(sorted(removed))


def _in_way(step: Step, folders: set[str]) -> Iterator[str]:
    """Those gone that have to be removed before anything new is written."""
    if not step.gone:
        return
    spelling = {path.casefold(): path for path in (*step.planned, *folders)}
    for path in step.gone:
        if path in folders or any(
            part in step.planned or spelling.get(part.casefold(), part) != part for part in (path, *folders_of([path]))
        ):
            yield path


def _remove(step: Step, paths: Collection[str], folders: set[str]) -> list[str]:
    """Removes these files and the folders that are empty without them, but for `folders`; gives what was there."""
    removed = []
    links: set[str] = set()
    emptied = folders_of(paths)
    for folder in sorted(emptied):
        if folder.rpartition("/")[0] in links or _kind(step, folder) not in (stat.S_IFDIR, None):
            links.add(folder)  # whoever put it there owns what is behind it
    for path in sorted(paths):
        if path.rpartition("/")[0] not in links and _kind(step, path) not in (stat.S_IFDIR, None):
            patiently(os.unlink, f"{step.root}/{path}")
            removed.append(path)
    for folder in sorted(emptied - folders - links, reverse=True):  # deeper ones first
        with suppress(OSError):
            os.rmdir(f"{step.root}/{folder}")
    return removed


def _remove_empty_folders(folder: str) -> None:
    for inside, _, _ in os.walk(folder, topdown=False):
        os.rmdir(inside)


def _raise(trouble: OSError) -> None:
    raise trouble


PATIENCE = 2.0
"""Seconds."""


def patiently(
    change: Callable[..., None],
    *paths: str,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Calls `change(*paths)`; if the system refuses, again and again for two seconds, then raises what it said last.

    Windows refuses while a virus scanner or an editor looks at the file; elsewhere a refusal is final but no rarer.
    """
    deadline = None
    while True:
        try:
            change(*paths)
            return
        except PermissionError:
            if deadline is None:
                deadline = clock() + PATIENCE
            elif clock() >= deadline:
                raise
        sleep(0.05)
