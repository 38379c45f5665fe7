"""A file, or what was pasted → the articles in it. The one door for those who bring texts in: bytes in, values out.

What kind of file it is, its first bytes tell, and only then its name. Nothing is read from disk or network here.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from bantin.disk import conversions, encodings
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
from bantin.importing.pictures import Shelf
from bantin.importing.types import Block, ImportedArticle, Source
from bantin.importing.word_package import Refused
from bantin.importing.words import words
from bantin.problems import Mistakes, Place, Problem, error, warning

LARGEST = 100_000_000
"""Bytes of one file."""


class ReadingOptions(NamedTuple):
    """How it should be read."""

    categories: Categories
    """Those of the portal, by which a line is known to be one."""
    as_table: bool = False
    """A sheet becomes a table."""


def read(source: Source, options: ReadingOptions) -> tuple[ImportedArticle, ...]:
    """The articles in a file, by itself. Raises Mistakes for a kind of file that cannot be read, or a damaged one."""
    return tuple(links.settled(article, links.as_named) for article in unsettled(source, options))


def unsettled(source: Source, options: ReadingOptions) -> tuple[ImportedArticle, ...]:
    """The articles in a file of an archive, whose links may lead to others of its texts (`links.settled`).

    Raises Mistakes like `read`.
    """
    return tuple(_with_alts(article, source.name) for article in _articles(source, options))


def fragment(html: str, name: str, address: str = "") -> ImportedArticle:
    """A piece of a page, of Word or of Excel, as the clipboard holds it: all of it is text, none of it a field.

    `address` is where the page was, from which its links lead on. Raises Mistakes.
    """
    return links.settled(_with_alts(html_article.fragment(html, name, address), name), links.as_named)


def plain_fragment(text: str) -> str:
    """The Markdown of a pasted text, all of it text, none of it a field."""
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
        return (word.article_of(source.data, source.name, options.categories),)
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
    """The text of a file, whatever encoding it is in, and what was converted. Raises Mistakes if it is none."""
    encoding = encodings.recognise(source.data)
    if encoding == "binary":
        raise Mistakes([error("import-unknown", Place(source.name))])
    text = encodings.decode(source.data, encoding or "utf-8")
    if encoding:
        return text, (warning("import-converted", Place(source.name), encoding=encoding),)
    if (suspicion := encodings.mojibake(text)) is None:
        return text, ()
    converted = conversions.convert(text, suspicion.encoding)
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
    """An article of a text; a line that is the name of a picture shows it, if it is a file beside the text."""
    shelf = Shelf(name, pages.beside)
    shown, left_out = paste.with_pictures(blocks, shelf.show)
    source = [word for block in blocks for word in words(block.text)]
    made = articles.article_of(shown, name, options.categories, "", left_out, source)
    return replace(made, pictures=tuple(shelf.files), problems=(*made.problems, *shelf.problems))


def with_problems(made: tuple[ImportedArticle, ...], problems: tuple[Problem, ...]) -> tuple[ImportedArticle, ...]:
    """The articles; what was found about their file stands with the first."""
    if not problems or not made:
        return made
    return (replace(made[0], problems=(*problems, *made[0].problems)), *made[1:])
