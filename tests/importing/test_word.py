"""Documents of Word → articles: every word, table and picture is there, whatever Word wrote them with."""

import io
import re
import zipfile
from collections.abc import Callable
from itertools import count, product

import pytest
from docx.oxml import parse_xml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bantin.importing import reading, word_package
from bantin.importing.types import ImportedArticle, Source
from bantin.problems import Mistakes
from tests.importing import documents
from tests.importing.shapes import BODIES, HEADS, LEAD, OTHER, PARAGRAPH, TITLES, WISHES, Body, Head, at, lines_of
from tests.importing.test_paste import check

NUMBER = count()
CASES = [
    pytest.param(head, body, TITLES[next(NUMBER) % len(TITLES)], id=f"{h}-{b}")
    for (h, head), (b, body) in product(enumerate(HEADS), enumerate(BODIES[:2]))
]


VNI = documents.font("VNI-Times")


def read(data: bytes, name: str = "bai.docx") -> ImportedArticle:
    """The one article of a document, of which nothing is lost."""
    (article,) = reading.read(Source(name, data), WISHES)
    assert article.fidelity is not None
    assert article.fidelity.lost == ()
    return article


def refused(data: bytes, name: str = "bai.docx") -> str:
    """The key of the one problem for which a file is refused."""
    with pytest.raises(Mistakes) as found:
        reading.read(Source(name, data), WISHES)
    (problem,) = found.value.problems
    return problem.key


@pytest.mark.parametrize(("head", "body", "title"), CASES)
def test_shapes(head: Head, body: Body, title: str) -> None:
    """Each head, as a document of Word."""
    check(read(documents.from_lines(lines_of(head, body, title))), head, body, title)


MERGED = """\
<table>
<tr><th>Tổ</th><th>Số | hộ</th><th>Ghi chú</th></tr>
<tr><td rowspan="2">1<br>2</td><td>120</td><td>đủ</td></tr>
<tr><td>98</td><td>thiếu</td></tr>
</table>"""


def test_structure() -> None:
    """Headings, looks, lists, tables, links, notes and pictures are Markdown of their own kind."""
    document = documents.new()
    document.add_heading(TITLES[0], 0)
    document.add_paragraph(LEAD)
    document.add_heading("Kết quả", 1)
    paragraph = document.add_paragraph("Đạt ")
    paragraph.add_run("98,5%").bold = True
    paragraph.add_run(" so với ")
    paragraph.add_run("kế hoạch").italic = True
    for text in ("Tổ 1", "Tổ 2"):
        document.add_paragraph(text, style="List Bullet")
    for text in ("Tuyên truyền", "Vận động"):
        document.add_paragraph(text, style="List Number")
    documents.add_table(document, (("Tổ", "Số hộ"), ("1", "120")))
    documents.add_table(
        document, (("Tổ", "Số | hộ", "Ghi chú"), ("1", "120", "đủ"), ("2", "98", "thiếu")), (1, 0, 2, 0)
    )
    documents.add_link(document, "Trang Chính phủ", "https://chinhphu.vn/a b")
    documents.add_footnote(document, "Câu có chú thích", "Lời chú thích.")
    document.add_picture(documents.picture())
    document.add_paragraph("Ảnh: Toàn cảnh hội nghị")
    article = read(documents.data(document))
    assert article.title == TITLES[0]
    assert article.lead == LEAD
    assert article.body.split("\n\n") == [
        "## Kết quả",
        "Đạt **98,5%** so với *kế hoạch*",
        "- Tổ 1\n- Tổ 2",
        "1. Tuyên truyền\n2. Vận động",
        "| Tổ | Số hộ |\n|---|---|\n| 1 | 120 |",
        MERGED,
        "[Trang Chính phủ](https://chinhphu.vn/a%20b)",
        "Câu có chú thích[^1]",
        '![Ảnh: Toàn cảnh hội nghị](bantin-pictures/anh.png "Ảnh: Toàn cảnh hội nghị")',
        "[^1]: Lời chú thích.",
    ]
    (picture,) = article.pictures
    assert picture.data is not None
    assert (picture.name, picture.data[:4]) == ("anh.png", b"\x89PNG")


@pytest.mark.parametrize(
    ("xml", "shown"),
    [
        (documents.run("chữ thường"), "chữ thường"),
        (documents.text_box("khung chữ"), "khung chữ"),
        (documents.text_box("khung chữ mới", has_fallback=False), "khung chữ mới"),
        (documents.field("mười hai"), "mười hai"),
        (documents.field("liên kết", 'HYPERLINK "https://chinhphu.vn"'), "[liên kết](https://chinhphu.vn)"),
        (documents.simple_field("ngày 5"), "ngày 5"),
        (documents.inserted("chữ thêm"), "chữ thêm"),
        (documents.formula("a2b"), "a2b"),
        (f"<w:smartTag>{documents.run('thẻ')}</w:smartTag>", "thẻ"),
        (f"<w:sdt><w:sdtContent>{documents.run('ô nhập')}</w:sdtContent></w:sdt>", "ô nhập"),
        (documents.run("Céng hßa", documents.font(".VnTime")), "Cộng hòa"),
        (documents.run("céng hßa", documents.font(".VnTimeH")), "CỘNG HÒA"),
        (documents.run("coâng taùc ñaûng", VNI), "công tác đảng"),
        (
            documents.run("coâng taù", documents.font("VNI-Times")) + documents.run("c", documents.font("VNI-Times")),
            "công tác",
        ),
        (
            documents.run("coâng ta", documents.font("VNI-Times")) + documents.run("ùc", documents.font("VNI-Times")),
            "công tác",
        ),
        (documents.run("c«ng"), "c«ng"),
        ('<w:r><w:pict><v:shape><v:textpath string="CHỮ NGHỆ THUẬT"/></v:shape></w:pict></w:r>', "CHỮ NGHỆ THUẬT"),
        (documents.run("a") + '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + documents.run("b"), "a✓b"),
        (
            documents.run("nước H") + documents.run("2", '<w:vertAlign w:val="subscript"/>') + documents.run("O"),
            "nước H<sub>2</sub>O",
        ),
    ],
)
def test_whatever_word_writes(xml: str, shown: str) -> None:
    """What mammoth alone would pass over is there."""
    document = documents.new()
    for line in (TITLES[0], LEAD, PARAGRAPH):
        document.add_paragraph(line)
    documents.add_xml(document, documents.run("Trước ") + xml + documents.run(" sau"))
    document.add_paragraph(OTHER)
    body = read(documents.data(document)).body
    assert shown in body
    assert body.index(PARAGRAPH) < body.index(shown) < body.index(OTHER)


@pytest.mark.parametrize(
    ("xml", "reason", "text"),
    [
        (documents.deleted("chữ bỏ"), "deleted", "chữ bỏ"),
        (documents.run("chữ ẩn", "<w:vanish/>"), "hidden", "chữ ẩn"),
    ],
)
def test_what_is_not_shown(xml: str, reason: str, text: str) -> None:
    """What readers of the document do not see is listed."""
    document = documents.new()
    for line in (TITLES[0], LEAD, PARAGRAPH):
        document.add_paragraph(line)
    documents.add_xml(document, xml + documents.run("còn lại"))
    document.sections[0].footer.paragraphs[0].text = "Trang 1"
    article = read(documents.data(document))
    assert {(each.reason, each.text) for each in article.left_out} == {(reason, text), ("header", "Trang 1")}


def test_numbers_of_words_own() -> None:
    """Numbers that Word writes, which Markdown does not know, are typed; others are lists."""
    document = documents.new()
    document.add_paragraph(TITLES[0])
    numbering = document.part.numbering_part.element
    levels = (("decimal", "Điều %1."), ("lowerLetter", "%2)"))
    inner = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{label}"/></w:lvl>'
        for level, (kind, label) in enumerate(levels)
    )
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {documents.NAMESPACES} w:abstractNumId="77">{inner}</w:abstractNum>')
    )
    numbering.append(parse_xml(f'<w:num {documents.NAMESPACES} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level, text in ((0, "Phạm vi"), (1, "hồ sơ"), (1, "nơi nộp"), (0, "Hiệu lực"), (1, "từ ngày ký")):
        properties = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr></w:pPr>'
        documents.add_xml(document, properties + documents.run(text))
    body = read(documents.data(document)).body
    assert body.split("\n\n") == ["Điều 1. Phạm vi", "a) hồ sơ", "b) nơi nộp", "Điều 2. Hiệu lực", "a) từ ngày ký"]


def test_head_of_a_letter() -> None:
    """The state's name is set aside, the number stays, the date is the article's, and both lines are the title."""
    document = documents.new()
    left, right = "UBND QUẬN\nPHƯỜNG HOA SỮA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    documents.add_table(document, ((left, right), ("Số: 15/TB-UBND", "Hoa Sữa, ngày 07 tháng 3 năm 2018")))
    for line in ("THÔNG BÁO", "Về việc tạm ngừng cấp nước để sửa đường ống", PARAGRAPH, OTHER):
        document.add_paragraph(line)
    article = read(documents.data(document))
    assert article.title == "THÔNG BÁO Về việc tạm ngừng cấp nước để sửa đường ống"
    assert (article.date, article.category) == (at(7, 3, 2018), "Thông báo")
    assert [each.reason for each in article.left_out] == ["letterhead"]
    assert article.body.startswith("Số: 15/TB-UBND\n\n")


@pytest.mark.parametrize("kind", ["KẾ HOẠCH", "BÁO CÁO", "GIẤY MỜI"])
@pytest.mark.parametrize(
    ("below", "is_subject"),
    [
        ("Kiểm tra vệ sinh mùa hè", True),
        ("Kính gửi: Các tổ dân phố", False),
        ("1. Mục đích", False),
        ("Căn cứ kế hoạch của thành phố", False),
        ("Ủy ban nhân dân phường kính mời ông bà đến dự lễ khai mạc.", False),
    ],
)
def test_subject_of_a_letter(kind: str, below: str, is_subject: bool) -> None:
    """Below the kind of a document stands what it is about, be it without `Về việc`; but no address or sentence."""
    document = documents.new()
    documents.add_table(document, (("PHƯỜNG HOA SỮA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("Số: 1/UBND", "")))
    for line in (kind, below, PARAGRAPH, OTHER):
        document.add_paragraph(line)
    article = read(documents.data(document))
    assert article.title == (f"{kind} {below}" if is_subject else kind)


def test_several_articles() -> None:
    """Each has its own title, date, pictures and links; none loses a word; what stands beside is the first one's."""
    document = documents.new()
    for number, title in enumerate(TITLES[:3], 1):
        document.add_heading(title, 1)
        document.add_paragraph(f"Ngày đăng 0{number}/03/2018 | 10:11 | Lượt xem: {number}00")
        document.add_paragraph(LEAD)
        documents.add_link(document, f"trang {number}", f"https://phuong.example/{number}")
        document.add_picture(documents.picture(("red", "blue", "green")[number - 1]))
        document.add_paragraph(f"{PARAGRAPH} Lần {number}.")
    document.sections[0].footer.paragraphs[0].text = "Trang 1"
    found = reading.read(Source("bai.docx", documents.data(document)), WISHES)
    assert [(each.title, each.date, each.views) for each in found] == [
        (title, at(number, 3, 2018, 10, 11), number * 100) for number, title in enumerate(TITLES[:3], 1)
    ]
    for number, each in enumerate(found, 1):
        assert f"[trang {number}](https://phuong.example/{number})" in each.body
        assert f"Lần {number}." in each.body
        assert len(each.pictures) == 1
        assert each.fidelity is not None
        assert each.fidelity.lost == ()
    assert len({each.pictures[0].name for each in found}) == 3
    assert [[left.reason for left in each.left_out] for each in found] == [["header"], [], []]


DANGLING = {
    "note": f'{documents.run("Giữ lại")}<w:r><w:footnoteReference w:id="77"/></w:r>',
    "end": f'{documents.run("Giữ lại")}<w:r><w:endnoteReference w:id="2"/></w:r>',
    "comment": f'{documents.run("Giữ lại")}<w:r><w:commentReference w:id="5"/></w:r>',
    "link": f'<w:hyperlink r:id="rId999">{documents.run("Giữ lại")}</w:hyperlink>',
    "style": f'<w:pPr><w:pStyle w:val="X"/><w:numPr><w:numId w:val="99"/></w:numPr></w:pPr>{documents.run("Giữ lại")}',
}
PICTURE = (
    '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/'
    'drawingml/2006/picture"><pic:blipFill><a:blip r:embed="rId888"/></pic:blipFill></pic:pic></a:graphicData>'
    "</a:graphic></wp:inline></w:drawing></w:r>"
)
SHAPE = '<w:r><w:pict><v:shape><v:imagedata r:id="rId777"/></v:shape></w:pict></w:r>'


@pytest.mark.parametrize("xml", DANGLING.values(), ids=DANGLING)
def test_references_to_nothing(xml: str) -> None:
    """A document that lost a part on its way is read: its words are there."""
    document = documents.new()
    for line in (TITLES[0], LEAD, PARAGRAPH):
        document.add_paragraph(line)
    documents.add_xml(document, xml)
    assert "Giữ lại" in read(documents.data(document)).body


@pytest.mark.parametrize("xml", [PICTURE, SHAPE], ids=["drawing", "shape"])
def test_pictures_that_are_not_there(xml: str) -> None:
    """They are listed."""
    document = documents.new()
    for line in (TITLES[0], LEAD, PARAGRAPH):
        document.add_paragraph(line)
    documents.add_xml(document, xml + documents.run("Giữ lại"))
    article = read(documents.data(document))
    assert "Giữ lại" in article.body
    assert [each.reason for each in article.left_out] == ["foreign"]


def test_document_without_a_word() -> None:
    """There is nothing to bring in."""
    assert refused(documents.data(documents.new())) == "import-empty"


def test_tables_within_each_other() -> None:
    """A table that holds another only sets it; one of a single cell is a frame; lists and pictures stay in cells."""
    document = documents.new()
    for line in (TITLES[0], LEAD):
        document.add_paragraph(line)
    around = document.add_table(2, 2)
    around.cell(0, 0).text = "ngoài"
    inner = around.cell(0, 0).add_table(2, 2)
    inner.cell(0, 0).text, inner.cell(1, 1).text = "một", "bốn"
    around.cell(1, 1).text = "cuối"
    document.add_table(1, 1).cell(0, 0).text = "khung"
    mixed = document.add_table(2, 2)
    mixed.cell(0, 0).text, mixed.cell(1, 1).text = "Việc", "xong"
    mixed.cell(0, 1).add_paragraph("mục", style="List Bullet")
    mixed.cell(1, 0).paragraphs[0].add_run().add_picture(documents.picture())
    body = read(documents.data(document)).body
    assert body.split("\n\n") == [
        "ngoài",
        "| một |  |\n|---|---|\n|  | bốn |",
        "cuối",
        "khung",
        f"| Việc | • mục |\n|---|---|\n| ![{TITLES[0]}](bantin-pictures/anh.png) | xong |",
    ]


def test_pictures_of_other_kinds() -> None:
    """What pages cannot show is named; words that describe it stay."""
    document = documents.new()
    for line in (TITLES[0], LEAD, PARAGRAPH):
        document.add_paragraph(line)
    document.add_picture(documents.picture(kind="TIFF"))
    assert [picture.name for picture in read(documents.data(document)).pictures] == ["anh.tif"]
    emf = b"\x01\0\0\0" + bytes(36) + b" EMF" + bytes(60)
    parts = word_package.parts_of(documents.data(document))
    parts |= {name: emf for name in parts if name.startswith("word/media/")}
    article = read(word_package.packed(parts))
    assert [problem.key for problem in article.problems] == ["import-picture-kind"]
    assert article.pictures == ()


def test_pictures_of_objects() -> None:
    """What Visio or Excel shows in a document is a picture of the older kind: its words stay, also where pages can show
    it; an EMF is named.
    """
    document = documents.new()
    for line in (TITLES[0], LEAD, PARAGRAPH):
        document.add_paragraph(line)
    document.add_picture(documents.picture())
    parts = word_package.parts_of(documents.data(document))
    text = parts["word/document.xml"].decode()
    (number,) = re.findall(r'r:embed="(\w+)"', text)
    shape = f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml" alt="Sơ đồ phố"><v:imagedata r:id="{number}"/></v:shape>'
    text = re.sub("<w:drawing>.*</w:drawing>", f"<w:object>{shape}</w:object>", text, flags=re.DOTALL)
    parts["word/document.xml"] = text.encode()
    assert "![Sơ đồ phố](" in read(word_package.packed(parts)).body
    emf = b"\x01\0\0\0" + bytes(36) + b" EMF" + bytes(60)
    article = read(word_package.packed(parts | {name: emf for name in parts if name.startswith("word/media/")}))
    assert article.body.endswith("\n\nSơ đồ phố")
    assert [problem.key for problem in article.problems] == ["import-picture-kind"]


@pytest.mark.parametrize(
    ("data", "name", "key"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "a.doc", "import-doc"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "a.docx", "import-locked"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "a.xls", "import-xls"),
        (b"{\\rtf1\\ansi}", "a.rtf", "import-rtf"),
        (b"%PDF-1.7\n", "a.pdf", "import-pdf"),
        (b"PK\x03\x04 no package", "a.docx", "import-docx-damaged"),
        (documents.picture().getvalue(), "a.png", "import-picture"),
    ],
)
def test_each_kind_has_its_sentence(data: bytes, name: str, key: str) -> None:
    """What cannot be read is refused by what it is, not by its name."""
    assert refused(data, name) == key


WORDS = st.text(alphabet="abĐêạ 12.*_-+#`[](){}<>&;|~!:=\\/\"'^%@$,•–", max_size=20)
ADDED: tuple[Callable[[documents.Document, str, str], object], ...] = (
    lambda document, one, _: document.add_paragraph(one),
    lambda document, one, _: document.add_heading(one, 2),
    lambda document, one, _: document.add_paragraph(one, style="List Bullet"),
    lambda document, one, _: document.add_paragraph(one, style="List Number"),
    lambda document, one, _: document.add_paragraph(one, style="List Bullet 2"),
    lambda document, one, _: document.add_paragraph(one, style="Quote"),
    lambda document, one, other: documents.add_table(document, ((one, other), (other, one))),
    lambda document, one, other: documents.add_table(document, ((one, other), (other, one)), (0, 0, 0, 1)),
    lambda document, one, other: documents.add_table(document, ((one, other), (other, one)), (0, 0, 1, 0)),
    lambda document, one, other: document.add_picture(documents.picture()),
    lambda document, one, _: setattr(document.add_paragraph(one), "alignment", 2),
    lambda document, one, other: setattr(document.add_paragraph(one).add_run(other), "bold", True),
    lambda document, one, other: setattr(document.add_paragraph(one).add_run(other), "italic", True),
    lambda document, one, other: document.add_paragraph(one).add_run(other).add_break(),
)
WRITTEN: tuple[Callable[[str], str], ...] = (
    documents.text_box,
    documents.field,
    documents.simple_field,
    documents.inserted,
    documents.deleted,
    documents.formula,
)


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, len(ADDED) + len(WRITTEN) + 1), WORDS, WORDS), min_size=1, max_size=10))
def test_no_word_is_lost(pieces: list[tuple[int, str, str]]) -> None:
    """Whatever a document holds, each of its words is in the article or listed."""
    document = documents.new()
    document.add_heading(TITLES[0], 0)
    for kind, one, other in pieces:
        if kind < len(ADDED):
            ADDED[kind](document, one, other)
        elif kind < len(ADDED) + len(WRITTEN):
            safe = one.replace("&", "&amp;").replace("<", "&lt;")
            documents.add_xml(document, documents.run("a ") + WRITTEN[kind - len(ADDED)](safe) + documents.run(" b"))
        else:
            safe = one.replace("&", "&amp;").replace("<", "&lt;")
            documents.add_footnote(document, "Câu", safe or "x")
    read(documents.data(document))


def with_part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A document, one part of which is changed."""
    parts = word_package.parts_of(documents.from_lines((TITLES[0], LEAD, PARAGRAPH)))
    return word_package.packed({**parts, name: change(parts.get(name, b""))})


ENTITY = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/header9.xml"])
def test_no_entity_is_read(name: str) -> None:
    """A document that names other files, or expands itself, is refused, whatever part says so."""
    assert refused(with_part(name, lambda data: ENTITY + data.partition(b"?>")[2])) == "import-docx-bomb"


def test_bombs() -> None:
    """What is small and unpacks to very much, or to very many, is not unpacked."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", "x")
        for number in range(4):
            package.writestr(f"word/media/{number}.png", bytes(90_000_000))
    assert refused(made.getvalue()) == "import-docx-bomb"
    many = {f"word/{number}.xml": b"" for number in range(5_001)} | {"word/document.xml": b""}
    assert refused(word_package.packed(many)) == "import-docx-bomb"


@pytest.mark.parametrize("kept", [100, 2_000, 20_000])
def test_cut_short(kept: int) -> None:
    """A document that was copied by half is told as one."""
    assert refused(documents.from_lines((TITLES[0], LEAD))[:kept]) == "import-docx-damaged"


def test_names_of_parts_are_no_paths() -> None:
    """A part that is called like a file elsewhere is only read, never written."""
    data = with_part("word/../../../tmp/x.xml", lambda _: b"<x/>")
    assert read(data).title == TITLES[0]
