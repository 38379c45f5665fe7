"""Markdown serialiser for blocks: the blocks of an article → its body."""

import re
from collections.abc import Sequence

from bantin.importing.inline import item_escaped, line_escaped
from bantin.importing.types import Block


def markdown(blocks: Sequence[Block]) -> str:
    """The body, without a final line feed; its highest heading is of level 2."""
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
    """A block within a list item, where a heading becomes bold text."""
    if block.kind == "heading":
        is_plain = re.fullmatch(r"[\w ,.:;–-]+", block.markdown) is not None
        return f"**{block.markdown}**" if is_plain else f"<strong>{block.markdown}</strong>"
    return item_escaped(block.markdown) if block.kind == "paragraph" else block.markdown
