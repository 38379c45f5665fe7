"""Articles that lie beside the folder content/ instead of in it: nobody would ever read them."""

from collections.abc import Iterator
from pathlib import Path

from bantin.build.snapshot import outside_content
from bantin.content.front_matter import parse
from bantin.disk import files as disk_files
from bantin.disk import text_decoding
from bantin.locale import KNOWN_CODES
from bantin.problems import Place, Problem, warning


def misplaced(project: Path, max_bytes: int) -> Iterator[Problem]:
    """A note for each text outside of content/, of at most `max_bytes`, that has a front matter, as an article has.
    One that cannot be read is passed over: nothing says that it is meant for the portal.
    """
    for each in outside_content(project):
        data = disk_files.read_bytes(each, max_bytes)
        if isinstance(data, Problem):
            continue
        text = text_decoding.decode(data, each.path, keeps_controls=True)
        own = parse(text, f"content/{each.path}", KNOWN_CODES).front_matter if isinstance(text, str) else None
        if own is not None:
            is_in_folder = "/" in each.path
            folder = "" if is_in_folder else f"{own.date.day:%Y/%m}/" if own.date else "2026/11/"
            yield warning("article-outside", Place(each.path), meant=f"content/{folder}{each.path}")
