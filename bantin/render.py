"""Pages and templates → HTML. A template sees its page, the words of its language, and the text of its article."""

import traceback
from collections.abc import Callable, Mapping

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup

from bantin.kit import Kit
from bantin.language import PhraseError
from bantin.pages import ArticlePage, PlainPage, Prose
from bantin.plan import PageOutput
from bantin.problems import Mistakes, Place, error

Parts = Callable[[str], tuple[str, ...]]
"""The literal parts of a text, by its digest."""


class Renderer:
    """Renders pages; one for a process."""

    def __init__(self, kit: Kit, parts: Parts) -> None:
        self._environment = Environment(
            loader=_Loader(kit.templates),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self._words = {language.code: language.t for language in kit.languages}
        self._parts = parts

    def render(self, output: PageOutput) -> bytes:
        """The page as HTML in UTF-8; raises `Mistakes` that name the template and its line."""
        page = output.page
        values: dict[str, object] = {"page": page, "t": self._words[output.code]}
        if isinstance(page, ArticlePage | PlainPage):
            values["body"] = Markup(self._woven(page.body))
        try:
            return self._environment.get_template(output.template).render(values).encode()
        except TemplateSyntaxError as trouble:
            place = Place(f"templates/{trouble.name or output.template}", trouble.lineno)
            raise Mistakes([error("template-broken", place, message=(trouble.message or "").rstrip("."))]) from trouble
        except TemplateNotFound as trouble:
            name = f"templates/{trouble.name}"
            raise Mistakes(
                [error("template-missing", _place_in_template(trouble) or Place(name), name=name)]
            ) from trouble
        except (
            TemplateError,
            PhraseError,
            TypeError,
            ArithmeticError,
            LookupError,
            ValueError,
            AttributeError,
        ) as trouble:
            place = _place_in_template(trouble) or Place(f"templates/{output.template}")
            message = str(trouble.args[0]).rstrip(".") if trouble.args else type(trouble).__name__
            raise Mistakes([error("template-asks", place, message=message, page=output.source.path)]) from trouble

    def _woven(self, prose: Prose) -> str:
        """A text with its slots filled in."""
        if not prose.digest:
            return ""
        parts = self._parts(prose.digest)
        pieces = [parts[0]]
        for slot, part in zip(prose.slots, parts[1:], strict=True):
            pieces += slot, part
        return "".join(pieces)


class _Loader(BaseLoader):
    """Templates from memory, which know the names of their files, so that errors can say them."""

    def __init__(self, templates: Mapping[str, str]) -> None:
        self._templates = templates

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002
        if template not in self._templates:
            raise TemplateNotFound(template)
        return self._templates[template], f"templates/{template}", lambda: True


def _place_in_template(trouble: Exception) -> Place | None:
    """The innermost line of a template that an exception passed through."""
    frames = traceback.extract_tb(trouble.__traceback__)
    found = [frame for frame in frames if frame.filename.startswith("templates/")]
    return Place(found[-1].filename, found[-1].lineno or 0) if found else None
