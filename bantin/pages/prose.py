"""The text of an article or a plain page as its page shows it, with links and pictures in the slots of its HTML."""

from bantin.content.addresses import root_of
from bantin.content.destinations import Destination, link_html, picture_words
from bantin.content.file_facts import Image
from bantin.content.model import Article
from bantin.content.own_links import own_link
from bantin.content.source_file import TextSummary
from bantin.markdown.body import WrittenLink
from bantin.pages.part_types import Prose, TextPicture
from bantin.problems import Problem

Target = Destination | Image | Problem | None
"""What a link or a picture of a text comes to; None: a link to what is not public yet."""


def prose_of(article: Article, summary: TextSummary, targets: tuple[Target, ...]) -> tuple[Prose, list[Problem]]:
    """The article's text with its links and pictures as this page needs them, and what is wrong with them."""
    root = root_of(article.address)
    internal_references = dict(zip(article.internal_references, targets, strict=True))
    slots: list[str | TextPicture] = []
    problems: list[Problem] = []
    has_picture = article.own.cover is not None
    for reference in summary.references:
        if reference in internal_references:
            found = internal_references[reference]
        else:
            assert isinstance(reference, WrittenLink)  # pictures are internal references
            found = own_link(reference, article)
        if isinstance(found, Problem):
            problems.append(found)
            slots.append("" if isinstance(reference, WrittenLink) else picture_words(reference))
        elif isinstance(found, Image):
            assert not isinstance(reference, WrittenLink)
            slots.append(TextPicture(found, reference.row, reference.is_linked, not has_picture))
        else:
            slots.append(link_html(found, root))
        has_picture = has_picture or not isinstance(reference, WrittenLink)
    return Prose(summary.digest, tuple(slots)), problems
