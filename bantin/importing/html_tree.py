"""HTML parser: bytes or text → a tree of elements, of bounded depth, and the visible text of an element.

Besides `word_xml`, the only module that uses the parser; external entities and addresses are never loaded.
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from bantin.disk import encodings
from bantin.importing.types import LeftOut
from bantin.patterns import lazy_pattern
from bantin.text import nfc

Element = Any
"""An element of a tree; the library's types say nothing that we could use."""

UNSEEN = frozenset("script style template head title meta link noscript object embed applet svg math base".split())
"""Elements whose content no reader sees as text of the page."""
BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section select "
    "summary table tbody td textarea tfoot th thead tr ul iframe video audio button".split()
)
"""Elements before and behind which a word ends."""

_CHARSET = lazy_pattern(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]+)|<\?xml[^>]{0,100}?encoding=["']([\w-]+)""", re.IGNORECASE
)
_UNWANTED = lazy_pattern("[\0-\x08\x0b\x0c\x0e-\x1f\ufdd0-\ufdef\ufffe\uffff]")
_ENDS = lazy_pattern(r"</(?:body|html)\s*>", re.IGNORECASE)
"""The parser passes over what stands behind them; browsers show it."""
_HIDDEN = lazy_pattern(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
DEEPEST = 250
"""Elements within each other."""


class HtmlTooDeep(ValueError):
    """Raised for elements nested more deeply than any real page needs."""


def decoded(data: bytes) -> str:
    """Decodes a page: by its BOM or its declared encoding, else by detection."""
    guessed = encodings.recognise(data)
    if guessed and guessed.startswith("utf"):
        return encodings.decode(data, guessed)
    if guessed is None:
        return nfc(data.decode("utf-8-sig", "replace"))
    named = _CHARSET.search(data[:4000])
    name = (named[1] or named[2]).decode("ascii") if named else ""
    try:
        return (
            nfc(data.decode(name))
            if name and name.lower() not in ("utf-8", "utf8")
            else encodings.decode(data, guessed)
        )
    except (LookupError, UnicodeDecodeError):
        return encodings.decode(data, "windows-1252" if guessed == "binary" else guessed)


def parsed(text: str) -> Element:
    """The tree of a page or of a piece of one; its root is `html`. Raises HtmlTooDeep."""
    text = _ENDS.sub("", _UNWANTED.sub("", re.sub(r"^\s*<\?xml[^>]*\?>", "", text)))
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    try:
        tree = html.document_fromstring(text if text.strip() else "<p></p>", parser=parser)
    except etree.ParserError:  # comments and nothing else
        tree = html.document_fromstring("<p></p>", parser=parser)
    if _depth(tree) > DEEPEST:
        raise HtmlTooDeep
    return tree


def _depth(tree: Element) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        if deepest > DEEPEST:
            break
    return deepest


def tag_of(element: Element) -> str:
    """The tag name of an element, without a namespace prefix; '' for comments and the like."""
    tag = element.tag
    return tag.lower() if isinstance(tag, str) else ""


def is_hidden(element: Element) -> bool:
    """Whether the page itself hides an element."""
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None


def text_of(element: Element) -> str:
    """The visible text of an element; neighbouring blocks are separated."""
    return "".join(_pieces(element))


def _pieces(element: Element) -> Iterator[str]:
    unseen = 0
    for event, node in etree.iterwalk(element, events=("start", "end")):
        tag = tag_of(node)
        is_start = event == "start"
        if is_start and (unseen or tag in UNSEEN):
            unseen += 1
        elif not unseen:
            if tag in BLOCKS or tag.startswith("bantin-"):
                yield "\n"
            if is_start:
                yield node.text or ""
        else:
            unseen -= 1
        if not is_start and not unseen and node is not element:
            yield node.tail or ""


def hidden(tree: Element) -> list[LeftOut]:
    """Removes hidden elements from a tree and returns their texts."""
    found: list[LeftOut] = []
    for element in list(tree.iter()):
        if tag_of(element) and is_hidden(element) and element.getparent() is not None:
            if text := " ".join(text_of(element).split()):
                found.append(LeftOut(element.sourceline or 0, text, "hidden"))
            drop(element)
    return found


def drop(element: Element) -> None:
    """Removes an element from its tree, but not its tail text."""
    parent = element.getparent()
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
