"""Leaves out errors that may only follow from others: those of content while config.yaml or a template is broken.

Everything wrong is told in one run. But what is said of an article must not come from a value that only replaces one
that could not be read: while `categories` is broken, no category is unknown.
"""

from collections.abc import Collection, Iterable

from bantin.problems import Problem

_WAITING = frozenset({"config-placeholder", "files-unused", "file-perhaps-article"})
"""Notes that are in the way while something is wrong, or follow from it: a file whose name is misspelt is unused."""
THEME = "templates"
"""Stands for templates and words among the keys of config.yaml."""

_ADDRESSES = frozenset(
    (
        "config-address link-address link-address-near link-address-left-out link-address-left-out-near "
        "address-reserved address-twice alias-taken address-lost "
        "address-lost-near address-lost-category address-lost-language address-lost-file address-lost-file-near "
        "address-lost-unused"
    ).split()
)
_LIMITED = frozenset({"file-too-big", "file-too-heavy", "picture-too-big", "text-too-long"})
_CATEGORIES = frozenset({"category-unknown", "category-unknown-near", "category-not-in-config"})
_HANGING: dict[str, frozenset[str]] = {
    "base_url": frozenset({"link-address", "link-address-near"}),
    "languages": frozenset({"language-suffix", "text-untranslated"}),
    "page_size": _ADDRESSES,
    "without": _ADDRESSES,
    "categories": _CATEGORIES | _ADDRESSES | {"config-menu-category"},
    "tags": frozenset({"tag-slug-empty", "tags-one-slug"}) | _ADDRESSES,
    "embed_hosts": frozenset({"embed-host"}),
    "limits": _LIMITED,
    THEME: _ADDRESSES,
}
"""Key of config.yaml → the problems that depend on its value."""


def pressing(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that are told while something is wrong."""
    return [problem for problem in problems if problem.key not in _WAITING]


def standing(problems: Iterable[Problem], broken: Collection[str]) -> list[Problem]:
    """Those of `problems` that depend on none of the `broken` keys."""
    hanging = frozenset().union(*(_HANGING.get(key, frozenset()) for key in broken))
    return [problem for problem in problems if problem.key not in hanging]


def without_repeats(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those of `problems` that are no second word about what is to go all the same: a value that a translation may not
    have; a remark behind `draft:`, which is to be yes or no; the control characters of a text in the wrong encoding.
    """
    found = tuple(problems)
    going = {each.place[:2] for each in found if each.key == "translation-sets"}
    undecided = {each.place[:2] for each in found if each.key == "wants-yes-or-no"}
    garbled = {each.place.path for each in found if each.key == "text-garbled"}
    return tuple(
        each
        for each in found
        if (each.key == "translation-sets" or each.place[:2] not in going)
        and (each.key != "yaml-comment-cuts" or each.place[:2] not in undecided)
        and (each.key != "control-dropped" or each.place.path not in garbled)
    )


def can_be_arranged(broken: Collection[str]) -> bool:
    """Whether the content can be arranged: without the portal's languages nobody knows what is whose translation."""
    return "languages" not in broken
