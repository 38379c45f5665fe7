"""Redirect index of an archive: the old addresses and file names of its texts → their new files.

Links spell an old address in many ways: with or without host, with `?id=`, as a relative path, by a file name. A
spelling that could mean two texts is not resolved.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from posixpath import dirname, join, relpath
from urllib.parse import unquote

from bantin.importing.address_keys import Key, key_of_address, key_of_path
from bantin.importing.links import BY_NAME, joined
from bantin.importing.old_categories import OldCategories
from bantin.importing.types import ImportedArticle, OldLink
from bantin.patterns import lazy_pattern
from bantin.text import slugify

_OF_PROGRAM = lazy_pattern(r"\.(?:aspx?|php\d?|jspx?|cfm|do)$")
"""A page that shows another text for each query."""
_POST = lazy_pattern(r"\d{4}-\d{1,2}-\d{1,2}-(.+)")
_ROOTS = ("", "content", "_posts", "source/_posts", "pages", "posts")
"""Where other generators keep the texts that they name from the root."""
_LONG = 3
"""Words of a name by which a text may be known alone."""
_HEADING = lazy_pattern(r"^#{1,6} +([\w ,.:;?!–-]+?) *$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class MovedText:
    """The source file and the new path of a text."""

    source: str
    """The file in which it was, as it was named."""
    path: str
    """From the project's folder."""
    is_draft: bool = False


@dataclass(slots=True)
class OldAddresses:
    """The addresses of all texts read so far."""

    hosts: set[str] = field(default_factory=set)
    """Hosts at which the archive was published."""
    categories: OldCategories = field(default_factory=OldCategories)
    """For links that lead to no text."""
    _at: dict[Key, set[str]] = field(default_factory=dict)
    """Instead of a host `file`, `name` or `last` says what a path is."""
    _drafts: set[str] = field(default_factory=set)
    _anchors: dict[str, frozenset[str]] = field(default_factory=dict)

    def add(self, article: ImportedArticle, place: MovedText) -> None:
        """Adds the addresses of an article."""
        self.categories.add(article)
        for key in set(self._keys_of(article, place)):
            self._at.setdefault(key, set()).add(place.path)
        if place.is_draft:
            self._drafts.add(place.path)
        if headings := frozenset(slugify(heading) for heading in _HEADING.findall(article.body)):
            self._anchors[place.path] = headings

    def _keys_of(self, article: ImportedArticle, place: MovedText) -> Iterator[Key]:
        for address in (*article.aliases, *article.addresses):
            host, path, query = key_of_address(address)
            if host:
                self.hosts.add(host)
                yield host, path, query
            if path or query:
                yield "", path, query
            if query:
                yield "last", path.rpartition("/")[2], query
                yield "last", "", query
        yield "file", key_of_path(place.source), ""
        names = (key_of_path(place.source).rpartition("/")[2], article.slug, slugify(article.title))
        yield from (("name", name, "") for written in names if (name := _name(written)))

    def target(self, link: OldLink, article: ImportedArticle, place: MovedText) -> str:
        """Where a link of an article leads now, as a link from its new file or the address of a category; '' if that is
        not known, or to a draft from a text that is none.
        """
        found = next(filter(None, map(self._only, self._meant(link, article, place.source))), "")
        if not found:
            return self.categories.target(link, self.hosts)
        if found in self._drafts and not place.is_draft:
            return ""
        fragment = slugify(unquote(_bare(link.written).partition("#")[2]))
        anchor = f"#{fragment}" if fragment in self._anchors.get(found, ()) else ""
        if found == place.path:
            return anchor
        return f"{relpath(found, dirname(place.path))}{anchor}"

    def _only(self, key: Key) -> str:
        """The only text of a key; '' for none or several."""
        found = self._at.get(key, ())
        return next(iter(found)) if len(found) == 1 else ""

    def _meant(self, link: OldLink, article: ImportedArticle, source: str) -> Iterator[Key]:
        """The keys that a link may mean, the most certain first."""
        written = _bare(link.written)
        if link.written.startswith(BY_NAME):
            yield from self._of_file(written, source)
            yield "name", _name(key_of_path(written.partition("#")[0]).rpartition("/")[2]), ""
            return
        host, path, query = key_of_address(link.whole or written)
        if host:
            yield from _of_address(host, path, query)
            if host not in self.hosts:
                return
        if host or written.startswith("/"):
            yield from _of_address("", path, query)
            yield from self._of_file(f"/{path}", source)
        if not key_of_address(written)[0]:
            yield from self._of_file(written, source)
            yield from _near(written, (*article.aliases, *article.addresses))
        if query:
            yield "last", path.rpartition("/")[2], query
        if query and not path:
            yield "last", "", query
        last = path.rpartition("/")[2]
        if last.count("-") + 1 >= _LONG:
            yield "name", _name(last), ""

    def _of_file(self, written: str, source: str) -> Iterator[Key]:
        """The file that a path names, from the text's own folder or from the root of what was brought in."""
        path = written.partition("#")[0]
        top = source.partition("/")[0] if "/" in source else ""
        for each in dict.fromkeys((path, path.partition("?")[0])):
            if not each.strip("/"):
                continue
            if not each.startswith("/"):
                yield "file", key_of_path(join(dirname(source), each)), ""
            yield from (("file", key_of_path(join(top, root, each.lstrip("/"))), "") for root in _ROOTS)


def _bare(written: str) -> str:
    return written.removeprefix(BY_NAME).strip()


def _of_address(host: str, path: str, query: str) -> Iterator[Key]:
    if path or query:
        yield host, path, query
    if path and query and not _OF_PROGRAM.search(path):
        yield host, path, ""


def _near(written: str, addresses: Iterable[str]) -> Iterator[Key]:
    """The keys of a path that is relative to one of the article's own old addresses."""
    for address in addresses:
        for base in (address, f"{address.rstrip('/')}/"):
            host, path, query = key_of_address(joined(base, written))
            if path or query:
                yield host, path, query


def _name(written: str) -> str:
    """The name of a text, without the date that Jekyll puts before it."""
    found = _POST.fullmatch(written)
    return slugify(found[1] if found else written)
