"""Front matter of Hugo and Jekyll (YAML, TOML, JSON) → the fields of an article; unknown fields are listed."""

import datetime
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bantin.importing.dates import date_line
from bantin.importing.page_facts import moment
from bantin.importing.types import ImportedArticle, LeftOut
from bantin.locale import Moment
from bantin.patterns import lazy_pattern
from bantin.problems import Mistakes, Place, error
from bantin.yaml import document
from bantin.yaml.document import Scalar

_HEAD = lazy_pattern(r"\ufeff?\s*(?P<sign>---|\+\+\+)[ \t]*\n(?P<head>(?:.*?\n)??)(?P=sign)[ \t]*(?:\n|\Z)", re.DOTALL)
_JSON = lazy_pattern(r"\ufeff?\s*\{\s*\"[\w-]+\"\s*:")
_NAMES = {
    "title": ("title",),
    "date": ("date", "publishdate", "published_at", "pubdate"),
    "updated": ("updated", "lastmod", "last_modified_at", "modified"),
    "category": ("category", "categories", "section"),
    "lead": ("lead", "description", "summary", "excerpt", "subtitle", "abstract"),
    "author": ("author", "authors", "byline"),
    "source": ("source", "nguon"),
    "tags": ("tags", "tag", "keywords"),
    "views": ("views", "view", "view_count"),
    "aliases": ("aliases", "alias", "redirect_from", "url", "permalink", "old_url"),
    "slug": ("slug",),
    "cover": ("cover", "image", "images", "featured_image", "featuredimage", "thumbnail", "banner", "img", "header"),
    "draft": ("draft",),
    "published": ("published",),
    "kind": ("layout", "type"),
}
_FIELDS = {name: field for field, names in _NAMES.items() for name in names}
_FILE_DATE = lazy_pattern(r"(?:^|/)(\d{4})-(\d{1,2})-(\d{1,2})-(.+?)\.[a-z]+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FieldsAndText:
    """A file's front matter as fields, and its text."""

    article: ImportedArticle
    """What the head says."""
    body: str
    first_line: int
    """Where the body begins."""
    cover: str
    """The path of the picture above the text."""


def read(text: str, name: str) -> FieldsAndText:
    """The front matter and the body of a file. Raises Mistakes for front matter that cannot be read."""
    if _JSON.match(text):
        return _with_json(text, name)
    found = _HEAD.match(text)
    if not found:
        return FieldsAndText(_article({}, name, 1), text, 1, "")
    values = _toml(found["head"], name) if found["sign"] == "+++" else _yaml(found["head"], name)
    first_line = text.count("\n", 0, found.end()) + 1
    return FieldsAndText(_article(values, name, 2), text[found.end() :], first_line, _cover(values))


def _with_json(text: str, name: str) -> FieldsAndText:
    """A file with JSON front matter, which ends at the closing bracket of its object."""
    start = text.index("{")
    try:
        values, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError) as reason:
        line = getattr(reason, "lineno", 1)
        raise Mistakes([error("import-head", Place(name, line), reason=str(reason))]) from reason
    given = {key.lower(): value for key, value in values.items()}
    behind = re.compile(r"[ \t]*\n?").match(text, end)
    end = behind.end() if behind else end
    return FieldsAndText(_article(given, name, 1), text[end:], text.count("\n", 0, end) + 1, _cover(given))


def _toml(head: str, name: str) -> Mapping[str, Any]:
    try:
        return {key.lower(): value for key, value in tomllib.loads(head).items()}
    except (tomllib.TOMLDecodeError, RecursionError) as reason:
        line = re.search(r"line (\d+)", str(reason))
        place = Place(name, int(line[1]) + 1 if line else 1)
        raise Mistakes([error("import-head", place, reason=str(reason))]) from reason


def _yaml(head: str, name: str) -> Mapping[str, Any]:
    tree, problems = document.read_mapping(f"{head}\n", name, 2, comments_cut=True)
    if tree is None:
        raise Mistakes(problems)
    return {key.text.lower(): _plain(value) for key, value in tree.pairs}


def _plain(node: Any) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, document.Mapping):
        return {key.text.lower(): _plain(value) for key, value in node.pairs}
    return [_plain(each) for each in node.items] if isinstance(node, document.Sequence) else ""


def _flat(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The fields, with those that some generators keep in a table of their own (`[taxonomies]`, `[params]`)."""
    for key, value in values.items():
        if key in ("taxonomies", "params", "extra") and isinstance(value, Mapping):
            yield from ((inner.lower(), each) for inner, each in value.items())
        else:
            yield key, value


def _article(values: Mapping[str, Any], name: str, line: int) -> ImportedArticle:
    given: dict[str, list[str]] = {}
    left_out: list[LeftOut] = []
    for key, value in _flat(values):
        field = _FIELDS.get(key)
        texts = _texts(value)
        if field:
            given.setdefault(field, []).extend(texts)
        elif texts:
            left_out.append(LeftOut(line, f"{key}: {', '.join(texts)}", "field"))
    of_file = _FILE_DATE.search(name)
    date = _moment(given.get("date")) or (_moment(["-".join(of_file.groups()[:3])]) if of_file else None)
    views = "".join(given.get("views", [])[:1])
    aliases = [
        each for each in given.get("aliases", []) if ":" not in each.removeprefix("https:").removeprefix("http:")
    ]
    is_draft = given.get("draft", [""])[0].lower() in _YES or given.get("published", [""])[0].lower() in _NO
    return ImportedArticle(
        title=_first(given, "title"),
        date=date,
        updated=_moment(given.get("updated")),
        category=_first(given, "category"),
        lead=_first(given, "lead"),
        author=", ".join(given.get("author", [])),
        source=_first(given, "source"),
        tags=tuple(given.get("tags", [])),
        views=int(views) if views.isdecimal() else None,
        aliases=tuple(aliases),
        slug=_first(given, "slug") or (of_file[4] if of_file else _bundle(name)),
        is_draft=is_draft,
        is_page=_first(given, "kind").lower() == "page",
        addresses=tuple(_addresses(given, of_file)),
        left_out=tuple(left_out),
    )


def _bundle(name: str) -> str:
    """The name of a page bundle, which is its folder's: `ke-hoach/index.md`."""
    folder, _, file = name.rpartition("/")
    return folder.rpartition("/")[2] if re.fullmatch(r"_?index(?:\.\w+)?\.\w+", file) else ""


def _addresses(given: Mapping[str, Sequence[str]], of_file: re.Match[str] | None) -> Iterator[str]:
    """The default permalink of a Jekyll post: its categories, date and name."""
    if of_file:
        year, month, day, name = of_file.groups()
        own = f"/{year}/{int(month):02}/{int(day):02}/{_first(given, 'slug') or name}/"
        yield own
        if categories := given.get("category"):
            yield f"/{'/'.join(' '.join(categories).split() if len(categories) == 1 else categories).lower()}{own}"


_YES = frozenset({"true", "yes"})
_NO = frozenset({"false", "no"})


def _first(given: Mapping[str, Sequence[str]], field: str) -> str:
    return next(iter(given.get(field, ())), "")


def _texts(value: Any) -> list[str]:
    """A value as texts: the items of a list, the values of a mapping."""
    if isinstance(value, Mapping):
        return [text for each in value.values() for text in _texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    if isinstance(value, bool):
        return [str(value).lower()]
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return [value.isoformat()]
    text = " ".join(str(value).split())
    return [text] if text else []


def _moment(texts: Sequence[str] | None) -> Moment | None:
    """A date as machines write it, or as people do."""
    written = next(iter(texts or ()), "")
    numbers = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", written)
    if numbers:
        written = f"{numbers[1]}-{int(numbers[2]):02}-{int(numbers[3]):02}"
    spaced = re.sub(r"\s+([+-]\d{2}:?\d{2}|Z)$", r"\1", written)
    if found := moment(spaced):
        return found
    said = date_line(written)
    return said.date if said else None


def _cover(values: Mapping[str, Any]) -> str:
    for key in _NAMES["cover"]:
        for text in _texts(values.get(key, "")):
            if re.search(r"\.(?:jpe?g|png|webp|gif|svg)$", text, re.IGNORECASE):
                return text
    return ""
