"""The texts of a project → parsed files. One that is unchanged since an earlier build is taken from the cache."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from bantin.build import text_tasks
from bantin.build.kept_entries import from_rows, is_text_of, unchanged
from bantin.build.kept_texts import KeptTexts
from bantin.build.sources import BATCH, Sources
from bantin.build.text_rules import TextRules
from bantin.build.timing import Timings
from bantin.build.worker_pool import WorkerPool
from bantin.cache.store import BuildCache
from bantin.content.file_names import is_markdown, language_aside, named
from bantin.content.front_matter import FrontMatter
from bantin.content.serialise import packed, unpacked
from bantin.content.sorted_merge import with_entries
from bantin.content.source_file import SourceFile
from bantin.disk import files as disk_files
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
        self._entries: dict[str, SourceFile] | None = None
        """What was read, in the order of its paths; None before the first time. Another dictionary after each look."""
        self._looks: dict[str, list[int] | None] = {}
        """How the files of these looked."""
        self._telling: dict[str, SourceFile] = {}
        """Those of which something is to be said."""
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
        entry = self.by_path.get(front_matter.path)
        return bool(entry and entry.front_matter and entry.front_matter.mark == front_matter.mark)

    @property
    def is_known(self) -> bool:
        """Whether the cache holds texts that were read by the same rules."""
        return bool(self._cache.rows("entries", self._key))

    def entries(self, pool: WorkerPool, timings: Timings) -> list[SourceFile]:
        """Every article and plain page, in the order of their paths."""
        if self._only is not None and self._entries is not None:
            self._entries = self._read_again(self._only, self._entries, pool, timings)
            return self._told()
        texts = {path: source for path, source in self._sources.by_path.items() if is_markdown(path)}
        self._leave_aside(texts)
        with timings.phase("read"):
            is_first = self._entries is None
            kept, looked = (
                from_rows(self._cache.rows("entries", self._key))
                if self._entries is None
                else (self._entries, self._looks)
            )
            known, alike = unchanged(kept, looked, texts)
            gone = kept.keys() - texts.keys()
            unknown = [source for path, source in texts.items() if path not in known]
            before = [kept[path] for path in (*gone, *alike)]
            is_from_cache = is_first and bool(kept)
            del kept
        again: dict[str, SourceFile] = {}
        self._read(unknown, alike, again, pool, timings)
        with timings.phase("read"):
            if not is_first:
                self._forget(before, again)
            known.update(again)
            found = self._entries = {path: known[path] for path in texts} if again else known
            looked = {path: looked[path] for path in found.keys() - again.keys()}
            looked.update({path: self._sources.when(texts[path]) for path in again})
            self._looks = looked
            self._telling = {path: entry for path, entry in found.items() if _tells(entry)}
            self._cache.keep_rows(
                "entries",
                self._key,
                found,
                lambda path: [looked[path], packed(found[path])],
                {*gone, *(source.path for source in unknown)},
            )
            front_matters = [entry.front_matter for entry in found.values() if entry.front_matter]
            if is_from_cache:
                self._kept.drop(_gone(before, again))
            elif gone or unknown:
                self._kept.drop_others(front_matters)
            self._kept.thin_out(front_matters)
        return self._told()

    @property
    def by_path(self) -> Mapping[str, SourceFile]:
        """Every article and plain page that was read last, in the order of their paths."""
        return self._entries or {}

    def _told(self) -> list[SourceFile]:
        """The entries; what is wrong with them is noted, and which texts were left aside, for each language."""
        for code, paths in self.aside.items():
            self.problems.append(
                warning("language-aside", Place("config.yaml"), code=code, texts=len(paths), path=paths[0])
            )
        for path, entry in sorted(self._telling.items()):
            self.problems.extend(entry.problems)
            if entry.front_matter is None:
                self.unread.add(named(path, self._config.codes, [])[0])
        return list(self.by_path.values())

    def _read_again(
        self,
        paths: Collection[str],
        last: Mapping[str, SourceFile],
        pool: WorkerPool,
        timings: Timings,
    ) -> dict[str, SourceFile]:
        """Reads a few texts anew, takes in new ones, lets go of those that are gone; all others are left as they were,
        where they were.
        """
        before = {path: last[path] for path in paths if path in last}
        texts = {path: self._sources.by_path[path] for path in paths if path in self._sources.by_path}
        there = self._sources.by_path
        left = {code: [path for path in aside if path in there] for code, aside in self.aside.items()}
        self.aside = {code: aside for code, aside in left.items() if aside}
        self._leave_aside(texts)
        entries: dict[str, SourceFile] = {}
        self._read(list(texts.values()), before, entries, pool, timings)
        found = with_entries(last, entries)
        for path in paths:
            self._telling.pop(path, None)
            self._looks.pop(path, None)
            if path not in entries:
                found.pop(path, None)
        self._looks.update({path: self._sources.when(texts[path]) for path in entries})
        self._telling.update({path: entry for path, entry in entries.items() if _tells(entry)})
        self._forget(before.values(), entries)
        return found

    def _forget(self, before: Iterable[SourceFile], entries: Mapping[str, SourceFile]) -> None:
        """Lets go of those of the texts of last time that are others now, or gone."""
        for entry in before:
            if entry.front_matter is not None and entries.get(entry.front_matter.path) is not entry:
                self._kept.forget(entry.front_matter)

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
            if kept is not None and is_text_of(kept, data):
                entries[source.path] = kept
                continue
            batch.append((source.path, data))
            if len(batch) == BATCH:
                yield batch
                batch = []
        if batch:
            yield batch


def _tells(entry: SourceFile) -> bool:
    """Whether anything is to be said of a text."""
    return bool(entry.problems) or entry.front_matter is None


def _gone(before: Iterable[SourceFile], again: Mapping[str, SourceFile]) -> Iterator[FrontMatter]:
    """Of the texts that were kept `before`, those that are not what was read `again`."""
    marks = {entry.front_matter.mark for entry in again.values() if entry.front_matter}
    return (own for entry in before if (own := entry.front_matter) and own.mark not in marks)
