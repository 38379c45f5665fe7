"""Quotes that a word processor made curly: where they stand around a whole value, they are YAML's own.

`title: “Kế hoạch: đợt 1”` is what its writer typed with straight quotes, and what Word made of it. Only the sign is
changed, so every place stays.
"""

import re

from bantin.patterns import lazy_pattern

_PAIRS = {"“": '”"“', "„": '“”"', "«": "»", "‘": "’", '"': "”"}
"""What opens → what may close it. A straight quote is one of a pair only beside a curly one."""

_VALUE = lazy_pattern(
    r"""^(?P<before>[ \t]*(?:-[ \t]+)*(?:[^\s\#"'“\[{:-][^:\n]*:[ \t]+)?)
    (?:[“„](?P<value>[^“”„"\\\n]+)[”"“]|"(?P<half>[^“”„"\\\n]+)”)[ \t]*$""",
    re.MULTILINE | re.VERBOSE,
)
_TEXT_BLOCK = lazy_pattern(r":[ \t]+[|>][+-]?[0-9]?[ \t]*$", re.MULTILINE)


def straightened(text: str) -> tuple[str, int]:
    """(YAML in which curly double quotes around whole values are straight, where the first one stood; -1 if there is
    none).
    """
    if ("“" not in text and "”" not in text) or _TEXT_BLOCK.search(text):
        return text, -1
    first = -1

    def straight(found: re.Match[str]) -> str:
        nonlocal first
        first = found.end("before") if first < 0 else first
        value = found["value"] or found["half"]
        return f'{found["before"]}"{value}"' + " " * (len(found[0]) - len(found["before"]) - len(value) - 2)

    return _VALUE.sub(straight, text), first


def bare(value: str) -> str:
    """`value` without the curly quotes around all of it; as it is if there are none, or if others stand within."""
    if len(value) < 3 or value[-1] not in _PAIRS.get(value[0], ""):
        return value
    within = value[1:-1]
    return value if any(sign in within for sign in value[0] + _PAIRS[value[0]]) else within.strip()


def stand_around(value: str) -> bool:
    """Whether the first and the last quote of a value stand around all of it: the second one opens another."""
    second = value.find(value[0], 1)
    return value[-1] == value[0] and 0 < second < len(value) - 1 and (second == 1 or value[second - 1].isspace())
