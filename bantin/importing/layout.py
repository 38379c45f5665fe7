"""Blocks → the Markdown of an article."""

import re
from collections.abc import Sequence

from bantin.importing.inline import item_escaped, line_escaped
from bantin.importing.types import Block


def markdown(blocks: Sequence[Block]) -> str:
    """The body, without a line end at its end; its highest heading is of the second level."""
    highest = min((block.level for block in blocks if block.kind == "heading"), default=2)
    return "\n\n".join(text for block in blocks if (text := _written(block, 2 - highest)))


def _written(block: Block, shift: int) -> str:
    if block.kind == "heading":
        level = min(max(block.level + shift, 2), 6)
        return f"{'#' * level} {' '.join(block.markdown.replace(chr(92) + chr(10), ' ').split())}"
    if block.kind == "paragraph":
        text = line_escaped(block.markdown)
        return f"{text}\n{{: .align-right }}" if block.is_right and text else text
    return block.markdown


def item_markdown(block: Block) -> str:
    """A block in an item of a list: a heading is bold there."""
    if block.kind == "heading":
        is_plain = re.fullmatch(r"[\w ,.:;–-]+", block.markdown) is not None
        return f"**{block.markdown}**" if is_plain else f"<strong>{block.markdown}</strong>"
    return item_escaped(block.markdown) if block.kind == "paragraph" else block.markdown
