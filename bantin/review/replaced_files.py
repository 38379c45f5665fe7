"""Replaced files of an article, for whoever approves it: each new picture beside the approved one."""

from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

from bantin.content.file_facts import Recipe, may_be_shown
from bantin.content.file_references import referred
from bantin.content.model import Article
from bantin.imaging import kinds, variants
from bantin.review import earlier
from bantin.review.earlier import Earlier
from bantin.review.standalone import data_address

_WIDTH = 480
"""Width of a picture in the comparison, in pixels."""


def shown(article: Article, approved: Earlier, project: Path, say: Callable[..., str]) -> Iterator[str]:
    """HTML for each file of the article that differs from the version `approved`; `say` returns the message for a key
    and its values."""
    for path in filter(None, dict.fromkeys(referred(article))):
        before = earlier.at_that_time(project, approved, path)
        now = _read(project / path)
        if before is None or now is None or before == now:
            continue
        name = path.rpartition("/")[2]
        yield f"<p>{escape(say('review.exchanged', file=name))}</p>"
        pictures = [_small(data, name) for data in (before, now)] if may_be_shown(path) else []
        if pictures and all(pictures):
            pairs = zip(pictures, ("review.before", "review.now"), strict=True)
            figures = "".join(_figure(picture, say(key), name) for picture, key in pairs)
            yield f'<div class="review-pair">{figures}</div>'


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:  # an error of its own, reported by every build
        return None


def _small(data: bytes, name: str) -> str:
    """A thumbnail without metadata, as a data URL; '' if it cannot be shown."""
    if kinds.kind_of(data) in ("svg", ""):
        return data_address(name, data) if name.endswith(".svg") else ""
    try:
        return data_address("x.webp", variants.encode(data, Recipe("webp", _WIDTH, 10 * _WIDTH)))
    except variants.Broken:
        return ""


def _figure(picture: str, said: str, name: str) -> str:
    alt, caption = escape(f"{said}: {name}"), escape(said)
    return f'<figure><img src="{picture}" alt="{alt}"><figcaption>{caption}</figcaption></figure>'
