"""The pages that lead on: home, lists, years, site map, search, and the page for what is not there."""

import datetime
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from bantin.addresses import Addresses
from bantin.frame import category_tree, frame
from bantin.library import Article, Edition, Month, Section, Tag
from bantin.newsroom import (
    Newsroom,
    Told,
    card,
    cards,
    cover_told,
    head,
    headlines,
    home_link,
    switches_to_same,
    trail_of,
)
from bantin.pages import (
    ArchiveYear,
    Block,
    Choice,
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
    Switch,
    Urgent,
    YearPage,
)
from bantin.pagination import Leaf, paginate


@dataclass(frozen=True)
class Shown:
    """A list of articles to be cut into pages, and what its pages say of themselves."""

    kind: str
    section: str
    heading: str
    address: str
    articles: tuple[Article, ...]
    trail: tuple[Link, ...]
    pairs: tuple[tuple[str, str], ...]
    switches: tuple[Switch, ...]
    below: tuple[Link, ...]
    feed: Link | None = None
    """The list's own, where it is not the edition's."""
    heading_lang: str = ""
    most_read: tuple[MostRead, ...] = ()
    """Of a category."""

    @cached_property
    def on_every_page(self) -> str:
        """What all its pages say beside their articles."""
        said = (self.kind, self.section, self.heading, self.address, self.trail, self.pairs, self.switches, self.feed)
        return repr((*said, self.heading_lang))

    @cached_property
    def on_the_newest(self) -> str:
        """What the newest page says beside that."""
        return repr((len(self.articles), self.below, self.most_read))


def home_page(edition: Edition, room: Newsroom) -> HomePage:
    """The front of an edition."""
    library, sizes, t = room.library, room.library.config.home, edition.language.t
    newest = edition.listed[::-1]
    featured = [article for article in newest if article.base.is_featured][: sizes.featured]
    featured = featured or list(newest[:1])
    rest = [article for article in newest[: sizes.latest + len(featured)] if article not in featured][: sizes.latest]
    addresses = {other.language.code: other.at.home for other in library.editions}
    told = Told(
        edition.at.home,
        edition.portal.name,
        edition.portal.description,
        (),
        tuple(addresses.items()),
        switches_to_same(edition, room, addresses),
        data=_website(edition, room),
    )
    notices = next((each for each in edition.sections if each.category.is_notices and each.is_shown), None)
    return HomePage(
        frame=frame(edition, edition.at.home, "home", room),
        head=head(told, edition, room),
        urgent=_urgent(edition, room),
        featured=cards(featured, edition, room),
        latest=cards(rest, edition, room),
        all_news=Link(t("home.all-news"), edition.at.latest),
        blocks=tuple(
            _block(section, sizes.block, featured, edition, room)
            for section in edition.shown_below("")
            if section.articles and section is not notices
        ),
        notices=_notices(notices, sizes.notices, edition, room) if notices and notices.articles else None,
        most_read=_most_read(edition.articles, sizes.most_read, edition),
        links=tuple(
            Link(label.text, link.address, label.lang, is_outside=True)
            for link in library.config.links
            if (label := room.say(link.label, edition))
        ),
    )


def _website(edition: Edition, room: Newsroom) -> dict[str, object]:
    publisher = {"@type": "GovernmentOrganization", "name": edition.portal.name}
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": edition.portal.name,
        "url": room.base + edition.at.home,
        "inLanguage": edition.language.code,
        "publisher": publisher,
    }


def _block(section: Section, size: int, featured: list[Article], edition: Edition, room: Newsroom) -> Block:
    """The newest of a section that are not featured above; if there are no others, the newest all the same."""
    size = max(1, size)
    newest = section.articles[::-1][: size + len(featured)]
    newest = tuple(article for article in newest if article not in featured)[:size] or newest[:1]
    link = Link(section.name, section.address, section.name_lang)
    return Block(link, card(newest[0], edition, room), headlines(newest[1:], edition, room))


def _notices(section: Section, size: int, edition: Edition, room: Newsroom) -> NoticeBox:
    link = Link(section.name, section.address, section.name_lang)
    return NoticeBox(link, headlines(section.articles[::-1][:size], edition, room))


def _most_read(articles: tuple[Article, ...], size: int, edition: Edition) -> tuple[MostRead, ...]:
    """Of the edition's own articles, those with the highest counts; the newer first where counts are equal."""
    counted = [article for article in articles[::-1] if article.views]
    counted.sort(key=lambda article: -(article.views or 0))
    return tuple(
        MostRead(article.address, article.own.title, edition.language.number(article.views or 0))
        for article in counted[:size]
    )


def _urgent(edition: Edition, room: Newsroom) -> Urgent | None:
    notice = room.library.config.urgent
    if notice is None or (notice.until is not None and room.library.today > notice.until):
        return None
    text, link = room.say(notice.text, edition), None
    if notice.link:
        is_outside = not notice.link.startswith("/")
        link = Link(text.text, notice.link.lstrip("/"), text.lang, is_outside)
    return Urgent(text, link)


def lists(edition: Edition, room: Newsroom) -> Iterator[Shown]:
    """Every list of the edition."""
    yield _latest(edition, room)
    for section in edition.sections:
        yield _category(section, edition, room)
    for tag in edition.tags:
        yield _tag(tag, edition, room)
    for month in edition.months:
        yield _month(month, edition, room)


def leaves_of(shown: Shown, room: Newsroom) -> tuple[Leaf, ...]:
    """The pages into which a list is cut, oldest first; only the newest changes with news (see `pagination`)."""
    return paginate(len(shown.articles), room.library.config.page_size)


def address_of(shown: Shown, leaf: Leaf, edition: Edition) -> str:
    """Where a page of a list stands."""
    return shown.address if leaf.is_newest else edition.at.numbered(shown.address, leaf.number)


def told(shown: Shown, leaf: Leaf, leaves: tuple[Leaf, ...], edition: Edition, room: Newsroom) -> list[str]:
    """What decides about a page of a list, beside its frame and what is the same for the whole portal."""
    articles = shown.articles[leaf.start : leaf.stop]
    own = shown.on_the_newest if leaf.is_newest else address_of(shown, leaves[leaf.number], edition)
    told = [shown.on_every_page, own, str(leaf.number), *[article.mark for article in articles]]
    if room.shelf.pictures:
        told += [cover_told(article, room) for article in articles]
    return told


def _latest(edition: Edition, room: Newsroom) -> Shown:
    addresses = {other.language.code: other.at.latest for other in room.library.editions}
    return Shown(
        "latest",
        "latest",
        edition.language.t("list.latest"),
        edition.at.latest,
        edition.listed,
        (home_link(edition),),
        tuple(addresses.items()),
        switches_to_same(edition, room, addresses),
        _years(edition),
    )


def _category(section: Section, edition: Edition, room: Newsroom) -> Shown:
    addresses = {other.language.code: other.section(section.category).address for other in room.library.editions}
    return Shown(
        "category",
        section.category.id,
        section.name,
        section.address,
        section.articles,
        trail_of(section, edition, with_itself=False),
        tuple(addresses.items()),
        switches_to_same(edition, room, addresses),
        tuple(Link(child.name, child.address, child.name_lang) for child in edition.children(section)),
        Link(section.name, edition.at.feed(section.address)),
        section.name_lang,
        _most_read(
            tuple(article for article in section.articles if article.language == edition.language),
            room.library.config.home.most_read,
            edition,
        ),
    )


def _tag(tag: Tag, edition: Edition, room: Newsroom) -> Shown:
    return Shown(
        kind="tag",
        section="",
        heading=tag.name if tag.name_lang else edition.language.t("list.tag", tag=tag.name),
        address=tag.address,
        articles=tag.articles,
        trail=(home_link(edition),),
        pairs=(),
        switches=_to_all_news(edition, room),
        below=(),
        heading_lang=tag.name_lang,
    )


def _month(month: Month, edition: Edition, room: Newsroom) -> Shown:
    switches = []
    for other in room.library.others(edition):
        same = next((each for each in other.months if (each.year, each.month) == (month.year, month.month)), None)
        code, name = other.language.code, other.language.name
        note = other.language.t("switch.latest")
        switches.append(
            Switch(code, name, same.address, True, "") if same else Switch(code, name, other.at.latest, False, note)
        )
    index = edition.months.index(month)
    near = [edition.months[at] for at in (index + 1, index - 1) if 0 <= at < len(edition.months)]
    heading = edition.language.month(month.year, month.month)
    trail = (home_link(edition), Link(str(month.year), edition.at.year(month.year)))
    below = tuple(Link(edition.language.month(other.year, other.month), other.address) for other in near)
    return Shown("month", "latest", heading, month.address, month.articles, trail, (), tuple(switches), below)


def _to_all_news(edition: Edition, room: Newsroom) -> tuple[Switch, ...]:
    return tuple(
        Switch(other.language.code, other.language.name, other.at.latest, False, other.language.t("switch.latest"))
        for other in room.library.others(edition)
    )


def _years(edition: Edition) -> tuple[Link, ...]:
    return tuple(Link(str(year), edition.at.year(year)) for year in edition.years)


def list_page(shown: Shown, leaf: Leaf, leaves: tuple[Leaf, ...], edition: Edition, room: Newsroom) -> ListPage:
    """One page of a list."""

    def link(to: Leaf) -> Link:
        return Link(str(to.number), address_of(shown, to, edition))

    t, newest = edition.language.t, leaf.is_newest
    address = link(leaf).address
    articles = shown.articles[leaf.start : leaf.stop]
    title = shown.heading if newest else t("list.title", heading=shown.heading, number=leaf.number)
    trail = shown.trail if newest else (*shown.trail, Link(shown.heading, shown.address, shown.heading_lang))
    pairs, switches = shown.pairs, shown.switches
    if not newest:  # the other edition cuts its list elsewhere: no pair, and the switch leads to the list as a whole
        pairs = ()
        said = {other.language.code: other.language.t("switch.list") for other in room.library.others(edition)}
        switches = tuple(each._replace(is_same=False, note=each.note or said[each.lang]) for each in switches)
    told = Told(address, title, _description(shown, edition), trail, pairs, switches, feed=shown.feed)
    return ListPage(
        frame=frame(edition, address, shown.section, room),
        head=head(told, edition, room),
        kind=shown.kind,
        heading=shown.heading,
        heading_lang=shown.heading_lang,
        number=leaf.number,
        pages=len(leaves) if newest else 0,
        total=edition.language.number(len(shown.articles)) if newest else "",
        span=_span(articles, edition),
        cards=cards(articles[::-1], edition, room),
        newest=None if newest else Link(t("list.newest"), shown.address),
        newer=None if newest else link(leaves[leaf.number]),
        older=link(leaves[leaf.number - 2]) if leaf.number > 1 else None,
        oldest=link(leaves[0]) if leaf.number > 1 else None,
        below=shown.below if newest else (),
        most_read=shown.most_read if newest else (),
    )


def _description(shown: Shown, edition: Edition) -> str:
    return edition.language.t("list.description", heading=shown.heading, name=edition.portal.name)


def _span(articles: tuple[Article, ...], edition: Edition) -> str:
    if not articles:
        return ""
    first, last = articles[0].date.day, articles[-1].date.day
    if first == last:
        return edition.language.date(first)
    return edition.language.t("list.span", first=edition.language.date(first), last=edition.language.date(last))


def year_page(year: int, edition: Edition, room: Newsroom) -> YearPage:
    """The months of `year` that hold articles."""
    language = edition.language
    heading = language.t("year.heading", year=str(year))
    address = edition.at.year(year)
    switches = []
    for other in room.library.others(edition):
        code, name = other.language.code, other.language.name
        if year in other.years:
            switches.append(Switch(code, name, other.at.year(year), True, ""))
        else:
            switches.append(Switch(code, name, other.at.latest, False, other.language.t("switch.latest")))
    told = Told(address, heading, heading, (home_link(edition),), (), tuple(switches))
    return YearPage(
        frame=frame(edition, address, "latest", room),
        head=head(told, edition, room),
        heading=heading,
        months=tuple(
            MonthRow(Link(language.month(month.year, month.month), month.address), language.number(len(month.articles)))
            for month in reversed(edition.months)
            if month.year == year
        ),
        years=tuple(Link(str(each), edition.at.year(each)) for each in _beside(year, edition.years)),
    )


def _beside(year: int, years: tuple[int, ...]) -> tuple[int, ...]:
    """The years before and after: not all of them, or a new year would change the pages of all others."""
    at = years.index(year)
    return tuple(years[near] for near in (at - 1, at + 1) if 0 <= near < len(years))


def site_map_page(edition: Edition, room: Newsroom) -> SiteMapPage:
    """Every place of an edition, for people."""
    t = edition.language.t
    told = _everywhere(t("site-map.heading"), lambda at: at.site_map, edition, room)
    feeds = [Link(edition.portal.name, edition.at.feed(edition.at.home))]
    feeds += [Link(each.name, edition.at.feed(each.address), each.name_lang) for each in edition.sections]
    return SiteMapPage(
        frame=frame(edition, edition.at.site_map, "site-map", room),
        head=head(told, edition, room),
        pages=(
            home_link(edition),
            Link(t("menu.latest"), edition.at.latest),
            *_search_link(edition, room),
            *(Link(page.own.title, page.address) for page in edition.pages),
        ),
        categories=tuple(category_tree(edition, "")),
        years=_years(edition),
        tags=tuple(Link(tag.name, tag.address, tag.name_lang) for tag in edition.tags),
        feeds=tuple(feeds),
    )


def _everywhere(title: str, address: Callable[[Addresses], str], edition: Edition, room: Newsroom) -> Told:
    """What a page tells that every edition has one of, where `address` says."""
    addresses = {other.language.code: address(other.at) for other in room.library.editions}
    switches = switches_to_same(edition, room, addresses)
    return Told(address(edition.at), title, title, (home_link(edition),), tuple(addresses.items()), switches)


def _search_link(edition: Edition, room: Newsroom) -> tuple[Link, ...]:
    return (Link(edition.language.t("search.heading"), edition.at.search),) if room.has_search else ()


def search_page(edition: Edition, room: Newsroom) -> SearchPage:
    """The search, and where to look without a script."""
    told = _everywhere(edition.language.t("search.heading"), lambda at: at.search, edition, room)
    url = urlsplit(room.library.config.base_url)
    return SearchPage(
        frame=frame(edition, edition.at.search, "search", room),
        head=head(told, edition, room),
        categories=tuple(Link(each.name, each.address, each.name_lang) for each in edition.sections if each.articles),
        years=tuple(_archive_year(year, edition) for year in edition.years),
        host=f"{url.netloc}{url.path}",
        category_choices=tuple(
            Choice(each.category.id, each.name, each.name_lang)
            for each in edition.sections
            if any(article.language == edition.language for article in each.articles)
        ),
        year_choices=tuple(str(year) for year in sorted({own.date.day.year for own in edition.articles}, reverse=True)),
    )


def _archive_year(year: int, edition: Edition) -> ArchiveYear:
    t = edition.language.t
    months = [month for month in reversed(edition.months) if month.year == year]
    whole = Link(t("search.whole-year", year=str(year)), edition.at.year(year))
    return ArchiveYear(str(year), (whole, *(Link(t(f"month.{month.month}"), month.address) for month in months)))


def missing_page(room: Newsroom) -> MissingPage:
    """404.html: all languages on one page, whose addresses work at any depth."""
    default = room.library.editions[0]
    root = room.library.config.base_path
    told = Told("404.html", default.language.t("missing.heading"), default.language.t("missing.text"), is_indexed=False)
    return MissingPage(
        frame=frame(default, "404.html", "", room, root),
        head=head(told, default, room),
        editions=tuple(
            MissingEdition(
                edition.language.code,
                edition.portal.name,
                edition.language.t("missing.heading"),
                edition.language.t("missing.text"),
                (
                    home_link(edition),
                    Link(edition.language.t("menu.latest"), edition.at.latest),
                    *_search_link(edition, room),
                    Link(edition.language.t("footer.site-map"), edition.at.site_map),
                ),
            )
            for edition in room.library.editions
        ),
    )


def urgent_data(room: Newsroom) -> str:
    """The data file behind the urgent bar of every page: one call with a text in each language, or nothing."""
    notice = room.library.config.urgent
    if notice is None:
        return "/* urgent: */\n"
    told = {}
    for edition in room.library.editions:
        shown = _urgent(edition, room)
        if shown is not None:
            href = shown.link.address if shown.link else ""
            until = _end_of(notice.until, room) if notice.until else ""
            told[edition.language.code] = {
                "text": shown.text.text,
                "href": href,
                "until": until,
                "lang": shown.text.lang,
            }
    return f"bantin.urgent({json.dumps(told, ensure_ascii=False)});\n" if told else "/* urgent: */\n"


def _end_of(day: datetime.date, room: Newsroom) -> str:
    """The instant at which `day` ends where the ward is."""
    return datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), room.zone).isoformat()
