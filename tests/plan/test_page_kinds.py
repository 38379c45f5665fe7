"""Kinds of page: in which order new pages and files take their places."""

from pathlib import Path

from bantin.plan.page_kinds import FILES, HOME, KINDS, LISTS, PAGES, rank
from tests.portal import Portal, outputs_of, written

CONFIG = """\
base_url: https://phuc-loi.example
languages:
  vi: {name: Phường Phúc Lợi}
categories:
  - {id: thong-bao, vi: Thông báo}
"""


def test_each_kind_has_a_template_of_its_own() -> None:
    """By its template an output is known as one of its kind."""
    assert len({kind.template for kind in KINDS.values()}) == len(KINDS)


def test_what_leads_to_others_comes_after_them(tmp_path: Path) -> None:
    """A file, then an article, then the lists that lead to it and the sitemap, then home."""
    portal = Portal(tmp_path)
    article = written(title="Ra quân", date="2018-03-10", category="thong-bao", aliases="[/cu/1.html]")
    portal.write_all({"config.yaml": CONFIG, "content/2018/03/ra-quan.md": article})
    ranks = {path: rank(path, output) for path, output in outputs_of(portal.gather()).items()}
    assert ranks["robots.txt"] == FILES < PAGES
    assert ranks["2018/03/ra-quan/index.html"] == ranks["cu/1.html"] == ranks["404.html"] == PAGES < LISTS
    assert ranks["thong-bao/index.html"] == ranks["2018/03/index.html"] == ranks["sitemap.xml"] == LISTS < HOME
    assert [path for path, each in ranks.items() if each == HOME] == ["index.html"]
