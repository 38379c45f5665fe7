"""The allowlist of HTML that a text may hold, nh3, which removes all else, and what is said of what it removes.

Editors are trusted with words, not with code.
"""

import re
from collections.abc import Iterator
from html import escape, unescape

import nh3

from bantin.markdown import sizes, unseen
from bantin.markdown.positions import SourceMap
from bantin.markdown.schemes import mended
from bantin.patterns import lazy_pattern
from bantin.problems import Problem, error, warning
from bantin.text import nfc


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TAGS = _words(
    "a abbr b blockquote br caption cite code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i "
    "iframe img ins kbd li mark ol p pre q s samp section small span strong sub summary sup table tbody td tfoot th "
    "thead tr u ul var"
)
ATTRIBUTES = {
    "*": frozenset({"id", "lang"}),
    "a": frozenset({"href", "hreflang", "name", "title"}),
    "abbr": frozenset({"title"}),
    "details": frozenset({"open"}),
    "iframe": frozenset({"allowfullscreen", "height", "src", "title", "width"}),
    "img": frozenset({"alt", "height", "src", "title", "width"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"reversed", "start"}),
    "td": frozenset({"colspan", "headers", "rowspan"}),
    "th": frozenset({"colspan", "headers", "rowspan"}),
}
_ALIGN = {"align": frozenset({"left", "center", "right"})}
_VALUES = dict.fromkeys(("p", "div", "h1", "h2", "h3", "h4", "h5", "h6"), _ALIGN) | {
    cell: _ALIGN | {"scope": frozenset({"col", "row", "colgroup", "rowgroup"})} for cell in ("td", "th")
}
CLASSES = _words(
    "admonition admonition-title align-center align-left align-right caution danger footnote footnote-backref "
    "footnote-ref gallery important note tip warning"
)
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_SANITISER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    tag_attribute_values=_VALUES,
    allowed_classes=dict.fromkeys(TAGS, CLASSES),
    url_schemes=_SCHEMES,
    link_rel=None,
)


def sanitised(written: str) -> str:
    """Sanitises until nothing changes any more, so that a browser parses what nh3 parsed."""
    html = _SANITISER.clean(written)
    for _ in range(5):
        again = _SANITISER.clean(html)
        if again == html:
            break
        html = again
    return nfc(unseen.UNPRINTABLE.sub("", html))  # entities may yield control characters and decomposed letters


_WRITTEN_TAG = lazy_pattern(r"""<!--.*?-->|<([a-zA-Z][^\s/>]*+)((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""", re.DOTALL)
_WRITTEN_ATTRIBUTE = lazy_pattern(r"""([^\s=/"'>]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'>]++))?""")


def left_out(written: str, source: SourceMap) -> Iterator[Problem]:
    """Problems for tags, attributes and addresses that nh3 removes; each kind at its first place."""
    for name, attributes in dict.fromkeys(_WRITTEN_TAG.findall(written)):
        tag = name.lower()
        if tag and tag not in TAGS:
            key = "html-center" if tag == "center" else "html-removed"
            yield warning(key, source.search(rf"<{re.escape(name)}(?![\w-])"), tag=name)
        elif attributes.strip(" /"):
            yield from _attributes_left_out(tag, attributes, source)


def _attributes_left_out(tag: str, attributes: str, source: SourceMap) -> Iterator[Problem]:
    if tag == "img" and (size := sizes.asked_for(attributes, source.visible)):
        yield warning("picture-size", source.search(_attribute(size, tag)), written=size)
    for name, quoted in _WRITTEN_ATTRIBUTE.findall(attributes):
        attribute = name.lower()
        value = unescape(quoted.strip("\"'"))
        allowed = ATTRIBUTES.get(tag, frozenset()) | ATTRIBUTES["*"] | _VALUES.get(tag, {}).keys() | {"class"}
        if attribute not in allowed:
            key = "attribute-removed" if f"<{tag}" in source.visible.lower() else "attribute-in-braces"
            yield warning(key, source.search(_attribute(name, tag)), attribute=name)
        elif attribute == "class":
            for unknown in sorted(set(value.split()) - CLASSES):
                yield warning("class-removed", source.search(_class(unknown)), name=unknown)
        elif attribute in ("href", "src") and _is_unsafe(value):
            place = source.next_target(value.strip())
            if value.strip().lower().startswith("data:image/"):
                yield error("picture-written-out", place)
            elif half := _TITLE_OPEN.fullmatch(value.strip()):
                yield error("link-title-open", place, meant=f'{half[1]} "{half[2].strip()}"')
            elif meant := mended(value.strip()):
                yield error("link-scheme", place, address=value, meant=meant)
            else:
                yield error("local-path" if _ON_DISK.match(value) else "unsafe-link", place, address=value)


_TITLE_OPEN = lazy_pattern(r"""(\S+)\s+["'“”]([^"'“”]+)""")
"""An address, and words in quotes that nothing closes."""


def _attribute(name: str, tag: str) -> str:
    """Pattern for an attribute's name in a `tag`, where others may have it, or in any; or in a Markdown attribute list
    (`{: … }`); not in a value."""
    is_of_others = any(name.lower() in allowed for allowed in (*ATTRIBUTES.values(), *map(dict.keys, _VALUES.values())))
    begin = rf"{re.escape(tag)}(?![\w-])" if is_of_others else "[a-z]"
    in_tag = rf"""<{begin}(?:[^<>"']|"[^"]*"|'[^']*')*?"""
    return rf"(?:{in_tag}|\{{[^{{}}\n]*?)(?<![\w-])({re.escape(name)})(?![\w-])"


def _class(name: str) -> str:
    """Pattern for a class in a tag or in a Markdown attribute list."""
    in_tag = r"""<[a-z][^<>]*?\bclass\s*=\s*["']?[^"'<>]*?"""
    return rf"(?:{in_tag}|\{{[^{{}}\n]*?)(?<![\w-])({re.escape(name)})(?![\w-])"


_ON_DISK = lazy_pattern(r"\s*(?:file:|[a-z]:[\\/])", re.IGNORECASE)
"""`C:\\Anh\\x.jpg`: left by some editors when a picture is dragged into them."""


def is_kept(address: str) -> bool:
    """Whether nh3 keeps the address unchanged."""
    link = f'<a href="{address}"></a>'
    return _SANITISER.clean(link) == link


def _is_unsafe(address: str) -> bool:
    """Whether nh3 removes the address: a scheme that is not allowed, or no address at all."""
    return ":" in address and _SANITISER.clean(f'<a href="{escape(address)}"></a>') == "<a></a>"
