"""A portal's folder → the site as it would be now, drafts and all, with its pages still to be made.

It stays in memory between two looks (`resident`). When to look, and how it is shown, is left to `preview`.
"""

import datetime
import gc
import itertools
import threading
import traceback
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bantin.build.first_page import first_page, is_large
from bantin.build.resident import Resident
from bantin.build.site import Site
from bantin.build.types import Settings
from bantin.build.worker_pool import Stopped
from bantin.cache.store import BuildCache
from bantin.editor import approving
from bantin.editor.approving import Approver
from bantin.plan.outputs import Output
from bantin.problems import Mistakes, Place, Problem, error
from bantin.theme.page_output import PageOutput
from bantin.theme.render import Renderer

HEAD_START = 1.0
"""Seconds in which the first page of a large portal may be asked for, before all of it is read."""


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
    def of(cls, site: Site) -> "PreviewSite":
        """What is shown of a site."""
        theme = site.prepared.theme
        styles = {path: data for path, data in theme.files.items() if path.endswith(".css")}
        digest = blake2b(site.outputs[theme.assets.urgent].value.fingerprint.encode(), digest_size=8)
        for path, data in sorted(theme.files.items()):
            if path not in styles:
                digest.update(path.encode() + b"\0" + data)
        return cls(site, site.renderer(), styles, digest.hexdigest())

    @property
    def due(self) -> datetime.datetime | None:
        """When it changes by itself next: an article's time comes, a notice ends."""
        change = self.site.library.next_change
        return change.replace(tzinfo=ZoneInfo(self.site.prepared.config.timezone)) if change else None

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


class RenderedText(NamedTuple):
    """An article with a text that is not saved."""

    page: bytes | None
    """Its page; None if the text makes none, or nothing of the portal could be read yet."""
    problems: tuple[Problem, ...]
    """What is wrong in this file."""
    address: str = ""
    """Where it would stand; '' if it has no page."""
    site: Site | None = None
    """The site with this text, for what its page shows."""


class Session:
    """The site of one project, looked at again and again. For several threads."""

    def __init__(self, project: Path, reload: str, cache: BuildCache) -> None:
        """`reload` is the address of the reload script; `cache` knows what was read before, and keeps what the first
        look reads: the next start need not read it again.
        """
        never = datetime.datetime.min.replace(tzinfo=datetime.UTC)  # each look has its own instant
        settings = Settings(project, project / "site", never, with_drafts=True, plain_names=True, reload=reload)
        self._settings = settings
        self._resident = Resident(settings, cache)
        self._cache = cache
        self._lock = threading.Lock()
        self._has_looked = False
        self._is_asked, self._is_answered = threading.Event(), threading.Event()
        """Whether a page was asked for before the first look; whether it was made."""
        self._theme = ""
        self._tried: Mapping[str, TriedPage] = {}
        self.latest: Site | None = None
        """The site of the last look, whatever is wrong with it; None before the first that could arrange one."""

    def look(
        self, instant: datetime.datetime, looked: Iterable[str] = (), only: Collection[str] = ()
    ) -> tuple[PreviewSite | None, Sequence[Problem]]:
        """The site at this instant, and its warnings; or None, and what is wrong.

        `looked` are the output paths of pages that a template's mistake must not take away: they are tried out and,
        with other templates than last time, one page of each kind. `only`: the texts that may have changed (from the
        project's folder), where that is known. Raises Stopped after `stop`.
        """
        try:
            with self._lock:
                site = self.latest = self._looked(instant, only)
                if not site.is_sound:
                    return None, site.problems
                found = PreviewSite.of(site)
                theme = site.prepared.theme.digest
                paths = {*looked, *(site.prepared.planner.samples if theme != self._theme else ())}
                self._tried = _tried_out(found, paths, self._tried)
                self._theme = theme
        except Mistakes as mistakes:
            if has_changed_meanwhile(mistakes.problems):
                self._resident.forget()
            return None, mistakes.problems
        except Stopped:
            raise
        except Exception as trouble:  # noqa: BLE001 - A fault of ours must not end the preview: the next edit may avoid it.
            traceback.print_exc()
            self._resident.forget()
            return None, [error("preview-failed", Place(""), reason=f"{type(trouble).__name__}: {trouble}")]
        return replace(found, tried=self._tried), site.problems

    def _looked(self, instant: datetime.datetime, only: Collection[str]) -> Site:
        """A look. What the first one makes lives as long as the preview: looking it through for garbage is vain, and
        would take longer than an edit."""
        if self._has_looked:
            return self._resident.look(instant, only)
        if is_large(self._settings.project) and self._is_asked.wait(HEAD_START):
            self._is_answered.wait()  # both at once would keep whoever looks at it waiting for twice as long
        gc.disable()
        try:
            site = self._resident.look(instant)
            gc.freeze()
        finally:
            gc.enable()
            self._cache.keep_in_memory()
        self._has_looked = True
        return site

    def first_page(self, instant: datetime.datetime, address: str) -> PreviewSite | None:
        """A site that holds the page at an address, while the first look at a large portal lasts; None if there is
        nothing to be shown before the whole. The look waits for `end_first`.
        """
        self._is_asked.set()
        try:
            site = first_page(replace(self._settings, now=instant), address)
        except Mistakes:  # told by the look
            return None
        return PreviewSite.of(site) if site else None

    def end_first(self) -> None:
        """Lets the first look go on: the first page is made."""
        self._is_answered.set()

    def stop(self) -> None:
        """Ends a look that is under way: nobody will see what it finds."""
        self._resident.stop()

    def render_text(self, path: str, text: str) -> RenderedText:
        """The page of the article, or plain page, at `path` (from the project's folder: `content/2026/03/x.md`), as it
        would be with this text. Nothing is written, and nobody else sees it. Raises Mistakes if its template is wrong.
        """
        with self._lock:
            site = self._resident.with_text(path, text.encode())
            if site is None:
                return RenderedText(None, ())
            problems = tuple(problem for problem in site.problems if problem.place.path == path)
            found = [one for group in site.library.by_key.values() for one in group.values() if one.own.path == path]
            output = site.outputs[f"{found[0].address}index.html"].value if found else None
            if not isinstance(output, PageOutput):
                return RenderedText(None, problems)
            return RenderedText(site.renderer().render(output), problems, found[0].address, site)

    def approved(self, path: str, text: str, approver: Approver, instant: datetime.datetime) -> str:
        """The text of the article at `path` with the approval of whoever gives it. Raises Mistakes with what is wrong
        with the article: nobody can have seen it as it will be; or if it is none that is approved. Its pictures are
        kept as they are.
        """
        with self._lock:
            site = self._resident.with_text(path, text.encode())
            if site is None:
                raise Mistakes([error("approve-no-article", Place(path))])
            if wrong := [each for each in site.problems if each.place.path == path and not each.is_warning]:
                raise Mistakes(wrong)
            groups = site.library.by_key.values()
            found = [one for group in groups for one in group.values() if one.own.path == path and not one.own.is_page]
            if not found:
                raise Mistakes([error("approve-no-article", Place(path))])
            after = approving.approved(text, found[0], site.prepared.reader.files.digest, approver)
            approving.keep_pictures(self._settings.project, found[0], instant)
            return after


def has_changed_meanwhile(problems: Iterable[Problem]) -> bool:
    """Whether a look has to be repeated: a file was not what it had been when it was read."""
    return any(problem.key == "file-changing" for problem in problems)


def _tried_out(site: PreviewSite, paths: Iterable[str], before: Mapping[str, TriedPage]) -> dict[str, TriedPage]:
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
