"""The story of a build, on one screen: read, parse, arrange, plan, render, publish.

    disk ─→ manuscripts ─→ library ─→ outputs ─→ HTML ─→ site/

Everything is read, parsed, planned and rendered before the first file of the site is replaced. Pages are rendered while
the next ones are planned, and wait in the stage.
"""

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bantin.build import producer, reader
from bantin.build.producer import Producer
from bantin.build.reader import ProjectReader
from bantin.build.snapshot import Snapshot, take
from bantin.build.timing import Timings
from bantin.build.types import Outcome, Settings, Unpublished
from bantin.build.worker_pool import WorkerPool
from bantin.cache.pictures import PictureCache
from bantin.cache.store import FOLDER, BuildCache
from bantin.cache.user import UserCache
from bantin.content import arrange, assets, provisional
from bantin.content.config_types import Config
from bantin.content.model import Library
from bantin.disk.files import digest
from bantin.disk.program import PROGRAM
from bantin.imaging import social_card, variants
from bantin.locale import PhraseError
from bantin.output.publish import Changes, OutputFolder
from bantin.plan.fingerprints import BuildMemo
from bantin.plan.outputs import Output
from bantin.plan.planner import Plan, Planner, SiteParts
from bantin.problems import Mistakes, Place, Problem, error, errors
from bantin.theme.render import Renderer
from bantin.theme.theme import Theme


@dataclass(frozen=True, slots=True, eq=False)
class Arranged:
    """Everything that a site is made of, ready to be planned."""

    config: Config
    kit: Theme
    library: Library
    intake: ProjectReader
    memory: BuildMemo
    planner: Planner
    problems: tuple[Problem, ...]
    """What was wrong before the plan."""


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """A whole site, planned, with its outputs still to be made."""

    config: Config
    kit: Theme
    library: Library
    plan: Plan
    intake: ProjectReader
    album: PictureCache
    problems: tuple[Problem, ...]
    """Warnings only; errors end the gathering."""

    def renderer(self) -> Renderer:
        """What renders this site's pages, in this process."""
        return Renderer(self.kit, self.intake.parts, UserCache())

    def made(self, output: Output, renderer: Renderer) -> bytes:
        """The bytes of one output. Raises Mistakes, OSError and images.Broken."""
        return producer.made(output, self.intake, self.album, renderer)


def build(settings: Settings, survey: Snapshot, site: OutputFolder, pool: WorkerPool, timings: Timings) -> Outcome:
    """Builds an opened site from the files of a survey; raises `Mistakes` with everything that is wrong."""
    cache = BuildCache(settings.project, is_clean=settings.is_clean)
    album = PictureCache(settings.project / FOLDER, is_clean=settings.is_clean)
    try:
        arranged = _arrange(settings, survey, cache, pool, timings)
        shop = Producer(arranged.planner, arranged.intake, arranged.problems, site, album, timings)
        shop.make(pool, arranged.kit)
        with timings.phase("publish"):
            change = arranged.library.next_change
            until = change.replace(tzinfo=ZoneInfo(arranged.config.timezone)).isoformat() if change else None
            changes = site.commit(shop.order(), arranged.kit.digest, until)
            memory = arranged.memory
            cache.keep_rows("pages", memory.base, memory.keys, memory.row, memory.changed)
            album.tidy(shop.pictures)
    finally:
        cache.close()  # also after mistakes: what was read need not be read again
    waiting = tuple(
        Unpublished(each.manuscript.path, each.due.isoformat("T", "minutes") if each.due else "")
        for each in arranged.library.waiting
    )
    problems = (*shop.problems, *changes.problems)
    _built[:] = [arranged]
    return Outcome(changes, shop.pages, _added(arranged.library, changes), waiting, problems)


_built: list[Arranged] = []
"""What was built last. To take thousands of articles apart takes as long as an edit, and the process soon ends."""


def gather(settings: Settings, cache: BuildCache | None = None) -> Gathered:
    """Reads, parses, arranges and plans, for a site that is shown and not published; raises `Mistakes`."""
    album = PictureCache(settings.project / FOLDER if cache else None, is_reader=True)
    cache = cache or BuildCache(None)
    with WorkerPool(jobs=1) as pool:
        arranged = _arrange(settings, take(settings.project), cache, pool, Timings())
    outputs = dict(arranged.planner.outputs())
    problems = tuple(sorted({*arranged.problems, *arranged.planner.problems}))
    if errors(problems):
        raise Mistakes(problems)
    memory = arranged.memory
    cache.keep_rows("pages", memory.base, memory.keys, memory.row, memory.changed)
    plan = Plan(outputs, problems)
    return Gathered(arranged.config, arranged.kit, arranged.library, plan, arranged.intake, album, problems)


@dataclass(frozen=True, slots=True, eq=False)
class _Given:
    """What a site is arranged from."""

    settings: Settings
    survey: Snapshot
    cache: BuildCache
    config: Config
    kit: Theme


def _arrange(settings: Settings, survey: Snapshot, cache: BuildCache, pool: WorkerPool, timings: Timings) -> Arranged:
    """Everything up to the plan. What is wrong with config.yaml or the templates does not hide what else is wrong."""
    with timings.phase("read"):
        read = reader.read_config(settings.project)
        tools, wrong = _read_kit(settings, read.config)
    given = _Given(settings, survey, cache, read.config, tools)
    if errors((*read.problems, *wrong)):
        broken = read.broken | ({provisional.THEME} if wrong else set())
        raise Mistakes(sorted({*read.problems, *wrong, *_verdicts(given, broken, pool, timings)}))
    taken = _intake(given, cache)
    arranged = _arranged(given, taken, pool, timings)
    return replace(arranged, problems=(*read.problems, *arranged.problems))


def _read_kit(settings: Settings, facts: Config) -> tuple[Theme, tuple[Problem, ...]]:
    """The portal's templates, words and assets; or the program's own, and what is wrong with the portal's."""
    try:
        return reader.read_kit(settings.project, facts, settings.plain_names), ()
    except Mistakes as found:
        return reader.read_kit(PROGRAM, facts, settings.plain_names), found.problems


def _intake(given: _Given, cache: BuildCache) -> ProjectReader:
    sources = {source.path: source for source in given.survey.content.sources}
    return ProjectReader(given.config, given.kit, sources, given.survey.noted, cache)


def _verdicts(given: _Given, broken: frozenset[str], pool: WorkerPool, timings: Timings) -> list[Problem]:
    """What is wrong with the content, whatever the `broken` keys of config.yaml were meant to say."""
    taken = _intake(given, given.cache)
    if not taken.is_known or "limits" in broken:  # what was read by the right rules is not given up for these
        taken = _intake(given, BuildCache(None))
    try:
        if not provisional.can_be_arranged(broken):
            taken.entries(pool, timings)
            return provisional.standing((*given.survey.content.problems, *taken.problems), broken)
        arranged = _arranged(given, taken, pool, timings)
        with timings.phase("plan"):
            for _ in arranged.planner.outputs():
                pass  # only to find all that is wrong
    except Mistakes as found:
        return provisional.standing(found.problems, broken)
    return provisional.standing((*arranged.problems, *arranged.planner.problems), broken)


def _arranged(given: _Given, taken: ProjectReader, pool: WorkerPool, timings: Timings) -> Arranged:
    settings, facts, tools, cache = given.settings, given.config, given.kit, given.cache
    zone = ZoneInfo(facts.timezone)
    content = given.survey.content
    try:
        entries = taken.entries(pool, timings)
        with timings.phase("arrange"):
            offices = taken.organisation()
            now = settings.now.astimezone(zone).replace(tzinfo=None)
            books = arrange.arrange(
                facts, tools.languages, entries, taken.gist, now, settings.with_drafts, taken.unread
            )
            names = frozenset(source.path for source in content.sources)
            files = taken.files(books)
            unread = {each.place.path: each for each in errors((*content.problems, *taken.unread_files))}
            stock = assets.arrange_files(books, files, names, unread)
        with timings.phase("plan"):
            base = digest(f"{facts!r} {tools.digest} {offices!r} {settings.reload}".encode())
            memory = BuildMemo(base, cache.rows("pages", base))
            parts = SiteParts(books, stock, tools, offices, zone, settings.reload)
            planner = Planner(parts, variants.version, social_card.version, memory)
    except PhraseError as trouble:  # a portal's own words that ask for what is not given: "vi: key: why"
        code, _, what = str(trouble).partition(": ")
        raise Mistakes([error("word-wrong", Place(f"templates/words/{code}.yaml"), message=what)]) from trouble
    problems = (*content.problems, *taken.problems, *books.problems)
    return Arranged(facts, tools, books, taken, memory, planner, problems)


def _added(books: Library, changes: Changes) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The articles whose pages are new, once each, with the languages that are."""
    new = frozenset(changes.new)
    added: list[tuple[str, tuple[str, ...]]] = []
    for articles in books.by_key.values() if new else ():
        codes = tuple(code for code, one in articles.items() if f"{one.address}index.html" in new)
        if codes:
            added.append((f"/{articles[codes[0]].address}", codes))
    return tuple(added)
