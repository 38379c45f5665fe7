"""HTML tables → Markdown tables; HTML if cells span others, paragraphs if a table is only used for layout."""

from typing import TYPE_CHECKING, NamedTuple

from bantin.importing import html_runs, letterhead, markdown_tables
from bantin.importing.html_runs import styles_of
from bantin.importing.html_tree import UNSEEN, Element, tag_of, text_of
from bantin.importing.inline import Run, plain, written
from bantin.importing.types import Block
from bantin.importing.words import words
from bantin.patterns import lazy_pattern

if TYPE_CHECKING:
    from bantin.importing.html_blocks import Walker

_WIDEST = 120
"""Words of a cell, beyond which a small table only sets a page."""
_LINES = frozenset(
    "p div li h1 h2 h3 h4 h5 h6 ul ol blockquote pre center dd dt dl section article address figure figcaption tr td "
    "table tbody thead th caption".split()
)
_BLANK = lazy_pattern(r"\s+")


class _Cell(NamedTuple):
    element: Element
    lines: list[list[Run]]
    columns: int
    rows: int
    is_head: bool


def blocks_of(table: Element, walker: "Walker") -> list[Block]:
    """The table with its caption before it, or the contents of its cells one after the other."""
    rows = _rows(table)
    caption = next((child for child in table if tag_of(child) == "caption"), None)
    above = walker.inner(caption) if caption is not None else []
    if letterhead.is_one(text_of(table)) and sum(map(len, rows)) <= 12:
        return [*above, *letterhead.blocks_of(text_of(table), table.sourceline or 0)]
    if _is_layout(rows) and not _has_loose_words(table, rows, caption):
        return [*above, *(block for row in rows for cell in row for block in walker.inner(cell))]
    if _has_loose_words(table, rows, caption):
        return walker.inner(table)
    cells = [[_cell(element, walker) for element in row] for row in rows]
    text = "\n".join("\t".join(_text(cell) for cell in row) for row in cells)
    runs = [run for row in cells for cell in row for line in cell.lines for run in line]
    if not any(run.text.strip() or run.html for run in runs):
        return above
    is_plain = all(cell.columns == cell.rows == 1 for row in cells for cell in row) and len(cells[0]) > 1
    has_notes = any((run.markdown or "").startswith("[^") for run in runs)
    if is_plain or has_notes:
        markdown = markdown_tables.written([[_markdown(cell) for cell in row] for row in cells])
    else:
        markdown = _html(cells)
    return [*above, Block("table", text, markdown, table.sourceline or 0)]


def _rows(table: Element) -> list[list[Element]]:
    found: list[list[Element]] = []
    for child in table:
        if tag_of(child) == "tr":
            found.append([cell for cell in child if tag_of(cell) in ("td", "th")])
        elif tag_of(child) in ("thead", "tbody", "tfoot"):
            found += _rows(child)
    return [row for row in found if row]


def _is_layout(rows: list[list[Element]]) -> bool:
    """Whether a table is only used for layout."""
    widest = max((sum(_span(cell, "colspan") for cell in row) for row in rows), default=0)
    if widest < 2 or len(rows) < 2:
        return True
    cells = [cell for row in rows for cell in row]
    if any(True for cell in cells for _ in cell.iter("table")):
        return True
    longest = max(len(words(text_of(cell))) for cell in cells)
    return longest > _WIDEST and len(cells) <= 6


def _has_loose_words(table: Element, rows: list[list[Element]], caption: Element | None) -> bool:
    """Whether a table has text outside its cells."""
    held = [*(cell for row in rows for cell in row), *([caption] if caption is not None else [])]
    return len(words(text_of(table))) > sum(len(words(text_of(each))) for each in held)


def _span(cell: Element, name: str) -> int:
    written_ = cell.get(name) or "1"
    return min(max(int(written_), 1), 100) if written_.isdecimal() else 1


def _cell(element: Element, walker: "Walker") -> _Cell:
    columns, rows = _span(element, "colspan"), _span(element, "rowspan")
    return _Cell(element, lines_of(element, walker), columns, rows, tag_of(element) == "th")


def lines_of(element: Element, walker: "Walker") -> list[list[Run]]:
    """The lines of a cell, as runs."""
    lines: list[list[Run]] = [[]]
    _gather(element, styles_of(element, frozenset()) if tag_of(element) != "th" else frozenset(), "", lines, walker)
    return [line for line in lines if any(run.text.strip() or run.html for run in line)]


def _gather(element: Element, styles: frozenset[str], address: str, lines: list[list[Run]], walker: "Walker") -> None:
    if element.text:
        lines[-1].append(Run(element.text, styles, address))
    for child in element:
        tag = tag_of(child)
        if tag == "br":
            lines.append([])
        elif tag == "img" or tag == "bantin-note":
            lines[-1] += _inline_runs(child, walker)
        elif tag and tag not in UNSEEN:
            if tag in _LINES:
                lines.append([Run("• ")] if tag == "li" else [])
            to = walker.link(child) if tag == "a" else ""
            _gather(child, styles_of(child, styles), to or address, lines, walker)
            if tag in _LINES:
                lines.append([])
        if child.tail:
            lines[-1].append(Run(child.tail, styles, address))


def _inline_runs(element: Element, walker: "Walker") -> list[Run]:
    if tag_of(element) == "bantin-note":
        label = element.get("label")
        return [Run("", markdown=f"[^{label}]", html=f"<sup>{label}</sup>")]
    run = walker.picture(element)
    return [run] if run else []


def _text(cell: _Cell) -> str:
    return _BLANK.sub(" ", " ".join(plain(line) for line in cell.lines))


def _markdown(cell: _Cell) -> str:
    return "<br>".join(filter(None, (written(line).replace("\\\n", "<br>") for line in cell.lines)))


def _html(rows: list[list[_Cell]]) -> str:
    has_head = any(cell.is_head for row in rows for cell in row)
    rows = rows if has_head else [[cell._replace(is_head=True) for cell in rows[0]], *rows[1:]]
    lines = (f"<tr>{''.join(map(_cell_html, row))}</tr>" for row in rows)
    return "\n".join(["<table>", *lines, "</table>"])


def _cell_html(cell: _Cell) -> str:
    tag = "th" if cell.is_head else "td"
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    inner = "<br>".join(html for line in cell.lines if (html := html_runs.html(line)))
    return f"<{tag}{spans}>{inner}</{tag}>"
