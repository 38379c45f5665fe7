"""A portal's folder → the site as it would be now, planned and tried out, with its pages still to be made.

What a build does, but for publishing. When to do it, and how it is shown, is left to `preview`.
"""

import datetime
import traceback
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from bantin.build import pipeline
from bantin.build.pipeline import Gathered
from bantin.build.types import Settings
from bantin.cache.store import BuildCache
from bantin.plan.outputs import Output, PageOutput
from bantin.problems import Mistakes, Place, Problem, error
from bantin.theme.render import Renderer


@dataclass(frozen=True, slots=True, eq=False)
class PreviewSite:
    """A site that could be built: its plan, and what renders its pages when they are asked for."""

    gathered: Gathered
    renderer: Renderer

    @property
    def outputs(self) -> Mapping[str, Output]:
        """By output path."""
        return self.gathered.plan.outputs

    @property
    def due(self) -> datetime.datetime | None:
        """When it changes by itself next: an article's time comes, a notice ends."""
        change = self.gathered.library.next_change
        return change.replace(tzinfo=ZoneInfo(self.gathered.config.timezone)) if change else None

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return sum(isinstance(output, PageOutput) for output in self.outputs.values())

    def find(self, address: str) -> str:
        """The output path that stands at an address, which is given without its first slash; '' if there is none."""
        # What the page 404.html refers to stands below the path of base_url.
        for path in (address, address.removeprefix(self.gathered.config.base_path[1:])):
            output_path = f"{path}index.html" if not path or path.endswith("/") else path
            if output_path in self.outputs:
                return output_path
        return ""


def rehearse(
    project: Path, instant: datetime.datetime, reload: str, looked: Iterable[str] = (), cache: BuildCache | None = None
) -> tuple[PreviewSite | None, Sequence[Problem]]:
    """The site at this instant, drafts and all, and its warnings; or None, and what is wrong.

    `reload` is the address of the reload script, `looked` the output paths of pages that a template's mistake must not
    take away: they are tried out beside one page of each kind. `cache` knows what was read before.
    """
    settings = Settings(project, project / "site", instant, with_drafts=True, plain_names=True, reload=reload)
    try:
        gathered = pipeline.gather(settings, cache)
        site = PreviewSite(gathered, gathered.renderer())
        _try_out(site, looked)
    except Mistakes as mistakes:
        return None, mistakes.problems
    except Exception as trouble:  # noqa: BLE001 - A fault of ours must not end the preview: the next edit may avoid it.
        traceback.print_exc()
        return None, [error("preview-failed", Place(""), reason=f"{type(trouble).__name__}: {trouble}")]
    return site, gathered.problems


def _try_out(site: PreviewSite, looked: Iterable[str]) -> None:
    """Renders pages; raises Mistakes with all that is wrong with them."""
    tried: dict[tuple[str, str], Output] = {}
    for output in site.outputs.values():
        if isinstance(output, PageOutput):
            tried.setdefault((output.template, output.code), output)
    problems: set[Problem] = set()
    for each in (*tried.values(), *(site.outputs[path] for path in looked if path in site.outputs)):
        try:
            if isinstance(each, PageOutput):
                site.renderer.render(each.sheet)
        except Mistakes as found:
            problems.update(found.problems)
    if problems:
        raise Mistakes(sorted(problems))


def differing(last: PreviewSite | None, site: PreviewSite | None) -> set[str]:
    """The output paths whose bytes differ between two sites."""
    before, after = (
        {path: output.fingerprint for path, output in each.outputs.items()} if each else {} for each in (last, site)
    )
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
