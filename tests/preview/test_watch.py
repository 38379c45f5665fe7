"""What the preview sees of a folder: each change once, when it is whole, and as few files as can have changed."""

import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from bantin.preview import watch

LIMIT = 30
"""Seconds after which a watch that sees nothing is ended."""


def test_look(tmp_path: Path) -> None:
    """Every file below the roots, but for hidden ones; what is missing is noted as such."""
    for name in ("content/a/x.md", "content/.git/x", "content/.x.md.swp", "config.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    roots = [tmp_path / name for name in ("config.yaml", "content", "data")]
    seen = watch.look(roots).files
    assert sorted(seen) == sorted(str(tmp_path / name) for name in ("config.yaml", "content/a/x.md", "data"))
    assert seen[str(tmp_path / "data")] == ()


def test_restless_file_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that never stops changing does not keep the preview from being renewed."""
    for name in ("GLANCE", "PAUSE", "SETTLE"):
        monkeypatch.setattr(watch, name, 0.001)
    counter = iter(range(1, 1_000_000))
    monkeypatch.setattr(watch, "look", lambda _: watch.Seen({"log": (next(counter), 1, 0, 0)}, {}))
    stopped = threading.Event()
    calls: list[int] = []

    def work(_: object) -> None:
        calls.append(1)
        if len(calls) == 3:
            stopped.set()

    watch.watch([tmp_path], work, lambda: False, stopped)
    assert len(calls) == 3


def watched(folder: Path, near: Path, edit: Callable[[], object]) -> list[str]:
    """What a file holds at each call of a watch that is edited after the first; the watch ends with the second."""
    stopped = threading.Event()
    held: list[str] = []

    def work(_: object) -> None:
        held.append(near.read_text(encoding="utf-8") if near.exists() else "")
        if len(held) == 1:
            threading.Thread(target=edit).start()
        else:
            stopped.set()

    threading.Timer(LIMIT, stopped.set).start()
    watch.watch([folder], work, lambda: False, stopped, lambda: [str(near)])
    return held


def test_file_near_at_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change in it is seen without a look through all folders."""
    monkeypatch.setattr(watch, "PAUSE", LIMIT * 2)
    near = tmp_path / "x.md"
    near.write_text("một", encoding="utf-8")
    assert watched(tmp_path, near, partial(near.write_text, "hai", "utf-8")) == ["một", "hai"]


def test_new_file_in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It shows in the folder itself, however long the next look would be away."""
    monkeypatch.setattr(watch, "PAUSE", LIMIT * 2)
    near = tmp_path / "x.md"
    assert watched(tmp_path, near, partial(near.write_text, "mới", "utf-8")) == ["", "mới"]


def few_seen(
    folder: Path, monkeypatch: pytest.MonkeyPatch, edit: Callable[[], object], pause: float = LIMIT * 2
) -> list[list[str]]:
    """The names that a watch hands on; usually it never looks through all folders after its first look."""
    monkeypatch.setattr(watch, "PAUSE", pause)
    stopped, calls = threading.Event(), list[list[str]]()

    def work(changed: tuple[str, ...]) -> None:
        calls.append(sorted(Path(path).name for path in changed))
        if len(calls) == 1:
            threading.Thread(target=edit).start()
        else:
            stopped.set()

    threading.Timer(LIMIT, stopped.set).start()
    watch.watch([folder], work, lambda: False, stopped)
    return calls[1:]


def test_file_put_in_the_place_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many programs save: that file alone is handed on, and what they wrote beside it is not."""
    file, unfinished = tmp_path / "x.md", tmp_path / "x.md.new"
    file.write_text("một", encoding="utf-8")

    def edit() -> None:
        unfinished.write_text("hai", encoding="utf-8")
        unfinished.replace(file)

    assert few_seen(tmp_path, monkeypatch, edit) == [["x.md"]]


def test_file_comes_or_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It shows in its folder, and is handed on alone."""
    file = tmp_path / "x.md"
    (tmp_path / "khac.md").write_text("khác", encoding="utf-8")
    assert few_seen(tmp_path, monkeypatch, partial(file.write_text, "mới", "utf-8")) == [["x.md"]]
    assert few_seen(tmp_path, monkeypatch, file.unlink) == [["x.md"]]


def test_folder_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a new folder anything may be new."""
    content, new = tmp_path / "content", tmp_path / "2026"
    content.mkdir()
    new.mkdir()
    (new / "x.md").write_text("mới", encoding="utf-8")
    assert few_seen(content, monkeypatch, partial(new.rename, content / "2026")) == [[]]


def test_file_far_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that nobody looks at is found by a look through all folders and handed on alone; several are a burst."""
    monkeypatch.setattr(watch, "SETTLE", 0.01)
    files = [tmp_path / f"{number}.md" for number in range(watch.FEW + 1)]
    for file in files:
        file.write_text("một", encoding="utf-8")

    def edit() -> None:
        for file in files:
            file.write_text("hai", encoding="utf-8")

    watch_once = partial(few_seen, tmp_path, monkeypatch, pause=0.05)
    assert watch_once(partial(files[0].write_text, "hai", "utf-8")) == [["0.md"]]
    assert watch_once(edit) == [[]]


def test_half_an_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is emptied before it is written anew is not taken for the whole one."""
    monkeypatch.setattr(watch, "SETTLE", 1.0)  # a machine at work may take longer than it should to come back
    near = tmp_path / "x.md"
    near.write_text("một", encoding="utf-8")

    def edit() -> None:
        with near.open("w", encoding="utf-8") as file:
            time.sleep(0.15)
            file.write("hai")

    assert watched(tmp_path, near, edit) == ["một", "hai"]
