"""A portal's folder → the site at an address of this computer, renewed while its editors write.

The phases of a build run in a thread of their own and stop before publishing: the plan stays in memory, and a page or a
picture is made when it is asked for. While something is wrong the last good plan is shown with the problems over it.
Livereload gives the socket and the script in the page, Tornado the server. site/ is never written.

Here is the server alone. What is shown is `preview`'s; what answers at which address is said by groups of handlers, a
module for each (`handlers` tells how to add one).
"""

import asyncio
import datetime
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import livereload
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application

from bantin.build import incremental
from bantin.console.console import Console
from bantin.disk.program import PROGRAM
from bantin.preview import lines, site_pages
from bantin.preview.access import Access
from bantin.preview.handlers import Group
from bantin.preview.preview import Preview
from bantin.preview.watch import watch

OK, USAGE = 0, 2
"""Exit statuses."""
PORTS = 20
"""So many ports are tried, from the wanted one on."""
WATCHED = ("config.yaml", "content", "data", "templates", "assets")
"""Of the portal's folder; of the program's own, templates and assets."""
LARGEST_ASKED = 64_000
"""Bytes of a request's body or of a message on a line: pages send a few hundred, and nobody else is listened to."""
GROUPS: tuple[Group, ...] = (lines.routes, site_pages.routes)
"""What answers, in the order in which it is asked."""


def serve(project: Path, port: int, speaker: Console, open_browser: bool) -> int:
    """Previews `project` until Ctrl-C, at `port` or one of the next; the exit status."""
    listening = _listen(port)
    if not listening:
        speaker.lines([speaker.sentence("serve.no-port", port=port, last=port + PORTS - 1)])
        return USAGE
    server = PreviewServer(project, listening, speaker)
    if port not in (0, server.port):
        speaker.say("serve.port-taken", port=port, other=server.port)
    speaker.say("serve.address", address=server.address)
    with suppress(KeyboardInterrupt):
        asyncio.run(server.run(open_browser))
    speaker.say("serve.stopped")
    return OK


def _listen(port: int) -> list[socket.socket]:
    """Bound to the first free port from `port` on, on this computer's own address only; empty if none is free."""
    for candidate in range(port, min(port + PORTS, 0x10000)):  # A higher number would be taken for another port.
        with suppress(OSError, OverflowError):
            return bind_sockets(candidate, "127.0.0.1", family=socket.AF_INET)
    return []


class PreviewServer:
    """The server of one preview."""

    def __init__(
        self,
        project: Path,
        listening: list[socket.socket],
        speaker: Console,
        instant: Callable[[], datetime.datetime] = incremental.now,
    ) -> None:
        self.port: int = listening[0].getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}/"
        self.stopped = threading.Event()
        """Set by whoever wants the preview to end."""
        self.preview = Preview(project, speaker, Access(self.port), _script(), instant)
        self._listening = listening

    async def run(self, open_browser: bool = False) -> None:
        """Serves until `stopped` is set or the task is cancelled."""
        preview = self.preview
        preview.begin()
        routes = [route for group in GROUPS for route in group(preview)]
        # A line for each request would hide the problems.
        application = Application(routes, log_function=lambda _: None, websocket_max_message_size=LARGEST_ASKED)
        server = HTTPServer(application, max_body_size=LARGEST_ASKED)
        server.add_sockets(self._listening)
        threading.Thread(target=self._watch, daemon=True).start()
        try:
            while not self.stopped.is_set():
                # On Windows a waiting loop does not notice Ctrl-C until it wakes up.
                await asyncio.sleep(0.2)
                if open_browser and preview.is_ready:
                    open_browser = False
                    # Some browsers hold the call until they are closed.
                    threading.Thread(target=_open, args=(self.address,), daemon=True).start()
        finally:
            self.stopped.set()
            server.stop()
            await preview.end()
            await server.close_all_connections()
            preview.stop()

    def _watch(self) -> None:
        """What takes long, in a thread of its own."""
        project = self.preview.project
        roots = [project / name for name in WATCHED]
        if not PROGRAM.samefile(project):
            roots += [PROGRAM / "templates", PROGRAM / "assets"]
        watch(roots, self.preview.rebuild, self.preview.is_due, self.stopped, self.preview.near)


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
