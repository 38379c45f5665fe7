"""An imported article → the content file proposed for it: front matter, with what had to be guessed marked.

The file builds as it is. If a field had to be guessed, the file is a draft, and a comment in its front matter says what
its editor should decide.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from bantin.content.config_types import Category, Config
from bantin.importing.categories import key_of
from bantin.importing.types import PICTURES, ImportedArticle
from bantin.locale import Moment
from bantin.text import slugify
from bantin.yaml.writing import clean, quoted, scalar


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """The user's choices for all imported texts."""

    today: datetime.date
    category: str = ""
    """For texts that name none: an id or a name."""
    is_draft: bool = False
    decided: Mapping[str, Category] = field(default_factory=dict)
    """What old categories are now, by `key_of` their names."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed content file, without the number that makes its name free."""

    folder: str
    """`content/2018/03`"""
    stem: str
    article: ImportedArticle
    guessed: tuple[str, ...]
    """The fields that the source does not say: `date`, `category`, `title`."""
    head: str
    """The front matter."""

    is_draft: bool
    unknown_category: str = ""
    """The category that the source names, if the portal has none like it."""


def written(head: str, body: str, stem: str) -> str:
    """The whole file, if it is called `stem`."""
    return (f"{head}\n{body}\n" if body else head).replace(f"{PICTURES}/", f"{stem}/")


def propose(article: ImportedArticle, name: str, config: Config, wanted: ImportChoices) -> Proposal:
    """The content file for an article from the file `name`."""
    title = clean(article.title) or clean(name.rpartition("/")[2].rpartition(".")[0]) or clean(name)
    moment = article.date or article.updated or Moment(wanted.today)
    category = wanted.decided.get(key_of(article.category)) or meant(article.category, config)
    guessed = [] if clean(article.title) else ["title"]
    if not article.is_page:
        guessed += [] if article.date or article.updated else ["date"]
        guessed += [] if category or wanted.category else ["category"]
    chosen = category or meant(wanted.category, config) or _first(config, moment.day)
    lines = [f"title: {scalar(title)}", *_fields(article, config, chosen, moment, guessed)]
    is_draft = article.is_draft or wanted.is_draft or bool(guessed)
    if is_draft:
        lines.append(f"draft: {_yes(config)}")
    folder = "content/pages" if article.is_page else f"content/{moment.day:%Y}/{moment.day:%m}"
    stem = slugify(article.slug) or slugify(title) or slugify(name) or "bai"
    head = "\n".join(["---", *lines, "---", ""])
    unknown = "" if category or article.is_page else clean(article.category)
    return Proposal(folder, stem, article, tuple(guessed), head, is_draft, unknown)


def meant(written: str, config: Config) -> Category | None:
    """The category that a name means: by id, alias or name in any spelling, or a close match."""
    if not written:
        return None
    if found := config.category_meant(written):
        return found
    names = {key_of(name): category for category in config.categories for name in _names(category)}
    key = key_of(written)
    unordered = {frozenset(name.split()): category for name, category in names.items()}
    found = names.get(key) or unordered.get(frozenset(key.split()))
    if found is None and (near := get_close_matches(key, names, 1, 0.85)):
        found = names[near[0]]
    return found


def _names(category: Category) -> tuple[str, ...]:
    return (category.id, *category.aliases, *(text for _, text in category.names.texts))


def _first(config: Config, day: datetime.date) -> Category:
    return min(config.categories, key=lambda each: each.is_retired_on(day))


def _fields(
    article: ImportedArticle, config: Config, category: Category, moment: Moment, guessed: list[str]
) -> Iterator[str]:
    """The lines of front matter behind the title."""
    if not article.is_page:
        if "date" in guessed:
            yield "# Nguồn không ghi ngày đăng: đây là ngày nhập bài. Sửa lại, rồi xóa dòng draft."
        yield f"date: {_moment(moment)}"
        if "category" in guessed:
            named = f"«{clean(article.category)}»" if article.category else "không có"
            yield f"# Chuyên mục ghi trong nguồn: {named}. Chọn lại chuyên mục, rồi xóa dòng draft."
        yield f"category: {scalar(category.names.said(config.codes[0], '')[0])}"
    if article.views is not None and not article.is_page:
        yield f"views: {article.views}"
    if article.cover:
        yield f"cover: {{image: {PICTURES}/{article.cover}, alt: {quoted(clean(article.title) or article.cover)}}}"
    if lead := clean(article.lead):
        yield f"lead: {scalar(lead)}"
    if article.updated and article.updated > moment:
        yield f"updated: {_moment(article.updated)}"
    if not article.is_page:
        yield from _origin(article)
    yield from _list("aliases", tuple(alias.replace(" ", "%20") for alias in article.aliases))


def _origin(article: ImportedArticle) -> Iterator[str]:
    for name, text in (("author", article.author), ("source", article.source), ("source_url", article.source_url)):
        if text := clean(text):
            yield f"{name}: {scalar(text)}"
    yield from _list("tags", article.tags)


def _list(field: str, texts: tuple[str, ...]) -> Iterator[str]:
    if given := list(dict.fromkeys(filter(None, map(clean, texts)))):
        yield f"{field}:"
        yield from (f"  - {scalar(text)}" for text in given)


def _moment(moment: Moment) -> str:
    return f"{moment.day:%d/%m/%Y}" + (f" {moment.time:%H:%M}" if moment.time else "")


def _yes(config: Config) -> str:
    return "có" if config.codes[0] == "vi" else "yes"
