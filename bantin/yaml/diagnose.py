"""A YAML text that its parser refused → what its writer did: the mistake as a problem, at the sign to mend.

A parser says what it expected next, often lines below the slip. Here the lines themselves are looked at, and the
parser's words only tell where to begin.
"""

import re
from typing import Any

from bantin.patterns import lazy_pattern
from bantin.problems import Place, Problem, error
from bantin.yaml import joined_fields
from bantin.yaml.from_markdown import in_fields
from bantin.yaml.joined_fields import quoted
from bantin.yaml.quotes import stand_around

_PAIR = lazy_pattern(r"(\s*(?:- +)*)((?!- )[^\s:#\"'\[{][^:]*?):(?:[ \t]+(.*?))?\s*$")
"""A line as it should be: what stands before, the name, the value."""
_COMMENTED = lazy_pattern(r"# ?([a-z_]+:)\s*$")
_NO_BLANK = lazy_pattern(r"(\s*(?:- +)*[^\s:#\"'\[{][^:/\s]*):(?=[^\s/])")
_BEFORE_NAMES = ("*", "•", "·", "+", "–", "—", "\u00a0", "\u200b", "\ufeff", ">")
"""What a list, a quotation or Word leaves at a line's beginning."""
_SIGNS = "@`%&*!|>,?-[]{}"
"""What a plain value cannot begin with."""


def problem_of(trouble: Any, text: str, path: str, first_line: int) -> Problem:
    """The mistake behind `trouble`, a MarkedYAMLError of the text that begins at `first_line` of the file at `path`."""
    return _Diagnosis(trouble, text.split("\n"), path, first_line).problem()


def no_fields(text: str, path: str, first_line: int) -> Problem | None:
    """The first line of a text that holds no pairs at all, if it was meant to be one."""
    for row, line in enumerate(text.split("\n")):
        if line.strip() and not line.lstrip().startswith("#"):
            if found := _NO_BLANK.match(line):
                written = f"{found[1].strip()}: {line[found.end() :].strip()}"
                return error("yaml-no-blank", Place(path, first_line + row, found.end() + 1), written=written)
            return _almost_pair(line, Place(path, first_line + row, 1))
    return None


def _almost_pair(line: str, place: Place) -> Problem | None:
    """A line that is a pair but for a sign before or around its name, or another one than the colon."""
    found = _ALMOST.match(line)
    if not found or not (found["before"].strip(" ") or found["colon"] != ":" or found["behind"]):
        return None
    return error("yaml-almost", place, written=f"{found['name'].strip()}: {found['value'].strip()}".rstrip())


_ALMOST = lazy_pattern(
    r"(?P<before>[ \u00a0\u200b\ufeff>•·*+_–—-]*)(?P<name>[^\W\d_][\w -]{0,30}?)(?P<around>[*_\u00a0 ]*)"
    r"(?P<colon>[:：=])(?P<behind>[*_]*)[ \u00a0]*(?P<value>.*)$"
)


class _Diagnosis:
    def __init__(self, trouble: Any, lines: list[str], path: str, first_line: int) -> None:
        self.lines = lines
        self.path = path
        self.first_line = first_line
        self.said = f"{trouble.context or ''}: {trouble.problem or ''}"
        at, since = trouble.problem_mark, trouble.context_mark or trouble.problem_mark
        self.row, self.column = self._within(at.line, at.column) if at else (0, 0)
        self.since_row, self.since_column = self._within(since.line, since.column) if since else (0, 0)

    def _within(self, row: int, column: int) -> tuple[int, int]:
        """The end of the text counts as the end of its last line that holds something."""
        while row > 0 and (row >= len(self.lines) or not self.lines[row].strip()):
            row, column = row - 1, 10**6
        return row, min(column, len(self.lines[row]))

    def problem(self) -> Problem:
        return (
            self._tab()
            or self._almost()
            or self._head_commented()
            or self._open_quote()
            or self._open_bracket()
            or self._half_pair()
            or self._value()
            or self._indent()
            or self._dash()
            or error("yaml-broken", self._place(self.row, self.column))
        )

    def _place(self, row: int, column: int) -> Place:
        return Place(self.path, self.first_line + row, column + 1)

    def _tab(self) -> Problem | None:
        found = re.match(r"[ ]*\t", self.lines[self.row])
        return error("yaml-tab", self._place(self.row, found.end() - 1)) if found else None

    def _almost(self) -> Problem | None:
        """A line, up to here, that a list or Word made other than a pair: `* title: …`, `**title:** …`, `title = …`."""
        for row, line in enumerate(self.lines[: self.row + 1]):
            if line[:1] in _BEFORE_NAMES or "：" in line or (" = " in line and ":" not in line):
                if found := _almost_pair(line, self._place(row, 0)):
                    return found
        return None

    def _head_commented(self) -> Problem | None:
        """A line of a part whose first line is still a comment: `#menu:` above `  - {latest: có}`."""
        line = self.lines[self.row]
        if not line.startswith("  ") or line.lstrip().startswith("#"):
            return None
        for row in range(self.row - 1, -1, -1):
            above = self.lines[row]
            if not above.startswith("#"):
                return None
            if found := _COMMENTED.match(above):
                place = self._place(self.row, len(line) - len(line.lstrip()))
                return error("yaml-head-commented", place, head=found[1])
        return None

    def _open_quote(self) -> Problem | None:
        if "scanning a quoted scalar" in self.said:
            return error("yaml-quote-open", self._place(self.since_row, self.since_column))
        # A quote left open is closed by the one that opens the next quoted value.
        before = self.lines[self.row][: self.column]
        for row in range(self.row - 1, -1, -1):
            pair = _PAIR.match(self.lines[row])
            value = (pair and pair[3]) or ""
            if pair and value[:1] in ('"', "'") and value.count(value[0]) == 1 and value[0] in before:
                return error("yaml-quote-open", self._place(row, pair.start(3)))
        return None

    def _open_bracket(self) -> Problem | None:
        if "parsing a flow" not in self.said:
            return None
        opener = self._sign(self.since_row, self.since_column)
        if opener not in ("[", "{"):  # the parser stopped before the first thing between the brackets
            return self._last_opener()
        closing = "]" if opener == "[" else "}"
        if self.row == self.since_row and closing in self.lines[self.row][self.column :]:
            return None
        place = self._place(self.since_row, self.since_column)
        return error("yaml-bracket-open", place, sign=opener, closing=closing)

    def _last_opener(self) -> Problem | None:
        """The bracket that ends the text."""
        for row in range(self.row, -1, -1):
            line = self.lines[row].rstrip()
            if line and line[-1] in "[{":
                closing = "]" if line[-1] == "[" else "}"
                return error("yaml-bracket-open", self._place(row, len(line) - 1), sign=line[-1], closing=closing)
            if line and not line.lstrip().startswith("#"):
                return None
        return None

    def _sign(self, row: int, column: int) -> str:
        return self.lines[row][column : column + 1]

    def _half_pair(self) -> Problem | None:
        """A line without colon, or without a blank behind it: this one, or the one above, which runs on into it."""
        rows = [self.row]
        if "could not find expected ':'" in self.said:
            rows = [self.since_row]
        elif "mapping values" in self.said and self.row > 0:
            pair = _PAIR.match(self.lines[self.row])
            is_in_value = pair is not None and pair[3] is not None and self.column >= pair.start(3)
            rows = [self.row] if is_in_value else [self.row - 1, self.row]
        for row in rows:
            line = self.lines[row]
            if not line.strip() or line.lstrip().startswith("#") or _PAIR.match(line):
                continue
            if found := _NO_BLANK.match(line):
                written = f"{found[1].strip()}: {line[found.end() :].strip()}"
                return error("yaml-no-blank", self._place(row, found.end()), written=written)
            if not re.search(r":(\s|$)", line) and not re.match(r"\s*(- |-$|[\]}\"'])", line):
                return error("yaml-no-colon", self._place(row, len(line) - len(line.lstrip())))
        return None

    def _value(self) -> Problem | None:
        """A value that needs quotes: the whole line's, or one of several between brackets."""
        line = self.lines[self.row]
        if part := self._part(line):
            if joined := joined_fields.between_brackets(*part, self._place(self.row, line.index(part[1]))):
                return joined
            return error("yaml-colon", self._place(self.row, self.column), field=part[0], value=_escaped(part[1]))
        pair = _PAIR.match(line)
        if not pair or not pair[3]:
            return None
        name, value, start = pair[2], pair[3], pair.start(3)
        if joined := joined_fields.in_a_value(name, value, self._place(self.row, start)):
            return joined
        if "escape" in self.said:
            written = f"{name}: {quoted(value.strip(value[0]))}"
            return error("yaml-backslash", self._place(self.row, line.find("\\", start)), written=written)
        if value[0] in "\"'" and self.column > start:
            if _SEVERAL.fullmatch(value):
                written = f"{name}: {', '.join(each[1:-1] for each in _QUOTED.findall(value))}"
                return error("yaml-quote-each", self._place(self.row, start), written=written)
            written = f"{name}: {quoted(value[1:-1] if stand_around(value) else value)}"
            return error("yaml-quote-within", self._place(self.row, self.column), written=written)
        if value[0] in _SIGNS and not (value[0] in "[{" and value[-1] in "]}"):
            written = f"{name}: {in_fields(name, value) or quoted(value)}"
            return error("yaml-start", self._place(self.row, start), sign=value[0], written=written)
        if re.search(r":(\s|$)", value):
            return error("yaml-colon", self._place(self.row, self.column), field=name, value=_escaped(value))
        return None

    def _part(self, line: str) -> tuple[str, str] | None:
        """(name, value) of the pair between brackets whose second colon is where the parser stopped."""
        begin = max(line.rfind(sign, 0, self.column) for sign in "[{")
        if begin < 0 or self._sign(self.row, self.column) != ":":
            return None
        begin = max(begin, line.rfind(",", 0, self.column)) + 1
        found = re.compile(r"\s*([^:,]+):\s+([^,\]}]*)").match(line, begin)
        return (found[1].strip(), found[2].strip()) if found and found.start(2) <= self.column else None

    def _indent(self) -> Problem | None:
        """A line that is indented otherwise than its neighbours."""
        line = self.lines[self.row]
        blanks = len(line) - len(line.lstrip(" "))
        if blanks and _PAIR.match(line) and ("mapping values" in self.said or "expected key" in self.said):
            return error("yaml-indent", self._place(self.row, blanks))
        return None

    def _dash(self) -> Problem | None:
        """A dash that misses before an entry of a list, or that stands before a field of the file."""
        for row in (self.row, self.row - 1):
            line = self.lines[row] if row >= 0 else ""
            beside = [each for each in self.lines[max(row - 1, 0) : row + 2] if each is not line]
            width = len(line) - len(line.lstrip(" "))
            if line[width : width + 1] == "{" and any(each.startswith(f"{' ' * width}- ") for each in beside):
                return error("yaml-no-dash", self._place(row, width), written=f"- {line.strip()}")
            if line.startswith("- ") and any(map(_PAIR.match, beside)):
                return _almost_pair(line, self._place(row, 0))
        return None


_QUOTED = lazy_pattern(r"\"[^\"',]+\"|'[^\"',]+'")
_SEVERAL = lazy_pattern(rf"(?:{_QUOTED.pattern})(?:\s*,\s*(?:{_QUOTED.pattern}))+\s*")
"""Several texts, each in quotes of its own: `"a", "b"`."""


def _escaped(value: str) -> str:
    """`value` as it stands between double quotes."""
    return value.replace("\\", "\\\\").replace('"', '\\"')
