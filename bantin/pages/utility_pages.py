"""The pages that help to find others: site map, search, the page for what is not there, old addresses.

Each maker gets its inputs and nothing else; their marks are the page's key. What is not among them cannot be shown.
"""

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from bantin.content.addresses import Addresses, root_of
from bantin.pages.cards import HeadFacts, MadePage, head, switches
from bantin.pages.context import PageContext
from bantin.pages.frame import PageLink, category_tree, policy
from bantin.pages.frame_types import Frame
from bantin.pages.lists import year_links
from bantin.pages.marks import Marked
from bantin.pages.part_types import Link
from bantin.pages.types import ArchiveYear, Choice, ForwardPage, MissingEdition, MissingPage, SearchPage, SiteMapPage


class SiteMapInputs(NamedTuple):
    """All that `site_map_page` gets."""

    context: PageContext
    frame: Marked[Frame]
    pages: tuple[PageLink, ...]
    years: tuple[int, ...]
    tags: tuple[Link, ...]


def site_map_page(inputs: SiteMapInputs) -> MadePage:
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
    return MadePage(page)


def _everywhere(title: str, address: Callable[[Addresses], str], context: PageContext) -> HeadFacts:
    """Head facts of a page that every edition has once; `address` says where it stands."""
    addresses = context.in_every_edition(address)
    to_same = switches(context, addresses)
    return HeadFacts(address(context.at), title, title, (context.home,), tuple(addresses.items()), to_same)


def _search_link(context: PageContext) -> tuple[Link, ...]:
    return (Link(context.language.t("search.heading"), context.at.search),) if context.has_search else ()


class SearchInputs(NamedTuple):
    """All that `search_page` gets."""

    context: PageContext
    frame: Marked[Frame]
    listed: tuple[str, ...]
    """The ids of the categories that list articles."""
    own: tuple[str, ...]
    """The ids of those that hold articles of the edition's own: only these are searched."""
    months: tuple[tuple[int, int, str], ...]
    """(year, month, address), newest first."""
    own_years: tuple[int, ...]
    """Newest first; in which the edition has articles of its own."""


def search_page(inputs: SearchInputs) -> MadePage:
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
    return MadePage(page)


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


def missing_page(inputs: MissingInputs) -> MadePage:
    """404.html: all languages on one page, whose addresses work at any depth."""
    default = inputs.context
    t = default.language.t
    facts = HeadFacts("404.html", t("missing.heading"), t("missing.text"), is_indexed=False)
    editions = tuple(_missing(context) for context in inputs.contexts)
    return MadePage(MissingPage(frame=inputs.frame.value, head=head(facts, default), editions=editions))


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


def forward_page(inputs: ForwardInputs) -> MadePage:
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
    return MadePage(page)
