"""Markup of forums, wikis and assistants, and what they leave in a text that was copied from them.

It is shown as it stands, and reported, with what to write instead.
"""

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice

from bantin.markdown.file_endings import FILES, PICTURES, pattern
from bantin.markdown.positions import SourceMap
from bantin.markdown.schemes import is_within_address
from bantin.markdown.signs import Signs
from bantin.patterns import lazy_pattern
from bantin.problems import Problem, warning

_FORUM = lazy_pattern(
    r"\[(?P<tag>b|i|u|s|url|img|quote|code|color|size|font|center|left|right|list)(?:=(?P<value>[^\[\]\n]{1,300}))?\]"
    r"(?P<words>[^\[\]\n]{0,300})\[/(?P=tag)\]",
    re.IGNORECASE,
)
_WIKI = lazy_pattern(
    r"^(?P<level>={3,6}|==(?=[ ]))[ ]?(?P<heading>[^=\s][^=\n]{0,200}?)[ ]?(?P=level)[ ]*$"
    r"|'''(?P<bold>[^'\n]{1,200})'''",
    re.MULTILINE,
)
_SIGN_INSIDE = lazy_pattern(
    r"(?<![!\\])\[![ ]?(?!\[)([^\[\]\n]{1,200})\](\([^()\n]{1,200}\.(?:jpe?g|png|gif|webp|svg)\))"
)
_SIZED = lazy_pattern(r"!\[(?P<words>[^\[\]\n|]{1,200})\|[ ]?\d{1,4}(?:x\d{1,4})?\](?P<target>\([^()\n]{1,200}\))")
_LEFT = lazy_pattern(
    r"(?P<remark>:contentReference\[oaicite:[0-9]+\](?:\{index=[0-9]+\})?|\[oai_citation[^\]\n]{0,80}\](?:\([^()\s]*\))?"
    r"|【[0-9]+[†:][^】\n]{0,80}】|\ue200[^\ue200\ue201\n]{0,120}\ue201|(?:file)?citeturn[0-9]+[a-z]+[0-9]+\w*"
    r"|\[(?:sửa(?: \| sửa mã nguồn)?|sửa mã nguồn|cần dẫn nguồn|edit(?: source)?|citation needed)\](?!\())"
)
"""What an assistant writes for a source, and what an encyclopedia writes beside headings and sentences."""
_REMARK_LINE = lazy_pattern(
    r"""^[ >*_]{0,8}(?P<written>
        (?P<chat>\[\d{1,2}:\d{2}(?::\d{2})?(?:[ ][AP]M)?(?:,?[ ]\d{1,2}/\d{1,2}(?:/\d{2,4})?)?\][ ][^:\n]{1,60}:)
      | \[(?:hình[ ]ảnh|ảnh|sticker|video|tệp(?:[ ]tin)?|file|album|gif)\](?=[ ]*$)
      | (?:\.{3}|…)[ ]?(?:xem[ ]thêm|see[ ]more)(?=[*_ ]*$)
      | -{4,}[ ]?(?:forwarded[ ]message|thư[ ]chuyển[ ]tiếp|original[ ]message)[ ]?-{4,}
      | dưới[ ]đây[ ]là[ ][^\n]{0,40}(?:hoàn[ ]chỉnh|theo[ ]yêu[ ]cầu|cho[ ]bạn|mà[ ]bạn)[^\n]{0,40}:?(?=[*_ ]*$)
      | bạn[ ]có[ ]muốn[ ](?:tôi|mình)[ ] | would[ ]you[ ]like[ ]me[ ]to[ ]
    )""",
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
"""What a chat, a mail program or an assistant writes around a text that is copied from it."""
_CODED = lazy_pattern(
    r"&lt;/?(?:a|b|i|u|p|br|div|em|font|h[1-6]|img|li|ol|span|strong|table|td|tr|ul)\b(?:(?!&gt;)[^\n]){0,200}&gt;"
    r"|&amp;(?:nbsp|lt|gt|amp|quot|ldquo|rdquo|ndash|[a-z]?(?:acute|grave|circ|tilde));",
    re.IGNORECASE,
)
_OPEN_ENTITY = lazy_pattern(r"&(?:nbsp|(?:[nm]dash|hellip|[lr][ds]quo|quot)(?!\w))(?![;=])")
"""An entity that is not closed, and so is shown."""
_ESCAPED = lazy_pattern(r"\\\*\\\*([^*\n\\]{1,200})\\\*\\\*|\\\[([^\[\]\n\\]{1,200})\\\](\([^()\s]{1,300}\))")
_FILE = rf"[^\s/\\:*?\"<>|\[\]()!]{{1,100}}\.(?P<kind>{pattern(FILES)})"
_LABEL = r"(?:(?:(?:hình[ ])?ảnh|hình|tệp|file)(?:[ ](?:đính[ ]kèm|minh[ ]họa))?|đính[ ]kèm)(?:[ ]\d{1,2})?"
_FILE_ALONE = lazy_pattern(
    rf"^[ >]{{0,8}}(?:{_LABEL}[ ]?:[ ]*)?(?P<written>!?\[?(?P<file>{_FILE})\]?!?)[ ]*$", re.MULTILINE | re.IGNORECASE
)
_ENDS_WITH_FILE = lazy_pattern(rf"\.(?:{pattern(FILES | frozenset(map(str.upper, FILES)))})[\]!]{{0,2}}[ ]*(?:\n|\Z)")


def may_be_in(text: str, signs: Signs) -> bool:
    """A cheap pre-check: False for most texts without any of it."""
    return (
        ("[/" in signs.ascii and "[/" in text)
        or ("==" in signs.ascii and "==" in text)
        or ("&" in signs.ascii and ("&lt;" in text or "&amp;" in text or _OPEN_ENTITY.search(text) is not None))
        or ("\\" in signs.ascii and ("\\*\\*" in text or "\\](" in text))
        or ("[!" in signs.ascii and "[!" in text)
        or ("|](" in signs.ascii and "![" in signs.ascii)
        or (signs.has_others and any(sign in text for sign in ("【", "\ue200")))
        or _ENDS_WITH_FILE.search(text) is not None
        or _may_hold_remark(text, signs)
    )


def _may_hold_remark(text: str, signs: Signs) -> bool:
    has_words = (
        ("?" in signs.ascii and ("ạn có muốn " in text or " like me to" in text))
        or ("..." in signs.ascii and ("em thêm" in text or "ee more" in text))
        or ("…" in signs.typography and ("em thêm" in text or "ee more" in text))
        or "ưới đây là " in text[:_HEAD]
    )
    return (
        (has_words and _REMARK_LINE.search(text) is not None)
        or ("]" in signs.ascii and _IN_BRACKETS.search(text) is not None)
        or ("----" in signs.ascii and "essage -" in text)
    )


_HEAD = 100
"""So far into a text an assistant says what it wrote."""
_IN_BRACKETS = lazy_pattern(r"\[(?:\d{1,2}:\d\d|[^\[\]\n]{3,10}\][*_ ]*(?:\n|\Z))")


def slips(without_code: str, source: SourceMap) -> Iterator[Problem]:
    """A problem for each occurrence in a text without code."""
    for found in _FORUM.finditer(without_code):
        yield _other(found, source, _of_forum(found))
    for found in _WIKI.finditer(without_code):
        yield _other(found, source, f"**{found['bold']}**" if found["bold"] else f"## {found['heading']}")
    for found in _SIGN_INSIDE.finditer(without_code):
        yield _other(found, source, f"![{found[1]}]{found[2]}")
    for found in _SIZED.finditer(without_code):
        yield _other(found, source, f"![{found['words'].strip()}]{found['target']}")
    for found in _LEFT.finditer(without_code):
        yield warning("remark-of-program", source.place(found.start()), written=found[0])
    chats = 0
    for found in _REMARK_LINE.finditer(without_code):
        chats += found["chat"] is not None
        if found["chat"] is None or chats == 1:  # a chat holds dozens
            written = found["written"].strip(" *_")
            yield warning("remark-of-program", source.place(found.start("written")), written=written)
    for found in islice(_CODED.finditer(without_code), 1):  # what coded one of them coded all
        yield warning("html-coded", source.place(found.start()), written=found[0], meant=unescape(found[0]))
    for found in _OPEN_ENTITY.finditer(source.words_only):
        at = found.start()
        if not is_within_address(source.words_only, at) and not source.is_within_html(at):  # HTML's rules close it
            yield warning("entity-open", source.place(at), written=found[0])
    for found in _ESCAPED.finditer(without_code):
        meant = f"**{found[1]}**" if found[1] else f"[{found[2]}]{found[3]}"
        yield warning("signs-escaped", source.place(found.start()), written=found[0], meant=meant)
    for found in _FILE_ALONE.finditer(without_code):
        key = "picture-name-alone" if found["kind"].lower() in PICTURES else "file-name-alone"
        yield warning(key, source.place(found.start("written")), file=found["file"])


def _other(found: re.Match[str], source: SourceMap, meant: str) -> Problem:
    return warning("other-markup", source.place(found.start()), written=found[0].strip(), meant=meant)


def _of_forum(found: re.Match[str]) -> str:
    """What a forum's tag is in Markdown: of one that has nothing like it, the words alone."""
    tag, words = found["tag"].lower(), found["words"].strip()
    forms = {"b": f"**{words}**", "i": f"*{words}*", "s": f"~~{words}~~", "u": f"<u>{words}</u>", "code": f"`{words}`"}
    if tag == "url":
        return f"[{words}]({found['value']})" if found["value"] else f"<{words}>"
    if tag == "img":
        return f"![…]({words})"
    return f"> {words}" if tag == "quote" else forms.get(tag, words)
