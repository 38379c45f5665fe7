"""HTML of Word, Google Docs and WordPress's blocks: what they mean by signs, classes and neighbours."""

import pytest

from bantin.importing import reading


def body_of(html: str) -> str:
    """The Markdown of a piece of HTML, of which nothing is lost."""
    found = reading.fragment(html, "bai")
    assert found.fidelity
    assert found.fidelity.lost == ()
    return found.body


@pytest.mark.parametrize(
    ("font", "sign"), [("Symbol", "·"), ("Wingdings", "§"), ("Wingdings", "Ø"), ("'Courier New'", "o")]
)
def test_bullets_of_word(font: str, sign: str) -> None:
    """A letter in a font of symbols is a bullet, whatever it is; elsewhere it is a letter."""
    span = f"<span style=\"font-family:{font}\">{sign}<span style='font:7.0pt'>&nbsp;&nbsp; </span></span>"
    item = (
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>{}<![endif]>{}<o:p></o:p></p>"
    )
    assert body_of(item.format(span, "Một") + item.format(span, "Hai")) == "- Một\n- Hai"
    assert body_of(f"<p>Chữ <span style='font-family:{font}'>{sign}</span> đây</p>") == f"Chữ {sign} đây"


def test_google_docs() -> None:
    """Looks come from the sheet's classes, nested lists stand beside each other, links lead over a page of its own."""
    assert (
        body_of(
            "<style>.c1{font-weight:700}.c2{color:#000;font-style:italic}</style>"
            "<p><span class='c1'>Đậm</span> và <span class='c2'>nghiêng</span></p>"
            "<ul class='c6 lst-kix_ab1-0 start'><li>Một</li></ul><ul class='lst-kix_ab1-1 start'><li>Con</li></ul>"
            "<ul class='lst-kix_ab1-2'><li>Cháu</li></ul><ul class='lst-kix_ab1-0'><li>Hai</li></ul>"
            "<p><a href='https://www.google.com/url?q=https://chinhphu.vn/tin?id%3D5&amp;sa=D'>Cổng</a></p>"
        )
        == "**Đậm** và *nghiêng*\n\n- Một\n    - Con\n        - Cháu\n- Hai\n\n[Cổng](https://chinhphu.vn/tin?id=5)"
    )


def test_blocks_of_wordpress() -> None:
    """A file and its button are two links."""
    assert body_of(
        "<div class='wp-block-file'><a href='https://a.example/a.pdf'>Kế hoạch</a>"
        "<a href='https://a.example/a.pdf' class='wp-block-file__button'>Tải về</a></div>"
    ) == ("[Kế hoạch Tải về](https://a.example/a.pdf)")


@pytest.mark.parametrize("address", ["//[", "https://[x", "http://a]b/"])
def test_addresses_that_are_none(address: str) -> None:
    """Brackets that no address can have stop nothing."""
    assert "chữ" in body_of(f"<p><a href='{address}'>chữ</a></p>")
    assert reading.fragment(f"<p><a href='{address}'>chữ</a></p>", "bai", "https://phuc-loi.example/tin/").body
