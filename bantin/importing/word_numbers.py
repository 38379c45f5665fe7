"""Automatic numbering of Word (`Điều 1.`, `a)`, `II.`, `1.2`) → typed text, where Markdown has no such list.

Lists that Word numbers 1. 2. 3., or marks with bullets, stay lists.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bantin.importing.html_tree import Element
from bantin.importing.word_xml import W
from bantin.patterns import lazy_pattern

_LEVEL = lazy_pattern(r"%([1-9])")


@dataclass
class _NumberLevel:
    kind: str
    label: str
    start: int


@dataclass
class _List:
    levels: Mapping[int, _NumberLevel]
    counts: dict[int, int] = field(default_factory=dict)


def type_labels(tree: Element, numbering: Element | None, styles: Element | None) -> None:
    """Types the labels of numbered paragraphs before their text, in place."""
    lists = _lists(numbering) if numbering is not None else {}
    by_style = _numbered_styles(styles)
    for paragraph in tree.iter(f"{W}p"):
        name, level = _numbered(paragraph, by_style)
        numbered = lists.get(name)
        if numbered is None or level not in numbered.levels:
            continue
        label = _counted(numbered, level)
        if not _is_list(numbered.levels[level]):
            _type(paragraph, label)


def _lists(numbering: Element) -> dict[str, _List]:
    kinds: dict[str, Element] = {
        each.get(f"{W}abstractNumId") or "": each for each in numbering.iter(f"{W}abstractNum")
    }
    counts: dict[str, dict[int, int]] = {}
    found: dict[str, _List] = {}
    for each in numbering.iter(f"{W}num"):
        kind = each.find(f"{W}abstractNumId")
        name = (kind.get(f"{W}val") if kind is not None else "") or ""
        if name not in kinds:
            continue
        levels = {_whole(level.get(f"{W}ilvl")): _level(level) for level in kinds[name].iter(f"{W}lvl")}
        restarts = {
            _whole(over.get(f"{W}ilvl")): _whole(start.get(f"{W}val"))
            for over in each.iter(f"{W}lvlOverride")
            if (start := over.find(f"{W}startOverride")) is not None
        }
        shared = {} if restarts else counts.setdefault(name, {})
        for level, start in restarts.items():
            if level in levels:
                levels[level] = _NumberLevel(levels[level].kind, levels[level].label, start)
        found[each.get(f"{W}numId") or ""] = _List(levels, shared)
    return found


def _level(element: Element) -> _NumberLevel:
    def value(name: str, otherwise: str) -> str:
        inner = element.find(f"{W}{name}")
        return (inner.get(f"{W}val") if inner is not None else None) or otherwise

    return _NumberLevel(value("numFmt", "decimal"), value("lvlText", "%1."), _whole(value("start", "1")))


def _whole(written: str | None) -> int:
    return int(written) if written and written.isdecimal() and len(written) < 7 else 0


def _numbered_styles(styles: Element | None) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for style in styles.iter(f"{W}style") if styles is not None else ():
        if (numbers := style.find(f"{W}pPr/{W}numPr")) is not None:
            found[style.get(f"{W}styleId") or ""] = _values(numbers)
    return found


def _values(numbers: Element) -> tuple[str, int]:
    name, level = numbers.find(f"{W}numId"), numbers.find(f"{W}ilvl")
    return (name.get(f"{W}val") or "" if name is not None else ""), _whole(
        level.get(f"{W}val")
    ) if level is not None else 0


def _numbered(paragraph: Element, by_style: Mapping[str, tuple[str, int]]) -> tuple[str, int]:
    """(numbering, level) of a paragraph."""
    numbers = paragraph.find(f"{W}pPr/{W}numPr")
    if numbers is not None:
        return _values(numbers)
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return by_style.get((style.get(f"{W}val") if style is not None else "") or "", ("", 0))


def _counted(numbered: _List, level: int) -> str:
    """The label of the next paragraph at this level."""
    counts = numbered.counts
    counts[level] = counts.get(level, numbered.levels[level].start - 1) + 1
    for deeper in [each for each in counts if each > level]:
        del counts[deeper]

    def shown(found: re.Match[str]) -> str:
        place = int(found[1]) - 1
        at = numbered.levels.get(place)
        if at is None:
            return ""
        return _written(counts.get(place, at.start), at.kind)

    return _LEVEL.sub(shown, numbered.levels[level].label)


def _is_list(level: _NumberLevel) -> bool:
    """Whether Markdown has a list with such labels."""
    if level.kind in ("bullet", "none"):
        return True
    return level.kind == "decimal" and re.fullmatch(r"%[1-9][.)]?", level.label) is not None


def _written(number: int, kind: str) -> str:
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman.lower() if kind == "lowerRoman" else roman
    return f"{number:02}" if kind == "decimalZero" else str(number)


def _roman(number: int) -> str:
    made = ""
    for value, letters in (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        made += letters * (number // value)
        number %= value
    return made


def _type(paragraph: Element, label: str) -> None:
    """Inserts a label before the text of a paragraph, and takes the paragraph out of its list."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = paragraph.makeelement(f"{W}pPr", {}, {})
        paragraph.insert(0, properties)
    for numbers in properties.findall(f"{W}numPr"):
        properties.remove(numbers)
    none = properties.makeelement(f"{W}numPr", {}, {})  # over what the style says
    none.append(none.makeelement(f"{W}numId", {f"{W}val": "0"}, {}))
    properties.append(none)
    run = paragraph.makeelement(f"{W}r", {}, {})
    text = run.makeelement(f"{W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}, {})
    text.text = f"{label} "
    run.append(text)
    paragraph.insert(paragraph.index(properties) + 1, run)
