"""A portal's folder → the site as it would be now, drafts and all, with its pages still to be made.

It stays in memory between two looks (`live_site`). When to look, and how it is shown, is left to `preview`.
"""

import datetime
import gc
import threading
import traceback
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from bantin.build.first_page import first_page, is_large
from bantin.build.live_site import LiveSite
from bantin.build.site import Site
from bantin.build.types import Settings
from bantin.build.worker_pool import Stopped
from bantin.cache.store import BuildCache
from bantin.content import approval
from bantin.content.model import Article
from bantin.editor import approving
from bantin.editor.approving import Approver
from bantin.preview.preview_site import PreviewSite, TriedPage, tried_out
from bantin.problems import Mistakes, Place, Problem, error, errors
from bantin.review import document
from bantin.theme.page_output import PageOutput

HEAD_START = 1.0
"""Seconds in which the first page of a large portal may be asked for, before all of it is read."""


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
    is_settled: bool = False
    """Whether it is as it was approved, or withdrawn: there is nothing to ask a leader about."""


class ReviewFile(NamedTuple):
    """A file to send to whoever approves an article."""

    name: str
    html: str
    by: str
    """Who is asked; '' if nobody is named."""


class Session:
    """The site of one project, looked at again and again. For several threads."""

    def __init__(self, project: Path, reload: str, cache: BuildCache) -> None:
        """`reload` is the address of the reload script; `cache` knows what was read before, and keeps what the first
        look reads: the next start need not read it again.
        """
        never = datetime.datetime.min.replace(tzinfo=datetime.UTC)  # each look has its own instant
        settings = Settings(project, project / "site", never, with_drafts=True, plain_names=True, reload=reload)
        self._settings = settings
        self._site = LiveSite(settings, cache)
        self._cache = cache
        self._lock = threading.Lock()
        self._has_looked = False
        self._is_asked, self._is_answered = threading.Event(), threading.Event()
        """Whether a page was asked for before the first look; whether it was made."""
        self._theme = ""
        self._found: PreviewSite | None = None
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
                found = self._found = PreviewSite.of(site, self._found)
                theme = site.prepared.theme.digest
                paths = {*looked, *(site.prepared.planner.samples if theme != self._theme else ())}
                self._tried = tried_out(found, paths, self._tried)
                self._theme = theme
        except Mistakes as mistakes:
            if has_changed_meanwhile(mistakes.problems):
                self._site.forget()
            return None, mistakes.problems
        except Stopped:
            raise
        except Exception as trouble:  # noqa: BLE001 - A fault of ours must not end the preview: the next edit may avoid it.
            traceback.print_exc()
            self._site.forget()
            return None, [error("preview-failed", Place(""), reason=f"{type(trouble).__name__}: {trouble}")]
        return replace(found, tried=self._tried), site.problems

    def _looked(self, instant: datetime.datetime, only: Collection[str]) -> Site:
        """A look. What the first one makes lives as long as the preview: looking it through for garbage is vain, and
        would take longer than an edit."""
        if self._has_looked:
            return self._site.look(instant, only)
        gc.disable()
        try:
            site = self._site.look(instant)
            gc.freeze()
        finally:
            gc.enable()
            self._cache.keep_in_memory()
        self._has_looked = True
        return site

    def let_first_page_ahead(self) -> None:
        """Waits until the first page of a large portal is made, if it is soon asked for: reading all of it at once with
        that would keep whoever looks at it waiting for twice as long.
        """
        if is_large(self._settings.project) and self._is_asked.wait(HEAD_START):
            self._is_answered.wait()

    def first_page(self, instant: datetime.datetime, address: str) -> PreviewSite | None:
        """A site that holds the page at an address, while the first look at a large portal lasts; None if there is
        nothing to be shown before the whole.
        """
        self._is_asked.set()
        try:
            site = first_page(replace(self._settings, now=instant), address)
        except Mistakes:  # told by the look
            return None
        return PreviewSite.of(site) if site else None

    def end_first(self) -> None:
        """Tells who let the first page ahead that it is made."""
        self._is_answered.set()

    def stop(self) -> None:
        """Ends a look that is under way, or waits for the first page: nobody will see what it finds."""
        self._site.stop()
        self._is_asked.set()
        self._is_answered.set()

    def render_text(self, path: str, text: str, instant: datetime.datetime) -> RenderedText:
        """The page of the article, or plain page, at `path` (from the project's folder: `content/2026/03/x.md`), as it
        would be with this text at this instant. Nothing is written, and nobody else sees it. Raises Mistakes if its
        template is wrong.
        """
        with self._lock:
            site = self._site.with_text(path, text.encode(), instant)
            if site is None:
                return RenderedText(None, ())
            problems = tuple(problem for problem in site.problems if problem.place.path == path)
            shown = _articles_at(path, site)
            found = [article.address for article in shown]
            found += [gone.address for gone in site.library.gone if gone.path == path]
            output = site.outputs[f"{found[0]}index.html"].value if found else None
            if not isinstance(output, PageOutput):
                return RenderedText(None, problems)
            return RenderedText(site.renderer().render(output), problems, found[0], site, _is_settled(shown, site))

    def approved(self, path: str, text: str, approver: Approver, instant: datetime.datetime) -> str:
        """The text of the article at `path` with the approval of whoever gives it. Raises Mistakes with what is wrong
        with the article: nobody can have seen it as it will be; or if it is none that is approved. Its pictures are
        kept as they are.
        """
        with self._lock:
            site, article = self._sound(path, text, instant)
            after = approving.approved(text, article, site.prepared.reader.files.digest, approver)
            approving.keep_pictures(self._settings.project, article, instant)
            return after

    def review(self, path: str, text: str, instant: datetime.datetime, say: document.Sentences) -> ReviewFile:
        """The file to send to whoever approves the article at `path`, with this text: the one that the command `review`
        makes. Raises Mistakes as `approved` does.
        """
        with self._lock:
            site, article = self._sound(path, text, instant)
        by = approval.approver(article.own, site.prepared.config)
        html = document.document(site, (article,), self._settings.project, instant, say)
        return ReviewFile(document.name_of(article), html, by)

    def _sound(self, path: str, text: str, instant: datetime.datetime) -> tuple[Site, Article]:
        """The site with this text, and the article at `path` in it, about which a leader may be asked. Raises Mistakes
        if there is none, or with what is wrong with it.
        """
        site = self._site.with_text(path, text.encode(), instant)
        if site is None:
            raise Mistakes([error("approve-no-article", Place(path))])
        if wrong := tuple(each for each in errors(site.problems) if each.place.path == path):
            raise Mistakes(wrong)
        found = [article for article in _articles_at(path, site) if not article.own.is_page]
        if not found:
            raise Mistakes([error("approve-no-article", Place(path))])
        if wrong := site.mistakes_in(found[0]):
            raise Mistakes(wrong)
        return site, found[0]


def _articles_at(path: str, site: Site) -> list[Article]:
    """The article or plain page of a content file, if it could be read."""
    return [one for group in site.library.by_key.values() for one in group.values() if one.own.path == path]


def _is_settled(shown: Sequence[Article], site: Site) -> bool:
    """Whether nobody needs to be asked about what is shown of a file."""
    digests = site.prepared.reader.files.digest
    return all(approval.verdict(article, digests) == approval.Verdict(True) for article in shown)


def has_changed_meanwhile(problems: Iterable[Problem]) -> bool:
    """Whether a look has to be repeated: a file was not what it had been when it was read."""
    return any(problem.key == "file-changing" for problem in problems)
