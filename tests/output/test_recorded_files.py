"""A process beside the build looks at the site's files: what it sees is believed, whatever becomes of it."""

import os
import signal
import threading
from pathlib import Path

import pytest

from bantin.output import recorded_files
from bantin.output.publish import OutputFolder, open_site

FILES = {f"{number}/index.html": f"trang {number}".encode() for number in range(20)}


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty files are enough to be looked at beside, and to be waited for until their times prove something."""
    monkeypatch.setattr(recorded_files, "_MANY", 1)
    monkeypatch.setattr(recorded_files, "_FEW", 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site of twenty pages."""
    with open_site(tmp_path / "site") as site:
        for path, data in FILES.items():
            site.stage(path, data, f"dau-{path}")
        site.commit()
    return tmp_path / "site"


def held(site: OutputFolder) -> set[str]:
    """The paths that the site holds."""
    return {path for path in FILES if site.holds(path, f"dau-{path}")}


def test_whole_site(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is there, and nobody had to look again."""
    with open_site(folder) as site:
        site.look_ahead()
        assert site.is_whole()
        monkeypatch.setattr(site._files, "look", pytest.fail)
        assert held(site) == FILES.keys()


def test_altered_and_missing(folder: Path) -> None:
    """What was altered or removed before is not held; what only looks otherwise is read, and held."""
    (folder / "3/index.html").write_text("khác hẳn")
    (folder / "4/index.html").unlink()
    os.utime(folder / "5/index.html", (1, 1))
    with open_site(folder) as site:
        site.look_ahead()
        assert not site.is_whole()
        assert held(site) == FILES.keys() - {"3/index.html", "4/index.html"}


def test_stopped_from_outside(folder: Path) -> None:
    """If the process beside is lost, this one looks by itself."""
    (folder / "3/index.html").unlink()
    with open_site(folder) as site:
        site.look_ahead()
        assert site._files._looking is not None
        os.kill(site._files._looking[0], signal.SIGKILL)
        assert held(site) == FILES.keys() - {"3/index.html"}


@pytest.mark.parametrize("is_asked", [True, False])
def test_nobody_is_left(folder: Path, is_asked: bool) -> None:
    """When the site is closed the process is gone, whether or not it was asked what it saw."""
    with open_site(folder) as site:
        site.look_ahead()
        assert site._files._looking is not None
        child = site._files._looking[0]
        if is_asked:
            assert site.is_whole()
    with pytest.raises(ChildProcessError):
        os.waitpid(child, os.WNOHANG)


def test_not_beside_threads(folder: Path) -> None:
    """With other threads in this process a fork is unsafe: none is made."""
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        with open_site(folder) as site:
            site.look_ahead()
            assert site._files._looking is None
            assert held(site) == FILES.keys()
    finally:
        end.set()
        thread.join()
