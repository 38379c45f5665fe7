"""What is known of the pictures and other files of a project: of unchanged ones from the cache."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bantin.build import picture_tasks
from bantin.build.sources import BATCH, ODD, Sources, looks
from bantin.build.timing import Timings
from bantin.build.worker_pool import WorkerPool
from bantin.cache.store import BuildCache
from bantin.content.config_types import Limits
from bantin.content.file_facts import FileFacts, ending_of, may_be_shown
from bantin.disk import files as disk_files
from bantin.disk.walk import FileEntry
from bantin.imaging import variants
from bantin.problems import Mistakes, Place, Problem, error

_LOOKED_AT = 2_000_000
"""Bytes of files that a worker is given to look at at once: a photo, or many small pictures."""


class FileReader:
    """Reads the files to which content refers."""

    def __init__(self, sources: Sources, key: str, limits: Limits, cache: BuildCache) -> None:
        """`key`: by what rules they are read (`reading_key`)."""
        self._sources = sources
        self._key = key
        self._limits = limits
        self._cache = cache
        self._digests: dict[str, str] = {}
        self._approved: dict[str, tuple[list[int] | None, str]] | None = None
        """The digests of files of which approvals tell, with the looks of the files; None before the first is asked."""
        self._digested: set[str] = set()
        """Those of which the cache does not know yet."""
        self.problems: list[Problem] = []
        """What is wrong with those that could not be read."""

    def read(self, paths: Iterable[str], pool: WorkerPool, timings: Timings) -> dict[str, FileFacts]:
        """What is known of those of these files, to which content refers, that are there and can be read."""
        self._keep_digests()
        sources = [self._sources.by_path[path] for path in dict.fromkeys(paths) if path in self._sources.by_path]
        decoders = variants.version() if any(may_be_shown(source.path) for source in sources) else ""
        made_by = f"{self._key} {self._limits} {decoders}"
        kept = self._cache.rows("files", made_by)
        known = {source.path: facts for source in sources if (facts := _facts(kept.get(source.path), source))}
        changed = (kept.keys() | {source.path for source in sources}) - known.keys()
        looked_at = self._inspected([source for source in sources if source.path not in known], pool, timings)
        self.problems += [each for each in looked_at.values() if isinstance(each, Problem)]
        every = known | looked_at
        found: dict[str, FileFacts] = {}
        for source in sources:
            if isinstance(each := every[source.path], FileFacts):
                found[source.path] = each
        self._digests = {path: facts.digest for path, facts in found.items()}
        self._cache.keep_rows(
            "files",
            made_by,
            found,
            lambda path: [self._sources.when(self._sources.by_path[path]), list(found[path])[1:]],
            changed,
        )
        return found

    def _inspected(
        self, sources: Sequence[FileEntry], pool: WorkerPool, timings: Timings
    ) -> dict[str, FileFacts | Problem]:
        """What is known of these files, by path, or why they cannot be read."""
        found: dict[str, FileFacts | Problem] = {}
        batches = self._looked_at(sources, found, timings)
        for batch, result in pool.each(picture_tasks.inspect_files, b"", batches, lambda task: task.path):
            timings.take(result.seconds, is_here=pool.is_alone)
            found.update(zip((task.path for task in batch), result.made, strict=True))
        return found

    def _looked_at(
        self, sources: Sequence[FileEntry], found: dict[str, FileFacts | Problem], timings: Timings
    ) -> Iterator[list[picture_tasks.FileTask]]:
        """The files in batches; those that cannot be read are noted in `found`."""
        limits = self._limits
        batch: list[picture_tasks.FileTask] = []
        weight = 0
        for source in sources:
            with timings.phase("read"):
                data = disk_files.read_bytes(source, max(limits.picture_bytes, limits.attachment_bytes))
            if isinstance(data, Problem):
                found[source.path] = _unread(source, data)
                continue
            most = limits.picture_bytes if may_be_shown(source.path) else limits.attachment_bytes
            batch.append(picture_tasks.FileTask(source.path, data, most, limits.picture_pixels))
            weight += len(data)
            if weight >= _LOOKED_AT or len(batch) == BATCH:
                yield batch
                batch, weight = [], 0
        if batch:
            yield batch

    def digest(self, path: str) -> str:
        """The digest of the bytes of a picture or an attachment; '' for one that is not there or cannot be read."""
        source = self._sources.by_path.get(path)
        if source is None:
            return ""
        if self._approved is None:
            self._approved = dict(_digests_in(self._cache.rows("digests", self._key)))
        looked, found = self._approved.get(path, (None, ""))
        if looked != looks(source):
            limits = self._limits
            data = disk_files.read_bytes(source, max(limits.picture_bytes, limits.attachment_bytes))
            found = "" if isinstance(data, Problem) else disk_files.digest(data)
            self._approved[path] = self._sources.when(source), found
            self._digested.add(path)
        return found

    def _keep_digests(self) -> None:
        kept = self._approved or {}
        self._cache.keep_rows("digests", self._key, kept, lambda path: list(kept[path]), self._digested)
        self._digested = set()

    def unchanged(self, path: str) -> bytes:
        """The bytes of a picture or attachment as the plan knows them; raises `Mistakes` if they have changed since.

        Of a file that only a text refers to which is not saved, a later look knows nothing: it is as it is now.
        """
        source = self._sources.by_path[path]
        data = disk_files.read_bytes(source, source.size)
        if isinstance(data, Problem) and data.key == "file-unreadable":
            raise Mistakes([data])
        if isinstance(data, Problem):
            raise Mistakes([error("file-changing", Place(path))])
        digest = disk_files.digest(data)
        if self._digests.get(path, digest) != digest:
            raise Mistakes([error("file-changing", Place(path))])
        return data


def _unread(source: FileEntry, trouble: Problem) -> FileFacts | Problem:
    """What is known of a file that was not read: of one that is too large enough to say so."""
    if trouble.key != "file-too-big":
        return trouble
    return FileFacts(source.path, "", source.size, ending_of(source.path), trouble="file-too-heavy")


def _digests_in(rows: Mapping[str, Any]) -> Iterator[tuple[str, tuple[list[int] | None, str]]]:
    """The digests of files as they were kept, with the looks of the files."""
    for path, row in rows.items():
        match row:
            case [list() | None as looked, str(digest)]:
                yield path, (looked, digest)


def _facts(row: Any, source: FileEntry) -> FileFacts | None:
    """What is known of a file that looks as it did."""
    try:
        looked, facts = row
        return FileFacts(source.path, *facts) if looked == looks(source) else None
    except ODD:
        return None
