"""A running preview: what is shown, and to whom; a new site replaces the last good one, and open pages are told.

It knows nothing of addresses and sockets: `server` listens, and groups of handlers (see `handlers`) answer with what
they find here. One that shows an article whose text is not saved yet asks `render_text`.
"""

import asyncio
import datetime
import gc
import time
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from bantin.build.site import Site
from bantin.build.worker_pool import Stopped
from bantin.cache.store import BuildCache
from bantin.console.console import Console
from bantin.editor.approving import Approver
from bantin.imaging import variants
from bantin.plan.outputs import CopyOutput
from bantin.preview import overlay
from bantin.preview.access import Access
from bantin.preview.notes import by_file
from bantin.preview.preview_site import PreviewSite
from bantin.preview.session import RenderedText, ReviewFile, Session, has_changed_meanwhile
from bantin.preview.shown import BeforeAll, Shown
from bantin.problems import Mistakes
from bantin.theme.page_output import PageOutput

SCRIPT = "livereload.js"
RELOAD = f"/{SCRIPT}?maxdelay=2000"
"""The script's address. LiveReload's client reads its options from it: it tries again at least every two seconds."""
AGAIN = datetime.timedelta(seconds=1)
"""After which a look is repeated that a file did not wait for."""
QUIET = 1.0
"""Seconds after which what a look left over is let go: by then the page is loaded."""
LOOKED = 20
"""Number of the pages looked at last that are tried out before a new plan replaces the last good one."""


class OpenPage(Protocol):
    """A page that a browser has open, at the other end of its connection."""

    @property
    def is_behind(self) -> bool:
        """Whether the page would look otherwise if it were loaded again."""

    def reload(self, path: str) -> None:
        """Asks the page to load itself again; if `path` is a style sheet, only that."""

    def close(self) -> None:
        """Ends it."""


class Preview:
    """A running preview. Its methods are for the event loop's thread, but for `rebuild`, which takes long."""

    def __init__(
        self, project: Path, speaker: Console, access: Access, script: bytes, instant: Callable[[], datetime.datetime]
    ) -> None:
        """`script` is what pages load to hear of changes."""
        self.project = project
        self.speaker = speaker
        self.access = access
        self.lang = speaker.sentence("serve.lang")
        self.files = {SCRIPT: script, overlay.STYLE: Path(__file__).with_name("preview.css").read_bytes()}
        """What is served beside the site, by address."""
        self.lines: set[OpenPage] = set()
        """To the pages that are open."""
        self.shown = Shown()
        self.instant = instant
        """Tells what time it is."""
        self.editor = ""
        """The path at which articles are written; only whoever knows it may write."""
        self._pool = ThreadPoolExecutor(4, "preview")
        self._session = Session(project, RELOAD, BuildCache(project))
        self.builds = 0
        """How many looks there were: the site that is shown may be another one."""
        self._made: dict[str, tuple[str, asyncio.Future[bytes]]] = {}
        self._first: PreviewSite | None = None
        """Before anything else can be shown: a site of one page."""
        self._looked: tuple[str, ...] = ()
        self._near: tuple[str, ...] = ()
        self._warned: tuple[str, ...] = ()
        self._due: datetime.datetime | None = None

    def begin(self) -> None:
        """Is called once, in the event loop's thread, before anybody asks for anything."""
        self._loop = asyncio.get_running_loop()
        self._ready = asyncio.Event()

    async def end(self) -> None:
        """Closes the lines to the pages, for at most a second: a page that sleeps does not answer."""
        for line in tuple(self.lines):
            line.close()
        for _ in range(20):
            if self.lines:
                await asyncio.sleep(0.05)

    def stop(self) -> None:
        """Lets go of the threads that make pages, and of a look that is under way."""
        self._session.stop()
        self._pool.shutdown(wait=False, cancel_futures=True)

    # In the watching thread.

    def let_first_page_ahead(self) -> None:
        """Waits while the first page of a large portal is made (`Session.let_first_page_ahead`)."""
        self._session.let_first_page_ahead()

    def is_due(self) -> bool:
        """Whether the site has changed by itself: an article's time has come, a notice has ended."""
        return self._due is not None and self.instant() >= self._due

    def near(self) -> tuple[str, ...]:
        """The files, on disk, of the pages that were looked at last."""
        return self._near

    def rebuild(self, changed: Collection[str] = ()) -> None:
        """Reads and plans anew, and lets the result be shown. `changed`: the files, on disk, that have changed; () if
        anything may have."""
        started = time.monotonic()
        only = [
            Path(path).relative_to(self.project).as_posix() for path in changed if self.project in Path(path).parents
        ]
        if len(only) < len(changed):  # the program's own templates
            only = []
        try:
            site, problems = self._session.look(self.instant(), self._looked, only)
        except Stopped:
            return
        self._due = site.due if site else None
        if has_changed_meanwhile(problems):
            self._due = self.instant() + AGAIN
        wrong = self.speaker.described([problem for problem in problems if not problem.is_warning], self.project)
        doubtful = [problem for problem in problems if problem.is_warning]
        warnings = self.speaker.described(doubtful, self.project)
        notes = by_file(doubtful, warnings, site.site.library) if site else {}
        with suppress(RuntimeError):  # The loop has ended.
            seconds = time.monotonic() - started
            self._loop.call_soon_threadsafe(self._take_over, Shown(site, wrong, notes), warnings, seconds)

    # In the event loop's thread.

    def _take_over(self, found: Shown, warnings: tuple[str, ...], seconds: float) -> None:
        """Shows what a rebuild gave, says so, and tells the open pages."""
        site, last = found.site, self.shown
        self.shown = found if site else Shown(last.site, found.problems, last.notes)
        self.builds += 1
        if site:
            current = {path: output for path, output in self._made.items() if path in site.site.outputs}
            self._made = {path: made for path, made in current.items() if site.output(path).fingerprint == made[0]}
        self._first = None
        self._ready.set()
        self._say(warnings, seconds)
        restyled = _restyled(last.site, self.shown.site)
        for line in tuple(self.lines):
            for path in ("*",) if line.is_behind else restyled:
                line.reload(path)
        self._loop.call_later(QUIET, gc.collect)

    def _say(self, warnings: tuple[str, ...], seconds: float) -> None:
        if self.shown.problems:
            self.speaker.lines((*self.shown.problems, self.summary(self.shown)))
            return
        if warnings != self._warned and not self.speaker.is_quiet:
            self.speaker.lines(warnings)
        self._warned = warnings
        pages = self.shown.site.pages if self.shown.site else 0
        self.speaker.say("serve.built", pages=pages, seconds=f"{seconds:.1f}")

    def summary(self, shown: Shown) -> str:
        """How much is wrong, and what is seen meanwhile."""
        return self.speaker.sentence("serve.kept" if shown.site else "serve.nothing", errors=len(shown.problems))

    async def before_all(self, address: str) -> BeforeAll | None:
        """What stands at an address of a large portal that is not read as a whole yet; None if nothing can be shown of
        it, or the first look is done. Raises what `made` raises.
        """
        if self._ready.is_set():
            return None
        try:
            if (not self._first or not self._first.find(address)) and address[-1:] in ("", "/"):
                found = await self._loop.run_in_executor(self._pool, self._session.first_page, self.instant(), address)
                self._first = found or self._first
            first = None if self._ready.is_set() else self._first
            path = first.find(address) if first else ""
            return BeforeAll(path, first, await self.made(first, path)) if first and path else None
        finally:
            self._session.end_first()

    def notes(self, path: str, shown: Shown) -> overlay.Panel:
        """What is doubtful on the page at an output path."""
        notes = shown.notes_at(path)
        key = "serve.notes-of-portal" if path == "index.html" else "serve.notes"
        return overlay.Panel(notes, self.speaker.sentence(key, notes=len(notes)))

    async def now(self) -> Shown:
        """What is shown; waits for the first build."""
        await self._ready.wait()
        return self.shown

    async def made(self, site: PreviewSite, path: str) -> bytes:
        """The bytes of an output, made once for each fingerprint. Raises Mistakes, OSError and images.Broken."""
        output = site.output(path)
        if isinstance(output, PageOutput):
            self._looked = (*(each for each in self._looked if each != path), path)[-LOOKED:]
            here = str(self.project / output.source.path)
            self._near = (*(each for each in self._near if each != here), here)[-LOOKED:]
        if path in site.tried:
            return site.tried[path].data
        fingerprint, made = self._made.get(path, ("", None))
        if made is None or fingerprint != output.fingerprint:
            made = self._loop.run_in_executor(self._pool, site.site.made, output, site.renderer)
            if isinstance(output, CopyOutput):
                return await made  # It may be large, and is as near on disk.
            self._made[path] = output.fingerprint, made
        try:
            return await asyncio.shield(made)
        except (Mistakes, OSError, variants.Broken):
            self._made.pop(path, None)  # The file may be whole again without having got another fingerprint.
            raise

    async def known(self) -> Site | None:
        """The last good site; before there is one, the site as it is, for whoever is to put it right."""
        shown = await self.now()
        return shown.site.site if shown.site else self._session.latest

    async def render_text(self, path: str, text: str) -> RenderedText:
        """The page of an article with a text that is not saved (`Session.render_text`)."""
        return await self._loop.run_in_executor(self._pool, self._session.render_text, path, text, self.instant())

    async def approved(self, path: str, text: str, approver: Approver) -> str:
        """The text of an article with the approval of whoever gives it (`Session.approved`)."""
        given = (path, text, approver, self.instant())
        return await self._loop.run_in_executor(self._pool, self._session.approved, *given)

    async def review(self, path: str, text: str) -> ReviewFile:
        """The file to send to whoever approves an article (`Session.review`)."""
        say = self.speaker.sentence
        return await self._loop.run_in_executor(self._pool, self._session.review, path, text, self.instant(), say)


def _restyled(last: PreviewSite | None, now: PreviewSite | None) -> list[str]:
    """The style sheets that are other ones now."""
    before, after = (each.styles if each else {} for each in (last, now))
    return sorted(path for path in after if before.get(path) != after[path])
