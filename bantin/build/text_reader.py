"""The texts of a project → parsed files. One that is unchanged since an earlier build is taken from the cache."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from bantin.build import text_tasks
from bantin.build.kept_texts import KeptTexts
from bantin.build.sources import BATCH, ODD, Sources, looks
from bantin.build.text_rules import TextRules
from bantin.build.timing import Timings
from bantin.build.worker_pool import WorkerPool
from bantin.cache.store import BuildCache
from bantin.content.file_names import is_markdown, language_aside, named
from bantin.content.front_matter import FrontMatter, mark_of
from bantin.content.serialise import packed, unpacked
from bantin.content.source_file import SourceFile
from bantin.disk import files as disk_files
from bantin.disk import text_decoding
from bantin.disk.walk import FileEntry
from bantin.locale import KNOWN_CODES
from bantin.problems import Place, Problem, warning


class TextReader:
    """Reads articles and plain pages: in this build or, by way of the cache, in an earlier one."""

    def __init__(self, sources: Sources, rules: TextRules, cache: BuildCache, kept: KeptTexts) -> None:
        self._sources = sources
        self._config = rules.config
        self._context = rules.context
        self._key = rules.key
        self._cache = cache
        self._kept = kept
        self._entries: dict[str, tuple[list[int] | None, SourceFile]] | None = None
        """What was read, with the looks of its files; None before the first time."""
        self._unsaved: FrontMatter | None = None
        """Of the text that was read last without being in its file."""
        self._only: Collection[str] | None = None
        self.problems: list[Problem] = []
        self.unread: set[str] = set()
        """The keys of articles that could not be read: they exist, though nothing is known of them."""
        self.aside: dict[str, list[str]] = {}
        """Texts in languages that the portal does not use now, by language."""

    def look_again(self, only: Collection[str] | None) -> None:
        """Begins anew, after the files were looked at. `only`: the texts that may have changed, where that is known."""
        self._only = only
        self.problems = []
        self.unread = set()
        if only is None:
            self.aside = {}

    def read_unsaved(self, path: str, data: bytes) -> SourceFile:
        """What a text would be that is not in its file yet: kept in memory only, until the next one is read."""
        if self._unsaved is not None and not self._is_saved(self._unsaved):
            self._kept.forget(self._unsaved)
        row, text, terms = text_tasks.read_texts(self._context, [(path, data)]).made[0]
        entry = unpacked(row, path)
        if text is not None and entry.front_matter is not None:
            self._kept.keep(entry.front_matter, text, terms)
            self._unsaved = entry.front_matter
        return entry

    def _is_saved(self, front_matter: FrontMatter) -> bool:
        """Whether its file holds the text by now."""
        _, entry = (self._entries or {}).get(front_matter.path, (None, None))
        return bool(entry and entry.front_matter and entry.front_matter.mark == front_matter.mark)

    @property
    def is_known(self) -> bool:
        """Whether the cache holds texts that were read by the same rules."""
        return bool(self._cache.rows("entries", self._key))

    def entries(self, pool: WorkerPool, timings: Timings) -> list[SourceFile]:
        """Every article and plain page, in the order of their paths."""
        if self._only is not None and self._entries is not None:
            self._read_again(self._only, self._entries, pool, timings)
            return self._told()
        texts = {path: source for path, source in self._sources.by_path.items() if is_markdown(path)}
        self._leave_aside(texts)
        with timings.phase("read"):
            kept = self._from_cache() if self._entries is None else self._entries
            known, alike = _known(kept, texts)
            gone = kept.keys() - texts.keys()
            unknown = [source for path, source in texts.items() if path not in known]
            before = [kept[path][1] for path in (*gone, *alike)] if self._entries is not None else []
            del kept
        again: dict[str, SourceFile] = {}
        self._read(unknown, alike, again, pool, timings)
        with timings.phase("read"):
            self._forget(before, again)
            known.update({path: (self._sources.when(texts[path]), entry) for path, entry in again.items()})
            found = self._entries = {path: known[path] for path in texts} if again else known
            self._cache.keep_rows(
                "entries",
                self._key,
                found,
                lambda path: [found[path][0], packed(found[path][1])],
                {*gone, *(source.path for source in unknown)},
            )
            front_matters = [entry.front_matter for _, entry in found.values() if entry.front_matter]
            if gone or unknown:
                self._kept.drop_others(front_matters)
            self._kept.thin_out(front_matters)
        return self._told()

    @property
    def by_path(self) -> Mapping[str, SourceFile]:
        """Every article and plain page that was read last, in the order of their paths."""
        return {path: entry for path, (_, entry) in (self._entries or {}).items()}

    def _told(self) -> list[SourceFile]:
        """The entries; what is wrong with them is noted, and which texts were left aside, for each language."""
        for code, paths in self.aside.items():
            self.problems.append(
                warning("language-aside", Place("config.yaml"), code=code, texts=len(paths), path=paths[0])
            )
        entries = self.by_path
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
        """Reads a few texts anew, takes in new ones, lets go of those that are gone; all others are left as they were,
        where they were.
        """
        before = {path: known.pop(path)[1] for path in paths if path in known}
        texts = {path: self._sources.by_path[path] for path in paths if path in self._sources.by_path}
        there = self._sources.by_path
        left = {code: [path for path in aside if path in there] for code, aside in self.aside.items()}
        self.aside = {code: aside for code, aside in left.items() if aside}
        self._leave_aside(texts)
        entries: dict[str, SourceFile] = {}
        self._read(list(texts.values()), before, entries, pool, timings)
        for path, entry in entries.items():
            known[path] = self._sources.when(texts[path]), entry
        self._entries = dict(sorted(known.items()))
        self._forget(before.values(), entries)

    def _forget(self, before: Iterable[SourceFile], entries: Mapping[str, SourceFile]) -> None:
        """Lets go of those of the texts of last time that are others now, or gone."""
        for entry in before:
            if entry.front_matter is not None and entries.get(entry.front_matter.path) is not entry:
                self._kept.forget(entry.front_matter)

    def _from_cache(self) -> dict[str, tuple[list[int] | None, SourceFile]]:
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
        """Takes out the texts in languages that the portal does not use now."""
        codes = self._config.codes
        if len(codes) == len(KNOWN_CODES):
            return
        found: dict[str, list[str]] = {}
        for path in list(texts):
            if code := language_aside(path, codes):
                found.setdefault(code, []).append(path)
                del texts[path]
        for code, paths in found.items():
            self.aside[code] = sorted({*self.aside.get(code, ()), *paths})

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
        for batch, result in pool.each(text_tasks.read_texts, self._context, batches, lambda item: item[0]):
            timings.take(result.seconds, is_here=pool.is_alone)
            with timings.phase("read"):
                for (path, _), (row, data, terms) in zip(batch, result.made, strict=True):
                    entry = entries[path] = unpacked(row, path)
                    if data is not None and entry.front_matter is not None:
                        self._kept.keep(entry.front_matter, data, terms)
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


def _known(
    kept: Mapping[str, tuple[list[int] | None, SourceFile]], texts: Mapping[str, FileEntry]
) -> tuple[dict[str, tuple[list[int] | None, SourceFile]], dict[str, SourceFile]]:
    """What is kept of files that look as they did, and the entries of files that may have changed, by path."""
    same: dict[str, tuple[list[int] | None, SourceFile]] = {}
    others: dict[str, SourceFile] = {}
    for path, source in texts.items():
        if (found := kept.get(path)) is None:
            continue
        if found[0] == looks(source):
            same[path] = found
        else:
            others[path] = found[1]
    return same, others


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
