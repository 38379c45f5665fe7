#!/usr/bin/env python3
"""The front door: `python3 build.py` asks for nothing but Python and the clone.

Looks whether the packages that requirements.txt names are there; if not, makes `.venv` beside this file and installs
them, once; then hands the command over to `bantin.commands.cli`, which knows what the words mean.

It stands before every build, so until it must it loads nothing that Python has not loaded already. A Python as old as
3.6 must be able to read it, so as to say that it is too old. Workers import it, so importing it does nothing.
"""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv")
WINDOWS = os.name == "nt"
OLDEST = (3, 11)

RUNTIME = "requirements.txt"
TEST = "requirements-test.txt"

SENTENCES = {
    "old-python": (
        (
            "Bantin cần Python {oldest} trở lên, máy này đang chạy Python {version}. "
            "Hãy cài bản mới từ python.org rồi chạy lại bằng bản đó."
        ),
        (
            "Bantin needs Python {oldest} or newer, this is Python {version}. "
            "Install a newer one from python.org and run this again with it."
        ),
    ),
    "preparing": (
        "Đang chuẩn bị môi trường .venv (chỉ lần này, cần mạng, có thể mất vài phút)…",
        "Preparing the environment .venv (this once; needs the network, may take a few minutes)…",
    ),
    "not-whole": (
        "Không đọc được {file} trong {folder}. Hãy tải lại toàn bộ dự án.",
        "Cannot read {file} in {folder}. Get the whole project again.",
    ),
    "no-venv": (
        (
            "Python này thiếu mô-đun {module}, cần để tạo .venv. "
            "Trên Debian và Ubuntu hãy chạy: sudo apt install python3-venv; rồi chạy lại."
        ),
        (
            "This Python lacks the module {module}, which makes .venv. "
            "On Debian and Ubuntu run: sudo apt install python3-venv; then run this again."
        ),
    ),
    "read-only": (
        "Không ghi được vào thư mục {folder}. Hãy chép dự án vào một thư mục của bạn rồi chạy lại.",
        "Cannot write in the folder {folder}. Copy the project into a folder of your own and run this again.",
    ),
    "no-environment": (
        "Không tạo được môi trường .venv. Hãy xóa thư mục .venv rồi chạy lại. Python báo:",
        "Could not make the environment .venv. Delete the folder .venv and run this again. Python said:",
    ),
    "no-network": (
        "Không tải được các gói cần thiết. Hãy kiểm tra kết nối mạng rồi chạy lại. pip báo:",
        "Could not fetch the packages that are needed. Check the network connection and run this again. pip said:",
    ),
    "not-installed": (
        "Không cài được các gói cần thiết vào .venv. Hãy xóa thư mục .venv rồi chạy lại. pip báo:",
        "Could not install the packages that are needed. Delete the folder .venv and run this again. pip said:",
    ),
    "damaged": (
        "Môi trường .venv bị hỏng. Hãy xóa thư mục .venv rồi chạy lại.",
        "The environment .venv is damaged. Delete the folder .venv and run this again.",
    ),
    "press-enter": (
        "Nhấn Enter để đóng cửa sổ này.",
        "Press Enter to close this window.",
    ),
}
"""Vietnamese, English. Those of bantin/console/messages/ cannot be read yet: that takes a package."""


class Refusal(Exception):
    """Why the surroundings do not do: the key of a sentence, its values, and what another program said about it."""

    def __init__(self, key: str, said: str = "", **values: str) -> None:
        super().__init__(key)
        self.key = key
        self.said = said
        self.values = values


def main(argv: "list[str]") -> int:
    """Runs the command `argv`; gives its exit status, 2 if the surroundings do not do."""
    if sys.version_info < OLDEST:  # An older one gets this far.
        version = ".".join(str(part) for part in sys.version_info[:3])
        say(argv, "old-python", oldest=".".join(str(part) for part in OLDEST), version=version)
        return 2
    if not argv and is_double_clicked():
        return run_in_window(["serve"])
    return run(argv)


def run(argv: "list[str]") -> int:
    """Hands over where everything is there; else makes `.venv` what it has to be, and starts again inside it."""
    entered = int(os.environ.pop("BANTIN_ENTERED", "0"))  # Taken out: what the build starts must not inherit it.
    try:
        files = [RUNTIME, TEST] if command(argv) == "test" else [RUNTIME]
        if has_all(files, sys.path):
            return hand_over(argv)
        if entered > 1:
            raise Refusal("damaged")
        if is_inside() or not is_made(files):
            make(argv, files, anew=entered > 0)
        return enter(argv, entered + 1)
    except Refusal as refusal:
        say(argv, refusal.key, **refusal.values)
        if refusal.said:
            write(refusal.said)
        return 2
    except KeyboardInterrupt:
        return 130  # As shells have it.


def command(argv: "list[str]") -> str:
    """The first word of `argv` that is neither an option nor the value of one."""
    words = iter(argv)
    for word in words:
        if word in ("--project", "--output", "--lang", "--jobs"):
            next(words, None)
        elif not word.startswith("-"):
            return word
    return ""


# Is everything there? By the names of folders alone: importlib.metadata would take longer to load than all of this.


def has_all(files: "list[str]", folders: "list[str]") -> bool:
    """Whether each package that `files` lock is installed in one of `folders`, in that version or a newer one."""
    there = installed(folders)
    return all(there.get(name, ()) >= version for file in files for name, version in required(read(file)))


def required(text: str) -> "list[tuple[str, tuple[int, ...]]]":
    """Names and versions in a locked requirements file, those of this system."""
    found = []
    for line in text.splitlines():
        requirement, _, condition = line.rstrip("\\ ").partition(";")
        name, equal, version = requirement.partition("==")
        if equal and not name.startswith((" ", "#")) and applies(condition.strip()):
            found.append((normal(name), numbers(version)))
    return found


def applies(condition: str) -> bool:
    """Whether a requirement's condition holds here; tools/lock.py lets no other conditions into the files."""
    return condition == "" or (condition == "sys_platform == 'win32'" and WINDOWS)


def installed(folders: "list[str]") -> "dict[str, tuple[int, ...]]":
    """What is installed in `folders`; as in an import, the first of them that has a package decides."""
    there: dict[str, tuple[int, ...]] = {}
    for folder in folders:
        try:
            entries = os.listdir(folder or ".")
        except OSError:
            continue
        for entry in entries:
            stem, _, kind = entry.rpartition(".")
            if kind in ("dist-info", "egg-info"):
                name, _, version = stem.partition("-")
                there.setdefault(normal(name), numbers(version))
    return there


def normal(name: str) -> str:
    """A package's name as all its spellings have it in common."""
    return name.strip().lower().replace("_", "-").replace(".", "-")


def numbers(version: str) -> "tuple[int, ...]":
    """The whole numbers that a version starts with: `3.0.4` → (3, 0, 4)."""
    found = []
    for part in version.strip().split("."):
        if not part.isdigit():
            break
        found.append(int(part))
    return tuple(found)


def read(file: str) -> str:
    """The text of a file beside this one."""
    try:
        with open(os.path.join(HERE, file), encoding="utf-8") as stream:
            return stream.read()
    except OSError:
        raise Refusal("not-whole", file=file, folder=HERE) from None


def hand_over(argv: "list[str]") -> int:
    """Runs the command in this process."""
    if HERE not in sys.path:
        sys.path.insert(0, HERE)
    from bantin.commands.cli import main as run_command

    return run_command(argv)


# The environment beside this file. When all is installed, it gets a copy of each requirements file it was made from:
# the last thing written, the first removed. So one that was killed half-way is known by having none, one that is out of
# date by having another.


def is_inside() -> bool:
    """Whether this Python is that of `.venv`."""
    return os.path.realpath(sys.prefix) == os.path.realpath(VENV)


def is_made(files: "list[str]") -> bool:
    """Whether `.venv` holds what `files` ask for, by what it says of itself."""
    return os.path.exists(python_of_venv()) and all(copy_in_venv(file) == read(file) for file in files)


def python_of_venv() -> str:
    """The path of the interpreter in `.venv`."""
    return os.path.join(VENV, "Scripts", "python.exe") if WINDOWS else os.path.join(VENV, "bin", "python")


def is_ours() -> bool:
    """Whether `.venv` was made here, or is too little to be anyone's; someone else's is filled, while it works."""
    try:
        with open(os.path.join(VENV, "pyvenv.cfg"), encoding="utf-8") as stream:
            return "prompt = 'bantin'" in stream.read()
    except OSError:
        return True


def copy_in_venv(file: str) -> str:
    """The text of `file` when `.venv` was made from it; empty if it was not."""
    try:
        with open(os.path.join(VENV, file), encoding="utf-8") as stream:
            return stream.read()
    except OSError:
        return ""


def make(argv: "list[str]", files: "list[str]", anew: bool) -> None:
    """Makes `.venv`, or brings it up to date; `anew`: what it says of itself was found untrue."""
    if not os.access(HERE, os.W_OK):
        raise Refusal("read-only", folder=HERE)
    turn = wait_for_turn()
    try:
        if not is_inside() and is_made(files):
            return  # Another build made it while this one waited.
        say(argv, "preparing")
        if not os.path.exists(python_of_venv()) or (is_ours() and (anew or not copy_in_venv(RUNTIME))):
            create()
        for file in (RUNTIME, TEST):
            remove(os.path.join(VENV, file))
        install(files[-1])
        for file in reversed(files):
            with open(os.path.join(VENV, file), "w", encoding="utf-8") as stream:
                stream.write(read(file))
    except OSError as error:
        raise Refusal("no-environment", said=str(error)) from error
    finally:
        turn.close()


def wait_for_turn() -> "IO[bytes]":
    """Waits until no other build prepares `.venv`; the turn ends when what it gives is closed, or the process ends.

    The lock lies on this file, beyond its end, so that it leaves nothing behind and keeps nobody from reading.
    """
    door = open(os.path.join(HERE, "build.py"), "rb")  # noqa: SIM115 (the caller closes it)
    try:
        if sys.platform == "win32":
            import msvcrt

            door.seek(2**30)
            for _ in range(60):  # Each waits ten seconds.
                try:
                    msvcrt.locking(door.fileno(), msvcrt.LK_LOCK, 1)
                    break
                except OSError:
                    continue
        else:
            import fcntl

            fcntl.flock(door, fcntl.LOCK_EX)
            os.set_inheritable(door.fileno(), True)  # A pip that outlives its killed build keeps the turn.
    except OSError:
        pass  # A file system without locks: then two first builds at once are on their own.
    return door


def create() -> None:
    """Makes an empty `.venv`, in place of what is there."""
    from importlib.util import find_spec

    for module in ("venv", "ensurepip"):  # Debian cuts both out of Python, or only the second.
        if find_spec(module) is None:
            raise Refusal("no-venv", module=module)
    python = getattr(sys, "_base_executable", None) or sys.executable  # An environment cannot make itself anew.
    status, said = listen([python, "-m", "venv", "--clear", "--prompt", "bantin", VENV])
    if status:
        raise Refusal("no-environment", said=said)


def install(file: str) -> None:
    """Installs into `.venv` what a requirements file locks."""
    options = ["--require-hashes", "--disable-pip-version-check", "--no-input", "--quiet", "--retries", "2"]
    status, said = listen([python_of_venv(), "-m", "pip", "install", *options, "-r", os.path.join(HERE, file)])
    if status:
        signs = ("connection", "resolution", "timed out", "unreachable", "(from versions: none)")
        raise Refusal("no-network" if any(sign in said.lower() for sign in signs) else "not-installed", said=said)


def listen(words: "list[str]") -> "tuple[int, str]":
    """Runs a program; gives its exit status and the last lines of what it said."""
    import subprocess

    surroundings = dict(os.environ, PIP_USER="0", PYTHONIOENCODING="utf-8")  # Some systems' pip is set to `--user`.
    done = subprocess.run(
        words,
        check=False,
        close_fds=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=surroundings,
    )
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return done.returncode, "\n".join("    " + line for line in lines[-6:])


def remove(path: str) -> None:
    """Removes a file if it is there."""
    try:
        os.remove(path)
    except FileNotFoundError:
        pass


def enter(argv: "list[str]", entered: int) -> int:
    """Starts this file again with the Python of `.venv`, in place of this process where the system can do that."""
    words = [python_of_venv(), os.path.join(HERE, "build.py"), *argv]
    surroundings = dict(os.environ, BANTIN_ENTERED=str(entered))
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    try:
        if WINDOWS:
            return wait_for(words, surroundings)
        os.execve(words[0], words, surroundings)
    except OSError as error:
        raise Refusal("damaged") from error


def wait_for(words: "list[str]", surroundings: "dict[str, str]") -> int:
    """Runs a program to its end and gives its exit status; a Ctrl+C is the program's own to answer."""
    import subprocess

    program = subprocess.Popen(words, env=surroundings)
    while True:
        try:
            return program.wait()
        except KeyboardInterrupt:
            continue


# What is said, and where.


def say(argv: "list[str]", key: str, **values: str) -> None:
    """Says a sentence in the language asked for; in both if none was: config.yaml cannot be read yet."""
    both = [sentence.format(**values) for sentence in SENTENCES[key]]
    asked = language(argv)
    write(both[asked == "en"] if asked in ("vi", "en") else " / ".join(both))


def language(argv: "list[str]") -> str:
    """What `--lang` or BANTIN_LANG say, else nothing."""
    for word, following in zip(argv, [*argv[1:], ""]):
        if word == "--lang":
            return following
        if word.startswith("--lang="):
            return word[len("--lang=") :]
    return os.environ.get("BANTIN_LANG", "")


def write(text: str) -> None:
    """Writes a line to standard error; without the marks where the console has no Vietnamese, and never fails."""
    stream = sys.stderr
    if stream is None:  # A Python without a console.
        return
    encoding = stream.encoding or "ascii"
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        import unicodedata

        plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D").replace("…", "..."))
        text = plain.encode("ascii", "ignore").decode("ascii")
    print(text, file=stream, flush=True)


# Windows, where people double-click.


def is_double_clicked() -> bool:
    """Whether the Windows desktop started this, so that the window goes away with the program."""
    return WINDOWS and started_by(processes(), os.getpid()) == "explorer.exe"


def started_by(table: "dict[int, tuple[int, str]]", process: int) -> str:
    """The name of the nearest program above `process` that is no Python and no launcher of Python; else empty."""
    for _ in table:  # Numbers of processes are used again, so that the way up can be a circle.
        process = table.get(process, (0, ""))[0]
        name = table.get(process, (0, ""))[1].lower()
        if not name.startswith("py"):
            return name
    return ""


def processes() -> "dict[int, tuple[int, str]]":
    """The processes of a Windows machine: number → (number of the one that started it, name of its program)."""
    table: dict[int, tuple[int, str]] = {}
    if sys.platform == "win32":
        import ctypes
        from ctypes import wintypes

        class Entry(ctypes.Structure):  # PROCESSENTRY32W of the Windows API
            _fields_ = (
                ("size", wintypes.DWORD),
                ("usage", wintypes.DWORD),
                ("process", wintypes.DWORD),
                ("heap", ctypes.c_size_t),
                ("module", wintypes.DWORD),
                ("threads", wintypes.DWORD),
                ("parent", wintypes.DWORD),
                ("priority", wintypes.LONG),
                ("flags", wintypes.DWORD),
                ("name", wintypes.WCHAR * 260),
            )

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateToolhelp32Snapshot.restype = wintypes.HANDLE
        kernel.CreateToolhelp32Snapshot.argtypes = (wintypes.DWORD, wintypes.DWORD)
        for function in (kernel.Process32FirstW, kernel.Process32NextW):
            function.argtypes = (wintypes.HANDLE, ctypes.POINTER(Entry))
        kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
        entry = Entry()
        entry.size = ctypes.sizeof(Entry)
        snapshot = kernel.CreateToolhelp32Snapshot(0x2, 0)  # TH32CS_SNAPPROCESS
        more = kernel.Process32FirstW(snapshot, ctypes.byref(entry))
        while more:
            table[entry.process] = (entry.parent, entry.name)
            more = kernel.Process32NextW(snapshot, ctypes.byref(entry))
        kernel.CloseHandle(snapshot)
    return table


def run_in_window(argv: "list[str]") -> int:
    """Runs the command; if it fails, the window stays until someone has read why."""
    try:
        status = run(argv)
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except Exception:  # noqa: BLE001 (whatever it is, the window must stay until it has been read)
        import traceback

        traceback.print_exc()
        status = 1
    if status:
        say(argv, "press-enter")
        try:
            input()
        except EOFError:
            pass
    return status


def leave(status: int) -> None:
    """Ends the process at once: to take an archive of articles apart takes Python longer than an edit of one."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):  # nobody listens any longer
            status = status or 1
    os._exit(status)


if __name__ == "__main__":
    leave(main(sys.argv[1:]))
