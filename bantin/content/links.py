"""Where a link or a picture that somebody wrote leads, for the page that shows it; and what is wrong with it.

Markup keeps links as written. They are resolved here, once for each page that shows them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from itertools import chain
from posixpath import dirname, join, normpath
from typing import NamedTuple, Protocol
from urllib.parse import unquote

from bantin.content import assets
from bantin.content.assets import AssetManifest
from bantin.content.config_types import Config
from bantin.content.file_facts import FileFacts, Image, ending_of
from bantin.content.front_matter import is_markdown
from bantin.content.model import Article, Library
from bantin.content.names import Folders, Names
from bantin.content.serialise import own_address
from bantin.markdown.anchors import anchored
from bantin.markdown.body import Picture, WrittenLink
from bantin.problems import Place, Problem, error
from bantin.text import nfc, slugify
from bantin.yaml.fields import Text, nearest

_NO_FILE = re.compile(r"www\.|[^/.]+$|(?:[\w-]+\.)+[a-z]{2,}/", re.IGNORECASE)
"""What was meant as a website, or as words."""
_OUTSIDE = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)


class SiteAddresses(Protocol):
    """The list of every address at which the site answers."""

    @property
    def pages(self) -> Mapping[str, str]:
        """Address of each page → the code of its language."""

    def code(self, address: str) -> str | None:
        """The language of the page at `address`; '' for a file, None for what the site does not have."""


class Destination(NamedTuple):
    """Where a link leads."""

    address: str
    """From the site's root; a whole URL if `is_outside`."""
    fragment: str = ""
    query: str = ""
    lang: str = ""
    """The language over there, where it is not the page's."""
    is_outside: bool = False
    is_here: bool = False
    """On the same page: only the fragment matters."""

    def href(self, root: str) -> str:
        """What stands in the link, on a page whose way to the site's root is `root`."""
        rest = (f"?{self.query}" if self.query else "") + (f"#{self.fragment}" if self.fragment else "")
        return rest if self.is_here else ("" if self.is_outside else root) + self.address + rest


@dataclass(frozen=True, slots=True, eq=False)
class LinkResolver:
    """Knows where everything in the site stands."""

    config: Config
    by_key: Mapping[str, Mapping[str, Article]]
    hidden: Mapping[str, str]
    asset_manifest: AssetManifest
    articles: Mapping[str, Article]
    """Articles and plain pages by their addresses."""
    routes: SiteAddresses
    hidden_at: Mapping[str, str]
    """Addresses that will answer once their articles are public, or can be read → why they do not yet, as `hidden`."""
    near_files: Folders
    near_keys: Folders
    near_addresses: Names

    def link(self, reference: WrittenLink, article: Article) -> Destination | Problem | None:
        """Where `reference` leads in `article`; None if to something that is not public yet."""
        target = anchored(nfc(reference.target), slugify)
        if target.startswith("#"):
            return own_link(reference, article)
        if _OUTSIDE.match(target):
            inside = own_address(target, self.config.base_url)
            return Destination(target, is_outside=True) if inside is None else self._address(inside, reference, article)
        if target.startswith("//"):  # as on the page that it was copied from
            return Destination(f"https:{target}", is_outside=True)
        if target.startswith("/"):
            return self._address(target, reference, article)
        path, _, fragment = target.partition("#")
        if is_markdown(path):
            return self._source(path, unquote(fragment), reference.place, article)
        if assets.is_file(target) and not _NO_FILE.match(target):
            return self._file(target, reference.place, article.own.path)
        return error("link-form", reference.place, target=reference.target)

    def picture(self, reference: Picture, article: Article) -> Image | Problem:
        """The picture that `reference` shows in `article`."""
        path = assets.located(article.own.path, reference.target)
        found = self._facts(path, reference.target, reference.place, article.own.path, "picture-missing")
        if isinstance(found, Problem):
            return found
        if found.path not in self.asset_manifest.pictures:
            return error("picture-kind", reference.place, file=reference.target)
        return self.asset_manifest.pictures[found.path].image(reference.alt, reference.caption)

    def file(self, written: Text, source: str, missing: str) -> FileFacts | Problem:
        """The file that the front matter of `source` names; `missing` is the problem's key if there is none."""
        return self._facts(assets.named_file(source, written.text), written.text, written.place, source, missing)

    def _facts(self, path: str | None, target: str, place: Place, source: str, missing: str) -> FileFacts | Problem:
        if path is None:
            key = "link-leaves-content" if ":" not in target else "picture-outside"
            return error(key, place, target=target)
        facts = self.asset_manifest.files.get(path)
        if facts is None:
            if trouble := self.asset_manifest.unread_at(path):
                return _unread(trouble, path, target, place)
            if path in self.asset_manifest.folders:
                return self._folder(path, target, place)
            if near := self.near_files.nearest(path):
                return error(f"{missing}-near", place, file=target, near=relative(source, near))
            return error(missing, place, file=target)
        if facts.refusal:
            if missing == "picture-missing" and not facts.is_picture:
                return error("picture-kind", place, file=target)
            return _refused(facts, target, place)
        if facts.trouble:
            return error(facts.trouble, place, file=target, pixels=facts.width * facts.height, bytes=facts.size)
        return facts

    def _folder(self, path: str, target: str, place: Place) -> Problem:
        """That a folder bears the name of the file that was meant."""
        inside = min((name for name in self.asset_manifest.names if name.startswith(f"{path}/")), default="")
        if not inside:
            return error("file-is-folder", place, file=target)
        near = f"{target.rstrip('/')}{inside.removeprefix(path)}"
        return error("file-is-folder-near", place, file=target, near=near)

    def source(self, written: Text, article: Article) -> Article | Problem | None:
        """The article that a source path means (`related`), in the same language if there is one."""
        found = self._article(written.text, written.place, article)
        return found if isinstance(found, Article | Problem) else None

    def has(self, target: str) -> bool:
        """Whether the address `target`, from the site's root, is one of this site's."""
        return any(self.routes.code(address) is not None for address in _addresses_meant(target))

    def _address(self, target: str, reference: WrittenLink, article: Article) -> Destination | Problem | None:
        """Where `target`, from the site's root, leads: what `reference` says, be it as a whole URL."""
        place, shown = reference.place, nfc(reference.target)
        path, _, fragment = target.partition("#")
        meant = _addresses_meant(target)
        for address in meant:
            if (code := self.routes.code(address)) is not None:
                other = self.articles.get(address)
                if other is not None and (problem := _heading(unquote(fragment), other, place)):
                    return problem
                lang = code if code not in ("", article.code) else ""
                return Destination(address, unquote(fragment), path.partition("?")[2], lang)
        for address in meant:
            if address in self.hidden_at:
                return self._hidden(self.hidden_at[address], shown, place)
        if near := self._near(meant[0]):
            return error("link-address-near", place, target=shown, near=f"/{near}")
        return error("link-address", place, target=shown)

    def _near(self, wanted: str) -> str:
        """The address of ours that was probably meant by `wanted`, or ''."""
        if self.routes.code(file := wanted.rstrip("/")) is not None:
            return file
        return self.near_addresses.nearest(wanted)

    def _source(self, path: str, fragment: str, place: Place, article: Article) -> Destination | Problem | None:
        found = self._article(path, place, article)
        if found is None or isinstance(found, Problem):
            return found
        if problem := _heading(fragment, found, place):
            return problem
        return Destination(found.address, fragment, lang=found.code if found.code != article.code else "")

    def _article(self, path: str, place: Place, article: Article) -> Article | Problem | None:
        source = normpath(join(dirname(article.own.path), nfc(unquote(path))))
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
        if self.asset_manifest.unread_at(source) or self.asset_manifest.unread_at(f"{source}.md"):
            return None
        if source in self.asset_manifest.folders:
            return self._folder(source, path, place)
        if near := self.near_keys.nearest(key):
            return error("link-article-near", place, target=path, near=relative(article.own.path, f"content/{near}.md"))
        return error("link-article", place, target=path)

    def _hidden(self, state: str, target: str, place: Place) -> Problem | None:
        """What a link means to something that exists and is not public: only a draft may never be."""
        return error("link-draft", place, target=target) if state == "draft" else None

    def _file(self, target: str, place: Place, source: str) -> Destination | Problem:
        found = self._facts(assets.located(source, target), target, place, source, "link-file")
        if isinstance(found, Problem):
            return found
        return Destination(self.asset_manifest.attachments[found.path])


def own_link(reference: WrittenLink, article: Article) -> Destination | Problem:
    """Where a link leads that asks for nothing else of the portal: to the same page, or outside."""
    target = anchored(nfc(reference.target), slugify)
    if not target.startswith("#"):
        return Destination(target, is_outside=True)
    fragment = unquote(target[1:])
    return _heading(fragment, article, reference.place) or Destination("", fragment, is_here=True)


def _heading(fragment: str, article: Article, place: Place) -> Problem | None:
    if not fragment or fragment in (summary := article.summary).anchors:
        return None
    headings = tuple(heading.id for heading in summary.headings)
    near = nearest(fragment, headings)
    if near:
        return error("link-heading-near", place, heading=fragment, near=near)
    return error("link-heading", place, heading=fragment, known=", ".join(f"#{each}" for each in headings) or "–")


def linker(library: Library, shelf_: AssetManifest, routes: SiteAddresses) -> LinkResolver:
    """The linker of a library whose public files stand on `shelf_`."""
    unread = {
        edition.at.of_source(key, None): state
        for edition in library.editions
        for key, state in library.hidden.items()
        if state == "unread"  # of which nothing but the key is known
    }
    articles = {article.address: article for group in library.by_key.values() for article in group.values()}
    hidden_at = {**unread, **library.hidden_at}
    return LinkResolver(
        library.config,
        library.by_key,
        library.hidden,
        shelf_,
        articles,
        routes,
        hidden_at,
        Folders(sorted(name for name in shelf_.names if not is_markdown(name))),
        Folders(library.by_key),
        Names(chain(routes.pages, shelf_.attachments.values())),
    )


def link_html(destination: Destination | None, root: str) -> str:
    """What stands in a link's slot: its attributes, with a blank before them; nothing if it leads nowhere."""
    if destination is None:
        return ""
    lang = f' hreflang="{destination.lang}"' if destination.lang else ""
    return f' href="{escape(destination.href(root))}"{lang}'


def _refused(facts: FileFacts, target: str, place: Place) -> Problem:
    """That a file is not published, and what to do instead."""
    written = ending_of(facts.path)
    better = f"{target.rpartition('.')[0] if written else target}.{facts.ending}"
    return error(facts.refusal, place, file=target, ending=written, better=better, kind=facts.kind.upper())


_USED = {
    "file-unreadable": "used-file-unreadable",
    "link-leaves-folder": "used-link-leaves-folder",
    "link-leads-nowhere": "used-link-leads-nowhere",
    "not-a-file": "used-not-a-file",
}
"""What is said of a file on disk → what is said where an article refers to it."""


def _unread(trouble: Problem, path: str, target: str, place: Place) -> Problem:
    """Why the file that is called `target` at `place` cannot be read; of a folder above it, what is said there."""
    if trouble.place.path != path:
        return trouble  # once more, and told once
    return error(_USED.get(trouble.key, trouble.key), place, **{**dict(trouble.values), "file": target})


def _addresses_meant(target: str) -> tuple[str, str]:
    """What an address from the site's root may mean: as it is, or with the slash that its writer left out."""
    path = unquote(target.partition("#")[0].partition("?")[0]).lstrip("/").removesuffix("index.html")
    return path, f"{path}/"


def relative(source: str, path: str) -> str:
    """`path` as one would write it in the file `source`."""
    here = dirname(source).split("/")
    there = path.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "/".join([".."] * (len(here) - shared) + there[shared:])
