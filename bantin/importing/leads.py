"""The first paragraph of a text → its lead, where it reads as one; what repeats title or lead is left out."""

import re
from collections.abc import Sequence

from bantin.importing import furniture
from bantin.importing.sheet import Sheet, alike
from bantin.importing.words import words
from bantin.text import fold

_LONGEST = 110
"""Words of a lead."""


def find(sheet: Sheet, first: int) -> None:
    """Reads the lead, which begins the text behind the block at `first`."""
    texts = [at for at in range(first, len(sheet.blocks)) if at not in sheet.gone]
    while texts and _is_repeated(sheet, texts[0], sheet.title):
        sheet.leave_out(texts.pop(0), "repeated")
    while texts and (sheet.blocks[texts[0]].kind == "rule" or furniture.is_button(sheet.blocks[texts[0]].text)):
        sheet.leave_out(texts.pop(0), "around")
    if len(texts) < 2 or not _may_be_lead(sheet, texts):
        return
    sheet.lead = sheet.blocks[texts[0]].text
    sheet.take("lead", texts[0])
    if _is_repeated(sheet, texts[1], sheet.lead):
        sheet.leave_out(texts[1], "repeated")


def _is_repeated(sheet: Sheet, at: int, text: str) -> bool:
    return sheet.blocks[at].kind in ("paragraph", "heading") and bool(text) and alike(sheet.blocks[at].text, text)


def _may_be_lead(sheet: Sheet, texts: Sequence[int]) -> bool:
    block, following = sheet.blocks[texts[0]], sheet.blocks[texts[1]]
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
