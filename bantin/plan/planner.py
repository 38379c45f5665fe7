"""The library → every output of the site by its path, each with what it is made from and a fingerprint of that.

Two outputs on one path, also if they differ only in case, are refused.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import blake2b
from itertools import chain
from typing import Any, NamedTuple

from bantin.content.addresses import address_at, alias_path, file_alias, is_kept, output_path
from bantin.content.assets import AssetManifest
from bantin.content.file_facts import CONVERTED, FileFacts
from bantin.content.ledger import Ledger
from bantin.content.leniency import Leniency
from bantin.content.links import link_resolver
from bantin.content.model import Article, Edition, Library
from bantin.content.organisation import Organisation
from bantin.pages import article as pages_article
from bantin.pages import home, lists, plain_pages, ways, withdrawn
from bantin.pages.context import contexts
from bantin.pages.marks import digest_of, given
from bantin.pages.social_cards import DrawnCard
from bantin.pages.types import ArticlePage, ForwardPage, Page
from bantin.pages.ways import ForwardInputs
from bantin.plan import feeds, inputs, search_files
from bantin.plan.feeds import FeedInputs
from bantin.plan.fingerprints import BuildMemo, Fingerprints, Known
from bantin.plan.inputs import InputSources, Listing
from bantin.plan.outputs import (
    CopyOutput,
    IndexOutput,
    LateOutput,
    Lazy,
    Output,
    PageKind,
    PictureOutput,
    SocialCardOutput,
    TextOutput,
    ready,
)
from bantin.plan.requested import Chunk, Requested, Shape, Wanted
from bantin.plan.routes import SITEMAP_SIZE, Routes, index_files
from bantin.plan.vanished import vanished
from bantin.problems import Place, Problem, error, errors
from bantin.theme.page_output import PageOutput
from bantin.theme.theme import Theme
from bantin.yaml.values import Text

KINDS: Mapping[str, PageKind] = {
    "article": PageKind(pages_article.article_page, "pages/article.html"),
    "plain": PageKind(plain_pages.plain_page, "pages/plain.html"),
    "withdrawn": PageKind(withdrawn.withdrawn_page, "pages/withdrawn.html"),
    "home": PageKind(home.home_page, "pages/home.html"),
    "list": PageKind(lists.list_page, "pages/list.html"),
    "year": PageKind(lists.year_page, "pages/year.html"),
    "site_map": PageKind(ways.site_map_page, "pages/site_map.html"),
    "search": PageKind(ways.search_page, "pages/search.html"),
    "missing": PageKind(ways.missing_page, "pages/missing.html"),
    "forward": PageKind(ways.forward_page, "pages/forward.html"),
}
"""Every kind of page."""
_FORWARDS = "forwards"
"""The chunk that leads from old addresses to new ones."""


class SiteParts(NamedTuple):
    """All that a site is planned from."""

    library: Library
    asset_manifest: AssetManifest
    theme: Theme
    organisation: Organisation | None
    zone: datetime.tzinfo
    ledger: Ledger
    """The public addresses of all builds before."""
    leniency: Leniency
    reload: str
    """Preview only: the address of the reload script."""
    has_drafts: bool = False
    """A trial, built with what is not published: never to be put online."""


class Planner:
    """Plans one site, output after output, so that others can be made while the next are planned."""

    def __init__(self, parts: SiteParts, codecs: Callable[[], str], pens: Callable[[], str], memory: BuildMemo) -> None:
        """`codecs` tells the versions of what makes pictures smaller, `pens` of what draws them: other ones may write
        other bytes.
        """
        library, asset_manifest, theme = parts.library, parts.asset_manifest, parts.theme
        self._library = library
        self._asset_manifest = asset_manifest
        self._theme = theme
        self._organisation = given(parts.organisation) if parts.organisation else None
        self._codecs = codecs
        self._pens = pens
        self._memory = memory
        context = contexts(library, theme, parts.zone, parts.reload, parts.has_drafts)
        self._routes = Routes(library, asset_manifest, theme, self._drawn)
        links = link_resolver(library, asset_manifest, self._routes)
        self._ledger = parts.ledger
        self._leniency = parts.leniency
        self._has_drafts = parts.has_drafts
        self._sources = InputSources(library, asset_manifest, links, context, parts.ledger)
        self._crossing = _Crossing(library.problems)
        self._listed: list[str] = []
        self._problems: list[Problem] = []
        self._fingerprints = Fingerprints(theme)
        self._samples: dict[tuple[str, str], str] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was found wrong so far; complete when all outputs were given."""
        return (*self._problems, *self._crossing.problems)

    @property
    def size(self) -> int:
        """How many pages it will be."""
        return len(self._routes.pages)

    @property
    def is_wrong(self) -> bool:
        """Whether an error was found so far."""
        return bool(errors(self.problems))

    @property
    def ledger(self) -> Ledger:
        """The public addresses of all builds, this one included."""
        library = self._library
        every = [article for edition in library.editions for article in edition.articles]
        first = {each.address: self._sources.first_address(each) for each in every}
        moved = {address: old for address, old in first.items() if address != old}
        return self._ledger.after(library.config.base_url, self._routes.lasting, moved)

    def outputs(self) -> Iterator[tuple[str, Output]]:
        """Every output of the site with its path, once; raises LookupError for one at an address that is no route."""
        for wanted in self._all():
            if self._routes.code(address_at(wanted.path)) is None:
                raise LookupError(f"{wanted.path} is planned, and is not among the routes")
            output = wanted.output.value  # what is wrong with it comes before what else is wrong with its path
            if self._crossing.is_free(wanted):
                yield wanted.path, output
        self._finish()

    def on_request(self, last: Shape | None = None) -> Requested:
        """Every output of the site by its path, planned when somebody asks for it (preview). What is wrong with pages
        is not among the problems then: `misled` and `lacking` find that. `last`: the shape of the plan before; while
        the pages stand where they stood, none but those that are asked for is planned.
        """
        chunks = tuple(self._chunks())
        others = tuple(chain(self._host_files(lambda: self._listed_by(found)), self._files()))
        forwards = next(chunk for chunk in chunks if chunk.name == _FORWARDS).wanted("")
        key = (
            self.leads,
            self._theme.digest,
            self._library.config,
            tuple(each.path for each in forwards),
            self._counts,
        )
        if last is not None and last.key == key and last.has_room_for(other.path for other in others):
            found = Requested(last, chunks, self._free(others), {})
            self._samples = dict(last.samples)
        else:
            found = self._all_requested(key, chunks, others)
        self._finish()
        self._crossing.forget()
        return found

    def _all_requested(self, key: object, chunks: Iterable[Chunk], others: tuple[Wanted, ...]) -> Requested:
        chunk_of, pages = dict[str, str](), list[Wanted]()
        for chunk in chunks:
            own = tuple(chunk.wanted(""))
            chunk_of.update((wanted.path, chunk.name) for wanted in own)
            pages += own
        planned, files = self._free(pages), self._free(others)
        is_right = len(planned) == len(pages) and len(files) == len(others)
        shape = Shape.of(key if is_right else None, {path: chunk_of[path] for path in planned}, files, self._samples)
        return Requested(shape, (), files, planned)

    def _free(self, every: Iterable[Wanted]) -> dict[str, Lazy[Output]]:
        """Those of these outputs that have their path to themselves."""
        return {wanted.path: wanted.output for wanted in every if self._crossing.is_free(wanted)}

    @property
    def _counts(self) -> tuple[object, ...]:
        """What decides, beside addresses and files, how many outputs there are."""
        library = self._library
        editions = tuple((len(each.articles), len(each.pages)) for each in library.editions)
        return editions, tuple(gone.address for gone in library.gone)

    @property
    def samples(self) -> Iterable[str]:
        """The output path of one page of each kind in each language."""
        return self._samples.values()

    @cached_property
    def leads(self) -> "Leads":
        """What decides about where links lead, but for headings: an equal value, if all of it is as it was."""
        library, manifest = self._library, self._asset_manifest
        files = (manifest.files, manifest.pictures, manifest.attachments, manifest.names, manifest.unread)
        of_hidden = (library.hidden, library.hidden_at, library.hidden_files)
        return Leads(library.by_key, (self._routes.pages, of_hidden, files, manifest.folders))

    def misled(self, articles: Iterable[Article]) -> Iterator[tuple[Article, tuple[Problem, ...]]]:
        """Each of these articles and plain pages of the site with what is wrong with what it refers to: for outputs
        that are planned on request.
        """
        for article in articles:
            context = self._sources.contexts[article.code]
            yield article, self._leniency.softened(inputs.misled_by(article, context, self._sources))

    def lacking(self) -> Iterator[Problem]:
        """What the organisation lacks in the language of a plain page that shows it."""
        for edition in self._library.editions:
            for page in edition.pages:
                if self._organisation and (page.own.shows_organisation or page.base.shows_organisation):
                    lacking = plain_pages.lacking(self._organisation.value, edition.language.code)
                    yield from self._leniency.softened(lacking)

    def _listed_by(self, requested: Requested) -> list[str]:
        """What the sitemap says of all pages, for which all have to be put together."""
        for path in requested.shape.pages:
            _ = requested[path].value
        return self._listed

    def _finish(self) -> None:
        self._crossing.check_folders()
        self._problems += inputs.misled(self._sources)
        self._problems += vanished(self._ledger, self._routes, self._library, self._asset_manifest)

    def _all(self) -> Iterator[Wanted]:
        yield from self._pages()
        yield from self._host_files(lambda: self._listed)
        yield from self._files()  # behind all that is not content, so that a file is what is told to move

    def _pages(self) -> Iterator[Wanted]:
        for chunk in self._chunks():
            yield from chunk.wanted("")

    def _chunks(self) -> Iterator[Chunk]:
        for edition in self._library.editions:
            yield from self._edition(edition)
        yield Chunk("gone", lambda _: self._gone())
        forwards = Lazy(lambda: tuple(self._forwards()))
        yield Chunk(_FORWARDS, lambda _: forwards.value)

    # ---- pages

    def _page(
        self, name: str, made_from: Callable[[], Any], address: str, source: Place, twice: str = "address-twice"
    ) -> Wanted:
        """A page of the kind of this name."""
        path = output_path(address)
        output: Lazy[Output] = Lazy(partial(self._page_output, name, made_from, source))
        self._samples.setdefault((name, self._routes.pages.get(address, "")), path)
        return Wanted(path, output, source, twice)

    def _page_output(self, name: str, made_from: Callable[[], Any], source: Place) -> PageOutput:
        """A page; it is put together only if it is not known."""
        gathered = made_from()
        kind, code = KINDS[name], gathered.context.code
        key = self._memory.key(name, gathered)
        known, page = self._memory.known(key), None
        if known is None:
            page, problems = kind.make(gathered)
            known = Known(self._fingerprints.of(page, code), _listed(page), self._leniency.softened(problems))
            self._learn(key, known)
        self._problems += known.problems
        if known.listed:
            self._listed.append(known.listed)
        return PageOutput(kind.template, code, source, known.fingerprint, gathered, kind.make, page)

    def _learn(self, key: str, known: Known) -> None:
        if not errors(known.problems):  # these are to be mended, not remembered
            self._memory.learn(key, known)

    def _edition(self, edition: Edition) -> Iterator[Chunk]:
        sources, code = self._sources, edition.language.code
        for row in _by_category(edition):
            name = row[0].category.id if row[0].category else ""
            yield Chunk(f"{code} articles {name}", partial(self._articles, row, edition))
        for listing in inputs.listings(edition, sources):
            yield Chunk(f"{code} list {listing.address}", partial(self._leaves, listing, edition))
        yield Chunk(f"{code} others", lambda _: self._others(edition))

    def _articles(self, row: Sequence[Article], edition: Edition, address: str) -> Iterator[Wanted]:
        """The pages of a category's articles, or of the one at `address`."""
        wanted = [(at, article) for at, article in enumerate(row) if address in ("", article.address)]
        if not wanted:
            return
        cards = self._sources.cards(row, self._sources.context(edition))  # of each a page takes those beside it
        for at, article in wanted:
            of_article = partial(inputs.article_inputs, article, edition, cards, at, self._sources)
            yield self._page("article", of_article, article.address, Place(article.own.path))

    def _leaves(self, listing: Listing, edition: Edition, address: str) -> Iterator[Wanted]:
        """The pages of a list, or the one at `address`."""
        context = self._sources.context(edition)
        for leaf in inputs.leaves(listing, context):
            if address in ("", leaf.address):
                of_list = partial(inputs.list_inputs, listing, leaf, context, self._sources)
                yield self._page("list", of_list, leaf.address, Place("config.yaml"))

    def _others(self, edition: Edition) -> Iterator[Wanted]:
        """The plain pages, and all of which an edition has one, or few."""
        sources, config_place = self._sources, Place("config.yaml")
        context = sources.context(edition)
        for plain in edition.pages:
            of_plain = partial(inputs.plain_inputs, plain, edition, self._organisation, sources)
            yield self._page("plain", of_plain, plain.address, Place(plain.own.path))
        for year in edition.years:
            of_year = partial(inputs.year_inputs, year, edition, sources)
            yield self._page("year", of_year, context.at.year(year), config_place)
        yield self._page("home", partial(inputs.home_inputs, edition, sources), context.at.home, config_place)
        yield self._page(
            "site_map", partial(inputs.site_map_inputs, edition, sources), context.at.site_map, config_place
        )
        if context.has_search:
            yield self._page("search", partial(inputs.search_inputs, edition, sources), context.at.search, config_place)
            yield from self._index(edition)
        for address, of_feed in inputs.feed_inputs(edition, sources):
            yield Wanted(output_path(context.at.feed(address)), Lazy(partial(self._feed, of_feed)), config_place)

    def _gone(self) -> Iterator[Wanted]:
        """What was withdrawn."""
        for gone in self._library.gone:
            made_from = partial(inputs.withdrawn_inputs, gone, self._sources)
            yield self._page("withdrawn", made_from, gone.address, Place(gone.path))

    def _feed(self, made_from: Callable[[], FeedInputs]) -> Output:
        """A feed; it is written only if it is not known."""
        feed = made_from()
        key = self._memory.key("feed", feed)
        known = self._memory.known(key)
        if known is not None:
            return LateOutput(partial(feeds.rss_of, feed), known.fingerprint)
        output = _text_output(feeds.rss_of(feed))
        self._memory.learn(key, Known(output.fingerprint, "", ()))
        return output

    def _index(self, edition: Edition) -> Iterator[Wanted]:
        """What readers' searches are answered from."""
        made = Lazy(partial(self._index_outputs, edition))
        for address in index_files(edition):
            yield Wanted(address, Lazy(partial(_chosen, made, address)), Place("config.yaml"))

    def _index_outputs(self, edition: Edition) -> Mapping[str, Output]:
        """By address; raises LookupError for one that is no route."""
        context = self._sources.context(edition)
        organisation = self._organisation.value if self._organisation else None
        found: dict[str, Output] = {}
        for planned in search_files.plan(edition, context, organisation, self._theme):
            if planned.part is not None:
                found[planned.address] = IndexOutput(planned.part, planned.name, planned.fingerprint)
            else:
                assert planned.make is not None
                found[planned.address] = LateOutput(planned.make, planned.fingerprint)
        if strays := found.keys() - set(index_files(edition)):
            raise LookupError(f"{min(strays)} is planned, and is not among the routes")
        return found

    # ---- old addresses

    def _forwards(self) -> Iterator[Wanted]:
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

    def _forward_all(self, aliases: tuple[Text, ...], address: str, title: str, edition: Edition) -> Iterator[Wanted]:
        for alias in aliases:
            path = alias_path(alias.text)
            if path is None and not is_kept(alias.text):
                key = "alias-form" if file_alias(alias.text) is None else "alias-of-file"
                self._problems.append(error(key, alias.place, value=alias.text))
            elif path is not None:
                yield self._forward(path, address, title, edition, alias.place)

    def _forward(self, path: str, address: str, title: str, edition: Edition, place: Place) -> Wanted:
        made_from = partial(ForwardInputs, self._sources.context(edition), path, address, title)
        return self._page("forward", made_from, address_at(path), place, "alias-taken")

    # ---- files

    def _drawn(self) -> Iterator[DrawnCard]:
        """The preview pictures that are to be drawn."""
        return self._sources.all_drawn()

    def _files(self) -> Iterator[Wanted]:
        asset_manifest = self._asset_manifest
        for path, address in asset_manifest.attachments.items():
            yield Wanted(address, ready(self._copy(asset_manifest.files[path])), Place(path), "file-twice")
        yield from self._moved_files()
        codecs, pens = self._codecs() if asset_manifest.pictures else "", self._pens()
        for drawn in self._drawn():
            told = digest_of(*drawn.card[:3], *drawn.card.colours, pens)
            output = SocialCardOutput(drawn.card, told)
            yield Wanted(drawn.preview.address, ready(output), Place(drawn.source))
        for path, shown in asset_manifest.pictures.items():
            if shown.original:
                yield Wanted(shown.original, ready(self._copy(shown.facts)), Place(path), "file-twice")
            for variant in shown.variants:
                fingerprint = digest_of(shown.facts.digest, repr(variant.recipe), codecs)
                picture = PictureOutput(path, variant.recipe, fingerprint)
                yield Wanted(variant.address, ready(picture), Place(path), "file-twice")

    def _moved_files(self) -> Iterator[Wanted]:
        """Files at their old addresses, where no static host could forward them."""
        assets = self._asset_manifest
        for address, (written, file) in assets.moved.items():
            source = written.place.path
            found = self._sources.linker.files.named(file, source, "attachment-missing")
            if isinstance(found, Problem):
                self._problems.append(found)
            elif found.path in assets.attachments:
                yield Wanted(address, ready(self._copy(found)), written.place, "alias-taken")

    def _copy(self, facts: FileFacts) -> CopyOutput:
        if not facts.is_picture and facts.kind not in CONVERTED:
            return CopyOutput(facts.path, facts.digest)
        return CopyOutput(facts.path, digest_of(facts.digest, "bare", self._codecs()), is_bare=True)

    def _host_files(self, listed: Callable[[], list[str]]) -> Iterator[Wanted]:
        """`listed` gives what the pages say for the sitemap."""
        theme, sources = self._theme, self._sources
        missing, base = Place("templates/pages/missing.html"), f"{self._library.config.base_url}/"
        yield self._page("missing", partial(inputs.missing_inputs, sources), "404.html", missing)
        for address, data in theme.files.items():
            yield _text(address, data, Place("assets"))
        urgent = home.urgent_data(tuple(sources.contexts.values()), self._library.today)
        yield _text(theme.assets.urgent, urgent, Place("config.yaml"))
        if theme.favicon is not None:
            yield _text("favicon.ico", theme.favicon, Place("assets/favicon.ico"))
        sitemaps = Lazy(lambda: dict(_sitemaps(base, listed())))
        names = ["sitemap.xml"] if self.size <= SITEMAP_SIZE else sitemaps.value
        for name in names:
            yield Wanted(name, Lazy(partial(_sitemap_output, sitemaps, name)), Place("config.yaml"))
        yield _text("robots.txt", feeds.robots(f"{base}sitemap.xml", is_trial=self._has_drafts), Place("config.yaml"))


def _text(address: str, text: str | bytes, source: Place) -> Wanted:
    return Wanted(output_path(address), ready(_text_output(text.encode() if isinstance(text, str) else text)), source)


def _sitemap_output(sitemaps: Lazy[dict[str, str]], name: str) -> TextOutput:
    return _text_output(sitemaps.value[name].encode())


def _text_output(data: bytes) -> TextOutput:
    return TextOutput(data, blake2b(data, digest_size=16).hexdigest())


def _listed(page: Page) -> str:
    """A page's lines in the sitemap; '' if it is not for search engines."""
    if isinstance(page, ForwardPage) or not page.head.is_indexed:
        return ""
    modified = (page.updated or page.posted).iso if isinstance(page, ArticlePage) else ""
    return feeds.sitemap_entry(feeds.SitemapUrl(page.head.canonical, modified, page.head.alternates))


@dataclass(frozen=True, slots=True, eq=False)
class Leads:
    """What decides about where links lead. To compare two is quick where they share the articles that are as they
    were, and they cannot be hashed.
    """

    by_key: Mapping[str, Mapping[str, Article]]
    others: tuple[object, ...]

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        """Whether everything stands where it stood."""
        if not isinstance(other, Leads) or [*self.by_key] != [*other.by_key] or self.others != other.others:
            return False
        pairs = zip(self.by_key.values(), other.by_key.values(), strict=True)
        changed = [(group, old) for group, old in pairs if group is not old]
        return all(_stand(group) == _stand(old) for group, old in changed)


def _stand(group: Mapping[str, Article]) -> list[tuple[str, str, bool]]:
    return [(each.code, each.address, each.own.is_page) for each in group.values()]


class _Crossing:
    """Sees to it that no two outputs stand on one path."""

    def __init__(self, known: tuple[Problem, ...]) -> None:
        """`known`: what was found wrong before, of which two outputs on one path may only be the consequence."""
        self._has_mistakes = bool(errors(known))
        self._reserved = {problem.place.path for problem in known if problem.key == "address-reserved"}
        self._there: dict[str, Lazy[Output]] = {}
        self._taken: dict[str, Place] = {}
        self.problems: list[Problem] = []

    def is_free(self, wanted: Wanted) -> bool:
        """Whether the output has its path to itself; if not, and it is not the same bytes again, both are named."""
        path, output, source, twice = wanted
        there = self._there.get(path)
        if there and _is_alike(there.value, output.value):
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

    def forget(self) -> None:
        """Lets go of the outputs, so that they go with who holds them and wait for no collector."""
        self._there.clear()
        self._taken.clear()

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


def _is_alike(one: Output, other: Output) -> bool:
    """Whether two files hold the same bytes."""
    return type(one) is type(other) is not PageOutput and one.fingerprint == other.fingerprint


def _chosen(made: Lazy[Mapping[str, Output]], address: str) -> Output:
    return made.value[address]


def _by_category(edition: Edition) -> Iterable[list[Article]]:
    """Each category's own articles, oldest first."""
    found: dict[str, list[Article]] = {}
    for article in edition.articles:
        found.setdefault(article.category.id if article.category else "", []).append(article)
    return found.values()


def _sitemaps(base: str, listed: list[str]) -> Iterator[tuple[str, str]]:
    """sitemap.xml; where there are too many pages for one, the sitemap of several."""
    ordered = sorted(listed, key=lambda entry: entry[: entry.index("</loc>")])
    if len(ordered) <= SITEMAP_SIZE:
        yield "sitemap.xml", feeds.sitemap(ordered)
        return
    names: list[str] = []
    for start in range(0, len(ordered), SITEMAP_SIZE):
        names.append(f"sitemap-{len(names) + 1}.xml")
        yield names[-1], feeds.sitemap(ordered[start : start + SITEMAP_SIZE])
    yield "sitemap.xml", feeds.sitemap_index(base + name for name in names)
