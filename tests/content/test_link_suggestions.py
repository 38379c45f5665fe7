"""Links that were written as people write them: understood where one thing can be meant, else told with that thing."""

from pathlib import Path

import pytest

from bantin.content import link_suggestions
from bantin.problems import Mistakes
from tests.portal import CONFIG, Portal, tree, written

OTHER = "content/2018/04/b.md"


@pytest.mark.parametrize(
    ("address", "near", "expected"),
    [
        ("khong-co/", "thong-bao/", False),
        ("thong-bo/", "thong-bao/", True),
        ("2018/04/phuong-xanh/", "2018/03/phuong-xanh/", True),
        ("2018/04/", "2018/03/", False),
        ("en/2018/04/b/", "en/2018/04/", False),
        ("2018/04/phuong-xanhh/", "2018/04/phuong-xanh/", True),
        ("2019/05/phuong-xanhh/", "2018/04/phuong-xanh/", False),
        ("tin-moii/", "tin-moi/", True),
    ],
)
def test_slips(address: str, near: str, expected: bool) -> None:
    """An address that only shares letters with the wrong one is not proposed."""
    assert link_suggestions.is_slip(address, near) is expected


def portal(folder: Path, link: str, **fields: str) -> Portal:
    """A portal of two articles, one of which links."""
    found = Portal(folder)
    found.write("config.yaml", CONFIG)
    found.write(OTHER, written(title="B", date="2018-04-01", category="thong-bao"))
    text = written(f"[x]({link})" if link else "Bài.", title="A", date="2018-03-01", category="thong-bao", **fields)
    found.write("content/2018/03/a.md", text)
    return found


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("a@phuc-loi.example", "mailto:a@phuc-loi.example"),
        ("chinhphu.vn", "https://chinhphu.vn"),
        ("024 3827 1234", "tel:+842438271234"),
        ("http:/chinhphu.vn", "http://chinhphu.vn"),
        ("https:/phuc-loi.example/2018/04/b/", "../../../2018/04/b/"),
        (r"..\04\b.md", "../../../2018/04/b/"),
    ],
)
def test_understood(link: str, expected: str, tmp_path: Path) -> None:
    """Where the link leads on the page."""
    made = portal(tmp_path, link)
    made.build()
    page = tree(made.site)["2018/03/a/index.html"].decode()
    assert f'<a href="{expected}"' in page


def test_a_file_of_that_name(tmp_path: Path) -> None:
    """A name that could be a website's is the file's that bears it."""
    made = portal(tmp_path, "bieu-mau.vn")
    made.write("content/2018/03/bieu-mau.vn", b"x")
    with pytest.raises(Mistakes) as found:
        made.build()
    assert [problem.key for problem in found.value.problems] == ["file-ending"]


@pytest.mark.parametrize("related", ["/2018/04/b/", "/2018/04/b", "https://phuc-loi.example/2018/04/b/", r"..\04\b.md"])
def test_related_by_its_address(related: str, tmp_path: Path) -> None:
    """What the browser shows of an article is as good as its path."""
    made = portal(tmp_path, "", related=f"['{related}']")
    made.build()
    assert "../../../2018/04/b/" in tree(made.site)["2018/03/a/index.html"].decode()


@pytest.mark.parametrize(
    ("link", "near"),
    [
        ("../04/b", "../04/b.md"),
        ("../04/b.html", "../04/b.md"),
        ("../04/b.docx", "../04/b.md"),
        ("../04/B.MD", "../04/b.md"),
        ("b.md", "../04/b.md"),
        ("content/2018/04/b.md", "../04/b.md"),
        ("/content/2018/04/b.md", "/2018/04/b/"),
        ("2018/04/b/", "/2018/04/b/"),
        ("/en/2018/04/b/", "/2018/04/b/"),
        ("/khong-co/", ""),
    ],
)
def test_told(link: str, near: str, tmp_path: Path) -> None:
    """What is proposed in the place of a link that leads nowhere."""
    with pytest.raises(Mistakes) as found:
        portal(tmp_path, link).build()
    (problem,) = found.value.problems
    assert dict(problem.values).get("near", "") == near


@pytest.mark.parametrize("related", ["/2018/04/", "/khong-co/", "khong-co", "../04/b.html"])
def test_related_that_is_no_article(related: str, tmp_path: Path) -> None:
    """It is never said to lie outside the folder content."""
    with pytest.raises(Mistakes) as found:
        portal(tmp_path, "", related=f"[{related}]").build()
    assert next(problem.key for problem in found.value.problems).startswith(("link-article", "link-address"))
