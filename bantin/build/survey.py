"""Dry run: all that a build of a portal would tell, and the site as far as it can be planned.

Nothing is published and nothing is kept; what earlier builds kept is used.
"""

from dataclasses import dataclass, replace

from bantin.build import one_output, pipeline
from bantin.build.site import PreparedSite, Site
from bantin.build.snapshot import take
from bantin.build.timing import Timings
from bantin.build.types import Settings
from bantin.build.worker_pool import WorkerPool
from bantin.cache.folder import FOLDER
from bantin.cache.pictures import PictureCache
from bantin.cache.store import BuildCache
from bantin.content.model import Library
from bantin.problems import Mistakes, Problem


@dataclass(frozen=True, slots=True, eq=False)
class Surveyed:
    """A site as far as it could be arranged and planned, and all that is wrong with it."""

    site: Site | None
    """None if the configuration or the templates are broken."""
    names: frozenset[str]
    """Every file under content/."""
    problems: tuple[Problem, ...]
    """All that a build would tell, sorted."""


def survey(settings: Settings) -> Surveyed:
    """The site as a build would find it."""
    cache = BuildCache(settings.project, is_reader=True)
    picture_cache = PictureCache(settings.project / FOLDER, is_reader=True)
    snapshot = take(settings.project)
    names = frozenset(source.path for source in snapshot.content.sources)
    try:
        with WorkerPool(jobs=1) as pool:
            prepared = pipeline.prepare_site(settings, snapshot, cache, pool, Timings())
    except Mistakes as found:
        return Surveyed(None, names, tuple(sorted(found.problems)))
    site = Site.of(prepared, picture_cache)
    outputs = (output.value for output in site.outputs.values())
    tried = one_output.tried_out(outputs, prepared.reader, picture_cache, site.renderer())
    problems = tuple(sorted({*site.problems, *tried}))
    return Surveyed(replace(site, problems=problems), names, problems)


def library(settings: Settings) -> Library:
    """The articles as a build would arrange them; raises Mistakes if config.yaml or the templates are broken."""
    return prepared(settings).library


def prepared(settings: Settings) -> PreparedSite:
    """Everything up to the plan as in a build; raises Mistakes if config.yaml or the templates are broken."""
    cache = BuildCache(settings.project, is_reader=True)
    with WorkerPool(jobs=1) as pool:
        return pipeline.prepare_site(settings, take(settings.project), cache, pool, Timings())
