"""A portal's folder → all that a build would tell of it, mistakes or not, and the site as far as it can be planned.

Nothing is published and nothing is kept; what earlier builds kept is used.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bantin.build import pipeline, producer
from bantin.build.pipeline import Arranged
from bantin.build.snapshot import take
from bantin.build.timing import Timings
from bantin.build.types import Settings
from bantin.build.worker_pool import WorkerPool
from bantin.cache.pictures import PictureCache
from bantin.cache.store import FOLDER, BuildCache
from bantin.cache.user import UserCache
from bantin.content.model import Library
from bantin.plan.outputs import Output, PageOutput
from bantin.problems import Mistakes, Problem
from bantin.theme.render import Renderer
from bantin.theme.theme import Theme


@dataclass(frozen=True, slots=True, eq=False)
class Surveyed:
    """A whole site as far as it could be arranged and planned, with all that is wrong with it."""

    library: Library | None
    """None if the configuration or the templates are broken."""
    outputs: Mapping[str, Output]
    """By output path."""
    names: frozenset[str]
    """Every file under content/."""
    problems: tuple[Problem, ...]
    """All that a build would tell, sorted."""
    theme: Theme | None
    """None with the library."""
    render: Callable[[PageOutput], bytes]
    """The HTML of one of the outputs; raises Mistakes."""


def survey(settings: Settings) -> Surveyed:
    """The site as a build would find it."""
    cache = BuildCache(settings.project, is_reader=True)
    picture_cache = PictureCache(settings.project / FOLDER, is_reader=True)
    snapshot = take(settings.project)
    names = frozenset(source.path for source in snapshot.content.sources)
    try:
        with WorkerPool(jobs=1) as pool:
            arranged = pipeline.arrange_site(settings, snapshot, cache, pool, Timings())
    except Mistakes as found:
        return Surveyed(None, {}, names, tuple(sorted(found.problems)), None, lambda _: b"")
    outputs = dict(arranged.planner.outputs())
    renderer = Renderer(arranged.theme, arranged.reader.parts, UserCache())
    tried = producer.tried_out(outputs.values(), arranged.reader, picture_cache, renderer)
    problems = tuple(sorted({*arranged.problems, *arranged.planner.problems, *tried}))
    return Surveyed(
        arranged.library,
        outputs,
        names,
        problems,
        arranged.theme,
        lambda output: renderer.render(output.sheet),
    )


def library(settings: Settings) -> Library:
    """The articles as a build would arrange them; raises Mistakes if config.yaml or the templates are broken."""
    return arranged(settings).library


def arranged(settings: Settings) -> Arranged:
    """Everything up to the plan as in a build; raises Mistakes if config.yaml or the templates are broken."""
    cache = BuildCache(settings.project, is_reader=True)
    with WorkerPool(jobs=1) as pool:
        return pipeline.arrange_site(settings, take(settings.project), cache, pool, Timings())
