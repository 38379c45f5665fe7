"""OOXML package (.docx, .xlsx; ECMA-376, Part 2): bytes → parts, of bounded size and without DTD.

Documents contain no DTD, so none is accepted: no entity is expanded, and no external file or address is loaded.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping

from lxml import etree

from bantin.importing.html_tree import Element
from bantin.patterns import lazy_pattern

MOST_PARTS = 5_000
LARGEST = 300_000_000
"""Bytes of all parts, unpacked."""
LARGEST_XML = 60_000_000
"""Bytes of one part that is read as XML."""
_DAMAGED = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    OSError,
    EOFError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)
"""What Python raises for packages that are none, cut short, encrypted, or packed in a manner that it does not know."""
_FOREIGN = lazy_pattern(rb"<!(?:DOCTYPE|ENTITY)")


class Refused(ValueError):
    """Raised for a file that is no package, or a damaged or malicious one; `key` is that of the message."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a package, by name. Raises Refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            if len(entries) <= MOST_PARTS and sum(entry.file_size for entry in entries) <= LARGEST:
                return {entry.filename: package.read(entry) for entry in entries if not entry.is_dir()}
    except _DAMAGED as reason:
        raise Refused("import-docx-damaged") from reason
    raise Refused("import-docx-bomb")


def names_of(data: bytes) -> frozenset[str]:
    """The names of a package's parts. Raises Refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return frozenset(package.namelist())
    except _DAMAGED as reason:
        raise Refused("import-docx-damaged") from reason


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The package (ZIP) of parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return made.getvalue()


def xml(data: bytes) -> Element:
    """Parses a part. Raises Refused."""
    if len(data) > LARGEST_XML or _FOREIGN.search(data.replace(b"\0", b"")):
        raise Refused("import-docx-bomb")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as reason:
        raise Refused("import-docx-damaged") from reason


def written(tree: Element) -> bytes:
    """Serialises the tree of a part."""
    data: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data
