"""By which signs a line, without its first blanks, opens a block that holds others, or gives a label or a meaning.

Also the attributes that may stand behind something.
"""

import re

from bantin.patterns import lazy_pattern

KINDS = (
    "note|tip|important|warning|caution|danger|ghi[ _-]ch[uú]|l[uư]u[ _-][yý]|ch[uú][ _-][yý]|m[eẹ]o"
    "|quan[ _-]tr[oọ]ng|c[aả]nh[ _-]b[aá]o|nguy[ _-]hi[eể]m"
)
"""Kinds of boxes as people write them, in any letters, with marks or without; for a pattern."""
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
