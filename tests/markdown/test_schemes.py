"""An address whose `https://` has a slip of the pen in it."""

import pytest

from bantin.markdown.schemes import mended


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("htps://x.vn", "https://x.vn"),
        ("htttps://x.vn/a", "https://x.vn/a"),
        ("ttps://x.vn", "https://x.vn"),
        ("hppt://x.vn", "http://x.vn"),
        ("htp:/x.vn", "http://x.vn"),
        ("http//x", "http://x"),
        ("https:/x", "https://x"),
        ("https.//x.vn", "https://x.vn"),
        (r"http:\\x.vn", "http://x.vn"),
        (r"http:\x.vn", "http://x.vn"),
        ("HTTPS:///x.vn", "https://x.vn"),
        ("https: //x.vn", "https://x.vn"),
        ("https;//x.vn/a?b=c#d", "https://x.vn/a?b=c#d"),
    ],
)
def test_what_was_meant(written: str, meant: str) -> None:
    """Whichever letters and signs of the beginning are too many, too few or others."""
    assert mended(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "https://x.vn",
        "http://x.vn/https//y",
        "ftp://x.vn",
        "file:///C:/a.docx",
        "javascript:alert(1)",
        "mailto:a@x.vn",
        "tel:0243",
        "data:text/html,x",
        "http/a.md",
        "https.md",
        "htps/a.md",
        "anh.jpg",
        "//x.vn",
        "/htps//x",
        "https://",
    ],
)
def test_what_is_no_slip(written: str) -> None:
    """A right beginning, another scheme, a file."""
    assert mended(written) == ""
