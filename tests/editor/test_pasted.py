"""What the clipboard holds becomes Markdown by the importer's own way; pictures come along if their bytes do."""

import base64
from functools import partial

import pytest

from bantin.editor import pasted
from bantin.problems import Mistakes
from tests.importing.documents import picture


def nowhere(name: str, data: bytes) -> str:
    """A place for no picture."""
    raise AssertionError(name)


markdown_of = partial(pasted.markdown_of, place=nowhere)


def test_html_before_text() -> None:
    """Its HTML is read, if there is any; typed lists are lists in both."""
    html = "<p>Chữ <b>đậm</b></p><p>- một</p><p>- hai</p>"
    assert markdown_of(html, "khác").markdown == "Chữ **đậm**\n\n- một\n- hai"
    assert markdown_of(" ", "Chữ *\n\n- một\n- hai").markdown == "Chữ \\*\n\n- một\n- hai"
    assert markdown_of("", " ") == pasted.Pasted("", (), 0, ())


@pytest.mark.parametrize("source", ["https://a.example/a.png", "file:///C:/Users/UBND/clip_image001.png"])
def test_pictures_that_are_elsewhere(source: str) -> None:
    """No address gets into the text, only the picture's words; those who paste are told how many did not come along."""
    found = markdown_of(f"<p>Đầu</p><p><img src='{source}' alt='Toàn cảnh'></p><p>Cuối</p>", "")
    assert (found.markdown, found.pictures, found.missing) == ("Đầu\n\nToàn cảnh\n\nCuối", (), 1)


def test_pictures_that_come_along() -> None:
    """They are stored, and the text shows them where they stood, in a table too."""
    stored: list[bytes] = []

    def place(name: str, data: bytes) -> str:
        stored.append(data)
        return f"bài một/{name}"

    red, green = (picture(colour).getvalue() for colour in ("red", "green"))
    shown = [
        f"<img src='data:image/png;base64,{base64.b64encode(data).decode()}' alt='{alt}'>"
        for data, alt in ((red, "Toàn cảnh"), (green, ""))
    ]
    found = pasted.markdown_of(f"<p>Đầu</p><p>{shown[0]}</p><p>{shown[1]}</p><p>Cuối</p>", "", place)
    paths = ("b%C3%A0i%20m%E1%BB%99t/anh.png", "b%C3%A0i%20m%E1%BB%99t/anh-1.png")
    assert found == pasted.Pasted(f"Đầu\n\n![Toàn cảnh]({paths[0]})\n\n![]({paths[1]})\n\nCuối", paths, 0, ())
    assert stored == [red, green]


def test_bytes_that_are_no_picture() -> None:
    """They are not stored; the picture's words stay."""
    broken = base64.b64encode(b"\0\1").decode()
    found = markdown_of(f"<p>Đầu <img src='data:image/png;base64,{broken}' alt='Toàn cảnh'></p>", "")
    assert found.markdown == "Đầu Toàn cảnh"


def test_links() -> None:
    """Whole addresses stay; what leads nowhere from here is words, and told."""
    found = markdown_of("<p><a href='https://chinhphu.vn'>một</a> <a href='/tin/5'>hai</a></p>", "")
    assert found == pasted.Pasted("[một](https://chinhphu.vn) hai", (), 0, ("/tin/5",))


def test_nested_too_deeply() -> None:
    """It is refused with a sentence."""
    with pytest.raises(Mistakes):
        markdown_of("<div>" * 400 + "chữ", "")
