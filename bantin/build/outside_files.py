"""Articles that lie beside the folder content/ instead of in it: nobody would ever read them."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from bantin.content.file_names import is_markdown
from bantin.content.front_matter import parse
from bantin.disk import text_decoding, walk
from bantin.disk.program import PROGRAM
from bantin.disk.walk import FileEntry
from bantin.locale import KNOWN_CODES
from bantin.problems import Place, Problem, warning

_OF_ARTICLES = re.compile(r"(?:19|20|21)[0-9]{2}|pages")
"""Names of folders that belong below content/."""


def outside_content(project: Path) -> Iterable[FileEntry]:
    """The texts of a project outside of content/ that may be articles, by their names and folders."""
    if project.resolve() == PROGRAM.resolve():
        return
    for path in sorted(project.iterdir()):
        if is_markdown(path.name) and path.is_file():
            yield from walk.list_one(project, path.name)
        elif _OF_ARTICLES.fullmatch(path.name) and path.is_dir():
            yield from (each for each in walk.list_folder(path) if is_markdown(each.path))


def misplaced(project: Path) -> Iterator[Problem]:
    """A note for each text outside of content/ that has a front matter, as an article has."""
    for each in outside_content(project):
        text = text_decoding.decode((project / each.path).read_bytes(), each.path, keeps_controls=True)
        own = parse(text, f"content/{each.path}", KNOWN_CODES).front_matter if isinstance(text, str) else None
        if own is not None:
            is_in_folder = "/" in each.path
            folder = "" if is_in_folder else f"{own.date.day:%Y/%m}/" if own.date else "2026/11/"
            yield warning("article-outside", Place(each.path), meant=f"content/{folder}{each.path}")
