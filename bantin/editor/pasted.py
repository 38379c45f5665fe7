"""What was pasted from Word, a sheet or a page → Markdown with the same words."""

from typing import NamedTuple

from bantin.importing import html_blocks, html_tree, layout, paste
from bantin.importing.inline import Run
from bantin.importing.types import LeftOut


class Pasted(NamedTuple):
    """Markdown, and what of the source is not in it."""

    markdown: str
    left_out: tuple[str, ...]


def markdown_of(html: str, text: str) -> Pasted:
    """The Markdown of what the clipboard holds: its HTML, if there is any, else its text. Pictures are left out: a
    browser gives no more than their addresses."""
    if not html.strip():
        return Pasted(layout.markdown(paste.blocks_of(paste.cleaned(text))) if text.strip() else "", ())
    tree = html_tree.parsed(html)
    hidden = html_tree.hidden(tree)
    walker = html_blocks.Walker(lambda _, alt: Run(alt) if alt else None)
    blocks = walker.walked(tree)
    left_out: list[LeftOut] = [*hidden, *walker.left_out]
    return Pasted(layout.markdown(blocks), tuple(each.text for each in left_out if each.text.strip()))
