"""The ids of feed items: made once, and the same for ever."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.portal import CONFIG, Portal, templates_compiled_once, written

OLD, NEW = "content/2018/03/xanh.md", "content/2018/03/phuong-xanh.md"
ARTICLE = written(title="Xanh", date="2018-03-07", category="thong-bao")


@pytest.fixture(autouse=True)
def compiled() -> Iterator[None]:
    """The same templates for all builds."""
    with templates_compiled_once():
        yield


def items(portal: Portal) -> list[tuple[str, str, str]]:
    """(link, whether the id is one, id) of each item of the feed, after a build."""
    portal.build()
    feed = (portal.site / "rss.xml").read_text(encoding="utf-8")
    return re.findall(r'<item>.*?<link>(.*?)</link>\n<guid isPermaLink="(\w+)">(.*?)</guid>', feed, re.DOTALL)


def test_id_is_the_first_url(tmp_path: Path) -> None:
    """Another base address, another file name, more aliases later: the id stays, and only the link is another one."""
    portal = Portal(tmp_path)
    portal.write_all({"config.yaml": CONFIG, OLD: ARTICLE})
    first = "https://phuc-loi.example/2018/03/xanh/"
    assert items(portal) == [(first, "true", first)]
    portal.write("config.yaml", CONFIG.replace("https://phuc-loi.example", "https://moi.example/phuong"))
    assert items(portal) == [("https://moi.example/phuong/2018/03/xanh/", "false", first)]
    (portal.folder / OLD).unlink()
    portal.write(NEW, ARTICLE.replace("title", "aliases: [/2018/03/xanh/]\ntitle"))
    moved = [("https://moi.example/phuong/2018/03/phuong-xanh/", "false", first)]
    assert items(portal) == moved
    portal.write(NEW, ARTICLE.replace("title", "aliases: [/tet/, /2018/03/xanh/]\ntitle"))
    assert items(portal) == moved
    assert items(portal) == moved  # also by the feed that is known


def test_article_from_an_older_site(tmp_path: Path) -> None:
    """An article that had an address before its first build here has that one for ever."""
    portal = Portal(tmp_path)
    portal.write_all({"config.yaml": CONFIG, OLD: ARTICLE.replace("title", "aliases: [/tin/1.html]\ntitle")})
    imported = [("https://phuc-loi.example/2018/03/xanh/", "false", "https://phuc-loi.example/tin/1.html")]
    assert items(portal) == imported
    portal.write(OLD, ARTICLE)
    assert items(portal) == imported
