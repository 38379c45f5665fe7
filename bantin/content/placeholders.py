"""Words that hold the place of others: of a hint, of `new` or `init`, of a letter that is sent to many; in one file."""

import re
from collections.abc import Iterator

from bantin.content.front_matter import FrontMatter, ParsedFile
from bantin.markdown.positions import SourceMap
from bantin.markdown.signs import Signs, signs_of
from bantin.patterns import lazy_pattern
from bantin.problems import Place, Problem, warning

_PLACEHOLDERS = [
    (signs_of(text).ascii, signs_of(text).typography, text)
    for text in (
        "![Mô tả ảnh]",
        "![What it shows]",
        "[chữ hiện ra](",
        "[words that show](",
        "(https://địa-chỉ)",
        "(https://address)",
        "]: Lời chú thích",
        "(tên phường)",
        "(024) 0000 0000",
        "lien-he@phuong.example",
        "số nhà …, đường …",
        ":   …",
        "Họ tên, chức vụ",
        "Lorem ipsum",
        "TODO",
    )
]
"""Words of our own hints and first pages, and of everybody, that somebody is to replace; before each its signs, among
which it is looked for first.
"""
_HOST = "phuong.example"
"""Left from the hints, in a portal that has its own address by now; until then config.yaml alone is told of it."""
_TITLES = frozenset({"Tên bài", "Tên trang", "Tiêu đề", "Tiêu đề bài viết", "The title", "Name of the page", "Title"})
_DESCRIPTIONS = frozenset({"Ảnh có gì", "Ảnh có gì, nói cho người không nhìn thấy", "What it shows", "Mô tả ảnh"})
_FILES = frozenset({"Tên văn bản", "Tên tài liệu", "Name of the document"})
_UNSAID = lazy_pattern(
    r"(?:https?://)?(?:…|\.{3,})|x{3,}|todo|tbd|fixme|lorem ipsum\b.*|tóm tắt(?: (?:của )?bài(?: viết)?)?[ .:…]*"
    r"|[(\[<](?:tên|họ tên|họ và tên|tác giả|người viết|nguồn|cơ quan|tiêu đề|tóm tắt|title|name|author|source|lead"
    r"|summary|chèn|điền|insert|your)\b[^)\]>]*[)\]>]",
    re.IGNORECASE,
)
"""A value in whose place a hint has dots, or that only says what is to stand there."""


def left_over(own: FrontMatter, written: ParsedFile, signs: Signs, base_url: str) -> Iterator[Problem]:
    """Notes for words that a hint, `new` or `init` wrote, for the editor to put others in their place; `signs` are
    those of the text.
    """
    if own.title in _TITLES:
        yield warning("placeholder", own.place("title"), text=own.title)
    if own.cover and own.cover.alt and own.cover.alt.text in _DESCRIPTIONS:
        yield warning("placeholder", own.cover.alt.place, text=own.cover.alt.text)
    for field, value in {**own.plain_words, "correction": own.correction}.items():
        if value and _UNSAID.fullmatch(value):
            yield warning("placeholder", own.place(field), text=value)
    if own.withdrawn and (own.withdrawn.reason == "Lý do" or _UNSAID.fullmatch(own.withdrawn.reason)):
        yield warning("placeholder", own.place("withdrawn"), text=own.withdrawn.reason)
    for attached in own.attachments:
        if attached.title in _FILES:
            yield warning("placeholder", attached.file.place, text=attached.title)
    seen = {problem.place.line for problem in written.problems if problem.key == "translation-placeholder"}
    body = written.body
    ascii_signs, typography = signs.ascii, signs.typography
    held = [
        text for first, second, text in _PLACEHOLDERS if first in ascii_signs and second in typography and text in body
    ]
    if "." in signs.ascii and _HOST in body and _HOST not in base_url:
        held.append(_HOST)
    is_asked = _may_ask(body, signs)
    words = SourceMap(body, own.path, written.first_line, signs).without_code if held or is_asked else ""
    for found in _ASKED_FOR.finditer(words) if is_asked else ():
        at = found.start()
        if f"{found[0]}:" in words:
            continue  # the words of a link, whose address stands at the end
        line = written.first_line + body.count("\n", 0, at)
        seen.add(line)
        yield warning("placeholder", Place(own.path, line, at - body.rfind("\n", 0, at)), text=found[0])
    for text in held:
        at = words.find(text)
        if at < 0:
            continue
        line = written.first_line + body.count("\n", 0, at)
        if line in seen:
            continue
        seen.add(line)
        column = at - body.rfind("\n", 0, at)
        yield warning("placeholder", Place(own.path, line, column), text=text.strip(": "))


_ASKED_FOR = lazy_pattern(
    r"[(\[<](?:chèn|insert)\s+(?:ảnh|hình|bảng|link|liên kết|video|bản đồ|an? |the |image|picture|photo|table|map)"
    r"[^)\]>\n]{0,40}[)\]>](?!\()"
    r"|(?<!\\)\[(?:(?:họ (?:và )?)?tên|điền|nhập|số điện thoại|địa chỉ|địa điểm|thời gian|ngày|your|name of)\b"
    r"[^\[\]\n]{0,40}\](?![(\[:])"
    r"|«\s?[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+\s?»|\{\s?MERGEFIELD [^{}\n]{1,60}\}|\$\{[A-Za-z_][\w.]{0,40}\}"
    r"|<<[\w ]{1,40}>>",
    re.IGNORECASE,
)
"""What a writer notes for the picture or words to come, and the fields of a letter that is sent to many."""


def _may_ask(body: str, signs: Signs) -> bool:
    """A cheap pre-check: its signs are looked at first."""
    return (
        (signs.has_others and "«" in body)
        or "{" in signs.ascii
        or ("<<" in signs.ascii and "<<" in body)
        or any(bracket in signs.ascii and inserted.search(body) for bracket, inserted in _INSERTED)
    )


_INSERTED = [
    ("(", lazy_pattern(r"\((?i:ch[èÈ]n|insert)")),
    ("<", lazy_pattern(r"<(?i:ch[èÈ]n|insert)")),
    ("[", lazy_pattern(r"\[(?i:ch[èÈ]n|insert|họ |tên|điền|nhập|số đ|địa |thời |ngày|your|name)")),
]
"""Of each bracket a pattern of its own: what begins with one sign is found faster."""
