"""A saved web page → its article; everything else on the page is listed as left out."""

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from bantin.importing import html_article, html_dialects, html_tree, page_facts, page_parts
from bantin.importing.categories import Categories
from bantin.importing.html_tree import text_of
from bantin.importing.page_facts import PageFacts
from bantin.importing.pictures import FoundPicture, PictureCollection
from bantin.importing.types import ImportedArticle
from bantin.importing.words import words
from bantin.locale import Moment
from bantin.patterns import lazy_pattern
from bantin.problems import Mistakes, Place, error

FindPicture = Callable[[str], FoundPicture | None]

_ELSEWHERE = lazy_pattern(r"(?:[a-z][a-z0-9+.-]*:)?//|[a-z][a-z0-9+.-]+:", re.IGNORECASE)


def article_of(
    text: str, path: str, categories: Categories, find: FindPicture | None = None, address: str = ""
) -> ImportedArticle:
    """The article in a page; `find` looks up its pictures, `address` is its original URL, if known.

    Raises Mistakes for a page that is nested too deeply, or holds no words.
    """
    try:
        tree = html_dialects.parsed(text)
    except html_tree.HtmlTooDeep as reason:
        raise Mistakes([error("import-too-deep", Place(path))]) from reason
    source = words(text_of(tree))
    if not source:
        raise Mistakes([error("import-empty", Place(path))])
    facts = page_facts.read(tree, text, address, categories)
    holder, left_out = page_parts.article_within(tree)
    collection = PictureCollection(path, lambda each: (find or beside)(local(each, facts.address)))
    page = html_article.SavedPage(path, categories, collection, tuple(left_out), facts.title, source, facts.address)
    return _with_facts(html_article.article_of(holder, page), facts)


def beside(address: str) -> FoundPicture | None:
    """The picture as a file beside the page; nothing is downloaded."""
    return None if _ELSEWHERE.match(address) else FoundPicture(None, address)


def local(address: str, page: str) -> str:
    """The address of a picture of the same portal as a path from its root: there it stands in a saved portal.

    `page` is the address of the page that shows it, '' if that is not known.
    """
    if not page:
        return address
    try:
        here, there = urlsplit(page), urlsplit(urljoin(page, address))
    except ValueError:  # brackets that are no address of the sixth version
        return address
    is_same = there.netloc == here.netloc and address.startswith(("http:", "https:", "//"))
    return there.path if is_same else address


def _with_facts(made: ImportedArticle, facts: PageFacts) -> ImportedArticle:
    """The article with the page's metadata where its text gives no value."""
    return replace(
        made,
        title=made.title or facts.title,
        date=_finer(made.date, facts.date),
        category=made.category or facts.category,
        author=made.author or facts.author,
        tags=made.tags or facts.tags,
        aliases=(facts.address,) if facts.address else (),
        sections=facts.sections,
    )


def _finer(written: Moment | None, known: Moment | None) -> Moment | None:
    """The visible date, with the time of the page's metadata if both are of the same day."""
    if written is None or (known is not None and written.time is None and known.day == written.day):
        return known
    return written
