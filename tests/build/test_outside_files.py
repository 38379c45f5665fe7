"""Articles beside content/: told, as soon as one is put there, and no other text is taken for one."""

from pathlib import Path

from bantin.problems import Place, Problem, warning
from tests.portal import CONFIG, Portal, written


def told(portal: Portal) -> list[Problem]:
    """What a build says of them."""
    return [problem for problem in portal.build().problems if problem.key == "article-outside"]


def test_articles_beside_the_content(tmp_path: Path) -> None:
    """In the project's folder, and in that of a year; each with the place where it belongs."""
    portal = Portal(tmp_path)
    article = written(title="A", date="7/3/2018", category="thong-bao")
    portal.write_all({"config.yaml": CONFIG, "content/2026/03/a.md": article.replace("2018", "2026")})
    portal.write_all({"README.md": "# Cổng\n", "ghi-chu.md": "Gọi lại cho bà Lan.\n", "tools/b.md": article})
    assert told(portal) == []
    portal.write_all({"b.md": f"\ufeff\n{article}", "2018/03/c.md": article, "khong-ngay.md": "---\ntitle: B\n---\n"})
    assert told(portal) == [
        warning("article-outside", Place("2018/03/c.md"), meant="content/2018/03/c.md"),
        warning("article-outside", Place("b.md"), meant="content/2018/03/b.md"),
        warning("article-outside", Place("khong-ngay.md"), meant="content/2026/11/khong-ngay.md"),
    ]
    with (portal.folder / "qua-lon.md").open("w", encoding="utf-8") as file:
        file.write(article + "x" * 600_000)
    (portal.folder / "b.md").rename(portal.folder / "content/2026/03/b.md")
    assert [problem.place.path for problem in told(portal)] == ["2018/03/c.md", "khong-ngay.md"]
