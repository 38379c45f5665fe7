"""A portal's folder → the site at an address of this computer, renewed while its editors write.

The phases of a build run in a thread of their own and stop before publishing: the plan stays in memory, and a page or a
picture is made when it is asked for. While something is wrong the last good plan is shown with the problems over it.
Livereload gives the socket and the script in the page, Tornado the server. site/ is never written.
"""

import asyncio
import datetime
import json
import mimetypes
import os
import re
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

import livereload
from livereload.handlers import LiveReloadHandler
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler
from tornado.websocket import WebSocketClosedError

from bantin.build import incremental
from bantin.cache.store import BuildCache
from bantin.console.console import Console
from bantin.disk.program import PROGRAM
from bantin.imaging import variants
from bantin.plan.outputs import CopyOutput, PageOutput
from bantin.preview import overlay
from bantin.preview.session import PreviewSite, differing, rehearse
from bantin.preview.watch import watch
from bantin.problems import Mistakes

OK, USAGE = 0, 2
"""Exit statuses."""
PORTS = 20
"""So many ports are tried, from the wanted one on."""
WATCHED = ("config.yaml", "content", "data", "templates", "assets")
"""Of the portal's folder; of the program's own, templates and assets."""
SCRIPT = "livereload.js"
RELOAD = f"/{SCRIPT}?maxdelay=2000"
"""The script's address. LiveReload's client reads its options from it: it tries again at least every two seconds."""
LARGEST_ASKED = 64_000
"""Bytes of a request's body or of a message on a line: pages send a few hundred, and nobody else is listened to."""
LOOKED = 20
"""So many of the pages looked at last are tried out before a new plan takes the place of the last good one."""


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What the preview shows at one moment: replaced as a whole, never changed."""

    build: str
    """Names this moment; no other one of any preview has the same name."""
    site: PreviewSite | None = None
    """The last good one; None before the first."""
    problems: tuple[str, ...] = ()
    """What has been wrong since then, as it is told."""


def serve(project: Path, port: int, speaker: Console, open_browser: bool) -> int:
    """Previews `project` until Ctrl-C, at `port` or one of the next; the exit status."""
    listening = _listen(port)
    if not listening:
        speaker.lines([speaker.sentence("serve.no-port", port=port, last=port + PORTS - 1)])
        return USAGE
    preview = PreviewServer(project, listening, speaker)
    if port not in (0, preview.port):
        speaker.say("serve.port-taken", port=port, other=preview.port)
    speaker.say("serve.address", address=preview.address)
    with suppress(KeyboardInterrupt):
        asyncio.run(preview.run(open_browser))
    speaker.say("serve.stopped")
    return OK


def _listen(port: int) -> list[socket.socket]:
    """Bound to the first free port from `port` on, on this computer's own address only; empty if none is free."""
    for candidate in range(port, min(port + PORTS, 0x10000)):  # A higher number would be taken for another port.
        with suppress(OSError, OverflowError):
            return bind_sockets(candidate, "127.0.0.1", family=socket.AF_INET)
    return []


class PreviewServer:
    """A running preview."""

    def __init__(
        self,
        project: Path,
        listening: list[socket.socket],
        speaker: Console,
        instant: Callable[[], datetime.datetime] = incremental.now,
    ) -> None:
        self.project = project
        self.speaker = speaker
        self.lang = speaker.sentence("serve.lang")
        self.port: int = listening[0].getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}/"
        self.files = {SCRIPT: _script(), overlay.STYLE: Path(__file__).with_name("preview.css").read_bytes()}
        """What is served beside the site, by address."""
        self.lines: set[_Line] = set()
        """To the pages that are open."""
        self.shown = Shown("")
        self.stopped = threading.Event()
        """Set by whoever wants the preview to end."""
        names = ("localhost", "127.0.0.1", "[::1]")
        self._hosts = {f"{name}:{self.port}" for name in names} | (set(names) if self.port == 80 else set())
        self._instant = instant
        self._listening = listening
        self._pool = ThreadPoolExecutor(4, "preview")
        self._begun = time.time_ns()
        self._builds = 0
        self._cache = BuildCache(project, is_reader=True)
        self._made: dict[tuple[str, str], asyncio.Future[bytes]] = {}
        self._looked: tuple[str, ...] = ()
        self._warned: tuple[str, ...] = ()
        self._due: datetime.datetime | None = None

    async def run(self, open_browser: bool = False) -> None:
        """Serves until `stopped` is set or the task is cancelled."""
        self._loop = asyncio.get_running_loop()
        self._ready = asyncio.Event()
        addresses = [("/livereload", _Line, {"preview": self}), ("/(.*)", _Address, {"preview": self})]
        # A line for each request would hide the problems.
        application = Application(addresses, log_function=lambda _: None, websocket_max_message_size=LARGEST_ASKED)
        server = HTTPServer(application, max_body_size=LARGEST_ASKED)
        server.add_sockets(self._listening)
        watching = threading.Thread(target=self._watch, daemon=True)
        watching.start()
        try:
            while not self.stopped.is_set():
                # On Windows a waiting loop does not notice Ctrl-C until it wakes up.
                await asyncio.sleep(0.2)
                if open_browser and self._ready.is_set():
                    open_browser = False
                    # Some browsers hold the call until they are closed.
                    threading.Thread(target=_open, args=(self.address,), daemon=True).start()
        finally:
            self.stopped.set()
            server.stop()
            await self._hang_up()
            await server.close_all_connections()
            self._pool.shutdown(wait=False, cancel_futures=True)

    async def _hang_up(self) -> None:
        """Closes the lines to the pages, for at most a second: a page that sleeps does not answer."""
        for line in tuple(self.lines):
            line.close()
        for _ in range(20):
            if self.lines:
                await asyncio.sleep(0.05)

    # In the watching thread: what takes long.

    def _watch(self) -> None:
        roots = [self.project / name for name in WATCHED]
        if not PROGRAM.samefile(self.project):
            roots += [PROGRAM / "templates", PROGRAM / "assets"]
        watch(roots, self._rebuild, self._is_due, self.stopped)

    def _is_due(self) -> bool:
        return self._due is not None and self._instant() >= self._due

    def _rebuild(self) -> None:
        started = time.monotonic()
        site, problems = rehearse(self.project, self._instant(), RELOAD, self._looked, self._cache)
        self._due = site.due if site else None
        wrong = self.speaker.told([problem for problem in problems if not problem.is_warning], self.project)
        warnings = self.speaker.told([problem for problem in problems if problem.is_warning], self.project)
        with suppress(RuntimeError):  # The loop has ended.
            self._loop.call_soon_threadsafe(self._take_over, site, wrong, warnings, time.monotonic() - started)

    # In the event loop's thread: everything else.

    def _take_over(
        self, site: PreviewSite | None, problems: tuple[str, ...], warnings: tuple[str, ...], seconds: float
    ) -> None:
        """Shows what a rebuild gave, says so, and tells the open pages."""
        last, now = self.shown, site or self.shown.site
        changed = differing(last.site, now)
        is_new = bool(changed) or problems != last.problems or not last.build
        if is_new:
            self._builds += 1
        self.shown = Shown(f"{self._begun:x}.{self._builds}", now, problems)
        if site:
            fresh = {(path, output.fingerprint) for path, output in site.outputs.items()}
            self._made = {key: made for key, made in self._made.items() if key in fresh}
        self._ready.set()
        self._say(warnings, seconds)
        if is_new:
            only_styles = problems == last.problems and all(path.endswith(".css") for path in changed)
            for line in tuple(self.lines):
                for path in sorted(changed) if only_styles else ("*",):
                    line.reload(path)

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

    def is_own(self, host: str) -> bool:
        """Whether a Host header names this computer: by another name a page elsewhere could read drafts."""
        return host.lower() in self._hosts

    async def now(self) -> Shown:
        """What is shown; waits for the first build."""
        await self._ready.wait()
        return self.shown

    async def made(self, site: PreviewSite, path: str) -> bytes:
        """The bytes of an output, made once for each fingerprint. Raises Mistakes, OSError and images.Broken."""
        output = site.outputs[path]
        if isinstance(output, PageOutput):
            self._looked = (*(each for each in self._looked if each != path), path)[-LOOKED:]
        key = (path, output.fingerprint)
        if key not in self._made:
            making = self._loop.run_in_executor(self._pool, site.gathered.made, output, site.renderer)
            if isinstance(output, CopyOutput):
                return await making  # It may be large, and is as near on disk.
            self._made[key] = making
        try:
            return await asyncio.shield(self._made[key])
        except (OSError, variants.Broken):
            self._made.pop(key, None)  # The file may be whole again without having got another fingerprint.
            raise


def _script() -> bytes:
    """LiveReload's client, our plugin in front of it."""
    client = Path(livereload.__file__).with_name("vendors") / "livereload.js"
    return Path(__file__).with_name("preview.js").read_bytes() + client.read_bytes()


def _open(address: str) -> None:
    """Opens the browser if there is a screen; the address stands in the terminal anyway."""
    has_screen = sys.platform in ("win32", "darwin") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if has_screen:
        with suppress(Exception):
            webbrowser.open(address)


class _Guarded(RequestHandler):
    """What answers this computer's own pages only. Drafts are read here, and a browser shows pages of anybody's too."""

    def initialize(self, preview: PreviewServer) -> None:
        self.preview = preview

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Cross-Origin-Opener-Policy", "same-origin")
        self.set_header("Content-Security-Policy", "frame-ancestors 'self'")
        self.set_header("X-Frame-Options", "SAMEORIGIN")

    def prepare(self) -> None:
        if not self.preview.is_own(self.request.host) or not is_invited(self.request.headers):
            raise HTTPError(403)


def is_invited(headers: Mapping[str, str]) -> bool:
    """Whether a page of the preview asks, or a person: not a page of elsewhere for something of its own (W3C, Fetch
    Metadata). Another port of this computer is elsewhere. Of a browser that does not say, the headers above keep what
    it was given from the page that asked.
    """
    if headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin"):
        return True
    return headers.get("Sec-Fetch-Mode") == "navigate" and headers.get("Sec-Fetch-Dest") == "document"


class _Line(_Guarded, LiveReloadHandler):  # type: ignore[misc]  # livereload ships no types.
    """The line to an open page: livereload's socket, which here asks who is calling and whether the page is behind."""

    def initialize(self, preview: PreviewServer) -> None:
        super().initialize(preview)
        self.is_ready = False

    def check_origin(self, origin: str) -> bool:
        return self.preview.is_own(urlsplit(origin).netloc)

    def open(self) -> None:
        self.preview.lines.add(self)

    def on_close(self) -> None:
        self.preview.lines.discard(self)

    def on_message(self, message: str | bytes) -> None:
        said = _said(message)
        if said.get("command") == "hello":
            super().on_message('{"command": "hello"}')  # The handshake, whatever else was in it.
        if said.get("command") != "info":
            return
        self.is_ready = True
        if _below(said, "plugins", "bantin", "build") != self.preview.shown.build:
            self.reload("*")

    def reload(self, path: str) -> None:
        """Asks the page to load itself again; if `path` is a style sheet, only that."""
        if self.is_ready:  # Before the handshake the client takes it for a fault; after it, it is told if it is behind.
            with suppress(WebSocketClosedError):
                sent = self.write_message({"command": "reload", "path": path, "liveCSS": True})
                sent.add_done_callback(lambda done: done.exception())


def _said(message: str | bytes) -> dict[str, object]:
    """What a message says; nothing if it is none of LiveReload's."""
    try:
        said = json.loads(message)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _below(said: object, *keys: str) -> object:
    for key in keys:
        said = said.get(key) if isinstance(said, dict) else None
    return said


class _Address(_Guarded):
    """Any address of the site, answered from the plan's own list of outputs: no path on disk is ever made of it."""

    def compute_etag(self) -> str | None:
        return None

    async def head(self, address: str) -> None:
        await self.get(address)

    async def get(self, address: str) -> None:
        if address in self.preview.files:
            self._answer(address, self.preview.files[address])
            return
        shown = await self.preview.now()
        if shown.site is None:
            self._answer_alone(shown, shown.problems)
        elif path := shown.site.find(address):
            await self._answer_with(path, shown.site, shown)
        elif shown.site.find(f"{address}/"):
            query = f"?{self.request.query}" if self.request.query else ""
            self.redirect(f"/{quote(address)}/{query}")
        else:
            self.set_status(404)
            await self._answer_with("404.html", shown.site, shown)

    async def _answer_with(self, path: str, site: PreviewSite, shown: Shown) -> None:
        preview = self.preview
        try:
            data = await preview.made(site, path)
        except Mistakes as mistakes:
            self._answer_alone(shown, (*preview.speaker.told(mistakes.problems, preview.project), *shown.problems))
            return
        except (OSError, variants.Broken):
            raise HTTPError(503) from None  # Changed since it was planned: the next look at the files will tell.
        if isinstance(site.outputs[path], PageOutput):
            data = overlay.laid_over(data, shown.build, shown.problems, preview.summary(shown), preview.lang)
        self._answer(path, data)

    def _answer_alone(self, shown: Shown, problems: tuple[str, ...]) -> None:
        self.set_status(500)
        summary = self.preview.speaker.sentence("serve.nothing", errors=len(problems))
        self._answer("index.html", overlay.alone(shown.build, problems, summary, self.preview.lang, RELOAD))

    def _answer(self, path: str, data: bytes) -> None:
        self.set_header("Content-Type", content_type(path))
        self.set_header("Accept-Ranges", "bytes")
        if part := part_asked(self.request.headers.get("Range", ""), len(data)):
            self.set_status(206)
            self.set_header("Content-Range", f"bytes {part[0]}-{part[1] - 1}/{len(data)}")
            data = data[part[0] : part[1]]
        self.finish(data)


_TYPES = mimetypes.MimeTypes()  # Python's own list: on Windows the system's may call a script plain text.
for _ending, _type in (("js", "text/javascript"), ("webp", "image/webp"), ("m4a", "audio/mp4"), ("ogg", "audio/ogg")):
    _TYPES.add_type(_type, f".{_ending}")


def content_type(path: str) -> str:
    """What a file of this name is for a browser."""
    kind, encoding = _TYPES.guess_type(path, strict=False)
    if kind is None or encoding:  # What is packed is handed out as it is, whatever its name says is inside.
        return "application/octet-stream"
    is_text = kind.startswith("text/") or kind.endswith(("/xml", "+xml", "/json"))
    return f"{kind}; charset=utf-8" if is_text else kind


def part_asked(header: str, size: int) -> tuple[int, int] | None:
    """(first, end) of the bytes that a Range header asks for (RFC 9110), without which Safari plays no recording; None
    for all of them, also where it asks for several parts or for what is not there."""
    found = re.fullmatch(r"bytes=(\d{0,15})-(\d{0,15})", header)
    if not found or not (found[1] or found[2]):
        return None
    first = int(found[1]) if found[1] else max(0, size - int(found[2]))
    end = min(size, int(found[2]) + 1) if found[1] and found[2] else size
    return (first, end) if first < end else None
