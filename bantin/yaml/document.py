"""YAML text → a tree of texts with their places.

Every scalar stays the text that was written (`10:11`, `0123`, `no`); giving it a type is left to `fields`. Anchors,
aliases, tags and second documents are refused. Nesting is checked before the parser sees the text, because its C core
can be brought down by depth.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import yaml

from bantin.patterns import lazy_pattern
from bantin.problems import Place, Problem, error, warning
from bantin.yaml import diagnose, plain_lines
from bantin.yaml.joined_fields import quoted
from bantin.yaml.quotes import bare, straightened
from bantin.yaml.tree import Mapping, Node, Scalar, Sequence
from bantin.yaml.values import NO, YES

__all__ = ["Mapping", "Node", "Scalar", "Sequence", "read_mapping", "visible"]

MAX_BRACKETS = 2_000
"""Far below the nesting at which the C parser fails (between 10,000 and 30,000), far above what a config needs."""
MAX_DEPTH = 16
MAX_DASHES = 20
"""`- - - …` nests once for each dash, on a single line."""

_CONTROL = lazy_pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that an escape in double quotes can smuggle in, and neither HTML nor XML can hold."""
_TURNING = lazy_pattern("[\u202a-\u202e\u2066-\u2069]")
"""Characters that embed, override or isolate a direction of writing (UAX #9): they turn round what follows them."""
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Categories of letters and signs that leave nothing on a page."""
_DASHES = lazy_pattern(rf"\s*([-?:]\s+){{{MAX_DASHES},}}")

_NUMBER_CUT = lazy_pattern(r"\s+#(?:[0-9]|[A-ZĐ]\w*[A-ZĐ]\w*\s*$)")
"""What is no remark, though YAML takes it for one."""
_NO_WORDS = lazy_pattern(rf"(?i:{'|'.join(sorted(YES | NO))})|\d[\d/.: T-]*|\S+\.[A-Za-z]{{2,4}}")
"""A value with which nothing goes on that a comment may cut off."""
_BLANKS = lazy_pattern("[\N{NO-BREAK SPACE}\r\x85\u2028\u2029]")
"""Characters read as blanks; to YAML alone the last four would be line ends, and every place below them wrong."""
_YAML_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_mapping(
    text: str, path: str, first_line: int = 1, *, comments_cut: bool = False
) -> tuple[Mapping | None, tuple[Problem, ...]]:
    """The mapping that `text` holds (None if it cannot be read), and what is wrong with it.

    `first_line` is the line of the file at which `text` begins. With `comments_cut`, a comment behind an unquoted value
    is warned about: in front matter it is mostly a title that contains ` #`. Elsewhere only ` #1` is, and `#PhucLoi`.
    """
    if plain := plain_lines.mapping(text, path, first_line):
        return plain, ()
    start = Place(path, first_line, 1)
    # A tab at a line's end, a no-break blank from a word processor: nothing to its writer, much to YAML.
    text = re.sub(r"[ \t]+$", "", _BLANKS.sub(" ", text), flags=re.MULTILINE)
    if trouble := _too_deep(text, path, first_line):
        return None, (trouble,)
    text, at = straightened(text)
    reader = _TreeBuilder(text, path, first_line, comments_cut)
    if at >= 0:
        reader.tell_of_curly(Place(path, first_line + text.count("\n", 0, at), at - text.rfind("\n", 0, at)))
    try:
        root = reader.read(yaml.parse(text, Loader=_YAML_LOADER))
    except _BadYaml as refused:
        return None, (refused.problem,)
    except yaml.MarkedYAMLError as trouble_found:
        return None, (diagnose.problem_of(trouble_found, text, path, first_line),)
    except yaml.YAMLError:
        return None, (_unreadable(text, path, first_line),)
    if root is None or (isinstance(root, Scalar) and not root.text):
        return Mapping((), start), tuple(reader.problems)
    if not isinstance(root, Mapping):
        return None, (diagnose.no_fields(text, path, first_line) or error("yaml-no-fields", root.place),)
    return root, tuple(reader.problems)


def _unreadable(text: str, path: str, first_line: int) -> Problem:
    """What the parser would not even look at: a control character."""
    if found := _CONTROL.search(text):
        line, column = text.count("\n", 0, found.start()), found.start() - text.rfind("\n", 0, found.start())
        return error("control-character", Place(path, first_line + line, column), code=f"U+{ord(found[0]):04X}")
    return error("yaml-broken", Place(path, first_line, 1))


def _too_deep(text: str, path: str, first_line: int) -> Problem | None:
    if text.count("[") + text.count("{") > MAX_BRACKETS and (at := _first_too_deep(text)):
        return error("yaml-too-deep", Place(path, first_line + at[0], at[1] + 1))
    if sum(map(text.count, "-?:")) < MAX_DASHES:
        return None
    for number, line in enumerate(text.split("\n")):
        if _DASHES.match(line):
            return error("yaml-too-deep", Place(path, first_line + number, len(line) - len(line.lstrip()) + 1))
    return None


_QUOTED = lazy_pattern(r"""(?<![^\s\[\]{},:?"'])(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')""")
_UNSURE = lazy_pattern(r"""(?<![^\s\[\]{},:?"'])(?:["']|[!&*](?=\S))""")
_CLOSERS = str.maketrans("]}", "  ")


def _first_too_deep(text: str) -> tuple[int, int] | None:
    """(row, column), from 0, of the bracket that may lie within MAX_BRACKETS others.

    Every opening bracket counts, and a closing one only where it surely closes: not in quotes, not in a comment, and
    not at all from a line on that leaves a quote open or holds a tag or an anchor. So the nesting that the parser meets
    is never larger.
    """
    depth, is_sure = 0, True
    for row, line in enumerate(text.split("\n")):
        shown = _QUOTED.sub(lambda quoted: quoted[0].translate(_CLOSERS), line)
        code, _, comment = shown.partition("#")
        is_sure = is_sure and not _UNSURE.search(_QUOTED.sub("", line))
        surely = code if is_sure else code.translate(_CLOSERS)
        for found in re.finditer(r"[\[{\]}]", f"{surely}#{comment.translate(_CLOSERS)}"):
            depth = depth + 1 if found[0] in "[{" else max(0, depth - 1)
            if depth > MAX_BRACKETS:
                return row, found.start()
    return None


def visible(text: str) -> str:
    """`text` without the characters that turn the writing round; '' if nothing of it would be seen."""
    text = " ".join(_TURNING.sub("", text).split())
    return text if any(map(_is_seen, text)) else ""


def _is_seen(letter: str) -> bool:
    """Whether a character leaves something on a page. (What joins or parts letters is fine between others: emoji of
    several, a blank that does not break, a soft hyphen.)"""
    is_variation = "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"
    return unicodedata.category(letter)[0] not in "CZ" and letter not in _UNSEEN and not is_variation


class _BadYaml(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


class _TreeBuilder:
    """Builds the tree from the parser's events; these, unlike its nodes, still show anchors and aliases."""

    def __init__(self, text: str, path: str, first_line: int, comments_cut: bool) -> None:
        self.lines = text.split("\n")
        self.path = path
        self.first_line = first_line
        self.comments_cut = comments_cut
        self.has_comments = "#" in text
        self.problems: list[Problem] = []

    def read(self, events: Iterator[Any]) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _BadYaml(error("yaml-second-document", self._place(event)))
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, events, 1)
        return root

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        place = self._place(event)
        if event.anchor:  # its own, or that of the node which it repeats
            raise _BadYaml(error("yaml-alias", place, name=event.anchor))
        if depth > MAX_DEPTH:
            raise _BadYaml(error("yaml-too-deep", place))
        if event.tag:
            raise _BadYaml(error("yaml-tag", place, tag=event.tag))
        if isinstance(event, yaml.ScalarEvent):
            if found := _CONTROL.search(event.value):
                code = f"U+{ord(found[0]):04X}"
                raise _BadYaml(error("yaml-control-character", place, code=code))
            value = event.value
            if not value.isascii():
                self._look_for_hidden(event, place)
                if not event.style and (value := bare(event.value)) != event.value:
                    self.tell_of_curly(place)
            if self.has_comments and not event.style:
                self._warn_of_comment(event)
            return Scalar(value, place, self._lines_of(event))
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                items.append(self._node(event, events, depth + 1))
            return Sequence(tuple(items), place)
        pairs: list[tuple[Scalar, Node]] = []
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._node(event, events, depth + 1)
            if not isinstance(key, Scalar):
                raise _BadYaml(error("yaml-broken", key.place))
            pairs.append((key, self._node(next(events), events, depth + 1)))
        return Mapping(tuple(pairs), place)

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.path, self.first_line + mark.line, mark.column + 1)

    def _lines_of(self, event: Any) -> tuple[str, ...]:
        """The lines of a text without quotes or another sign; () if it is one line, as most."""
        first, last = event.start_mark, event.end_mark
        if event.style or first.line == last.line:
            return ()
        lines = self.lines[first.line][first.column :], *self.lines[first.line + 1 : last.line + 1]
        return tuple(line.strip() for line in lines)

    def _look_for_hidden(self, event: Any, place: Place) -> None:
        """Names characters that nobody sees, where they turn the text round, or where there are no others."""
        if found := _TURNING.search(event.value):
            row = place.line - self.first_line
            line = self.lines[row] if row < len(self.lines) else ""
            at = line.find(found[0], place.column - 1)
            place = place._replace(column=at + 1) if at >= 0 else place
            self.problems.append(error("text-turned", place, code=f"U+{ord(found[0]):04X}"))
        elif (text := event.value.strip()) and not any(map(_is_seen, text)):
            self.problems.append(error("text-invisible", place, code=f"U+{ord(text[0]):04X}"))

    def tell_of_curly(self, place: Place) -> None:
        """Names the first value of a file that stands in curly quotes: a word processor made all of them."""
        if not any(problem.key == "yaml-curly-quotes" for problem in self.problems):
            self.problems.append(warning("yaml-curly-quotes", place))

    def _warn_of_comment(self, event: Any) -> None:
        end = event.end_mark
        line = self.lines[end.line] if end.line < len(self.lines) else ""
        rest = line[end.column :]
        if not (rest.lstrip().startswith("#") if self.comments_cut else _NUMBER_CUT.match(rest)):
            return
        if _NO_WORDS.fullmatch(event.value) and not _NUMBER_CUT.match(rest):
            return  # yes, no, a day or a file: what follows is a remark
        place = Place(self.path, self.first_line + end.line, len(line) - len(rest.lstrip()) + 1)
        name, _, value = line.partition(":")
        written = quoted(value.strip()) if value.strip() else '"…"'
        self.problems.append(warning("yaml-comment-cuts", place, written=f"{name.strip()}: {written}"))
