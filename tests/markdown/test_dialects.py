"""Labels and boxes, and what belongs to other programs: understood or told; what is left over is told at its line."""

import re

import pytest

from bantin.problems import Problem, error, warning
from tests.markdown.test_constructs import keys, shape
from tests.markdown.test_converter import at, html, mark_up


def test_labels_twice() -> None:
    """The second of a footnote or an address is an error."""
    assert error("label-twice", at(16), label="^1") in mark_up("a[^1]\n\n[^1]: b\n\nc\n\n[^1]: d").problems
    assert error("label-twice", at(13), label="X") in mark_up("[a][x]\n\n[x]: b.md\n[X]: c.md").problems
    assert keys("[a][x] [b][y]\n\n[x]: b.md\n[y]: c.md") == keys("[Ảnh]: một hai\n\n[Ảnh]: ba bốn") == []


def test_undefined_references() -> None:
    """Each at its place."""
    assert mark_up("[a][b] ![c][1] [d][]").problems == (
        warning("reference-undefined", at(10), written="[a][b]", label="b"),
        warning("reference-undefined", at(10, 8), written="![c][1]", label="1"),
        warning("reference-undefined", at(10, 16), written="[d][]", label="d"),
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[một] [hai]", "[một] <a>hai</a>"),
        ("[một]\n[hai](b.md)", "[một]\n<a>hai</a>"),
        ("[một][hai]", "<a>một</a>"),
        ("[một][]", "[một][]"),
        ("![ảnh] [hai]", "![ảnh] <a>hai</a>"),
    ],
)
def test_a_label_stands_right_behind_its_words(text: str, shown: str) -> None:
    """What a blank or a line's end parts are two."""
    assert re.sub(r" href=\"[^\"]*\"", "", html(f"{text}\n\n[hai]: https://a.vn")) == f"<p>{shown}</p>"


NOTE = '<div class="admonition note"><p class="admonition-title">Ghi chú</p><p>a</p></div>'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[Lưu ý]: khẩn", "[Lưu ý]: khẩn"),
        ("[Lưu ý]:\nkhẩn", "[Lưu ý]: khẩn"),
        ("> Một\n> [Giờ]: 8:00", "Một [Giờ]: 8:00"),
        ("- một\n\n  [Ghi chú]: xong.", "một [Ghi chú]: xong."),
        ("[kh]: https://a.vn", ""),
        ("[//]: # (để sau)", ""),
    ],
)
def test_words_that_look_like_a_definition(text: str, shown: str) -> None:
    """Are words, unless an address follows."""
    assert " ".join(re.sub(r"<[^>]*>", " ", html(text)).split()) == shown
    assert keys(text) == ["definition-unused"] * (text == "[kh]: https://a.vn")


def test_a_label_of_words_that_is_used() -> None:
    """Makes a link, though nothing says that an address follows."""
    assert [each.target for each in mark_up("Xem [đơn] này.\n\n[đơn]: mau-don").references] == ["mau-don"]


def test_blank_before_the_colon_of_a_footnote() -> None:
    """Is how some write it."""
    assert html("Một[^1]\n\n[^1] : Hai") == html("Một[^1]\n\n[^1]: Hai")


@pytest.mark.parametrize("text", ["> [!NOTE]\n> a", "> [!note] a", "!!! note\na", "!!! note\n  a", "!!! note\n\n    a"])
def test_boxes(text: str) -> None:
    """In GitHub's form, not indented, indented by two."""
    assert shape(text) == NOTE
    assert keys(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("![[a.jpg]]", ["wiki-picture"]),
        ("[[a]]", ["wiki-link"]),
        ("{{< a >}}", ["shortcode"]),
        ("{% a %}", ["shortcode"]),
        ("một %%chưa chắc%% hai", ["shortcode"]),
        ("??? tip\n    a", ["shortcode"]),
        ('???+ note "Tên"\n    a', ["shortcode"]),
        ("{:toc}", ["shortcode"]),
        ("Câu^[chú thích] này", ["footnote-inline"]),
        ("100%% và 50%%, hả???", []),
        ("++gạch chân++ và ||giấu||, nữa", ["highlight-signs", "highlight-signs"]),
        ("C++, ++i, 3++ và a || b || c", []),
        ("Họp ~8 giờ~ 9 giờ", ["strike-sign"]),
        ("~5 km (~6 km), x ~ y ~ z, \\~a~", []),
        ("Công thức \\(x^2\\), \\(y\\) và \\[a_1 = b\\]", ["formula-signs"] * 3),
        ("Tệp \\[mẫu\\], \\(xem sau\\)", []),
        ("'''\na\n'''", ["fence-of-quotes"]),
        ("> ’’’ python\n> a", ["fence-of-quotes"]),
        ("Ông nói: '''a'''", ["other-markup"]),
        ("Ông nói: ''a'', '''b", []),
        ("[Mẫu đơn](#) và [lên đầu trang](#)", ["link-nowhere"]),
        ("Xem https://a.vn/bản đồ phường.pdf nhé", ["address-cut"]),
        ("Xem https://a.vn/b, tệp c.pdf; https://a.vn/d.pdf và e.pdf", []),
        ("Chữ {:.b} và {: #c } nữa", ["markdown-left-over"]),
        ("`++a++` `~b~` `{:.c}`", []),
        ("`^[a]` và \\^[a]", []),
        ("Http://a.vn và HTTPS://b.vn", []),
        ("*[A]: b", ["abbreviation-line"]),
        ("> [!A]\n> b", ["alert-unknown"]),
        ("> [!Hỏi đáp]\n> b", ["alert-unknown"]),
        ("!!! note", ["box-empty"]),
        ("```\na", ["fence-open"]),
        ("(trang)[https://a.vn]", ["link-swapped"]),
        ("(mẫu)[mau.docx] và (a)[^1]\n\n[^1]: b", ["link-swapped"]),
        ("! [Ảnh](a.jpg)", ["picture-blank"]),
        ("==quan trọng== và a == b == c", ["highlight-signs"]),
        (":::note\nchữ\n:::", ["other-markup"]),
        ("> ::: warning Khẩn\n> chữ", ["other-markup"]),
        ("== Kết quả ==\n\nMột '''hai''' và ''ba''", ["other-markup", "other-markup"]),
        ("- [b]Một[/b] và [url=https://a.vn]hai[/url]", ["other-markup", "other-markup"]),
        ("Mục [b] và [i] của khoản [1/2]", []),
        ("[!Cây](cay.jpg) và [!Chú ý](a.md)", ["other-markup"]),
        (
            "> Một:contentReference[oaicite:0]{index=0} hai【1†nguồn】 \ue200cite\ue202turn0search1\ue201",
            ["remark-of-program"] * 3,
        ),
        ("| a | b |\n|---|---|\n| một [sửa] | hai [cần dẫn nguồn] |", ["remark-of-program"] * 2),
        ("[sửa](a.md) và 【lưu ý】", []),
        ("&lt;b&gt;Một&lt;/b&gt; và &amp;nbsp; hai", ["html-coded"]),
        ("a &lt; b, &lt;họ tên&gt;, A &amp; B", []),
        ("\\*\\*Một\\*\\* và \\[hai\\](a.md)", ["signs-escaped", "signs-escaped"]),
        ("5\\*3\\*2, \\[mẫu\\] (a)", []),
        ("Một\n\nanh.jpg\n\n> ke-hoach.pdf", ["picture-name-alone", "file-name-alone"]),
        ("![anh.jpg]\n\n!anh.jpg!\n\n[don.docx]", ["picture-name-alone", "picture-name-alone", "file-name-alone"]),
        ("Xem tệp don.docx\n\nTheo luat.vn", []),
        ("Xem [một](https://a.vn và hai", ["link-open"]),
        ("Xem [một](https://a.vn và [hai](b.md)", ["markdown-left-over"]),
        ("Chắc chắn rồi:\n\n```markdown\n## a\n\nb\nc\nd\n```", ["fence-of-markdown"]),
        ("Một.\n\nHai.\n\nBa.\n\nBốn.\n\n```md\n## a\n```", []),
        ("Tổ;Số hộ;Ghi chú\n1;120;đủ\n2;98;thiếu", ["table-values"]),
        ("> Tổ,Số hộ,Ghi chú\n> 1,đủ,a\n> 2,thiếu,b", ["table-values"]),
        ("Một, hai, ba\nBốn, năm, sáu\nBảy, tám, chín", []),
        ("<details>\n| a | b |\n|---|---|\n| c | d |\n</details>", ["markdown-in-html"]),
        ("<details>\n<summary>a</summary>\n- b\n- c\n</details>", ["markdown-in-html"]),
        ("<table><tr><td>**a**</td><td>[b](c.md)</td></tr></table>", ["markdown-in-html"]),
        ("Xem [](https://a.vn) và [ ](b.md)", ["link-without-words"] * 2),
        ("Xem [`lệnh`](https://a.vn), ``[](b.md)``", []),
        ("![Cây|300](a.jpg) và ![Hoa|30x20](b.jpg)", ["other-markup"] * 2),
        ("![Ngõ 5|Ngõ 6](a.jpg)", []),
        ("① một\n② hai", ["list-other-sign"]),
        ("Gồm:\n☐ một\n☑ hai", ["list-other-sign"]),
        ("☑ Đã ký", []),
        ("1 – một\n2 – hai", ["list-other-sign"]),
        ("8 - 10 giờ: họp\n10 - 12 giờ: ăn", []),
        ("[TOC]\n\n## a\n\nb", ["shortcode"]),
        ("`==a==` `(a)[b.md]`", []),
        ("*một\n*hai", ["list-sign-without-blank"]),
        ("*một* và\n*hai* nữa", []),
        ("=> một\n=> hai", ["list-other-sign"]),
        ("H~2~O và m^2^", ["lowered-signs", "lowered-signs"]),
        ("~5 km, ~6 km", []),
        ("$x$ $$a$$ $E=mc^2$", ["formula-signs"] * 3),
        ("$5 và $6, 5$", []),
        ("xong :smile: :smile:, :+1:", ["emoji-name", "emoji-name"]),
        ("| a | b |\n|:---:|:-:|\n| 1 | 2 |", []),
        ("9:30: họp, gồm: a:", []),
        ("［Mẫu］（mau.pdf）", ["wide-sign"]),
        ("[Mẫu]（mau.pdf）", ["wide-sign"]),
        ("＃ Tiêu đề", ["wide-sign"]),
        ("－ một\n－ hai", ["wide-sign", "wide-sign"]),
        ("chữ（mở ngoặc）", []),
        ("`H~2~O` `$x$` `:a_b:`", []),
        ("1/ một\n2/ hai", ["list-other-sign"]),
        ("a/ một\nb/ hai", ["list-other-sign"]),
        ("(1) một\n(2) hai", ["list-other-sign"]),
        ("ii. một\niii. hai", ["list-other-sign"]),
        ("(xem\ntrang (2) và\n(3) nữa)", []),
        ("ngày\n1/12 và\n2/12", []),
        ("`{{< a >}} [[b]]`", []),
        ("```\n{{< a >}} [[b]]\n```", []),
    ],
)
def test_other_programs(text: str, told: list[str]) -> None:
    """Told, outside code."""
    assert keys(text) == told


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Xem htps://a.vn, nhé", "https://a.vn"),
        ("(http:/a.vn/x)", "http://a.vn/x"),
        ("https//a.vn.", "https://a.vn"),
        ("https:\\\\a.vn", "https://a.vn"),
        ("ww.a.vn", "www.a.vn"),
        ("wwww.a.vn/b", "www.a.vn/b"),
        ("www,a.vn", "www.a.vn"),
    ],
)
def test_addresses_with_a_slip(text: str, meant: str) -> None:
    """Told where they stand among words too."""
    (problem,) = mark_up(text).problems
    assert (problem.key, dict(problem.values)["meant"]) == ("address-bent", meant)


def test_a_slip_of_words_hides_no_slip_of_signs() -> None:
    """Both of one line are told."""
    problems = mark_up("Xem htps://a.vn, **nhớ mang theo giấy mời.").problems
    assert [problem.key for problem in problems] == ["address-bent", "signs-unpaired"]


@pytest.mark.parametrize(
    "text",
    ["https://a.vn", "www.a.vn", "15/QĐ-UBND", "và/hoặc", "http/2", "ftp://a.vn", "Gồm:a.vn", "[a](https://b.vn)"],
)
def test_addresses_without_one(text: str) -> None:
    """And what is none."""
    assert keys(text) == []


# ---- what is left over


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a\n\n![b](c", warning("markdown-left-over", at(12), sign="![")),
        ("a `b", warning("markdown-left-over", at(10, 3), sign="`")),
        ("a\n\n`b\n\nc", warning("markdown-left-over", at(12), sign="`")),
        ("[a](b) [c](d\n\n[x](d)", warning("markdown-left-over", at(10, 10), sign="](")),
        ("chữ*nghiêng* khác", warning("signs-unpaired", at(10, 4), sign="*")),
        ("**a** và **b", warning("signs-unpaired", at(10, 10), sign="**")),
        ("<div>\na\n- b\n</div>", warning("markdown-in-html", at(12), sign="-")),
        ("<div>\n**a**\n</div>", warning("markdown-in-html", at(11), sign="**")),
        ("##**a**", warning("heading-without-blank", at(10), sign="##")),
        ("a\n\n##a *b*", warning("heading-without-blank", at(12), sign="##")),
        ("> ###[a](b)", warning("heading-without-blank", at(10, 3), sign="###")),
        ("## a\n\n##**b**", warning("heading-without-blank", at(12), sign="##")),
        ("a <!-- b", warning("markdown-left-over", at(10, 3), sign="<!--")),
        ("Một **hai** ba __bốn__ năm ***\nsáu **bảy** tám", warning("signs-unpaired", at(10, 28), sign="**")),
    ],
)
def test_leftovers(text: str, problem: Problem) -> None:
    """Whatever nobody understood is told at its line."""
    assert mark_up(text).problems == (problem,)


def test_each_kind_of_slip_in_a_line() -> None:
    """A second slip is told too, if it is of another kind."""
    problems = mark_up("Xem ![](a.png và `b, ](c) và **d **e").problems
    assert [dict(problem.values)["sign"] for problem in problems] == ["![", "`", "**"]


@pytest.mark.parametrize(
    "text",
    [
        "\\*\\*a \\`b \\!\\[c",
        "`**` và ``a ` b``",
        "&#42;&#42;a",
        "    {} ** a\n    ![",
        "5*3",
        "a `b` - c\n`d` - e",
        "Tên: ______",
        "[1] (2)",
    ],
)
def test_signs_that_are_meant(text: str) -> None:
    """Escaped, in code, or no sign at all."""
    assert {"markdown-left-over", "signs-unpaired"}.isdisjoint(keys(text))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("![a](b.jpg){width=50%}", warning("picture-size", at(10, 13), written="width")),
        ('Xem ![a](b.jpg){ .align-right height="3in" }.', warning("picture-size", at(10, 31), written="height")),
        ('<img src="b.jpg" alt="a" width="50%">', warning("picture-size", at(10, 26), written="width")),
        ("![a](b.jpg){50%}", warning("braces-behind", at(10, 12), written="{50%}")),
        ("![a](b.jpg) {width=50%}", warning("braces-behind", at(10, 13), written="{width=50%}")),
        ("[a](b.md){.align-left}{c}", warning("braces-behind", at(10, 23), written="{c}")),
        (
            "Mời H%E1%BB%8Dp d%C3%A2n.",
            warning("percent-words", at(10, 5), written="H%E1%BB%8Dp d%C3%A2n", meant="Họp dân"),
        ),
        ("[H%E1%BB%8Dp](b.md)", warning("percent-words", at(10, 2), written="H%E1%BB%8Dp", meant="Họp")),
        ("Hop%20dan 5", warning("percent-words", at(10, 1), written="Hop%20dan", meant="Hop dan")),
        ("Lúc ８：３０ nhé", warning("wide-digits", at(10, 5), written="８：３０", meant="8:30")),
        ("１．a", warning("wide-sign", at(10, 1), sign="１", meant="1")),
    ],
)
def test_sizes_braces_and_other_letters(text: str, problem: Problem) -> None:
    """What readers would see as nobody meant it, or would not see, is told at its place."""
    assert mark_up(text).problems == (problem,)


@pytest.mark.parametrize(
    "text",
    [
        "![a](b.jpg){.align-right}",
        "[a](b.md){#c}",
        "[a](b.md) (c)",
        "[a](b.md) {c}",
        '<img src="b.jpg" alt="a" width="640" height="480">',
        "[a](H%E1%BB%8Dp.pdf) và https://a.vn/H%E1%BB%8Dp và <https://a.vn/H%E1%BB%8Dp>",
        "`H%E1%BB%8Dp`",
        "Giảm 20%20 hộ, tăng 5%a, 100%C6 và 20%-30%",
        "[a][b]\n\n[b]: H%E1%BB%8Dp.pdf",
    ],
)
def test_nothing_is_said_of_them(text: str) -> None:
    """Of what is understood, an address, code, a share, or the numbers that a program writes beside a picture."""
    assert mark_up(text).problems == ()


@pytest.mark.parametrize(
    ("text", "keys_told"),
    [
        ("1). Một\n2). Hai", ["list-other-sign"]),
        ("Hình:! [Ảnh](anh.jpg?v=2)", ["picture-blank"]),
        ("Hình! [Ảnh](<anh đẹp.jpg>)", ["picture-blank"]),
        (">! [x](anh)", ["picture-blank"]),
        ("giá cũ/~mới~", ["strike-sign"]),
        ("[x](https://a.vn/b)$x^2$", ["formula-signs"]),
        ("Giá 20&nbsp000 và **đậm", ["entity-open", "signs-unpaired"]),
        ("Xem https://a.vn/?a=1&quote=2 và [x](https://a.vn/(a)?b&ndash)", []),
        ("<div>20&nbsp000</div>", []),
        ("!hội nghị(a.jpg)", ["sign-slip"]),
        ("Xem [kế hoạch(ke-hoach.pdf)", ["sign-slip"]),
        ("Xem [kế hoạch (số 5)](ke-hoach.md) và (https://a.vn) [sic]", []),
        ("Xem [mẫu]\n(mau.pdf)", ["link-blank"]),
        ("! Lưu ý: không đốt", ["sign-slip"]),
        ("!! Chúc mừng năm mới", []),
        ("Thư: lan@gmail,com", ["sign-slip"]),
        ("Hộp thư to @gmail.com", []),
        ("Thư: lan.92 @gmail.com", ["sign-slip"]),
        ("Họp @ nhà văn hóa, lan@a.vn, an@b.vn", []),
        ("- Chổi\n– Xẻng", ["list-other-sign"]),
        ("- Giá từ 5\n– 10 đồng", []),
        ("- [Tổ 5](a.md)\n  — Ông An", []),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\n| 3 | 4", ["table-not-understood"]),
        ("Năm qua là hơn\n500. Đơn vị là hộ.", []),
    ],
)
def test_what_is_near_to_what_is_meant(text: str, keys_told: list[str]) -> None:
    """Close to words that are none of it, and told all the same; and the other way round."""
    assert keys(text) == keys_told


def test_words_with_code_are_told_as_they_stand() -> None:
    """Code is left out where slips are looked for, not where they are told."""
    assert mark_up("[`a`](#)").problems == (warning("link-nowhere", at(10), words="`a`"),)


@pytest.mark.parametrize("written", ["(<b.md)", "(b.md>)", "(<b.md>)", "(b.md)"])
def test_half_of_the_brackets_around_a_target(written: str) -> None:
    """They are left aside, and the link is known by its own place."""
    body = mark_up(f"[a](c.md)\n\n[a]{written} và ![d](<e f.jpg)")
    assert [(each.target, each.place.line) for each in body.references] == [("c.md", 10), ("b.md", 12), ("e f.jpg", 12)]
    assert mark_up(f"`[a]{written}`").references == ()
    assert "&lt;b.md)" in html("`[a](<b.md)`")


@pytest.mark.parametrize("text", ["Xem <https://a.vn/b nhé", "<https://a.vn/b", "Xem <www.a.vn\nnhé"])
def test_a_bare_address_with_one_bracket(text: str) -> None:
    """The bracket is none of the words: what is copied from a mail often has lost the other one."""
    assert "&lt;" not in html(text)
    assert '<a href="https://' in html(text)
    assert mark_up(text).problems == ()


@pytest.mark.parametrize("text", ["`<https://a.vn/b`", "1 < 2 https://a.vn"])
def test_other_brackets_before_an_address_stay(text: str) -> None:
    """Code, and what is no address."""
    assert "&lt;" in html(text)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Bấm vào [đây] nhé", warning("link-forgotten", at(10, 9), words="đây")),
        ("[Xem tại đây] nhé", warning("link-forgotten", at(10, 1), words="Xem tại đây")),
        ("- một; - hai; - ba", warning("list-in-line", at(10, 8), sign="-")),
        ("> 60 tuổi trở lên ngồi trước", warning("quote-or-greater", at(10, 1), words="60 tuổi trở lên ngồi trước")),
        ("> 5%: tốt", warning("quote-or-greater", at(10, 1), words="5%: tốt")),
        ("một hai ba\n12\nbốn năm", warning("page-number", at(11, 1), written="12")),
        ("một hai ba\nTrang 2/5\nbốn năm", warning("page-number", at(11, 1), written="Trang 2/5")),
        ("***a** b", warning("signs-unpaired", at(10, 1), sign="***")),
        ("b **a*** c", warning("signs-unpaired", at(10, 6), sign="***")),
        ("**Lưu ý:* a", warning("signs-unpaired", at(10, 1), sign="**")),
        ("Nhớ *lưu ý** nhé", warning("signs-unpaired", at(10, 11), sign="**")),
        ("Nhớ _lưu ý _ nhé", warning("signs-unpaired", at(10, 5), sign="_")),
        ("Nhớ _ lưu ý_ nhé", warning("signs-unpaired", at(10, 5), sign="_")),
        ("Nhớ * lưu ý* nhé", warning("signs-unpaired", at(10, 5), sign="*")),
        ("==Gấp==", warning("highlight-signs", at(10, 1), sign="==", words="Gấp")),
        (
            "https://a.vn/tin tức/bài 1.html",
            warning(
                "address-cut",
                at(10, 1),
                written="https://a.vn/tin tức/bài 1.html",
                meant="https://a.vn/tin%20tức/bài%201.html",
            ),
        ),
        ("* Một * Hai * Ba", warning("list-in-line", at(10, 7), sign="*")),
        ("Ảnh: a.jpg", warning("picture-name-alone", at(10, 6), file="a.jpg")),
        ("Tệp đính kèm 2 : b.pdf", warning("file-name-alone", at(10, 18), file="b.pdf")),
        ("- Một\n-- Hai\n- Ba", warning("list-other-sign", at(11), sign="--")),
        ('<a href="b.md>c</a>', warning("markdown-left-over", at(10, 1), sign="<a")),
        ("Nhớ *lưu ý : * nhé", warning("signs-unpaired", at(10, 5), sign="*")),
        ("- Một\n-Hai\n- Ba", warning("list-sign-without-blank", at(11), sign="-")),
        ("UBND A            CỘNG HÒA B\nPHƯỜNG C             Độc lập", warning("columns-lost", at(10, 1))),
        ("Nơi nhận:            TM. A\n- Như trên;            B\n- VP.", warning("columns-lost", at(10, 1))),
        ("Xem http:// a.vn nhé", warning("address-bent", at(10, 5), written="http:// a.vn", meant="http://a.vn")),
    ],
)
def test_half_written(text: str, problem: Problem) -> None:
    """What was meant as Markdown, or as words, and is the other."""
    assert mark_up(text).problems == (problem,)


@pytest.mark.parametrize(
    "text",
    [
        "Xem [tại đây](a.md) hay [ở đây][b]\n\n[b]: a.md",
        "\\[đây\\]",
        "- Ông A - chủ tịch; bà B - phó. Số 5 - tổ 3",
        "một; - hai",
        "> 75 tuổi, bà vẫn khỏe.",
        "> 5%: một\n> hai",
        "Số hộ:\n120\nSố người:\n500",
        "***a***",
        "Giá A* và giá B* là tạm tính, 5 * 3* 2",
        "Họ tên: ________, tệp a_b _ c_d và ___/___",
        "* Một * hai",
        "Ảnh: Minh Hà",
        "- Một\n-- hai",
        "***a** b*",
        "\\***a** b",
        "a^2+b^2=c^2",
        "x < y, <b và a<p, 3 * 4 * 5",
        "Kính gửi:            Ban A\n\nMột.\n\nHai.\n\nĐịa chỉ:            số 5",
        "Một.\n\n                TM. UBND\n                    CHỦ TỊCH",
        "- ba mươi\n-5 độ\n- bốn",
        "Hàm `realRequire` chỉ chạy với gói.\n\nHàm `abcdefghijkl` khác.\nHàm `realRequires` nữa.",
        "Cần bạn giúp! [Gói này](https://a.vn/x) nhé.",
        "Kiểu là `Một | hai`\nchứ không phải `Một | ba`.",
        "Xem https://a.vn/#:~:text=abc và https://a.vn/#:~:text=xyz",
        "Xem [x].\n\n[x]: https://a.vn/input.html#state-\\(type=checkbox\\)",
        "Phiên bản cũ (trước bản\n6), dùng bản 5.2.x, chỉ\nđược vá lỗi.",
    ],
)
def test_what_is_as_it_was_meant(text: str) -> None:
    """Links, dashes between names, quotations, figures, nested signs: nothing is said."""
    assert keys(text) == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("[07:32, 05/03/2026] Tổ trưởng: a\n[07:33, 05/03/2026] Tổ 5: b", ["[07:32, 05/03/2026] Tổ trưởng:"]),
        ("[Hình ảnh]\n\n**…Xem thêm**", ["[Hình ảnh]", "…Xem thêm"]),
        ("---------- Forwarded message ---------", ["---------- Forwarded message ---------"]),
        (
            "Dưới đây là bài viết hoàn chỉnh:\n\nBạn có muốn tôi viết thêm?",
            ["Dưới đây là bài viết hoàn chỉnh:", "Bạn có muốn tôi"],
        ),
        ("Dưới đây là bài viết của bà Tư. Nếu bạn muốn xem thêm, mời đến.", []),
        ("[07:32] giờ đẹp, ảnh [Hình ảnh] và …Xem thêm ở dưới", []),
    ],
)
def test_remarks_of_programs(text: str, written: list[str]) -> None:
    """What a chat, a mail program or an assistant wrote around the words that were copied from it."""
    problems = mark_up(text).problems
    assert [dict(each.values).get("written") for each in problems] == written
    assert {each.key for each in problems} <= {"remark-of-program"}


@pytest.mark.parametrize("text", ["a[ ^1]\n\n[ ^1]: b", "a[^1]\n\n[ ^ 1]: b"])
def test_a_blank_in_the_label_of_a_footnote(text: str) -> None:
    """It is none less for it, and its words are not lost."""
    assert mark_up(text).parts == mark_up("a[^1]\n\n[^1]: b").parts
    assert keys(text) == []


def test_code_keeps_its_blanks() -> None:
    """What is code is shown as it stands."""
    assert "[ ^1]" in html("`[ ^1]`")
