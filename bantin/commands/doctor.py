"""`doctor`: a diagnostic report of versions and environment, for bug reports.

Nothing here raises: what cannot be determined is reported as unknown, with the reason. The report contains no private
data: no names of users or machines, no addresses of repositories, and paths only as they were given.
"""

import locale
import os
import platform
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import bantin
from bantin.commands.arguments import Parser
from bantin.commands.call import OK, Call
from bantin.disk.program import PROGRAM

_LIBRARIES = (
    "Jinja2 Markdown MarkupSafe PyYAML python-slugify text-unidecode livereload tornado nh3 Pillow tzdata"
).split()


def add_arguments(parser: Parser) -> None:
    """Takes no arguments of its own."""


def run(call: Call) -> int:
    """Prints the report."""
    call.speaker.lines(report(call.project, call.output))
    return OK


def report(project: Path, output: Path) -> Iterator[str]:
    """The report, one fact per line: `name: value`."""
    for name, ask in (
        ("bantin", lambda: bantin.__version__),
        ("python", _python),
        ("libraries", _libraries),
        ("system", platform.platform),
        ("encoding", _encoding),
        ("config", lambda: _config(project)),
        ("content", lambda: _content(project)),
        ("own templates and assets", lambda: _own_files(project)),
        ("output", lambda: _output(output)),
        ("file system of output", lambda: _file_system(_existing(output))),
        ("free on disk", lambda: f"{shutil.disk_usage(_existing(output)).free // 1_000_000:,} MB"),
        ("git", lambda: _git(project)),
    ):
        yield f"{name}: {_answer(ask)}"


def _answer(ask: Callable[[], str]) -> str:
    try:
        return " ".join(ask().split())
    except Exception as trouble:  # noqa: BLE001 -- a report of what is broken must not break over it
        return f"unknown ({type(trouble).__name__})"


def _python() -> str:
    where = "in an environment" if sys.prefix != sys.base_prefix else "the system's"
    return f"{platform.python_version()} {platform.python_implementation()}, {where}, {_bits()}-bit"


def _bits() -> int:
    """Pointer size in bits: a 32-bit Python runs out of memory early."""
    return sys.maxsize.bit_length() + 1


def _libraries() -> str:
    return ", ".join(f"{name} {_version(name)}" for name in _LIBRARIES)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "–"


def _encoding() -> str:
    language = ".".join(filter(None, locale.getlocale())) or "none"
    console = getattr(sys.stdout, "encoding", None) or "none"
    return f"locale {language}, files {sys.getfilesystemencoding()}, console {console}"


def _config(project: Path) -> str:
    from bantin.build import config_file
    from bantin.problems import Mistakes

    try:
        facts = config_file.read_config(project).whole()
    except Mistakes as mistakes:
        keys = ", ".join(sorted({problem.key for problem in mistakes.problems}))
        return f"does not read: {keys}"
    return f"reads; languages {', '.join(facts.codes)}; {len(facts.categories)} categories; {facts.timezone}"


def _content(project: Path) -> str:
    from bantin.disk import walk

    listing = walk.list_files(project, "content")
    kinds: Counter[str] = Counter()
    for source in listing.sources:
        ending = source.path.rpartition(".")[2].lower()
        kinds["plain pages" if ending == "md" and source.path.startswith("content/pages/") else f".{ending}"] += 1
    found = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    size = sum(source.size for source in listing.sources) / 1_000_000
    return f"{len(listing.sources)} files ({found or 'none'}), {size:.1f} MB, {len(listing.problems)} unreadable or odd"


def _own_files(project: Path) -> str:
    """Templates and assets that the portal overrides; none in the clone itself."""
    if project.resolve() == PROGRAM:
        return "the program's"
    found = [path for name in ("templates", "assets") for path in (project / name).rglob("*") if path.is_file()]
    return ", ".join(sorted(path.relative_to(project).as_posix() for path in found)) or "none"


def _output(output: Path) -> str:
    if not output.is_dir():
        return f"{_shown(output)}, not there yet"
    from bantin.output import manifest

    known = manifest.load(output / ".bantin").record
    if known is None:
        return f"{_shown(output)}, no record of a build"
    return (
        f"{_shown(output)}, {len(known.files)} files of build {known.build}, next change {known.next_change or 'none'}"
    )


def _shown(path: Path) -> str:
    """A path as given; of an absolute one only the last part, because the rest names the user."""
    return f"…/{path.name}" if path.is_absolute() else str(path)


def _existing(path: Path) -> Path:
    """The folder, or its nearest existing ancestor."""
    path = path.resolve()
    return next(folder for folder in (path, *path.parents) if folder.exists())


def _file_system(folder: Path) -> str:
    if sys.platform == "win32":
        import ctypes

        name = ctypes.create_unicode_buffer(64)
        root = ctypes.c_wchar_p(folder.anchor)
        if not ctypes.windll.kernel32.GetVolumeInformationW(root, None, 0, None, None, None, name, len(name)):
            return "unknown"
        return name.value
    if sys.platform == "darwin":
        mounts = re.findall(r" on (.+?) \((\w+)", _said(["mount"]))
    else:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
        mounts = [(fields[1].replace("\\040", " "), fields[2]) for line in lines if len(fields := line.split()) > 2]
    under = [(len(at), number, kind) for number, (at, kind) in enumerate(mounts) if folder.is_relative_to(at)]
    return max(under)[2]  # the deepest mount point, and the later of two on one folder


def _git(project: Path) -> str:
    if shutil.which("git") is None:
        return "not installed"
    said = _said(["git", "--version"]).removeprefix("git version ").strip()
    git = ["git", "-c", "core.fsmonitor=false", "-C", str(project)]  # git settings of the project must start no program
    try:
        commit = _said([*git, "rev-parse", "--short", "HEAD"])
        changed = len(_said([*git, "status", "--porcelain"]).splitlines())
    except subprocess.CalledProcessError:
        return f"{said}, the project is in no repository or has no commit yet"
    return f"{said}, at {commit.strip()}, {changed} files changed since"


def _said(words: list[str]) -> str:
    surroundings = dict(os.environ, GIT_OPTIONAL_LOCKS="0", LC_ALL="C")
    done = subprocess.run(words, check=True, capture_output=True, timeout=20, env=surroundings)
    return done.stdout.decode("utf-8", "replace")
