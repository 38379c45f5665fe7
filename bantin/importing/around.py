"""What of a page stands around its article → left out: other news and links below it, buttons at both ends."""

from bantin.importing import furniture
from bantin.importing.dates import date_line
from bantin.importing.sheet import LONG, Sheet
from bantin.importing.types import Block
from bantin.importing.words import words


def leave_out(sheet: Sheet) -> None:
    """Other news, links and counters below the article, from the heading that says what they are; then buttons."""
    for at, block in enumerate(sheet.blocks):
        is_heading = at > 1 and block.kind in ("paragraph", "heading") and furniture.is_section(block.text)
        if is_heading and all(_longest_line(rest) <= 60 for rest in sheet.blocks[at:]):
            _leave_out_from(sheet, at)
            break
    for at in sheet.left():
        block = sheet.blocks[at]
        lines = block.text.split("\n") if block.kind == "list" else [block.text] if sheet.is_text(at) else []
        if lines and all(map(furniture.is_button, lines)) and _is_at_edge(sheet, at):
            sheet.leave_out(at, "around")


def _leave_out_from(sheet: Sheet, start: int) -> None:
    """All that stands from a place on, but a line that says how often the article was read."""
    for at in range(start, len(sheet.blocks)):
        said = date_line(sheet.blocks[at].text) if sheet.blocks[at].kind == "paragraph" else None
        if said and said.date is None and said.views is not None and sheet.views is None:
            sheet.views = said.views
            sheet.take("views", at)
        else:
            sheet.leave_out(at, "around")


def _longest_line(block: Block) -> int:
    return max(len(words(line)) for line in block.text.split("\n"))


def _is_at_edge(sheet: Sheet, at: int) -> bool:
    """Whether no text of an article stands on one side of a button: between paragraphs, its words are text."""
    left = sheet.left()
    above = all(sheet.count(each) < LONG for each in left if each < at)
    behind = [each for each in left if each > at]
    below = len(behind) < 12 and all(sheet.count(each) < 25 and not sheet.is_prose(each) for each in behind)
    return at > 0 and (above or below)


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
