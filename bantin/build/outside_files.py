"""What lies beside the folder content/ or the file config.yaml, and was meant as part of it: nobody would read it."""

from collections.abc import Iterator
from pathlib import Path

from bantin.build.snapshot import outside_content
from bantin.content.file_names import is_markdown
from bantin.content.front_matter import parse
from bantin.disk import files as disk_files
from bantin.disk import text_decoding
from bantin.locale import KNOWN_CODES
from bantin.patterns import lazy_pattern
from bantin.problems import Place, Problem, warning


def misplaced(project: Path, max_bytes: int) -> Iterator[Problem]:
    """A note for each text outside of content/, of at most `max_bytes`, that has a front matter, as an article has.
    One that cannot be read is passed over: nothing says that it is meant for the portal. And one for each file whose
    name is almost that of config.yaml.
    """
    for each in outside_content(project):
        if not is_markdown(each.path):
            yield warning("config-passed-over", Place(each.path))
            continue
        data = disk_files.read_bytes(each, max_bytes)
        if isinstance(data, Problem):
            continue
        text = text_decoding.decode(data, each.path, keeps_controls=True)
        own = parse(text, f"content/{each.path}", KNOWN_CODES).front_matter if isinstance(text, str) else None
        if own is not None:
            first, _, below = each.path.partition("/")
            folder = "" if below else f"{own.date.day:%Y/%m}/" if own.date else "2026/11/"
            path = each.path if _OF_CONTENT.fullmatch(first) or not below else below
            yield warning("article-outside", Place(each.path), meant=f"content/{folder}{path}")


_OF_CONTENT = lazy_pattern(r"[0-9]{4}|pages")
