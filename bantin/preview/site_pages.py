"""The site itself: any address of it, answered from the plan's own list of outputs.

No path on disk is ever made of an address.
"""

from urllib.parse import quote

from tornado.web import HTTPError

from bantin.imaging import variants
from bantin.preview import overlay
from bantin.preview.handlers import Guarded, Route
from bantin.preview.preview import RELOAD, Preview
from bantin.preview.preview_site import PreviewSite
from bantin.preview.shown import Shown
from bantin.problems import Mistakes
from bantin.theme.page_output import PageOutput


def routes(preview: Preview) -> list[Route]:
    """Every address that nobody else answers."""
    return [("/(.*)", SitePage, {"preview": preview})]


class SitePage(Guarded):
    """An address of the site, or of what the preview puts beside it."""

    async def head(self, address: str) -> None:
        await self.get(address)

    async def get(self, address: str) -> None:
        if address in self.preview.files:
            self.answer(address, self.preview.files[address], may_be_kept=True)
            return
        if await self._is_answered_before_all(address):
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

    async def _is_answered_before_all(self, address: str) -> bool:
        """Answers with what can be shown while all else is still being read: the whole page comes by itself."""
        preview = self.preview
        try:
            first = await preview.before_all(address)
        except (Mistakes, OSError, variants.Broken):
            raise HTTPError(503) from None  # The whole site tells what is wrong.
        if first is None:
            return False
        path, site, data = first
        if isinstance(site.output(path), PageOutput):
            note = preview.speaker.sentence("serve.reading")
            data = overlay.noted(data, overlay.Shows(path, preview.shown.mark(path)), note, preview.lang)
        self.answer(path, data)
        return True

    async def _answer_with(self, path: str, site: PreviewSite, shown: Shown) -> None:
        preview = self.preview
        try:
            data = await preview.made(site, path)
        except Mistakes as mistakes:
            self._answer_alone(shown, (*preview.speaker.described(mistakes.problems, preview.project), *shown.problems))
            return
        except (OSError, variants.Broken):
            raise HTTPError(503) from None  # Changed since it was planned: the next look at the files will tell.
        if isinstance(site.output(path), PageOutput):
            shows = overlay.Shows(path, shown.mark(path))
            wrong = overlay.Panel(shown.problems, preview.summary(shown))
            data = overlay.laid_over(data, shows, wrong, preview.notes(path, shown), preview.lang)
        self.answer(path, data, path in site.loaded)

    def _answer_alone(self, shown: Shown, problems: tuple[str, ...]) -> None:
        self.set_status(500)
        shows = overlay.Shows("", shown.mark(""))
        summary = self.preview.speaker.sentence("serve.nothing", errors=len(problems))
        self.answer("index.html", overlay.alone(shows, problems, summary, self.preview.lang, RELOAD))
