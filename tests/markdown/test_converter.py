"""Markdown text becomes a body: safe HTML, headings, references with their places, plain text, problems."""

import inspect
import re
import sys
import time
import unicodedata
from html import escape, unescape
from itertools import pairwise

import nh3
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bantin.markdown import sanitiser
from bantin.markdown.converter import Body, Converter, Picture, TextHeading, WrittenLink
from bantin.problems import Place, Problem, error, warning

PATH = "content/2018/03/x.md"
GLOSSARY = {
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "ĐU": "Đảng ủy",
    "UBMTTQ": "Ủy ban Mặt trận Tổ quốc",
    "QĐ": "quyết định",
    "Q&A": 'hỏi "và" đáp',
}


def slug(text: str) -> str:
    """Like the portal's, in small."""
    letters = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in letters if not unicodedata.combining(c))).strip("-")


def make_marker(**changes: object) -> Converter:
    """A marker as the portal makes it."""
    settings: dict[str, object] = {
        "glossary": GLOSSARY,
        "slug": slug,
        "embed_hosts": ("video.example",),
        "backlink_title": "Về chỗ có chú thích {}",
        "admonition_titles": {"note": "Ghi chú"},
    }
    return Converter(**(settings | changes))  # type: ignore[arg-type] # keywords by name


MARKER = make_marker()


def mark_up(text: str) -> Body:
    """The body of a text that begins on line 10 of its file."""
    return MARKER.mark_up(text, PATH, 10)


def fill(reference: WrittenLink | Picture) -> str:
    """A slot as a page fills it in."""
    if isinstance(reference, WrittenLink):
        return f' href="{quoted(reference.target)}"'
    return f'<img src="{quoted(reference.target)}" alt="{quoted(reference.alt)}">'


def quoted(value: str) -> str:
    """As an attribute, the way nh3 writes it."""
    return escape(value, quote=False).replace('"', "&quot;").replace("\xa0", "&nbsp;")


def html(text: str) -> str:
    """The body's HTML with every slot filled in."""
    return mark_up(text).html(fill)


def at(line: int, column: int = 1) -> Place:
    """A place in the file."""
    return Place(PATH, line, column)


# ---- references


def test_link_leaves_a_slot() -> None:
    """The slot is the attribute, so that words without a target are still a valid element."""
    body = mark_up('Xem [bài trước](../04/x.md#phan-2 "Tiêu đề") và.')
    assert body.parts == ("<p>Xem <a", ' title="Tiêu đề">bài trước</a> và.</p>')
    assert (WrittenLink("../04/x.md#phan-2", at(10, 17)),) == body.references
    assert body.html(lambda _: "") == '<p>Xem <a title="Tiêu đề">bài trước</a> và.</p>'


def test_picture_alone_is_a_figure() -> None:
    """With its title as caption."""
    body = mark_up('![Lễ phát động](le.jpg "Quang cảnh & khách")')
    assert body.parts == ("<figure>", "<figcaption>Quang cảnh &amp; khách</figcaption></figure>")
    assert (Picture("le.jpg", "Lễ phát động", "Quang cảnh & khách", at(10, 17), row=1),) == body.references
    assert body.text == "Quang cảnh & khách"


@pytest.mark.parametrize(
    "text",
    [
        "[![a](a.png)](x.md)",
        '<figure><a href="x.md"><img src="a.png" alt="a"></a></figure>',
        '<a href="x.md"><p><img src="a.png" alt="a"></p></a>',
    ],
)
def test_picture_that_is_a_link_already(text: str) -> None:
    """It leads where its writer wanted, not to itself made large: a link holds no other."""
    assert [each.is_linked for each in mark_up(text).references if isinstance(each, Picture)] == [True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![a](a.jpg)", '<figure><img src="a.jpg" alt="a"></figure>'),
        ("![a](a.jpg){.align-right}", '<figure class="align-right"><img src="a.jpg" alt="a"></figure>'),
        ("![a](a.jpg)\n{: .align-center }", '<figure class="align-center"><img src="a.jpg" alt="a"></figure>'),
        (
            '![a](a.jpg) ![b](b.jpg "B")  \n![c](c.jpg)',
            (
                '<div class="gallery"><figure><img src="a.jpg" alt="a"></figure>'
                '<figure><img src="b.jpg" alt="b"><figcaption>B</figcaption></figure>'
                '<figure><img src="c.jpg" alt="c"></figure></div>'
            ),
        ),
        ("Câu ![a](a.png) này", '<p>Câu <img src="a.png" alt="a"> này</p>'),
        (
            "Câu ![a](a.png){.align-left} này",
            '<p>Câu <span class="align-left"><img src="a.png" alt="a"></span> này</p>',
        ),
        ("[![a](a.png)](x.md)", '<p><a href="x.md"><img src="a.png" alt="a"></a></p>'),
        ('<img src="a.png" alt="a" width="9">', '<figure><img src="a.png" alt="a"></figure>'),
        (
            '<figure markdown="1">\n![a](a.png)\n<figcaption>Lời</figcaption>\n</figure>',
            '<figure>\n<img src="a.png" alt="a">\n<figcaption>Lời</figcaption>\n</figure>',
        ),
    ],
)
def test_pictures(text: str, expected: str) -> None:
    """Alone, in a run, in a sentence, in a link, in raw HTML."""
    assert expected == html(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](x.md) [b](x.md)\n\n[c](x.md)", [(10, 5), (10, 15), (12, 5)]),
        ("x.md [a](y/x.md) [b](x.md) [c](x.md#1)", [(10, 10), (10, 22), (10, 32)]),
        ("[a][1] [b][1]\n\n[1]: x.md", [(12, 6), (12, 6)]),
        ("<a href='x.md'>a</a>\n<b><a href=x.md>a</a></b>", [(10, 10), (11, 12)]),
        ("`[a](x.md)` [b](x.md)", [(10, 17)]),
        ("<https://a.vn/?x=1&y=2> <ubnd@a.vn>", [(10, 2), (10, 26)]),
        ("[a](a&amp;b.md) [a](<có dấu cách.md>) [a](x\\_y.md)", [(10, 5), (10, 22), (10, 43)]),
        ("Một.\n\n- hai\n\n    ![ba](3.jpg)", [(14, 11)]),
    ],
)
def test_places(text: str, expected: list[tuple[int, int]]) -> None:
    """The n-th link to the same target is at its n-th place; examples in code are none."""
    assert expected == [(r.place.line, r.place.column) for r in mark_up(text).references]


def test_targets_stay_as_written() -> None:
    """Neither encoded nor decoded nor resolved."""
    body = mark_up("[a](ảnh%20đẹp.jpg) [b](/2018/03/x/) [c](mailto:a@b.vn) [d](#x) [e](tel:+842412)")
    assert [r.target for r in body.references] == ["ảnh%20đẹp.jpg", "/2018/03/x/", "mailto:a@b.vn", "#x", "tel:+842412"]
    assert body.problems == ()


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "vbscript:x",
        "http://[",
    ],
)
def test_unsafe_link(address: str) -> None:
    """Its words stay, the address doesn't."""
    text = f'Xem <a href="{address}">đây</a>.'
    assert html(text) == "<p>Xem <a>đây</a>.</p>"
    assert (error("unsafe-link", at(10, 14), address=address),) == mark_up(text).problems


@pytest.mark.parametrize("address", ["file:///c:/x", "C:\\ảnh\\x.jpg"])
def test_path_on_this_computer(address: str) -> None:
    """What dragging a file into an editor may leave is said in its own words."""
    text = f'Xem <a href="{address}">đây</a>.'
    assert html(text) == "<p>Xem <a>đây</a>.</p>"
    assert (error("local-path", at(10, 14), address=address),) == mark_up(text).problems


@pytest.mark.parametrize(
    "text", ["[x](javascript&#58;y)", "[x](<java\nscript:y>)", "[x]( &#1;javascript:y)", "![x](data:x)"]
)
def test_no_way_round(text: str) -> None:
    """However it is spelt."""
    assert not re.search(r"script:|data:", html(text))


def test_link_without_address() -> None:
    """It is an error, at its place."""
    body = mark_up("Một.\n\nXem [đây]().")
    assert body.html(fill) == "<p>Một.</p>\n<p>Xem <a>đây</a>.</p>"
    assert (error("empty-link", at(12, 9)),) == body.problems
    body = mark_up("[a](), [b](b.md) và [c](<>)")
    assert (error("empty-link", at(10, 3)), error("empty-link", at(10, 23))) == body.problems


def test_picture_without_alt() -> None:
    """An error, for each picture."""
    body = mark_up("![](a.jpg) ![ ](b.jpg)\n\n<img src='c.jpg'>")
    assert [dict(problem.values)["picture"] for problem in body.problems] == ["a.jpg", "b.jpg", "c.jpg"]
    assert error("picture-without-alt", at(10, 5), picture="a.jpg") == body.problems[0]


def test_frames() -> None:
    """Only https, only from hosts in config; what remains of others is a link."""
    allowed = '<iframe src="https://video.example/1" title="Phim" onload="x()">a<b</iframe>'
    assert html(allowed) == '<iframe src="https://video.example/1" title="Phim" loading="lazy"></iframe>'
    for address in (
        "https://video.example.evil/1",
        "http://video.example/1",
        "//video.example/1",
        "https://a@video.example/1",
    ):
        body = mark_up(f'<iframe src="{address}" title="Phim"></iframe>')
        assert f'<a href="{address}">Phim</a>' == body.html(fill)
        (problem,) = body.problems
        assert (problem.key, problem.place, dict(problem.values)["address"]) == ("embed-host", at(10, 14), address)
    assert [p.key for p in mark_up('<iframe src="https://video.example/1"></iframe>').problems] == [
        "frame-without-title"
    ]


# ---- headings, ids, footnotes


def test_headings_in_order() -> None:
    """The highest is h2, none is skipped, ids are unlike each other."""
    body = mark_up("# Đường phố\n\n### Đường phố\n\n### Ba\n\n# ![Ảnh](a.png)\n\n# ?!\n\n#### *Sâu* &amp; rộng")
    assert (
        TextHeading(2, "duong-pho", "Đường phố"),
        TextHeading(3, "duong-pho-2", "Đường phố"),
        TextHeading(3, "ba", "Ba"),
        TextHeading(2, "anh", "Ảnh"),
        TextHeading(2, "muc", "?!"),
        TextHeading(3, "sau-rong", "Sâu & rộng"),
    ) == body.headings
    assert '<h3 id="sau-rong"><em>Sâu</em> &amp; rộng</h3>' in body.html(fill)


def test_ids_of_editors_are_slugs() -> None:
    """They never begin like those of templates, and never meet another."""
    body = mark_up("## Một {#_Xin_Chào}\n\nHai.\n{: #xin-chao }\n\n<p id='___'>Ba</p>")
    assert {"xin-chao", "xin-chao-2", "muc"} == body.anchors
    assert '<p id="xin-chao-2">Hai.</p>' in body.html(fill)


def test_empty_heading_is_none() -> None:
    """Nothing could name it."""
    assert mark_up("<h2> </h2>\n\nMột.").headings == ()


def test_footnotes() -> None:
    """They lead there and back by ids without blanks, and are no links of the text."""
    body = mark_up("Một[^ghi chú], hai[^ghi chú].\n\n[^ghi chú]: Lời [x](x.md).")
    assert (WrittenLink("x.md", at(12, 21)),) == body.references
    assert body.text == "Một, hai.\nLời x."
    page = body.html(fill)
    for part in (
        '<sup id="fnref:1"><a href="#fn:1"',
        '<div class="footnotes">',
        '<li id="fn:1">',
        'href="#fnref2:1"',
    ):
        assert part in page
    assert 'title="Về chỗ có chú thích 1">↩\ufe0e</a>' in page
    assert {"fn:1", "fnref:1", "fnref2:1"} == body.anchors


def test_footnotes_that_do_not_meet() -> None:
    """A mark without a note, a note without a mark: no link leads nowhere."""
    body = mark_up("Một[^1].\n\n[^2]: Hai.")
    assert (
        warning("footnote-missing", at(10, 4), label="1"),
        warning("footnote-unused", at(12), label="2"),
    ) == body.problems
    assert "<a" not in body.html(fill)


# ---- words


def test_abbreviations_are_explained_once() -> None:
    """At their first place in running text."""
    text = "## UBND\n\nUBND và [HĐND](x.md), `QĐ`, HĐND, UBND."
    assert html(text) == (
        '<h2 id="ubnd">UBND</h2>\n<p><abbr title="Ủy ban nhân dân">UBND</abbr> và <a href="x.md">HĐND</a>, '
        '<code>QĐ</code>, <abbr title="Hội đồng nhân dân">HĐND</abbr>, UBND.</p>'
    )


def test_heads_of_columns_have_abbreviations_of_their_own() -> None:
    """An abbreviation is explained in a row, not above it, where letters may stand for something else (TT: thứ tự)."""
    written = html("| HĐND | Nơi |\n|---|---|\n| 1 | HĐND |\n")
    assert "<th>HĐND</th>" in written
    assert '<td><abbr title="Hội đồng nhân dân">HĐND</abbr></td>' in written


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("ĐU-HĐND-UBND-UBMTTQ", ["ĐU", "HĐND", "UBND", "UBMTTQ"]),
        ("UBNDX XUBND UBND2 ĐUờng _UBND", []),
        ("522/QĐ-UBND, 05/2020/QĐ-HĐND, 01-NQ/ĐU", []),
        ("UBND/HĐND", ["UBND", "HĐND"]),
        ("(UBND), “HĐND”", ["UBND", "HĐND"]),
        ("Q&A &amp;", ["Q&amp;A"]),
        ("ubnd Ubnd", []),
    ],
)
def test_abbreviations_are_whole_words(text: str, marked: list[str]) -> None:
    """Vietnamese letters and digits make words; numbers of documents are left alone."""
    assert marked == re.findall(r"<abbr title=\"[^\"]*\">([^<]*)</abbr>", html(text))


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Một *hai*\nba.\n\nBốn.", "Một hai ba."),
        ("![a](a.jpg)\n\nMột.", "Một."),
        ("- Một\n\nHai.", ""),
        ("## Một\n\nHai.", ""),
        ("> Một\n\nHai.", ""),
        ("", ""),
    ],
)
def test_lead(text: str, lead: str) -> None:
    """The first paragraph, if the text begins with one."""
    assert lead == mark_up(text).lead


def test_text_is_plain() -> None:
    """Words of neighbouring cells, items and lines don't grow together; each block has a line of its own."""
    text = "A|B\n-|-\nm<sup>2</sup>|&lt;x&gt;\n\n- một\n- hai\n\nba  \nbốn\n\n<!-- ẩn -->\n\n![a](a.jpg)"
    assert mark_up(text).text == "A\nB\nm2\n<x>\nmột\nhai\nba bốn"


# ---- what may stand in the HTML


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A|B|C\n:-|:-:|-:\n1|2|3",
            '<td class="align-left">1</td>\n<td class="align-center">2</td>\n<td class="align-right">3</td>',
        ),
        ("A|B\n-|-\n1|2", '<div class="table-scroll" tabindex="0"><table>'),
        ("| |A|\n|-|-|\n|1|2|", "<tr>\n<td></td>\n<th>A</th>\n</tr>"),
        (
            "!!! note\n    Nhớ.",
            '<div class="admonition note">\n<p class="admonition-title">Ghi chú</p>\n<p>Nhớ.</p>\n</div>',
        ),
        ('!!! note "Riêng"\n    Nhớ.', '<p class="admonition-title">Riêng</p>'),
        ("!!! tip\n    Nhớ.", '<div class="admonition tip">\n<p>Nhớ.</p>\n</div>'),
        ('<p lang="en">Hi</p>', '<p lang="en">Hi</p>'),
        ("Nói *hello*{lang=en}", '<em lang="en">hello</em>'),
        ('<p lang="x y">Hi</p>', "<p>Hi</p>"),
        ("Từ\n:   nghĩa", "<dl>\n<dt>Từ</dt>\n<dd>nghĩa</dd>\n</dl>"),
        ('<div class="gallery" markdown="1">\n*x*\n</div>', '<div class="gallery">\n<p><em>x</em></p>\n</div>'),
        ("    mã <p>", "<pre><code>mã &lt;p&gt;\n</code></pre>"),
    ],
)
def test_html(text: str, expected: str) -> None:
    """What Markdown's extensions give."""
    assert expected in html(text)


@pytest.mark.parametrize(
    ("text", "expected", "problem"),
    [
        ("a <script>alert(1)</script> b", "<p>a  b</p>", warning("html-removed", at(10, 3), tag="script")),
        ("a <font>b</font>", "<p>a b</p>", warning("html-removed", at(10, 3), tag="font")),
        ('<p style="x">a</p>', "<p>a</p>", warning("attribute-removed", at(10, 4), attribute="style")),
        (
            'Our style.\n\n<p style="x">a</p>',
            "<p>Our style.</p>\n<p>a</p>",
            warning("attribute-removed", at(12, 4), attribute="style"),
        ),
        ('<p onclick="x">a</p>', "<p>a</p>", warning("attribute-removed", at(10, 4), attribute="onclick")),
        ("*a*{đính=x}", "<p><em>a</em></p>", warning("attribute-in-braces", at(10, 5), attribute="đính")),
        ("a\n{: .la }", "<p>a</p>", warning("class-removed", at(11, 5), name="la")),
    ],
)
def test_what_is_left_out_is_named(text: str, expected: str, problem: Problem) -> None:
    """Nothing goes in silence."""
    assert expected == html(text)
    assert (problem,) == mark_up(text).problems


@pytest.mark.parametrize(
    "text",
    [
        "Gồm:\n\n- một\n- hai",
        "- một\n+ hai\n* ba",
        "Năm\n2018. Sau đó",
        "99.74% cử tri\n24/7",
        "Một\n\n----\n\nHai",
        "A|B\n--|--\n1|2",
        "`mã`\n\n    x = 1",
        "## Một\n- hai",
        "Kết quả tháng 11\n================\n\nTốt.",
        "Kết quả\n--------\n- một",
        "3.0 / 2017\n==========\n1. một\n2. hai",
        f"Câu thứ nhất {'dài ' * 30}hết.\nCâu thứ hai {'dài ' * 30}còn\ntiếp ở đây.",
        f"Câu thứ nhất {'dài ' * 30}hết.  \nCâu thứ hai {'dài ' * 30}hết.",
        "> Một\n- hai",
    ],
)
def test_no_false_alarm(text: str) -> None:
    """What is written as it should be earns no warning."""
    assert mark_up(text).problems == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Gồm\n- một", warning("list-needs-blank-line", at(11))),
        ("Một.\n\nGồm:\nhai\n1. một", warning("list-needs-blank-line", at(14))),
        ("Một\n------", warning("underline-heading", at(11))),
        ("Một\n===\n\nHai", warning("underline-heading", at(11))),
        ("Một.\n\n     Đồng chí {Bí thư} dự.", warning("indented-code", at(12, 6))),
    ],
)
def test_traps(text: str, problem: Problem) -> None:
    """Lines that Markdown reads otherwise than a hurried writer thinks."""
    assert (problem,) == mark_up(text).problems


# ---- the budget


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a" * 500_001, error("text-too-long", at(10, 0), limit=500)),
        ("a\n" * 30_001, error("too-many-lines", at(30_010, 2), limit=30_000)),
        ("a\n" + "*a* " * 10_001, error("over-budget", at(11, 40_001), sign="*", limit=20_000)),
        ("a\n\n" + "[" * 4_000, error("unclosed-signs", at(12, 3_176), sign="[")),
        ("[a](b" * 3_000, error("unclosed-signs", at(10, 14_994), sign="(")),
        ("<a " * 4_000, error("unclosed-signs", at(10, 790), sign="<")),
        ("# a\n" * 4_000, error("block-too-long", at(10))),
        ("a\n: b\n" * 60, error("block-too-long", at(10))),
        ("|".join("a" * 200) + "\n" + "-|-\n" * 300, error("over-budget", at(10), sign="|", limit=50_000)),
        ("a\n\n" + "> " * 50 + "a", error("too-deep", at(12))),
        ("".join("    " * level + "- a\n" for level in range(60)), error("too-deep", at(50))),
        ("<div>\n" * 60, error("too-deep-tags", at(50), tag="div")),
        ("<b></i>" * 60, error("too-deep-tags", at(10, 281), tag="b")),
    ],
)
def test_budget(text: str, problem: Problem) -> None:
    """What would cost too much is refused at once, at the line where it does."""
    started = time.process_time()
    body = mark_up(text)
    assert (problem.key, problem.values, problem.place.line) == (
        body.problems[0].key,
        body.problems[0].values,
        body.problems[0].place.line,
    )
    assert len(body.problems) == 1
    assert body.parts == ("",)
    assert time.process_time() - started < 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "[" * 2_400,
        "![" * 1_700,
        "[a](" * 1_200,
        '[a](b "' * 900,
        "\\*+ [" * 1_000 + "]",
        "[a](b) " * 6_000,
        "*a* " * 10_000,
        "- a\n" * 30_000,
        "# a\n" * 2_200,
        "[^1] " * 499 + "\n\n[^1]: x",
        "|".join("a" * 500) + "\n" + "|".join("-" * 500) + "\n" + "a\n" * 95,
        "".join(" " * 4 * level + "- a\n" for level in range(39)),
        "<div>" * 40,
        "-" * 58 + " | -: | -:\n" + "_" * 200 + "a",
        "０" * 200 + "a",
    ],
)
def test_worst_within_the_budget(text: str) -> None:
    """What the budget lets pass is marked up in seconds."""
    started = time.process_time()
    assert not {"too-deep", "over-budget"} & {problem.key for problem in mark_up(text).problems}
    assert time.process_time() - started < 6  # about two on a core of its own


def test_a_pushed_signature_is_not_deep() -> None:
    """Pastes push signatures to the right by many blanks."""
    assert mark_up("Một.\n\n" + " " * 400 + "x").problems == ()


# ---- one text and the next


def test_nothing_leaks() -> None:
    """Footnotes, references, explained abbreviations and ids of one text are unknown to the next."""
    first = "## Một\n\nUBND [a][1] b[^1]\n\n[1]: x.md\n[^1]: lời"
    second = "## Một\n\nUBND [a][1] b[^1]"
    alone = [make_marker().mark_up(text, PATH, 1) for text in (first, second)]
    marker = make_marker()
    assert alone == [marker.mark_up(text, PATH, 1) for text in (first, second)]
    assert alone[::-1] == [marker.mark_up(text, PATH, 1) for text in (second, first)]


def test_stack_at_its_end() -> None:
    """A problem, not an exception; and the next text is marked up as if nothing had been."""
    marker = make_marker()
    text = "".join("    " * level + "- a\n" for level in range(20))

    def far_down(steps: int) -> Body:
        return far_down(steps - 1) if steps else marker.mark_up(text, PATH, 10)

    steps = sys.getrecursionlimit() - len(inspect.stack()) - 80
    assert far_down(steps).problems == (error("too-deep", at(10, 0)),)
    assert marker.mark_up(text, PATH, 10) == mark_up(text)


def test_line_ends_of_windows() -> None:
    """Are line ends."""
    assert mark_up("Một.\n\n![](a.jpg)") == mark_up("Một.\r\n\r\n![](a.jpg)")


def test_unprintable_signs() -> None:
    """Control characters and halves of pairs are dropped, with a note on each line; those that part words part them."""
    body = mark_up("a\x00\x02\ud800b &#1; c\x0cd [x](y.md)\n\ne\x01")
    assert body.text == "ab c d x\ne"
    assert (WrittenLink("y.md", at(10, 17)),) == body.references
    assert body.problems == (
        warning("control-dropped", at(10, 2), code="U+0000"),
        warning("control-dropped", at(12, 2), code="U+0001"),
    )


def test_line_breaks_of_word_processors() -> None:
    """Break the line, and need no note; in code they are dropped as others are."""
    assert "a<br>b<br>c<br>d" in html("a\x0bb\u2028c\x85d")
    assert mark_up("a\x0bb\u2028c\x85d").problems == ()
    assert [each.key for each in mark_up("`a\x0bb`").problems] == ["control-dropped"]


PIECES = st.sampled_from(
    [
        *"abđ \n[]()!*_`<>&\\|:#-+=.{}\"'~^1",
        *(
            "\n\n",
            "    ",
            "![",
            "](",
            "[^1]",
            "[^1]: ",
            "**",
            "&amp;",
            "&#1;",
            "!!! note\n",
            "a|b\n-|-\n",
            "> ",
            "- ",
            "1. ",
        ),
        *("{: .a #b }", "## ", "---\n", "<a href='x'>", "</a>", "<div markdown='1'>", "</div>", "<p>", "<b>", "</b>"),
        *(
            "<table><tr><td>",
            "<iframe src='https://video.example/'>",
            "<img src=x alt=y>",
            "<h2>",
            "<!--",
            "-->",
            "<pre>\n\n",
        ),
        *(
            "<script>",
            "<svg>",
            "<math>",
            "<style>",
            "<li>",
            "<ul>",
            "<sup id='fnref:1'>",
            "UBND",
            "5/QĐ",
            "<http://a.vn>",
            "\r\n",
        ),
        *(
            "[a]: b\n",
            "[x](javascript:y)",
            "<a class='footnote-backref' href='#fnref:9'>",
            "</p>",
            "<figure>",
            "<th>",
            "\x02",
        ),
    ]
)
NASTY = st.lists(PIECES | st.text(max_size=3), max_size=40).map("".join)


@given(NASTY)
@example("<li><h2><li>")
@example("<h2>a<a class='footnote-backref' href='#fnref:9'><h2>a")
@example("<a class='footnote-backref' href='#fnref:9'><sup id='fnref:1'>")
@example("[](<sup id='fnref:1'>[x](javascript:y)")
def test_any_text(text: str) -> None:
    """Never raises; every slot is counted; what is written is what a browser, and nh3, would read."""
    body = mark_up(text)
    assert len(body.references) + 1 == len(body.parts)
    page = body.html(fill)
    assert page == written_for_readers().clean(page)
    ids = re.findall(r'<[^>]* id="([^"]*)"', page)
    assert sorted(set(ids)) == sorted(ids) == sorted(body.anchors)
    assert not any(not name or name.startswith("_") or " " in name for name in ids)
    assert not re.search(r'<[^>]*(?: on\w+="| style="|="(?:javascript|data):)', page)
    levels = [1, *(int(level) for level in re.findall(r"<h(\d)", page))]
    assert all(2 <= below <= above + 1 for above, below in pairwise(levels))
    assert len(levels) - 1 == len(body.headings)
    assert body == mark_up(text)


def written_for_readers() -> nh3.Cleaner:
    """A judge that knows what the body adds to what was cleaned."""
    classes = sanitiser.CLASSES | {"table-scroll", "footnotes"}
    return nh3.Cleaner(
        tags=set(sanitiser.TAGS),
        attributes={tag: set(names) for tag, names in sanitiser.ATTRIBUTES.items()}
        | {"iframe": {*sanitiser.ATTRIBUTES["iframe"], "loading"}}
        | {"div": {*sanitiser.ATTRIBUTES.get("div", set()), "tabindex"}},
        tag_attribute_values={cell: {"scope": {"col", "row", "colgroup", "rowgroup"}} for cell in ("td", "th")},
        allowed_classes={tag: set(classes) for tag in sanitiser.TAGS},
        url_schemes=set(sanitiser._SCHEMES),
        link_rel=None,
    )


WORDS = st.lists(st.text("abcđêẫờ", min_size=1, max_size=7), min_size=1, max_size=9)


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_words_survive(paragraphs: list[list[str]]) -> None:
    """Of plain paragraphs every word is there, in order, and each paragraph is one."""
    text = "\n\n".join(map(" ".join, paragraphs))
    body = mark_up(text)
    assert "\n".join(map(" ".join, paragraphs)) == body.text
    assert " ".join(paragraphs[0]) == body.lead
    assert [" ".join(words) for words in paragraphs] == re.findall(r"<p>(.*)</p>", body.html(fill))
    assert unescape(body.parts[0]) == body.parts[0]


@pytest.mark.parametrize("sign", ["•", "–", "a)", "1)"])
def test_list_signs_of_a_word_processor(sign: str) -> None:
    """Items that would run together are pointed out, once for each list."""
    body = mark_up(f"Hồ sơ gồm:\n{sign} đơn\n{sign} ảnh\n\nHết – thật vậy.")
    assert (warning("list-other-sign", at(11, 1), sign=sign),) == body.problems


def test_blank_inside_a_link() -> None:
    """Between its brackets it makes no link, and is hard to see."""
    body = mark_up("Xem [văn bản] (https://chinhphu.vn) và (1) [2] (hai).")
    assert (warning("link-blank", at(10, 14)),) == body.problems


def test_paragraphs_without_a_blank_line() -> None:
    """Pasted one below the other they would be one; lines broken by hand are left alone."""
    long = f"Sáng nay phường phát động tổng vệ sinh ở các ngõ{', cùng bà con quét dọn, khơi cống, thu gom rác' * 2}."
    assert (warning("paragraphs-run-on", at(11, 1)),) == mark_up(f"{long}\n{long}\n{long}").problems
    assert mark_up(f"{long}\n\n{long}").problems == ()
    assert mark_up("Sáng nay phường phát động.\nBà con hưởng ứng.").problems == ()


@pytest.mark.parametrize("rest", ["Câu.", "!!! note\n    Lời."])
def test_pictures_straight_below_each_other(rest: str) -> None:
    """They are one gallery, by the fast path and by the whole parser."""
    html = mark_up(f'Câu.\n\n![a](a.jpg "A")\n![b](b.jpg "B")\n\n{rest}\n').html(fill)
    assert html.count('class="gallery"') == 1
    assert html.count("<figure>") == 2
