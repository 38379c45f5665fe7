"""Clipboard content (Word, spreadsheet, web page) → Markdown with the same words."""

from typing import NamedTuple


class Pasted(NamedTuple):
    """The Markdown, and what was left out of it."""

    markdown: str
    left_out: tuple[str, ...]


def markdown_of(html: str, text: str) -> Pasted:
    """The Markdown of the clipboard's HTML, or of its plain text if there is none. Raises Mistakes.

    Pictures are reduced to their alternative text: they are added as files instead.
    """
    from bantin.importing import pictures, reading  # a preview must not pay for it before somebody pastes

    if not html.strip():
        return Pasted(reading.plain_fragment(text), ())
    found = reading.fragment(html, "")
    body = found.body
    for picture in found.pictures:
        body = pictures.without(body, picture.name)
    return Pasted(body, tuple(each.text for each in found.left_out if each.text.strip()))
