"""An article's text as lines: which lines each field of the front matter takes, and its value."""

from collections.abc import Sequence as SequenceType
from dataclasses import dataclass

from bantin.content.field_names import ARTICLE_FIELDS, OTHER_NAMES
from bantin.patterns import lazy_pattern
from bantin.yaml.document import Mapping, Node, Scalar, read_mapping
from bantin.yaml.keys import meant_name

FieldValue = str | list[str] | dict[str, str] | list[dict[str, str]]
"""What a field holds: a text, texts, named texts, or several of these; empty for nothing."""
_PARTS = ("image", "alt", "caption", "file", "title", "date", "reason", "by", "digest", "urgent")
"""Names within a field: of a cover, an attachment, a withdrawal, an approval."""
_LINE = lazy_pattern(r"[^\r\n]*(?:\r\n|\n|\r|$)")


@dataclass(frozen=True, slots=True)
class FieldLines:
    """The lines of a field: a half-open range, counted from 0."""

    name: str
    node: Node
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article's text, split into lines that keep their line ends."""

    lines: tuple[str, ...]
    fields: tuple[FieldLines, ...]
    closing: int
    """The line that closes the front matter."""

    @property
    def body(self) -> str:
        """The text below the front matter."""
        return "".join(self.lines[self.closing + 1 :])

    @property
    def line_end(self) -> str:
        """The line end of most lines."""
        crlf = sum(line.endswith("\r\n") for line in self.lines)
        return "\r\n" if crlf * 2 > len(self.lines) else "\n"

    def values(self) -> dict[str, FieldValue]:
        """The values of the fields."""
        return {field.name: value_of(field.node) for field in self.fields}


def split_lines(text: str) -> tuple[str, ...]:
    """The lines of `text` with their line ends: LF, CR LF or CR, as in editors."""
    return tuple(line for line in _LINE.findall(text) if line)


def read(text: str) -> ArticleText | None:
    """Reads the fields of a text; None if they cannot be read, or if a line holds more than one."""
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
    """The end of a field's lines; comments and blank lines before the next field belong to that one."""
    while following > start + 1 and (lines[following - 1].strip() == "" or lines[following - 1].startswith("#")):
        following -= 1
    return following


def value_of(node: Node) -> FieldValue:
    """The value of a YAML node as a form shows it, each text on one line."""
    if isinstance(node, Scalar):
        return " ".join(node.text.split())
    if isinstance(node, Mapping):
        return {part_name(key): _text(inner) for key, inner in node.pairs}
    if any(isinstance(item, Mapping) for item in node.items):
        return [
            {part_name(key): _text(inner) for key, inner in item.pairs}
            if isinstance(item, Mapping)
            else {"": _text(item)}
            for item in node.items
        ]
    return [_text(item) for item in node.items]


def part_name(key: Scalar) -> str:
    """The name that is meant by a key within a field."""
    return meant_name(key.text, _PARTS, OTHER_NAMES)


def _text(node: Node) -> str:
    return " ".join(node.text.split()) if isinstance(node, Scalar) else ""
