"""Who may ask the preview: this computer, the preview's own pages and, if wished, devices that know the address's code.

Drafts are read here, and a browser shows anybody's pages as well.
"""

from collections.abc import Mapping
from hmac import compare_digest
from ipaddress import ip_address
from typing import NamedTuple

NAMES = ("localhost", "127.0.0.1", "[::1]")
"""Of this computer, as a browser on it calls it."""
CODE = "ma"
"""The field of an address, and the cookie, that bears the code."""


class Lan(NamedTuple):
    """Where other devices of the network find the preview."""

    host: str
    """This computer's address there."""
    code: str
    """A secret of this preview: whoever asks from elsewhere must know it."""


class Access:
    """Who may ask a preview at one port."""

    def __init__(self, port: int, lan: Lan | None = None) -> None:
        """`lan`: None if only this computer may."""
        self.lan = lan
        self._hosts = {f"{name}:{port}" for name in NAMES} | (set(NAMES) if port == 80 else set())
        self._lan_hosts = {f"{lan.host}:{port}"} | ({lan.host} if port == 80 else set()) if lan else set()
        self.lan_address = f"http://{lan.host}:{port}/?{CODE}={lan.code}" if lan else ""
        """For another device, with the code; '' if only this computer may ask."""

    def is_here(self, host: str, ip: str) -> bool:
        """Whether this computer asks, by its own name: by another name a page elsewhere could read drafts."""
        return host.lower() in self._hosts and _is_loopback(ip)

    def is_lan(self, host: str) -> bool:
        """Whether a Host header names the address for other devices."""
        return host.lower() in self._lan_hosts

    def is_own(self, host: str) -> bool:
        """Whether a page at this host is one of the preview's."""
        return host.lower() in self._hosts or self.is_lan(host)

    def knows_code(self, said: str) -> bool:
        """Whether what another device says is the code."""
        return self.lan is not None and compare_digest(said.encode(), self.lan.code.encode())


def _is_loopback(ip: str) -> bool:
    try:
        return ip_address(ip).is_loopback
    except ValueError:
        return False


def is_invited(headers: Mapping[str, str]) -> bool:
    """Whether a page of the preview asks, or a person, and not a page of elsewhere for its own ends (W3C, Fetch
    Metadata). Another port of this computer is elsewhere. If a browser does not say who asks, the headers of every
    answer keep it from the page that asked.
    """
    if headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin"):
        return True
    return headers.get("Sec-Fetch-Mode") == "navigate" and headers.get("Sec-Fetch-Dest") == "document"
