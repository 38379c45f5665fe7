"""The blocks of an article → its title, date, views, category, lead, author and source, and the blocks of its text.

What a page calls its parts itself is believed first. Else the line with the date shows where the title is: right above
it, or right below if nothing but a category stands above. Words that become a field leave the text; the reader sees
them in the article's head or foot.
"""

from collections.abc import Sequence

from bantin.importing import around, dated, foot, leads, letterhead, titles
from bantin.importing.article_parts import ArticleParts
from bantin.importing.categories import Categories
from bantin.importing.types import Block


def read(blocks: Sequence[Block], categories: Categories, page_title: str = "") -> ArticleParts:
    """What the article is that `blocks` are; `page_title` is what its page or file says that it is called."""
    parts = ArticleParts(tuple(blocks), categories, page_title)
    letterhead.leave_out(parts)
    around.leave_out(parts)
    date_at = dated.find(parts)
    title_at = titles.find(parts, date_at)
    around.clear_above(parts, title_at, date_at)
    dated.take_from_title(parts)
    leads.find(parts, (title_at if title_at >= 0 else date_at) + 1)
    foot.read(parts)
    return parts
