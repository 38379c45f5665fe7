"""By which signs a line, without its first blanks, opens a block that holds others, or gives a label or a meaning.

Also the attributes that may stand behind something.
"""

import re

from bantin.patterns import lazy_pattern

KINDS = "note|tip|important|warning|caution|danger|ghi chú|lưu ý|chú ý|mẹo|quan trọng|cảnh báo|nguy hiểm"
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
