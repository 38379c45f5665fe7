"""Notes and links point at what they speak of, also where the same words stand before: in code, comments, sentences."""

import pytest

from bantin.markdown.converter import Body, Converter

NOTES = {
    "tag in code": ("Dùng `<font>` trong HTML.\n\n<font color='red'>x</font>\n", (3, 1)),
    "tag in a fence": ("```\n<font>\n```\n\n<font>x</font>\n", (5, 1)),
    "tag in a comment": ("<!-- <font> -->\n\n<font>x</font>\n", (3, 1)),
    "attribute as a word": ("Our style of work.\n\n<p style='color:red'>x</p>\n", (3, 4)),
    "attribute in code": ("`<p style='x'>`\n\n<p style='color:red'>x</p>\n", (3, 4)),
    "attribute as a value": ("<p lang='style'>a</p>\n\n<p style='color:red'>x</p>\n", (3, 4)),
    "class in code": ("`<p class='abc'>`\n\n<p class='abc'>x</p>\n", (3, 11)),
    "class as an attribute's value": ("<p lang='abc'>a</p>\n\n<p class='abc'>x</p>\n", (3, 11)),
    "empty link in code": ("`[x]()`\n\n[y]()\n", (3, 3)),
    "footnote in code": ("`[^1]` là chú thích.\n\nlời[^1] ở đây\n", (3, 4)),
    "footnote in a fence": ("```\n[^1]: x\n```\n\n[^1]: chú\n\nlời\n", (5, 1)),
    "frame in code": ("`<iframe src='https://a.vn/x'>`\n\n<iframe src='https://a.vn/x'></iframe>\n", (3, 14)),
    "picture that is a link before": ("[x](a.png)\n\n![](a.png)\n", (3, 5)),
    "picture in code": ("`![](a.png)`\n\n![](a.png)\n", (3, 5)),
    "address in words": ("javascript:a là mã\n\n[x](javascript:a)\n", (3, 5)),
    "code in a fence": ("```\n    Lời thụt {vào} thế.\n```\n\nĐoạn.\n\n    Lời thụt {vào} thế.\n", (7, 5)),
    "signs in code": ("`**x` và\n\nlời **đậm không đóng\n", (3, 5)),
    "attribute of another tag": ("<td align='left'>a</td>\n\n<b align='left'>b</b>\n", (3, 4)),
    "picture without its end": ("![Sân](a.jpg)\n\n![Sân](a.jpg\n", (3, 1)),
    "picture without its end, at the text's end": ("![Sân](a.jpg)\n\n![Sân](a.jpg", (3, 1)),
    "picture without its bracket": ("![Sân](a.jpg)\n\n![Sân]a.jpg)\n", (3, 1)),
    "picture in two lines": ("![Sân](a.jpg)\n\n![Sân]\n(a.jpg)\n", (3, 7)),
    "link without its end": ("[Bài](a.md) và [Bài](a.md\n", (1, 20)),
    "reference in code": ("`[a][b]`\n\nlời [a][b] đây\n", (3, 5)),
}
LINKS = {
    "address in code": ("`https://a.vn/x`\n\nxem https://a.vn/x nhé\n", [(3, 5)]),
    "address as a link's words": ("[https://a.vn/x](b.md)\n\nxem https://a.vn/x nhé\n", [(1, 18), (3, 5)]),
    "number in code": ("Gọi `024 3827 1234` nhé\n\nGọi 024 3827 1234 nhé\n", [(3, 5)]),
    "link in a fence": ("```\n[x](a.md)\n```\n\n[x](a.md)\n", [(5, 5)]),
    "link in a comment": ("<!-- [x](a.md) -->\n\n[x](a.md)\n", [(3, 5)]),
    "attribute as words": ('viết href="a.md" vào\n\n<a href="a.md">x</a>\n', [(3, 10)]),
    "escaped link": ("\\[x](a.md)\n\n[x](a.md)\n", [(3, 5)]),
    "beginning of another": ("[x](a.md#b)\n\n[x](a.md)\n", [(1, 5), (3, 5)]),
    "the same again": ("[x](a.md) [y](a.md)\n\n[z](a.md)\n", [(1, 5), (1, 15), (3, 5)]),
    "open link": ("[x](a.md và [y](a.md)\n", [(1, 17)]),
    "open link at a line's end": ("[x](a.md\n\n[y](a.md)\n", [(3, 5)]),
    "title in the next line": ('[x](a.md\n"y") và [z]( a.md )\n', [(1, 5), (2, 14)]),
    "definition in a fence": ("```\n[r]: a.md\n```\n\nxem [z][r]\n\n[r]: a.md\n", [(7, 6)]),
}


def marked_up(text: str) -> Body:
    """The body of a text that is a whole file."""
    return Converter({}, str.lower, [], "Về {}", {"note": "Lưu ý"}).mark_up(text, "x.md", 1)


@pytest.mark.parametrize("name", NOTES)
def test_note(name: str) -> None:
    """The last thing told is at its own place."""
    text, expected = NOTES[name]
    place = max(problem.place for problem in marked_up(text).problems)
    assert (place.line, place.column) == expected


@pytest.mark.parametrize("name", LINKS)
def test_link(name: str) -> None:
    """Each link or picture is at its own place, in the order of the text."""
    text, expected = LINKS[name]
    assert [(each.place.line, each.place.column) for each in marked_up(text).references] == expected
