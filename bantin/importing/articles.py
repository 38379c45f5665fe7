"""Blocks → articles, each with a word count proving that every word of the source is in it or listed as left out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from bantin.importing import head, layout, titles, typed_lists
from bantin.importing.boilerplate_words import is_section
from bantin.importing.categories import Categories, is_shouted
from bantin.importing.dates import date_line
from bantin.importing.types import Block, ImportedArticle, LeftOut
from bantin.importing.words import fidelity, words
from bantin.markdown.body import Picture
from bantin.markdown.converter import Converter
from bantin.problems import Place, Problem, warning
from bantin.text import slugify


def article_of(
    blocks: Sequence[Block],
    path: str,
    categories: Categories,
    page_title: str = "",
    left_out: Sequence[LeftOut] = (),
    source_words: Sequence[str] | None = None,
) -> ImportedArticle:
    """The article made from all of `blocks`; `left_out` lists what their reader made no blocks of.

    `source_words` are the words to be accounted for, if the reader knows them better than from the blocks.
    """
    found = head.read(blocks, categories, page_title)
    made = ImportedArticle(
        title=found.title,
        body=layout.markdown(typed_lists.rebuilt(found.body())),
        date=found.date,
        category=found.category,
        views=found.views,
        lead=found.lead,
        author=found.author,
        source=found.source,
        tags=found.tags,
        updated=found.updated,
        taken=tuple(found.taken),
        left_out=tuple(sorted((*found.left_out, *left_out))),
        problems=tuple(_flattened_tables(found.body(), path)),
    )
    if source_words is None:
        source_words = [word for block in blocks for word in words(block.text)]
    return with_fidelity(made, source_words)


def with_fidelity(article: ImportedArticle, source_words: Sequence[str]) -> ImportedArticle:
    """The article with its fidelity: how many words of the source were kept, left out, lost."""
    texts = (*(each.text for each in article.left_out), *(link.written for link in article.links))
    left = [word for text in texts for word in words(text)]
    return replace(article, fidelity=fidelity(source_words, shown_words(article), left))


def shown_words(article: ImportedArticle) -> list[str]:
    """The words that readers of the article will see: of its rendered text, and of its fields."""
    fields = {
        "title": article.title,
        "lead": article.lead,
        "author": article.author,
        "source": article.source,
        "tags": " ".join(article.tags),
    }
    shown = [*words_of(article.body), *(word for text in fields.values() for word in words(text))]
    return [*typed_lists.numbers(article.body), *shown, *_labels(article, fields)]


def _labels(article: ImportedArticle, fields: Mapping[str, str]) -> Iterator[str]:
    """The source's words around the values of fields, e.g. `Ngày đăng`, `Nguồn:`; for dates and numbers, all words."""
    taken: dict[str, Counter[str]] = {}
    for each in article.taken:
        taken.setdefault(each.field, Counter()).update(words(each.text))
    for field, found in taken.items():
        yield from (found - Counter(words(fields.get(field, "")))).elements()


def words_of(markdown: str) -> list[str]:
    """The words that a reader of a text of Markdown sees."""
    body = _converter().mark_up(markdown, "", 1)
    pictures = [each for each in body.references if isinstance(each, Picture)]
    texts = [body.text, *(part for each in pictures for part in (each.alt, "" if each.row else each.caption))]
    return [word for text in texts for word in words(text)]


@lru_cache(maxsize=1)
def _converter() -> Converter:
    return Converter({}, slugify, (), "{}", {}, max_bytes=50_000_000)


def split(blocks: Sequence[Block], categories: Categories) -> list[list[Block]]:
    """The articles of one text: each begins above a date line, or below a horizontal rule."""
    starts = _starts(blocks, categories)
    if len(starts) < 2:
        return _between_rules(blocks, categories)
    edges = [0, *starts[1:], len(blocks)]
    return [_trimmed(blocks[start:end]) for start, end in pairwise(edges)]


def _starts(blocks: Sequence[Block], categories: Categories) -> list[int]:
    """Where each article begins."""
    dated = [
        at
        for at, block in enumerate(blocks)
        if block.kind == "paragraph" and (said := date_line(block.text)) and said.is_labelled and said.date
    ]
    if len(dated) < 2 or any(is_section(block.text) for block in blocks):
        return []
    is_date_first = all(_is_category(blocks[at], categories) or blocks[at].kind == "rule" for at in range(dated[0]))
    starts: list[int] = []
    for at in dated:
        start = at if is_date_first else at - 1
        if not is_date_first and (start < 0 or len(words(blocks[start].text)) > 60):
            continue
        while start > 0 and titles.continues(blocks[start - 1], blocks[start]):
            start -= 1
        while start > 0 and _is_category(blocks[start - 1], categories) and not (starts and start - 1 <= starts[-1]):
            start -= 1
        starts.append(start)
    return starts


def _is_category(block: Block, categories: Categories) -> bool:
    if block.kind not in ("paragraph", "heading"):
        return False
    return bool(categories.meant(block.text) or categories.labelled(block.text) or categories.in_path(block.text)) or (
        is_shouted(block.text)
    )


def _between_rules(blocks: Sequence[Block], categories: Categories) -> list[list[Block]]:
    pieces: list[list[Block]] = [[]]
    for block in blocks:
        if block.kind == "rule":
            pieces.append([])
        else:
            pieces[-1].append(block)
    pieces = [piece for piece in pieces if piece]
    if len(pieces) > 1 and all(_has_head(piece, categories) for piece in pieces):
        return pieces
    return [list(blocks)] if blocks else []


def _has_head(piece: Sequence[Block], categories: Categories) -> bool:
    dates = any((said := date_line(block.text)) and said.date and not said.rest for block in piece[:4])
    return len(piece) > 1 and (dates or bool(categories.meant(piece[0].text) or categories.labelled(piece[0].text)))


def _trimmed(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without horizontal rules at either end."""
    kept = list(blocks)
    while kept and kept[-1].kind == "rule":
        kept.pop()
    while kept and kept[0].kind == "rule":
        kept.pop(0)
    return kept


def _flattened_tables(blocks: Sequence[Block], path: str) -> Iterable[Problem]:
    """Warnings where a table was probably flattened to a paragraph for each cell: many short, numbered ones."""
    run: list[Block] = []
    for block in [*blocks, Block("end", "", "")]:
        if block.kind == "paragraph" and 0 < len(words(block.text)) <= 6 and not block.is_right:
            run.append(block)
            continue
        numbers = sum(each.text.strip(" .").isdigit() for each in run)
        begins = run and run[0].text.strip(" .").upper() in ("STT", "TT", "SỐ TT")
        if len(run) >= 6 and (begins or numbers >= 3):
            yield warning("import-table-flat", Place(path, run[0].line), last=run[-1].line)
        run = []
