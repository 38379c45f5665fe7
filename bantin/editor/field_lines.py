"""Rewrites the lines of a field for another value, in the style of the old one: quotes, list, comment."""

import re
from collections.abc import Sequence as SequenceType

from bantin.editor.article_text import ArticleText, FieldLines, FieldValue, part_name, value_of
from bantin.patterns import lazy_pattern
from bantin.yaml.document import Mapping, Scalar, Sequence
from bantin.yaml.writing import flow_list, flow_mapping, scalar

_KEY = lazy_pattern(r"(\ufeff?\s*(?:\"[^\"]*\"|'[^']*'|[^:#\s][^:]*?)\s*:)([ \t]*)(.*?)(\r?\n?)$", re.DOTALL)
_VALUE = lazy_pattern(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#](?:[^#]|(?<=\S)#)*?)?((?:\s+|^)#.*)?\s*""", re.DOTALL)


def new_field(name: str, value: FieldValue, line_end: str) -> list[str]:
    """The lines of a new field."""
    if isinstance(value, str):
        return [f"{name}: {scalar(value)}{line_end}"]
    if isinstance(value, dict):
        return [f"{name}:{line_end}", *(f"  {key}: {scalar(text)}{line_end}" for key, text in value.items() if text)]
    return [f"{name}:{line_end}", *(f"  - {_item(each)}{line_end}" for each in value)]


def _item(value: str | dict[str, str]) -> str:
    return flow_mapping(value) if isinstance(value, dict) else scalar(value)


def rewritten(article: ArticleText, field: FieldLines, value: FieldValue) -> list[str]:
    """The lines of a field with a changed value."""
    lines, node, line_end = article.lines, field.node, article.line_end
    own = lines[field.first : field.end]
    if isinstance(node, Scalar) and len(own) == 1:
        return [_with_value(own[0], _in_one(value))] if _fits_one(value) else new_field(field.name, value, line_end)
    if not value:
        return [_with_value(own[0], "")] if isinstance(node, Scalar) else []
    is_block = (node.place.line or 0) > field.first
    if isinstance(node, Sequence) and isinstance(value, list):
        if is_block:
            return _with_items(own, field, value, line_end)
        if all(isinstance(each, str) for each in value) and len(own) == 1:
            return [_with_written(own[0], flow_list([each for each in value if isinstance(each, str)]))]
    if isinstance(node, Mapping) and isinstance(value, dict):
        if is_block:
            return _with_pairs(own, field, value, line_end)
        if len(own) == 1:
            return [_with_written(own[0], flow_mapping({key: text for key, text in value.items() if text}))]
    return new_field(field.name, value, line_end)


def _fits_one(value: FieldValue) -> bool:
    """Whether a value can be written as one text, as in `tags: a, b`."""
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(each, str) and "," not in each for each in value)
    )


def _in_one(value: FieldValue) -> str:
    return value if isinstance(value, str) else ", ".join(each for each in value if isinstance(each, str))


def _with_value(line: str, text: str) -> str:
    """A line `name: value  # comment` with another value, quoted as the old one."""
    _, _, rest, _ = _parts(line)
    found = _VALUE.fullmatch(rest)
    old = (found[1] or "") if found else ""
    quote = old[:1] if old[:1] in ("'", '"') else ""
    return _with_written(line, scalar(text, quote) if text or quote else "")


def _with_written(line: str, written: str) -> str:
    name, blank, rest, end = _parts(line)
    found = _VALUE.fullmatch(rest) if not rest.startswith(("[", "{")) else None
    comment = (found[2] or "") if found else ""
    if comment and not comment[0].isspace():
        comment = f" {comment}"
    return f"{name}{(blank or ' ') + written if written else ''}{comment}{end}"


def _parts(line: str) -> tuple[str, str, str, str]:
    """(name with its colon, blanks, value and comment, line end)."""
    found = _KEY.match(line)
    assert found is not None, line
    return found[1], found[2], found[3], found[4]


def _with_items(own: SequenceType[str], field: FieldLines, value: SequenceType[object], line_end: str) -> list[str]:
    """A block list; items that remain keep their lines."""
    node = field.node
    assert isinstance(node, Sequence)
    starts = [(item.place.line or 0) - field.first for item in node.items]
    old = [
        (value_of(item), list(own[start:end]))
        for item, start, end in zip(node.items, starts, [*starts, len(own)][1:], strict=True)
    ]
    first = old[0][1][0] if old else "  - "
    indent = first[: len(first) - len(first.lstrip())]
    written = list(own[: starts[0] if starts else 1])
    for each in value:
        kept = next((lines for known, lines in old if known == each), None)
        assert isinstance(each, str | dict)
        written += kept if kept is not None else [f"{indent}- {_item(each)}{line_end}"]
    return written


def _with_pairs(own: SequenceType[str], field: FieldLines, value: dict[str, str], line_end: str) -> list[str]:
    """A block mapping of texts; unchanged entries keep their lines."""
    node = field.node
    assert isinstance(node, Mapping)
    starts = [(key.place.line or 0) - field.first for key, _ in node.pairs]
    written = list(own[: starts[0] if starts else 1])
    indent = " " * ((node.pairs[0][0].place.column or 3) - 1) if node.pairs else "  "
    left = dict(value)
    for (key, inner), start, end in zip(node.pairs, starts, [*starts, len(own)][1:], strict=True):
        text = left.pop(part_name(key), None)
        if text is None or value_of(inner) == text:
            written += own[start:end]
        elif text and end == start + 1:
            written.append(_with_value(own[start], text))
        elif text:
            written.append(f"{indent}{key.text}: {scalar(text)}{line_end}")
    return written + [f"{indent}{key}: {scalar(text)}{line_end}" for key, text in left.items() if text]
