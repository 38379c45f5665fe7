"""Builds beside each other, into one folder or several, and after each other in other processes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bantin.disk.program import PROGRAM
from tests.build.settled import FILES, SAME_SIZE, assert_nothing_to_do, clean, counted, the_long_way
from tests.builds import build, came, is_short, lay, settle
from tests.portal import CONFIG, NOW, Portal, tree

pytestmark = pytest.mark.usefixtures("quick")


@pytest.mark.parametrize("seed", ["1", "2"])
def test_order_of_hashes_does_not_matter(seed: str, portal: Portal) -> None:
    """What an earlier process kept is of use to one that orders its sets otherwise."""
    portal.write("config.yaml", CONFIG + "without: [tags, archives, search]\n")
    settle()
    subprocess.run(
        [sys.executable, "-m", "tests.build.waiting_build", str(portal.folder), str(portal.site), ""],
        env={**os.environ, "PYTHONPATH": str(PROGRAM), "PYTHONHASHSEED": seed},
        check=True,
    )
    with counted() as made:
        the_long_way(portal)
    assert made == []


def start(portal: Portal, site: Path, wait_in: str) -> "subprocess.Popen[str]":
    """A build in another process, which waits half way until `end` is called; '' for not at all."""
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.build.waiting_build", str(portal.folder), str(site), wait_in],
        env={**os.environ, "PYTHONPATH": str(PROGRAM)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    if wait_in:
        assert started.stdout is not None
        assert started.stdout.readline() == "waiting\n"
    return started


def end(started: "subprocess.Popen[str]") -> str:
    """What came of it: 'built' or 'busy'."""
    said, _ = started.communicate("\n", timeout=60)
    assert started.returncode == 0
    return said.strip()


def test_second_build_into_one_folder(portal: Portal) -> None:
    """It says that another one is at work, and harms neither site nor cache."""
    first = start(portal, portal.site, "read_config")
    assert end(start(portal, portal.site, "")) == "busy"
    assert end(first) == "built"
    assert tree(portal.site) == clean(FILES, portal).files
    assert is_short(portal)


@pytest.mark.parametrize("wait_in", ["read_config", "keep_rows", "close"])
def test_builds_into_two_folders(wait_in: str, portal: Portal) -> None:
    """At one time, whoever of them writes the cache: both are right, and the cache is fine afterwards."""
    expected, other = clean(FILES, portal).files, portal.folder / "other"
    first = start(portal, portal.site, wait_in)
    assert end(start(portal, other, "")) == "built"
    assert end(first) == "built"
    assert tree(portal.site) == tree(other) == expected
    with counted() as made:
        the_long_way(portal)
    assert made == []
    portal.write("content/2026/bai.md", SAME_SIZE["content/2026/bai.md"])
    settle()
    again = clean({**FILES, "content/2026/bai.md": SAME_SIZE["content/2026/bai.md"]}, portal)
    first = start(portal, portal.site, wait_in)
    build(portal, site=other)
    assert end(first) == "built"
    assert tree(portal.site) == tree(other) == again.files
    assert_nothing_to_do(portal, NOW, again)


def test_builds_side_by_side(portal: Portal) -> None:
    """Processes that nobody holds up, each into its own folder."""
    sites = [portal.folder / name for name in ("site", "one", "two")]
    started = [start(portal, site, "") for site in sites]
    assert [end(each) for each in started] == ["built"] * 3
    assert [tree(site) for site in sites] == [clean(FILES, portal).files] * 3
    first = came(portal)
    assert_nothing_to_do(portal, NOW, first)


def test_looking_ahead(portal: Portal) -> None:
    """A process that looks at the site's files beside the build sees what is altered and what is gone."""
    came(portal)
    home, gone = portal.site / "index.html", portal.site / "2026/tin/index.html"
    for _ in range(2):
        home.write_bytes(home.read_bytes()[:-1] + b"?")
        gone.unlink()
        assert end(start(portal, portal.site, "")) == "built"
        assert tree(portal.site) == clean(FILES, portal).files
    other = {**FILES, "content/2026/bai.md": SAME_SIZE["content/2026/bai.md"]}
    lay(portal, other)
    gone.unlink()
    assert end(start(portal, portal.site, "")) == "built"
    assert tree(portal.site) == clean(other, portal).files
