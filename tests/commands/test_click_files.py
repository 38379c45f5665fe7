"""The files that `init` puts into a portal to be double-clicked: they find Bantin, run it, and say what came of it."""

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bantin.commands import click_files, scaffold
from bantin.console import catalogue
from bantin.console.console import Console
from bantin.disk.program import PROGRAM
from bantin.problems import Mistakes

VIETNAMESE = Console(catalogue.load("vi", is_strict=True), is_quiet=True)
ENGLISH = Console(catalogue.load("en", is_strict=True), is_quiet=True)
IN_POSIX = pytest.mark.skipif(os.name == "nt", reason="runs a script of sh")

STANDS_IN = """\
import sys
print("đã chạy:", *sys.argv[1:])
sys.exit(len(sys.argv) > 4 and sys.argv[4] == "--fails")
"""
"""A build.py that only says how it was called."""


@pytest.fixture(params=["cong", "Cổng phường Phúc Lợi & (thử) 100%'"])
def portal(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A portal as `init` makes it, in a folder of that name."""
    folder = tmp_path / str(request.param)
    scaffold.start(folder, VIETNAMESE)
    return folder


def click(file: Path, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Runs a file as a desktop does, from another folder; `typed` is what is typed or dropped into its window."""
    surroundings = {"PATH": os.environ["PATH"], "BANTIN_LANG": "vi"}
    return subprocess.run(
        [file], cwd="/", input=typed, capture_output=True, text=True, timeout=120, check=False, env=surroundings
    )


def stand_in(folder: Path) -> Path:
    """Puts a build.py into a folder."""
    folder.mkdir(parents=True)
    folder.joinpath("build.py").write_text(STANDS_IN, encoding="utf-8")
    return folder / "build.py"


def said(key: str) -> str:
    """A sentence in Vietnamese."""
    return VIETNAMESE.sentence(key)


@IN_POSIX
@pytest.mark.parametrize("ending", ["sh", "command"])
def test_building_by_a_click(portal: Path, ending: str) -> None:
    """What was built is said, and what is left to do: it is not online yet."""
    done = click(portal / f"dang.{ending}")
    assert done.returncode == 0
    assert (portal / "site/index.html").is_file()
    assert done.stdout.endswith(f"\n{said('click.built')}\n{said('click.close')}\n")


@IN_POSIX
def test_mistake_by_a_click(portal: Path) -> None:
    """What is wrong is told, and the window stays until it was read."""
    (portal / "config.yaml").write_text("base_url: [\n", encoding="utf-8")
    done = click(portal / "dang.sh")
    assert done.returncode == 1
    assert "config.yaml:" in done.stderr
    assert done.stdout.endswith(f"\n{said('click.not-built')}\n{said('click.close')}\n")
    assert not (portal / "site/index.html").exists()


@IN_POSIX
@pytest.mark.parametrize(("name", "words"), [("xem-thu", "serve"), ("soan-bai", "serve --write"), ("dang", "build")])
@pytest.mark.parametrize("ending", ["sh", "command"])
def test_what_is_run(portal: Path, name: str, words: str, ending: str) -> None:
    """Each file runs its command for the portal that it lies in."""
    program = stand_in(portal / "ở đây")
    (portal / click_files.RECORD).write_text(f"{program}\n{sys.executable}\n", encoding="utf-8")
    told = click(portal / f"{name}.{ending}").stdout
    assert told.splitlines()[0] == f"đã chạy: --project {portal} {words}"


@IN_POSIX
@pytest.mark.parametrize("broken", [False, True], ids=["gone", "broken"])
def test_python_that_is_gone(portal: Path, broken: bool) -> None:
    """Another Python does as well; also for one that is there and does not run."""
    program = stand_in(portal / "ở đây")
    python = portal / "python"
    if broken:
        python.write_text("#!/bin/sh\necho No Python at /usr/lib >&2\nexit 103\n", encoding="utf-8")
        python.chmod(0o755)
    (portal / click_files.RECORD).write_text(f"{program}\n{python}\n", encoding="utf-8")
    assert click(portal / "xem-thu.sh").stdout == f"đã chạy: --project {portal} serve\n"


@IN_POSIX
@pytest.mark.parametrize("offers", [False, True], ids=["none", "offers"])
def test_no_python_at_all(portal: Path, offers: bool) -> None:
    """A computer without Python is told where to get it; also if its python3 only offers to install one (macOS)."""
    program = stand_in(portal / "ở đây")
    (portal / click_files.RECORD).write_text(f"{program}\n/khong/con/python\n", encoding="utf-8")
    tools = portal / "tools"
    tools.mkdir()
    for tool in ("sh", "dirname"):
        (tools / tool).symlink_to(str(shutil.which(tool)))
    if offers:
        (tools / "python3").write_text("#!/bin/sh\necho xcode-select: no tools >&2\nexit 1\n", encoding="utf-8")
        (tools / "python3").chmod(0o755)
    done = subprocess.run(
        [portal / "xem-thu.sh"], input="", capture_output=True, text=True, check=False, env={"PATH": str(tools)}
    )
    assert done.returncode == 2
    assert done.stdout == f"\n{said('click.no-python')}\n{said('click.close')}\n"


@IN_POSIX
def test_bantin_beside_the_portal(portal: Path) -> None:
    """Cloned to another computer: a folder `bantin` beside the portal is found without a word."""
    (portal / click_files.RECORD).unlink()
    stand_in(portal.parent / "bantin")
    assert click(portal / "xem-thu.sh").stdout == f"đã chạy: --project {portal} serve\n"


@IN_POSIX
@pytest.mark.parametrize("written", ["{}", "'{}'", "{escaped} ", "{folder}"])
def test_bantin_that_moved(portal: Path, written: str) -> None:
    """It is asked where Bantin is, by dropping build.py into the window, however that window writes it; once."""
    program = stand_in(portal.parent / "chỗ mới của Bantin")
    (portal / click_files.RECORD).write_text(f"/cu/build.py\n{sys.executable}\n", encoding="utf-8")
    dropped = written.format(program, escaped=re.sub(r"([ &()])", r"\\\1", str(program)), folder=program.parent)
    beside = program.with_name("README.md")
    beside.write_text("# Bantin\n", encoding="utf-8")
    first = click(portal / "xem-thu.sh", f"/khong/dung\n'{beside}'\n{dropped}\n")
    assert first.stdout == (
        f"\n{said('click.ask')}\n  /cu/build.py\n> \n{said('click.ask')}\n  /khong/dung\n> "
        f"\n{said('click.ask')}\n  {beside}\n> "
        f"đã chạy: --project {portal} serve\n"
    )
    assert click(portal / "dang.sh").stdout.startswith(f"đã chạy: --project {portal} build\n")


@IN_POSIX
@pytest.mark.parametrize("typed", ["", "\n"])
def test_bantin_that_nobody_finds(portal: Path, typed: str) -> None:
    """Whoever gives up by Enter, or closes the window, leaves it as it was."""
    (portal / click_files.RECORD).unlink()
    done = click(portal / "xem-thu.sh", typed)
    assert (done.returncode, done.stdout) == (2, f"\n{said('click.ask')}\n> ")
    assert not (portal / click_files.RECORD).exists()


@IN_POSIX
def test_desktop_without_a_window(portal: Path) -> None:
    """Where a desktop runs a file without a window, the file opens one for itself."""
    terminal = portal / "tools/x-terminal-emulator"
    terminal.parent.mkdir()
    terminal.write_text('#!/bin/sh\necho "$@"\n', encoding="utf-8")
    terminal.chmod(0o755)
    surroundings = {"PATH": f"{terminal.parent}:{os.environ['PATH']}", "DISPLAY": ":9"}
    done = subprocess.run(
        [portal / "dang.sh"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True, env=surroundings
    )
    assert done.stdout == f"-e {portal / 'dang.sh'}\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows asks nobody whether a file may be run")
def test_may_be_run(portal: Path) -> None:
    """Whoever may read them may run them."""
    for name in click_files.COMMANDS:
        for ending in ("sh", "command"):
            mode = (portal / f"{name}.{ending}").stat().st_mode
            assert mode & stat.S_IXUSR
            assert bool(mode & stat.S_IROTH) == bool(mode & stat.S_IXOTH)


@pytest.mark.parametrize("speaker", [VIETNAMESE, ENGLISH], ids=["vi", "en"])
@pytest.mark.parametrize(("name", "command"), click_files.COMMANDS.items())
def test_windows(speaker: Console, name: str, command: str) -> None:
    """What makes a batch file run anywhere: its line ends, its code page, its quotes. (Windows itself is not asked.)"""
    batch = click_files.texts(speaker)[f"{name}.bat"]
    assert batch.count("\r\n") == batch.count("\n") == batch.count("\r")
    lines = batch.split("\r\n")
    assert lines[0] == "@echo off"  # no byte order mark, which would be taken for a command
    ascii_only = batch[: batch.index(":say-ask")]
    assert ascii_only.isascii()
    assert "chcp 65001 >nul" in ascii_only
    assert lines.count(f'"%PYTHON%" "%PROGRAM%" --project "%~dp0." {command}') == 1
    assert all(len(line) < 1000 for line in lines)
    assert {f":{target}" for target in re.findall(r"goto ([\w-]+)", batch)} <= set(lines)
    # A Python is run before it is trusted: Windows has a python that opens its shop, and one may have lost its base.
    assert all(f'{python} -c "" >nul 2>nul && goto run' in batch for python in ('"%PYTHON%"', "\npy", "\npython"))
    # What is recorded was looked at: it is there, it is build.py, and somebody has just named it.
    checks = ('if not exist "%PROGRAM%" goto say-ask', "for %%F in (", "if not defined ASKED", '>"!RECORD!"')
    order = [next(number for number, line in enumerate(lines) if line.startswith(check)) for check in checks]
    assert order == sorted(order)
    for line in (line.replace('%PROGRAM:"=%', "%PROGRAM%") for line in lines):
        unquoted = re.sub(r'"[^"]*"|%%[LF]', "", line)
        assert line.count('"') % 2 == 0
        assert not re.search(r"%[A-Za-z~]", re.sub(r"%%[LF]", "", unquoted)), (
            line
        )  # a path with blanks or & stays whole
    assert batch.rstrip().endswith("pause >nul")
    assert all(sentence in batch for sentence in (speaker.sentence("click.ask"), speaker.sentence("click.close")))


def test_windows_has_no_sentence_that_does_something() -> None:
    """What cmd takes for more than a letter is written so that it is one."""
    assert click_files.for_batch('Đọc <a> & "b" (100%) | c ^ d') == 'Đọc ^<a^> ^& ^"b^" ^(100%%^) ^| c ^^ d'


def test_again_in_a_portal(portal: Path, tmp_path: Path) -> None:
    """A portal that was made before, or cloned, gets them by `init --click`; nothing else of it changes."""
    before = {path: path.read_bytes() for path in portal.rglob("*") if path.is_file()}
    for name in click_files.texts(VIETNAMESE):
        (portal / name).unlink()
    (portal / click_files.RECORD).write_text("/cu/build.py\n", encoding="utf-8")
    scaffold.put_click_files(portal, VIETNAMESE)
    assert {path: path.read_bytes() for path in portal.rglob("*") if path.is_file()} == before
    assert (portal / click_files.RECORD).read_text(encoding="utf-8").splitlines()[0] == str(PROGRAM / "build.py")
    with pytest.raises(Mistakes) as found:
        scaffold.put_click_files(tmp_path / "khac", VIETNAMESE)
    assert [each.key for each in found.value.problems] == ["init-no-portal"]


def test_kept_in_git(portal: Path) -> None:
    """Line ends stay as each system needs them; where Bantin lies on this computer goes nowhere."""
    assert f"/{click_files.RECORD}\n" in (portal / ".gitignore").read_text(encoding="utf-8")
    attributes = (portal / ".gitattributes").read_text(encoding="utf-8")
    assert "*.bat text eol=crlf\n" in attributes
    assert "*.sh text eol=lf\n" in attributes
    for path in portal.iterdir():
        if path.suffix in (".bat", ".sh", ".command"):
            assert str(PROGRAM) not in path.read_text(encoding="utf-8")
