"""What of a page stands around its article → left out: other news and links below it, buttons at both ends."""

from bantin.importing import furniture
from bantin.importing.dates import date_line
from bantin.importing.sheet import LONG, Sheet
from bantin.importing.types import Block
from bantin.importing.words import words


def leave_out(sheet: Sheet) -> None:
    """Other news, links and counters below the article, from the heading that says what they are."""
    for at, block in enumerate(sheet.blocks):
        if at < 2 or block.kind not in ("paragraph", "heading") or not furniture.is_section(block.text):
            continue
        if all(_longest_line(rest) <= 60 for rest in sheet.blocks[at:]):
            for rest in range(at, len(sheet.blocks)):
                said = date_line(sheet.blocks[rest].text) if sheet.blocks[rest].kind == "paragraph" else None
                if said and said.date is None and said.views is not None and sheet.views is None:
                    sheet.views = said.views
                    sheet.take("views", rest)
                else:
                    sheet.leave_out(rest, "around")
            return
    for at, block in enumerate(sheet.blocks):
        lines = block.text.split("\n") if block.kind == "list" else [block.text] if sheet.is_text(at) else []
        if lines and at not in sheet.gone and all(map(furniture.is_button, lines)) and _is_at_edge(sheet, at):
            sheet.leave_out(at, "around")


def _longest_line(block: Block) -> int:
    return max(len(words(line)) for line in block.text.split("\n"))


def _is_at_edge(sheet: Sheet, at: int) -> bool:
    """Whether no text of an article stands on one side of a button: between paragraphs, its words are text."""
    above = all(len(words(block.text)) < LONG for block in sheet.blocks[:at])
    below = all(len(words(block.text)) < 25 for block in sheet.blocks[at + 1 :])
    return at > 0 and (above or below) and (len(sheet.blocks) - at <= 12 or above)


def clear_above(sheet: Sheet, title: int, dated: int) -> None:
    """What else stands above the title: the page's own head, if it is short; else text that stays."""
    edge = title if title >= 0 else dated
    above = [at for at in range(max(edge, 0)) if at not in sheet.gone]
    above = [at for at in above if sheet.blocks[at].role != "number"]
    if dated < 0 and not any(sheet.blocks[at].role for at in above):
        above = [at for at in above if furniture.is_button(sheet.blocks[at].text)]
    for at in above:
        block = sheet.blocks[at]
        if block.kind in ("paragraph", "heading", "list", "rule") and len(words(block.text)) < LONG:
            sheet.leave_out(at, "above")
    for at in range(title + 1, dated):
        if sheet.is_text(at) and (
            furniture.is_button(sheet.blocks[at].text) or sheet.categories.meant(sheet.blocks[at].text)
        ):
            sheet.leave_out(at, "around")
