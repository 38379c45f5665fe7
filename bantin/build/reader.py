"""Reads a project: its config, its theme, its texts and what is known of its files. What is unchanged since an earlier
build is taken from the cache: a source is known by its path, size and times, else by its content.
"""

import hashlib
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import bantin
from bantin.build import tasks
from bantin.build.timing import Timings
from bantin.build.worker_pool import WorkerPool
from bantin.cache.store import BuildCache
from bantin.content import config, organisation
from bantin.content.config import ConfigReading
from bantin.content.config_types import Config
from bantin.content.file_facts import FileFacts, ending_of, may_be_shown
from bantin.content.file_names import is_markdown, language_aside, named
from bantin.content.file_references import FileReferences
from bantin.content.front_matter import FrontMatter, mark_of
from bantin.content.model import Article
from bantin.content.serialise import packed, parts_from, summary_from, unpacked
from bantin.content.source_file import SourceFile, TextSummary
from bantin.disk import files as disk_files
from bantin.disk import os_errors, text_decoding
from bantin.disk.damage import doubts
from bantin.disk.program import PROGRAM, program_digest
from bantin.disk.walk import FileEntry
from bantin.imaging import variants
from bantin.locale import KNOWN_CODES
from bantin.problems import Mistakes, Place, Problem, error, warning
from bantin.search.terms import is_whole
from bantin.theme import theme
from bantin.theme.theme import Theme

BATCH = 50
"""Texts or pages that a worker is given at once."""


def read_config(project: Path) -> ConfigReading:
    """The portal's configuration, as far as it can be read; raises `Mistakes` if there is none."""
    path = project / "config.yaml"
    try:
        text = text_decoding.decode(path.read_bytes(), "config.yaml")
    except FileNotFoundError:
        raise Mistakes([error("config-none", Place("config.yaml"))]) from None
    except OSError as trouble:
        return config.unread([os_errors.problem_of(trouble, "config.yaml")])
    if not isinstance(text, str):
        return config.unread(text)
    reading = config.parse(text, version=bantin.__version__, is_zone=_is_zone)
    return replace(reading, problems=(*reading.problems, *doubts(text, "config.yaml")))


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def read_theme(project: Path, config: Config, plain_names: bool) -> Theme:
    """Templates, words and assets, the project's own in the place of ours; raises `Mistakes`."""
    problems: list[Problem] = []
    templates: dict[str, str] = {}
    for name, data in disk_files.overlay(PROGRAM, project, "templates").items():
        if name.endswith((".html", ".yaml")):
            text = text_decoding.decode(data, f"templates/{name}")
            if isinstance(text, str):
                templates[name] = text
            else:
                problems.extend(text)
    assets = disk_files.overlay(PROGRAM, project, "assets")
    for name in [name for name in assets if name.endswith((".css", ".js"))]:
        text = text_decoding.decode(assets[name], f"assets/{name}", keeps_controls=True)
        problems += () if isinstance(text, str) else text
    if problems:
        raise Mistakes(problems)
    words = {name[6:-5]: templates.pop(name) for name in sorted(templates) if name.startswith("words/")}
    own = frozenset(name for name in templates if (project / "templates" / name).is_file())
    return replace(theme.gather(config.codes, templates, words, assets, program_digest(), plain_names), own=own)


def reading_key(context: bytes) -> str:
    """Stands for all that decides what is made of a text, beside the text."""
    return hashlib.blake2b(context + program_digest().encode(), digest_size=16).hexdigest()


ODD = (TypeError, ValueError, LookupError, AttributeError)
"""What is raised by rows and texts of the cache that nobody of ours can have written."""
_LOOKED_AT = 2_000_000
"""Bytes of files that a worker is given to look at at once: a photo, or many small pictures."""
_RECENT = 500
"""Summaries at hand: an article's neighbours are soon asked for again."""


class ProjectReader:
    """What is read of one project: in this build or, by way of the cache, in an earlier one."""

    def __init__(
        self, config: Config, theme: Theme, sources: Mapping[str, FileEntry], noted: int, cache: BuildCache
    ) -> None:
        """`noted`: what the disk's clock showed before the sources were listed."""
        self._config = config
        self._sources = sources
        self._noted = noted
        self._cache = cache
        self._context = tasks.reading_context(config, theme.languages)
        self._key = reading_key(self._context)
        self._entries: dict[str, tuple[list[int] | None, SourceFile]] | None = None
        """What was read, with the looks of its files; None before the first time."""
        self._only: Collection[str] | None = None
        self._summaries: dict[str, TextSummary] = {}
        self._shown: dict[str, dict[str, FrontMatter]] = {}  # by digest of the text, then by path: texts may be alike
        self._digests: dict[str, str] = {}
        self._approved: dict[str, tuple[list[int] | None, str]] | None = None
        """The digests of files of which approvals tell, with the looks of the files; None before the first is asked."""
        self.references = FileReferences()
        self._digested: set[str] = set()
        """Those of which the cache does not know yet."""
        self.problems: list[Problem] = []
        self.unread: set[str] = set()
        """The keys of articles that could not be read: they exist, though nothing is known of them."""
        self.aside: dict[str, list[str]] = {}
        """Texts in languages that the portal does not use now, by language."""
        self.unread_files: list[Problem] = []
        """What is wrong with pictures and attachments that could not be read."""

    def look_again(self, sources: Mapping[str, FileEntry], noted: int, only: Collection[str] | None = None) -> None:
        """Takes in how the project's files look now. What is in memory of unchanged ones is not read again. `only`: the
        texts that may have changed, where that is known.
        """
        self._only = only
        self._sources = sources
        self._noted = noted
        self.problems = []
        self.unread = set()
        self.unread_files = []

    def read_unsaved(self, path: str, data: bytes) -> SourceFile:
        """What a text would be that is not in its file yet: kept by nobody but the cache's memory."""
        row, text, terms = tasks.read_texts(self._context, [(path, data)]).made[0]
        entry = unpacked(row, path)
        if text is not None and entry.front_matter is not None:
            self._cache.keep_text(entry.front_matter.mark, text)
            if terms is not None:
                self._cache.keep_text(_of_terms(entry.front_matter), terms, is_soon=False)
        return entry

    @property
    def is_known(self) -> bool:
        """Whether the cache holds texts that were read by the same rules."""
        return bool(self._cache.rows("entries", self._key))

    def _when(self, source: FileEntry) -> list[int] | None:
        """By what an unchanged file is known again; None if it may be changed without looking otherwise."""
        if not disk_files.is_settled(source.mtime_ns, source.ctime_ns, self._noted):
            return None
        return _looks(source)

    # ---- texts

    def entries(self, pool: WorkerPool, timings: Timings) -> list[SourceFile]:
        """Every article and plain page, in the order of their paths."""
        if self._only is not None and self._entries is not None:
            self._read_again(self._only, self._entries, pool, timings)
            return self._told({path: entry for path, (_, entry) in self._entries.items()})
        texts = {path: source for path, source in self._sources.items() if is_markdown(path)}
        self._leave_aside(texts)
        with timings.phase("read"):
            kept = self._kept() if self._entries is None else self._entries
            entries, alike = _known(kept, texts)
            gone = kept.keys() - texts.keys()
            unknown = [source for path, source in texts.items() if path not in entries]
            del kept
        self._read(unknown, alike, entries, pool, timings)
        with timings.phase("read"):
            self._entries = {path: (self._when(texts[path]), entry) for path, entry in entries.items()}
            self._cache.keep_rows(
                "entries",
                self._key,
                texts,
                lambda path: [self._when(texts[path]), packed(entries[path])],
                {*gone, *(source.path for source in unknown)},
            )
            if gone or unknown:
                front_matters = [entry.front_matter for entry in entries.values() if entry.front_matter]
                needed = {mark for own in front_matters for mark in (own.mark, _of_terms(own))}
                self._cache.drop_texts(needed)
        if len(self._shown) > _RECENT:
            current = {entry.front_matter.mark for entry in entries.values() if entry.front_matter}
            self._shown = {
                digest: left
                for digest, alike in self._shown.items()
                if (left := {path: own for path, own in alike.items() if own.mark in current})
            }
        self._entries = {path: self._entries[path] for path in texts}
        return self._told({path: entries[path] for path in texts})

    def _told(self, entries: Mapping[str, SourceFile]) -> list[SourceFile]:
        """The entries; what is wrong with them is noted."""
        for path, entry in entries.items():
            if entry.problems:
                self.problems.extend(entry.problems)
            if entry.front_matter is None:
                self.unread.add(named(path, self._config.codes, [])[0])
        return list(entries.values())

    def _read_again(
        self,
        paths: Collection[str],
        known: dict[str, tuple[list[int] | None, SourceFile]],
        pool: WorkerPool,
        timings: Timings,
    ) -> None:
        """Reads a few texts anew; all others are left as they were, where they were."""
        before = {path: known[path][1] for path in paths}
        entries: dict[str, SourceFile] = {}
        self._read([self._sources[path] for path in paths], before, entries, pool, timings)
        for path, entry in entries.items():
            known[path] = self._when(self._sources[path]), entry
            old = before[path].front_matter
            if old is not None and before[path] is not entry:
                self._cache.forget_texts((old.mark, _of_terms(old)))
                self._summaries.pop(old.mark, None)

    def _kept(self) -> dict[str, tuple[list[int] | None, SourceFile]]:
        """What an earlier build read, with the looks of its files."""
        found: dict[str, tuple[list[int] | None, SourceFile]] = {}
        for path, kept in self._cache.rows("entries", self._key).items():
            try:
                looked, row = kept
                found[path] = looked, unpacked(row, path)
            except ODD:
                continue
        return found

    def _leave_aside(self, texts: dict[str, FileEntry]) -> None:
        """Takes out the texts in languages that the portal does not use now, with one note for each language."""
        codes = self._config.codes
        if len(codes) == len(KNOWN_CODES):
            return
        for path in list(texts):
            if code := language_aside(path, codes):
                self.aside.setdefault(code, []).append(path)
                del texts[path]
        for code, paths in self.aside.items():
            self.problems.append(
                warning("language-aside", Place("config.yaml"), code=code, texts=len(paths), path=paths[0])
            )

    def _read(
        self,
        unknown: Sequence[FileEntry],
        alike: Mapping[str, SourceFile],
        entries: dict[str, SourceFile],
        pool: WorkerPool,
        timings: Timings,
    ) -> None:
        """Reads files anew; those that turn out to hold what the cache knows (`alike`) are left as they were."""
        done = 0
        batches = self._batches(unknown, alike, entries, timings)
        for batch, told in pool.each(tasks.read_texts, self._context, batches, lambda item: item[0]):
            timings.take(told.seconds, is_here=pool.is_alone)
            with timings.phase("read"):
                for (path, _), (row, data, terms) in zip(batch, told.made, strict=True):
                    entry = entries[path] = unpacked(row, path)
                    if data is not None and entry.front_matter is not None:
                        self._cache.keep_text(entry.front_matter.mark, data)
                        if terms is not None:
                            self._cache.keep_text(_of_terms(entry.front_matter), terms, is_soon=False)
            done += len(batch)
            timings.step("markup", done, len(unknown))

    def _batches(
        self,
        unknown: Sequence[FileEntry],
        alike: Mapping[str, SourceFile],
        entries: dict[str, SourceFile],
        timings: Timings,
    ) -> Iterator[list[tuple[str, bytes]]]:
        batch: list[tuple[str, bytes]] = []
        for source in unknown:
            with timings.phase("read"):
                data = disk_files.read_bytes(source, self._config.limits.article_bytes)
            if isinstance(data, Problem):
                entries[source.path] = SourceFile(None, (), (data,))
                continue
            kept = alike.get(source.path)
            if kept is not None and _is_text_of(kept, data):
                entries[source.path] = kept
                continue
            batch.append((source.path, data))
            if len(batch) == BATCH:
                yield batch
                batch = []
        if batch:
            yield batch

    def summary(self, front_matter: FrontMatter) -> TextSummary:
        """What is known of its text."""
        found = self._summaries.get(front_matter.mark)
        if found is None:
            try:
                found = summary_from(self._text(front_matter), front_matter.path)
            except ODD:
                found = summary_from(self._read_anew(front_matter)[0], front_matter.path)
            if len(self._summaries) >= _RECENT:
                self._summaries.clear()
            self._summaries[front_matter.mark] = found
            if found.digest:
                self._shown.setdefault(found.digest, {})[front_matter.path] = front_matter
        return found

    def parts(self, digest: str) -> tuple[str, ...]:
        """The literal parts of a text of which the summary was asked for."""
        if not digest:
            return ("",)
        alike = self._shown[digest]
        for front_matter in alike.values():
            if (kept := self._cache.text(front_matter.mark)) is not None:
                return parts_from(kept)
        lost = Mistakes(())
        for front_matter in reversed(alike.values()):  # of files with this text, some may hold another one by now
            try:
                return parts_from(self._read_anew(front_matter)[0])
            except Mistakes as mistakes:
                lost = mistakes
        raise lost

    def _text(self, front_matter: FrontMatter) -> bytes:
        kept = self._cache.text(front_matter.mark)
        return self._read_anew(front_matter)[0] if kept is None else kept

    def _read_anew(self, front_matter: FrontMatter) -> tuple[bytes, bytes]:
        """A text that was lost, by a damaged file or a full disk, and its terms."""
        source = self._sources[front_matter.path]
        data = disk_files.read_bytes(source, self._config.limits.article_bytes)
        if isinstance(data, Problem):
            raise Mistakes([data])
        row, found, terms = tasks.read_texts(self._context, [(source.path, data)]).made[0]
        again = unpacked(row, source.path).front_matter
        if found is None or again is None or again.mark != front_matter.mark:
            raise Mistakes([error("file-changing", Place(source.path))])
        self._cache.keep_text(front_matter.mark, found)
        if terms is not None:
            self._cache.keep_text(_of_terms(front_matter), terms, is_soon=False)
        return found, terms or b""

    def terms(self, articles: Iterable[Article]) -> Iterator[bytes]:
        """The terms of each article (`terms.Indexer`)."""
        for article in articles:
            terms = _terms_from(self._cache.text(_of_terms(article.own), is_soon=False))
            yield zlib.decompress(self._read_anew(article.own)[1]) if terms is None else terms

    # ---- what else is read

    def organisation(self) -> organisation.Organisation | None:
        """content/organisation.yaml, if there is one."""
        source = self._sources.get("content/organisation.yaml")
        if source is None:
            return None
        text = disk_files.read_text(source)
        if not isinstance(text, str):
            self.problems.extend(text)
            return None
        found, problems = organisation.parse(text, source.path, self._config.codes)
        self.problems += [*problems, *doubts(text, source.path)]
        return found

    def files(self, paths: Iterable[str], pool: WorkerPool, timings: Timings) -> dict[str, FileFacts]:
        """What is known of those of these files, to which content refers, that are there and can be read."""
        self._keep_digests()
        sources = [self._sources[path] for path in dict.fromkeys(paths) if path in self._sources]
        decoders = variants.version() if any(may_be_shown(source.path) for source in sources) else ""
        made_by = f"{self._key} {self._config.limits} {decoders}"
        kept = self._cache.rows("files", made_by)
        known = {source.path: facts for source in sources if (facts := _facts(kept.get(source.path), source))}
        changed = (kept.keys() | {source.path for source in sources}) - known.keys()
        looked_at = self._inspected([source for source in sources if source.path not in known], pool, timings)
        self.unread_files += [each for each in looked_at.values() if isinstance(each, Problem)]
        every = known | looked_at
        found: dict[str, FileFacts] = {}
        for source in sources:
            if isinstance(each := every[source.path], FileFacts):
                found[source.path] = each
        self._digests = {path: facts.digest for path, facts in found.items()}
        self._cache.keep_rows(
            "files", made_by, found, lambda path: [self._when(self._sources[path]), list(found[path])[1:]], changed
        )
        return found

    def _inspected(
        self, sources: Sequence[FileEntry], pool: WorkerPool, timings: Timings
    ) -> dict[str, FileFacts | Problem]:
        """What is known of these files, by path, or why they cannot be read."""
        found: dict[str, FileFacts | Problem] = {}
        batches = self._looked_at(sources, found, timings)
        for batch, told in pool.each(tasks.inspect_files, b"", batches, lambda task: task.path):
            timings.take(told.seconds, is_here=pool.is_alone)
            found.update(zip((task.path for task in batch), told.made, strict=True))
        return found

    def _looked_at(
        self, sources: Sequence[FileEntry], found: dict[str, FileFacts | Problem], timings: Timings
    ) -> Iterator[list[tasks.FileTask]]:
        """The files in batches; those that cannot be read are noted in `found`."""
        limits = self._config.limits
        batch: list[tasks.FileTask] = []
        weight = 0
        for source in sources:
            with timings.phase("read"):
                data = disk_files.read_bytes(source, max(limits.picture_bytes, limits.attachment_bytes))
            if isinstance(data, Problem):
                found[source.path] = _unread(source, data)
                continue
            most = limits.picture_bytes if may_be_shown(source.path) else limits.attachment_bytes
            batch.append(tasks.FileTask(source.path, data, most, limits.picture_pixels))
            weight += len(data)
            if weight >= _LOOKED_AT or len(batch) == BATCH:
                yield batch
                batch, weight = [], 0
        if batch:
            yield batch

    def file_digest(self, path: str) -> str:
        """The digest of the bytes of a picture or an attachment; '' for one that is not there or cannot be read."""
        source = self._sources.get(path)
        if source is None:
            return ""
        if self._approved is None:
            self._approved = dict(_digests_in(self._cache.rows("digests", self._key)))
        looked, found = self._approved.get(path, (None, ""))
        if looked != _looks(source):
            limits = self._config.limits
            data = disk_files.read_bytes(source, max(limits.picture_bytes, limits.attachment_bytes))
            found = "" if isinstance(data, Problem) else disk_files.digest(data)
            self._approved[path] = self._when(source), found
            self._digested.add(path)
        return found

    def _keep_digests(self) -> None:
        kept = self._approved or {}
        self._cache.keep_rows("digests", self._key, kept, lambda path: list(kept[path]), self._digested)
        self._digested = set()

    def unchanged(self, path: str) -> bytes:
        """The bytes of a picture or attachment as the plan knows them; raises `Mistakes` if they have changed since."""
        source = self._sources[path]
        data = disk_files.read_bytes(source, source.size)
        if isinstance(data, Problem) and data.key == "file-unreadable":
            raise Mistakes([data])
        if isinstance(data, Problem) or disk_files.digest(data) != self._digests.get(path):
            raise Mistakes([error("file-changing", Place(path))])
        return data


def _of_terms(front_matter: FrontMatter) -> str:
    """Under which an article's terms are kept."""
    return f"{front_matter.mark} terms"


def _terms_from(kept: bytes | None) -> bytes | None:
    """An article's terms as they were kept; None if they were lost."""
    try:
        terms = zlib.decompress(kept or b"")
        terms.decode()
    except (zlib.error, UnicodeDecodeError):
        return None
    return terms if is_whole(terms) else None


def _looks(source: FileEntry) -> list[int]:
    return [source.size, source.mtime_ns, source.ctime_ns, source.inode]


def _known(
    kept: Mapping[str, tuple[list[int] | None, SourceFile]], texts: Mapping[str, FileEntry]
) -> tuple[dict[str, SourceFile], dict[str, SourceFile]]:
    """The entries of files that look as they did, and those of files that may have changed, by path."""
    same: dict[str, SourceFile] = {}
    others: dict[str, SourceFile] = {}
    for path, source in texts.items():
        if path in kept:
            looked, entry = kept[path]
            found = same if looked == _looks(source) else others
            found[path] = entry
    return same, others


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
        looked, told = row
        return FileFacts(source.path, *told) if looked == _looks(source) else None
    except ODD:
        return None


def _is_text_of(
    entry: SourceFile,
    data: bytes,
) -> bool:
    """Whether the bytes of its file are those that the entry was made from."""
    own = entry.front_matter
    if own is None:
        return False
    text = text_decoding.decode(data, own.path, keeps_controls=True)
    return isinstance(text, str) and mark_of(text, own.path) == own.mark
