"""The files of a portal → a call after each burst of changes to them.

Folders are looked through twice a second: that works on every disk, in containers and on network drives too, where the
system's own notices get lost. What is done about a change is left to `preview`.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Event

PAUSE = 0.5
"""Seconds between two looks."""
SETTLE = 0.2
"""Seconds in which nothing may change for a burst (a pull, a program that saves in steps) to be over."""
LONGEST = 25
"""So many times a burst is waited for: a file that changes all the time must not keep all else from being seen."""

Seen = Mapping[str, tuple[int, ...]]
"""What a look found: by path on disk, when and how it was last changed."""


def watch(roots: Sequence[Path], work: Callable[[], None], is_due: Callable[[], bool], stopped: Event) -> None:
    """Calls `work` now, after each burst of changes below `roots`, and when `is_due`, until `stopped` is set.

    A change during `work` is seen by the next look, since what counts is what was there before `work` began.
    """
    seen = look(roots)
    work()
    while not stopped.wait(PAUSE):
        now = look(roots)
        if now != seen:
            seen = _settled(roots, now, stopped)
            work()
        elif is_due():
            work()


def look(roots: Sequence[Path]) -> Seen:
    """The files that `roots` are or hold. Any difference counts, not only a later time: a pull or a restored copy may
    bring old times along. Names beginning with `.` are passed over, links to folders not followed."""
    seen: dict[str, tuple[int, ...]] = {}
    waiting: list[str] = []
    for root in roots:
        if root.is_dir():
            waiting.append(str(root))
        else:
            _note(str(root), root, seen)
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        _note(entry.path, entry, seen)
        except OSError:
            continue  # Gone since its folder was read, or not for us: reading it will say so.
    return seen


def _note(path: str, there: "Path | os.DirEntry[str]", seen: dict[str, tuple[int, ...]]) -> None:
    try:
        found = there.stat()
    except OSError:
        seen[path] = ()  # A link that leads nowhere yet, or a root that is not there.
    else:
        seen[path] = (found.st_mtime_ns, found.st_size, found.st_ctime_ns, found.st_ino)


def _settled(roots: Sequence[Path], seen: Seen, stopped: Event) -> Seen:
    """What is there once nothing changes any more."""
    for _ in range(LONGEST):
        stopped.wait(SETTLE)
        now = look(roots)
        if now == seen:
            break
        seen = now
    return seen
