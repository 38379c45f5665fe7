"""Which pictures and attachments are published, under which names, and in which sizes.

Only files that a public article or page refers to are in the manifest. Each stands once, at a place that follows from
its own path alone, whoever refers to it. The names of variants hold a digest of source and recipe, so that pages can be
planned before any picture is made.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import NamedTuple
from urllib.parse import unquote

from bantin.content.addresses import file_alias, of_file
from bantin.content.field_values import FileAlias
from bantin.content.file_facts import CONVERTED, FileFacts, Image, Recipe
from bantin.content.file_names import is_markdown
from bantin.content.model import Article, Library
from bantin.markdown.anchors import parted
from bantin.markdown.body import Picture
from bantin.problems import Problem
from bantin.text import file_name, nfc

WIDTHS = (480, 960, 1600)
"""Pixels: a phone at two pixels a point, a desktop column, the same at two."""
FALLBACK_WIDTH = 960
HIGHEST = 16_000
"""Pixels: WebP can hold no more than 16,383 (RFC 9649). Whole conversations arrive as one picture."""
PREVIEW = (1200, 630)
"""Of the picture in a link preview, as the networks that show it ask."""
LEAST_PREVIEW = (400, 210)
"""A cover that is smaller would be blurred threefold or more: a drawn picture stands for it."""

Files = Mapping[str, FileFacts]
"""What is known of each file that content refers to, by path."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One published picture made from a source."""

    address: str
    recipe: Recipe


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture of the manifest in all its sizes."""

    facts: FileFacts
    original: str
    """The address of the file in its own size; '' for what is published in variants only."""
    webp: tuple[Variant, ...]
    fallback: Variant | None
    preview: Variant | None

    def image(self, alt: str, caption: str = "", lang: str = "", caption_lang: str = "") -> Image:
        """As a page shows it."""
        webp = tuple((variant.address, variant.recipe.width) for variant in self.webp)
        if self.fallback is None:
            facts = self.facts
            return Image(self.original, facts.width, facts.height, alt, webp, caption, lang, caption_lang)
        recipe = self.fallback.recipe
        return Image(self.fallback.address, recipe.width, recipe.height, alt, webp, caption, lang, caption_lang)

    @property
    def variants(self) -> Iterator[Variant]:
        """All that is to be made of it."""
        yield from self.webp
        if self.fallback:
            yield self.fallback
        if self.preview:
            yield self.preview


@dataclass(frozen=True, slots=True, eq=False)
class AssetManifest:
    """The published files, by source path."""

    files: Files
    names: frozenset[str]
    """Every file under content/, to tell a file that is missing from one that is not fit to be shown."""
    pictures: Mapping[str, ShownPicture]
    attachments: Mapping[str, str]
    """Source path → address."""
    moved: Mapping[str, FileAlias] = field(default_factory=dict)
    """Old address at which one of the attachments answers too → where that is written."""
    unread: Mapping[str, Problem] = field(default_factory=dict)
    """What is wrong with files and folders under content/ that exist and cannot be read, by path."""
    folders: frozenset[str] = frozenset()
    """Every folder under content/, to tell it from a file that is missing."""

    def unread_at(self, path: str) -> Problem | None:
        """What is wrong with the file at `path`, or with a folder that holds it; None if nothing is known to be."""
        while path not in self.unread and "/" in path:
            path = dirname(path)
        return self.unread.get(path)


def referred_by(library: Library) -> Iterator[str]:
    """The source paths of all files that a public article or page refers to, as `referred`."""
    for article in referring(library):
        yield from referred(article)


def referring(library: Library) -> list[Article]:
    """The articles and plain pages that may refer to files."""
    every = (article for edition in library.editions for article in (*edition.articles, *edition.pages))
    return [article for article in every if _may_refer(article)]


def _may_refer(article: Article) -> bool:
    """Whether it can name a file at all: most of an archive's articles are only text."""
    if article.internal_references:
        return True
    return any(own.cover or own.attachments or own.audio or own.file_aliases for own in (article.own, article.base))


def referred(article: Article) -> Iterator[str]:
    """The source paths of the files that an article refers to; '' for what is not under content/."""
    path, base = article.own.path, article.base
    if article.cover is not None and article.cover.image is not None:
        yield named_file(base.path, article.cover.image.text) or ""
    yield from _named(article)
    for reference in article.internal_references:
        if isinstance(reference, Picture) or is_file(reference.target):
            yield located(path, reference.target) or ""


def _named(article: Article) -> Iterator[str]:
    """The files to take away that the front matter names."""
    for attached in article.attachments:
        yield named_file(article.base.path, attached.file.text) or ""
    if audio := article.own.audio or article.base.audio:
        yield named_file(article.base.path, audio.text) or ""
    for alias in article.own.file_aliases:
        yield named_file(article.own.path, alias.file.text) or ""


def is_file(target: str) -> bool:
    """Whether a link's target is a file beside the article: neither an article, an address, nor the outside."""
    path = parted(target)[0].partition("?")[0]
    return bool(path) and ":" not in path and not path.startswith("/") and not is_markdown(path) and path[-1] != "/"


def located(source: str, target: str) -> str | None:
    """The path of the file to which `target`, a link, leads in the content file `source`; None outside content/."""
    return named_file(source, unquote(parted(target)[0].partition("?")[0]))


def named_file(source: str, name: str) -> str | None:
    """The path of the file that the front matter of `source` calls `name`; None if it is not under content/."""
    folder, parting, last = nfc(name).replace("\\", "/").rpartition("/")
    path = folder + parting + (last if is_markdown(last) else file_name(last))
    if not path or path.startswith("/") or ":" in path:
        return None
    found = normpath(join(dirname(source), path))
    return found if found.startswith("content/") else None


class Reference(NamedTuple):
    """The files that one article refers to, by their paths; '' for one that is not under content/."""

    article: Article
    every: tuple[str, ...]
    cover: str
    downloads: frozenset[str]
    """Those that readers can take away as they are."""


class References:
    """What articles refer to; of an article that it was asked about before, it is not looked up again."""

    def __init__(self) -> None:
        self._known: dict[Article, Reference] = {}

    def of(self, library: Library) -> tuple[Reference, ...]:
        """Of every public article and page that may refer to files."""
        known, found = self._known, dict[Article, Reference]()
        for edition in library.editions:
            for article in (*edition.articles, *edition.pages):
                if reference := known.get(article):
                    found[article] = reference
                elif _may_refer(article):
                    found[article] = _reference(article)
        self._known = found
        return tuple(found.values())


def _reference(article: Article) -> Reference:
    cover = ""
    if article.cover is not None and article.cover.image is not None:
        cover = named_file(article.base.path, article.cover.image.text) or ""
    return Reference(article, tuple(referred(article)), cover, frozenset(_downloads(article)))


class ContentFolder(NamedTuple):
    """What lies under content/, whether anything refers to it or not: see `AssetManifest`."""

    names: frozenset[str]
    folders: frozenset[str] = frozenset()
    unread: Mapping[str, Problem] = {}


def arrange_files(references: Iterable[Reference], files: Files, content: ContentFolder) -> AssetManifest:
    """The published files: all that what is public refers to."""
    references = tuple(references)
    paths = {path for reference in references for path in reference.every}
    covers = {reference.cover for reference in references}
    downloads = {path for reference in references for path in reference.downloads}
    pictures: dict[str, ShownPicture] = {}
    attachments: dict[str, str] = {}
    for path in sorted(paths):
        facts = files.get(path)
        if facts is None or facts.trouble or facts.refusal:
            continue
        attachments[path] = of_file(path, facts.ending)
        if facts.is_picture:
            pictures[path] = _shown(facts, attachments[path].rpartition(".")[0], path in covers)
    published = {path: at for path, at in attachments.items() if path in downloads}
    return AssetManifest(files, content.names, pictures, published, _moved(references), content.unread, content.folders)


def _moved(references: Iterable[Reference]) -> dict[str, FileAlias]:
    aliases = (alias for reference in references for alias in reference.article.own.file_aliases)
    return {address: alias for alias in aliases if (address := file_alias(alias.address.text))}


def _downloads(article: Article) -> Iterator[str]:
    """Files that readers can take away as they are."""
    yield from _named(article)
    for reference in article.internal_references:
        if not isinstance(reference, Picture) and is_file(reference.target):
            yield located(article.own.path, reference.target) or ""


def _shown(facts: FileFacts, stem: str, is_cover: bool) -> ShownPicture:
    """`stem`: what the addresses of all its sizes begin with."""
    preview = None
    is_fine = facts.width >= LEAST_PREVIEW[0] and facts.height >= LEAST_PREVIEW[1]
    if is_cover and is_fine and facts.kind != "svg":
        preview = _variant(facts, stem, Recipe("jpeg", *PREVIEW, is_cut=True))
    if facts.kind == "svg" or facts.is_animated or facts.is_light:
        return ShownPicture(facts, f"{stem}-{facts.digest[:8]}.{facts.ending}", (), None, preview)
    *webp, fallback = (_variant(facts, stem, recipe) for recipe in recipes(facts))
    return ShownPicture(facts, "", tuple(webp), fallback, preview)


_LOSSLESS = frozenset({"png", "gif", "bmp"})


def recipes(facts: FileFacts) -> list[Recipe]:
    """How a picture that is not published in its own size is made: narrowest first, the fallback last."""
    widest = max(1, min(facts.width, WIDTHS[-1], HIGHEST * facts.width // facts.height))
    widths = [*(width for width in WIDTHS if width < widest), widest]
    is_graphic = facts.kind in _LOSSLESS or (facts.kind in CONVERTED and facts.has_alpha)
    fallback = _smaller(facts, "png" if is_graphic else "jpeg", min(widest, FALLBACK_WIDTH))
    return [*(_smaller(facts, "webp", width) for width in widths), fallback]


def _smaller(facts: FileFacts, kind: str, width: int) -> Recipe:
    return Recipe(kind, width, max(1, min(HIGHEST, round(facts.height * width / facts.width))))


def _variant(facts: FileFacts, stem: str, recipe: Recipe) -> Variant:
    told = f"{facts.digest} {recipe.kind} {recipe.width} {recipe.height} {recipe.is_cut}"
    digest = hashlib.blake2b(told.encode(), digest_size=4).hexdigest()
    ending = "jpg" if recipe.kind == "jpeg" else recipe.kind
    return Variant(f"{stem}-{digest}-{recipe.width}.{ending}", recipe)
