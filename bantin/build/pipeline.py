"""The story of a build: read, parse, arrange, plan, render, publish.

    disk ─→ front matter ─→ library ─→ outputs ─→ HTML ─→ site/

Everything is read, parsed, planned and rendered before the first file of the site is replaced. Pages are rendered while
the next ones are planned, and wait in the stage.
"""

from dataclasses import replace
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bantin.build import ledger_file
from bantin.build.new_articles import added
from bantin.build.producer import Producer
from bantin.build.reader import ProjectReader
from bantin.build.site import PreparedSite
from bantin.build.snapshot import Snapshot
from bantin.build.steps import FROM_NOTHING, PreparationSteps, SiteInputs, project_reader
from bantin.build.theme_files import mistaken_word
from bantin.build.timing import Timings
from bantin.build.types import Outcome, Settings, Unpublished
from bantin.build.worker_pool import WorkerPool
from bantin.cache.folder import FOLDER
from bantin.cache.pictures import PictureCache
from bantin.cache.store import BuildCache
from bantin.content import assets, follow_on_errors
from bantin.content.assets import ContentFolder
from bantin.content.file_names import other_files
from bantin.content.ledger import Ledger
from bantin.content.leniency import Leniency
from bantin.content.model import Library
from bantin.content.multipage_pictures import of_several_pages
from bantin.content.unused_files import unused_files
from bantin.disk.files import digest
from bantin.imaging import social_card, variants
from bantin.locale import PhraseError
from bantin.output.publish import OutputFolder
from bantin.plan.fingerprints import BuildMemo
from bantin.plan.planner import Planner
from bantin.plan.routes import Routes
from bantin.plan.site_parts import SiteParts
from bantin.problems import Mistakes, Problem, errors


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
        broken = read.broken | ({follow_on_errors.THEME} if errors(wrong) else set())
        raise Mistakes(sorted({*read.problems, *wrong, *_verdicts(inputs, broken, pool, timings)}))
    prepared = _prepared(inputs, steps.reader(inputs), pool, timings, steps)
    reminders = read.reminders if any(edition.articles for edition in prepared.library.editions) else ()
    return replace(prepared, problems=(*read.problems, *wrong, *reminders, *prepared.problems))


def _verdicts(inputs: SiteInputs, broken: frozenset[str], pool: WorkerPool, timings: Timings) -> list[Problem]:
    """What is wrong with the content, whatever the `broken` keys of config.yaml were meant to say."""
    reader = project_reader(inputs, inputs.cache)
    if not reader.texts.is_known or "limits" in broken:  # the cache keeps what was read by the right limits
        reader = project_reader(inputs, BuildCache(None))
    try:
        if not follow_on_errors.can_be_arranged(broken):
            reader.texts.entries(pool, timings)
            return follow_on_errors.standing((*inputs.snapshot.content.problems, *reader.problems), broken)
        prepared = _prepared(inputs, reader, pool, timings, FROM_NOTHING)
        with timings.phase("plan"):
            for _ in prepared.planner.outputs():
                pass  # only to find all that is wrong
    except Mistakes as found:
        return follow_on_errors.standing(found.problems, broken)
    return follow_on_errors.standing((*prepared.problems, *prepared.planner.problems), broken)


def _prepared(
    inputs: SiteInputs, reader: ProjectReader, pool: WorkerPool, timings: Timings, steps: PreparationSteps
) -> PreparedSite:
    try:
        entries = reader.texts.entries(pool, timings)
        with timings.phase("arrange"):
            now = inputs.settings.now.astimezone(ZoneInfo(inputs.config.timezone)).replace(tzinfo=None)
            library = steps.arrangement(inputs, reader, entries, now).library
            judged = JudgedLibrary(library, Leniency(inputs.config, entries), steps.last_routes)
    except PhraseError as trouble:
        raise mistaken_word(trouble) from trouble
    return plan_site(inputs, reader, judged, pool, timings)


class JudgedLibrary(NamedTuple):
    """A library, and which of its articles are judged leniently."""

    library: Library
    leniency: Leniency
    last_routes: Routes | None = None
    """As in `SiteParts`."""


def plan_site(
    inputs: SiteInputs, reader: ProjectReader, judged: JudgedLibrary, pool: WorkerPool, timings: Timings
) -> PreparedSite:
    """A library → everything that its site is made of; the problems are those of the content."""
    library, leniency, last_routes = judged
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
            told = settings.reload, settings.is_trial, last_routes
            parts = SiteParts(library, asset_manifest, theme, organisation, zone, ledger, leniency, *told)
            planner = Planner(parts, variants.version, social_card.version, memory)
    except PhraseError as trouble:
        raise mistaken_word(trouble) from trouble
    # A file that cannot be read is told by the problem at each place that names it, if there is one.
    of_disk = (each for each in content.problems if each.place.path in content.names or each.place.path not in referred)
    found = (*of_disk, *reader.problems, *library.problems, *unread_lines, *leniency.problems)
    found = (*follow_on_errors.without_repeats(found), *of_several_pages(references, files))
    if not reader.texts.unread and not reader.texts.aside:  # of these nobody knows to what they refer
        found += tuple(unused_files(other_files(content.names), referred.keys() | library.hidden_files))
    return PreparedSite(config, theme, library, reader, memory, planner, leniency.softened(found))
