"""Pages and templates → HTML. A template sees its page, the words of its language, and the text of its article.

What stands around a page is the same on hundreds of others. A part that a template draws by `once` is drawn for the
first page with its frame; on all others it is a finished text.
"""

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup

from bantin.locale import PhraseError
from bantin.pages.frame_types import Frame
from bantin.pages.part_types import Prose, TextPicture
from bantin.pages.types import ArticlePage, ForwardPage, PlainPage
from bantin.problems import Mistakes, Place, error
from bantin.theme.environment import Compiled, environment
from bantin.theme.page_output import PageOutput
from bantin.theme.theme import Theme

Parts = Callable[[str], tuple[str, ...]]
"""The literal parts of a text, by its digest."""

Once = Callable[[str], Markup]
"""The part of this name, drawn when it is first asked for."""

PICTURES = "macros/picture.html"
"""Draws every picture, also those in texts."""

MOST_FRAMES = 512
"""So many frames are kept with their parts; a portal has some hundred, for its editions, depths and sections."""

MOST_PHRASES = 1024
"""So many phrases of a language are kept: all that want no value, and the last of the others."""


class Renderer:
    """Renders pages; one for a process. It keeps no page, but what is the same around many (see `MOST_FRAMES`)."""

    def __init__(self, theme: Theme, parts: Parts, compiled: Compiled | None = None) -> None:
        self._environment = environment(theme.templates, compiled)
        self._own = theme.own
        self._words = {language.code: lru_cache(MOST_PHRASES, typed=True)(language.t) for language in theme.languages}
        self._parts = parts
        self._drawer = lru_cache(MOST_FRAMES)(self._new_drawer)
        self._met: dict[tuple[int, str], tuple[Frame, Once]] = {}

    def render(self, output: PageOutput) -> bytes:
        """The page as HTML in UTF-8; raises `Mistakes` that name the template and its line."""
        page = output.page
        values: dict[str, object] = {"page": page, "t": self._words[output.code]}
        if not isinstance(page, ForwardPage):
            values["once"] = self._once(page.frame, output.code)
        try:
            if isinstance(page, ArticlePage | PlainPage):
                values["body"] = Markup(self._woven(page.body, page.frame.root))
            return self._environment.get_template(output.template).render(values).encode()
        except TemplateSyntaxError as trouble:
            place = Place(f"templates/{trouble.name or output.template}", trouble.lineno)
            raise Mistakes([error("template-broken", place, message=(trouble.message or "").rstrip("."))]) from trouble
        except TemplateNotFound as trouble:
            name = f"templates/{trouble.name}"
            raise Mistakes(
                [error("template-missing", _place_in_template(trouble, self._own) or Place(name), name=name)]
            ) from trouble
        except (
            TemplateError,
            PhraseError,
            TypeError,
            ArithmeticError,
            LookupError,
            ValueError,
            AttributeError,
            RecursionError,
        ) as trouble:
            place = _place_in_template(trouble, self._own) or Place(f"templates/{output.template}")
            message = str(trouble.args[0]).rstrip(".") if trouble.args else type(trouble).__name__
            raise Mistakes([error("template-asks", place, message=message, page=output.source.path)]) from trouble

    def _once(self, frame: Frame, code: str) -> Once:
        """What draws parts for this frame. A frame that was met is known by sight: comparing whole menus takes time."""
        met = self._met.get((id(frame), code))
        if met is None:
            if len(self._met) >= MOST_FRAMES:
                self._met.clear()
            met = self._met[id(frame), code] = frame, self._drawer(frame, code)  # as long as it is held, so is its id
        return met[1]

    def _new_drawer(self, frame: Frame, code: str) -> Once:
        page, t = AnyPage(frame), self._words[code]

        @cache
        def once(name: str) -> Markup:
            html = self._environment.get_template(name).render(page=page, t=t, once=once)
            return Markup(html.removesuffix("\n"))  # the line that asks for the part has an end of its own

        return once

    def _woven(self, prose: Prose, root: str) -> str:
        """A text with its slots filled in."""
        if not prose.digest:
            return ""
        parts = self._parts(prose.digest)
        pieces = [parts[0]]
        for slot, part in zip(prose.slots, parts[1:], strict=True):
            pieces += slot if isinstance(slot, str) else self._drawn(slot, root), part
        return "".join(pieces)

    def _drawn(self, picture: TextPicture, root: str) -> str:
        """A picture of a text, drawn as templates draw all others."""
        macros: Any = self._environment.get_template(PICTURES).module
        return str(macros.text_picture(picture, root))


@dataclass(frozen=True, slots=True)
class AnyPage:
    """`page` for a part that is drawn once: what all pages with this frame have in common, and no more."""

    frame: Frame


def _place_in_template(trouble: Exception, own: frozenset[str]) -> Place | None:
    """The innermost line of a template that an exception passed through; where that is a macro of ours, the innermost
    of the portal's `own` templates, which gave it what it cannot use.
    """
    frames = traceback.extract_tb(trouble.__traceback__)
    found = [frame for frame in frames if frame.filename.startswith("templates/")]
    if found and found[-1].filename.startswith("templates/macros/"):
        found = [frame for frame in found if frame.filename.removeprefix("templates/") in own] or found
    return Place(found[-1].filename, found[-1].lineno or 0) if found else None
