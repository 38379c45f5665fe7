"""config.yaml → the portal's own facts: names, languages, categories, menus, contacts, limits.

This module, `config_lists` and `config_sections` alone know the keys of config.yaml. Whether a category is in use at
this moment, or a menu leads to a page that exists, is left to `arrange` and `frame`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from bantin.content import config_addresses, config_lists, config_notes, config_sections
from bantin.content.config_lists import with_ids
from bantin.content.config_types import Config, Portal
from bantin.locale import KNOWN_CODES
from bantin.problems import Mistakes, Place, Problem, errors
from bantin.text import nfc
from bantin.yaml.document import Mapping, read_mapping
from bantin.yaml.fields import Fields
from bantin.yaml.keys import nearest

_KEYS = (
    "base_url bantin timezone language languages untranslated without page_size sample categories tags menu footer "
    "links contact glossary urgent embed_hosts home feed preview_pictures strict_since "
    "lenient check limits approval"
).split()
USUAL_FOOTER = ("lien-he", "tro-giup-tiep-can", "dieu-khoan")
"""The plain pages that the footer leads to unless `footer` says otherwise: contact, accessibility, terms of use."""
_OF_LANGUAGES = ("config-language", "config-language-name")


@dataclass(frozen=True, slots=True)
class ConfigReading:
    """What could be read of config.yaml."""

    config: Config
    """A value that is broken is replaced by the default."""
    problems: tuple[Problem, ...]
    broken: frozenset[str]
    """Keys whose values are wrong, or may not be what was meant."""
    reminders: tuple[Problem, ...] = ()
    """Notes that wait until the portal has an article: before that it is still being set up."""

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
    portals = config_sections.portals(fields)
    codes = tuple(portal.code for portal in portals)
    if any(problem.key in _OF_LANGUAGES for problem in problems) or not codes:
        codes = tuple(dict.fromkeys((*codes, *KNOWN_CODES)))  # else each text in them would be called wrong as well
    config = _config(fields, portals, codes, is_zone)
    menu, footer = (entries and with_ids(entries, config) for entries in (config.menu, config.footer))
    config = config_addresses.with_own(replace(config, menu=menu, footer=footer))
    config_sections.check_version(fields, version)
    config_lists.check_menu(config, problems, knows_categories="categories" not in _broken(tree, problems))
    problems += config_addresses.problems(config)
    broken = _broken(tree, problems)
    problems += config_notes.without_effect(fields, config)
    problems += config_notes.markup(tree)
    reminders = tuple(config_notes.placeholders(tree, config))
    return ConfigReading(_with_usual(config, broken), tuple(problems), broken, reminders)


def unread(problems: Iterable[Problem]) -> ConfigReading:
    """The reading of a config.yaml of which nothing can be read."""
    return ConfigReading(_usual(), tuple(problems), frozenset(_KEYS))


def _config(
    fields: Fields, portals: tuple[Portal, ...], codes: tuple[str, ...], is_zone: Callable[[str], bool]
) -> Config:
    terms = config_lists.glossary(fields, codes)
    return Config(
        base_url=config_sections.base_url(fields),
        timezone=config_sections.timezone(fields, is_zone),
        language=config_sections.one_of(fields, "language", KNOWN_CODES, ""),
        portals=portals,
        untranslated=config_sections.one_of(fields, "untranslated", ("link", "hide"), "link"),
        without=tuple(config_sections.without(fields)),
        page_size=fields.whole("page_size", 20, 1),
        sample=fields.bilingual("sample", codes),
        categories=config_lists.categories(fields, codes),
        tags=config_lists.tags(fields, codes),
        menu=tuple(config_lists.menu(fields, "menu", codes)) if fields.has("menu") else None,
        footer=tuple(config_lists.menu(fields, "footer", codes)) if fields.has("footer") else None,
        links=config_lists.links(fields, codes),
        contact=config_sections.contact(fields, codes),
        glossary=tuple((term.text, words) for term, words in terms),
        term_places=tuple(term.place for term, _ in terms),
        urgent=config_sections.urgent(fields, codes),
        embed_hosts=tuple(config_sections.embed_hosts(fields)),
        home=config_sections.home(fields),
        feed_items=config_sections.feed_items(fields),
        drawn_days=config_sections.drawn_days(fields),
        strict_since=fields.day("strict_since"),
        strict_since_place=fields.place_of("strict_since"),
        lenient=tuple(config_sections.lenient(fields)),
        silent_days=config_sections.silent_days(fields),
        limits=config_sections.limits(fields),
        approval=config_sections.approval(fields, codes),
    )


_ATTRIBUTES = {"languages": "portals", "feed": "feed_items", "preview_pictures": "drawn_days", "check": "silent_days"}
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
    """The top-level keys that `problems` are about; of a misspelt key, the one that was meant."""
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
