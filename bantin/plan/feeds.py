"""What machines read: RSS feeds, the sitemap, robots.txt. From cards and heads to text, nothing else."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from bantin.content.model import Article
from bantin.pages.context import PageContext
from bantin.pages.frame_types import Alternate
from bantin.pages.marks import Marked
from bantin.pages.part_types import Card


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An article in a feed."""

    title: str
    url: str
    """Absolute."""
    id: str
    """The same for ever, wherever the article stands: the URL at which it was first published."""
    published: datetime.datetime
    """With its zone."""
    summary: str
    category: str
    correction: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of an edition, or of one of its categories."""

    title: str
    description: str
    page: str
    """Absolute URL of the page beside which the feed stands."""
    url: str
    lang: str
    items: tuple[FeedItem, ...]
    """Newest first."""


class FeedInputs(NamedTuple):
    """All that `rss_of` gets."""

    context: PageContext
    title: str
    address: str
    """Of the page beside which the feed stands."""
    items: tuple[Marked[FeedItem], ...]
    """Newest first."""


@dataclass(frozen=True, slots=True)
class SitemapUrl:
    """A page in the sitemap."""

    url: str
    modified: str
    """ISO 8601, or ''."""
    alternates: tuple[Alternate, ...]


def feed_item(context: PageContext, article: Article, card: Marked[Card], id_: str) -> FeedItem:
    """The article in a feed of its own edition."""
    shown, correction = card.value, article.own.correction
    return FeedItem(
        shown.title,
        context.base + shown.address,
        id_,
        article.date.at.replace(tzinfo=context.zone),
        shown.lead,
        shown.category.label,
        context.language.t("feed.correction", text=correction) if correction else "",
    )


def rss_of(inputs: FeedInputs) -> bytes:
    """The file of a feed."""
    context = inputs.context
    feed = Feed(
        inputs.title,
        context.portal.description,
        context.base + inputs.address,
        context.base + context.at.feed(inputs.address),
        context.code,
        tuple(item.value for item in inputs.items),
    )
    return rss(feed).encode()


def rss(feed: Feed) -> str:
    """RSS 2.0 (rssboard.org/rss-specification). Its date is the newest item's, never the clock's."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">',
        "<channel>",
        f"<title>{_text(feed.title)}</title>",
        f"<link>{_text(feed.page)}</link>",
        f"<description>{_text(feed.description)}</description>",
        f"<language>{feed.lang}</language>",
        f'<atom:link href="{_text(feed.url)}" rel="self" type="application/rss+xml"/>',
    ]
    if feed.items:
        lines.append(f"<lastBuildDate>{_date(max(item.published for item in feed.items))}</lastBuildDate>")
    for item in feed.items:
        summary = "\n\n".join(text for text in (item.correction, item.summary) if text)
        lines += [
            "<item>",
            f"<title>{_text(item.title)}</title>",
            f"<link>{_text(item.url)}</link>",
            f'<guid isPermaLink="{"true" if item.id == item.url else "false"}">{_text(item.id)}</guid>',
            f"<pubDate>{_date(item.published)}</pubDate>",
            f"<category>{_text(item.category)}</category>",
            f"<description>{_text(_text(summary))}</description>",  # readers take it for HTML
            "</item>",
        ]
    return "\n".join([*lines, "</channel>", "</rss>", ""])


def sitemap_entry(place: SitemapUrl) -> str:
    """The lines of one page in a sitemap."""
    lines = [f"<url><loc>{_text(place.url)}</loc>"]
    if place.modified:
        lines.append(f"<lastmod>{place.modified}</lastmod>")
    lines += [
        f'<xhtml:link rel="alternate" hreflang="{alternate.hreflang}" href="{_text(alternate.url)}"/>'
        for alternate in place.alternates
    ]
    return "\n".join([*lines, "</url>"])


def sitemap(entries: Iterable[str]) -> str:
    """A sitemap (sitemaps.org/protocol.html) of what `sitemap_entry` gave; it names each page's true translations."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
        *entries,
    ]
    return "\n".join([*lines, "</urlset>", ""])


def sitemap_index(urls: Iterable[str]) -> str:
    """The sitemap of sitemaps, for a site with more pages than one may hold."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    lines += [f"<sitemap><loc>{_text(url)}</loc></sitemap>" for url in urls]
    return "\n".join([*lines, "</sitemapindex>", ""])


def robots(sitemap_url: str, is_trial: bool = False) -> str:
    """robots.txt: everything may be read; of a trial with drafts nothing."""
    if is_trial:
        return "User-agent: *\nDisallow: /\n"
    return f"User-agent: *\nDisallow:\n\nSitemap: {sitemap_url}\n"


def _text(text: str) -> str:
    return escape(text)


def _date(moment: datetime.datetime) -> str:
    from email.utils import format_datetime  # loads the network's modules too, and most edits make no feed

    return format_datetime(moment)
