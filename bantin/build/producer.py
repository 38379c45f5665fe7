"""The outputs of a plan → their bytes in the stage, made by worker processes while the next outputs are planned."""

from collections.abc import Iterator
from itertools import groupby, islice

from bantin.build import index_tasks, page_tasks, picture_tasks
from bantin.build.index_tasks import IndexTask
from bantin.build.one_output import finished, once, tasks_of
from bantin.build.page_tasks import PageTask
from bantin.build.picture_tasks import PictureTask, SocialCardTask
from bantin.build.site import PreparedSite
from bantin.build.sources import BATCH
from bantin.build.timing import Timings
from bantin.build.worker_pool import WorkerPool
from bantin.cache.pictures import PictureCache
from bantin.content.follow_on_errors import pressing
from bantin.imaging import variants
from bantin.output.publish import OutputFolder
from bantin.plan.outputs import (
    CopyOutput,
    IndexOutput,
    LateOutput,
    Output,
    PictureOutput,
    SocialCardOutput,
    TextOutput,
)
from bantin.plan.page_kinds import rank
from bantin.plan.search_files import Part
from bantin.problems import Mistakes, Problem, errors
from bantin.theme.page_output import PageOutput
from bantin.theme.theme import Theme

_CARDS = 8
"""So many social cards are drawn at once: half a second's work."""
_PICTURES = (PictureOutput, SocialCardOutput)
_HEAVY = 2
"""A photo takes as long as it takes to start a worker: so many are already shared out."""


class Producer:
    """Makes the outputs of one plan while it is made, and puts them into the stage."""

    def __init__(
        self, prepared: PreparedSite, site: OutputFolder, picture_cache: PictureCache, timings: Timings
    ) -> None:
        self._planner = prepared.planner
        self._reader = prepared.reader
        self._known = prepared.problems
        self._site = site
        self._picture_cache = picture_cache
        self._timings = timings
        self._mistakes: dict[str, tuple[Problem, ...]] = {}
        self.pictures: list[str] = []
        """The fingerprints of all pictures of the site."""
        self._missing: dict[str, list[tuple[str, PictureOutput]]] = {}  # by their sources
        self._cards: list[SocialCardTask] = []
        self._is_wrong = False
        """Whether an error was found so far: then nothing is staged any more."""
        self._shapes: set[tuple[str, ...]] = set()
        """Of the pages that were rendered although the site will not be built."""
        self._made = 0
        self._index: dict[Part, list[tuple[str, IndexOutput]]] = {}
        self._ranks: dict[str, int] = {}
        self._done = 0
        self.pages = 0

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that was found wrong, sorted, each once."""
        found = {
            *self._known,
            *self._planner.problems,
            *once(self._mistakes.get(path, ()) for path in self._ranks),
        }
        return tuple(sorted(found))

    def order(self) -> list[str]:
        """The paths that were staged, in the order in which they should take their places."""
        return sorted(self._ranks, key=lambda path: (self._ranks[path], path))

    def make(self, pool: WorkerPool, theme: Theme) -> None:
        """Plans and makes everything; raises `Mistakes` with all that is wrong."""
        timings = self._timings
        with timings.phase("plan"):
            context = page_tasks.rendering_context(theme)
        of = self._planner.size
        for batch, result in pool.each(
            page_tasks.render_pages, context, self._wanted(), lambda task: task.output.source.path
        ):
            timings.take(result.seconds, is_here=pool.is_alone)
            for task, data in zip(batch, result.made, strict=True):
                if not isinstance(data, bytes):
                    self._mistakes[task.path] = data
                elif not self._is_wrong:
                    self._stage(task.path, data, task.output.fingerprint)
            self._done += len(batch)
            timings.step("render", min(self._done, of), of)
        if not errors(self.problems):
            self._make_pictures(pool)
            self._make_index(pool)
        if errors(self.problems):
            raise Mistakes(pressing(self.problems))

    def _wanted(self) -> Iterator[list[PageTask]]:
        """Plans, stages what is ready, and gives in batches the pages that are to be rendered."""
        outputs = self._planner.outputs()
        self._is_wrong = bool(errors(self._known))
        batch: list[PageTask] = []
        while planned := self._next(outputs):
            with self._timings.phase("stage"):
                missing = [each for each in planned if not self._is_kept(*each)]
            self._done += len(planned) - len(missing)
            self.pictures += [each.fingerprint for _, each in planned if isinstance(each, _PICTURES)]
            for path, output in missing:
                if self._is_wrong and not self._is_telling(output):
                    continue  # only to find all that is wrong
                self._ranks[path] = rank(path, output)
                if isinstance(output, PageOutput):
                    batch.append(self._task(path, output))
                elif isinstance(output, PictureOutput | SocialCardOutput):
                    self._picture(path, output)
                elif isinstance(output, IndexOutput):
                    self._index.setdefault(output.part, []).append((path, output))
                else:
                    self._copy(path, output)
                if len(batch) == BATCH:
                    yield batch
                    batch = []
            self._is_wrong = self._is_wrong or self._planner.is_wrong
        if batch:
            yield batch

    def _is_telling(self, output: Output) -> bool:
        """Whether the output is the first page of its shape: what is wrong with a template shows only on a page."""
        if not isinstance(output, PageOutput) or output.shape in self._shapes:
            return False
        self._shapes.add(output.shape)
        return True

    def _next(self, outputs: Iterator[tuple[str, Output]]) -> list[tuple[str, Output]]:
        with self._timings.phase("plan"):
            planned = list(islice(outputs, BATCH))
        self.pages += len([output for _, output in planned if isinstance(output, PageOutput)])
        return planned

    def _is_kept(self, path: str, output: Output) -> bool:
        is_kept = self._site.holds(path, output.fingerprint)
        if is_kept:
            self._site.keep(path)
            if isinstance(output, PageOutput):
                output.forget()
        return is_kept

    def _task(self, path: str, output: PageOutput) -> PageTask:
        with self._timings.phase("plan"):
            page_output = output.for_worker()
            output.forget()
            prose = getattr(page_output.page, "body", None)
            text = prose.digest if prose else ""
            return PageTask(path, page_output, text, self._reader.kept.parts(text))

    def _copy(self, path: str, output: CopyOutput | TextOutput | LateOutput) -> None:
        try:
            self._stage(path, finished(output, self._reader), output.fingerprint)
        except Mistakes as found:
            self._mistakes[path] = found.problems
        except variants.Broken:
            assert isinstance(output, CopyOutput)
            self._mistakes[path] = (picture_tasks.picture_broken(output.path),)

    def _picture(self, path: str, output: PictureOutput | SocialCardOutput) -> None:
        with self._timings.phase("stage"):
            kept = self._picture_cache.find(output.fingerprint)
        if kept is not None:
            self._stage(path, kept, output.fingerprint)
        elif isinstance(output, SocialCardOutput):
            self._cards.append(SocialCardTask(path, output.fingerprint, output.card))
        else:
            self._missing.setdefault(output.path, []).append((path, output))

    def _make_pictures(self, pool: WorkerPool) -> None:
        timings = self._timings
        batches = [self._cards[at : at + _CARDS] for at in range(0, len(self._cards), _CARDS)]
        for tasks, result in pool.each(picture_tasks.draw_social_cards, b"", batches, lambda task: task.path):
            timings.take(result.seconds, is_here=pool.is_alone)
            for task, drawn in zip(tasks, result.made, strict=True):
                self._finish(task.path, task.fingerprint, drawn)
        photos = self._picture_tasks()
        for batch, result in pool.each(picture_tasks.encode_pictures, b"", photos, lambda photo: photo.source, _HEAVY):
            timings.take(result.seconds, is_here=pool.is_alone)
            for photo, made in zip(batch, result.made, strict=True):
                self._take(photo.source, made)

    def _picture_tasks(self) -> Iterator[list[PictureTask]]:
        for source, wanted in self._missing.items():
            try:
                data = self._reader.files.unchanged(source)
            except Mistakes as found:
                self._mistakes[wanted[0][0]] = found.problems
            else:
                yield [PictureTask(source, data, [output.recipe for _, output in wanted])]

    def _take(self, source: str, made: list[bytes] | Problem) -> None:
        """Takes in what was made of a picture, in the order in which it was wanted."""
        wanted = self._missing[source]
        if isinstance(made, Problem):
            self._mistakes[wanted[0][0]] = (made,)
            return
        for (path, output), data in zip(wanted, made, strict=True):
            self._finish(path, output.fingerprint, data)

    def _finish(self, path: str, fingerprint: str, data: bytes) -> None:
        self._stage(path, data, fingerprint)
        with self._timings.phase("stage"):
            self._picture_cache.keep(fingerprint, data)
        self._made += 1
        self._timings.step("pictures", self._made, len(self._cards) + sum(map(len, self._missing.values())))

    def _make_index(self, pool: WorkerPool) -> None:
        done = 0
        for batch, result in pool.each(index_tasks.make_index, b"", self._index_tasks(), lambda task: task.code):
            self._timings.take(result.seconds, is_here=pool.is_alone)
            for task, files in zip(batch, result.made, strict=True):
                wanted = next(each for each in self._index if (each.code, each.block, each.number) == task[:3])
                for path, output in self._index[wanted]:
                    self._stage(path, files[output.name], output.fingerprint)
            done += len(batch)
            self._timings.step("index", done, len(self._index))

    def _index_tasks(self) -> Iterator[list[IndexTask]]:
        for _, parts in groupby(self._index, lambda part: (part.code, part.block)):
            with self._timings.phase("index"):
                tasks = tasks_of(list(parts), self._reader)
            for task in tasks:
                yield [task]

    def _stage(self, path: str, data: bytes, fingerprint: str) -> None:
        with self._timings.phase("stage"):
            self._site.stage(path, data, fingerprint)
