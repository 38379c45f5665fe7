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

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from bantin.disk.files import digest
from bantin.disk.os_errors import problem_of
from bantin.output import lock, manifest
from bantin.output.changes import Changes
from bantin.output.last_build import LastBuild
from bantin.output.leftovers import Leftovers, strangers
from bantin.output.recorded_files import RecordedFiles
from bantin.output.refusals import as_problem, is_folder, named
from bantin.output.safe_paths import OWN, is_safe
from bantin.output.stage import Stage
from bantin.problems import Mistakes, Place, Problem, error, warning


@contextmanager
def open_site(folder: Path, shown: str | None = None) -> Iterator["OutputFolder"]:
    """The site in `folder` (made if missing), for one build; `shown` is its name in problems, else the folder's own.

    Raises Busy if another build holds it, and Mistakes if it cannot be written.
    """
    shown = shown or folder.name
    root = os.path.realpath(folder)  # site/ itself may be a link to where the server looks
    own = Path(root, OWN)
    with ExitStack() as opened:
        with as_problem(shown, root):
            Path(root).mkdir(parents=True, exist_ok=True)
            with suppress(FileExistsError):
                own.mkdir()
            if not is_folder(own):
                raise Mistakes([error("site-own-folder", Place(f"{shown}/{OWN}"))])
            site = OutputFolder(root, shown, opened.enter_context(lock.hold(own / "lock")))
        try:
            yield site
        finally:
            site.close()


class OutputFolder:
    """An opened site: what it holds, what it shall hold, and the step from one to the other."""

    def __init__(self, root: str, shown: str, is_locked: bool) -> None:
        self._root = root
        self._own = Path(root, OWN)
        self._stage = Stage(self._own / "stage")
        self._shown = shown
        self._is_locked = is_locked
        self.last = LastBuild(self._own)
        """What earlier builds left."""
        self._record = self.last.record
        self._files = RecordedFiles(root, shown, self._record.files)
        self._leftovers = Leftovers(root, shown, self._files, self._record.leftovers, self.last.is_certain)
        self._is_settled = True
        self._planned: dict[str, str] = {}  # every path of the new site → its entry in the next record
        self._spellings: dict[str, str] | None = None
        self._is_over = self._is_half = False
        self._stage.clear()

    def close(self) -> None:
        """Leaves nothing behind, but for what could not be put back where it was."""
        self._files.stop_looking()
        if not self._is_half:
            with suppress(OSError):  # what cannot be cleared now is cleared by the next build
                self._stage.clear()

    def remove_leftovers(self) -> None:
        """What looks like ours and is no part of the site shall go with the next commit."""
        self._leftovers.are_removed = True

    def look_ahead(self) -> None:
        """Begins to look at all files, beside what else this process does (`RecordedFiles`)."""
        self._files.look_ahead()

    def is_whole(self) -> bool:
        """Whether every file is in the site as the last build left it, and that build was finished."""
        is_whole = self.last.has_record and not self.last.journal and self._files.are_as_recorded()
        is_whole = is_whole and self._leftovers.are_known
        if is_whole and self._files.is_to_be_recorded:  # e.g. the whole site was copied here from another disk
            files = dict(self._record.files)
            self._files.remark(files)
            with as_problem(self._shown, self._root):
                self._is_settled = manifest.save(self._own, replace(self._record, files=files))
        return is_whole

    def holds(self, path: str, fingerprint: str) -> bool:
        """Whether the file `path` is in the site as our last build wrote it, made from what has this fingerprint."""
        known = self._record.files.get(path)
        return known is not None and manifest.fingerprint(known) == fingerprint and self._files.is_as_recorded(path)

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
        with self._as_problem_at(path):
            self._stage.put(path, data)

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
        found = self._files.look(path)
        if found is None or found.st_size != size or self._is_spelled_otherwise(path):
            return False
        known, known_mark, _ = manifest.parts(self._record.files.get(path, ""))
        if manifest.mark(found) != known_mark:
            return self._files.has_digest(path, found, expected)
        if known != expected:
            return False
        self._planned[path] = manifest.entry(expected, known_mark, fingerprint)
        return True

    def _is_spelled_otherwise(self, path: str) -> bool:
        """Whether what is found at `path` may be one of ours whose name differs in case only (Windows, macOS)."""
        if path in self._record.files:
            return False
        if self._spellings is None:
            self._spellings = {known.casefold(): known for known in self.last.ours()}
        return self._spellings.get(path.casefold(), path) != path

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
        written = sorted(self._stage.files, key=lambda path: rank.get(path, -1))
        ours = sorted(path for path in self.last.ours() - self._planned.keys() if is_safe(path))
        gone = self._leftovers.find(self._planned.keys(), ours)
        unknown = tuple(self._unknown_files({*self._planned, *gone, *self._leftovers.paths}))
        with as_problem(self._shown, self._root):
            now = replace(self._record, theme_digest=theme, next_change=next_change, has_drafts=has_drafts)
            removed = self._swap(written, gone, now)
        problems = (*self.warnings(), *unknown)
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
        yield from self._leftovers.warnings()

    @property
    def has_leftovers(self) -> bool:
        """Whether there may be files that look like ours and are no part of the site."""
        return not self._leftovers.are_known or bool(self._leftovers.paths)

    def _unknown_files(self, ours: set[str]) -> Iterator[Problem]:
        found = sorted(strangers(self._root, ours)) if not self.last.has_record else []
        if found:
            yield warning("site-strangers", Place(self._shown), count=len(found), example=found[0])

    def _swap(self, written: Sequence[str], gone: Sequence[str], now: manifest.Manifest) -> tuple[str, ...]:
        """Makes site and record the new ones; gives the paths removed. Raises OSError when both are as they were, and
        Mistakes if that could not be."""
        from bantin.output.step import Step, check
        from bantin.output.swap import Swap

        finished = [(path, self._stage.files[path]) for path in written]
        step = Step(self._root, self._shown, finished, gone, self._planned.keys())
        found = check(step) if written or gone else None
        changing = Swap(step, self._stage.kept)
        removed: tuple[str, ...] = ()
        try:
            if found:
                self.last.doubt((*written, *gone, *(self._planned.keys() - self._record.files.keys())))
                removed = changing.take(found)
            self._save(written, now)
        except BaseException as trouble:
            left = changing.undo()
            if not left:
                self.last.restore_journal()
                raise
            self._is_half = True
            problems = [error("site-half", Place(self._shown), count=len(left)), *left]
            if isinstance(trouble, OSError):
                problems.insert(0, problem_of(trouble, named(trouble, self._shown, self._root)))
            raise Mistakes(problems) from trouble
        return removed

    def _save(self, written: Sequence[str], now: manifest.Manifest) -> None:
        """Replaces the record, unless it says all this already."""
        if written:
            self._files.mark_written(written)
        now = replace(now, files=self._planned, leftovers=self._leftovers.paths)
        is_same = now == self._record and self.last.is_doubled and not written and not self.last.journal
        if not is_same or self._files.is_to_be_recorded:
            files = dict(sorted(self._planned.items()))
            self._files.remark(files)
            self._is_settled = manifest.save(self._own, replace(now, build=self.last.next_number, files=files))
