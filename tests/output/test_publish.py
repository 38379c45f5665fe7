"""The site's contract, on real folders: DESIGN section 7."""

import os
import shutil
import sys
import time
from pathlib import Path

import pytest

from bantin.output import publish
from bantin.output.changes import Changes
from bantin.output.publish import open_site
from bantin.problems import Mistakes, Place, error, warning
from tests.output.sites import FIRST, SECOND, THIRD, Plan, build, clean, looks, put, tree

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")


def test_first_build(tmp_path: Path) -> None:
    """Everything is new."""
    site = tmp_path / "portal/site"
    assert build(site, FIRST) == Changes(new=tuple(sorted(FIRST)), changed=(), removed=(), unchanged=0)
    assert tree(site) == clean(FIRST)


def test_second_build_writes_nothing(tmp_path: Path) -> None:
    """Neither file nor record."""
    build(tmp_path, FIRST)
    before = looks(tmp_path)
    assert build(tmp_path, FIRST) == Changes((), (), (), unchanged=5)
    assert looks(tmp_path) == before


def test_only_what_differs_is_touched(tmp_path: Path) -> None:
    """New, changed and removed are told apart; folders of ours that are empty now go too."""
    build(tmp_path, FIRST)
    before = looks(tmp_path)
    changes = build(tmp_path, SECOND)
    assert changes == Changes(
        new=("a", "d/index.html", "e/f/index.html"),
        changed=("index.html",),
        removed=("a/index.html", "b/c/index.html", "d"),
        unchanged=1,
    )
    assert tree(tmp_path) == clean(SECOND)
    style = str(tmp_path / "assets/s.css")
    assert looks(tmp_path)[style] == before[style]


def test_same_bytes_from_other_ingredients(tmp_path: Path) -> None:
    """The file is not touched; the new fingerprint is remembered."""
    build(tmp_path, FIRST)
    before = looks(tmp_path)
    with open_site(tmp_path) as site:
        for path, content in FIRST.items():
            assert not site.holds(path, "other")
            site.stage(path, content.encode(), "other")
        assert site.commit(theme="kit").unchanged == 5
    assert {**looks(tmp_path), str(tmp_path / ".bantin/record"): 0} == {**before, str(tmp_path / ".bantin/record"): 0}
    with open_site(tmp_path) as site:
        assert all(site.holds(path, "other") for path in FIRST)


def test_nothing_changes_before_commit(tmp_path: Path) -> None:
    """An exception leaves the site as it was, and nothing in the stage."""
    build(tmp_path, FIRST)
    before = looks(tmp_path)
    with pytest.raises(ZeroDivisionError), open_site(tmp_path) as site:
        stage_and_fail(site)
    assert looks(tmp_path) == before
    assert list((tmp_path / ".bantin/stage").iterdir()) == []


def stage_and_fail(site: publish.OutputFolder) -> None:
    """One file waits, and then something goes wrong elsewhere."""
    site.stage("index.html", b"half a thought", "")
    raise ZeroDivisionError


def test_renames_in_the_given_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """New pages before the lists that lead to them; what the order does not name comes first."""
    replaced: list[str] = []
    replace = os.replace

    def noting(old: str, new: str) -> None:
        replaced.append(str(new))
        replace(old, new)

    monkeypatch.setattr(os, "replace", noting)
    with open_site(tmp_path) as site:
        for path in ("index.html", "x/index.html", "style.css", "y/index.html"):
            site.stage(path, path.encode(), "")
        site.commit(["y/index.html", "not staged", "x/index.html", "index.html"])
    root = os.path.realpath(tmp_path)
    own = [path for path in replaced if ".bantin" not in path]
    assert own == [f"{root}/{path}" for path in ("style.css", "y/index.html", "x/index.html", "index.html")]


def test_missing_and_altered_files_are_written_again(tmp_path: Path) -> None:
    """Also with the same size and the old time put back."""
    build(tmp_path, FIRST)
    (tmp_path / "index.html").unlink()
    page = tmp_path / "a/index.html"
    times = page.stat()
    page.write_text("b", encoding="utf-8")
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))
    changes = build(tmp_path, FIRST)
    assert (changes.changed, changes.unchanged) == (("a/index.html", "index.html"), 3)
    assert tree(tmp_path) == clean(FIRST)


def test_altered_at_once(tmp_path: Path) -> None:
    """A change within the clock's grain after the build shows in no time stamp, and is seen all the same."""
    plan = {"index.html": "0"}
    for number in range(40):
        build(tmp_path, plan)
        with (tmp_path / "index.html").open("r+b") as page:
            page.write(b"x")
        plan = {"index.html": "0", "n": str(number)}
        build(tmp_path, plan)
        assert tree(tmp_path) == clean(plan)


def test_site_copied_to_another_disk(tmp_path: Path) -> None:
    """All times and inodes differ; the bytes are read once, and remembered under their new looks."""
    plan = {f"{number}/index.html": str(number) for number in range(300)}
    build(tmp_path / "old", plan)
    shutil.copytree(tmp_path / "old", tmp_path / "new")
    time.sleep(0.05)
    before = looks(tmp_path / "new")
    with open_site(tmp_path / "new") as site:
        assert site.is_whole()
    after = looks(tmp_path / "new")
    assert after.pop(str(tmp_path / "new/.bantin/record")) != before.pop(str(tmp_path / "new/.bantin/record"))
    assert after == before
    (tmp_path / "new/7/index.html").chmod(0)  # would be unreadable, but for root
    (tmp_path / "new/7/index.html").chmod(0o644)
    with open_site(tmp_path / "new") as site:
        assert site.is_whole()
    assert build(tmp_path / "new", plan).unchanged == 300


def test_what_the_record_says(tmp_path: Path) -> None:
    """Kit and next change come back; whole is only a site that is as it was left."""
    with open_site(tmp_path) as site:
        assert (site.last.record.theme_digest, site.last.next_change, site.is_whole()) == ("", None, False)
    build(tmp_path, FIRST, "kit 7", "2026-03-01T07:00:00+07:00")
    with open_site(tmp_path) as site:
        assert (site.last.record.theme_digest, site.last.next_change, site.is_whole()) == (
            "kit 7",
            "2026-03-01T07:00:00+07:00",
            True,
        )
    build(tmp_path, FIRST, "kit 8")
    (tmp_path / "d").write_text("D", encoding="utf-8")
    with open_site(tmp_path) as site:
        assert (site.last.record.theme_digest, site.last.next_change, site.is_whole()) == ("kit 8", None, False)


def test_empty_plan(tmp_path: Path) -> None:
    """All of ours goes, nothing else."""
    put(tmp_path, {"CNAME": "phuc-loi.example", "b/note.txt": ""})
    build(tmp_path, FIRST)
    assert build(tmp_path, {}).removed == tuple(sorted(FIRST))
    assert tree(tmp_path) == clean({"CNAME": "phuc-loi.example", "b/note.txt": ""})


# ── Strangers ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_strangers_stay(tmp_path: Path) -> None:
    """Those that are there first are named once, a whole folder of them as one; those that come later never."""
    put(tmp_path, {".git/HEAD": "", ".git/config": "", "CNAME": "", "a/index.html": "taken over", "a/old.html": ""})
    changes = build(tmp_path, FIRST)
    assert changes.problems == (warning("site-strangers", Place("site"), count=3, example=".git"),)
    assert changes.new == tuple(sorted(FIRST))
    put(tmp_path, {".nojekyll": ""})
    assert build(tmp_path, THIRD).problems == ()
    strangers = {".git/HEAD": "", ".git/config": "", "CNAME": "", "a/old.html": "", ".nojekyll": ""}
    assert tree(tmp_path) == clean(THIRD | strangers)


@pytest.mark.parametrize(
    ("stranger", "plan", "mistake"),
    [
        ("x", {"x/y/index.html": ""}, error("site-file-in-way", Place("site/x"))),
        ("x/y/z", {"x": ""}, error("site-folder-in-way", Place("site/x"), example="site/x/y/z")),
    ],
)
def test_stranger_in_the_way(tmp_path: Path, stranger: str, plan: Plan, mistake: object) -> None:
    """Nothing is changed, and the mistake says which."""
    build(tmp_path, FIRST)
    put(tmp_path, {stranger: "mine"})
    before = tree(tmp_path)
    with pytest.raises(Mistakes) as raised:
        build(tmp_path, {**THIRD, **plan})
    assert raised.value.problems == (mistake,)
    assert tree(tmp_path) == before
    (tmp_path / stranger).unlink()
    build(tmp_path, {**THIRD, **plan})
    assert {path: content for path, content in tree(tmp_path).items() if content is not None} == {**THIRD, **plan}


def test_empty_folder_gives_way(tmp_path: Path) -> None:
    """Nothing is lost with it."""
    (tmp_path / "x/y").mkdir(parents=True)
    build(tmp_path, {"x": "file"})
    assert tree(tmp_path) == {"x": "file"}


def test_our_emptied_folder_gives_way(tmp_path: Path) -> None:
    """Also if someone else removed the files that we put there."""
    build(tmp_path, {"x/y/index.html": "y"})
    (tmp_path / "x/y/index.html").unlink()
    build(tmp_path, {"x": "file"})
    assert tree(tmp_path) == {"x": "file"}


def test_file_and_folder_in_one_plan(tmp_path: Path) -> None:
    """Refused before anything is changed."""
    with pytest.raises(Mistakes) as raised:
        build(tmp_path, {"x": "", "x/y": ""})
    assert raised.value.problems == (error("output-file-and-folder", Place("site/x")),)
    assert tree(tmp_path) == {}


def test_capitals_change(tmp_path: Path) -> None:
    """Where `A` and `a` are one, the old name has to go before the new one comes; the result is the same everywhere."""
    build(tmp_path, {"A/X.html": "x", "A/y.html": "y"})
    assert tree(tmp_path) == clean({"A/X.html": "x", "A/y.html": "y"})
    build(tmp_path, {"a/x.html": "x", "a/y.html": "y"})
    assert tree(tmp_path) == clean({"a/x.html": "x", "a/y.html": "y"})


# ── Links and paths ──────────────────────────────────────────────────────────────────────────────────────────────────


@needs_links
def test_site_may_be_a_link(tmp_path: Path) -> None:
    """To the folder that the server looks at; the link stays."""
    (tmp_path / "www").mkdir()
    (tmp_path / "site").symlink_to("www")
    build(tmp_path / "site", FIRST)
    build(tmp_path / "site", SECOND)
    assert (tmp_path / "site").is_symlink()
    assert tree(tmp_path / "www") == clean(SECOND)


@needs_links
def test_no_writing_or_removing_through_links(tmp_path: Path) -> None:
    """A linked folder in the site is a stranger's; a link where a file has to be is replaced, not followed."""
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    build(site, FIRST)
    shutil.move(site / "b", elsewhere)
    (site / "b").symlink_to(elsewhere)
    (site / "index.html").unlink()
    (site / "index.html").symlink_to(elsewhere / "c/index.html")
    before = tree(elsewhere)
    with pytest.raises(Mistakes) as raised:
        build(site, {**FIRST, "b/c/index.html": "new"})
    assert raised.value.problems == (error("site-link-in-way", Place("site/b")),)
    build(site, {"index.html": "new"})
    assert (site / "index.html").read_text(encoding="utf-8") == "new"
    assert not (site / "index.html").is_symlink()
    assert (site / "b").is_symlink()
    assert tree(elsewhere) == before


@needs_links
def test_own_folder_is_never_a_link(tmp_path: Path) -> None:
    """Else emptying the stage would empty another's folder."""
    put(tmp_path, {"mine/x": "", "site/y": ""})
    site = tmp_path / "site"
    (site / ".bantin").symlink_to(tmp_path / "mine")
    with pytest.raises(Mistakes) as raised:
        build(site, FIRST)
    assert raised.value.problems == (error("site-own-folder", Place("site/.bantin")),)
    (site / ".bantin").unlink()
    (site / ".bantin").mkdir()
    (site / ".bantin/stage").symlink_to(tmp_path / "mine")
    build(site, FIRST)
    assert (tmp_path / "mine/x").exists()
    assert not (site / ".bantin/stage").is_symlink()
