"""Recognises files of earlier builds by their looks, after the record of published files was lost.

How a file looks is no proof, so nothing is removed for it unless somebody asks. What looks like ours:

- a page: HTML with the root that our frame writes (`data-root`), or that sends its readers on as our old addresses do;
- what only a build names so: under `assets/`, our style sheets, scripts, parts of the search and preview pictures; a
  picture whose name ends in a digest and a width, wherever it is;
- an attachment, picture or feed beside a page of ours, under a name as we give them. The root of the site is left out:
  CNAME, what a search engine asked for, and the like stand there.
"""

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from bantin.patterns import lazy_pattern

_HEAD = 4096
"""Bytes of a page in which its mark stands."""
_PAGE = lazy_pattern(rb"""<html[^>]* data-root="|<script src="[^"]*assets/theme-[0-9a-f]{8}\.js\"""")
_FORWARD = lazy_pattern(rb"""<meta http-equiv="refresh" content="0; url=[^>]*>.*<link rel="canonical" """, re.DOTALL)
_ASSET = lazy_pattern(
    r"assets/(?:[a-z]+-[0-9a-f]{8}\.(?:css|js)|search/[a-z]{2}(?:/[a-z0-9]+)*\.js|preview/[a-z0-9-]+-[0-9a-f]{8}\.png)"
    r"|(?:.*/)?[a-z0-9-]+-[0-9a-f]{8}-[0-9]+\.(?:webp|jpg|png|gif)"
)
_BESIDE = lazy_pattern(r"[a-z0-9-]+\.(?!html?$)[a-z0-9]+")
_HTML = (".html", ".htm")


def find(root: str, ours: Collection[str], own: str) -> Iterator[str]:
    """The output paths of files under `root` that are none of `ours` and look like ours; `own` is the folder that is no
    part of the site. What cannot be read is passed over, as are names that begin with a dot and what links lead to.
    """
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        for entry in _listed(f"{root}/{inside}"):
            path = inside + entry.name
            if entry.name.startswith(".") or path == own:
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{path}/")
            elif path not in ours and entry.is_file(follow_symlinks=False) and is_like_ours(root, path):
                yield path


def _listed(folder: str) -> list["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except OSError:
        return []


def is_unchanged(root: str, path: str) -> bool:
    """Whether a file that was found to look like ours still does, even if the page beside it is gone since."""
    return not path.endswith(_HTML) or is_like_ours(root, path)


def is_like_ours(root: str, path: str) -> bool:
    """Whether the file at this output path looks as if a build had made it."""
    if path.endswith(_HTML):
        return _is_page(Path(root, path))
    folder, _, name = path.rpartition("/")
    if _ASSET.fullmatch(path):
        return True
    return bool(folder and _BESIDE.fullmatch(name)) and _is_page(Path(root, folder, "index.html"))


def _is_page(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return bool(_PAGE.search(head) or _FORWARD.search(head))
