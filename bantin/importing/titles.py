"""Finds the title and the category of a text among the blocks around its date line."""

import re

from bantin.importing import boilerplate_words
from bantin.importing.article_parts import LONG, WINDOW, ArticleParts, alike
from bantin.importing.categories import is_shouted
from bantin.importing.types import Block, FieldSource
from bantin.importing.words import words
from bantin.patterns import lazy_pattern
from bantin.text import fold

_KINDS = frozenset(
    "thong bao|ke hoach|quyet dinh|bao cao|giay moi|cong van|to trinh|chi thi|nghi quyet|huong dan|loi keu goi|"
    "thong cao|cong dien|bien ban|ket luan|chuong trinh".split("|")
)
"""Kinds of documents: in a line of their own they are the first half of a title."""
_BRACKETED = lazy_pattern(r"\[([^\[\]]{2,50})\]\s*[-–:]?\s*(.+)")
_LABEL = lazy_pattern(r"(?:tiêu đề(?: bài viết)?|tên bài(?: viết)?|title)\s*:\s*(?=\S)", re.IGNORECASE)
_BY = lazy_pattern(r"(?:được )?(?:viết|đăng) bởi:? (?P<name>[^\d|;:]{2,60})", re.IGNORECASE)
_LONGEST_SUBJECT = 30
"""Words."""
_TO = lazy_pattern(r"kinh (?:gui|moi)\b|(?:[ivx]+|\d+|[a-z])[.)]|can cu\b")
"""How what follows the kind begins when it is no subject: an address, a number, a ground."""
_ABOUT = lazy_pattern(r"(?:v/v|ve viec|ve|cua|to chuc|trien khai)\b")


def find(parts: ArticleParts, dated: int) -> int:
    """Reads the title and the category above it; returns the index of the title, or -1."""
    for at, block in enumerate(parts.blocks[:WINDOW]):
        if parts.is_text(at) and block.role == "category" and not parts.category:
            parts.category = parts.categories.meant(block.text) or block.text
            parts.take("category", at)
    _take_author(parts)
    at = _place(parts, dated)
    if at < 0:
        parts.title = parts.page_title
        return -1
    _find_category(parts, at, dated)
    parts.title = _LABEL.sub("", parts.blocks[at].text)
    parts.take("title", at)
    _join_title(parts, at)
    _join_lines(parts, at)
    _split_category(parts)
    return at


def _take_author(parts: ArticleParts) -> None:
    """`Viết bởi Thu Hà`: a line of its own, above the text."""
    for at in range(min(WINDOW, parts.first_prose())):
        found = _BY.fullmatch(parts.blocks[at].text.strip()) if parts.is_text(at) and not parts.author else None
        if found:
            parts.author = found["name"].strip(" .")
            parts.take("author", at)


def _split_category(parts: ArticleParts) -> None:
    """`[Công tác Đảng] Chi bộ 5 sinh hoạt`: a title that begins with its category."""
    found = _BRACKETED.fullmatch(parts.title)
    name = parts.categories.meant(found[1]) if found else ""
    if found and name:
        line = next(taken.line for taken in parts.taken if taken.field == "title")
        parts.category = parts.category or name
        parts.title = found[2]
        parts.taken.append(FieldSource("category", found[1], line))


def _place(parts: ArticleParts, dated: int) -> int:
    if (called := _called_title(parts)) >= 0:
        return called
    texts = [at for at in range(min(WINDOW, len(parts.blocks))) if parts.is_text(at)]
    names = [at for at in texts if not _is_heading_of_page(parts, at) and parts.blocks[at].role != "number"]
    above = [at for at in names if at < min(dated, parts.first_prose())]
    if above:
        same = [at for at in above if parts.page_title and alike(parts.blocks[at].text, parts.page_title)]
        return (same or above)[-1]
    below = [at for at in names if at > dated and parts.count(at) <= 2 * LONG]
    return below[0] if below and below[0] == names[0] else next(iter(texts), -1) if dated > 0 else -1


def _called_title(parts: ArticleParts) -> int:
    """The place of the block that its page calls the title, or -1; some call the category's name so, too."""
    called = [at for at, block in enumerate(parts.blocks[:WINDOW]) if parts.is_text(at) and block.role == "title"]
    same = [at for at in called if parts.page_title and alike(parts.blocks[at].text, parts.page_title)]
    others = [at for at in called if not parts.categories.meant(parts.blocks[at].text)]
    return next(iter((*same, *others, *called)), -1)


def _is_heading_of_page(parts: ArticleParts, at: int) -> bool:
    """Whether a line above an article names its category, or is a menu or a button."""
    text = parts.blocks[at].text
    if parts.categories.labelled(text) or parts.categories.in_path(text) or boilerplate_words.is_button(text):
        return True
    if _is_document_kind(parts, at):
        return False
    return bool(parts.categories.meant(text)) and _is_followed_by_title(parts, at)


def _is_followed_by_title(parts: ArticleParts, at: int) -> bool:
    following = next((parts.blocks[place] for place in range(at + 1, len(parts.blocks)) if parts.is_text(place)), None)
    return following is not None and len(words(following.text)) <= 60


def _is_document_kind(parts: ArticleParts, at: int) -> bool:
    """Whether a block is the kind of a document (`THÔNG BÁO`), which belongs to the title, as its subject below."""
    if fold(parts.blocks[at].text).strip(" .:") not in _KINDS or at + 1 >= len(parts.blocks):
        return False
    if not parts.is_text(at + 1):
        return False
    subject = fold(parts.blocks[at + 1].text)
    is_letter = any(each.reason == "letterhead" for each in parts.left_out)
    return _ABOUT.match(subject) is not None or (is_letter and _may_be_subject(parts, at + 1, subject))


def _may_be_subject(parts: ArticleParts, at: int, folded: str) -> bool:
    """Whether the block below the kind of a document is what it is about, and no sentence, address or heading."""
    is_line = not folded.rstrip().endswith((".", ":", ";", ","))
    return is_line and parts.count(at) <= _LONGEST_SUBJECT and not _TO.match(folded)


def _join_lines(parts: ArticleParts, at: int) -> None:
    """A title over several lines: one that begins with a small letter goes on from the line right above it."""
    while at and parts.is_text(at - 1) and continues(parts.blocks[at - 1], parts.blocks[at]):
        at -= 1
        parts.title = f"{parts.blocks[at].text} {parts.title}"
        parts.take("title", at)


def continues(above: Block, below: Block) -> bool:
    """Whether `below` goes on with the sentence of the line right above it."""
    are_lines = {above.kind, below.kind} == {"paragraph"} and 0 < above.line == below.line - 1
    return are_lines and below.text[:1].islower() and not above.text.rstrip().endswith((".", "!", "?", "…", ":", ";"))


def _join_title(parts: ArticleParts, at: int) -> None:
    if _is_document_kind(parts, at):
        parts.title = f"{parts.title.rstrip(' .:')} {parts.blocks[at + 1].text}"
        parts.category = parts.category or parts.categories.meant(parts.blocks[at].text)
        parts.take("title", at + 1)
    elif at and parts.is_text(at - 1) and fold(parts.blocks[at - 1].text).strip(" .:") in _KINDS:
        if _ABOUT.match(fold(parts.title)):
            parts.title = f"{parts.blocks[at - 1].text.rstrip(' .:')} {parts.title}"
            parts.category = parts.category or parts.categories.meant(parts.blocks[at - 1].text)
            parts.take("title", at - 1)


def _find_category(parts: ArticleParts, title: int, dated: int) -> None:
    near = sorted(range(min(WINDOW, max(title, dated) + 2, len(parts.blocks))), key=lambda at: abs(at - title))
    for at in near:
        if parts.category or at == title or not parts.is_text(at):
            continue
        text = parts.blocks[at].text
        name = parts.categories.labelled(text) or parts.categories.in_path(text)
        if not name and at < title and not _is_document_kind(parts, at):
            name = parts.categories.meant(text)
        if not name and at == title - 1 and is_shouted(text) and not is_shouted(parts.blocks[title].text):
            name = text.capitalize() if fold(text) not in _KINDS else ""
        if name:
            parts.category = name
            parts.take("category", at)
