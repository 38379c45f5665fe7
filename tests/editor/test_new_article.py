"""What `new` makes: it builds as it stands, replaces nothing, and never leaves half of it."""

import datetime
import re
from pathlib import Path

import pytest

from bantin.build import incremental
from bantin.build.types import Settings
from bantin.commands import scaffold
from bantin.console import catalogue
from bantin.console.console import Console
from bantin.content import front_matter
from bantin.content.front_matter import FrontMatter
from bantin.disk import writing
from bantin.editor import new_article
from bantin.problems import Mistakes, Problem

NOON = datetime.datetime(2026, 3, 31, 17, 30, tzinfo=datetime.UTC)
"""Past midnight in Hà Nội: the next day, and the next month."""


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    """A portal as `init` makes it."""
    scaffold.start(tmp_path / "cong", Console(catalogue.load("vi")))
    return tmp_path / "cong"


def build(project: Path, *, with_drafts: bool = False) -> tuple[Problem, ...]:
    """Builds the portal, a day after NOON, and gives what it was warned of, but for the names that `init` leaves open;
    raises Mistakes."""
    now = NOON + datetime.timedelta(days=1)
    settings = Settings(project, project / "site", now, with_drafts=with_drafts)
    problems = incremental.build(settings).problems
    return tuple(each for each in problems if each.key != "config-placeholder")


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


def test_new_article(portal: Path) -> None:
    """Every usual field is there, in the portal's own time, as a draft of the first category."""
    path = new_article.article(portal, "  Lịch tiếp\tcông dân ", "", NOON)
    assert path == "content/2026/04/lich-tiep-cong-dan.md"
    made = read(portal, path)
    assert (made.title, str(made.date and made.date.at), made.is_draft) == (
        "Lịch tiếp công dân",
        "2026-04-01 00:30:00",
        True,
    )
    assert made.category is not None
    assert made.category.text == "Công tác Đảng"
    assert build(portal, with_drafts=True) == ()
    assert (portal / "site/2026/04/lich-tiep-cong-dan/index.html").is_file()


def test_new_article_published(portal: Path) -> None:
    """Changing `draft: có` into `draft: không` is all it takes."""
    path = portal / new_article.article(portal, "Lịch tiếp công dân", "Thông báo", NOON)
    path.write_text(path.read_text(encoding="utf-8").replace("draft: có", "draft: không") + "Lời.\n", encoding="utf-8")
    assert build(portal) == ()
    assert "Lời." in (portal / "site/2026/04/lich-tiep-cong-dan/index.html").read_text(encoding="utf-8")


def test_new_article_in_use(portal: Path) -> None:
    """What waits behind a # is right too, and belongs to this article's folder."""
    new_article.article(portal, "Phường xanh", "", NOON)
    path = new_article.article(portal, "Phường xanh", "", NOON)
    text = uncommented((portal / path).read_text(encoding="utf-8"))
    written = front_matter.parse(text, path, ("vi", "en"))
    assert written.problems == ()
    assert written.front_matter is not None
    assert written.front_matter.cover is not None
    assert written.front_matter.cover.image is not None
    assert written.front_matter.cover.image.text == "phuong-xanh-2/anh-bia.jpg"
    assert written.front_matter.notice_until == datetime.date(2026, 12, 31)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Nghị quyết: số 5", "nghi-quyet-so-5"),
        ('Phát động "Ngày Chủ nhật xanh" #1', "phat-dong-ngay-chu-nhat-xanh-1"),
        ("'Xanh' và \\sạch\\", "xanh-va-sach"),
        ("[Hỏi] & {đáp}", "hoi-dap"),
        ("- 24/7", "24-7"),
        ("README", "readme-2"),
        ("Con", "con-1"),
    ],
)
def test_new_title_in_quotes(portal: Path, title: str, name: str) -> None:
    """A title may hold what YAML or a disk would stumble over."""
    path = new_article.article(portal, title, "", NOON)
    assert (path, read(portal, path).title) == (f"content/2026/04/{name}.md", title)
    assert build(portal, with_drafts=True) == ()


def test_new_never_overwrites(portal: Path) -> None:
    """A name that an article has, in either language or another spelling, is numbered."""
    new_article.article(portal, "Một", "", NOON)
    for name in ("Hai.en.md", "bà_ba.md"):
        (portal / "content/2026/04" / name).write_text("", encoding="utf-8")
    made = [new_article.article(portal, title, "", NOON) for title in ("Một", "Một", "Hai", "Bà ba")]
    assert [path.rpartition("/")[2] for path in made] == ["mot-2.md", "mot-3.md", "hai-2.md", "ba-ba-2.md"]


def test_new_without_a_word(portal: Path) -> None:
    """No address can be made of an emoji."""
    with pytest.raises(Mistakes) as found:
        new_article.article(portal, "🎉 !", "", NOON)
    assert (
        problem(found)
        == """\
lỗi: Không thể đặt tên tệp từ tiêu đề «🎉 !».
  → Tiêu đề phải có chữ hoặc số, ví dụ: python3 build.py new "Lịch tiếp công dân\""""
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("thong-bao", "Thông báo"),
        ("THONG BAO", "Thông báo"),
        ("Party Affairs", "Công tác Đảng"),
    ],
)
def test_new_category(portal: Path, written: str, expected: str) -> None:
    """A category is meant by id or name, in any language, with or without marks."""
    category = read(portal, new_article.article(portal, "Bài", written, NOON)).category
    assert category is not None
    assert category.text == expected


def test_new_category_unknown(portal: Path) -> None:
    """A misspelt category gets the nearest, and no file is made."""
    with pytest.raises(Mistakes) as found:
        new_article.article(portal, "Bài", "Thông báoo", NOON)
    assert problem(found) == "lỗi: Không có chuyên mục «Thông báoo».\n  → Có phải là Thông báo không?"
    with pytest.raises(Mistakes) as found:
        new_article.article(portal, "Bài", "xyz", NOON)
    assert problem(found).startswith("lỗi: Không có chuyên mục «xyz».\n  → Hãy chọn một trong: Công tác Đảng, Tin tức")
    assert not (portal / "content/2026").exists()


def test_new_without_categories(portal: Path) -> None:
    """A portal that has no category yet is told how to write one."""
    text = "base_url: https://a.example\nlanguages: {vi: {name: A}}\ncategories: []\n"
    (portal / "config.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Mistakes) as found:
        new_article.article(portal, "Bài", "", NOON)
    assert [each.key for each in found.value.problems] == ["config-wants"]


def test_new_passes_over_retired_categories(portal: Path) -> None:
    """Nobody wants to write into a category that is no longer used, unless it is asked for."""
    path = portal / "config.yaml"
    text = path.read_text(encoding="utf-8").replace("en: party-affairs}}", "en: party-affairs}, retired: có}")
    path.write_text(text, encoding="utf-8")
    category = read(portal, new_article.article(portal, "Bài", "", NOON)).category
    assert category is not None
    assert category.text == "Tin tức – Sự kiện"


def test_new_where_nothing_can_be_written(portal: Path) -> None:
    """A file in the way of the folder is a problem, not a crash."""
    (portal / "content/2026").write_text("", encoding="utf-8")
    with pytest.raises(Mistakes) as found:
        new_article.article(portal, "Bài", "", NOON)
    assert [each.key for each in found.value.problems] == ["disk-not-a-folder"]


def test_new_without_a_portal(tmp_path: Path) -> None:
    """Where there is no config.yaml, nothing is made."""
    with pytest.raises(Mistakes) as found:
        new_article.article(tmp_path, "Bài", "", NOON)
    assert [each.key for each in found.value.problems] == ["config-none"]
    assert list(tmp_path.iterdir()) == []


# new --translate

ORIGINAL = """\
---
title: "Hội nghị: bàn việc"
date: 07/03/2018 | 10:11
category: Công tác Đảng
lead: "Trong bài: một câu"
tags: [rác thải, "phường: xanh"]
attachments:
  - {file: a.pdf, title: Kế hoạch}
---

Lời của bài.
"""


@pytest.fixture
def original(portal: Path) -> Path:
    """A portal with one article."""
    writing.write_text(portal / "content/2018/03/hoi-nghi.md", ORIGINAL)
    (portal / "content/2018/03/a.pdf").write_bytes(b"%PDF-1.4\n")
    path = portal / "config.yaml"
    path.write_text(
        path.read_text(encoding="utf-8") + "tags:\n  - {id: rac-thai, vi: rác thải, en: waste}\n", encoding="utf-8"
    )
    return portal


def test_translation(original: Path) -> None:
    """The text to be translated stands ready, tied to the original as it is now, and builds."""
    path = new_article.translation(original, "content/2018/03/hoi-nghi.md", "Meeting: plans")
    made, source = read(original, path), read(original, "content/2018/03/hoi-nghi.md")
    assert path == "content/2018/03/hoi-nghi.en.md"
    assert (made.title, made.lead, made.original) == ("Meeting: plans", "Trong bài: một câu", source.digest)
    assert [tag.text for tag in made.tags] == ["waste", "phường: xanh"]
    text = (original / path).read_text(encoding="utf-8")
    assert text.endswith("---\n\nLời của bài.\n")
    assert front_matter.parse(uncommented(text), path, ("vi", "en")).problems == ()
    assert made.is_draft
    assert build(original) == ()  # a draft is known to be unfinished
    assert not (original / "site/en/2018/03/hoi-nghi/index.html").is_file()
    (original / path).write_text(re.sub("(?m)^draft: .*\n", "", text), encoding="utf-8")
    assert "text-untranslated" in [problem.key for problem in build(original)]


def test_translation_of_a_plain_page(portal: Path) -> None:
    """Plain pages too; without a title, the original's stands to be translated."""
    (portal / "content/pages/lien-he.en.md").unlink()
    path = new_article.translation(portal, "content/pages/lien-he.md", "")
    assert (path, read(portal, path).title) == ("content/pages/lien-he.en.md", "Liên hệ")
    assert build(portal, with_drafts=True) == ()
    text = (portal / path).read_text(encoding="utf-8")
    (portal / path).write_text(re.sub("(?m)^draft: .*\n", "", text), encoding="utf-8")
    assert "text-untranslated" in [problem.key for problem in build(portal)]


def test_translation_named_from_the_current_folder(original: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the shell completes it, or from the portal's folder, or whole."""
    monkeypatch.chdir(original / "content/2018")
    for file in ("03/hoi-nghi.md", "content/2018/03/hoi-nghi.md", str(original / "content/2018/03/hoi-nghi.md")):
        assert new_article.translation(Path("../.."), file, "") == "content/2018/03/hoi-nghi.en.md"
        (original / "content/2018/03/hoi-nghi.en.md").unlink()


MARCH = "content/2018/03"
NO_ARTICLE = """\
lỗi: «{0}» không phải là một bài trong thư mục content của cổng này.
  → Hãy chỉ tới một tệp .md trong content, ví dụ content/2018/03/bai.md."""
REFUSED = {
    f"{MARCH}/hoinghi.md": """\
lỗi: Không có bài «content/2018/03/hoinghi.md».
  → Có phải là content/2018/03/hoi-nghi.md không?""",
    "abc.md": """\
lỗi: Không có bài «abc.md».
  → Hãy viết đường dẫn tính từ thư mục của cổng, ví dụ content/2018/03/bai.md.""",
    "config.yaml": NO_ARTICLE,
    "content/README.md": NO_ARTICLE,
    f"{MARCH}/_nhap.md": NO_ARTICLE,
    "../ngoai.md": NO_ARTICLE,
    f"{MARCH}/hai.en.md": """\
{0}: lỗi: Tệp này đã là bản dịch (en), nên không dịch tiếp từ nó.
  → Hãy chỉ tới bản gốc: content/2018/03/hai.md""",
    f"{MARCH}/rieng.en.md": """\
{0}: lỗi: Bài này chỉ có ở ngôn ngữ en và không có bản gốc content/2018/03/rieng.md bên cạnh.
  → Hãy viết content/2018/03/rieng.md như một bài mới, rồi xóa date và category ở tệp này: khi ấy nó là bản dịch.""",
    f"{MARCH}/hai.md": """\
content/2018/03/hai.en.md: lỗi: Bài content/2018/03/hai.md đã có bản dịch này rồi.
  → Hãy mở tệp đó để sửa tiếp.""",
}


@pytest.mark.parametrize("file", REFUSED)
def test_translation_refused(original: Path, file: str) -> None:
    """What cannot be translated, in the words that say why."""
    for name in ("hai.md", "hai.en.md", "rieng.en.md", "_nhap.md", "../../../../ngoai.md"):
        (original / MARCH / name).write_text(ORIGINAL, encoding="utf-8")
    with pytest.raises(Mistakes) as found:
        new_article.translation(original, file, "")
    assert problem(found) == REFUSED[file].format(file)


def test_translation_of_a_broken_original(original: Path) -> None:
    """What is wrong with the original is said first."""
    (original / "content/2018/03/hoi-nghi.md").write_text("---\ntitle: a: b\n---\n", encoding="utf-8")
    with pytest.raises(Mistakes) as found:
        new_article.translation(original, "content/2018/03/hoi-nghi.md", "")
    assert [each.key for each in found.value.problems] == ["yaml-colon"]


def test_translation_with_one_language(portal: Path) -> None:
    """Where there is nothing to translate into, the hint says what is missing."""
    text = "base_url: https://a.example\nlanguages: {vi: {name: A}}\ncategories: [{id: a, vi: A}]\n"
    (portal / "config.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Mistakes) as found:
        new_article.translation(portal, "content/pages/lien-he.md", "")
    assert [each.key for each in found.value.problems] == ["translate-one-language"]


# doctor
