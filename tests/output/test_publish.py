"""The site's contract, on real folders: DESIGN section 7.

Run as a program, this file builds sites and has each build killed at another moment (see `Killing`).
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bantin.disk.files import digest
from bantin.output import lock, manifest, patience, publish, recorded_files
from bantin.output.changes import Changes
from bantin.output.lock import Busy
from bantin.output.publish import open_site
from bantin.output.safe_paths import is_safe
from bantin.problems import Mistakes, Place, Problem, error, warning
from bantin.text import folders_of
from tests.builds import rounds

Plan = dict[str, str]

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="the killed process is a forked one")

FIRST: Plan = {"a/index.html": "a", "b/c/index.html": "c", "d": "d", "assets/s.css": "s", "index.html": "home"}
SECOND: Plan = {
    "e/f/index.html": "f",
    "a": "now a file",
    "d/index.html": "now a folder",
    "assets/s.css": "s",
    "index.html": "home again",
}
THIRD: Plan = {"b/c": "a file too", "e/f/index.html": "f again", "index.html": "third"}


@pytest.fixture(autouse=True)
def impatient_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test cuts the power: waiting for the disk would take most of their time."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)


def build(site: Path, plan: Plan, kit: str = "kit", next_change: str | None = None) -> Changes:
    """A build as the pipeline does it: what the site holds is not made again."""
    with open_site(site, "site") as opened:
        for path, content in plan.items():
            fingerprint = f"made from {digest(content.encode())}"
            if opened.holds(path, fingerprint):
                opened.keep(path)
            else:
                opened.stage(path, content.encode(), fingerprint)
        return opened.commit(list(plan), kit, next_change)


def put(folder: Path, files: Plan) -> None:
    """A stranger's files."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")


def tree(site: Path) -> dict[str, str | None]:
    """Every file with its content, every folder, but for our own."""
    found: dict[str, str | None] = {}
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if not f"{name}/".startswith(".bantin/"):
            found[name] = None if path.is_dir() else path.read_text(encoding="utf-8")
    return found


def clean(files: Plan) -> dict[str, str | None]:
    """The tree of a folder with these files and nothing else."""
    return {**dict.fromkeys(folders_of(files)), **files}


def looks(site: Path) -> dict[str, tuple[int, int]]:
    """By what a file that was touched would be known: those of the site and the record."""
    return {
        str(path): (path.stat().st_mtime_ns, path.stat().st_ino)
        for path in [*site.rglob("*"), site / ".bantin/record"]
        if path.is_file() and (".bantin" not in path.parts or path.name == "record")
    }


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


# ── One build at a time ──────────────────────────────────────────────────────────────────────────────────────────────


def test_second_build_at_once_is_refused(tmp_path: Path) -> None:
    """And disturbs nothing of the first."""
    with open_site(tmp_path) as site:
        site.stage("index.html", b"x", "")
        with pytest.raises(Busy), open_site(tmp_path):
            pass
        site.commit()
    assert tree(tmp_path) == {"index.html": "x"}


@pytest.fixture
def other(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that has the site open, and a worker forked meanwhile that lives as long as our pipe to it."""
    with run_here("hold", str(tmp_path)) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def run_here(*arguments: str) -> "subprocess.Popen[str]":
    """This file as a program."""
    command = [sys.executable, __file__, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_lock_of_a_killed_process(tmp_path: Path, other: "subprocess.Popen[str]") -> None:
    """It holds as long as the process lives, and no longer, even if a worker of it lives on."""
    with pytest.raises(Busy):
        build(tmp_path, FIRST)
    assert tree(tmp_path) == {}
    other.kill()
    other.wait()
    build(tmp_path, FIRST)
    assert tree(tmp_path) == clean(FIRST)


def hold(site: Path) -> None:
    """The other process. Its worker speaks, once it runs: until then it has not let go of what it was forked with."""
    with open_site(site):
        forks = hasattr(os, "fork")
        worker = not forks or os.fork() == 0
        if worker:
            print("held", flush=True)
        if worker and forks:
            sys.stdin.read()
            os._exit(0)
        time.sleep(60)


def test_disk_without_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some network drives have none: built all the same, with a warning."""
    monkeypatch.setattr(lock, "_take", lambda handle: False)
    assert build(tmp_path, FIRST).problems == (warning("site-lock-missing", Place("site")),)


# ── A disk that refuses ──────────────────────────────────────────────────────────────────────────────────────────────


def failing(function: Any, number: int, trouble: OSError) -> Callable[..., Any]:
    """`function`, which fails when it is called for the `number`-th time, from 0."""
    calls = iter(range(10_000))

    def call(*arguments: Any, **named: Any) -> Any:
        if next(calls) == number:
            raise trouble
        return function(*arguments, **named)

    return call


def test_disk_full_while_staging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site stays as it was."""
    build(tmp_path, FIRST)
    before = looks(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", failing(os.write, 1, OSError(28, "No space left on device")))
        with pytest.raises(Mistakes) as raised:
            build(tmp_path, SECOND)
    assert raised.value.problems == (error("disk-full", Place("site/a")),)
    assert looks(tmp_path) == before
    assert list((tmp_path / ".bantin/stage").iterdir()) == []


def test_full_disk_is_called_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For each file that is tried, to tell all mistakes at once: none is said to be in another's way."""
    with open_site(tmp_path, "site") as site:
        monkeypatch.setattr(os, "write", failing_always(OSError(28, "No space left on device")))
        for path in ("a", "b", "c/d"):
            with pytest.raises(Mistakes) as raised:
                site.stage(path, b"x", "")
            assert raised.value.problems == (error("disk-full", Place(f"site/{path}")),)


def test_own_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk's clock is asked in it, when a file is met that looks otherwise: the folder is named, if that fails."""
    build(tmp_path, FIRST)
    (tmp_path / "d").write_text("d", encoding="utf-8")
    refusal = PermissionError(13, "Permission denied", f"{os.path.realpath(tmp_path)}/.bantin/clock.1")
    monkeypatch.setattr(recorded_files, "clock", failing_always(refusal))
    with pytest.raises(Mistakes) as raised:
        build(tmp_path, FIRST)
    assert raised.value.problems == (error("disk-not-allowed", Place("site/.bantin/clock.1")),)


def test_no_commit_after_a_failure(tmp_path: Path) -> None:
    """Even if the caller tried to go on."""
    with open_site(tmp_path) as site:
        (tmp_path / ".bantin/stage").rmdir()
        with suppress(Mistakes):
            site.stage("x", b"x", "")
        with pytest.raises(ValueError, match="could not be staged"):
            site.commit()


@pytest.mark.parametrize("name", ["replace", "mkdir", "unlink", "fsync"])
@pytest.mark.parametrize("number", range(5))
def test_disk_refuses_half_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int) -> None:
    """The file is named where the system names it, and the next build puts everything right."""
    build(tmp_path, FIRST)
    trouble = OSError(5, "Input/output error", str(tmp_path / "x/y"))
    problems: tuple[Problem, ...] = ()
    with monkeypatch.context() as patch, open_site(tmp_path, "site") as site:
        for path, content in SECOND.items():
            site.stage(path, content.encode(), "")
        patch.setattr(os, name, failing(getattr(os, name), number, trouble))
        try:
            site.commit()
        except Mistakes as mistakes:
            problems = mistakes.problems
    assert problems == (error("disk-hardware", Place("site/x/y")),) or (problems == () and number > 1)
    build(tmp_path, THIRD)
    assert tree(tmp_path) == clean(THIRD)


CHANGES = ("replace", "link", "mkdir", "rmdir", "unlink", "fsync", "open", "write")
"""All that a build asks of the system once everything is staged."""


class Refusing:
    """A disk that refuses from the `number`-th of these changes on, counted from 0; only so many times."""

    def __init__(self, patch: pytest.MonkeyPatch, number: int, times: int, names: tuple[str, ...] = CHANGES) -> None:
        self.refused = range(number, number + times)
        self.calls = 0
        self.is_over = False
        patch.setattr(patience, "PATIENCE", 0)
        for name in names:
            patch.setattr(os, name, self.asked(getattr(os, name), name))

    def asked(self, function: Any, name: str) -> Callable[..., Any]:
        """`function`, which may be refused."""

        def call(*arguments: Any, **named: Any) -> Any:
            is_change = name != "open" or arguments[1] & os.O_CREAT
            self.calls += is_change and not self.is_over
            if is_change and not self.is_over and self.calls - 1 in self.refused:
                raise PermissionError(13, "Access is denied", *map(str, arguments[:1]))
            return function(*arguments, **named)

        return call


REFUSED = [
    (FIRST, SECOND),
    (SECOND, FIRST),
    (FIRST, THIRD),
    (FIRST, {}),
    ({}, FIRST),
    ({"A/X.html": "x", "b": "b"}, {"a/x.html": "y", "b": "c"}),
]


def failing_always(trouble: OSError) -> Callable[..., Any]:
    """A function that this disk does not have."""

    def call(*_: Any, **__: Any) -> Any:
        raise trouble

    return call


def staged(site: publish.OutputFolder, plan: Plan) -> None:
    """Everything waits for its place."""
    for path, content in plan.items():
        site.stage(path, content.encode(), "")


@pytest.mark.parametrize("has_links", [True, False], ids=["links", "no-links"])
@pytest.mark.parametrize(("before", "after"), REFUSED)
def test_all_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: Plan, after: Plan, has_links: bool
) -> None:
    """Whichever one change the disk refuses, the tree is the old one to the byte, or the new one if it was needless."""
    strangers = {"CNAME": "stranger", "b/note.txt": "stranger"} if before is not REFUSED[-1][0] else {}
    outcomes = set()
    for number in range(200):
        site = tmp_path / str(number)
        put(site, strangers)
        build(site, before)
        problems: tuple[Problem, ...] = ()
        with monkeypatch.context() as patch, open_site(site, "site") as opened:
            staged(opened, after)
            if not has_links:
                patch.setattr(os, "link", failing_always(OSError(95, "Operation not supported")))
            disk = Refusing(patch, number, 1)
            try:
                opened.commit(list(after))
            except Mistakes as mistakes:
                problems = mistakes.problems
            disk.is_over = True
        assert [problem.key for problem in problems] in ([], ["disk-not-allowed"])
        if not problems:
            drop_empty_folders(site)  # one that could not be removed does no harm
        assert tree(site) == clean({**strangers, **(before if problems else after)})
        assert list((site / ".bantin/stage").iterdir()) == []
        outcomes.add(bool(problems))
        if disk.calls <= number:
            break
        build(site, THIRD)
        assert tree(site) == clean({**strangers, **THIRD})
    assert outcomes == {True, False}


@pytest.mark.parametrize("has_links", [True, False], ids=["links", "no-links"])
@pytest.mark.parametrize(("before", "after"), REFUSED)
def test_disk_that_refuses_to_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: Plan, after: Plan, has_links: bool
) -> None:
    """From some change on it takes none, as when it turns read-only: every file that is not as it was is named, no
    other, and the next build mends it all.
    """
    halves = 0
    for number in range(200):
        site = tmp_path / str(number)
        build(site, before)
        problems: tuple[Problem, ...] = ()
        with monkeypatch.context() as patch, open_site(site, "site") as opened:
            staged(opened, after)
            if not has_links:
                patch.setattr(os, "link", failing_always(OSError(95, "Operation not supported")))
            disk = Refusing(patch, number, 10_000)
            try:
                opened.commit(list(after))
            except Mistakes as mistakes:
                problems = mistakes.problems
            disk.is_over = True
        old, found = clean(before), tree(site)
        other = {path for path in {*old, *found} if old.get(path, "none") != found.get(path, "none")}
        left = [problem for problem in problems if problem.key.startswith("site-still-")]
        assert {problem.place.path for problem in left} == {f"site/{path}" for path in other if problems}
        if left:
            halves += 1
            assert error("site-half", Place("site"), count=len(left)) in problems
            assert all((problem.key == "site-still-new") == (problem.place.path[5:] in found) for problem in left)
        elif not problems:
            drop_empty_folders(site)
            assert tree(site) == clean(after)
        build(site, THIRD)
        assert tree(site) == clean(THIRD)
        if disk.calls <= number:
            break
    assert halves


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_site_that_cannot_be_written(tmp_path: Path) -> None:
    """One problem that says so."""
    (tmp_path / "site").mkdir(mode=0o500)
    with pytest.raises(Mistakes) as raised:
        build(tmp_path / "site", FIRST)
    assert raised.value.problems == (error("disk-not-allowed", Place("site/.bantin")),)


def test_site_that_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for its parent, and for one who runs as root, who may write everywhere."""
    refusal = PermissionError(13, "Permission denied", str(tmp_path / "none"))
    monkeypatch.setattr(os, "mkdir", failing(os.mkdir, 0, refusal))
    with pytest.raises(Mistakes) as raised:
        build(tmp_path / "none/site", FIRST)
    assert raised.value.problems == (error("disk-not-allowed", Place("site")),)


def test_site_is_a_file(tmp_path: Path) -> None:
    """One problem that says so."""
    (tmp_path / "site").write_text("", encoding="utf-8")
    with pytest.raises(Mistakes) as raised:
        build(tmp_path / "site", FIRST)
    assert raised.value.problems == (error("disk-not-a-folder", Place("site")),)


def test_errors_of_the_caller_stay_his(tmp_path: Path) -> None:
    """An OSError raised while the site is open is not taken for one of the site's."""
    with pytest.raises(FileNotFoundError), open_site(tmp_path):
        (tmp_path / "none").read_bytes()


class Clock:
    """Time that passes only while someone sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_refused_rename_is_tried_again() -> None:
    """For two seconds; then it is an error."""
    clock = Clock()
    calls: list[tuple[str, float]] = []

    def rename(old: str, new: str) -> None:
        calls.append((f"{old} → {new}", clock.now - 1000))
        if clock.now < ready:
            raise PermissionError(13, "Access is denied", old, 5, new)

    ready = 1001.5
    patience.patiently(rename, "a", "b", clock=lambda: clock.now, sleep=clock.sleep)
    assert calls[0] == ("a → b", 0)
    assert 1.5 <= calls[-1][1] < 1.6
    ready = 2000
    clock.now = 1000
    with pytest.raises(PermissionError) as raised:
        patience.patiently(rename, "a", "b", clock=lambda: clock.now, sleep=clock.sleep)
    assert raised.value.filename2 == "b"
    assert 2 <= calls[-1][1] < 2.1


def test_refused_rename_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page, not where it waited."""
    monkeypatch.setattr(patience, "PATIENCE", 0)
    replace = os.replace

    def refusing(old: str, new: str) -> None:
        if str(new).endswith("index.html"):
            raise PermissionError(13, "Access is denied", old, None, new)
        replace(old, new)

    monkeypatch.setattr(os, "replace", refusing)
    with pytest.raises(Mistakes) as raised:
        build(tmp_path, {"x/index.html": ""})
    assert raised.value.problems == (error("disk-not-allowed", Place("site/x/index.html")),)


# ── Killed ───────────────────────────────────────────────────────────────────────────────────────────────────────────


class Killing:
    """Ends this process at its `moment`-th change of anything in `folder`: before a file is opened for writing, renamed
    or removed, a folder made or removed, in the midst of a write, before an fsync.
    """

    def __init__(self, folder: Path, moment: int) -> None:
        self.folder = str(folder)
        self.left = moment
        self.write = os.write
        vars(os).update(write=self.write_half, fsync=self.fsync_never)
        sys.addaudithook(self.hear)

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """One of Python's audit events, which every way to change a file raises before it does."""
        is_change = event in ("os.mkdir", "os.rmdir", "os.remove", "os.rename", "os.link")
        if (is_change or (event == "open" and arguments[2] & os.O_CREAT)) and self.folder in str(arguments[0]):
            self.come_nearer()

    def come_nearer(self) -> None:
        """One change less to live."""
        if self.left == 0:
            os._exit(KILLED)
        self.left -= 1

    def write_half(self, handle: int, data: bytes) -> int:
        """The second half of what is written is another change."""
        half = self.write(handle, data[: len(data) // 2])
        self.come_nearer()
        return half + self.write(handle, data[half:])

    def fsync_never(self, handle: int) -> None:
        """Dies with data that only the system knows; else leaves the disk in peace."""
        self.come_nearer()


KILLED = 9


def drive(folder: Path, plans: list[Plan], strangers: Plan) -> None:
    """For each moment of the last build but one: the builds before it, that one killed at the moment, then the last.

    Prints for each moment the tree between and the tree after; ends with the moment that never came.
    """
    *before, killed, after = plans
    vars(os).update(fsync=lambda handle: None)
    for moment in range(10_000):
        site = folder / str(moment)
        put(site, strangers)
        for plan in before:
            build(site, plan)
        child = os.fork()
        if child == 0:
            Killing(site, moment)
            build(site, killed)
            os._exit(0)
        was_killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED
        between = tree(site)
        build(site, after)
        print(json.dumps([between, tree(site)]))
        if not was_killed:
            return


@needs_fork
@pytest.mark.parametrize("strangers", [{}, {"CNAME": "stranger", "b/note.txt": "stranger"}])
@pytest.mark.parametrize(
    "plans",
    [
        [FIRST, SECOND, THIRD],
        [FIRST, SECOND, FIRST],
        [FIRST, SECOND, SECOND],
        [FIRST, THIRD, {}],
        [FIRST, {}, SECOND],
        [SECOND, FIRST, {"index.html": "only"}],
        [FIRST, THIRD],
    ],
)
def test_killed_at_every_moment(tmp_path: Path, plans: list[Plan], strangers: Plan) -> None:
    """The next build, whatever its plan, gives the tree of a clean build; home never leads to a page not yet there."""
    with run_here("drive", str(tmp_path), json.dumps(plans), json.dumps(strangers)) as process:
        output, _ = process.communicate()
    moments = [json.loads(line) for line in output.splitlines()]
    assert len(moments) > 15
    assert process.returncode == 0
    *before, killed, after = plans
    old = clean({**strangers, **(before[-1] if before else {})})
    new = clean({**strangers, **killed})
    assert moments[0][0] == old
    assert moments[-1][0] == new
    for between, result in moments:
        assert result == clean({**strangers, **after})
        if "index.html" in killed and between.get("index.html") == killed["index.html"]:
            assert clean(killed).items() <= between.items()


@needs_fork
def test_killed_twice(tmp_path: Path) -> None:
    """What the first journal named is still ours after the second."""
    with run_here("drive-twice", str(tmp_path)) as process:
        output, _ = process.communicate()
    assert process.returncode == 0
    assert {json.dumps(json.loads(line), sort_keys=True) for line in output.splitlines()} == {
        json.dumps(clean({"index.html": "last", "s.txt": "stranger"}), sort_keys=True)
    }
    assert len(output.splitlines()) > 80


def drive_twice(folder: Path) -> None:
    """Kills a build, then the one after it, at many pairs of moments."""
    vars(os).update(fsync=lambda handle: None)
    for first in range(3, 45, 4):
        for second in range(2, 45, 6):
            site = folder / f"{first}-{second}"
            put(site, {"s.txt": "stranger"})
            build(site, FIRST)
            for plan, moment in ((SECOND, first), (THIRD, second)):
                child = os.fork()
                if child == 0:
                    Killing(site, moment)
                    build(site, plan)
                    os._exit(0)
                os.waitpid(child, 0)
            build(site, {"index.html": "last"})
            print(json.dumps(tree(site)))


# ── Any sequence of builds ───────────────────────────────────────────────────────────────────────────────────────────

names = st.sampled_from(["a", "b", "index.html"])
output_paths = st.lists(names, min_size=1, max_size=3).map("/".join)
contents = st.sampled_from(["", "x", "y", "long enough to differ in size"])
all_plans = st.dictionaries(output_paths, contents, max_size=7).filter(lambda plan: not folders_of(plan) & plan.keys())
steps = st.one_of(
    st.tuples(st.just("build"), all_plans),
    st.tuples(st.just("build"), all_plans),
    st.tuples(st.just("stranger"), st.lists(names, max_size=2).map(lambda folders: "/".join([*folders, "s.txt"]))),
    st.tuples(st.just("alter"), st.integers(0, 6)),
    st.tuples(st.just("delete"), st.integers(0, 6)),
    st.tuples(st.just("lose the record"), st.none()),
    st.tuples(st.just("copy"), st.none()),
)


def drop_empty_folders(site: Path) -> None:
    """Removes the folders that hold no file."""
    for path in sorted(site.rglob("*"), reverse=True):
        if path.is_dir() and ".bantin" not in path.parts:
            with suppress(OSError):
                path.rmdir()


@given(st.lists(steps, max_size=9))
@settings(max_examples=rounds(150), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_sequence(tmp_path: Path, sequence: list[tuple[str, Any]]) -> None:
    """After each build the tree is the plan and the strangers; or a stranger was in the way and nothing has changed."""
    base = tmp_path / os.urandom(6).hex()
    site = base / "0"
    site.mkdir(parents=True)
    strangers: Plan = {}
    plan: Plan = {}
    for number, (step, value) in enumerate(sequence, 1):
        match step:
            case "build":
                left = {path: content for path, content in strangers.items() if path not in value}
                is_in_way = bool(folders_of(left) & value.keys() or folders_of(value) & left.keys())
                before = tree(site)
                try:
                    build(site, value)
                except Mistakes:
                    assert is_in_way
                    assert tree(site) == before
                else:
                    assert not is_in_way
                    strangers, plan = left, value
                    assert tree(site) == clean({**strangers, **plan})
            case "stranger":
                with suppress(OSError):
                    put(site, {value: "stranger"})
                    strangers[value] = "stranger"
            case "alter" | "delete" if value < len(plan):
                file = site / sorted(plan)[value]
                if file.is_file() and step == "alter":
                    file.write_text("z", encoding="utf-8")
                elif file.is_file():
                    file.unlink()
            case "lose the record":
                for name in ("record", "record.copy"):
                    (site / ".bantin" / name).unlink(missing_ok=True)
                strangers |= {
                    path: (site / path).read_text(encoding="utf-8") for path in plan if (site / path).is_file()
                }
                plan = {}
                drop_empty_folders(site)  # nobody can say whose they were
            case "copy":
                shutil.copytree(site, base / str(number))
                site = base / str(number)
    shutil.rmtree(base)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["hold", site_folder]:
            hold(Path(site_folder))
        case ["drive", driven_folder, plans_text, strangers_text]:
            drive(Path(driven_folder), json.loads(plans_text), json.loads(strangers_text))
        case ["drive-twice", driven_folder]:
            drive_twice(Path(driven_folder))
