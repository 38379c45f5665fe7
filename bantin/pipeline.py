"""The story of a build, on one screen: read, parse, arrange, plan, render, publish.

    disk ─→ manuscripts ─→ library ─→ outputs ─→ HTML ─→ site/

Everything is read, parsed, planned and rendered before the first file of the site is replaced. Pages are rendered while
the next ones are planned, and wait in the stage.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby, islice
from zoneinfo import ZoneInfo

from bantin import drawing, editions, images, intake, labour, shelf
from bantin.album import Album
from bantin.cache import FOLDER, Cache
from bantin.catalogue import Part
from bantin.config import Config
from bantin.crew import Crew
from bantin.disk import digest
from bantin.intake import BATCH, Intake
from bantin.job import Outcome, Settings, Waiting
from bantin.keep import Keep
from bantin.kit import Kit
from bantin.labour import BETWEEN_ARTICLES, IndexTask, PageTask, PictureTask, PosterTask
from bantin.language import PhraseError
from bantin.library import Library
from bantin.meter import Meter
from bantin.plan import (
    CopyOutput,
    IndexOutput,
    LateOutput,
    Memory,
    Output,
    PageOutput,
    PictureOutput,
    Plan,
    Planner,
    PosterOutput,
    TextOutput,
    rank,
)
from bantin.problems import Mistakes, Place, Problem, error, errors
from bantin.publish import Changes, Site
from bantin.render import Renderer
from bantin.survey import Survey, take
from bantin.terms import BETWEEN_RANGES


@dataclass(frozen=True, slots=True, eq=False)
class Arranged:
    """Everything that a site is made of, ready to be planned."""

    config: Config
    kit: Kit
    library: Library
    intake: Intake
    memory: Memory
    planner: Planner
    problems: tuple[Problem, ...]
    """What was wrong before the plan."""


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """A whole site, planned, with its outputs still to be made."""

    config: Config
    kit: Kit
    library: Library
    plan: Plan
    intake: Intake
    album: Album
    problems: tuple[Problem, ...]
    """Warnings only; errors end the gathering."""

    def renderer(self) -> Renderer:
        """What renders this site's pages, in this process."""
        return Renderer(self.kit, self.intake.parts, Keep())


def build(settings: Settings, survey: Survey, site: Site, crew: Crew, meter: Meter) -> Outcome:
    """Builds an opened site from the files of a survey; raises `Mistakes` with everything that is wrong."""
    cache = Cache(settings.project, is_clean=settings.is_clean)
    album = Album(settings.project / FOLDER, is_clean=settings.is_clean)
    try:
        arranged = _arrange(settings, survey, cache, crew, meter)
        workshop = _Workshop(arranged, site, album, meter)
        workshop.make(crew)
        with meter.phase("publish"):
            change = arranged.library.next_change
            until = change.replace(tzinfo=ZoneInfo(arranged.config.timezone)).isoformat() if change else None
            changes = site.commit(workshop.order(), arranged.kit.digest, until)
            memory = arranged.memory
            cache.keep_rows("pages", memory.base, memory.keys, memory.row, memory.changed)
            album.tidy(workshop.pictures)
    finally:
        cache.close()  # also after mistakes: what was read need not be read again
    waiting = tuple(
        Waiting(each.manuscript.path, each.due.isoformat("T", "minutes") if each.due else "")
        for each in arranged.library.waiting
    )
    problems = (*workshop.problems, *changes.problems)
    _built[:] = [arranged]
    return Outcome(changes, workshop.pages, _added(arranged.library, changes), waiting, problems)


_POSTERS = 8
"""So many posters are drawn at once: half a second's work."""
_HEAVY = 2
"""A photo takes as long as it takes to start a worker: so many are already shared out."""
_built: list[Arranged] = []
"""What was built last. To take thousands of articles apart takes as long as an edit, and the process soon ends."""


def gather(settings: Settings, cache: Cache | None = None) -> Gathered:
    """Reads, parses, arranges and plans, for a site that is shown and not published; raises `Mistakes`."""
    album = Album(settings.project / FOLDER if cache else None, is_reader=True)
    cache = cache or Cache(None)
    with Crew(jobs=1) as crew:
        arranged = _arrange(settings, take(settings.project), cache, crew, Meter())
    outputs = dict(arranged.planner.outputs())
    problems = tuple(sorted({*arranged.problems, *arranged.planner.problems}))
    if errors(problems):
        raise Mistakes(problems)
    memory = arranged.memory
    cache.keep_rows("pages", memory.base, memory.keys, memory.row, memory.changed)
    plan = Plan(outputs, problems)
    return Gathered(arranged.config, arranged.kit, arranged.library, plan, arranged.intake, album, problems)


def _arrange(settings: Settings, survey: Survey, cache: Cache, crew: Crew, meter: Meter) -> Arranged:
    """Everything up to the plan."""
    with meter.phase("read"):
        facts = intake.read_config(settings.project)
        zone = ZoneInfo(facts.timezone)
        tools = intake.read_kit(settings.project, facts, settings.plain_names)
        sources = {source.path: source for source in survey.content.sources}
    try:
        taken = Intake(facts, tools, sources, survey.noted, cache)
        entries = taken.entries(crew, meter)
        with meter.phase("arrange"):
            offices = taken.organisation()
            now = settings.now.astimezone(zone).replace(tzinfo=None)
            books = editions.arrange(
                facts, tools.languages, entries, taken.gist, now, settings.with_drafts, taken.unread
            )
            stock = shelf.arrange_files(books, taken.files(books), frozenset(sources))
        with meter.phase("plan"):
            base = digest(f"{facts!r} {tools.digest} {offices!r} {settings.reload}".encode())
            memory = Memory(base, cache.rows("pages", base))
            makers = images.version, memory, drawing.version
            planner = Planner(books, stock, tools, offices, zone, settings.reload, *makers)
    except PhraseError as trouble:  # a portal's own words that ask for what is not given: "vi: key: why"
        code, _, what = str(trouble).partition(": ")
        raise Mistakes([error("word-wrong", Place(f"templates/words/{code}.yaml"), message=what)]) from trouble
    problems = (*survey.content.problems, *taken.problems, *books.problems)
    return Arranged(facts, tools, books, taken, memory, planner, problems)


class _Workshop:
    """Makes the outputs of one plan while it is made, and puts them into the stage."""

    def __init__(self, arranged: Arranged, site: Site, album: Album, meter: Meter) -> None:
        self._arranged = arranged
        self._site = site
        self._album = album
        self._meter = meter
        self._mistakes: dict[str, tuple[Problem, ...]] = {}
        self.pictures: list[str] = []
        """The fingerprints of all pictures of the site."""
        self._missing: dict[str, list[tuple[str, PictureOutput]]] = {}  # by their sources
        self._posters: list[PosterTask] = []
        self._made = 0
        self._index: dict[Part, list[tuple[str, IndexOutput]]] = {}
        self._ranks: dict[str, int] = {}
        self._done = 0
        self.pages = 0

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that was found wrong, sorted, each once."""
        found = {
            *self._arranged.problems,
            *self._arranged.planner.problems,
            *_once(self._mistakes.get(path, ()) for path in self._ranks),
        }
        return tuple(sorted(found))

    def order(self) -> list[str]:
        """The paths that were staged, in the order in which they should take their places."""
        return sorted(self._ranks, key=lambda path: (self._ranks[path], path))

    def make(self, crew: Crew) -> None:
        """Plans and makes everything; raises `Mistakes` with all that is wrong."""
        meter = self._meter
        with meter.phase("plan"):
            context = labour.rendering_context(self._arranged.kit)
        of = self._arranged.planner.size
        for batch, told in crew.each(labour.render_pages, context, self._wanted(), lambda task: task.sheet.source.path):
            meter.take(told.seconds, is_here=crew.is_alone)
            for task, data in zip(batch, told.made, strict=True):
                if isinstance(data, bytes):
                    self._stage(task.path, data, task.fingerprint)
                else:
                    self._mistakes[task.path] = data
            self._done += len(batch)
            meter.step("render", min(self._done, of), of)
        if not errors(self.problems):
            self._make_pictures(crew)
            self._make_index(crew)
        if errors(self.problems):
            raise Mistakes(self.problems)

    def _wanted(self) -> Iterator[list[PageTask]]:
        """Plans, stages what is ready, and gives in batches the pages that are to be rendered."""
        planner = self._arranged.planner
        outputs = planner.outputs()
        is_wrong = bool(errors(self._arranged.problems))
        batch: list[PageTask] = []
        while planned := self._next(outputs):
            with self._meter.phase("stage"):
                missing = [each for each in planned if not self._is_kept(*each)]
            self._done += len(planned) - len(missing)
            self.pictures += [each.fingerprint for _, each in planned if isinstance(each, PictureOutput | PosterOutput)]
            for path, output in missing:
                if is_wrong:
                    continue  # only to find all that is wrong
                self._ranks[path] = rank(path, output)
                if isinstance(output, PageOutput):
                    batch.append(self._task(path, output))
                elif isinstance(output, PictureOutput | PosterOutput):
                    self._picture(path, output)
                elif isinstance(output, IndexOutput):
                    self._index.setdefault(output.part, []).append((path, output))
                else:
                    self._copy(path, output)
                if len(batch) == BATCH:
                    yield batch
                    batch = []
            is_wrong = is_wrong or planner.is_wrong
        if batch and not is_wrong:
            yield batch

    def _next(self, outputs: Iterator[tuple[str, Output]]) -> list[tuple[str, Output]]:
        with self._meter.phase("plan"):
            planned = list(islice(outputs, BATCH))
        self.pages += sum(isinstance(output, PageOutput) for _, output in planned)
        return planned

    def _is_kept(self, path: str, output: Output) -> bool:
        is_kept = self._site.holds(path, output.fingerprint)
        if is_kept:
            self._site.keep(path)
            if isinstance(output, PageOutput):
                output.forget()
        return is_kept

    def _task(self, path: str, output: PageOutput) -> PageTask:
        with self._meter.phase("plan"):
            sheet = output.sheet
            output.forget()
            prose = getattr(sheet.page, "body", None)
            text = prose.digest if prose else ""
            return PageTask(path, output.fingerprint, sheet, text, self._arranged.intake.parts(text))

    def _copy(self, path: str, output: CopyOutput | TextOutput | LateOutput) -> None:
        try:
            self._stage(path, finished(output, self._arranged.intake), output.fingerprint)
        except Mistakes as found:
            self._mistakes[path] = found.problems

    def _picture(self, path: str, output: PictureOutput | PosterOutput) -> None:
        with self._meter.phase("stage"):
            kept = self._album.find(output.fingerprint)
        if kept is not None:
            self._stage(path, kept, output.fingerprint)
        elif isinstance(output, PosterOutput):
            self._posters.append(PosterTask(path, output.fingerprint, output.poster))
        else:
            self._missing.setdefault(output.path, []).append((path, output))

    def _make_pictures(self, crew: Crew) -> None:
        meter = self._meter
        posters = [self._posters[at : at + _POSTERS] for at in range(0, len(self._posters), _POSTERS)]
        for tasks, told in crew.each(labour.draw_posters, b"", posters, lambda task: task.path):
            meter.take(told.seconds, is_here=crew.is_alone)
            for task, drawn in zip(tasks, told.made, strict=True):
                self._finish(task.path, task.fingerprint, drawn)
        photos = self._picture_tasks()
        for batch, told in crew.each(labour.cook_pictures, b"", photos, lambda photo: photo.source, _HEAVY):
            meter.take(told.seconds, is_here=crew.is_alone)
            for photo, made in zip(batch, told.made, strict=True):
                self._take(photo.source, made)

    def _picture_tasks(self) -> Iterator[list[PictureTask]]:
        for source, wanted in self._missing.items():
            try:
                data = self._arranged.intake.unchanged(source)
            except Mistakes as found:
                self._mistakes[wanted[0][0]] = found.problems
            else:
                yield [PictureTask(source, data, [output.recipe for _, output in wanted])]

    def _take(self, source: str, made: list[bytes] | None) -> None:
        """Takes in what was made of a picture, in the order in which it was wanted."""
        wanted = self._missing[source]
        if made is None:
            self._mistakes[wanted[0][0]] = (error("picture-broken", Place(source), file=source.rpartition("/")[2]),)
            return
        for (path, output), data in zip(wanted, made, strict=True):
            self._finish(path, output.fingerprint, data)

    def _finish(self, path: str, fingerprint: str, data: bytes) -> None:
        self._stage(path, data, fingerprint)
        with self._meter.phase("stage"):
            self._album.keep(fingerprint, data)
        self._made += 1
        self._meter.step("pictures", self._made, len(self._posters) + sum(map(len, self._missing.values())))

    def _make_index(self, crew: Crew) -> None:
        done = 0
        for batch, told in crew.each(labour.make_index, b"", self._index_tasks(), lambda task: task.code):
            self._meter.take(told.seconds, is_here=crew.is_alone)
            for task, files in zip(batch, told.made, strict=True):
                wanted = next(each for each in self._index if (each.code, each.block, each.number) == task[:3])
                for path, output in self._index[wanted]:
                    self._stage(path, files[output.name], output.fingerprint)
            done += len(batch)
            self._meter.step("index", done, len(self._index))

    def _index_tasks(self) -> Iterator[list[IndexTask]]:
        taken = self._arranged.intake
        for _, parts in groupby(self._index, lambda part: (part.code, part.block)):
            with self._meter.phase("index"):
                tasks = index_tasks(list(parts), taken)
            for task in tasks:
                yield [task]

    def _stage(self, path: str, data: bytes, fingerprint: str) -> None:
        with self._meter.phase("stage"):
            self._site.stage(path, data, fingerprint)


def index_tasks(parts: list[Part], taken: Intake) -> list[IndexTask]:
    """What is to be made for these parts of one block."""
    block, terms = parts[0].block, list(taken.terms(parts[0].articles))
    if block.parts > 1:
        ranges = zip(*(each.split(BETWEEN_RANGES) for each in terms), strict=True)
        by_number = [BETWEEN_ARTICLES.join(each) for each in ranges]
    else:
        by_number = [BETWEEN_ARTICLES.join(terms)]
    return [IndexTask(each.code, block, each.number, by_number[each.number], each.categories) for each in parts]


def finished(output: CopyOutput | TextOutput | LateOutput, taken: Intake) -> bytes:
    """The bytes of an output that needs no work of others."""
    if isinstance(output, LateOutput):
        return output.make()
    if isinstance(output, TextOutput):
        return output.data
    data = taken.unchanged(output.path)
    return images.bare(data) if output.is_bare else data


def made(output: Output, gathered: Gathered, renderer: Renderer) -> bytes:
    """The bytes of one output."""
    if isinstance(output, PageOutput):
        return renderer.render(output.sheet)
    if isinstance(output, PictureOutput | PosterOutput):
        kept = gathered.album.find(output.fingerprint)
        if kept is not None:
            return kept
        if isinstance(output, PosterOutput):
            return drawing.draw(output.poster)
        return images.cook(gathered.intake.unchanged(output.path), output.recipe)
    if isinstance(output, IndexOutput):
        part = output.part
        if not part.made:
            part.made.update(labour.make_index(b"", index_tasks([part], gathered.intake)).made[0])
        return part.made[output.name]
    return finished(output, gathered.intake)


def _once(mistakes: Iterable[tuple[Problem, ...]]) -> list[Problem]:
    """One for each line of a template, with the first page that it spoilt, however many it draws."""
    found: dict[tuple[str, Place], Problem] = {}
    for problem in chain.from_iterable(mistakes):
        found.setdefault((problem.key, problem.place), problem)
    return list(found.values())


def _added(books: Library, changes: Changes) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The articles whose pages are new, once each, with the languages that are."""
    new = frozenset(changes.new)
    added: list[tuple[str, tuple[str, ...]]] = []
    for articles in books.by_key.values() if new else ():
        codes = tuple(code for code, one in articles.items() if f"{one.address}index.html" in new)
        if codes:
            added.append((f"/{articles[codes[0]].address}", codes))
    return tuple(added)
