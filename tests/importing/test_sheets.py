"""Sheets of Excel → articles with tables, where they are asked for."""

import zipfile
from io import BytesIO

import pytest

from bantin.importing import reading
from bantin.importing.types import Source
from bantin.problems import Mistakes
from tests.importing.shapes import WISHES

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
PARTS = {
    "xl/workbook.xml": f'<workbook {MAIN} {RELATIONS}><sheets><sheet name="Tổ 1" sheetId="1" r:id="rId1"/>'
    '<sheet name="Ẩn" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>'
    '<Relationship Id="rId2" Target="worksheets/sheet2.xml"/></Relationships>',
    "xl/sharedStrings.xml": f"<sst {MAIN}><si><t>Họ | tên</t></si><si><r><t>Số </t></r><r><t>hộ</t></r></si></sst>",
    "xl/styles.xml": f'<styleSheet {MAIN}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}><sheetData>"
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row><row r="2"/>'
    '<row r="3"><c r="A3" t="inlineStr"><is><t>*Lan*</t></is></c><c r="C3"><v>1.5</v></c></row>'
    '<row r="4"><c r="A4" s="1"><v>43166</v></c><c r="C4"><v>120</v></c></row></sheetData></worksheet>',
    "xl/worksheets/sheet2.xml": f"<worksheet {MAIN}><sheetData/></worksheet>",
}


def packed(parts: dict[str, str]) -> bytes:
    """A file with these parts."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return made.getvalue()


def test_sheet() -> None:
    """What the cells show, without empty rows and columns and hidden sheets; signs are signs."""
    (article,) = reading.read(Source("Danh sách.xlsx", packed(PARTS)), WISHES._replace(as_table=True))
    assert article.title == "Danh sách"
    assert article.body == "| Họ \\| tên | Số hộ |\n|---|---|\n| \\*Lan\\* | 1,5 |\n| 07/03/2018 | 120 |"
    assert article.fidelity is not None
    assert article.fidelity.lost == ()


def test_only_where_it_is_asked_for() -> None:
    """Else a sentence says how."""
    with pytest.raises(Mistakes) as found:
        reading.read(Source("Danh sách.xlsx", packed(PARTS)), WISHES)
    assert [problem.key for problem in found.value.problems] == ["import-xlsx"]
