"""Writing in the browser: `/_soan/<secret>/`, the page and what it asks for. Never a part of site/.

Only this computer may write: the address holds a secret of this session, Host and Origin are checked, and a request
must come from this computer itself. Files are read and written by `bantin.editor.store`; the page beside the text is
rendered by the preview's session from what is in the form, saved or not.
"""

from pathlib import Path

from tornado.ioloop import IOLoop
from tornado.web import HTTPError

from bantin.editor.store import NotEditable
from bantin.imaging import variants
from bantin.preview.editor_answers import READ, WRITE
from bantin.preview.editor_requests import FOLDER, EditorRequest, EditorSession, OfThisComputer, alone
from bantin.preview.handlers import Guarded, Route
from bantin.preview.preview import Preview
from bantin.problems import Mistakes

_FILES = Path(__file__).with_name("editor")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)


def routes(preview: Preview) -> list[Route]:
    """The editor's addresses; without the right secret nothing of them answers."""
    session = EditorSession(preview)
    preview.editor = session.address
    given = {"preview": preview, "session": session}
    inside = f"/{FOLDER}/{session.secret}"
    return [
        (rf"{inside}/api/(\w+)", Api, given),
        (rf"{inside}/view/(.*)", View, given),
        (rf"{inside}/beside", Beside, given),
        (rf"{inside}/([\w.-]*)", EditorFile, given),
        (rf"/{FOLDER}(?:/.*)?", Closed, {"preview": preview}),
    ]


class Api(EditorRequest):
    """What the page asks for, and what it orders."""

    async def get(self, name: str) -> None:
        await self.reply(name, READ)

    async def post(self, name: str) -> None:
        await self.reply(name, WRITE)


class Closed(Guarded):
    """The editor's folder without the secret."""

    def get(self) -> None:
        self.set_status(403)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(self.preview.speaker.sentence("editor.closed") + "\n")


class EditorFile(OfThisComputer):
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


class Beside(OfThisComputer):
    """A picture that lies beside an article, as a form shows it."""

    def get(self) -> None:
        name = self.get_argument("name")
        try:
            data = self.session.store.picture(self.get_argument("path"), name)
        except (NotEditable, OSError):
            raise HTTPError(404) from None
        self.set_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
        self.answer(name, data)


class View(OfThisComputer):
    """The site beside the text: the page of what is in the form, and everything else as the preview shows it."""

    async def get(self, address: str) -> None:
        shown = await self.preview.now()
        if page := self.session.rendered.get(address):
            self.answer("index.html", page)
            return
        path = shown.site.find(address) if shown.site else ""
        try:
            if shown.site is not None and path:
                data = await self.preview.made(shown.site, path)
            else:
                path, data = address, await self._of_unsaved(address)
            self.answer(path, alone(data) if path.endswith(".html") else data)
        except (Mistakes, OSError, variants.Broken):
            raise HTTPError(503) from None

    async def _of_unsaved(self, address: str) -> bytes:
        """A picture that only a text shows which is not saved yet."""
        site = self.session.site
        if site is None or address not in site.outputs:
            raise HTTPError(404)
        output = site.outputs[address].value
        return await IOLoop.current().run_in_executor(None, site.made, output, site.renderer())
