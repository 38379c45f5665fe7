"""A build with what earlier ones kept gives what a clean build gives: whatever was edited, whatever the clocks say.

Run as a program, this file builds a portal and waits half way (see `main`).
"""

import contextlib
import dataclasses
import datetime
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bantin.build import config_file, incremental, kept_texts, page_tasks, picture_tasks, snapshot, text_tasks
from bantin.build.file_reader import FileReader
from bantin.build.resident import Resident
from bantin.build.site import Site
from bantin.build.timing import Timings
from bantin.build.types import Outcome, Settings, Unpublished
from bantin.cache.store import BuildCache
from bantin.disk import files as disk_files
from bantin.disk import walk
from bantin.disk.program import PROGRAM
from bantin.output import recorded_files
from bantin.output.lock import Busy
from bantin.plan.outputs import Output
from bantin.problems import Mistakes, Place, Problem, error, warning
from bantin.theme.page_output import PageOutput
from bantin.theme.render import Renderer
from tests.builds import (
    ELSE,
    MANNERS,
    WHATS,
    Came,
    Desk,
    Edit,
    Files,
    build,
    came,
    came_clean,
    is_short,
    lay,
    ledger,
    of_now,
    picture,
    rounds,
    settle,
)
from tests.portal import CONFIG, NOW, Portal, fingerprints, gather, outputs_of, templates_compiled_once, tree, written

DAY = datetime.timedelta(days=1)


@pytest.fixture(scope="module", autouse=True)
def quick() -> Iterator[None]:
    """Templates are compiled once, and nobody waits for the disk: no test cuts the power."""
    with templates_compiled_once(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)
        yield


# ---- any edits ----------------------------------------------------------------------------------------------------

EDITS = st.lists(st.builds(Edit, st.sampled_from(WHATS), st.integers(0, 4), st.integers(0, 7)), min_size=1, max_size=3)
ROUNDS = st.lists(st.tuples(EDITS, st.integers(0, len(MANNERS) - 1), st.booleans()), min_size=3, max_size=7)
Rounds = list[tuple[list[Edit], int, bool]]


def test_edits_are_many() -> None:
    """The portal that is edited below is a whole one, and every value can be chosen."""
    with tempfile.TemporaryDirectory() as folder:
        first = came_clean(Desk().files(), Path(folder))
    unused = {"files-unused", "file-perhaps-article"}  # pictures and texts that some of the edits take up
    assert ({problem.key for problem in first.problems} - unused, first.pages > 50) == (set(), True)
    for what in ELSE:
        desk = Desk()
        desk.edit(Edit(what, 0, 1))
        assert desk.files() != Desk().files()


@settings(max_examples=rounds(16))
@given(ROUNDS)
def test_any_edits_with_the_cache(edited: Rounds) -> None:
    """The site, what was wrong and what waits are those of a clean build; the next build writes nothing and says the
    same. A build that is refused leaves the site as it was; its mistake is mended before the next.
    """
    with tempfile.TemporaryDirectory() as folder:
        portal, clean = Portal(Path(folder, "portal")), Path(folder, "clean")
        good = Desk()
        lay(portal, good.files())
        before = came(portal)
        for edits, manner, is_settled in edited:
            desk = good.copy()
            for edit in edits:
                desk.edit(edit)
            lay(portal, desk.files(), manner)
            if is_settled:
                settle()
            given = desk.files() | ledger(portal)
            found, expected = came(portal, desk.now), came_clean(given, clean, desk.now)
            if not expected.pages:
                assert found == expected._replace(files=before.files)
                continue
            assert found == expected
            assert_nothing_to_do(portal, desk.now, found)
            good, before = desk, found


def assert_nothing_to_do(portal: Portal, now: datetime.datetime, last: Came) -> None:
    """A build now writes nothing, and says what the last one said."""
    outcome = build(portal, now)
    assert written_by(outcome) == ()
    assert (of_now(outcome.problems), outcome.waiting, outcome.pages) == (last.problems, last.waiting, last.pages)


def written_by(outcome: Outcome) -> tuple[str, ...]:
    """All that a build changed."""
    return (*outcome.changes.new, *outcome.changes.changed, *outcome.changes.removed)


@pytest.mark.parametrize("with_drafts", [True, False], ids=["with drafts", "without"])
@settings(max_examples=rounds(12))
@given(ROUNDS)
def test_any_edits_in_memory(with_drafts: bool, edited: Rounds) -> None:
    """A site that stays in memory from edit to edit is the one that is planned anew: every output, every byte of its
    pages, the same words. So is one whose files get back what they held before; and pages of the site before can
    still be made.
    """
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept_texts, "_RECENT", 2)
        portal, desk = Portal(Path(folder)), Desk()
        options = dataclasses.replace(portal.settings(), with_drafts=with_drafts, jobs=1)
        kept = _Kept(Resident(options, BuildCache(None)), portal)
        for edits, manner, is_settled in ([], 0, True), *edited:
            before = desk.copy()
            for edit in edits:
                desk.edit(edit)
            lay(portal, desk.files(), manner)
            if is_settled:
                settle()
            found = kept.look(desk.now)
            assert found == planned(dataclasses.replace(options, now=desk.now))
            for edit in edits if isinstance(found, tuple) else ():
                desk.edit(edit._replace(value=0))
            if not is_settled:
                lay(portal, before.files(), manner)
                assert kept.look(before.now) == planned(dataclasses.replace(options, now=before.now))
                desk = before


class _Kept:
    """A site that stays in memory, looked at again and again."""

    def __init__(self, resident: Resident, portal: Portal) -> None:
        self._resident = resident
        self._portal = portal
        self._files: dict[str, bytes] = {}
        self._site: Site | None = None

    def look(self, now: datetime.datetime) -> tuple[Problem, ...] | dict[str, Any]:
        """What `planned` gives."""
        before, self._files = self._files, files_of(self._portal)
        try:
            site = self._resident.look(now, texts_only(before, self._files))
        except Mistakes as mistakes:
            return tuple(mistakes.problems)
        if self._site and self._site.prepared.reader is site.prepared.reader:
            drawn(self._outputs(self._site), self._site.renderer())  # raises LookupError for what is lost
        self._site = site if site.is_sound else None
        if not site.is_sound:
            return site.problems
        outputs = self._outputs(site)
        by_path = {path: output.fingerprint for path, output in outputs.items()}
        return {"": (site.problems, site.library.next_change), **by_path, **drawn(outputs, site.renderer())}

    @staticmethod
    def _outputs(site: Site) -> dict[str, Output]:
        return {path: output.value for path, output in site.outputs.items()}


def planned(options: Settings) -> tuple[Problem, ...] | dict[str, Any]:
    """The plan by its fingerprints, with what was said and all pages; else what was wrong."""
    try:
        gathered = gather(options)
    except Mistakes as mistakes:
        return tuple(mistakes.problems)
    said = gathered.problems, gathered.library.next_change
    return {"": said, **fingerprints(gathered), **drawn(outputs_of(gathered), gathered.renderer())}


def files_of(portal: Portal) -> dict[str, bytes]:
    """What stands in a portal's files, by path."""
    every = (path for path in portal.folder.rglob("*") if path.is_file())
    return {path.relative_to(portal.folder).as_posix(): path.read_bytes() for path in every}


def texts_only(before: dict[str, bytes], now: dict[str, bytes]) -> tuple[str, ...]:
    """The texts that were changed, came or went, if nothing else was: what the watch of a preview tells."""
    other = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
    other = {path for path in other if not path.startswith((".cache/", "site/"))}
    is_known = all(path.startswith("content/") and path.endswith(".md") for path in other)
    return tuple(sorted(other)) if is_known else ()


def drawn(outputs: Mapping[str, Output], renderer: Renderer) -> dict[str, bytes | tuple[Problem, ...]]:
    """Every page, or what is wrong with its template."""
    found: dict[str, bytes | tuple[Problem, ...]] = {}
    for path, output in outputs.items():
        if isinstance(output, PageOutput):
            try:
                found[f"/{path}"] = renderer.render(output)
            except Mistakes as mistakes:
                found[f"/{path}"] = tuple(mistakes.problems)
    return found


# ---- times of files -----------------------------------------------------------------------------------------------

FILES: Files = {
    "config.yaml": CONFIG,
    "content/2026/bai.md": written(
        "Đoạn A. ![Cây](anh.png) [Tệp](tep.txt)", title="Bài", date="2026-03-01", category="thong-bao"
    ),
    "content/2026/tin.md": written(title="Tin", date="2026-03-02", category="thong-bao"),
    "content/2026/anh.png": picture(10),
    "content/2026/tep.txt": "Tệp A",
    "content/pages/to-chuc.md": written("Trang A.", title="Tổ chức", organisation="yes"),
    "content/organisation.yaml": "units: [{name: {vi: Phòng A, en: Office}}]",
    "templates/parts/footer.html": "<footer>A</footer>",
    "assets/css/tokens.css": "@layer a;",
    "assets/img/x.svg": "<svg>A</svg>",
}
SAME_SIZE: Files = {
    "config.yaml": CONFIG.replace("Notices", "Noticed"),
    "content/2026/bai.md": str(FILES["content/2026/bai.md"]).replace("Đoạn A", "Đoạn B"),
    "content/2026/anh.png": picture(11),
    "content/2026/tep.txt": "Tệp B",
    "content/pages/to-chuc.md": str(FILES["content/pages/to-chuc.md"]).replace("Trang A", "Trang B"),
    "content/organisation.yaml": str(FILES["content/organisation.yaml"]).replace("Phòng A", "Phòng B"),
    "templates/parts/footer.html": "<footer>B</footer>",
    "assets/css/tokens.css": "@layer b;",
    "assets/img/x.svg": "<svg>B</svg>",
}
"""Other contents that are as long."""
each_file = pytest.mark.parametrize("path", SAME_SIZE)


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A portal whose files are settled, not built yet."""
    made = Portal(tmp_path / "portal")
    made.write_all(FILES)
    settle()
    return made


def clean(files: Files, portal: Portal, now: datetime.datetime = NOW) -> Came:
    """A clean build of these files, beside the portal."""
    return came_clean(files, portal.folder.with_name("clean"), now)


def test_same_sizes() -> None:
    """The contents above differ and are as long."""
    for path, content in SAME_SIZE.items():
        old, new = (text.encode() if isinstance(text, str) else text for text in (FILES[path], content))
        assert (len(old), old == new) == (len(new), False)


def _same_time(path: Path, data: bytes) -> None:
    found = path.stat()
    path.write_bytes(data)
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


def _replaced_same_time(path: Path, data: bytes) -> None:
    found = path.stat()
    other = path.with_name(".other")
    other.write_bytes(data)
    os.utime(other, ns=(found.st_atime_ns, found.st_mtime_ns))
    other.replace(path)


@each_file
def test_other_content_of_the_same_size(path: str, portal: Portal) -> None:
    """However it was written and whatever time it was given: an earlier one, the same, one to come, that of others."""
    other = {**FILES, path: SAME_SIZE[path]}
    expected = [clean(other, portal), clean(FILES, portal)]
    assert expected[0].files != expected[1].files
    assert came(portal) == expected[1]
    for turn, write in enumerate((*MANNERS, _same_time, _replaced_same_time)):
        content = (other, FILES)[turn % 2][path]
        write(portal.folder / path, content.encode() if isinstance(content, str) else content)
        settle()
        assert came(portal) == expected[turn % 2]
        assert_nothing_to_do(portal, NOW, expected[turn % 2])


def _with_times(patch: pytest.MonkeyPatch, now_ns: int, clock_ns: int) -> None:
    """Each file looks as changed at one time, and the disk's clock shows another."""
    of_folder, one = walk.walk_folder, walk.list_one

    def dated(source: walk.FileEntry) -> walk.FileEntry:
        return source._replace(mtime_ns=now_ns, ctime_ns=now_ns, inode=7)

    def walked(*asked: Any, **named: Any) -> walk.WalkedFolder:
        found = of_folder(*asked, **named)
        return found._replace(found=[dated(source) for source in found.found])

    patch.setattr(walk, "walk_folder", walked)
    patch.setattr(walk, "list_one", lambda *asked: tuple(dated(source) for source in one(*asked)))
    patch.setattr(disk_files, "clock", lambda folder: clock_ns)


LONG_AGO = 1_700_000_000_123_456_789


@pytest.mark.parametrize(
    "clock",
    [
        LONG_AGO,
        LONG_AGO + 9_000_000,
        LONG_AGO - 5_000_000_000,
        (LONG_AGO // 10**9 + 1) * 10**9,
        (LONG_AGO // 10**9 - 3600) * 10**9,
    ],
    ids=["same tick", "next tick", "set back", "whole seconds", "set back, whole seconds"],
)
@each_file
def test_changed_within_the_clocks_grain(
    path: str, clock: int, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that was changed just before the look may be changed just after it and look the same: it is read again."""
    expected = clean({**FILES, path: SAME_SIZE[path]}, portal)
    _with_times(monkeypatch, LONG_AGO, clock)
    came(portal)
    portal.write(path, SAME_SIZE[path])
    assert came(portal) == expected


def test_a_clock_that_cannot_be_asked(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where `.cache/` cannot be made, no time proves anything."""

    def refuse(folder: Path) -> int:
        raise PermissionError(folder)

    expected = clean({**FILES, **SAME_SIZE}, portal)
    _with_times(monkeypatch, LONG_AGO, 0)
    monkeypatch.setattr(disk_files, "clock", refuse)
    came(portal)
    portal.write_all(SAME_SIZE)
    assert came(portal) == expected


@pytest.mark.parametrize("content", ["same size", "longer"])
@each_file
def test_changed_between_the_look_and_the_reading(
    path: str, content: str, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The build shows one or the other, or is refused; the next one shows what is there."""
    new = SAME_SIZE[path]
    if content == "longer":
        new = new + "\n\n" if isinstance(new, str) else picture(12, 90)
    after = clean({**FILES, path: new}, portal)
    first = came(portal)
    settle()

    def looked(project: Path) -> snapshot.Snapshot:
        found = snapshot.take(project)
        portal.write(path, new)
        return found

    portal.write("content/2026/tin.md", str(FILES["content/2026/tin.md"]))  # else nothing would be read
    monkeypatch.setattr(incremental, "take", looked)
    between = came(portal)
    if between not in (first, after):
        assert {problem.place.path for problem in between.problems} == {path}
        assert (between.files, between.pages) == (first.files, 0)
    monkeypatch.setattr(incremental, "take", snapshot.take)
    settle()
    assert came(portal) == after
    assert_nothing_to_do(portal, NOW, after)


@pytest.mark.parametrize("content", ["same size", "longer", "shorter", "gone"])
@pytest.mark.parametrize("path", ["content/2026/anh.png", "content/2026/tep.txt"])
def test_file_changed_while_pages_are_made(
    path: str, content: str, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What pages say of a file must be true of what is published: the build is refused, and says why."""
    files, old = FileReader.read, FILES[path]
    data = old.encode() if isinstance(old, str) else old
    new = {"same size": data[:-1] + b"?", "longer": data + b"??", "shorter": data[:-2], "gone": None}[content]

    def known(self: FileReader, *asked: Any) -> Any:
        found = files(self, *asked)
        if new is None:
            (portal.folder / path).unlink()
        else:
            portal.write(path, new)
        return found

    monkeypatch.setattr(FileReader, "read", known)
    refused = came(portal)
    assert {problem.place.path for problem in refused.problems} == {path}
    if new is not None:
        assert {problem.key for problem in refused.problems} == {"file-changing"}
    assert (refused.files, refused.pages) == ({}, 0)
    monkeypatch.setattr(FileReader, "read", files)
    portal.write(path, old)
    assert came(portal) == clean(FILES, portal)


def test_text_that_was_lost_and_changed(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that the cache lost is read again; if it is another one by then, the build is refused."""
    first, path = came(portal), "content/2026/bai.md"
    settle()
    portal.write("templates/parts/footer.html", "<footer>C</footer>")
    monkeypatch.setattr(BuildCache, "text", lambda *_, **__: None)
    assert came(portal) == clean({**FILES, "templates/parts/footer.html": "<footer>C</footer>"}, portal)

    def looked(project: Path) -> snapshot.Snapshot:
        found = snapshot.take(project)
        portal.write(path, SAME_SIZE[path])
        return found

    portal.write("templates/parts/footer.html", str(FILES["templates/parts/footer.html"]))
    settle()
    monkeypatch.setattr(incremental, "take", looked)
    refused = came(portal)
    assert (refused.problems, refused.pages) == ((error("file-changing", Place(path)),), 0)
    monkeypatch.undo()
    assert came(portal) == clean({**FILES, path: SAME_SIZE[path]}, portal)
    assert first.files != {}


# ---- the clock ----------------------------------------------------------------------------------------------------


def test_time_passes_and_goes_back(portal: Portal) -> None:
    """The instant at which something changes is never passed by unseen, in either direction."""
    path = "content/2026/tin.md"
    files = {**FILES, path: written(title="Tin", date="2026-03-10 08:00", category="thong-bao", expires="2026-03-11")}
    portal.write(path, files[path])
    settle()
    due = datetime.datetime(2026, 3, 10, 8, tzinfo=NOW.tzinfo)
    second = datetime.timedelta(seconds=1)
    instants = (NOW, due - second, due, due + 3 * DAY, due, due - second, NOW + 3 * second, NOW)
    for instant in instants:
        expected = clean(files, portal, instant)
        assert expected.waiting == (() if instant >= due else (Unpublished(path, "2026-03-10T08:00", "scheduled"),))
        assert came(portal, instant) == expected
        assert_nothing_to_do(portal, instant, expected)
        assert_nothing_to_do(portal, instant.astimezone(datetime.UTC), expected)


# ---- the short way ------------------------------------------------------------------------------------------------


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


# ---- what is said -------------------------------------------------------------------------------------------------

WARNED: Files = {
    **FILES,
    "content/2026/a.md": written("Mở <font>x</font>", title="A", date="2026-03-04", category="thong-bao"),
    "content/2026/b.md": written("Một\n- hai", title="B", date="2026-03-05", category="thong-bao"),
    "content/2026/c.md": written(
        title="C", date="2026-03-06", category="thong-bao", related="[../pages/to-chuc.md]", original="'000000000000'"
    ),
    "content/pages/to-chuc.en.md": written("Trang A.", title="Organisation"),
    "content/organisation.yaml": "units: [{name: {vi: Phòng A}}]",
}


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, {"date-far"}),
        (3, {"date-far", "config-urgent-ended"}),
        (40, {"date-far", "config-urgent-ended"}),
        (400, {"config-urgent-ended"}),
    ],
)
def test_notes_of_time_come_and_go(portal: Portal, days: int, expected: set[str]) -> None:
    """By themselves, though no file has changed: a forgotten notice, an article that no longer waits for long."""
    urgent = "urgent: {vi: Khẩn, en: Urgent, until: 2026-03-09}\n"
    portal.write_all({**FILES, "config.yaml": str(FILES["config.yaml"]) + urgent})
    portal.write("content/2028/xa.md", written(title="Xa", date="2028-01-05", category="thong-bao"))
    settle()
    build(portal)
    told = build(portal, NOW + datetime.timedelta(days=days)).problems
    assert {problem.key for problem in told} & {"date-far", "config-urgent-ended"} == expected


def the_long_way(portal: Portal) -> Outcome:
    """A build that does not see that nothing has changed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(incremental, "_nothing_changed", lambda *_: None)
        return build(portal)


def test_warnings_come_again(portal: Portal) -> None:
    """Of unchanged files too, in the same order: by the short way, by the long one, beside an edit."""
    portal.write_all(WARNED)
    settle()
    expected = clean(WARNED, portal)
    assert [(problem.key, problem.place.path) for problem in expected.problems] == [
        ("html-removed", "content/2026/a.md"),
        ("list-needs-blank-line", "content/2026/b.md"),
        ("related-no-article", "content/2026/c.md"),
        ("original-alone", "content/2026/c.md"),
        ("organisation-untranslated", "content/organisation.yaml"),
        ("text-untranslated", "content/pages/to-chuc.en.md"),
    ]
    assert came(portal) == expected
    assert is_short(portal)
    assert build(portal).problems == expected.problems
    assert the_long_way(portal).problems == expected.problems
    portal.write("content/2026/tin.md", str(FILES["content/2026/tin.md"]))
    settle()
    assert build(portal).problems == expected.problems
    portal.write("content/2026/tin.md", written("Khác.", title="Tin", date="2026-03-02", category="thong-bao"))
    assert build(portal).problems == expected.problems


def test_warning_about_strangers(portal: Portal) -> None:
    """What was in the folder before the first build is told once: the short way says what the long way would say."""
    portal.write("site/CNAME", "phuc-loi.example")
    first = build(portal)
    assert first.problems == (warning("site-strangers", Place("site"), count=1, example="CNAME"),)
    assert is_short(portal)
    assert build(portal).problems == the_long_way(portal).problems


# ---- how much is done ---------------------------------------------------------------------------------------------


@contextlib.contextmanager
def counted() -> Iterator[list[str]]:
    """Within it, the paths of texts that are read, of pages and of pictures that are made are noted."""
    found: list[str] = []

    def noting(work: Callable[[bytes, list[Any]], Any]) -> Callable[[bytes, list[Any]], Any]:
        def noted(context: bytes, batch: list[Any]) -> Any:
            found.extend(item[0] for item in batch)
            return work(context, batch)

        return noted

    with pytest.MonkeyPatch.context() as patch:
        for module, name in (
            (text_tasks, "read_texts"),
            (page_tasks, "render_pages"),
            (picture_tasks, "encode_pictures"),
        ):
            patch.setattr(module, name, noting(getattr(module, name)))
        yield found


def test_only_what_changed_is_made(portal: Portal) -> None:
    """The cache is of use: one edited body is one text and one page; a touched file is nothing."""
    with counted() as made:
        build(portal)
    assert "content/2026/bai.md" in made
    settle()
    with counted() as made:
        portal.write("content/2026/bai.md", FILES["content/2026/bai.md"])
        settle()
        build(portal)
        assert made == []
        the_long_way(portal)
        assert made == []
        before = tree(portal.site)
        portal.write("content/2026/bai.md", SAME_SIZE["content/2026/bai.md"])
        build(portal)
    after = tree(portal.site)
    changed = {path for path, data in after.items() if data != before[path] and path.endswith(".html")}
    assert (made[0], set(made[1:])) == ("content/2026/bai.md", changed)
    with counted() as made:
        build(portal, is_clean=True)
    assert made[0] == "content/2026/bai.md"


@pytest.mark.parametrize("seed", ["1", "2"])
def test_order_of_hashes_does_not_matter(seed: str, portal: Portal) -> None:
    """What an earlier process kept is of use to one that orders its sets otherwise."""
    portal.write("config.yaml", CONFIG + "without: [tags, archives, search]\n")
    settle()
    subprocess.run(
        [sys.executable, "-m", "tests.build.test_cached_builds", str(portal.folder), str(portal.site), ""],
        env={**os.environ, "PYTHONPATH": str(PROGRAM), "PYTHONHASHSEED": seed},
        check=True,
    )
    with counted() as made:
        the_long_way(portal)
    assert made == []


# ---- two builds at once -------------------------------------------------------------------------------------------


def start(portal: Portal, site: Path, wait_in: str) -> "subprocess.Popen[str]":
    """A build in another process, which waits half way until `end` is called; '' for not at all."""
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.build.test_cached_builds", str(portal.folder), str(site), wait_in],
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


def main() -> None:
    """`FOLDER SITE WAIT`: builds a portal; in the function named WAIT says "waiting" and waits for a line of input."""
    folder, site, wait_in = sys.argv[1:]
    vars(os).update(fsync=lambda handle: None)
    vars(recorded_files).update(_MANY=0)
    owner: Any = {"read_config": config_file, "keep_rows": BuildCache, "close": BuildCache}.get(wait_in)
    if owner is not None:
        usual = getattr(owner, wait_in)

        def waiting(*asked: Any) -> Any:
            found = None if wait_in == "close" else usual(*asked)
            setattr(owner, wait_in, usual)
            print("waiting", flush=True)
            sys.stdin.readline()
            return usual(*asked) if wait_in == "close" else found

        setattr(owner, wait_in, waiting)
    try:
        incremental.build(Portal(Path(folder)).settings(site=Path(site)), timings=Timings())
    except Busy:
        print("busy")
    else:
        print("built")


if __name__ == "__main__":
    main()
