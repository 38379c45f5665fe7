"""Pieces of a body: HTML, links and pictures; figures, galleries and video cards from paragraphs of only these."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import cast

from bantin.markdown.body import Picture, WrittenLink
from bantin.markdown.videos import video
from bantin.problems import Problem, warning


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture, before its paragraph decides whether it stands alone."""

    picture: Picture
    classes: str


Piece = str | WrittenLink | PlacedPicture
"""A piece of a body."""


def figures(images: Sequence[PlacedPicture], attributes: dict[str, str]) -> list[Piece]:
    """A figure for each picture, with the attributes of the paragraph if it is the only one."""
    pieces: list[Piece] = []
    for image in images:
        own = {} if len(images) > 1 else dict(attributes)
        if classes := f"{own.get('class', '')} {image.classes}".strip():
            own["class"] = classes
        caption = image.picture.caption
        pieces += tag("figure", own), PlacedPicture(_in_row(image.picture, len(images)), "")
        if caption:
            pieces.append(f"<figcaption>{escape(caption, quote=False)}</figcaption>")
        pieces.append("</figure>")
    return pieces


def gallery(images: Sequence[PlacedPicture], attributes: dict[str, str]) -> list[Piece]:
    """A figure, or the figures of several pictures side by side."""
    pieces = figures(images, attributes)
    if len(images) == 1:
        return pieces
    own = attributes | {"class": f"gallery {attributes.get('class', '')}".strip()}
    return [tag("div", own), *pieces, "</div>"]


def video_card(inside: Sequence[Piece], hosts: Collection[str]) -> list[Piece] | None:
    """The video, or a card that links to it, in place of a paragraph that is only a video's address."""
    link, words = inside[1], "".join(piece for piece in inside[2:] if isinstance(piece, str)).strip()
    if not isinstance(link, WrittenLink) or words != f">{escape_text(link.target)}</a>":
        return None
    found = video(link.target, hosts)
    if found is None:
        return None
    card: list[Piece] = ["<a", link, f">{escape_text(link.target)}</a>"]
    if not found.embed:
        return ['<p class="video-card">', *card, "</p>"]
    frame = {"src": escape(found.embed), "title": escape(found.title), "allowfullscreen": "", "loading": "lazy"}
    return ['<figure class="video">', tag("iframe", frame), "</iframe><figcaption>", *card, "</figcaption></figure>"]


def lost_captions(pictures: Iterable[Picture]) -> list[Problem]:
    """That the captions of pictures within a sentence, a table or a figure are not shown."""
    return [warning("caption-within", each.place, caption=each.caption) for each in pictures if each.caption]


def escape_text(text: str) -> str:
    """Escapes text as nh3 does."""
    return escape(text, quote=False).replace("\xa0", "&nbsp;")


def tag(name: str, attributes: Mapping[str, str]) -> str:
    """A start tag; attribute values must be escaped already."""
    if not attributes:
        return f"<{name}>"
    return "".join((f"<{name}", *(f' {key}="{value}"' for key, value in attributes.items()), ">"))


def _in_row(picture: Picture, row: int) -> Picture:
    return Picture(picture.target, picture.alt, picture.caption, picture.place, row, picture.is_linked)


BORDER = "\f"
"""Stands among the words where a block begins or ends; no text holds it."""


def folded(words: list[str]) -> str:
    """Text with white space collapsed."""
    return " ".join("".join(words).split())


def folded_blocks(words: list[str]) -> str:
    """Words with a line for each block."""
    lines = [line for line in map(str.strip, "".join(words).split(BORDER)) if line]
    if not _is_folded(" ".join(lines)):
        lines = [line if _is_folded(line) else " ".join(line.split()) for line in lines]
    return "\n".join(lines)


def _is_folded(text: str) -> bool:
    """Whether all white space in it is single blanks, as in most texts."""
    return text.isprintable() and "  " not in text


def slots(pieces: list[Piece]) -> tuple[tuple[str, ...], tuple[WrittenLink | Picture, ...]]:
    """The HTML between the slots, and the references that fill them."""
    parts: list[str] = []
    references: list[WrittenLink | Picture] = []
    start = ""
    done = 0
    for at in [at for at, kind in enumerate(map(type, pieces)) if kind is not str]:
        piece = pieces[at]
        html = start + _joined(pieces[done:at])
        start = ""
        if isinstance(piece, PlacedPicture):
            references.append(piece.picture)
            if piece.classes:  # within a sentence: its surroundings align it, as its own element is not written here
                html, start = f'{html}<span class="{piece.classes}">', "</span>"
        elif isinstance(piece, WrittenLink):
            references.append(piece)
        parts.append(html)
        done = at + 1
    return (*parts, start + _joined(pieces[done:])), tuple(references)


def _joined(pieces: list[Piece]) -> str:
    """The HTML of pieces that are all HTML."""
    return "".join(cast(list[str], pieces))
