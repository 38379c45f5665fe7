"""Links between the texts of one archive: they lead to the new files, however the old address was written."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.importing import links
from bantin.importing.links import PLACEHOLDER
from bantin.importing.old_addresses import MovedText, OldAddresses
from bantin.importing.types import ImportedArticle, OldLink
from tests.commands.test_import_files import built, portal, run
from tests.importing import documents
from tests.importing.shapes import LEAD, OTHER, PARAGRAPH
from tests.importing.test_archives import EXPORT, ITEM
from tests.portal import Portal

__all__ = ["portal"]
HERE = MovedText("cong-cu/tin/1.html", "content/2018/03/mot.md")
THERE = MovedText("cong-cu/tin/2.html", "content/2019/04/hai.md")
NEW = "../../2019/04/hai.md"


def target(written: str, *aliases: str, own: str = "", source: str = THERE.source, body: str = "") -> str:
    """Where a link of an article at the address `own` leads, if another has these aliases."""
    addresses = OldAddresses()
    here = ImportedArticle("Một", aliases=(own,) if own else ())
    addresses.add(here, HERE)
    addresses.add(ImportedArticle("Hai", body, aliases=aliases), MovedText(source, THERE.path))
    found = links.Links()
    found.placeholder(1, written, links.joined(own, written) if own.startswith("http") else written)
    return addresses.target(found.found[0], here, HERE)


@pytest.mark.parametrize(
    ("written", "alias"),
    [
        ("https://phuc-loi.example/tin.aspx?id=2", "https://phuc-loi.example/tin.aspx?id=2"),
        ("http://www.phuc-loi.example/Tin.aspx?id=2&fbclid=x", "https://phuc-loi.example/tin.aspx?id=2"),
        ("/tin.aspx?id=2", "https://phuc-loi.example/tin.aspx?id=2"),
        ("?id=2", "https://phuc-loi.example/tin.aspx?id=2"),
        ("tin.aspx?id=2", "https://phuc-loi.example/tin.aspx?id=2"),
        ("/tin/hai", "/tin/hai.html"),
        ("/tin/hai/", "/tin/hai/index.html"),
        ("/tin/hai.html?in=1", "/tin/hai.html"),
        ("/tin/h%C3%A0ng%20hai.html", "/tin/hàng hai.html"),
        ("/vi/thong-bao/tong-ve-sinh-hai/", "/tong-ve-sinh-hai.html"),
    ],
)
@pytest.mark.parametrize("own", ["https://phuc-loi.example/tin.aspx?id=1", "/tin/mot.html", ""])
def test_addresses(written: str, alias: str, own: str) -> None:
    """With and without host, with a query, with other endings and letters."""
    is_by_name = "tong-ve-sinh" in written
    assert target(written, alias, own=own, source="tong-ve-sinh-hai.md" if is_by_name else THERE.source) == NEW


@pytest.mark.parametrize("written", ["2.html", "./2.html", "../tin/2.html", "/tin/2.html", "2"])
def test_paths_of_files(written: str) -> None:
    """From the text's own folder, or from the root of what was brought in."""
    assert target(written) == NEW


def test_relative_to_the_old_address() -> None:
    """A path goes on from the address of the page that it stands on."""
    assert target("../hai/", "/tin/hai/", own="/tin/mot/", source="x.md") == NEW
    assert target("hai.html", "https://a.example/tin/hai.html", own="https://a.example/tin/mot.html") == NEW


@pytest.mark.parametrize(
    "written", ["https://chinhphu.vn/tin/2.html", "/", "", "/tin/3.html", "https://a.example/", "#muc", "?id=3", "//["]
)
def test_what_means_no_text(written: str) -> None:
    """Another host, a page that is not there, the home page."""
    assert target(written or "x", "https://phuc-loi.example/tin/2.html") == ""


def test_what_may_mean_two() -> None:
    """Nothing is guessed."""
    addresses = OldAddresses()
    for number in (1, 2):
        place = MovedText(f"{number}/bai.md", f"content/2018/01/bai-{number}.md")
        addresses.add(ImportedArticle("Bài", aliases=(f"https://{number}.example/bai",)), place)
    assert addresses.target(OldLink(1, "/bai"), ImportedArticle("x"), HERE) == ""
    assert addresses.target(OldLink(1, "x", "https://2.example/bai"), ImportedArticle("x"), HERE).endswith("bai-2.md")


def test_headings() -> None:
    """A place within the text is kept if it is there; the text's own places need no file."""
    assert target("2.html#ket-qua", body="## Kết quả\n\nChữ.") == f"{NEW}#ket-qua"
    assert target("2.html#khac", body="## Kết quả\n\nChữ.") == NEW


def test_drafts() -> None:
    """A public text does not lead to a draft, for residents cannot go there; a draft does."""
    addresses = OldAddresses()
    addresses.add(ImportedArticle("Hai"), MovedText("2.md", "content/2019/04/hai.md", is_draft=True))
    link, article = OldLink(1, "2.md"), ImportedArticle("Một")
    assert addresses.target(link, article, MovedText("1.md", "content/2018/03/mot.md")) == ""
    assert addresses.target(link, article, MovedText("1.md", "content/2018/03/mot.md", is_draft=True)) == NEW


@pytest.mark.parametrize(
    ("body", "with_target", "without"),
    [
        ("xem [kế hoạch]({0})", "xem [kế hoạch](a.md)", "xem kế hoạch"),
        ('[kế *hoạch*](<{0}> "Lời")', '[kế *hoạch*](a.md "Lời")', "kế *hoạch*"),
        ("[![ảnh](b/a.png)]({0})", "[![ảnh](b/a.png)](a.md)", "![ảnh](b/a.png)"),
        ("\\[[hai \\[1\\]]({0})", "\\[[hai \\[1\\]](a.md)", "\\[hai \\[1\\]"),
        ('<td><a href="{0}">kế hoạch</a></td>', '<td><a href="a.md">kế hoạch</a></td>', "<td>kế hoạch</td>"),
        ('<a class="x" href="{0}">kế hoạch</a>', '<a class="x" href="a.md">kế hoạch</a>', '<a class="x">kế hoạch</a>'),
        ("[kế hoạch]\n\n[kế hoạch]: {0}", "[kế hoạch]\n\n[kế hoạch]: a.md", "[kế hoạch]\n\n[kế hoạch]: #"),
        ("chữ ]({0})", "chữ ](bantin-link:0)", "chữ ](bantin-link:0)"),
    ],
)
def test_settled(body: str, with_target: str, without: str) -> None:
    """In place of a sign stands what was found, or only the words do; the file of either is known again."""
    article = ImportedArticle("x", body.format(f"{PLACEHOLDER}0"), links=(OldLink(3, "/2"),))
    assert links.settled(article, lambda _: "a.md").body == with_target
    settled = links.settled(article, links.as_named)
    assert settled.body == without
    assert [(each.line, each.text, each.reason) for each in settled.left_out] == [(3, "/2", "link")]
    for text in (with_target, without):
        assert links.pattern(article.body).fullmatch(text)
    assert not links.pattern(article.body).fullmatch(f"{with_target} Thêm.")


@given(st.text(alphabet="[]()\\<>a \n*`'\":#!" + PLACEHOLDER, max_size=60))
def test_any_text_is_settled(body: str) -> None:
    """Whatever stands around a placeholder, nothing breaks, and the file that is made is known again."""
    article = ImportedArticle(
        "x", f"{body}[chữ]({PLACEHOLDER}0){body}".replace(f"{PLACEHOLDER}:", ""), links=(OldLink(1, "/2"),)
    )
    for find in (links.as_named, lambda _: "a/b.md"):
        assert links.pattern(article.body).fullmatch(links.settled(article, find).body)


# ---- whole archives


def text_of(portal: Portal, stem: str) -> str:
    """The file of the article whose name ends so."""
    (found,) = portal.folder.glob(f"content/**/{stem}.md")
    return found.read_text(encoding="utf-8")


def hugo(folder: Path) -> None:
    """A site with page bundles, JSON, and links of every form."""
    files = {
        "hugo.toml": 'baseURL = "https://phuc-loi.example/"\n',
        "content/posts/ke-hoach/index.md": (
            '+++\ntitle = "Kế hoạch"\ndate = 2018-03-07\ncategories = ["Thông báo"]\n+++\n\n![Ảnh](a.png)\n\n'
            'Xem [một]({{< ref "thong-bao-mot.md" >}}), [hai]({{< relref "/posts/hai" >}}), [ba](../hai/), '
            "[bốn](https://phuc-loi.example/posts/hai/), [năm](mau-don.pdf), [sáu](/posts/khong-co/), "
            '[bảy]({{% ref "hai.md#ket-qua" %}}), [tám](#chin), <a href="{{< ref "hai" >}}">chín</a>.\n\n## Chín\n'
        ),
        "content/posts/thong-bao-mot.md": "---\ntitle: Một\ndate: 2018-03-08\ncategories: [Thông báo]\n---\n\nChữ.\n",
        "content/posts/hai.md": json.dumps(
            {"title": "Hai", "date": "2018-03-09", "categories": ["Thông báo"], "weight": 1},
            indent=2,
            ensure_ascii=False,
        )
        + "\n\n## Kết quả\n\nXem [kế hoạch](/posts/ke-hoach/).\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "content/posts/ke-hoach/a.png").write_bytes(documents.picture().getvalue())
    (folder / "content/posts/ke-hoach/mau-don.pdf").write_bytes(b"%PDF-1.7\n")


def test_hugo(portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """References, addresses and paths lead to the new files, attachments come along, the rest is listed."""
    hugo(tmp_path / "cu")
    run(portal, tmp_path / "cu")
    out = capsys.readouterr().out
    assert text_of(portal, "ke-hoach").partition("\n\n")[2] == (
        "![Ảnh](ke-hoach/a.png)\n\n"
        "Xem [một](mot.md), [hai](hai.md), [ba](hai.md), [bốn](hai.md), [năm](ke-hoach/mau-don.pdf), sáu, "
        '[bảy](hai.md#ket-qua), [tám](#chin), <a href="hai.md">chín</a>.\n\n## Chín\n'
    )
    assert text_of(portal, "hai").endswith("## Kết quả\n\nXem [kế hoạch](ke-hoach.md).\n")
    assert "/posts/khong-co/" in out
    assert "weight: 1" in out
    built(portal)


def test_brought_in_again(portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same archive adds nothing."""
    hugo(tmp_path / "cu")
    run(portal, tmp_path / "cu")
    before = sorted(portal.folder.rglob("*"))
    capsys.readouterr()
    run(portal, tmp_path / "cu")
    assert sorted(portal.folder.rglob("*")) == before
    assert "0 bài mới, 3 bài đã có" in capsys.readouterr().out


def test_jekyll(portal: Portal, tmp_path: Path) -> None:
    """`post_url`, `link`, addresses by date, with the site's own before them."""
    folder = tmp_path / "cu"
    (folder / "_posts").mkdir(parents=True)
    (folder / "_config.yml").write_text("url: https://phuc-loi.example\n", encoding="utf-8")
    head = "---\ntitle: {}\ncategories: [Thông báo]\n---\n\n"
    (folder / "_posts/2018-03-07-mot.md").write_text(
        head.format("Một")
        + "[1]({% post_url 2018-04-01-hai %}) [2]({{ site.baseurl }}{% post_url 2018-04-01-hai %}#x) "
        + "[3]({% link _posts/2018-04-01-hai.md %}) [4]({{ site.baseurl }}/2018/04/01/hai.html) "
        + "[5]({{ '/2018/04/01/hai/' | relative_url }}) [6](https://phuc-loi.example/2018/04/01/hai.html) [7][x]\n\n"
        + "[x]: {% post_url 2018-04-01-hai %}\n",
        encoding="utf-8",
    )
    (folder / "_posts/2018-04-01-hai.md").write_text(head.format("Hai") + "Chữ.\n", encoding="utf-8")
    assert run(portal, folder) == 0
    links_ = " ".join(f"[{number}](../04/hai.md)" for number in range(1, 7))
    assert text_of(portal, "mot").endswith(f"\n{links_} [7][x]\n\n[x]: ../04/hai.md\n")
    built(portal)


def test_wordpress(portal: Portal, tmp_path: Path) -> None:
    """Posts name each other by their address and by their number."""
    item = ITEM.format(title="Bài {0}", kind="post", state="publish", content="{1}").replace("bai-cu", "bai-{0}")
    item = item.replace("https://phuc-loi.example/?p=15&amp;l=vi", "https://phuc-loi.example/2018/bai-{0}/")
    item = item.replace("<wp:status>", "<wp:post_id>{0}</wp:post_id><wp:status>")
    first = (
        f"{PARAGRAPH} <a href='https://phuc-loi.example/?p=2'>số</a> <a href='/2018/bai-2/'>đường</a> "
        "<a href='https://phuc-loi.example/2018/bai-3/'>không có</a> <a href='../bai-2'>gần</a>"
    )
    (tmp_path / "x.xml").write_text(EXPORT.format(item.format(1, first) + item.format(2, OTHER)), encoding="utf-8")
    assert run(portal, tmp_path / "x.xml") == 0
    assert "[số](bai-2.md) [đường](bai-2.md) không có [gần](bai-2.md)" in text_of(portal, "bai-1")
    built(portal)


def test_saved_pages(portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Pages of a portal that name each other by `?id=`, whole, from the root and by their files."""
    folder = tmp_path / "cong-cu"
    folder.mkdir()
    targets = (*("tin.aspx?id=2", "https://phuc-loi.example/tin.aspx?id=2", "/tin.aspx?id=2", "b.html"), "/khac.aspx")
    shown = " ".join(f"<a href='{each}'>{number}</a>" for number, each in enumerate(targets))
    for number, name in ((1, "a"), (2, "b")):
        saved = f"<!-- saved from url=(0030)https://phuc-loi.example/tin.aspx?id={number} -->"
        (folder / f"{name}.html").write_text(
            f"{saved}<html><body><div><h1>Bài {name}</h1><p>Ngày đăng: 07/03/2018 | 10:11</p><p>{LEAD}</p>"
            f"<p>{PARAGRAPH} {shown}</p></div>",
            encoding="utf-8",
        )
    assert run(portal, folder, category="Thông báo") == 0
    capsys.readouterr()
    found = text_of(portal, "bai-a")
    assert found.count("](bai-b.md)") == 4
    assert "](bai-b.md) 4\n" in found
    built(portal)
