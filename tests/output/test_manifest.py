"""The record of a site, damaged or made by others: no path outside is believed, a damaged one is a lost one."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bantin.disk.files import digest
from bantin.output import manifest
from bantin.output.changes import Changes
from bantin.output.publish import open_site
from bantin.output.safe_paths import is_safe
from bantin.problems import Mistakes, Place, error, warning
from tests.output.sites import FIRST, SECOND, THIRD, build, clean, looks, put, tree


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "../x",
        "a/../b",
        "a/./b",
        "a//b",
        "a/",
        ".",
        "..",
        "a\\b",
        "C:/x",
        "a/con",
        "a/CON.html",
        "nul",
        "com1.txt/x",
        "lpt².x",
        "aux .x",
        "a./b",
        "a/b.",
        "a /b",
        "b ",
        "what?",
        "a*b",
        'a"b',
        "a\nb",
        "a\0b",
        "\ud800",
        ".bantin/record",
        ".BANTIN",
        "e\u0301.html",
        "ế" * 86,
        "a" * 256,
    ],
)
def test_unsafe_paths(tmp_path: Path, path: str) -> None:
    """What is no file inside the site on some system is refused on all."""
    assert not is_safe(path)
    with pytest.raises(Mistakes) as raised, open_site(tmp_path, "site") as site:
        site.stage(path, b"", "")
    assert raised.value.problems == (error("output-path-unsafe", Place(f"site/{path}")),)


@pytest.mark.parametrize(
    "path",
    ["index.html", ".nojekyll", "2018/03/x/Quyết định số 5.pdf", "console/x", "a.b..c", " a", "bantin", "ế" * 85],
)
def test_safe_paths(path: str) -> None:
    """Attachments keep the names that editors gave them."""
    assert is_safe(path)


def test_record_with_paths_outside(tmp_path: Path) -> None:
    """Whoever wrote such a record: nothing outside the site is removed."""
    site = tmp_path / "site"
    build(site, FIRST)
    put(tmp_path, {"mine.txt": "mine"})
    known, _ = manifest.load(site / ".bantin")
    assert known is not None
    known.files["../mine.txt"] = manifest.entry("", "", "")
    manifest.save(site / ".bantin", known)
    manifest.save_journal(site / ".bantin", 99, ["../mine.txt", str(tmp_path / "mine.txt"), "a/../../mine.txt"])
    build(site, SECOND)
    assert tree(site) == clean(SECOND)
    assert (tmp_path / "mine.txt").exists()


# ── A lost record ────────────────────────────────────────────────────────────────────────────────────────────────────


def with_right_head(body: bytes) -> bytes:
    """As only a person could write it."""
    return json.dumps({"bantin": 1, "digest": digest(body)}).encode() + b"\n" + body


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"a/index.html", b"x/index.html"),
        lambda data: data.replace(b'"bantin": 1', b'"bantin": 2'),
        lambda data: os.urandom(2000),
        lambda data: with_right_head(b"[" * 100_000),
        lambda data: with_right_head(b"[]"),
        lambda data: with_right_head(b'{"build": "1", "kit": "", "next_change": null, "files": {}}'),
        lambda data: with_right_head(b'{"build": 1, "kit": "", "next_change": null, "files": {"a": 1}}'),
        lambda data: with_right_head(b"1" * 10_000),
    ],
)
def test_damaged_record_is_a_lost_one(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    """Everything of the new plan is compared by its bytes; what is not in it is named and stays."""
    build(tmp_path, FIRST)
    before = looks(tmp_path)
    file = tmp_path / ".bantin/record"
    for each in (file, tmp_path / ".bantin/record.copy"):
        each.write_bytes(spoil(each.read_bytes()))
    with open_site(tmp_path) as site:
        assert not site.is_whole()
    plan = {path: content for path, content in FIRST.items() if path != "d"}
    changes = build(tmp_path, plan)
    problem = warning("site-strangers", Place("site"), count=1, example="d")
    assert changes == Changes((), (), (), unchanged=4, problems=(problem,))
    assert {**looks(tmp_path), str(file): 0} == {**before, str(file): 0}
    build(tmp_path, {"index.html": "x"})
    assert tree(tmp_path) == clean({"index.html": "x", "d": "d"})


def test_entries_that_are_none(tmp_path: Path) -> None:
    """A record that is whole but says nonsense of a file says nothing."""
    build(tmp_path, FIRST)
    known, _ = manifest.load(tmp_path / ".bantin")
    assert known is not None
    manifest.save(tmp_path / ".bantin", manifest.Manifest(5, "kit", None, dict.fromkeys(known.files, "nonsense")))
    assert build(tmp_path, FIRST).unchanged == 5
    assert build(tmp_path, THIRD).removed == tuple(sorted(FIRST.keys() - THIRD.keys()))
    assert tree(tmp_path) == clean(THIRD)


def test_old_journal_is_over(tmp_path: Path) -> None:
    """Killed between record and the journal's end: what the journal named is no longer ours if the record is silent."""
    build(tmp_path, FIRST)
    build(tmp_path, SECOND)
    manifest.save_journal(tmp_path / ".bantin", 2, [*FIRST, *SECOND])
    put(tmp_path, {"b/c/index.html": "a stranger's now"})
    build(tmp_path, SECOND)
    assert not (tmp_path / ".bantin/journal").exists()
    assert tree(tmp_path) == clean({**SECOND, "b/c/index.html": "a stranger's now"})
