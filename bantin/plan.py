"""The library → every output of the site by its path, each with what it is made from and a fingerprint of that.

Two outputs on one path, also if they differ only in case, are refused.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from typing import NamedTuple

from bantin import catalogue, feeds, fronts, reading
from bantin.addresses import address_at, alias_path, output_path, root_of
from bantin.fields import Text
from bantin.files import FileFacts
from bantin.fingerprints import Fingerprints, Known, Memory, digest_of
from bantin.frame import frame, policy
from bantin.kit import Kit
from bantin.library import Article, Edition, Library
from bantin.links import linker
from bantin.newsroom import Newsroom, card
from bantin.organisation import Organisation
from bantin.outputs import (
    CopyOutput,
    IndexOutput,
    LateOutput,
    Output,
    PageOutput,
    PictureOutput,
    PosterOutput,
    TextOutput,
)
from bantin.pages import ArticlePage, ForwardPage, Page
from bantin.problems import Place, Problem, error, errors
from bantin.routes import SITEMAP_SIZE, Routes
from bantin.shelf import Shelf


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Every output of the site."""

    outputs: Mapping[str, Output]
    """By output path."""
    problems: tuple[Problem, ...]


def plan(
    library: Library,
    shelf: Shelf,
    kit: Kit,
    organisation: Organisation | None,
    zone: datetime.tzinfo,
    reload: str = "",
    codecs: Callable[[], str] = str,
    memory: Memory | None = None,
    pens: Callable[[], str] = str,
) -> Plan:
    """Plans the whole site. For the arguments see `Planner`."""
    planner = Planner(library, shelf, kit, organisation, zone, reload, codecs, memory or Memory(), pens)
    outputs = dict(planner.outputs())
    return Plan(outputs, planner.problems)


class _Wanted(NamedTuple):
    """An output that somebody plans; whether its path is free is still to be seen."""

    path: str
    output: Output
    source: Place
    twice: str = "address-twice"
    """The problem if its path is taken."""


class Planner:
    """Plans one site, output after output, so that others can be made while the next are planned."""

    def __init__(
        self,
        library: Library,
        shelf: Shelf,
        kit: Kit,
        organisation: Organisation | None,
        zone: datetime.tzinfo,
        reload: str,
        codecs: Callable[[], str],
        memory: Memory,
        pens: Callable[[], str],
    ) -> None:
        """`reload` is the address of a preview's reload script; `codecs` tells the versions of what makes pictures
        smaller, `pens` of what draws them: other ones may write other bytes.
        """
        self._library = library
        self._shelf = shelf
        self._kit = kit
        self._organisation = organisation
        self._codecs = codecs
        self._pens = pens
        self._memory = memory
        self._routes = Routes(library, shelf, kit)
        links = linker(library, shelf, self._routes)
        self._room = Newsroom(library, shelf, links, kit.assets, zone, reload, kit.colours)
        self._crossing = _Crossing(library.problems)
        self._listed: list[str] = []
        self._fingerprints = Fingerprints(kit)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was found wrong so far; complete when all outputs were given."""
        return (*self._room.problems, *self._crossing.problems)

    @property
    def size(self) -> int:
        """How many pages it will be."""
        return len(self._routes.pages)

    @property
    def is_wrong(self) -> bool:
        """Whether an error was found so far."""
        return bool(errors(self.problems))

    def outputs(self) -> Iterator[tuple[str, Output]]:
        """Every output of the site with its path, once; raises LookupError for one at an address that is no route."""
        for wanted in self._all():
            if self._routes.code(address_at(wanted.path)) is None:
                raise LookupError(f"{wanted.path} is planned, and is not among the routes")
            if self._crossing.is_free(wanted):
                yield wanted.path, wanted.output
        self._crossing.check_folders()
        _check_urgent(self._room)

    def _all(self) -> Iterator[_Wanted]:
        for edition in self._library.editions:
            yield from self._edition(edition)
        for gone in self._library.gone:
            edition = self._library.edition(gone.language.code)
            make = partial(reading.withdrawn_page, gone, edition, self._room)
            yield self._page(make, gone.address, edition, Place(gone.path))
        yield from self._forwards()
        yield from self._files()
        yield from self._host_files()

    # ---- pages

    def _page(
        self, make: Callable[[], Page], address: str, edition: Edition, source: Place, twice: str = "address-twice"
    ) -> _Wanted:
        """A page that is put together at once."""
        page = make()
        code = edition.language.code
        fingerprint = self._fingerprints.of(page, code)
        if listed := _listed(page):
            self._listed.append(listed)
        output = PageOutput(make, _TEMPLATES[type(page).__name__], code, fingerprint, source, page)
        return _Wanted(output_path(address), output, source, twice)

    def _known_page(
        self,
        told: Iterable[str],
        make: Callable[[], Page],
        template: str,
        address: str,
        edition: Edition,
        source: Place,
    ) -> _Wanted:
        """A page that need not be put together if it is known. `told` tells all that decides about it."""
        code = edition.language.code
        key = self._memory.key(code, template, told)
        known = self._memory.known(key)
        page = None
        if known is None:
            before = len(self._room.problems)
            page = make()
            known = Known(self._fingerprints.of(page, code), _listed(page), tuple(self._room.problems[before:]))
            if not errors(known.problems):  # an error's words may hang on more than the key tells
                self._memory.learn(key, known)
        else:
            self._room.problems.extend(known.problems)
        if known.listed:
            self._listed.append(known.listed)
        return _Wanted(output_path(address), PageOutput(make, template, code, known.fingerprint, source, page), source)

    def _edition(self, edition: Edition) -> Iterator[_Wanted]:
        room, config_place = self._room, Place("config.yaml")
        for neighbours in _by_category(edition):
            marks = [article.mark for article in neighbours]
            for at, article in enumerate(neighbours):
                told = reading.told(article, edition, marks, at, room)
                told.append(self._fingerprints.of_frame(reading.frame_of(article, edition, room)))
                make = partial(reading.article_page, article, edition, neighbours, at, room)
                source = Place(article.own.path)
                yield self._known_page(told, make, "pages/article.html", article.address, edition, source)
        for plain in edition.pages:
            make_plain = partial(reading.plain_page, plain, edition, self._organisation, room)
            yield self._page(make_plain, plain.address, edition, Place(plain.own.path))
        for shown in fronts.lists(edition, room):
            leaves = fronts.leaves_of(shown, room)
            for leaf in leaves:
                address = fronts.address_of(shown, leaf, edition)
                told = fronts.told(shown, leaf, leaves, edition, room)
                told.append(self._fingerprints.of_frame(frame(edition, address, shown.section, room)))
                make_list = partial(fronts.list_page, shown, leaf, leaves, edition, room)
                yield self._known_page(told, make_list, "pages/list.html", address, edition, config_place)
        for year in edition.years:
            make_year = partial(fronts.year_page, year, edition, room)
            yield self._page(make_year, edition.at.year(year), edition, config_place)
        yield self._page(partial(fronts.home_page, edition, room), edition.at.home, edition, config_place)
        yield self._page(partial(fronts.site_map_page, edition, room), edition.at.site_map, edition, config_place)
        if room.has_search:
            yield self._page(partial(fronts.search_page, edition, room), edition.at.search, edition, config_place)
            yield from self._index(edition)
        for address, feed in _feeds(edition, room):
            yield _text(address, feeds.rss(feed), config_place)

    def _index(self, edition: Edition) -> Iterator[_Wanted]:
        """What readers' searches are answered from."""
        for planned in catalogue.plan(edition, self._room, self._kit):
            output: Output
            if planned.part is not None:
                name = planned.address.removeprefix(f"{edition.at.index}/").removesuffix(".js")
                output = IndexOutput(planned.part, name, planned.fingerprint)
            else:
                assert planned.make is not None
                output = LateOutput(planned.make, planned.fingerprint)
            yield _Wanted(planned.address, output, Place("config.yaml"))

    # ---- old addresses

    def _forwards(self) -> Iterator[_Wanted]:
        """Pages at old addresses."""
        for edition in self._library.editions:
            for article in (*edition.articles, *edition.pages):
                if article.own.aliases:
                    yield from self._forward_all(article.own.aliases, article.address, article.own.title, edition)
            for section in edition.sections:
                for old in section.category.aliases:
                    path = output_path(edition.at.old_category(old))
                    yield self._forward(path, section.address, section.name, edition, section.category.place)
        for gone in self._library.gone:
            edition = self._library.edition(gone.language.code)
            yield from self._forward_all(gone.aliases, gone.address, edition.language.t("withdrawn.heading"), edition)

    def _forward_all(self, aliases: tuple[Text, ...], address: str, title: str, edition: Edition) -> Iterator[_Wanted]:
        for alias in aliases:
            path = alias_path(alias.text)
            if path is None:
                self._room.problems.append(error("alias-form", alias.place, value=alias.text))
            else:
                yield self._forward(path, address, title, edition, alias.place)

    def _forward(self, path: str, address: str, title: str, edition: Edition, place: Place) -> _Wanted:
        room = self._room
        make = partial(
            ForwardPage,
            edition.language.code,
            policy(room.library.config.embed_hosts),
            title,
            root_of(address_at(path)) + address,
            room.base + address,
        )
        return self._page(make, address_at(path), edition, place, "alias-taken")

    # ---- files

    def _files(self) -> Iterator[_Wanted]:
        shelf = self._shelf
        for path, address in shelf.attachments.items():
            yield _Wanted(address, self._copy(shelf.files[path]), Place(path), "file-twice")
        codecs, pens = self._codecs() if shelf.pictures else "", self._pens()
        for drawn in self._routes.drawn:
            told = digest_of(*drawn.poster[:3], *drawn.poster.colours, pens)
            yield _Wanted(drawn.preview.address, PosterOutput(drawn.poster, told), Place(drawn.source))
        for path, shown in shelf.pictures.items():
            if shown.original:
                yield _Wanted(shown.original, self._copy(shown.facts), Place(path), "file-twice")
            for variant in shown.variants:
                fingerprint = digest_of(shown.facts.digest, repr(variant.recipe), codecs)
                output = PictureOutput(path, variant.recipe, fingerprint)
                yield _Wanted(variant.address, output, Place(path), "file-twice")

    def _copy(self, facts: FileFacts) -> CopyOutput:
        if not facts.is_picture:
            return CopyOutput(facts.path, facts.digest)
        return CopyOutput(facts.path, digest_of(facts.digest, "bare", self._codecs()), is_bare=True)

    def _host_files(self) -> Iterator[_Wanted]:
        kit, room = self._kit, self._room
        missing = Place("templates/pages/missing.html")
        yield self._page(partial(fronts.missing_page, room), "404.html", room.library.editions[0], missing)
        for address, data in kit.files.items():
            yield _text(address, data, Place("assets"))
        yield _text(kit.assets.urgent, fronts.urgent_data(room), Place("config.yaml"))
        if kit.favicon is not None:
            yield _text("favicon.ico", kit.favicon, Place("assets/favicon.ico"))
        for name, text in _sitemaps(room, self._listed):
            yield _text(name, text, Place("config.yaml"))
        yield _text("robots.txt", feeds.robots(f"{room.base}sitemap.xml"), Place("config.yaml"))


def _text(address: str, text: str | bytes, source: Place) -> _Wanted:
    data = text.encode() if isinstance(text, str) else text
    output = TextOutput(data, blake2b(data, digest_size=16).hexdigest())
    return _Wanted(output_path(address), output, source)


def _listed(page: Page) -> str:
    """A page's lines in the sitemap; '' if it is not for search engines."""
    if isinstance(page, ForwardPage) or not page.head.is_indexed:
        return ""
    modified = (page.updated or page.posted).iso if isinstance(page, ArticlePage) else ""
    return feeds.sitemap_entry(feeds.Place(page.head.canonical, modified, page.head.alternates))


class _Crossing:
    """Sees to it that no two outputs stand on one path."""

    def __init__(self, known: tuple[Problem, ...]) -> None:
        """`known`: what was found wrong before, of which two outputs on one path may only be the consequence."""
        self._has_mistakes = bool(errors(known))
        self._reserved = {problem.place.path for problem in known if problem.key == "address-reserved"}
        self._there: dict[str, Output] = {}
        self._taken: dict[str, Place] = {}
        self.problems: list[Problem] = []

    def is_free(self, wanted: _Wanted) -> bool:
        """Whether the output has its path to itself; if not, and it is not the same bytes again, both are named."""
        path, output, source, twice = wanted
        there = self._there.get(path)
        if there and type(there) is type(output) is not PageOutput and there.fingerprint == output.fingerprint:
            return False  # the same bytes, from two folders
        other = self._taken.setdefault(path.casefold(), source)
        if there or other is not source:
            self._refuse(path, source, other, twice)
            return False
        self._there[path] = output
        return True

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
            folder = path.rpartition("/")[0]
            while folder and folder not in folders:
                folders[folder] = path
                folder = folder.rpartition("/")[0]
        for file in sorted(self._taken.keys() & folders.keys()):
            path = folders[file]
            self.problems.append(error("address-below-file", self._taken[path], address=f"/{path}", file=f"/{file}"))


def _check_urgent(room: Newsroom) -> None:
    """That the urgent notice, on every page, leads somewhere."""
    notice = room.library.config.urgent
    if notice and notice.link.startswith("/") and not room.linker.has(notice.link):
        room.problems.append(error("link-address", notice.place, target=notice.link))


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


def _by_category(edition: Edition) -> Iterable[list[Article]]:
    """Each category's own articles, oldest first."""
    found: dict[str, list[Article]] = {}
    for article in edition.articles:
        found.setdefault(article.category.id if article.category else "", []).append(article)
    return found.values()


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


def _sitemaps(room: Newsroom, listed: list[str]) -> Iterator[tuple[str, str]]:
    """sitemap.xml; where there are too many pages for one, the sitemap of several."""
    ordered = sorted(listed, key=lambda entry: entry[: entry.index("</loc>")])
    if len(ordered) <= SITEMAP_SIZE:
        yield "sitemap.xml", feeds.sitemap(ordered)
        return
    names: list[str] = []
    for start in range(0, len(ordered), SITEMAP_SIZE):
        names.append(f"sitemap-{len(names) + 1}.xml")
        yield names[-1], feeds.sitemap(ordered[start : start + SITEMAP_SIZE])
    yield "sitemap.xml", feeds.sitemap_index(room.base + name for name in names)
