"""Where a link or a picture that somebody wrote leads, for the page that shows it; and what is wrong with it.

Markup keeps links as written. They are resolved here, once for each page that shows them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from bantin import shelf
from bantin.addresses import alias_path
from bantin.body import Link, Picture
from bantin.config import Config
from bantin.fields import Text, nearest
from bantin.files import FileFacts
from bantin.language import nfc
from bantin.library import Article, Library
from bantin.pages import Image
from bantin.problems import Place, Problem, error
from bantin.shelf import Shelf

_OUTSIDE = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a link leads."""

    address: str
    """From the site's root; a whole URL if `is_outside`; '' on the same page."""
    fragment: str = ""
    lang: str = ""
    """The language over there, where it is not the page's."""
    is_outside: bool = False

    def href(self, root: str) -> str:
        """What stands in the link, on a page whose way to the site's root is `root`."""
        fragment = f"#{self.fragment}" if self.fragment else ""
        if self.is_outside or not (self.address or not fragment):
            return self.address + fragment
        return root + self.address + fragment


@dataclass(frozen=True, slots=True, eq=False)
class Linker:
    """Knows where everything in the site stands."""

    config: Config
    by_key: Mapping[str, Mapping[str, Article]]
    hidden: Mapping[str, str]
    shelf: Shelf
    addresses: Mapping[str, str]
    """Every address that the site answers at → its language code ('' for a file)."""

    def link(self, reference: Link, article: Article) -> Destination | Problem | None:
        """Where `reference` leads in `article`; None if to something that is not public yet."""
        target = nfc(reference.target)
        if target.startswith("#"):
            return self._on_page(target[1:], article, reference.place)
        if _OUTSIDE.match(target):
            inside = target.removeprefix(self.config.base_url)
            if inside == target or not (inside == "" or inside.startswith("/")):
                return Destination(target, is_outside=True)
            found = self._address(inside or "/", reference.place, article)
            return Destination(target, is_outside=True) if isinstance(found, Problem) else found
        if target.startswith("/"):
            return self._address(target, reference.place, article)
        path, _, fragment = target.partition("#")
        if path.endswith(".md"):
            return self._source(path, unquote(fragment), reference.place, article)
        if shelf.is_file(target):
            return self._file(target, reference.place, article.own.path)
        return error("link-form", reference.place, target=reference.target)

    def picture(self, reference: Picture, article: Article) -> Image | Problem:
        """The picture that `reference` shows in `article`."""
        found = self.file(reference.target, reference.place, article.own.path, "picture-missing")
        if isinstance(found, Problem):
            return found
        if found.path not in self.shelf.pictures:
            return error("picture-kind", reference.place, file=reference.target)
        return self.shelf.pictures[found.path].image(reference.alt, reference.caption)

    def file(self, target: str, place: Place, source: str, missing: str) -> FileFacts | Problem:
        """The file that `target` means in the content file `source`; `missing` names the problem if there is none."""
        path = shelf.located(source, target)
        if path is None:
            key = "link-leaves-content" if ":" not in target else "picture-outside"
            return error(key, place, target=target)
        facts = self.shelf.files.get(path)
        if facts is None:
            folder = [name for name in self.shelf.names if dirname(name) == dirname(path)]
            near = nearest(path, tuple(folder))
            if near:
                return error(f"{missing}-near", place, file=target, near=_relative(source, near))
            return error(missing, place, file=target)
        if facts.trouble:
            return error(facts.trouble, place, file=target, pixels=facts.width * facts.height, bytes=facts.size)
        return facts

    def source(self, written: Text, article: Article) -> Article | Problem | None:
        """The article that a source path means (`related`), in the same language if there is one."""
        found = self._article(written.text, written.place, article)
        return found if isinstance(found, Article | Problem) else None

    def _on_page(self, fragment: str, article: Article, place: Place) -> Destination | Problem:
        return self._heading(unquote(fragment), article, place) or Destination("", unquote(fragment))

    def _heading(self, fragment: str, article: Article, place: Place) -> Problem | None:
        if not fragment or fragment in article.body.anchors:
            return None
        headings = tuple(heading.id for heading in article.body.headings)
        near = nearest(fragment, headings)
        if near:
            return error("link-heading-near", place, heading=fragment, near=near)
        return error("link-heading", place, heading=fragment, known=", ".join(headings) or "–")

    def _address(self, target: str, place: Place, article: Article) -> Destination | Problem:
        path, _, fragment = target.partition("#")
        wanted = unquote(path.partition("?")[0]).lstrip("/").removesuffix("index.html")
        for address in (wanted, f"{wanted}/"):
            if address in self.addresses:
                code = self.addresses[address]
                return Destination(address, fragment, code if code not in ("", article.code) else "")
        near = nearest(wanted, tuple(self.addresses)) if len(self.addresses) < 5000 else ""
        if near:
            return error("link-address-near", place, target=target, near=f"/{near}")
        return error("link-address", place, target=target)

    def _source(self, path: str, fragment: str, place: Place, article: Article) -> Destination | Problem | None:
        found = self._article(path, place, article)
        if found is None or isinstance(found, Problem):
            return found
        if problem := self._heading(fragment, found, place):
            return problem
        return Destination(found.address, fragment, found.code if found.code != article.code else "")

    def _article(self, path: str, place: Place, article: Article) -> Article | Problem | None:
        source = normpath(join(dirname(article.own.path), nfc(unquote(path))))
        if not source.startswith("content/"):
            return error("link-leaves-content", place, target=path)
        key = source.removeprefix("content/").removesuffix(".md")
        for known in (key, *(key.removesuffix(f".{code}") for code in self.config.codes if key.endswith(f".{code}"))):
            if known in self.by_key:
                found = self.by_key[known]
                return found.get(article.code) or next(iter(found.values()))
            if known in self.hidden:
                return error("link-draft", place, target=path) if self.hidden[known] == "draft" else None
        near = nearest(key, tuple(other for other in self.by_key if dirname(other) == dirname(key)))
        if near:
            return error(
                "link-article-near", place, target=path, near=_relative(article.own.path, f"content/{near}.md")
            )
        return error("link-article", place, target=path)

    def _file(self, target: str, place: Place, source: str) -> Destination | Problem:
        found = self.file(target, place, source, "link-file")
        if isinstance(found, Problem):
            return found
        return Destination(self.shelf.attachments[found.path])


def linker(library: Library, shelf_: Shelf) -> Linker:
    """The linker of a library whose public files stand on `shelf_`."""
    addresses: dict[str, str] = dict.fromkeys(shelf_.attachments.values(), "")
    for edition in library.editions:
        code, at = edition.language.code, edition.at
        own = [at.home, at.latest, at.search, at.site_map, *(at.year(year) for year in edition.years)]
        for group in (edition.articles, edition.pages, edition.sections, edition.tags, edition.months):
            own += [item.address for item in group]
        addresses.update(dict.fromkeys(own, code))
        for article in (*edition.articles, *edition.pages):
            for alias in article.own.aliases:
                if path := alias_path(alias.text):
                    addresses.setdefault(path.removesuffix("index.html"), code)
    addresses.update({gone.address: gone.language.code for gone in library.gone})
    return Linker(library.config, library.by_key, library.hidden, shelf_, addresses)


def link_html(destination: Destination | None, root: str) -> str:
    """What stands in a link's slot: its attributes, with a blank before them; nothing if it leads nowhere."""
    if destination is None:
        return ""
    lang = f' hreflang="{destination.lang}"' if destination.lang else ""
    return f' href="{escape(destination.href(root))}"{lang}'


def picture_html(image: Image, root: str, is_first: bool) -> str:
    """What stands in a picture's slot."""
    sizes = "(min-width: 64em) 46rem, 100vw"
    source = ""
    if image.webp:
        srcset = ", ".join(f"{root}{address} {width}w" for address, width in image.webp)
        source = f'<source type="image/webp" srcset="{srcset}" sizes="{sizes}">'
    size = f' width="{image.width}" height="{image.height}"' if image.width else ""
    lazy = "" if is_first else ' loading="lazy"'
    img = f'<img src="{root}{image.address}" alt="{escape(image.alt)}"{size}{lazy} decoding="async">'
    return f"<picture>{source}{img}</picture>" if source else img


def _relative(source: str, path: str) -> str:
    """`path` as one would write it in the file `source`."""
    here = dirname(source).split("/")
    there = path.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "/".join([".."] * (len(here) - shared) + there[shared:])
