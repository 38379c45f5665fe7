"""Articles that are public only when somebody approved them, built as an editor builds them."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from bantin.build import survey
from bantin.build.live_site import LiveSite
from bantin.build.types import Unpublished
from bantin.cache.store import BuildCache
from bantin.content import approval
from bantin.content.states import UNAPPROVED, states
from tests.builds import build
from tests.portal import CONFIG, NOW, Portal, gather, tree, written

TIN = "content/2026/03/tin.md"
TIN_EN = "content/2026/03/tin.en.md"
FRONT = {
    "title": "Tin bimat",
    "date": "2026-03-01",
    "category": "thong-bao",
    "lead": "Tóm tắt.",
    "attachments": "[{file: van-ban.pdf, title: Văn bản}]",
    "cover": "{image: hinh.svg, alt: Hình}",
}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2"/></svg>'


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A portal whose articles are approved, with one that nobody has approved yet."""
    portal = Portal(tmp_path)
    portal.write("config.yaml", f"{CONFIG}approval: {{by: Chủ tịch}}\n")
    portal.write("content/2026/03/van-ban.pdf", b"%PDF-1.4 1")
    portal.write("content/2026/03/hinh.svg", SVG)
    portal.write(TIN, written(**FRONT))
    return portal


def digest(portal: Portal, path: str = TIN) -> str:
    """The digest of an article as it is."""
    site = survey.prepared(replace(portal.settings(), with_drafts=True))
    found = [each for group in site.library.by_key.values() for each in group.values() if each.own.path == path]
    return approval.digest(found[0], site.reader.files.digest)


def approve(portal: Portal, path: str = TIN, **fields: str) -> None:
    """Approves an article as it is."""
    found = f"{{by: Nguyễn Văn An, date: 2026-03-02, digest: '{digest(portal, path)}'}}"
    portal.write(path, written(**(fields or FRONT), approved=found))


def is_public(portal: Portal) -> bool:
    """Whether a word of the article is anywhere in the site, or a file of it."""
    build(portal)
    files = tree(portal.site)
    is_told = any(b"bimat" in data for data in files.values())
    assert is_told == any(path.endswith("van-ban.pdf") for path in files) == ("2026/03/tin/index.html" in files)
    return is_told


def test_only_what_was_approved_is_public(portal: Portal) -> None:
    """Before, after, and after each kind of change, by builds that use what earlier ones kept."""
    assert not is_public(portal)
    approve(portal)
    assert is_public(portal)
    good = (portal.folder / TIN).read_text(encoding="utf-8")
    changes = (("Tin bimat", "Tin bimat!"), ("Tóm tắt", "Tóm"), ("ngắn", "dài"), ("Văn bản}", "Khác}"), ("Hình", "Ảnh"))
    for before, after in changes:
        portal.write(TIN, good.replace(before, after))
        assert not is_public(portal), before
    portal.write(TIN, good)
    assert is_public(portal)
    for path, other in (("van-ban.pdf", b"%PDF-1.4 2"), ("hinh.svg", SVG.replace('"4"', '"5"').encode())):
        kept = (portal.folder / "content/2026/03" / path).read_bytes()
        portal.write(f"content/2026/03/{path}", other)
        assert not is_public(portal), path
        portal.write(f"content/2026/03/{path}", kept)
        assert is_public(portal)


def test_other_fields_need_no_approval(portal: Portal) -> None:
    """Date, category, keywords and source may be put right."""
    approve(portal)
    text = (portal.folder / TIN).read_text(encoding="utf-8")
    text = text.replace("2026-03-01", "2026-03-03").replace("thong-bao", "cong-tac-dang")
    portal.write(TIN, text.replace("lead:", "tags: [a]\nsource: Báo\nlead:"))
    assert is_public(portal)


def test_urgent_change_is_let_through_and_told(portal: Portal) -> None:
    """By a name, until it is approved again."""
    approve(portal)
    text = (portal.folder / TIN).read_text(encoding="utf-8").replace("ngắn", "dài")
    portal.write(TIN, text.replace("'}", "', urgent: Trần Thị Bình}"))
    told = [each for each in build(portal).problems if each.key.startswith("approval-")]
    assert [(each.key, dict(each.values)["name"], each.is_warning) for each in told] == [
        ("approval-urgent", "Trần Thị Bình", True)
    ]
    assert is_public(portal)


def test_what_waits_is_told(portal: Portal) -> None:
    """In what a build says, and in the states: who is to approve it."""
    assert build(portal).waiting == (Unpublished(TIN, "", "unapproved"),)
    for with_drafts in (False, True):
        found = states(gather(replace(portal.settings(), with_drafts=with_drafts)).library)
        assert [(each.path, each.state, each.waits_for) for each in found] == [(TIN, UNAPPROVED, "Chủ tịch")]


def test_translation_has_its_own_approval(portal: Portal) -> None:
    """And is not shown before its original is."""
    english = {"title": "News"}
    portal.write(TIN_EN, written("Text.", **english))
    approve(portal, TIN_EN, **english)
    approve(portal, TIN_EN, **english)  # with the text that it has now
    assert "en/2026/03/tin/index.html" not in tree_of(portal)
    approve(portal)
    assert {"2026/03/tin/index.html", "en/2026/03/tin/index.html"} <= tree_of(portal).keys()
    portal.write(TIN_EN, written("Text.", **english))
    assert "en/2026/03/tin/index.html" not in tree_of(portal)


def tree_of(portal: Portal) -> dict[str, bytes]:
    """The site as it is built now."""
    build(portal)
    return tree(portal.site)


def test_scheduled_article_needs_both(portal: Portal) -> None:
    """Approval, and its time."""
    later = FRONT | {"date": "2026-03-10"}
    portal.write(TIN, written(**later))
    assert build(portal).waiting == (Unpublished(TIN, "", "unapproved"),)
    approve(portal, TIN, **later)
    assert build(portal).waiting == (Unpublished(TIN, "2026-03-10T00:00", "scheduled"),)
    build(portal, NOW + datetime.timedelta(days=2))
    assert "2026/03/tin/index.html" in tree(portal.site)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("yes", False), ("no", True), ("{since: 2026-03-01}", False), ("{since: 2026-03-02}", True)],
)
def test_rule(rule: str, expected: bool, portal: Portal) -> None:
    """Whether an article that nobody approved is public."""
    portal.write("config.yaml", f"{CONFIG}approval: {rule}\n")
    assert is_public(portal) == expected


def test_withdrawal_needs_no_approval(portal: Portal) -> None:
    """Of what was approved once; of what never was, nothing is said."""
    approve(portal)
    text = (portal.folder / TIN).read_text(encoding="utf-8").replace("ngắn", "")
    withdrawn = text.replace("lead:", "withdrawn: {date: 2026-03-03, reason: Sai}\nlead:")
    portal.write(TIN, withdrawn)
    assert "2026/03/tin/index.html" in tree_of(portal)
    portal.write(TIN, "\n".join(line for line in withdrawn.split("\n") if not line.startswith("approved")))
    assert "2026/03/tin/index.html" not in tree_of(portal)


def test_preview_sees_an_exchanged_file(portal: Portal) -> None:
    """The site in memory takes back an article whose attachment is another one now."""
    approve(portal)
    live = LiveSite(portal.settings(), BuildCache(portal.folder))
    assert "2026/03/tin/index.html" in live.look(NOW).outputs
    portal.write("content/2026/03/van-ban.pdf", b"%PDF-1.4 other")
    assert "2026/03/tin/index.html" not in live.look(NOW).outputs
    portal.write("content/2026/03/van-ban.pdf", b"%PDF-1.4 1")
    assert "2026/03/tin/index.html" in live.look(NOW).outputs
