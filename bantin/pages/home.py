"""Home, and the urgent notice: on home itself, and as the data file behind the bar of every page.

Each maker gets its inputs and nothing else; their marks are the page's key. What is not among them cannot be shown.
"""

import datetime
import json
from typing import NamedTuple

from bantin.pages.cards import HeadFacts, MadePage, cards, head, headlines, switches
from bantin.pages.context import PageContext
from bantin.pages.frame_types import Frame
from bantin.pages.marks import Marked
from bantin.pages.part_types import Card, CategoryBlock, Link, MostRead, NoticeBox, Urgent
from bantin.pages.types import HomePage


class SectionNews(NamedTuple):
    """The newest of a section, newest first."""

    link: Link
    cards: tuple[Marked[Card], ...]


class HomeInputs(NamedTuple):
    """All that `home_page` gets."""

    context: PageContext
    frame: Marked[Frame]
    urgent: Urgent | None
    featured: tuple[Marked[Card], ...]
    latest: tuple[Marked[Card], ...]
    blocks: tuple[SectionNews, ...]
    notices: SectionNews | None
    most_read: tuple[MostRead, ...]


def home_page(inputs: HomeInputs) -> MadePage:
    """The front of an edition."""
    context = inputs.context
    addresses = context.in_every_edition(lambda at: at.home)
    facts = HeadFacts(
        context.at.home,
        context.portal.name,
        context.portal.description,
        (),
        tuple(addresses.items()),
        switches(context, addresses),
        data=_website(context),
    )
    notices = inputs.notices
    page = HomePage(
        frame=inputs.frame.value,
        head=head(facts, context),
        urgent=inputs.urgent,
        featured=cards(inputs.featured),
        latest=cards(inputs.latest),
        all_news=Link(context.language.t("home.all-news"), context.at.latest),
        blocks=tuple(
            CategoryBlock(each.link, each.cards[0].value, headlines(each.cards[1:])) for each in inputs.blocks
        ),
        notices=NoticeBox(notices.link, headlines(notices.cards)) if notices else None,
        most_read=inputs.most_read,
        links=tuple(
            Link(label.text, link.address, label.lang, is_outside=True)
            for link in context.config.links
            if (label := context.say(link.label))
        ),
    )
    return MadePage(page)


def _website(context: PageContext) -> dict[str, object]:
    publisher = {"@type": "GovernmentOrganization", "name": context.portal.name}
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": context.portal.name,
        "url": context.base + context.at.home,
        "inLanguage": context.code,
        "publisher": publisher,
    }


def urgent(context: PageContext, today: datetime.date) -> Urgent | None:
    """The urgent notice as home shows it, until its last day is over."""
    notice = context.config.urgent
    if notice is None or (notice.until is not None and today > notice.until):
        return None
    text, link = context.say(notice.text), None
    if notice.link:
        is_outside = not notice.link.startswith("/")
        link = Link(text.text, notice.link.lstrip("/"), text.lang, is_outside)
    return Urgent(text, link)


def urgent_data(contexts: tuple[PageContext, ...], today: datetime.date) -> str:
    """The data file behind the urgent bar of every page: one call with a text in each language, or nothing."""
    shown = {context.code: urgent(context, today) for context in contexts}
    until = contexts[0].config.urgent.until if contexts[0].config.urgent else None
    rows = {
        code: {
            "text": notice.text.text,
            "href": notice.link.address if notice.link else "",
            "until": _end_of(until, contexts[0].zone) if until else "",
            "lang": notice.text.lang,
        }
        for code, notice in shown.items()
        if notice
    }
    return f"bantin.urgent({json.dumps(rows, ensure_ascii=False)});\n" if rows else "/* urgent: */\n"


def _end_of(day: datetime.date, zone: datetime.tzinfo) -> str:
    """The instant at which `day` ends where the ward is."""
    return datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), zone).isoformat()
