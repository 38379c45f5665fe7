"""Notes → the pages of the preview on which they are shown: each on the page of the file that it is about, once.

What is about no article or plain page (config.yaml, a template, a file that nobody uses) is shown on home.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from bantin.content.model import Library
from bantin.problems import Problem
from bantin.theme.page_output import PageOutput

ELSEWHERE = ""
"""Stands for what belongs to no page of its own."""

Notes = Mapping[str, tuple[str, ...]]
"""Sentences by the path of an article's file, or by ELSEWHERE."""


def by_file(notes: Sequence[Problem], sentences: Sequence[str], library: Library) -> Notes:
    """The `sentences` of the notes, in the same order, by the file on whose page they are shown."""
    if not notes:
        return {}
    shown = {article.own.path for articles in library.by_key.values() for article in articles.values()}
    shown.update(gone.path for gone in library.gone)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for note, text in zip(notes, sentences, strict=True):
        found[note.place.path if note.place.path in shown else ELSEWHERE].append(text)
    return {path: tuple(dict.fromkeys(texts)) for path, texts in found.items()}


def file_of(path: str, page: PageOutput) -> str | None:
    """Whose notes the page at an output path shows; None for nobody's."""
    if path == "index.html":
        return ELSEWHERE
    is_of_a_file = page.source.path.startswith("content/") and page.template != "pages/forward.html"
    return page.source.path if is_of_a_file else None
