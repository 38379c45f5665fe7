"""Compares the ledger of public addresses with a plan → which addresses would be gone, and what to write to keep them.

Nothing is refused: what must not be read any longer has to be able to go. But whoever renames a file, or takes one
away, is told which addresses it costs, until each is kept (`aliases`) or given up in the ledger.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from bantin.content.addresses import of_file
from bantin.content.assets import AssetManifest
from bantin.content.file_facts import ending_of
from bantin.content.file_names import is_markdown
from bantin.content.file_references import referred, referring, relative
from bantin.content.ledger import PATH, Ledger
from bantin.content.model import Library
from bantin.locale import KNOWN_CODES
from bantin.plan.routes import Routes
from bantin.problems import Place, Problem, warning
from bantin.yaml.keys import nearest


def vanished(ledger: Ledger, routes: Routes, library: Library, assets: AssetManifest) -> Iterator[Problem]:
    """A note for each address of the ledger at which nothing would answer, and nobody said that it should not."""
    others = ledger.addresses - routes.pages.keys() - ledger.given_up.keys()
    if gone := sorted(each for each in others if routes.code(each) is None):
        yield from _Search(ledger, routes, library, assets).problems(gone)


class _Search:
    """Looks for what became of addresses that are gone."""

    def __init__(self, ledger: Ledger, routes: Routes, library: Library, assets: AssetManifest) -> None:
        self._ledger = ledger
        self._library = library
        self._assets = assets
        places = {at: path for at, path in routes.lasting.items() if path}
        self._places = _Places(places)
        self._new = _Places({at: path for at, path in places.items() if at not in ledger.addresses})
        self._left: Counter[tuple[str, str]] = Counter()
        """How many addresses are gone from a folder, by folder and ending."""
        self._there = {of_file(path, ending_of(path)): path for path in assets.names if not is_markdown(path)}
        self._hidden = {of_file(path, ending_of(path)) for path in library.hidden_files}
        self._by_name = {
            edition.at.of_source(article.key, None): article.own.path
            for edition in library.editions
            for article in (*edition.articles, *edition.pages)
            if article.own.slug is not None
        }

    def problems(self, gone: list[str]) -> Iterator[Problem]:
        """What is said of these addresses."""
        others = [each for each in gone if each.partition("/")[0] not in self._left_out()]
        self._left.update((_parts(each)[0], ending_of(each)) for each in others)
        for code in sorted(self._left_out()):
            if count := sum(each.startswith(f"{code}/") for each in gone):
                yield warning("address-lost-language", Place(PATH), code=code, addresses=count)
        for address in others:
            if address in self._library.hidden_at:
                state = self._library.hidden_at[address]
                yield warning(f"address-lost-{state}", Place(PATH), address=f"/{address}")
            elif address.endswith(("/", ".html", ".htm")):
                yield self._page(address)
            elif address not in self._hidden:
                yield self._file(address)

    def _left_out(self) -> frozenset[str]:
        """The languages that the portal does not have, or no longer."""
        return frozenset(KNOWN_CODES) - {*self._library.config.codes}

    def _page(self, address: str) -> Problem:
        path = self._by_name.get(address) or self._successor(address, "")
        if path == "config.yaml":
            old = _parts(address)[1]
            return warning("address-lost-category", Place(path), address=f"/{address}", old=old)
        if path:
            return warning("address-lost-near", Place(path, 1, 1), address=f"/{address}")
        return warning("address-lost", Place(PATH), address=f"/{address}")

    def _file(self, address: str) -> Problem:
        place = Place(PATH)
        if address in self._there:
            return warning("address-lost-unused", place, address=f"/{address}", file=self._there[address])
        path = self._successor(address, ending_of(address))
        for article in referring(self._library) if path else ():
            if path in referred(article):
                file, place = relative(article.own.path, path), Place(article.own.path, 1, 1)
                return warning("address-lost-file-near", place, address=f"/{address}", file=file)
        return warning("address-lost-file", place, address=f"/{address}")

    def _successor(self, address: str, ending: str) -> str:
        """The source of the address that probably took the place of one that is gone; '' if none did."""
        folder, name = _parts(address)
        if moved := self._new.named(_edition(address), name, ending):
            return moved[0] if len(moved) == 1 else ""
        for places in (self._new, self._places):  # those of an earlier build only where the names are alike
            beside = places.beside(folder, ending)
            if near := nearest(name, tuple(beside)):
                return beside[near]
        beside = self._new.beside(folder, ending)
        return next(iter(beside.values())) if len(beside) == self._left[folder, ending] == 1 else ""


class _Places:
    """The sources of addresses, found by what an address is made of: an archive may have lost thousands."""

    def __init__(self, places: Mapping[str, str]) -> None:
        self._named: dict[tuple[str, str, str], list[str]] = {}
        self._beside: dict[tuple[str, str], dict[str, str]] = {}
        for at, path in places.items():
            (folder, name), ending = _parts(at), ending_of(at)
            self._named.setdefault((_edition(at), name, ending), []).append(path)
            self._beside.setdefault((folder, ending), {})[name] = path

    def named(self, edition: str, name: str, ending: str) -> list[str]:
        """Those of this name, wherever they are in the edition."""
        return self._named.get((edition, name, ending), [])

    def beside(self, folder: str, ending: str) -> Mapping[str, str]:
        """Those in this folder, by name."""
        return self._beside.get((folder, ending), {})


def _edition(address: str) -> str:
    """The language code that an address begins with; '' in the portal's first language, and for files."""
    first = address.partition("/")[0]
    return first if first in KNOWN_CODES else ""


def _parts(address: str) -> tuple[str, str]:
    """Folder and last part of an address."""
    folder, _, name = address.strip("/").rpartition("/")
    return folder, name
