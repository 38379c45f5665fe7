"""What `init`, `new` and `doctor` make: it builds as it stands, replaces nothing, and never leaves half of it."""

import datetime
import re
import shutil
from pathlib import Path

import pytest

from bantin.build import incremental
from bantin.build.types import Settings
from bantin.commands import doctor, scaffold
from bantin.console import catalogue
from bantin.console.console import Console
from bantin.content import config, front_matter
from bantin.content.front_matter import FrontMatter
from bantin.disk import writing
from bantin.problems import Mistakes, Problem

NOON = datetime.datetime(2026, 3, 31, 17, 30, tzinfo=datetime.UTC)
"""Past midnight in Hà Nội: the next day, and the next month."""


VIETNAMESE = Console(catalogue.load("vi", is_strict=True), is_quiet=True)


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    """A portal as `init` makes it."""
    scaffold.start(tmp_path / "cong", VIETNAMESE)
    return tmp_path / "cong"


def build(project: Path, *, with_drafts: bool = False) -> tuple[Problem, ...]:
    """Builds the portal, a day after NOON, and gives what it was warned of; raises Mistakes.

    The words of `init` are left as they are in these portals, and nothing is said of it here.
    """
    now = NOON + datetime.timedelta(days=1)
    settings = Settings(project, project / "site", now, with_drafts=with_drafts)
    told = incremental.build(settings).problems
    return tuple(problem for problem in told if problem.key not in ("config-placeholder", "placeholder", "text-empty"))


def read(project: Path, path: str) -> FrontMatter:
    """The front matter of a content file, which must be without a fault."""
    written = front_matter.parse((project / path).read_text(encoding="utf-8"), path, ("vi", "en"))
    assert written.problems == ()
    assert written.front_matter is not None
    return written.front_matter


def problem(found: pytest.ExceptionInfo[Mistakes]) -> str:
    """The one problem as an editor reads it."""
    (only,) = found.value.problems
    return catalogue.load("vi", is_strict=True).show(only, None)


def uncommented(text: str) -> str:
    """`text` with every setting that waits behind a # in use; explanations have a blank behind theirs."""
    return re.sub(r"^#(?=\w+:|  )", "", text, flags=re.MULTILINE)


# init


@pytest.mark.parametrize("with_drafts", [False, True])
def test_new_portal_builds(portal: Path, with_drafts: bool) -> None:
    """Without a single word written, there is a site in both languages and nothing to complain of."""
    assert build(portal, with_drafts=with_drafts) == ()
    assert (portal / "site/index.html").is_file()
    assert (portal / "site/en/index.html").is_file()
    assert (portal / "site/lien-he/index.html").is_file() == with_drafts
    assert (portal / "site/dieu-khoan/index.html").is_file() == with_drafts
    assert (portal / "site/tro-giup-tiep-can/index.html").is_file()
    assert (portal / "site/en/accessibility/index.html").is_file()


@pytest.mark.parametrize(
    ("home", "pages"),
    [("", ("lien-he", "tro-giup-tiep-can", "dieu-khoan")), ("en/", ("contact", "accessibility", "terms"))],
)
def test_new_portal_leads_to_its_office(portal: Path, home: str, pages: tuple[str, ...]) -> None:
    """The footer of each edition names contact, accessibility and terms, as soon as they are no drafts."""
    assert build(portal, with_drafts=True) == ()
    footer = (portal / "site" / home / "index.html").read_text(encoding="utf-8").partition("<footer")[2]
    assert [page for page in pages if f'/{home}{page}/"' not in footer] == []


def test_new_portal_in_use(portal: Path) -> None:
    """What waits behind a # in config.yaml is right too."""
    path = portal / "config.yaml"
    text = uncommented(path.read_text(encoding="utf-8"))
    assert "\nurgent:\n  vi: Đường" in text
    path.write_text(text, encoding="utf-8")
    assert build(portal) == ()


def test_new_portal_has_the_usual_categories(portal: Path) -> None:
    """The ten of a ward, in the order in which wards list them, each with its English name and address."""
    facts = config.parse((portal / "config.yaml").read_text(encoding="utf-8")).whole()
    assert [category.names.within("vi") for category in facts.categories] == [
        "Công tác Đảng",
        "Tin tức – Sự kiện",
        "HĐND – UBND",
        "Mặt trận và các đoàn thể",
        "Cải cách hành chính",
        "Văn hóa – Xã hội",
        "Trật tự đô thị – Môi trường",
        "An ninh – Quốc phòng",
        "Thông tin tuyên truyền",
        "Thông báo",
    ]
    assert all(category.names.within("en") and category.slug("en") != category.id for category in facts.categories)


@pytest.mark.parametrize("made", ["", ".git/HEAD"])
def test_start_in_an_empty_folder(tmp_path: Path, made: str) -> None:
    """A folder that is there and empty, or a repository without a file yet, is as good as a new one."""
    if made:
        writing.write_text(tmp_path / made, "")
    scaffold.start(tmp_path, VIETNAMESE)
    assert (tmp_path / ".gitignore").is_file()
    assert "/data/addresses.txt merge=union" in (tmp_path / ".gitattributes").read_text(encoding="utf-8")
    assert (tmp_path / "content/pages/gioi-thieu.md").is_file()


def test_start_where_something_is(tmp_path: Path) -> None:
    """A folder with anything in it is left as it is."""
    (tmp_path / "thu.txt").write_text("", encoding="utf-8")
    with pytest.raises(Mistakes) as found:
        scaffold.start(tmp_path, VIETNAMESE)
    assert (
        problem(found)
        == f"""\
{tmp_path}: lỗi: Thư mục này không trống (có thu.txt), nên không tạo cổng mới ở đây.
  → Hãy chọn một thư mục chưa có hoặc còn trống, ví dụ: python3 build.py init ../cong-phuong"""
    )
    assert [path.name for path in tmp_path.iterdir()] == ["thu.txt"]


def test_start_on_a_file(tmp_path: Path) -> None:
    """A file where the folder should be is a problem, not a crash."""
    (tmp_path / "cong").write_text("", encoding="utf-8")
    for folder in ("cong", "cong/phuong"):
        with pytest.raises(Mistakes) as found:
            scaffold.start(tmp_path / folder, VIETNAMESE)
        assert [each.key for each in found.value.problems] == ["disk-not-a-folder"]


@pytest.mark.parametrize("written", range(20))
def test_start_that_fails_leaves_nothing(tmp_path: Path, written: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever file the disk refuses: no half of a portal stays, nor a folder that was not there."""
    write, count = writing.write_text, iter(range(written))

    def write_some(path: Path, text: str) -> None:
        if next(count, None) is None:
            raise OSError(28, "No space left on device")
        write(path, text)

    monkeypatch.setattr(writing, "write_text", write_some)
    with pytest.raises(Mistakes) as found:
        scaffold.start(tmp_path / "a/b", VIETNAMESE)
    assert [each.key for each in found.value.problems] == ["disk-full"]
    assert list(tmp_path.iterdir()) == []


# new


def test_doctor(portal: Path) -> None:
    """What is asked first when something does not work, a fact a line."""
    build(portal)
    told = dict(line.split(": ", 1) for line in doctor.report(portal, portal / "site"))
    assert told["config"] == "reads; languages vi, en; 10 categories; Asia/Ho_Chi_Minh"
    assert told["content"].startswith("7 files (7 plain pages), ")
    assert re.fullmatch(r"…/site, \d+ files of build 1, next change none", told["output"])
    assert told["own templates and assets"] == "none"
    assert not [line for line in told.values() if line.startswith("unknown")]


def test_doctor_tells_no_secret(portal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither where on this machine the portal lies, nor a variable of the environment."""
    monkeypatch.setenv("TOKEN", "s3cret")
    said = "\n".join(doctor.report(portal, portal / "site"))
    assert str(portal.parent) not in said
    assert "s3cret" not in said


@pytest.mark.parametrize("broken", ["missing", "config", "file", "path"])
def test_doctor_never_fails(portal: Path, broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked when things are broken."""
    if broken == "missing":
        shutil.rmtree(portal)
    elif broken == "config":
        (portal / "config.yaml").write_bytes(b"a: b: \xff")
    elif broken == "file":
        shutil.rmtree(portal / "content")
        (portal / "content").write_bytes(b"")
        (portal / "site").write_bytes(b"")
    else:
        monkeypatch.setenv("PATH", "")
    names = [line.partition(": ")[0] for line in doctor.report(portal, portal / "site")]
    assert names[0] == "bantin"
    assert names[-1] == "git"
