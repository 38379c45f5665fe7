"""build.py: what it does before the first word of bantin is read, on every system."""

import ast
import importlib.util
import io
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from tests.judges import left_out

ROOT = Path(__file__).resolve().parent.parent
LOCK = "# What it imports.\njinja2==3.1.6 \\\n    --hash=sha256:00\ntzdata==2026.6 ; sys_platform == 'win32' \\\n"
TEST_LOCK = "# What the tests import.\n-r requirements.txt\npytest==9.2.0 \\\n    --hash=sha256:00\n"

Door = Any
"""build.py as a module; its names are replaced by fakes, which no type describes."""


def load() -> ModuleType:
    """A fresh build.py, imported as a worker process imports it."""
    spec = importlib.util.spec_from_file_location("__mp_main__", ROOT / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Door:
    """build.py in a folder of its own, on a machine that has nothing, where nobody asked for a language."""
    monkeypatch.delenv("BANTIN_LANG", raising=False)
    monkeypatch.delenv("BANTIN_ENTERED", raising=False)
    monkeypatch.setattr(sys, "path", [sysconfig.get_path("stdlib")])
    (tmp_path / "requirements.txt").write_text(LOCK, encoding="utf-8")
    (tmp_path / "requirements-test.txt").write_text(TEST_LOCK, encoding="utf-8")
    (tmp_path / "build.py").touch()
    module: Door = load()
    module.HERE = str(tmp_path)
    module.VENV = str(tmp_path / ".venv")
    module.WINDOWS = False
    module.is_inside = lambda: False
    module.really_enter = module.enter
    module.enter = lambda argv, entered: (entered, argv)  # In place of another process.
    module.hand_over = lambda argv: ("here", argv)
    return module


@pytest.fixture
def calls(door: Door) -> list[str]:
    """The programs that `door` runs: fakes that do their work and succeed."""
    made: list[str] = []

    def listen(words: list[str]) -> tuple[int, str]:
        made.append("venv" if "venv" in words else Path(words[-1]).name)
        if "venv" in words:
            make_venv(door, "prompt = 'bantin'\n")
        return 0, ""

    door.listen = listen
    return made


def make_venv(door: Door, config: str, *copies: str) -> None:
    """Something that looks like an environment, with copies of the requirements files named."""
    shutil.rmtree(door.VENV, ignore_errors=True)
    python = Path(door.python_of_venv())
    python.parent.mkdir(parents=True)
    python.touch()
    (Path(door.VENV) / "pyvenv.cfg").write_text(config, encoding="utf-8")
    for name in copies:
        shutil.copy(Path(door.HERE) / name, Path(door.VENV) / name)


def install(folder: Path, *names: str) -> None:
    """Leaves in `folder` what pip leaves beside an installed package."""
    for name in names:
        (folder / name).mkdir(parents=True)


# Importing, and old Pythons


def test_import_does_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """A worker that imports build.py gets functions, and nothing happens."""
    load()
    assert capsys.readouterr() == ("", "")


def test_loads_nothing() -> None:
    """Nothing is loaded that Python has not loaded already: build.py stands before every build."""
    question = "import sys; before = set(sys.modules); import build; print(*set(sys.modules) - before)"
    answer = subprocess.run([sys.executable, "-c", question], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["build"]


def test_old_python_can_read_it() -> None:
    """A Python older than ours reads build.py without a syntax error."""
    ast.parse((ROOT / "build.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_old_python_is_told(door: Door, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python that is too old is told so, in both languages, and which one is needed."""
    monkeypatch.setattr(sys, "version_info", (3, 9, 6))
    assert door.main(["build"]) == 2
    assert capsys.readouterr().err == (
        "Bantin cần Python 3.11 trở lên, máy này đang chạy Python 3.9.6. "
        "Hãy cài bản mới từ python.org rồi chạy lại bằng bản đó. / "
        "Bantin needs Python 3.11 or newer, this is Python 3.9.6. "
        "Install a newer one from python.org and run this again with it.\n"
    )


# Is everything there?


def test_everything_there(door: Door, tmp_path: Path) -> None:
    """Where the packages are installed, in the locked version or a newer one, nothing is made."""
    install(tmp_path / "packages", "Jinja2-3.2.dist-info")
    sys.path.append(str(tmp_path / "packages"))
    assert door.main(["build", "--clean"]) == ("here", ["build", "--clean"])
    assert not Path(door.VENV).exists()


def test_too_old_a_package_does_not_do(door: Door, calls: list[str], tmp_path: Path) -> None:
    """A package of the system that is older than the locked one does not serve."""
    install(tmp_path / "packages", "Jinja2-3.1.2.egg-info")
    sys.path.append(str(tmp_path / "packages"))
    assert door.main([]) == (1, [])
    assert calls == ["venv", "requirements.txt"]


def test_first_folder_decides(door: Door, tmp_path: Path) -> None:
    """Of two versions, the one that an import would find counts."""
    install(tmp_path / "first", "jinja2-3.1.2.dist-info")
    install(tmp_path / "second", "jinja2-3.1.6.dist-info")
    assert not door.has_all(["requirements.txt"], [str(tmp_path / "first"), str(tmp_path / "second")])
    assert door.has_all(["requirements.txt"], [str(tmp_path / "none"), str(tmp_path / "second")])


def test_windows_needs_more(door: Door, tmp_path: Path) -> None:
    """What only Windows needs is asked for on Windows only."""
    assert door.required(LOCK) == [("jinja2", (3, 1, 6))]
    door.WINDOWS = True
    assert door.required(LOCK) == [("jinja2", (3, 1, 6)), ("tzdata", (2026, 6))]


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-test.txt"])
def test_conditions_are_known(door: Door, file: str) -> None:
    """The locked files hold no condition but the one that build.py understands, and no address or path."""
    text = (ROOT / file).read_text(encoding="utf-8")
    conditions = {line.partition(" ; ")[2].rstrip("\\ ") for line in text.splitlines()}
    assert conditions <= {"", "sys_platform == 'win32'"}
    assert "/" not in text.replace("tools/lock.py", "")
    assert len(door.required(text)) > 5


def test_licences_are_listed(door: Door) -> None:
    """docs/licences.md names what is locked, and nothing else."""
    door.WINDOWS = True
    texts = [(ROOT / file).read_text(encoding="utf-8") for file in ("requirements.txt", "requirements-test.txt")]
    locked = {name for text in texts for name, _ in door.required(text)}
    judges = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    lines = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8").splitlines()
    rows = [line.split("|")[1] for line in lines if line.startswith("|")]
    listed = {door.normal(name) for name in rows} - {"package", "---"}
    assert listed == locked | set(judges)


def test_npm_lock_names_no_registry() -> None:
    """package-lock.json says what each package is (its digest), not where this machine fetched it."""
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in text
    assert text.count('"integrity": "sha512-') == 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", ""),
        ("--clean", ""),
        ("test -k x", "test"),
        ("--project test check", "check"),
        ("--lang=en test", "test"),
        ("--quiet --lang en new test", "new"),
    ],
)
def test_command(door: Door, words: str, expected: str) -> None:
    """The command is the first word that is neither an option nor the value of one."""
    assert door.command(words.split()) == expected


# Making .venv


def test_made_once(door: Door, calls: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The first run makes .venv and says so in a line; the next goes straight there and says nothing."""
    assert door.main(["build"]) == (1, ["build"])
    assert capsys.readouterr().err == (
        "Đang chuẩn bị môi trường .venv (chỉ lần này, cần mạng, có thể mất vài phút)… / "
        "Preparing the environment .venv (this once; needs the network, may take a few minutes)…\n"
    )
    assert door.main(["build"]) == (1, ["build"])
    assert capsys.readouterr() == ("", "")
    assert calls == ["venv", "requirements.txt"]


def test_test_needs_more(door: Door, calls: list[str]) -> None:
    """`test` installs the tests' packages into the same .venv; the build is content with that one."""
    door.main(["build"])
    door.main(["test"])
    door.main(["test"])
    door.main(["build"])
    assert calls == ["venv", "requirements.txt", "requirements-test.txt"]


def test_changed_requirements(door: Door, calls: list[str], tmp_path: Path) -> None:
    """When the locked versions change, they are installed into the .venv that is there."""
    door.main(["build"])
    (tmp_path / "requirements.txt").write_text(LOCK.replace("3.1.6", "3.1.7"), encoding="utf-8")
    door.main(["build"])
    assert calls == ["venv", "requirements.txt", "requirements.txt"]


def test_half_made(door: Door, calls: list[str]) -> None:
    """A .venv whose making was killed is made anew."""
    make_venv(door, "prompt = 'bantin'\n")
    door.main(["build"])
    assert calls == ["venv", "requirements.txt"]


def test_killed_while_installing_again(door: Door, calls: list[str], tmp_path: Path) -> None:
    """A .venv that was killed while changed versions went in is made anew, though it was whole before."""
    door.main(["build"])
    listen = door.listen

    def killed(words: list[str]) -> tuple[int, str]:
        raise KeyboardInterrupt

    door.listen = killed
    (tmp_path / "requirements.txt").write_text(LOCK.replace("3.1.6", "3.1.7"), encoding="utf-8")
    assert door.main(["build"]) == 130
    door.listen = listen
    calls.clear()
    door.main(["build"])
    assert calls == ["venv", "requirements.txt"]


def test_python_gone(door: Door, calls: list[str]) -> None:
    """A .venv whose Python was removed from the system is made anew."""
    door.main(["build"])
    Path(door.python_of_venv()).unlink()
    calls.clear()
    door.main(["build"])
    assert calls == ["venv", "requirements.txt"]


def test_someone_elses_venv(door: Door, calls: list[str]) -> None:
    """A .venv that someone made by hand is filled, never removed."""
    make_venv(door, "home = /usr/bin\n")
    door.main(["build"])
    assert calls == ["requirements.txt"]


def test_two_first_builds(door: Door, calls: list[str]) -> None:
    """A build that waited while another made .venv makes nothing."""
    wait = door.wait_for_turn

    def wait_while_the_other_makes_it() -> object:
        make_venv(door, "prompt = 'bantin'\n", "requirements.txt")
        return wait()

    door.wait_for_turn = wait_while_the_other_makes_it
    assert door.main(["build"]) == (1, ["build"])
    assert calls == []


def test_python_changed_under_venv(door: Door, calls: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A .venv that says it has all and has not (the system's Python was replaced) is made anew, once."""
    make_venv(door, "prompt = 'bantin'\n", "requirements.txt")
    assert door.main(["build"]) == (1, ["build"])
    door.is_inside = lambda: True
    monkeypatch.setenv("BANTIN_ENTERED", "1")
    assert door.main(["build"]) == (2, ["build"])
    assert calls == ["venv", "requirements.txt"]


def test_never_in_circles(door: Door, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """When even the new .venv lacks something, that is said, and nothing starts again."""
    door.is_inside = lambda: True
    monkeypatch.setenv("BANTIN_ENTERED", "2")
    monkeypatch.setenv("BANTIN_LANG", "en")
    assert door.main(["build"]) == 2
    assert capsys.readouterr().err == (
        "The environment .venv is damaged. Delete the folder .venv and run this again.\n"
    )
    assert "BANTIN_ENTERED" not in os.environ


# What the surroundings may lack


def refusal(door: Door, capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    """What is said last when `door` gives up."""
    assert door.main([*argv]) == 2
    said = capsys.readouterr().err
    return said[said.index("\n") + 1 :] if said.startswith(("Đang", "Preparing")) else said


@pytest.mark.parametrize("lacking", ["venv", "ensurepip"])
def test_no_venv_module(
    door: Door, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, lacking: str
) -> None:
    """A Python without venv, as Debian cuts it, is told which package to install."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == lacking else object())
    door.listen = lambda words: (0, "")
    assert refusal(door, capsys, "--lang", "vi") == (
        f"Python này thiếu mô-đun {lacking}, cần để tạo .venv. "
        "Trên Debian và Ubuntu hãy chạy: sudo apt install python3-venv; rồi chạy lại.\n"
    )
    assert refusal(door, capsys, "--lang=en") == (
        f"This Python lacks the module {lacking}, which makes .venv. "
        "On Debian and Ubuntu run: sudo apt install python3-venv; then run this again.\n"
    )


def failing_pip(door: Door, said: str) -> Callable[[list[str]], tuple[int, str]]:
    """A machine on which an environment can be made, and pip ends with `said`."""

    def listen(words: list[str]) -> tuple[int, str]:
        if "venv" in words:
            make_venv(door, "prompt = 'bantin'\n")
            return 0, ""
        return 1, said

    return listen


def test_no_network(door: Door, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a network that is said first, then pip's own last words; the half-made .venv does not count."""
    door.listen = failing_pip(door, "    ERROR: No matching distribution found (from versions: none)")
    assert refusal(door, capsys, "--lang=vi") == (
        "Không tải được các gói cần thiết. Hãy kiểm tra kết nối mạng rồi chạy lại. pip báo:\n"
        "    ERROR: No matching distribution found (from versions: none)\n"
    )
    assert not door.is_made(["requirements.txt"])


def test_pip_fails_otherwise(door: Door, capsys: pytest.CaptureFixture[str]) -> None:
    """Another failure of pip is not blamed on the network."""
    door.listen = failing_pip(door, "    ERROR: No space left on device")
    assert refusal(door, capsys, "--lang=en") == (
        "Could not install the packages that are needed. Delete the folder .venv and run this again. pip said:\n"
        "    ERROR: No space left on device\n"
    )


def test_venv_fails(door: Door, capsys: pytest.CaptureFixture[str]) -> None:
    """When Python cannot make .venv, its own last words are shown."""
    door.listen = lambda words: (1, "    Error: no")
    assert refusal(door, capsys, "--lang=en") == (
        "Could not make the environment .venv. Delete the folder .venv and run this again. Python said:\n"
        "    Error: no\n"
    )


def test_read_only(door: Door, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder that cannot be written, nothing is tried."""
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert refusal(door, capsys, "--lang=en") == (
        f"Cannot write in the folder {door.HERE}. Copy the project into a folder of your own and run this again.\n"
    )


def test_build_alone(door: Door, capsys: pytest.CaptureFixture[str]) -> None:
    """build.py without the rest of the project says what is missing."""
    (Path(door.HERE) / "requirements.txt").unlink()
    assert refusal(door, capsys, "--lang=en") == (
        f"Cannot read requirements.txt in {door.HERE}. Get the whole project again.\n"
    )


# Starting again inside .venv


def test_posix_replaces_the_process(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where processes can be replaced, the Python of .venv takes this one's place."""
    here = Path(door.HERE)
    seen: list[tuple[Any, ...]] = []
    monkeypatch.setattr(os, "execve", lambda *arguments: seen.append(arguments))
    door.really_enter(["build", "x y"], 1)
    [(program, words, surroundings)] = seen
    assert program == str(here / ".venv" / "bin" / "python")
    assert words == [program, str(here / "build.py"), "build", "x y"]
    assert surroundings["BANTIN_ENTERED"] == "1"


def test_windows_waits(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows the other Python is waited for, Ctrl+C or not, and its exit status handed on."""
    door.WINDOWS = True
    seen = []
    interruptions = [KeyboardInterrupt()]

    def wait() -> int:
        if interruptions:
            raise interruptions.pop()
        return 3

    def start(words: list[str], env: dict[str, str]) -> SimpleNamespace:
        seen.append((words, env["BANTIN_ENTERED"]))
        return SimpleNamespace(wait=wait)

    monkeypatch.setattr(subprocess, "Popen", start)
    here = Path(door.HERE)
    python = str(here / ".venv" / "Scripts" / "python.exe")
    assert door.really_enter(["serve"], 1) == 3
    assert seen == [([python, str(here / "build.py"), "serve"], "1")]


def test_cannot_start(door: Door, capsys: pytest.CaptureFixture[str]) -> None:
    """A .venv whose Python does not start is called damaged."""
    make_venv(door, "prompt = 'bantin'\n", "requirements.txt")
    door.enter = door.really_enter
    assert refusal(door, capsys, "--lang=vi") == "Môi trường .venv bị hỏng. Hãy xóa thư mục .venv rồi chạy lại.\n"


# Double-click


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        (["py.exe", "explorer.exe"], "explorer.exe"),
        (["Python.exe", "PyManager.exe", "Explorer.EXE"], "explorer.exe"),
        (["cmd.exe", "explorer.exe"], "cmd.exe"),
        (["py.exe", "powershell.exe", "explorer.exe"], "powershell.exe"),
        (["py.exe"], ""),
    ],
)
def test_started_by(door: Door, above: list[str], expected: str) -> None:
    """The program that started us is the first above that is no Python and no launcher of Python."""
    table = {number: (number + 1, name) for number, name in enumerate(["python.exe", *above])}
    assert door.started_by(table, 0) == expected


def test_started_by_a_circle(door: Door) -> None:
    """Processes that seem to have started each other end the search."""
    assert door.started_by({1: (2, "python.exe"), 2: (1, "py.exe")}, 1) in {"", "py.exe"}


def test_double_click_opens_the_preview(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """A double-click runs the preview; with words, or from a console, what was asked for."""
    door.is_made = lambda files: True
    door.WINDOWS = True
    table = {os.getpid(): (2, "python.exe"), 2: (3, "py.exe"), 3: (4, "explorer.exe")}
    door.processes = lambda: table
    monkeypatch.setattr("builtins.input", lambda: "")
    door.enter = lambda argv, entered: argv
    assert door.main([]) == ["serve"]
    assert door.main(["check"]) == ["check"]
    table[3] = (4, "cmd.exe")
    assert door.main([]) == []


def test_no_double_click_elsewhere(door: Door) -> None:
    """Only Windows has windows that go away with the program."""
    assert not door.is_double_clicked()


@pytest.mark.parametrize("status", [0, 1])
def test_window_stays_after_an_error(door: Door, monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    """The window of a failed command waits for Enter; that of one that ended well does not."""
    waited = []
    monkeypatch.setattr("builtins.input", lambda: waited.append(True))
    door.run = lambda argv: status
    assert door.run_in_window(["serve"]) == status
    assert len(waited) == status


def test_window_stays_after_a_crash(
    door: Door, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of the program itself is shown in the window, and may be read."""

    def crash(argv: list[str]) -> int:
        raise RuntimeError("hỏng")

    def nobody() -> str:
        raise EOFError

    door.run = crash
    monkeypatch.setattr("builtins.input", nobody)
    assert door.run_in_window(["serve"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[-2:] == [
        "RuntimeError: hỏng",
        "Nhấn Enter để đóng cửa sổ này. / Press Enter to close this window.",
    ]


# Consoles


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-8", "Đường… sạch đẹp"),
        ("cp1252", "Duong... sach dep"),
        ("ascii", "Duong... sach dep"),
    ],
)
def test_consoles(door: Door, monkeypatch: pytest.MonkeyPatch, encoding: str, expected: str) -> None:
    """A console that cannot write Vietnamese gets it without marks."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")
    monkeypatch.setattr(sys, "stderr", stream)
    door.write("Đường… sạch đẹp")
    stream.seek(0)
    assert stream.read() == f"{expected}\n"


def test_no_console(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python without a console says nothing, and goes on."""
    monkeypatch.setattr(sys, "stderr", None)
    door.write("Xin chào")


# The real thing


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone with a program that only tells how it was started, in a folder whose name is not easy."""
    folder = tmp_path / "Cổng thông tin"
    (folder / "bantin" / "commands").mkdir(parents=True)
    for name in ("build.py", "requirements.txt", "requirements-test.txt"):
        shutil.copy(ROOT / name, folder / name)
    (folder / "bantin" / "__init__.py").touch()
    (folder / "bantin" / "commands" / "__init__.py").touch()
    (folder / "bantin" / "commands" / "cli.py").write_text(
        "import sys\n\n\ndef main(argv):\n"
        "    import jinja2, livereload, markdown, nh3, PIL, slugify, yaml\n"
        "    print(*argv, sys.prefix, sep='|')\n"
        "    return 7\n",
        encoding="utf-8",
    )
    return folder


def start(clone: Path, *argv: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    """Runs the clone's build.py as a Python that has no packages at all."""
    python = getattr(sys, "_base_executable", sys.executable)
    return subprocess.run(
        [python, "-S", str(clone / "build.py"), *argv],
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **surroundings},
        cwd=clone.parent,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.slow
def test_really_made(clone: Path) -> None:
    """A fresh clone makes its environment, runs the command in it, hands its exit status on; then it is quiet."""
    first = start(clone, "build", "--lang", "vi", "một hai")
    if "Không tải được" in first.stderr:
        left_out("Left out: making an environment needs the package index, which cannot be reached.")
    assert (first.returncode, first.stderr) == (
        7,
        "Đang chuẩn bị môi trường .venv (chỉ lần này, cần mạng, có thể mất vài phút)…\n",
    )
    assert first.stdout == f"build|--lang|vi|một hai|{clone / '.venv'}\n"
    second = start(clone, "build")
    assert (second.returncode, second.stdout, second.stderr) == (7, f"build|{clone / '.venv'}\n", "")


@pytest.mark.slow
def test_really_no_network(clone: Path) -> None:
    """Where the package index does not answer, a sentence says so, exit status 2."""
    nowhere = {name: "" for name in os.environ if name.startswith("PIP_")}
    nowhere |= {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_NO_CACHE_DIR": "1"}
    done = start(clone, "--lang", "en", **nowhere)
    lines = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (2, "")
    assert lines[1] == (
        "Could not fetch the packages that are needed. Check the network connection and run this again. pip said:"
    )
    assert all(line.startswith("    ") for line in lines[2:])
