"""Each folder of tests/broken is a mistake, with the exact words that it earns in Vietnamese and in English.

tests/broken/README.md says how a folder is made, and how its texts are written again after a change that was meant.
"""

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bantin.commands import cli
from bantin.console import catalogue
from bantin.disk import files as disk_files
from bantin.disk.program import PROGRAM
from bantin.imaging import variants
from bantin.output import retry
from tests.portal import templates_compiled_once

BROKEN = Path(__file__).with_name("broken")
CASES = sorted(folder.name for folder in BROKEN.iterdir() if folder.is_dir() and not folder.name.startswith("_"))
REWRITE = os.environ.get("BANTIN_REWRITE") == "1"
"""Write what is said now into the folders, to be read before it is committed."""
STATUS = {
    "config-missing": cli.USAGE,
    "config-missing-near": cli.USAGE,
    "site-file-in-way": cli.USAGE,
    "site-folder-in-way": cli.USAGE,
    "site-half": cli.USAGE,
    "site-link-in-way": cli.USAGE,
    "site-own-folder": cli.USAGE,
}
"""Where it is not 1 for mistakes and 0 for notes."""
TEXTS = ("vi.txt", "en.txt")
GOOD = "content/2018/03/phuong-xanh.md"
"""The article of _base."""


@pytest.fixture(scope="module", autouse=True)
def quick() -> Iterator[None]:
    """Templates are compiled once for all cases, and what is drawn of a title is drawn once."""
    with templates_compiled_once():
        yield


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


def _alike(project: Path, patch: pytest.MonkeyPatch) -> None:
    folder = project / "content" / "2018" / "03"
    (folder / "ke hoach.pdf").write_bytes(b"%PDF-1.4")
    (folder / "ke\u00a0hoach.pdf").write_bytes(b"%PDF-1.4")


def _no_ordinary_file(project: Path, patch: pytest.MonkeyPatch) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no pipes in folders")
    os.mkfifo(project / "content" / "2018" / "03" / "ong.md")


def _name_that_breaks_lines(project: Path, patch: pytest.MonkeyPatch) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows has no such names")
    shutil.copyfile(project / GOOD, project / "content" / "2018" / "03" / "hai\ndong.md")


PICTURE = "content/2018/03/bia.png"


def _pipe_for_a_picture(project: Path, patch: pytest.MonkeyPatch) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no pipes in folders")
    os.mkfifo(project / PICTURE)


def _link_for_a_picture(target: str) -> Maker:
    def make(project: Path, patch: pytest.MonkeyPatch) -> None:
        try:
            (project / PICTURE).symlink_to(target)
        except OSError:  # Windows asks for a privilege
            pytest.skip("this system makes no links")

    return make


def _unreadable_picture(project: Path, patch: pytest.MonkeyPatch) -> None:
    def open_or_refuse(path: str, *args: object, **kwargs: object) -> object:
        if path.endswith("bia.png"):
            raise PermissionError(13, "Permission denied")
        return open(path, *args, **kwargs)  # type: ignore[call-overload]  # noqa: PTH123 - as disk opens it

    (project / PICTURE).write_bytes(b"")
    patch.setattr(disk_files, "open", open_or_refuse, raising=False)


def _empty_folder_for_a_picture(project: Path, patch: pytest.MonkeyPatch) -> None:
    (project / PICTURE).mkdir()


def _picture_that_nobody_foresaw(project: Path, patch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("division by zero")

    (project / PICTURE).write_bytes(b"\x89PNG\r\n\x1a\n")
    patch.setattr(variants, "inspect", fail)


def _without_the_library_for_heic(project: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(variants, "reads_heic", lambda: False)


# What was in the output folder before.


def _sites(project: Path) -> list[Path]:
    return [project.parent / code for code in ("vi", "en")]


def _found_in_site(path: str) -> Maker:
    def make(project: Path, patch: pytest.MonkeyPatch) -> None:
        for site in _sites(project):
            (site / path).parent.mkdir(parents=True)
            (site / path).write_text("của người khác", encoding="utf-8")

    return make


def _link_in_site(project: Path, patch: pytest.MonkeyPatch) -> None:
    for site in _sites(project):
        site.mkdir()
        try:
            (site / "2018").symlink_to(project)
        except OSError:  # Windows asks for a privilege
            pytest.skip("this system makes no links")


def _built_before(project: Path) -> None:
    for site in _sites(project):
        assert cli.main(["--project", str(project), "--quiet", "--output", str(site)]) == cli.OK


def _site_without_its_record(project: Path, patch: pytest.MonkeyPatch) -> None:
    other = project / "content" / "2018" / "03" / "da-go.md"
    shutil.copyfile(project / GOOD, other)
    _built_before(project)
    other.unlink()
    for site in _sites(project):
        (site / ".bantin" / "record").unlink()
        (site / ".bantin" / "record.copy").unlink()


def _disk_that_turns_read_only(project: Path, patch: pytest.MonkeyPatch) -> None:
    _built_before(project)
    text = (project / GOOD).read_text(encoding="utf-8")
    (project / GOOD).write_text(text.replace("title: ", "title: Tin về ", 1), encoding="utf-8")
    replace, replaced = os.replace, set()

    def replace_or_refuse(source: str, target: str) -> None:
        site = next((site for site in _sites(project) if Path(target).is_relative_to(site)), None)
        if site is not None and ".bantin" not in Path(target).parts:
            if site in replaced:
                raise OSError(30, "Read-only file system")
            replaced.add(site)
        replace(source, target)

    patch.setattr(os, "replace", replace_or_refuse)
    patch.setattr(retry, "TIMEOUT", 0.0)


MADE: dict[str, Maker] = {
    "config-missing": _without_config,
    "config-missing-near": _without_config,
    "disk-link-leaves": _link("/nơi khác/bai.md"),
    "disk-link-nowhere": _link("khong-co.md"),
    "disk-link-to-folder": _link("../03"),
    "file-unreadable": _unreadable,
    "name-unusable": _name_that_breaks_lines,
    "names-alike": _alike,
    "names-differ-in-case": _differing_in_case,
    "not-a-file": _no_ordinary_file,
    "picture-failed": _picture_that_nobody_foresaw,
    "picture-heic": _without_the_library_for_heic,
    "picture-folder-empty": _empty_folder_for_a_picture,
    "picture-link-leaves": _link_for_a_picture("/nơi khác/bia.png"),
    "picture-link-nowhere": _link_for_a_picture("khong-co.png"),
    "picture-not-a-file": _pipe_for_a_picture,
    "picture-unreadable": _unreadable_picture,
    "site-file-in-way": _found_in_site("2018"),
    "site-folder-in-way": _found_in_site("index.html/x.txt"),
    "site-half": _disk_that_turns_read_only,
    "site-leftovers": _site_without_its_record,
    "site-link-in-way": _link_in_site,
    "site-own-folder": _found_in_site(".bantin"),
    "site-strangers": _found_in_site("CNAME"),
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
        refusal = catalogue.load(code).sentence("build.half" if name == "site-half" else "build.refused", errors=0)
        is_refused = refusal.partition("0")[0] in shown
        assert status == STATUS.get(name, cli.CONTENT if is_refused else cli.OK)
        if not name.startswith("site-"):
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
    listed = re.findall(r"`([^`\s]+)`", (BROKEN / "README.md").read_text(encoding="utf-8"))
    assert not [name for name in CASES if name not in listed]
