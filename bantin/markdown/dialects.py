"""Markdown dialects of other programs that are not understood here: reported, with what to write instead."""

import re
from collections.abc import Iterator

from bantin.markdown import foreign_markup, foreign_signs, half_written, near_signs, percent_words
from bantin.markdown.file_endings import FILES, PAGES, PICTURES, pattern
from bantin.markdown.lines import Line
from bantin.markdown.openings import ATTRIBUTES, ENGLISH_KINDS, KINDS, VIETNAMESE_KINDS
from bantin.markdown.positions import SourceMap
from bantin.markdown.schemes import mended
from bantin.markdown.signs import Signs
from bantin.patterns import lazy_pattern
from bantin.problems import Problem, warning
from bantin.text import fold

_ALERTS = frozenset({"note", "tip", "important", "warning", "caution"})
"""GitHub's alerts (`> [!NOTE]`)."""

_BOX_HEAD = lazy_pattern(rf"(?P<kind>{KINDS})(?![\w-]):?\s*(?P<rest>.*)", re.IGNORECASE)
_PARTS = lazy_pattern(r'(?P<words>[^"]*?)\s*(?P<title>".*")?')


def box(line: Line, inner: list[Line]) -> tuple[str, list[Line], str]:
    """(class and title of the box that `line` opens, the lines `inner` below it with the words behind its kind, its
    kind if there is none like that). `warning Cấm lửa` has no title, and `lưu ý` is its own."""
    head = line.text.lstrip(" ")[3:].strip()
    found = _BOX_HEAD.fullmatch(head)
    parts = _PARTS.fullmatch(found["rest"] if found else head)
    words, title = (parts["words"], parts["title"] or "") if parts else (head, "")
    lines = [Line(words, line.at + line.text.index(words)), *inner] if words else inner
    if found is None:
        return f"note {title}".rstrip(), lines, words
    kind, name = _class_and_name(found["kind"])
    title = title or name
    if words and all(each.startswith("align-") for each in words.split()):
        return f"{kind} {words} {title}".rstrip(), inner, ""
    return f"{kind} {title}".rstrip(), lines, ""


def alert(kind: str) -> str:
    """Class and title of the box that `> [!kind]` opens; '' if there is none like that."""
    return " ".join(_class_and_name(kind)).rstrip() if _KIND.fullmatch(kind) else ""


def _class_and_name(kind: str) -> tuple[str, str]:
    """(class, title in quotes) of a kind; English ones have their titles in the language of the text."""
    if kind.lower() in ENGLISH_KINDS:
        return kind.lower(), ""
    plain = fold(kind.replace("-", " ").replace("_", " "))
    return next((each, f'"{name}"') for name, each in VIETNAMESE_KINDS.items() if fold(name) == plain)


_KIND = lazy_pattern(KINDS, re.IGNORECASE)


_SHORTCODE = lazy_pattern(r"\{\{[<%]?[^{}\n]{0,200}\}\}|\{%[^{}\n]{0,200}%\}|(?<![\w%])%%(?=\S)[^%\n]{1,200}%%")
"""`{{< x >}}`, `{% x %}`, and Obsidian's `%% comment %%`, which readers would see."""
_INLINE_NOTE = lazy_pattern(r"(?<![\^\\])\^\[([^\[\]\n]{1,300})\](?![(\[^])")
_WIKI_LINK = lazy_pattern(r"(!?)\[\[([^\[\]\n]{1,200})\]\](?!\()")
_ABBREVIATION = lazy_pattern(r"^ {0,3}\*\[[^\]\n]{1,200}\]:", re.MULTILINE)
_BLANK_IN_LINK = lazy_pattern(rf"\](?:[ \t]+|[ \t]*\n[ \t]*)\((?:https?://|[^()\s]+\.(?:md|{pattern(FILES)})\b)")

_BLANK_IN_PICTURE = lazy_pattern(r"![ \t]+\[[^\]\n]{0,300}\]\((?:<[^>\n]+|[^)\s]+)")
_NAMES_PICTURE = lazy_pattern(rf"\.(?:{pattern(PICTURES)})(?:[?#].*)?$", re.IGNORECASE)
_ENDS_WORDS = lazy_pattern("[\\w”\"’'»)…]$")
_SWAPPED = lazy_pattern(
    r"(!?)\(([^()\n]{1,200})\)\[((?:https?://|www\.)[^\]\s]{1,300}"
    rf"|[^\[\]\s]{{1,200}}\.(?:md|{pattern(FILES)}))\]"
)
_BOX = lazy_pattern(
    r"^ {0,3}\[(?:\[_)?TOC(?:_\])?\](?=\s*$)"
    r"|^ {0,3}\{:toc[^{}\n]*\}(?=\s*$)|^ {0,3}\?{3}\+?[ \t]+[a-z]+(?:[ \t]+\"[^\"\n]*\")?(?=[ \t]*$)",
    re.MULTILINE | re.IGNORECASE,
)
_OPEN = lazy_pattern(r"!?\[[^\[\]\n]{1,200}\]\((?:https?://|www\.)[^\s()\[\]<>]+(?=[ \t]|$)(?![^\n]*\))", re.MULTILINE)
"""A link in one line that is not closed there, nor in the next."""
_WORDLESS = lazy_pattern(r"(?<![!\\\]])\[[ \t\u00a0]*\]\([ ]*([^()\s]+)[^()\n]*\)")
_BRACES = lazy_pattern(
    rf"!?\[[^\[\]\n]*\]\([^()\n]*\)(?:{ATTRIBUTES})?+(?P<braces>\{{[^{{}}\n]{{1,100}}\}}|[ ]{ATTRIBUTES})"
)
"""Behind a picture or a link, but not understood as its attributes."""
_COLONS = lazy_pattern(r"^[ >]{0,12}:::+[ \t]*\{?\.?(\w+)[^\n]{0,100}", re.MULTILINE)
_NOWHERE = lazy_pattern(r"(?<![!\\])\[([^\[\]\n]{1,200})\]\(#!?(?:[ \t]+\"[^\"\n]*\")?\)")
_TOP = lazy_pattern(r"đầu (?:trang|bài)|lên (?:trên|đầu)|\btop\b|↑|⬆|▲", re.IGNORECASE)
"""Words of a link that is meant to lead to the beginning of its page."""
_CUT = lazy_pattern(
    r"https?://[^\s<>()\[\]\"“”]+/[^\s<>()\[\]\"“”.]*(?<![,;:])(?: [^\s<>()\[\]\"“”.,;:]+){1,6}"
    rf"\.(?:{pattern(FILES | PAGES)})(?!\w)",
    re.IGNORECASE,
)
"""An address that a blank cuts off from the rest of a file's name."""
_HOST = r"(?:[\w-]+\.)+[a-z]{2,24}(?:[/?#][^\s<>\"”’)]*)?"
_BENT = lazy_pattern(
    rf"""(?<![\w./:@\\])(?:
        (?P<address>[a-z]{{3,7}}[ ]?(?:[:;.]?[ ]?[/\\]{{1,3}}|[:;])[ ]?{_HOST})
      | (?:w{{2}}|w{{4,5}})\.(?P<host>{_HOST}) | www,[ ]?(?P<behind>{_HOST})
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_ANY_OF = ("{", "~", "^", "$", "%%", "???", "::", "](#)")
_ANY_WIDE = ("（", "［", "＃", "＊", "｜", "－", "＋", "＞", "！", "．")
_MAYBE_EMOJI = lazy_pattern(r":[a-z+\-][a-z0-9_+\-]*:")


def may_be_in(text: str, signs: Signs) -> bool:
    """A cheap pre-check: False for most texts without any of it."""
    return (
        any(sign in signs.ascii and sign in text for sign in _ANY_OF)
        or (signs.has_others and any(sign in text for sign in _ANY_WIDE))
        or ("[](" in signs.ascii and _WORDLESS.search(text) is not None)
        or signs.ascii.count("(") != signs.ascii.count(")")
        or ("[" in signs.ascii and _may_hold_odd_bracket(text, signs.ascii))
        or ("%" in signs.ascii and percent_words.may_be_in(text))
        or foreign_signs.may_be_in(text, signs)
        or foreign_markup.may_be_in(text, signs)
        or near_signs.may_be_in(text, signs)
        or half_written.may_be_in(text, signs)
        or (":" in signs.ascii and _MAYBE_EMOJI.search(text) is not None)
        or ("\\" in signs.ascii and any(sign in text for sign in ("\\\\", ":\\", "\\(", "\\[")))
        or ("/" in signs.ascii and _may_hold_bent_address(text, signs.ascii))
        or ("://" in signs.ascii and "://" in text and _CUT.search(text) is not None)
        or ("w" in text and "ww" in text and _may_hold_bent_host(text))
    )


def _may_hold_odd_bracket(text: str, signs: str) -> bool:
    count = signs.count("[")
    return count != signs.count("](") or count != text.count("](") or ("![" in signs and "! [" in text)


def _may_hold_bent_address(text: str, signs: str) -> bool:
    has_scheme = "http" in text
    whole = text.count("http://") + text.count("https://") if has_scheme else 0
    return (
        ("//" in signs and text.count("//") > whole)
        or (":/" in signs and text.count(":/") > whole)
        or (";/" in signs and ";/" in text)
        or (has_scheme and "// " in text)
        or (has_scheme and text.count("http") > whole)
    )


def _may_hold_bent_host(text: str) -> bool:
    return text.count("ww.") > text.count("www.") or "wwww" in text or "www," in text


def slips(text: str, source: SourceMap) -> Iterator[Problem]:
    """A problem for each occurrence outside code."""
    if not may_be_in(text, source.signs):
        return
    without_code = source.without_code
    yield from _of_programs(without_code, text, source)
    yield from _of_links(without_code, text, source)
    yield from foreign_signs.slips(without_code, text, source)
    yield from foreign_markup.slips(without_code, source)
    yield from half_written.slips(without_code, text, source)
    yield from near_signs.slips(without_code, text, source)


def _of_programs(without_code: str, text: str, source: SourceMap) -> Iterator[Problem]:
    for found in _SHORTCODE.finditer(without_code):
        yield warning("shortcode", source.place(found.start()), code=text[found.start() : found.end()])
    for found in _BOX.finditer(without_code):
        yield warning("shortcode", source.place(found.start()), code=found[0].strip())
    for found in _COLONS.finditer(without_code):
        kind = found[1].lower() if found[1].lower() in _ALERTS else "note"
        written = found[0].strip(" >")
        yield warning("other-markup", source.place(found.start()), written=written, meant=f"> [!{kind.upper()}] …")
    for found in _WIKI_LINK.finditer(without_code):
        key = "wiki-picture" if found[1] else "wiki-link"
        yield warning(key, source.place(found.start()), name=found[2])
    for found in _INLINE_NOTE.finditer(without_code):
        yield warning("footnote-inline", source.place(found.start()), words=found[1])
    for found in _ABBREVIATION.finditer(without_code):
        yield warning("abbreviation-line", source.place(found.start()))


def _of_links(without_code: str, text: str, source: SourceMap) -> Iterator[Problem]:
    for found in _BLANK_IN_LINK.finditer(without_code):
        yield warning("link-blank", source.place(found.start() + 1))
    for found in _BLANK_IN_PICTURE.finditer(without_code):
        if _ENDS_WORDS.search(without_code, max(found.start() - 1, 0), found.start()) and not _NAMES_PICTURE.search(
            found[0]
        ):
            continue  # the end of a sentence, and a link behind it
        yield warning("picture-blank", source.place(found.start()))
    for found in _SWAPPED.finditer(without_code):
        yield warning("link-swapped", source.place(found.start()), words=f"{found[1]}[{found[2]}]", target=found[3])
    for found in _OPEN.finditer(without_code):
        yield warning("link-open", source.place(found.start()), meant=f"{found[0].rstrip('.,;')})")
    for found in filter(None, (_WORDLESS.match(text, each.start()) for each in _WORDLESS.finditer(without_code))):
        yield warning("link-without-words", source.place(found.start()), target=found[1])
    for found in _NOWHERE.finditer(without_code):
        if not _TOP.search(found[1]):
            yield warning("link-nowhere", source.place(found.start()), words=text[slice(*found.span(1))])
    for found in _BRACES.finditer(without_code):
        braces = found["braces"].lstrip()
        yield warning("braces-behind", source.place(found.end() - len(braces)), written=braces)
    for each in percent_words.found_in(source):
        yield warning("percent-words", source.place(each.at), written=each.written, meant=each.meant)
    for found in _CUT.finditer(source.words_only):
        meant = found[0].replace(" ", "%20")
        yield warning("address-cut", source.place(found.start()), written=found[0], meant=meant)
    for found in _BENT.finditer(source.words_only):
        written = found[0].rstrip(".,;:!?")
        host = (found["host"] or found["behind"] or "").rstrip(".,;:!?")
        if whole := f"www.{host}" if host else mended(written):
            yield warning("address-bent", source.place(found.start()), written=written, meant=whole)
