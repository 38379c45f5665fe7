"""The short way of a build that finds nothing changed: when it is taken, when not, and what it never loads."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

import pytest

from bantin.disk.program import PROGRAM
from tests.build.settled import DAY, FILES, SAME_SIZE, assert_nothing_to_do, clean
from tests.builds import build, came, is_short, settle
from tests.portal import NOW, Portal, tree, written

pytestmark = pytest.mark.usefixtures("quick")


def test_short_way(portal: Portal) -> None:
    """It is taken when nothing changed, also later the same day; not before anything was built, nor after an edit."""
    assert not is_short(portal)
    first = came(portal)
    assert is_short(portal)
    assert_nothing_to_do(portal, NOW + DAY, first)
    assert came(portal, NOW - DAY) == first
    portal.write("content/2026/tin.md", str(FILES["content/2026/tin.md"]))
    settle()
    assert not is_short(portal)


@pytest.mark.parametrize(
    "words",
    [(), ("--quiet",), ("--verbose",), ("--lang", "en"), ("--jobs", "2")],
    ids=lambda words: "".join(words) or "-",
)
def test_short_way_loads_no_library(words: Sequence[str], portal: Portal) -> None:
    """With nothing changed, nothing that reads templates, Markdown, pictures or YAML, or starts workers, is loaded."""
    code = (
        "import sys; from bantin.commands import cli; status = cli.main(sys.argv[1:]); "
        "late = 'jinja2 markupsafe markdown nh3 slugify PIL yaml multiprocessing concurrent.futures'.split(); "
        "print(*[name for name in late if name in sys.modules], file=sys.stderr); sys.exit(status)"
    )
    said = ""
    for _ in range(2):
        said = subprocess.run(
            [sys.executable, "-c", code, "--project", str(portal.folder), *words],
            env={**os.environ, "SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))},
            cwd=PROGRAM,
            capture_output=True,
            check=True,
            encoding="utf-8",
        ).stderr
    assert said == "\n"


@pytest.mark.parametrize("change", ["altered", "altered in the same size", "removed", "a folder", "a link"])
def test_output_that_is_no_longer_ours(change: str, portal: Portal) -> None:
    """A file of the site that somebody removed or changed is written again, as from a clean build."""
    first = came(portal)
    output = portal.site / "2026/tin/index.html"
    data = output.read_bytes()
    if change.startswith("altered"):
        output.write_bytes(data[:-1] + b"?" if "same size" in change else b"?")
    else:
        output.unlink()
    if change == "a folder":
        output.mkdir()
    if change == "a link":
        output.symlink_to(portal.folder / "config.yaml")
    settle()
    assert not is_short(portal)
    assert came(portal) == first
    assert output.read_bytes() == data
    assert not output.is_symlink()


def test_strangers_are_left_alone(portal: Portal) -> None:
    """A file that is not ours is no reason to build, and is not touched."""
    first = came(portal)
    (portal.site / "CNAME").write_text("phuc-loi.example", encoding="utf-8")
    assert is_short(portal)
    build(portal)
    assert came(portal).files == {**first.files, "CNAME": b"phuc-loi.example"}


def test_drafts_are_told_apart(portal: Portal) -> None:
    """With drafts, without, and again: each time the site that was asked for."""
    portal.write("content/2026/nhap.md", written(title="Nháp", date="2026-03-03", category="thong-bao", draft="yes"))
    settle()
    without = came(portal)
    for _ in range(2):
        outcome = build(portal, with_drafts=True)
        assert "2026/nhap/index.html" in outcome.changes.new
        assert came(portal) == without


def test_outputs_are_told_apart(portal: Portal) -> None:
    """What was built into one folder says nothing of another."""
    first, other = came(portal), portal.folder / "other"
    assert build(portal, site=other).changes.unchanged == 0
    assert tree(other) == first.files
    path = "content/2026/bai.md"
    portal.write(path, SAME_SIZE[path])
    settle()
    expected = clean({**FILES, path: SAME_SIZE[path]}, portal)
    assert came(portal) == expected
    assert tree(other) == first.files
    build(portal, site=other)
    assert tree(other) == expected.files


def test_projects_are_told_apart(portal: Portal) -> None:
    """Two portals that are built into one folder by turns; and a copy of a portal with its cache and its site."""
    copy = Portal(portal.folder.with_name("copy"))
    first = came(portal)
    shutil.copytree(portal.folder, copy.folder)
    path = "content/2026/bai.md"
    copy.write(path, SAME_SIZE[path])
    settle()
    expected = clean({**FILES, path: SAME_SIZE[path]}, portal)
    assert came(copy) == expected
    for _ in range(2):
        build(copy, site=portal.site)
        assert tree(portal.site) == expected.files
        assert came(portal) == first


def test_older_site_put_back(portal: Portal) -> None:
    """A whole site that was put aside and put back is not what was built last, though its builds were as many."""
    came(portal)
    aside = portal.folder / "aside"
    portal.site.rename(aside)
    path = "content/2026/bai.md"
    portal.write(path, SAME_SIZE[path])
    settle()
    expected = came(portal)
    shutil.rmtree(portal.site)
    aside.rename(portal.site)
    assert came(portal) == expected


def test_site_of_a_refused_build(portal: Portal) -> None:
    """After a mistake that is taken back, with the file's old bytes and times, the site is what it was."""
    first, path = came(portal), "content/2026/bai.md"
    portal.write(path, "---\ntitle: [\n---\n")
    settle()
    for _ in range(2):
        refused = came(portal)
        assert (refused.files, refused.pages, len(refused.problems)) == (first.files, 0, 1)
    portal.write(path, FILES[path])
    settle()
    assert came(portal) == first
    assert_nothing_to_do(portal, NOW, first)
