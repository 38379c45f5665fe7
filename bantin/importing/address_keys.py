"""Address normalisation: URLs and paths → keys, equal for all spellings of one page's address."""

import re
from posixpath import normpath
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from bantin.patterns import lazy_pattern
from bantin.text import nfc

Key = tuple[str, str, str]
"""(host, path, query)"""

_ENDING = lazy_pattern(r"\.(?:html?|xhtml|mhtml?|md|markdown)$")
_INDEX = lazy_pattern(r"(?:^|/)_?(?:index|default)(?:\.(?:html?|php|aspx?|md|markdown))?$")
_COUNTED = lazy_pattern(r"utm_\w+|fbclid|gclid|zarsrc", re.IGNORECASE)


def key_of_address(address: str) -> Key:
    """(host, path, query) of an address, without the parts that do not change which page it is."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:  # brackets that are no address of the sixth version
        return "", key_of_path(address), ""
    pairs = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _COUNTED.fullmatch(pair[0]))
    return parts.netloc.lower().removeprefix("www."), key_of_path(parts.path), urlencode(pairs).casefold()


def key_of_path(written: str) -> str:
    """The normal form of a path, the same for all spellings of one file's or page's."""
    path = normpath(nfc(unquote(written)).replace("\\", "/").casefold().lstrip("/") or ".")
    path = _ENDING.sub("", _INDEX.sub("", path))
    return "" if path == "." else path.strip("/")
