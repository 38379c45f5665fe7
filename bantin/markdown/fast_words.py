"""What stands in the blocks of a plain text: emphasis, links, pictures and line breaks, as `fast_path` says."""

import re
from collections.abc import Callable

from bantin.patterns import lazy_pattern

STAR = r"((?<=[^\W_])\*(?=[^\W_])|(?<![^\s(])\*{1,3}(?=\)))"
"""`2*3*4`, and `(*)`, which leads to a remark; for a pattern."""
_REFERENCE = lazy_pattern(r"(!?)\[([^\[\]*_!\"\n]*)\]\(([^\s()\[\]*\"']+)(?: \"([^\[\]()*_\"'\n]*)\")?\)")
_EMPHASIS = lazy_pattern(r"(\*\*?)(?![\s*])([^*]+)(?<!\s)\1(?!\*)")
_STAR = lazy_pattern(STAR)
_STAND_IN = "\x02"
"""Replaces links and pictures while emphasis is matched; `fast_path` excludes it from texts."""


class NotPlain(Exception):
    """Raised for anything that is not certainly simple."""


def inline(text: str, is_kept: Callable[[str], bool]) -> str:
    """The HTML of words. Raises NotPlain."""
    references: list[str] = []
    if "[" in text or "]" in text:

        def put_aside(found: re.Match[str]) -> str:
            references.append(_reference(found, is_kept))
            return _STAND_IN

        text = _REFERENCE.sub(put_aside, text)
        if "[" in text or "]" in text:
            raise NotPlain
    if "_" in text:
        raise NotPlain
    if "*" in text:
        if _STAR.search(text):
            raise NotPlain
        text = _EMPHASIS.sub(_emphasis, text)
        if "*" in text:
            raise NotPlain
    if "  \n" in text:
        text = text.replace("  \n", "<br>\n")
    for reference in references:
        text = text.replace(_STAND_IN, reference, 1)
    return text


def _reference(found: re.Match[str], is_kept: Callable[[str], bool]) -> str:
    sign, words, target, title = found.groups()
    if ":" in target and not is_kept(target):
        raise NotPlain
    note = "" if title is None else f' title="{title.strip(" ")}"'
    return f'<img alt="{words}" src="{target}"{note}>' if sign else f'<a href="{target}"{note}>{words}</a>'


def _emphasis(found: re.Match[str]) -> str:
    tag = "em" if found[1] == "*" else "strong"
    return f"<{tag}>{found[2]}</{tag}>"
