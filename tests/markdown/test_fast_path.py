"""The fast way gives what the parser gives, for any text; and is the way that plain texts take.

Whatever `fast_path` accepts is compared with Python-Markdown and nh3: the whole body, its places and problems included.
"""

import re
from contextlib import ExitStack
from pathlib import Path
from textwrap import indent
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bantin.content import front_matter
from bantin.markdown import blocks as reader
from bantin.markdown import fast_path, html_runs, limits, parser, positions, sanitiser
from bantin.markdown.converter import Body, Converter
from bantin.markdown.positions import SourceMap
from bantin.markdown.signs import signs_of
from benchmarks import corpus
from tests.markdown.test_converter import MARKER, NASTY, PATH, make_marker

ROOT = Path(__file__).resolve().parents[2]


def fast(text: str) -> str | None:
    """The HTML that the fast way writes; None if it leaves the text to the parser."""
    reading = reader.read(text, SourceMap(text, PATH, 1))
    return (
        None
        if reading.stand_ins
        else fast_path.html(reading.text, signs_of(reading.text), MARKER._boxes, sanitiser.is_kept)
    )


def by_parser(text: str, marker: Converter = MARKER) -> Body:
    """The body that Python-Markdown and nh3 make of it, with every line, sign and tag read by itself."""
    with ExitStack() as slow:
        slow.enter_context(patch.object(fast_path, "html", lambda *_: None))
        slow.enter_context(patch.object(parser._PlainWords, "run", lambda *_: None))
        slow.enter_context(patch.object(reader, "is_unaffected", lambda *_: False))
        slow.enter_context(patch.object(html_runs, "_TOKEN", re.compile(f"((?!))|{html_runs.TAG.pattern}")))
        slow.enter_context(patch.object(limits, "_is_small", lambda *_: False))
        slow.enter_context(patch.object(limits, "_may_be_deep", lambda *_: True))
        slow.enter_context(patch.object(positions, "_BEFORE_IN_MARKDOWN", positions._BEFORE_TARGET))
        return marker.mark_up(text, PATH, 10)


def same(text: str) -> None:
    """Both ways give one body."""
    assert by_parser(text) == MARKER.mark_up(text, PATH, 10)


# ---- what is written: words, what stands in a block, blocks, texts; from plain to nasty


def cases(*rows: str) -> list[str]:
    """Pieces with `¦` between them."""
    return [case for row in rows for case in row.split("¦")]


SAFE = st.sampled_from(cases('UBND¦hội nghị¦Quyết định số 60/QĐ¦năm 2021,¦(x)¦1.5¦"a"¦– b¦ờ!¦c: d'))
TARGETS = st.sampled_from(cases("a.md¦../b_c.jpg¦#muc¦https://x.vn/a?b=1¦mailto:a@b.vn¦đ.pdf¦?¦a:b@c"))
SPANS = cases('W¦W¦W¦**W**¦*W*¦W  \nW¦W\nW¦[W](T)¦![W](T)¦[W](T "W")')
NASTY_SPANS = cases(
    "***W***¦_W_¦`W`¦[W]¦[W][W]¦[^W]¦&amp;¦& W¦<b>W¦\\*W¦{W}¦**W¦* W *¦W * W*¦**W **¦*W\n*¦**[W](T)**¦[**W**](T)",
    '*W*W*¦W**¦[W] (T)¦[](T)¦[ ](T)¦![](T)¦[W](<T>)¦[W](javascript:x)¦[W](http://[)¦![^W](T)¦W]¦_¦#W¦![W](T "")',
    '[W](T " W ")',
    "2026. W¦+ W¦W \xa0W¦W\u2028W¦W\u3000¦\x02W¦=¦!!! note\n¦> W¦a  \n**W**¦*W  \nW*¦W > W",
)
NASTY_BLOCKS = cases(
    "---¦> a¦    code¦a\n===¦a\n---¦t\n: d¦: d¦!!! note\n    x¦[^1]: x¦[a]: b¦<div>x</div>¦ ¦a\n- b¦a\n## b¦# ",
    "## a\u3000¦{: .x}¦a|b\n-|-\nc|d¦| a |\n|---|\n| b |¦||\n||¦- a\nb¦- ¦1. a\n- b¦  - a¦- a\n    1. b¦- a\n\n    b",
    "## a #¦## #a¦\ta¦* * *¦## a|b|c|d\n|--|--|\n|--|--|\n| x | y |¦a | b | c\n|-|¦- a\n  - b¦- a\n   - b¦01. a¦٣. a",
    "> a\n\n> b¦> a\nb¦> > a¦>\n> a¦> a\n>¦!!! note\n    a\n\n    b¦!!! note\na¦!!! note\n    a\n    \n    b",
    "!!! note\n     a¦2026. a¦- a\n\n2026. b¦- **a\n- b**",
    "| a | b |\n|  |  |\n| c | d |¦a\n\tb¦• a\n• b¦- a\n\n  b¦A\nB c¦|-|-|\n|-|-|\n| ",
)


@st.composite
def spans(draw: st.DrawFn, forms: list[str], most: int = 3) -> str:
    """What stands in a block."""
    written = draw(st.sampled_from([" ", ""])).join(
        draw(st.lists(st.sampled_from(forms), min_size=1, max_size=most)),
    )
    written = re.sub("T", lambda _: draw(TARGETS), written)
    return re.sub("W", lambda _: draw(SAFE), written)


@st.composite
def blocks(draw: st.DrawFn, forms: list[str]) -> str:
    """A paragraph, heading, list or table."""
    kind = draw(st.sampled_from(["paragraph", "paragraph", "heading", "list", "list", "table"]))
    line = spans(forms, 2).map(lambda words: words.replace("\n", " "))
    if kind == "paragraph":
        return draw(spans(forms, 5))
    if kind == "heading":
        return "#" * draw(st.integers(1, 6)) + draw(st.sampled_from([" ", "  ", ""])) + draw(line)
    if kind == "table":
        row = st.lists(line, min_size=2, max_size=3).map(lambda cells: f"| {' | '.join(cells)} |")
        rule = draw(st.sampled_from(["|---|---:|", "|:-:|:-|", "| - | - |", "|--|--|--|"]))
        return "\n".join([draw(row), rule, *draw(st.lists(row, min_size=1, max_size=3))])
    sign = draw(st.sampled_from(["- ", "- ", "* ", "1. ", "2. "]))
    lines = []
    for words in draw(st.lists(line, min_size=1, max_size=3)):
        lines.append(sign + words)
        lines += [f"    - {below}" for below in draw(st.lists(line, max_size=2))]
    return "\n".join(lines)


@st.composite
def nested(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    """Blocks in a quote or in a box."""
    lines = "\n\n".join(draw(st.lists(inner, min_size=1, max_size=2))).split("\n")
    if draw(st.booleans()):
        return "\n".join(f"> {line}" if line else ">" for line in lines)
    head = draw(st.sampled_from(["!!! note", '!!! note "Nhớ **mang** giấy tờ"']))
    return "\n".join([head, *(f"    {line}" if line else "" for line in lines)])


@st.composite
def texts(draw: st.DrawFn, inner: st.SearchStrategy[str], joints: list[str]) -> str:
    """Blocks, joined."""
    written = draw(st.sampled_from(["", "\n", "\n\n"]))
    for block in draw(st.lists(inner, min_size=1, max_size=5)):
        written += block + draw(st.sampled_from(joints))
    return written


JOINTS = ["\n\n", "\n\n", "\n\n\n", "\n\n\n\n"]
ANY_PLAIN = blocks(SPANS) | blocks(SPANS) | nested(blocks(SPANS))
PLAIN = texts(ANY_PLAIN, JOINTS)
NEARLY = texts(ANY_PLAIN | blocks([*SPANS * 6, *NASTY_SPANS]) | st.sampled_from(NASTY_BLOCKS), JOINTS)
WILD = texts(
    blocks([*SPANS, *NASTY_SPANS]) | nested(st.sampled_from(NASTY_BLOCKS)) | st.sampled_from(NASTY_BLOCKS),
    [*JOINTS, "\n", " \n\n", "\n \n", "\n\n    ", "\n\t\n", "  \n\n"],
)
SOUP = st.lists(
    st.sampled_from(
        [
            *'ab1đ \n\n*_[]()!#-+|:.>="<&\\`{\xa0\t\u2028',
            *cases("\n\n¦  \n¦- ¦1. ¦## ¦**¦](¦![¦    ¦    - ¦> ¦\n> ¦\n!!! note\n    ¦| ¦|-|-|\n¦x.md¦UBND"),
        ]
    ),
    max_size=24,
).map("".join)


@settings(max_examples=300)
@given(PLAIN)
def test_plain_texts(text: str) -> None:
    """What is put together from plain pieces is the same both ways."""
    same(text)


@settings(max_examples=400)
@given(NEARLY | WILD)
@example("")
@example("- a\n- ![b](a.md)\n    - c")
@example("![a](a.md)\n![b](b.md)\n\n!!! note\n    c")
@example("## a | b | c | d\n|--|--|\n|--|--|\n| x | y |")
@example("- a\n\n- b\n    - c\n\n1. d\n\n- e")
@example("**a**b**c** *d*e *f*")
@example("a  \n**b**  \nc   \nd  ")
@example("![^1](x.md) [^1]")
@example('[a](b " c ") ![d](e "")')
@example("***a*** **b* *c**")
@example("\n> a\n\n> b")
@example("\n> - a\n>\n> - b\n\n- c")
@example("\n!!! note\n    a\n    \n    b\n\n    c")
@example('\n!!! note ""\n    a\n\n!!! danger\n    b')
@example("\n- a\n\n2026. b\n\n* * *")
def test_texts_that_are_nearly_plain(text: str) -> None:
    """One sign that means more than it seems: refused, or understood as the parser does."""
    same(text)


@pytest.mark.parametrize(
    "text", [*NASTY_BLOCKS, *(span.replace("W", "b").replace("T", "x.md") for span in NASTY_SPANS)]
)
def test_one_thing_that_is_not_plain(text: str) -> None:
    """Wherever it stands in a text that is."""
    for around in (
        "{}",
        "a\n\n{}\n\nb",
        "- a\n\n{}\n\n- b",
        "## a\n{}",
        "a\n{}",
        "- {}",
        "1. a\n2. {}",
        "- a\n    - {}",
    ):
        same(around.replace("{}", text))
    same(f"| a | b |\n|---|---|\n| {text} | c |")
    for mark in ("> ", "    "):
        same(f"\n{'!!! note' if mark.isspace() else '> c'}\n{indent(text, mark)}\n\n{text}")


@settings(max_examples=500)
@given(SOUP)
def test_soup(text: str) -> None:
    """Signs in any order."""
    same(text)


@settings(max_examples=200)
@given(PLAIN)
def test_nothing_is_left_to_clean(text: str) -> None:
    """nh3 changes nothing of what the fast way writes."""
    html = fast(text)
    assert html is None or html == sanitiser.sanitised(html)


# ---- the other short ways


@settings(max_examples=200)
@given(NASTY)
def test_tags_read_together(text: str) -> None:
    """Any HTML is woven to the same body, whether its paragraphs, items and cells are read tag by tag or at once."""
    same(text)


@settings(max_examples=300)
@given(NASTY | SOUP, st.integers(0, 60))
@example("(a]", 0)
@example("\t" * 9 + "a", 8)
@example("> " * 9 + "a", 8)
@example("    " + "> " * 8 + "a", 8)
@example("- " * 4 + "1. " * 5 + "a", 8)
@example("\n".join(" " * 4 * level + "- a" for level in range(10)), 8)
def test_small_texts_keep_the_budget(text: str, limit: int) -> None:
    """Whatever the limits are: what a first look takes to keep them keeps them."""
    read = SourceMap(text, PATH, 1)
    many = re.compile(limits._MANY_MARKERS.pattern.replace(str(limits._DEPTH), str(limit)))
    with ExitStack() as changed:
        for name in ("_REACH", "_RESTARTS", "_BUSY", "_TERMS", "_COLUMNS", "_CELLS", "_DEPTH"):
            changed.enter_context(patch.object(limits, name, limit))
        changed.enter_context(patch.object(limits, "_MANY_MARKERS", many))
        if limits._is_small(text, read.signs.ascii):
            assert limits._open_too_far(text, read) is None
        if not limits._may_be_deep(text, read.signs.ascii):
            assert limits._lines_too_deep(text.split("\n"), read) is None


def test_titles_of_boxes() -> None:
    """Whatever they hold."""
    for title in ("", "Ghi *chú*", "Hỏi & đáp", "<b>", "`a`"):
        marker = make_marker(admonition_titles={"note": title, "tip": "a"})
        for text in ("!!! note\n    a", "!!! tip\n    a"):
            assert by_parser(text, marker) == marker.mark_up(text, PATH, 10)


# ---- that the fast way is taken

PLAIN_TEXT = """
Một **đậm** và *nghiêng*, số 60/QĐ-UBND.
Dòng hai, xem [bài trước](../03/x_y.md "Tên bài").

## Kết quả
Ngay dưới tiêu đề.

- Một
- Hai:
    - hai một
    - *hai hai*

- Ba

1. Thứ nhất
2. Thứ [hai](https://phuc-loi.example/a)

| Tổ | Số hộ |
|---|---:|
| Một | 120 |
| Hai |

> Lời dặn:
>
> - một

!!! note "Nhớ"
    Mang theo **giấy tờ**.

![Lễ phát động](le.jpg "Quang cảnh")
"""


def test_plain_text_takes_the_fast_way() -> None:
    """All that it is meant for, in one text."""
    assert fast(PLAIN_TEXT)
    same(PLAIN_TEXT)


@pytest.mark.parametrize(
    "block",
    cases(
        "a & b¦a < b¦a > b¦`a`¦a\\¦_a_¦[a]¦[^1]¦[a][b]¦**a¦***a***¦a\n- b¦a\n## b¦a\n---¦---¦    a¦ a¦\ta¦t\n: d",
        "a\xa0b¦!!! note¦!!! ghi\n    a¦!!! note\na¦> a\nb¦> a\n\n> b¦> > a¦- a\nb¦- a\n  - b¦1. a\n- b¦- - a",
        "- 1. a¦{: .a}¦a|b\n-|-\nc|d¦| a |\n|---|\n| b |¦## a | b\n| c |¦[a](javascript:x)¦[a](b c)¦[a](<b>)",
    ),
)
def test_whatever_else_stands_there_is_left_to_the_parser(block: str) -> None:
    """All of the text, for one block."""
    text = f"a\n\n{block}\n\nb"
    assert fast_path.html(text, signs_of(text), MARKER._boxes, sanitiser.is_kept) is None
    same(text)


def test_sample_content() -> None:
    """The portal's own texts: the same both ways, and most of them the fast one."""
    paths = sorted((ROOT / "content").rglob("*.md"))
    bodies = [
        front_matter.parse(path.read_text(encoding="utf-8"), f"content/{path.name}", ("vi", "en")) for path in paths
    ]
    for written in bodies:
        same(written.body)
    assert sum(fast(written.body) is not None for written in bodies) >= 0.6 * len(bodies)


def test_generated_portal() -> None:
    """What speed is measured with: the same both ways, and nearly all of it the fast one."""
    bodies = [front_matter.parse(text, path, ("vi", "en")).body for path, text in corpus.files(150, 7)]
    for body in bodies:
        same(body)
    assert sum(fast(body) is not None for body in bodies) >= 0.95 * len(bodies)
