"""The digest that stands for the program in what is kept for the next build."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bantin.disk import program
from bantin.disk.program import libraries, program_digest


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of one module, in the place of ours, of a process that has just begun."""
    monkeypatch.setattr(program, "PACKAGE", tmp_path)
    (tmp_path / "room").mkdir()
    (tmp_path / "room/module.py").write_text("LIMIT = 1\n", encoding="utf-8")
    program_digest.cache_clear()
    yield tmp_path
    program_digest.cache_clear()


def test_other_code_has_another_digest(package: Path) -> None:
    """Of a module in any room."""
    before = program_digest()
    (package / "room/module.py").write_text("LIMIT = 2\n", encoding="utf-8")
    program_digest.cache_clear()
    assert program_digest() != before


def test_a_process_stands_for_the_code_that_it_runs(package: Path) -> None:
    """A preview that goes on while the program is updated keeps nothing under the digest of the new code."""
    before = program_digest()
    (package / "room/module.py").write_text("LIMIT = 2\n", encoding="utf-8")
    assert program_digest() == before


def test_the_first_folder_with_a_library_counts(tmp_path: Path) -> None:
    """As in an import; libraries that do not decide about pages are not asked for."""
    for folder in (
        "one/Jinja2-3.1.6.dist-info",
        "two/jinja2-3.0.dist-info",
        "two/nh3-0.3.1.dist-info",
        "two/x-1.dist-info",
    ):
        (tmp_path / folder).mkdir(parents=True)
    assert libraries([str(tmp_path / name) for name in ("none", "one", "two")]) == ["jinja2 3.1.6", "nh3 0.3.1"]
