"""A mistake in config.yaml or in a template hides none of the articles' mistakes, and none is made up because of it."""

from pathlib import Path

import pytest

from bantin.build import text_tasks
from bantin.commands import cli
from bantin.problems import Mistakes
from tests.portal import CONFIG, Portal, gather, templates_compiled_once, written
from tests.test_broken import CASES, copied

WRONG = written(
    "Xem [bài](khong-co.md) và [đơn](khong-co.pdf).\n\n![Cây](khong-co.jpg)",
    title="Sai",
    date="2018-03-01",
    category="Công tác Đảng",
    views="nhiều",
)
OF_THE_ARTICLE = {"link-article", "link-file", "picture-missing", "views-nonsense"}
OF_ITS_TEXT = {"views-nonsense"}
CONFIGS = [name for name in CASES if name.startswith("config-") and not name.startswith("config-missing")]


def keys(project: Path) -> dict[str, set[str]]:
    """What a build finds, by path."""
    with pytest.raises(Mistakes) as found:
        gather(Portal(project).settings())
    told: dict[str, set[str]] = {}
    for problem in found.value.problems:
        told.setdefault(problem.place.path, set()).add(problem.key)
    assert len(set(found.value.problems)) == len(found.value.problems)
    return told


@pytest.mark.parametrize("name", CONFIGS)
def test_config_hides_no_article(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With each mistake in config.yaml that the tests know: those of an article too, and not one more."""
    project = copied(name, tmp_path, monkeypatch)
    with templates_compiled_once():
        try:
            gather(Portal(project).settings())
        except Mistakes as mistakes:
            before = {problem for problem in mistakes.problems if not problem.place.path.startswith("content/")}
            quiet = [problem for problem in mistakes.problems if problem.place.path.startswith("content/")]
        else:
            pytest.skip("a note, and no mistake")
        Portal(project).write("content/2018/03/sai.md", WRONG)
        told = keys(project)
    assert {problem.key for problem in before} == told["config.yaml"]
    is_lost = any("languages" in problem.key or "language" in problem.key for problem in before) or name in UNREADABLE
    assert told["content/2018/03/sai.md"] >= (OF_ITS_TEXT if is_lost else OF_THE_ARTICLE)
    made_up = told["content/2018/03/sai.md"] - OF_THE_ARTICLE
    assert made_up == set()
    assert quiet == [] or {problem.key for problem in quiet} == {"category-not-in-config"}


UNREADABLE = {
    "config-alias",
    "config-brace-open",
    "config-bracket-last",
    "config-colon",
    "config-empty",
    "config-head-commented",
    "config-languages-list",
    "config-languages-missing",
    "config-list-alone",
    "config-not-joined",
    "config-not-utf8",
    "config-tab",
    "config-text-alone",
}
"""Cases in which nobody can say which languages there are."""


def test_unknown_category_waits_for_categories(tmp_path: Path) -> None:
    """Where `categories` itself is wrong, no article's category is called unknown; where something else is, it is."""
    portal = Portal(tmp_path)
    article = written(title="A", date="2018-03-01", category="Khác")
    portal.write_all({"config.yaml": CONFIG.replace("id: thong-bao", "id: Thông Báo"), "content/2018/03/a.md": article})
    assert keys(tmp_path) == {"config.yaml": {"config-id"}}
    portal.write("config.yaml", CONFIG.replace("page_size: 2", "page_size: hai"))
    assert keys(tmp_path) == {"config.yaml": {"wants-number"}, "content/2018/03/a.md": {"category-unknown"}}


def test_menu_waits_for_categories(tmp_path: Path) -> None:
    """A menu that leads to a category is neither called wrong nor tried while `categories` is wrong."""
    portal = Portal(tmp_path)
    portal.write("config.yaml", CONFIG.replace("id: thong-bao", "id: Thông Báo") + "menu: [{category: thong-bao}]\n")
    portal.write("content/2018/03/a.md", written(title="A", date="2018-03-01", category="cong-tac-dang", views="x"))
    assert keys(tmp_path) == {"config.yaml": {"config-id"}, "content/2018/03/a.md": {"views-nonsense"}}


def test_slip_in_a_key_is_not_taken_for_its_absence(tmp_path: Path) -> None:
    """With `embed_host` for `embed_hosts`, no article is told that its map comes from a place that is not allowed."""
    portal = Portal(tmp_path)
    text = '<iframe src="https://maps.example/x" title="Bản đồ"></iframe>'
    portal.write_all(
        {
            "config.yaml": CONFIG + "embed_host: [maps.example]\n",
            "content/2018/03/a.md": written(text, title="A", date="2018-03-01", category="thong-bao"),
        }
    )
    assert keys(tmp_path) == {"config.yaml": {"field-unknown-near"}}


@pytest.mark.parametrize(
    ("path", "text", "key"),
    [
        ("templates/parts/footer.html", b"\xff\xfe", "utf8-damaged"),
        ("templates/words/vi.yaml", b"footer.site-map: [\n", "yaml-bracket-open"),
        ("templates/pages/article.html", b"{% if %}", "template-broken"),
    ],
)
def test_template_hides_no_article(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], path: str, text: bytes, key: str
) -> None:
    """A template or words that cannot be read: the articles' mistakes in the same run."""
    portal = Portal(tmp_path)
    portal.write_all({"config.yaml": CONFIG, path: text, "content/2018/03/sai.md": WRONG})
    assert cli.main(["--project", str(tmp_path), "--lang", "vi"]) == cli.CONTENT
    said = capsys.readouterr().err
    assert "Không có bài «khong-co.md»" in said
    assert key == "template-broken" or path in said


def test_cache_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake in config.yaml costs no reading anew once it is mended, be it one by which texts are read otherwise."""
    portal = Portal(tmp_path)
    article = written(title="A", date="2018-03-01", category="thong-bao")
    portal.write_all({"config.yaml": CONFIG, "content/2018/03/a.md": article})

    portal.build()
    for broken in (CONFIG + "glossary: [\n", CONFIG.replace("https:", "htps:"), CONFIG + "glossary: {A: []}\n"):
        portal.write("config.yaml", broken)
        with pytest.raises(Mistakes):
            portal.build()
    portal.write("config.yaml", CONFIG)
    monkeypatch.setattr(text_tasks, "read_texts", None)
    portal.build()


def test_unread_files_are_not_called_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that are too large, cannot be read, or stand behind a link that is refused: told once, an article at
    itself, and a picture or an attachment where an article refers to it."""
    portal = Portal(tmp_path)
    body = "[a](nang.md), [b](nang.pdf), [c](ngoai.md), [d](ngoai.pdf)\n\n![e](ngoai.jpg)\n\n[f](/2018/03/nang/)"
    portal.write_all(
        {
            "config.yaml": CONFIG + "limits: {article_bytes: 1000, attachment_bytes: 1000, picture_bytes: 1000}\n",
            "content/2018/03/a.md": written(body, title="A", date="2018-03-01", category="thong-bao"),
            "content/2018/03/nang.md": written("x " * 1000, title="B", date="2018-03-01", category="thong-bao"),
            "content/2018/03/nang.pdf": b"%PDF-1.4\n" + bytes(3000),
        }
    )
    for ending in ("md", "pdf", "jpg"):
        try:
            (tmp_path / f"content/2018/03/ngoai.{ending}").symlink_to("/nowhere/else")
        except OSError:  # Windows asks for a privilege
            pytest.skip("this system makes no links")
    assert keys(tmp_path) == {
        "content/2018/03/nang.md": {"file-too-big"},
        "content/2018/03/ngoai.md": {"link-leaves-folder"},
        "content/2018/03/a.md": {"file-too-heavy", "used-link-leaves-folder"},
    }
