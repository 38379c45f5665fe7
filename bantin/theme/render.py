"""Pages and templates → HTML. A template sees its page, the words of its language, and the text of its article.

What stands around a page is the same on hundreds of others. A part that a template draws by `once` is drawn for the
first page with its frame; on all others it is a finished text.
"""

import hashlib
import traceback
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Protocol

import jinja2
import markupsafe
from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from bantin.locale import PhraseError
from bantin.pages.frame_types import Frame
from bantin.pages.part_types import Prose, TextPicture
from bantin.pages.types import ArticlePage, ForwardPage, PlainPage
from bantin.problems import Mistakes, Place, error
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


class Compiled(Protocol):
    """Where compiled templates are kept from one build to the next: in the user's own folder, never in the project's,
    because what lies there is run. A store that cannot read gives None; one that cannot write does nothing.
    """

    @property
    def python(self) -> str:
        """Which Python runs, `sys.implementation.cache_tag`: the core does not ask."""

    def load(self, key: str) -> bytes | None:
        """What is kept under this key, of 64 hexadecimal digits."""

    def store(self, key: str, data: bytes) -> None:
        """Keeps `data`."""


class Renderer:
    """Renders pages; one for a process. It keeps no page, but what is the same around many (see `MOST_FRAMES`)."""

    def __init__(self, theme: Theme, parts: Parts, compiled: Compiled | None = None) -> None:
        self._environment = Environment(**_WRITTEN, loader=_Loader(theme.templates), auto_reload=False, cache_size=-1)
        self._own = theme.own
        self._environment.template_class = _Template
        self._environment.context_class = _Context
        if compiled is not None:
            self._environment.bytecode_cache = _Bytecode(compiled)
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


class _Loader(BaseLoader):
    """Templates from memory, which know the names of their files, so that errors can say them."""

    def __init__(self, templates: Mapping[str, str]) -> None:
        self._templates = templates

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002
        if template not in self._templates:
            raise TemplateNotFound(template)
        return self._templates[template], f"templates/{template}", lambda: True


def _place_in_template(trouble: Exception, own: frozenset[str]) -> Place | None:
    """The innermost line of a template that an exception passed through; where that is a macro of ours, the innermost
    of the portal's `own` templates, which gave it what it cannot use.
    """
    frames = traceback.extract_tb(trouble.__traceback__)
    found = [frame for frame in frames if frame.filename.startswith("templates/")]
    if found and found[-1].filename.startswith("templates/macros/"):
        found = [frame for frame in found if frame.filename.removeprefix("templates/") in own] or found
    return Place(found[-1].filename, found[-1].lineno or 0) if found else None


# What Jinja does for every text, call and part of a page, done with less ado and the same result.

_WRITTEN: Mapping[str, Any] = {
    "undefined": StrictUndefined,
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
}
"""How templates are written: what decides, beside their text, into what they are compiled."""


class _Template(Template):
    """A template that escapes by `_shown`, and finds what is known everywhere in one place, not in two."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: Any,
        globals: MutableMapping[str, Any],  # noqa: A002
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """The template that this code was compiled from."""
        template = super().from_code(environment, code, dict(globals), uptodate)
        template.root_render_func.__globals__["escape"] = _shown
        return template


_escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)
"""What `escape` does to a text before it wraps it in `Markup`, which takes five times as long."""


def _shown(value: object) -> str:
    """`escape(value)` for where it is joined to what stands before and after it, and only its characters count."""
    if type(value) is str:
        return _escaped(value)
    if type(value) is Markup:
        return value
    return str(value) if type(value) is int else escape(value)


class _Context(Context):
    """Calls macros, `t` and `once` without asking them first what they want to be told of the context."""

    def call(__self, __obj: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """The result of a call in a template."""
        kind = type(__obj)
        if kind is Macro:
            args = (__self.eval_ctx, *args)
        elif kind is not _KEEPING:
            return super().call(__obj, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return __obj(*args, **kwargs)


_KEEPING = type(cache(str))
"""A function that keeps its results, as `t` and `once` do."""


class _Bytecode(BytecodeCache):
    """Jinja's store of compiled templates over ours. A digest stands before the code: damaged code must not be run."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """All but the template's text that decides what it is compiled into."""
        return repr((name, filename, jinja2.__version__, self._compiled.python, list(_WRITTEN.items())))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fills the bucket if the store holds its code, whole."""
        data = self._compiled.load(_key(bucket)) or b""
        digest, code = data[:32], data[32:]
        if digest == _digest(code):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Stores the code in the bucket."""
        code = bucket.bytecode_to_string()
        self._compiled.store(_key(bucket), _digest(code) + code)


def _key(bucket: Bucket) -> str:
    return _digest(f"{bucket.key}\n{bucket.checksum}".encode()).hex()


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=32).digest()
