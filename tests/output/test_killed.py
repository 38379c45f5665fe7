"""Builds at once, killed builds, and any sequence of builds: the next one leaves the site as if nothing had happened.

Run as a program, this file builds sites and has each build killed at another moment (see `Killing`).
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bantin.output.lock import Busy
from bantin.output.publish import open_site
from bantin.problems import Mistakes
from bantin.text import folders_of
from tests.builds import rounds
from tests.output.sites import FIRST, SECOND, THIRD, Plan, build, clean, drop_empty_folders, put, tree

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="the killed process is a forked one")


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
