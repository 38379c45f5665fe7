"""A site while it is shown: what stands at an address, and what tells pages that they are behind."""

import datetime
import itertools
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bantin.build.site import Site
from bantin.plan.outputs import Output
from bantin.problems import Mistakes, Problem
from bantin.theme.page_output import PageOutput
from bantin.theme.render import Renderer


@dataclass(frozen=True, slots=True, eq=False)
class PreviewSite:
    """A site that could be built, while it is shown.

    No `Site`: of these many are made that are shown to nobody, e.g. with a text that is not saved. What is here is made
    once for all who look: a renderer, which keeps the parts that it drew, and what tells pages that look otherwise now.
    """

    site: Site
    renderer: Renderer
    styles: dict[str, bytes] = field(repr=False)
    """Style sheets by address: a page takes in a new one without being loaded again."""
    surroundings: str
    """Stands for the scripts and data files that pages load."""
    number: int = field(default_factory=itertools.count(1).__next__)
    """Of all sites, in the order in which they were made."""
    tried: "Mapping[str, TriedPage]" = field(default_factory=dict, repr=False)
    """The pages that were tried out, by output path."""

    @classmethod
    def of(cls, site: Site, last: "PreviewSite | None" = None) -> "PreviewSite":
        """What is shown of a site; `last` may have what draws it already."""
        theme = site.prepared.theme
        styles = {path: data for path, data in theme.files.items() if path.endswith(".css")}
        digest = blake2b(site.outputs[theme.assets.urgent].value.fingerprint.encode(), digest_size=8)
        for path, data in sorted(theme.files.items()):
            if path not in styles:
                digest.update(path.encode() + b"\0" + data)
        is_drawn_alike = last is not None and last.site.draws_alike(site)
        renderer = last.renderer if last and is_drawn_alike else site.renderer()
        return cls(site, renderer, styles, digest.hexdigest())

    @property
    def due(self) -> datetime.datetime | None:
        """When it changes by itself next: an article's time comes, a notice ends."""
        change = self.site.library.next_change
        return change.replace(tzinfo=ZoneInfo(self.site.prepared.config.timezone)) if change else None

    @property
    def loaded(self) -> Collection[str]:
        """The paths of the theme's files, which all pages load."""
        return self.site.prepared.theme.files.keys()

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return self.site.prepared.planner.size

    def output(self, path: str) -> Output:
        """What stands at an output path; raises KeyError if nothing does."""
        return self.site.outputs[path].value

    def find(self, address: str) -> str:
        """The output path that stands at an address, which is given without its first slash; '' if there is none."""
        # What the page 404.html refers to stands below the path of base_url.
        for path in (address, address.removeprefix(self.site.prepared.config.base_path[1:])):
            output_path = f"{path}index.html" if not path or path.endswith("/") else path
            if output_path in self.site.outputs:
                return output_path
        return ""

    def mark(self, path: str) -> str:
        """Stands for all that is seen at an output path, except style sheets; at a path without a page, 404.html is
        seen.
        """
        path = path if path in self.site.outputs else "404.html"
        return f"{self.output(path).fingerprint[:16]}{self.surroundings}"


class TriedPage(NamedTuple):
    """A page that was rendered to see whether its template can."""

    fingerprint: str
    data: bytes


def tried_out(site: PreviewSite, paths: Iterable[str], before: Mapping[str, TriedPage]) -> dict[str, TriedPage]:
    """Renders pages, but for those that look as they did `before`; raises Mistakes with all that is wrong with them."""
    tried: dict[str, TriedPage] = {}
    problems: set[Problem] = set()
    for path in paths:
        output = site.output(path) if path in site.site.outputs else None
        if not isinstance(output, PageOutput):
            continue
        if path in before and before[path].fingerprint == output.fingerprint:
            tried[path] = before[path]
            continue
        try:
            tried[path] = TriedPage(output.fingerprint, site.renderer.render(output))
        except Mistakes as found:
            problems.update(found.problems)
    if problems:
        raise Mistakes(sorted(problems))
    return tried
