"""Sanitised HTML → its tags, and the runs of plain elements between them, which make up most texts.

Plain are paragraphs, rows of cells and lists of at most two levels that hold nothing but words, emphasis and line
breaks, without attributes, beside the alignment of cells. Each is whole, so a run opens and closes the same elements.
"""

from collections.abc import Iterator
from html import unescape

from bantin.markdown.html_pieces import BORDER
from bantin.patterns import lazy_pattern

TAG = lazy_pattern(r"<([^>]*)>")
_SPAN = lazy_pattern("</?(?:strong|em)>")
_WORDS = r"[^<]*+(?:<(?:/?(?:strong|em)|br)>[^<]*+)*+"
_ITEMS = rf"(?:<li>{_WORDS}</li>\n)*+"
_ITEM = rf"<li>(?:\n<p>{_WORDS}</p>\n|{_WORDS})(?:<[uo]l>\n{_ITEMS}</[uo]l>\n)?</li>"
_CELL = rf'<td(?: align="(?:left|center|right)")?>{_WORDS}</td>'
_PLAIN = rf"(?:p>{_WORDS}</p|{_ITEM[1:-1]}|[uo]l>\n(?:{_ITEM}\n)*+</[uo]l|tr>\n(?:{_CELL}\n)*+</tr)>"
_TOKEN = lazy_pattern(rf"<(?:({_PLAIN}(?:\n<{_PLAIN})*+)|([^>]*)>)")
"""What both begin with stands first, so that it is found fast."""


def tokens(html: str) -> Iterator[tuple[str, str, str]]:
    """(run of plain elements, tag without its brackets, text behind it) in order; the run or the tag is '', at the
    beginning both.
    """
    pieces = _TOKEN.split(html)
    yield "", "", pieces[0]
    for run, tag, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        yield f"<{run}" if run else "", tag or "", text


def with_classes(run: str) -> str:
    """The run with classes for the alignment of its cells."""
    return run.replace('<td align="', '<td class="align-')


def words_of(run: str) -> str:
    """The words of a run, with a BORDER where a block begins or ends."""
    return unescape(TAG.sub(BORDER, _SPAN.sub("", run).replace("<br>", "\n")))
