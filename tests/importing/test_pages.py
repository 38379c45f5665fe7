"""Saved pages → articles: the article whole, the rest of the page listed, nothing fetched or believed."""

import base64
import re
from collections.abc import Callable, Sequence
from itertools import count, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bantin.importing import articles, reading
from bantin.importing.types import ImportedArticle, Source
from bantin.locale import Moment
from bantin.problems import Mistakes
from tests.importing import documents
from tests.importing.portals import MENU, PORTALS, of_divs
from tests.importing.shapes import BODIES, HEADS, LEAD, PARAGRAPH, TITLES, WISHES, Body, Head, at

NUMBER = count()
LINES = [body for number, body in enumerate(BODIES) if number in (0, 1, 2)]
CASES = [
    pytest.param(portal, head, body, TITLES[next(NUMBER) % len(TITLES)], id=f"{portal.__name__}-{h}-{b}")
    for portal, (h, head), (b, body) in product(PORTALS, enumerate(HEADS), enumerate(LINES))
    if not head.is_pasted_page and (h + b) % 2 == 0
]


def read(text: str | bytes, name: str = "trang.html") -> ImportedArticle:
    """The one article of a page, of which nothing is lost."""
    (article,) = reading.read(Source(name, text.encode() if isinstance(text, str) else text), WISHES)
    assert article.fidelity is not None
    assert article.fidelity.lost == ()
    return article


@pytest.mark.parametrize(("portal", "head", "body", "title"), CASES)
def test_shapes(portal: Callable[[Sequence[str], Sequence[str], str], str], head: Head, body: Body, title: str) -> None:
    """Each head in each kind of portal."""
    lines = [line.replace("{T}", title) for line in head.lines]
    article = read(portal(lines, body.lines, title))
    views = head.views if head.views is not None else body.views
    assert (article.title, article.date, article.views, article.category) == (title, head.date, views, head.category)
    assert LEAD in (article.lead, article.body.split("\n\n")[0])
    assert article.source == body.source
    shown = f"{article.body} {article.author}"
    for other in ("Tin khác số", "Giới thiệu", "Cơ quan chủ quản", "mã lệnh", "In bài viết"):
        assert other not in shown
    for line in body.lines:
        assert line.strip("- +123.") in f"{shown} {article.lead} {article.source}" or "Nguồn" in line


def page(inner: str, head: str = "") -> str:
    """A portal's page with an article of HTML."""
    text = f"<h1>{TITLES[0]}</h1><p>Ngày đăng: 07/03/2018 | 10:11</p><p>{LEAD}</p><p>{PARAGRAPH}</p>{inner}"
    return f"<html><head>{head}</head><body><ul>{MENU}</ul><div class='detail'>{text}</div></body></html>"


def test_what_is_left_out_is_listed() -> None:
    """Menu, buttons, other news and footer are named, with their lines."""
    lines = [line.replace("{T}", TITLES[0]) for line in HEADS[0].lines]
    article = read(of_divs(lines, BODIES[0].lines, TITLES[0]))
    listed = "\n".join(each.text for each in article.left_out)
    assert all(text in listed for text in ("Giới thiệu", "In bài viết", "Tin khác số 5", "Lượt truy cập: 1.234.567"))


def test_facts_for_machines() -> None:
    """Where the text says nothing, what the page tells machines is taken; its address is kept as it is."""
    address = "https://phuong.gov.example/tin-tức/bài-viết.aspx?id=15&l=vi"
    facts = (
        f"<link rel='canonical' href='{address}'>"
        "<meta property='article:published_time' content='2018-03-07T03:11:00Z'>"
        "<meta property='article:section' content='Thông báo'><meta name='keywords' content='rác thải, môi trường'>"
    )
    article = read(
        f"<html><head>{facts}</head><body><article><h1>{TITLES[0]}</h1><p>{LEAD}</p><p>{PARAGRAPH}</p></article>"
    )
    assert (article.date, article.category, article.tags) == (
        at(7, 3, 2018, 10, 11),
        "Thông báo",
        ("rác thải", "môi trường"),
    )
    assert article.aliases == (address,)


def test_title_of_a_box() -> None:
    """A box whose title is the category's name does not give the article its own."""
    inner = (
        f'<div class="box"><div class="box-title">Cải cách hành chính</div><div class="detail-title">{TITLES[0]}</div>'
        f'<div class="date">Ngày đăng 07/03/2018 | 10:11</div><p>{LEAD}</p><p>{PARAGRAPH}</p></div>'
    )
    article = read(f"<html><body><ul>{MENU}</ul>{inner}</body></html>")
    assert (article.title, article.category) == (TITLES[0], "Cải cách hành chính")


def test_entities_in_facts_for_machines() -> None:
    """Some portals write entities within a script, too, where no browser reads them."""
    facts = '{"@type": "NewsArticle", "articleSection": "Th&#244;ng b&#225;o"}'
    article = read(page("", f'<script type="application/ld+json">{facts}</script>'))
    assert article.category == "Thông báo"


def test_links() -> None:
    """Links lead on from where the page was; where that is unknown their words stay, and their addresses are listed."""
    link = "<p>Xem <a href='/kế hoạch.aspx?id=5'>kế hoạch</a> và <a href='javascript:x()'>in</a>.</p>"
    saved = "<!-- saved from url=(0030)https://phuc-loi.example/tin/1.aspx -->\n"
    assert "Xem [kế hoạch](https://phuc-loi.example/kế%20hoạch.aspx?id=5) và in." in read(saved + page(link)).body
    article = read(page(link))
    assert "Xem kế hoạch và in." in article.body
    assert [each.text for each in article.left_out if each.reason == "link"] == ["/kế hoạch.aspx?id=5"]


def test_pictures() -> None:
    """Pictures beside the page are its own, with the words below them; those in the network are named."""
    article = read(
        page(
            "<figure><img src='trang_files/Ảnh 1.JPG?x=1' alt='Hội trường'><figcaption>Toàn cảnh</figcaption></figure>"
            "<p><img src='https://khac.example/a.png'></p><p><img width=1 src='dem.gif'></p>"
        )
    )
    assert '![Hội trường](bantin-pictures/anh.jpg "Toàn cảnh")' in article.body
    assert [(picture.name, picture.source) for picture in article.pictures] == [
        ("anh.jpg", "trang_files/Ảnh 1.JPG?x=1")
    ]
    assert [problem.key for problem in article.problems] == ["import-picture-remote"]


def test_what_is_hidden() -> None:
    """What the page hides from its readers is not in the article."""
    article = read(page("<p style='display:none'>chữ ẩn</p><p>Hết.</p>"))
    assert [each.text for each in article.left_out if each.reason == "hidden"] == ["chữ ẩn"]
    assert "chữ ẩn" not in article.body


def test_page_in_one_file() -> None:
    """What Chrome saves as one file: the page, its address and its pictures."""
    parts = (
        (
            "text/html",
            "https://phuc-loi.example/tin/5.aspx",
            page("<p><img src='/a.png' alt='Ảnh'></p><p>Hết.</p>").encode(),
        ),
        ("image/png", "https://phuc-loi.example/a.png", documents.picture().getvalue()),
    )
    text = "From: <Saved by Blink>\nSnapshot-Content-Location: https://phuc-loi.example/tin/5.aspx\nMIME-Version: 1.0\n"
    text += 'Content-Type: multipart/related; type="text/html"; boundary="giua"\n\n'
    for kind, address, data in parts:
        encoded = base64.encodebytes(data).decode()
        text += f"--giua\nContent-Type: {kind}\nContent-Transfer-Encoding: base64\n"
        text += f"Content-Location: {address}\n\n{encoded}\n"
    article = read(f"{text}--giua--\n", "trang.mhtml")
    assert (article.title, article.aliases) == (TITLES[0], ("https://phuc-loi.example/tin/5.aspx",))
    (picture,) = article.pictures
    assert picture.data == documents.picture().getvalue()


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script><p onclick='x()'>an</p>",
        "<p><a href=' javascript:alert(1)'>an</a></p>",
        "<p><a href='data:text/html,x'>an</a></p>",
        "<img src=x onerror=alert(1)><p>an</p>",
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; an</p>",
        "<table><tr><td colspan=2>&lt;img src=x onerror=alert(1)&gt;</td></tr><tr><td>an</td><td>1</td></tr></table>",
        "<iframe src='javascript:alert(1)'></iframe><p>an</p>",
        "<form action='https://xau.example'><input name=mat-khau value=1>an</form>",
        "<svg onload=alert(1)><text>x</text></svg><p>an</p>",
        "<p>[an](javascript:alert(1)) ![x](javascript:1) <b>{{< raw >}}</b></p>",
    ],
)
def test_hostile_pages(inner: str) -> None:
    """Of a page that means harm only words are left: the text as it is built holds no script and leads nowhere bad."""
    body = articles._converter().mark_up(read(page(inner)).body, "content/x.md", 1)
    html = "".join(body.parts)
    assert "<script" not in html
    assert not re.search(r"<[^>]*\bon\w+=", html)
    assert not [each.target for each in body.references if not each.target.startswith(("http", "bantin-pictures/"))]
    assert not [problem for problem in body.problems if not problem.is_warning]


def test_bounds() -> None:
    """A page that is nested beyond all measure is refused, and a long one is read in time."""
    with pytest.raises(Mistakes) as found:
        read("<div>" * 5_000 + "chữ")
    assert [problem.key for problem in found.value.problems] == ["import-too-deep"]
    article = read(page("<p>đoạn văn</p>" * 3_000))
    assert article.fidelity is not None


PIECES = st.sampled_from(
    """<p> </p> <a/href="https://x.vn"> <img/src="a.png"> <b> </b> <i> <a href='https://x.vn'> </a> <ul> <li> </ul> <ol>
    <table> <tr> <td> </td> <td colspan=2> </table> <br> <h2> </h2> <blockquote> </blockquote> <pre> </pre> <sup>2</sup>
    <img src='a.png' alt='ảnh'> <hr> <div> </div> <span> </span> <dl> <dt> <dd> <font> <o:p> <center> <details>
    <summary> <!-- x --> &nbsp; &amp; &lt;b&gt; * ** _ # 1. - + | [x] đảng ủy phường 2018 a* _b_ c`d""".replace(
        "<td colspan=2>", "<td/colspan=2>"
    ).split()
)


@settings(deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=40))
def test_no_word_is_lost(pieces: list[str]) -> None:
    """Whatever tags stand in whatever order: each word that a browser shows is in the article or listed."""
    read("<p>một</p>" + " ".join(pieces))


WORD = """
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin: 0}</style></head><body>
<!--StartFragment--><p class=MsoNormal><b>Kết quả</b><o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span></span><![endif]>Tổ 1</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span></span><![endif]>Tổ 2</p>
<table class=MsoTableGrid><tr><td><p class=MsoNormal>Tổ</p></td><td><p class=MsoNormal>Số hộ</p></td></tr>
<tr><td><p class=MsoNormal>1</p></td><td><p class=MsoNormal>120</p></td></tr></table><!--EndFragment--></body></html>
"""


def test_piece_of_the_clipboard() -> None:
    """What is copied from Word is text as a whole: its lists are lists, its tables tables."""
    article = reading.fragment(WORD, "dán")
    assert article.body.split("\n\n") == ["**Kết quả**", "- Tổ 1\n- Tổ 2", "| Tổ | Số hộ |\n|---|---|\n| 1 | 120 |"]
    assert (article.title, article.left_out) == ("", ())
    assert article.fidelity is not None
    assert article.fidelity.lost == ()


def test_picture_of_the_clipboard() -> None:
    """A picture that is pasted is in the page itself; links lead on from where the page was."""
    data = base64.b64encode(documents.picture().getvalue()).decode()
    html = f"<p><img src='data:image/png;base64,{data}'> xem <a href='/a?b=1'>đây</a></p>"
    article = reading.fragment(html, "dán", "https://phuc-loi.example/x/")
    assert article.body == "![dán](bantin-pictures/anh.png) xem [đây](https://phuc-loi.example/a?b=1)"
    assert [picture.data for picture in article.pictures] == [documents.picture().getvalue()]


def test_words_behind_the_end_of_a_page() -> None:
    """Browsers show them, so they are read."""
    text = f"<html><body><h1>{TITLES[0]}</h1><p>{LEAD}</p></body></html><p>Cuối cùng.</p>"
    assert "Cuối cùng." in read(text).body


@pytest.mark.parametrize("text", ["<!-- a -->", "<html></html>", "<body><!-- a --></body>"])
def test_pages_without_a_word(text: str) -> None:
    """They are refused with a sentence."""
    with pytest.raises(Mistakes):
        read(text)


def test_a_page_that_is_its_own_article() -> None:
    """What holds all of it is never looked for outside."""
    made = read(f"<html><body>{PARAGRAPH}<p>{LEAD}</p></body></html>", "bai.html")
    assert LEAD in made.body


LINKS = '<div><a href="/">Trang chủ</a><a href="/gt">Giới thiệu chung</a><a href="/tin">Tin tức mới</a></div>'
PROSE = f"<p>{'Phường đề nghị các hộ dân phối hợp thực hiện. ' * 5}</p>"
OF_SPANS = "<h1>Lịch trực Tết</h1><span>05/02/2024 08:00</span><span>Lượt xem: 1.024</span><div>{}</div>"
OF_BLOCKS = (
    "<div>CẢI CÁCH HÀNH CHÍNH</div><div><b>Lịch trực Tết</b></div><div>Thứ tư, 05/01/2022 | 15:10</div><div>{}</div>"
)
OF_ROWS = (
    "<table><tr><td>Lịch trực Tết</td></tr><tr><td>Thứ năm, 09 Tháng 3 2017 14:05</td></tr>"
    "<tr><td>Số lần xem: 317</td></tr><tr><td>{}</td></tr></table>"
)
OF_WORDPRESS = (
    "<article><h1>Lịch trực Tết</h1>"
    '<p>Đăng bởi Văn phòng vào <time datetime="2021-06-14T09:30:00+07:00">14 Tháng Sáu, 2021</time></p>{}'
    '<p>Mục: <a rel="category tag" href="/tb">Thông báo</a></p></article>'
)
OF_LIFERAY = (
    '<div class="asset"><h1>Lịch trực Tết</h1><div class="meta"><span>12/05/2022 10:20</span><span>456 Lượt xem</span>'
    "</div><div>{}</div></div>"
)
OF_JOOMLA = (
    '<div class="item-page"><h2>Lịch trực Tết</h2><dl class="article-info"><dt>Chi tiết</dt><dd>Viết bởi Thu Hà</dd>'
    '<dd class="category-name">Chuyên mục: <a href="/tb">Thông báo</a></dd><dd class="published">Được đăng: '
    '<time datetime="2022-05-12T10:20:00+07:00">12 Tháng 5 2022</time></dd><dd>Lượt xem: 456</dd></dl>{}</div>'
)
OF_DRUPAL = (
    "<article><h1>Lịch trực Tết</h1><footer>Được đăng bởi <b>bientap</b> vào Thứ Năm, 12/05/2022 - 10:20</footer>{}"
    "</article>"
)
OF_NEWSPAPER = (
    '<div class="td-post-header"><ul class="td-category"><li><a href="/c">Thông báo</a></li></ul><h1>Lịch trực Tết</h1>'
    '<span class="td-post-date"><time datetime="2022-05-12T10:20:00+07:00">12/05/2022</time></span></div><div>{}</div>'
)
FOR_MACHINES = (
    '<script type="application/ld+json">{{"datePublished": "2020-11-18T07:00:00+07:00", "articleSection": "Thông báo"}}'
    "</script><main><h1>Lịch trực Tết</h1>{}</main>"
)


@pytest.mark.parametrize(
    ("inner", "date", "views", "category"),
    [
        (OF_SPANS, at(5, 2, 2024, 8), 1024, ""),
        (OF_BLOCKS, at(5, 1, 2022, 15, 10), None, "Cải cách hành chính"),
        (OF_ROWS, at(9, 3, 2017, 14, 5), 317, ""),
        (OF_WORDPRESS, at(14, 6, 2021, 9, 30), None, "Thông báo"),
        (OF_LIFERAY, at(12, 5, 2022, 10, 20), 456, ""),
        (OF_JOOMLA, at(12, 5, 2022, 10, 20), 456, "Thông báo"),
        (OF_DRUPAL, at(12, 5, 2022, 10, 20), None, ""),
        (OF_NEWSPAPER, at(12, 5, 2022, 10, 20), None, "Thông báo"),
        (FOR_MACHINES, at(18, 11, 2020, 7), None, "Thông báo"),
    ],
)
def test_heads_that_no_block_holds(inner: str, date: Moment, views: int | None, category: str) -> None:
    """What stands right above the text is its head, though no block of the page holds both."""
    article = read(f'<html><head><meta charset="utf-8"></head><body>{LINKS}{inner.format(PROSE)}</body></html>')
    assert (article.title, article.date, article.views, article.category) == ("Lịch trực Tết", date, views, category)
    assert f"{article.lead}{article.body}".strip().startswith("Phường đề nghị")
    assert {each.reason for each in article.left_out} <= {"above", "around", "link"}
