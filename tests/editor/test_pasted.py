"""What the clipboard holds becomes Markdown by the importer's own way; pictures leave their words."""

import pytest

from bantin.editor import pasted
from bantin.problems import Mistakes


def test_html_before_text() -> None:
    """Its HTML is read, if there is any; typed lists are lists in both."""
    html = "<p>Chữ <b>đậm</b></p><p>- một</p><p>- hai</p>"
    assert pasted.markdown_of(html, "khác").markdown == "Chữ **đậm**\n\n- một\n- hai"
    assert pasted.markdown_of(" ", "Chữ *\n\n- một\n- hai").markdown == "Chữ \\*\n\n- một\n- hai"
    assert pasted.markdown_of("", " ") == pasted.Pasted("", ())


@pytest.mark.parametrize(
    "source", ["https://a.example/a.png", "file:///C:/a.png", "data:image/png;base64,iVBORw0KGgo="]
)
def test_pictures(source: str) -> None:
    """Neither an address of a browser nor a picture's bytes get into the text."""
    found = pasted.markdown_of(f"<p>Đầu</p><p><img src='{source}' alt='Toàn cảnh'></p><p>Cuối</p>", "")
    assert found.markdown == "Đầu\n\nToàn cảnh\n\nCuối"


def test_links() -> None:
    """Whole addresses stay; what leads nowhere from here is words, and told."""
    found = pasted.markdown_of("<p><a href='https://chinhphu.vn'>một</a> <a href='/tin/5'>hai</a></p>", "")
    assert found == pasted.Pasted("[một](https://chinhphu.vn) hai", ("/tin/5",))


def test_nested_too_deeply() -> None:
    """It is refused with a sentence."""
    with pytest.raises(Mistakes):
        pasted.markdown_of("<div>" * 400 + "chữ", "")
