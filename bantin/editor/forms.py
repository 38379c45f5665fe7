"""Form model of the editor: an article's text ↔ values by field, and the field of each problem."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bantin.content.config_types import Config
from bantin.content.field_names import OF_THE_ORIGINAL
from bantin.content.front_matter import parse
from bantin.content.states import ArticleState
from bantin.editor import article_text, front_matter_lines
from bantin.editor.article_text import FieldValue
from bantin.problems import Problem
from bantin.yaml.values import NO, YES

MOMENTS = "date updated expires notice_until".split()
FLAGS = "draft featured".split()
BODY = "body"
"""What a problem of the text below the front matter is about."""


@dataclass(frozen=True, slots=True)
class FoundProblem:
    """A problem in an article, as the form shows it."""

    field: str
    """A field of the front matter, BODY, or '' for the article as a whole."""
    line: int
    """Of the file."""
    body_line: int
    """Of the text below the front matter, from 1; 0 for none of it."""
    problem: Problem


def shown(text: str, path: str, config: Config, zone: datetime.tzinfo) -> dict[str, Any]:
    """The form of the article at `path`, as JSON: values, body, and whether a form can change it at all."""
    article = article_text.read(text)
    written = parse(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), path, config.codes, zone)
    front_matter = written.front_matter
    if article is None or front_matter is None:
        return {"isForm": False, "text": text}
    values: dict[str, Any] = {**article.values()}
    values |= {name: getattr(front_matter, f"is_{name}") for name in FLAGS if name in values}
    for name in MOMENTS:
        if moment := getattr(front_matter, name):
            values[name] = _iso(moment)
    category = config.category_meant(front_matter.category.text) if front_matter.category else None
    if category is not None:
        values["category"] = category.id
    values["tags"] = [tag.text for tag in front_matter.tags]
    is_translation = front_matter.has_suffix and front_matter.category is None and not front_matter.is_page
    return {
        "isForm": True,
        "values": values,
        "body": article.body,
        "code": front_matter.code,
        "isPage": front_matter.is_page,
        "isTranslation": is_translation,
        "fixed": [*OF_THE_ORIGINAL] if is_translation else [],
        "original": front_matter.original,
        "digest": front_matter.digest,
    }


def changed(text: str, values: Mapping[str, Any], body: str | None, config: Config) -> str:
    """`text` with the changes made in its form. Raises ValueError for a text that no form can change, or for a value
    of another kind than its field's."""
    article = article_text.read(text)
    before = article.values() if article else {}
    changes = {name: _written(name, value, before.get(name, ""), config) for name, value in values.items()}
    return front_matter_lines.edited(text, changes, body)


def _written(name: str, value: object, before: FieldValue, config: Config) -> FieldValue:
    if name in FLAGS:
        return _flag(bool(value), before)
    if name in MOMENTS and isinstance(value, str):
        return _date(value)
    if name == "category" and isinstance(value, str):
        names = [each.names.within(config.codes[0]) for each in config.categories if each.id == value]
        return names[0] or value if names else value
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return [" ".join(each.split()) for each in value if each.strip()]
    if isinstance(value, list) and all(_is_named(each) for each in value):
        return [_named(each) for each in value]
    if _is_named(value):
        assert isinstance(value, dict)
        return _named(value)
    raise ValueError(name)


def _is_named(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(each, str) for each in (*value, *value.values()))


def _named(value: Mapping[str, str]) -> dict[str, str]:
    return {key: " ".join(text.split()) for key, text in value.items()}


def _flag(value: bool, before: FieldValue) -> str:
    """The flag in the words that stand there: `draft: yes` becomes `no`, not `không`."""
    said = before.lower() if isinstance(before, str) else ""
    if said in (YES if value else NO):
        return str(before)
    pairs = (("true", "false"), ("yes", "no"), ("on", "off"))
    for yes, no in pairs:
        if said in (yes, no):
            return yes if value else no
    return ("có" if value else "không") if value or said else ""


def _date(iso: str) -> str:
    """`2026-11-29T09:30` as the guide writes it: 29/11/2026 09:30."""
    day, _, clock = iso.partition("T")
    if not day:
        return ""
    parsed = datetime.date.fromisoformat(day)
    return f"{parsed:%d/%m/%Y}{f' {clock[:5]}' if clock else ''}"


def _iso(moment: Any) -> str:
    if isinstance(moment, datetime.date):
        return moment.isoformat()
    clock = f"T{moment.time:%H:%M}" if moment.time else ""
    return f"{moment.day.isoformat()}{clock}"


def placed(problems: Iterable[Problem], text: str) -> tuple[FoundProblem, ...]:
    """The problems of one article, each at its field."""
    article = article_text.read(text)
    found: list[FoundProblem] = []
    for problem in problems:
        line = problem.place.line
        field, body_line = "", 0
        if article is not None and line:
            if line > article.closing + 1:
                field, body_line = BODY, line - article.closing - 1
            else:
                field = next((each.name for each in article.fields if each.first < line <= each.end), "")
        found.append(FoundProblem(field, line, body_line, problem))
    return tuple(found)


def listed(states: Iterable[ArticleState], config: Config) -> list[dict[str, Any]]:
    """The articles for the list of the editor, as JSON."""
    names = {each.id: each.names.within(config.codes[0]) or each.id for each in config.categories}
    return [
        {
            "path": each.path,
            "title": each.title,
            "code": each.code,
            "date": _iso(each.date) if each.date else "",
            "category": names.get(each.category, ""),
            "address": each.address,
            "state": each.state,
            "isPage": each.is_page,
            "isTranslation": each.is_translation,
            "isBehind": each.is_behind,
            "missing": list(each.missing),
        }
        for each in states
    ]


def choices(config: Config, words: Iterable[str]) -> dict[str, Any]:
    """The choices that the form offers, as JSON; `words` are the tags in use."""
    code = config.codes[0]
    return {
        "languages": list(config.codes),
        "categories": [
            {"id": each.id, "name": each.names.within(code) or each.id, "isRetired": each.is_retired}
            for each in config.categories
        ],
        "tags": sorted({*words, *(name for tag in config.tags if (name := tag.names.within(code)))}),
    }
