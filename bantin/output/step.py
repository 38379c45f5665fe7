"""What a swap of files will change, and what stands in its way: found before anything is changed."""

import os
import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from bantin.problems import Mistakes, Place, error
from bantin.text import folders_of


@dataclass(frozen=True)
class Step:
    """What is to change."""

    root: str
    """The site's folder on disk, itself no link."""
    shown: str
    """Its name in problems."""
    written: Sequence[tuple[str, str]]
    """Output path and the finished file on disk, on the same file system, that shall stand there; in order."""
    gone: Collection[str]
    """Output paths of files of ours that shall not be there afterwards, whether or not they are there now."""
    planned: Collection[str]
    """Every output path of the new site, written or not; a set, or the keys of a dict."""

    @cached_property
    def folders(self) -> set[str]:
        """The folders that hold them."""
        return folders_of(self.planned)


class StepTargets(NamedTuple):
    """What stands where something will be written."""

    blocked: tuple[str, ...]
    """The written paths at which a folder stands that will be empty by then."""
    files: frozenset[str]
    """Those at which a file stands."""
    links: frozenset[str]
    """Those at which anything else stands that will be replaced: a link, a pipe."""


def check(step: Step) -> StepTargets:
    """What the step will find.

    Raises Mistakes, with every one that there is, if a stranger stands where a file or folder of ours has to be.
    """
    both = (path for path in step.folders if path in step.planned)
    problems = [error("output-file-and-folder", Place(f"{step.shown}/{path}")) for path in both]
    gone = frozenset(step.gone)
    missing: set[str] = set()
    for folder in sorted(folders_of(path for path, _ in step.written)):
        kind = None if folder.rpartition("/")[0] in missing else kind_at(step, folder)
        if kind == stat.S_IFDIR:
            continue
        missing.add(folder)
        if kind is not None and folder not in gone:
            key = "site-link-in-way" if kind == stat.S_IFLNK else "site-file-in-way"
            problems.append(error(key, Place(f"{step.shown}/{folder}")))
    blocked, files, links = [], set(), set()
    for path, _ in step.written:
        kind = None if path.rpartition("/")[0] in missing else kind_at(step, path)
        if kind == stat.S_IFREG:
            files.add(path)
        elif kind == stat.S_IFDIR:
            blocked.append(path)
            stranger = min((file for file in _files_under(step, path) if file not in gone), default=None)
            if stranger is not None:
                place = Place(f"{step.shown}/{path}")
                problems.append(error("site-folder-in-way", place, example=f"{step.shown}/{stranger}"))
        elif kind is not None:
            links.add(path)
    if problems:
        raise Mistakes(sorted(problems))
    return StepTargets(tuple(blocked), frozenset(files), frozenset(links))


def kind_at(step: Step, path: str) -> int | None:
    """What stands at an output path (`stat.S_IFMT`); None if nothing does."""
    try:
        return stat.S_IFMT(os.lstat(f"{step.root}/{path}").st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return None


def _files_under(step: Step, folder: str) -> Iterator[str]:
    """All that is in `folder`, folders excepted."""
    for inside, _, names in os.walk(f"{step.root}/{folder}", onerror=_raise):
        for name in names:
            yield f"{inside}/{name}".replace(os.sep, "/").removeprefix(f"{step.root}/".replace(os.sep, "/"))


def _raise(trouble: OSError) -> None:
    raise trouble


def in_way(step: Step) -> Iterator[str]:
    """Those gone that have to be removed before anything new is written."""
    if not step.gone:
        return
    spelling = {path.casefold(): path for path in (*step.planned, *step.folders)}
    for path in step.gone:
        if path in step.folders or any(
            part in step.planned or spelling.get(part.casefold(), part) != part for part in (path, *folders_of([path]))
        ):
            yield path
