"""By which signs a line, without its first blanks, opens a block that holds others, or gives a label or a meaning.

Also the attributes that may stand behind something.
"""

import re

from bantin.patterns import lazy_pattern
from bantin.text import fold

ENGLISH_KINDS = ("note", "tip", "important", "warning", "caution", "danger")
"""Kinds of boxes, which are their classes too."""
VIETNAMESE_KINDS = {
    "Ghi chú": "note",
    "Lưu ý": "note",
    "Chú ý": "caution",
    "Mẹo": "tip",
    "Quan trọng": "important",
    "Cảnh báo": "warning",
    "Nguy hiểm": "danger",
}
"""Titles of boxes → their classes."""


def _as_typed(name: str) -> str:
    """Pattern for a name with marks or without, and with dashes for its blanks."""
    return "".join("[ _-]" if sign == " " else sign if sign.isascii() else f"[{fold(sign)}{sign}]" for sign in name)


KINDS = "|".join((*ENGLISH_KINDS, *(_as_typed(name.lower()) for name in VIETNAMESE_KINDS)))
"""Kinds of boxes as people write them, in any letters; for a pattern."""
BOX = lazy_pattern(rf'!!! ?(?:(?i:{KINDS})(?![\w-]):?[^"\n]*|[\w\-]+(?: +[\w\-]+)*)(?: *"(.*?)")? *$')
ALERT = lazy_pattern(r"\[!([^\[\]\n]{1,40})\](?!\()[ ]*(.*)$")
LABEL = lazy_pattern(
    r"""\[(?:(\^)([^\[\]]+)\][ ]?:[ ]*(?P<note>.*)
    |([^\[\]^][^\[\]]*)\]:[ ]*(?P<target>\S+)[ ]*(?:"[^"]*"|'[^']*'|\([^()]*\))?[ ]*)$""",
    re.VERBOSE,
)
DEFINITION = lazy_pattern(r" {0,3}: {1,3}\S")

_ATTRIBUTE = r"""(?:[.\#][\w:-]+|[\w:-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{}]+))"""
ATTRIBUTES = rf"\{{:?[ ]*({_ATTRIBUTE}(?:[ ]+{_ATTRIBUTE})*)[ ]*\}}"
"""Attributes of what stands before them, e.g. `{: .align-right #muc lang=en }`; for a pattern."""
