"""Content extraction by readability-lxml, as an element of the original page; None if it keeps too little."""

import re
import warnings

from lxml import etree

from bantin.importing.html_tree import BLOCKS, Element, tag_of, text_of
from bantin.importing.words import words


def within(body: Element, least: float) -> Element | None:
    """The smallest block that contains all that readability kept; None if that is fewer than `least` words.

    Its text is not used, because it lacks leads and tables.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's own, about what it imports
        from readability import Document
        from readability.readability import Unparseable
    try:
        summary = Document(etree.tostring(body, encoding="unicode", method="html")).summary(html_partial=True)
    except Unparseable:
        return None
    kept = words(re.sub(r"<[^>]*>", " ", summary))
    if len(kept) < max(least, 1):
        return None
    first, last = " ".join(kept[:6]), " ".join(kept[-6:])
    found = [each for each in body.iter() if tag_of(each) in BLOCKS and _holds(each, first, last)]
    return found[-1] if found else None


def _holds(element: Element, first: str, last: str) -> bool:
    text = " ".join(words(text_of(element)))
    return first in text and last in text
