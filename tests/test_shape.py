"""The rooms of the program: which may import which, which are pure, and who may touch the world.

`python3 build.py test tests/test_shape.py -s -k table` prints the table.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "bantin"

GROUND = frozenset("problems locale text patterns".split())
"""Modules, not rooms: every room may import them, and they import nothing but each other."""

ROOMS = {
    "commands": "preview editor review build checking plan theme pages importing content yaml markdown search imaging "
    "output cache disk console",
    "preview": "editor review build plan theme pages imaging content yaml console disk cache",
    "editor": "build importing imaging content yaml markdown disk",
    "review": "build checking plan theme imaging content yaml disk",
    "build": "plan theme search content markdown imaging output disk cache",
    "checking": "plan theme content yaml markdown",
    "plan": "theme pages search content yaml markdown",
    "theme": "pages content yaml",
    "pages": "content markdown yaml",
    "importing": "imaging content markdown yaml disk",
    "imaging": "content disk",
    "content": "yaml markdown",
    "yaml": "",
    "markdown": "",
    "search": "",
    "output": "disk",
    "console": "disk cache",
    "cache": "",
    "disk": "",
}
"""Each room, and the rooms that it may import, beside the ground. Nothing imports a room that stands above it."""

PARENTS = frozenset({"bantin", "xml", "email", "importlib", *(f"bantin.{room}" for room in ROOMS)})
"""Packages of which one imports modules: `from bantin.disk import files` imports `bantin.disk.files`."""

PURE = frozenset("problems locale text patterns checking plan theme pages content yaml markdown search".split())
"""Values in, values out: no disk, clock, network, process or environment."""

STANDARD = frozenset(
    "bisect codecs collections collections.abc dataclasses datetime difflib email.utils enum functools hashlib heapq "
    "html itertools json math operator posixpath re string traceback typing unicodedata urllib.parse zlib "
    "xml.etree.ElementTree".split()
)
"""Of Python's own library, all that a pure module may use. (Of `datetime`, not what reads the clock.)"""

PACKAGES = {
    "text": {"slugify"},
    "yaml.document": {"yaml"},
    "markdown.sanitiser": {"nh3"},
    "markdown.emphasis": {"markdown"},
    "markdown.parser": {"markdown"},
    "theme.environment": {"jinja2", "markupsafe"},
    "theme.render": {"jinja2", "markupsafe"},
    "console.catalogue": {"yaml"},
    "imaging.colours": {"PIL"},
    "imaging.decoding": {"PIL"},
    "imaging.variants": {"PIL"},
    "imaging.social_card": {"PIL"},
    "commands.doctor": {"PIL", "markdown", "jinja2", "nh3", "yaml", "slugify", "tornado", "livereload"},
    "preview.editor_pages": {"tornado"},
    "preview.editor_requests": {"tornado"},
    "preview.handlers": {"tornado"},
    "preview.live_reload": {"tornado"},
    "preview.server": {"tornado"},
    "preview.site_pages": {"tornado"},
    "commands.run_tests": {"pytest"},
    "importing.html_tree": {"lxml"},
    "importing.page_parts": {"lxml"},
    "importing.word_package": {"lxml"},
    "importing.readable": {"lxml", "readability"},
    "importing.word": {"mammoth"},
}
"""Who may import which of the packages that are not Python's own: each stands behind one door."""

PROCESSES = frozenset("subprocess multiprocessing concurrent threading signal".split())
NETWORK = frozenset("socket ssl http urllib.request webbrowser asyncio ftplib smtplib".split())
WRITES = frozenset("mkdir makedirs rename rmdir unlink write_bytes write_text touch symlink_to rmtree copytree".split())
WRITING = {("os", "replace"), ("os", "remove"), ("shutil", "move"), ("shutil", "copyfile"), ("tempfile", "mkdtemp")}
MAY_START_PROCESSES = frozenset(
    "commands.doctor commands.online preview.watch preview.server preview.preview preview.session review.earlier "
    "build.worker build.worker_pool output.recorded_files".split()
)
MAY_USE_NETWORK = frozenset({"commands.online", "preview.server", "preview.preview"})
MAY_WRITE = frozenset(
    {
        "build.snapshot",
        "cache.database",
        "cache.folder",
        "cache.pictures",
        "cache.store",
        "cache.user",
        "commands.import_files",
        "commands.scaffold",
        "disk.files",
        "disk.history",
        "disk.writing",
        "editor.new_article",
        "editor.store",
        "importing.saving",
        "output.lock",
        "output.manifest",
        "output.retry",
        "output.publish",
        "output.stage",
        "output.swap",
    }
)
MAY_READ_CLOCK = frozenset("build.incremental preview.preview".split())
"""The instant of a build is read once, and handed in."""

LONGEST = 250
"""Lines of a module."""
MAY_BE_LONG = {
    "markdown.html_reader": "one reading of a text's HTML, whose state every step shares",
}
"""The modules that are longer, and why."""

MOST_PARAMETERS = 5
MAY_ASK_FOR_MORE = {
    "build.pipeline.prepare_site": "what a site is made from, what works and tells, and by which steps",
    "importing.articles.article_of": "the blocks of a text, and what was found out about it before",
    "markdown.converter.__init__": "a converter knows nothing of config: each rule comes in by itself",
    "markdown.emphasis.add_region": "the names are those of the parser that it extends",
    "theme.theme.gather": "four kinds of files, and how they are named",
}
"""The functions with more parameters, and why."""

CLOCK = frozenset("now today utcnow".split())
BUILTINS = frozenset("open input print exec eval compile __import__ breakpoint".split())


def name_of(path: Path) -> str:
    """`content.model` for `bantin/content/model.py`."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py")) if path.name != "__init__.py"}
"""Every module at any depth, by its name without `bantin.`."""


def room_of(module: str) -> str:
    """The room of a module, or of the ground the module itself: `content` for `content.model`."""
    return module.partition(".")[0]


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """The nodes of a file's syntax tree, parsed once for all tests."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))))


@cache
def imports(path: Path) -> frozenset[str]:
    """Every module that is imported anywhere, also late; `from bantin.disk import files` is `bantin.disk.files`."""
    return frozenset(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "no relative imports"
            name = node.module or ""
            if name in PARENTS:
                yield from (f"{name}.{alias.name}" for alias in node.names)
            else:
                yield name


def own(module: str) -> set[str]:
    """The names of our modules that `module` imports."""
    found = {name.removeprefix("bantin.") for name in imports(MODULES[module]) if name.startswith("bantin.")}
    return found - {"__version__"}


def foreign(module: str) -> set[str]:
    """The other modules that it imports."""
    return {name for name in imports(MODULES[module]) if name.split(".")[0] != "bantin"}


@cache
def called(module: str) -> tuple[tuple[str, str, int], ...]:
    """(what it is called on, name, line) of every call; ('', 'open', 3) of a plain one."""
    return tuple(_called(module))


def _called(module: str) -> Iterator[tuple[str, str, int]]:
    for node in nodes(MODULES[module]):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield "", node.func.id, node.lineno
            elif isinstance(node.func, ast.Attribute):
                yield ast.unparse(node.func.value), node.func.attr, node.lineno


IN_PURE_ROOMS = [module for module in MODULES if room_of(module) in PURE]
OTHERS = [module for module in MODULES if room_of(module) not in PURE]


def test_table_names_every_room() -> None:
    """Every folder of the package is a room of the table, and every room has modules. Prints the table."""
    for room, below in ROOMS.items():
        modules = " ".join(name.partition(".")[2] for name in MODULES if room_of(name) == room)
        print(f"{room:9}{'·' if room in PURE else ' '} {modules}\n{'':11}may import: {below or '–'}")
    assert {room_of(module) for module in MODULES} == ROOMS.keys() | GROUND
    assert all((PACKAGE / room / "__init__.py").is_file() for room in ROOMS)


def test_rooms_stand_in_order() -> None:
    """No room may import one that stands above it, so there is no circle."""
    order = list(ROOMS)
    upwards = [
        (room, below) for room in order for below in ROOMS[room].split() if order.index(below) < order.index(room)
    ]
    assert upwards == []


def test_pure_rooms_import_pure_rooms() -> None:
    """What is pure can reach nothing impure through what it imports."""
    assert [(room, below) for room in ROOMS if room in PURE for below in ROOMS[room].split() if below not in PURE] == []


@pytest.mark.parametrize("room", ROOMS)
def test_package_files_are_empty(room: str) -> None:
    """To import one module of a room pulls no other in: a build that finds nothing changed takes little time."""
    assert (PACKAGE / room / "__init__.py").read_text(encoding="utf-8") == ""


@pytest.mark.parametrize("module", MODULES)
def test_imports_follow_the_table(module: str) -> None:
    """A module imports only its own room, the rooms that the table allows it, and the ground."""
    room = room_of(module)
    allowed = {room, *ROOMS[room].split()} | GROUND if room in ROOMS else GROUND
    assert {name for name in own(module) if room_of(name) not in allowed} == set()


@pytest.mark.parametrize("module", MODULES)
def test_imports_name_modules(module: str) -> None:
    """What is imported of ours is there: a module, never a room as a whole."""
    assert {name for name in own(module) if name not in MODULES} == set()


def test_foundation_imports_nothing_of_ours() -> None:
    """What is read to learn the program's version pulls nothing in."""
    assert imports(PACKAGE / "__init__.py") == frozenset()


@pytest.mark.parametrize("module", IN_PURE_ROOMS)
def test_pure_rooms_reach_nothing(module: str) -> None:
    """A pure module imports nothing that could reach disk, clock, network, processes or environment."""
    packages = {name.split(".")[0] for name in foreign(module) - STANDARD}
    assert packages - PACKAGES.get(module, set()) == set()


@pytest.mark.parametrize("module", IN_PURE_ROOMS)
def test_pure_rooms_ask_nothing(module: str) -> None:
    """A pure module opens no file, prints nothing and does not look at the clock."""
    asked = [
        f"{on}.{name}:{line}".lstrip(".")
        for on, name, line in called(module)
        if (not on and name in BUILTINS) or (name in CLOCK and on.rpartition(".")[2] in ("datetime", "date"))
    ]
    assert asked == []


@pytest.mark.parametrize("module", OTHERS)
def test_world_stays_behind_its_doors(module: str) -> None:
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


@pytest.mark.parametrize("module", OTHERS)
def test_clock_is_read_in_one_place(module: str) -> None:
    """Only who starts a build asks what time it is."""
    if module not in MAY_READ_CLOCK:
        asked = [
            on for on, name, _ in called(module) if name in CLOCK and on.rpartition(".")[2] in ("datetime", "date")
        ]
        assert asked == []


def types_of(module: str) -> Iterator[str]:
    """The classes that it defines, at any depth, and its names for types; without a leading `_`."""
    for node in nodes(MODULES[module]):
        if isinstance(node, ast.ClassDef):
            yield node.name.lstrip("_")
        elif (
            isinstance(node, ast.Assign) and node.col_offset == 0 and not ast.unparse(node.value).startswith("TypeVar(")
        ):
            names = (target.id.lstrip("_") for target in node.targets if isinstance(target, ast.Name))
            yield from (name for name in names if name[:1].isupper() and not name.isupper())


def test_one_name_one_thing() -> None:
    """A search for a type finds one; also what is private to a module deserves a name that says what it is."""
    where: dict[str, list[str]] = {}
    for module in MODULES:
        for name in types_of(module):
            where.setdefault(name, []).append(module)
    assert {name: modules for name, modules in where.items() if len(modules) > 1} == {}


@pytest.mark.parametrize("module", MODULES)
def test_modules_say_what_they_do(module: str) -> None:
    """The first line is a sentence that a search shows whole; it does not begin with the module's being one."""
    docstring = ast.get_docstring(ast.parse(MODULES[module].read_text(encoding="utf-8")))
    assert docstring
    first = docstring.partition("\n\n")[0]
    assert "\n" not in first
    assert first.endswith((".", ":"))
    assert not first.startswith(("This ", "Module ", "A module", "The module", "Functions ", "Helpers "))


@pytest.mark.parametrize("module", MODULES)
def test_modules_are_short(module: str) -> None:
    """Past 250 lines a module is two ideas; and no exception outlives its reason."""
    lines = len(MODULES[module].read_text(encoding="utf-8").splitlines())
    assert (lines > LONGEST) == (module in MAY_BE_LONG)


def crowded(module: str) -> Iterator[str]:
    """The functions that ask for too many values, `self` not counted."""
    for node in nodes(MODULES[module]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            every = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
            if len([each for each in every if each.arg not in ("self", "cls")]) > MOST_PARAMETERS:
                yield f"{module}.{node.name}"


def test_functions_ask_for_few_values() -> None:
    """More than five want a value that holds them; and no exception outlives its reason."""
    assert {name for module in MODULES for name in crowded(module)} == MAY_ASK_FOR_MORE.keys()


def test_permissions_name_modules() -> None:
    """No permission outlives the module that it was given to."""
    named = MAY_START_PROCESSES | MAY_USE_NETWORK | MAY_WRITE | MAY_READ_CLOCK | PACKAGES.keys() | MAY_BE_LONG.keys()
    assert named - MODULES.keys() == set()
