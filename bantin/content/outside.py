"""Addresses outside of the portal, as they stand in config.yaml and front matter → whole URLs.

`dichvucong.gov.vn`, `ubnd@phuong.gov.vn`, `024 3875 0000` can mean one thing only.
"""

import re

_SCHEME = re.compile(r"(https?)\s?(?::\s?/{1,3}|:?//)\s?(?=[^\s/])", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"(mailto|tel):\s?", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,24}", re.IGNORECASE)
_TELEPHONE = re.compile(r"\(?\+?[0-9][0-9 .()-]{1,18}[0-9]")
_HOST = re.compile(r"(?:[\w-]+\.)+(?P<last>[a-z]{2,24})(?::[0-9]+)?(?:[/?#]\S*)?", re.IGNORECASE)
_FILES = frozenset("md html htm txt pdf doc docx xls xlsx ppt pptx odt zip rar jpg jpeg png webp gif svg mp3".split())
"""Endings of files, which no domain has."""


def whole_address(written: str) -> str:
    """`written` with the `https://`, `mailto:` or `tel:` that its writer left out; as it is if something else may be
    meant."""
    if found := _SCHEME.match(written):
        return f"{found[1].lower()}://{written[found.end() :]}"
    if found := _OTHER_SCHEME.match(written):
        return f"{found[1].lower()}:{written[found.end() :]}"
    if _MAIL.fullmatch(written):
        return f"mailto:{written}"
    if _TELEPHONE.fullmatch(written):
        return f"tel:{re.sub(r'[^0-9+]', '', written)}"
    bare = written.removeprefix("//")
    if (found := _HOST.fullmatch(bare)) and (found["last"].lower() not in _FILES or "www." in bare):
        return f"https://{bare}"
    return written
