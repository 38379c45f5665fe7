"""The pictures of an article: by which names its body shows them, and what stands there if one cannot be shown."""

import re
from collections.abc import Container
from html import escape

from bantin.importing.inline import escaped
from bantin.importing.types import PICTURES
from bantin.text import slugify

SHOWN = frozenset({"jpg", "jpeg", "png", "gif", "webp", "svg"})
"""Kinds that pages can show."""
_MAGIC = (
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"\xd7\xcd\xc6\x9a", "wmf"),
    (b"\x01\x00\x09\x00", "wmf"),
    (b"BM", "bmp"),
    (b"II*\0", "tif"),
    (b"MM\0*", "tif"),
)


def kind_of(data: bytes) -> str:
    """What a picture is, by its bytes: `png`, `jpg`, …, `emf`, `wmf`, or '' if that is not known."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[:4] == b"\x01\0\0\0" and data[40:44] == b" EMF":
        return "emf"
    if b"<svg" in data[:1000]:
        return "svg"
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), "")


def name_for(written: str, kind: str, taken: Container[str]) -> str:
    """A free name for a picture that was called `written` where it came from."""
    name = re.split(r"[/\\]", re.split("[?#]", written)[0])[-1]
    stem = slugify(name.rpartition(".")[0] or name) or "anh"
    stem = "anh" if re.fullmatch(r"(?:image|anh|picture)?-?\d*", stem) else stem[:60].strip("-")
    names = (f"{stem}.{kind}" if not number else f"{stem}-{number}.{kind}" for number in range(10_000))
    return next(name for name in names if name not in taken)


def markdown(name: str, alt: str, caption: str) -> str:
    """The Markdown that shows a picture; `caption` stands below one that is alone in its paragraph."""
    words = " ".join(alt.split())
    title = " ".join(caption.split()).replace("\\", "\\\\").replace('"', "”")
    return f"![{escaped(words).replace(']', '&#93;') if words else ''}]({PICTURES}/{name}" + (
        f' "{title}")' if title else ")"
    )


def html(name: str, alt: str) -> str:
    """The same in a table that is written as HTML."""
    return f'<img src="{PICTURES}/{name}" alt="{escape(alt)}">'


def without(body: str, name: str) -> str:
    """The body with the words of a picture in its place, where the picture itself cannot be had."""
    place = re.escape(f"{PICTURES}/{name}")
    body = re.sub(rf'!\[((?:[^\]\\]|\\.)*)\]\({place}(?: "([^"]*)")?\)', _words_of, body)
    return re.sub(rf'<img src="{place}" alt="([^"]*)">', r"\1", body)


def _words_of(found: re.Match[str]) -> str:
    alt, caption = found[1].replace("&#93;", "\\]"), found[2] or ""
    said = caption.replace("\\\\", "\\")
    return " ".join(filter(None, (alt if alt != escaped(said) else "", escaped(said))))
