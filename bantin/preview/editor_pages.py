"""Writing in the browser: `/_soan/<secret>/`, the page and what it asks for. Never a part of site/.

Only this computer may write: the address holds a secret of this session, Host and Origin are checked, and a request
must come from this computer itself. Files are read and written by `bantin.editor.store`; the page beside the text is
rendered by the preview's session from what is in the form, saved or not.
"""

import datetime
import json
import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from tornado.http1connection import HTTP1Connection
from tornado.ioloop import IOLoop
from tornado.web import HTTPError, stream_request_body

from bantin.build.resident import ResidentSite
from bantin.content.config_types import Config
from bantin.content.states import states
from bantin.editor import brought, forms, new_article, pasted
from bantin.editor.approving import Word
from bantin.editor.store import Conflict, Refused, Store, Stored
from bantin.imaging import variants
from bantin.imaging.kinds import kind_of
from bantin.preview.handlers import Guarded, Route
from bantin.preview.preview import Preview
from bantin.problems import Mistakes, Place, Problem, error

FOLDER = "_soan"
LARGEST = 60_000_000
"""Bytes of a request: a photograph, or the longest text that an article may have."""
_FILES = Path(__file__).with_name("editor")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
_RELOADS = re.compile(rb'<script src="[^"]*livereload\.js[^"]*"[^>]*></script>')


class Desk:
    """What the handlers of one session share."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview
        self.store = Store(preview.project)
        self.secret = secrets.token_urlsafe(16)
        self.rendered: dict[str, bytes] = {}
        """Pages of texts that are not saved, by the address at which they will stand."""
        self.site: ResidentSite | None = None
        """With the text that was rendered last."""

    @property
    def address(self) -> str:
        """The path of the editor, with its secret."""
        return f"/{FOLDER}/{self.secret}/"


def routes(preview: Preview) -> list[Route]:
    """The editor's addresses; without the right secret nothing of them answers."""
    desk = Desk(preview)
    preview.editor = desk.address
    given = {"preview": preview, "desk": desk}
    inside = f"/{FOLDER}/{desk.secret}"
    return [
        (rf"{inside}/api/(\w+)", Ask, given),
        (rf"{inside}/view/(.*)", View, given),
        (rf"{inside}/beside", Beside, given),
        (rf"{inside}/([\w.-]*)", EditorFile, given),
        (rf"/{FOLDER}(?:/.*)?", Closed, {"preview": preview}),
    ]


class Closed(Guarded):
    """The editor's folder without the secret."""

    def get(self) -> None:
        self.set_status(403)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(self.preview.speaker.sentence("editor.closed") + "\n")


class _OfThisComputer(Guarded):
    """What only this computer may ask."""

    def initialize(self, preview: Preview, desk: Desk | None = None) -> None:
        super().initialize(preview)
        assert desk is not None
        self.desk = desk

    def prepare(self) -> None:
        super().prepare()
        origin = self.request.headers.get("Origin")
        is_own = origin is None or urlsplit(origin).netloc == self.request.host
        if not self.preview.access.is_here(self.request.host, self.request.remote_ip or "") or not is_own:
            raise HTTPError(403)


class EditorFile(_OfThisComputer):
    """The page, its script, its style sheet, its words."""

    def get(self, name: str) -> None:
        name = name or "index.html"
        if name == "words.json":
            name = f"words.{self.preview.lang}.json"
        file = _FILES / name
        if file.parent != _FILES or not file.is_file():
            raise HTTPError(404)
        self.set_header("Content-Security-Policy", _POLICY)
        self.set_header("Referrer-Policy", "no-referrer")
        self.answer(name, file.read_bytes().replace(b"{{lang}}", self.preview.lang.encode()))


class Beside(_OfThisComputer):
    """A picture that lies beside an article, as a form shows it."""

    def get(self) -> None:
        name = self.get_argument("name")
        try:
            data = self.desk.store.picture(self.get_argument("path"), name)
        except (Refused, OSError):
            raise HTTPError(404) from None
        self.set_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
        self.answer(name, data)


class View(_OfThisComputer):
    """The site beside the text: the page of what is in the form, and everything else as the preview shows it."""

    async def get(self, address: str) -> None:
        shown = await self.preview.now()
        if page := self.desk.rendered.get(address):
            self.answer("index.html", page)
            return
        path = shown.site.find(address) if shown.site else ""
        try:
            if shown.site is not None and path:
                data = await self.preview.made(shown.site, path)
            else:
                path, data = address, await self._of_unsaved(address)
            self.answer(path, _alone(data) if path.endswith(".html") else data)
        except (Mistakes, OSError, variants.Broken):
            raise HTTPError(503) from None

    async def _of_unsaved(self, address: str) -> bytes:
        """A picture that only a text shows which is not saved yet."""
        site = self.desk.site
        if site is None or address not in site.outputs:
            raise HTTPError(404)
        output = site.outputs[address].value
        return await IOLoop.current().run_in_executor(None, site.made, output, site.renderer())


@stream_request_body
class Ask(_OfThisComputer):
    """The questions and orders of the page, in JSON; a file comes as its bytes."""

    def prepare(self) -> None:
        super().prepare()
        connection = self.request.connection
        assert isinstance(connection, HTTP1Connection)
        connection.set_max_body_size(LARGEST)
        self._body = bytearray()

    def data_received(self, chunk: bytes) -> None:
        self._body += chunk

    async def get(self, name: str) -> None:
        await self._answer(name, _READ)

    async def post(self, name: str) -> None:
        await self._answer(name, _WRITE)

    async def _answer(self, name: str, known: dict[str, Callable[["Ask"], Any]]) -> None:
        if name not in known:
            raise HTTPError(404)
        try:
            told = known[name](self)
            if hasattr(told, "__await__"):
                told = await told
        except Mistakes as found:
            self._say({"problems": self.words(found.problems)}, 422)
        except (Refused, ValueError, KeyError, TypeError, RecursionError):
            raise HTTPError(400) from None
        except FileNotFoundError:
            raise HTTPError(404) from None
        except OSError as trouble:
            self._say({"problems": [str(trouble)]}, 507)
        else:
            self._say(told, 409 if "theirs" in told else 200)

    def _say(self, told: dict[str, Any], status: int) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(told, ensure_ascii=False))

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
        return list(self.preview.speaker.told(problems, self.preview.project))

    def sentence(self, problem: Problem) -> str:
        """What is wrong at a field, and what to do: the place is seen, and the line on disk may be another."""
        messages, values = self.preview.speaker.messages, dict(problem.values)
        return "\n".join(filter(None, (messages.sentence(problem.key, **values), messages.hint(problem.key, **values))))

    async def site(self) -> ResidentSite:
        """What the portal consists of, also while something is wrong with it. Raises HTTPError while not even that is
        known: config.yaml cannot be read."""
        site = await self.preview.known()
        if site is None:
            raise HTTPError(503)
        return site

    async def config(self) -> Config:
        """The portal's configuration."""
        return (await self.site()).arranged.config


def _alone(page: bytes) -> bytes:
    """A page without the script that would load it again: the editor does that itself."""
    return _RELOADS.sub(b"", page)


async def _articles(ask: Ask) -> dict[str, Any]:
    site = await ask.site()
    config, library = site.arranged.config, site.library
    words = {tag.name for edition in library.editions[:1] for tag in edition.tags}
    by = config.approval.by if config.approval else None
    approver = by.said(config.codes[0], config.codes[0])[0] if by else ""
    told = {"isApproved": config.approval is not None, "approver": approver}
    return {"articles": forms.listed(states(library), config), **forms.choices(config, words), **told}


async def _article(ask: Ask) -> dict[str, Any]:
    path = ask.get_argument("path")
    return await _opened(ask, path, ask.desk.store.read(path))


async def _opened(ask: Ask, path: str, stored: Stored) -> dict[str, Any]:
    config = await ask.config()
    return {
        "path": path,
        "version": stored.version,
        **forms.shown(stored.text, path, config, ZoneInfo(config.timezone)),
    }


def _text_of(asked: dict[str, Any], stored: str, config: Config) -> str:
    """The article's text with what is in its form, or as it was typed as a whole."""
    if "text" in asked:
        text = asked["text"]
        if not isinstance(text, str):
            raise TypeError("no text")
        return text
    body = asked.get("body")
    return forms.changed(stored, asked.get("values", {}), body if isinstance(body, str) else None, config)


async def _render(ask: Ask) -> dict[str, Any]:
    asked, config = ask.asked, await ask.config()
    path = str(asked["path"])
    text = _text_of(asked, ask.desk.store.read(path).text, config)
    found = await ask.preview.render_text(path, text)
    told = [
        {"field": each.field, "line": each.line, "bodyLine": each.body_line, "isWarning": each.problem.is_warning}
        | {"words": ask.sentence(each.problem)}
        for each in forms.placed(found.problems, text)
    ]
    if found.page is None:
        return {"problems": told, "address": ""}
    ask.desk.site = found.site
    ask.desk.rendered[found.address] = _alone(found.page)
    return {"problems": told, "address": found.address}


async def _save(ask: Ask) -> dict[str, Any]:
    asked, config = ask.asked, await ask.config()
    path = str(asked["path"])
    try:
        before = ask.desk.store.read(path).text
    except FileNotFoundError:
        before = str(asked.get("text", ""))
    text = _text_of(asked, str(asked.get("base") or before), config)
    return await _saved(ask, path, text)


async def _approve(ask: Ask) -> dict[str, Any]:
    asked, config = ask.asked, await ask.config()
    path, by = str(asked["path"]), " ".join(str(asked["by"]).split())
    if config.approval is None or not by:
        raise ValueError("nothing to be approved, or by nobody")
    text = await ask.preview.approved(path, ask.desk.store.read(path).text, Word(by, _now(ask, config).date()))
    return await _saved(ask, path, text)


async def _withdraw(ask: Ask) -> dict[str, Any]:
    config = await ask.config()
    return await _amended(ask, {"withdrawn": {"date": f"{_now(ask, config):%d/%m/%Y}", "reason": _told(ask)}}, config)


async def _correct(ask: Ask) -> dict[str, Any]:
    config = await ask.config()
    updated = _now(ask, config).strftime("%Y-%m-%dT%H:%M")
    return await _amended(ask, {"correction": _told(ask), "updated": updated}, config)


async def _amended(ask: Ask, values: dict[str, Any], config: Config) -> dict[str, Any]:
    """The article with other values in its front matter; the text below it is nobody's concern here."""
    path = str(ask.asked["path"])
    return await _saved(ask, path, forms.changed(ask.desk.store.read(path).text, values, None, config))


async def _saved(ask: Ask, path: str, text: str) -> dict[str, Any]:
    """Writes the text, unless somebody else changed the file since the page showed it."""
    saved = ask.desk.store.save(path, str(ask.asked["version"]), text, ask.preview.instant())
    if isinstance(saved, Conflict):
        return {"theirs": await _opened(ask, path, saved.theirs) if saved.theirs else None, "kept": saved.kept}
    return await _opened(ask, path, saved)


def _now(ask: Ask, config: Config) -> datetime.datetime:
    return ask.preview.instant().astimezone(ZoneInfo(config.timezone))


def _told(ask: Ask) -> str:
    """The sentence that goes with an order. Raises ValueError if there is none."""
    told = " ".join(str(ask.asked["why"]).split())
    if not told:
        raise ValueError("no reason")
    return told


def _new(ask: Ask) -> dict[str, Any]:
    asked = ask.asked
    path = new_article.article(
        ask.preview.project, str(asked["title"]), str(asked.get("category", "")), ask.preview.instant()
    )
    if like := asked.get("like"):
        stored = ask.desk.store.read(path)
        text = new_article.like(ask.desk.store.read(str(like)).text, stored.text)
        ask.desk.store.save(path, stored.version, text, ask.preview.instant())
    return {"path": path}


def _translate(ask: Ask) -> dict[str, Any]:
    asked = ask.asked
    return {"path": new_article.translation(ask.preview.project, str(asked["path"]), str(asked.get("title", "")))}


def _file(ask: Ask) -> dict[str, Any]:
    name = ask.get_argument("name")
    if kind_of(ask.file) == "heic" and not variants.reads_heic():
        raise Mistakes([error("picture-heic", Place(""), file=name)])
    return {"path": ask.desk.store.place(ask.get_argument("path"), name, ask.file)}


def _paste(ask: Ask) -> dict[str, Any]:
    asked = ask.asked
    found = pasted.markdown_of(str(asked.get("html", "")), str(asked.get("text", "")))
    return {"markdown": found.markdown, "leftOut": list(found.left_out)}


async def _bring(ask: Ask) -> dict[str, Any]:
    config = await ask.config()
    today = ask.preview.instant().astimezone(ZoneInfo(config.timezone)).date()
    made = brought.bring(ask.preview.project, config, (ask.get_argument("name"), ask.file), today)
    return {"paths": list(made.paths), "leftOut": list(made.left_out), "notes": ask.words(made.problems)}


def _history(ask: Ask) -> dict[str, Any]:
    kept = ask.desk.store.versions(ask.get_argument("path"))
    return {"versions": [{"name": each.name, "instant": each.instant.isoformat("T", "seconds")} for each in kept]}


async def _version(ask: Ask) -> dict[str, Any]:
    path, config = ask.get_argument("path"), await ask.config()
    text = ask.desk.store.version(path, ask.get_argument("name"))
    shown = forms.shown(text, path, config, ZoneInfo(config.timezone))
    return {"text": text, "digest": shown.get("digest", "")}


_READ: dict[str, Callable[[Ask], Any]] = {
    "articles": _articles,
    "article": _article,
    "history": _history,
    "version": _version,
}
_WRITE: dict[str, Callable[[Ask], Any]] = {
    "render": _render,
    "save": _save,
    "approve": _approve,
    "withdraw": _withdraw,
    "correct": _correct,
    "new": _new,
    "translate": _translate,
    "file": _file,
    "paste": _paste,
    "bring": _bring,
}
