"""The library → every output of the site by its path, each with what it is made from and a fingerprint of that.

Same fingerprint, same bytes. Two outputs on one path, also if they differ only in case, are refused.
"""

import datetime
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from posixpath import dirname
from typing import Any, NamedTuple

from bantin import catalogue, feeds, fronts, posters, reading
from bantin.addresses import alias_path, output_path, root_of
from bantin.catalogue import Part
from bantin.fields import Text
from bantin.files import FileFacts, Poster, Recipe
from bantin.frame import frame, policy
from bantin.kit import Kit
from bantin.library import Article, Edition, Library
from bantin.links import linker
from bantin.newsroom import Newsroom, card
from bantin.organisation import Organisation
from bantin.pages import ArticlePage, ForwardPage, Frame, Page
from bantin.problems import Place, Problem, error, errors, packed_problems, problems_from
from bantin.shelf import Shelf

SITEMAP_SIZE = 40_000
"""Pages in one sitemap; the protocol allows 50,000."""


class Sheet(NamedTuple):
    """A page and all that its rendering needs, but for the text of an article."""

    page: Page
    template: str
    code: str
    """The language of its words."""
    source: Place
    """Where an editor would change it."""


@dataclass(slots=True, eq=False)
class PageOutput:
    """A page to be rendered. What it shows is put together when it is asked for."""

    make: Callable[[], Page]
    template: str
    code: str
    fingerprint: str
    source: Place
    _page: Page | None = None

    @property
    def page(self) -> Page:
        """What it shows."""
        return self.make() if self._page is None else self._page

    @property
    def sheet(self) -> Sheet:
        """The page to be rendered."""
        return Sheet(self.page, self.template, self.code, self.source)

    def forget(self) -> None:
        """Lets go of what was put together; it can be put together again."""
        self._page = None


@dataclass(frozen=True, slots=True)
class CopyOutput:
    """A file published as it is."""

    path: str
    """From the project's folder."""
    fingerprint: str
    is_bare: bool = False
    """A picture: without what the camera noted in it."""


@dataclass(frozen=True, slots=True)
class PictureOutput:
    """A picture made from a source."""

    path: str
    recipe: Recipe
    fingerprint: str


@dataclass(frozen=True, slots=True)
class PosterOutput:
    """A picture that is drawn."""

    poster: Poster
    fingerprint: str


@dataclass(frozen=True, slots=True)
class TextOutput:
    """A finished text or file."""

    data: bytes
    fingerprint: str


@dataclass(frozen=True, slots=True)
class IndexOutput:
    """A file for readers' searches, which takes the terms of many articles to make."""

    part: Part
    """It is made with the other files of its part."""
    name: str
    """Its name there."""
    fingerprint: str


@dataclass(frozen=True, slots=True)
class LateOutput:
    """A text or file that is made when it is asked for."""

    make: Callable[[], bytes]
    fingerprint: str


Output = PageOutput | CopyOutput | PictureOutput | PosterOutput | TextOutput | IndexOutput | LateOutput


class Known(NamedTuple):
    """What an earlier build found out about a page."""

    fingerprint: str
    listed: str
    """Its lines in the sitemap; '' if it is not for search engines."""
    problems: tuple[Problem, ...]


class Memory:
    """What earlier plans found out about pages, by all that decides about it.

    A page that is known under its key need not be put together to learn that its file is already there. A key names its
    ingredients by what stands for them (the marks of texts); it may name too much, then a page is put together in vain;
    it must never name too little.
    """

    def __init__(self, base: str = "", known: Mapping[str, Sequence[Any]] | None = None) -> None:
        """`base` stands for all that decides about every page; `known`: rows as `row` gives them, by key."""
        self.base = base
        self._rows = known or {}
        self._asked: dict[str, Known | None] = {}

    def key(self, code: str, template: str, told: Iterable[str]) -> str:
        """The key for a page of this language and template whose ingredients are told in this way."""
        return digest_of(self.base, code, template, *told)

    def known(self, key: str) -> Known | None:
        """What is known under this key."""
        match self._rows.get(key):
            case [str() as fingerprint, str() as listed, list() as problems]:
                self._asked[key] = None
                return Known(fingerprint, listed, problems_from(problems) if problems else ())
        return None

    def learn(self, key: str, known: Known) -> None:
        """Keeps what a plan found out."""
        self._asked[key] = known

    @property
    def keys(self) -> Collection[str]:
        """All keys that this plan asked for: what the next one should know."""
        return self._asked.keys()

    @property
    def changed(self) -> set[str]:
        """The keys that are new, and those that are no longer asked for."""
        return {key for key, known in self._asked.items() if known} | (self._rows.keys() - self._asked.keys())

    def row(self, key: str) -> list[Any]:
        """What is known under a key, as a list."""
        known = self._asked[key]
        return list(self._rows[key]) if known is None else [known[0], known[1], packed_problems(known[2])]


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


def rank(path: str, output: Output) -> int:
    """In which new files take their places: files and articles first, then lists, then home, so that no link leads to
    nothing."""
    if not isinstance(output, PageOutput):
        return 2 if path.endswith(".xml") else 0
    return {"pages/home.html": 3, "pages/list.html": 2}.get(output.template, 1)


class Fingerprints:
    """Tells what pages are made from: the kit, and every ingredient. Frames, which pages share, are read once.

    An ingredient is read as JSON, in which two values of one type are the same only if they are equal.
    """

    def __init__(self, kit: Kit) -> None:
        self._kit = kit.digest
        self._frames: dict[int, tuple[Frame, str]] = {}
        self._read = json.JSONEncoder(ensure_ascii=False).encode

    def of(self, page: Page, code: str) -> str:
        """The fingerprint of a page whose words are in the language `code`."""
        around = ""
        values = tuple(page)
        if not isinstance(page, ForwardPage):
            around, values = self.of_frame(page.frame), values[1:]
        return digest_of(self._kit, type(page).__name__, code, around, self._read(values))

    def of_frame(self, frame: Frame) -> str:
        """The digest of a frame. Kept with the frame, so that no other can take over its id."""
        known = self._frames.get(id(frame))
        if known is None:
            known = self._frames[id(frame)] = frame, digest_of(self._read(frame))
        return known[1]


def digest_of(*told: str) -> str:
    """What stands for several texts."""
    return blake2b("\0".join(told).encode(), digest_size=16).hexdigest()


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
        self._room = Newsroom(library, shelf, linker(library, shelf), kit.assets, zone, reload, kit.colours)
        self._crossing = _Crossing(library.problems)
        self._listed: list[str] = []
        self._fingerprints = Fingerprints(kit)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was found wrong so far; complete when all outputs were given."""
        return (*self._room.problems, *self._crossing.problems)

    @property
    def size(self) -> int:
        """About how many pages it will be."""
        editions, most = self._library.editions, self._library.config.page_size
        lists: list[tuple[Article, ...]] = []
        for edition in editions:
            lists.append(edition.listed)
            for group in (edition.sections, edition.tags, edition.months):
                lists += [each.articles for each in group]
        own = sum(len(edition.articles) + len(edition.pages) for edition in editions)
        return own + sum(max(1, len(articles) // most) for articles in lists)

    @property
    def is_wrong(self) -> bool:
        """Whether an error was found so far."""
        return bool(errors(self.problems))

    def outputs(self) -> Iterator[tuple[str, Output]]:
        """Every output of the site with its path, once."""
        for wanted in self._all():
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
                name = planned.address.removeprefix(f"{catalogue.folder_of(edition)}/").removesuffix(".js")
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
            root_of(path.removesuffix("index.html")) + address,
            room.base + address,
        )
        at = path.removesuffix("index.html") if path.endswith("/index.html") else path
        return self._page(make, at, edition, place, "alias-taken")

    # ---- files

    def _files(self) -> Iterator[_Wanted]:
        shelf = self._shelf
        for path, address in shelf.attachments.items():
            yield _Wanted(address, self._copy(shelf.files[path]), Place(path), "file-twice")
        codecs, pens = self._codecs() if shelf.pictures else "", self._pens()
        for drawn in posters.all_drawn(self._library, shelf, self._kit.colours):
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
            folder = dirname(path)
            while folder and folder not in folders:
                folders[folder] = path
                folder = dirname(folder)
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
