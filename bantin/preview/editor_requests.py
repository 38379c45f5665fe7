"""Requests of the editor in the browser: who may make them, what they bring, how they are answered."""

import json
import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from tornado.http1connection import HTTP1Connection
from tornado.web import HTTPError, stream_request_body

from bantin.build.site import Site
from bantin.content.config_types import Config
from bantin.editor.store import NotEditable, Store
from bantin.patterns import lazy_pattern
from bantin.preview.handlers import Guarded
from bantin.preview.preview import Preview
from bantin.problems import Mistakes, Problem

FOLDER = "_soan"
LARGEST = 60_000_000
"""Bytes of a request: a photograph, or the longest text that an article may have."""
_RELOADS = lazy_pattern(rb'<script src="[^"]*livereload\.js[^"]*"[^>]*></script>')


class Unreadable(Exception):
    """Nothing of the portal is known: its config.yaml is wrong."""


class EditorSession:
    """What the handlers of one session share."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview
        self.store = Store(preview.project)
        self.secret = secrets.token_urlsafe(16)
        self.rendered: dict[str, bytes] = {}
        """Pages of texts that are not saved, by the address at which they will stand."""
        self.site: Site | None = None
        """With the text that was rendered last."""

    @property
    def address(self) -> str:
        """The path of the editor, with its secret."""
        return f"/{FOLDER}/{self.secret}/"


class OfThisComputer(Guarded):
    """What only this computer may ask."""

    def initialize(self, preview: Preview, session: EditorSession | None = None) -> None:
        super().initialize(preview)
        assert session is not None
        self.session = session

    def prepare(self) -> None:
        super().prepare()
        origin = self.request.headers.get("Origin")
        is_own = origin is None or urlsplit(origin).netloc == self.request.host
        if not self.preview.access.is_here(self.request.host, self.request.remote_ip or "") or not is_own:
            raise HTTPError(403)


@stream_request_body
class EditorRequest(OfThisComputer):
    """A question or an order of the page, in JSON; a file comes as its bytes."""

    def prepare(self) -> None:
        super().prepare()
        connection = self.request.connection
        assert isinstance(connection, HTTP1Connection)
        connection.set_max_body_size(LARGEST)
        self._body = bytearray()

    def data_received(self, chunk: bytes) -> None:
        self._body += chunk

    async def reply(self, name: str, known: dict[str, Callable[["EditorRequest"], Any]]) -> None:
        """Answers with what the function of `known` gives that is called `name`."""
        if name not in known:
            raise HTTPError(404)
        try:
            answer = known[name](self)
            if hasattr(answer, "__await__"):
                answer = await answer
        except Mistakes as found:
            self._say({"problems": self.words(found.problems)}, 422)
        except (NotEditable, ValueError, KeyError, TypeError, RecursionError):
            raise HTTPError(400) from None
        except FileNotFoundError:
            raise HTTPError(404) from None
        except Unreadable:
            self._say({"unreadable": list(self.preview.shown.problems)}, 503)
        except OSError as trouble:
            self._say({"problems": [str(trouble)]}, 507)
        else:
            self._say(answer, 409 if "theirs" in answer else 200)

    def _say(self, answer: dict[str, Any], status: int) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(answer, ensure_ascii=False))

    @property
    def asked(self) -> dict[str, Any]:
        """What a POST brings. Raises ValueError if it is no object in JSON."""
        if not self.request.headers.get("Content-Type", "").startswith("application/json"):
            raise ValueError("no JSON")
        asked = json.loads(bytes(self._body))
        if not isinstance(asked, dict):
            raise TypeError("no object")
        return asked

    @property
    def file(self) -> bytes:
        """The bytes of a file that a POST brings."""
        return bytes(self._body)

    def words(self, problems: tuple[Problem, ...]) -> list[str]:
        """Problems as they are told."""
        return list(self.preview.speaker.described(problems, self.preview.project))

    def told(self, problem: Problem) -> dict[str, str]:
        """What is wrong at a field, and what to do: the place is seen, and the line on disk may be another."""
        messages, values = self.preview.speaker.messages, dict(problem.values)
        return {"words": messages.sentence(problem.key, **values), "hint": messages.hint(problem.key, **values)}

    async def site(self) -> Site:
        """What the portal consists of, also while something is wrong with it. Raises Unreadable while not even that is
        known: config.yaml cannot be read."""
        site = await self.preview.known()
        if site is None:
            raise Unreadable
        return site

    async def config(self) -> Config:
        """The portal's configuration."""
        return (await self.site()).prepared.config


def alone(page: bytes) -> bytes:
    """A page without the script that would load it again: the editor does that itself."""
    return _RELOADS.sub(b"", page)
