"""What is said of a problem is said in the same words, with the same line, in a terminal and in the preview."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bantin.build import snapshot, theme_files
from bantin.commands import cli
from bantin.console import catalogue, console
from bantin.console.console import Console
from bantin.disk.program import PROGRAM
from bantin.problems import Mistakes, Place, error
from tests.portal import CONFIG, NOW, Portal, gather, outputs_of, written


def test_line_of_our_own_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistake in a template of the program's, in a portal that has none of its own, is shown with its line."""
    program = tmp_path / "program"
    for folder in ("templates", "assets"):
        shutil.copytree(PROGRAM / folder, program / folder)
    for module in (snapshot, theme_files, console):
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
    gathered = gather(portal.settings(NOW))
    with pytest.raises(Mistakes) as mistakes:
        gathered.made(outputs_of(gathered)["index.html"], gathered.renderer())
    told = Console(catalogue.load("vi")).described(mistakes.value.problems, portal.folder)
    assert "\n    {{ page.khong_co }}\n" in told[0]


def test_line_of_nobody_elses_file(tmp_path: Path) -> None:
    """Only templates and assets have stand-ins: a lost article is not shown with a line of the program's sample."""
    path = next(path for path in (PROGRAM / "content").rglob("*.md") if path.name != "README.md")
    problem = error("title-empty", Place(path.relative_to(PROGRAM).as_posix(), 1))
    assert Console(catalogue.load("vi")).described([problem], tmp_path) == (catalogue.load("vi").show(problem, None),)


@pytest.mark.parametrize(
    ("words", "category", "closed"),
    [("list --json", "thong-bao", "stdout"), ("build", "thong-bao", "stdout"), ("build", "khong-co", "stderr")],
    ids=["list", "build", "refused"],
)
def test_nobody_reads_on(tmp_path: Path, words: str, category: str, closed: str) -> None:
    """A command whose reader has gone, as in `build.py list | head -1`, ends as others do, without a traceback."""
    portal = Portal(tmp_path / "portal")
    portal.write("config.yaml", CONFIG)
    portal.write("content/a.md", written(title="Bài", date="2026-03-01", category=category))
    command = [sys.executable, str(PROGRAM / "build.py"), *words.split(), "--project", str(portal.folder)]
    reading, writing = os.pipe()
    os.close(reading)
    heard = "stderr" if closed == "stdout" else "stdout"
    streams: dict[str, int] = {closed: writing, heard: subprocess.PIPE}
    with subprocess.Popen(command, stdout=streams["stdout"], stderr=streams["stderr"]) as running:
        os.close(writing)
        said = running.communicate()
    assert (running.returncode, said[heard == "stderr"]) == (console.UNHEARD, b"")
