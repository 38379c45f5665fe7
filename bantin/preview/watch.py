"""The files of a portal → a call after each burst of changes to them.

Folders are looked through twice a second: that works on every disk, in containers and on network drives too, where the
system's own notices get lost. Between two looks there are glances, at the folders themselves, into those in which names
have come or gone, and at the few files that are near at hand: those that changed last, and those of the pages that are
open. What is done about a change is left to `preview`.
"""

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from threading import Event
from typing import NamedTuple

GLANCE = 0.02
"""Seconds between two glances; more where a glance itself takes long."""
PAUSE = 0.5
"""Seconds between two looks; more where a look itself takes long."""
SHARE = 0.1
"""Largest share of the time that is spent looking."""
SETTLE_FEW = 0.04
"""Seconds for which the few files that a glance saw must have been left alone, to have been saved whole. They may be
over already: a file tells when it was changed.
"""
LEAST = 0.01
"""Seconds that are waited all the same, before it is seen that nothing else changes."""
FEW = 3
"""Most files that one saving changes: many programs write another file first, and put it in the place of the old."""
SETTLE = 0.2
"""Seconds in which nothing may change for a burst (a pull, a program that saves in steps) to be over."""
LONGEST = 25
"""Most pauses that a burst is waited for: a file that changes all the time must not keep all else from being seen."""
NEAR = 20
"""Number of the files changed last that are near at hand."""

FileTimes = tuple[int, ...]
"""When and how something was last changed; () for what is not there."""


class Seen(NamedTuple):
    """What a look found, by path on disk."""

    files: dict[str, FileTimes]
    folders: dict[str, FileTimes]
    """Before what is in them was looked at."""


def watch(
    roots: Sequence[Path],
    work: Callable[[tuple[str, ...]], None],
    is_due: Callable[[], bool],
    stopped: Event,
    near: Callable[[], Iterable[str]] = tuple,
) -> None:
    """Calls `work` now, after each burst of changes below `roots`, and when `is_due`, until `stopped` is set. `near`
    gives paths of files in which a change should be seen at once. `work` gets the files that have changed, where these
    alone can have; () if anything may have.

    A change during `work` is seen by the next look, since what counts is what was there before `work` began.
    """
    watcher = _Watcher(roots, stopped)
    work(())
    while not stopped.wait(watcher.pause):
        changed = watcher.changed(near())
        if changed is not None:
            work(changed)
        elif is_due():
            work(())


class _Watcher:
    """Remembers what was there, and what changed last."""

    def __init__(self, roots: Sequence[Path], stopped: Event) -> None:
        self._roots = roots
        self._stopped = stopped
        self._recent: deque[str] = deque(maxlen=NEAR)
        self._seen = self._looked()
        self.pause = GLANCE
        """Seconds until the next glance."""

    def _looked(self) -> Seen:
        began = time.monotonic()
        seen = look(self._roots)
        ended = time.monotonic()
        self._next = ended + max(PAUSE, (ended - began) / SHARE)
        return seen

    def changed(self, near: Iterable[str]) -> tuple[str, ...] | None:
        """The files that have changed, and come to rest, since the last time; () for any, None for none."""
        near, began = tuple(near), time.monotonic()
        glance = self._glance(near)
        self.pause = max(GLANCE, (time.monotonic() - began) / SHARE)
        if glance == Seen({}, {}) and time.monotonic() < self._next:
            return None
        if glance and 0 < len(glance.files) <= FEW and self._is_saved(glance, near):
            self._take_in(glance)
            return tuple(glance.files)
        now = self._looked()
        if now.files == self._seen.files:
            self._seen = now
            return None
        before, self._seen = self._seen, now
        files = _differing(before, now)
        if len(files) > FEW or not (self._is_at_rest(files) and self._glance(near) == Seen({}, {})):
            self._seen = self._settled(now)
            files = _differing(before, self._seen)
        self._recent.extend(path for path, there in files.items() if there)
        return tuple(files) if len(files) <= FEW and before.folders.keys() == self._seen.folders.keys() else ()

    def _glance(self, near: Iterable[str]) -> Seen | None:
        """The files and folders that look otherwise, as far as it shows at a glance; None if a folder came or went, or
        many changed.
        """
        known = self._seen
        folders = {path: now for path, there in known.folders.items() if (now := _look_at(path)) != there}
        if len(folders) > FEW:
            return None
        files = {path: _look_at(path) for path in (*self._recent, *near) if path in known.files}
        for folder in folders:
            listed = _listed(folder)
            if listed is None or any(path not in known.folders for path in listed.folders):
                return None
            inside = f"{folder}{os.sep}"
            within = (path for path in known.files if path.startswith(inside))
            files |= {path: () for path in within if os.sep not in path[len(inside) :]}
            files |= listed.files
        return Seen({path: there for path, there in files.items() if known.files.get(path) != there}, folders)

    def _is_saved(self, seen: Seen, near: Iterable[str]) -> bool:
        """Whether the few files that a glance saw are whole, and nothing else has changed since."""
        return self._is_at_rest(seen.files) and self._glance(near) == seen

    def _is_at_rest(self, files: Mapping[str, FileTimes]) -> bool:
        """Whether a few files are whole: neither emptied before being written, nor being written."""
        newest = max((max(there[0], there[2]) for there in files.values() if there), default=0)
        age = time.time() - newest / 1e9  # negative where another computer keeps the files, by its own clock
        self._stopped.wait(max(LEAST, SETTLE_FEW - age) if age >= 0 else SETTLE_FEW)
        return all(there[1] for there in files.values() if there) and all(
            _look_at(path) == there for path, there in files.items()
        )

    def _take_in(self, glance: Seen) -> None:
        self._seen.folders.update(glance.folders)
        for path, there in glance.files.items():
            if there:
                self._seen.files[path] = there
                self._recent.append(path)
            else:
                del self._seen.files[path]

    def _settled(self, seen: Seen) -> Seen:
        """What is there once nothing changes any more."""
        for _ in range(LONGEST):
            self._stopped.wait(SETTLE)
            now = self._looked()
            if now.files == seen.files:
                break
            seen = now
        return seen


def look(roots: Sequence[Path]) -> Seen:
    """The files that `roots` are or hold. Any difference counts, not only a later time: a pull or a restored copy may
    bring old times along. Names beginning with `.` are passed over, links to folders not followed."""
    files: dict[str, FileTimes] = {}
    folders: dict[str, FileTimes] = {}
    waiting: list[str] = []
    for root in roots:
        if root.is_dir():
            waiting.append(str(root))
        else:
            files[str(root)] = _look_at(str(root))
    while waiting:
        folder = waiting.pop()
        folders[folder] = _look_at(folder)
        if listed := _listed(folder):
            files.update(listed.files)
            waiting.extend(listed.folders)
    return Seen(files, folders)


def _differing(before: Seen, now: Seen) -> dict[str, FileTimes]:
    """The files that look otherwise than before, as they look now."""
    found = {path: there for path, there in now.files.items() if before.files.get(path) != there}
    return found | dict.fromkeys(before.files.keys() - now.files.keys(), ())


def _listed(folder: str) -> Seen | None:
    """The files and, without their times, the folders in a folder; None if it is gone since the one around it was
    read, or not for us: reading it will say so.
    """
    files: dict[str, FileTimes] = {}
    folders: dict[str, FileTimes] = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders[entry.path] = ()
                else:
                    files[entry.path] = _look_at(entry)
    except OSError:
        return None
    return Seen(files, folders)


def _look_at(there: "str | os.DirEntry[str]") -> FileTimes:
    """How a file or folder looks; () for a link that leads nowhere yet, or a root that is not there."""
    try:
        found = os.stat(there) if isinstance(there, str) else there.stat()  # noqa: PTH116 -- many times a second
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ctime_ns, found.st_ino
