"""List pages (all news, a category, a tag, a month; one page of the list each), and the pages of years.

Each maker gets its inputs and nothing else; their marks are the page's key. What is not among them cannot be shown.
"""

import datetime
from typing import NamedTuple

from bantin.pages.cards import HeadFacts, MadePage, cards, head, switches
from bantin.pages.context import PageContext
from bantin.pages.frame_types import Frame
from bantin.pages.marks import Marked
from bantin.pages.part_types import Card, Link, MostRead
from bantin.pages.types import ListPage, MonthRow, YearPage


class SharedFacts(NamedTuple):
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
    """Whether these lists are translations of one another, also for search engines."""
    feed: Link | None = None
    """The list's own, where it is not the edition's."""
    heading_lang: str = ""


class NewestPageFacts(NamedTuple):
    """What only the newest page of a list says."""

    pages: int
    total: int
    below: tuple[Link, ...]
    most_read: tuple[MostRead, ...]
    """Of a category."""


class ListInputs(NamedTuple):
    """All that `list_page` gets."""

    context: PageContext
    frame: Marked[Frame]
    facts: Marked[SharedFacts]
    number: int
    newest: NewestPageFacts | None
    """None for all pages but the newest."""
    newer: str
    """The address of the next page; '' for the newest."""
    cards: tuple[Marked[Card], ...]
    """Newest first."""
    days: tuple[datetime.date, datetime.date] | None
    """Of the oldest and the newest article; None if there is none."""


def list_page(inputs: ListInputs) -> MadePage:
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
    return MadePage(page)


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


def year_page(inputs: YearInputs) -> MadePage:
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
    return MadePage(page)


def year_links(years: tuple[int, ...], context: PageContext) -> tuple[Link, ...]:
    """To the pages of several years."""
    return tuple(Link(str(year), context.at.year(year)) for year in years)
