"""The template environment: Jinja as it is set up here, with templates from memory and compiled ones kept."""

import hashlib
from collections.abc import Callable, Mapping, MutableMapping
from functools import cache
from typing import Any, Protocol

import jinja2
import markupsafe
from jinja2 import BaseLoader, BytecodeCache, Environment, StrictUndefined, Template, TemplateNotFound
from jinja2.bccache import Bucket
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape


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


def environment(templates: Mapping[str, str], compiled: Compiled | None) -> Environment:
    """An environment of these templates, by the names under which they know each other."""
    made = Environment(**_WRITTEN, loader=_Loader(templates), auto_reload=False, cache_size=-1)
    made.template_class = _Template
    made.context_class = _Context
    if compiled is not None:
        made.bytecode_cache = _Bytecode(compiled)
    return made


class _Loader(BaseLoader):
    """Templates from memory, which know the names of their files, so that errors can say them."""

    def __init__(self, templates: Mapping[str, str]) -> None:
        self._templates = templates

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002
        if template not in self._templates:
            raise TemplateNotFound(template)
        return self._templates[template], f"templates/{template}", lambda: True


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
