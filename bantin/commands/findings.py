"""Collects the findings of `check`: errors, doubts and stale content of a project. Changes nothing."""

import datetime
from collections.abc import Collection, Iterator
from pathlib import Path

from bantin.build import survey as surveying
from bantin.build.site import Site
from bantin.build.snapshot import config_missing
from bantin.build.survey import Surveyed
from bantin.build.types import Settings
from bantin.checking import click_depth, translations
from bantin.checking.stale import at_top, behind, stale
from bantin.checking.translations import Side
from bantin.content.file_names import is_markdown
from bantin.content.front_matter import parse
from bantin.content.model import Article, Library
from bantin.disk import text_decoding
from bantin.problems import Mistakes, Place, Problem, warning
from bantin.review import earlier
from bantin.theme.page_output import PageOutput


def survey(project: Path, output: Path, instant: datetime.datetime) -> Surveyed:
    """The site as a build would plan it now. Raises Mistakes if there is no portal."""
    if not (project / "config.yaml").exists():
        raise Mistakes([config_missing(project)])
    return surveying.survey(Settings(project, output, instant))


def findings(surveyed: Surveyed, project: Path) -> tuple[Problem, ...]:
    """Problems that a build reports, and those that only `check` looks for; sorted, without duplicates."""
    found = set(surveyed.problems)
    if surveyed.site is not None:
        library = surveyed.site.library
        found.update(stale(library, surveyed.names))
        found.update(_unused_terms(library, surveyed.names, project))
        found.update(at_top(library))
        found.update(_of_translations(library, project))
        found.update(_far(surveyed.site))
    reported = {(each.key, each.place.path) for each in found}
    return tuple(sorted(each for each in found if not _is_covered(each, reported)))


_CLOSER = {
    "translation-half": ("stale-half-translated",),
    "stale-unused": ("file-almost-article", "file-perhaps-article"),
}
"""Key of a short message → keys of the messages about the same file that say more."""


def _is_covered(problem: Problem, reported: Collection[tuple[str, str]]) -> bool:
    """Whether other problems, of these kinds at these paths, say all that this one says."""
    if problem.key == "files-unused":
        return any(key == "stale-unused" for key, _ in reported)
    return any((key, problem.place.path) in reported for key in _CLOSER.get(problem.key, ()))


def _unused_terms(library: Library, names: Collection[str], project: Path) -> Iterator[Problem]:
    """Warnings for abbreviations of the glossary that no text uses: mistyped, or outdated."""
    unmet = {term for term, _ in library.config.glossary}
    sources = [name for name in names if is_markdown(name)]
    for name in sources:
        text = text_decoding.decode((project / name).read_bytes(), name) if unmet and (project / name).is_file() else ""
        if isinstance(text, str):
            unmet = {term for term in unmet if term not in text}
    config = library.config
    for (term, _), place in zip(config.glossary, config.term_places, strict=True) if sources else ():
        if term in unmet:
            yield warning("stale-term", place, term=term)


# ---- translations


def _of_translations(library: Library, project: Path) -> Iterator[Problem]:
    """Warnings for translations with changed originals (and what changed), and for half-finished ones."""
    late = {id(each) for each in behind(library)}
    for articles in library.by_key.values():
        for article in articles.values():
            if article.is_translation:
                yield from _half_done(article, project)
                if id(article) in late:
                    yield from _changed(article, library.config.codes, project)


def _half_done(article: Article, project: Path) -> Iterator[Problem]:
    texts = [_text(project, path) for path in (article.base.path, article.own.path)]
    yield from translations.half_done(texts[0], texts[1], article.own.path)


def _changed(article: Article, codes: tuple[str, ...], project: Path) -> Iterator[Problem]:
    own, base = article.own, article.base
    before = _side_with(own.original, base.path, codes, project)
    key = "stale-behind" if before else "stale-behind-unknown"
    yield warning(key, own.place("original"), original=base.path, digest=base.digest)
    if before:
        yield from translations.changed(own.path, before, Side(base, _text(project, base.path)))


def _side_with(digest: str, path: str, codes: tuple[str, ...], project: Path) -> Side | None:
    """The version of the original with this digest; None if it was not kept."""
    for version in earlier.versions(project, path):
        text = text_decoding.decode(version.data, path)
        front_matter = parse(text, path, codes).front_matter if isinstance(text, str) else None
        if front_matter is not None and front_matter.digest == digest:
            assert isinstance(text, str)
            return Side(front_matter, text)
    return None


def _text(project: Path, path: str) -> str:
    """The text of a content file; '' if it was deleted meanwhile."""
    try:
        text = text_decoding.decode((project / path).read_bytes(), path)
    except OSError:
        return ""
    return text if isinstance(text, str) else ""


# ---- pages far from home


def _far(site: Site) -> Iterator[Problem]:
    """Warnings for articles and plain pages more than three clicks away from home."""

    library, renderer = site.library, site.renderer()

    def page_at(address: str) -> bytes | None:
        late = site.outputs.get(f"{address}index.html" if not address or address.endswith("/") else address)
        if late is None or not isinstance(output := late.value, PageOutput):
            return None
        try:
            return renderer.render(output)
        except Mistakes:  # reported already
            return None

    near = click_depth.reachable([edition.at.home for edition in library.editions], page_at)
    for edition in library.editions:
        for article in (*edition.articles, *edition.pages):
            if article.address not in near:
                yield warning(
                    "stale-far", Place(article.own.path), clicks=click_depth.MOST, address=f"/{article.address}"
                )
