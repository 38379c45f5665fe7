"""Rows of cells → a Markdown table."""

import re
from collections.abc import Sequence


def written(rows: Sequence[Sequence[str]]) -> str:
    """A table whose head is the first row; shorter rows are filled up, no cell is cut."""
    columns = max(map(len, rows))
    head, *others = [[_cell(cell) for cell in row] + [""] * (columns - len(row)) for row in rows]
    lines = [_row(head), f"|{'---|' * columns}", *map(_row, others)]
    return "\n".join(lines)


def _cell(markdown: str) -> str:
    text = markdown.replace("\\\n", "<br>").replace("\n", " ")
    return re.sub(r"(?<!\\)\|", r"\\|", text).strip()


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
