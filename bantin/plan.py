"""The library → every output of the site by its path, each with what it is made from and a fingerprint of that.

Same fingerprint, same bytes. Two outputs on one path, also if they differ only in case, are refused.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from hashlib import blake2b
from posixpath import dirname

from bantin import feeds, fronts, reading
from bantin.addresses import alias_path, output_path, root_of
from bantin.fields import Text
from bantin.files import Recipe
from bantin.frame import policy
from bantin.kit import Kit
from bantin.library import Article, Edition, Library
from bantin.links import linker
from bantin.newsroom import Newsroom, card
from bantin.organisation import Organisation
from bantin.pages import ArticlePage, Card, ForwardPage, Frame, Headline, HomePage, ListPage, Page
from bantin.problems import Place, Problem, error, errors
from bantin.shelf import Shelf

SITEMAP_SIZE = 40_000
"""Pages in one sitemap; the protocol allows 50,000."""


@dataclass(frozen=True, slots=True)
class PageOutput:
    """A page to be rendered."""

    page: Page
    template: str
    code: str
    """The language of its words."""
    fingerprint: str
    source: Place
    """Where an editor would change it."""


@dataclass(frozen=True, slots=True)
class CopyOutput:
    """A file published as it is."""

    path: str
    """From the project's folder."""
    fingerprint: str


@dataclass(frozen=True, slots=True)
class PictureOutput:
    """A picture made from a source."""

    path: str
    recipe: Recipe
    fingerprint: str


@dataclass(frozen=True, slots=True)
class TextOutput:
    """A finished text or file."""

    data: bytes
    fingerprint: str


Output = PageOutput | CopyOutput | PictureOutput | TextOutput


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Every output of the site."""

    outputs: Mapping[str, Output]
    """By output path."""
    order: tuple[str, ...]
    """In which new files take their places: articles first, then lists, then home, so that no link leads nowhere."""
    problems: tuple[Problem, ...]


def plan(
    library: Library, shelf: Shelf, kit: Kit, organisation: Organisation | None, zone: datetime.tzinfo, reload: str = ""
) -> Plan:
    """Plans the whole site. `reload` is the address of a preview's reload script."""
    room = Newsroom(library, shelf, linker(library, shelf), kit.assets, zone, reload)
    writer = _Writer(kit, library.problems)
    for edition in library.editions:
        _plan_edition(edition, organisation, room, writer)
    for gone in library.gone:
        edition = library.edition(gone.language.code)
        writer.page(reading.withdrawn_page(gone, edition, room), gone.address, edition, Place(gone.path))
    _plan_forwards(library, writer, room)
    _plan_files(shelf, writer)
    _plan_host_files(kit, room, writer)
    writer.check_folders()
    _check_urgent(room)
    return Plan(writer.outputs, _order(writer.outputs), (*room.problems, *writer.problems))


def _check_urgent(room: Newsroom) -> None:
    """That the urgent notice, on every page, leads somewhere."""
    notice = room.library.config.urgent
    if notice and notice.link.startswith("/") and not room.linker.has(notice.link):
        room.problems.append(error("link-address", notice.place, target=notice.link))


class _Writer:
    """Collects outputs, and refuses two on one path."""

    def __init__(self, kit: Kit, known: tuple[Problem, ...] = ()) -> None:
        """`known`: what was found wrong before, of which two outputs on one path may only be the consequence."""
        self.kit = kit
        self._has_mistakes = bool(errors(known))
        self._reserved = {problem.place.path for problem in known if problem.key == "address-reserved"}
        self.outputs: dict[str, Output] = {}
        self.problems: list[Problem] = []
        self._taken: dict[str, Place] = {}
        self._marks: dict[int, tuple[Frame | Card | Headline, str]] = {}

    def page(self, page: Page, address: str, edition: Edition, source: Place, twice: str = "address-twice") -> None:
        """Adds a page; `twice` names the problem if its path is taken."""
        code = edition.language.code
        output = PageOutput(page, _TEMPLATES[type(page).__name__], code, self._mark(page, code), source)
        self.add(output_path(address), output, source, twice)

    def text(self, address: str, text: str | bytes, source: Place) -> None:
        data = text.encode() if isinstance(text, str) else text
        self.add(output_path(address), TextOutput(data, blake2b(data, digest_size=16).hexdigest()), source)

    def add(self, path: str, output: Output, source: Place, twice: str = "address-twice") -> None:
        there = self.outputs.get(path)
        if there and type(there) is type(output) is not PageOutput and there.fingerprint == output.fingerprint:
            return  # the same bytes, from two folders
        other = self._taken.setdefault(path.casefold(), source)
        if path in self.outputs or other is not source:
            self._refuse(path, source, other, twice)
        else:
            self.outputs[path] = output

    def _refuse(self, path: str, source: Place, other: Place, twice: str) -> None:
        """Names both, at the one that its editor would rename: the file rather than the list that config.yaml makes."""
        if source.path == "config.yaml":
            source, other, twice = other, source, "address-twice"
        is_known = source.path == "config.yaml" and self._has_mistakes  # two tags, or a category: said in better words
        if not is_known and source.path not in self._reserved:
            address = f"/{path.removesuffix('index.html')}"
            self.problems.append(error(twice, source, address=address, other=other.path))

    def check_folders(self) -> None:
        """Refuses what would lie below a file, as an old address `/rss.xml/tin.html` does."""
        folders: dict[str, str] = {}
        for path in self._taken:
            folder = dirname(path)
            while folder and folder not in folders:
                folders[folder] = path
                folder = dirname(folder)
        for file in sorted(self._taken.keys() & folders.keys()):
            path = folders[file]
            self.problems.append(error("address-below-file", self._taken[path], address=f"/{path}", file=f"/{file}"))

    def _mark(self, page: Page, code: str) -> str:
        """The fingerprint of a page: of the kit, and of every ingredient. What pages share is read once."""
        told = [self.kit.digest, type(page).__name__, code]
        for each in fields(page):
            value = getattr(page, each.name)
            if isinstance(value, Frame):
                told.append(self._once(value))
            elif isinstance(value, tuple) and value and isinstance(value[0], Card | Headline):
                told += ["[", *(self._once(each) for each in value), "]"]
            else:
                told.append(repr(value))
        return blake2b("\0".join(told).encode(), digest_size=16).hexdigest()

    def _once(self, value: Frame | Card | Headline) -> str:
        """The digest of a value that many pages share. Kept with the value, so that no other can take over its id."""
        known = self._marks.get(id(value))
        if known is None:
            known = value, blake2b(repr(value).encode(), digest_size=16).hexdigest()
            self._marks[id(value)] = known
        return known[1]


_TEMPLATES = {
    "HomePage": "pages/home.html",
    "ListPage": "pages/list.html",
    "YearPage": "pages/year.html",
    "ArticlePage": "pages/article.html",
    "PlainPage": "pages/plain.html",
    "SiteMapPage": "pages/site_map.html",
    "SearchPage": "pages/search.html",
    "WithdrawnPage": "pages/withdrawn.html",
    "ForwardPage": "pages/forward.html",
    "MissingPage": "pages/missing.html",
}


def _plan_edition(edition: Edition, organisation: Organisation | None, room: Newsroom, writer: _Writer) -> None:
    config_place = Place("config.yaml")
    for article, neighbours, at in _with_neighbours(edition):
        page = reading.article_page(article, edition, neighbours, at, room)
        writer.page(page, article.address, edition, Place(article.own.path))
    for plain in edition.pages:
        page_of = reading.plain_page(plain, edition, organisation, room)
        writer.page(page_of, plain.address, edition, Place(plain.own.path))
    for shown in fronts.lists(edition, room):
        for listed in fronts.list_pages(shown, edition, room):
            address = listed.head.canonical.removeprefix(room.base)
            writer.page(listed, address, edition, config_place)
    for year in edition.years:
        writer.page(fronts.year_page(year, edition, room), edition.at.year(year), edition, config_place)
    writer.page(fronts.home_page(edition, room), edition.at.home, edition, config_place)
    writer.page(fronts.site_map_page(edition, room), edition.at.site_map, edition, config_place)
    if room.has_search:
        writer.page(fronts.search_page(edition, room), edition.at.search, edition, config_place)
    for address, feed in _feeds(edition, room):
        writer.text(address, feeds.rss(feed), config_place)


def _with_neighbours(edition: Edition) -> Iterator[tuple[Article, list[Article], int]]:
    """Each article with its category's own articles, oldest first, and its place among them."""
    by_category: dict[str, list[Article]] = {}
    for article in edition.articles:
        by_category.setdefault(article.category.id if article.category else "", []).append(article)
    for neighbours in by_category.values():
        for at, article in enumerate(neighbours):
            yield article, neighbours, at


def _feeds(edition: Edition, room: Newsroom) -> Iterator[tuple[str, feeds.Feed]]:
    """The edition's feed and one for each category, of its own articles only."""
    yield edition.at.feed(edition.at.home), _feed(edition, edition.portal.name, edition.at.home, edition.articles, room)
    for section in edition.sections:
        own = tuple(article for article in section.articles if article.language == edition.language)
        title = edition.language.t("feed.title", category=section.name, name=edition.portal.name)
        yield edition.at.feed(section.address), _feed(edition, title, section.address, own, room)


def _feed(edition: Edition, title: str, address: str, articles: tuple[Article, ...], room: Newsroom) -> feeds.Feed:
    items = []
    for article in articles[::-1][: room.library.config.feed_items]:
        shown = card(article, edition, room)
        items.append(
            feeds.FeedItem(
                shown.title,
                room.base + shown.address,
                article.date.at.replace(tzinfo=room.zone),
                shown.lead,
                shown.category.label,
                edition.language.t("feed.correction", text=article.own.correction) if article.own.correction else "",
            )
        )
    return feeds.Feed(
        title,
        edition.portal.description,
        room.base + address,
        room.base + edition.at.feed(address),
        edition.language.code,
        tuple(items),
    )


def _plan_forwards(library: Library, writer: _Writer, room: Newsroom) -> None:
    """Pages at old addresses."""
    for edition in library.editions:
        for article in (*edition.articles, *edition.pages):
            _forward_all(article.own.aliases, article.address, article.own.title, edition, writer, room)
        for section in edition.sections:
            for old in section.category.aliases:
                path = output_path(edition.at.old_category(old))
                _forward(path, section.address, section.name, edition, section.category.place, writer, room)

    for gone in library.gone:
        edition = library.edition(gone.language.code)
        title = edition.language.t("withdrawn.heading")
        _forward_all(gone.aliases, gone.address, title, edition, writer, room)


def _forward_all(
    aliases: tuple[Text, ...], address: str, title: str, edition: Edition, writer: _Writer, room: Newsroom
) -> None:
    for alias in aliases:
        path = alias_path(alias.text)
        if path is None:
            writer.problems.append(error("alias-form", alias.place, value=alias.text))
        else:
            _forward(path, address, title, edition, alias.place, writer, room)


def _forward(
    path: str, address: str, title: str, edition: Edition, place: Place, writer: _Writer, room: Newsroom
) -> None:
    page = ForwardPage(
        edition.language.code,
        policy(room.library.config.embed_hosts),
        title,
        root_of(path.removesuffix("index.html")) + address,
        room.base + address,
    )
    writer.page(
        page, path.removesuffix("index.html") if path.endswith("/index.html") else path, edition, place, "alias-taken"
    )


def _plan_files(shelf: Shelf, writer: _Writer) -> None:
    for path, address in shelf.attachments.items():
        writer.add(address, CopyOutput(path, shelf.files[path].digest), Place(path), "file-twice")
    for path, shown in shelf.pictures.items():
        if shown.original:
            writer.add(shown.original, CopyOutput(path, shown.facts.digest), Place(path), "file-twice")
        for variant in shown.variants:
            output = PictureOutput(path, variant.recipe, f"{shown.facts.digest} {variant.recipe} {writer.kit.codecs}")
            writer.add(variant.address, output, Place(path), "file-twice")


def _plan_host_files(kit: Kit, room: Newsroom, writer: _Writer) -> None:
    writer.page(fronts.missing_page(room), "404.html", room.library.editions[0], Place("templates/pages/missing.html"))
    for address, data in kit.files.items():
        writer.text(address, data, Place("assets"))
    writer.text(kit.assets.urgent, fronts.urgent_data(room), Place("config.yaml"))
    if kit.favicon is not None:
        writer.text("favicon.ico", kit.favicon, Place("assets/favicon.ico"))
    for name, text in _sitemaps(room, writer.outputs.values()):
        writer.text(name, text, Place("config.yaml"))
    writer.text("robots.txt", feeds.robots(f"{room.base}sitemap.xml"), Place("config.yaml"))


def _sitemaps(room: Newsroom, outputs: Iterable[Output]) -> Iterator[tuple[str, str]]:
    """sitemap.xml; where there are too many pages for one, the sitemap of several."""
    places = []
    for output in outputs:
        if isinstance(output, PageOutput) and not isinstance(output.page, ForwardPage) and output.page.head.is_indexed:
            page = output.page
            modified = ""
            if isinstance(page, ArticlePage):
                modified = (page.updated or page.posted).iso
            places.append(feeds.Place(page.head.canonical, modified, page.head.alternates))
    places.sort(key=lambda place: place.url)
    if len(places) <= SITEMAP_SIZE:
        yield "sitemap.xml", feeds.sitemap(places)
        return
    names: list[str] = []
    for start in range(0, len(places), SITEMAP_SIZE):
        names.append(f"sitemap-{len(names) + 1}.xml")
        yield names[-1], feeds.sitemap(places[start : start + SITEMAP_SIZE])
    yield "sitemap.xml", feeds.sitemap_index(room.base + name for name in names)


def _order(outputs: Mapping[str, Output]) -> tuple[str, ...]:
    """Files and articles first, then lists, then home."""

    def rank(path: str) -> int:
        output = outputs[path]
        if not isinstance(output, PageOutput):
            return 2 if path.endswith(".xml") else 0
        if isinstance(output.page, HomePage):
            return 3
        return 2 if isinstance(output.page, ListPage) else 1

    return tuple(sorted(outputs, key=lambda path: (rank(path), path)))
