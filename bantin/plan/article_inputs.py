"""An article → the inputs of its page, and what is wrong with what it refers to."""

from collections.abc import Sequence

from bantin.content import named_files
from bantin.content.file_problems import no_picture
from bantin.content.links import LinkResolver
from bantin.content.model import Article, Edition
from bantin.pages.article import NEWER, OLDER, ArticleInputs, Download
from bantin.pages.context import PageContext
from bantin.pages.marks import Marked
from bantin.pages.part_types import Card, Link
from bantin.plan.input_sources import InputSources
from bantin.problems import Problem, error, warning
from bantin.text import same


def article_inputs(
    article: Article, edition: Edition, row: Sequence[Marked[Card]], at: int, sources: InputSources
) -> ArticleInputs:
    """What the page of `article` is made from. `row[at]` is its card among those of its category's own articles, oldest
    first.
    """
    context, own, base = sources.context(edition), article.own, article.base
    audio = own.audio or base.audio
    drawn = sources.drawn(article, context)
    related, problems = _related(article, context, sources) if own.related or base.related else ((), [])
    problems += _file_problems(article, sources.linker)
    return ArticleInputs(
        context,
        sources.frame(context, article.address, article.category.id if article.category else ""),
        article,
        sources.translations(article),
        sources.targets(article),
        sources.cover(article),
        drawn,
        sources.download(audio, article) if audio else None,
        _downloads(article, sources) if own.attachments or base.attachments else (),
        _tags(article, edition, sources) if own.tags and edition.tags else (),
        tuple(row[at + 1 : at + 1 + NEWER][::-1]),
        tuple(row[max(0, at - OLDER) : at][::-1]),
        related,
        tuple(problems),
    )


def refers_to_anything(article: Article) -> bool:
    """Whether it refers to anything, so that something can be wrong with that."""
    own, base = article.own, article.base
    return bool(
        article.internal_references
        or article.own_link_problems
        or own.related
        or base.related
        or own.cover
        or own.attachments
        or own.audio
    )


def reference_problems(article: Article, context: PageContext, sources: InputSources) -> list[Problem]:
    """What is wrong with what an article or a plain page refers to: all that is found while its page is made."""
    problems = [*article.own_link_problems, *(each for each in sources.targets(article) if isinstance(each, Problem))]
    if article.own.is_page:
        return problems
    if article.own.related or article.base.related:
        problems += _related(article, context, sources)[1]
    return problems + _file_problems(article, sources.linker)


def _downloads(article: Article, sources: InputSources) -> tuple[Download | None, ...]:
    return tuple(sources.download(attached.file, article) for attached in article.attachments)


def _tags(article: Article, edition: Edition, sources: InputSources) -> tuple[Marked[Link], ...]:
    tags = [edition.tag_by_word[same(text.text)] for text in article.own.tags]
    found = {tag.slug: tag for tag in tags}
    return tuple([sources.tag(tag) for tag in found.values()])


def _related(
    article: Article, context: PageContext, sources: InputSources
) -> tuple[tuple[Marked[Card], ...], list[Problem]]:
    found: dict[str, Marked[Card]] = {}
    problems: list[Problem] = []
    for written in article.own.related or article.base.related:
        other = sources.linker.source(written, article)
        if isinstance(other, Problem):
            if written.place.path == article.own.path:
                problems.append(other)
        elif other is not None and (other.key == article.key or other.own.is_page):
            problems.append(warning("related-no-article", written.place, target=written.text))
        elif other is not None:
            found[other.key] = sources.card(other, context)
    return tuple(found.values()), problems


def _file_problems(article: Article, linker: LinkResolver) -> list[Problem]:
    """What is wrong with the files named in the front matter, once for an article and its translations together."""
    own, base = article.own, article.base
    problems: list[Problem] = []
    if not (own.cover or own.attachments or own.audio):
        return problems
    written = own.cover and own.cover.image
    if written:
        found = linker.files.named(written, base.path, "picture-missing")
        if isinstance(found, Problem):
            problems.append(found)
        elif not found.is_picture:
            problems.append(no_picture(found, written.text, written.place))
        if article.cover is not None and article.cover.alt is None:
            problems.append(error("cover-without-alt", written.place, picture=named_files.own_name(written.text)))
    elif own.cover and not (article.cover and article.cover.image):
        problems.append(error("cover-without-image", own.place("cover")))
    for file in [attached.file for attached in own.attachments] + ([own.audio] if own.audio else []):
        found = linker.files.named(file, base.path, "attachment-missing")
        if isinstance(found, Problem):
            problems.append(found)
        elif file is own.audio and not found.is_audio:
            problems.append(error("audio-kind", file.place, file=file.text))
    return problems
