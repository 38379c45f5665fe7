"""Markdown as people write it: headings, words, HTML, what stands far in, and that the cost grows with the text."""

import re
import sys

import pytest

from bantin.problems import Problem, warning
from tests.markdown.test_converter import at, html, make_marker, mark_up


def shape(text: str) -> str:
    """The page's elements and words, without line breaks between them; other white space as one blank."""
    return " ".join(re.sub(r">\s+<", "><", html(text)).split()).replace('<div class="table-scroll" tabindex="0">', "")


def keys(text: str) -> list[str]:
    """What is told of a text."""
    return [problem.key for problem in mark_up(text).problems]


# ---- headings, words


def test_heading_wants_a_blank() -> None:
    """`#hashtag` and `#1` are words; of `##Tiêu đề` it is told; a blank may be any."""
    assert shape("##\u00a0A\n\n##\u3000B") == '<h2 id="a">A</h2><h2 id="b">B</h2>'
    assert shape("Bài.\n#PhucLoi #1\n\n- #xanh\n\n> #a") == (
        "<p>Bài. #PhucLoi #1</p><ul><li>#xanh</li></ul><blockquote><p>#a</p></blockquote>"
    )
    assert keys("#PhucLoi\n\n#1") == []
    assert mark_up("a\n\n##Tiêu đề").problems == (warning("heading-without-blank", at(12), sign="##"),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("~~a~~ ~~b c~~", "<p><del>a</del><del>b c</del></p>"),
        ("~5 km và ~6 km", "<p>~5 km và ~6 km</p>"),
        ("a\\\nb", "<p>a<br> b</p>"),
        ("2*3*4 = 24, 5*3 và 4*2", "<p>2*3*4 = 24, 5*3 và 4*2</p>"),
        ("dài*rộng*cao, *một* **hai**ba", "<p>dài*rộng*cao, <em>một</em><strong>hai</strong>ba</p>"),
        ("\\!\\\"\\#\\$\\%\\'\\,\\/\\:\\;\\=\\?\\@\\^\\~", "<p>!\"#$%',/:;=?@^~</p>"),
        ("\\<b\\> \\& \\|", "<p>&lt;b&gt; &amp; |</p>"),
        ("tr&ocirc;\u0300ng", "<p>trồng</p>"),
        ("<nop> chào <Họ tên>, a < b", "<p>&lt;nop&gt; chào &lt;Họ tên&gt;, a &lt; b</p>"),
        ("<div>\n<Họ tên>\n</div>", "<div> &lt;Họ tên&gt; </div>"),
        ("```text\na\n\n  b\n```\nc", "<pre><code>a b </code></pre><p>c</p>"),
        ("~~~\n```\n~~~", "<pre><code>``` </code></pre>"),
        ('```ts nofixture title="a.ts"\nlet a\n```', "<pre><code>let a </code></pre>"),
    ],
)
def test_words(text: str, expected: str) -> None:
    """Strikethrough, line breaks, escapes, entities, angle brackets, code between fences."""
    assert shape(text) == expected
    assert keys(text) == []


# ---- HTML


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "<details>\n<summary>S</summary>\n\n**a**\n\n</details>\n\nb",
            "<details><summary>S</summary><p><strong>a</strong></p></details><p>b</p>",
        ),
        (
            '<div class="gallery">\n\n- [a](a.md)\n\n</div>',
            '<div class="gallery"><ul><li><a href="a.md">a</a></li></ul></div>',
        ),
        (
            "<figure>\n\n![a](a.jpg)\n\n<figcaption>\n\n*b*\n\n</figcaption>\n</figure>",
            '<figure><img src="a.jpg" alt="a"><figcaption><p><em>b</em></p></figcaption></figure>',
        ),
        (
            "<table>\n  <tr>\n    <td>\n\n      - a\n\n    </td>\n  </tr>\n</table>",
            "<table><tbody><tr><td><ul><li>a</li></ul></td></tr></tbody></table></div>",
        ),
        ("<pre>\na\n\n**b**\n</pre>\n\n*c*", "<pre>a **b** </pre><p><em>c</em></p>"),
        ("a\n<!-- x\n\ny -->\nb", "<p>a</p><p>b</p>"),
        ("- <div>a</div>\n- b", "<ul><li><div>a</div></li><li>b</li></ul>"),
    ],
)
def test_markdown_in_html(text: str, expected: str) -> None:
    """After a blank line it is read; within `<pre>` and comments nothing is."""
    assert shape(text) == expected
    assert keys(text) == []


@pytest.mark.parametrize(
    ("text", "expected", "problem"),
    [
        ("a <b>c\n\nd", "<p>a <b>c</b></p><p>d</p>", warning("html-unclosed", at(10, 3), tag="b")),
        ("<b>x</b>\n\na <b>c", "<p><b>x</b></p><p>a <b>c</b></p>", warning("html-unclosed", at(12, 3), tag="b")),
        ("<p>a\n\n## b\n\n*c*", '<p>a </p><h2 id="b">b</h2><p><em>c</em></p>', None),
        (
            '<div class="align-right">\n\na\n\n## b',
            '<div class="align-right"></div><p>a</p><h2 id="b">b</h2>',
            warning("html-unclosed", at(10), tag="div"),
        ),
        ("- <div>a\n- b", "<ul><li><div>a</div></li><li>b</li></ul>", warning("html-unclosed", at(10, 3), tag="div")),
    ],
)
def test_what_is_never_closed(text: str, expected: str, problem: Problem | None) -> None:
    """It ends with its own block, and is told."""
    assert shape(text) == expected
    assert mark_up(text).problems == ((problem,) if problem else ())


# ---- what stands far in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("    Bà con\n\n\tDự họp", "<p>Bà con</p><p>Dự họp</p>"),
        ("    Bring your card.", "<p>Bring your card.</p>"),
        ("a\n\n     - b\n     - c\n\n       d", "<p>a</p><ul><li>b</li><li><p>c</p><p>d</p></li></ul>"),
        ("    ![a](a.jpg)\n\nb", '<figure><img src="a.jpg" alt="a"></figure><p>b</p>'),
        ("    ## a\n\n    > b", '<h2 id="a">a</h2><blockquote><p>b</p></blockquote>'),
        ("> a\n>\n>     b c", "<blockquote><p>a</p><p>b c</p></blockquote>"),
        ("                TM. ỦY BAN\n                     CHỦ TỊCH", "<p>TM. ỦY BAN<br> CHỦ TỊCH</p>"),
        ("    https://a.vn/?b=c", '<p><a href="https://a.vn/?b=c">https://a.vn/?b=c</a></p>'),
        ("    if (a) {\n      b();\n    }", "<pre><code>if (a) { b(); } </code></pre>"),
        ("    make --all\n    make test", "<pre><code>make --all make test </code></pre>"),
    ],
)
def test_far_in(text: str, expected: str) -> None:
    """Words, lists, tables, pictures are read; what looks like a program is code."""
    assert shape(text) == expected
    assert keys(text) == []


def test_links_shown_in_code() -> None:
    """They lead nowhere, nothing is told of what they hold, and links behind them have their own places."""
    shown = "f(x) {\n[a](b.md) ![c](d.jpg) {{< e >}}"
    for text in (
        f"    {shown}".replace("\n", "\n    "),
        f"```\n{shown}\n```",
        f"- x\n\n      ```\n      {shown}\n      ```",
    ):
        body = mark_up(f"{text}\n\n[a](b.md)")
        (link,) = body.references
        assert link.place == at(10 + text.count("\n") + 2, 5)
        assert {problem.key for problem in body.problems} <= {"indented-code"}


# ---- what it costs

REPEATED = [
    "| a | b |\n",
    "| a | b |\n| a |\n",
    "| a | b |\n\n",
    "| a | b |\n|---|---|\n| a | b |\n\n",
    "a\tb\tc\n",
    "````\n",
    "~~~\n\n~~~~\n\n",
    "<pre>\n\n",
    "<div>\n\n</div>\n",
    "> a\nb\n",
    "> a\n<p>\n",
    "- a\n",
    "- a\n\n  b\n\n",
    "- a\n  - b\n    - c\n",
    "• a\n",
    "!!! note\n\n",
    "[^a]: b\n\n",
    "https://a.vn/) ",
    "0912 345 678 ",
    "a@b.vn ",
    "**a ",
    "~~a ",
    "`a\n\n",
    "[a][b] ",
    "[[a]] ",
    "{{a ",
    "a <b>c\n\n",
    "<abc ",
    "#a\n",
    "Aa bb\n",
]


def calls(text: str) -> int:
    """How many functions are called to mark up a text."""
    marker, number = make_marker(), 0

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal number
        number += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        marker.mark_up(text, "x.md", 1)
    finally:
        sys.setprofile(before)
    return number


@pytest.mark.parametrize("piece", REPEATED)
def test_cost_grows_with_the_text(piece: str) -> None:
    """Twice the text, twice the work: counted, so that it is the same everywhere."""
    calls(piece * 120)  # patterns are compiled once
    assert calls(piece * 120) < 2.4 * calls(piece * 60)


@pytest.mark.parametrize("by", ["  ", "   ", "    "])
def test_depth_is_counted_by_items(by: str) -> None:
    """However far in each stands."""
    text = "".join(f"{by * level}- a\n" for level in range(50))
    (problem,) = mark_up(text).problems
    assert problem.key == "too-deep"
    assert 10 + 20 <= problem.place.line <= 10 + 41
    assert keys("".join(f"{by * level}- a\n" for level in range(20))) == []


@pytest.mark.parametrize(
    "text", ["ngày ___/___/2026", "__/__/2026", "Họ tên: ________, tuổi: ____", "Số ___/KH và ___/TB"]
)
def test_lines_to_be_filled_in(text: str) -> None:
    """In a form, underscores are what somebody writes upon."""
    assert shape(text) == f"<p>{text}</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("__a__/__b__", "<strong>a</strong>/<strong>b</strong>"),
        ("___a___", "<strong><em>a</em></strong>"),
        ("_a_/_b_", "<em>a</em>/<em>b</em>"),
    ],
)
def test_emphasis_beside_a_slash(text: str, expected: str) -> None:
    """Underscores around words are no lines to be filled in."""
    assert shape(text) == f"<p>{expected}</p>"


@pytest.mark.parametrize("text", ["120 hộ (*), 98 hộ (**), 5 hộ (***)", "Số hộ (*) và số người (*)", "*) Một; *) Hai"])
def test_stars_of_remarks(text: str) -> None:
    """In parentheses a star leads to a remark; it is no sign of Markdown, and nothing is said of it."""
    assert shape(text) == f"<p>{text}</p>"
    assert keys(text) == []
    assert shape("(*a* và **b**)") == "<p>(<em>a</em> và <strong>b</strong>)</p>"


@pytest.mark.parametrize(
    ("text", "kind", "title", "words"),
    [
        ("!!! warning Cấm lửa, chờ!", "warning", "", "Cấm lửa, chờ!"),
        ("!!! note: Cấm **lửa**\n    a", "note", "Ghi chú", "Cấm lửa a"),
        ("!!! Lưu ý\n    a", "note", "Lưu ý", "a"),
        ("!!! luu y\n    a", "note", "Lưu ý", "a"),
        ("!!! CANH-BAO: a", "warning", "Cảnh báo", "a"),
        ("!!! nguy_hiem a", "danger", "Nguy hiểm", "a"),
        ("!!! quan trong\na", "important", "Quan trọng", "a"),
        ("> [!LƯU Ý]\n> a", "note", "Lưu ý", "a"),
        ("> [!chu y]\n> a", "caution", "Chú ý", "a"),
        ("!!! quan trọng mang giấy tờ", "important", "Quan trọng", "mang giấy tờ"),
        ('!!! Mời họp "Gấp"\n    a', "note", "Gấp", "Mời họp a"),
        ("!!! Mời họp\n    a", "note", "Ghi chú", "Mời họp a"),
        ("!!! note align-right\n    a", "note align-right", "Ghi chú", "a"),
    ],
)
def test_heads_of_boxes(text: str, kind: str, title: str, words: str) -> None:
    """A box says its kind in Vietnamese too; words behind its kind are its own, and none is lost."""
    head = f'<p class="admonition-title">{title}</p>' if title else ""
    written = re.sub("</?strong>|<br>", "", shape(text))
    assert written == f'<div class="admonition {kind}">{head}<p>{words}</p></div>'
    assert keys(text) == (["alert-unknown"] if "Mời" in text else [])
