"""Plain elements are read at once as they would be tag by tag."""

import re
from unittest.mock import patch

from hypothesis import example, given
from hypothesis import strategies as st

from bantin.markdown import html_runs
from bantin.markdown.abbreviations import Glossary
from bantin.markdown.body import Body
from bantin.markdown.html_reader import HtmlReader
from bantin.markdown.positions import SourceMap
from tests.markdown.test_converter import PATH, slug

GLOSSARY = Glossary(
    {"UBND": "Ủy ban nhân dân", "li": "lý", "em": "em", "p": "trang", "QĐ": "quyết định", "amp": "và", "right": "phải"}
)
WORDS = st.sampled_from(
    [
        "UBND phường",
        "60/<strong>QĐ</strong>",
        "một <em>hai</em>  ba",
        "li<br>\np &amp; em",
        "",
        " ",
        "gọi 0912 345 678",
        "https://x.vn",
        "xem [^1]",
        "a\u00a0b\u3000c \u2028",
        '<a href="x.md">UBND</a>',
        "<code>UBND  li</code>",
        '<img src="a.png" alt="a" title="b">',
    ]
)


def within(*tags: str) -> st.SearchStrategy[str]:
    """An element around words."""
    return st.builds(lambda tag, words: f"<{tag}>{words}</{tag.split()[0]}>", st.sampled_from(tags), WORDS)


def around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Elements below each other in another."""
    tags = st.sampled_from(
        ["ul", "ol", 'ol start="3"', "li", 'li value="3"', "tr", "table", "blockquote", "figure", "pre", "th"]
    )
    lines = st.lists(inner, max_size=3)
    return st.builds(lambda tag, below: "\n".join((f"<{tag}>", *below, f"</{tag.split()[0]}>")), tags, lines)


ELEMENTS = st.recursive(
    within("p", "li", "td", 'td align="right"', "h2", "pre", "summary", 'p class="note"'), around, max_leaves=8
)


def woven(html: str) -> Body:
    """What is read of the HTML."""
    return HtmlReader(SourceMap(html, PATH, 1), slug, GLOSSARY, ()).weave(html)


@given(st.lists(ELEMENTS, max_size=5).map("\n".join))
@example("<figure>\n<p>a</p>\n</figure>\n<p>b</p>")
def test_at_once_as_tag_by_tag(html: str) -> None:
    """Whatever stands around them and in them."""
    with patch.object(html_runs, "_TOKEN", re.compile(f"((?!))|{html_runs.TAG.pattern}")):
        by_tags = woven(html)
    assert woven(html) == by_tags
