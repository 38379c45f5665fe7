"""An HTML tree → the article in it, whichever reader made the tree (saved page, Word, WordPress)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from bantin.importing import articles, html_blocks, html_dialects, html_tree, layout, links, typed_lists
from bantin.importing.categories import Categories
from bantin.importing.html_tree import Element
from bantin.importing.pictures import PictureCollection
from bantin.importing.types import PICTURES, Block, ImportedArticle, LeftOut, OldLink
from bantin.importing.words import words
from bantin.problems import Mistakes, Place, Problem, error


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The context of a tree: its file, its address, its pictures, and what was left out before."""

    path: str
    categories: Categories
    collection: PictureCollection
    left_out: tuple[LeftOut, ...] = ()
    """What was set aside before."""
    title: str = ""
    """What its page says that it is called."""
    source_words: Sequence[str] | None = None
    """All words that must be somewhere; None: those of the tree and of what was set aside."""
    address: str = ""
    """Where its page was published, from which its links lead on."""


@dataclass(frozen=True, slots=True)
class _Walked:
    """What a tree holds: the blocks of one article or of several."""

    blocks: Sequence[Block]
    left_out: tuple[LeftOut, ...]
    source: Sequence[str]
    """The words to be accounted for."""
    links: Sequence[OldLink]


def article_of(tree: Element, page: SavedPage) -> ImportedArticle:
    """The article in a tree, with its pictures."""
    made = _article(_walked(tree, page), page)
    return replace(made, problems=(*made.problems, *page.collection.problems))


def articles_of(tree: Element, page: SavedPage, problems: tuple[Problem, ...] = ()) -> tuple[ImportedArticle, ...]:
    """The articles in a tree that holds nothing but articles, each with its pictures; the first bears the problems."""
    walked = _walked(tree, page)
    pieces = articles.split(walked.blocks, page.categories)
    made = [_article(each, page) for each in (_parted(walked, pieces) if len(pieces) > 1 else [walked])]
    first = replace(made[0], problems=(*problems, *made[0].problems, *page.collection.problems))
    return first, *made[1:]


def _parted(walked: _Walked, pieces: Sequence[Sequence[Block]]) -> Iterator[_Walked]:
    """Each piece by itself; what is in none of them is the first one's."""
    of_pieces = [[word for block in piece for word in words(block.text)] for piece in pieces]
    outside = Counter(walked.source) - Counter(chain.from_iterable(of_pieces))
    for number, (piece, source) in enumerate(zip(pieces, of_pieces, strict=True)):
        own = [*source, *outside.elements()] if number == 0 else source
        yield _Walked(piece, walked.left_out if number == 0 else (), own, walked.links)


def _walked(tree: Element, page: SavedPage) -> _Walked:
    hidden = html_tree.hidden(tree)
    source = page.source_words
    if source is None:
        texts = [
            html_tree.text_of(tree),
            *(each.text for each in (*page.left_out, *hidden) if each.reason not in _NO_WORDS),
        ]
        source = [word for text in texts for word in words(text)]
    walker = html_blocks.Walker(page.collection.show, page.address)
    blocks = walker.walked(tree)
    left_out = (*page.left_out, *hidden, *walker.left_out)
    return _Walked(numbered(blocks), left_out, source, walker.links.found)


def _article(walked: _Walked, page: SavedPage) -> ImportedArticle:
    made = articles.article_of(walked.blocks, page.path, page.categories, page.title, walked.left_out, walked.source)
    body, own = links.own(made.body, walked.links)
    pictures = tuple(file for file in page.collection.files if f"{PICTURES}/{file.name}" in body)
    return replace(made, body=body, links=own, pictures=pictures)


def fragment(html: str, path: str, address: str = "") -> ImportedArticle:
    """The text of an HTML fragment, without a title or other fields. Raises Mistakes if it is nested too deeply."""
    try:
        tree = html_dialects.parsed(html)
    except html_tree.HtmlTooDeep as reason:
        raise Mistakes([error("import-too-deep", Place(path))]) from reason
    hidden = html_tree.hidden(tree)
    collection = PictureCollection(path, lambda _: None)
    walker = html_blocks.Walker(collection.show, address)
    source = [word for text in (html_tree.text_of(tree), *(each.text for each in hidden)) for word in words(text)]
    body = layout.markdown(typed_lists.rebuilt(walker.walked(tree)))
    made = ImportedArticle(
        "",
        body,
        links=tuple(walker.links.found),
        pictures=tuple(collection.files),
        left_out=(*hidden, *walker.left_out),
        problems=tuple(collection.problems),
    )
    return articles.with_fidelity(made, source)


_NO_WORDS = frozenset({"link", "foreign", "shortcode"})
"""Why something is left out that is no words of a text."""


def numbered(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, numbered instead of with line numbers if the whole source is a single line."""
    if len({block.line for block in blocks}) > 2:
        return list(blocks)
    return [block._replace(line=number) for number, block in enumerate(blocks, start=1)]
