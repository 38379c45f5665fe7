"""Category map: a file of old categories and the portal's categories that replace them; read, and proposed.

A line for each: `old: new`, as in YAML, or two columns as a sheet saves them, with a tab, `;` or `,` between them.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise

from bantin.content.config_types import Category, Config
from bantin.importing import proposal
from bantin.importing.categories import key_of
from bantin.patterns import lazy_pattern
from bantin.problems import Mistakes, Place, Problem, error
from bantin.yaml.writing import quoted

_QUOTED = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*')"""
_PAIR = lazy_pattern(rf"({_QUOTED}|[^\"'].*?)\s*(?::(?=\s|$)|=>|->|→|=)\s*({_QUOTED}|[^#]*?)\s*(?:#.*)?")
_COMMENT = lazy_pattern(r"\s*(?:#.*)?")


@dataclass(frozen=True, slots=True)
class CategoryMap:
    """Old names of categories, each with the category that replaces it."""

    categories: Mapping[str, Category]
    """By `key_of` the old name."""
    names: tuple[str, ...] = ()
    """The old names, as they are written."""


NONE = CategoryMap({})


def read(text: str, path: str, config: Config) -> CategoryMap:
    """Reads such a file; an old name without a new one is undecided. Raises Mistakes for an unreadable line."""
    found: dict[str, Category] = {}
    names: list[str] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if _COMMENT.fullmatch(line) or line.strip() in ("---", "..."):
            continue
        pair = _pair(line)
        if pair is None:
            problems.append(error("import-categories-line", Place(path, number)))
            continue
        old, new = pair
        names.append(old)
        category = proposal.meant(new, config)
        if category is not None:
            found[key_of(old)] = category
        elif new:
            problems.append(error("category-unknown", Place(path, number), value=new, known=_known(config)))
    if problems:
        raise Mistakes(problems)
    return CategoryMap(found, tuple(names))


def _pair(line: str) -> tuple[str, str] | None:
    """(old, new); None for a line of one column, or of more."""
    for sign in ("\t", ";"):
        if sign in line:
            return _columns(line, sign)
    if found := _PAIR.fullmatch(line.strip()):
        return _bare(found[1]), _bare(found[2])
    return _columns(line, ",") if "," in line else None


def _columns(line: str, sign: str) -> tuple[str, str] | None:
    cells = [" ".join(cell.split()) for cell in next(csv.reader([line], delimiter=sign))]
    return (cells[0], cells[1]) if len(cells) > 1 and cells[0] and not any(cells[2:]) else None


def _bare(written: str) -> str:
    if written[:1] in ("'", '"') and written[-1:] == written[:1] and len(written) > 1:
        return written[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return written.strip()


def proposed(unknown: Iterable[tuple[str, int]], config: Config) -> Iterator[str]:
    """The lines of such a file for old names, with the number of articles of each and its most likely replacement."""
    yield f"# {_known(config)}"
    names = {key_of(name): name for category in config.categories for _, name in category.names.texts}
    for name, count in unknown:
        near = get_close_matches(key_of(name), names, 1, 0.6) or [key for key in names if _shares(key, key_of(name))]
        yield f"{quoted(name)}: {names[near[0]] if near else ''}".rstrip() + f"  # {count}"


def _shares(one: str, other: str) -> bool:
    """Whether two names have two words next to each other in common."""
    pairs = [set(pairwise(words)) for words in (one.split(), other.split())]
    return bool(pairs[0] & pairs[1])


def _known(config: Config) -> str:
    return ", ".join(category.names.said(config.codes[0], "")[0] for category in config.categories)
