"""The library → the inputs of each page, list, feed: all that its maker gets, looked up, counted and resolved.

The only module that looks into the library for the sake of a page. What is looked up for many pages is kept.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import islice
from typing import NamedTuple

from bantin.content.addresses import old_addresses, root_of
from bantin.content.assets import AssetManifest, ShownPicture
from bantin.content.config_types import MenuEntry
from bantin.content.file_problems import no_picture
from bantin.content.file_references import named_file
from bantin.content.ledger import Ledger
from bantin.content.links import LinkResolver
from bantin.content.model import Article, Edition, Library, Month, Section, Tag, WithdrawnArticle
from bantin.content.organisation import Organisation
from bantin.content.pagination import PageSlice, paginate
from bantin.markdown.body import WrittenLink
from bantin.pages import cards as pages_cards
from bantin.pages import social_cards
from bantin.pages.article import NEWER, OLDER, ArticleInputs, Download
from bantin.pages.context import PageContext
from bantin.pages.frame import FrameInputs, PageLink, frame
from bantin.pages.frame_types import Frame
from bantin.pages.home import HomeInputs, SectionNews, urgent
from bantin.pages.lists import ListFacts, ListInputs, MonthFacts, NewestFacts, YearInputs, year_links
from bantin.pages.marks import Marked, given
from bantin.pages.part_types import Card, Link, MostRead
from bantin.pages.plain_pages import PlainInputs
from bantin.pages.prose import Target
from bantin.pages.social_cards import DrawnCard
from bantin.pages.ways import MissingInputs, SearchInputs, SiteMapInputs
from bantin.pages.withdrawn import WithdrawnInputs
from bantin.plan import feeds
from bantin.plan.feeds import FeedInputs
from bantin.problems import Problem, error, warning
from bantin.text import same
from bantin.yaml.values import Text

_NO_COVER: Marked[ShownPicture | None] = Marked(lambda: None)


class InputSources:
    """Where inputs come from, and what was looked up already."""

    def __init__(
        self,
        library: Library,
        asset_manifest: AssetManifest,
        linker: LinkResolver,
        contexts: Mapping[str, PageContext],
        ledger: Ledger,
    ) -> None:
        self.library = library
        self.asset_manifest = asset_manifest
        self.linker = linker
        self.contexts = contexts
        self._ledger = ledger
        self._covers: dict[Article, Marked[ShownPicture | None]] = {}
        self._pictures: dict[str, Marked[ShownPicture | None]] = {}
        self._cards: dict[str, dict[Article, Marked[Card]]] = {code: {} for code in contexts}
        self._frames: dict[tuple[str, str, str], Marked[Frame]] = {}
        self._drawn: dict[tuple[str, str], Marked[DrawnCard]] = {}
        self._is_all_drawn = False
        self._pages: dict[str, tuple[PageLink, ...]] = {}

    def context(self, edition: Edition) -> PageContext:
        """The page context of an edition."""
        return self.contexts[edition.language.code]

    def cover(self, article: Article) -> Marked[ShownPicture | None]:
        """The picture that the article, or else its original, has for a cover."""
        if not article.own.cover and not article.base.cover:
            return _NO_COVER
        if article not in self._covers:
            written = article.cover
            path = named_file(article.base.path, written.image.text) if written and written.image else ""
            shown = self.asset_manifest.pictures.get(path or "")
            if shown is None:
                self._covers[article] = _NO_COVER
            else:
                self._covers[article] = self._pictures.setdefault(shown.facts.path, given(shown))
        return self._covers[article]

    def card(self, article: Article, context: PageContext) -> Marked[Card]:
        """The article as the lists of an edition show it."""
        known = self._cards[context.code]
        found = known.get(article)
        if found is None:
            found = known[article] = Marked(pages_cards.card, context, article, self.cover(article))
        return found

    def cards(self, articles: Iterable[Article], context: PageContext) -> tuple[Marked[Card], ...]:
        """The cards of several articles."""
        return tuple([self.card(article, context) for article in articles])

    def frame(self, context: PageContext, address: str, section: str, root: str = "") -> Marked[Frame]:
        """What stands around the page at `address` in `section`."""
        root = root or root_of(address)
        key = (context.code, root, section)
        if key not in self._frames:
            self._frames[key] = Marked(frame, FrameInputs(context, root, section, self.pages(context.code)))
        return self._frames[key]

    def pages(self, code: str) -> tuple[PageLink, ...]:
        """The plain pages of an edition."""
        if code not in self._pages:
            pages = self.library.edition(code).pages
            self._pages[code] = tuple(PageLink(page.key, page.own.title, page.address) for page in pages)
        return self._pages[code]

    def drawn(self, article: Article, context: PageContext) -> Marked[DrawnCard] | None:
        """The preview picture that is drawn for the article; None if its cover serves."""
        cover = self.cover(article)
        if cover is not _NO_COVER and cover.value is not None and cover.value.preview is not None:
            return None
        id_ = article.category.id if article.category else ""
        key = (context.code, article.address if self._is_new(article) else id_)
        if key not in self._drawn:
            if key[1] != id_:
                self._drawn[key] = Marked(social_cards.of_article, article, context)
            else:
                self._drawn[key] = Marked(social_cards.of_category, id_, context)
        return self._drawn[key]

    def all_drawn(self) -> Iterator[DrawnCard]:
        """Every preview picture that is to be drawn."""
        if not self._is_all_drawn:
            for edition in self.library.editions:
                context = self.context(edition)
                for article in edition.articles:
                    id_ = article.category.id if article.category else ""
                    if (context.code, id_) not in self._drawn or self._is_new(article):
                        self.drawn(article, context)
            self._is_all_drawn = True
        yield from (social_cards.of_portal(context) for context in self.contexts.values())
        yield from (drawn.value for drawn in self._drawn.values())

    def _is_new(self, article: Article) -> bool:
        """Whether the article is of the last days in which each has its own picture."""
        days = self.library.config.drawn_days
        return days > 0 and (self.library.today - article.date.day).days < days

    def translations(self, article: Article) -> tuple[tuple[str, str], ...]:
        """(language code, address) of the article in each language; () if this is the only one."""
        found = self.library.translations(article)
        return () if len(found) < 2 else tuple([(code, other.address) for code, other in found.items()])

    def first_address(self, article: Article) -> str:
        """The address that the article had when it was first published."""
        return self._ledger.first_of(article.address, old_addresses(article.own.aliases))

    def feed_id(self, article: Article) -> str:
        """The whole URL at which the article was first published: by it readers of a feed know what they have read."""
        return f"{self._ledger.base or self.library.config.base_url}/{self.first_address(article)}"

    def targets(self, article: Article) -> tuple[Target, ...]:
        """What each of the article's bonds comes to."""
        if not article.internal_references:
            return ()
        linker = self.linker
        return tuple(
            [
                linker.link(each, article) if isinstance(each, WrittenLink) else linker.files.picture(each, article)
                for each in article.internal_references
            ]
        )

    def download(self, file: Text, article: Article) -> Download | None:
        """A file that the front matter names; None if it cannot be published."""
        path = named_file(article.base.path, file.text) or ""
        address = self.asset_manifest.attachments.get(path)
        return None if address is None else Download(address, self.asset_manifest.files[path])


# ---- pages that are read


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
        _tags(article, edition) if own.tags and edition.tags else (),
        tuple(row[at + 1 : at + 1 + NEWER][::-1]),
        tuple(row[max(0, at - OLDER) : at][::-1]),
        related,
        tuple(problems),
    )


def may_mislead(article: Article) -> bool:
    """Whether it refers to anything, so that something can be wrong with that."""
    own, base = article.own, article.base
    return bool(
        article.internal_references
        or article.misled_within
        or own.related
        or base.related
        or own.cover
        or own.attachments
        or own.audio
    )


def misled_by(article: Article, context: PageContext, sources: InputSources) -> list[Problem]:
    """What is wrong with what an article or a plain page refers to: all that is found while its page is made."""
    problems = [*article.misled_within, *(each for each in sources.targets(article) if isinstance(each, Problem))]
    if article.own.is_page:
        return problems
    if article.own.related or article.base.related:
        problems += _related(article, context, sources)[1]
    return problems + _file_problems(article, sources.linker)


def _downloads(article: Article, sources: InputSources) -> tuple[Download | None, ...]:
    return tuple(sources.download(attached.file, article) for attached in article.attachments)


def _tags(article: Article, edition: Edition) -> tuple[Link, ...]:
    tags = [edition.tag_by_word[same(text.text)] for text in article.own.tags]
    found = {tag.slug: tag for tag in tags}
    return tuple([Link(tag.name, tag.address, tag.name_lang) for tag in found.values()])


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
            problems.append(error("cover-without-alt", written.place, picture=written.text))
    elif own.cover and not (article.cover and article.cover.image):
        problems.append(error("cover-without-image", own.place("cover")))
    for file in [attached.file for attached in own.attachments] + ([own.audio] if own.audio else []):
        found = linker.files.named(file, base.path, "attachment-missing")
        if isinstance(found, Problem):
            problems.append(found)
        elif file is own.audio and not found.is_audio:
            problems.append(error("audio-kind", file.place, file=file.text))
    return problems


def plain_inputs(
    page: Article, edition: Edition, organisation: Marked[Organisation] | None, sources: InputSources
) -> PlainInputs:
    """What a plain page is made from."""
    context = sources.context(edition)
    shows = page.own.shows_organisation or page.base.shows_organisation
    return PlainInputs(
        context,
        sources.frame(context, page.address, f"page:{page.key}"),
        page,
        sources.translations(page),
        sources.targets(page),
        organisation if shows else None,
    )


def withdrawn_inputs(gone: WithdrawnArticle, sources: InputSources) -> WithdrawnInputs:
    """What is said where an article was."""
    context = sources.contexts[gone.language.code]
    return WithdrawnInputs(
        context,
        sources.frame(context, gone.address, ""),
        gone.address,
        gone.day,
        gone.reason,
        gone.reason_lang,
        tuple((other.language.code, other.address) for other in sources.library.gone if other.key == gone.key),
    )


# ---- home


def home_inputs(edition: Edition, sources: InputSources) -> HomeInputs:
    """What the front of an edition is made from."""
    context, sizes = sources.context(edition), sources.library.config.home
    newest = edition.listed[::-1]
    featured = [article for article in newest if article.base.is_featured][: sizes.featured] or list(newest[:1])
    rest = [article for article in newest[: sizes.latest + len(featured)] if article not in featured][: sizes.latest]
    sections = {section.category.id: section for section in edition.sections}
    notices = next((each.id for each in context.edition.sections if each.is_notices and each.is_shown), "")
    shown = [each.id for each in context.edition.shown_below("") if each.id != notices]

    def news(id_: str, articles: Sequence[Article]) -> SectionNews:
        return SectionNews(context.edition.section(id_).link, sources.cards(articles, context))

    return HomeInputs(
        context,
        sources.frame(context, context.at.home, "home"),
        urgent(context, sources.library.today),
        sources.cards(featured, context),
        sources.cards(rest, context),
        tuple(news(id_, _block(sections[id_], sizes.block, featured)) for id_ in shown if sections[id_].articles),
        news(notices, sections[notices].articles[::-1][: sizes.notices])
        if notices and sections[notices].articles
        else None,
        _most_read(edition.articles, sizes.most_read, context),
    )


def _block(section: Section, size: int, featured: list[Article]) -> tuple[Article, ...]:
    """The newest of a section that are not featured above; if there are no others, the newest all the same."""
    size = max(1, size)
    newest = section.articles[::-1][: size + len(featured)]
    return tuple(article for article in newest if article not in featured)[:size] or newest[:1]


def _most_read(articles: Iterable[Article], size: int, context: PageContext) -> tuple[MostRead, ...]:
    """Of the edition's own articles, those with the highest counts; the newer first where counts are equal."""
    counted = [(views, article) for article in articles if (views := article.views)][::-1]
    counted.sort(key=lambda each: -each[0])
    return tuple(
        MostRead(article.address, article.own.title, context.language.number(views))
        for views, article in counted[:size]
    )


# ---- lists


class ListingFacts(NamedTuple):
    """What the pages of a list say beside their articles."""

    same_for_all: Marked[ListFacts]
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
    facts = ListFacts("latest", "latest", heading, context.at.latest, (context.home,), every, has_pair=True)
    return ListingFacts(given(facts), year_links(edition.years, context))


def _category(section: Section, edition: Edition, sources: InputSources) -> ListingFacts:
    context, id_ = sources.context(edition), section.category.id
    own = context.edition.section(id_)
    facts = ListFacts(
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
    return ListingFacts(given(facts), below, _most_read(read, context.config.home.most_read, context))


def _tag(tag: Tag, context: PageContext) -> ListingFacts:
    heading = tag.name if tag.name_lang else context.language.t("list.tag", tag=tag.name)
    facts = ListFacts("tag", "", heading, tag.address, (context.home,), (), has_pair=False, heading_lang=tag.name_lang)
    return ListingFacts(given(facts), ())


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
    facts = ListFacts("month", "latest", heading, month.address, trail, every, has_pair=False)
    below = tuple(Link(context.language.month(other.year, other.month), other.address) for other in near)
    return ListingFacts(given(facts), below)


class Leaf(NamedTuple):
    """One of the pages into which a list is cut."""

    address: str
    cut: PageSlice
    of: int
    """How many there are."""
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
    newest = NewestFacts(leaf.of, len(articles), facts.below, facts.most_read)
    return ListInputs(
        context,
        sources.frame(context, leaf.address, listing.section),
        facts.same_for_all,
        leaf.cut.number,
        newest if leaf.cut.is_newest else None,
        leaf.newer,
        sources.cards(own[::-1], context),
        (own[0].date.day, own[-1].date.day) if own else None,
    )


# ---- what leads everywhere


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


def site_map_inputs(edition: Edition, sources: InputSources) -> SiteMapInputs:
    """What the site map is made from."""
    context = sources.context(edition)
    return SiteMapInputs(
        context,
        sources.frame(context, context.at.site_map, "site-map"),
        sources.pages(context.code),
        edition.years,
        tuple(Link(tag.name, tag.address, tag.name_lang) for tag in edition.tags),
    )


def search_inputs(edition: Edition, sources: InputSources) -> SearchInputs:
    """What the search page is made from."""
    context = sources.context(edition)
    return SearchInputs(
        context,
        sources.frame(context, context.at.search, "search"),
        tuple(section.category.id for section in edition.sections if section.articles),
        tuple(
            section.category.id
            for section in edition.sections
            if any(article.language == edition.language for article in section.articles)
        ),
        tuple((month.year, month.month, month.address) for month in reversed(edition.months)),
        tuple(sorted({own.date.day.year for own in edition.articles}, reverse=True)),
    )


def missing_inputs(sources: InputSources) -> MissingInputs:
    """What 404.html is made from."""
    contexts = tuple(sources.contexts.values())
    root = contexts[0].config.base_path
    return MissingInputs(contexts[0], contexts, sources.frame(contexts[0], "404.html", "", root))


# ---- beside the pages


def feed_inputs(edition: Edition, sources: InputSources) -> Iterator[tuple[str, Callable[[], FeedInputs]]]:
    """The edition's feed and one for each category, of its own articles only: the address beside which each stands, and
    what gives its inputs."""
    context = sources.context(edition)
    yield context.at.home, partial(_feed, context.portal.name, context.at.home, edition.articles, edition, sources)
    for section in edition.sections:
        title = context.language.t("feed.title", category=section.name, name=context.portal.name)
        yield section.address, partial(_feed, title, section.address, section.articles, edition, sources)


def _feed(title: str, address: str, articles: Sequence[Article], edition: Edition, sources: InputSources) -> FeedInputs:
    context = sources.context(edition)
    own = (article for article in reversed(articles) if article.language == edition.language)
    newest = islice(own, context.config.feed_items)
    items = [
        Marked(feeds.feed_item, context, each, sources.card(each, context), sources.feed_id(each)) for each in newest
    ]
    return FeedInputs(context, title, address, tuple(items))


def misled(sources: InputSources) -> Iterator[Problem]:
    """What config.yaml leads to and is not there: of the menu, and of the urgent notice, which are on every page."""
    config = sources.library.config
    yield from _misled(config.menu or (), sources)
    yield from _misled(config.footer or (), sources)
    if config.urgent and config.urgent.link.startswith("/") and not sources.linker.has(config.urgent.link):
        yield error("config-address", config.urgent.place, target=config.urgent.link)


def _misled(entries: Iterable[MenuEntry], sources: InputSources) -> Iterator[Problem]:
    library = sources.library
    for entry in entries:
        key = f"pages/{entry.target}"
        if entry.kind == "page" and key not in library.by_key and key not in library.hidden:
            yield error("config-menu-page", entry.place, page=entry.target)
        if entry.kind == "address" and entry.target.startswith("/") and not sources.linker.has(entry.target):
            yield error("config-address", entry.place, target=entry.target)
        yield from _misled(entry.children, sources)
