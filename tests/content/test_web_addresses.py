"""Addresses outside of the portal as people write them."""

import pytest

from bantin.content.web_addresses import meant_outside, whole_address


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("a@phuc-loi.example", "mailto:a@phuc-loi.example"),
        ("UBND.PhucLoi+tin@hanoi.gov.vn", "mailto:UBND.PhucLoi+tin@hanoi.gov.vn"),
        ("0240000000", "tel:+84240000000"),
        ("024 3827 1234", "tel:+842438271234"),
        ("(024) 3827.1234", "tel:+842438271234"),
        ("+84 24 3827 1234", "tel:+842438271234"),
        ("0084 24 3827 1234", "tel:+842438271234"),
        ("84912345678", "tel:+84912345678"),
        ("+84 (0)912 345 678", "tel:+84912345678"),
        ("19001234", "tel:19001234"),
        ("113", "tel:113"),
        ("1022", "tel:1022"),
        ("phucloi @hanoi.gov.vn", "mailto:phucloi@hanoi.gov.vn"),
        ("mailto phucloi@hanoi.gov.vn", "mailto:phucloi@hanoi.gov.vn"),
        ("chinhphu.vn", "https://chinhphu.vn"),
        ("www.phuc-loi.example/tin?so=1#a", "https://www.phuc-loi.example/tin?so=1#a"),
        ("dichvucong.gov.vn/p/home", "https://dichvucong.gov.vn/p/home"),
        ("http:/chinhphu.vn/tin", "http://chinhphu.vn/tin"),
        ("https:chinhphu.vn", "https://chinhphu.vn"),
        ("https//chinhphu.vn", "https://chinhphu.vn"),
        ("https://chinhphu.vn", ""),
        ("ke-hoach.pdf", ""),
        ("2018", ""),
        ("b.md", ""),
        ("../04/b.md", ""),
        ("trang web", ""),
        ("vn", ""),
    ],
)
def test_meant_by_a_link(target: str, expected: str) -> None:
    """The scheme that was left out, or bent."""
    assert expected == meant_outside(target)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("dichvucong.gov.vn", "https://dichvucong.gov.vn"),
        ("//phuc-loi.example/a", "https://phuc-loi.example/a"),
        ("http:/chinhphu.vn", "http://chinhphu.vn"),
        ("HTTPS: //chinhphu.vn", "https://chinhphu.vn"),
        ("https;//chinhphu.vn", "https://chinhphu.vn"),
        ("https://localhost:8000", "https://localhost:8000"),
        ("ubnd@phuc-loi.example", "mailto:ubnd@phuc-loi.example"),
        ("mailto: a@x.vn", "mailto:a@x.vn"),
        ("024 3875 0000", "tel:+842438750000"),
        ("113", "tel:113"),
        ("phuong.ward", "https://phuong.ward"),
        ("ke-hoach.pdf", "ke-hoach.pdf"),
        ("tin-tuc", "tin-tuc"),
    ],
)
def test_whole_address(written: str, expected: str) -> None:
    """A value that can be nothing but an address; what is none stays as it is."""
    assert expected == whole_address(written)
