"""The asset manifest: which pictures and attachments are published, at which addresses, and in which sizes.

Only files that a public article or page refers to are in the manifest. Each stands once, at a place that follows from
its own path alone, whoever refers to it. The names of variants hold a digest of source and recipe, so that pages can be
planned before any picture is made.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from posixpath import dirname
from typing import NamedTuple

from bantin.content.addresses import file_alias, of_file
from bantin.content.field_values import FileAlias
from bantin.content.file_facts import CONVERTED, FileFacts, Image, Recipe
from bantin.content.file_references import ReferredFiles
from bantin.problems import Problem

WIDTHS = (480, 960, 1600)
"""Pixels: a phone at two pixels a point, a desktop column, the same at two."""
FALLBACK_WIDTH = 960
HIGHEST = 16_000
"""Pixels: WebP can hold no more than 16,383 (RFC 9649). Whole conversations arrive as one picture."""
PREVIEW = (1200, 630)
"""Of the picture in a link preview, as the networks that show it ask."""
LEAST_PREVIEW = (400, 210)
"""Smallest cover that serves as a preview picture: a smaller one would be enlarged threefold or more and look blurred,
so a picture is drawn in its place."""

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
    names: AbstractSet[str]
    """Every file under content/, to tell a file that is missing from one that is not fit to be shown."""
    pictures: Mapping[str, ShownPicture]
    attachments: Mapping[str, str]
    """Source path → address."""
    moved: Mapping[str, FileAlias] = field(default_factory=dict)
    """Old address at which one of the attachments answers too → where that is written."""
    unread: Mapping[str, Problem] = field(default_factory=dict)
    """What is wrong with files and folders under content/ that exist and cannot be read, by path."""
    folders: AbstractSet[str] = frozenset()
    """Every folder under content/, to tell it from a file that is missing."""

    def unread_at(self, path: str) -> Problem | None:
        """What is wrong with the file at `path`, or with a folder that holds it; None if nothing is known to be."""
        while path not in self.unread and "/" in path:
            path = dirname(path)
        return self.unread.get(path)


class ContentFolder(NamedTuple):
    """What lies under content/, whether anything refers to it or not: see `AssetManifest`."""

    names: frozenset[str]
    folders: frozenset[str] = frozenset()
    unread: Mapping[str, Problem] = {}


def arrange_files(references: Iterable[ReferredFiles], files: Files, content: ContentFolder) -> AssetManifest:
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


def _moved(references: Iterable[ReferredFiles]) -> dict[str, FileAlias]:
    aliases = (alias for reference in references for alias in reference.article.own.file_aliases)
    return {address: alias for alias in aliases if (address := file_alias(alias.address.text))}


def _shown(facts: FileFacts, stem: str, is_cover: bool) -> ShownPicture:
    """A picture in the sizes in which it is published; the addresses of all of them begin with `stem`."""
    preview = None
    is_fine = facts.width >= LEAST_PREVIEW[0] and facts.height >= LEAST_PREVIEW[1]
    if is_cover and is_fine and facts.kind != "svg":
        preview = _variant(facts, stem, Recipe("jpeg", *PREVIEW, is_cut=True))
    if facts.kind == "svg" or facts.is_animated or (facts.is_light and facts.kind not in CONVERTED):
        return ShownPicture(facts, f"{stem}-{facts.digest[:8]}.{facts.ending}", (), None, preview)
    *webp, fallback = (_variant(facts, stem, recipe) for recipe in recipes(facts))
    return ShownPicture(facts, "", tuple(webp), fallback, preview)


_LOSSLESS = frozenset({"png", "gif", "bmp"})


def recipes(facts: FileFacts) -> list[Recipe]:
    """How the sizes of a picture are made that is not published in its own size: narrowest first, the fallback last.
    Of a light one that browsers do not show, its own size alone.
    """
    if facts.is_light and facts.kind in CONVERTED:
        return [own_size(facts)]
    widest = max(1, min(facts.width, WIDTHS[-1], HIGHEST * facts.width // facts.height))
    widths = [*(width for width in WIDTHS if width < widest), widest]
    is_graphic = facts.kind in _LOSSLESS or (facts.kind in CONVERTED and facts.has_alpha)
    fallback = _smaller(facts, "png" if is_graphic else "jpeg", min(widest, FALLBACK_WIDTH))
    return [*(_smaller(facts, "webp", width) for width in widths), fallback]


def own_size(facts: FileFacts) -> Recipe:
    """How a picture is made that shows every pixel of its source, e.g. a scanned page of TIFF as PNG."""
    return Recipe("png", facts.width, facts.height)


def _smaller(facts: FileFacts, kind: str, width: int) -> Recipe:
    return Recipe(kind, width, max(1, min(HIGHEST, round(facts.height * width / facts.width))))


def _variant(facts: FileFacts, stem: str, recipe: Recipe) -> Variant:
    ingredients = f"{facts.digest} {recipe.kind} {recipe.width} {recipe.height} {recipe.is_cut}"
    digest = hashlib.blake2b(ingredients.encode(), digest_size=4).hexdigest()
    ending = "jpg" if recipe.kind == "jpeg" else recipe.kind
    return Variant(f"{stem}-{digest}-{recipe.width}.{ending}", recipe)
