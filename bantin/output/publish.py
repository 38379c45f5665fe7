"""Puts a finished plan into site/, so that site/ is always a whole site (DESIGN section 7).

    with publish.open_site(folder) as site:
        for path, fingerprint in …:
            if site.holds(path, fingerprint):
                site.keep(path)
            else:
                site.stage(path, data, fingerprint)
        changes = site.commit(order)

Nothing of the site changes before `commit`. What is in the site after it depends on the plan and on strangers' files
only, not on what earlier builds did or where they were killed. What the files contain is left to others.
"""

import json
import os
import re
import signal
import stat
import sys
import threading
import time
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from bantin.disk.files import clock, digest, digest_file, is_settled
from bantin.disk.os_errors import problem_of
from bantin.output import lock, manifest, orphans, swap
from bantin.output.lock import Busy
from bantin.problems import Mistakes, Place, Problem, error, warning
from bantin.text import folders_of

__all__ = ["Busy", "Changes", "OutputFolder", "is_safe", "open_site"]

OWN = ".bantin"
"""The folder in the site that holds lock, record, journal and stage; no part of what is published."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a build did to the site."""

    new: tuple[str, ...]
    """Written where the record had no file of ours; sorted."""
    changed: tuple[str, ...]
    """Written in the place of another of ours; sorted."""
    removed: tuple[str, ...]
    """Ours, and no longer part of the site; sorted."""
    unchanged: int
    """How many files of the site were not touched."""
    problems: tuple[Problem, ...] = ()
    """Warnings."""


@contextmanager
def open_site(folder: Path, shown: str | None = None) -> Iterator["OutputFolder"]:
    """The site in `folder` (made if missing), for one build; `shown` is its name in problems, else the folder's own.

    Raises Busy if another build holds it, and Mistakes if it cannot be written.
    """
    shown = shown or folder.name
    root = os.path.realpath(folder)  # site/ itself may be a link to where the server looks
    own = Path(root, OWN)
    with ExitStack() as opened:
        with _as_problem(shown, root):
            Path(root).mkdir(parents=True, exist_ok=True)
            with suppress(FileExistsError):
                own.mkdir()
            if not _is_folder(own):
                raise Mistakes([error("site-own-folder", Place(f"{shown}/{OWN}"))])
            site = OutputFolder(root, shown, opened.enter_context(lock.hold(own / "lock")))
        try:
            yield site
        finally:
            site.close()


@contextmanager
def _as_problem(shown: str, root: str) -> Iterator[None]:
    """OSErrors become problems about the file that the system named, or about the site as a whole."""
    try:
        yield
    except OSError as trouble:
        raise Mistakes([problem_of(trouble, _named(trouble, shown, root))]) from trouble


def _named(trouble: OSError, shown: str, root: str) -> str:
    name = str(trouble.filename2 or trouble.filename or root)
    if trouble.filename2 and f"{os.sep}{OWN}{os.sep}stage{os.sep}" in name:
        name = str(trouble.filename)  # the page, not where it would be kept
    return shown + (name.removeprefix(root).replace(os.sep, "/") if name.startswith(f"{root}{os.sep}") else "")


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False


_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_MANY = 2000
"""So many files are sooner looked at by a process beside this one."""
_FEW = 200
"""So many files are sooner read again in each build than waited for or recorded anew."""


class OutputFolder:
    """An opened site: what it holds, what it shall hold, and the step from one to the other."""

    def __init__(self, root: str, shown: str, is_locked: bool) -> None:
        self._root = root
        self._own = Path(root, OWN)
        self._stage = self._own / "stage"
        self._prefix = f"{root}{os.sep}"  # as strings: 20,000 Path objects would cost more than what is done with them
        self._stage_prefix = f"{self._stage}{os.sep}"
        self._shown = shown
        self._is_locked = is_locked
        self._removes_leftovers = False
        known, self._is_doubled = manifest.load(self._own)
        self._has_record = known is not None
        self._record = known or manifest.Manifest()
        build, paths = manifest.load_journal(self._own)
        is_last = self._is_doubled or build > self._record.build
        self._leftovers = self._still_left(self._record.leftovers) if is_last else None  # None: to be looked for
        self._is_settled = True
        self._journal = paths if build > self._record.build else frozenset()
        self._build = max(build, self._record.build) + 1
        self._planned: dict[str, str] = {}  # every path of the new site → its entry in the next record
        self._staged: dict[str, str] = {}  # those to be written → their name in the stage
        self._names = 0
        self._marks: dict[str, str] = {}  # those found to hold what they should though they look otherwise → their mark
        self._noted: int | None = None
        self._looking: tuple[int, int] | None = (
            None  # the process that looks ahead, and the pipe through which it tells
        )
        self._differing: frozenset[str] | None = None
        self._spellings: dict[str, str] | None = None
        self._is_over = False
        self._is_half = False
        self._clear_stage()

    def close(self) -> None:
        """Leaves nothing behind, but for what could not be put back where it was."""
        self.stop_looking()
        if not self._is_half:
            with suppress(OSError):  # what cannot be cleared now is cleared by the next build
                self._clear_stage()

    def _clear_stage(self) -> None:
        """Empties the stage, and makes it if it is missing; raises OSError."""
        if not _is_folder(self._stage):
            with suppress(FileNotFoundError):
                self._stage.unlink()
            self._stage.mkdir()
        with os.scandir(self._stage) as found:
            leftovers = [leftover.path for leftover in found]
        for leftover in leftovers:
            os.unlink(leftover)  # noqa: PTH108 - thousands of them, and a Path object for each would double the time

    @property
    def state(self) -> str:
        """Stands for all that the last finished build left, times included; '' if there was none."""
        return manifest.state(self._own)

    @property
    def has_drafts(self) -> bool:
        """Whether the last finished build put in what is not published, so that nobody may put this site online."""
        return self._record.has_drafts

    @property
    def theme_digest(self) -> str:
        """What the last finished build said of program and templates; empty if unknown."""
        return self._record.theme_digest

    @property
    def next_change(self) -> str | None:
        """The instant (ISO 8601) at which the site of the last finished build changes by itself; None: never."""
        return self._record.next_change

    def remove_leftovers(self) -> None:
        """What looks like ours and is no part of the site shall go with the next commit."""
        self._removes_leftovers = True

    def look_ahead(self) -> None:
        """Begins to look at all files, beside what else this process does, where there are many. What is found out is
        used by `is_whole` and `holds`.
        """
        if len(self._record.files) < _MANY or sys.platform in ("win32", "darwin") or threading.active_count() > 1:
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
            found = [path for path in self._record.files if not self._looks_as_recorded(path)]
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
            with os.fdopen(pipe, "rb") as told, suppress(ValueError):  # it may have been stopped
                self._differing = frozenset(json.loads(told.read()))
            os.waitpid(child, 0)
        return self._differing

    def is_whole(self) -> bool:
        """Whether every file is in the site as the last build left it, and that build was finished."""
        is_whole = self._has_record and not self._journal and all(map(self._is_as_recorded, self._record.files))
        is_whole = is_whole and self._leftovers is not None
        if is_whole and len(self._marks) > _FEW:  # e.g. the whole site was copied here from another disk
            files = dict(self._record.files)
            self._remark(files)
            with _as_problem(self._shown, self._root):
                self._is_settled = manifest.save(self._own, replace(self._record, files=files))
        return is_whole

    @property
    def size(self) -> int:
        """How many files the last finished build left."""
        return len(self._record.files)

    def holds(self, path: str, fingerprint: str) -> bool:
        """Whether the file `path` is in the site as our last build wrote it, made from what has this fingerprint."""
        known = self._record.files.get(path)
        return known is not None and manifest.fingerprint(known) == fingerprint and self._is_as_recorded(path)

    def _is_as_recorded(self, path: str) -> bool:
        differing = self._looked()
        if differing is not None and path not in differing:
            return True
        found = self._look(path)
        if found is None:
            return False
        expected, known_mark, _ = manifest.parts(self._record.files[path])
        return manifest.mark(found) == known_mark or self._has_digest(path, found, expected)

    def _looks_as_recorded(self, path: str) -> bool:
        found = self._look(path)
        return found is not None and manifest.mark(found) == manifest.parts(self._record.files[path])[1]

    def _look(self, path: str) -> os.stat_result | None:
        try:
            found = os.lstat(self._prefix + path)  # one call for each path is three times faster than a walk
        except (OSError, ValueError):
            return None
        return found if stat.S_ISREG(found.st_mode) else None

    def _has_digest(self, path: str, found: os.stat_result, expected: str) -> bool:
        if self._noted is None:
            with _as_problem(self._shown, self._root):
                self._noted = clock(self._own)
        try:
            if digest_file(Path(self._root, path)) != expected:
                return False
        except OSError:
            return False
        self._marks[path] = _mark(found, self._noted)
        return True

    def keep(self, path: str) -> None:
        """The file `path`, which the site `holds`, stays as it is."""
        if path in self._planned:
            raise ValueError(f"planned twice: {path}")
        self._planned[path] = self._record.files[path]

    def stage(self, path: str, data: bytes, fingerprint: str) -> None:
        """The file `path` shall hold `data`. If it does already, it is not touched; else `data` waits in the stage.

        Raises Mistakes if `path` could not be a file on every system, or if the disk refuses.
        """
        expected = digest(data)
        self._plan(path, manifest.entry(expected, manifest.UNSETTLED, fingerprint))
        if self._is_there(path, len(data), expected, fingerprint):
            return
        name = self._next_name()
        with self._as_problem_at(path):
            handle = os.open(self._stage_prefix + name, _NEW_FILE, 0o666)
            try:
                written = os.write(handle, data)
                while written < len(data):
                    written += os.write(handle, data[written:])
            finally:
                os.close(handle)
        self._staged[path] = name

    def _next_name(self) -> str:
        """A name in the stage that none had, not even a file that the disk had no room for."""
        self._names += 1
        return str(self._names)

    @contextmanager
    def _as_problem_at(self, path: str) -> Iterator[None]:
        try:
            yield
        except OSError as trouble:
            self._is_over = True
            raise Mistakes([problem_of(trouble, f"{self._shown}/{path}".rstrip("/"))]) from trouble

    def _plan(self, path: str, entry: str) -> None:
        if not is_safe(path):
            raise Mistakes([error("output-path-unsafe", Place(f"{self._shown}/{path}"))])
        if path in self._planned:
            raise ValueError(f"planned twice: {path}")
        self._planned[path] = entry

    def _is_there(self, path: str, size: int, expected: str, fingerprint: str) -> bool:
        found = self._look(path)
        if found is None or found.st_size != size or self._is_spelled_otherwise(path):
            return False
        known, known_mark, _ = manifest.parts(self._record.files.get(path, ""))
        if manifest.mark(found) != known_mark:
            return self._has_digest(path, found, expected)
        if known != expected:
            return False
        self._planned[path] = manifest.entry(expected, known_mark, fingerprint)
        return True

    def _is_spelled_otherwise(self, path: str) -> bool:
        """Whether what is found at `path` may be one of ours whose name differs in case only (Windows, macOS)."""
        if path in self._record.files:
            return False
        if self._spellings is None:
            self._spellings = {known.casefold(): known for known in self._ours()}
        return self._spellings.get(path.casefold(), path) != path

    def _ours(self) -> set[str]:
        return self._record.files.keys() | self._journal

    def commit(
        self, order: Iterable[str] = (), theme: str = "", next_change: str | None = None, has_drafts: bool = False
    ) -> Changes:
        """Makes the site what was kept and staged: staged files in this order, e.g. new pages before the lists that
        lead to them (those that it does not name come first), then removals.

        Raises Mistakes, and changes nothing, if a stranger stands in the way or the disk refuses; if it refuses half
        way and then to put back what was changed as well, the mistakes name what is not as it was, and the journal is
        left for the next build to go on from.
        """
        if self._is_over:
            raise ValueError("committed twice, or after a file could not be staged")
        self._is_over = True
        rank = {path: number for number, path in enumerate(order)}
        written = sorted(self._staged, key=lambda path: rank.get(path, -1))
        gone = sorted(path for path in self._ours() - self._planned.keys() if is_safe(path))
        self._find_leftovers(gone)
        if self._removes_leftovers:
            gone = sorted({*gone, *(path for path in self._leftovers or () if self._is_left(path, is_to_go=True))})
            self._leftovers = tuple(path for path in self._leftovers or () if path not in gone)
        strangers = tuple(self._unknown_files({*self._planned, *gone, *(self._leftovers or ())}))
        with _as_problem(self._shown, self._root):
            now = replace(self._record, theme_digest=theme, next_change=next_change, has_drafts=has_drafts)
            removed = self._swap(written, gone, now)
        problems = (*self.warnings(), *strangers)
        if self._is_settled:
            with suppress(OSError):  # of a build that the record knows, it says nothing any more
                manifest.drop_journal(self._own)
        return Changes(
            new=tuple(sorted(path for path in written if path not in self._record.files)),
            changed=tuple(sorted(path for path in written if path in self._record.files)),
            removed=removed,
            unchanged=len(self._planned) - len(written),
            problems=problems,
        )

    def warnings(self) -> Iterator[Problem]:
        """What every build into this folder should know."""
        if not self._is_locked:
            yield warning("site-lock-missing", Place(self._shown))
        if not self._is_settled:
            yield warning("site-unsettled", Place(f"{self._shown}/{OWN}"))
        by_folder: dict[str, list[str]] = {}
        for path in self._leftovers or ():
            folder, _, name = path.rpartition("/")
            by_folder.setdefault(folder, []).append(name)
        for folder, names in by_folder.items():
            place = Place(f"{self._shown}/{folder}".rstrip("/"))
            yield warning("site-leftovers", place, count=len(names), names=", ".join(names))

    @property
    def has_leftovers(self) -> bool:
        """Whether there may be files that look like ours and are no part of the site."""
        return self._leftovers is None or bool(self._leftovers)

    def _find_leftovers(self, gone: Sequence[str]) -> None:
        """Looks for them if the last record was lost, also for those that were known before."""
        known = self._leftovers
        if known is None:
            ours = {*self._planned, *gone}
            known = (*self._record.leftovers, *orphans.find(self._root, ours, OWN))
        self._leftovers = self._still_left(sorted({*known} - self._planned.keys()))

    def _still_left(self, paths: Iterable[str]) -> tuple[str, ...]:
        return tuple(filter(self._is_left, paths))

    def _is_left(self, path: str, *, is_to_go: bool = False) -> bool:
        """Whether a leftover is still there; if it is to go, also whether it still looks like ours."""
        is_left = is_safe(path) and self._look(path) is not None
        return is_left and (not is_to_go or orphans.is_unchanged(self._root, path))

    def _unknown_files(self, ours: set[str]) -> Iterator[Problem]:
        if not self._has_record:
            strangers = sorted(self._strangers(ours))
            if strangers:
                place = Place(self._shown)
                yield warning("site-strangers", place, count=len(strangers), example=strangers[0])

    def _strangers(self, ours: set[str]) -> Iterator[str]:
        """What is in the site and not ours; of a folder with nothing of ours in it, the folder alone."""
        folders = folders_of(ours)
        waiting = [""]
        while waiting:
            inside = waiting.pop()
            with os.scandir(self._prefix + inside) as listing:
                for found in listing:
                    path = inside + found.name
                    if path in folders and found.is_dir(follow_symlinks=False):
                        waiting.append(f"{path}/")
                    elif path not in ours and path != OWN:
                        yield path

    def _swap(self, written: Sequence[str], gone: Sequence[str], now: manifest.Manifest) -> tuple[str, ...]:
        """Makes site and record the new ones; gives the paths removed. Raises OSError when both are as they were, and
        Mistakes if that could not be."""
        finished = [(path, self._stage_prefix + self._staged[path]) for path in written]
        step = swap.Step(self._root, self._shown, finished, gone, self._planned.keys())
        found = swap.check(step) if written or gone else None
        changing = swap.Swap(step, f"{self._stage_prefix}old-")
        try:
            removed = self._change(changing, step, found) if found else ()
            self._save(written, now)
        except BaseException as trouble:
            left = changing.undo()
            if not left:
                self._restore_journal()
                raise
            self._is_half = True
            told = [error("site-half", Place(self._shown), count=len(left)), *left]
            if isinstance(trouble, OSError):
                told.insert(0, problem_of(trouble, _named(trouble, self._shown, self._root)))
            raise Mistakes(told) from trouble
        return removed

    def _change(self, changing: swap.Swap, step: swap.Step, found: swap.StepTargets) -> tuple[str, ...]:
        written = [path for path, _ in step.written]
        unsure = {*self._journal, *written, *step.gone, *(self._planned.keys() - self._record.files.keys())}
        manifest.save_journal(self._own, self._build, unsure)
        return changing.take(found)

    def _restore_journal(self) -> None:
        """Nothing is unsure but what was before; if this is refused, more is, which is no harm to files of ours."""
        with suppress(OSError):
            if self._journal:
                manifest.save_journal(self._own, self._build, self._journal)
            else:
                manifest.drop_journal(self._own)

    def _save(self, written: Sequence[str], now: manifest.Manifest) -> None:
        """Replaces the record, unless it says all this already."""
        if written:
            self._mark_written(written)
        left = self._leftovers or ()
        now = replace(now, files=self._planned, leftovers=left)
        if now != self._record or not self._is_doubled or written or self._journal or len(self._marks) > _FEW:
            files = dict(sorted(self._planned.items()))
            self._remark(files)
            self._is_settled = manifest.save(self._own, replace(now, build=self._build, files=files))

    def _remark(self, files: dict[str, str]) -> None:
        for path, mark in self._marks.items():
            if path in files:
                expected, _, fingerprint = manifest.parts(files[path])
                files[path] = manifest.entry(expected, mark, fingerprint)

    def _mark_written(self, written: Sequence[str]) -> None:
        if len(written) > _FEW:
            time.sleep(
                0.03
            )  # until the clock has left the moment of the last rename, so that the marks prove something
        noted = clock(self._own)
        for path in written:
            found = self._look(path)
            if found is not None:
                self._marks[path] = _mark(found, noted)


def _mark(found: os.stat_result, noted: int) -> str:
    is_proof = is_settled(found.st_mtime_ns, found.st_ctime_ns, noted)
    return manifest.mark(found) if is_proof else manifest.UNSETTLED


_RESERVED = r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(?:[./]|$)"
_PART = rf"(?!{_RESERVED})[^/\\:*?\"<>|\x00-\x1f\x7f-\x9f\ud800-\udfff]*[^/\\:*?\"<>|\x00-\x1f\x7f-\x9f\ud800-\udfff. ]"
_SAFE = re.compile(rf"(?!{re.escape(OWN)}(?:/|$)){_PART}(?:/{_PART})*", re.IGNORECASE)


def is_safe(path: str) -> bool:
    """Whether `path` is one file inside the site on every system: relative, in NFC, without `..`, without names that
    Windows keeps for itself or cannot write (Microsoft, "Naming Files, Paths, and Namespaces"), and not our own folder.
    """
    if _SAFE.fullmatch(path) is None:
        return False
    if path.isascii() and len(path) < 256:
        return True
    return unicodedata.is_normalized("NFC", path) and all(len(part.encode()) < 256 for part in path.split("/"))
