"""What a build shows while it works, and what it says at the end, on a terminal and elsewhere.

Run as a program, this file builds a portal and is told that it takes long (see `main`).
"""

import contextlib
import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bantin.build import file_reader, producer, text_reader, text_tasks, worker
from bantin.build.timing import PHASES, Timings
from bantin.commands import cli
from bantin.console import catalogue
from bantin.console.console import Console, Progress
from bantin.disk.program import PROGRAM
from bantin.output import publish
from tests.builds import Files, picture, settle
from tests.portal import CONFIG, NOW, Portal, templates_compiled_once, written

needs_terminals = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals as POSIX has them")

FILES: Files = {
    "config.yaml": CONFIG,
    **{
        f"content/2026/bai-{number}.md": written(
            f"![Cây](anh-{number}.png)", title=f"Bài {number}", date=f"2026-03-0{number}", category="thong-bao"
        )
        for number in range(1, 6)
    },
    **{f"content/2026/anh-{number}.png": picture(10 * number) for number in range(1, 6)},
    "content/2026/nhap.md": written(title="Nháp", date="2026-03-01", category="thong-bao", draft="yes"),
    "content/2026/mai.md": written(title="Mai", date="2026-03-10 08:00", category="thong-bao"),
}


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A portal with texts, pages and pictures to make."""
    made = Portal(tmp_path)
    made.write_all(FILES)
    return made


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Builds take place at one instant, and nobody waits for the disk."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
    with templates_compiled_once():
        yield


# ---- the line -----------------------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    """Shows, as a terminal does, what was written over."""

    def __init__(self, is_terminal: bool = True) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal

    @property
    def shown(self) -> str:
        """The line as it looks now."""
        return seen(self.getvalue())[-1]


def seen(written: str) -> list[str]:
    """What a line on a terminal looks like after each return of the carriage."""
    line: list[str] = []
    looks: list[str] = []
    for part in written.split("\r"):
        line[: len(part)] = part
        looks.append("".join(line).rstrip())
    return looks


class Clock:
    """Shows what it is set to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def progress(terminal: Terminal, is_quiet: bool = False, code: str = "en") -> tuple[Progress, Clock]:
    """A progress line of a build that begins now."""
    clock = Clock()
    return Progress(Console(catalogue.load(code), is_quiet), terminal, clock), clock


def test_line_says_what_how_far_and_how_long() -> None:
    """After a second: the phase, how many of how many, the time that is left; at the end it is gone."""
    terminal = Terminal()
    line, clock = progress(terminal)
    line.step("markup", 0, 4000)
    clock.now += 0.9
    line.step("markup", 500, 4000)
    assert terminal.getvalue() == ""
    clock.now += 1.1
    line.step("markup", 1000, 4000)
    assert terminal.shown == "Reading articles: 1,000 of 4,000, about 6 s left"
    clock.now += 0.05
    line.step("markup", 1010, 4000)
    assert terminal.shown == "Reading articles: 1,000 of 4,000, about 6 s left"
    clock.now += 1.95
    line.step("markup", 2000, 4000)
    assert terminal.shown == "Reading articles: 2,000 of 4,000, about 4 s left"
    clock.now += 1
    line.step("markup", 4000, 4000)
    assert terminal.shown == "Reading articles: 4,000 of 4,000, about 0 s left"
    line.end()
    assert terminal.shown == ""
    assert terminal.getvalue().endswith("\r")


def test_each_phase_counts_its_own_time() -> None:
    """The time that is left is that of the phase, and a shorter line leaves nothing of a longer one."""
    terminal = Terminal()
    line, clock = progress(terminal)
    clock.now += 100
    line.step("markup", 1_000_000, 2_000_000)
    long_one = terminal.shown
    clock.now += 1
    line.step("render", 1, 3)
    clock.now += 1
    line.step("render", 2, 3)
    assert terminal.shown.endswith(" s left")
    assert len(terminal.shown) < len(long_one)
    assert "2" in terminal.shown
    clock.now += 1
    line.step("pictures", 1, 2)
    assert terminal.shown.startswith("Making pictures smaller: 1 of 2")


@pytest.mark.parametrize(("is_terminal", "is_quiet"), [(False, False), (True, True), (False, True)])
def test_no_line_where_nobody_looks(is_terminal: bool, is_quiet: bool) -> None:
    """Nothing at all is written where there is no terminal, or with `--quiet`."""
    terminal = Terminal(is_terminal)
    line, clock = progress(terminal, is_quiet)
    for done in range(100):
        clock.now += 1
        line.step("render", done, 100)
    line.end()
    assert terminal.getvalue() == ""


def test_work_that_is_soon_done_shows_no_line() -> None:
    """What takes less than a second writes nothing, and has nothing to take away."""
    terminal = Terminal()
    line, clock = progress(terminal)
    for done in range(9):
        clock.now += 0.1
        line.step("render", done, 10)
    line.end()
    assert terminal.getvalue() == ""


@pytest.mark.parametrize("columns", [1, 10, 30, 80])
def test_narrow_terminals(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line is never longer than the terminal, or it could not be written over."""
    monkeypatch.setenv("COLUMNS", str(columns))
    terminal = Terminal()
    line, clock = progress(terminal)
    for done in range(1, 4):
        clock.now += 2
        line.step("markup", done, 3)
    line.end()
    assert max(len(look) for look in seen(terminal.getvalue())) < max(columns, 1)
    assert terminal.shown == ""


@pytest.mark.parametrize("code", ["vi", "en"])
@pytest.mark.parametrize("phase", ["markup", "render", "pictures"])
def test_every_phase_has_its_words(phase: str, code: str) -> None:
    """In both languages, with numbers as they are written there."""
    terminal = Terminal()
    line, clock = progress(terminal, code=code)
    line.step(phase, 1, 5000)
    clock.now += 10
    line.step(phase, 2500, 5000)
    assert ("2.500" if code == "vi" else "2,500") in terminal.shown
    assert "{" not in terminal.shown


# ---- builds in a process of their own -----------------------------------------------------------------------------


def started(portal: Portal, *words: str, is_terminal: bool) -> tuple[int, str, str]:
    """(status, what it printed, what it wrote to standard error) of a build that thinks it takes long."""
    command = [
        sys.executable,
        "-m",
        "tests.build.test_progress",
        "--project",
        str(portal.folder),
        "--lang",
        "en",
        *words,
    ]
    environment = {**os.environ, "PYTHONPATH": str(PROGRAM), "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    if not is_terminal:
        done = subprocess.run(command, env=environment, capture_output=True, check=False, encoding="utf-8")
        return done.returncode, done.stdout, done.stderr
    ours, theirs = os.openpty()
    with tempfile.TemporaryFile() as printed:
        running = subprocess.Popen(command, env=environment, stdout=printed, stderr=theirs)
        os.close(theirs)
        told = bytearray()
        with contextlib.suppress(OSError):  # Linux says so when the other end is closed
            while piece := os.read(ours, 4096):
                told += piece
        os.close(ours)
        status = running.wait(60)
        printed.seek(0)
        return status, printed.read().decode(), told.decode()


@needs_terminals
def test_build_on_a_terminal(portal: Portal) -> None:
    """Each phase shows how far it is; when the build speaks, the line is gone."""
    status, out, err = started(portal, is_terminal=True)
    assert status == cli.OK
    looks = seen(err)
    for words in ("Reading articles", "Making pages", "Making pictures smaller"):
        counts = [
            (int(found[1]), int(found[2]))
            for look in looks
            if (found := re.match(rf"{words}: (\d+) of (\d+), about", look))
        ]
        assert counts
        assert counts == sorted(counts)
        assert all(done <= of for done, of in counts)
        assert counts[-1][0] == counts[-1][1]
    assert looks[-1] == ""
    assert "Reading" not in out
    assert [line.split(":")[0] for line in out.splitlines()[-2:]] == ["Done", "To see it"]


@needs_terminals
def test_refused_build_on_a_terminal(portal: Portal) -> None:
    """The line is taken away before what is wrong is told."""
    portal.write("content/2026/bai-3.md", written("[x](mat.md)", title="Bài", date="2026-03-01", category="thong-bao"))
    status, _, err = started(portal, is_terminal=True)
    assert status == cli.CONTENT
    told = err.replace("\r\n", "\n")
    assert "\r" in told
    line, _, rest = told.rpartition("\r")
    assert seen(line + "\r")[-1] == ""
    assert rest.startswith("content/2026/bai-3.md:7:5: error:")


@needs_terminals
def test_quiet_build_on_a_terminal(portal: Portal) -> None:
    """Nothing at all."""
    assert started(portal, "--quiet", is_terminal=True) == (cli.OK, "", "")


def test_build_without_a_terminal(portal: Portal) -> None:
    """Standard error holds what is wrong, and nothing of the line."""
    status, out, err = started(portal, is_terminal=False)
    assert (status, err) == (cli.OK, "")
    assert "\r" not in out


# ---- what is said at the end --------------------------------------------------------------------------------------


def said(portal: Portal, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[str], str]:
    """(status, lines, standard error) of a command."""
    status = cli.main(["--project", str(portal.folder), "--lang", "en", "--jobs", "1", *words])
    told = capsys.readouterr()
    return status, told.out.splitlines(), told.err


def test_last_line(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """One line near the end: pages, written, unchanged, removed, seconds; by the short way too."""

    def last(is_noted: bool = False) -> str:
        status, lines, err = said(portal, capsys)
        assert (status, bool(err)) == (cli.OK, is_noted)
        assert sum(line.startswith("Done:") for line in lines) == 1
        return re.sub(r"\d+\.\d s\.$", "0.0 s.", lines[-2])

    settle()
    found = re.fullmatch(r"Done: (\d+) pages; (\d+) files written, 0 unchanged, 0 removed; 0.0 s.", last())
    assert found is not None
    pages, files = int(found[1]), int(found[2])
    assert 20 < pages < files < 100
    assert last() == f"Done: {pages} pages; 0 files written, {files} unchanged, 0 removed; 0.0 s."
    (portal.site / "404.html").unlink()
    assert last() == f"Done: {pages} pages; 1 file written, {files - 1} unchanged, 0 removed; 0.0 s."
    (portal.folder / "content/2026/bai-5.md").unlink()
    found = re.fullmatch(
        r"Done: (\d+) pages; (\d+) files written, (\d+) unchanged, (\d+) removed; 0.0 s.", last(is_noted=True)
    )
    assert found is not None
    assert int(found[1]) < pages
    assert int(found[4]) >= 3  # its page and its picture in two kinds


def test_new_and_waiting_articles(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """New addresses are told once, what is not out each time, in the same order."""
    waiting = ["not out: content/2026/mai.md (due 10/03/2026 08:00)", "not out: content/2026/nhap.md (draft)"]
    settle()
    _, lines, _ = said(portal, capsys)
    assert [line for line in lines if line.startswith("new:")] == [f"new: /2026/bai-{n}/ (vi)" for n in range(1, 6)]
    assert [line for line in lines if line.startswith("not out:")] == waiting
    for words in ((), ("--clean",), ("--profile",), ()):
        _, lines, _ = said(portal, capsys, *words)
        assert [line for line in lines if line.startswith(("new:", "not out:"))] == waiting


def test_quiet(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """Says nothing, unless something is wrong."""
    portal.write("content/2026/bai-1.md", written("<font>x</font>", title="A", date="2026-03-01", category="thong-bao"))
    settle()
    for words in ((), (), ("--clean",)):
        assert said(portal, capsys, "--quiet", *words) == (cli.OK, [], "")
    portal.write("content/2026/bai-2.md", "")
    status, lines, err = said(portal, capsys, "--quiet")
    assert (status, lines) == (cli.CONTENT, [])
    assert err.startswith("content/2026/bai-2.md:1:1: error:")


@pytest.mark.parametrize(("code", "heads"), [("vi", ["cách dùng:", "tùy chọn:"]), ("en", ["usage:", "options:"])])
def test_help_is_in_one_language(code: str, heads: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Its headings too, which the library has in English alone."""
    for words in ([], ["serve"], ["init"], ["new"]):
        assert cli.main(["--lang", code, *words, "--help"]) == cli.OK
        lines = capsys.readouterr().out.splitlines()
        assert [heads[0], heads[1]] == [lines[0][: len(heads[0])], next(line for line in lines if line == heads[1])]
        assert code == "en" or not [line for line in lines if "arguments" in line or "options" in line]


def test_busy_is_an_error_also_when_quiet(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """Who asked for quiet must yet learn why nothing was built."""
    with publish.open_site(portal.site):
        for words in ((), ("--quiet",)):
            status, lines, err = said(portal, capsys, *words)
            assert status == cli.BUSY
            assert "Another build is running" in "".join((*lines, err))


def test_verbose(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """Names every file that was written or removed, after the line that counts them."""
    _, lines, _ = said(portal, capsys, "--verbose")
    assert "new 2026/bai-1/index.html" in lines
    count = int(str(re.search(r"(\d+) files written", " ".join(lines))[1]))  # type: ignore[index]
    assert sum(line.startswith("new ") for line in lines) == count
    (portal.folder / "content/2026/bai-1.md").unlink()
    _, lines, _ = said(portal, capsys, "--verbose")
    assert "removed 2026/bai-1/index.html" in lines
    assert "changed index.html" in lines
    settle()
    said(portal, capsys)
    _, lines, _ = said(portal, capsys, "--verbose")
    assert not [line for line in lines if line.startswith(("new ", "changed ", "removed "))]


@pytest.mark.parametrize("turn", ["first", "short way", "refused"])
def test_profile(turn: str, portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """Each phase with its seconds, in the order of the work; they do not add up to more than there were."""
    settle()
    if turn == "short way":
        said(portal, capsys)
    if turn == "refused":
        portal.write("content/2026/bai-2.md", "")
    meters: list[Timings] = []

    class Noted(Timings):
        def __init__(self, *asked: Any) -> None:
            super().__init__(*asked)
            meters.append(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bantin.commands.build.Timings", Noted)
        _, lines, _ = said(portal, capsys, "--profile")
    told = [found for line in lines if (found := re.fullmatch(r"profile ([a-z]+) (\d+\.\d{3}) s", line))]
    if turn != "refused":
        assert [found[1] for found in told] == list(PHASES)
        assert all(seconds >= 0 for seconds in meters[0].here.values())
    if turn == "first":
        assert all(
            meters[0].here[name] > 0 for name in ("read", "parse", "markup", "arrange", "plan", "render", "stage")
        )


def test_phases_within_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each second counts for the innermost phase; what workers took is counted apart."""
    clock = Clock()
    monkeypatch.setattr("bantin.build.timing.time.perf_counter", clock)
    timings = Timings()
    with timings.phase("plan"):
        clock.now += 1
        with timings.phase("read"):
            clock.now += 2
            timings.take({"parse": 0.5, "markup": 1.0}, is_here=True)
        clock.now += 4
        timings.take({"render": 100.0}, is_here=False)
    clock.now += 8
    here = {name: seconds for name, seconds in timings.here.items() if seconds}
    assert here == {"plan": 5.0, "read": 0.5, "parse": 0.5, "markup": 1.0}
    assert {name: seconds for name, seconds in timings.elsewhere.items() if seconds} == {"render": 100.0}
    assert "profile render-workers 100.000 s" in list(timings.lines())


def test_clean(portal: Portal, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is made anew, and nothing is written that is there already."""
    settle()
    said(portal, capsys)
    made: list[str] = []
    texts = text_tasks.read_texts

    def noted(context: bytes, batch: list[tuple[str, bytes]]) -> worker.BatchResult:
        made.extend(path for path, _ in batch)
        return texts(context, batch)

    monkeypatch.setattr(text_tasks, "read_texts", noted)
    _, lines, _ = said(portal, capsys)
    assert (" 0 files written" in lines[-2], made) == (True, [])
    _, lines, _ = said(portal, capsys, "--clean")
    assert (" 0 files written" in lines[-2], made) == (True, sorted(path for path in FILES if path.endswith(".md")))


# ---- this file as a program ---------------------------------------------------------------------------------------


def main() -> int:
    """A build whose every step is worth a line."""
    vars(os).update(fsync=lambda handle: None)
    Progress.AFTER = Progress.EACH = 0.0
    text_reader.BATCH = file_reader.BATCH = producer.BATCH = 1  # type: ignore[attr-defined]
    return cli.main([*sys.argv[1:], "--jobs", "1"])


if __name__ == "__main__":
    sys.exit(main())
