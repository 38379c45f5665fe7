"""A portal's folder → the site at an address of this computer, renewed while its editors write.

The phases of a build run in a thread of their own and stop before publishing: the plan stays in memory, and a page or a
picture is made when it is asked for. While something is wrong the last good plan is shown with the problems over it.
LiveReload gives the script in the page, Tornado the server and the socket. site/ is never written.

Here is the server alone. What is shown is `preview`'s; what answers at which address is said by groups of handlers, a
module for each (`handlers` tells how to add one).
"""

import asyncio
import datetime
import gc
import os
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from secrets import token_urlsafe

from tornado.httpserver import HTTPServer
from tornado.web import Application

from bantin.build import incremental
from bantin.console.console import Console
from bantin.disk.program import PROGRAM
from bantin.preview import editor_pages, live_reload, phone, qr, site_pages
from bantin.preview.access import Access, Lan
from bantin.preview.handlers import Group
from bantin.preview.preview import Preview
from bantin.preview.watch import watch

OK, USAGE = 0, 2
"""Exit statuses."""
LAST_LOOK = 5
"""Seconds that the last look at the files is waited for, once its workers are gone."""
PORTS = 20
"""Number of ports that are tried, from the wanted one on."""
WATCHED = ("config.yaml", "content", "data", "templates", "assets")
"""Of the portal's folder; of the program's own, templates and assets."""
LARGEST_ASKED = 64_000
"""Bytes of a request's body or of a message on a line: pages send a few hundred, and nobody else is listened to."""
YOUNG = 100_000
"""Objects that may be made before garbage is looked for. An edit makes few, but they refer to all articles, and to look
them through takes as long as the edit; `Preview` does it between edits.
"""
GROUPS: tuple[Group, ...] = (live_reload.routes, editor_pages.routes, phone.routes, site_pages.routes)
"""What answers, in the order in which it is asked."""


def serve(project: Path, port: int, speaker: Console, opens: str = "", with_lan: bool = False) -> int:
    """Previews `project` until Ctrl-C or SIGTERM, at `port` or one of the next; the exit status. A browser `opens` the
    'site', the 'editor', or nothing. `with_lan`: other devices of the network may look, by an address with a code.
    """
    host = _lan_host() if with_lan else ""
    if with_lan and not host:
        speaker.lines([speaker.sentence("serve.no-lan")])
        return USAGE
    listening = _listen(port, host)
    if not listening:
        speaker.lines([speaker.sentence("serve.no-port", port=port, last=port + PORTS - 1)])
        return USAGE
    server = PreviewServer(project, listening, speaker, lan=Lan(host, token_urlsafe(9)) if host else None)
    if port not in (0, server.port):
        speaker.say("serve.port-taken", port=port, other=server.port)
    speaker.say("serve.address", address=server.address)
    if host:
        speaker.say("serve.lan", address=server.preview.access.lan_address, page=f"{server.address}{phone.ADDRESS}")
        speaker.lines(qr.lines(qr.encode(server.preview.access.lan_address)))
    editor = server.address.rstrip("/") + server.preview.editor
    speaker.say("serve.editor", address=editor)
    if threading.current_thread() is threading.main_thread():  # nobody else is told of signals
        signal.signal(signal.SIGTERM, lambda *_: server.stopped.set())
    with suppress(KeyboardInterrupt):
        asyncio.run(server.run({"site": server.address, "editor": editor}.get(opens, "")))
    speaker.say("serve.stopped")
    return OK


def _listen(port: int, lan_host: str = "") -> list[socket.socket]:
    """Bound to the first free port from `port` on, on this computer's own address and, if there is one, on its address
    in the network; empty if none is free."""
    for candidate in range(port, min(port + PORTS, 0x10000)):  # A higher number would be taken for another port.
        with suppress(OSError, OverflowError):
            own = _bound("127.0.0.1", candidate)
            try:
                return [own, _bound(lan_host, own.getsockname()[1])] if lan_host else [own]
            except OSError:
                own.close()
                raise
    return []


def _bound(host: str, port: int) -> socket.socket:
    """Listens at an address of IPv4; raises OSError if it is taken."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # There it would take the port from whoever has it.
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.setblocking(False)
        found.bind((host, port))
        found.listen()
    except BaseException:
        found.close()
        raise
    return found


def _lan_host() -> str:
    """This computer's address in its network; '' if it is in none. Nothing is sent: the system only says which way it
    would go."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked, suppress(OSError):
        asked.connect(("192.0.2.1", 9))  # RFC 5737: an address that is nobody's
        host: str = asked.getsockname()[0]
        return "" if host.startswith("127.") else host
    return ""


class PreviewServer:
    """The server of one preview."""

    def __init__(
        self,
        project: Path,
        listening: list[socket.socket],
        speaker: Console,
        instant: Callable[[], datetime.datetime] = incremental.now,
        lan: Lan | None = None,
    ) -> None:
        self.port: int = listening[0].getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}/"
        self.stopped = threading.Event()
        """Set by whoever wants the preview to end."""
        self.preview = Preview(project, speaker, Access(self.port, lan), _script(), instant)
        self._listening = listening
        self._routes = [route for group in GROUPS for route in group(self.preview)]

    async def run(self, opens: str = "") -> None:
        """Serves until `stopped` is set or the task is cancelled; shows the address `opens` in a browser."""
        preview = self.preview
        preview.begin()
        # A line for each request would hide the problems.
        application = Application(self._routes, log_function=lambda _: None, websocket_max_message_size=LARGEST_ASKED)
        server = HTTPServer(application, max_body_size=LARGEST_ASKED)
        server.add_sockets(self._listening)
        threshold = gc.get_threshold()
        gc.set_threshold(YOUNG, *threshold[1:])
        watching = threading.Thread(target=self._watch, daemon=True)
        watching.start()
        if opens:  # Some browsers hold the call until they are closed.
            threading.Thread(target=_open, args=(opens,), daemon=True).start()
        try:
            while not self.stopped.is_set():
                # On Windows a waiting loop does not notice Ctrl-C until it wakes up.
                await asyncio.sleep(0.2)
        finally:
            self.stopped.set()
            server.stop()
            await preview.end()
            await server.close_all_connections()
            preview.stop()
            watching.join(LAST_LOOK)
            gc.set_threshold(*threshold)
            gc.collect()  # what processes share is given back to the system with what held it

    def _watch(self) -> None:
        """What takes long, in a thread of its own."""
        project = self.preview.project
        roots = [project / name for name in WATCHED]
        if not PROGRAM.samefile(project):
            roots += [PROGRAM / "templates", PROGRAM / "assets"]
        self.preview.let_first_page_ahead()
        watch(roots, self.preview.rebuild, self.preview.is_due, self.stopped, self.preview.near)


def _script() -> bytes:
    """LiveReload's client, our plugin in front of it. The package is not imported: its server is not needed."""
    found = find_spec("livereload")
    assert found is not None
    assert found.origin is not None
    client = Path(found.origin).with_name("vendors") / "livereload.js"
    return Path(__file__).with_name("preview.js").read_bytes() + client.read_bytes()


def _open(address: str) -> None:
    """Opens the browser if there is a screen; the address stands in the terminal anyway."""
    has_screen = sys.platform in ("win32", "darwin") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if has_screen:
        with suppress(Exception):
            webbrowser.open(address)
