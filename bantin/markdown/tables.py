"""Tables as people write them → tables as Python-Markdown needs them: header, rule, rows of equally many cells.

A table may follow a line of text directly, have blank lines between rows, and its rule may consist of em dashes (from
word processors), have too few or too many cells, or be missing. A rule between rows or at an edge is decoration. Rows
may also be separated by tabs, as copied from a spreadsheet. A table is recognised if each row begins and ends with `|`,
or all rows have the same number of tabs. Lines drawn with box characters (`│`, `┼`) or a broken bar (`¦`) count as `|`
and dashes. A row whose last cell goes on in the next lines is one row. No cell is ever cut off: a row longer than the
header extends the header.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bantin.markdown.lines import Line, paragraph_end
from bantin.markdown.positions import SourceMap
from bantin.patterns import lazy_pattern
from bantin.problems import Problem, warning

_RULE = lazy_pattern(r"[ |:=\-–—−─━]+|[+|][+:=\-]+[+|] *")
_DASHES = lazy_pattern(r"[=\-–—−─━]+")
DRAWN = str.maketrans("│┃║¦├┤┼┬┴┌┐└┘╠╣╬╦╩╔╗╚╝┝┥┿", "|" * 25, "")
"""What tables are drawn with, where no `|` is at hand."""
_BEGINS_DRAWN = ("│", "┃", "║", "¦", "┌", "╔", "├", "╠")
_PIPE_OR_CODE = lazy_pattern(r"\\.|(`+)|\|", re.DOTALL)


class Table(NamedTuple):
    """A recognised table."""

    rows: list[str]
    """In the form for the parser."""
    end: int
    """Number of the line after it."""
    problems: tuple[Problem, ...]


def cells_of(row: str) -> list[str]:
    """The cells of a row, with or without `|` at its ends. Does not split within code, nor at `\\|`."""
    row = row.strip(" ")
    row = row.removeprefix("|")
    if row.endswith("|") and not row.endswith("\\|"):
        row = row[:-1]
    if "`" not in row and "\\" not in row:
        return row.split("|")
    cells, start, code = [], 0, ""
    for found in _PIPE_OR_CODE.finditer(row):
        if found[1]:
            if code == found[1]:
                code = ""
            elif not code and _closes(row, found.end(), found[1]):
                code = found[1]
        elif found[0] == "|" and not code:
            cells.append(row[start : found.start()])
            start = found.end()
    return [*cells, row[start:]]


def _closes(row: str, at: int, ticks: str) -> bool:
    return re.search(rf"(?<!`){ticks}(?!`)", row[at:]) is not None


def _is_rule(text: str) -> bool:
    return (
        text.lstrip(" ")[:1] in _BEGINS_RULE
        and ("|" in text or "+-" in text or "+=" in text)
        and _RULE.fullmatch(text.lstrip(" ")) is not None
        and _DASHES.search(text) is not None
    )


_BEGINS_RULE = frozenset("|:=-–—−─━+")


def may_begin(text: str) -> bool:
    """False of lines with which no table begins: most of them. One may be drawn with `+--+--+`."""
    return (
        "|" in text
        or "\t" in text
        or text.lstrip(" ").startswith(_BEGINS_DRAWN)
        or (text.startswith("+") and _is_rule(text))
    )


def parts_rows(text: str) -> bool:
    """Whether a row shows nothing, being a rule; one dash in a cell is a word: there is none."""
    return _is_rule(text) and all(len(cell.strip(" ")) > 2 for cell in cells_of(text.replace("+", "|")))


def has_edges(text: str) -> bool:
    """Whether a line begins and ends with `|`, as a row does."""
    stripped = text.strip(" ")
    return len(stripped) > 2 and stripped[0] == "|" and stripped[-1] == "|"


def table(lines: Sequence[Line], at: int, source: SourceMap) -> Table | None:
    """The table that begins with the line at `at`, if it is one for certain."""
    if lines[at].text.lstrip(" ").startswith(_BEGINS_DRAWN):
        end = paragraph_end(lines, at)
        drawn = [Line(line.text.translate(DRAWN), line.at) for line in lines[at:end]]
        found = table([*lines[:at], *drawn, *lines[end:]], at, source) if all(map(has_edges, _texts(drawn))) else None
        return found if found and found.end >= end else None
    if lines[at].text.lstrip(" ").startswith("||") and _is_doubled(lines[at].text):
        end = paragraph_end(lines, at)
        halved = [_halved(line) for line in lines[at:end]]
        return _piped([*lines[:at], *halved, *lines[end:]], at, source)
    if _is_rule(lines[at].text) and at + 1 < len(lines) and not _is_rule(lines[at + 1].text):
        at += 1
    text = lines[at].text
    if "|" in text:
        return _piped(lines, at, source)
    return _tabbed(lines, at) if "\t" in text else None


def _is_doubled(text: str) -> bool:
    """Whether each `|` of a row is written twice, as other programs write the row of names."""
    return text.count("|") == 2 * text.count("||") > 2


def _halved(line: Line) -> Line:
    return Line(line.text.replace("||", "|"), line.at) if _is_doubled(line.text) else line


def _piped(lines: Sequence[Line], at: int, source: SourceMap) -> Table | None:
    head = cells_of(lines[at].text)
    below = at + 1
    is_edged = has_edges(lines[at].text)
    if is_edged and below < len(lines) and lines[below].is_blank:
        below = _behind_gap(lines, below)
    if below >= len(lines) or _is_rule(lines[at].text) or lines[at].is_blank:
        return None
    if _is_rule(lines[below].text.replace("_", "-")) and (len(head) > 1 or is_edged):
        if below > at + 1 and not is_edged:
            return None
        return _with_rule(lines, at, below, head, source)
    if is_edged and below == at + 1 and len(head) > 1 and not (at and _is_alike(lines[at - 1].text, len(head))):
        end = below
        while end < len(lines) and _is_alike(lines[end].text, len(head)):
            end += 1
        if end > below and (end == len(lines) or lines[end].is_blank):
            rows = [text for text in _texts(lines[below:end]) if not parts_rows(text)]
            return Table([lines[at].text.strip(), "|" + "---|" * len(head), *map(str.strip, rows)], end, ())
    return None


def _is_alike(text: str, columns: int) -> bool:
    return has_edges(text) and len(cells_of(text)) == columns


def _with_rule(lines: Sequence[Line], at: int, rule_at: int, head: list[str], source: SourceMap) -> Table:
    """The table whose rule is the line at `rule_at`."""
    end, is_edged = rule_at + 1, has_edges(lines[at].text)
    rows: list[Line] = []
    while end < len(lines):
        if not lines[end].is_blank:
            is_rule = parts_rows(lines[end].text)
            if is_edged and not is_rule and "|" not in lines[end].text:
                break  # words straight below a table are no row of it
            behind = _row_end(lines, end, len(head)) if is_edged and not is_rule else end + 1
            if not is_rule:
                rows.append(Line("<br>".join(text.strip() for text in _texts(lines[end:behind])), lines[end].start))
            end = behind
            continue
        behind = _behind_gap(lines, end)
        if not (is_edged and behind < len(lines) and _goes_on(lines, behind, len(head))):
            break
        end = behind
    problems: list[Problem] = []
    width = len(head)
    for row in rows:
        if (count := len(cells_of(row.text))) > len(head):
            width = max(width, count)
            problems.append(warning("table-row-longer", source.place(row.start), cells=count, columns=len(head)))
    rule = cells_of(lines[rule_at].text.replace("+", "|").replace("_", "-"))
    if len(rule) == width == len(head) and _RULE_AS_READ.fullmatch(lines[rule_at].text):
        written = [lines[at].text.strip(), lines[rule_at].text.strip()]
    else:
        rule = [_DASHES.sub("---", part.strip()) or "---" for part in rule[:width]]
        rule += ["---"] * (width - len(rule))
        written = [_row([*head, *[""] * (width - len(head))]), _row(rule)]
    return Table([*written, *(row.text.strip() for row in rows)], end, tuple(problems))


def _texts(lines: Sequence[Line]) -> Iterator[str]:
    return (line.text for line in lines)


def _row_end(lines: Sequence[Line], at: int, columns: int) -> int:
    """Number of the line after the row at `at`: a row without its last `|` goes on up to the line that ends with it."""
    if has_edges(lines[at].text) or not lines[at].text.lstrip(" ").startswith("|"):
        return at + 1
    for end in range(at + 1, min(at + 1 + _MOST_LINES, len(lines))):
        text = lines[end].text.strip(" ")
        if not text or text.startswith("|"):
            break
        if text.endswith("|"):
            is_row = len(cells_of(" ".join(_texts(lines[at : end + 1])))) == columns
            return end + 1 if is_row else at + 1
    return at + 1


_MOST_LINES = 12
"""Lines of a row whose last cell goes on."""
_RULE_AS_READ = lazy_pattern(r"[ |:-]+")


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.strip() for cell in cells)} |"


def _behind_gap(lines: Sequence[Line], at: int) -> int:
    while at < len(lines) and lines[at].is_blank:
        at += 1
    return at


def _goes_on(lines: Sequence[Line], at: int, columns: int) -> bool:
    """Whether the row at `at`, between blank lines, continues the table above rather than begins another."""
    if not _is_alike(lines[at].text, columns) or _is_rule(lines[at].text):
        return False
    if at + 1 < len(lines) and not lines[at + 1].is_blank:
        return False
    behind = _behind_gap(lines, at + 1)
    return not (behind < len(lines) and _is_rule(lines[behind].text))


def _tabbed(lines: Sequence[Line], at: int) -> Table | None:
    """A tab-separated table: equally many tabs in each row, at least three columns or three rows."""
    columns = tabs(lines[at].text)
    if at and tabs(lines[at - 1].text) == columns:
        return None  # already rejected from the row above
    end = at + 1
    while end < len(lines) and not lines[end].is_blank and tabs(lines[end].text) == columns:
        end += 1
    is_whole = end == len(lines) or lines[end].is_blank
    if columns < 1 or end - at < 2 or (end - at) * (columns + 1) < 6 or not is_whole:
        return None
    rows = [_row([cell.replace("|", "\\|") for cell in line.text.split("\t")]) for line in lines[at:end]]
    return Table([rows[0], "|" + "---|" * (columns + 1), *rows[1:]], end, ())


def tabs(text: str) -> int:
    """The number of tabs that part the words of a line; 0 of an item, or of one that stands far in."""
    return text.strip(" ").count("\t") if text[:1] not in (" ", "-", "*", "+") else 0
