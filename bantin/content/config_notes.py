"""Notes about config.yaml: what stands there and does nothing, and what is left of the words that `init` wrote.

A key that is set to its usual value says what is so without it, and is no reason for a note.
"""

import re
from collections.abc import Iterator

from bantin.content.config_types import Category, Config, HomeSizes, MenuEntry
from bantin.content.field_markup import of_words
from bantin.patterns import lazy_pattern
from bantin.problems import Place, Problem, warning
from bantin.yaml.document import Mapping, Node, Scalar
from bantin.yaml.fields import Fields

_PARTS = ("menu", "footer", "links", "contact", "glossary", "tags", "home", "feed", "limits", "embed_hosts", "sample")
"""Keys with lines below them. Empty, they are mostly half uncommented. (Of `urgent` that is an error.)"""


def without_effect(fields: Fields, config: Config) -> Iterator[Problem]:
    """Keys and values that change nothing."""
    for part in _PARTS:
        if fields.is_empty(part):
            yield warning("config-part-empty", fields.place_of(part), field=part)
    if _ON_THIS_COMPUTER.match(config.base_url):
        yield warning("config-base-local", fields.place_of("base_url"), value=config.base_url)
    if config.untranslated == "hide" and len(config.portals) == 1:
        yield _useless(fields, "untranslated", "languages")
    if config.tags and "tags" in config.without:
        yield _useless(fields, "tags", "without")
    if config.home.notices != HomeSizes().notices and not any(each.is_notices for each in config.categories):
        yield warning("config-useless", fields.place_within("home", "notices"), field="notices", other="categories")
    if config.home.notices == 0 and any(each.is_notices for each in config.categories):
        first = next(each for each in config.categories if each.is_notices)
        yield warning("config-useless", first.place, field="notices", other="home")
    yield from _of_categories(config)
    by_id = {category.id: category for category in config.categories}
    for key, entries in (("menu", config.menu or ()), ("footer", config.footer or ())):
        yield from _of_menu(entries, by_id, is_footer=key == "footer")


_ON_THIS_COMPUTER = lazy_pattern(r"https?://(?:localhost|127\.|0\.0\.0\.0|10\.|192\.168\.|\[::1\])", re.IGNORECASE)


def _useless(fields: Fields, field: str, other: str) -> Problem:
    return warning("config-useless", fields.place_of(field), field=field, other=other)


def _of_categories(config: Config) -> Iterator[Problem]:
    noticing = [each for each in config.categories if each.is_notices and not each.is_retired]
    for category in config.categories:
        if category.is_retired and category.campaign:
            yield warning("config-useless", category.place, field="campaign", other="retired")
        if category.is_retired and category.is_notices:
            yield warning("config-useless", category.place, field="notices", other="retired")
    for category in noticing[1:]:
        yield warning("config-notices-twice", category.place, id=category.id, first=noticing[0].id)


def _of_menu(entries: tuple[MenuEntry, ...], by_id: dict[str, Category], *, is_footer: bool) -> Iterator[Problem]:
    for entry in entries:
        category = by_id.get(entry.target) if entry.kind == "category" else None
        if category and category.is_retired:
            yield warning("config-menu-retired", entry.place, id=category.id)
        if is_footer and (entry.children or not entry.kind):
            yield warning("config-footer-flat", entry.place)
        elif not entry.kind and not entry.children:
            yield warning("config-menu-empty", entry.place)
        yield from _of_menu(entry.children, by_id, is_footer=is_footer)


_LEFT_BY_INIT = (
    "//phuong.example",
    "@phuong.example",
    "(tên phường)",
    "(tên thành phố hoặc tỉnh)",
    "(Name)",
    "(city or province)",
    "(024) 0000 0000",
    "Họ tên, chức vụ",
    "Ủy ban nhân dân phường …",
    "Số nhà, đường, phường, thành phố",
)


def placeholders(tree: Mapping, config: Config) -> Iterator[Problem]:
    """One note for all that still stands as `init` wrote it; none for a sample, which says what it is on every page."""
    if config.sample is not None:
        return
    left = [(text, place) for _, text, place in _texts(tree) if _is_left(text)]
    if left:
        shown = ", ".join(f"«{text}»" for text, _ in left[:3]) + (", …" if len(left) > 3 else "")
        yield warning("config-placeholder", left[0][1], shown=shown)


def _is_left(text: str) -> bool:
    return any(sign in text for sign in _LEFT_BY_INIT) or _DOTS.fullmatch(text) is not None


def markup(tree: Mapping) -> Iterator[Problem]:
    """A note for each text in which Markdown or HTML stands: all of config.yaml is plain words, or addresses."""
    for field, text, place in _texts(tree):
        if not _ADDRESS.fullmatch(text):
            yield from of_words(text, field, place)


_DOTS = lazy_pattern(r"\s*(?:…|\.{3,}|x{3,})\s*", re.IGNORECASE)
_ADDRESS = lazy_pattern(r"\S*/\S*")


def _texts(node: Node, field: str = "") -> Iterator[tuple[str, str, Place]]:
    """(key, text, place) of each text below a node."""
    if isinstance(node, Scalar):
        yield field, node.text, node.place
    elif isinstance(node, Mapping):
        for key, value in node.pairs:
            yield from _texts(value, key.text)
    else:
        for item in node.items:
            yield from _texts(item, field)
