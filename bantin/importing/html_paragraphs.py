"""An HTML paragraph: its lines and whether they belong together, its role on the page, its alignment."""

import re
from collections.abc import Sequence

from bantin.importing.dates import date_line
from bantin.importing.html_tree import Element, tag_of
from bantin.importing.inline import BREAK, Run
from bantin.patterns import lazy_pattern


def _called(names: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[ _-])(?:{names})(?:$|[ _-])", re.IGNORECASE)


_ROLES = (
    ("title", _called("title|tieu-?de|headline|post-title|article-title|detail-title")),
    ("lead", _called("sapo|lead|summary|tom-?tat|trich-?dan|intro|description|excerpt")),
    ("caption", _called("caption|chu-?thich|wp-caption-text|imgcaption")),
)
_RIGHT = lazy_pattern(r"text-align\s*:\s*(?:right|end)", re.IGNORECASE)
_SHORT = 60
"""Characters of a line that ends where it does on purpose: of an address, a verse, a signature."""


def lines(runs: Sequence[Run]) -> list[list[Run]]:
    """The runs of each line, without empty lines."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run is BREAK:
            lines.append([])
        else:
            lines[-1].append(run)
    return [line for line in lines if any(run.markdown or run.text.strip(" \t\n\u00a0") for run in line)]


def belong_together(lines: Sequence[Sequence[Run]]) -> bool:
    """Whether the lines are one paragraph: short, as in a postal address, and none a date line."""
    texts = [" ".join("".join(run.text for run in line).split()) for line in lines]
    return all(len(text) <= _SHORT and date_line(text) is None for text in texts)


def with_single_blanks(runs: Sequence[Run]) -> list[Run]:
    """The runs with white space collapsed, as a browser does."""
    text = "".join("\n" if run is BREAK else re.sub(r"\s+", " ", run.text) for run in runs)
    return [Run(re.sub(r" *\n *", "\n", re.sub(r"[ \u00a0]+", " ", text)))]


def role(element: Element) -> str:
    """The role of a block on its page, from the class names of `element` or of its parents."""
    for _ in range(3):
        if element is None or tag_of(element) in ("body", "html", "td", "article"):
            return ""
        if tag_of(element) == "figcaption":
            return "caption"
        called = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
        if role := next((name for name, pattern in _ROLES if pattern.search(called)), ""):
            return role
        element = element.getparent()
    return ""


def is_right(element: Element) -> bool:
    """Whether a block is aligned to the right."""
    called = element.get("class") or ""
    return _RIGHT.search(element.get("style") or "") is not None or element.get("align") == "right" or called == "right"
