"""Entry point of importing: a file's bytes, or pasted text → the articles in it.

The type of a file is detected from its first bytes, then from its name. Nothing is read from disk or network.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from bantin.disk import encodings
from bantin.importing import (
    articles,
    html_article,
    html_tree,
    kinds,
    layout,
    links,
    markdown_files,
    mhtml,
    pages,
    paste,
    pictures,
    sheets,
    typed_lists,
    word,
    wordpress,
)
from bantin.importing.categories import Categories
from bantin.importing.pictures import PictureCollection
from bantin.importing.types import Block, ImportedArticle, Source
from bantin.importing.word_package import Refused
from bantin.importing.words import words
from bantin.problems import Mistakes, Place, Problem, error, warning

LARGEST = 100_000_000
"""Bytes of one file."""


class ReadingOptions(NamedTuple):
    """Options of reading."""

    categories: Categories
    """Those of the portal, by which a line is known to be one."""
    as_table: bool = False
    """A sheet becomes a table."""


def read(source: Source, options: ReadingOptions) -> tuple[ImportedArticle, ...]:
    """The articles in a single file. Raises Mistakes for a file that is damaged, or of a type that cannot be read."""
    return tuple(links.settled(article, links.as_named) for article in unsettled(source, options))


def unsettled(source: Source, options: ReadingOptions) -> tuple[ImportedArticle, ...]:
    """The articles in a file of an archive, with placeholders for links (`links.settled` replaces them).

    Raises Mistakes like `read`.
    """
    return tuple(_with_alts(article, source.name) for article in _articles(source, options))


def fragment(html: str, name: str, address: str = "") -> ImportedArticle:
    """The article in an HTML fragment from the clipboard (web page, Word, Excel): all of it is text, nothing a field.

    `address` is the URL of its page, the base of relative links. Raises Mistakes.
    """
    return links.settled(_with_alts(html_article.fragment(html, name, address), name), links.as_named)


def plain_fragment(text: str) -> str:
    """The Markdown of a pasted text: all of it is text, nothing a field."""
    return layout.markdown(typed_lists.rebuilt(paste.blocks_of(paste.cleaned(text)))) if text.strip() else ""


def _with_alts(article: ImportedArticle, name: str) -> ImportedArticle:
    body, count = pictures.with_alts(article.body, article.title or name)
    notes = (warning("import-picture-words", Place(name), count=count),) if count else ()
    return replace(article, body=body, problems=(*article.problems, *notes))


def _articles(source: Source, options: ReadingOptions) -> tuple[ImportedArticle, ...]:
    if len(source.data) > LARGEST:
        raise Mistakes([error("import-too-big", Place(source.name), limit=LARGEST // 1_000_000)])
    try:
        kind = kinds.kind_of(source.data, source.name)
    except Refused as refused:
        raise Mistakes([error(refused.key, Place(source.name))]) from refused
    if kind == "docx":
        return word.articles_of(source.data, source.name, options.categories)
    if kind == "xlsx" and not options.as_table:
        raise Mistakes([error("import-xlsx", Place(source.name))])
    if kind == "xlsx":
        return (sheets.article_of(source.data, source.name, options.categories),)
    if kind == "wxr":
        return wordpress.articles_of(source.data, source.name, options.categories)
    if kind == "markdown":
        text, problems = text_of(source)
        return with_problems((markdown_files.article_of(text, source.name),), problems)
    if kind == "html":
        return (
            pages.article_of(html_tree.decoded(source.data), source.name, options.categories, None, source.address),
        )
    if kind == "mhtml":
        return (_from_archive(source, options),)
    return from_text(*text_of(source), source.name, options)


def _from_archive(source: Source, options: ReadingOptions) -> ImportedArticle:
    try:
        archive = mhtml.Archive(source.data)
    except mhtml.NoPage as reason:
        raise Mistakes([error("import-unknown", Place(source.name))]) from reason
    return pages.article_of(archive.text, source.name, options.categories, archive.find, archive.address)


def text_of(source: Source) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file in any encoding, and warnings about conversions. Raises Mistakes for a binary file."""
    encoding = encodings.recognise(source.data)
    if encoding == "binary":
        raise Mistakes([error("import-unknown", Place(source.name))])
    text = encodings.decode(source.data, encoding or "utf-8")
    if encoding:
        return text, (warning("import-converted", Place(source.name), encoding=encoding),)
    if (suspicion := encodings.mojibake(text)) is None:
        return text, ()
    converted = encodings.mended(text, suspicion.encoding)
    place = Place(source.name, suspicion.line)
    note = warning("import-mended", place, found=suspicion.found, meant=suspicion.meant)
    return converted, (note,)


def from_text(
    text: str, problems: tuple[Problem, ...], name: str, options: ReadingOptions
) -> tuple[ImportedArticle, ...]:
    """The articles of a pasted text."""
    blocks = paste.blocks_of(paste.cleaned(text))
    if not blocks:
        raise Mistakes([error("import-empty", Place(name))])
    pieces = articles.split(blocks, options.categories)
    return with_problems(tuple(_pasted(piece, name, options) for piece in pieces), problems)


def _pasted(blocks: Sequence[Block], name: str, options: ReadingOptions) -> ImportedArticle:
    """An article of a text; a line that is the file name of a picture beside the text shows the picture."""
    collection = PictureCollection(name, pages.beside)
    shown, left_out = paste.with_pictures(blocks, collection.show)
    source = [word for block in blocks for word in words(block.text)]
    made = articles.article_of(shown, name, options.categories, "", left_out, source)
    return replace(made, pictures=tuple(collection.files), problems=(*made.problems, *collection.problems))


def with_problems(made: tuple[ImportedArticle, ...], problems: tuple[Problem, ...]) -> tuple[ImportedArticle, ...]:
    """The articles, with the problems of their file added to the first."""
    if not problems or not made:
        return made
    return (replace(made[0], problems=(*problems, *made[0].problems)), *made[1:])
