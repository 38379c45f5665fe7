"""Inline HTML elements → runs (text with its formatting), and runs → HTML for tables that Markdown cannot write."""

import re
from collections.abc import Sequence
from html import escape
from itertools import groupby

from bantin.importing.html_tree import Element, tag_of
from bantin.importing.inline import STYLES, Run
from bantin.patterns import lazy_pattern

_NAMED = {
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "cite": "em",
    "dfn": "em",
    "var": "em",
    "s": "del",
    "strike": "del",
    "del": "del",
    "sup": "sup",
    "sub": "sub",
    "u": "u",
    "ins": "ins",
    "mark": "mark",
    "kbd": "kbd",
}
_LOOKS = (
    (lazy_pattern(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE), "strong"),
    (lazy_pattern(r"font-style\s*:\s*italic", re.IGNORECASE), "em"),
    (lazy_pattern(r"text-decoration[^;]*line-through", re.IGNORECASE), "del"),
)
_PLAIN = lazy_pattern(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_SCHEMES = lazy_pattern(r"(?:https?|mailto|tel):", re.IGNORECASE)


def styles_of(element: Element, around: frozenset[str]) -> frozenset[str]:
    """The formatting inside an element, given the formatting around it."""
    styles = around
    if style := _NAMED.get(tag_of(element)):
        styles |= {style}
    if css := element.get("style") or "":
        styles |= {name for pattern, name in _LOOKS if pattern.search(css)}
        if _PLAIN.search(css):
            styles -= {"strong"}
    return styles


def is_followed(address: str) -> bool:
    """Whether a link can be kept as it is: an absolute URL of another site."""
    return _SCHEMES.match(address.strip()) is not None


def html(runs: Sequence[Run]) -> str:
    """The runs as HTML."""
    pieces = []
    for address, group in groupby(runs, key=lambda run: run.address):
        inner = "".join(map(_html, group))
        pieces.append(f'<a href="{escape(address)}">{inner}</a>' if address and inner.strip() else inner)
    return re.sub(r"^(?:<br>)+|(?:<br>)+$", "", re.sub(r"\s+", " ", "".join(pieces)).strip())


def _html(run: Run) -> str:
    if run.markdown is not None:
        return run.html
    text = escape(run.text, quote=False).replace("\u00a0", " ")
    for style in reversed([each for each in STYLES if each in run.styles]):
        text = f"<{style}>{text}</{style}>" if text.strip() else text
    return text
