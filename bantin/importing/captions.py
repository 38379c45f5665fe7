"""Captions: the paragraph below a picture that belongs to it."""

from bantin.importing.types import Block
from bantin.patterns import lazy_pattern
from bantin.text import fold

_CAPTION = lazy_pattern(r"(?:anh|hinh|nguon anh)(?: \d+| minh hoa| tu lieu)? ?[:.]")
_LONGEST = 60
"""Words."""


def is_one(block: Block) -> bool:
    """Whether a paragraph is a caption, by its wording or by its role on the page."""
    is_called_so = block.role == "caption" or _CAPTION.match(fold(block.text)) is not None
    is_plain = "](" not in block.markdown and not any(sign in block.text for sign in '\n"\\')
    return block.kind == "paragraph" and is_called_so and is_plain and len(block.text.split()) <= _LONGEST


def below(picture: Block, caption: Block) -> Block:
    """The picture with its words."""
    return picture._replace(text=caption.text, markdown=f'{picture.markdown[:-1]} "{caption.text}")')
