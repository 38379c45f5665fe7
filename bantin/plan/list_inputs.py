"""Categories, tags, months, the latest → lists, the pages into which they are cut; the inputs of these and of years."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import NamedTuple

from bantin.content.model import Article, Edition, Month, Section, Tag
from bantin.content.pagination import PageSlice, paginate
from bantin.pages import cards as pages_cards
from bantin.pages.context import PageContext
from bantin.pages.lists import ListInputs, MonthFacts, NewestPageFacts, SharedFacts, YearInputs, year_links
from bantin.pages.marks import Marked, ready_made
from bantin.pages.part_types import Link, MostRead
from bantin.plan.home_inputs import most_read
from bantin.plan.input_sources import InputSources


class ListingFacts(NamedTuple):
    """What the pages of a list say beside their articles: all of them, and the newest one."""

    shared: Marked[SharedFacts]
    below: tuple[Link, ...]
    most_read: tuple[MostRead, ...] = ()


class Listing(NamedTuple):
    """A list of articles to be cut into pages."""

    address: str
    section: str
    """In which it stands in the menu."""
    articles: tuple[Article, ...]
    facts: Callable[[], ListingFacts]
    """Looked up when it is first asked for."""


def listings(edition: Edition, sources: InputSources) -> Iterator[Listing]:
    """Every list of the edition."""
    context = sources.context(edition)
    yield Listing(context.at.latest, "latest", edition.listed, cache(partial(_latest, edition, sources)))
    for section in edition.sections:
        facts = cache(partial(_category, section, edition, sources))
        yield Listing(section.address, section.category.id, section.articles, facts)
    for tag in edition.tags:
        yield Listing(tag.address, "", tag.articles, cache(partial(_tag, tag, context)))
    for month in edition.months:
        facts = cache(partial(_month, month, edition, sources))
        yield Listing(month.address, "latest", month.articles, facts)


def _latest(edition: Edition, sources: InputSources) -> ListingFacts:
    context = sources.context(edition)
    every = tuple((other.language.code, other.at.latest) for other in sources.library.editions)
    heading = context.language.t("list.latest")
    facts = SharedFacts("latest", "latest", heading, context.at.latest, (context.home,), every, has_pair=True)
    return ListingFacts(ready_made(facts), year_links(edition.years, context))


def _category(section: Section, edition: Edition, sources: InputSources) -> ListingFacts:
    context, id_ = sources.context(edition), section.category.id
    own = context.edition.section(id_)
    facts = SharedFacts(
        "category",
        id_,
        own.name,
        own.address,
        pages_cards.trail_to(own, context, with_itself=False),
        tuple((code, each.edition.section(id_).address) for code, each in sources.contexts.items()),
        has_pair=True,
        feed=Link(own.name, context.at.feed(own.address)),
        heading_lang=own.name_lang,
    )
    below = tuple(each.link for each in context.edition.sections if each.parent == id_)
    read = (article for article in section.articles if article.language == edition.language)
    return ListingFacts(ready_made(facts), below, most_read(read, context.config.home.most_read, context))


def _tag(tag: Tag, context: PageContext) -> ListingFacts:
    heading = tag.name if tag.name_lang else context.language.t("list.tag", tag=tag.name)
    facts = SharedFacts(
        "tag", "", heading, tag.address, (context.home,), (), has_pair=False, heading_lang=tag.name_lang
    )
    return ListingFacts(ready_made(facts), ())


def _month(month: Month, edition: Edition, sources: InputSources) -> ListingFacts:
    context, when = sources.context(edition), (month.year, month.month)
    every = tuple(
        (other.language.code, each.address)
        for other in sources.library.editions
        for each in other.months
        if (each.year, each.month) == when
    )
    index = edition.months.index(month)
    near = [edition.months[at] for at in (index + 1, index - 1) if 0 <= at < len(edition.months)]
    heading = context.language.month(*when)
    trail = (context.home, *year_links((month.year,), context))
    facts = SharedFacts("month", "latest", heading, month.address, trail, every, has_pair=False)
    below = tuple(Link(context.language.month(other.year, other.month), other.address) for other in near)
    return ListingFacts(ready_made(facts), below)


class Leaf(NamedTuple):
    """One of the pages into which a list is cut."""

    address: str
    cut: PageSlice
    total: int
    """How many the list is cut into."""
    newer: str
    """The address of the next one; '' for the newest."""


def leaves(listing: Listing, context: PageContext) -> Iterator[Leaf]:
    """The pages into which a list is cut, oldest first (see `pagination`)."""
    cuts = paginate(len(listing.articles), context.config.page_size)
    numbered = (context.at.numbered(listing.address, cut.number) for cut in cuts[:-1])
    addresses = [*numbered, listing.address, ""]
    for at, cut in enumerate(cuts):
        yield Leaf(addresses[at], cut, len(cuts), addresses[at + 1])


def list_inputs(listing: Listing, leaf: Leaf, context: PageContext, sources: InputSources) -> ListInputs:
    """What a page of a list is made from."""
    facts, articles = listing.facts(), listing.articles
    own = articles[leaf.cut.start : leaf.cut.stop]
    newest = None
    if leaf.cut.is_newest:
        newest = NewestPageFacts(leaf.total, len(articles), facts.below, facts.most_read)
    return ListInputs(
        context,
        sources.frame(context, leaf.address, listing.section),
        facts.shared,
        leaf.cut.number,
        newest,
        leaf.newer,
        sources.cards(own[::-1], context),
        (own[0].date.day, own[-1].date.day) if own else None,
    )


def year_inputs(year: int, edition: Edition, sources: InputSources) -> YearInputs:
    """What the page of a year is made from."""
    context, years = sources.context(edition), edition.years
    at = years.index(year)
    return YearInputs(
        context,
        sources.frame(context, context.at.year(year), "latest"),
        year,
        tuple(
            MonthFacts(month.year, month.month, month.address, len(month.articles))
            for month in reversed(edition.months)
            if month.year == year
        ),
        tuple(years[near] for near in (at - 1, at + 1) if 0 <= near < len(years)),
        tuple((other.language.code, other.at.year(year)) for other in sources.library.editions if year in other.years),
    )
