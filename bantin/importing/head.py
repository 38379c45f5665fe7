"""The blocks of an article → its title, date, views, category, lead, author and source, and the blocks of its text.

What a page calls its parts itself is believed first. Else the line with the date shows where the title is: right above
it, or right below if nothing but a category stands above. Words that become a field leave the text; the reader sees
them in the article's head or foot.
"""

from collections.abc import Sequence

from bantin.importing import around, dated, foot, leads, letterhead, titles
from bantin.importing.categories import Categories
from bantin.importing.sheet import Sheet
from bantin.importing.types import Block


def read(blocks: Sequence[Block], categories: Categories, page_title: str = "") -> Sheet:
    """What the article is that `blocks` are; `page_title` is what its page or file says that it is called."""
    sheet = Sheet(tuple(blocks), categories, page_title)
    letterhead.leave_out(sheet)
    around.leave_out(sheet)
    date_at = dated.find(sheet)
    title_at = titles.find(sheet, date_at)
    around.clear_above(sheet, title_at, date_at)
    dated.take_from_title(sheet)
    leads.find(sheet, (title_at if title_at >= 0 else date_at) + 1)
    foot.read(sheet)
    return sheet
