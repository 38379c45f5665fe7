"""Finds the lead in the first paragraph of a text, and leaves out paragraphs that repeat title or lead."""

import re
from collections.abc import Sequence

from bantin.importing import boilerplate_words
from bantin.importing.article_parts import ArticleParts, alike
from bantin.importing.words import words
from bantin.text import fold

_LONGEST = 110
"""Words of a lead."""


def find(parts: ArticleParts, first: int) -> None:
    """Reads the lead from the first text at or below the block `first`."""
    texts = [at for at in range(first, len(parts.blocks)) if at not in parts.gone]
    while texts and _is_repeated(parts, texts[0], parts.title):
        parts.leave_out(texts.pop(0), "repeated")
    while texts and (parts.blocks[texts[0]].kind == "rule" or boilerplate_words.is_button(parts.blocks[texts[0]].text)):
        parts.leave_out(texts.pop(0), "around")
    if len(texts) < 2 or not _may_be_lead(parts, texts):
        return
    parts.lead = parts.blocks[texts[0]].text
    parts.take("lead", texts[0])
    if _is_repeated(parts, texts[1], parts.lead):
        parts.leave_out(texts[1], "repeated")


def _is_repeated(parts: ArticleParts, at: int, text: str) -> bool:
    return parts.blocks[at].kind in ("paragraph", "heading") and bool(text) and alike(parts.blocks[at].text, text)


def _may_be_lead(parts: ArticleParts, texts: Sequence[int]) -> bool:
    block, following = parts.blocks[texts[0]], parts.blocks[texts[1]]
    is_plain = (
        block.kind == "paragraph" and not block.is_right and "](" not in block.markdown and "\n" not in block.text
    )
    if not is_plain or not block.text:
        return False
    if block.role == "lead":
        return True
    count = len(words(block.text))
    is_text = 8 <= count <= _LONGEST and not block.text.rstrip().endswith((":", ";", ",", "?"))
    begins_well = block.text[:1].isalpha() or block.text[:1] in '“"(' or block.text[:1].isdigit()
    is_followed = following.kind in ("paragraph", "picture", "heading", "table", "list")
    is_item = re.match(r"(?:\d{1,3}|[a-zđ]|[IVX]+)[.)] ", block.text) is not None
    is_letter = re.match(r"(?:kinh gui|so ?:|can cu)", fold(block.text)) is not None
    return is_text and begins_well and is_followed and not is_item and not is_letter
