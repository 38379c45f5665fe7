"""A template → the templates that it is drawn with, and the style sheets that these name."""

import re
from collections.abc import Iterable, Mapping

from bantin.patterns import lazy_pattern

_USES = lazy_pattern(r"""(?:\{%-?\s*(?:extends|include|from|import)\s+|\bonce\()["']([^"']+)["']""")
_CSS = lazy_pattern(r"CSS: ([^#]*)")


def drawn_with(template: str, texts: Mapping[str, str]) -> tuple[str, ...]:
    """A template and all that it is drawn with, in the order in which they are named; `texts` by their names."""
    found: dict[str, None] = {}
    waiting = [template]
    while waiting:
        name = waiting.pop(0)
        if name not in found and name in texts:
            found[name] = None
            waiting += _USES.findall(texts[name])
    return tuple(found)


def styles(templates: Iterable[str], texts: Mapping[str, str]) -> tuple[str, ...]:
    """The style sheets that the templates' first lines name."""
    firsts = (texts[name].partition("\n")[0] for name in templates)
    named = (re.findall(r"[\w-]+\.css", found[1]) for first in firsts if (found := _CSS.search(first)))
    return tuple(dict.fromkeys(name for names in named for name in names))
