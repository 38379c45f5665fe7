"""What `import` writes and says: files that build as they stand, none replaced, every file reported."""

import datetime
import io
from collections import Counter
from pathlib import Path

import pytest

from bantin.build import config_file, incremental
from bantin.build.types import Settings
from bantin.commands import cli, import_files
from bantin.commands.import_files import Request
from bantin.console import catalogue
from bantin.console.console import Console
from bantin.content import front_matter
from bantin.content.config_types import Config
from bantin.content.front_matter import FrontMatter
from bantin.importing import html_tree
from bantin.importing.words import words
from bantin.problems import Mistakes
from tests.importing import documents
from tests.importing.shapes import BODIES, HEADS, LEAD, PARAGRAPH, TITLES, lines_of
from tests.portal import CONFIG, NOW, Portal

TEXT = "\n".join(lines_of(HEADS[0], BODIES[0], TITLES[0]))


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A portal without a single article."""
    made = Portal(tmp_path / "cong")
    made.write("config.yaml", CONFIG)
    return made


def run(portal: Portal, *named: object, code: str = "vi", **wishes: object) -> int:
    """Imports into the portal what is named."""
    request = Request(portal.folder, tuple(map(str, named)), NOW, **wishes)  # type: ignore[arg-type] # by name
    return import_files.bring_in(request, Console(catalogue.load(code, is_strict=True)))


def config_of(portal: Portal) -> Config:
    """The portal's configuration."""
    return config_file.read_config(portal.folder).whole()


def read(portal: Portal, path: str) -> FrontMatter:
    """The front matter of an article that must be without a fault."""
    written = front_matter.parse((portal.folder / path).read_text(encoding="utf-8"), path, ("vi", "en"))
    assert written.problems == ()
    assert written.front_matter is not None
    return written.front_matter


def built(portal: Portal) -> Path:
    """The site, drafts included, built without an error."""
    incremental.build(Settings(portal.folder, portal.site, NOW + datetime.timedelta(days=1), with_drafts=True))
    return portal.site


PATH = "content/2018/03/phuong-hoa-sua-ra-quan-tong-ve-sinh-moi-truong-dip-dau-nam.md"


def test_article_builds(portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A pasted text becomes an article with everything in its place."""
    file = tmp_path / "bai.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert run(portal, file) == 0
    article = read(portal, PATH)
    assert (article.title, article.views, article.lead, article.is_draft) == (TITLES[0], 510, LEAD, False)
    assert (article.date, article.category.text if article.category else "") == (HEADS[0].date, "Công tác Đảng")
    page = (built(portal) / PATH.removeprefix("content/").removesuffix(".md") / "index.html").read_text(
        encoding="utf-8"
    )
    assert "Kết thúc buổi lễ" in page
    out = capsys.readouterr().out
    assert out.splitlines()[0] == f"{PATH} ← bai.txt: 124 chữ, giữ 124"
    assert (
        out.splitlines()[-1] == "124 chữ trong nguồn: 124 ở trong bài, 0 không đưa vào và được kể ra, 0 không thấy lại."
    )


def test_nothing_is_replaced(portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same text is there once; another of the same title gets a number."""
    file = tmp_path / "bai.txt"
    for text, expected in ((TEXT, PATH), (TEXT, PATH), (f"{TEXT} Thêm.", PATH.replace(".md", "-2.md"))):
        file.write_text(text, encoding="utf-8")
        assert run(portal, file) == 0
        assert capsys.readouterr().out.startswith(expected)
    assert len(list((portal.folder / "content/2018/03").iterdir())) == 2


def test_what_is_missing_is_proposed(portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without date and category the article is a draft that says so, and it builds."""
    file = tmp_path / "bai.txt"
    file.write_text("\n".join(lines_of(HEADS[28], BODIES[0], TITLES[0])), encoding="utf-8")
    assert run(portal, file) == 0
    path = "content/2026/03/phuong-hoa-sua-ra-quan-tong-ve-sinh-moi-truong-dip-dau-nam.md"
    article = read(portal, path)
    assert article.is_draft
    assert article.category is not None
    assert article.category.text == "Công tác Đảng"
    built(portal)
    assert capsys.readouterr().out.splitlines()[1:3] == [
        "  Nguồn không ghi ngày đăng nên bài mang ngày hôm nay và là bản nháp.",
        "  Chưa rõ chuyên mục nên bài nằm ở chuyên mục đầu tiên và là bản nháp.",
    ]


def test_trial_writes_nothing(portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Everything is said as if it were done."""
    file = tmp_path / "bai.txt"
    file.write_text(TEXT, encoding="utf-8")
    before = sorted(portal.folder.rglob("*"))
    assert run(portal, file, is_dry=True, code="en") == 0
    assert sorted(portal.folder.rglob("*")) == before
    assert capsys.readouterr().out.splitlines()[-1] == "This was a trial: nothing was written."


def test_trial_counts_as_the_import_does(portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of two files that say the same, the second is there already, in a trial too."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    files = (tmp_path / "a.txt", tmp_path / "b.txt")
    counts = []
    for is_dry in (True, False):
        assert run(portal, *files, is_dry=is_dry) == 0
        counts += [line for line in capsys.readouterr().out.splitlines() if line.startswith("2 tệp")]
    assert counts[0] == counts[1]
    assert "1 bài mới, 1 bài đã có" in counts[0]


def test_a_bad_file_stops_no_other(portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a folder all that can be read is; the rest is named, and the exit status says so."""
    folder = tmp_path / "bai"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (folder / "b.txt").write_text(TEXT, encoding="utf-8")
    (folder / "style.css").write_text("p {}", encoding="utf-8")
    assert run(portal, folder) == 1
    assert (portal.folder / PATH).is_file()
    out = capsys.readouterr().out
    assert "bai/a.txt: lỗi: Đây là ảnh, không phải bài." in out
    assert "2 tệp: 1 bài mới, 0 bài đã có, 0 ảnh, 1 tệp chưa nhập được." in out
    assert "1 tệp khác trong thư mục" in out


def test_many_files(portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of many only those that deserve a look are named; the whole report is a file, which replaces none."""
    folder = tmp_path / "bai"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02}.txt").write_text(TEXT.replace("tổng vệ sinh", f"lần {number}"), encoding="utf-8")
    out = ""
    for number in (1, 2):
        assert run(portal, folder) == 0
        out = capsys.readouterr().out
        assert len(out.splitlines()) == 3
        report = (portal.folder / f"import-{number}.txt").read_text(encoding="utf-8")
        assert len(report.splitlines()) == 33
    assert "0 bài mới, 30 bài đã có" in out


def test_no_such_file(portal: Portal) -> None:
    """Nothing is done if a name is wrong."""
    with pytest.raises(Mistakes) as found:
        run(portal, "khong-co.txt")
    assert [problem.key for problem in found.value.problems] == ["import-none"]


def words_of_page(page: Path) -> list[str]:
    """The words of an article's page as residents see them: title, lead, text, author and source."""
    tree = html_tree.parsed(page.read_text(encoding="utf-8").replace("<sup", " <sup"))  # a note's number is no letter
    (main,) = tree.iter("main")
    return words(html_tree.text_of(main))


def test_built_page_has_every_word(portal: Portal, tmp_path: Path) -> None:
    """A document with all that Word offers: the words of the built page are those of the source."""
    document = documents.new()
    document.add_heading(TITLES[0], 0)
    document.add_paragraph("Ngày đăng 07/03/2018 | 10:11 | Lượt xem: 510")
    document.add_paragraph(LEAD)
    document.add_heading("Kết quả 2*3*4", 1)
    for text in ("mục một_a_", "mục [hai](x)", "# mục ba"):
        document.add_paragraph(text, style="List Bullet")
    documents.add_table(document, (("Tổ", "Số | hộ"), ("1 < 2", "120"), ("<b>ba</b>", "98")))
    documents.add_table(document, (("gộp", "", "ô"), ("1", "2", "3")), (0, 0, 0, 1))
    documents.add_link(document, "Trang Chính phủ", "https://chinhphu.vn")
    documents.add_footnote(document, "Câu có chú thích", "Lời chú thích")
    for xml in (documents.text_box("khung chữ"), documents.field("trường"), documents.inserted("thêm")):
        documents.add_xml(document, xml)
    document.add_picture(documents.picture())
    document.add_paragraph("Ảnh: Toàn cảnh")
    file = tmp_path / "Bài.docx"
    file.write_bytes(documents.data(document))
    assert run(portal, file, category="Thông báo") == 0
    shown = Counter(words_of_page(built(portal) / PATH.removeprefix("content/").removesuffix(".md") / "index.html"))
    source = """
        Kết quả 2 3 4 mục một a mục hai x mục ba Tổ Số hộ 1 2 120 b ba b 98 gộp ô 1 2 3 Trang Chính phủ Câu có chú thích
        Lời chú thích khung chữ trường thêm Ảnh Toàn cảnh
    """
    assert Counter(words(f"{TITLES[0]} {LEAD} {source}")) - shown == Counter()
    assert (portal.folder / PATH.removesuffix(".md") / "anh.png").is_file()


def test_folder_of_an_old_portal(portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Saved pages bring their pictures, from beside them or from the portal's root, and keep their old addresses."""
    folder = tmp_path / "cong-cu"
    for number, source in ((1, "1_files/a.png"), (2, "/uploads/a.png"), (3, "../../../bi-mat.png")):
        page = (
            f"<!-- saved from url=(0030)https://phuc-loi.example/tin.aspx?id={number} --><html><body><div>"
            f"<h1>{TITLES[0]} {number}</h1><p>Ngày đăng: 07/03/2018 | 10:11</p><p>{LEAD}</p><p>{PARAGRAPH}</p>"
            f"<p><img src='{source}' alt='Ảnh {number}'></p></div>"
        )
        (folder / "tin").mkdir(parents=True, exist_ok=True)
        (folder / "tin" / f"{number}.html").write_text(page, encoding="utf-8")
    for path in ("tin/1_files/a.png", "uploads/a.png"):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(documents.picture().getvalue())
    (tmp_path / "bi-mat.png").write_bytes(documents.picture().getvalue())
    assert run(portal, folder, category="Thông báo") == 0
    stem = PATH.removesuffix(".md")
    assert [(portal.folder / f"{stem}-{number}" / "a.png").is_file() for number in (1, 2)] == [True, True]
    assert "![Ảnh 2](" in (portal.folder / f"{stem}-2.md").read_text(encoding="utf-8")
    third = (portal.folder / f"{stem}-3.md").read_text(encoding="utf-8")
    assert "\n\nẢnh 3\n" in third
    assert "  - https://phuc-loi.example/tin.aspx?id=3\n" in third
    assert "Không tìm thấy ảnh" in capsys.readouterr().out
    built(portal)


def test_through_the_command_line(portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`import` is a command with its options."""
    file = tmp_path / "bai.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert cli.main(["--project", str(portal.folder), "import", str(file), "--draft", "--report", "bao-cao.txt"]) == 0
    assert read(portal, PATH).is_draft
    assert (portal.folder / "bao-cao.txt").read_text(encoding="utf-8").startswith(PATH)
    assert capsys.readouterr().err == ""


def test_standard_input(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is piped in is a text."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert run(portal, "-") == 0
    assert read(portal, PATH).title == TITLES[0]
