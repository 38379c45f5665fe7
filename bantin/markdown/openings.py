"""By which signs a line, without its first blanks, opens a block that holds others, or gives a label or a meaning."""

import re

BOX = re.compile(r'!!! ?([\w\-]+(?: +[\w\-]+)*)(?: +"(.*?)")? *$')
ALERT = re.compile(r"\[!([^\[\]\n]{1,40})\](?!\()[ ]*(.*)$")
LABEL = re.compile(
    r"""\[(?:(\^)([^\[\]]+)\]:[ ]*(?P<note>.*)|([^\[\]^][^\[\]]*)\]:[ ]*\S+[ ]*(?:"[^"]*"|'[^']*'|\([^()]*\))?[ ]*)$"""
)
DEFINITION = re.compile(r" {0,3}: {1,3}\S")
