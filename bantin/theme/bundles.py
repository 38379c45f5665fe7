"""Scripts and style sheets → what is published of them: joined in their order, without remarks and indentation.

Visitors load them before anything else. Names stay as they were written, so that who reads a page's source on a
portal can still read its scripts: shortening them would need a parser of the language.
"""

import re
from collections.abc import Mapping
from typing import Final

from bantin.patterns import lazy_pattern

MAIN: Final = "js/theme.js"
"""Stands alone, for pages wait for it."""

_REMARK = lazy_pattern(rb"^[ \t]*//.*(?:\n|\Z)|^[ \t]+", re.MULTILINE)
_KEPT = rb"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\\.|\burl\([^)"']*\))"""
"""In a style sheet what stands within quotes, an escape, the address of a file."""
_BLANK = lazy_pattern(_KEPT + rb"|(?:\s|/\*.*?\*/)+", re.DOTALL)
# A blank before a colon may separate two selectors, one before a semicolon or a closing brace be a value.
_NEEDLESS = lazy_pattern(_KEPT + rb"| ?([{,]) ?|([;}]) |(:) (?![;}])", re.DOTALL)


def scripts(assets: Mapping[str, bytes], folder: str) -> bytes:
    """The scripts that lie in `folder` itself."""
    names = [name for name in sorted(assets) if name.endswith(".js") and name.rpartition("/")[0] == folder]
    return b"\n".join(_short_script(assets[name]) for name in names if name != MAIN)


def _short_script(script: bytes) -> bytes:
    """A script without lines that are remarks, and without indentation; untouched where a line may stand within a text
    or a remark of several lines."""
    lines = script.split(b"\n")
    is_doubtful = b"/*" in script or any(line.count(b"`") % 2 or line.endswith(b"\\") for line in lines)
    return script if is_doubtful else _REMARK.sub(b"", script)


def styles(assets: Mapping[str, bytes]) -> bytes:
    """All style sheets: tokens first, since they order the layers."""
    names = sorted(name for name in assets if name.startswith("css/") and name.endswith(".css"))
    names.sort(key=lambda name: name != "css/tokens.css")
    return b"".join(_short_style(assets[name]) + b"\n" for name in names)


def _short_style(style: bytes) -> bytes:
    """A style sheet without its remarks, and without blanks where they say nothing."""
    spaced = _BLANK.sub(lambda match: match[1] or b" ", style)
    return _NEEDLESS.sub(lambda match: match[match.lastindex or 0], spaced).strip()
