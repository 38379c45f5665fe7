"""A site that stays in memory while its files are edited: only what an edit can touch is read, arranged and checked.

It is the same site that a build would make, by the same phases; outputs are planned and made when they are asked for.
For a preview, which publishes nothing.
"""

import datetime
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bantin.build import pipeline
from bantin.build.pipeline import JudgedLibrary
from bantin.build.reader import ProjectReader
from bantin.build.site import PreparedSite, Site
from bantin.build.snapshot import Snapshot, again, take
from bantin.build.steps import FROM_NOTHING, Rules, SiteInputs
from bantin.build.timing import Timings
from bantin.build.types import Settings
from bantin.build.worker_pool import Stopped, WorkerPool
from bantin.cache.folder import FOLDER
from bantin.cache.pictures import PictureCache
from bantin.cache.store import BuildCache
from bantin.content.arrange import Arrangement
from bantin.content.arrange_context import ReadContent
from bantin.content.file_names import is_markdown, named
from bantin.content.follow_on_errors import pressing
from bantin.content.leniency import Leniency
from bantin.content.rearrange import rearranged
from bantin.content.sorted_merge import with_entries
from bantin.content.source_file import SourceFile
from bantin.plan.lazy_plan import PathIndex
from bantin.plan.link_checks import LinkChecks
from bantin.plan.routes import Routes
from bantin.problems import Problem, errors


@dataclass(frozen=True, slots=True, eq=False)
class _LastSite:
    """What is in memory of the site as it was last."""

    inputs: SiteInputs
    base: str
    """Stands for config, templates, words: with other ones nothing of this holds."""
    reader: ProjectReader
    entries: Mapping[str, SourceFile]
    """By path."""
    arrangement: Arrangement
    now: datetime.datetime


class LiveSite:
    """Keeps the site of one project in memory. Not for two threads at once."""

    def __init__(self, settings: Settings, cache: BuildCache) -> None:
        """`settings.now` does not count: each look at the files has its own instant."""
        self._settings = settings
        self._cache = cache
        self._pictures = PictureCache(settings.project / FOLDER, is_reader=True)
        self._pool = WorkerPool(jobs=1)
        """Those who work for the look that is under way, or did for the last one."""
        self._is_stopped = False
        self._known: _LastSite | None = None
        self._snapshot: Snapshot | None = None
        self.last_routes: Routes | None = None
        self._only: Collection[str] | None = None
        self._rules: Rules | None = None
        self._links = LinkChecks()
        self._paths: PathIndex | None = None
        self._routes: Routes | None = None
        """Those of `_known`, once it is planned."""

    def look(self, now: datetime.datetime, only: Collection[str] = ()) -> Site:
        """The site as its files are now; raises Mistakes if config.yaml or the theme is wrong. `only`: the texts that
        may have changed since the last look; () if anything may have.
        """
        settings = replace(self._settings, now=now)
        last, self._snapshot, self._only = self._snapshot, None, None  # after a failure the next look is a whole one
        snapshot = None
        if last and only and all(is_markdown(path) for path in only):
            snapshot = again(last, settings.project, only)
            self._only = only if snapshot else None
        snapshot = snapshot or take(settings.project)
        with WorkerPool(settings.jobs) as self._pool:
            if self._is_stopped:  # before there was this pool
                raise Stopped
            prepared = pipeline.prepare_site(settings, snapshot, self._cache, self._pool, Timings(), self)
        self._snapshot = snapshot
        return self._site(prepared)

    def with_text(self, path: str, data: bytes, now: datetime.datetime) -> Site | None:
        """The site as it would be if the content file at `path` held these bytes; None before the first look. Nothing
        of it is kept. `now`: an article whose time has come since the last look is public.
        """
        known = self._known
        if known is None:
            return None
        entries = with_entries(known.entries, {path: known.reader.texts.read_unsaved(path, data)})
        arrangement = _edited(known, entries, known.reader, (path,))
        local = now.astimezone(ZoneInfo(known.inputs.config.timezone)).replace(tzinfo=None)
        if (change := arrangement.library.next_change) is not None and change <= local:
            arrangement = FROM_NOTHING.arrangement(known.inputs, known.reader, tuple(entries.values()), local)
        with WorkerPool(jobs=1) as pool:
            routes = self._routes if arrangement.is_in_place else None
            judged = JudgedLibrary(arrangement.library, Leniency(known.inputs.config, entries.values()), routes)
            prepared = pipeline.plan_site(known.inputs, known.reader, judged, pool, Timings())
        outputs = prepared.planner.lazy_plan(self._paths)
        own = [article for group in arrangement.library.by_key.values() for article in group.values()]
        here = [article for article in own if article.own.path == path]
        of_links = (problem for _, problems in prepared.planner.reference_problems(here) for problem in problems)
        found = {*prepared.problems, *prepared.planner.problems, *of_links, *entries[path].problems}
        return Site(prepared, outputs, self._pictures, _as_in_a_build(found))

    def stop(self) -> None:
        """Ends a look that is under way in another thread, which is raised Stopped, and any that begins later."""
        self._is_stopped = True
        self._pool.stop()

    def forget(self) -> None:
        """Lets go of what is in memory, after a look that failed for what no file can explain: the next one begins
        from nothing.
        """
        self._known = self._snapshot = self._only = self._rules = self._paths = self._routes = None
        self._links = LinkChecks()

    # ---- what is in memory already (`PreparationSteps`)

    def rules(self, settings: Settings) -> Rules:
        """Those of last time, where only texts can have changed."""
        if self._rules is None or self._only is None:
            self._rules = FROM_NOTHING.rules(settings)
        return self._rules

    def reader(self, inputs: SiteInputs) -> ProjectReader:
        """The reader of last time, if it reads by the same rules."""
        known = self._known
        if known is None or known.base != _base(inputs):
            self._known = None
            return FROM_NOTHING.reader(inputs)
        sources = {source.path: source for source in inputs.snapshot.content.sources}
        known.reader.look_again(sources, inputs.snapshot.noted, self._only)
        return known.reader

    def arrangement(
        self, inputs: SiteInputs, reader: ProjectReader, entries: Sequence[SourceFile], now: datetime.datetime
    ) -> Arrangement:
        """What was arranged last time, with the articles that were edited since."""
        known = self._known
        by_path = reader.texts.by_path
        if known is None or not _is_same_time(known, now):
            arrangement, is_in_place = FROM_NOTHING.arrangement(inputs, reader, entries, now), False
        else:
            arrangement = _edited(known, by_path, reader, self._only)
            is_in_place = arrangement is known.arrangement or arrangement.is_in_place
        self.last_routes, self._routes = self._routes if is_in_place else None, None
        self._known = _LastSite(inputs, _base(inputs), reader, by_path, arrangement, now)
        return arrangement

    # ---- what is wrong

    def _site(self, prepared: PreparedSite) -> Site:
        planner = prepared.planner
        outputs = planner.lazy_plan(self._paths)
        self._paths, self._routes = outputs.index, planner.routes
        of_links = planner.all_reference_problems(self._links)
        found = {*prepared.problems, *planner.problems, *planner.organisation_problems(), *of_links}
        return Site(prepared, outputs, self._pictures, _as_in_a_build(found))


def _base(inputs: SiteInputs) -> str:
    return f"{inputs.config!r} {inputs.theme.digest}"


def _is_same_time(known: _LastSite, now: datetime.datetime) -> bool:
    """Whether nothing has changed by itself since."""
    change = known.arrangement.library.next_change
    return known.now <= now and known.now.date() == now.date() and (change is None or now < change)


def _edited(
    known: _LastSite, entries: Mapping[str, SourceFile], reader: ProjectReader, only: Collection[str] | None
) -> Arrangement:
    """What was arranged last, with these texts now; `only`: those that may be others, where that is known."""
    codes, last = known.inputs.config.codes, known.entries
    paths = only if only is not None else [*entries, *(last.keys() - entries.keys())]
    changed = [path for path in paths if last.get(path) is not entries.get(path)]
    keys = {named(path, codes, [])[0] for path in changed} | _with_other_files(known, reader)
    if not keys:
        return known.arrangement
    read = ReadContent(reader.kept.summary, reader.files.digest, frozenset(reader.texts.unread))
    own = [entry for key in keys for entry in _under(key, entries)]
    return rearranged(known.arrangement, keys, own, read)


def _under(key: str, entries: Mapping[str, SourceFile]) -> Iterator[SourceFile]:
    """The texts of an article, among all, which are in the order of their paths."""
    paths, begin = list(entries), f"content/{key}."
    for path in paths[bisect_left(paths, begin) :]:
        if not path.startswith(begin):
            break
        if (front_matter := entries[path].front_matter) and front_matter.key == key:
            yield entries[path]


def _with_other_files(known: _LastSite, reader: ProjectReader) -> set[str]:
    """The articles whose files are no longer those by which it was seen whether they are approved."""
    if known.inputs.config.approval is None:
        return set()
    return {
        key
        for key, group in known.arrangement.groups.items()
        if group.files and any(reader.files.digest(path) != digest for path, digest in group.files.items())
    }


def _as_in_a_build(found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems as a build shows them: sorted, and with an error among them only those that press."""
    ordered = sorted(found)
    return tuple(pressing(ordered) if errors(ordered) else ordered)
