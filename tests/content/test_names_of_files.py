"""Names of files as disks, browsers and word processors write them, and the links that mean them."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bantin.text import file_name, slugify
from tests.portal import Portal, written

_NFD = unicodedata.normalize("NFD", "Kế hoạch.pdf")


@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("Ke%20hoach.pdf", "Ke%20hoach.pdf"),
        ("Ke%20hoach.pdf", "Ke%2520hoach.pdf"),
        ("Ke%20hoach.pdf", "Ke hoach.pdf"),
        ("K%E1%BA%BF%20ho%E1%BA%A1ch.pdf", "Kế hoạch.pdf"),
        ("Ke hoach.pdf", "Ke%20hoach.pdf"),
        ("Kế hoạch #5.pdf", "Kế hoạch #5.pdf"),
        ("Kế hoạch #5.pdf", "Kế%20hoạch%20%235.pdf"),
        ("QĐ #1 #2.pdf", "QĐ #1 #2.pdf"),
        ("#5.pdf", "%235.pdf"),
        ("a.pdf", "a.pdf#page=2"),
        ("Ke\u00a0hoach.pdf", "Ke hoach.pdf"),
        ("Ke hoach.pdf", "Ke\u202fhoach.pdf"),
        ("Ke  hoach.pdf", "Ke hoach.pdf"),
        ("ke\u200bhoach.pdf", "kehoach.pdf"),
        ("kehoach.pdf", "\ufeffkehoach.pdf"),
        (_NFD, "Kế hoạch.pdf"),
        ("Kế hoạch.pdf", _NFD),
        ("100%.pdf", "100%.pdf"),
        ("a%2Fb.pdf", "a%252Fb.pdf"),
    ],
)
@pytest.mark.parametrize("place", ["link", "attachment"])
def test_a_file_is_found_under_the_name_that_one_sees(name: str, link: str, place: str, tmp_path: Path) -> None:
    """In the text and in the front matter, where `#` and `%` need no other spelling."""
    portal = Portal(tmp_path)
    portal.write("config.yaml", _CONFIG)
    portal.write(f"content/2026/03/{name}", b"%PDF-1.4\n%%EOF")
    front = {"title": "Bài", "date": "01/03/2026", "category": "thong-bao"}
    if place == "link":
        portal.write("content/2026/03/bai.md", written(f"[x]({link})", **front))
    else:
        portal.write("content/2026/03/bai.md", written(**front, attachments=f'\n  - file: "{name}"\n    title: Đơn'))
    assert [problem.key for problem in portal.build().problems] == []
    published = [path.name for path in (portal.site / "2026" / "03").glob("*.pdf")]
    assert [f"{slugify(file_name(name)[:-4])}.pdf"] == published


def test_an_article_is_found_under_the_name_that_one_sees(tmp_path: Path) -> None:
    """Also where its name holds a blank that is none of the keyboard's."""
    portal = Portal(tmp_path)
    portal.write("config.yaml", _CONFIG)
    front = {"title": "Bài", "date": "01/03/2026", "category": "thong-bao"}
    portal.write("content/2026/03/ke\u00a0hoach.md", written(**front))
    portal.write("content/2026/03/bai.md", written("[x](ke hoach.md)", **{**front, "title": "Bài hai"}))
    assert [problem.key for problem in portal.build().problems if not problem.is_warning] == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("aế %20#\u00a0\u200b\ufeff\u0301/.\\\\"), max_size=12))
def test_a_name_as_it_looks_stays_one_name_in_its_folder(name: str) -> None:
    """Decoding never makes a name lead into another folder."""
    last = name.replace("/", "")
    assert "/" not in file_name(last)
    assert file_name(last).isprintable()


_CONFIG = """\
base_url: https://phuc-loi.example
languages: {vi: {name: Phường}}
categories: [{id: thong-bao, vi: Thông báo}]
"""
