"""Shortcodes of Hugo and Liquid tags of Jekyll → Markdown; those without an equivalent are removed and listed.

Code is left unchanged: there they are examples.
"""

import re
from collections.abc import Callable, Mapping
from urllib.parse import quote

from bantin.importing.links import BY_NAME
from bantin.importing.types import LeftOut
from bantin.patterns import lazy_pattern

_ATTRIBUTE = lazy_pattern(
    r"""([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|`([^`]*)`|([^\s"'>]+))|"([^"]*)"|`([^`]*)`|(\S+)"""
)
_CODE = lazy_pattern(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)`*~*[ \t]*$|\Z)|`[^`\n]+`", re.DOTALL | re.MULTILINE
)
_HIGHLIGHT = (
    lazy_pattern(
        r"\{\{[<%]\s*highlight\s+\"?([\w+-]*)[^}\n]*[>%]\}\}(.*?)\{\{[<%]\s*/\s*highlight\s*[>%]\}\}", re.DOTALL
    ),
    lazy_pattern(r"\{%-?\s*highlight\s+([\w+-]*)[^}\n]*%\}(.*?)\{%-?\s*endhighlight\s*-?%\}", re.DOTALL),
)
_BOX = lazy_pattern(
    r"\{\{[<%]\s*(?:notice|alert|callout|hint|admonition)\s*\"?([\w-]*)\"?[^}\n]*[>%]\}\}(.*?)"
    r"\{\{[<%]\s*/\s*(?:notice|alert|callout|hint|admonition)\s*[>%]\}\}",
    re.DOTALL,
)
_BOXES = {"info": "NOTE", "note": "NOTE", "tip": "TIP", "success": "TIP", "warning": "WARNING", "danger": "CAUTION"}
_HUGO = lazy_pattern(r"\{\{[<%]\s*(/?)\s*([\w./-]+)\s*(.*?)\s*/?[>%]\}\}", re.DOTALL)
_LIQUID = lazy_pattern(r"\{%-?\s*(\w+)\s*(.*?)\s*-?%\}", re.DOTALL)
_OUTPUT = lazy_pattern(r"\{\{-?\s*([^{}<%]*?)\s*-?\}\}")
_FILTERED = lazy_pattern(r"[\"']([^\"']*)[\"']\s*\|\s*(?:relative_url|absolute_url|prepend:.*)")
_SITE = lazy_pattern(r"site\.(?:baseurl|url)|\.Site\.BaseURL")
_REFERENCE = lazy_pattern(
    r"""(\]\(\s*<?|\bhref\s*=\s*["']|^[ ]{0,3}\[[^\]\n]+\]:[ \t]*<?)
    (?:\{\{-?\s*site\.(?:baseurl|url)\s*-?\}\})*
    (?:\{\{[<%]\s*(?:rel)?ref\s+([^}\n]*?)\s*/?[>%]\}\}|\{%-?\s*(?:post_url|link)\s+([^}\n]*?)\s*-?%\})(\#[^\s"'()<>]*)?""",
    re.VERBOSE | re.MULTILINE,
)
"""Where a link names another text of the archive."""
_MARKS = lazy_pattern(r"<!--\s*more\s*-->|^\{:\s*toc\s*\}$|^\[TOC\]$", re.MULTILINE)
_EMPTY = frozenset({"raw", "endraw", "more", "toc"})

Values = Mapping[str, str]


def translated(text: str, title: str, first_line: int) -> tuple[str, list[LeftOut]]:
    """The text with its shortcodes translated, and those that were removed; `title` replaces `{{ page.title }}`."""
    left_out: list[LeftOut] = []

    def leave_out(found: re.Match[str], reason: str, said: str = "") -> str:
        line = first_line + found.string.count("\n", 0, found.start())
        left_out.append(LeftOut(line, said or found[0], reason))
        return ""

    def hugo(found: re.Match[str]) -> str:
        closing, name, rest = found.groups()
        made = None if closing else _made(name, _values(rest))
        return made if made is not None else leave_out(found, "shortcode")

    def liquid(found: re.Match[str]) -> str:
        name, rest = found.groups()
        if name in _EMPTY:
            return ""
        made = _included(rest) if name == "include" else None
        return made if made is not None else leave_out(found, "shortcode")

    def output(found: re.Match[str]) -> str:
        inner = found[1]
        if filtered := _FILTERED.fullmatch(inner):
            return filtered[1]
        if _SITE.fullmatch(inner):
            return ""
        return title if inner == "page.title" and title else leave_out(found, "shortcode")

    for pattern in _HIGHLIGHT:
        text = pattern.sub(lambda found: f"\n```{found[1]}\n{found[2].strip(chr(10))}\n```\n", text)
    text = outside_code(text, lambda part: _BOX.sub(_box, part))
    for pattern, make in ((_REFERENCE, _reference), (_HUGO, hugo), (_LIQUID, liquid), (_OUTPUT, output)):
        text = outside_code(text, lambda part, pattern=pattern, make=make: pattern.sub(make, part))  # type: ignore[misc]
    return outside_code(text, lambda part: _MARKS.sub("", part)), left_out


def _reference(found: re.Match[str]) -> str:
    """A link to the named text, with a placeholder as its target."""
    values = _values(found[2] or found[3])
    named = values.get("path") or values.get("0") or ""
    name = f"{named}{found[4] or ''}"
    return f"{found[1]}{name if name.startswith('#') else BY_NAME + quote(name, safe='/#:.%~_-')}"


def without(text: str) -> str:
    """The text with its shortcodes blanked out, except in link targets: the words that an editor wrote."""
    text = outside_code(text, lambda part: _REFERENCE.sub(_reference, part))
    for pattern in (_HUGO, _LIQUID, _OUTPUT):
        text = outside_code(text, lambda part, pattern=pattern: pattern.sub(" ", part))  # type: ignore[misc]
    return text


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """The text with `change` applied outside code."""
    pieces: list[str] = []
    at = 0
    for found in _CODE.finditer(text):
        pieces += change(text[at : found.start()]), found[0]
        at = found.end()
    return "".join([*pieces, change(text[at:])])


def _values(rest: str) -> dict[str, str]:
    """The attributes of a shortcode, by name or position."""
    values: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(rest):
        name = found[1] or str(sum(key.isdecimal() for key in values))
        values[name.lower()] = next(each for each in found.groups()[1:] if each is not None).replace('\\"', '"')
    return values


def _made(name: str, values: Values) -> str | None:
    """Markdown for a shortcode; None if there is none."""
    if name in ("figure", "img", "image"):
        return _picture(values)
    if name in ("youtube", "yt") and (number := values.get("id") or values.get("0")):
        return f"\n\nhttps://www.youtube.com/watch?v={number}\n\n"
    if name == "vimeo" and (number := values.get("id") or values.get("0")):
        return f"\n\nhttps://vimeo.com/{number}\n\n"
    return None


def _picture(values: Values) -> str | None:
    source = values.get("src") or values.get("image_path") or values.get("url") or values.get("0")
    if not source:
        return None
    caption = values.get("caption") or values.get("title") or ""
    shown = f"![{values.get('alt', '')}]({source}" + (f' "{caption.replace(chr(34), "”")}")' if caption else ")")
    return f"\n\n{shown}\n\n"


def _included(rest: str) -> str | None:
    """Markdown for `{% include figure.html image_path=… %}`."""
    file, _, attributes = rest.partition(" ")
    values = _values(attributes)
    if "youtube" in file and values.get("id"):
        return _made("youtube", values)
    return _picture(values) if re.search(r"figure|image|img|picture", file) else None


def _box(found: re.Match[str]) -> str:
    kind = _BOXES.get(found[1].lower(), "NOTE")
    lines = found[2].strip().split("\n")
    return "\n".join(["", f"> [!{kind}]", *(f"> {line}" if line else ">" for line in lines), ""])
