"""The guides to writing and keeping a portal, done as they say: each command is run, each example is built."""

import io
import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
GUIDES = ["viet-bai.md", "writing.en.md", "giu-cong.md", "keeping.en.md"]
KEEPING = ["giu-cong.md", "keeping.en.md"]
ORIGIN = "https://git.example/cong-phuong.git"
OF_A_CONFLICT = ("## Hai người sửa", "## Two people")


def commands(text: str) -> list[str]:
    """The commands in a guide's blocks, in their order."""
    return re.findall(r"^ {4}((?:python3|git) .*)$", text, re.MULTILINE)


def parts(guide: str) -> tuple[str, str]:
    """A guide without its conflict, and the conflict."""
    sections = re.split(r"^(?=## )", (DOCS / guide).read_text(encoding="utf-8"), flags=re.MULTILINE)
    conflict = [each for each in sections if each.startswith(OF_A_CONFLICT)]
    return "".join(each for each in sections if each not in conflict), "".join(conflict)


def examples(reference: str, kind: str) -> list[str]:
    """The examples of one kind in the reference."""
    text = (DOCS / reference).read_text(encoding="utf-8")
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


class Desk:
    """A portal that `init` made, and a terminal opened in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "cong"
        self.origin = folder / "origin.git"
        self.environment = {
            **os.environ,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{self.origin}.insteadOf",
            "GIT_CONFIG_VALUE_0": ORIGIN,
        }
        folder.mkdir(exist_ok=True)
        subprocess.run(["git", "init", "-q", "--bare", self.origin], check=True, env=self.environment)
        self.done(f"python3 build.py init {shlex.quote(str(self.folder))}", folder)
        news = self.folder / "content/2026/11/tin.md"
        news.parent.mkdir(parents=True, exist_ok=True)
        news.write_text("---\ntitle: Tin\ndate: 01/11/2026 08:00\ncategory: Thông báo\n---\n\nLời.\n", encoding="utf-8")
        document = docx.Document()
        document.add_heading("Thông báo", 0)
        document.add_paragraph("Phường họp dân lúc 8 giờ.")
        document.save(str(self.folder / "Thông báo.docx"))

    def run(self, command: str, where: Path | None = None) -> subprocess.CompletedProcess[str]:
        """What a command does when it is typed."""
        words = shlex.split(command)
        if words[0] == "python3":
            words = [sys.executable, str(ROOT / words[1]), *words[2:]]
        return subprocess.run(
            words,
            check=False,
            cwd=where or self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
        )

    def done(self, command: str, where: Path | None = None) -> str:
        """What a command prints when it succeeds."""
        ran = self.run(command, where)
        assert ran.returncode == 0, f"{command}\n{ran.stdout}{ran.stderr}"
        return ran.stdout

    def served(self, command: str) -> str:
        """What a preview says when it is ready, stopped by Ctrl+C as the guides say."""
        words = [sys.executable, str(ROOT / "build.py"), *shlex.split(command)[2:], "--no-open", "--port", "8460"]
        with subprocess.Popen(
            words, cwd=self.folder, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
        ) as process:
            assert process.stdout is not None
            said = next((line for line in process.stdout if "/_soan/" in line), "")
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)
        return said


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A portal and its terminal."""
    return Desk(tmp_path)


@pytest.mark.parametrize("guide", GUIDES)
def test_commands_run(guide: str, desk: Desk) -> None:
    """Each command succeeds in a new portal, one after the other, as a newcomer types them."""
    asked = commands(parts(guide)[0])
    assert len(asked) >= 3
    for command in asked:
        if " serve" in command:
            assert "/_soan/" in desk.served(command)
            continue
        if command.startswith("git commit") and "-m" in command:
            (desk.folder / "content" / "ghi-nho.txt").write_text(f"{len(desk.run('git log').stdout)}\n")
        desk.done(command)


@pytest.mark.parametrize("guide", KEEPING)
def test_conflict_is_solved_as_told(guide: str, desk: Desk) -> None:
    """Two people changed one line: git says so, the marks look as shown, the steps lead to what was kept."""
    calm, conflict = parts(guide)
    git = [command for command in commands(calm) if command.startswith("git ")]
    pull = next(command for command in git if command.startswith("git pull"))
    once = git[: git.index(next(command for command in git if command.startswith("git push"))) + 1]
    page = desk.folder / "content/pages/lich.md"
    head = "---\ntitle: Lịch\n---\n\n"
    page.write_text(head + "Tiếp công dân.\n", encoding="utf-8")
    for command in once:
        desk.done(command)
    other = desk.folder.parent / "other"
    desk.done(f"git clone -q {ORIGIN} other", desk.folder.parent)
    (other / "content/pages/lich.md").write_text(head + "Tiếp công dân vào thứ Năm.\n", encoding="utf-8")
    desk.done("git -c user.name=B -c user.email=b@phuong.example commit -qam Lịch", other)
    desk.done("git push -q", other)
    page.write_text(head + "Tiếp công dân vào thứ Ba.\n", encoding="utf-8")
    desk.done("git commit -qam Lịch")
    pulled = desk.run(pull)
    assert pulled.returncode == 1
    assert "CONFLICT" in pulled.stdout
    (shown,) = re.findall(r"^```text\n(.*?)^```$", conflict, re.MULTILINE | re.DOTALL)
    marked = re.sub(r">>>>>>> \w+", ">>>>>>> 1a2b3c4", page.read_text(encoding="utf-8"))
    assert marked == head + shown
    status, check, *rest = commands(conflict)
    assert "content/pages/lich.md" in desk.done(status)
    assert desk.run(check).returncode == 1
    page.write_text(head + "Tiếp công dân vào thứ Năm.\n", encoding="utf-8")
    for command in (check, *rest):
        desk.done(command)
    assert "ahead" not in desk.done("git status -sb")


def test_giving_up_a_conflict_is_a_command() -> None:
    """Both guides name the way back."""
    assert all("`git merge --abort`" in parts(guide)[1] for guide in KEEPING)


@pytest.mark.parametrize("reference", ["tham-khao.md", "reference.en.md"])
def test_examples_are_built(reference: str, desk: Desk) -> None:
    """Each example of the reference is an article, or the words of one, that builds without a mistake."""
    month = desk.folder / "content/2018/03"
    (month / "phuong-xanh").mkdir(parents=True)
    (month.parent / "02").mkdir()
    picture = io.BytesIO()
    Image.new("RGB", (640, 480), "green").save(picture, "JPEG")
    (month / "phuong-xanh/hoi-truong.jpg").write_bytes(picture.getvalue())
    (month / "phuong-xanh/ke-hoach.pdf").write_bytes(b"%PDF-1.4\n")
    head = "---\ntitle: Bài\ndate: 07/03/2018 10:11\ncategory: Thông báo\n---\n\n"
    (month.parent / "02/don-ve-sinh.md").write_text(head + "Lời.\n", encoding="utf-8")
    shown = examples(reference, "markdown")
    assert len(shown) >= 3
    for number, example in enumerate(shown):
        whole = example if example.startswith("---\n") else head + example
        whole = whole.replace("Công tác Đảng", "Thông báo")
        (month / f"bai-{number}.md").write_text(whole, encoding="utf-8")
    (organisation,) = examples(reference, "yaml")
    (desk.folder / "content/organisation.yaml").write_text(organisation, encoding="utf-8")
    contact = desk.folder / "content/pages/lien-he.md"
    contact.write_text(re.sub("^draft: .*$", "draft: không", contact.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    desk.done("python3 build.py")
    for number, _ in enumerate(shown):
        assert (desk.folder / f"site/2018/03/bai-{number}/index.html").exists()


def test_line_endings_of_windows_are_read(desk: Desk) -> None:
    """An article saved with them builds, as the guides say."""
    article = desk.folder / "content/2018/03/bai.md"
    article.parent.mkdir(parents=True)
    article.write_bytes(
        "---\ntitle: Bài\ndate: 07/03/2018 10:11\ncategory: Thông báo\n---\n\nLời.\n".replace("\n", "\r\n").encode()
    )
    desk.done("python3 build.py")
    assert "<p>Lời.</p>" in (desk.folder / "site/2018/03/bai/index.html").read_text(encoding="utf-8")
