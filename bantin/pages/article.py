"""The page of an article.

Each maker gets its inputs and nothing else; their marks are the page's key. What is not among them cannot be shown.
"""

from typing import NamedTuple

from bantin.content.assets import ShownPicture
from bantin.content.file_facts import FileFacts
from bantin.content.model import Article
from bantin.content.source_file import TextSummary
from bantin.pages.cards import (
    HeadFacts,
    MadePage,
    banners,
    cards,
    cover_image,
    head,
    headlines,
    section_of,
    shortened,
    stamp,
    switches,
    trail_to,
    updated,
)
from bantin.pages.context import PageContext
from bantin.pages.frame_types import Frame
from bantin.pages.marks import Marked
from bantin.pages.part_types import Attachment, Banner, Card, ContentsEntry, Link, Stamp, Words
from bantin.pages.prose import Target, prose_of
from bantin.pages.social_cards import DrawnCard, OpenGraphImage
from bantin.pages.types import ArticlePage
from bantin.problems import Problem

NEWER, OLDER = 3, 5
"""Numbers of articles of the same category that lead on from an article: the nearest, so that news changes few pages.
"""
CONTENTS_FROM = 3
"""Fewest headings of an article that has a table of contents."""
WORDS_A_MINUTE = 220
"""Syllables that an unhurried reader of Vietnamese reads in a minute; only an indication."""


class Download(NamedTuple):
    """A published file that readers can take away."""

    address: str
    facts: FileFacts


class ArticleInputs(NamedTuple):
    """All that `article_page` gets."""

    context: PageContext
    frame: Marked[Frame]
    article: Article
    translations: tuple[tuple[str, str], ...]
    """(language code, address) in each language in which it is public, itself included; () if that is the only one."""
    targets: tuple[Target, ...]
    """What each of the article's internal references leads to, or shows."""
    cover: Marked[ShownPicture | None]
    drawn: Marked[DrawnCard] | None
    """Drawn for link previews where there is no cover."""
    audio: Download | None
    attachments: tuple[Download | None, ...]
    """Of each of the article's attachments; None for a file that cannot be published."""
    tags: tuple[Marked[Link], ...]
    newer: tuple[Marked[Card], ...]
    """The next of its category, newest first; so also `older`."""
    older: tuple[Marked[Card], ...]
    related: tuple[Marked[Card], ...]
    problems: tuple[Problem, ...]
    """What was found wrong while these were looked up."""


def article_page(inputs: ArticleInputs) -> MadePage:
    """The page of an article."""
    context, article = inputs.context, inputs.article
    language, own, base = context.language, article.own, article.base
    summary, posted = article.summary, stamp(article, context)
    section = section_of(article, context)
    body, problems = prose_of(article, summary, inputs.targets)
    page = ArticlePage(
        frame=inputs.frame.value,
        head=head(_head_facts(inputs, posted), context),
        category=section.link if section else Link("", ""),
        title=own.title,
        posted=posted,
        updated=updated(article, context),
        views=language.number(article.views) if article.views is not None else "",
        banners=banners(article, context, inputs.translations),
        lead=own.lead,
        correction=_correction(article),
        cover=cover_image(article, inputs.cover.value),
        audio=_audio(inputs),
        contents=_contents(summary),
        minutes=max(1, round(summary.syllables / WORDS_A_MINUTE)),
        body=body,
        attachments=_attachments(inputs),
        author=_inherited(own.author, base.author, article),
        source=_source(article),
        tags=tuple(tag.value for tag in inputs.tags),
        newer=headlines(inputs.newer),
        older=headlines(inputs.older),
        related=tuple([card._replace(lead="") for card in cards(inputs.related)]),
    )
    return MadePage(page, (*inputs.problems, *problems))


def _head_facts(inputs: ArticleInputs, posted: Stamp) -> HeadFacts:
    context, article = inputs.context, inputs.article
    section = section_of(article, context)
    own, base = article.own, article.base
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": shortened(own.title, 110),
        "datePublished": posted.iso,
        "dateModified": own.updated.iso(context.zone) if own.updated else posted.iso,
        "inLanguage": article.code,
        "mainEntityOfPage": context.base + article.address,
        "publisher": {
            "@type": "GovernmentOrganization",
            "name": context.portal.name,
            "url": context.base + context.at.home,
        },
    }
    if own.author or base.author:
        data["author"] = {"@type": "Organization", "name": own.author or base.author}  # offices sign, seldom persons
    if section:
        data["articleSection"] = section.name
    preview = inputs.drawn.value.preview if inputs.drawn else None
    photo = inputs.cover.value.preview if inputs.cover.value else None
    if photo is not None:  # search engines want no drawn one
        image = cover_image(article, inputs.cover.value)
        preview = OpenGraphImage(photo.address, image.alt if image else "")
        data["image"] = [context.base + photo.address]
    return HeadFacts(
        article.address,
        own.title,
        article.lead,
        trail_to(section, context, with_itself=True) if section else (context.home,),
        inputs.translations,
        switches(context, dict(inputs.translations), section.id if section else "latest"),
        preview,
        is_indexed=article.state == "public",
        og_type="article",
        data=data,
    )


def _correction(article: Article) -> Banner | None:
    """What was wrong in the article and is right now, in the article's language or else its original's."""
    own, base = article.own.correction, article.base.correction
    if not own and not base:
        return None
    return Banner("corrected", own or base, lang="" if own or not article.is_translation else article.base.code)


def _contents(summary: TextSummary) -> tuple[ContentsEntry, ...]:
    shown = tuple(
        ContentsEntry(heading.level, heading.id, heading.text) for heading in summary.headings if heading.level <= 3
    )
    return shown if len(shown) >= CONTENTS_FROM else ()


def _audio(inputs: ArticleInputs) -> Attachment | None:
    article = inputs.article
    lang = article.base.code if article.is_translation and not article.own.audio else ""
    return _attachment(inputs.audio, "", lang, inputs.context) if inputs.audio else None


def _attachments(inputs: ArticleInputs) -> tuple[Attachment, ...]:
    article, shown = inputs.article, []
    for attached, download in zip(article.attachments, inputs.attachments, strict=True):
        is_foreign = attached.title and attached.file.place.path != article.own.path
        lang = article.base.code if is_foreign else ""
        if download is not None:
            shown.append(_attachment(download, attached.title, lang, inputs.context))
    return tuple(shown)


def _attachment(download: Download, title: str, lang: str, context: PageContext) -> Attachment:
    facts = download.facts
    name = facts.path.rpartition("/")[2]
    kind, size = (facts.kind or "file").upper(), context.language.size(facts.size)
    return Attachment(download.address, title or name, kind, size, lang)


def _source(article: Article) -> Link | None:
    name = _inherited(article.own.source, article.base.source, article)
    url = article.own.source_url or article.base.source_url
    return Link(name.text or url, url, name.lang, is_outside=True) if name or url else None


def _inherited(own: str, base: str, article: Article) -> Words:
    """What the article says, or else its original, in the original's language."""
    return Words(own or base, "" if own or not base or not article.is_translation else article.base.code)
