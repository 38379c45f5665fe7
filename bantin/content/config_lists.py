"""The lists of config.yaml: categories, tags, menus, links, the glossary; and what must not stand in them twice."""

import re
from collections.abc import Iterable
from dataclasses import replace

from bantin.content.config_types import Category, Config, MenuEntry, OutsideLink, TagName
from bantin.content.web_addresses import whole_address
from bantin.locale import KNOWN_CODES
from bantin.patterns import lazy_pattern
from bantin.problems import Place, Problem, error, warning
from bantin.text import fold, same, slugify
from bantin.yaml.document import Mapping, Node, Scalar
from bantin.yaml.fields import Fields
from bantin.yaml.keys import nearest
from bantin.yaml.values import Bilingual, Text

LEADS = lazy_pattern(r"https?://|mailto:|tel:|/(?!/)")
"""How the address of a menu's entry or of the urgent notice begins."""
_OF_OTHERS = frozenset(
    {
        *(*KNOWN_CODES, "office", "responsible", "telephone", "email", "hours", "reuse", "until", "link"),
        *("urgent", "contact", "menu", "footer", "links", "tags", "home", "feed", "limits", "sample", "embed_hosts"),
    }
)
"""Keys that are no abbreviations: they land in the glossary above them if the line to which they belong is still
commented out."""


def wanted(fields: Fields, field: str, example: str) -> Problem:
    """The problem that `field`, without which there is no portal, is missing; there is no line to show."""
    place = fields.place_of(field) if fields.is_empty(field) else Place(fields.place.path)
    return error("config-wants", place, field=field, example=example)


def categories(fields: Fields, codes: tuple[str, ...]) -> tuple[Category, ...]:
    """The portal's categories, in the order of home and the menu."""
    known = ("id", *codes, "parent", "address", "aliases", "retired", "campaign", "notices")
    categories: list[Category] = []
    taken: dict[str, str] = {}
    for entry in fields.each("categories", known):
        id_ = _id(entry)
        names = entry.languages(codes)
        if names is None or (codes and not names.within(codes[0])):
            fields.problems.append(error("config-category-name", entry.place, id=id_, code=codes[0] if codes else "vi"))
        aliases = tuple(text.text for text in entry.texts("aliases") if text.text != id_)
        if any(text.text == id_ for text in entry.texts("aliases")):
            fields.problems.append(warning("config-alias-own", entry.place_of("aliases"), id=id_))
        fields.problems.extend(
            error("config-id", text.place, value=text.text, meant=slugify(text.text))
            for text in entry.texts("aliases")
            if slugify(text.text) != text.text
        )
        for name in (id_, *aliases, *(text for _, text in (names.texts if names else ()))):
            if name and taken.setdefault(same(name), id_) != id_:
                fields.problems.append(error("config-category-twice", entry.place, name=name, other=taken[same(name)]))
        if id_ and any(category.id == id_ for category in categories):
            fields.problems.append(error("config-category-twice", entry.place, name=id_, other=id_))
        categories.append(
            Category(
                id_,
                names or Bilingual(()),
                entry.plain("parent"),
                _addresses(entry, codes),
                aliases,
                entry.flag("retired"),
                entry.day("campaign"),
                entry.flag("notices"),
                entry.place,
            )
        )
    if not fields.has("categories"):
        example = "categories: [{id: thong-bao, vi: Thông báo, en: Notices}]"
        fields.problems.append(wanted(fields, "categories", example))
    _check_parents(categories, fields.problems)
    _check_addresses(categories, codes, fields.problems)
    return tuple(categories)


def _id(entry: Fields) -> str:
    id_ = entry.text("id")
    if id_ is None:
        entry.problems.append(error("config-id-missing", entry.place))
        return ""
    if slugify(id_.text) != id_.text:
        entry.problems.append(error("config-id", id_.place, value=id_.text, meant=slugify(id_.text)))
    return id_.text


def _addresses(entry: Fields, codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    given = entry.bilingual("address", codes)
    if given is None:
        return ()
    texts = given.texts if given.texts[:1] and given.texts[0][0] else tuple((code, given.texts[0][1]) for code in codes)
    for code, text in texts:
        if slugify(text) != text:
            place = entry.place_within("address", code)
            entry.problems.append(error("config-id", place, value=text, meant=slugify(text)))
    return texts


def _ids_meant(written: str, categories: Iterable[Category]) -> str:
    """The id of the category whose id or name is most like `written`; every id where none is like it."""
    names = {fold(name): category.id for category in categories for name in category.called}
    return names.get(nearest(fold(written), tuple(names))) or ", ".join(dict.fromkeys(names.values()))


def _check_parents(categories: list[Category], problems: list[Problem]) -> None:
    by_id = {category.id: category for category in categories}
    for category in categories:
        seen: set[str] = {category.id}
        above = category.parent
        while above:
            if above not in by_id:
                near = _ids_meant(above, (other for other in categories if other is not category))
                problems.append(error("config-parent", category.place, id=category.id, parent=above, near=near))
                break
            if above in seen:
                problems.append(error("config-parent-loop", category.place, id=category.id))
                break
            seen.add(above)
            above = by_id[above].parent


def _check_addresses(categories: list[Category], codes: tuple[str, ...], problems: list[Problem]) -> None:
    """No two categories at one address, or at the old address of another."""
    for code in codes:
        taken: dict[str, str] = {}
        for category in categories:
            taken.setdefault(category.slug(code), category.id)
        for category in categories:
            for address in (category.slug(code), *category.aliases):
                if address and (other := taken.setdefault(address, category.id)) != category.id and address != other:
                    twice = error("config-address-twice", category.place, address=address, other=other)
                    if twice not in problems:
                        problems.append(twice)


def tags(fields: Fields, codes: tuple[str, ...]) -> tuple[TagName, ...]:
    """The tags that were given an address or names."""
    tags: list[TagName] = []
    taken: dict[str, str] = {}
    for entry in fields.each("tags", ("id", *codes, "address")):
        id_ = _id(entry)
        names = entry.languages(codes) or Bilingual((("", id_),))
        for key in ("#" + id_, *(same(text) for _, text in names.texts)):
            if taken.setdefault(key, id_) != id_ or (key == "#" + id_ and any(tag.id == id_ for tag in tags)):
                fields.problems.append(error("config-tag-twice", entry.place, name=key.lstrip("#")))
        tags.append(TagName(id_, names, _addresses(entry, codes), entry.place))
    return tuple(tags)


def menu(fields: Fields, key: str, codes: tuple[str, ...]) -> list[MenuEntry]:
    """The entries of `menu` or `footer`, with those below them."""
    kinds = ("page", "category", "latest", "sitemap", "address")
    entries: list[MenuEntry] = []
    for entry in fields.each(key, (*kinds, *codes, "children")):
        given = [kind for kind in kinds if entry.has(kind)]
        if off := next((kind for kind in given if kind in _SWITCHES and not entry.flag(kind)), ""):
            fields.problems.append(warning("config-menu-off", entry.place_of(off), field=off))
            continue
        label = entry.languages(codes)
        if len(given) > 1:
            place = entry.place_of(given[1])
            fields.problems.append(error("config-menu-two", place, first=given[0], second=given[1]))
        if label is None and (not given or given[0] == "address"):
            fields.problems.append(error("config-menu-label", entry.place))
        kind = given[0] if given else ""
        children = tuple(menu(entry, "children", codes))
        target = entry.text(kind) if kind else None
        place = target.place if target else entry.place
        leads = target.text if target else ""
        entries.append(MenuEntry(kind, whole_address(leads) if kind == "address" else leads, label, children, place))
    return entries


_SWITCHES = ("latest", "sitemap")
"""Kinds of entries that lead to one page only, and say no more than yes."""


def with_ids(entries: tuple[MenuEntry, ...], config: Config) -> tuple[MenuEntry, ...]:
    """Entries of a menu, with the id of each category that they name."""
    return tuple(
        replace(
            entry,
            target=meant.id
            if entry.kind == "category" and (meant := config.category_meant(entry.target))
            else entry.target,
            children=with_ids(entry.children, config),
        )
        for entry in entries
    )


def check_menu(config: Config, problems: list[Problem], *, knows_categories: bool) -> None:
    """Reports entries of menu and footer that lead nowhere."""
    ids = tuple(category.id for category in config.categories)

    def check(entries: tuple[MenuEntry, ...]) -> None:
        for entry in entries:
            if entry.kind == "category" and knows_categories and entry.target not in ids:
                near = _ids_meant(entry.target, config.categories)
                problems.append(error("config-menu-category", entry.place, id=entry.target, near=near))
            if entry.kind == "address" and not LEADS.match(entry.target):
                problems.append(error("config-target", entry.place, value=entry.target))
            check(entry.children)

    check(config.menu or ())
    check(config.footer or ())


def links(fields: Fields, codes: tuple[str, ...]) -> tuple[OutsideLink, ...]:
    """The links of home's box."""
    links: list[OutsideLink] = []
    for entry in fields.each("links", (*codes, "address")):
        label, address = entry.languages(codes), entry.text("address")
        if label is None or address is None:
            fields.problems.append(error("config-link-parts", entry.place))
        elif not re.match(r"(https?://|mailto:|tel:)", whole := whole_address(address.text)):
            fields.problems.append(error("config-link", address.place, value=address.text))
        else:
            links.append(OutsideLink(label, whole, address.place))
    return tuple(links)


def glossary(fields: Fields, codes: tuple[str, ...]) -> tuple[tuple[Text, Bilingual], ...]:
    """Abbreviations with what they stand for; empty if a line of another key is among them."""
    found: list[tuple[Text, Bilingual]] = []
    for term, node in fields.named("glossary", "UBND: …"):
        if term.text in _OF_OTHERS:
            fields.problems.append(error("config-half-commented", term.place, field=term.text))
            return ()
        text = _bilingual_of(node, term, codes, fields)
        if text is not None:
            found.append((term, text))
    return tuple(found)


def _bilingual_of(node: Node, term: Text, codes: tuple[str, ...], fields: Fields) -> Bilingual | None:
    if isinstance(node, Mapping):
        return Fields(node, codes, fields.problems).languages(codes)
    if isinstance(node, Scalar) and node.text.strip():
        return Bilingual((("", " ".join(node.text.split())),))
    fields.problems.append(error("wants-bilingual", node.place, field=term.text))
    return None
