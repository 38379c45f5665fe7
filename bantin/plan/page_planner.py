"""The pages of a site, in groups of one kind, each with what it is made from and a fingerprint of that."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import islice
from typing import Any

from bantin.content.addresses import address_at, alias_path, file_alias, is_kept, output_path
from bantin.content.model import Article, Edition
from bantin.pages.article import NEWER, OLDER
from bantin.pages.marks import Marked, ready_made
from bantin.pages.part_types import Card
from bantin.pages.utility_pages import ForwardInputs
from bantin.plan import feeds, search_files
from bantin.plan.article_inputs import article_inputs
from bantin.plan.feed_inputs import feed_inputs
from bantin.plan.feeds import FeedInputs
from bantin.plan.fingerprints import BuildMemo, Fingerprints, Known
from bantin.plan.home_inputs import home_inputs
from bantin.plan.input_sources import InputSources
from bantin.plan.lazy_plan import PageGroup, PlannedOutput
from bantin.plan.list_inputs import leaves, list_inputs, listings, year_inputs
from bantin.plan.outputs import (
    IndexOutput,
    LateOutput,
    Lazy,
    Output,
    text_output,
)
from bantin.plan.page_kinds import KINDS
from bantin.plan.plain_inputs import plain_inputs, withdrawn_inputs
from bantin.plan.routes import Routes, index_files
from bantin.plan.site_parts import SiteParts
from bantin.plan.sitemap import sitemap_lines
from bantin.plan.utility_inputs import search_inputs, site_map_inputs
from bantin.problems import Place, Problem, error, errors
from bantin.theme.page_output import PageOutput
from bantin.yaml.values import Text


class PagePlanner:
    """Plans pages, and what is made with them: feeds, the search index. What it finds out meanwhile is noted."""

    def __init__(self, parts: SiteParts, sources: InputSources, routes: Routes, memory: BuildMemo) -> None:
        self._library = parts.library
        self._theme = parts.theme
        self._leniency = parts.leniency
        self.organisation = ready_made(parts.organisation) if parts.organisation else None
        self._sources = sources
        self._routes = routes
        self._memory = memory
        self._fingerprints = Fingerprints(parts.theme)
        self.problems: list[Problem] = []
        """What was found wrong so far."""
        self.sitemap_lines: list[str] = []
        """What pages say for the sitemap."""
        self._samples: dict[tuple[str, str], str] | None = None
        """Where samples are asked for: the output path of the first page of each kind in each language."""

    def groups(self) -> Iterator[PageGroup]:
        """All of them, in the order of a plan."""
        for edition in self._library.editions:
            yield PageGroup(partial(self._articles, edition), is_of_one_kind=True)
            yield PageGroup(partial(self._lists, edition), is_of_one_kind=True)
            yield PageGroup(partial(self._others, edition))
        yield PageGroup(lambda _: self._gone())
        yield PageGroup(lambda _: self.forwards)

    @property
    def samples(self) -> Iterable[str]:
        """The output path of one page of each kind in each language."""
        found = self._samples = {}
        for group in self.groups():
            for _ in islice(group.outputs(None), 1 if group.is_of_one_kind else None):
                pass  # `page` notes it
        self._samples = None
        return found.values()

    def page(
        self, name: str, look_up: Callable[[], Any], address: str, source: Place, collision_key: str = "address-twice"
    ) -> PlannedOutput:
        """A page of the kind `name`, at `address`; `look_up` gives its inputs, when it is planned."""
        path = output_path(address)
        output: Lazy[Output] = Lazy(partial(self._page_output, name, look_up, source))
        if self._samples is not None:
            self._samples.setdefault((name, self._routes.pages.get(address, "")), path)
        return PlannedOutput(path, output, source, collision_key)

    def _page_output(self, name: str, look_up: Callable[[], Any], source: Place) -> PageOutput:
        """A page; it is put together only if it is not known."""
        inputs = look_up()
        kind, code = KINDS[name], inputs.context.code
        key = self._memory.key(name, inputs)
        known, page = self._memory.known(key), None
        if known is None:
            page, problems = kind.make(inputs)
            known = Known(self._fingerprints.of(page, code), sitemap_lines(page), self._leniency.softened(problems))
            self._learn(key, known)
        self.problems += known.problems
        if known.sitemap_lines:
            self.sitemap_lines.append(known.sitemap_lines)
        return PageOutput(kind.template, code, source, known.fingerprint, inputs, kind.make, page)

    def _learn(self, key: str, known: Known) -> None:
        if not errors(known.problems):  # these are to be mended, not remembered
            self._memory.learn(key, known)

    def _articles(self, edition: Edition, address: str | None) -> Iterator[PlannedOutput]:
        """The pages of an edition's articles, category after category, or of the one at `address`."""
        if address is None:
            for row in _by_category(edition.articles):
                cards = self._sources.cards(row, self._sources.context(edition))  # a page takes those beside it
                for at, article in enumerate(row):
                    yield self._article(article, edition, cards, at)
            return
        asked = self._sources.linker.articles.get(address)
        if asked is not None and asked.code == edition.language.code and not asked.own.is_page:
            own = [article for article in edition.articles if article.category is asked.category]
            at = own.index(asked)
            first = max(0, at - OLDER)
            cards = self._sources.cards(own[first : at + 1 + NEWER], self._sources.context(edition))
            yield self._article(asked, edition, cards, at - first)

    def _article(self, article: Article, edition: Edition, cards: Sequence[Marked[Card]], at: int) -> PlannedOutput:
        """The page of an article; `cards[at]` is its own card among those of its category."""
        look_up = partial(article_inputs, article, edition, cards, at, self._sources)
        return self.page("article", look_up, article.address, Place(article.own.path))

    def _lists(self, edition: Edition, address: str | None) -> Iterator[PlannedOutput]:
        """The pages of an edition's lists, or the one at `address`."""
        context = self._sources.context(edition)
        for listing in listings(edition, self._sources):
            if address is not None and not address.startswith(listing.address):
                continue
            for leaf in leaves(listing, context):
                if address in (None, leaf.address):
                    of_list = partial(list_inputs, listing, leaf, context, self._sources)
                    yield self.page("list", of_list, leaf.address, Place("config.yaml"))

    def _others(self, edition: Edition, address: str | None) -> Iterator[PlannedOutput]:
        """The plain pages, and all of which an edition has one, or few; the files of its index, which are many, only
        for None or the address of one.
        """
        sources, config_place = self._sources, Place("config.yaml")
        context = sources.context(edition)
        for plain in edition.pages:
            of_plain = partial(plain_inputs, plain, edition, self.organisation, sources)
            yield self.page("plain", of_plain, plain.address, Place(plain.own.path))
        for year in edition.years:
            of_year = partial(year_inputs, year, edition, sources)
            yield self.page("year", of_year, context.at.year(year), config_place)
        yield self.page("home", partial(home_inputs, edition, sources), context.at.home, config_place)
        yield self.page("site_map", partial(site_map_inputs, edition, sources), context.at.site_map, config_place)
        if context.has_search:
            yield self.page("search", partial(search_inputs, edition, sources), context.at.search, config_place)
            if address is None or address.startswith(context.at.index):
                yield from self._index(edition)
        for below, of_feed in feed_inputs(edition, sources):
            yield PlannedOutput(output_path(context.at.feed(below)), Lazy(partial(self._feed, of_feed)), config_place)

    def _gone(self) -> Iterator[PlannedOutput]:
        """What was withdrawn."""
        for gone in self._library.gone:
            look_up = partial(withdrawn_inputs, gone, self._sources)
            yield self.page("withdrawn", look_up, gone.address, Place(gone.path))

    def _feed(self, look_up: Callable[[], FeedInputs]) -> Output:
        """A feed; it is written only if it is not known."""
        feed = look_up()
        key = self._memory.key("feed", feed)
        known = self._memory.known(key)
        if known is not None:
            return LateOutput(partial(feeds.rss_of, feed), known.fingerprint)
        output = text_output(feeds.rss_of(feed))
        self._memory.learn(key, Known(output.fingerprint, "", ()))
        return output

    def _index(self, edition: Edition) -> Iterator[PlannedOutput]:
        """What readers' searches are answered from."""
        made = Lazy(partial(self._index_outputs, edition))
        for address in index_files(edition):
            yield PlannedOutput(address, Lazy(partial(_chosen, made, address)), Place("config.yaml"))

    def _index_outputs(self, edition: Edition) -> Mapping[str, Output]:
        """By address; raises LookupError for one that is no route."""
        context = self._sources.context(edition)
        organisation = self.organisation.value if self.organisation else None
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

    @cached_property
    def forwards(self) -> tuple[PlannedOutput, ...]:
        """Pages at old addresses, which lead to the new ones."""
        return tuple(self._forwards())

    def _forwards(self) -> Iterator[PlannedOutput]:
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

    def _forward_all(
        self, aliases: tuple[Text, ...], address: str, title: str, edition: Edition
    ) -> Iterator[PlannedOutput]:
        for alias in aliases:
            path = alias_path(alias.text)
            if path is None and not is_kept(alias.text):
                key = "alias-form" if file_alias(alias.text) is None else "alias-of-file"
                self.problems.append(error(key, alias.place, value=alias.text))
            elif path is not None:
                yield self._forward(path, address, title, edition, alias.place)

    def _forward(self, path: str, address: str, title: str, edition: Edition, place: Place) -> PlannedOutput:
        look_up = partial(ForwardInputs, self._sources.context(edition), path, address, title)
        return self.page("forward", look_up, address_at(path), place, "alias-taken")


def _chosen(made: Lazy[Mapping[str, Output]], address: str) -> Output:
    return made.value[address]


def _by_category(articles: Iterable[Article]) -> Iterable[list[Article]]:
    """The articles of each category, oldest first."""
    found: dict[str, list[Article]] = {}
    for article in articles:
        found.setdefault(article.category.id if article.category else "", []).append(article)
    return found.values()
