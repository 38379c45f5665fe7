"""The pictures of an imported article: their names in its body, and the replacement for one that cannot be shown."""

import base64
import binascii
import re
from collections.abc import Callable, Container
from html import escape
from typing import NamedTuple

from bantin.imaging import kinds
from bantin.importing.inline import Run, escaped
from bantin.importing.types import PICTURES, PictureFile
from bantin.patterns import lazy_pattern
from bantin.problems import Place, Problem, warning
from bantin.text import slugify

SHOWN = frozenset({"jpg", "png", "gif", "webp", "svg", "bmp", "tif", "avif"})
"""Kinds that pages can show, or that are converted for them."""
_ENDINGS = {"jpeg": "jpg", "tiff": "tif"}
_WMF = (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00")


def kind_of(data: bytes) -> str:
    """The type of a picture by its bytes: `png`, `jpg`, …, `emf`, `wmf`; '' if unknown."""
    if data[:4] == b"\x01\0\0\0" and data[40:44] == b" EMF":
        return "emf"
    if data.startswith(_WMF):
        return "wmf"
    kind = kinds.kind_of(data)
    return _ENDINGS.get(kind, kind)


def name_for(written: str, kind: str, taken: Container[str]) -> str:
    """A free name for a picture that was called `written` where it came from."""
    name = re.split(r"[/\\]", re.split("[?#]", written)[0])[-1]
    stem = slugify(name.rpartition(".")[0] or name) or "anh"
    stem = "anh" if re.fullmatch(r"(?:image|anh|picture)?-?\d*", stem) else stem[:60].strip("-")
    names = (f"{stem}.{kind}" if not number else f"{stem}-{number}.{kind}" for number in range(10_000))
    return next(name for name in names if name not in taken)


def markdown(name: str, alt: str, caption: str) -> str:
    """Markdown of a picture; `caption` is shown below one that is alone in its paragraph."""
    words = " ".join(alt.split())
    title = " ".join(caption.split()).replace("\\", "\\\\").replace('"', "”")
    return f"![{escaped(words).replace(']', '&#93;') if words else ''}]({PICTURES}/{name}" + (
        f' "{title}")' if title else ")"
    )


def html(name: str, alt: str) -> str:
    """HTML of a picture, for tables written as HTML."""
    return f'<img src="{PICTURES}/{name}" alt="{escape(alt)}">'


_NAMELESS = lazy_pattern(rf'!\[\]\({PICTURES}/([^\s)]+)(?: "([^"]*)")?\)|<img src="{PICTURES}/([^"]+)" alt="">')


def with_alts(body: str, title: str) -> tuple[str, int]:
    """The body with alternative text for every picture, and the number of pictures that only got the article's title.

    A picture without alternative text would stop the build; its caption is the best replacement, then the title.
    """
    count = 0

    def named(found: re.Match[str]) -> str:
        nonlocal count
        name, caption = found[1] or found[3], found[2] or ""
        count += not caption
        alt = caption.replace("\\\\", "\\") or title
        return html(name, alt) if found[3] else markdown(name, alt, "")[:-1] + (f' "{caption}")' if caption else ")")

    return _NAMELESS.sub(named, body), count


def at(body: str, name: str, path: str) -> str:
    """The body with a picture that is shown by the path it has got."""
    return re.sub(rf'(?<=[("]){re.escape(f"{PICTURES}/{name}")}(?=[)" ])', lambda _: path, body)


def without(body: str, name: str) -> str:
    """The body with the alternative text and caption of a picture in its place, for a picture that cannot be read."""
    place = re.escape(f"{PICTURES}/{name}")
    body = re.sub(rf'!\[((?:[^\]\\]|\\.)*)\]\({place}(?: "([^"]*)")?\)', _words_of, body)
    return re.sub(rf'<img src="{place}" alt="([^"]*)">', r"\1", body)


def _words_of(found: re.Match[str]) -> str:
    alt, caption = found[1].replace("&#93;", "\\]"), found[2] or ""
    said = caption.replace("\\\\", "\\")
    return " ".join(filter(None, (alt if alt != escaped(said) else "", escaped(said))))


Show = Callable[[str, str], Run | None]
"""The run for the picture at an address, with an alternative text; None if it cannot be read."""


class FoundPicture(NamedTuple):
    """A picture that a text refers to."""

    data: bytes | None
    """None: it is a file at `source`, beside the text's own."""
    source: str


class PictureCollection:
    """Collects the pictures of one article while its text is read; each gets a name at its first occurrence."""

    def __init__(self, path: str, find: Callable[[str], FoundPicture | None]) -> None:
        """`find` looks up the picture at an address; None if there is none, or it is on another server."""
        self._path = path
        self._find = find
        self._names: dict[str, str] = {}
        self.files: list[PictureFile] = []
        self.problems: list[Problem] = []

    def show(self, address: str, alt: str) -> Run | None:
        """The run for the picture at an address; only its alternative text if it cannot be read, None without that."""
        name = self._names.get(address)
        if name is None:
            name = self._names[address] = self._added(address)
        if not name:
            return Run(alt) if alt else None
        return Run("", markdown=markdown(name, alt, ""), html=html(name, alt))

    def _added(self, address: str) -> str:
        found = _inside(address) if address.startswith("data:") else self._find(address)
        said = address if len(address) < 200 else f"{address[:60]}…"
        if found is None:
            is_remote = re.match(r"(?:https?:)?//", address) is not None
            key = "import-picture-remote" if is_remote else "import-picture-missing"
            self.problems.append(warning(key, Place(self._path), picture=said))
            return ""
        ending = re.split("[?#]", found.source)[0].rpartition(".")[2].lower()
        kind = kind_of(found.data) if found.data is not None else _ENDINGS.get(ending, ending)
        if kind not in SHOWN:
            said = found.source if found.source != address else said
            self.problems.append(warning("import-picture-kind", Place(self._path), picture=said))
            return ""
        name = name_for(found.source, kind, {file.name for file in self.files})
        self.files.append(PictureFile(name, found.data, found.source))
        return name


def _inside(address: str) -> FoundPicture | None:
    """The picture in a data URL (RFC 2397)."""
    head, _, data = address.partition(",")
    if not head.endswith(";base64"):
        return None
    try:
        return FoundPicture(base64.b64decode(data, validate=False), "anh")
    except (binascii.Error, ValueError):
        return None
