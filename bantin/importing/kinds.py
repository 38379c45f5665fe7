"""File type detection by content; for a type that cannot be read, the message that says how it can be."""

import re

from bantin.importing import pictures, word_package
from bantin.importing.word_package import Refused
from bantin.patterns import lazy_pattern

_OLE = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_HTML = lazy_pattern(
    rb"^\s*(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|div|table|p|article|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_MHTML = lazy_pattern(
    rb"^(?:From: |MIME-Version:|Snapshot-Content-Location:|Subject: |Date: |Content-Type: multipart/related)",
    re.IGNORECASE,
)
_FRONT_MATTER = lazy_pattern(r"^\ufeff?\s*(?:---[ \t]*\n[A-Za-z_\"']|\+\+\+[ \t]*\n|\{\s*\"[A-Za-z_-]+\"\s*:)")


def kind_of(data: bytes, name: str) -> str:
    """`docx`, `xlsx`, `html`, `mhtml`, `wxr`, `markdown` or `text`. Raises Refused for the others."""
    ending = name.rpartition(".")[2].lower()
    if data.startswith(b"PK\x03\x04"):
        return _of_package(data)
    if data.startswith(_OLE):
        locked = _LOCKED in data
        raise Refused("import-locked" if locked else "import-xls" if ending == "xls" else "import-doc")
    if data.lstrip().startswith(b"{\\rtf"):
        raise Refused("import-rtf")
    if data[:1024].find(b"%PDF-") >= 0:
        raise Refused("import-pdf")
    if pictures.kind_of(data) in ("png", "jpg", "gif", "webp", "emf", "wmf", "tif", "bmp", "avif", "heic"):
        raise Refused("import-picture")
    start = data[:4096]
    if b"wordpress.org/export/" in data[:20_000] and b"<rss" in data[:20_000]:
        return "wxr"
    if _MHTML.match(start) and b"content-type:" in start.lower():
        return "mhtml"
    if _HTML.match(start) or ending in ("html", "htm", "xhtml"):
        return "html"
    if ending in ("md", "markdown"):
        return "markdown"
    return "markdown" if _FRONT_MATTER.match(start.decode("utf-8", "ignore").replace("\r\n", "\n")) else "text"


def _of_package(data: bytes) -> str:
    names = word_package.names_of(data)
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        raise Refused("import-odt")
    raise Refused("import-slides" if any(name.startswith("ppt/") for name in names) else "import-zip")
