"""Redirect index of categories: category pages of an old portal → those of the new one.

An old category is identified by the menus of the imported pages (where `/tin.aspx?cat=5` is called «Thông báo»), or by
its slug in the address (`/chuyen-muc/thong-bao/`). An address that could mean two categories is not resolved.
"""

from collections.abc import Callable, Set
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from bantin.content.config_types import Category, Config
from bantin.importing import proposal
from bantin.importing.address_keys import Key, key_of_address
from bantin.importing.categories import key_of
from bantin.importing.links import BY_NAME
from bantin.importing.proposal import ImportChoices
from bantin.importing.types import ImportedArticle, OldLink
from bantin.patterns import lazy_pattern

_PROGRAM = lazy_pattern(r"\.(?:aspx?|php\d?|jspx?|cfm|do)$")
_NUMBERED = lazy_pattern(r"/(?:page|trang|p)?[-_/]?\d+$")
"""A further page of a list: `/page/2`, `/trang-2`."""
_ID = lazy_pattern(r"[-_.](?:cat|cm|c|n|m)?\d+$")
"""What old portals put behind a name: `/thong-bao-c12`."""
_ASKED = frozenset({"cat", "category", "categoryname", "chuyenmuc", "danhmuc", "cm", "dm", "c", "muc", "menu"})
"""Keys of a query whose value may be the name of a category."""
_NO_CATEGORY = frozenset({"tag", "tags", "tu-khoa", "tukhoa", "author", "tac-gia", "search", "tim-kiem"})
"""Parts of addresses of other portals behind which no category stands."""


@dataclass(slots=True)
class OldCategories:
    """The categories of an archive, by address and slug."""

    _page: Callable[[Category], str] = lambda category: f"/{category.id}/"
    _named: dict[str, Category] = field(default_factory=dict)
    """By their names without blanks: an address may write them as one word."""
    _mean: Callable[[str], Category | None] = lambda _: None
    _host: str = ""
    """The new portal's, which often is the old one's."""
    _at: dict[Key, set[str]] = field(default_factory=dict)
    _pages: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, config: Config, wanted: ImportChoices) -> "OldCategories":
        """The index for a portal's categories and the user's category map."""
        code = config.codes[0]
        named = {each: category for category in config.categories for each in (*category.called, category.slug(code))}
        return cls(
            lambda category: f"/{category.slug(code)}/",
            {_joined(name): category for name, category in (*named.items(), *wanted.decided.items())},
            lambda name: wanted.decided.get(key_of(name)) or proposal.meant(name, config),
            key_of_address(config.base_url)[0],
        )

    def add(self, article: ImportedArticle) -> None:
        """Adds the categories in the menus of an article's page."""
        for address, name in article.sections:
            if category := self._mean(name):
                host, path, query = key_of_address(address)
                for key in {(host, path, query), ("", path, query)}:
                    self._at.setdefault(key, set()).add(self._page(category))

    def target(self, link: OldLink, hosts: Set[str]) -> str:
        """The address of the new category's page, if a link leads to an old one's; else ''."""
        host, path, query = key_of_address(link.whole or link.written.removeprefix(BY_NAME))
        if host and host != self._host and host not in hosts:
            return ""
        found = self._at.get((host, path, query)) or self._at.get(("", path, query), set())
        if found:
            return next(iter(found)) if len(found) == 1 else ""
        category = self._by_query(query) or self._by_path(path)
        return self._page(category) if category else ""

    def _by_query(self, query: str) -> Category | None:
        values = [value for name, value in parse_qsl(query) if _joined(name) in _ASKED]
        return self._named.get(_joined(values[0])) if len(values) == 1 else None

    def _by_path(self, path: str) -> Category | None:
        """The category whose slug ends a path; none for paths of articles (with a date) and of keywords."""
        *above, last = _NUMBERED.sub("", _PROGRAM.sub("", path)).split("/")
        if any(part.isdigit() or part in _NO_CATEGORY for part in above):
            return None
        return self._named.get(_joined(last)) or self._named.get(_joined(_ID.sub("", last)))


def _joined(name: str) -> str:
    return key_of(name).replace(" ", "")
