"""Excel workbook (.xlsx, ECMA-376) → an article with a table for each sheet: what each cell shows."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence

from bantin.importing import articles, markdown_tables, word_package
from bantin.importing.categories import Categories
from bantin.importing.html_tree import Element
from bantin.importing.inline import escaped
from bantin.importing.types import Block, ImportedArticle
from bantin.importing.word_package import Refused
from bantin.problems import Mistakes, Place, error

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_DAY_FORMATS = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
"""Numbers of the formats that every Excel knows for dates (ECMA-376, 18.8.30)."""
_LARGEST = 5_000
"""Rows of a table that a page can hold."""


def article_of(data: bytes, name: str, categories: Categories) -> ImportedArticle:
    """An article with a table for each sheet that holds something. Raises Mistakes."""
    try:
        parts = word_package.parts_of(data)
        blocks = list(_blocks(parts))
    except Refused as refused:
        raise Mistakes([error(refused.key, Place(name))]) from refused
    if not blocks:
        raise Mistakes([error("import-empty", Place(name))])
    title = name.rpartition("/")[2].rpartition(".")[0]
    first = Block("heading", title, escaped(title), 0, level=1, role="title")
    return articles.article_of([first, *blocks], name, categories)


def _blocks(parts: Mapping[str, bytes]) -> Iterator[Block]:
    strings = _strings(parts)
    days = _styles_of_days(parts)
    sheets = [(title, rows) for title, part in _sheets(parts) if (rows := _rows(_xml(parts[part]), strings, days))]
    for number, (title, rows) in enumerate(sheets, start=1):
        if len(rows) > _LARGEST:
            raise Refused("import-sheet-long")
        if len(sheets) > 1:
            yield Block("heading", title, escaped(title), number, level=2)
        markdown = markdown_tables.written([[escaped(cell).replace("\n", "<br>") for cell in row] for row in rows])
        yield Block("table", "\n".join("\t".join(row) for row in rows), markdown, number)


def _xml(data: bytes) -> Element:
    return word_package.xml(data.replace(_STRICT, S[1:-1].encode()))


def _sheets(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """(title, part) of each sheet that is not hidden, in order."""
    related = {
        each.get("Id"): each.get("Target") or "" for each in _xml(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
    }
    for sheet in _xml(parts["xl/workbook.xml"]).iter(f"{S}sheet"):
        target = related.get(sheet.get(f"{R}id"), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if sheet.get("state", "visible") == "visible" and part in parts:
            yield sheet.get("name") or "", part


def _strings(parts: Mapping[str, bytes]) -> list[str]:
    if "xl/sharedStrings.xml" not in parts:
        return []
    return [_text(each) for each in _xml(parts["xl/sharedStrings.xml"]).iter(f"{S}si")]


def _text(element: Element) -> str:
    """The text of a shared string, without phonetic hints (for Japanese)."""
    return "".join(each.text or "" for each in element.iter(f"{S}t") if each.getparent().tag != f"{S}rPh")


def _styles_of_days(parts: Mapping[str, bytes]) -> frozenset[int]:
    """The styles that show a number as a date."""
    if "xl/styles.xml" not in parts:
        return frozenset()
    tree = _xml(parts["xl/styles.xml"])
    own = {
        int(each.get("numFmtId") or 0)
        for each in tree.iter(f"{S}numFmt")
        if re.search(r"[dy]", re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", (each.get("formatCode") or "").lower()))
    }
    cells = tree.find(f"{S}cellXfs")
    formats = [int(each.get("numFmtId") or 0) for each in cells] if cells is not None else []
    return frozenset(place for place, number in enumerate(formats) if number in _DAY_FORMATS or number in own)


def _rows(sheet: Element, strings: Sequence[str], days: frozenset[int]) -> list[list[str]]:
    """The displayed values of the cells, without empty rows and columns."""
    rows: list[dict[int, str]] = []
    for row in sheet.iter(f"{S}row"):
        cells: dict[int, str] = {}
        for place, cell in enumerate(row.iter(f"{S}c")):
            if shown := _shown(cell, strings, days):
                cells[_column(cell.get("r") or "", place)] = shown
        if cells:
            rows.append(cells)
    columns = sorted({column for row in rows for column in row})
    return [[row.get(column, "") for column in columns] for row in rows]


def _column(reference: str, otherwise: int) -> int:
    letters = re.match(r"[A-Z]{1,3}", reference)
    if not letters:
        return otherwise
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _shown(cell: Element, strings: Sequence[str], days: frozenset[int]) -> str:
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        return _text(cell).strip()
    value = cell.find(f"{S}v")
    written = (value.text or "").strip() if value is not None else ""
    if kind == "s":
        return strings[int(written)].strip() if written.isdecimal() and int(written) < len(strings) else ""
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(written, written)
    if kind == "n" and written:
        return _number(written, (cell.get("s") or "0").isdecimal() and int(cell.get("s") or 0) in days)
    return written


def _number(written: str, is_day: bool) -> str:
    try:
        number = float(written)
    except ValueError:
        return written
    if is_day and 1 <= number < 2_958_466:
        at = datetime.datetime(1899, 12, 30) + datetime.timedelta(days=number)  # noqa: DTZ001 -- a sheet knows no zone
        return f"{at:%d/%m/%Y}" if at.time() == datetime.time() else f"{at:%d/%m/%Y %H:%M}"
    return f"{number:.15g}".replace(".", ",") if "e" not in f"{number:.15g}" else written
