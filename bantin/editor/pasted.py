"""Clipboard content (Word, spreadsheet, web page) → Markdown with the same words, and the pictures it brings along."""

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote

_ELSEWHERE = frozenset({"import-picture-missing", "import-picture-remote"})


class Pasted(NamedTuple):
    """The Markdown, its pictures, and what was left out of it."""

    markdown: str
    pictures: tuple[str, ...]
    """The paths by which it shows them. One that the clipboard has no words for is written without any."""
    missing: int
    """Pictures that the clipboard only names: in the program they come from, or on another server."""
    left_out: tuple[str, ...]


def markdown_of(html: str, text: str, place: Callable[[str, bytes], str]) -> Pasted:
    """The Markdown of the clipboard's HTML, or of its plain text if there is none. Raises Mistakes.

    `place`: stores a picture (its name and its bytes), and gives the path by which the text shows it.
    """
    from bantin.importing import pictures, reading  # a preview must not pay for it before somebody pastes

    if not html.strip():
        return Pasted(reading.plain_fragment(text), (), 0, ())
    found = reading.fragment(html, "")
    body, paths = found.body, []
    for picture in found.pictures:
        if picture.data is None:
            body = pictures.without(body, picture.name)
            continue
        paths.append(quote(place(picture.name, picture.data)))  # a folder's name may hold a space
        body = pictures.at(body, picture.name, paths[-1])
    missing = sum(problem.key in _ELSEWHERE for problem in found.problems)
    return Pasted(body, tuple(paths), missing, tuple(each.text for each in found.left_out if each.text.strip()))
