"""The story of a build: read, parse, arrange, plan, render, publish.

    disk ─→ front matter ─→ library ─→ outputs ─→ HTML ─→ site/

Everything is read, parsed, planned and rendered before the first file of the site is replaced. Pages are rendered while
the next ones are planned, and wait in the stage.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from bantin.build import config_file, ledger_file, theme_files
from bantin.build.new_articles import added
from bantin.build.outside_files import misplaced
from bantin.build.producer import Producer
from bantin.build.reader import ProjectReader
from bantin.build.site import PreparedSite
from bantin.build.snapshot import Snapshot
from bantin.build.sources import Sources
from bantin.build.theme_files import mistaken_word
from bantin.build.timing import Timings
from bantin.build.types import Outcome, Settings, Unpublished
from bantin.build.worker_pool import WorkerPool
from bantin.cache.folder import FOLDER
from bantin.cache.pictures import PictureCache
from bantin.cache.store import BuildCache
from bantin.content import arrange, assets, provisional
from bantin.content.arrange import Arrangement
from bantin.content.arrange_context import ArrangeContext, ReadContent
from bantin.content.assets import ContentFolder
from bantin.content.config import ConfigReading
from bantin.content.config_types import Config
from bantin.content.file_names import other_files
from bantin.content.ledger import Ledger
from bantin.content.leniency import Leniency
from bantin.content.model import Library
from bantin.content.several_pages import of_several_pages
from bantin.content.source_file import SourceFile
from bantin.content.strays import strays
from bantin.disk.files import digest
from bantin.disk.program import PROGRAM
from bantin.imaging import social_card, variants
from bantin.locale import PhraseError
from bantin.output.publish import OutputFolder
from bantin.plan.fingerprints import BuildMemo
from bantin.plan.planner import Planner
from bantin.plan.site_parts import SiteParts
from bantin.problems import Mistakes, Problem, errors
from bantin.theme.theme import Theme


def build(settings: Settings, snapshot: Snapshot, site: OutputFolder, pool: WorkerPool, timings: Timings) -> Outcome:
    """Builds an opened site from the files of a snapshot; raises `Mistakes` with everything that is wrong."""
    cache = BuildCache(settings.project, is_clean=settings.is_clean)
    picture_cache = PictureCache(settings.project / FOLDER, is_clean=settings.is_clean)
    try:
        prepared = prepare_site(settings, snapshot, cache, pool, timings)
        producer = Producer(prepared, site, picture_cache, timings)
        producer.make(pool, prepared.theme)
        with timings.phase("publish"):
            change = prepared.library.next_change
            until = change.replace(tzinfo=ZoneInfo(prepared.config.timezone)).isoformat() if change else None
            changes = site.commit(producer.order(), prepared.theme.digest, until, settings.is_trial)
            memory = prepared.memory
            cache.keep_rows("pages", memory.base, memory.keys, memory.row, memory.changed)
            picture_cache.tidy(producer.pictures)
            after, has_published = prepared.planner.ledger, site.last.has_record
            of_ledger = () if settings.with_drafts else ledger_file.write(settings.project, after, has_published)
    finally:
        cache.close()  # also after mistakes: what was read need not be read again
    waiting = tuple(
        Unpublished(each.front_matter.path, each.due.isoformat("T", "minutes") if each.due else "", each.state)
        for each in prepared.library.waiting
    )
    problems = (*producer.problems, *of_ledger, *changes.problems)
    _built[:] = [prepared]
    return Outcome(changes, producer.pages, added(prepared.library, changes), waiting, problems)


_built: list[PreparedSite] = []
"""What was built last. To take thousands of articles apart takes as long as an edit, and the process soon ends."""


@dataclass(frozen=True, slots=True, eq=False)
class SiteInputs:
    """What a site is made from."""

    settings: Settings
    snapshot: Snapshot
    cache: BuildCache
    config: Config
    theme: Theme


class Rules(NamedTuple):
    """By what a site is read and looks: its config and theme, and what is wrong beside config.yaml and content/."""

    config: ConfigReading
    theme: Theme
    wrong: tuple[Problem, ...]


class PreparationSteps(Protocol):
    """The steps of `prepare_site` that can do without the disk: from nothing, or by what is in memory (`resident`)."""

    def rules(self, settings: Settings) -> Rules:
        """Reads config and theme."""

    def reader(self, inputs: SiteInputs) -> ProjectReader:
        """Reads the project."""

    def arrangement(
        self, inputs: SiteInputs, reader: ProjectReader, entries: Sequence[SourceFile], now: datetime.datetime
    ) -> Arrangement:
        """Arranges what was read."""


class _FromNothing:
    """Everything is read and arranged."""

    def rules(self, settings: Settings) -> Rules:
        """Reads config and theme."""
        read = config_file.read_config(settings.project)
        theme, wrong = _read_theme(settings, read.config)
        return Rules(read, theme, (*wrong, *misplaced(settings.project, read.config.limits.article_bytes)))

    def reader(self, inputs: SiteInputs) -> ProjectReader:
        """Reads the project by way of its cache."""
        return _project_reader(inputs, inputs.cache)

    def arrangement(
        self, inputs: SiteInputs, reader: ProjectReader, entries: Sequence[SourceFile], now: datetime.datetime
    ) -> Arrangement:
        """Arranges what was read."""
        languages, with_drafts = inputs.theme.languages, inputs.settings.with_drafts
        read = ReadContent(reader.kept.summary, reader.files.digest, reader.texts.unread)
        return arrange.arrange(entries, ArrangeContext(inputs.config, languages, read, now, with_drafts))


FROM_NOTHING = _FromNothing()


def prepare_site(
    settings: Settings,
    snapshot: Snapshot,
    cache: BuildCache,
    pool: WorkerPool,
    timings: Timings,
    steps: PreparationSteps = FROM_NOTHING,
) -> PreparedSite:
    """Everything up to the plan; if config.yaml or the templates are wrong, raises what is wrong with content too."""
    with timings.phase("read"):
        read, theme, wrong = steps.rules(settings)
    inputs = SiteInputs(settings, snapshot, cache, read.config, theme)
    if errors((*read.problems, *wrong)):
        broken = read.broken | ({provisional.THEME} if errors(wrong) else set())
        raise Mistakes(sorted({*read.problems, *wrong, *_verdicts(inputs, broken, pool, timings)}))
    prepared = _prepared(inputs, steps.reader(inputs), pool, timings, steps)
    reminders = read.reminders if any(edition.articles for edition in prepared.library.editions) else ()
    return replace(prepared, problems=(*read.problems, *wrong, *reminders, *prepared.problems))


def _read_theme(settings: Settings, config: Config) -> tuple[Theme, tuple[Problem, ...]]:
    """The portal's templates, words and assets; or the program's own, and what is wrong with the portal's."""
    try:
        theme = theme_files.read_theme(settings.project, config, settings.plain_names)
        return theme, tuple(theme_files.without_effect(settings.project, theme))
    except Mistakes as found:
        return theme_files.read_theme(PROGRAM, config, settings.plain_names), found.problems


def _project_reader(inputs: SiteInputs, cache: BuildCache) -> ProjectReader:
    sources = {source.path: source for source in inputs.snapshot.content.sources}
    return ProjectReader(inputs.config, inputs.theme, Sources(sources, inputs.snapshot.noted), cache)


def _verdicts(inputs: SiteInputs, broken: frozenset[str], pool: WorkerPool, timings: Timings) -> list[Problem]:
    """What is wrong with the content, whatever the `broken` keys of config.yaml were meant to say."""
    reader = _project_reader(inputs, inputs.cache)
    if not reader.texts.is_known or "limits" in broken:  # the cache keeps what was read by the right limits
        reader = _project_reader(inputs, BuildCache(None))
    try:
        if not provisional.can_be_arranged(broken):
            reader.texts.entries(pool, timings)
            return provisional.standing((*inputs.snapshot.content.problems, *reader.problems), broken)
        prepared = _prepared(inputs, reader, pool, timings, FROM_NOTHING)
        with timings.phase("plan"):
            for _ in prepared.planner.outputs():
                pass  # only to find all that is wrong
    except Mistakes as found:
        return provisional.standing(found.problems, broken)
    return provisional.standing((*prepared.problems, *prepared.planner.problems), broken)


def _prepared(
    inputs: SiteInputs, reader: ProjectReader, pool: WorkerPool, timings: Timings, steps: PreparationSteps
) -> PreparedSite:
    try:
        entries = reader.texts.entries(pool, timings)
        with timings.phase("arrange"):
            now = inputs.settings.now.astimezone(ZoneInfo(inputs.config.timezone)).replace(tzinfo=None)
            library = steps.arrangement(inputs, reader, entries, now).library
            judged = JudgedLibrary(library, Leniency(inputs.config, entries))
    except PhraseError as trouble:
        raise mistaken_word(trouble) from trouble
    return plan_site(inputs, reader, judged, pool, timings)


class JudgedLibrary(NamedTuple):
    """A library, and which of its articles are judged leniently."""

    library: Library
    leniency: Leniency


def plan_site(
    inputs: SiteInputs, reader: ProjectReader, judged: JudgedLibrary, pool: WorkerPool, timings: Timings
) -> PreparedSite:
    """A library → everything that its site is made of; the problems are those of the content."""
    library, leniency = judged
    settings, config, theme, cache = inputs.settings, inputs.config, inputs.theme, inputs.cache
    content, zone = inputs.snapshot.content, ZoneInfo(config.timezone)
    try:
        with timings.phase("arrange"):
            organisation, references = reader.organisation(), reader.references.of(library)
            referred = dict.fromkeys(path for reference in references for path in reference.every)
            files = reader.files.read(referred, pool, timings)
            unread = {each.place.path: each for each in errors((*content.problems, *reader.files.problems))}
            folder = ContentFolder(content.names, content.folders, unread)
            asset_manifest = assets.arrange_files(references, files, folder)
        with timings.phase("plan"):
            base = digest(f"{config!r} {theme.digest} {organisation!r} {settings.reload}".encode())
            memory = BuildMemo(base, cache.rows("pages", base))
            ledger, unread_lines = (Ledger(), ()) if settings.is_part else ledger_file.read(settings.project)
            parts = SiteParts(
                library, asset_manifest, theme, organisation, zone, ledger, leniency, settings.reload, settings.is_trial
            )
            planner = Planner(parts, variants.version, social_card.version, memory)
    except PhraseError as trouble:
        raise mistaken_word(trouble) from trouble
    # A file that cannot be read is told by the problem at each place that names it, if there is one.
    of_disk = (each for each in content.problems if each.place.path in content.names or each.place.path not in referred)
    found = (*of_disk, *reader.problems, *library.problems, *unread_lines, *leniency.problems)
    found = (*provisional.without_repeats(found), *of_several_pages(references, files))
    if not reader.texts.unread and not reader.texts.aside:  # of these nobody knows to what they refer
        found += tuple(strays(other_files(content.names), referred.keys() | library.hidden_files))
    return PreparedSite(config, theme, library, reader, memory, planner, leniency.softened(found))
