"""`<center>` around lines is a centred division; within a line, or not closed, it is told. `align` aligns."""

import pytest

from tests.markdown.test_constructs import keys, shape

A = '<div class="align-center">{}</div>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<center>**a**</center>", A.format("<p><strong>a</strong></p>")),
        ("<CENTER> a </CENTER>", A.format("<p>a</p>")),
        ("a\n<center>\nb\n</center>\nc", f"<p>a</p>{A.format('<p>b</p>')}<p>c</p>"),
        ("<center>a\nb</center>", A.format("<p>a b</p>")),
        ("<center>\n\n- a\n\n</center>", A.format("<ul><li>a</li></ul>")),
        ("<center>a</center>\n<center>b</center>", A.format("<p>a</p>") + A.format("<p>b</p>")),
        ("- a\n\n  <center>b</center>", f"<ul><li><p>a</p>{A.format('<p>b</p>')}</li></ul>"),
        ("```\n<center>a</center>\n```", "<pre><code>&lt;center&gt;a&lt;/center&gt; </code></pre>"),
    ],
)
def test_centred_lines(text: str, expected: str) -> None:
    """Hold Markdown, as any division does."""
    assert shape(text) == expected
    assert keys(text) == []


@pytest.mark.parametrize(
    "text", ["a <center>b</center> c", "<center>a</center> b <center>c</center>", "<center>a", "> <center>a</center>"]
)
def test_what_centres_nothing(text: str) -> None:
    """Is told, and its words stay."""
    assert "align-center" not in shape(text)
    assert "html-center" in keys(text)


@pytest.mark.parametrize("text", ["<center>a</center>\n", "a</center>\n", "a <center> b</center>\n\n"])
def test_many_cost_little(text: str) -> None:
    """However many there are."""
    assert shape(text * 2500).count("a") >= 2500


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<p align="center">a</p>', '<p class="align-center">a</p>'),
        ("<h3 align=right>a</h3>", '<h2 class="align-right" id="a">a</h2>'),
        ('<div align="right">\n\n**a**\n\n</div>', '<div class="align-right"><p><strong>a</strong></p></div>'),
        ('<p style="text-align: center;">a</p>', '<p class="align-center">a</p>'),
        ("<P STYLE='text-align:right'>a</P>", '<p class="align-right">a</p>'),
    ],
)
def test_aligned_elements(text: str, expected: str) -> None:
    """As other editors write them."""
    assert shape(text) == expected
    assert keys(text) == []


def test_a_style_that_does_more() -> None:
    """Is left out, and told."""
    assert keys('<p style="text-align:center; color:red">a</p>') == ["attribute-removed"]
