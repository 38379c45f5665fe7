"""What was pasted from Word, a sheet or a page → Markdown with the same words."""

from typing import NamedTuple


class Pasted(NamedTuple):
    """Markdown, and what of the source is not in it."""

    markdown: str
    left_out: tuple[str, ...]


def markdown_of(html: str, text: str) -> Pasted:
    """The Markdown of what the clipboard holds: its HTML, if there is any, else its text. Raises Mistakes.

    Of pictures only the words are kept: those are dropped in as files.
    """
    from bantin.importing import pictures, reading  # a preview must not pay for it before somebody pastes

    if not html.strip():
        return Pasted(reading.plain_fragment(text), ())
    found = reading.fragment(html, "")
    body = found.body
    for picture in found.pictures:
        body = pictures.without(body, picture.name)
    return Pasted(body, tuple(each.text for each in found.left_out if each.text.strip()))
