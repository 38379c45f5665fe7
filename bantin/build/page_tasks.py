"""A worker's task: pages that are put together → HTML."""

import pickle
import time
from dataclasses import replace
from typing import NamedTuple

from bantin.build.worker import BatchResult, Watch, unpacked
from bantin.cache.user import UserCache
from bantin.problems import Mistakes, Problem
from bantin.theme.page_output import PageOutput
from bantin.theme.theme import Theme


class PageTask(NamedTuple):
    """A page to be rendered."""

    path: str
    """Where it will be published."""
    output: PageOutput
    """Put together."""
    digest: str
    """Of the literal parts of its text; '' if it has none."""
    parts: tuple[str, ...]


def rendering_context(theme: Theme) -> bytes:
    """What `render_pages` must know."""
    return pickle.dumps(replace(theme, files={}, favicon=None))


class _Rendering:
    def __init__(self, context: bytes) -> None:
        from bantin.theme.render import Renderer

        theme: Theme = pickle.loads(context)  # it was written by the process that hired this one
        self.parts: dict[str, tuple[str, ...]] = {}
        self.renderer = Renderer(theme, self.parts.__getitem__, UserCache())


def render_pages(context: bytes, batch: list[PageTask]) -> BatchResult:
    """Pages → of each its bytes, or the problems of its template."""
    rendering = unpacked("rendering", context, _Rendering)
    made: list[bytes | tuple[Problem, ...]] = []
    began = time.perf_counter()
    with Watch():
        for task in batch:
            rendering.parts[task.digest] = task.parts
            try:
                made.append(rendering.renderer.render(task.output))
            except Mistakes as mistakes:
                made.append(mistakes.problems)
            finally:
                del rendering.parts[task.digest]
    return BatchResult(made, {"render": time.perf_counter() - began})
