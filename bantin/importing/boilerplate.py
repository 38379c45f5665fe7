"""Boilerplate removal: what stands around an article on its page, such as other news, links, buttons, is left out."""

from bantin.importing import boilerplate_words
from bantin.importing.article_parts import LONG, ArticleParts
from bantin.importing.dates import date_line
from bantin.importing.types import Block
from bantin.importing.words import words


def leave_out(parts: ArticleParts) -> None:
    """Leaves out other news, links and counters below the article, from the heading above them; then buttons."""
    for at, block in enumerate(parts.blocks):
        is_heading = at > 1 and block.kind in ("paragraph", "heading") and boilerplate_words.is_section(block.text)
        if is_heading and all(_longest_line(rest) <= 60 for rest in parts.blocks[at:]):
            _leave_out_from(parts, at)
            break
    for at in parts.left():
        block = parts.blocks[at]
        lines = block.text.split("\n") if block.kind == "list" else [block.text] if parts.is_text(at) else []
        if lines and all(map(boilerplate_words.is_button, lines)) and _is_at_edge(parts, at):
            parts.leave_out(at, "around")


def _leave_out_from(parts: ArticleParts, start: int) -> None:
    """Leaves out all blocks from `start` on, except a line with the number of views."""
    for at in range(start, len(parts.blocks)):
        said = date_line(parts.blocks[at].text) if parts.blocks[at].kind == "paragraph" else None
        if said and said.date is None and said.views is not None and parts.views is None:
            parts.views = said.views
            parts.take("views", at)
        else:
            parts.leave_out(at, "around")


def _longest_line(block: Block) -> int:
    return max(len(words(line)) for line in block.text.split("\n"))


def _is_at_edge(parts: ArticleParts, at: int) -> bool:
    """Whether no text of an article stands on one side of a button: between paragraphs, its words are text."""
    left = parts.left()
    above = all(parts.count(each) < LONG for each in left if each < at)
    behind = [each for each in left if each > at]
    below = len(behind) < 12 and all(parts.count(each) < 25 and not parts.is_prose(each) for each in behind)
    return at > 0 and (above or below)


def clear_above(parts: ArticleParts, title: int, dated: int) -> None:
    """Leaves out what else is above the title if it is short, as the page's own header is; longer text stays."""
    edge = title if title >= 0 else dated
    above = [at for at in range(max(edge, 0)) if at not in parts.gone]
    above = [at for at in above if parts.blocks[at].role != "number"]
    if dated < 0 and not any(parts.blocks[at].role for at in above):
        above = [at for at in above if boilerplate_words.is_button(parts.blocks[at].text)]
    for at in above:
        block = parts.blocks[at]
        if block.kind in ("paragraph", "heading", "list", "rule") and len(words(block.text)) < LONG:
            parts.leave_out(at, "above")
    for at in range(title + 1, dated):
        if parts.is_text(at) and (
            boilerplate_words.is_button(parts.blocks[at].text) or parts.categories.meant(parts.blocks[at].text)
        ):
            parts.leave_out(at, "around")
