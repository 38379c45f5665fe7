"""An article's text with other values in its front matter: only the lines of what was changed are others.

What a form does not know (fields of others, comments, order, quoting, line ends) stays byte for byte. A value keeps the
way in which it is written: in quotes, as a list below its name or within brackets, with the comment behind it.
"""

import re
from collections.abc import Mapping as MappingType
from collections.abc import Sequence as SequenceType
from dataclasses import dataclass
from difflib import SequenceMatcher

from bantin.content.field_names import ARTICLE_FIELDS, OTHER_NAMES
from bantin.yaml.document import Mapping, Node, Scalar, Sequence, read_mapping
from bantin.yaml.keys import meant_name
from bantin.yaml.writing import flow_list, flow_mapping, scalar

Value = str | list[str] | dict[str, str] | list[dict[str, str]]
"""What a field holds: a text, texts, named texts, or several of these; empty for nothing."""

_MOST_COMPARED = 1_000_000
"""Pairs of lines; in a longer change all of its lines count as new."""
_PARTS = ("image", "alt", "caption", "file", "title", "date", "reason", "by", "digest", "urgent")
"""Names within a field: of a cover, an attachment, a withdrawal, an approval."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|$)")
_KEY = re.compile(r"(\ufeff?\s*(?:\"[^\"]*\"|'[^']*'|[^:#\s][^:]*?)\s*:)([ \t]*)(.*?)(\r?\n?)$", re.DOTALL)
_VALUE = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#](?:[^#]|(?<=\S)#)*?)?((?:\s+|^)#.*)?\s*""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FieldLines:
    """Where a field is written: its own lines, from 0, the last one excluded."""

    name: str
    node: Node
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article's text in lines, with their ends."""

    lines: tuple[str, ...]
    fields: tuple[FieldLines, ...]
    closing: int
    """The line that closes the front matter."""

    @property
    def body(self) -> str:
        """What stands below the front matter."""
        return "".join(self.lines[self.closing + 1 :])

    @property
    def line_end(self) -> str:
        """The end that most lines have."""
        crlf = sum(line.endswith("\r\n") for line in self.lines)
        return "\r\n" if crlf * 2 > len(self.lines) else "\n"

    def values(self) -> dict[str, Value]:
        """What the fields hold."""
        return {field.name: _value(field.node) for field in self.fields}


def split_lines(text: str) -> tuple[str, ...]:
    """The lines of `text` with their ends, by what ends a line for an editor: LF, CR LF or CR."""
    return tuple(line for line in _LINE.findall(text) if line)


def read(text: str) -> ArticleText | None:
    """The text's fields; None if they cannot be read, or if a line holds more than one of them."""
    lines = split_lines(text)
    first = next((at for at, line in enumerate(lines) if line.strip("\ufeff \t\r\n")), -1)
    if first < 0 or lines[first].strip("\ufeff \t\r\n") != "---":
        return None
    closing = next((at for at in range(first + 1, len(lines)) if lines[at].rstrip() in ("---", "...")), -1)
    if closing < 0:
        return None
    front = "".join(line.rstrip("\r\n") + "\n" for line in lines[first + 1 : closing])
    tree, _ = read_mapping(front, "", first + 1)
    if tree is None:
        return None
    starts = [key.place.line or 0 for key, _ in tree.pairs]
    is_plain = len(set(starts)) == len(starts) and all((key.place.column or 1) == 1 for key, _ in tree.pairs)
    names = [meant_name(key.text, ARTICLE_FIELDS, OTHER_NAMES) for key, _ in tree.pairs]
    if not is_plain or len(set(names)) != len(names):
        return None
    fields = [
        FieldLines(name, node, start, _end(lines, start, following))
        for name, (_, node), start, following in zip(names, tree.pairs, starts, [*starts, closing][1:], strict=True)
    ]
    return ArticleText(lines, tuple(fields), closing)


def _end(lines: SequenceType[str], start: int, following: int) -> int:
    """Where a field ends: comments and blank lines in front of the next one are that one's."""
    while following > start + 1 and (lines[following - 1].strip() == "" or lines[following - 1].startswith("#")):
        following -= 1
    return following


def edited(text: str, changes: MappingType[str, Value], body: str | None = None) -> str:
    """`text` with the values of `changes` (an empty one empties its field), and another body if one is given.

    A line of the body that is the same as before keeps its end. Raises ValueError if `read` gives None for it.
    """
    article = read(text)
    if article is None:
        raise ValueError("front matter that cannot be read")
    lines = list(article.lines)
    by_name = {field.name: field for field in article.fields}
    if body is not None:
        lines[article.closing + 1 :] = _merged(lines[article.closing + 1 :], body, article.line_end)
        if not lines[article.closing].endswith(("\n", "\r")) and len(lines) > article.closing + 1:
            lines[article.closing] += article.line_end
    edits: list[tuple[int, int, int, list[str]]] = []  # where from, in which order, up to where, the new lines
    for name, value in changes.items():
        field = by_name.get(name)
        if field is None:
            if value:
                at = _place_of_new(article, name)
                edits.append((at, _rank(name), at, _new_field(name, value, article.line_end)))
        elif _value(field.node) != value:
            edits.append((field.first, len(ARTICLE_FIELDS) + 1, field.end, _rewritten(article, field, value)))
    for start, _, end, written in sorted(edits, reverse=True, key=lambda each: each[:2]):
        lines[start:end] = written
    return "".join(lines)


def _merged(old: SequenceType[str], body: str, line_end: str) -> list[str]:
    """The lines of `body`; those that stood there before are taken from there, with their ends."""
    new = split_lines(body)
    bare_old, bare_new = [line.rstrip("\r\n") for line in old], [line.rstrip("\r\n") for line in new]
    top = next((at for at, pair in enumerate(zip(bare_old, bare_new, strict=False)) if pair[0] != pair[1]), None)
    top = min(len(old), len(new)) if top is None else top
    least = min(len(old), len(new)) - top
    below = next((at for at in range(least) if bare_old[-1 - at] != bare_new[-1 - at]), least)
    merged = list(old[:top])
    middle = bare_old[top : len(old) - below], bare_new[top : len(new) - below]
    if len(middle[0]) * len(middle[1]) > _MOST_COMPARED:
        middle = [], middle[1]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, *middle, autojunk=False).get_opcodes():
        if tag == "equal":
            merged += old[top + i1 : top + i2]
        else:
            merged += [_ended(line, line_end) for line in new[top + j1 : top + j2]]
    merged += old[len(old) - below :]
    for at, line in enumerate(merged[:-1]):
        if not line.endswith(("\n", "\r")):  # it was the last line
            merged[at] = line + line_end
    if merged and new and not new[-1].endswith(("\n", "\r")):
        merged[-1] = merged[-1].rstrip("\r\n")
    return merged


def _ended(line: str, line_end: str) -> str:
    """With the line end of the file, if it has any."""
    bare = line.rstrip("\r\n")
    return bare + line_end if bare != line else line


def _rank(name: str) -> int:
    return ARTICLE_FIELDS.index(name) if name in ARTICLE_FIELDS else len(ARTICLE_FIELDS)


def _place_of_new(article: ArticleText, name: str) -> int:
    """The line at which a new field goes: behind those that usually stand before it."""
    before = [field.end for field in article.fields if _rank(field.name) < _rank(name)]
    return max(before, default=article.fields[0].first if article.fields else article.closing)


def _new_field(name: str, value: Value, line_end: str) -> list[str]:
    if isinstance(value, str):
        return [f"{name}: {scalar(value)}{line_end}"]
    if isinstance(value, dict):
        return [f"{name}:{line_end}", *(f"  {key}: {scalar(text)}{line_end}" for key, text in value.items() if text)]
    return [f"{name}:{line_end}", *(f"  - {_item(each)}{line_end}" for each in value)]


def _item(value: str | dict[str, str]) -> str:
    return flow_mapping(value) if isinstance(value, dict) else scalar(value)


def _rewritten(article: ArticleText, field: FieldLines, value: Value) -> list[str]:
    """The lines of a field that holds something else now."""
    lines, node, line_end = article.lines, field.node, article.line_end
    own = lines[field.first : field.end]
    if isinstance(node, Scalar) and len(own) == 1:
        return [_with_value(own[0], _in_one(value))] if _fits_one(value) else _new_field(field.name, value, line_end)
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
    return _new_field(field.name, value, line_end)


def _fits_one(value: Value) -> bool:
    """Whether a value can be one text, as in `tags: a, b`."""
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(each, str) and "," not in each for each in value)
    )


def _in_one(value: Value) -> str:
    return value if isinstance(value, str) else ", ".join(each for each in value if isinstance(each, str))


def _with_value(line: str, text: str) -> str:
    """A line `name: value  # comment` with another value, in the quotes that the old one had."""
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
    """A list below its field's name; an item that was there before keeps its lines."""
    node = field.node
    assert isinstance(node, Sequence)
    starts = [(item.place.line or 0) - field.first for item in node.items]
    old = [
        (_value(item), list(own[start:end]))
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
    """Named texts below a field's name; those that are the same keep their lines."""
    node = field.node
    assert isinstance(node, Mapping)
    starts = [(key.place.line or 0) - field.first for key, _ in node.pairs]
    written = list(own[: starts[0] if starts else 1])
    indent = " " * ((node.pairs[0][0].place.column or 3) - 1) if node.pairs else "  "
    left = dict(value)
    for (key, inner), start, end in zip(node.pairs, starts, [*starts, len(own)][1:], strict=True):
        text = left.pop(_part(key), None)
        if text is None or _value(inner) == text:
            written += own[start:end]
        elif text and end == start + 1:
            written.append(_with_value(own[start], text))
        elif text:
            written.append(f"{indent}{key.text}: {scalar(text)}{line_end}")
    return written + [f"{indent}{key}: {scalar(text)}{line_end}" for key, text in left.items() if text]


def _value(node: Node) -> Value:
    """What a node holds, as a form shows it: texts in one line."""
    if isinstance(node, Scalar):
        return " ".join(node.text.split())
    if isinstance(node, Mapping):
        return {_part(key): _text(inner) for key, inner in node.pairs}
    if any(isinstance(item, Mapping) for item in node.items):
        return [
            {_part(key): _text(inner) for key, inner in item.pairs} if isinstance(item, Mapping) else {"": _text(item)}
            for item in node.items
        ]
    return [_text(item) for item in node.items]


def _part(key: Scalar) -> str:
    return meant_name(key.text, _PARTS, OTHER_NAMES)


def _text(node: Node) -> str:
    return " ".join(node.text.split()) if isinstance(node, Scalar) else ""
