"""MHTML (RFC 2557), a page saved as one file → its HTML, its address, and its pictures by address."""

import email
import email.policy
from email.message import EmailMessage
from urllib.parse import urljoin

from bantin.importing import html_tree
from bantin.importing.pictures import FoundPicture


class NoPage(ValueError):
    """Raised for a file without a page."""


class Archive:
    """A page and what belongs to it."""

    def __init__(self, data: bytes) -> None:
        """Raises NoPage."""
        message = email.message_from_bytes(data, policy=email.policy.default)
        parts = [part for part in message.walk() if not part.is_multipart()]
        page = next((part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")), None)
        if page is None:
            raise NoPage
        self.address = str(message.get("Snapshot-Content-Location") or page.get("Content-Location") or "").strip()
        self.text = html_tree.decoded(_bytes(page))
        self._parts: dict[str, bytes] = {}
        for part in parts:
            if part.get_content_maintype() == "image":
                self._add(part)

    def find(self, address: str) -> FoundPicture | None:
        """The picture at an address as the page writes it."""
        for key in (address, urljoin(self.address, address), address.removeprefix("cid:")):
            if (data := self._parts.get(key)) is not None:
                return FoundPicture(data, address)
        return None

    def _add(self, part: EmailMessage) -> None:
        data = _bytes(part)
        location, name = part.get("Content-Location"), part.get("Content-ID")
        if location:
            self._parts[urljoin(self.address, str(location).strip())] = data
            self._parts[str(location).strip()] = data
        if name:
            self._parts[str(name).strip().strip("<>")] = data


def _bytes(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""
