"""Content extraction: the element of a page that holds the article, and what is outside it.

No library keeps everything on Vietnamese portals, so the element is looked for in steps: the block around the date
line, the class names that portals are known to use, the smallest block with nearly all words, the result of readability
if it keeps nearly all words, and last the whole page.
"""

import copy
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from lxml import etree

from bantin.importing import html_blocks, html_tree, readable
from bantin.importing.dates import date_line
from bantin.importing.html_tree import Element, tag_of, text_of
from bantin.importing.types import LeftOut
from bantin.importing.words import words
from bantin.patterns import lazy_pattern

_FRAMES = lazy_pattern(
    r"(?:^|[\s_-])(?:article-?(?:detail|content|body)|news-?(?:detail|content)|detail-?(?:content|news)|"
    r"post-?(?:content|detail)|entry-?content|content-?(?:detail|news)|chi-?tiet(?:-?tin)?|tin-?chi-?tiet|noi-?dung(?:-?tin)?|"
    r"articlebody|journal-content-article|newscontent|bai-?viet|content-?main|main-?content)(?:$|[\s_-])",
    re.IGNORECASE,
)
_AROUND = lazy_pattern(
    r"(?:^|[\s_-])(?:share|social|rating|danh-?gia|comments?|binh-?luan|toolbar|tools|print|related|tin-?khac|"
    r"tin-?lien-?quan|other-?news|breadcrumbs?|pagination|sidebar|addthis|fb-like)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ENOUGH = 40
"""Words, not in links, that a block must hold to be taken for an article."""
_NEARLY_ALL = 0.75
"""The share of a page's text that a block must hold, or the library must have kept, to be believed."""
_HEAD = 70
"""Words of a title, its date and its category, that may stand around what holds the text."""
_MOST_ABOVE = 8
"""Elements of such a head, where no block holds it together with the text."""
_FEW_LINKS = 8
"""Words in links of such a head."""


def article_within(tree: Element) -> tuple[Element, list[LeftOut]]:
    """(the element that holds the article, the texts outside it)."""
    body = next(tree.iter("body"), tree)
    page = _measured(body)
    steps: tuple[Callable[[], Element | None], ...] = (
        lambda: _around_date(body),
        lambda: _known_frame(body),
        lambda: _densest(body, page.prose * _NEARLY_ALL),
        lambda: readable.within(body, page.prose * _NEARLY_ALL),
    )
    found = (step() for step in steps) if page.prose >= _ENOUGH else iter(())
    holder = next((_with_head(_widened(each, body), body) for each in found if each is not None), body)
    left_out = [*_pieces_around(holder), *(_outside(tree, holder) if holder is not body else ())]
    return holder, left_out


class _Measure(NamedTuple):
    prose: int
    """Words that are no links: menus and lists of news consist of links."""
    linked: int


def _measured(element: Element) -> _Measure:
    linked = sum(len(words(text_of(link))) for link in element.iter("a"))
    return _Measure(len(words(text_of(element))) - linked, linked)


def _around_date(body: Element) -> Element | None:
    """The smallest block that contains both the date line and a text."""
    for element in body.iter():
        if not tag_of(element) or tag_of(element) in html_tree.UNSEEN or len(element) > 8:
            continue
        text = " ".join(text_of(element).split())
        said = date_line(text) if len(text) < 160 else None
        is_certain = said is not None and (
            said.is_labelled or said.views is not None or bool(said.date and said.date.time)
        )
        if is_certain and (holder := _climbed(element, body)) is not None:
            return holder
    return None


def _climbed(element: Element, body: Element) -> Element | None:
    while element is not None and element is not body:
        if tag_of(element) in html_tree.BLOCKS and _measured(element).prose >= _ENOUGH:
            return element
        element = element.getparent()
    return None


def _known_frame(body: Element) -> Element | None:
    found = [
        element
        for element in body.iter("article", "main", "div", "section", "td")
        if tag_of(element) in ("article", "main")
        or element.get("itemprop") == "articleBody"
        or _FRAMES.search(f"{element.get('class') or ''} {element.get('id') or ''}")
    ]
    full = [(measure, element) for element in found if (measure := _measured(element)).prose >= _ENOUGH]
    if not full:
        return None
    return min(full, key=lambda pair: (-pair[0].prose // 20, pair[0].linked))[1]


def _densest(body: Element, least: float) -> Element | None:
    """The smallest block that holds nearly all words of the page that are no links."""
    found = None
    for element in body.iter():
        if tag_of(element) in html_tree.BLOCKS and element is not body and _measured(element).prose >= least:
            found = element
    return found


def _widened(holder: Element, body: Element) -> Element:
    """The block, or one around it: one that adds few words and no menu, or one that adds the heading."""
    if holder is body:
        return body
    measure = _measured(holder)
    has_heading = any(True for _ in holder.iter("h1", "h2"))
    around = holder.getparent()
    while around is not None and around is not body:
        wider = _measured(around)
        if wider.prose > measure.prose + _HEAD:
            break
        adds_heading = not has_heading and any(True for _ in around.iter("h1", "h2"))
        if wider.linked > measure.linked + _FEW_LINKS and not adds_heading:
            break
        holder, has_heading = around, has_heading or adds_heading
        if wider.linked > measure.linked + _FEW_LINKS:
            break
        around = around.getparent()
    return holder


def _with_head(holder: Element, body: Element) -> Element:
    """The block, or with it what stands right above it, where that is its heading, or says when it was published."""
    if holder is body or any(True for _ in holder.iter("h1", "h2")) or _is_dated(holder):
        return holder
    above: list[Element] = []
    for sibling in holder.itersiblings(preceding=True):
        measure = _measured(sibling) if tag_of(sibling) else _Measure(0, 0)
        if len(above) == _MOST_ABOVE or measure.prose > _HEAD or measure.linked > measure.prose:
            break
        above.append(sibling)
    if not any(_is_dated(each) or any(True for _ in each.iter("h1", "h2")) for each in above):
        return holder
    around = etree.Element("div")
    above[-1].addprevious(around)
    around.extend([*reversed(above), holder])
    return around


def _is_dated(element: Element) -> bool:
    lines = (" ".join(line.split()) for line in text_of(element).split("\n"))
    return any(not said.rest for line in lines if (said := date_line(line)))


def _pieces_around(holder: Element) -> Iterator[LeftOut]:
    """Removes buttons, forms and lists of other news from the element that holds the article."""
    for element in list(holder.iter()):
        if element is holder or not tag_of(element) or element.getparent() is None:
            continue
        called = f"{element.get('class') or ''} {element.get('id') or ''}"
        is_around = tag_of(element) in ("nav", "form", "button", "select") or _AROUND.search(called)
        if is_around and _measured(element).prose < _ENOUGH and not _is_part_of_head(element):
            yield from _lines(element)
            html_tree.drop(element)


def _is_part_of_head(element: Element) -> bool:
    """Whether an element with the class of a toolbar contains the date line or the heading."""
    text = text_of(element)
    return any(date_line(line) for line in text.split("\n") if line.strip()) or any(True for _ in element.iter("h1"))


def _outside(tree: Element, holder: Element) -> list[LeftOut]:
    """The texts of the page outside the element that holds the article."""
    rest = copy.deepcopy(tree)
    place = tree.getroottree().getpath(holder)
    there = rest.getroottree().xpath(place)[0]
    html_tree.drop(there)
    return list(_lines(rest))


def _lines(element: Element) -> Iterator[LeftOut]:
    walker = html_blocks.Walker(lambda _, __: None)
    for block in walker.walked(copy.deepcopy(element)):
        if block.text.strip():
            yield LeftOut(block.line, block.text, "around")
    yield from (each for each in walker.left_out if each.reason == "foreign")
