"""Pasted texts → articles: date, views, category and title are right, and every word is kept."""

import textwrap
import unicodedata
from itertools import count, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.importing import paste, reading
from bantin.importing.types import ImportedArticle, Source
from bantin.importing.words import words
from bantin.problems import Mistakes, Place, warning
from tests.importing.shapes import BODIES, HEADS, LEAD, OTHER, PARAGRAPH, TITLES, WISHES, Body, Head, at, lines_of

NUMBER = count()
CASES = [
    pytest.param(head, body, TITLES[next(NUMBER) % len(TITLES)], id=f"{h}-{b}")
    for (h, head), (b, body) in product(enumerate(HEADS), enumerate(BODIES))
]


def read(text: str) -> tuple[ImportedArticle, ...]:
    """The articles in a text."""
    return reading.read(Source("bai.txt", text.encode()), WISHES)


def check(article: ImportedArticle, head: Head, body: Body, title: str) -> None:
    """Judges what was read of a shape."""
    assert article.fidelity is not None
    assert article.fidelity.lost == ()
    views = head.views if head.views is not None else body.views
    assert (article.title, article.date, article.views, article.category) == (title, head.date, views, head.category)
    assert article.lead == LEAD
    assert article.source == body.source
    if body.author:
        assert article.author in (body.author, "Trần Thu Hà")
    reasons = {each.reason for each in article.left_out}
    assert reasons <= ({"repeated"} if not head.is_pasted_page else {"repeated", "above", "around"})


@pytest.mark.parametrize(("head", "body", "title"), CASES)
def test_shapes(head: Head, body: Body, title: str) -> None:
    """Each head with each body."""
    (article,) = read("\n".join(lines_of(head, body, title)))
    check(article, head, body, title)


def test_many_in_one_text() -> None:
    """Each article begins above its own line with a date, with or without a line across between them."""
    chosen = [(HEADS[0], BODIES[0]), (HEADS[1], BODIES[1]), (HEADS[7], BODIES[2]), (HEADS[22], BODIES[4])]
    for between in (("",), ("", "==========", ""), ("", "", "", "")):
        texts = [lines_of(head, body, title) for (head, body), title in zip(chosen, TITLES, strict=True)]
        text = "\n".join(line for lines in texts for line in (*lines, *between))
        articles = read(text)
        assert [article.title for article in articles] == list(TITLES)
        for article, (head, body), title in zip(articles, chosen, TITLES, strict=True):
            check(article, head, body, title)


def test_lines_broken_by_hand() -> None:
    """A text that was broken at one width is whole again; one with a paragraph a line stays as it is."""
    broken = "\n\n".join("\n".join(textwrap.wrap(text, 72)) for text in (TITLES[0], LEAD, PARAGRAPH, OTHER))
    (article,) = read(broken)
    assert (article.title, article.lead, article.body) == (TITLES[0], LEAD, f"{PARAGRAPH}\n\n{OTHER}")
    (article,) = read("\n".join((TITLES[0], LEAD, PARAGRAPH, OTHER)))
    assert (article.title, article.lead, article.body) == (TITLES[0], LEAD, f"{PARAGRAPH}\n\n{OTHER}")


def test_lists() -> None:
    """Typed items are lists, as deep as their signs; what only looks like one stays as it is."""
    (article,) = read("\n".join((TITLES[0], "", *BODIES[1].lines)))
    items = (
        "- Quét dọn đường làng, ngõ xóm;\n- Trồng thêm 50 cây xanh;\n    - Cây phượng: 20 cây;\n"
        "    - Cây bàng: 30 cây;\n- Thu gom rác thải."
    )
    assert article.body == f"{PARAGRAPH}\n\n{items}\n\n{OTHER}"
    (article,) = read("\n".join((TITLES[0], "", *BODIES[4].lines)))
    for line in ("a) Hồ sơ gồm đơn và bản sao.", "99.74% cử tri đã đi bầu.", "---"):
        assert line in article.body.split("\n")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1258"])
def test_encodings(encoding: str) -> None:
    """Files that Notepad made, in whatever encoding."""
    text = "\r\n".join(lines_of(HEADS[0], BODIES[0], TITLES[1]))
    data = (
        unicodedata.normalize("NFD", text).encode(encoding, "ignore") if encoding == "cp1258" else text.encode(encoding)
    )
    (article,) = reading.read(Source("bai.txt", data), WISHES)
    if encoding != "cp1258":  # of which Python can write only a part
        check(article, HEADS[0], BODIES[0], TITLES[1])
    assert article.date == HEADS[0].date
    assert [problem.key for problem in article.problems] == [] if encoding == "utf-8-sig" else ["import-converted"]


def test_sound_lines_beside_garbled_ones() -> None:
    """A text whose second half came from another program keeps the dashes of its first; a footer changes nothing."""
    head = f"Tin tức – Sự kiện\n{TITLES[0]}\nNgày đăng 07/03/2018 | 10:11\n{LEAD}\n\n“Xanh – sạch – đẹp”"
    for more, shown, keys in (
        ("Th«ng b¸o cña ph­êng vÒ vÖ sinh", "Thông báo của phường về vệ sinh", ["import-mended"]),
        (f"{PARAGRAPH}\nCopyright © UBND phường", PARAGRAPH, []),
    ):
        (article,) = reading.read(Source("bai.txt", f"{head}\n\n{more}\n".encode()), WISHES)
        assert article.category == "Tin tức – Sự kiện"
        assert "“Xanh – sạch – đẹp”" in article.body
        assert shown in article.body
        assert [problem.key for problem in article.problems] == keys


def test_letters_by_name() -> None:
    """Letters that are written by their names of HTML are letters."""
    (article,) = read(
        f"{TITLES[0]}\n\nTr&ocirc;ng c&acirc;y&nbsp;xanh t&#7841;i nh&agrave; v&#259;n h&oacute;a.\n\n{PARAGRAPH}"
    )
    assert "Trông cây xanh tại nhà văn hóa." in f"{article.lead} {article.body}"


def test_letter_keeps_its_place() -> None:
    """The place and date of a letter say when it is from, and stay in it."""
    (article,) = read(f"{TITLES[0]}\n\nHải Phòng, ngày 24 tháng 01 năm 2020\n\n{PARAGRAPH}\n\n{OTHER}")
    assert article.date == at(24, 1, 2020)
    assert "Hải Phòng, ngày 24 tháng 01 năm 2020" in f"{article.lead}\n{article.body}"


def test_flattened_table_is_told() -> None:
    """A table that became a line for each cell is named, with its lines."""
    cells = "STT\nHọ tên\nSố hộ\n1\nTổ 1\n120\n2\nTổ 2\n98"
    (article,) = read(f"{TITLES[0]}\n\n{LEAD}\n\n{PARAGRAPH}\n\n{cells}\n\n{OTHER}")
    assert article.problems == (warning("import-table-flat", Place("bai.txt", 7), last=15),)


def test_nothing_to_read() -> None:
    """Blanks are no text, and a file of another kind is none."""
    for data, key in ((b" \n\t\n", "import-empty"), (bytes(range(256)) * 4, "import-unknown")):
        with pytest.raises(Mistakes) as found:
            reading.read(Source("x", data), WISHES)
        assert [problem.key for problem in found.value.problems] == [key]


WORDS = st.text(alphabet="abĐêạ 12.*_-+#`[](){}<>&;|~!:=\\/\"'^%@$,•–\t\u00a0\u200b", max_size=40)


@given(st.lists(WORDS, min_size=1, max_size=12))
def test_no_word_is_lost(lines: list[str]) -> None:
    """Whatever is pasted, with whatever signs in it: each word is in the article or listed."""
    text = "\n".join(lines)
    if not words(text):
        return
    for article in read(text):
        assert article.fidelity is not None
        assert article.fidelity.lost == ()


@given(
    st.lists(
        st.sampled_from(
            [line for head in HEADS for line in head.lines]
            + [line for body in BODIES for line in body.lines]
            + ["", "", "In bài viết", "Các tin khác", "======"]
        ),
        min_size=1,
        max_size=25,
    )
)
def test_any_lines_of_portals(lines: list[str]) -> None:
    """Lines of portals in any order: nothing is lost, of no article."""
    text = "\n".join(lines)
    if not words(text):
        return
    articles = read(text)
    assert sum(article.fidelity.found for article in articles if article.fidelity) == len(words(paste.cleaned(text)))
    assert [article.fidelity.lost for article in articles if article.fidelity] == [()] * len(articles)


def test_whole_page_is_pasted() -> None:
    """Menu, path, toolbar, rating, other news and counters are left out; what stands between is the article."""
    menu = "Thứ năm, 05/12/2024\nTRANG CHỦ\nGIỚI THIỆU\nTIN TỨC - SỰ KIỆN\nTìm kiếm"
    above = f"{menu}\nTrang chủ » Tin tức - Sự kiện » Hoạt động"
    head = f"{TITLES[0]}\n28/11/2024 09:30:00 | Lượt xem: 1.204\nCỡ chữ:\nA-\nA+"
    below = "Đánh giá bài viết\nRất tốt\nChia sẻ\nFacebook\nCác tin khác\nTin một (05/11/2024)\nĐang truy cập: 15"
    (article,) = read(
        f"{above}\n{head}\n{LEAD}\n{PARAGRAPH}\nhinh1.jpg\nẢnh: Quang cảnh\n{OTHER}\nBài và ảnh: Thu Hà\n{below}"
    )
    assert (article.title, article.date, article.views) == (TITLES[0], at(28, 11, 2024, 9, 30), 1204)
    assert (article.category, article.author, article.lead) == ("Tin tức – Sự kiện", "Thu Hà", LEAD)
    picture = '![Ảnh: Quang cảnh](bantin-pictures/hinh1.jpg "Ảnh: Quang cảnh")'
    assert article.body == f"{PARAGRAPH}\n\n{picture}\n\n{OTHER}"
    assert len(article.left_out) == 16


@pytest.mark.parametrize(
    ("head", "title", "category", "author"),
    [
        (
            f"[Công tác Đảng] {TITLES[0]}\nĐăng bởi: Lan - 10:20 ngày 15/07/2022 - 250 lượt xem",
            TITLES[0],
            "Công tác Đảng",
            "Lan",
        ),
        (f"{TITLES[0]}\n15/07/2022 10:20 | 250 lượt xem | Tác giả: Lan Anh", TITLES[0], "", "Lan Anh"),
        (
            f"Tin tức sự kiện\n(Ngày đăng: 15/07/2022  10:20 AM - Lượt xem: 250)\n{TITLES[0]}",
            TITLES[0],
            "Tin tức – Sự kiện",
            "",
        ),
        (
            "THÔNG BÁO\nVề việc cắt nước\nĐăng ngày 15/07/2022 10:20, 250 lượt đọc",
            "THÔNG BÁO Về việc cắt nước",
            "Thông báo",
            "",
        ),
    ],
)
def test_other_heads(head: str, title: str, category: str, author: str) -> None:
    """Heads in which several things stand on one line."""
    (article,) = read(f"{head}\n{LEAD}\n{PARAGRAPH}\n{OTHER}")
    assert (article.title, article.category, article.author) == (title, category, author)
    assert (article.date, article.views) == (at(15, 7, 2022, 10, 20), 250)


def test_title_over_two_lines() -> None:
    """What begins with a small letter, right below another line, goes on with it; a line of its own does not."""
    head = "Thông báo\nTrao nhà đợt {n}\ncho hộ nghèo\nNgày đăng 0{n}/06/2019 | 08:05\n\nMột đoạn văn của bài."
    titles = [each.title for each in read("\n\n".join(head.format(n=number) for number in (1, 2)))]
    assert titles == ["Trao nhà đợt 1 cho hộ nghèo", "Trao nhà đợt 2 cho hộ nghèo"]
    apart = head.format(n=1).replace("\ncho", "\n\ncho")
    assert [each.title for each in read(apart)] == ["cho hộ nghèo"]


def test_signature_of_an_official() -> None:
    """The name under an official's post stays under it."""
    pushed = " " * 50
    (article,) = read(
        f"{TITLES[0]}\n{LEAD}\n{PARAGRAPH}\n{pushed}TM. ỦY BAN NHÂN DÂN\n{pushed}CHỦ TỊCH\n{pushed}Nguyễn Văn A"
    )
    assert article.author == ""
    assert article.body.endswith("CHỦ TỊCH\n{: .align-right }\n\nNguyễn Văn A\n{: .align-right }")


def test_labelled_title() -> None:
    """A form that names its fields: the label of the title is no part of it."""
    (article,) = read("Danh mục: Thông báo\nTiêu đề: Tuyển quân năm 2025\nNgày: 01/11/2024\nLượt xem: 7\nLời.\n")
    assert (article.title, article.category, article.views) == ("Tuyển quân năm 2025", "Thông báo", 7)
