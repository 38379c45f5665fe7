"""Metadata extraction: an article's blocks → its title, date, views, category, lead, author, source, and its text.

The roles that a page gives to its own blocks come first. Otherwise the title is looked for next to the date line:
directly above, or directly below if only a category stands above. Words that become a field are removed from the text,
because readers see them in the article's head or foot.
"""

from collections.abc import Sequence

from bantin.importing import boilerplate, dated, foot, leads, letterhead, titles
from bantin.importing.article_parts import ArticleParts
from bantin.importing.categories import Categories
from bantin.importing.types import Block


def read(blocks: Sequence[Block], categories: Categories, page_title: str = "") -> ArticleParts:
    """The parts of the article in `blocks`; `page_title` is the title of its page or file."""
    parts = ArticleParts(tuple(blocks), categories, page_title)
    letterhead.leave_out(parts)
    boilerplate.leave_out(parts)
    date_at = dated.find(parts)
    title_at = titles.find(parts, date_at)
    boilerplate.clear_above(parts, title_at, date_at)
    dated.take_from_title(parts)
    leads.find(parts, (title_at if title_at >= 0 else date_at) + 1)
    foot.read(parts)
    return parts
