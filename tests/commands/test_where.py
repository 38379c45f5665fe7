"""`where` and `list`: what stands at an address and why; which articles wait for what."""

import json
from pathlib import Path

import pytest

from bantin.commands import cli
from tests.portal import NOW, Portal, written

CONFIG = """\
base_url: https://phuc-loi.example/cong
languages:
  vi: {name: Phường Phúc Lợi}
  en: {name: Phuc Loi Ward}
categories:
  - {id: tin-tuc, vi: Tin tức, en: News}
  - {id: dan-van, vi: Dân vận, en: Mobilisation, parent: tin-tuc, aliases: [dan-van-cu]}
"""
FIELDS = {"date": "2026-03-01", "category": "Dân vận"}


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Portal:
    """One article of each kind."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
    made = Portal(tmp_path / "p")
    made.write("config.yaml", CONFIG)
    body = "[mẫu](mau đơn.pdf)".replace(" đơn", "-don")
    fields = {"title": "Tin", **FIELDS, "tags": "[phố xanh]", "featured": "yes", "aliases": "[/cu/1.html]"}
    made.write("content/2026/tin.md", written(body, **fields))
    made.write("content/2026/tin.en.md", written("Text.", title="News"))
    made.write("content/2026/mau-don.pdf", b"%PDF-1.4 x")
    made.write("content/2026/thua.pdf", b"%PDF-1.4 x")
    made.write("content/2026/nhap.md", written(title="Nháp", **FIELDS, draft="yes"))
    made.write("content/2026/hen.md", written(title="Hẹn", date="10/03/2026 08:00", category="Tin tức"))
    made.write("content/2026/cu.md", written(title="Cũ", **FIELDS, expires="2026-03-02"))
    return made


def said(portal: Portal, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[str], str]:
    """(status, lines, standard error)."""
    capsys.readouterr()
    status = cli.main([*words, "--project", str(portal.folder), "--lang", "en"])
    told = capsys.readouterr()
    return status, told.out.splitlines(), told.err


@pytest.mark.parametrize(
    "written_",
    [
        "/2026/tin/",
        "/2026/tin",
        "2026/tin/index.html",
        "site/2026/tin/index.html",
        "https://phuc-loi.example/cong/2026/tin/?a=b#c",
        "http://127.0.0.1:8000/2026/tin/",
        "localhost:8000/2026/tin/",
        "phuc-loi.example/cong/2026/tin",
        "/2026/t%69n",
        "content/2026/tin.md",
        "./content/2026/tin.md",
    ],
)
def test_article(written_: str, portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """However its address is written, or by its file: what it is made from, and each list with its reason."""
    status, lines, _ = said(portal, capsys, "where", written_)
    assert status == cli.OK
    assert lines[:9] == [
        "page /2026/tin/",
        "  article: content/2026/tin.md",
        "  in /tin-moi/ because it was published on 01/03/2026",
        "  in /tin-tuc/ because “Tin tức” is the category above",
        "  in /dan-van/ because its category is “Dân vận” (content/2026/tin.md, line 4)",
        "  in /tu-khoa/pho-xanh/ because it bears the keyword “phố xanh”",
        "  in /2026/03/ because its date is 01/03/2026",
        "  in the box of featured articles on home because it says “featured” (content/2026/tin.md, line 6)",
        "  templates: templates/pages/article.html, templates/base.html, templates/macros/card.html",
    ]
    assert "templates/parts/footer.html" in "".join(lines)
    assert any(line.startswith("  style sheets: assets/css/article.css") for line in lines)
    assert lines[-1].startswith("  words of the interface: templates/words/vi.yaml;")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (
            "/en/2026/tin/",
            ["page /en/2026/tin/", "  article: content/2026/tin.en.md", "  original: content/2026/tin.md"],
        ),
        (
            "/cu/1.html",
            ["page /cu/1.html", "  an old address that leads to /2026/tin/; written in content/2026/tin.md, line 7"],
        ),
        ("/dan-van/", ["page /dan-van/", "  holds 2 articles", "  by: config.yaml, line 7"]),
        ("/rss.xml", ["file /rss.xml, made by the program"]),
        (
            "/2026/mau-don.pdf",
            ["file /2026/mau-don.pdf, made from content/2026/mau-don.pdf", "  used in: content/2026/tin.md"],
        ),
        ("content/2026/mau-don.pdf", ["file /2026/mau-don.pdf, made from content/2026/mau-don.pdf"]),
        ("content/2026/thua.pdf", ["No published article uses the file content/2026/thua.pdf, so it has no address."]),
        ("/2026/nhap/", ["/2026/nhap/ is the address of a draft: it is not out."]),
        ("/2026/hen", ["/2026/hen/ is the address of a scheduled article: its time has not come."]),
    ],
)
def test_other_pages_and_files(
    asked: str, expected: list[str], portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    """Translations, old addresses, lists, files, and what is not out yet."""
    status, lines, _ = said(portal, capsys, "where", asked)
    assert (status, lines[: len(expected)]) == (cli.OK, expected)


@pytest.mark.parametrize("asked", ["templates/pages/article.html", "templates/words/en.yaml", "assets/css/prose.css"])
def test_files_of_the_program_are_counted(asked: str, portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """How many pages they make."""
    status, lines, _ = said(portal, capsys, "where", asked)
    assert status == cli.OK
    assert [line.split(" use")[0].strip()[-5:] for line in lines] == ["pages"]


def test_boxes_of_home(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """Each box that shows an article, with why: the category's, that of notices, the most read."""
    portal.write("config.yaml", f"{CONFIG}  - {{id: thong-bao, vi: Thông báo, en: Notices, notices: yes}}\n")
    fields = {"date": "2026-03-01", "category": "Thông báo"}
    portal.write("content/2026/bao.md", written(title="Bão", **fields))
    portal.write("content/2026/xem.md", written(title="Xem", date="2026-03-01", category="Tin tức", views="90"))
    _, lines, _ = said(portal, capsys, "where", "/2026/bao/")
    assert any("box of notices on home" in line for line in lines)
    _, lines, _ = said(portal, capsys, "where", "/2026/xem/")
    assert any("in the box “" in line for line in lines)
    assert any("most-read box on home because of its views (content/2026/xem.md, line 5)" in line for line in lines)


def test_nothing_there(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """What was probably meant is named."""
    expected = (
        "The portal has no page or file /2026/tim/. Did you mean /2026/tin/?\n"
        "  → Type: python3 build.py where /2026/tin/\n"
    )
    assert said(portal, capsys, "where", "/2026/tim/") == (cli.CONTENT, [], expected)


def test_list(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """A table for each kind, or for one."""
    status, lines, _ = said(portal, capsys, "list")
    assert (status, lines) == (
        cli.OK,
        [
            "Drafts: 1",
            "  01/03/2026        content/2026/nhap.md  Nháp",
            "Waiting for approval: 0",
            "Scheduled: 1",
            "  10/03/2026 08:00  content/2026/hen.md  Hẹn",
            "Featured: 1",
            "  01/03/2026        content/2026/tin.md  Tin",
            "Waiting for translation: 1",
            "  01/03/2026        content/2026/cu.md  Cũ (missing: en)",
            "Expired: 1",
            "  01/03/2026        content/2026/cu.md  Cũ (missing: en)",
        ],
    )
    assert said(portal, capsys, "list", "drafts")[1] == lines[:2]


def test_list_of_an_unknown_kind(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """The one that was meant is named."""
    status, _, err = said(portal, capsys, "list", "draft")
    assert (status, err.splitlines()[0]) == (cli.USAGE, "“KIND” does not take “draft”. Did you mean “drafts”?")


def test_list_as_json(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """As the guide describes it."""
    _, lines, _ = said(portal, capsys, "list", "scheduled", "--json")
    assert json.loads("\n".join(lines)) == {
        "form": 1,
        "scheduled": [
            {
                "path": "content/2026/hen.md",
                "language": "vi",
                "title": "Hẹn",
                "state": "scheduled",
                "waits_for": "",
                "date": "2026-03-10T08:00",
                "category": "tin-tuc",
                "address": "",
                "featured": False,
                "missing": [],
                "behind": False,
            }
        ],
    }


@pytest.mark.parametrize("address", ["/2026/hong/", "2026/hong", "site/2026/hong/index.html"])
def test_address_of_an_article_that_cannot_be_read(
    portal: Portal, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    """Is known by its name; no neighbour is offered in its place."""
    portal.write("content/2026/hong.md", "---\ntitle: [Hỏng\ndate: 2026-03-01\n---\n\nLời.\n")
    status, lines, wrong = said(portal, capsys, "where", address)
    assert (status, wrong) == (0, "")
    assert lines == ["/2026/hong/ is the address of an article that cannot be read: run check to see what is wrong."]
