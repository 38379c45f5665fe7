"""The tables of a link resolver, made to note what they are asked.

Who asks another site's tables the same learns whether a link would lead to the same there. Questions are kept by table
and key. What is looked for among all keys, e.g. the name that is most like a wrong one, is no such question: it is
noted as one about the whole.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple, TypeVar

from bantin.content.links import LinkResolver
from bantin.content.model import Article
from bantin.content.names import Names
from bantin.content.near_addresses import SiteAddresses

Value = TypeVar("Value")


class Question(NamedTuple):
    """What stands in a table under a key."""

    table: str
    key: str


ROUTES, NEAR = "routes", "near"
WHOLE = Question("", "")
"""Stands for a question that any change may answer otherwise."""

Note = Callable[[Question], None]


class LinkTables:
    """The tables of one site, for comparing them with those of the site before."""

    def __init__(self, linker: LinkResolver) -> None:
        manifest = linker.files.manifest
        self._by_key = linker.by_key
        self._articles = linker.articles
        self._routes = linker.routes
        self._tables: Mapping[str, Mapping[str, object]] = {
            "hidden": linker.hidden,
            "hidden_at": linker.hidden_at,
            "files": manifest.files,
            "pictures": manifest.pictures,
            "attachments": manifest.attachments,
            "unread": manifest.unread,
        }
        self._sets: Mapping[str, AbstractSet[str]] = {"names": manifest.names, "folders": manifest.folders}

    def others(self, last: "LinkTables", changed: Iterable[Article], of_routes: Iterable[Question]) -> "OtherAnswers":
        """The questions that have other answers here than in the tables of the site before. `changed`: the articles
        that came or went since; `of_routes`: what was asked about addresses, since these are too many to compare.
        """
        found = {
            Question(name, key)
            for name, table in self._tables.items()
            if table != (other := last._tables[name])
            for key in table.keys() | other.keys()
            if table.get(key) != other.get(key)
        }
        found.update(Question(name, key) for name, keys in self._sets.items() for key in keys ^ last._sets[name])
        if self._routes is not last._routes:
            found.update(each for each in of_routes if self._routes.code(each.key) != last._routes.code(each.key))
        of_texts = set[Question]()
        for question, before, now in self._of_articles(last, changed):
            if _standing(before) != _standing(now):
                found.add(question)
            elif _texts(before) != _texts(now):
                of_texts.add(question)
        return OtherAnswers(found, found | of_texts)

    def _of_articles(
        self, last: "LinkTables", changed: Iterable[Article]
    ) -> Iterator[tuple[Question, "Articles", "Articles"]]:
        """The questions about articles that may have other answers, with the articles then and now."""
        changed = tuple(changed)
        for key in {article.key for article in changed}:
            before, now = (tuple(table.get(key, {}).values()) for table in (last._by_key, self._by_key))
            yield Question("by_key", key), before, now
        for address in {article.address for article in changed}:
            one, other = last._articles.get(address), self._articles.get(address)
            yield Question("articles", address), (one,) if one else (), (other,) if other else ()


class OtherAnswers(NamedTuple):
    """Questions that have other answers than in the site before."""

    standing: AbstractSet[Question]
    """Because something came, went or moved."""
    with_texts: AbstractSet[Question]
    """Those, and all about articles with another text, which may hold the heading that a link leads to."""


Articles = tuple[Article, ...]


def _standing(articles: Articles) -> list[tuple[object, ...]]:
    return [(each.key, each.code, each.address, each.own.is_page) for each in articles]


def _texts(articles: Articles) -> list[str]:
    return [each.own.mark for each in articles]


NEAR_ADDRESSES = frozenset(("link-address", "link-address-near", "link-address-left-out", "link-address-left-out-near"))
"""Problems on the way to which all is noted that is asked."""


def noting(linker: LinkResolver, note: Note, names: Names) -> LinkResolver:
    """The same resolver, which notes what it asks of its tables before a link leads somewhere, and of `names`, those of
    all addresses. On the way to other problems than `NEAR_ADDRESSES` it may ask more: these depend on the whole.
    """
    manifest = linker.files.manifest
    by_key, routes = _NotedTable("by_key", linker.by_key, note), _NotedRoutes(linker.routes, note)
    noted = replace(
        manifest,
        files=_NotedTable("files", manifest.files, note),
        names=_NotedSet("names", manifest.names, note),
        pictures=_NotedTable("pictures", manifest.pictures, note),
        attachments=_NotedTable("attachments", manifest.attachments, note),
        unread=_NotedTable("unread", manifest.unread, note),
        folders=_NotedSet("folders", manifest.folders, note),
    )
    return replace(
        linker,
        by_key=by_key,
        hidden=_LastTable("hidden", linker.hidden, note),
        files=replace(linker.files, manifest=noted),
        articles=_NotedTable("articles", linker.articles, note),
        routes=routes,
        hidden_at=_NotedTable("hidden_at", linker.hidden_at, note),
        near_addresses=replace(linker.near_addresses, by_key=by_key, routes=routes, names=_NotedNames(names, note)),
    )


class _NotedTable(Mapping[str, Value]):
    """A table that notes for which keys it is asked."""

    def __init__(self, name: str, table: Mapping[str, Value], note: Note) -> None:
        self._name = name
        self._table = table
        self._note = note

    def __getitem__(self, key: str) -> Value:
        self._note(Question(self._name, key))
        return self._table[key]

    def __contains__(self, key: object) -> bool:
        self._note(Question(self._name, str(key)))
        return key in self._table

    def __iter__(self) -> Iterator[str]:
        self._note(WHOLE)
        return iter(self._table)

    def __len__(self) -> int:
        self._note(WHOLE)
        return len(self._table)


class _LastTable(_NotedTable[Value]):
    """The table that is asked last: for what it does not hold, names that look alike are searched for."""

    def __contains__(self, key: object) -> bool:
        is_there = super().__contains__(key)
        if not is_there:
            self._note(WHOLE)
        return is_there


class _NotedSet(AbstractSet[str]):
    """A set that notes for which members it is asked."""

    def __init__(self, name: str, members: AbstractSet[str], note: Note) -> None:
        self._name = name
        self._members = members
        self._note = note

    def __contains__(self, member: object) -> bool:
        self._note(Question(self._name, str(member)))
        return member in self._members

    def __iter__(self) -> Iterator[str]:
        self._note(WHOLE)
        return iter(self._members)

    def __len__(self) -> int:
        self._note(WHOLE)
        return len(self._members)


class _NotedRoutes:
    """A list of addresses that notes for which it is asked."""

    def __init__(self, routes: SiteAddresses, note: Note) -> None:
        self._routes = routes
        self._note = note

    @property
    def pages(self) -> Mapping[str, str]:
        """Address of each page → the code of its language."""
        self._note(WHOLE)
        return self._routes.pages

    def code(self, address: str) -> str | None:
        """The language of the page at `address`; '' for a file, None for what the site does not have."""
        self._note(Question(ROUTES, address))
        return self._routes.code(address)


class _NotedNames(Names):
    """Names that note by which parts they are looked for."""

    def __init__(self, names: Names, note: Note) -> None:
        self._known = names
        self._note = note

    def nearest(self, name: str) -> str:
        """The one that `name` was probably meant to be, or ''."""
        deciding = self._known.deciding_parts(name)
        for question in [WHOLE] if deciding is None else [Question(NEAR, part) for part in deciding]:
            self._note(question)
        return self._known.nearest(name)
