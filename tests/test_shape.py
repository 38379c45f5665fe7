"""The shape of the house (DESIGN section 2): modules import what stands before; the core asks the world nothing."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "bantin"

CORE = (
    *"problems provisional language legacy pagination stumble tree fields names body source anchors glossary".split(),
    *"lines fences lists tables raw_blocks short_lines dialects calm blocks autolinks videos leftovers weave".split(),
    *"budget plain parser markup files config article organisation entry addresses library editions pages".split(),
    *"shelf kit terms search marks context posters routes links metadata newsroom frame reading fronts feeds".split(),
    *"inputs fingerprints catalogue outputs plan render".split(),
)
"""From the first to the last. Values in, values out: no disk, clock, network, process or environment."""

SHELL = tuple(
    "keep messages disk lock swap record svg images publish cache survey drawing album job meter speech "
    "labour crew intake workshop pipeline building starting doctor watch overlay rehearsal preview cli".split()
)
"""What touches the world, behind the core."""

PURE = frozenset(
    "bisect codecs collections collections.abc dataclasses datetime difflib email.utils enum functools hashlib heapq "
    "html itertools json math operator posixpath re string traceback typing unicodedata urllib.parse zlib".split()
)
"""Of Python's own library, all that the core may use. (Of `datetime`, not what reads the clock.)"""

PACKAGES = {
    "language": {"slugify"},
    "tree": {"yaml"},
    "parser": {"markdown"},
    "markup": {"nh3"},
    "render": {"jinja2", "markupsafe"},
    "messages": {"yaml"},
    "images": {"PIL"},
    "drawing": {"PIL"},
    "doctor": {"PIL", "markdown", "jinja2", "nh3", "yaml", "slugify", "tornado", "livereload"},
    "preview": {"livereload", "tornado"},
    "cli": {"pytest"},
}
"""Who may import which of the packages that are not Python's own: each stands behind one door."""

PROCESSES = frozenset("subprocess multiprocessing concurrent threading signal".split())
NETWORK = frozenset("socket ssl http urllib.request webbrowser asyncio ftplib smtplib".split())
WRITES = frozenset("mkdir makedirs rename rmdir unlink write_bytes write_text touch symlink_to rmtree copytree".split())
WRITING = {("os", "replace"), ("os", "remove"), ("shutil", "move"), ("shutil", "copyfile"), ("tempfile", "mkdtemp")}
MAY_START_PROCESSES = {"doctor", "watch", "preview", "labour", "crew", "publish"}
MAY_USE_NETWORK = {"preview"}
MAY_WRITE = {"disk", "lock", "swap", "record", "publish", "starting", "cache", "album", "survey", "keep"}
MAY_READ_CLOCK = {"building", "preview"}
"""The instant of a build is read once, and handed in."""

CLOCK = frozenset("now today utcnow".split())
BUILTINS = frozenset("open input print exec eval compile __import__ breakpoint".split())


THERE = {path.stem for path in PACKAGE.glob("*.py")} | {path.parent.name for path in PACKAGE.glob("*/__init__.py")}


def parsed(module: str) -> ast.Module:
    """The module's syntax tree."""
    path = PACKAGE / f"{module}.py"
    path = path if path.exists() else PACKAGE / module / "__init__.py"
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports(tree: ast.Module) -> Iterator[str]:
    """Every module that is imported anywhere, also late; `from bantin import disk` is `bantin.disk`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "no relative imports"
            if node.module == "bantin":
                yield from (f"bantin.{alias.name}" for alias in node.names)
            elif node.module in ("xml", "email", "importlib"):
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            else:
                yield node.module or ""


def own(module: str) -> set[str]:
    """The names of our modules that `module` imports."""
    found = {name.split(".")[1] for name in imports(parsed(module)) if name.startswith("bantin.")}
    return found - {"__version__"}


def foreign(module: str) -> set[str]:
    """The other modules that it imports."""
    return {name for name in imports(parsed(module)) if name.split(".")[0] != "bantin"}


def called(module: str) -> Iterator[tuple[str, str, int]]:
    """(what it is called on, name, line) of every call; ('', 'open', 3) of a plain one."""
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield "", node.func.id, node.lineno
            elif isinstance(node.func, ast.Attribute):
                yield ast.unparse(node.func.value), node.func.attr, node.lineno


def test_every_module_has_its_place() -> None:
    """The order names every module there is, once."""
    assert sorted((*CORE, *SHELL)) == sorted(THERE - {"__init__", "__main__"})


@pytest.mark.parametrize("module", [each for each in (*CORE, *SHELL) if each in THERE])
def test_imports_only_what_stands_before(module: str) -> None:
    """A module imports only what stands before it."""
    order = (*CORE, *SHELL)
    assert own(module) - set(order[: order.index(module)]) == set()


def test_foundation_imports_nothing_of_ours() -> None:
    """What is read to learn the program's version pulls nothing in."""
    assert own("__init__") == set()
    assert foreign("__init__") == set()


@pytest.mark.parametrize("module", CORE)
def test_core_is_pure(module: str) -> None:
    """The core imports nothing that could reach disk, clock, network, processes or environment."""
    packages = {name.split(".")[0] for name in foreign(module) - PURE}
    assert packages - PACKAGES.get(module, set()) == set()


@pytest.mark.parametrize("module", CORE)
def test_core_asks_nothing(module: str) -> None:
    """The core opens no file, prints nothing and does not look at the clock."""
    asked = [
        f"{on}.{name}:{line}".lstrip(".")
        for on, name, line in called(module)
        if (not on and name in BUILTINS) or (name in CLOCK and on.rpartition(".")[2] in ("datetime", "date"))
    ]
    assert asked == []


@pytest.mark.parametrize("module", [each for each in SHELL if each in THERE])
def test_shell_stays_behind_its_doors(module: str) -> None:
    """Each foreign package has one module that knows it; few start processes or use the network; fewer write."""
    names = foreign(module)
    tops = {name.split(".")[0] for name in names}
    known = {package for packages in PACKAGES.values() for package in packages}
    assert tops & known <= PACKAGES.get(module, set())
    if module not in MAY_START_PROCESSES:
        assert tops & PROCESSES == set()
    if module not in MAY_USE_NETWORK:
        assert names & NETWORK | tops & NETWORK == set()
    if module not in MAY_WRITE:
        writes = [(on, name, line) for on, name, line in called(module) if name in WRITES or (on, name) in WRITING]
        assert writes == []


@pytest.mark.parametrize("module", [each for each in SHELL if each in THERE])
def test_clock_is_read_in_one_place(module: str) -> None:
    """Only who starts a build asks what time it is."""
    if module not in MAY_READ_CLOCK:
        asked = [
            on for on, name, _ in called(module) if name in CLOCK and on.rpartition(".")[2] in ("datetime", "date")
        ]
        assert asked == []
