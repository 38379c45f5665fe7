"""Atomic swap of the published files, with rollback: all of our files are exchanged among strangers' files, or none.

What is replaced or removed is kept beside until the step is over, under another name on the same file system.

Which files those are, and how a step that was cut short is found again, is `publish`'s business. Paths are output paths
(`str` with `/`); every one that is written or removed has been found safe before it comes here.
"""
# ruff: noqa: PTH102, PTH105, PTH106, PTH108, PTH112 - a path in here is a string: 20,000 Path objects would cost more than all the work done with them.

import errno
import os
import stat
import time
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from typing import NamedTuple

from bantin.output import retry
from bantin.output.retry import with_retries
from bantin.output.step import Step, StepTargets, in_way, kind_at
from bantin.problems import Place, Problem, error
from bantin.text import folders_of


class Undo(NamedTuple):
    """How to take back one change."""

    change: Callable[[str, str], None]
    target: str
    """What was changed, on disk."""
    kept: str = ""
    """Where the file that stood there is kept."""


class Swap:
    """A step while it is taken."""

    def __init__(self, step: Step, kept: str) -> None:
        """`kept`: how the paths on disk of kept files begin, e.g. '/srv/site/.bantin/stage/old-'; numbers follow."""
        self._step = step
        self._kept = kept
        self._done: list[Undo] = []

    def take(self, found: StepTargets) -> tuple[str, ...]:
        """Takes the step, after `check` found this; gives the paths removed, sorted. Raises OSError, and then whatever
        was done until then can be undone.

        Files are removed last, but for those that stand in the way: a file where a folder has to be, a folder where a
        file has to be, a name that Windows and macOS do not tell from a new one.
        """
        step = self._step
        first = set(in_way(step))
        removed = self._remove(first)
        for path in found.blocked:
            for inside, _, _ in os.walk(f"{step.root}/{path}", topdown=False):
                self._remove_folder(inside)
        for folder in sorted(folders_of(path for path, _ in step.written)):
            with suppress(FileExistsError):
                os.mkdir(f"{step.root}/{folder}")
                self._done.append(Undo(_remove_folder, f"{step.root}/{folder}"))
        for path, finished in step.written:
            target = f"{step.root}/{path}"
            if path in found.files:
                self.replace(finished, target)
            elif path in found.links:
                self._move_away(target)
                self._put(finished, target)
            else:
                self._put(finished, target)
        removed += self._remove({*step.gone} - first)
        return tuple(sorted(removed))

    def replace(self, finished: str, target: str) -> None:
        """Puts a finished file in the place of another, if there is one, so that one of them is there at any moment:
        the old one gets a second name before. A disk without hard links (FAT, some network drives) knows no second
        names: there the old one is moved away first.
        """
        kept = self._next_kept()
        try:
            os.link(target, kept)
        except FileNotFoundError:  # it was removed meanwhile, or under its other spelling
            self._put(finished, target)
            return
        except OSError:
            self._move_away(target)
            self._put(finished, target)
            return
        self._done.append(Undo(_put_back, target, kept))
        with_retries(os.replace, finished, target)

    def _put(self, finished: str, target: str) -> None:
        """Puts a finished file where nothing stands."""
        self._done.append(Undo(_take_away, target))
        with_retries(os.replace, finished, target)

    def _move_away(self, target: str) -> None:
        kept = self._next_kept()
        self._done.append(Undo(_put_back, target, kept))
        with_retries(os.replace, target, kept)

    def _next_kept(self) -> str:
        return f"{self._kept}{len(self._done)}"

    def _remove(self, paths: Collection[str]) -> list[str]:
        """Moves these files away, and removes the folders that are empty without them, but for those of the new site;
        gives what was there.
        """
        step = self._step
        removed = []
        links: set[str] = set()
        emptied = folders_of(paths)
        for folder in sorted(emptied):
            if folder.rpartition("/")[0] in links or kind_at(step, folder) not in (stat.S_IFDIR, None):
                links.add(folder)  # whoever put it there owns what is behind it
        for path in sorted(paths):
            if path.rpartition("/")[0] not in links and kind_at(step, path) not in (stat.S_IFDIR, None):
                self._move_away(f"{step.root}/{path}")
                removed.append(path)
        for folder in sorted(emptied - step.folders - links, reverse=True):  # deeper ones first
            with suppress(OSError):
                self._remove_folder(f"{step.root}/{folder}")
        return removed

    def _remove_folder(self, folder: str) -> None:
        os.rmdir(folder)
        self._done.append(Undo(_make_folder, folder))

    def undo(
        self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> tuple[Problem, ...]:
        """Takes back what was done, the last first; what is refused, again and again for two seconds. Gives a problem
        for each file and folder that could not be made what it was.
        """
        deadline = clock() + retry.TIMEOUT
        refused = _undone(reversed(self._done))
        while refused and clock() < deadline:
            sleep(0.05)
            refused = _undone(refused)
        return tuple(sorted({self._problem_of(each) for each in refused}))

    def _problem_of(self, refused: Undo) -> Problem:
        path = refused.target.removeprefix(self._step.root).replace(os.sep, "/")
        key = "site-still-new" if os.path.lexists(refused.target) else "site-still-missing"
        return error(key, Place(f"{self._step.shown}{path}"))


def _undone(changes: Iterable[Undo]) -> list[Undo]:
    """Takes these changes back; gives those that the system refuses to."""
    refused = []
    for each in changes:
        try:
            each.change(each.target, each.kept)
        except OSError:  # told in the end, by what stands there
            refused.append(each)
    return refused


def _put_back(target: str, kept: str) -> None:
    if not os.path.lexists(kept):
        if not os.path.lexists(target):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), target)
        return  # it was never moved away: that was refused
    if not os.path.lexists(target) or not os.path.samestat(os.lstat(kept), os.lstat(target)):
        os.replace(kept, target)


def _take_away(target: str, _: str) -> None:
    if os.path.lexists(target):
        os.unlink(target)


def _make_folder(target: str, _: str) -> None:
    if not os.path.isdir(target):
        os.mkdir(target)


def _remove_folder(target: str, _: str) -> None:
    if os.path.lexists(target):
        os.rmdir(target)
