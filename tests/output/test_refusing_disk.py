"""A disk that is full, or refuses: the site is all new or as it was, and the reader of the message knows which file."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from bantin.output import lock, publish, recorded_files, retry
from bantin.output.publish import open_site
from bantin.problems import Mistakes, Place, Problem, error, warning
from tests.output.sites import FIRST, SECOND, THIRD, Plan, build, clean, drop_empty_folders, looks, put, tree


def test_disk_without_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some network drives have none: built all the same, with a warning."""
    monkeypatch.setattr(lock, "_take", lambda handle: False)
    assert build(tmp_path, FIRST).problems == (warning("site-lock-missing", Place("site")),)


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
        patch.setattr(retry, "TIMEOUT", 0)
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


def committed(
    folder: Path, plan: Plan, patch: pytest.MonkeyPatch, refused: range, has_links: bool
) -> tuple[Refusing, tuple[Problem, ...]]:
    """A commit to a disk that refuses these changes, and knows links or not: the disk, and what is said."""
    with open_site(folder, "site") as site:
        staged(site, plan)
        if not has_links:
            patch.setattr(os, "link", failing_always(OSError(95, "Operation not supported")))
        disk = Refusing(patch, refused.start, len(refused))
        try:
            site.commit(list(plan))
        except Mistakes as mistakes:
            return disk, mistakes.problems
        finally:
            disk.is_over = True
    return disk, ()


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
        with monkeypatch.context() as patch:
            disk, problems = committed(site, after, patch, range(number, number + 1), has_links)
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
        with monkeypatch.context() as patch:
            disk, problems = committed(site, after, patch, range(number, number + 10_000), has_links)
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
    retry.with_retries(rename, "a", "b", clock=lambda: clock.now, sleep=clock.sleep)
    assert calls[0] == ("a → b", 0)
    assert 1.5 <= calls[-1][1] < 1.6
    ready = 2000
    clock.now = 1000
    with pytest.raises(PermissionError) as raised:
        retry.with_retries(rename, "a", "b", clock=lambda: clock.now, sleep=clock.sleep)
    assert raised.value.filename2 == "b"
    assert 2 <= calls[-1][1] < 2.1


def test_refused_rename_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page, not where it waited."""
    monkeypatch.setattr(retry, "TIMEOUT", 0)
    replace = os.replace

    def refusing(old: str, new: str) -> None:
        if str(new).endswith("index.html"):
            raise PermissionError(13, "Access is denied", old, None, new)
        replace(old, new)

    monkeypatch.setattr(os, "replace", refusing)
    with pytest.raises(Mistakes) as raised:
        build(tmp_path, {"x/index.html": ""})
    assert raised.value.problems == (error("disk-not-allowed", Place("site/x/index.html")),)
