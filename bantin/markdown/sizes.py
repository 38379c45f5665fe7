"""Sizes that somebody asked for a picture: `{width=50%}` behind it, or a share of the page in a tag.

Pictures are as wide as the text, whatever they are told. The numbers that a program writes into a tag of its own are
the picture's, not what a person asked for.
"""

from bantin.patterns import lazy_pattern

_SIZE = lazy_pattern(r"""(?<![\w-])(width|height)\s*=\s*["']?([^\s"'>]*)""")
_IN_BRACES = lazy_pattern(r"\)\{[^{}\n]*(?<![\w-])(?:width|height)=")


def asked_for(attributes: str, source: str) -> str:
    """`width` or `height`, by which the tag of a picture with these attributes asks for a size; '' if it does not.

    `source` is the Markdown from which the tag may come.
    """
    found = _SIZE.search(attributes)
    return found[1] if found and (found[2].endswith("%") or _IN_BRACES.search(source)) else ""
