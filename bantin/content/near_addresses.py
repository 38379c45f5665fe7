"""An address of the portal at which nothing stands → what is said of it, with the one that was probably meant."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import unquote

from bantin.content import link_suggestions
from bantin.content.config_types import Config
from bantin.content.model import Article
from bantin.content.names import Names
from bantin.locale import KNOWN_CODES
from bantin.problems import Place, Problem, error


class SiteAddresses(Protocol):
    """The list of every address at which the site answers."""

    @property
    def pages(self) -> Mapping[str, str]:
        """Address of each page → the code of its language."""

    def code(self, address: str) -> str | None:
        """The language of the page at `address`; '' for a file, None for what the site does not have."""


@dataclass(frozen=True, eq=False)
class NearAddresses:
    """Knows which addresses look like another."""

    config: Config
    by_key: Mapping[str, Mapping[str, Article]]
    routes: SiteAddresses
    names: Names
    """Of every page and file."""

    def problem(self, wanted: str, shown: str, place: Place) -> Problem:
        """What is said of an address at which nothing stands: `wanted`, written as `shown`."""
        code, near = wanted.partition("/")[0], self._near(wanted)
        if code in KNOWN_CODES and code not in self.config.codes:
            if near:
                return error("link-address-left-out-near", place, target=shown, code=code, near=f"/{near}")
            return error("link-address-left-out", place, target=shown, code=code)
        if near:
            return error("link-address-near", place, target=shown, near=f"/{near}")
        return error("link-address", place, target=shown)

    def _near(self, wanted: str) -> str:
        """The address of ours that was probably meant by `wanted`, or ''."""
        if self.routes.code(file := wanted.rstrip("/")) is not None:
            return file
        if built := self.of_built_site(wanted):
            return built
        for address in self._in_other_languages(f"{file}/"):
            if self.routes.code(address) is not None:
                return address
        for key in link_suggestions.sources(file):  # the path of a source, from the project's folder
            if articles := self.by_key.get(key.removesuffix(".md")):
                return next(iter(articles.values())).address
        near = self.names.nearest(wanted)
        return near if link_suggestions.is_slip(wanted, near) else ""

    def _in_other_languages(self, address: str) -> Iterator[str]:
        """The addresses at which a page of this name stands in each other language."""
        first, _, rest = address.partition("/")
        bare = rest if first in KNOWN_CODES else address
        yield from (f"{code}/{bare}" if code else bare for code in ("", *self.config.codes[1:]) if bare)

    def of_built_site(self, target: str) -> str:
        """The address of the page whose file in site/ `target` names; '' if it names none."""
        found = re.search(r"(?:^|/)site/(.*)$", target.partition("#")[0].partition("?")[0])
        addresses = addresses_meant(found[1]) if found else ()
        return next((address for address in addresses if address and self.routes.code(address) is not None), "")


def addresses_meant(target: str) -> tuple[str, str]:
    """What an address from the site's root may mean: as it is, or with the slash that its writer left out."""
    path = unquote(target.partition("#")[0].partition("?")[0]).lstrip("/").removesuffix("index.html")
    return path, f"{path}/"
