"""config.yaml → the portal's own facts: names, languages, categories, menus, contacts, limits.

The only module that knows the keys of config.yaml. Whether a category is in use at this moment, or a menu leads to a
page that exists, is left to `arrange` and `frame`.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from bantin.locale import KNOWN_CODES
from bantin.problems import Mistakes, Place, Problem, error, errors
from bantin.text import fold, nfc, same, slugify
from bantin.yaml.document import Mapping, Node, Scalar, read_mapping
from bantin.yaml.fields import Bilingual, Fields, Text, nearest

_KEYS = (
    "base_url bantin timezone language languages untranslated without page_size sample categories tags menu footer "
    "links contact glossary urgent embed_hosts home feed preview_pictures limits"
).split()
DRAWN_DAYS = 60
"""For so many days an article has a preview picture of its own, where the portal wants one: that is how long people
hand on the news, and as many pictures as a portal can carry."""
USUAL_FOOTER = ("lien-he", "tro-giup-tiep-can", "dieu-khoan")
"""The plain pages that the footer leads to unless `footer` says otherwise: contact, accessibility, terms of use."""
PARTS = ("tags", "archives", "search")
"""What a portal may do without: keywords, the pages of years and months, the search."""
_OF_LANGUAGES = ("config-language", "config-language-name")
_LEADS = re.compile(r"https?://|mailto:|tel:|/(?!/)")
_OF_OTHERS = frozenset({*KNOWN_CODES, "office", "responsible", "telephone", "email", "hours", "reuse", "until", "link"})
"""No abbreviations: they land in the glossary above them if the line that they belong below is still a comment."""
_CONTACT = ("office", "responsible", "address", "telephone", "email", "hours", "reuse")


@dataclass(frozen=True, slots=True)
class Portal:
    """How the portal calls itself in one language."""

    code: str
    name: str
    short_name: str
    slogan: str
    authority: str
    description: str


@dataclass(frozen=True, slots=True)
class Category:
    """A section of the portal's news."""

    id: str
    """The last part of its address, and what stays the same when its name changes."""
    names: Bilingual
    parent: str
    addresses: tuple[tuple[str, str], ...]
    """(language code, slug) where an edition's address is not the id."""
    aliases: tuple[str, ...]
    """Old ids: in old addresses, and in the front matter of old articles."""
    is_retired: bool
    campaign: datetime.date | None
    """Retired after this day."""
    is_notices: bool
    """Its newest stand in the box of notices on home."""
    place: Place

    def slug(self, code: str) -> str:
        """The category's part of an address in the edition `code`."""
        return dict(self.addresses).get(code, self.id)

    def is_retired_on(self, day: datetime.date) -> bool:
        """Whether menus and home leave it out on `day`."""
        return self.is_retired or (self.campaign is not None and day > self.campaign)


@dataclass(frozen=True, slots=True)
class TagName:
    """A tag that was given an address, or a name in each language."""

    id: str
    names: Bilingual
    addresses: tuple[tuple[str, str], ...]
    place: Place

    def slug(self, code: str) -> str:
        """The tag's part of an address in the edition `code`."""
        return dict(self.addresses).get(code, self.id)


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A line of the menu as written: what it leads to, and those below it."""

    kind: str
    """'page', 'category', 'latest', 'sitemap', 'address', or '' for a heading."""
    target: str
    label: Bilingual | None
    children: tuple["MenuEntry", ...]
    place: Place
    """Of the target, or of the entry."""


@dataclass(frozen=True, slots=True)
class OutsideLink:
    """A link of home's box."""

    label: Bilingual
    address: str


@dataclass(frozen=True, slots=True)
class Contacts:
    """Who answers for the portal, for the footer."""

    office: Bilingual
    responsible: Bilingual
    address: Bilingual
    telephone: Bilingual
    email: Bilingual
    hours: Bilingual
    reuse: Bilingual


@dataclass(frozen=True, slots=True)
class UrgentNotice:
    """A bar on every page while something matters to everyone."""

    text: Bilingual
    link: str
    until: datetime.date | None
    """The last day on which it is shown."""
    place: Place


@dataclass(frozen=True, slots=True)
class HomeSizes:
    """How many articles each part of home shows."""

    featured: int = 3
    latest: int = 8
    block: int = 4
    notices: int = 5
    most_read: int = 5


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused as too much."""

    article_bytes: int = 500_000
    picture_bytes: int = 30_000_000
    picture_pixels: int = 50_000_000
    attachment_bytes: int = 50_000_000


@dataclass(frozen=True, slots=True)
class Config:
    """The portal's own facts."""

    base_url: str
    """Without a slash at its end."""
    timezone: str
    language: str
    """Of the program's messages; '' if not said."""
    portals: tuple[Portal, ...]
    """One a language, the default first."""
    untranslated: str
    """'link' or 'hide'."""
    without: tuple[str, ...]
    """What the portal does not have, of `PARTS`."""
    page_size: int
    sample: Bilingual | None
    categories: tuple[Category, ...]
    tags: tuple[TagName, ...]
    menu: tuple[MenuEntry, ...] | None
    footer: tuple[MenuEntry, ...] | None
    """What the footer leads to beside the portal's own places; None: the pages of `USUAL_FOOTER` that there are."""
    links: tuple[OutsideLink, ...]
    contact: Contacts
    glossary: tuple[tuple[str, Bilingual], ...]
    urgent: UrgentNotice | None
    embed_hosts: tuple[str, ...]
    home: HomeSizes
    feed_items: int
    drawn_days: int
    """For so many days a new article without a cover has a preview picture with its title; 0: its category's."""
    limits: Limits

    @property
    def codes(self) -> tuple[str, ...]:
        """The language codes, the default first."""
        return tuple(portal.code for portal in self.portals)

    @property
    def base_path(self) -> str:
        """The path of `base_url`, with a slash at both ends: '/' or '/phuong/'."""
        return urlsplit(self.base_url).path.rstrip("/") + "/"

    def category_meant(self, written: str) -> Category | None:
        """The category that an article names, by id, old id, or name in any language; marks and case forgiven."""
        wanted = fold(" ".join(written.split()))
        for category in self.categories:
            names = [category.id, *category.aliases, *(text for _, text in category.names.texts)]
            if wanted in (fold(name) for name in names):
                return category
        return None


@dataclass(frozen=True, slots=True)
class ConfigReading:
    """What could be read of config.yaml."""

    config: Config
    """With the usual value in the place of each that is broken."""
    problems: tuple[Problem, ...]
    broken: frozenset[str]
    """The keys whose values are not, or may not be, what was meant."""

    def whole(self) -> Config:
        """The configuration; raises `Mistakes` if anything of it is wrong."""
        if errors(self.problems):
            raise Mistakes(self.problems)
        return self.config


def parse(
    text: str, path: str = "config.yaml", version: str = "", is_zone: Callable[[str], bool] = bool
) -> ConfigReading:
    """The configuration that `text` holds, and what is wrong with it.

    `version` is the running program's, held against the key `bantin`; '' leaves that out. `is_zone` knows the names of
    time zones, which are kept outside the program.
    """
    tree, found = read_mapping(text, path)
    problems = list(found)
    if tree is None:
        return unread(problems)
    fields = Fields(tree, tuple(_KEYS), problems)
    portals = _portals(fields)
    codes = tuple(portal.code for portal in portals)
    if any(problem.key in _OF_LANGUAGES for problem in problems) or not codes:
        codes = tuple(dict.fromkeys((*codes, *KNOWN_CODES)))  # else each text in them would be called wrong as well
    config = _config(fields, portals, codes, is_zone)
    _check_version(fields, version)
    _check_menu(config, problems, knows_categories="categories" not in _broken(tree, problems))
    broken = _broken(tree, problems)
    return ConfigReading(_with_usual(config, broken), tuple(problems), broken)


def unread(problems: Iterable[Problem]) -> ConfigReading:
    """The reading of a configuration of which nothing can be read."""
    return ConfigReading(_usual(), tuple(problems), frozenset(_KEYS))


def _config(
    fields: Fields, portals: tuple[Portal, ...], codes: tuple[str, ...], is_zone: Callable[[str], bool]
) -> Config:
    return Config(
        base_url=_base_url(fields),
        timezone=_timezone(fields, is_zone),
        language=_one_of(fields, "language", KNOWN_CODES, ""),
        portals=portals,
        untranslated=_one_of(fields, "untranslated", ("link", "hide"), "link"),
        without=tuple(_without(fields)),
        page_size=fields.whole("page_size", 20, 1),
        sample=fields.bilingual("sample", codes),
        categories=_categories(fields, codes),
        tags=_tags(fields, codes),
        menu=tuple(_menu(fields, "menu", codes)) if fields.has("menu") else None,
        footer=tuple(_menu(fields, "footer", codes)) if fields.has("footer") else None,
        links=_links(fields, codes),
        contact=_contact(fields, codes),
        glossary=_glossary(fields, codes),
        urgent=_urgent(fields, codes),
        embed_hosts=tuple(_embed_hosts(fields)),
        home=_home(fields),
        feed_items=_feed_items(fields),
        drawn_days=_drawn_days(fields),
        limits=_limits(fields),
    )


_ATTRIBUTES = {"languages": "portals", "feed": "feed_items", "preview_pictures": "drawn_days"}
"""Where a key's value stands in `Config`, if not under the key's own name."""


def _usual() -> Config:
    """What stands in for a configuration: valid, and nobody's."""
    fields = Fields(Mapping((), Place("config.yaml")), tuple(_KEYS), [])
    portals = tuple(Portal(code, code, code, "", "", code) for code in KNOWN_CODES)
    return replace(_config(fields, portals, KNOWN_CODES, bool), base_url="https://portal.invalid")


def _with_usual(config: Config, broken: frozenset[str]) -> Config:
    usual = _usual() if broken else config
    if "categories" in broken:
        broken |= {"menu", "footer"}  # which names them
    attributes = {_ATTRIBUTES.get(key, key) for key in broken & frozenset(_KEYS) - {"bantin"}}
    return replace(config, **{name: getattr(usual, name) for name in attributes})


def _broken(tree: Mapping, problems: Iterable[Problem]) -> frozenset[str]:
    """The keys of the file's own level that `problems` are about, or that a key with a slip in it was meant to be."""
    starts = [(key.place.line, key.place.column, nfc(key.text)) for key, _ in tree.pairs]
    found: set[str] = set()
    for problem in errors(problems):
        if problem.key == "config-wants":
            found.add(str(dict(problem.values)["field"]))
            continue
        at = (problem.place.line, problem.place.column or 1)
        name = next((name for line, column, name in reversed(starts) if (line, column) <= at), "")
        found.add(name if name in _KEYS else nearest(name, tuple(_KEYS)))
    return frozenset(found - {""})


def _wanted(fields: Fields, field: str, example: str) -> Problem:
    """That `field`, without which there is no portal, is not there: no line to show."""
    place = fields.place_of(field) if fields.is_empty(field) else Place(fields.place.path)
    return error("config-wants", place, field=field, example=example)


def _base_url(fields: Fields) -> str:
    url = fields.text("base_url")
    if url is None:
        fields.problems.append(_wanted(fields, "base_url", "base_url: https://phuong.example"))
        return ""
    if not _is_base(url.text):
        fields.problems.append(error("config-base-url", url.place, value=url.text))
    return url.text.rstrip("/")


def _timezone(fields: Fields, is_zone: Callable[[str], bool]) -> str:
    zone = fields.text("timezone")
    if zone is None:
        return "Asia/Ho_Chi_Minh"
    if not is_zone(zone.text):
        fields.problems.append(error("config-timezone", zone.place, value=zone.text))
    return zone.text


def _is_base(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[?#\s]", url)
    except ValueError:
        return False


def _portals(fields: Fields) -> tuple[Portal, ...]:
    portals: list[Portal] = []
    for code, node in fields.named("languages", "vi: {name: …}"):
        if code.text not in KNOWN_CODES:
            known = ", ".join(KNOWN_CODES)
            fields.problems.append(error("config-language", code.place, code=code.text, known=known))
            continue
        keys = ("name", "short_name", "slogan", "authority", "description")
        inner = Fields(node if isinstance(node, Mapping) else Mapping((), code.place), keys, fields.problems)
        name = inner.plain("name")
        if not name:
            fields.problems.append(error("config-language-name", code.place, code=code.text))
        portals.append(
            Portal(
                code.text,
                name,
                inner.plain("short_name", name),
                inner.plain("slogan"),
                inner.plain("authority"),
                inner.plain("description", inner.plain("slogan", name)),
            )
        )
    if not fields.has("languages"):
        example = "languages: {vi: {name: Phường …}}"
        fields.problems.append(_wanted(fields, "languages", example))
    return tuple(portals)


def _one_of(fields: Fields, key: str, allowed: tuple[str, ...], default: str) -> str:
    text = fields.text(key)
    if text is None:
        return default
    if text.text not in allowed:
        fields.problems.append(
            error("config-one-of", text.place, field=key, value=text.text, allowed=", ".join(allowed))
        )
        return default
    return text.text


def _without(fields: Fields) -> Iterator[str]:
    for part in fields.texts("without"):
        if part.text in PARTS:
            yield part.text
        else:
            allowed = ", ".join(PARTS)
            fields.problems.append(
                error("config-one-of", part.place, field="without", value=part.text, allowed=allowed)
            )


def _categories(fields: Fields, codes: tuple[str, ...]) -> tuple[Category, ...]:
    known = ("id", *codes, "parent", "address", "aliases", "retired", "campaign", "notices")
    categories: list[Category] = []
    taken: dict[str, str] = {}
    for entry in fields.each("categories", known):
        id_ = _id(entry)
        names = entry.languages(codes)
        if names is None or (codes and not names.within(codes[0])):
            fields.problems.append(error("config-category-name", entry.place, id=id_, code=codes[0] if codes else "vi"))
        aliases = tuple(text.text for text in entry.texts("aliases"))
        fields.problems.extend(
            error("config-id", text.place, value=text.text, meant=slugify(text.text))
            for text in entry.texts("aliases")
            if slugify(text.text) != text.text
        )
        for name in (id_, *aliases, *(text for _, text in (names.texts if names else ()))):
            if name and taken.setdefault(fold(name), id_) != id_:
                fields.problems.append(error("config-category-twice", entry.place, name=name, other=taken[fold(name)]))
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
        fields.problems.append(_wanted(fields, "categories", example))
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


def _check_parents(categories: list[Category], problems: list[Problem]) -> None:
    by_id = {category.id: category for category in categories}
    for category in categories:
        seen: set[str] = {category.id}
        above = category.parent
        while above:
            if above not in by_id:
                near = nearest(above, tuple(by_id))
                problems.append(error("config-parent", category.place, id=category.id, parent=above, near=near or "…"))
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


def _tags(fields: Fields, codes: tuple[str, ...]) -> tuple[TagName, ...]:
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


def _menu(fields: Fields, key: str, codes: tuple[str, ...]) -> list[MenuEntry]:
    kinds = ("page", "category", "latest", "sitemap", "address")
    entries: list[MenuEntry] = []
    for entry in fields.each(key, (*kinds, *codes, "children")):
        given = [kind for kind in kinds if entry.has(kind)]
        label = entry.languages(codes)
        if len(given) > 1:
            place = entry.place_of(given[1])
            fields.problems.append(error("config-menu-two", place, first=given[0], second=given[1]))
        if label is None and (not given or given[0] == "address"):
            fields.problems.append(error("config-menu-label", entry.place))
        kind = given[0] if given else ""
        children = tuple(_menu(entry, "children", codes))
        target = entry.text(kind) if kind else None
        place = target.place if target else entry.place
        entries.append(MenuEntry(kind, target.text if target else "", label, children, place))
    return entries


def _check_menu(config: Config, problems: list[Problem], *, knows_categories: bool) -> None:
    ids = tuple(category.id for category in config.categories)

    def check(entries: tuple[MenuEntry, ...]) -> None:
        for entry in entries:
            if entry.kind == "category" and knows_categories and entry.target not in ids:
                near = nearest(entry.target, ids) or "…"
                problems.append(error("config-menu-category", entry.place, id=entry.target, near=near))
            if entry.kind == "address" and not _LEADS.match(entry.target):
                problems.append(error("config-target", entry.place, value=entry.target))
            check(entry.children)

    check(config.menu or ())
    check(config.footer or ())


def _links(fields: Fields, codes: tuple[str, ...]) -> tuple[OutsideLink, ...]:
    links: list[OutsideLink] = []
    for entry in fields.each("links", (*codes, "address")):
        label, address = entry.languages(codes), entry.text("address")
        if label is None or address is None:
            fields.problems.append(error("config-link-parts", entry.place))
        elif not re.match(r"(https?://|mailto:|tel:)", address.text):
            fields.problems.append(error("config-link", address.place, value=address.text))
        else:
            links.append(OutsideLink(label, address.text))
    return tuple(links)


def _contact(fields: Fields, codes: tuple[str, ...]) -> Contacts:
    inner = fields.fields("contact", _CONTACT)
    nothing = Bilingual(())
    return Contacts(*((inner.bilingual(key, codes) if inner else None) or nothing for key in _CONTACT))


def _glossary(fields: Fields, codes: tuple[str, ...]) -> tuple[tuple[str, Bilingual], ...]:
    found: list[tuple[str, Bilingual]] = []
    for term, node in fields.named("glossary", "UBND: …"):
        if term.text in _OF_OTHERS:
            fields.problems.append(error("config-half-commented", term.place, field=term.text))
            return ()
        text = _bilingual_of(node, term, codes, fields)
        if text is not None:
            found.append((term.text, text))
    return tuple(found)


def _bilingual_of(node: Node, term: Text, codes: tuple[str, ...], fields: Fields) -> Bilingual | None:
    if isinstance(node, Mapping):
        return Fields(node, codes, fields.problems).languages(codes)
    if isinstance(node, Scalar) and node.text.strip():
        return Bilingual((("", " ".join(node.text.split())),))
    fields.problems.append(error("wants-bilingual", node.place, field=term.text))
    return None


def _urgent(fields: Fields, codes: tuple[str, ...]) -> UrgentNotice | None:
    inner = fields.fields("urgent", (*codes, "link", "until"))
    if inner is None:
        return None
    text = inner.languages(codes)
    if text is None:
        fields.problems.append(error("config-urgent-text", inner.place))
        return None
    link = inner.text("link")
    if link is not None and not _LEADS.match(link.text):
        fields.problems.append(error("config-target", link.place, value=link.text))
    return UrgentNotice(
        text, link.text if link else "", inner.day("until"), link.place if link else inner.place_of("link")
    )


def _embed_hosts(fields: Fields) -> Iterator[str]:
    for host in fields.texts("embed_hosts"):
        if re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host.text):
            yield host.text
        else:
            fields.problems.append(error("config-embed-host", host.place, value=host.text))


def _home(fields: Fields) -> HomeSizes:
    usual = HomeSizes()
    keys = ("featured", "latest", "block", "notices", "most_read")
    inner = fields.fields("home", keys)
    return HomeSizes(*(inner.whole(key, getattr(usual, key)) for key in keys)) if inner else usual


def _feed_items(fields: Fields) -> int:
    inner = fields.fields("feed", ("items",))
    return inner.whole("items", 20, 1) if inner else 20


def _drawn_days(fields: Fields) -> int:
    key = "preview_pictures"
    if fields.is_mapping(key):
        inner = fields.fields(key, ("drawn",))
        return min(inner.whole("drawn", DRAWN_DAYS), 36_500) if inner else 0
    return DRAWN_DAYS if _one_of(fields, key, ("category", "drawn"), "category") == "drawn" else 0


def _limits(fields: Fields) -> Limits:
    usual = Limits()
    keys = ("article_bytes", "picture_bytes", "picture_pixels", "attachment_bytes")
    inner = fields.fields("limits", keys)
    return Limits(*(inner.whole(key, getattr(usual, key), 1) for key in keys)) if inner else usual


def _check_version(fields: Fields, version: str) -> None:
    wanted = fields.text("bantin")
    if wanted is None:
        return
    found = re.fullmatch(r">=\s*([0-9]+(?:\.[0-9]+)*)", wanted.text)
    if not found:
        fields.problems.append(error("config-bantin", wanted.place, value=wanted.text))
    elif version and _numbers(version) < _numbers(found[1]):
        fields.problems.append(error("config-bantin-old", wanted.place, wanted=found[1], version=version))


def _numbers(version: str) -> tuple[int, ...]:
    numbers = [int(part) for part in re.findall(r"[0-9]{1,9}", version)]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
