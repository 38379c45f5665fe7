"""What is said of a problem is said in the same words, with the same line, in a terminal and in the preview."""

import shutil
from pathlib import Path

import pytest

from bantin.build import pipeline, reader, snapshot
from bantin.commands import cli
from bantin.console import catalogue, console
from bantin.console.console import Console
from bantin.disk.program import PROGRAM
from bantin.problems import Mistakes, Place, error
from tests.portal import CONFIG, NOW, Portal, written


def test_line_of_our_own_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistake in a template of the program's, in a portal that has none of its own, is shown with its line."""
    program = tmp_path / "program"
    for folder in ("templates", "assets"):
        shutil.copytree(PROGRAM / folder, program / folder)
    for module in (snapshot, reader, console):
        monkeypatch.setattr(module, "PROGRAM", program)
    footer = program / "templates" / "parts" / "footer.html"
    footer.write_text("{{ page.khong_co }}\n" + footer.read_text(encoding="utf-8"), encoding="utf-8")
    portal = Portal(tmp_path / "portal")
    portal.write("config.yaml", CONFIG)
    portal.write("content/2026/03/a.md", written(title="Bài", date="2026-03-01", category="thong-bao"))
    assert cli.main(["--project", str(portal.folder), "--lang", "vi"]) == cli.CONTENT
    said = capsys.readouterr().err
    assert "templates/parts/footer.html:1: " in said
    assert "\n    {{ page.khong_co }}\n" in said
    gathered = pipeline.gather(portal.settings(NOW))
    with pytest.raises(Mistakes) as mistakes:
        gathered.made(gathered.plan.outputs["index.html"], gathered.renderer())
    told = Console(catalogue.load("vi")).told(mistakes.value.problems, portal.folder)
    assert "\n    {{ page.khong_co }}\n" in told[0]


def test_line_of_nobody_elses_file(tmp_path: Path) -> None:
    """Only templates and assets have stand-ins: a lost article is not shown with a line of the program's sample."""
    path = next(path for path in (PROGRAM / "content").rglob("*.md") if path.name != "README.md")
    problem = error("title-empty", Place(path.relative_to(PROGRAM).as_posix(), 1))
    assert Console(catalogue.load("vi")).told([problem], tmp_path) == (catalogue.load("vi").show(problem, None),)
