"""What all request handlers of the preview have in common: who is let in, and how bytes are answered.

A group of handlers is a module with a function `routes(preview)`, which gives patterns of addresses with their
handlers; `server.GROUPS` lists the groups, and of two patterns that fit the first counts.
"""

import mimetypes
import re
from collections.abc import Callable
from typing import Any

from tornado.web import HTTPError, RequestHandler

from bantin.preview.access import CODE, is_invited
from bantin.preview.preview import Preview

Route = tuple[str, type[RequestHandler], dict[str, Any]]
"""A pattern of addresses, its handler, and what the handler is given."""
Group = Callable[[Preview], list[Route]]
"""The routes of a group of handlers."""


class Guarded(RequestHandler):
    """A handler that answers only people and the preview's own pages: on this computer or, for looking, on other
    devices that know the address's code. Every handler of the preview is one.
    """

    is_for_lan = True
    """Whether other devices may look here."""

    _may_be_kept = False

    def initialize(self, preview: Preview) -> None:
        self.preview = preview

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Cross-Origin-Opener-Policy", "same-origin")
        self.set_header("Content-Security-Policy", "frame-ancestors 'self'")
        self.set_header("X-Frame-Options", "SAMEORIGIN")

    def prepare(self) -> None:
        access, request = self.preview.access, self.request
        if not is_invited(request.headers):
            raise HTTPError(403)
        if access.is_here(request.host, request.remote_ip or ""):
            return
        if not access.is_lan(request.host) or not self.is_for_lan or request.method not in ("GET", "HEAD"):
            raise HTTPError(403)
        if access.knows_code(self.get_query_argument(CODE, "")):
            # From here on the code is in the cookie: links do not carry it, and nobody reads it over a shoulder.
            self.set_cookie(CODE, self.get_query_argument(CODE), httponly=True, samesite="Strict")
            self.redirect(f"/{request.path.lstrip('/')}")
        elif not access.knows_code(self.get_cookie(CODE, "") or ""):
            raise HTTPError(403)

    def compute_etag(self) -> str | None:
        return super().compute_etag() if self._may_be_kept else None

    def answer(self, path: str, data: bytes, may_be_kept: bool = False) -> None:
        """Answers with a file of this name, or with the part of it that was asked for. A browser that keeps what
        `may_be_kept` asks each time whether it is still the same; anything else is gone with the page.
        """
        if may_be_kept:
            self._may_be_kept = True
            self.set_header("Cache-Control", "no-cache")
        self.set_header("Content-Type", content_type(path))
        self.set_header("Accept-Ranges", "bytes")
        if part := part_asked(self.request.headers.get("Range", ""), len(data)):
            self.set_status(206)
            self.set_header("Content-Range", f"bytes {part[0]}-{part[1] - 1}/{len(data)}")
            data = data[part[0] : part[1]]
        self.finish(data)


_TYPES = mimetypes.MimeTypes()  # Python's own list: on Windows the system's may call a script plain text.
for _ending, _type in (("js", "text/javascript"), ("webp", "image/webp"), ("m4a", "audio/mp4"), ("ogg", "audio/ogg")):
    _TYPES.add_type(_type, f".{_ending}")


def content_type(path: str) -> str:
    """What a file of this name is for a browser."""
    kind, encoding = _TYPES.guess_type(path, strict=False)
    if kind is None or encoding:  # What is packed is handed out as it is, whatever its name says is inside.
        return "application/octet-stream"
    is_text = kind.startswith("text/") or kind.endswith(("/xml", "+xml", "/json"))
    return f"{kind}; charset=utf-8" if is_text else kind


def part_asked(header: str, size: int) -> tuple[int, int] | None:
    """(first, end) of the bytes that a Range header asks for (RFC 9110), without which Safari plays no recording; None
    for all of them, also where it asks for several parts or for what is not there."""
    found = re.fullmatch(r"bytes=(\d{0,15})-(\d{0,15})", header)
    if not found or not (found[1] or found[2]):
        return None
    first = int(found[1]) if found[1] else max(0, size - int(found[2]))
    end = min(size, int(found[2]) + 1) if found[1] and found[2] else size
    return (first, end) if first < end else None
