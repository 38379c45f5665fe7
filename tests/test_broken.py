"""Each folder of tests/broken is a mistake, with the exact words that it earns in Vietnamese and in English.

tests/broken/README.md says how a folder is made, and how its texts are written again after a change that was meant.
"""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bantin.commands import cli
from bantin.console import catalogue
from bantin.disk import files as disk_files
from bantin.disk.program import PROGRAM

BROKEN = Path(__file__).with_name("broken")
CASES = sorted(folder.name for folder in BROKEN.iterdir() if folder.is_dir() and not folder.name.startswith("_"))
REWRITE = os.environ.get("BANTIN_REWRITE") == "1"
"""Write what is said now into the folders, to be read before it is committed."""
STATUS = {"config-missing": cli.USAGE}
"""Where it is not 1 for mistakes and 0 for notes."""
TEXTS = ("vi.txt", "en.txt")
GOOD = "content/2018/03/phuong-xanh.md"
"""The article of _base."""


# What git, or another system's disk, could not keep.

Maker = Callable[[Path, pytest.MonkeyPatch], None]


def _without_config(project: Path, patch: pytest.MonkeyPatch) -> None:
    (project / "config.yaml").unlink()


def _without_a_word(project: Path, patch: pytest.MonkeyPatch) -> None:
    # Not a file of the case: each word that templates learn later would be missing in it too.
    ours = PROGRAM / "templates" / "words" / "en.yaml"
    lines = ours.read_text(encoding="utf-8").splitlines(keepends=True)
    (project / "templates" / "words").mkdir(parents=True)
    words = "".join(line for line in lines if not line.startswith("trail.home:"))
    (project / "templates" / "words" / "en.yaml").write_text(words, encoding="utf-8")


def _link(target: str) -> Maker:
    def make(project: Path, patch: pytest.MonkeyPatch) -> None:
        try:
            (project / "content" / "2018" / "03" / "bai-khac.md").symlink_to(target)
        except OSError:  # Windows asks for a privilege
            pytest.skip("this system makes no links")

    return make


def _unreadable(project: Path, patch: pytest.MonkeyPatch) -> None:
    # Not by its rights: root, as whom CI runs, may read everything.
    def open_or_refuse(path: str, *args: object, **kwargs: object) -> object:
        if path.endswith("phuong-xanh.md"):
            raise PermissionError(13, "Permission denied")
        return open(path, *args, **kwargs)  # type: ignore[call-overload]  # noqa: PTH123 - as disk opens it

    patch.setattr(disk_files, "open", open_or_refuse, raising=False)


def _differing_in_case(project: Path, patch: pytest.MonkeyPatch) -> None:
    other = project / "content" / "2018" / "03" / "Phuong-Xanh.md"
    if other.exists():
        pytest.skip("this disk does not tell capitals from small letters")
    shutil.copyfile(project / GOOD, other)


def _no_ordinary_file(project: Path, patch: pytest.MonkeyPatch) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no pipes in folders")
    os.mkfifo(project / "content" / "2018" / "03" / "ong.md")


def _name_that_breaks_lines(project: Path, patch: pytest.MonkeyPatch) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows has no such names")
    shutil.copyfile(project / GOOD, project / "content" / "2018" / "03" / "hai\ndong.md")


MADE: dict[str, Maker] = {
    "config-missing": _without_config,
    "disk-link-leaves": _link("/nơi khác/bai.md"),
    "disk-link-nowhere": _link("khong-co.md"),
    "disk-link-to-folder": _link("../03"),
    "file-unreadable": _unreadable,
    "name-unusable": _name_that_breaks_lines,
    "names-differ-in-case": _differing_in_case,
    "not-a-file": _no_ordinary_file,
    "word-missing": _without_a_word,
}


# The test.


def copied(name: str, folder: Path, patch: pytest.MonkeyPatch) -> Path:
    """A portal in `folder` that makes the mistake `name`."""
    project = folder / "portal"
    for source in (BROKEN / "_base", BROKEN / name):
        shutil.copytree(source, project, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*TEXTS))
    if name in MADE:
        MADE[name](project, patch)
    return project


@pytest.fixture(autouse=True)
def _instant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")  # 1 January 2026
    monkeypatch.delenv("BANTIN_LANG", raising=False)


@pytest.mark.parametrize("name", CASES)
def test_words(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The editor sees exactly these words; mistakes end with status 1 and no site, notes with a site."""
    project = copied(name, tmp_path, monkeypatch)
    refused = set()
    for code in ("vi", "en"):
        status = cli.main(["--project", str(project), "--lang", code, "--output", str(tmp_path / code)])
        said, shown = capsys.readouterr()
        expected = BROKEN / name / f"{code}.txt"
        if REWRITE:
            expected.write_bytes(shown.encode())
        assert expected.read_bytes().decode() == shown
        is_refused = catalogue.load(code).sentence("build.refused", errors=0).partition("0")[0] in shown
        assert status == STATUS.get(name, cli.CONTENT if is_refused else cli.OK)
        assert (tmp_path / code / "index.html").exists() is not is_refused
        assert bool(said) is not is_refused
        refused.add(is_refused)
    assert len(refused) == 1


def test_site_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake leaves the whole site of the build before it."""
    project = copied("_base", tmp_path, monkeypatch)
    assert cli.main(["--project", str(project), "--quiet"]) == cli.OK
    files = [path for path in sorted((project / "site").rglob("*")) if path.is_file() and ".bantin" not in path.parts]
    before = [(path, path.read_bytes(), path.stat().st_mtime_ns) for path in files]
    for name in ("several-files", "template-asks"):
        copied(name, tmp_path, monkeypatch)
        assert cli.main(["--project", str(project), "--quiet"]) == cli.CONTENT
        assert before == [(path, path.read_bytes(), path.stat().st_mtime_ns) for path in files]


def test_every_folder_is_whole() -> None:
    """A mistake without its words, words without a mistake, or one that the list of README.md does not name."""
    assert not [f"{name}/{text}" for name in CASES for text in TEXTS if not (BROKEN / name / text).is_file()]
    assert not [name for name in CASES if name not in MADE and len(list((BROKEN / name).iterdir())) <= len(TEXTS)]
    assert not sorted(MADE.keys() - set(CASES))
    listed = [word.strip("`") for word in (BROKEN / "README.md").read_text(encoding="utf-8").split()]
    assert not [name for name in CASES if name not in listed]
