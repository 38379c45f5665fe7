"""One page of a large portal, made from a few of its texts while all others are still being read.

What it lacks, neighbours, lists, counts, comes with the whole site; what is wrong is told then too.
"""

import os
from dataclasses import replace
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
    content = walk.list_files(settings.project, "content")
    texts = [source.path for source in content.sources if is_markdown(source.path)]
    wanted = _texts_at(address, texts)
    if not wanted:
        return None
    sources = tuple(
        source
        for source in content.sources
        if source.path in wanted or not is_markdown(source.path) or source.path.startswith("content/pages/")
    )
    names = frozenset(source.path for source in sources)
    few = Snapshot(content._replace(sources=sources, names=names), noted=0, signature="")
    with WorkerPool(jobs=1) as pool:
        prepared = pipeline.prepare_site(replace(settings, is_part=True), few, BuildCache(None), pool, Timings())
    return Site(prepared, prepared.planner.lazy_plan(), PictureCache(None, is_reader=True), ())


def _texts_at(address: str, texts: list[str]) -> set[str]:
    """The files of the article that stands at an address, in all of its languages; of a front, the newest."""
    code, _, below = address.partition("/")
    inside = below if code in KNOWN_CODES else address
    if not inside:
        return set(texts[-NEWEST:])
    keys = {path: named(path, tuple(KNOWN_CODES), [])[0] for path in texts}
    return {path for path, key in keys.items() if _address(key) == inside}


def _address(key: str) -> str:
    folder, _, name = key.rpartition("/")
    return of_folder(folder) + of_name(name, None)
