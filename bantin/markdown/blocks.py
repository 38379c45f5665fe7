"""Preprocessor: Markdown as people write it → Markdown that Python-Markdown parses as it was meant.

`block_reader` recognises the blocks of a text (lists, tables, quotes, boxes, fenced code, HTML, paragraphs; a module
for each) and rewrites them in the parser's strict form: content of list items indented by four blanks, a blank line
above lists and tables. Code and HTML, which the parser must not touch, are replaced by *stand-ins*.
"""

from dataclasses import dataclass

from bantin.markdown import block_reader, centred, dialects
from bantin.markdown.block_context import BlockContext
from bantin.markdown.block_reader import TooDeep
from bantin.markdown.lines import lines_of
from bantin.markdown.positions import SourceMap
from bantin.markdown.prefilter import is_unaffected
from bantin.patterns import lazy_pattern
from bantin.problems import Problem

__all__ = ["STAND_IN", "Reading", "TooDeep", "read"]

STAND_IN = lazy_pattern("<p>\x11(\\d+)\x11</p>|\x11(\\d+)\x11")
"""A stand-in: the number of a piece put aside, between control characters that no text contains."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A preprocessed text."""

    text: str
    stand_ins: tuple[str, ...] = ()
    """The HTML put aside, by number."""
    problems: tuple[Problem, ...] = ()


def read(text: str, source: SourceMap) -> Reading:
    """Preprocesses `text`; `source` is its source map. Raises TooDeep."""
    if is_unaffected(text, source.signs):
        return Reading(text)
    context = BlockContext(text, source)
    written = "\n".join(block_reader.read(context, centred.divided(lines_of(text), text, source)))
    context.tell_of_unused()
    return Reading(written, tuple(context.stand_ins), (*context.problems, *dialects.slips(text, source)))
