"""Bytes → text: what editors save is accepted, what is no UTF-8 is named with its place."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.disk import text_decoding
from bantin.problems import Place, Problem, error

NFC = unicodedata.normalize("NFC", "ảnh phố")
NFD = unicodedata.normalize("NFD", NFC)


def test_text_is_accepted_as_editors_save_it() -> None:
    """Byte order mark, CRLF, CR, NFD, no final line break."""
    data = b"\xef\xbb\xbf" + f"{NFD}\r\nhai\rba\n\nbốn ".encode()
    assert text_decoding.decode(data, "x.md") == f"{NFC}\nhai\nba\n\nbốn "


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ("tiêu đề".encode("utf-16"), error("utf16", Place("x.md"))),
        (
            "---\ntitle: Phường xanh sạch đẹp, văn minh\n---\n".encode("utf-16-le"),
            error("utf16", Place("x.md")),
        ),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", error("binary-file", Place("x.md"))),
        (b"abc\0def", error("binary-file", Place("x.md"))),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3", error("binary-file", Place("x.md"))),
        (
            b"title: C\xabng t\xb8c \xa7\xb6ng\nXin ch\xb5o b\xb5 con nh\xa9n d\xa9n ph\xad\xeang\n",
            error("not-utf8-but", Place("x.md", 1, 9), encoding="TCVN3 (ABC)"),
        ),
        (
            "Công tác Đảng\n".encode() * 50 + b"xin ch\xc3 o\n",
            error("utf8-damaged", Place("x.md", 51, 7)),
        ),
        (
            b"\xef\xbb\xbf" + "Đảng ".encode() * 4 + b"ch\xc3 o\n",  # a byte order mark takes no column
            error("utf8-damaged", Place("x.md", 1, 23)),
        ),
    ],
)
def test_what_is_no_utf8(data: bytes, problem: Problem) -> None:
    """The problem says what it looks like and where it begins."""
    assert text_decoding.decode(data, "x.md") == (problem,)


def test_control_characters() -> None:
    """The first of each line, with the column in characters, at most ten lines."""
    text = "được\x0brồi\x0b\r\n\thai\nba\x85\n\ufffe"
    assert text_decoding.decode(text.encode(), "x.md") == (
        error("control-character", Place("x.md", 1, 5), code="U+000B"),
        error("control-character", Place("x.md", 3, 3), code="U+0085"),
        error("control-character", Place("x.md", 4, 1), code="U+FFFE"),
    )
    assert len(text_decoding.decode(b"\x01\n" * 1000, "x.md")) == 10


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_a_text_or_problems(data: bytes) -> None:
    """Nothing is raised, and what comes out is clean."""
    outcome = text_decoding.decode(data, "content/x.md")
    if isinstance(outcome, str):
        assert outcome == unicodedata.normalize("NFC", outcome)
        assert not {"\r", "\0", "\x0b"} & set(outcome)
        assert text_decoding.decode(outcome.encode(), "x.md") == outcome.removeprefix("\ufeff")
    else:
        assert {problem.place.path for problem in outcome} == {"content/x.md"}
