"""The files that the last finished build left: whether they are still there as they were recorded.

Sizes and times are looked at first; only a file that looks otherwise is read. Where there are many, a process
beside the build looks at them.
"""

import json
import os
import signal
import stat
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from bantin.disk.files import clock, digest_file, is_settled
from bantin.output import manifest
from bantin.output.refusals import as_problem
from bantin.output.safe_paths import OWN

_MANY = 2000
"""So many files are sooner looked at by a process beside this one."""
_FEW = 200
"""So many files are sooner read again in each build than waited for or recorded anew."""


class RecordedFiles:
    """The files of a record, and how they look now."""

    def __init__(self, root: str, shown: str, files: Mapping[str, str]) -> None:
        """`files`: output path → `manifest.entry`."""
        self._root = root
        self._shown = shown
        self._files = files
        self._prefix = f"{root}{os.sep}"  # as strings: 20,000 Path objects would cost more than what is done with them
        self._own = Path(root, OWN)
        self._marks: dict[str, str] = {}  # those found to hold what they should though they look otherwise → their mark
        self._noted: int | None = None
        self._looking: tuple[int, int] | None = None
        """The process that looks ahead, and the pipe through which it tells."""
        self._differing: frozenset[str] | None = None

    def look_ahead(self) -> None:
        """Begins to look at all files, beside what else this process does, where there are many. What is found out is
        used by `is_as_recorded`.
        """
        if len(self._files) < _MANY or sys.platform in ("win32", "darwin") or threading.active_count() > 1:
            return  # a fork is unsafe there, or not worth it
        ours, theirs = os.pipe()
        try:
            child = os.fork()
        except OSError:  # no more processes, or no memory for one: this process looks when it has to
            os.close(ours)
            os.close(theirs)
            return
        if child:
            os.close(theirs)
            self._looking = child, ours
            return
        try:
            found = [path for path in self._files if not self._looks_as_recorded(path)]
            with os.fdopen(theirs, "wb") as pipe:
                pipe.write(json.dumps(found).encode())
        finally:
            os._exit(0)

    def stop_looking(self) -> None:
        """Lets nobody look any longer."""
        if self._looking is not None:
            os.kill(self._looking[0], signal.SIGKILL)
            self._looked()

    def _looked(self) -> frozenset[str] | None:
        """The files that do not look as recorded; None if nobody looked ahead."""
        if self._looking is not None:
            child, pipe = self._looking
            self._looking = None
            with os.fdopen(pipe, "rb") as stream, suppress(ValueError):  # it may have been stopped
                self._differing = frozenset(json.loads(stream.read()))
            os.waitpid(child, 0)
        return self._differing

    def are_as_recorded(self) -> bool:
        """Whether all of them are."""
        return all(map(self.is_as_recorded, self._files))

    def is_as_recorded(self, path: str) -> bool:
        """Whether the file is there and looks, or at least is, as it was recorded."""
        differing = self._looked()
        if differing is not None and path not in differing:
            return True
        found = self.look(path)
        if found is None:
            return False
        expected, known_mark, _ = manifest.parts(self._files[path])
        return manifest.mark(found) == known_mark or self.has_digest(path, found, expected)

    def _looks_as_recorded(self, path: str) -> bool:
        found = self.look(path)
        return found is not None and manifest.mark(found) == manifest.parts(self._files[path])[1]

    def look(self, path: str) -> os.stat_result | None:
        """How the file at an output path looks; None if none is there."""
        try:
            found = os.lstat(self._prefix + path)  # one call for each path is three times faster than a walk
        except (OSError, ValueError):
            return None
        return found if stat.S_ISREG(found.st_mode) else None

    def has_digest(self, path: str, found: os.stat_result, expected: str) -> bool:
        """Whether a file that looks otherwise holds what it should; then it is known by its new look."""
        if self._noted is None:
            with as_problem(self._shown, self._root):
                self._noted = clock(self._own)
        try:
            if digest_file(Path(self._root, path)) != expected:
                return False
        except OSError:
            return False
        self._marks[path] = _mark(found, self._noted)
        return True

    @property
    def is_to_be_recorded(self) -> bool:
        """Whether so many look otherwise than recorded, and are right, that the next build should know."""
        return len(self._marks) > _FEW

    def remark(self, files: dict[str, str]) -> None:
        """Writes into the entries of a record how the files look now."""
        for path, mark in self._marks.items():
            if path in files:
                expected, _, fingerprint = manifest.parts(files[path])
                files[path] = manifest.entry(expected, mark, fingerprint)

    def mark_written(self, written: Sequence[str]) -> None:
        """Takes in how the files look that were just written."""
        if len(written) > _FEW:
            # until the clock has left the moment of the last rename, so that the marks prove something
            time.sleep(0.03)
        noted = clock(self._own)
        for path in written:
            found = self.look(path)
            if found is not None:
                self._marks[path] = _mark(found, noted)


def _mark(found: os.stat_result, noted: int) -> str:
    is_proof = is_settled(found.st_mtime_ns, found.st_ctime_ns, noted)
    return manifest.mark(found) if is_proof else manifest.UNSETTLED
