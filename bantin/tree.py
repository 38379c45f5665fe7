"""YAML text → a tree of texts with their places.

Every scalar stays the text that was written (`10:11`, `0123`, `no`); giving it a type is left to `fields`. Anchors,
aliases, tags and second documents are refused. Nesting is checked before the parser sees the text, because its C core
can be brought down by depth.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from bantin.problems import Place, Problem, error, warning

MAX_BRACKETS = 2_000
"""Far below the nesting at which the C parser fails (between 10,000 and 30,000), far above what a config needs."""
MAX_DEPTH = 16
MAX_DASHES = 20
"""`- - - …` nests once for each dash, on a single line."""

_DASHES = re.compile(rf"\s*([-?:]\s+){{{MAX_DASHES},}}")

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, and where it begins."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list, and where it begins."""

    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and their values in written order, duplicates kept, and where it begins."""

    pairs: tuple[tuple[Scalar, "Node"], ...]
    place: Place


Node = Scalar | Sequence | Mapping


def read_mapping(
    text: str, path: str, first_line: int = 1, *, comments_cut: bool = False
) -> tuple[Mapping | None, tuple[Problem, ...]]:
    """The mapping that `text` holds (None if it cannot be read), and what is wrong with it.

    `first_line` is the line of the file at which `text` begins. With `comments_cut`, a comment behind an unquoted value
    is warned about: in front matter it is mostly a title that contains ` #`.
    """
    start = Place(path, first_line, 1)
    if trouble := _too_deep(text, path, first_line):
        return None, (trouble,)
    reader = _Reader(text, path, first_line, comments_cut)
    try:
        root = reader.read(yaml.parse(text, Loader=_Loader))
    except _Refused as refused:
        return None, (refused.problem,)
    except yaml.MarkedYAMLError as trouble_found:
        return None, (_syntax_problem(trouble_found, text, path, first_line),)
    except yaml.YAMLError:
        return None, (error("yaml-broken", start),)
    if root is None:
        return Mapping((), start), tuple(reader.problems)
    if not isinstance(root, Mapping):
        return None, (error("yaml-no-fields", root.place),)
    return root, tuple(reader.problems)


def _too_deep(text: str, path: str, first_line: int) -> Problem | None:
    if text.count("[") + text.count("{") > MAX_BRACKETS:
        return error("yaml-too-deep", Place(path, first_line))
    for number, line in enumerate(text.split("\n")):
        if _DASHES.match(line):
            return error("yaml-too-deep", Place(path, first_line + number))
    return None


class _Refused(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


class _Reader:
    """Builds the tree from the parser's events; these, unlike its nodes, still show anchors and aliases."""

    def __init__(self, text: str, path: str, first_line: int, comments_cut: bool) -> None:
        self.lines = text.split("\n")
        self.path = path
        self.first_line = first_line
        self.comments_cut = comments_cut
        self.problems: list[Problem] = []

    def read(self, events: Iterator[Any]) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Refused(error("yaml-second-document", self._place(event)))
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, events, 1)
        return root

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        place = self._place(event)
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise _Refused(error("yaml-alias", place, name=event.anchor))
        if depth > MAX_DEPTH:
            raise _Refused(error("yaml-too-deep", place))
        if event.tag:
            raise _Refused(error("yaml-tag", place, tag=event.tag))
        if isinstance(event, yaml.ScalarEvent):
            if self.comments_cut and not event.style:
                self._warn_of_comment(event)
            return Scalar(event.value, place)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                items.append(self._node(event, events, depth + 1))
            return Sequence(tuple(items), place)
        pairs: list[tuple[Scalar, Node]] = []
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._node(event, events, depth + 1)
            if not isinstance(key, Scalar):
                raise _Refused(error("yaml-broken", key.place))
            pairs.append((key, self._node(next(events), events, depth + 1)))
        return Mapping(tuple(pairs), place)

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.path, self.first_line + mark.line, mark.column + 1)

    def _warn_of_comment(self, event: Any) -> None:
        end = event.end_mark
        if end.line < len(self.lines) and self.lines[end.line][end.column :].lstrip().startswith("#") and event.value:
            place = Place(self.path, self.first_line + end.line, end.column + 1)
            self.problems.append(warning("yaml-comment-cuts", place))


def _syntax_problem(trouble: yaml.MarkedYAMLError, text: str, path: str, first_line: int) -> Problem:
    """What the parser stumbled over, said by what an editor did rather than by what a parser expected."""
    lines = text.split("\n")
    said = trouble.problem or ""
    mark = trouble.problem_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if trouble.context == "while scanning a quoted scalar" and trouble.context_mark:
        line, column = trouble.context_mark.line, trouble.context_mark.column
    line = min(line, len(lines) - 1)
    place = Place(path, first_line + line, column + 1)
    if re.match(r"\s*\t", lines[line]) or "tab character" in said:
        return error("yaml-tab", Place(path, first_line + line, lines[line].find("\t") + 1))
    if trouble.context == "while scanning a quoted scalar":
        return error("yaml-quote-open", place)
    if re.match(r"""\s*(-\s+)?[\w-]+:\s+(".*"|'.*')\s*\S""", lines[line]):
        return error("yaml-quote-within", place)
    if written := re.match(r"\s*(?:-\s+)?([\w-]+):\s+(.*: .*|.*:)$", lines[line].rstrip()):
        return error("yaml-colon", place, field=written[1], value=written[2].replace('"', "'"))
    if "cannot start any token" in said:
        return error("yaml-start", place, sign=lines[line][column : column + 1])
    if not re.match(r"\s*(-\s+)?[^\s:]+:(\s|$)", lines[line]) and lines[line].strip():
        return error("yaml-no-colon", Place(path, first_line + line, 1))
    return error("yaml-broken", place)
