"""Connections to open pages: the socket on which LiveReload's client calls.

Here it is asked who is calling, and whether the page is behind. This module speaks the client's protocol itself:
importing livereload's own server takes longer than making a page.
"""

import json
from contextlib import suppress
from urllib.parse import urlsplit

from tornado.websocket import WebSocketClosedError, WebSocketHandler

from bantin.preview.handlers import Guarded, Route
from bantin.preview.preview import Preview

PROTOCOL = "http://livereload.com/protocols/official-7"


def routes(preview: Preview) -> list[Route]:
    """Where pages call."""
    return [("/livereload", ReloadLine, {"preview": preview})]


class ReloadLine(Guarded, WebSocketHandler):
    """The line to one open page."""

    def initialize(self, preview: Preview) -> None:
        super().initialize(preview)
        self.is_ready = False
        self._path = self._mark = ""

    @property
    def is_behind(self) -> bool:
        """Whether the page would look otherwise if it were loaded again."""
        return self.preview.shown.mark(self._path) != self._mark

    def check_origin(self, origin: str) -> bool:
        return self.preview.access.is_own(urlsplit(origin).netloc)

    def open(self) -> None:
        self.preview.lines.add(self)

    def on_close(self) -> None:
        self.preview.lines.discard(self)

    def on_message(self, message: str | bytes) -> None:
        said = _said(message)
        if said.get("command") == "hello":
            self.write_message({"command": "hello", "protocols": [PROTOCOL], "serverName": "bantin"})
        if said.get("command") != "info":
            return
        self.is_ready = True
        self._path, self._mark = (str(_below(said, "plugins", "bantin", each)) for each in ("path", "mark"))
        if self.is_behind:
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
