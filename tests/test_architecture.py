"""docs/architecture.md is true: the changes that it shows work as they stand there, and what its walks name exists."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.portal import Portal, written

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
COPIED = (
    "CHANGELOG.md LICENSE README.md README.vi.md SECURITY.md assets bantin benchmarks build.py config.yaml content "
    "docs pyproject.toml requirements-test.txt requirements.txt templates tests tools"
).split()
"""What the program, its tests and its guides consist of."""
CHANGES = ("A field of articles", "A kind of page", "A message", "A command")
"""Headings of the guide."""
MESSAGE = "tests/test_broken.py::test_words[title-full-stop]"
NAMED: dict[str, tuple[str, ...]] = {
    "A field of articles": (
        *"tests/content/test_serialise.py tests/theme/test_asked_for.py tests/test_docs.py".split(),
        "tests/editor/test_forms.py",
        *("tests/plan/test_fingerprints.py", "-k", "not what_shows_it or photographer"),
    ),
    "A kind of page": (
        *"tests/plan/test_page_planner.py tests/plan/test_routes.py tests/test_locale.py tests/test_sites.py".split(),
        *"tests/theme/test_asked_for.py tests/theme/test_templates_readme.py".split(),
        *("tests/plan/test_fingerprints.py", "-k", "not what_shows_it or author or draft0 or withdrawn"),
    ),
    "A message": ("tests/test_broken.py::test_every_folder_is_whole", MESSAGE),
    "A command": (
        *"tests/console/test_catalogue.py tests/commands/test_cli.py tests/commands/test_count.py".split(),
        "tests/test_docs.py",
    ),
}
"""The tests that the guide names for each change; of the many cases of some, those that the change is about."""
WRITTEN_AGAIN = (MESSAGE, "tests/test_sites.py", "tests/test_docs.py::test_the_module_list_is_of_today")
"""Where the guide says `BANTIN_REWRITE=1`."""
LOAD_ALL = """\
import importlib, pkgutil, bantin
for each in pkgutil.walk_packages(bantin.__path__, "bantin."):
    importlib.import_module(each.name)
"""
PORTAL = """\
base_url: https://phuc-loi.example
languages:
  vi: {name: Phường Phúc Lợi}
categories:
  - {id: thong-bao, vi: Thông báo}
"""


def section(heading: str) -> str:
    """What the guide says below a heading."""
    return re.split(r"^##+ ", GUIDE.partition(f"# {heading}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def blocks(heading: str) -> list[tuple[str, str]]:
    """(file, its changes) of each block of code below a heading."""
    return re.findall(r"^```diff\n\+\+\+ (\S+)\n(.*?)^```$", section(heading), re.MULTILINE | re.DOTALL)


def change(text: str, changes: str) -> str:
    """`text` with the changes of a block, each of which must fit in one place."""
    there = text.splitlines(keepends=True)
    for each in re.split(r"^@@\n", changes, flags=re.MULTILINE):
        lines = each.splitlines(keepends=True)
        before = [line[1:] for line in lines if line[0] in " -"]
        after = [line[1:] for line in lines if line[0] in " +"]
        places = [at for at in range(len(there)) if there[at : at + len(before)] == before]
        assert before, f"it says not where:\n{each}"
        assert len(places) == 1, f"it fits in {len(places)} places:\n{each}"
        there[places[0] : places[0] + len(before)] = after
    return "".join(there)


class Copy:
    """A copy of the program, in which all changes of the guide were made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        for name in COPIED:
            _copy(ROOT / name, folder / name)
        for heading in CHANGES:
            for name, changes in blocks(heading):
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(changed(path, changes), encoding="utf-8")
            self.run("-c", LOAD_ALL, change=heading)
        self.run("-m", "pytest", "-q", *WRITTEN_AGAIN, BANTIN_REWRITE="1")

    def run(self, *words: str, change: str = "all changes", **environment: str) -> str:
        """What Python says in this copy; it must not fail. `change`: the one that is to be mended if it does."""
        ended = subprocess.run(
            [sys.executable, *words],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder), **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, f"{change}: {ended.stdout}{ended.stderr}"
        return ended.stdout

    def build(self, portal: Portal) -> None:
        """Builds a portal with this copy of the program."""
        self.run("build.py", "build", "--project", str(portal.folder), "--output", str(portal.site))


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", ".cache", "site"))
    else:
        shutil.copyfile(source, target)


def changed(path: Path, changes: str) -> str:
    """What a file holds after the changes of a block; a file that is not there is new, so all its lines are."""
    if path.exists():
        return change(path.read_text(encoding="utf-8"), changes)
    lines = changes.splitlines(keepends=True)
    assert all(line.startswith("+") for line in lines), f"there is no {path}"
    return "".join(line[1:] for line in lines)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """One copy for all tests: to make it, and to run its tests, takes long."""
    return Copy(tmp_path_factory.mktemp("changed") / "copy")


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A portal of one article, in a folder of its own."""
    made = Portal(tmp_path / "portal")
    article = written(
        title="Ra quân dọn vệ sinh",
        date="2018-03-10 08:00",
        category="thong-bao",
        author="Trần Văn Bình",
    )
    made.write_all({"config.yaml": PORTAL, "content/2018/03/ra-quan.md": article})
    return made


@pytest.mark.parametrize("heading", CHANGES)
def test_each_change_fits(heading: str) -> None:
    """Each block names a file and fits in one place of it, whatever other changes were made."""
    made = blocks(heading)
    assert len(made) == section(heading).count("```diff\n") >= 3
    for name, changes in made:
        assert changed(ROOT / name, changes)


def test_a_field_of_articles(copy: Copy, portal: Portal) -> None:
    """A field is read, kept and shown after the changes that the guide shows."""
    path = "content/2018/03/ra-quan.md"
    text = (portal.folder / path).read_text(encoding="utf-8")
    portal.write(path, text.replace("author: ", "Người chụp: Lê Thị Hoa\nauthor: "))
    for _ in range(2):  # the second time the article comes from the cache
        copy.build(portal)
        assert "Ảnh: Lê Thị Hoa" in (portal.site / "2018/03/ra-quan/index.html").read_text(encoding="utf-8")
        portal.write("content/2018/04/bai-khac.md", written(title="Khác", date="2018-04-01", category="thong-bao"))


def test_a_kind_of_page(copy: Copy, portal: Portal) -> None:
    """A kind of page is planned, shown and linked to after the changes that the guide shows."""
    fields = {"title": "Khác", "date": "2018-04-01", "category": "thong-bao"}
    portal.write("content/2018/04/bai-khac.md", written("Xem [các tác giả](/tac-gia/).", **fields))
    copy.build(portal)
    assert "<li>Trần Văn Bình</li>" in (portal.site / "tac-gia/index.html").read_text(encoding="utf-8")
    assert "https://phuc-loi.example/tac-gia/" in (portal.site / "sitemap.xml").read_text(encoding="utf-8")
    assert 'href="../tac-gia/"' in (portal.site / "so-do/index.html").read_text(encoding="utf-8")
    assert 'href="../../../tac-gia/"' in (portal.site / "2018/04/bai-khac/index.html").read_text(encoding="utf-8")


def test_a_message(copy: Copy) -> None:
    """A message is told with place and hint after the changes that the guide shows."""
    for code, sentence in (("vi", "Tiêu đề kết thúc bằng dấu chấm."), ("en", "The title ends with a full stop.")):
        told = (copy.folder / f"tests/broken/title-full-stop/{code}.txt").read_text(encoding="utf-8")
        assert "content/2018/03/dau-cham.md:2:" in told
        assert sentence in told


def test_a_command(copy: Copy, portal: Portal) -> None:
    """A command runs, and is among those of the help, after the changes that the guide shows."""
    assert "vi: 1 bài\n" in copy.run("build.py", "count", "--project", str(portal.folder))
    assert "đếm bài viết của từng ngôn ngữ" in copy.run("build.py", "--help", "--project", str(portal.folder))


@pytest.mark.parametrize("heading", CHANGES)
def test_the_tests_named_pass(heading: str, copy: Copy) -> None:
    """Those that the guide names for a change, below it; each of them is tried."""
    named = set(re.findall(r"`(tests/\w+(?:/test_\w+)?)(?:\.py)?", section(heading).rpartition("```")[2]))
    tried = " ".join(NAMED[heading])
    assert named
    assert [name for name in named if name not in tried] == []
    copy.run("-m", "pytest", "-q", "-x", *NAMED[heading], change=heading)


def test_the_shape_holds(copy: Copy) -> None:
    """After all changes the rules of form and rooms are kept."""
    copy.run("-m", "pytest", "-q", "-x", "tests/test_shape.py")
    copy.run("-m", "ruff", "check", "-q", "bantin")
    copy.run("-m", "ruff", "format", "-q", "--check", "bantin")


def test_a_change_that_fits_nowhere_is_found() -> None:
    """A block whose lines are not those of the file, or are so twice, is refused."""
    assert change("a\nb\n", " a\n+x\n") == "a\nx\nb\n"
    for text in ("b\n", "a\na\n", "ba\n"):
        with pytest.raises(AssertionError):
            change(text, " a\n+x\n")


def test_the_walks_name_what_there_is() -> None:
    """Each module, function and type that the walks name is there; `a.b` is what the module a defines, or has."""
    defined: dict[str, set[str]] = {}
    for path in (ROOT / "bantin").rglob("*.py"):
        names = re.findall(r"^ *(?:def|class) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        defined.setdefault(path.stem, set()).update(names)
    types = set().union(*defined.values())
    named = {name.rpartition("/")[2] for name in re.findall(r"`([\w./]+)`", section("Five walks"))}
    assert len(named) >= 30
    modules = {name.partition(".")[0] for name in named if name[:1].islower()} - {"serve", ""}
    assert modules - defined.keys() == set()
    assert {name for name in named if name[:1].isupper()} - types == set()
    inside = [name.split(".") for name in named if "." in name]
    assert [f"{module}.{name}" for module, name in inside if name not in defined[module]] == []
