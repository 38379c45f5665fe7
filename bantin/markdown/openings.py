"""By which signs a line, without its first blanks, opens a block that holds others, or gives a label or a meaning."""

import re

from bantin.patterns import lazy_pattern

BOX = lazy_pattern(r'!!! ?([\w\-]+(?: +[\w\-]+)*)(?: +"(.*?)")? *$')
ALERT = lazy_pattern(r"\[!([^\[\]\n]{1,40})\](?!\()[ ]*(.*)$")
LABEL = lazy_pattern(
    r"""\[(?:(\^)([^\[\]]+)\][ ]?:[ ]*(?P<note>.*)
    |([^\[\]^][^\[\]]*)\]:[ ]*(?P<target>\S+)[ ]*(?:"[^"]*"|'[^']*'|\([^()]*\))?[ ]*)$""",
    re.VERBOSE,
)
DEFINITION = lazy_pattern(r" {0,3}: {1,3}\S")
