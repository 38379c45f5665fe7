"""An address whose `https://` has a slip of the pen in it → the whole one."""

import re
from collections import Counter

_BEGIN = re.compile(r"(?P<scheme>[a-z]{3,7})\s*(?P<between>[:;.]?\s*[/\\]{1,3}|[:;])\s*(?=[\w-])", re.IGNORECASE)
_ALIKE = 0.75
"""The share of letters in common from which a word is one of the schemes: `htps`, `hppt`, `ttps`; not `ftp`, `file`."""


def mended(address: str) -> str:
    """What was meant by `htps://x.vn`, `http//x`, `https:/x`, `https.//x.vn`; '' if its beginning is no website's,
    or is right. A word that is but like a scheme counts only before a colon or two strokes: else it may be a folder.
    """
    found = _BEGIN.match(address)
    if found is None:
        return ""
    scheme, between = found["scheme"].lower(), "".join(found["between"].split())
    if scheme not in ("http", "https"):
        if not (between.startswith((":", ";")) or between.endswith(("//", "\\\\"))):
            return ""
        likeness, scheme = max((_likeness(scheme, known), known) for known in ("http", "https"))
        if likeness < _ALIKE:
            return ""
    elif between in ("/", "\\"):
        return ""
    whole = f"{scheme}://{address[found.end() :]}"
    return "" if whole == address else whole


def _likeness(one: str, two: str) -> float:
    """The share of letters in common, in whichever order."""
    return 2 * (Counter(one) & Counter(two)).total() / (len(one) + len(two))
