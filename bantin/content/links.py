"""The link resolver: where a link that somebody wrote leads, for the page that shows it; and what is wrong with it.

Markdown keeps links as written. They are resolved here, once for each page that shows them; `file_links` finds pictures
and other files.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from bantin.content import link_suggestions
from bantin.content.assets import AssetManifest
from bantin.content.config_types import Config
from bantin.content.destinations import OUTSIDE, Destination
from bantin.content.file_links import FileResolver, file_resolver
from bantin.content.file_names import is_markdown, language_aside
from bantin.content.file_references import is_file, located, relative
from bantin.content.model import Article, Library
from bantin.content.names import Folders, Names
from bantin.content.near_addresses import NearAddresses, SiteAddresses, addresses_meant
from bantin.content.own_addresses import own_address
from bantin.content.own_links import heading_problem, own_link
from bantin.content.states import unread_at
from bantin.content.web_addresses import meant_outside
from bantin.content.wrapped_addresses import direct
from bantin.markdown.anchors import anchored, parted
from bantin.markdown.body import WrittenLink
from bantin.markdown.schemes import mended
from bantin.patterns import lazy_pattern
from bantin.problems import Place, Problem, error
from bantin.text import file_name, fold, nfc, slugify
from bantin.yaml.values import Text

_PLAIN = lazy_pattern(r"(?:\.\./)*(?:(?!site/)[a-z0-9-]+/)*[a-z0-9-]+\.md")
"""A path in which nobody can have meant anything else."""
_NO_FILE = lazy_pattern(r"www\.|[^/.]+$|(?:[\w-]+\.)+[a-z]{2,}/", re.IGNORECASE)
"""What was meant as a website, or as words."""


@dataclass(frozen=True, eq=False)
class LinkResolver:
    """Knows the address of everything in the site, and what is not public yet."""

    config: Config
    by_key: Mapping[str, Mapping[str, Article]]
    hidden: Mapping[str, str]
    files: FileResolver
    articles: Mapping[str, Article]
    """Articles and plain pages by their addresses."""
    routes: SiteAddresses
    hidden_at: Mapping[str, str]
    """Addresses that will answer once their articles are public, or can be read → why they do not yet, as `hidden`."""
    near_keys: Folders
    near_addresses: NearAddresses

    def link(self, reference: WrittenLink, article: Article) -> Destination | Problem | None:
        """Where `reference` leads in `article`; None if to something that is not public yet."""
        if plain := self._plain(reference.target, article):
            return plain
        target = self._meant(anchored(nfc(reference.target), slugify), article.own.path)
        if target.startswith("#"):
            return own_link(reference, article)
        if OUTSIDE.match(target):
            inside = own_address(target, self.config.base_url)
            if inside is None:
                return Destination(direct(target), is_outside=True)
            return self._address(inside, reference, article)
        if target.startswith("//"):  # as on the page that it was copied from
            return Destination(f"https:{target}", is_outside=True)
        if target.startswith("/"):
            return self._address(target, reference, article)
        if target.startswith("\\"):
            return error("local-path", reference.place, address=reference.target)
        path, fragment = parted(target)
        if built := self.near_addresses.of_built_site(target):
            return error("link-address-near", reference.place, target=reference.target, near=f"/{built}")
        if (address := mended(target)) and not self.files.is_there(located(article.own.path, target)):
            return error("link-scheme", reference.place, address=reference.target, meant=address)
        if is_markdown(path):
            return self._source(path, unquote(fragment), reference.place, article)
        if is_file(target) and not _NO_FILE.match(target):
            return self.files.linked(target, reference.place, article.own.path)
        return self._not_understood(target, reference, article.own.path)

    def _plain(self, target: str, article: Article) -> Destination | None:
        """Where a link leads that is the plain path of a text that is there, as most are; None for any other."""
        if not _PLAIN.fullmatch(target):
            return None
        source = normpath(f"{article.own.path.rpartition('/')[0]}/{target}")
        found = self.by_key.get(source[len("content/") : -len(".md")], {}).get(article.code)
        return Destination(found.address) if found is not None and source in self.files.manifest.names else None

    def _meant(self, target: str, source: str) -> str:
        """`target` as it was meant: whole where it is an address outside whose scheme is missing and no file bears that
        name, and with `/` between the parts of a path.
        """
        address = meant_outside(target)
        if address and not self.files.is_there(located(source, target)):
            return address
        if re.match(r"\\+[\w.-]+\\", target):  # a folder that the office shares
            return target
        return target if ":" in target else target.replace("\\", "/")

    def _not_understood(self, target: str, reference: WrittenLink, source: str) -> Problem:
        """What is said of a link that is no address and no path of a file."""
        place, path = reference.place, located(source, target.rstrip("/"))
        if path and path in self.files.manifest.folders:
            return self.files.folder(path, reference.target, place)
        if path and path.removeprefix("content/") in self.by_key:
            return error("link-article-near", place, target=reference.target, near=relative(source, f"{path}.md"))
        if path in self.files.manifest.names:
            return error("link-file-near", place, file=reference.target, near=target.rstrip("/"))
        for address in addresses_meant(target):
            if self.routes.code(address) is not None:
                return error("link-address-near", place, target=reference.target, near=f"/{address}")
        return error("link-form", place, target=reference.target)

    def source(self, written: Text, article: Article) -> Article | Problem | None:
        """The article that a source path means (`related`), in the same language if there is one."""
        own = own_address(written.text, self.config.base_url)
        if own is None and not written.text.startswith("/"):
            return self._article(written.text, written.place, article)
        address = own or written.text
        for meant_address in addresses_meant(address):
            if found := self.articles.get(meant_address):
                return found
        led = self._address(address, WrittenLink(written.text, written.place), article)
        return (
            led
            if led is None or isinstance(led, Problem)
            else error("link-article", written.place, target=written.text)
        )

    def has(self, target: str) -> bool:
        """Whether the address `target`, from the site's root, is one of this site's."""
        return any(self.routes.code(address) is not None for address in addresses_meant(target))

    def _address(self, target: str, reference: WrittenLink, article: Article) -> Destination | Problem | None:
        """Where `target`, from the site's root, leads: what `reference` says, be it as a whole URL."""
        place, shown = reference.place, nfc(reference.target)
        path, _, fragment = target.partition("#")
        addresses = addresses_meant(target)
        for address in addresses:
            if (code := self.routes.code(address)) is not None:
                other = self.articles.get(address)
                if other is not None and (problem := heading_problem(unquote(fragment), other, place)):
                    return problem
                lang = code if code not in ("", article.code) else ""
                return Destination(address, unquote(fragment), path.partition("?")[2], lang)
        for address in addresses:
            if address in self.hidden_at:
                return self._hidden(self.hidden_at[address], shown, place)
        return self.near_addresses.problem(addresses[0], shown, place)

    def _source(self, path: str, fragment: str, place: Place, article: Article) -> Destination | Problem | None:
        found = self._article(path, place, article)
        if found is None or isinstance(found, Problem):
            return found
        if problem := heading_problem(fragment, found, place):
            return problem
        return Destination(found.address, fragment, lang=found.code if found.code != article.code else "")

    def _article(self, path: str, place: Place, article: Article) -> Article | Problem | None:
        source = normpath(join(dirname(article.own.path), nfc(unquote(path)).replace("\\", "/")))
        if not source.startswith("content/"):
            return error("link-leaves-content", place, target=path)
        key = source.removeprefix("content/")[: -len(".md")] if is_markdown(source) else source.removeprefix("content/")
        wanted = next((code for code in self.config.codes if key.endswith(f".{code}")), "")  # x.en.md: that very text
        for known in (key, *([key.removesuffix(f".{wanted}")] if wanted else [])):
            if known in self.by_key:
                found = self.by_key[known]
                return found.get(wanted or article.code) or next(iter(found.values()))
            if known in self.hidden:
                return self._hidden(self.hidden[known], path, place)
            if len(alike := self._as_they_look.get(file_name(known), [])) == 1:
                found = self.by_key[alike[0]]
                return found.get(wanted or article.code) or next(iter(found.values()))
        if self.files.manifest.unread_at(source) or self.files.manifest.unread_at(f"{source}.md"):
            return None
        if language_aside(source, self.config.codes) and source in self.files.manifest.names:
            return None  # in a language that the portal does not use now: told once, for all of them
        if source in self.files.manifest.folders:
            return self.files.folder(source, path, place)
        near = next((other for other in link_suggestions.sources(source) if other in self.by_key), "")
        if (
            near := near
            or self._by_title.get(fold(path), "")
            or self.near_keys.nearest(key)
            or self.near_keys.namesake(key)
        ):
            return error("link-article-near", place, target=path, near=relative(article.own.path, f"content/{near}.md"))
        return error("link-article", place, target=path)

    @cached_property
    def _as_they_look(self) -> dict[str, list[str]]:
        """The keys of articles by their paths as they look; made for the first link that leads nowhere."""
        found: dict[str, list[str]] = {}
        for key in self.by_key:
            found.setdefault(file_name(key), []).append(key)
        return found

    @cached_property
    def _by_title(self) -> dict[str, str]:
        """The keys of articles by their titles; made for the first link that leads nowhere."""
        return {fold(each.own.title): key for key, group in self.by_key.items() for each in group.values()}

    def _hidden(self, state: str, target: str, place: Place) -> Problem | None:
        """What a link means to something that exists and is not public: only a draft may never be."""
        return error("link-draft", place, target=target) if state == "draft" else None


def link_resolver(library: Library, manifest: AssetManifest, routes: SiteAddresses) -> LinkResolver:
    """The resolver of a library whose published files are those of `manifest`."""
    hidden_at = {**unread_at(library), **library.hidden_at}
    known = Names(chain(routes.pages, manifest.attachments.values()))
    return LinkResolver(
        library.config,
        library.by_key,
        library.hidden,
        file_resolver(manifest, {*library.by_key, *library.hidden}),
        library.by_address,
        routes,
        hidden_at,
        Folders(library.by_key),
        NearAddresses(library.config, library.by_key, routes, known),
    )
