"""Who may ask the preview: the names of this computer, and pages of the preview itself. Drafts are read here, and a
browser shows pages of anybody's too."""

from collections.abc import Mapping

NAMES = ("localhost", "127.0.0.1", "[::1]")
"""Of this computer, as a browser on it calls it."""


class Access:
    """Who may ask a preview at one port."""

    def __init__(self, port: int) -> None:
        self._hosts = {f"{name}:{port}" for name in NAMES} | (set(NAMES) if port == 80 else set())

    def is_own(self, host: str) -> bool:
        """Whether a Host header names this computer: by another name a page elsewhere could read drafts."""
        return host.lower() in self._hosts


def is_invited(headers: Mapping[str, str]) -> bool:
    """Whether a page of the preview asks, or a person: not a page of elsewhere for something of its own (W3C, Fetch
    Metadata). Another port of this computer is elsewhere. Of a browser that does not say, the headers of every answer
    keep what it was given from the page that asked.
    """
    if headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin"):
        return True
    return headers.get("Sec-Fetch-Mode") == "navigate" and headers.get("Sec-Fetch-Dest") == "document"
