"""A category that an article names and config.yaml does not have → which one was probably meant."""

from bantin.content.config_types import Config
from bantin.patterns import lazy_pattern
from bantin.problems import Problem, error
from bantin.text import fold, slugify, syllables
from bantin.yaml.keys import nearest
from bantin.yaml.values import Text


def unknown_category(config: Config, first: Text, articles: int) -> Problem:
    """That so many articles bear a name that is no category's: told where the first of them bears it."""
    value, place = first.text, first.place
    if several := _first_of_several(config, value):
        return error("category-several", place, first=several)
    near = alike(config, value, _language_of(place.path, config))
    if articles > 1 and near:
        meant = slugify(value)
        return error("category-not-in-config-near", place, value=value, articles=articles, near=near, meant=meant)
    if articles > 1:
        return error("category-not-in-config", place, value=value, articles=articles, meant=slugify(value))
    if near:
        return error("category-unknown-near", place, value=value, near=near)
    code = _language_of(place.path, config)
    known = ", ".join(category.names.said(code, config.codes[0])[0] for category in config.categories)
    return error("category-unknown", place, value=value, known=known)


def _language_of(path: str, config: Config) -> str:
    """The language in which the file at `path` names its category."""
    return next((code for code in config.codes if path.endswith(f".{code}.md")), config.codes[0])


def alike(config: Config, written: str, code: str = "") -> str:
    """The name of the category that `written`, which names none, probably means: by its letters, by some of its words,
    or by their first letters; in the language `code`, or the portal's first. '' if it may be any.
    """
    names = {fold(text): text for category in config.categories for text in category.called}
    if near := nearest(fold(written), tuple(names)):
        return names[near]
    words, short = syllables(written), fold(written).replace(" ", "")
    found: list[str] = []
    for category in config.categories:
        name = category.names.said(code or config.codes[0], config.codes[0])[0]
        called = [syllables(text) for text in category.called]
        has_words = any(_is_part(words, text) or _is_part(text, words) for text in called)
        if has_words or (len(short) > 2 and short == "".join(word[0] for word in syllables(name))):
            found.append(name)
    return found[0] if len(found) == 1 else ""


def _is_part(few: list[str], many: list[str]) -> bool:
    """Whether the words `few` stand together in `many`."""
    return bool(few) and any(many[at : at + len(few)] == few for at in range(len(many)))


_BETWEEN = lazy_pattern(r"\s*[,;/>|+&]\s*")


def _first_of_several(config: Config, written: str) -> str:
    """The name of the first category, where `written` names several; else ''."""
    parts = [config.category_meant(part) for part in _BETWEEN.split(written)]
    if len(parts) < 2 or parts[0] is None or None in parts:
        return ""
    return parts[0].names.said(config.codes[0], "")[0]
