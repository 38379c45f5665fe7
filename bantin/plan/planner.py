"""The library → every output of the site by its path, each with what it is made from and a fingerprint of that.

Two outputs on one path, also if they differ only in case, are refused.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain

from bantin.content.addresses import address_at, output_path
from bantin.content.ledger import Ledger
from bantin.content.links import link_resolver
from bantin.content.model import Article
from bantin.pages import home, plain_pages
from bantin.pages.context import contexts
from bantin.pages.social_cards import DrawnCard
from bantin.plan import feeds
from bantin.plan.article_inputs import reference_problems
from bantin.plan.collisions import Collisions
from bantin.plan.config_links import config_link_problems
from bantin.plan.file_planner import FilePlanner
from bantin.plan.fingerprints import BuildMemo
from bantin.plan.input_sources import InputSources
from bantin.plan.lazy_plan import LazyPlan, PathIndex, PlannedOutput
from bantin.plan.link_checks import LinkChecks
from bantin.plan.link_targets import LinkTargets
from bantin.plan.lost_addresses import vanished
from bantin.plan.outputs import (
    Lazy,
    Output,
    TextOutput,
    ready,
    text_output,
)
from bantin.plan.page_planner import PagePlanner
from bantin.plan.routes import SITEMAP_SIZE, Routes
from bantin.plan.site_parts import SiteParts
from bantin.plan.sitemap import sitemaps
from bantin.plan.utility_inputs import missing_inputs
from bantin.problems import Place, Problem, errors


class Planner:
    """Plans one site, output after output, so that others can be made while the next are planned."""

    def __init__(self, parts: SiteParts, codecs: Callable[[], str], pens: Callable[[], str], memory: BuildMemo) -> None:
        """`codecs` gives the versions of the libraries that encode pictures, `pens` those of the libraries that draw
        them. They are part of the pictures' fingerprints, since another version may write other bytes.
        """
        self._library = parts.library
        self._asset_manifest = parts.asset_manifest
        self._theme = parts.theme
        self._ledger = parts.ledger
        self._leniency = parts.leniency
        self._has_drafts = parts.has_drafts
        context = contexts(parts.library, parts.theme, parts.zone, parts.reload, parts.has_drafts)
        self.routes = Routes(parts.library, parts.asset_manifest, parts.theme, self._drawn, parts.last_routes)
        self._is_in_place = parts.last_routes is not None
        links = link_resolver(parts.library, parts.asset_manifest, self.routes)
        self._sources = InputSources(parts.library, parts.asset_manifest, links, context, parts.ledger)
        self._pages = PagePlanner(parts, self._sources, self.routes, memory)
        self._files = FilePlanner(parts.asset_manifest, self._sources, codecs, pens)
        self._collisions = Collisions(parts.library.problems)
        self._problems: list[Problem] = []

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was found wrong so far; complete when all outputs were given."""
        return (*self._problems, *self._pages.problems, *self._files.problems, *self._collisions.problems)

    @property
    def size(self) -> int:
        """How many pages it will be."""
        return len(self.routes.pages)

    @property
    def is_wrong(self) -> bool:
        """Whether an error was found so far."""
        return bool(errors(self.problems))

    @property
    def ledger(self) -> Ledger:
        """The public addresses of all builds, this one included."""
        library = self._library
        first = self._ledger.first
        every = chain.from_iterable(edition.articles for edition in library.editions)
        may_have = [each for each in every if each.own.aliases or each.address in first]
        moved = {each.address: old for each in may_have if (old := self._sources.first_address(each)) != each.address}
        return self._ledger.after(library.config.base_url, self.routes.lasting, moved)

    def outputs(self) -> Iterator[tuple[str, Output]]:
        """Every output of the site with its path, once; raises LookupError for one at an address that is no route."""
        pages, routes = self.routes.pages, self.routes
        for each in self._all():
            address = address_at(each.path)
            if address not in pages and routes.code(address) is None:
                raise LookupError(f"{each.path} is planned, and is not among the routes")
            output = each.output.value  # what is wrong with it comes before what else is wrong with its path
            if self._collisions.is_free(each):
                yield each.path, output
        self._finish()

    def lazy_plan(self, last: PathIndex | None = None) -> LazyPlan:
        """Every output of the site by its path, planned when somebody asks for it (preview). The problems of pages that
        nobody asked for are not among `problems`: see `all_reference_problems` and `organisation_problems`.

        `last` is the path index of the plan before: while all pages stand where they stood, it is this one's too. Only
        where two outputs are in each other's way all are planned, to say which.
        """
        index = last if self._is_in_place else None
        index = index or PathIndex.of((*self.routes.named, *self.routes.beside_pages()), last)
        files = tuple(chain(self._site_files(lambda: self._all_sitemap_lines(found)), self._files.files()))
        groups = tuple(self._pages.groups())
        if index.has_room_for(each.path for each in files):
            _ = self._pages.forwards  # for what is wrong with old addresses
            found = LazyPlan(index, groups, self._free(files))
        else:
            planned = self._free(each for group in groups for each in group.outputs(None))
            found = LazyPlan(index, (), self._free(files), planned)
        self._finish()
        self._collisions.forget()
        return found

    def _free(self, every: Iterable[PlannedOutput]) -> dict[str, Lazy[Output]]:
        """Those of these outputs that have their path to themselves."""
        return {each.path: each.output for each in every if self._collisions.is_free(each)}

    @property
    def samples(self) -> Iterable[str]:
        """The output path of one page of each kind in each language."""
        return self._pages.samples

    @property
    def _link_targets(self) -> LinkTargets:
        """All that links can lead to, except headings; equal to another plan's if all stands where it stands there."""
        library, manifest = self._library, self._asset_manifest
        files = (manifest.files, manifest.pictures, manifest.attachments, manifest.names, manifest.unread)
        of_hidden = (library.hidden, library.hidden_at, library.hidden_files)
        return LinkTargets(library.by_key, (self.routes.pages, of_hidden, files, manifest.folders))

    def reference_problems(self, articles: Iterable[Article]) -> Iterator[tuple[Article, tuple[Problem, ...]]]:
        """Each of these articles and plain pages of the site with what is wrong with what it refers to: for outputs
        that are planned on request.
        """
        for article in articles:
            context = self._sources.contexts[article.code]
            yield article, self._leniency.softened(reference_problems(article, context, self._sources))

    def all_reference_problems(self, checks: LinkChecks) -> Iterator[Problem]:
        """What is wrong with what all articles and plain pages refer to; `checks` knows it of the site before."""
        return checks.problems(self._sources, self._leniency, self._link_targets)

    def organisation_problems(self) -> Iterator[Problem]:
        """What the organisation does not say in the language of a plain page that shows it."""
        for edition in self._library.editions:
            for page in edition.pages:
                if self._pages.organisation and (page.own.shows_organisation or page.base.shows_organisation):
                    problems = plain_pages.organisation_problems(self._pages.organisation.value, edition.language.code)
                    yield from self._leniency.softened(problems)

    def _all_sitemap_lines(self, plan: LazyPlan) -> list[str]:
        """What the sitemap says of all pages, for which all have to be put together."""
        for page in plan.all_pages():
            _ = page.value
        return self._pages.sitemap_lines

    def _finish(self) -> None:
        self._collisions.check_folders()
        self._problems += config_link_problems(self._sources)
        self._problems += vanished(self._ledger, self.routes, self._library, self._asset_manifest)

    def _all(self) -> Iterator[PlannedOutput]:
        for group in self._pages.groups():
            yield from group.outputs(None)
        yield from self._site_files(lambda: self._pages.sitemap_lines)
        yield from self._files.files()  # last: of two on one path, the file is the one that is to move

    def _drawn(self) -> Iterator[DrawnCard]:
        """The preview pictures that are to be drawn."""
        return self._sources.all_drawn()

    def _site_files(self, sitemap_lines: Callable[[], list[str]]) -> Iterator[PlannedOutput]:
        """What the site has once: 404.html, the theme's files, a sitemap of the lines that `sitemap_lines` gives."""
        theme, sources = self._theme, self._sources
        missing, base = Place("templates/pages/missing.html"), f"{self._library.config.base_url}/"
        yield self._pages.page("missing", partial(missing_inputs, sources), "404.html", missing)
        for address, data in theme.files.items():
            yield _text(address, data, Place("assets"))
        urgent = home.urgent_data(tuple(sources.contexts.values()), self._library.today)
        yield _text(theme.assets.urgent, urgent, Place("config.yaml"))
        if theme.favicon is not None:
            yield _text("favicon.ico", theme.favicon, Place("assets/favicon.ico"))
        every = Lazy(lambda: dict(sitemaps(base, sitemap_lines())))
        names = ["sitemap.xml"] if self.size <= SITEMAP_SIZE else every.value
        for name in names:
            yield PlannedOutput(name, Lazy(partial(_sitemap_output, every, name)), Place("config.yaml"))
        yield _text("robots.txt", feeds.robots(f"{base}sitemap.xml", is_trial=self._has_drafts), Place("config.yaml"))


def _text(address: str, text: str | bytes, source: Place) -> PlannedOutput:
    return PlannedOutput(
        output_path(address), ready(text_output(text.encode() if isinstance(text, str) else text)), source
    )


def _sitemap_output(sitemaps: Lazy[dict[str, str]], name: str) -> TextOutput:
    return text_output(sitemaps.value[name].encode())
