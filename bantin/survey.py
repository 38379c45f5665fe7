"""A look at every file that a build depends on, at sizes and times only: enough to see that nothing has changed."""

import hashlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from bantin import disk
from bantin.cache import FOLDER
from bantin.disk import Listing, Source

PROGRAM = Path(__file__).resolve().parent.parent
"""The folder that holds our own templates/ and assets/."""


class Survey(NamedTuple):
    """What a build saw before it read anything."""

    content: Listing
    noted: int
    """What the disk's clock showed before; 0 if it cannot be asked."""
    signature: str
    """Of all files that can change the site, and of the libraries; '' if one was changed so shortly before that a
    change after this look might leave no trace."""


def take(project: Path) -> Survey:
    """Looks at a project and at the program."""
    noted = _clock(project)
    content = disk.list_files(project, "content")
    others = [
        *disk.list_folder(PROGRAM / "bantin"),
        *_overlays(project),
        *disk.list_one(project, "config.yaml"),
    ]
    is_settled = all(disk.is_settled(each.mtime_ns, each.ctime_ns, noted) for each in (*content.sources, *others))
    told = hashlib.blake2b(digest_size=16)
    told.update(f"{project.resolve()} {PROGRAM} {sys.executable} {sys.version}\n".encode())
    told.update("\n".join(libraries(sys.path)).encode())
    for each in (content.sources, others):
        told.update(repr([(source.path, *source[1:5]) for source in each]).encode("utf-8", "surrogateescape"))
    told.update(repr(content.problems).encode("utf-8", "surrogateescape"))
    return Survey(content, noted, told.hexdigest() if is_settled else "")


def _overlays(project: Path) -> Iterable[Source]:
    for folder in dict.fromkeys((PROGRAM, project.resolve())):
        for name in ("templates", "assets"):
            yield from disk.list_folder(folder / name)


def _clock(project: Path) -> int:
    try:
        folder = project / FOLDER
        folder.mkdir(exist_ok=True)
        return disk.clock(folder)
    except OSError:
        return 0


_LIBRARIES = frozenset("jinja2 markupsafe markdown nh3 python_slugify text_unidecode pyyaml pillow".split())


def libraries(folders: Iterable[str]) -> list[str]:
    """The names and versions of the libraries that decide about pages, as installed in `folders` of which the first
    counts: read from the names of their folders, since to ask Python's own list takes longer than a small build."""
    found: dict[str, str] = {}
    for folder in folders:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208 -- names only
        except OSError:
            continue
        for name in names:
            if name.endswith((".dist-info", ".egg-info")):
                library, _, version = name.rpartition(".")[0].partition("-")
                if (known := library.lower().replace("-", "_").replace(".", "_")) in _LIBRARIES:
                    found.setdefault(known, f"{known} {version}")
    return sorted(found.values())
