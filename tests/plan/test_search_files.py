"""The index as a part of the site: planned before it is made, renewed as little as possible, the same each time."""

import datetime
import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest

from bantin.build import incremental
from bantin.build.worker_pool import WorkerPool
from tests.portal import CONFIG, NOW, Portal, fingerprints, rendered, tree, written

INDEX = "assets/search/"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A portal of three articles, one of them translated."""
    portal = Portal(tmp_path)
    portal.write("config.yaml", CONFIG)
    for day, title in ((1, "Phường xanh"), (2, "Phường sạch"), (3, "Phường đẹp")):
        text = written(f"Một đoạn văn về {title.lower()}.", title=title, date=f"2026-03-0{day}", category="thong-bao")
        portal.write(f"content/2026/03/bai-{day}.md", text)
    portal.write("content/2026/03/bai-1.en.md", written("A green ward.", title="Green ward"))
    return portal


def fill(portal: Portal, articles: int) -> None:
    """So many more articles, older than the others."""
    for number in range(articles):
        day = f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}"
        text = written(f"Đoạn văn số {number} ngõ {number * 7}.", title=f"Bài {number}", date=day, category="thong-bao")
        portal.write(f"content/2025/bai-{number}.md", text)


def index_of(site: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of the index."""
    return {path: data for path, data in site.items() if path.startswith(INDEX)}


def all_of(site: Mapping[str, bytes], code: str) -> str:
    """All files of an edition's index, as one text."""
    begins = (f"{INDEX}{code}/", f"{INDEX}{code}.js")
    return "".join(data.decode() for path, data in site.items() if path.startswith(begins))


def test_each_edition_has_its_own(portal: Portal) -> None:
    """Articles and plain pages in its language; the pages are no articles."""
    portal.write("content/pages/lien-he.md", written("Gọi trực ban.", title="Liên hệ"))
    portal.build()
    site = tree(portal.site)
    assert "xanh" in all_of(site, "vi")
    assert "green" not in all_of(site, "vi")
    assert "\nban!" in all_of(site, "vi")
    assert "green" in all_of(site, "en")
    assert "sach" not in all_of(site, "en")
    head = json.loads(site[f"{INDEX}vi.js"].decode().partition("{head:")[2].partition(",recent:`")[0])
    assert head["total"] == 3
    assert head["pages"] == [["lien-he/", "Liên hệ", "Gọi trực ban."]]


def test_what_is_not_public_cannot_be_found(portal: Portal) -> None:
    """Drafts, articles whose time has not come, withdrawn ones."""
    portal.write("content/2026/a.md", written("bímật", title="A", date="2026-03-01", category="thong-bao", draft="yes"))
    portal.write("content/2026/b.md", written("bímật", title="B", date="2026-12-01", category="thong-bao"))
    gone = "{date: 2026-03-02, reason: Nhầm}"
    portal.write(
        "content/2026/c.md", written("bímật", title="C", date="2026-03-01", category="thong-bao", withdrawn=gone)
    )
    portal.build()
    assert "bimat" not in all_of(tree(portal.site), "vi")


def test_a_portal_can_do_without(portal: Portal) -> None:
    """No page, no index, and nothing is kept for it."""
    portal.write("config.yaml", f"{CONFIG}without: [search]\n")
    portal.build()
    assert index_of(tree(portal.site)) == {}
    with sqlite3.connect(portal.kept) as cache:
        assert cache.execute("SELECT count(*) FROM texts WHERE mark LIKE '% terms'").fetchone() == (0,)


def test_news_renews_the_recent_block_alone(portal: Portal) -> None:
    """An article added to an archive rewrites at most 20 files of the index, and none of the archive's."""
    fill(portal, 250)
    portal.build()
    before = index_of(tree(portal.site))
    portal.write("content/2026/03/moi.md", written("Mới.", title="Mới", date="2026-03-08", category="thong-bao"))
    portal.build()
    after = index_of(tree(portal.site))
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert 0 < len(changed) <= 20
    assert not [path for path in changed if path.startswith(f"{INDEX}vi/a/")]


def test_what_cannot_be_searched_leaves_the_index_alone(portal: Portal) -> None:
    """The length of lists, or that a notice ends: what can be found did not change."""
    text = written("Niêm yết.", title="Niêm yết", date="2026-03-04", category="thong-bao", notice_until="2026-03-20")
    portal.write("content/2026/03/niem-yet.md", text)
    before = fingerprints(portal.gather())
    portal.write("config.yaml", CONFIG.replace("page_size: 2", "page_size: 3"))
    after = fingerprints(portal.gather(NOW + datetime.timedelta(days=30)))
    changed = {path for path in before if before[path] != after.get(path) and path.startswith(INDEX)}
    assert not [path for path in changed if "/r/" in path]


def test_an_edit_of_an_old_article_is_found(portal: Portal) -> None:
    """A cached build and a clean one give the same index, after any edit."""
    fill(portal, 210)
    portal.build()
    text = written("Bây giờ có chữ kỳdiệu.", title="Bài 3 sửa", date="2025-04-04", category="cong-tac-dang")
    portal.write("content/2025/bai-3.md", text)
    portal.build()
    assert "kydieu" in all_of(tree(portal.site), "vi")
    portal.build(site=portal.folder / "clean")
    assert index_of(tree(portal.site)) == index_of(tree(portal.folder / "clean"))


def test_lost_terms_are_found_anew(portal: Portal) -> None:
    """A cache that has lost them costs time only."""
    fill(portal, 205)
    portal.build()
    with sqlite3.connect(portal.kept) as cache:
        cache.execute("DELETE FROM texts WHERE mark LIKE '% terms'")
    cache.close()
    portal.write("content/2025/bai-3.md", written("Khác.", title="Khác", date="2025-04-04", category="thong-bao"))
    portal.build()
    alone = Portal(portal.folder)
    portal.kept.unlink()
    alone.build(site=portal.folder / "clean")
    assert index_of(tree(portal.site)) == index_of(tree(portal.folder / "clean"))


def test_workers_make_the_same(portal: Portal) -> None:
    """Whoever makes its parts, the bytes are equal."""
    fill(portal, 450)
    incremental.build(portal.settings(), pool=lambda: WorkerPool(jobs=1))
    incremental.build(portal.settings(site=portal.folder / "two"), pool=lambda: WorkerPool(jobs=2))
    assert index_of(tree(portal.site)) == index_of(tree(portal.folder / "two"))


def test_the_preview_makes_what_is_asked_for(portal: Portal) -> None:
    """File by file, the same bytes as a build."""
    fill(portal, 220)
    portal.build()
    assert index_of(rendered(portal.gather())) == index_of(tree(portal.site))


def test_a_category_renamed_needs_no_new_terms(portal: Portal) -> None:
    """Its name stands in one file."""
    before = fingerprints(portal.gather())
    portal.write("config.yaml", CONFIG.replace("vi: Thông báo", "vi: Niêm yết"))
    after = fingerprints(portal.gather())
    changed = {path for path in before if before[path] != after.get(path) and path.startswith(INDEX)}
    assert f"{INDEX}vi.js" in changed
    assert not [path for path in changed if "/r/" in path]
