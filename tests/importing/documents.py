"""Documents of Word for tests, made by python-docx, with what it cannot make written as Word writes it."""

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from PIL import Image

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
Document = Any


def new() -> Document:
    """An empty document."""
    return docx.Document()


def data(document: Document) -> bytes:
    """Its bytes."""
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def from_lines(lines: Sequence[str]) -> bytes:
    """A document with a paragraph for each line that is not blank."""
    document = new()
    for line in lines:
        if line.strip():
            document.add_paragraph(line)
    return data(document)


def picture(colour: str = "red", kind: str = "PNG") -> io.BytesIO:
    """A small picture."""
    made = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(made, kind)
    made.seek(0)
    return made


def add_xml(document: Document, xml: str) -> None:
    """Adds what python-docx does not know to the end of a document: `xml` stands inside a paragraph."""
    paragraph = parse_xml(f"<w:p {NAMESPACES}>{xml}</w:p>")
    document.element.body.insert(-1, paragraph)


def run(text: str, looks: str = "") -> str:
    """A run of words."""
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def font(name: str) -> str:
    """The looks of words in a font."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:cs="{name}"/>'


def text_box(text: str, has_fallback: bool = True) -> str:
    """A text box as Word writes it: for new programs, and for old ones."""
    inner = f"<w:txbxContent><w:p>{run(text)}</w:p></w:txbxContent>"
    graphic = (
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"<wps:wsp><wps:txbx>{inner}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
    )
    new_ = (
        f'<w:drawing><wp:inline><wp:extent cx="1" cy="1"/><wp:docPr id="9" name="x"/>{graphic}</wp:inline></w:drawing>'
    )
    old = f"<w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>" if has_fallback else ""
    fallback = f"<mc:Fallback>{old}</mc:Fallback>" if has_fallback else ""
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new_}</mc:Choice>{fallback}</mc:AlternateContent></w:r>'
    )


def field(text: str, instruction: str = "PAGE") -> str:
    """A field of many runs, with what it shows."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return f"{mark.format('begin')}{code}{mark.format('separate')}{run(text)}{mark.format('end')}"


def simple_field(text: str) -> str:
    """A field of one element."""
    return f'<w:fldSimple w:instr="DATE">{run(text)}</w:fldSimple>'


def inserted(text: str) -> str:
    """Words that a tracked change has added."""
    return f'<w:ins w:id="1" w:author="x">{run(text)}</w:ins>'


def deleted(text: str) -> str:
    """Words that a tracked change has deleted."""
    return f'<w:del w:id="2" w:author="x"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def formula(text: str) -> str:
    """A formula."""
    return f"<m:oMath><m:r><m:t>{text}</m:t></m:r></m:oMath>"


def add_link(document: Document, text: str, address: str) -> None:
    """A paragraph that is a link."""
    paragraph = document.add_paragraph()
    relation = document.part.relate_to(
        address, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", is_external=True
    )
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    link.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>{text}</w:t></w:r>"))
    paragraph._p.append(link)


def add_footnote(document: Document, text: str, note: str) -> None:
    """A paragraph with a footnote at its end."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    relations = [each for each in document.part.rels.values() if each.reltype == RELATIONSHIP_TYPE.FOOTNOTES]
    body = (
        relations[0].target_part.blob.decode().removesuffix("</w:footnotes>")
        if relations
        else f"<w:footnotes {nsdecls('w')}>"
    )
    number = body.count("<w:footnote ") + 1
    body += f'<w:footnote w:id="{number}"><w:p>{run(note)}</w:p></w:footnote></w:footnotes>'
    if relations:
        relations[0].target_part._blob = body.encode()
    else:
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = Part(PackURI("/word/footnotes.xml"), kind, body.encode(), document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    add_xml(document, f'{run(text)}<w:r><w:footnoteReference w:id="{number}"/></w:r>')


def add_table(
    document: Document, rows: Sequence[Sequence[str]], merged: tuple[int, int, int, int] | None = None
) -> None:
    """A table; `merged` joins the cells from (row, column) to (row, column)."""
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    if merged:
        table.cell(*merged[:2]).merge(table.cell(*merged[2:]))
