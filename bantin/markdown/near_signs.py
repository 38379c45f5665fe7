"""Links, pictures, boxes and e-mail addresses with one sign that is missing or wrong: reported, with what was meant."""

import re
from collections.abc import Iterator

from bantin.markdown.file_endings import FILES, PICTURES, pattern
from bantin.markdown.openings import KINDS
from bantin.markdown.positions import SourceMap
from bantin.markdown.signs import Signs
from bantin.patterns import lazy_pattern
from bantin.problems import Problem, warning

_FILE = rf"[^()\s\[\]]{{1,200}}\.(?:md|{pattern(FILES)})"
_LINK = lazy_pattern(
    rf"""(?<![\w\]!\\])!(?P<words>[^\[\]()!\n]{{0,60}})\((?P<picture>[^()\s\[\]]{{1,200}}\.(?:{pattern(PICTURES)}))\)
      | (?<!\])\((?P<url>https?://[^\s()]{{1,300}})\)\[(?P<behind>[^\[\]\n]{{1,100}})\](?![(\[])
      | (?P<sign>!?)\[(?P<open>[^\[\]()\n]{{1,100}})\((?P<target>{_FILE}|https?://[^\s()\[\]]{{1,300}})\)(?![^\[\n]*\])
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`!(a.jpg)`, `(https://a.vn)[chữ]`, `[chữ(a.pdf)`."""
_BOX = lazy_pattern(
    rf"^[ >]{{0,12}}(?P<written>!{{1,2}}[ ]?(?P<kind>{KINDS})(?![\w-]))(?=[ ]*(?:[:\"]|$))",
    re.MULTILINE | re.IGNORECASE,
)
_MAIL = lazy_pattern(
    r"(?<![\w.+-])(?P<name>[a-z0-9][a-z0-9._+-]{0,40})(?:[ ]@[ ]?|@[ ])"
    r"(?P<host>(?:[a-z0-9-]{1,40}\.){1,4}(?:vn|com|net|org))\b"
    r"|(?<![\w.+-])(?P<comma>[a-z0-9][a-z0-9._+-]{0,40}@[a-z0-9-]{1,40},(?:com|vn|(?:gov|edu|org|com)\.vn))\b",
    re.IGNORECASE,
)


def may_be_in(text: str, signs: Signs) -> bool:
    """A cheap pre-check: False for most texts without any of it."""
    found = signs.ascii
    return (
        ("!(" in found and _LINK.search(text) is not None)
        or (")[" in found and ")[" in text)
        or ("[(" in found and _LINK.search(text) is not None)
        or ("!" in found and _BOX.search(text) is not None)
        or ("@" in found and _MAIL.search(text) is not None)
    )


def slips(without_code: str, text: str, source: SourceMap) -> Iterator[Problem]:
    """A problem for each occurrence in a text, which also is given without code."""
    for found in _LINK.finditer(without_code):
        if text[found.start() : found.end()] != found[0]:
            continue  # code among the words
        if found["picture"]:
            meant = f"![{found['words'].strip() or '…'}]({found['picture']})"
        elif found["url"]:
            meant = f"[{found['behind']}]({found['url']})"
        else:
            meant = f"{found['sign']}[{found['open'].strip()}]({found['target']})"
        yield warning("sign-slip", source.place(found.start()), written=found[0], meant=meant)
    for found in _BOX.finditer(without_code):
        meant = f"!!! {found['kind']}"
        yield warning("sign-slip", source.place(found.start("written")), written=found["written"], meant=meant)
    for found in _MAIL.finditer(source.words_only):
        if found["name"] and found["name"].isalpha() and not found["host"].lower().endswith(".vn"):
            continue  # a word before the name of a domain
        meant = found["comma"].replace(",", ".") if found["comma"] else f"{found['name']}@{found['host']}"
        yield warning("sign-slip", source.place(found.start()), written=found[0], meant=meant)
