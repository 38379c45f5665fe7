"""Which output paths can be files of the site on every system."""

import re
import unicodedata

OWN = ".bantin"
"""The folder in the site that holds lock, record, journal and stage; no part of what is published."""
_RESERVED = r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(?:[./]|$)"
_PART = rf"(?!{_RESERVED})[^/\\:*?\"<>|\x00-\x1f\x7f-\x9f\ud800-\udfff]*[^/\\:*?\"<>|\x00-\x1f\x7f-\x9f\ud800-\udfff. ]"
_SAFE = rf"(?i)(?!{re.escape(OWN)}(?:/|$)){_PART}(?:/{_PART})*"
"""A text, compiled when a first path is asked about: a build that finds nothing to do asks about none."""


def is_safe(path: str) -> bool:
    """Whether `path` is one file inside the site on every system: relative, in NFC, without `..`, without names that
    Windows keeps for itself or cannot write (Microsoft, "Naming Files, Paths, and Namespaces"), and not our own folder.
    """
    if re.fullmatch(_SAFE, path) is None:
        return False
    if path.isascii() and len(path) < 256:
        return True
    return unicodedata.is_normalized("NFC", path) and all(len(part.encode()) < 256 for part in path.split("/"))
