"""Links to the pages of old categories: they lead to the new ones where that is sure."""

import datetime
from pathlib import Path

import pytest

from bantin.build import config_file
from bantin.importing.old_categories import OldCategories
from bantin.importing.proposal import ImportChoices
from bantin.importing.types import ImportedArticle, OldLink
from tests.commands.test_import_files import built, portal, run
from tests.importing.shapes import LEAD, PARAGRAPH
from tests.importing.test_archives import EXPORT, ITEM
from tests.importing.test_links import text_of
from tests.portal import Portal

__all__ = ["portal"]
HOST = "https://cu.example"


def target(portal: Portal, written: str, *sections: tuple[str, str]) -> str:
    """Where a link leads, in an archive that was published at HOST, whose menus name `sections`."""
    config = config_file.read_config(portal.folder).whole()
    old = OldCategories.of(config, ImportChoices(datetime.date(2026, 3, 9)))
    old.add(ImportedArticle("x", sections=sections))
    return old.target(OldLink(1, written, written if written.startswith("http") else ""), {"cu.example"})


@pytest.mark.parametrize(
    "written",
    [
        "/thong-bao",
        "/thong-bao/",
        "/thong-bao.html",
        "thong-bao.aspx",
        "/ThongBao.aspx",
        "/chuyen-muc/thong-bao/",
        "/category/thong-bao/page/2/",
        "/thong-bao/trang-3.html",
        "/thong-bao-c12.html",
        "/Th%C3%B4ng%20b%C3%A1o",
        "/tin.aspx?chuyenmuc=thong-bao",
        "/index.php?cat=Th%C3%B4ng+b%C3%A1o&page=2",
        "http://www.cu.example/thong-bao/?utm_source=x",
        "https://phuc-loi.example/chuyen-muc/thong-bao/",
        "bantin-ref:/categories/thong-bao",
    ],
)
def test_name_in_the_address(portal: Portal, written: str) -> None:
    """However the old portal wrote it; the new portal may stand where the old one stood."""
    assert target(portal, written) == "/thong-bao/"


@pytest.mark.parametrize(
    "written",
    [
        "/",
        "/lich-hop/",
        "/2018/03/thong-bao/",
        "/tag/thong-bao/",
        "/thong-bao-ve-viec-hop-dan.html",
        "/tin/thong-bao/hop-dan.html",
        "/thong-bao.pdf",
        "https://khac.example/thong-bao/",
        "/tin.aspx?id=thong-bao",
        "/tin.aspx?cat=5",
        "//[",
    ],
)
def test_what_is_no_category(portal: Portal, written: str) -> None:
    """Texts, keywords, files, other portals, numbers that nothing explains."""
    assert target(portal, written) == ""


def test_name_in_the_menu(portal: Portal) -> None:
    """A number is what the menus call it; what they call by two names, or what the portal has not, is not guessed."""
    menu = (
        (f"{HOST}/tin.aspx?cat=5", "THÔNG BÁO"),
        (f"{HOST}/tin.aspx?cat=6", "Công tác Đảng"),
        (f"{HOST}/tin.aspx?cat=7", "Thông báo"),
        (f"{HOST}/tin.aspx?cat=7", "Công tác Đảng"),
        (f"{HOST}/tin.aspx?cat=8", "Văn nghệ"),
    )
    leads = [target(portal, f"/tin.aspx?cat={number}", *menu) for number in (5, 6, 7, 8)]
    assert leads == ["/thong-bao/", "/cong-tac-dang/", "", ""]


def test_saved_pages(portal: Portal, tmp_path: Path) -> None:
    """A menu names the categories, a text leads to them, the portal builds; what is unknown is as it was."""
    folder = tmp_path / "cu"
    folder.mkdir()
    (folder / "a.html").write_text(
        f"<!-- saved from url=(0030){HOST}/tin.aspx?id=1 --><html><body>"
        "<div id='menu'><a href='/tin.aspx?cat=5'>Thông báo</a> <a href='tin.aspx?cat=6'>Công tác Đảng</a></div>"
        f"<div><h1>Bài một</h1><p>Ngày đăng: 07/03/2018 | 10:11</p><p>{LEAD}</p><p>{PARAGRAPH} "
        "<a href='tin.aspx?cat=5'>các thông báo</a>, <a href='/tin.aspx?cat=6'>tin Đảng</a>, "
        "<a href='/thong-bao/'>theo tên</a>, <a href='/tin.aspx?cat=9'>khác</a></p></div></body></html>",
        encoding="utf-8",
    )
    assert run(portal, folder, category="Thông báo") == 0
    found = text_of(portal, "bai-mot")
    assert "[các thông báo](/thong-bao/), [tin Đảng](/cong-tac-dang/), [theo tên](/thong-bao/), " in found
    assert f"[khác]({HOST}/tin.aspx?cat=9)" in found
    built(portal)


def test_wordpress(portal: Portal, tmp_path: Path) -> None:
    """The export itself says what its categories are called."""
    known = (
        "<wp:category><wp:term_id>5</wp:term_id><wp:category_nicename>tb</wp:category_nicename>"
        "<wp:cat_name><![CDATA[Thông báo]]></wp:cat_name></wp:category>"
    )
    content = f"{PARAGRAPH} <a href='/?cat=5'>số</a> <a href='https://phuc-loi.example/category/tb/'>tên</a>"
    item = ITEM.format(title="Bài một", kind="post", state="publish", content=content)
    (tmp_path / "x.xml").write_text(EXPORT.format(known + item), encoding="utf-8")
    assert run(portal, tmp_path / "x.xml") == 0
    assert "[số](/thong-bao/) [tên](/thong-bao/)" in text_of(portal, "bai-cu")
    built(portal)
