"""One page of a large portal, made from a few of its texts while all others are still being read.

What it lacks, neighbours, lists, counts, comes with the whole site; what is wrong is told then too.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from heapq import nlargest
from pathlib import Path

from bantin.build import pipeline
from bantin.build.site import Site
from bantin.build.snapshot import Snapshot
from bantin.build.timing import Timings
from bantin.build.types import Settings
from bantin.build.worker_pool import WorkerPool
from bantin.cache.pictures import PictureCache
from bantin.cache.store import BuildCache
from bantin.content.addresses import of_folder, of_name
from bantin.content.file_names import is_markdown, named
from bantin.disk import walk
from bantin.locale import KNOWN_CODES
from bantin.text import nfc

MANY = 1000
"""A portal of fewer texts is read soon enough as a whole."""
NEWEST = 40
"""So many texts, the last by their paths, make the front of an edition."""


def is_large(project: Path) -> bool:
    """Whether to read a portal as a whole takes so long that a page of it is worth being made before. Looked at are the
    names of its texts, and no more of them than it takes.
    """
    left = MANY
    for _, _, names in os.walk(project / "content"):
        left -= sum(map(is_markdown, names))
        if left < 0:
            return True
    return False


def first_page(settings: Settings, address: str) -> Site | None:
    """A site of the texts from which the page at `address` (of an article, a plain page or a front) can be made; None
    if the portal is small, or no text stands at that address. Raises Mistakes if they cannot be read.
    """
    if not is_large(settings.project):
        return None
    is_here = _is_here(address, settings.project)
    content = walk.list_files(settings.project, "content", lambda path: _is_beside(path) or is_here(path))
    if not any(is_markdown(source.path) and is_here(source.path) for source in content.sources):
        return None
    few = Snapshot(content, noted=0, signature="")
    with WorkerPool(jobs=1) as pool:
        prepared = pipeline.prepare_site(replace(settings, is_part=True), few, BuildCache(None), pool, Timings())
    return Site(prepared, prepared.planner.lazy_plan(), PictureCache(None, is_reader=True), ())


def _is_beside(path: str) -> bool:
    """Whether the file at a path may be shown by any page: a plain page, which the menu names, a picture, a file."""
    return not is_markdown(path) or path.startswith("content/pages/")


def _is_here(address: str, project: Path) -> Callable[[str], bool]:
    """What tells by its path whether a text is of the article that stands at an address, in any of its languages; of a
    front, whether it is one of the newest.
    """
    code, _, below = address.partition("/")
    inside = below if code in KNOWN_CODES else address
    if inside:
        return partial(_stands_at, inside)
    return frozenset(nlargest(NEWEST, _articles(project))).__contains__


def _stands_at(address: str, path: str) -> bool:
    stem = path.rpartition("/")[2][: -len(".md")]
    if f"/{address}".endswith((f"/{of_name(stem, None)}", f"/{of_name(stem.rpartition('.')[0], None)}")):
        folder, _, name = named(path, tuple(KNOWN_CODES), [])[0].rpartition("/")
        return of_folder(folder) + of_name(name, None) == address
    return False


def _articles(project: Path) -> Iterator[str]:
    """The paths of the articles of a project, by their names alone."""
    top = project / "content"
    for folder, _, names in os.walk(top):
        below = nfc(Path(folder).relative_to(project).as_posix())
        if not below.startswith("content/pages"):
            yield from (f"{below}/{nfc(name)}" for name in names if is_markdown(name) and name[0] not in "._")
