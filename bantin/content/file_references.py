"""Which files articles refer to: cover, attachments, audio, and the pictures and files that their texts link to."""

from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import NamedTuple
from urllib.parse import unquote

from bantin.content.file_names import is_markdown
from bantin.content.model import Article, Library
from bantin.markdown.anchors import parted
from bantin.markdown.body import Picture
from bantin.text import file_name, nfc


def referred_by(library: Library) -> Iterator[str]:
    """The source paths of all files that a public article or page refers to, as `referred`."""
    for article in referring(library):
        yield from referred(article)


def referring(library: Library) -> list[Article]:
    """The articles and plain pages that may refer to files."""
    every = (article for edition in library.editions for article in (*edition.articles, *edition.pages))
    return [article for article in every if _may_refer(article)]


def _may_refer(article: Article) -> bool:
    """Whether it can refer to a file at all: most articles of an archive are only text."""
    own, base = article.own, article.base
    if own.cover or own.attachments or own.audio or own.file_aliases:
        return True
    if any(isinstance(each, Picture) or is_file(each.target) for each in article.internal_references):
        return True
    return base is not own and bool(base.cover or base.attachments or base.audio or base.file_aliases)


def referred(article: Article) -> tuple[str, ...]:
    """The source paths of the files that an article refers to; '' for what is not under content/."""
    return references_of(article).every


def _named(article: Article) -> Iterator[str]:
    """The files to take away that the front matter names."""
    for attached in article.attachments:
        yield named_file(article.base.path, attached.file.text) or ""
    if audio := article.own.audio or article.base.audio:
        yield named_file(article.base.path, audio.text) or ""
    for alias in article.own.file_aliases:
        yield named_file(article.own.path, alias.file.text) or ""


def is_file(target: str) -> bool:
    """Whether a link's target is a file beside the article: neither an article, an address, nor the outside."""
    if is_markdown(target) and "#" not in target and "?" not in target:
        return False  # as nearly all links inside an archive
    path = parted(target)[0].partition("?")[0]
    return bool(path) and ":" not in path and not path.startswith("/") and not is_markdown(path) and path[-1] != "/"


def located(source: str, target: str) -> str | None:
    """The path of the file to which `target`, a link, leads in the content file `source`; None outside content/."""
    return named_file(source, unquote(parted(target)[0].partition("?")[0]))


def named_file(source: str, name: str) -> str | None:
    """The path of the file that the front matter of `source` calls `name`; None if it is not under content/."""
    folder, parting, last = nfc(name).replace("\\", "/").rpartition("/")
    path = folder + parting + (last if is_markdown(last) else file_name(last))
    if not path or path.startswith("/") or ":" in path:
        return None
    found = normpath(join(dirname(source), path))
    return found if found.startswith("content/") else None


def relative(source: str, path: str) -> str:
    """`path` as one would write it in the file `source`."""
    here = dirname(source).split("/")
    there = path.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "/".join([".."] * (len(here) - shared) + there[shared:])


class ReferredFiles(NamedTuple):
    """The files that one article refers to, by their paths; '' for one that is not under content/."""

    article: Article
    every: tuple[str, ...]
    cover: str
    downloads: frozenset[str]
    """Those that readers can take away as they are."""


class FileReferences:
    """The files that articles refer to. What an article refers to is looked up once."""

    def __init__(self) -> None:
        self._known: dict[Article, ReferredFiles | None] = {}

    def of(self, library: Library) -> tuple[ReferredFiles, ...]:
        """The files of every public article and page that may refer to any."""
        every = [article for edition in library.editions for article in (*edition.articles, *edition.pages)]
        known: dict[Article, ReferredFiles | None] = {}
        for article in every:
            if article in self._known:
                known[article] = self._known[article]
            else:
                known[article] = references_of(article) if _may_refer(article) else None
        self._known = known
        return tuple([reference for reference in known.values() if reference])


def references_of(article: Article) -> ReferredFiles:
    """The files that one article refers to."""
    path, base, cover = article.own.path, article.base, article.cover
    shown = (named_file(base.path, cover.image.text) or "",) if cover is not None and cover.image is not None else ()
    named = tuple(_named(article))
    in_text: list[str] = []
    linked: list[str] = []
    for reference in article.internal_references:
        if isinstance(reference, Picture):
            in_text.append(located(path, reference.target) or "")
        elif is_file(reference.target):
            in_text.append(located(path, reference.target) or "")
            linked.append(in_text[-1])
    return ReferredFiles(article, (*shown, *named, *in_text), "".join(shown), frozenset((*named, *linked)))
