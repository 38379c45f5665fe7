"""The pages that lead on: home, lists, years, site map, search, the page for what is not there, old addresses.

Each maker gets its inputs and nothing else; their marks are the page's key. What is not among them cannot be shown.
"""

import datetime
import json
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from bantin.content.addresses import Addresses, root_of
from bantin.pages.cards import HeadFacts, Made, cards, head, headlines, switches
from bantin.pages.context import PageContext
from bantin.pages.frame import PageLink, category_tree, policy
from bantin.pages.marks import Marked
from bantin.pages.types import (
    ArchiveYear,
    Card,
    CategoryBlock,
    Choice,
    ForwardPage,
    Frame,
    HomePage,
    Link,
    ListPage,
    MissingEdition,
    MissingPage,
    MonthRow,
    MostRead,
    NoticeBox,
    SearchPage,
    SiteMapPage,
    Urgent,
    YearPage,
)

# ---- home


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


def home_page(inputs: HomeInputs) -> Made:
    """The front of an edition."""
    context = inputs.context
    addresses = _in_every_edition(lambda at: at.home, context)
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
    return Made(page)


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


# ---- lists


class ListFacts(NamedTuple):
    """What all pages of a list say beside their articles."""

    kind: str
    section: str
    """In which it stands in the menu."""
    heading: str
    address: str
    trail: tuple[Link, ...]
    same: tuple[tuple[str, str], ...]
    """(language code, address) of this list in each edition that has it."""
    has_pair: bool
    """Those are translations of one another, for search engines too."""
    feed: Link | None = None
    """The list's own, where it is not the edition's."""
    heading_lang: str = ""


class NewestFacts(NamedTuple):
    """What the newest page of a list says beside that."""

    pages: int
    total: int
    below: tuple[Link, ...]
    most_read: tuple[MostRead, ...]
    """Of a category."""


class ListInputs(NamedTuple):
    """All that `list_page` gets."""

    context: PageContext
    frame: Marked[Frame]
    facts: Marked[ListFacts]
    number: int
    newest: NewestFacts | None
    """None for all pages but the newest."""
    newer: str
    """The address of the next page; '' for the newest."""
    cards: tuple[Marked[Card], ...]
    """Newest first."""
    days: tuple[datetime.date, datetime.date] | None
    """Of the oldest and the newest article; None if there is none."""


def list_page(inputs: ListInputs) -> Made:
    """One page of a list."""
    context, facts, number, newest = inputs.context, inputs.facts.value, inputs.number, inputs.newest

    def link(to: int) -> Link:
        return Link(str(to), context.at.numbered(facts.address, to))

    t = context.language.t
    title, trail, address = facts.heading, facts.trail, facts.address
    same = switches(context, dict(facts.same))
    if not newest:  # the other edition cuts its list elsewhere: no pair, and the switch leads to the list as a whole
        title = t("list.title", heading=facts.heading, number=number)
        trail = (*trail, Link(facts.heading, facts.address, facts.heading_lang))
        address = link(number).address
        notes = {other.code: other.language.t("switch.list") for other in context.others}
        same = tuple(each._replace(is_same=False, note=each.note or notes[each.lang]) for each in same)
    pairs = facts.same if newest and facts.has_pair else ()
    description = t("list.description", heading=facts.heading, name=context.portal.name)
    page = ListPage(
        frame=inputs.frame.value,
        head=head(HeadFacts(address, title, description, trail, pairs, same, feed=facts.feed), context),
        kind=facts.kind,
        heading=facts.heading,
        heading_lang=facts.heading_lang,
        number=number,
        pages=newest.pages if newest else 0,
        total=context.language.number(newest.total) if newest else "",
        span=_span(inputs.days, context),
        cards=cards(inputs.cards),
        newest=None if newest else Link(t("list.newest"), facts.address),
        newer=None if newest else Link(str(number + 1), inputs.newer),
        older=link(number - 1) if number > 1 else None,
        oldest=link(1) if number > 1 else None,
        below=newest.below if newest else (),
        most_read=newest.most_read if newest else (),
    )
    return Made(page)


def _span(days: tuple[datetime.date, datetime.date] | None, context: PageContext) -> str:
    if days is None:
        return ""
    first, last = (context.language.date(day) for day in days)
    return first if first == last else context.language.t("list.span", first=first, last=last)


# ---- years


class MonthFacts(NamedTuple):
    """A month that holds articles."""

    year: int
    month: int
    address: str
    total: int


class YearInputs(NamedTuple):
    """All that `year_page` gets."""

    context: PageContext
    frame: Marked[Frame]
    year: int
    months: tuple[MonthFacts, ...]
    """Newest first."""
    beside: tuple[int, ...]
    """The years before and after: not all of them, or a new year would change the pages of all others."""
    same: tuple[tuple[str, str], ...]
    """(language code, address) of the year in each edition that has it."""


def year_page(inputs: YearInputs) -> Made:
    """The months of a year that hold articles."""
    context, language = inputs.context, inputs.context.language
    heading = language.t("year.heading", year=str(inputs.year))
    to_same = switches(context, dict(inputs.same))
    facts = HeadFacts(context.at.year(inputs.year), heading, heading, (context.home,), (), to_same)
    page = YearPage(
        frame=inputs.frame.value,
        head=head(facts, context),
        heading=heading,
        months=tuple(
            MonthRow(Link(language.month(each.year, each.month), each.address), language.number(each.total))
            for each in inputs.months
        ),
        years=year_links(inputs.beside, context),
    )
    return Made(page)


def year_links(years: tuple[int, ...], context: PageContext) -> tuple[Link, ...]:
    """To the pages of several years."""
    return tuple(Link(str(year), context.at.year(year)) for year in years)


# ---- what leads everywhere


class SiteMapInputs(NamedTuple):
    """All that `site_map_page` gets."""

    context: PageContext
    frame: Marked[Frame]
    pages: tuple[PageLink, ...]
    years: tuple[int, ...]
    tags: tuple[Link, ...]


def site_map_page(inputs: SiteMapInputs) -> Made:
    """Every place of an edition, for people."""
    context, t = inputs.context, inputs.context.language.t
    facts = _everywhere(t("site-map.heading"), lambda at: at.site_map, context)
    feeds = [Link(context.portal.name, context.at.feed(context.at.home))]
    feeds += [each.link._replace(address=context.at.feed(each.address)) for each in context.edition.sections]
    page = SiteMapPage(
        frame=inputs.frame.value,
        head=head(facts, context),
        pages=(
            context.home,
            Link(t("menu.latest"), context.at.latest),
            *_search_link(context),
            *(page.link for page in inputs.pages),
        ),
        categories=tuple(category_tree(context, "")),
        years=year_links(inputs.years, context),
        tags=inputs.tags,
        feeds=tuple(feeds),
    )
    return Made(page)


def _everywhere(title: str, address: Callable[[Addresses], str], context: PageContext) -> HeadFacts:
    """What a page tells that every edition has one of, where `address` says."""
    addresses = _in_every_edition(address, context)
    to_same = switches(context, addresses)
    return HeadFacts(address(context.at), title, title, (context.home,), tuple(addresses.items()), to_same)


def _in_every_edition(address: Callable[[Addresses], str], context: PageContext) -> dict[str, str]:
    """Where something stands in each edition, by language code, the default one first."""
    at = {each.code: address(each.at) for each in (context.edition, *context.others)}
    return {code: at[code] for code in context.config.codes}


def _search_link(context: PageContext) -> tuple[Link, ...]:
    return (Link(context.language.t("search.heading"), context.at.search),) if context.has_search else ()


class SearchInputs(NamedTuple):
    """All that `search_page` gets."""

    context: PageContext
    frame: Marked[Frame]
    listed: tuple[str, ...]
    """The ids of the categories that list articles."""
    own: tuple[str, ...]
    """Of those that hold articles of the edition's own, which alone are searched."""
    months: tuple[tuple[int, int, str], ...]
    """(year, month, address), newest first."""
    own_years: tuple[int, ...]
    """Newest first; in which the edition has articles of its own."""


def search_page(inputs: SearchInputs) -> Made:
    """The search, and where to look without a script."""
    context, section = inputs.context, inputs.context.edition.section
    facts = _everywhere(context.language.t("search.heading"), lambda at: at.search, context)
    url = urlsplit(context.config.base_url)
    choices = [section(id_) for id_ in inputs.own]
    page = SearchPage(
        frame=inputs.frame.value,
        head=head(facts, context),
        categories=tuple(section(id_).link for id_ in inputs.listed),
        years=tuple(_archive_year(year, inputs) for year in dict.fromkeys(year for year, *_ in inputs.months)),
        host=f"{url.netloc}{url.path}",
        category_choices=tuple(Choice(each.id, each.name, each.name_lang) for each in choices),
        year_choices=tuple(str(year) for year in inputs.own_years),
        others=tuple(Link(each.language.name, each.at.search, each.code) for each in context.others),
    )
    return Made(page)


def _archive_year(year: int, inputs: SearchInputs) -> ArchiveYear:
    t = inputs.context.language.t
    whole = Link(t("search.whole-year", year=str(year)), inputs.context.at.year(year))
    months = (Link(t(f"month.{month}"), address) for its, month, address in inputs.months if its == year)
    return ArchiveYear(str(year), (whole, *months))


class MissingInputs(NamedTuple):
    """All that `missing_page` gets."""

    context: PageContext
    """Of the default edition."""
    contexts: tuple[PageContext, ...]
    """Of every edition, the default first."""
    frame: Marked[Frame]


def missing_page(inputs: MissingInputs) -> Made:
    """404.html: all languages on one page, whose addresses work at any depth."""
    default = inputs.context
    t = default.language.t
    facts = HeadFacts("404.html", t("missing.heading"), t("missing.text"), is_indexed=False)
    editions = tuple(_missing(context) for context in inputs.contexts)
    return Made(MissingPage(frame=inputs.frame.value, head=head(facts, default), editions=editions))


def _missing(context: PageContext) -> MissingEdition:
    t = context.language.t
    links = (
        context.home,
        Link(t("menu.latest"), context.at.latest),
        *_search_link(context),
        Link(t("footer.site-map"), context.at.site_map),
    )
    return MissingEdition(context.code, context.portal.name, t("missing.heading"), t("missing.text"), links)


class ForwardInputs(NamedTuple):
    """All that `forward_page` gets."""

    context: PageContext
    path: str
    """The output path at the old address."""
    address: str
    """Where it leads."""
    title: str


def forward_page(inputs: ForwardInputs) -> Made:
    """The page at an old address."""
    context = inputs.context
    root = root_of(inputs.path.removesuffix("index.html"))
    page = ForwardPage(
        context.code,
        policy(context.config.embed_hosts),
        inputs.title,
        root + inputs.address,
        context.base + inputs.address,
    )
    return Made(page)


# ---- beside the pages


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
