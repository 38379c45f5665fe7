"""The blocks above and below the line with the date → the title of a text, and its category."""

import re

from bantin.importing import furniture
from bantin.importing.categories import is_shouted
from bantin.importing.sheet import LONG, WINDOW, Sheet, alike
from bantin.importing.types import FieldSource
from bantin.importing.words import words
from bantin.text import fold

_KINDS = frozenset(
    "thong bao|ke hoach|quyet dinh|bao cao|giay moi|cong van|to trinh|chi thi|nghi quyet|huong dan|loi keu goi|"
    "thong cao|cong dien|bien ban|ket luan|chuong trinh".split("|")
)
"""Kinds of documents: in a line of their own they are the first half of a title."""
_BRACKETED = re.compile(r"\[([^\[\]]{2,50})\]\s*[-–:]?\s*(.+)")
_LABEL = re.compile(r"(?:tiêu đề(?: bài viết)?|tên bài(?: viết)?|title)\s*:\s*(?=\S)", re.IGNORECASE)
_ABOUT = re.compile(r"(?:v/v|ve viec|ve|cua|to chuc|trien khai)\b")


def find(sheet: Sheet, dated: int) -> int:
    """Reads the title and the category above it; the title's place, or -1."""
    for at, block in enumerate(sheet.blocks[:WINDOW]):
        if sheet.is_text(at) and block.role == "category" and not sheet.category:
            sheet.category = sheet.categories.meant(block.text) or block.text
            sheet.take("category", at)
    at = _place(sheet, dated)
    if at < 0:
        sheet.title = sheet.page_title
        return -1
    _find_category(sheet, at, dated)
    sheet.title = _LABEL.sub("", sheet.blocks[at].text)
    sheet.take("title", at)
    _join_title(sheet, at)
    _split_category(sheet)
    return at


def _split_category(sheet: Sheet) -> None:
    """`[Công tác Đảng] Chi bộ 5 sinh hoạt`: a title that begins with its category."""
    found = _BRACKETED.fullmatch(sheet.title)
    name = sheet.categories.meant(found[1]) if found else ""
    if found and name:
        line = next(taken.line for taken in sheet.taken if taken.field == "title")
        sheet.category = sheet.category or name
        sheet.title = found[2]
        sheet.taken.append(FieldSource("category", found[1], line))


def _place(sheet: Sheet, dated: int) -> int:
    for at, block in enumerate(sheet.blocks[:WINDOW]):
        if sheet.is_text(at) and block.role == "title":
            return at
    texts = [at for at in range(min(WINDOW, len(sheet.blocks))) if sheet.is_text(at)]
    names = [at for at in texts if not _is_heading_of_page(sheet, at) and sheet.blocks[at].role != "number"]
    above = [at for at in names if at < min(dated, sheet.first_prose())]
    if above:
        same = [at for at in above if sheet.page_title and alike(sheet.blocks[at].text, sheet.page_title)]
        return (same or above)[-1]
    below = [at for at in names if at > dated and sheet.count(at) <= 2 * LONG]
    return below[0] if below and below[0] == names[0] else next(iter(texts), -1) if dated > 0 else -1


def _is_heading_of_page(sheet: Sheet, at: int) -> bool:
    """Whether a line above an article names its category, or is a menu or a button."""
    text = sheet.blocks[at].text
    if sheet.categories.labelled(text) or sheet.categories.in_path(text) or furniture.is_button(text):
        return True
    if _is_document_kind(sheet, at):
        return False
    return bool(sheet.categories.meant(text)) and _is_followed_by_title(sheet, at)


def _is_followed_by_title(sheet: Sheet, at: int) -> bool:
    following = next((sheet.blocks[place] for place in range(at + 1, len(sheet.blocks)) if sheet.is_text(place)), None)
    return following is not None and len(words(following.text)) <= 60


def _is_document_kind(sheet: Sheet, at: int) -> bool:
    """`THÔNG BÁO`, and below it what about: both are the title."""
    if fold(sheet.blocks[at].text).strip(" .:") not in _KINDS or at + 1 >= len(sheet.blocks):
        return False
    return sheet.is_text(at + 1) and _ABOUT.match(fold(sheet.blocks[at + 1].text)) is not None


def _join_title(sheet: Sheet, at: int) -> None:
    if _is_document_kind(sheet, at):
        sheet.title = f"{sheet.title.rstrip(' .:')} {sheet.blocks[at + 1].text}"
        sheet.category = sheet.category or sheet.categories.meant(sheet.blocks[at].text)
        sheet.take("title", at + 1)
    elif at and sheet.is_text(at - 1) and fold(sheet.blocks[at - 1].text).strip(" .:") in _KINDS:
        if _ABOUT.match(fold(sheet.title)):
            sheet.title = f"{sheet.blocks[at - 1].text.rstrip(' .:')} {sheet.title}"
            sheet.category = sheet.category or sheet.categories.meant(sheet.blocks[at - 1].text)
            sheet.take("title", at - 1)


def _find_category(sheet: Sheet, title: int, dated: int) -> None:
    near = sorted(range(min(WINDOW, max(title, dated) + 2, len(sheet.blocks))), key=lambda at: abs(at - title))
    for at in near:
        if sheet.category or at == title or not sheet.is_text(at):
            continue
        text = sheet.blocks[at].text
        name = sheet.categories.labelled(text) or sheet.categories.in_path(text)
        if not name and at < title and not _is_document_kind(sheet, at):
            name = sheet.categories.meant(text)
        if not name and at == title - 1 and is_shouted(text) and not is_shouted(sheet.blocks[title].text):
            name = text.capitalize() if fold(text) not in _KINDS else ""
        if name:
            sheet.category = name
            sheet.take("category", at)
