"""Every address that the site answers at, pages and files: the only list of them.

The link resolver asks it where a text can lead to, and the planner plans nothing that it does not hold. What is made at
an address is left to `plan`.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from bantin.content.addresses import old_addresses
from bantin.content.assets import AssetManifest
from bantin.content.model import Edition, Library
from bantin.content.pagination import full_pages
from bantin.pages.social_cards import DrawnCard
from bantin.search import index
from bantin.search.index_head import CATEGORIES
from bantin.theme.theme import Theme

SITEMAP_SIZE = 40_000
"""Maximum number of pages in one sitemap; the protocol allows 50,000."""


class Routes:
    """The addresses of one site."""

    def __init__(
        self,
        library: Library,
        asset_manifest: AssetManifest,
        theme: Theme,
        drawn: Callable[[], Iterable[DrawnCard]],
        last: "Routes | None" = None,
    ) -> None:
        """`drawn` gives the preview pictures that are to be drawn, when it is asked; `last` are the routes of a site
        whose pages stand at the same addresses, where there is one.
        """
        self._library = library
        self._asset_manifest = asset_manifest
        self._theme = theme
        self._drawn = drawn
        self.pages: dict[str, str] = {}
        """Address of each page → the code of its language."""
        self.named: list[str] = []
        """The same addresses, but for that of 404.html: one that two pages would take is named twice."""
        if last is not None:
            self.pages, self.named = last.pages, last.named
        else:
            self._name_pages()

    def _name_pages(self) -> None:
        library = self._library
        for edition in library.editions:
            own = self._own(edition)
            self.named += own
            self.pages.update(dict.fromkeys(own, edition.language.code))
        self.named += [gone.address for gone in library.gone]
        self.pages.update({gone.address: gone.language.code for gone in library.gone})
        for address, code in self._forwards():
            self.named.append(address)
            self.pages.setdefault(address, code)
        self.pages["404.html"] = library.editions[0].language.code

    def code(self, address: str) -> str | None:
        """The language of the page at `address`; '' for a file, None for what the site does not have."""
        found = self.pages.get(address)
        return "" if found is None and address in self.files else found

    @cached_property
    def files(self) -> frozenset[str]:
        """The addresses of all that is no page; put together when it is first asked for."""
        return frozenset(self._files())

    # ---- pages

    def _own(self, edition: Edition) -> list[str]:
        at, config = edition.at, self._library.config
        found = [at.home, at.site_map]
        if "search" not in config.without:
            found.append(at.search)
        found += [at.year(year) for year in edition.years]
        found += [article.address for article in edition.articles]
        found += [page.address for page in edition.pages]
        lists = [(at.latest, edition.listed)]
        for group in (edition.sections, edition.tags, edition.months):
            lists += [(each.address, each.articles) for each in group]
        for address, articles in lists:
            found.append(address)
            found += [at.numbered(address, number) for number in full_pages(len(articles), config.page_size)]
        return found

    def _forwards(self) -> Iterator[tuple[str, str]]:
        """Old addresses, each with its language."""
        for edition in self._library.editions:
            code = edition.language.code
            for article in (*edition.articles, *edition.pages):
                if article.own.aliases:
                    yield from ((address, code) for address in old_addresses(article.own.aliases))
            for section in edition.sections:
                yield from ((edition.at.old_category(old), code) for old in section.category.aliases)
        for gone in self._library.gone:
            yield from ((address, gone.language.code) for address in old_addresses(gone.aliases))

    @cached_property
    def lasting(self) -> dict[str, str]:
        """The addresses that readers may keep, and other sites may link to → the file that each comes from, '' for an
        old address. They are those of articles, plain pages, categories, downloads, and all old addresses; not those of
        the pages of a list, nor of what a page shows or loads.
        """
        library, found = self._library, dict[str, str]()
        for edition in library.editions:
            for articles in (edition.articles, edition.pages):
                found.update({article.address: article.own.path for article in articles})
            found.update((section.address, "config.yaml") for section in edition.sections)
        found.update((gone.address, gone.path) for gone in library.gone)
        found.update((address, path) for path, address in self._asset_manifest.attachments.items())
        for address in (*(address for address, _ in self._forwards()), *self._asset_manifest.moved):
            found.setdefault(address, "")
        return found

    # ---- files

    def _files(self) -> Iterator[str]:
        theme, asset_manifest = self._theme, self._asset_manifest
        yield from ("robots.txt", "sitemap.xml", theme.assets.urgent, *theme.files)
        if theme.favicon is not None:
            yield "favicon.ico"
        if len(self.pages) > SITEMAP_SIZE:  # at most so many: some pages are not for search engines
            yield from (f"sitemap-{number}.xml" for number in range(1, -(-len(self.pages) // SITEMAP_SIZE) + 1))
        yield from (*asset_manifest.attachments.values(), *asset_manifest.moved)
        for shown in asset_manifest.pictures.values():
            yield from (each.address for each in shown.variants)
            if shown.original:
                yield shown.original
        yield from (each.preview.address for each in self._drawn())
        yield from self.beside_pages()

    def beside_pages(self) -> Iterator[str]:
        """What is made with pages: feeds, and the files of the index."""
        for edition in self._library.editions:
            yield from (edition.at.feed(below) for below in (edition.at.home, *(s.address for s in edition.sections)))
            if "search" not in self._library.config.without:
                yield from index_files(edition)


def index_files(edition: Edition) -> Iterator[str]:
    """The files of an edition's index."""
    folder, total = edition.at.index, len(edition.articles)
    yield f"{folder}.js"
    for block in index.blocks(total):
        if block.name == "a":
            yield f"{folder}/{CATEGORIES}.js"
        for part in range(block.parts):
            yield from (f"{folder}/{name}.js" for name in block.files(part) if name)
    yield from (f"{folder}/{name}.js" for name, _ in index.card_files(total))
